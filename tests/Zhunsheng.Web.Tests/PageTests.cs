using System.IO.Compression;

namespace Zhunsheng.Web.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task Workbench_ShowsWhatWaits_WithLightAndArticle()
    {
        await using var site = await new TestSite().WithPeople();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var shuju = await site.SignedIn("shuju");
        var page = await shuju.Get("/workbench");
        var row = page.Document.QuerySelectorAll("#mine tbody tr").Single(r => r.TextContent.Contains(number, StringComparison.Ordinal));
        Assert.Equal("剩5工作日", row.QuerySelector(".light")!.TextContent);
        Assert.Contains("04-27到期", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/rulebooks/town-2026#a2", row.QuerySelector("a.cite")!.GetAttribute("href"));
        Assert.Contains("原则上", row.TextContent, StringComparison.Ordinal);

        site.Clock.Set(new DateOnly(2026, 4, 29));
        var late = (await (await site.SignedIn("shuju")).Get("/workbench")).Document.QuerySelectorAll("#mine tbody tr.is-late");
        Assert.Equal("逾2工作日", late.Single().QuerySelector(".light")!.TextContent);
    }

    [Fact]
    public async Task CasePage_ShowsLifeNextStepsReasonsPapersAndActs()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        var page = await jia.Get("/cases/" + number);
        Assert.Equal(["申报", "审核", "建设", "验收"], page.Document.QuerySelectorAll(".life b").Select(b => b.TextContent));
        var blocked = page.Document.QuerySelector("#blocked")!.Closest("section")!;
        var row = blocked.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("档案没有合格", StringComparison.Ordinal) || r.TextContent.Contains("档案合格", StringComparison.Ordinal));
        Assert.Contains("第五条", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("未填", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("档案先验收合格", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll(".acts-line > li").Length);
        Assert.Contains("链完整", page.Text, StringComparison.Ordinal);
        Assert.Contains("申请书.pdf", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CaseList_SearchesFiltersAndSorts()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        await Town.Declare(jia, "甲水库监测");
        await Town.Declare(jia, "乙道路养护");
        var found = await jia.Get("/projects?q=" + Uri.EscapeDataString("水库"));
        Assert.Single(found.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("第1至1个，共1个", found.Text, StringComparison.Ordinal);
        var sorted = await jia.Get("/projects?sort=number&order=asc");
        Assert.Equal("ascending", sorted.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Equal(["MZ-2026-0001", "MZ-2026-0002"], sorted.Document.QuerySelectorAll("tbody td[data-l=编号]").Select(c => c.TextContent));
        Assert.Contains("没有符合条件的", (await jia.Get("/projects?status=closed")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await jia.Get("/projects?page=99999&sort=nonsense&year=abc")).Status);
    }

    [Fact]
    public async Task Export_HoldsTheRowsOfTheQuery_TextsAreNoFormulas()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        await Town.Declare(jia, "=HYPERLINK(\"http://example.org\")");
        var answer = await jia.Client.GetAsync(new Uri("/projects.xlsx", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync();
        Assert.Contains("MZ-2026-0001", sheet, StringComparison.Ordinal);
        Assert.Contains("t=\"inlineStr\"", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
        Assert.Contains("<x:v>350</x:v>", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulebookReader_ShowsArticlesRulesAndWhatIsLeftOpen()
    {
        await using var site = new TestSite();
        var page = await site.Browser().Get("/rulebooks/" + TownRulebook.Id);
        Assert.Equal(200, page.Status);
        Assert.NotNull(page.Document.GetElementById("a2"));
        var second = page.Document.GetElementById("a2")!;
        Assert.Contains("条文没有写；本平台读作：停", second.TextContent, StringComparison.Ordinal);
        Assert.Contains("不得拆分", second.TextContent, StringComparison.Ordinal);
        Assert.Contains("只讲目的", page.Document.GetElementById("a1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(404, (await site.Browser().Get("/rulebooks/nowhere-1999")).Status);
    }

    [Fact]
    public async Task HowTo_WithoutSignIn_GivesTheWholeWay_UnknownStaysUnknown()
    {
        await using var site = new TestSite();
        var browser = site.Browser();
        var page = await browser.Get("/how-to");
        Assert.Equal(200, page.Status);
        Assert.Contains("申报项目", page.Text, StringComparison.Ordinal);
        Assert.Contains("保密方案看情况", page.Text, StringComparison.Ordinal);
        Assert.Contains("5工作日内", page.Text, StringComparison.Ordinal);
        var open = await browser.Get("/how-to?rulebook=town-2026&f.%E5%AF%86%E7%BA%A7=" + Uri.EscapeDataString("非涉密"));
        Assert.DoesNotContain("保密方案", open.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.Get("/how-to/route?rulebook=town-2026")).Status);
        foreach (var path in new[] { "/how-to", "/how-to/route" })
        {
            var secret = await browser.Get(path + "?rulebook=town-2026&f.%E5%AF%86%E7%BA%A7=" + Uri.EscapeDataString("秘密"));
            Assert.Contains("按这样填，案卷登记后即结案：“登记线下”；其余在线下办理", secret.Text, StringComparison.Ordinal);
            Assert.Empty(secret.Document.QuerySelectorAll(".route, .result"));
        }

        Assert.Equal(200, (await browser.Get("/how-to?rulebook=nowhere&f.x=1&f.%E6%80%BB%E6%8A%95%E8%B5%84=zzz")).Status);
    }

    [Fact]
    public async Task BrokenRulebook_OldVersionStays_TheAdministratorSeesLineAndColumn()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        TownRulebook.Break(site.Rulebooks);
        var text = "";
        for (var i = 0; i < 40 && !text.Contains("文件读不出来", StringComparison.Ordinal); i++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            text = (await admin.Get("/admin/rulebooks")).Text;
        }

        Assert.Contains("town-2026/rulebook.yaml:", text, StringComparison.Ordinal);
        Assert.Contains("stepz", text, StringComparison.Ordinal);
        Assert.Equal(200, (await site.Browser().Get("/rulebooks/" + TownRulebook.Id)).Status);
        Assert.Equal(200, (await (await site.SignedIn("jia")).Get("/projects/new")).Status);
    }

    [Fact]
    public async Task Health_AnswersWithoutSignIn()
    {
        await using var site = new TestSite();
        Assert.Equal(200, (int)(await site.Browser().Client.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
        Assert.Equal(200, (int)(await site.Browser().Client.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Administrator_GivingARoleThatNoRulebookNames_IsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        var made = await admin.Submit(await admin.Get("/admin/organisations"), "新建单位", new() { ["name"] = "丁单位" });
        var page = await admin.Follow(made);
        page.Document.QuerySelector("[name=role][value='town-2026/单位']")!.SetAttribute("value", "town-2026/县长");
        var refused = await admin.Submit(page, "保存角色", new() { ["role"] = "town-2026/县长" });
        Assert.Equal(422, refused.Status);
        Assert.Contains("没有“town-2026/县长”这个角色", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_MakeAnOfficeAndAPersonTogether_WhoMustChangeThePasswordFirst()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        var list = await admin.Get("/admin/organisations");
        var made = await admin.Submit(list, "新建单位", new() { ["name"] = "丙单位" });
        Assert.Equal(303, made.Status);
        Assert.Equal(422, (await admin.Submit(list, "新建单位", new() { ["name"] = "丙单位" })).Status);
        var office = made.Location!.Split('?')[0];
        Assert.Equal(303, (await admin.Submit(await admin.Get(office), "保存角色", new() { ["role"] = "town-2026/单位" })).Status);
        var page = await admin.Get(office);
        Assert.Equal(303, (await admin.Submit(page, "新建账号", new() { ["userName"] = "ｂｉｎｇ", ["displayName"] = "丙某", ["password"] = TestSite.Password })).Status);
        var twice = await admin.Submit(page, "新建账号", new() { ["userName"] = "bing", ["displayName"] = "丁某", ["password"] = TestSite.Password });
        Assert.Equal(422, twice.Status);
        Assert.Equal("bing", twice.Value("userName"));
        Assert.Contains("已经有人用", twice.Text, StringComparison.Ordinal);

        var security = await site.SignedIn("anquan");
        var grants = await security.Get("/admin/grants");
        Assert.Contains("丙某", grants.Document.QuerySelector("#requests")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await security.Submit(grants, "按申请授权")).Status);
        var bing = await site.SignedIn("bing");
        Assert.Equal("/account/password", (await bing.Get("/workbench")).Location);
        var change = await bing.Get("/account/password");
        var differing = await bing.Submit(change, "修改", new() { ["old"] = TestSite.Password, ["new"] = "ganz-neu-2026", ["again"] = "anders-2026" });
        Assert.Equal(422, differing.Status);
        Assert.Equal("true", differing.Document.GetElementById("again")!.GetAttribute("aria-invalid"));
        Assert.Equal("again-e", differing.Document.GetElementById("again")!.GetAttribute("aria-describedby"));
        var weak = await bing.Submit(change, "修改", new() { ["old"] = TestSite.Password, ["new"] = "abc", ["again"] = "abc" });
        Assert.Equal("true", weak.Document.GetElementById("new")!.GetAttribute("aria-invalid"));
        Assert.Null(weak.Document.GetElementById("old")!.GetAttribute("aria-invalid"));
        Assert.Equal(303, (await bing.Submit(change, "修改", new() { ["old"] = TestSite.Password, ["new"] = "ganz-neu-2026", ["again"] = "ganz-neu-2026" })).Status);
        Assert.Equal(200, (await bing.Get("/workbench")).Status);
    }
}
