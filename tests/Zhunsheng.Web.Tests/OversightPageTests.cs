using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>Supervision over HTTP: orders, measures, contradictions, who was told what, the whole file, liability – and what others get to see of it.</summary>
public sealed class OversightPageTests
{
    [Fact]
    public async Task Order_FromInspectionToLifting_ShowsWhereItStandsAndClosesSteps()
    {
        await using var site = await Site();
        var (shui, jian) = (await site.SignedIn("shui"), await site.SignedIn("jian"));
        var number = await Declare(shui);
        Assert.Contains("还没有要求整改的", (await jian.Get("/oversight")).Text, StringComparison.Ordinal);
        await Inspect(jian, number, "管理不善");
        var list = await jian.Get("/oversight");
        var row = Assert.Single(list.Document.QuerySelectorAll("section[aria-label='结果'] tbody tr"));
        Assert.Contains("待整改", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/cases/{number}/oversight", row.QuerySelector("a.name")!.GetAttribute("href"));
        Assert.Contains("条文没有写天数，由监督局定", (await jian.Get($"/cases/{number}/oversight")).Text, StringComparison.Ordinal);

        site.Clock.Set(new DateOnly(2026, 5, 12));
        await site.Refresh();
        (shui, jian) = (await site.SignedIn("shui"), await site.SignedIn("jian"));
        row = Assert.Single((await jian.Get("/oversight?standing=late")).Document.QuerySelectorAll("section[aria-label='结果'] tbody tr"));
        Assert.Contains("已过2天", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("还可以：通报、停止安排、终止", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(jian, number, "整改复核?key=1", "没有改好")).Status);
        Assert.Equal(303, (await Town.Act(jian, number, "处置?key=1", "处置", new() { ["o0.措施"] = "停止安排" })).Status);
        var caseOf = await jian.Get($"/cases/{number}/oversight");
        Assert.Contains("执行中", caseOf.Text, StringComparison.Ordinal);
        Assert.Contains("由监督局解除", caseOf.Text, StringComparison.Ordinal);
        var refused = await (await site.SignedIn("qian")).Get($"/cases/{number}/steps/列入");
        Assert.Empty(refused.Document.QuerySelectorAll("main form"));
        Assert.Contains("正停止安排", refused.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(jian, number, "解除", "解除")).Status);
        Assert.Equal(303, (await Town.Act(await site.SignedIn("qian"), number, "列入", "提交")).Status);
        Assert.Contains("已销号", (await jian.Get("/oversight")).Text, StringComparison.Ordinal);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await jian.Get("/oversight.xlsx")).Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Supervision_OfOthers_IsNeitherSeenNorCountedNorExported()
    {
        await using var site = await Site();
        var (shui, jian, lin) = (await site.SignedIn("shui"), await site.SignedIn("jian"), await site.SignedIn("lin"));
        var number = await Declare(shui);
        await Inspect(jian, number, "挪用");
        Assert.Single((await shui.Get("/oversight")).Document.QuerySelectorAll("section[aria-label='结果'] tbody tr"));
        var others = await lin.Get("/oversight");
        Assert.Contains("还没有要求整改的", others.Text, StringComparison.Ordinal);
        Assert.All(others.Document.QuerySelectorAll(".kpis b"), b => Assert.StartsWith("0", b.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(number, await Sheet(await lin.Get("/oversight.xlsx")), StringComparison.Ordinal);
        Assert.Contains(number, await Sheet(await shui.Get("/oversight.xlsx")), StringComparison.Ordinal);
        foreach (var page in new[] { "oversight", "whole", "liability" })
        {
            Assert.Equal(404, (await lin.Get($"/cases/{number}/{page}")).Status);
            Assert.Equal(200, (await jian.Get($"/cases/{number}/{page}")).Status);
            // Another jurisdiction's office, and administrators, have nothing to do with it.
            Assert.Equal(404, (await (await site.SignedIn("shuju")).Get($"/cases/{number}/{page}")).Status);
            Assert.Equal(404, (await (await site.SignedIn("shenjiyuan")).Get($"/cases/{number}/{page}")).Status);
        }

        Assert.Equal(404, (await (await site.SignedIn("shuju")).Get($"/oversight?rulebook={WatchRulebook.Id}")).Status);
        Assert.Equal(404, (await (await site.SignedIn("shenjiyuan")).Get("/oversight")).Status);
        Assert.Equal(404, (await (await site.SignedIn("shenjiyuan")).Get("/told")).Status);
        Assert.Contains(await Logged(site, AdminEventKind.Refusal), e => e.Subject.Contains("lin", StringComparison.Ordinal) || e.ByName.Contains("lin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_AddresseeConfirms_OnceAndForItselfOnly()
    {
        await using var site = await Site();
        var (shui, qian, jian, lin) = (await site.SignedIn("shui"), await site.SignedIn("qian"), await site.SignedIn("jian"), await site.SignedIn("lin"));
        var number = await Declare(shui);
        var received = await qian.Get("/told");
        Assert.Single(received.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("1件没有签收", received.Text, StringComparison.Ordinal);
        Assert.Empty((await lin.Get("/told")).Document.QuerySelectorAll("tbody tr"));
        // The form of another, and of nobody, is refused as if there were no such entry.
        var (address, _) = Browser.Form(received, "签收", [], []);
        Assert.Equal($"/told/{number}/1/1", address);
        var own = await jian.Get("/told");
        Assert.Equal(404, (await Post(jian, own, address)).Status);
        Assert.Equal(404, (await Post(jian, own, $"/told/{number}/1/9")).Status);
        var signed = await qian.Submit(received, "签收");
        Assert.Equal(303, signed.Status);
        Assert.Contains("已签收，记下了", (await qian.Follow(signed)).Text, StringComparison.Ordinal);
        Assert.Contains("以前签收过", (await qian.Follow(await qian.Submit(received, "签收"))).Text, StringComparison.Ordinal);
        var sent = await shui.Get("/told?side=sent");
        Assert.Equal(3, sent.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("区财政局 qian的人", sent.Text, StringComparison.Ordinal);
        Assert.Contains("没有人能在线签收", sent.Text, StringComparison.Ordinal);
        Assert.Single((await shui.Get("/told?side=sent&signed=yes")).Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("已签收", (await shui.Get($"/cases/{number}")).Text, StringComparison.Ordinal);
        Assert.Contains(await Logged(site, AdminEventKind.Refusal), e => e.What.Contains("签收", StringComparison.Ordinal) || e.Subject.Contains("签收", StringComparison.Ordinal) || e.Details.Contains("签收", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whole_ReadByAudit_IsVerifiedAndLogged_ByTheUnitItIsNot()
    {
        await using var site = await Site();
        var (shui, shen) = (await site.SignedIn("shui"), await site.SignedIn("shen"));
        var number = await Declare(shui, adviser: "某顾问公司");
        var page = await shen.Get($"/cases/{number}/whole");
        Assert.Contains("1号行为首尾相连", page.Text, StringComparison.Ordinal);
        Assert.Contains("这次查阅已记入管理日志", page.Text, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("#contents ~ *, section[aria-labelledby='contents'] tbody tr"));
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(number, Assert.Single(await Logged(site, AdminEventKind.Look)).Subject);
        Assert.Equal(200, (await shui.Get($"/cases/{number}/whole")).Status);
        Assert.Single(await Logged(site, AdminEventKind.Look));
        // Who is only named in the file sees the file, but not all of it at once.
        var gu = await site.SignedIn("gu");
        Assert.Equal(200, (await gu.Get($"/cases/{number}")).Status);
        Assert.Equal(404, (await gu.Get($"/cases/{number}/whole")).Status);
        Assert.Equal(404, (await gu.Get($"/cases/{number}/oversight")).Status);
        Assert.Equal(404, (await gu.Get($"/cases/{number}/liability")).Status);
    }

    [Fact]
    public async Task Contradiction_IsShownOnTheFileInTheFormBeforeItAndCounted()
    {
        await using var site = await Site();
        var (shui, jian) = (await site.SignedIn("shui"), await site.SignedIn("jian"));
        var number = await Declare(shui);
        await Town.Act(shui, number, "进展", "提交", new() { ["f.完成额"] = "10" });
        await Town.Act(shui, number, "付钱", "付", new() { ["f.支付额"] = "12" });
        const string said = "报的完成10.00万元，付了12.00万元";
        Assert.Contains(said, (await jian.Get($"/cases/{number}")).Text, StringComparison.Ordinal);
        Assert.Contains(said, (await jian.Get($"/cases/{number}/steps/检查")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(said, (await shui.Get($"/cases/{number}/steps/付钱")).Text, StringComparison.Ordinal);
        Assert.Contains(said, (await jian.Get($"/cases/{number}/oversight")).Text, StringComparison.Ordinal);
        var link = (await jian.Get("/oversight")).Document.QuerySelectorAll("section[aria-labelledby='evidence-h'] a").Single(a => a.TextContent == "付款超过进度").GetAttribute("href")!;
        Assert.Contains(number, (await jian.Get(link)).Text, StringComparison.Ordinal);
        await Town.Act(shui, number, "进展", "提交", new() { ["f.完成额"] = "12" });
        Assert.DoesNotContain("对不上的1处", (await jian.Get($"/cases/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Liability_Called_NamesTheBodyTheActsAndThePapers()
    {
        await using var site = await Site();
        var (shui, jian) = (await site.SignedIn("shui"), await site.SignedIn("jian"));
        var number = await Declare(shui);
        Assert.Contains("还没有到要追究责任的地步", (await jian.Get($"/cases/{number}/liability")).Text, StringComparison.Ordinal);
        await Inspect(jian, number, "挪用");
        var page = await jian.Get($"/cases/{number}/liability");
        var cells = page.Document.QuerySelectorAll(".sheet table")[1].QuerySelectorAll("tbody td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(("挪用", "第三条", "查处", "区纪检机关"), (cells[0], cells[1], cells[2], cells[3]));
        Assert.Contains("整改要求：改好", page.Text, StringComparison.Ordinal);
        Assert.Contains("逐号核验，链完整", page.Text, StringComparison.Ordinal);
        Assert.Contains("已经到了要追究责任的地步", (await jian.Get($"/cases/{number}/oversight")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lot_DrawnByTheOfficeThatChecks_IsKeptForAllWhoSeeEverything()
    {
        await using var site = await Site();
        var (shui, jian, qian) = (await site.SignedIn("shui"), await site.SignedIn("jian"), await site.SignedIn("qian"));
        var number = await Declare(shui);
        var page = await jian.Get("/oversight/lots");
        var wrong = await jian.Submit(page, "抽取", new() { ["wanted"] = "0", ["reason"] = "" });
        Assert.Equal(422, wrong.Status);
        Assert.Contains("写1到50之间的整数", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("写明抽来查什么", wrong.Text, StringComparison.Ordinal);
        var done = await jian.Submit(page, "抽取", new() { ["wanted"] = "3", ["reason"] = "春季抽查" });
        Assert.Equal(303, done.Status);
        var shown = await qian.Get("/oversight/lots");
        Assert.Contains("第1次：春季抽查", shown.Text, StringComparison.Ordinal);
        Assert.Contains("1个里抽1个", shown.Text, StringComparison.Ordinal);
        Assert.Contains(number, shown.Text, StringComparison.Ordinal);
        Assert.Empty(shown.Document.QuerySelectorAll("main form"));
        Assert.Equal(404, (await Post(qian, shown, "/oversight/lots")).Status);
        Assert.Equal(404, (await shui.Get("/oversight/lots")).Status);
        Assert.Equal(404, (await (await site.SignedIn("shuju")).Get("/oversight/lots")).Status);
        Assert.Equal(404, (await (await site.SignedIn("shuju")).Get($"/oversight/lots?rulebook={WatchRulebook.Id}")).Status);
    }

    private static async Task<TestSite> Site()
    {
        var site = new TestSite();
        Directory.CreateDirectory(Path.Combine(site.Rulebooks, WatchRulebook.Id));
        await File.WriteAllTextAsync(Path.Combine(site.Rulebooks, WatchRulebook.Id, "rulebook.yaml"), WatchRulebook.Text);
        await site.WithPeople();
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var (login, office, role) in new[] { ("shui", "区水务站", "单位"), ("lin", "区林业站", "单位"), ("jian", "区监督局", "监督局"), ("qian", "区财政局", "财政局"), ("shen", "区审计局", "审计局"), ("gu", "某顾问公司", "顾问") })
        {
            var grants = new[] { new RoleGrant(WatchRulebook.Id, role) };
            var organisation = await accounts.CreateOrganisation(office, null, null, grants, by);
            Assert.Empty(organisation.Errors);
            Assert.Empty((await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
        }

        return site;
    }

    private static async Task<string> Declare(Browser unit, string? adviser = null)
    {
        var done = await unit.Submit(await unit.Get($"/projects/new?rulebook={WatchRulebook.Id}&step=登记"), "提交", new() { ["f.项目名称"] = "水站监测", ["f.预计额"] = "50", ["f.顾问单位"] = adviser });
        Assert.True(done.Status == 303, done.Text);
        return done.Location!.Split('/')[2].Split('?')[0];
    }

    private static async Task Inspect(Browser office, string number, string breach)
    {
        var done = await Town.Act(office, number, "检查", "要整改", new() { ["o1.违规"] = breach, ["o1.整改要求"] = "改好", ["o1.整改期限"] = "2026-05-10" });
        Assert.True(done.Status == 303, done.Text);
    }

    /// <summary>Sends the form of one entry to the address of another.</summary>
    private static async Task<PageAnswer> Post(Browser browser, PageAnswer page, string address)
    {
        var token = page.Value("antiforgery") ?? "";
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("antiforgery", token)]);
        return await Browser.Answer(await browser.Client.PostAsync(new Uri(address, UriKind.Relative), content));
    }

    private static async Task<IReadOnlyList<AdminEvent>> Logged(TestSite site, AdminEventKind kind)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AdminLog>().Find(new AdminEventQuery { Kind = kind, Size = 500 })).Events;
    }

    private static async Task<string> Sheet(PageAnswer answer)
    {
        await using var stream = await answer.Response.Content.ReadAsStreamAsync();
        stream.Position = 0;
        using var archive = new System.IO.Compression.ZipArchive(stream);
        using var reader = new StreamReader(archive.Entries.First(e => e.FullName.Contains("sheet1", StringComparison.Ordinal)).Open());
        return await reader.ReadToEndAsync();
    }
}
