using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Dashboard;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>/told, its export, and confirming that something was received.</summary>
internal static class ToldEndpoints
{
    private const int ExportPage = 200;

    public static void MapTold(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/told", async (HttpContext context, Visitor visitor, RulebookLibrary library, ToldBook told, Clock clock) =>
        {
            if (QueryOf(context.Request.Query, visitor, library, clock.Today) is not { } query)
            {
                return Results.NotFound();
            }

            return Page.Of<ToldTablePage>(new ToldView
            {
                Query = query,
                Found = await told.Search(query, context.RequestAborted),
                Unsigned = await told.Count(query with { Side = ToldSide.Received, Signed = false, Kind = null }, context.RequestAborted),
                Owed = Owed(visitor, library),
                Today = clock.Today,
                Said = context.Request.Query["signed-now"].ToString() switch { "1" => "已签收，记下了你的单位、姓名和时间。", "before" => "你单位以前签收过，以那一次为准。", _ => null },
            });
        });
        routes.MapGet("/told.xlsx", async (HttpContext context, Visitor visitor, RulebookLibrary library, ToldBook told, SheetDownload download, Clock clock) =>
            QueryOf(context.Request.Query, visitor, library, clock.Today) is { } query
                ? await download.Of("送达台账", Columns, Rows(told, query with { Size = ExportPage }, context.RequestAborted), context.RequestAborted)
                : Results.NotFound());
        routes.MapPost("/told/{number}/{act:int}/{ordinal:int}", async (string number, int act, int ordinal, HttpContext context, Visitor visitor, RulebookLibrary library, ToldBook told, CaseAccess access, Clock clock) =>
        {
            var query = QueryOf(context.Request.Query, visitor, library, clock.Today);
            var result = query is null ? SignResult.Unknown : await told.Sign(query.Scope, query.Seat, number, act, ordinal, visitor.User!.Id, visitor.User.DisplayName, context.RequestAborted);
            if (result == SignResult.Unknown)
            {
                await access.Refuse($"签收 {number} 第{act}号", context.RequestAborted);
                return Results.NotFound();
            }

            var back = (await context.Request.ReadFormAsync(context.RequestAborted))["back"].ToString();
            back = back == "/told" || back.StartsWith("/told?", StringComparison.Ordinal) ? back : "/told";
            return Page.See($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}signed-now={(result == SignResult.Done ? "1" : "before")}");
        });
    }

    /// <summary>What is asked for, by somebody who sees files; null for an administrator.</summary>
    internal static ToldQuery? QueryOf(IQueryCollection asked, Visitor visitor, RulebookLibrary library, DateOnly today) => visitor.User is { IsAdministrator: false } user
        ? new ToldQuery
        {
            Scope = CaseAccess.ScopeOf(user, CaseAccess.BooksOf(user, library)),
            Seat = SeatOf(user, today),
            Side = asked["side"] == "sent" ? ToldSide.Sent : ToldSide.Received,
            Signed = asked["signed"].ToString() switch { "yes" => true, "no" => false, _ => null },
            Kind = QueryText.Text(asked["kind"]),
            Page = QueryText.Page(asked["page"]),
            Size = ToldView.PageSize,
        }
        : null;

    /// <summary>The office of a person, with all its roles.</summary>
    internal static Seat SeatOf(SignedInUser user, DateOnly today) => new([.. user.Roles.SelectMany(r => r.Value.Select(role => (r.Key, role)))], user.OrganisationId, user.OrganisationName, today);

    /// <summary>The steps that wait for the visitor and whose doing tells somebody.</summary>
    private static ImmutableArray<OwedNotice> Owed(Visitor visitor, RulebookLibrary library) =>
    [
        .. visitor.Items.Where(i => i is { Optional: false })
            .Select(i => (Item: i, Notices: library.Current(i.RulebookId)?.Notices.Where(n => n.Step == i.Step).ToList() ?? []))
            .Where(i => i.Notices.Count > 0)
            .Select(i => new OwedNotice(i.Item.CaseNumber, i.Item.CaseTitle, i.Item.StepTitle, string.Join("、", i.Notices.Select(n => n.Kind).Distinct()), i.Item.DueOn)),
    ];

    private static SheetColumn[] Columns =>
    [
        new("时间", SheetColumnKind.Text, 20), new("怎样", SheetColumnKind.Text, 8), new("条文", SheetColumnKind.Text, 18), new("案卷编号", SheetColumnKind.Text, 18), new("项目", SheetColumnKind.Text, 36), new("第几号行为", SheetColumnKind.Whole, 10),
        new("事项", SheetColumnKind.Text, 24), new("结果", SheetColumnKind.Text, 14), new("谁发的", SheetColumnKind.Text, 24), new("发给", SheetColumnKind.Text, 24), new("签收", SheetColumnKind.Text, 50),
    ];

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(ToldBook told, ToldQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await told.Search(query with { Page = page }, cancel)).Rows,
        row =>
        [
            SheetCell.Of(Stamp(row.At)), SheetCell.Of(row.Kind), SheetCell.Of(row.Article.Text), SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle), SheetCell.Of(row.Act), SheetCell.Of(row.StepTitle), SheetCell.Of(row.Outcome),
            SheetCell.Of(row.FromName), SheetCell.Of(row.To), SheetCell.Of(string.Join("；", row.Receipts.Select(r => $"{r.OrganisationName} {r.UserName} {Stamp(r.At)}"))),
        ]);

    private static string Stamp(DateTimeOffset at) => LegalDay.InBeijing(at).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
