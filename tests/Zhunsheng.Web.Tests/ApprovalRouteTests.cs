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
