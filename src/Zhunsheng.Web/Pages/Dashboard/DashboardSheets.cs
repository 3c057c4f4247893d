using System.Runtime.CompilerServices;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>The lists behind the numbers as Excel sheets, whole, row by row.</summary>
internal static class DashboardSheets
{
    public static void MapDashboardSheets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Slice.Cases + ".xlsx", (HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
            Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is { } who
                ? Sheet(context, "案卷", CaseColumns, Cases(oversight, who, Slice.Read(context.Request.Query, who), context.RequestAborted))
                : Missing());
        routes.MapGet(DeedSlice.Acts + ".xlsx", (HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
            Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is { } who
                ? Sheet(context, "行为", ActColumns, Acts(oversight, who, DeedSlice.Read(context.Request.Query, who), context.RequestAborted))
                : Missing());
        routes.MapGet("/dashboard/articles.xlsx", (HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
            Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is { } who
                ? Sheet(context, "条文", ArticleColumns, Articles(oversight, who, context.RequestAborted))
                : Missing());
        routes.MapGet("/dashboard/articles/{rulebook}/{article}.xlsx", (string rulebook, string article, HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
            Onlooker.Of(visitor, library, rulebook, clock.Today) is { } who && who.Book.Articles.Any(a => a.Heading == article)
                ? Sheet(context, article, PointColumns, Points(
                    oversight, who, new OversightFilter { RulebookId = who.Book.Id, Article = article, Point = QueryText.Word<PointKind>(context.Request.Query["point"]) }, context.RequestAborted))
                : Missing());
    }

    private static SheetColumn[] CaseColumns =>
    [
        new("编号", SheetColumnKind.Text, 16), new("名称", SheetColumnKind.Text, 36), new("单位", SheetColumnKind.Text, 24), new("种类", SheetColumnKind.Text, 10), new("阶段", SheetColumnKind.Text, 14),
        new("计划年度", SheetColumnKind.Whole, 10), new("总投资（万元）", SheetColumnKind.Money, 14),
        .. Enum.GetValues<Figure>().Select(f => new SheetColumn(Overview.Word(f) + "（万元）", SheetColumnKind.Money, 14)),
        new("逾期", SheetColumnKind.Whole, 8), new("被挡", SheetColumnKind.Whole, 8), new("缺项", SheetColumnKind.Whole, 8), new("后果", SheetColumnKind.Whole, 8), new("状态", SheetColumnKind.Text, 8),
    ];

    private static SheetColumn[] ActColumns =>
    [
        new("日期", SheetColumnKind.Date, 12), new("编号", SheetColumnKind.Text, 16), new("名称", SheetColumnKind.Text, 36), new("环节", SheetColumnKind.Text, 24), new("结果", SheetColumnKind.Text, 16),
        new("怎样", SheetColumnKind.Text, 10), new("条文", SheetColumnKind.Text, 16), new("单位", SheetColumnKind.Text, 24), new("角色", SheetColumnKind.Text, 18), new("办理人", SheetColumnKind.Text, 12),
        new("到期", SheetColumnKind.Date, 12), new("用时（工作日）", SheetColumnKind.Whole, 12), new("时限（工作日）", SheetColumnKind.Whole, 12), new("逾期", SheetColumnKind.Text, 12), new("有关", SheetColumnKind.Text, 24), new("说明", SheetColumnKind.Text, 36),
    ];

    private static SheetColumn[] ArticleColumns =>
    [
        new("条文", SheetColumnKind.Text, 14), new("要旨", SheetColumnKind.Text, 60), new("被挡（个）", SheetColumnKind.Whole, 12), new("逾期（个）", SheetColumnKind.Whole, 12),
        new("缺项（个）", SheetColumnKind.Whole, 12), new("后果（个）", SheetColumnKind.Whole, 12),
    ];

    private static SheetColumn[] PointColumns =>
    [
        new("编号", SheetColumnKind.Text, 16), new("名称", SheetColumnKind.Text, 36), new("单位", SheetColumnKind.Text, 24), new("怎样", SheetColumnKind.Text, 12), new("条款", SheetColumnKind.Text, 18),
        new("规则", SheetColumnKind.Text, 20), new("环节", SheetColumnKind.Text, 24), new("该谁办", SheetColumnKind.Text, 20), new("到期", SheetColumnKind.Date, 12), new("逾期", SheetColumnKind.Text, 12),
        new("原因", SheetColumnKind.Text, 36), new("要素", SheetColumnKind.Text, 40), new("怎样解除", SheetColumnKind.Text, 40),
    ];

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Cases(Oversight oversight, Onlooker who, Slice slice, CancellationToken cancel) => PagedRows.Of(
        Oversight.MostRows,
        async page => (await oversight.Files(who.Scope, slice.Filter, slice.Sort, slice.Descending, page, Oversight.MostRows, cancel)).Rows,
        row =>
        [
            SheetCell.Of(row.File.Number), SheetCell.Of(row.File.Title), SheetCell.Of(row.File.OwnerName), SheetCell.Of(row.File.Kind), SheetCell.Of(row.File.Phase),
            SheetCell.Of(row.File.PlanYear), SheetCell.Of(row.File.Money), .. Enum.GetValues<Figure>().Select(f => SheetCell.Of(row.Amounts[f])),
            SheetCell.Of(row.Late), SheetCell.Of(row.Blocked), SheetCell.Of(row.Unmet), SheetCell.Of(row.Consequences), SheetCell.Of(row.File.Closed ? "已结" : "在办"),
        ]);

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Acts(Oversight oversight, Onlooker who, DeedSlice slice, CancellationToken cancel) => PagedRows.Of(
        Oversight.MostRows,
        async page => (await oversight.Deeds(who.Scope, slice.Filter, page, Oversight.MostRows, cancel)).Rows,
        row =>
        [
            SheetCell.Of(row.On), SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle), SheetCell.Of(row.StepTitle), SheetCell.Of(row.Outcome), SheetCell.Of(PointWords.Of(row.Ending)),
            SheetCell.Of(row.Place?.Text), SheetCell.Of(row.OrganisationName), SheetCell.Of(row.Role), SheetCell.Of(row.UserName), SheetCell.Of(row.DueOn), SheetCell.Of(row.Used), SheetCell.Of(row.Limit),
            SheetCell.Of(row.Late ? PointWords.Late(row.LateDays, row.Working) : null), SheetCell.Of(row.Ending == DeedEnding.Corrected ? $"第{row.About}号行为" : row.About), SheetCell.Of(row.Note),
        ]);

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Articles(Oversight oversight, Onlooker who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var (article, files) in await DashboardEndpoints.CountArticles(oversight, who, cancel))
        {
            yield return
            [
                SheetCell.Of(article.Heading), SheetCell.Of(article.Gist), SheetCell.Of(files.GetValueOrDefault(PointKind.Blocked)), SheetCell.Of(files.GetValueOrDefault(PointKind.Late)),
                SheetCell.Of(files.GetValueOrDefault(PointKind.Unmet)), SheetCell.Of(files.GetValueOrDefault(PointKind.Consequence)),
            ];
        }
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Points(Oversight oversight, Onlooker who, OversightFilter filter, CancellationToken cancel) => PagedRows.Of(
        Oversight.MostRows,
        async page => (await oversight.PointRows(who.Scope, filter, page, Oversight.MostRows, cancel)).Rows,
        row =>
        [
            SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle), SheetCell.Of(row.OwnerName), SheetCell.Of(PointWords.Of(row.Kind)), SheetCell.Of(row.Place.Text), SheetCell.Of(row.Rule),
            SheetCell.Of(row.StepTitle), SheetCell.Of(row.Office), SheetCell.Of(row.DueOn), SheetCell.Of(row.Kind == PointKind.Late ? PointWords.Late(row.Days, row.Working) : null),
            SheetCell.Of(row.Reason), SheetCell.Of(string.Join("；", row.Facts)), SheetCell.Of(row.Remedy),
        ]);

    private static Task<IResult> Missing() => Task.FromResult(Results.NotFound());

    private static Task<IResult> Sheet(HttpContext context, string name, SheetColumn[] columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> rows) =>
        context.RequestServices.GetRequiredService<SheetDownload>().Of(name, columns, rows, context.RequestAborted);
}
