using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Charts;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Dashboard;
using Zhunsheng.Web.Pages.Units;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>What is counted over all files as the interface shows it: the numbers of the pages, each with the address of what it counts.</summary>
internal static class OverviewShaping
{
    /// <summary>The pages of lists, each with its address in the interface.</summary>
    private static readonly (string Page, string Address)[] Lists =
        [(Slice.Cases, ApiRoutes.Root + "/overview/projects"), (DeedSlice.Acts, ApiRoutes.Root + "/overview/acts"), ("/dashboard/articles/", ApiRoutes.Root + "/articles/")];

    /// <summary>What is seen from a desk.</summary>
    public static OverviewShape Overview(DeskView view) => new()
    {
        Rulebook = view.Book.Id,
        Desk = QueryText.Word(view.Desk),
        Desks = [.. view.Desks.Select(d => QueryText.Word(d.Desk))],
        Whole = view.Whole,
        Today = view.Today,
        Numbers = [.. view.Tiles.Select(t => new NumberShape(t.Label, t.Value, t.Number, t.Unit, AddressOf(t.Href)!))],
        Charts = [.. view.Chapters.Select(Chart)],
    };

    /// <summary>The files that a number counts.</summary>
    public static CountedPage Files(OversightPage found, IEnumerable<string> conditions) => new(
        [.. found.Rows.Select(r => new CountedShape(CaseShaping.Summary(r.File), AmountsOf(r.Amounts), r.Late, r.Blocked, r.Unmet, r.Consequences))], found.Total, [.. conditions], AmountsOf(found.Sum));

    /// <summary>The acts that a number counts.</summary>
    public static DeedPageShape Deeds(DeedPage found, IEnumerable<string> conditions) => new([.. found.Rows.Select(Deed)], found.Total, [.. conditions]);

    /// <summary>Under which articles files fall short.</summary>
    public static ArticleCounts Articles(Rulebook book, bool whole, IEnumerable<ArticleCount> counts) => new(
        book.Id, whole,
        [.. counts.Select(c => new ArticleCountShape(
            c.Article.Heading, c.Article.Gist, c.Files.OrderBy(f => f.Key).ToDictionary(f => QueryText.Word(f.Key), f => f.Value), AddressOf(ArticleView.Href(book.Id, c.Article.Heading))!))]);

    /// <summary>What falls short.</summary>
    public static PointPageShape Points(PointPage found) => new([.. found.Rows.Select(Point)], found.Total, found.Files);

    /// <summary>The orders to mend something.</summary>
    public static OrderPageShape Orders(OrderPage found) => new(
        [.. found.Rows.Select(Order)], found.Total, found.Counts.OrderBy(c => c.Key).ToDictionary(c => QueryText.Word(c.Key), c => c.Value));

    /// <summary>What stands against a unit.</summary>
    public static UnitShape Unit(UnitView view) => new(view.Id, view.Name, view.Own, view.Today, [.. view.Standings.Select(s => new UnitStandingShape(
        s.Book.Id, s.Files,
        [.. s.Bars.Select(b => new BarShape
        {
            Name = b.Gate.Name,
            Article = b.Gate.Article.Text,
            Strength = RulebookShaping.StrengthOf(b.Gate.Strength),
            Platform = b.Gate.Platform,
            Reason = b.Gate.Reason,
            Remedy = b.Gate.Remedy,
            Blocks = [.. b.Gate.Blocks.Select(x => x.Question).Distinct()],
            Depends = b.Depends,
            Sources = [.. b.Sources.Select(x => new BarSourceShape(x.Number, x.Title))],
            Since = b.Since,
            Free = b.Free,
        })],
        Points(s.Consequences), Points(s.Unmet), Points(s.Late)))]);

    /// <summary>Where the interface has the list that a page has at an address.</summary>
    private static string? AddressOf(string? page) => page is null ? null
        : Lists.First(l => page.StartsWith(l.Page, StringComparison.Ordinal)) is var (of, address) ? address + page[of.Length..] : null;

    private static ChartShape Chart(Chapter chapter) => new(
        chapter.Id, chapter.Title, chapter.Hint, chapter.Chart.Subject, chapter.Chart.Unit, [.. chapter.Chart.Series.Select(s => s.Name)],
        [.. chapter.Chart.Rows.Select(r => new ChartRowShape(r.Label, [.. r.Values.Select(v => new ChartValueShape(v?.Number, v?.Shown, AddressOf(v?.Href)))], r.More))]);

    private static Dictionary<string, decimal> AmountsOf(Amounts amounts) => amounts.Of.ToDictionary(a => Zhunsheng.Rulebooks.Overview.Word(a.Key), a => a.Value);

    private static DeedShape Deed(DeedRow row) => new()
    {
        Number = row.CaseNumber,
        Title = row.CaseTitle,
        Act = row.Number,
        Step = row.StepTitle,
        Outcome = row.Outcome,
        Ending = QueryText.Word(row.Ending),
        Article = row.Place?.Text,
        Role = row.Role,
        Organisation = row.OrganisationName,
        On = row.On,
        Due = row.DueOn,
        Limit = row.Limit,
        Used = row.Used,
        Late = row.Late,
        DaysLate = row.LateDays,
        WorkingDays = row.Working,
    };

    private static PointShape Point(PointRow row) => new()
    {
        Number = row.CaseNumber,
        Title = row.CaseTitle,
        Owner = row.OwnerName,
        Kind = QueryText.Word(row.Kind),
        Article = row.Place.Text,
        Platform = row.Platform,
        Rule = row.Rule,
        Step = row.StepTitle,
        Office = row.Office,
        Due = row.DueOn,
        DaysLate = row.Days,
        WorkingDays = row.Working,
        Reason = row.Reason,
        Remedy = row.Remedy,
        Facts = row.Facts,
    };

    private static OrderShape Order(OrderRow row) => new()
    {
        Number = row.CaseNumber,
        Title = row.CaseTitle,
        Owner = row.OwnerName,
        Act = row.Act,
        Rule = row.Rule,
        Article = row.Article.Text,
        Office = row.Office,
        On = row.GivenOn,
        Demand = row.Demand,
        Due = row.DueOn,
        DaysLate = row.DaysLate,
        Answered = row.AnsweredOn,
        Reviewed = row.ReviewedOn,
        Standing = QueryText.Word(row.Standing),
        InForce = row.Sanctions,
        Next = row.Next,
        NextStep = row.NextTitle,
    };
}
