using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

public sealed partial class SearchPageTests
{
    /// <summary>Two units with a project each, one of them with a text about water.</summary>
    private static async Task<(TestSite Site, Browser Jia, Browser Yi, Browser Office)> Filled()
    {
        var site = await new TestSite().WithPeople();
        var (jia, yi, office) = (await site.SignedIn("jia"), await site.SignedIn("yi"), await site.SignedIn("shuju"));
        var form = Town.Declaration("灌区用水监测平台");
        form["f.情况说明"] = "覆盖全镇灌区，用水量每小时采一次<b>。";
        Assert.Equal(303, (await jia.Submit(await jia.Get("/projects/new"), "提交", form, Town.Papers())).Status);
        await Town.Declare(yi, "乙的用水缴费系统");
        return (site, jia, yi, office);
    }

    [Fact]
    public async Task Search_WordInATextOfTheForm_ShowsFileAndMarkedPassage()
    {
        var (site, jia, _, office) = await Filled();
        await using var _ = site;
        var page = await jia.Get("/search?q=灌区");
        Assert.Equal(["灌区", "灌区"], page.Document.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("覆盖全镇灌区，用水量每小时采一次<b>。", page.Text, StringComparison.Ordinal);
        Assert.Equal(["/cases/MZ-2026-0001"], page.Document.QuerySelectorAll(".hit h3 a").Select(a => a.GetAttribute("href")));
        Assert.Contains(page.Document.QuerySelectorAll(".hit dd a"), a => a.GetAttribute("href") == "/cases/MZ-2026-0001/acts/1");
        Assert.Equal(2, (await office.Get("/search?q=用水")).Document.QuerySelectorAll(".hit").Length);
        Assert.Equal("/search", page.Document.QuerySelector(".top form[role=search]")!.GetAttribute("action"));
    }

    [Fact]
    public async Task Search_OfAnotherUnit_LeaksNothingByTextCountOrExport()
    {
        var (site, jia, yi, office) = await Filled();
        await using var _ = site;
        foreach (var query in new[] { "q=灌区", "q=MZ-2026-0001", "q=甲单位", "q=灌", "q=灌区&rulebook=town-2026", "q=灌区&place=title" })
        {
            var page = await yi.Get("/search?" + query);
            Assert.Equal(200, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll(".hit"));
            Assert.DoesNotContain("MZ-2026-0001", page.Text.Replace("value", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("行）", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("灌区用水", await Sheet(yi, "/search.xlsx?" + query), StringComparison.Ordinal);
        }

        Assert.Single((await yi.Get("/search?q=用水")).Document.QuerySelectorAll(".hit"));
        var list = await yi.Get("/projects?light=ok");
        Assert.Contains("全部 1", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("甲单位", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("甲单位", await Sheet(yi, "/projects.xlsx"), StringComparison.Ordinal);
        var unit = Regex().Match((await office.Get("/projects")).Document.QuerySelector("#unit")!.InnerHtml).Groups[1].Value;
        Assert.Empty((await yi.Get("/projects?unit=" + unit)).Document.QuerySelectorAll("tbody tr"));
        Assert.Single((await office.Get("/projects?unit=" + unit)).Document.QuerySelectorAll("tbody tr"));

        // One who oversees units sees only files that name the own organisation; administrators have no search.
        var overseer = await site.SignedIn("wenhua");
        Assert.Empty((await overseer.Get("/search?q=用水")).Document.QuerySelectorAll(".hit"));
        var admin = await site.SignedIn("guanli");
        foreach (var address in new[] { "/search?q=用水", "/search.xlsx?q=用水", "/projects.xlsx", "/workbench.xlsx?list=mine" })
        {
            Assert.Equal(404, (await admin.Get(address)).Status);
            Assert.Equal(302, (await site.Browser().Get(address)).Status);
        }
    }

    [Fact]
    public async Task Search_WordInAPaper_ShowsThePaper_ToThoseWhoMaySeeTheFile()
    {
        var (site, jia, yi, office) = await Filled();
        await using var _1 = site;
        Assert.Equal(303, (await jia.Submit(await jia.Get("/projects/new"), "提交", Town.Declaration("泵站改造"), new() { ["p.0"] = TestFile.Word("申请书.docx", "四、效益分析", "五、溢洪道自动化") })).Status);
        await site.Services.GetRequiredService<PaperTexts>().Read();
        foreach (var reader in new[] { jia, office })
        {
            var page = await reader.Get("/search?q=溢洪道&place=papertext");
            Assert.Equal(["泵站改造"], page.Document.QuerySelectorAll(".hit h3").Select(h => h.TextContent.Trim()));
            Assert.EndsWith("（内容）", page.Document.QuerySelector(".hit dt")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("溢洪道", page.Document.QuerySelector(".hit mark")!.TextContent);
        }

        Assert.Empty((await yi.Get("/search?q=溢洪道")).Document.QuerySelectorAll(".hit"));
        Assert.DoesNotContain("泵站", await Sheet(yi, "/search.xlsx?q=溢洪道"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_HostileOrEmptyQueries_AreAnsweredCalmly()
    {
        var (site, jia, _, _) = await Filled();
        await using var _1 = site;
        foreach (var query in new[] { "", "%22", "*", "%25", "'%20OR%201=1", "a%22%20OR%20%22b", "NEAR(", "%00", "%F0%9F%98%80", "(((((", "用水%20AND", new string('x', 400), "%EF%BC%8C" })
        {
            Assert.Equal(200, (await jia.Get("/search?q=" + query)).Status);
            Assert.Equal(200, (await jia.Get("/projects?q=" + query)).Status);
        }

        Assert.Contains("没有可以找的字", (await jia.Get("/search?q=%22*")).Text, StringComparison.Ordinal);
        Assert.Contains("在上面写要找的字", (await jia.Get("/search")).Text, StringComparison.Ordinal);
        Assert.Contains("没有找到", (await jia.Get("/search?q=没有的词")).Text, StringComparison.Ordinal);
        Assert.Contains("第1至1个，共1个", (await jia.Get("/search?q=用")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await jia.Get("/search?q=用&page=99999&kind=x&place=x&phase=x&year=-1&unit=x&light=x&sort=x")).Status);
    }

    [Fact]
    public async Task Projects_FiltersInTheAddress_NarrowListTotalsAndExport()
    {
        var (site, _, _, office) = await Filled();
        await using var _ = site;
        async Task<int> Rows(string query) => (await office.Get("/projects?" + query)).Document.QuerySelectorAll("tbody tr").Length;
        Assert.Equal((2, 0, 2), (await Rows("from=350&to=350"), await Rows("from=350.01"), await Rows("to=1,000")));
        Assert.Equal((2, 0), (await Rows("light=ok"), await Rows("light=late")));
        Assert.Equal((2, 0), (await Rows("waits=数据局"), await Rows("waits=财政局")));
        Assert.Equal((2, 0), (await Rows("since=2026-4-20"), await Rows("since=20260421")));
        site.Clock.Set(new DateOnly(2026, 4, 30));
        await site.Refresh();
        office = await site.SignedIn("shuju");
        Assert.Equal((2, 0), (await Rows("light=late"), await Rows("light=ok")));
        var late = await office.Get("/projects?sort=due&order=asc");
        Assert.Contains("逾3工作日", late.Text, StringComparison.Ordinal);
        Assert.Contains("已逾期 2", late.Text, StringComparison.Ordinal);
        Assert.Contains("等 数据局", late.Text, StringComparison.Ordinal);
        var page = await office.Get("/projects?q=灌区&from=100");
        Assert.Contains("导出Excel（1行）", page.Text, StringComparison.Ordinal);
        Assert.Contains("本次查询1个合计", page.Text, StringComparison.Ordinal);
        var sheet = await Sheet(office, page.Document.QuerySelectorAll("a").First(a => a.TextContent.StartsWith("导出", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Contains("灌区用水监测平台", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("乙的", sheet, StringComparison.Ordinal);

        var wrong = await office.Get("/projects?from=很多&since=2026-13-40");
        Assert.Equal("true", wrong.Document.QuerySelector("#from")!.GetAttribute("aria-invalid"));
        Assert.Equal("很多", wrong.Value("from"));
        Assert.NotNull(wrong.Document.QuerySelector("#since-e"));
        Assert.NotNull((await office.Get("/projects?from=5&to=1")).Document.QuerySelector("#to-e"));
        Assert.Equal(200, (await office.Get("/projects?from=99999999999999999999&to=99999999999999999999999999")).Status);
    }

    [Fact]
    public async Task Export_IsLoggedWithWhoAndHowMany()
    {
        var (site, jia, _, office) = await Filled();
        await using var _ = site;
        await Sheet(office, "/projects.xlsx?q=灌区");
        Assert.Contains("要办的事", await Sheet(office, "/workbench.xlsx?list=mine"), StringComparison.Ordinal);
        Assert.Contains("审核申报", await Sheet(jia, "/workbench.xlsx?list=others"), StringComparison.Ordinal);
        Assert.Equal(404, (await office.Get("/workbench.xlsx?list=all")).Status);
        var log = (await (await site.SignedIn("shenjiyuan")).Get("/admin/log?kind=Export")).Document.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(3, log.Count);
        Assert.Contains(log, r => r.Contains("shuju的人", StringComparison.Ordinal) && r.Contains("1行：/projects.xlsx?q=灌区", StringComparison.Ordinal));
        Assert.Contains(log, r => r.Contains("shuju的人", StringComparison.Ordinal) && r.Contains("2行：/workbench.xlsx?list=mine", StringComparison.Ordinal));
        Assert.Contains(log, r => r.Contains("jia的人", StringComparison.Ordinal) && r.Contains("行：/workbench.xlsx?list=others", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SavedQuery_OwnAndShared_OpensRenamesAndGoes()
    {
        var (site, jia, yi, _) = await Filled();
        await using var _ = site;
        var list = await jia.Get("/projects?from=100&status=open");
        var saved = await jia.Submit(list, "存为常用查询", new() { ["name"] = " 在办的大项目 ", ["shared"] = null });
        Assert.Equal((303, "/projects?status=open&from=100#saved"), (saved.Status, saved.Location));
        var page = await jia.Get("/projects");
        Assert.Equal("/projects?status=open&from=100", Chip(page, "在办的大项目"));
        Assert.DoesNotContain("在办的大项目", (await yi.Get("/projects")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("在办的大项目", (await jia.Get("/search")).Text, StringComparison.Ordinal);

        var renamed = await jia.Submit(page, "改名", new() { ["name"] = "大的" });
        Assert.Equal(303, renamed.Status);
        page = await jia.Get("/projects");
        Assert.NotNull(Chip(page, "大的"));

        // Another's is as if it were not there.
        var foreign = page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")!.EndsWith("/delete", StringComparison.Ordinal)).GetAttribute("action")!;
        var own = await yi.Submit(await yi.Get("/projects"), "存为常用查询", new() { ["name"] = "乙的", ["shared"] = "true" });
        Assert.Equal(303, own.Status);
        page = await yi.Get("/projects");
        Assert.NotNull(Chip(page, "乙的（已共享）"));
        page.Document.QuerySelectorAll("form").First(f => f.GetAttribute("action")!.EndsWith("/delete", StringComparison.Ordinal)).SetAttribute("action", foreign);
        Assert.Contains("saved=", (await yi.Submit(page, "删掉")).Location!, StringComparison.Ordinal);
        Assert.DoesNotContain("乙的", (await jia.Get("/projects")).Text.Replace("乙的用水缴费系统", "", StringComparison.Ordinal), StringComparison.Ordinal);
        page = await jia.Get("/projects");
        Assert.NotNull(Chip(page, "大的"));
        Assert.Equal(303, (await jia.Submit(page, "删掉")).Status);
        Assert.Null(Chip(await jia.Get("/projects"), "大的"));

        var nameless = await jia.Follow(await jia.Submit(await jia.Get("/search?q=用水"), "存为常用查询", new() { ["name"] = " " }));
        Assert.Contains("起个名字", nameless.Text, StringComparison.Ordinal);
        Assert.Equal("用水", nameless.Document.QuerySelector("#q")!.GetAttribute("value"));
    }

    [Fact]
    public async Task SavedQuery_SentWithSomethingElse_KeepsOnlyWhatListsUnderstand()
    {
        var (site, jia, _, _) = await Filled();
        await using var _ = site;
        var page = await jia.Get("/search?q=用水");
        page.Document.QuerySelector(".saved input[name=query]")!.SetAttribute("value", "q=用水&scope=all&OwnerId=1&x=https://example.org/\"><script>&place=title");
        var saved = await jia.Submit(page, "存为常用查询", new() { ["name"] = "一", ["shared"] = null });
        Assert.Equal("/search?q=%E7%94%A8%E6%B0%B4&place=title#saved", saved.Location);
        page = await jia.Get("/search");
        page.Document.QuerySelector(".saved input[name=list]")!.SetAttribute("value", "//example.org");
        Assert.Equal(404, (await jia.Submit(page, "存为常用查询", new() { ["name"] = "二", ["shared"] = null })).Status);
    }

    [Fact]
    public async Task Stub_OfAClassifiedFile_IsFoundByNumberAndOutcomeOnly()
    {
        var site = await new TestSite().WithPeople();
        await using var _ = site;
        var jia = await site.SignedIn("jia");
        var form = await jia.Submit(await jia.Get("/projects/new"), "重新推算", new() { ["f.项目名称"] = "代号甲", ["f.密级"] = "秘密", ["f.总投资"] = "777", ["f.计划年度"] = "2027", ["f.拆分申报"] = "否" });
        var done = await jia.Submit(form, "登记线下", new() { ["p.2"] = "是" }, new() { ["p.0"] = TestFile.Pdf(), ["p.1"] = TestFile.Pdf("保密方案.pdf") });
        Assert.True(done.Status == 303, done.Text);
        var office = await site.SignedIn("shuju");
        foreach (var person in new[] { jia, office })
        {
            Assert.Empty((await person.Get("/search?q=代号甲")).Document.QuerySelectorAll(".hit"));
            Assert.Single((await person.Get("/search?q=登记线下")).Document.QuerySelectorAll(".hit"));
            Assert.Single((await person.Get("/search?q=MZ-2026-0001")).Document.QuerySelectorAll(".hit"));
            foreach (var address in new[] { "/projects", "/search?q=0001", "/cases/MZ-2026-0001", "/cases/MZ-2026-0001/acts/1", "/projects?from=1" })
            {
                var page = await person.Get(address);
                Assert.DoesNotContain("代号甲", page.Document.Body!.TextContent, StringComparison.Ordinal);
                Assert.DoesNotContain("777", page.Document.Body!.TextContent, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("777", await Sheet(person, "/projects.xlsx"), StringComparison.Ordinal);
        }
    }

    private static string? Chip(PageAnswer page, string text) => page.Document.QuerySelectorAll(".saved .chip").FirstOrDefault(c => c.TextContent.Trim() == text)?.GetAttribute("href");

    /// <summary>The text of the sheet that comes from an address.</summary>
    private static async Task<string> Sheet(Browser browser, string address)
    {
        var answer = await browser.Get(address);
        Assert.Equal(200, answer.Status);
        await using var archive = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync()));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("value=\"([0-9a-f-]{36})\"[^>]*>甲单位")]
    private static partial Regex Regex();
}
