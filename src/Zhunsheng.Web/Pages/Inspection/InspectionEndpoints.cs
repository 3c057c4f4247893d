using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Admin;
using Zhunsheng.Web.Pages.Catalogue;
using Zhunsheng.Web.Pages.Dashboard;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>/oversight, /cases/{number}/oversight, /cases/{number}/whole and /cases/{number}/liability.</summary>
internal static class InspectionEndpoints
{
    private const int ExportPage = 200;

    public static void MapInspection(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/oversight", async (HttpContext context, Visitor visitor, RulebookLibrary library, InspectionOrders orders, Oversight oversight, Clock clock) =>
        {
            if (Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who)
            {
                return Results.NotFound();
            }

            var query = QueryOf(context.Request.Query, who);
            return Page.Of<OrdersPage>(new OrdersView
            {
                Books = who.Books,
                Book = who.Book,
                SeesAll = CaseAccess.SeesAll(who.User, who.Book),
                Query = query,
                Found = await orders.Search(query, context.RequestAborted),
                Contradictions = await oversight.Points(who.Scope, new OversightFilter { RulebookId = who.Book.Id, Closed = false, Point = PointKind.Contradiction }, PointBy.Rule, context.RequestAborted),
                Today = clock.Today,
            });
        });
        routes.MapGet("/oversight.xlsx", async (HttpContext context, Visitor visitor, RulebookLibrary library, InspectionOrders orders, SheetDownload download, Clock clock) =>
            Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is { } who
                ? await download.Of("监督台", Columns, Rows(orders, QueryOf(context.Request.Query, who) with { Size = ExportPage }, context.RequestAborted), context.RequestAborted)
                : Results.NotFound());
        routes.MapGet("/cases/{number}/oversight", async (string number, CaseAccess access, DataCheck data, Clock clock, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open && WholeFileView.MayRead(open) && !OfflineStub.Is(open.File, open.Book) ? Page.Of<CaseInspectionPage>(await CaseInspectionView.Of(open, data, clock.Today, cancel)) : Results.NotFound());
        routes.MapGet("/cases/{number}/liability", async (string number, CaseAccess access, Clock clock, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open && WholeFileView.MayRead(open) && !OfflineStub.Is(open.File, open.Book) && LiabilityView.Of(open, clock.Today) is { } view ? Page.Of<LiabilityPage>(view) : Results.NotFound());
        routes.MapGet("/cases/{number}/whole", Whole);
    }

    private static async Task<IResult> Whole(string number, HttpContext context, CaseAccess access, ToldBook told, AdminLog log, Clock clock, CancellationToken cancel)
    {
        if (await access.Open(number, cancel) is not { } open)
        {
            return Results.NotFound();
        }

        if (!WholeFileView.MayRead(open))
        {
            await access.Refuse($"全卷 {number}", cancel);
            return Results.NotFound();
        }

        var logged = WholeFileView.IsLookedInto(open);
        if (logged)
        {
            await log.Record(AdminEventKind.Look, "查阅全卷", open.File.Number, $"{open.User.OrganisationName} {open.User.DisplayName}，共{open.File.Acts.Length}号行为", open.User.TerritoryId, AdminServices.ActorOf(context, open.User), cancel);
        }

        return Page.Of<WholeFilePage>(WholeFileView.Of(open, await told.OfCase(open.File.Id, cancel), clock.Today, logged));
    }

    /// <summary>The orders that an address asks for.</summary>
    public static OrderQuery QueryOf(IQueryCollection asked, Onlooker who) => new()
    {
        RulebookId = who.Book.Id,
        Scope = who.Scope,
        Standing = QueryText.Word<OrderStanding>(asked["standing"]),
        Pending = asked["pending"].ToString() switch { "yes" => true, "no" => false, _ => null },
        Rule = QueryText.Text(asked["rule"]),
        Text = QueryText.Text(asked["q"]),
        Sort = QueryText.Word<OrderSort>(asked["sort"]) ?? OrderSort.Urgent,
        Descending = asked["order"].ToString() == "desc",
        Page = QueryText.Page(asked["page"]),
        Size = OrdersView.PageSize,
    };

    private static SheetColumn[] Columns =>
    [
        new("到哪一步", SheetColumnKind.Text, 18), new("期限", SheetColumnKind.Date, 12), new("逾期（天）", SheetColumnKind.Whole, 10), new("案卷编号", SheetColumnKind.Text, 18), new("项目", SheetColumnKind.Text, 36),
        new("单位", SheetColumnKind.Text, 24), new("哪一种", SheetColumnKind.Text, 18), new("条文", SheetColumnKind.Text, 18), new("提出日期", SheetColumnKind.Date, 12), new("提出部门", SheetColumnKind.Text, 24),
        new("整改要求", SheetColumnKind.Text, 40), new("报告日期", SheetColumnKind.Date, 12), new("复核日期", SheetColumnKind.Date, 12), new("执行中的措施", SheetColumnKind.Text, 30), new("现在可以", SheetColumnKind.Text, 24),
        new("后面可以的措施", SheetColumnKind.Text, 40),
    ];

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(InspectionOrders orders, OrderQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await orders.Search(query with { Page = page }, cancel)).Rows,
        row =>
        [
            SheetCell.Of(OrderWords.Of(row.Standing)), SheetCell.Of(row.DueOn), SheetCell.Of(row.DaysLate), SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle), SheetCell.Of(row.OwnerName), SheetCell.Of(row.Rule),
            SheetCell.Of(row.Article.Text), SheetCell.Of(row.GivenOn), SheetCell.Of(row.Office), SheetCell.Of(row.Demand), SheetCell.Of(row.AnsweredOn), SheetCell.Of(row.ReviewedOn),
            SheetCell.Of(string.Join("、", row.Sanctions)), SheetCell.Of(row.NextTitle), SheetCell.Of(string.Join("、", row.Next)),
        ]);
}
