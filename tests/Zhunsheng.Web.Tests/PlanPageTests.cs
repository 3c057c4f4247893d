using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Web.Tests;

/// <summary>The plan of a year through pages: call, pool, working table, drafts, issue; and what a unit sees of it.</summary>
public sealed class PlanPageTests
{
    private const string Year = "/plan/pool-2026/2027";

    [Fact]
    public async Task Form_ListsThoseThatMayEnterAndThoseKeptOut_InTheOrderTypedWithAmounts()
    {
        await using var site = await District.Site();
        var (he, lu, bian) = (await site.SignedIn("he"), await site.SignedIn("lu"), await site.SignedIn("bian"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        var dike = await District.Declare(he, "堤防", "900", "300");
        var road = await District.Declare(lu, "道路", "100", "50.5");
        var bridge = await District.Declare(lu, "桥梁", "120", "60");
        foreach (var number in new[] { dam, dike, road })
        {
            Assert.Equal(303, (await Town.Act(bian, number, "初审", "通过")).Status);
        }

        var plan = await District.Begin(bian);
        var form = await bian.Get($"/cases/{plan}/steps/编制");
        Assert.Equal([dam, road], form.Document.QuerySelectorAll("tr[data-pick]").Select(r => r.GetAttribute("data-pick")!));
        Assert.Equal(["200", "50.5"], form.Document.QuerySelectorAll<IHtmlInputElement>("input[data-money]").Select(i => i.Value));
        var kept = form.Document.QuerySelectorAll("details tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(2, kept.Count);
        Assert.Contains(kept, k => k.Contains("堤防", StringComparison.Ordinal) && k.Contains("总投资超过800万元", StringComparison.Ordinal) && k.Contains("第一条", StringComparison.Ordinal) && k.Contains("压减到800万元以内", StringComparison.Ordinal));
        Assert.Contains(kept, k => k.Contains("桥梁", StringComparison.Ordinal) && k.Contains("还没有办结“初审”", StringComparison.Ordinal) && k.Contains("等编办办结", StringComparison.Ordinal));

        // The road goes first: the numbers decide, not the order on the page.
        var done = await Send(bian, form, [(dam, "2", "180", "先勘察"), (road, "1", "50.5", "")], "300");
        Assert.True(done.Status == 303, done.Text);
        var page = await bian.Get(Year);
        Assert.Equal(["道路", "水坝"], Titles(page, "table-h"));
        Assert.Contains("备注：先勘察", page.Text, StringComparison.Ordinal);
        Assert.Contains("比申报少20.00", page.Text, StringComparison.Ordinal);
        Assert.Contains("合计 230.50万元", page.Text, StringComparison.Ordinal);
        Assert.Contains("还可以安排69.50万元", page.Text, StringComparison.Ordinal);
        Assert.Equal(["堤防", "桥梁"], Titles(page, "out-h").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Form_MissingOrWrongAmount_IsRefusedAndKeepsWhatWasTyped()
    {
        await using var site = await District.Site();
        var (he, bian) = (await site.SignedIn("he"), await site.SignedIn("bian"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        await Town.Act(bian, dam, "初审", "通过");
        var plan = await District.Begin(bian);
        var form = await bian.Get($"/cases/{plan}/steps/编制");
        foreach (var (typed, said) in new[] { ("很多", "“水坝”的安排"), ("", "安排") })
        {
            var refused = await Send(bian, form, [(dam, "x", typed, "话")], "");
            Assert.Equal(422, refused.Status);
            Assert.Contains(said, refused.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            var row = refused.Document.QuerySelector("tr[data-pick]")!;
            Assert.True(row.QuerySelector<IHtmlInputElement>("input[type=checkbox]")!.IsChecked);
            Assert.Equal(typed, row.QuerySelector<IHtmlInputElement>("input[data-money]")!.Value);
            Assert.Equal("x", row.QuerySelector<IHtmlInputElement>("input[data-order]")!.Value);
        }
    }

    [Fact]
    public async Task Drafts_SentBack_ShowWhatWasStruckOutAndWhoSaidIt_UntilTheIssuedSheet()
    {
        await using var site = await District.Site();
        var (he, lu, bian, cai) = (await site.SignedIn("he"), await site.SignedIn("lu"), await site.SignedIn("bian"), await site.SignedIn("cai"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        var road = await District.Declare(lu, "道路", "100", "50");
        foreach (var number in new[] { dam, road })
        {
            await Town.Act(bian, number, "初审", "通过");
        }

        var plan = await District.Begin(bian);
        Assert.Equal(303, (await Send(bian, await bian.Get($"/cases/{plan}/steps/编制"), [(dam, "1", "200", ""), (road, "2", "50", "")], "150")).Status);
        var over = await bian.Get(Year);
        Assert.Contains("超出100.00万元", over.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(cai, plan, "会签", "退回", new() { ["o1.会签的话"] = "水坝先放一放" })).Status);
        Assert.Equal(303, (await Send(bian, await bian.Get($"/cases/{plan}/steps/编制"), [(road, "1", "45", "")], "150")).Status);
        var drafts = (await cai.Get(Year)).Document.GetElementById("drafts")!;
        var words = string.Join(' ', drafts.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("水坝先放一放", words, StringComparison.Ordinal);
        Assert.Contains($"删去 水坝{dam} 第1，200.00万元 不在表里 −200.00", words, StringComparison.Ordinal);
        Assert.Contains($"改金额 道路{road} 第2，50.00万元 第1，45.00万元 −5.00", words, StringComparison.Ordinal);
        Assert.Contains("合计−205.00", words, StringComparison.Ordinal);
        Assert.Contains("草案", (await bian.Get(Year + "/print")).Document.QuerySelector(".gw-meta")!.TextContent, StringComparison.Ordinal);

        var fu = await site.SignedIn("fu");
        Assert.Equal(303, (await Town.Act(cai, plan, "会签", "同意")).Status);
        Assert.Contains("列了才验收", PlanRulebook.Text, StringComparison.Ordinal);
        Assert.Contains("没有列入计划", (await fu.Get(Year)).Document.GetElementById("effects-h")!.Closest("section")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(fu, plan, "审定", "审定")).Status);
        Assert.Equal(303, (await Town.Act(bian, plan, "下达", "下达", new() { ["f.文号"] = "区编〔2026〕3号" })).Status);
        var issued = await bian.Get(Year);
        Assert.Contains("已下达", issued.Text, StringComparison.Ordinal);
        Assert.Null(issued.Document.GetElementById("effects-h"));
        var sheet = (await bian.Get(Year + "/print")).Document.QuerySelector("article.sheet")!;
        Assert.Contains("2026年4月20日", sheet.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("草案", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("45.00", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("45", (await lu.Get("/cases/" + road)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conflict_SomebodyElseCompiledMeanwhile_ShowsWhatChangedAndKeepsWhatWasTyped()
    {
        await using var site = await District.Site();
        var (he, bian, second, cai) = (await site.SignedIn("he"), await site.SignedIn("bian"), await site.SignedIn("bian2"), await site.SignedIn("cai"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        await Town.Act(bian, dam, "初审", "通过");
        var plan = await District.Begin(bian);
        var form = await bian.Get($"/cases/{plan}/steps/编制");
        Assert.Equal(303, (await Send(second, await second.Get($"/cases/{plan}/steps/编制"), [(dam, "1", "150", "")], "")).Status);
        Assert.Equal(303, (await Town.Act(cai, plan, "会签", "退回", new() { ["o1.会签的话"] = "再看看" })).Status);
        var conflict = await Send(bian, form, [(dam, "1", "188", "我的")], "");
        Assert.Equal(409, conflict.Status);
        Assert.Contains("计划表和你打开时的不一样了", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("第1，150.00万元", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("188", conflict.Document.QuerySelector<IHtmlInputElement>("tr[data-pick] input[data-money]")!.Value);
        Assert.Contains("我的", conflict.Document.QuerySelectorAll<IHtmlInputElement>("tr[data-pick] input").Select(i => i.Value));
        Assert.Equal(303, (await bian.Submit(conflict, "提交")).Status);
    }

    [Fact]
    public async Task Unit_SeesItsOwnProjectsOnly_AndOthersNothing()
    {
        await using var site = await District.Site();
        var (he, lu, bian) = (await site.SignedIn("he"), await site.SignedIn("lu"), await site.SignedIn("bian"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        var road = await District.Declare(lu, "道路", "100", "50");
        await Town.Act(bian, dam, "初审", "通过");
        await Town.Act(bian, road, "初审", "通过");
        var plan = await District.Begin(bian);
        await Send(bian, await bian.Get($"/cases/{plan}/steps/编制"), [(dam, "1", "200", ""), (road, "2", "50", "")], "400");
        foreach (var address in new[] { Year, "/plan/pool-2026/pool", "/plan/pool-2026/pool?standing=any&year=2027" })
        {
            var page = await he.Get(address);
            Assert.Equal(200, page.Status);
            Assert.Contains("水坝", page.Text, StringComparison.Ordinal);
            foreach (var secret in new[] { "道路", road, "公路局", "250.00", "400.00", plan })
            {
                Assert.DoesNotContain(secret, page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
            }
        }

        Assert.Equal(404, (await he.Get(Year + "/print")).Status);
        Assert.Equal(404, (await he.Get(Year + ".xlsx")).Status);
        Assert.Equal(200, (await he.Get("/plan/pool-2026/pool.xlsx")).Status);
        var stranger = await site.SignedIn("jia");
        foreach (var address in new[] { Year, Year + "/print", Year + ".xlsx", "/plan/pool-2026/pool", "/plan/pool-2026/pool.xlsx", "/plan/nowhere/2027", "/plan/pool-2026/20270" })
        {
            Assert.Equal(404, (await stranger.Get(address)).Status);
        }

        Assert.Equal(404, (await (await site.SignedIn("guanli")).Get(Year)).Status);
        Assert.Equal(302, (await site.Browser().Get(Year)).Status);
    }

    [Fact]
    public async Task Call_SaysWindowWhoAnsweredAndWhoCameLate()
    {
        await using var site = await District.Site();
        var (he, bian) = (await site.SignedIn("he"), await site.SignedIn("bian"));
        await District.Declare(he, "水坝", "500", "200");
        var before = (await bian.Get(Year)).Text;
        Assert.Contains("还没有办“征集”", before, StringComparison.Ordinal);
        Assert.Contains("2026-04-01 至 2026-05-31 剩41天", before, StringComparison.Ordinal);
        await District.Begin(bian);
        site.Clock.Set(new DateOnly(2026, 6, 2));
        await District.Declare(await site.SignedIn("lu"), "道路", "100", "50");
        var page = await (await site.SignedIn("bian")).Get(Year);
        var call = string.Join(' ', page.Document.GetElementById("call-h")!.Closest("section")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("征集：2026-04-20 区编办", call, StringComparison.Ordinal);
        Assert.Contains("已截止", call, StringComparison.Ordinal);
        Assert.Contains("河务局 1个", call, StringComparison.Ordinal);
        Assert.Contains("公路局 1个 其中逾期1个", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LatePlan_ShowsItsLightEffectAndArticle_EverywhereItMatters()
    {
        await using var site = await District.Site();
        site.Clock.Set(new DateOnly(2026, 11, 3));
        var bian = await site.SignedIn("bian");
        var bench = await bian.Get("/workbench");
        Assert.Contains("2027年度计划还没有启动 逾3天", bench.Text, StringComparison.Ordinal);
        var home = await bian.Get("/plan");
        var row = home.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("2027年度", StringComparison.Ordinal));
        Assert.Equal("is-late", row.ClassName);
        Assert.Contains("逾3天", row.TextContent, StringComparison.Ordinal);
        var page = await bian.Get(Year);
        Assert.Contains("2027年度计划还没有启动，逾3天。条文后果：停拨编制经费。", page.Text, StringComparison.Ordinal);
        await District.Begin(bian);
        Assert.DoesNotContain("还没有启动", (await bian.Get("/workbench")).Text, StringComparison.Ordinal);
        Assert.Contains("还没有下达，逾3天", (await bian.Get(Year)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_IsListedApartWithBasisAndWhoAgreed()
    {
        await using var site = await District.Site();
        var (he, fu) = (await site.SignedIn("he"), await site.SignedIn("fu"));
        var dam = await District.Declare(he, "水坝", "500", "200");
        Assert.Equal(303, (await Town.Act(fu, dam, "增列", "同意", new() { ["f.增列依据"] = "抢险急件", ["f.同意增列的"] = "财办\n编办" })).Status);
        var outside = (await fu.Get(Year)).Document.GetElementById("outside")!;
        var words = string.Join(' ', outside.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("增列依据：抢险急件", words, StringComparison.Ordinal);
        Assert.Contains("财办、编办", words, StringComparison.Ordinal);
        Assert.Equal("第一条", outside.QuerySelectorAll("tbody a.cite")[^1].TextContent);
        Assert.Contains("计划外列入", (await fu.Get("/plan/pool-2026/pool?standing=outside")).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Titles(PageAnswer page, string heading) =>
        page.Document.GetElementById(heading)!.Closest("section")!.QuerySelectorAll("tbody a.name").Select(a => a.TextContent.Trim());

    /// <summary>Chooses projects with place, amount and remark, and sends the form.</summary>
    private static Task<PageAnswer> Send(Browser office, PageAnswer form, (string Number, string Order, string Amount, string Remark)[] rows, string ceiling)
    {
        var fill = new Dictionary<string, string?> { ["f.总盘子"] = ceiling };
        foreach (var box in form.Document.QuerySelectorAll<IHtmlInputElement>("tr[data-pick] input[type=checkbox]"))
        {
            var row = box.Closest("tr")!;
            var wanted = rows.FirstOrDefault(r => r.Number == row.GetAttribute("data-pick"));
            box.IsChecked = wanted.Number is not null;
            if (wanted.Number is not null)
            {
                var inputs = row.QuerySelectorAll<IHtmlInputElement>("input[type=text], input:not([type])").ToList();
                fill[inputs[0].Name!] = wanted.Order;
                fill[inputs[1].Name!] = wanted.Amount;
                fill[inputs[2].Name!] = wanted.Remark;
            }
        }

        return office.Submit(form, "提交", fill);
    }
}
