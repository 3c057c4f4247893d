using AngleSharp.Dom;

namespace Zhunsheng.Web.Tests;

/// <summary>The receipt for what a unit hands in.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public async Task Receipt_OfADeclaration_SaysWhatToWhomAndUntilWhen()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var done = await jia.Submit(await jia.Get("/projects/new"), "提交", Town.Declaration(), Town.Papers());
        var link = (await jia.Follow(done)).Document.QuerySelectorAll(".note a").Single(a => a.TextContent == "看回执").GetAttribute("href")!;
        Assert.Equal("/cases/MZ-2026-0001/acts/1/receipt", link);
        var page = await jia.Get(link);
        var rows = page.Document.QuerySelectorAll(".sheet tbody tr").Where(r => r.QuerySelector("th") is not null).Select(r => (Head: r.Children[0].TextContent, Text: string.Join(' ', r.Children[1].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).ToList();
        Assert.True(rows.Count == 8, string.Join('\n', rows));
        Assert.Equal(["提交单位", "经办人", "提交时间", "案卷名称", "提交事项", "转交", "抄送", "校验码"], rows.Select(r => r.Head));
        Assert.Equal(("甲单位", "2026年4月20日 10:00:00", "镇办事平台", "申报项目，提交"), (rows[0].Text, rows[2].Text, rows[3].Text, rows[4].Text));
        Assert.Equal("数据局：审核申报 最迟2026年4月27日（星期一）办完，依据 第二条 原则上 受理日期2026-04-20（当日不计）＋5工作日－周末＝2026-04-27", rows[5].Text);
        Assert.StartsWith("财政局 第", rows[6].Text, StringComparison.Ordinal);
        var act = await jia.Get("/cases/MZ-2026-0001/acts/1");
        var digest = act.Document.QuerySelectorAll("#chain ~ * dd, .dl dd.mono").First(d => d.TextContent.Trim().Length == 64).TextContent.Trim();
        Assert.Equal("SM3 " + digest, rows[7].Text);
        var paper = Assert.Single(page.Document.QuerySelectorAll(".sheet table")[1].QuerySelectorAll("tbody tr"));
        Assert.Equal("申请书、效益分析", paper.Children[0].TextContent);
        Assert.Equal(64, paper.Children[2].TextContent.Length);
    }

    [Fact]
    public async Task Receipt_IsAsItStoodThen_AndSaysThatItWasCorrected()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        site.Clock.Forward(TimeSpan.FromDays(1));
        jia = await site.SignedIn("jia");
        Assert.Equal(303, (await jia.Submit(await jia.Get($"/cases/{number}/acts/1/correct"), "更正", new() { ["f.项目名称"] = "改了名字", ["note"] = "写错了" })).Status);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        var page = await jia.Get($"/cases/{number}/acts/1/receipt");
        Assert.Contains("镇办事平台", page.Document.QuerySelector(".sheet")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("后来更正过，见第2号行为", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_OfAnOfficeACorrectionOrOthers_DoesNotExist()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await jia.Submit(await jia.Get($"/cases/{number}/acts/1/correct"), "更正", new() { ["f.项目名称"] = "改了名字", ["note"] = "写错了" });
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        Assert.Equal(404, (await jia.Get($"/cases/{number}/acts/2/receipt")).Status);
        Assert.Equal(404, (await jia.Get($"/cases/{number}/acts/3/receipt")).Status);
        Assert.Equal(404, (await jia.Get($"/cases/{number}/acts/9/receipt")).Status);
        Assert.Equal(404, (await (await site.SignedIn("yi")).Get($"/cases/{number}/acts/1/receipt")).Status);
        Assert.Equal(200, (await (await site.SignedIn("shuju")).Get($"/cases/{number}/acts/1/receipt")).Status);
    }

    [Fact]
    public async Task Receipt_OfAStub_NamesNothingOfTheProject()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = new Dictionary<string, string?> { ["f.项目名称"] = "代号七", ["f.密级"] = "秘密", ["f.总投资"] = "350", ["f.计划年度"] = "2027", ["f.拆分申报"] = "否", ["p.2"] = "是" };
        var done = await jia.Submit(await jia.Get("/projects/new"), "登记线下", fill, new() { ["p.0"] = TestFile.Pdf(), ["p.1"] = TestFile.Pdf("保密方案.pdf") });
        Assert.True(done.Status == 303, done.Text);
        var page = await jia.Get("/cases/MZ-2026-0001/acts/1/receipt");
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("代号七", page.Text, StringComparison.Ordinal);
        Assert.Contains("登记线下", page.Text, StringComparison.Ordinal);
    }
}
