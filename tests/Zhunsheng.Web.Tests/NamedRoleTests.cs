using AngleSharp.Dom;

namespace Zhunsheng.Web.Tests;

/// <summary>The form beside which answers and warnings stand, the organisation that a file names, its document, and the files of other units.</summary>
public sealed class NamedRoleTests
{
    private const string Send = "送主管单位";
    private const string Opinion = "主管单位意见";

    [Fact]
    public async Task Answers_StandBesideTheForm_AsATable()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var empty = (await jia.Get($"/cases/{number}/steps/{Send}")).Document.GetElementById("answers")!.Closest("section")!;
        Assert.Contains("不能判断 要看：费用明细", Words(empty), StringComparison.Ordinal);
        var page = await jia.Submit(await jia.Get($"/cases/{number}/steps/{Send}"), "重新推算", Sent());
        var answers = page.Document.GetElementById("answers")!.Closest("section")!;
        Assert.Equal(["费用", "金额（万元）", "偏大"], answers.QuerySelectorAll("th").Select(Words));
        Assert.Equal([["软件", "100.00", "否"], ["硬件", "250.00", "是"]], answers.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(Words).ToArray()));
        Assert.Equal("num", answers.QuerySelectorAll("tbody td")[1].ClassName);
        Assert.Equal("第六条", answers.QuerySelector(".cites a.cite")!.TextContent);
        Assert.Equal("350.00万元", answers.QuerySelectorAll(".why")[1].QuerySelector("p.strong")!.TextContent);
    }

    [Fact]
    public async Task Warning_IsShown_AndHindersNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var form = await jia.Get($"/cases/{number}/steps/{Send}");
        var even = await jia.Submit(form, "重新推算", Sent());
        Assert.DoesNotContain("两笔钱加起来", even.Text, StringComparison.Ordinal);
        var uneven = await jia.Submit(form, "重新推算", Sent(own: "51"));
        var note = uneven.Document.QuerySelector("#derived-panel .note--soon")!;
        Assert.Equal("两笔钱加起来和总投资不一样 第六条", Words(note));
        Assert.Equal(303, (await jia.Submit(uneven, "提交")).Status);
        Assert.Contains("51.00", (await jia.Get("/cases/" + number)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamedRole_IsPickedFromThoseWhoHoldIt_AnotherNameIsRefusedAtTheField()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var form = await jia.Get($"/cases/{number}/steps/{Send}");
        Assert.Equal(["镇建设所", "镇文化站"], form.Document.QuerySelectorAll("[name='f.主管单位名称']").Select(r => r.GetAttribute("value")!).Order(StringComparer.Ordinal));
        form.Document.QuerySelector("[name='f.主管单位名称']")!.SetAttribute("value", "县水利局");
        var refused = await jia.Submit(form, "提交", Sent(named: "县水利局"));
        Assert.Equal(422, refused.Status);
        var field = refused.Document.QuerySelector("[data-field='f.主管单位名称']")!;
        Assert.Contains("field--error", field.ClassName, StringComparison.Ordinal);
        var said = field.QuerySelector(".error")!.TextContent;
        Assert.Equal("没有叫“县水利局”的主管单位，可选：镇建设所、镇文化站；新的单位请管理员先登记", said);
        Assert.Contains(said, refused.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(refused, "提交", new() { ["f.主管单位名称"] = "镇建设所" })).Status);
    }

    [Fact]
    public async Task NamedRole_OnlyTheOrganisationNamed_SeesTheFileAndMayAct()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        Assert.Equal(303, (await Town.Act(jia, number, Send, "提交", Sent())).Status);
        var wenhua = await site.SignedIn("wenhua");
        Assert.DoesNotContain(number, Words((await wenhua.Get("/workbench")).Document.QuerySelector("#mine")!), StringComparison.Ordinal);
        Assert.Equal(404, (await wenhua.Get($"/cases/{number}/steps/{Opinion}")).Status);
        Assert.Equal(404, (await wenhua.Get("/cases/" + number)).Status);
        Assert.DoesNotContain(number, (await wenhua.Get("/projects")).Text, StringComparison.Ordinal);
        var jianshe = await site.SignedIn("jianshe");
        Assert.Contains(number, (await jianshe.Get("/projects")).Text, StringComparison.Ordinal);
        Assert.Contains(number, Words((await jianshe.Get("/workbench")).Document.QuerySelector("#mine")!), StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(jianshe, number, Opinion, "提交", new() { ["f.主管意见"] = "同意" })).Status);
    }

    [Fact]
    public async Task Waiting_IsCountedFromTheStepBefore_OnAllPagesAlike()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(jia, number, Send, "提交", Sent());
        site.Clock.Set(new DateOnly(2026, 4, 24));
        await Town.Act(await site.SignedIn("shuju"), number, "抽查", "提交", new() { ["f.抽查情况"] = "看过" });
        site.Clock.Set(new DateOnly(2026, 4, 27));
        var jianshe = await site.SignedIn("jianshe");
        foreach (var address in new[] { "/workbench", $"/cases/{number}/steps/{Opinion}" })
        {
            Assert.Contains("已等7天", (await jianshe.Get(address)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Document_WithTableAndSender_IsPrintedAsAForm()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(jia, number, Send, "提交", Sent());
        await Town.Act(await site.SignedIn("jianshe"), number, Opinion, "提交", new() { ["f.主管意见"] = "同意建设" });
        var page = await jia.Get($"/cases/{number}/acts/3/documents/意见表");
        Assert.Equal(200, page.Status);
        var sheet = page.Document.QuerySelector(".sheet")!;
        Assert.Equal("镇办事平台意见表", sheet.QuerySelector(".gw-title")!.TextContent);
        Assert.Empty(sheet.QuerySelectorAll(".gw-head, .gw-rule"));
        Assert.Equal("镇建设所党组", sheet.QuerySelector(".gw-sign")!.TextContent);
        var tables = sheet.QuerySelectorAll("table");
        Assert.Equal([["项目名称", "镇办事平台", "总投资", "350.00万元"], ["主管意见", "同意建设"]], tables[0].QuerySelectorAll("tr").Select(r => r.Children.Select(Words).ToArray()));
        Assert.Equal("3", tables[0].QuerySelectorAll("tr")[1].Children[1].GetAttribute("colspan"));
        Assert.Equal([["费用", "金额（万元）"], ["软件", "100.00"], ["硬件", "250.00"]], tables[1].QuerySelectorAll("tr").Select(r => r.Children.Select(Words).ToArray()));
        Assert.Equal(404, (await (await site.SignedIn("yi")).Get($"/cases/{number}/acts/3/documents/意见表")).Status);
    }

    [Fact]
    public async Task StepOfSeveralRoles_AnyOfThemMayAct_OthersNot()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        foreach (var office in new[] { "shuju", "caizheng" })
        {
            Assert.Equal(303, (await Town.Act(await site.SignedIn(office), number, "抽查", "提交", new() { ["f.抽查情况"] = office + "看过" })).Status);
        }

        var refused = await jia.Get($"/cases/{number}/steps/抽查");
        Assert.Equal(403, refused.Status);
        Assert.Contains("数据局", refused.Text, StringComparison.Ordinal);
        Assert.Contains("财政局", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesOfOtherUnits_AreOnNoPageOfAUnit()
    {
        await using var site = await new TestSite().WithPeople();
        var yi = await site.SignedIn("yi");
        var foreign = await Town.Declare(yi, "乙的秘密平台");
        await Town.Declare(yi, "乙的第二平台");
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia, "甲的平台");
        var second = await Town.Declare(jia, "甲的旧平台");
        await Town.Act(jia, number, Send, "提交", Sent());
        var step = await jia.Get($"/cases/{number}/steps/核钱");
        Assert.Contains("全镇的钱用完了", step.Text, StringComparison.Ordinal);
        var pages = new List<PageAnswer> { step };
        foreach (var address in new[] { "/workbench", "/projects", "/projects?q=" + Uri.EscapeDataString("乙"), "/projects/new", "/cases/" + number, $"/cases/{number}/acts/2", $"/cases/{number}/acts/2/correct", $"/cases/{number}/steps/{Send}", "/compare", "/rulebooks/town-2026" })
        {
            pages.Add(await jia.Get(address));
        }

        foreach (var page in pages)
        {
            var body = page.Document.Body!.InnerHtml;
            Assert.DoesNotContain(foreign, body, StringComparison.Ordinal);
            Assert.DoesNotContain("乙的", body.Replace("value=\"乙\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("乙单位", body, StringComparison.Ordinal);
        }

        var facts = (await jia.Get("/cases/" + number)).Document.QuerySelectorAll(".facts dt").Select(Words).ToList();
        Assert.Contains(facts, f => f.StartsWith("总投资", StringComparison.Ordinal));
        Assert.DoesNotContain(facts, f => f.Contains("其他项目", StringComparison.Ordinal));
        Assert.Equal("MZ-2026-0004", second);
    }

    private static Dictionary<string, string?> Sent(string own = "50", string named = "镇建设所") => new()
    {
        ["f.主管单位名称"] = named,
        ["f.财政出资"] = "300",
        ["f.自筹"] = own,
        ["f.费用明细.0.费用"] = "软件",
        ["f.费用明细.0.金额"] = "100",
        ["f.费用明细.1.费用"] = "硬件",
        ["f.费用明细.1.金额"] = "250",
    };

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
