using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Web.Tests;

/// <summary>A route through the approvals of a rulebook: files of its demo data, changed to the amounts and circumstances of the route, and what the pages must show at its end.</summary>
/// <param name="Rulebook">The rulebook.</param>
/// <param name="Name">What makes the route.</param>
/// <param name="Main">The project.</param>
/// <param name="Until">The last day of its acts in the demo data that are played.</param>
/// <param name="With">The other files that take part.</param>
/// <param name="Before">The last day of their acts.</param>
/// <param name="Facts">What is filled in instead: file.fact=JSON, one a line; without a file in all files.</param>
/// <param name="Extra">Acts besides: day step/outcome, one a line.</param>
/// <param name="Needed">The stages in order; those approved at the end with ✓.</param>
/// <param name="Off">The stages merged or skipped: 合并 X→Y 第十七条, 跳过 X 第十条.</param>
/// <param name="Says">What the panel says besides.</param>
public sealed record ApprovalRoute(string Rulebook, string Name, string Main, string Until, string[] With, string Before, string Facts, string Extra, string[] Needed, string[] Off, string[] Says)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// Every approval route of the five rulebooks, from registration to the last approval or the listing in the plan, through the pages. At each station the office that acts gets the form
/// and somebody else is refused it; at the end the pages show which stages were needed, merged and left out, by which article; every reply has its number.
/// </summary>
public partial class ApprovalRouteTests
{
    [Theory]
    [MemberData(nameof(ApprovalRoutes.Fangchenggang), MemberType = typeof(ApprovalRoutes))]
    public Task Fangchenggang_Route_IsWalkedThroughPages(ApprovalRoute route) => Walk(route);

    [Theory]
    [MemberData(nameof(ApprovalRoutes.Liangping), MemberType = typeof(ApprovalRoutes))]
    public Task Liangping_Route_IsWalkedThroughPages(ApprovalRoute route) => Walk(route);

    [Theory]
    [MemberData(nameof(ApprovalRoutes.Heilongjiang), MemberType = typeof(ApprovalRoutes))]
    public Task Heilongjiang_Route_IsWalkedThroughPages(ApprovalRoute route) => Walk(route);

    [Theory]
    [MemberData(nameof(ApprovalRoutes.Taixing), MemberType = typeof(ApprovalRoutes))]
    public Task Taixing_Route_IsWalkedThroughPages(ApprovalRoute route) => Walk(route);

    [Theory]
    [MemberData(nameof(ApprovalRoutes.Tongliao), MemberType = typeof(ApprovalRoutes))]
    public Task Tongliao_Route_IsWalkedThroughPages(ApprovalRoute route) => Walk(route);

    [Fact]
    public async Task Tongliao_OtherChannel_IsFiledAndConfirmedWithoutApproval()
    {
        await using var walk = await RouteWalk.Start("tongliao-2024");
        var over = Lines("项目名称=\"校园智慧安防平台\"\n其他渠道实施=true\n备案单位=\"通辽市教育局\"\n备案审批部门=\"自治区教育厅\"\n备案绩效目标=\"覆盖全部市直学校。\"\n备案投资额度=260\n备案运维费用=18\n备案经费渠道=\"自治区专项\"\n备案共享开放=\"告警数据共享给公安。\"\n备案应用系统=\"告警、巡检\"\n备案保护情况=\"等保二级已备案\"\n备案意见=\"材料齐全。\"\n补正清单=[{\"环节\":\"其他渠道备案\",\"类别\":\"内容\",\"对象\":\"备案投资额度\",\"要求\":\"与批复核对\"}]")
            .Select(l => l.Split('=', 2)).ToDictionary(p => ("*", p[0]), p => JsonNode.Parse(p[1]));
        await walk.Play([], over, _ => false,
            Act("别处", new DateOnly(2026, 3, 2), "其他渠道备案"), Act("别处", new DateOnly(2026, 3, 5), "确认其他渠道备案/退回补充"), Act("别处", new DateOnly(2026, 3, 9), "其他渠道备案"),
            Act("别处", new DateOnly(2026, 3, 12), "确认其他渠道备案/备案"));
        var page = await walk.PageOf("别处");
        Assert.Null(page.Document.QuerySelector("[aria-labelledby=stages]"));
        Assert.Null(page.Document.QuerySelector("a[href*='/steps/']"));
        var (name, notice) = Assert.Single(await walk.Documents("别处"));
        Assert.Equal("其他渠道项目备案通知", name);
        Assert.Contains("校园智慧安防平台", notice.Text, StringComparison.Ordinal);
        Assert.Single(walk.Numbers);
        Assert.Empty(await walk.Verify());
    }

    private static async Task Walk(ApprovalRoute route)
    {
        await using var walk = await RouteWalk.Start(route.Rulebook);
        var over = Lines(route.Facts).Select(l => l.Split('=', 2)).ToDictionary(
            p => p[0].Split('.') is [var file, var fact] ? (file, fact) : ("*", p[0]), p => JsonNode.Parse(p[1]));
        // The plans of the demo data arrange the amounts of their own projects.
        over.TryAdd(("*", "计划安排"), null);
        var extra = Lines(route.Extra).Select(l => l.Split(' ', 2)).Select(p => Act(route.Main, DateOnly.ParseExact(p[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), p[1])).ToArray();
        var (until, before) = (DateOnly.ParseExact(route.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(route.Before, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        await walk.Play([route.Main, .. route.With], over, a => a.On <= (a.File == route.Main ? until : before), extra);

        var page = await walk.PageOf(route.Main);
        var panel = page.Document.QuerySelector("[aria-labelledby=stages]")!;
        Assert.Equal(route.Needed, panel.QuerySelectorAll(".stages > li").Select(l => l.QuerySelector("b")!.TextContent + (l.QuerySelector(".light--done") is null ? "" : "✓")));
        Assert.Equal(route.Off, panel.QuerySelectorAll(".stages-off > ul > li").Select(l =>
        {
            var into = IntoPattern().Match(l.FirstElementChild!.TextContent);
            return $"{l.QuerySelector(".tag")!.TextContent} {l.QuerySelector("b")!.TextContent}{(into.Success ? "→" + into.Groups[1].Value : "")} {string.Join("、", l.QuerySelectorAll(".cites a").Select(a => a.TextContent))}";
        }));
        var words = string.Join(' ', panel.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(route.Says, s => Assert.Contains(s, words, StringComparison.Ordinal));

        Assert.True(walk.Refused > 0);
        Assert.Equal(walk.Numbers.Count, walk.Numbers.Distinct().Count());
        Assert.All(walk.Numbers.GroupBy(n => OrdinalPattern().Replace(n, "")), s => Assert.Equal(Enumerable.Range(1, s.Count()), s.Select(n => int.Parse(OrdinalPattern().Match(n).Groups[1].Value, CultureInfo.InvariantCulture)).Order()));
        foreach (var (name, document) in await walk.Documents(route.Main))
        {
            Assert.True(document.Status == 200, name);

            // A form has places that others fill in by hand; a document has none.
            Assert.True(document.Text.Contains("附件 · 表格", StringComparison.Ordinal) || !document.Text.Contains("印作空白", StringComparison.Ordinal), name);
        }

        Assert.Empty(await walk.Verify());
    }

    private static DemoAct Act(string file, DateOnly on, string text)
    {
        var parts = text.Split('/');
        var step = parts[0].Split('@');
        return new DemoAct(step.Length > 1 ? step[1] : file, on, step[0], parts.Length > 1 ? parts[1] : null, null, System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty, [], [], null);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("并进(.+)一起批")]
    private static partial Regex IntoPattern();

    [GeneratedRegex("〕(\\d+)号$")]
    private static partial Regex OrdinalPattern();
}
