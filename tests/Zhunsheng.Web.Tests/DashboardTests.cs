using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Zhunsheng.Web.Tests;

public sealed partial class DashboardTests
{
    [Fact]
    public async Task EveryNumber_OfEveryDesk_LeadsToExactlyWhatItCounts()
    {
        await using var site = await Busy(new TestSite());
        var followed = 0;
        foreach (var (user, addresses) in new[]
        {
            ("jia", new[] { "/dashboard" }), ("yi", ["/dashboard"]),
            ("shuju", ["/dashboard", "/dashboard?desk=finance", "/dashboard?desk=audit", "/dashboard/overview", "/dashboard/articles"]),
            ("caizheng", ["/dashboard", "/dashboard/overview"]),
        })
        {
            var browser = await site.SignedIn(user);
            foreach (var address in addresses)
            {
                followed += await Follow(browser, address);
            }
        }

        Assert.True(followed > 60, $"Only {followed} numbers");
    }

    [Fact]
    public async Task Dashboard_OfEachRole_OpensAtItsDesk()
    {
        await using var site = await Busy(new TestSite());
        var unit = await (await site.SignedIn("jia")).Get("/dashboard");
        Assert.Equal((200, "总览 · 单位"), (unit.Status, unit.Document.QuerySelector("h1")!.TextContent));
        Assert.Null(unit.Document.QuerySelector("nav[aria-label=看板]"));
        Assert.Equal("2", Number(unit, "在办项目"));
        Assert.Equal("1", Number(unit, "有环节逾期"));

        var office = await (await site.SignedIn("shuju")).Get("/dashboard");
        Assert.Equal("总览 · 部门", office.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(["部门", "一屏", "财政", "审计"], office.Document.QuerySelectorAll("nav[aria-label=看板] a").Select(a => a.TextContent));
        Assert.Equal("1", Number(office, "该我办的已逾期"));
        Assert.Equal("3", Number(office, "本月办了"));

        var finance = await (await site.SignedIn("caizheng")).Get("/dashboard");
        Assert.Equal("总览 · 财政", finance.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("1,050", Number(finance, "在管项目总投资"));
        Assert.Equal("30", Number(finance, "其中支付"));
        Assert.Equal("4.3%", Number(finance, "支付占批准"));

        var audit = await (await site.SignedIn("shuju")).Get("/dashboard?desk=audit");
        Assert.Equal(("1", "1", "1"), (Number(audit, "不同意"), Number(audit, "退回"), Number(audit, "现在逾期")));
    }

    [Fact]
    public async Task Unit_SeesNumbersOfItsOwnFilesOnly_HoweverItAsks()
    {
        await using var site = await Busy(new TestSite());
        var yi = await site.SignedIn("yi");
        Assert.Equal("1", Number(await yi.Get("/dashboard"), "在办项目"));
        foreach (var address in new[] { "/dashboard/cases", "/dashboard/cases?status=all", "/dashboard/cases?kind=项目", "/dashboard/cases?point=late", "/dashboard/articles/town-2026/第二条", "/dashboard/acts", "/dashboard/acts?ending=refused" })
        {
            var page = await yi.Get(address);
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("甲", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, Total(await yi.Get("/dashboard/cases?point=late")));
        var owner = OwnerPattern().Match((await (await site.SignedIn("shuju")).Get("/dashboard?desk=finance")).Document.Body!.InnerHtml).Groups[1].Value;
        Assert.Equal(36, owner.Length);
        Assert.True(Total(await (await site.SignedIn("shuju")).Get("/dashboard/cases?owner=" + owner)) > 0);
        Assert.Equal(0, Total(await (await site.SignedIn("jianshe")).Get("/dashboard/cases?owner=" + owner)));
    }

    [Fact]
    public async Task Dashboard_ForThoseWhoSeeNoFiles_DoesNotExist()
    {
        await using var site = await Busy(new TestSite());
        var admin = await site.SignedIn("guanli");
        var jia = await site.SignedIn("jia");
        foreach (var address in new[]
        {
            "/dashboard", "/dashboard/overview", "/dashboard/cases", "/dashboard/acts", "/dashboard/articles", "/dashboard/articles/town-2026/第二条",
            "/dashboard/cases.xlsx", "/dashboard/acts.xlsx", "/dashboard/articles.xlsx", "/dashboard/articles/town-2026/第二条.xlsx",
        })
        {
            Assert.Equal(404, (await admin.Get(address)).Status);
            Assert.Equal(302, (await site.Browser().Get(address)).Status);
        }

        // A unit has no desk of an office, and nobody has anything to do with a rulebook in which no role is held.
        foreach (var address in new[]
        {
            "/dashboard/overview", "/dashboard?desk=audit", "/dashboard?desk=finance", "/dashboard?desk=office", "/dashboard?rulebook=elsewhere", "/dashboard/cases?rulebook=elsewhere",
            "/dashboard/acts?rulebook=elsewhere", "/dashboard/articles?rulebook=elsewhere", "/dashboard/articles/elsewhere/第二条", "/dashboard/articles/town-2026/第九十条", "/dashboard/articles/town-2026/第九十条.xlsx",
        })
        {
            Assert.Equal(404, (await jia.Get(address)).Status);
        }
    }

    [Theory]
    [InlineData("/dashboard/cases?year=abc&owner=1&point=9&amount=x&sort=2&page=-1&phase=%00&office=' OR 1=1--")]
    [InlineData("/dashboard/cases?page=99999&size=0")]
    [InlineData("/dashboard/cases?phase=none&year=none&status=none")]
    [InlineData("/dashboard/acts?from=2026-13-45&to=x&ending=5&late=yes&page=0&step=%00")]
    [InlineData("/dashboard?desk=7")]
    [InlineData("/dashboard/articles/town-2026/第二条?point=late,blocked&page=1e9")]
    public async Task List_BadConditions_AreAnsweredWithoutThem(string address)
    {
        await using var site = await Busy(new TestSite());
        Assert.Equal(200, (await (await site.SignedIn("shuju")).Get(address)).Status);
    }

    [Fact]
    public async Task Article_WithLateFiles_SaysWhatIsLateAndWhatWouldLiftIt()
    {
        await using var site = await Busy(new TestSite());
        var shuju = await site.SignedIn("shuju");
        var list = await shuju.Get("/dashboard/articles");
        Assert.Contains("申报什么，五日审完", list.Text, StringComparison.Ordinal);
        var page = await shuju.Get("/dashboard/articles/town-2026/第二条?point=late");
        Assert.Equal("1个案卷碰着第二条", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("逾1工作日", page.Text, StringComparison.Ordinal);
        Assert.Contains("办理“审核申报”", page.Text, StringComparison.Ordinal);
        Assert.Contains("数据局", page.Text, StringComparison.Ordinal);
        foreach (var sheet in new[] { "/dashboard/articles.xlsx", "/dashboard/articles/town-2026/第二条.xlsx?point=late", "/dashboard/cases.xlsx?point=late", "/dashboard/acts.xlsx?ending=returned" })
        {
            var answer = await shuju.Get(sheet);
            Assert.Equal(200, answer.Status);
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("PK"u8.ToArray(), (await answer.Response.Content.ReadAsByteArrayAsync())[..2]);
        }
    }

    [Fact]
    public async Task Charts_DrawLinksWithSpokenNames_AndTheSameNumbersAsTable()
    {
        await using var site = await Busy(new TestSite());
        var page = await (await site.SignedIn("shuju")).Get("/dashboard?desk=audit");
        foreach (var panel in page.Document.QuerySelectorAll("section.panel:has(svg.chart)"))
        {
            var drawn = panel.QuerySelectorAll("svg a").Select(a => a.GetAttribute("href")).ToList();
            Assert.Equal(drawn.Order(), panel.QuerySelectorAll("table a").Select(a => a.GetAttribute("href")).Order());
            Assert.All(panel.QuerySelectorAll("svg a"), a => Assert.Matches("，.+：.*[0-9]", a.GetAttribute("aria-label")!));
            Assert.NotEmpty(panel.QuerySelector("svg.chart")!.GetAttribute("aria-label")!);
            Assert.Empty(panel.QuerySelectorAll("[style]"));
        }
    }

    [Fact]
    public async Task Navigation_LeadsToTheDashboard_AndSignInStillToTheWorkbench()
    {
        await using var site = await Busy(new TestSite());
        var jia = await site.SignedIn("jia");
        var home = await jia.Get("/workbench");
        Assert.Equal("总览", home.Document.QuerySelector("nav[aria-label=主导航] a[href='/dashboard']")!.TextContent);
        Assert.Equal(303, (await jia.Get("/")).Status is var status && status is 302 or 303 ? 303 : status);
        Assert.DoesNotContain("/dashboard", (await (await site.SignedIn("guanli")).Get("/admin/accounts")).Document.QuerySelector("nav[aria-label=主导航]")!.InnerHtml, StringComparison.Ordinal);
    }

    /// <summary>Four projects: one late in review, one returned, one reviewed and paid for, one refused; the second unit has the paid one.</summary>
    private static async Task<TestSite> Busy(TestSite site)
    {
        await site.WithPeople();
        site.Clock.Set(new DateOnly(2026, 4, 10));
        var (jia, yi) = (await site.SignedIn("jia"), await site.SignedIn("yi"));
        await Town.Declare(jia, "甲的平台");
        var back = await Town.Declare(jia, "甲的系统");
        var paid = await Town.Declare(yi, "乙的平台");
        var big = Town.Declaration("乙的大平台");
        big["f.总投资"] = "600";
        var done = await yi.Submit(await yi.Get("/projects/new"), "提交", big, Town.Papers());
        var refused = done.Location!.Split('/')[2].Split('?')[0];
        site.Clock.Set(new DateOnly(2026, 4, 14));
        var shuju = await site.SignedIn("shuju");
        yi = await site.SignedIn("yi");
        Assert.Equal(303, (await Town.Act(shuju, back, "审核", "退回补正", new() { ["o1.补正要求"] = "补盖章页" })).Status);
        Assert.Equal(303, (await Town.Act(shuju, paid, "审核", "通过")).Status);
        Assert.Equal(303, (await Town.Act(shuju, refused, "审核", "不予通过")).Status);
        Assert.Equal(303, (await yi.Submit(await yi.Get($"/cases/{paid}/steps/付款"), "提交", new() { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "30" })).Status);
        site.Clock.Set(new DateOnly(2026, 4, 20));
        await site.Refresh();
        return site;
    }

    /// <summary>Follows every number of a page. Returns how many there were.</summary>
    private static async Task<int> Follow(Browser browser, string address)
    {
        var page = await browser.Get(address);
        Assert.True(page.Status == 200, address);
        var numbers = page.Document.QuerySelectorAll(".kpis a").Select(a => (a, Text: a.QuerySelector("b")!.FirstChild!.TextContent, Unit: a.QuerySelector("small")!.TextContent))
            .Concat(page.Document.QuerySelectorAll("main td.num a").Select(a => (a, Text: a.TextContent, Unit: a.Closest("section")!.QuerySelector("svg.chart")?.GetAttribute("aria-label") ?? "个")))
            .ToList();
        foreach (var (link, text, unit) in numbers)
        {
            var behind = await browser.Get(link.GetAttribute("href")!);
            Assert.True(behind.Status == 200, link.GetAttribute("href"));
            if ((unit.StartsWith("万元", StringComparison.Ordinal) || unit.Contains("单位万元", StringComparison.Ordinal)) && text != "—")
            {
                Assert.Contains(decimal.Parse(text, CultureInfo.InvariantCulture), behind.Document.QuerySelectorAll("tfoot td.num").Select(c => decimal.TryParse(c.TextContent, CultureInfo.InvariantCulture, out var sum) ? sum : -1));
            }
            else if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count))
            {
                Assert.True(count == Total(behind), $"{address}: {text} leads to {Total(behind)} at {link.GetAttribute("href")}");
            }
        }

        return numbers.Count;
    }

    /// <summary>How many a list says it has.</summary>
    private static int Total(PageAnswer list) => int.Parse(TotalPattern().Match(list.Document.QuerySelector("h1")!.TextContent).Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string Number(PageAnswer page, string label) =>
        page.Document.QuerySelectorAll(".kpis a").Single(a => a.QuerySelector("span")!.TextContent == label).QuerySelector("b")!.FirstChild!.TextContent;

    [GeneratedRegex("^[0-9,]+")]
    private static partial Regex TotalPattern();

    [GeneratedRegex("owner=([0-9a-f-]{36})")]
    private static partial Regex OwnerPattern();
}
