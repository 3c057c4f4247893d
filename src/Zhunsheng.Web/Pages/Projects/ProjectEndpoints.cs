using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>/projects and /plan, with their exports.</summary>
internal static class ProjectEndpoints
{
    private const string Project = SiteSection.ProjectKind;
    private const int ExportPage = 200;

    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects", (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) => List(context, visitor, library, cases, clock, "/projects", true));
        routes.MapGet("/plan", (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) => List(context, visitor, library, cases, clock, "/plan", false));
        routes.MapGet("/projects.xlsx", (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) => Export(context, visitor, library, cases, clock, true));
        routes.MapGet("/plan.xlsx", (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) => Export(context, visitor, library, cases, clock, false));
    }

    private static async Task<IResult> List(HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock, string path, bool projects)
    {
        var user = visitor.User!;
        var books = CaseAccess.BooksOf(user, library);
        if (QueryOf(context.Request.Query, user, books, projects) is not { } query)
        {
            return Results.NotFound();
        }

        return Page.Of<CaseListPage>(new CaseListView
        {
            Path = path,
            Kind = query.Kind!,
            Books = books,
            Query = query,
            Found = await cases.Search(query, context.RequestAborted),
            Today = clock.Today,
            Begin = [.. books.SelectMany(b => b.Steps.Where(s => s.Opens && s.Kind == query.Kind && s.PossibleRoles.Any(r => user.RolesIn(b.Id).Contains(r))).Select(s => (b.Id, s.Name, s.Title)))],
        });
    }

    /// <summary>
    /// What may be searched: the whole rulebook for a role that sees all its files, else the unit's own files. Null for somebody who sees no files at all.
    /// </summary>
    private static CaseQuery? QueryOf(IQueryCollection asked, SignedInUser user, ImmutableArray<Rulebook> books, bool projects)
    {
        if (user.IsAdministrator || books.IsEmpty)
        {
            return null;
        }

        var book = books.FirstOrDefault(b => b.Id == asked["rulebook"].ToString()) ?? (books.Length == 1 ? books[0] : null);
        var all = book is not null ? CaseAccess.SeesAll(user, book) : books.All(b => CaseAccess.SeesAll(user, b));
        return new CaseQuery
        {
            RulebookId = book?.Id ?? (all && books.Length > 1 ? books[0].Id : null),
            OwnerId = all ? null : user.OrganisationId,
            NamedAs = all ? null : CaseAccess.NamedAs(user, book is null ? books : [book]),
            Kind = projects ? Project : books.SelectMany(b => b.Kinds).Select(k => k.Name).FirstOrDefault(k => k != Project) ?? "年度计划",
            Text = asked["q"].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null,
            Phase = asked["phase"].ToString() is { Length: > 0 } phase ? phase : null,
            PlanYear = int.TryParse(asked["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
            Closed = asked["status"].ToString() switch { "open" => false, "closed" => true, _ => null },
            Sort = Enum.TryParse<CaseSort>(asked["sort"], true, out var sort) && Enum.IsDefined(sort) ? sort : CaseSort.Updated,
            Descending = asked["order"].ToString() != "asc",
            Page = int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1,
            Size = CaseListView.PageSize,
        };
    }

    private static async Task<IResult> Export(HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock, bool projects)
    {
        var user = visitor.User!;
        if (QueryOf(context.Request.Query, user, CaseAccess.BooksOf(user, library), projects) is not { } query)
        {
            return Results.NotFound();
        }

        var columns = new[]
        {
            new SheetColumn("编号", SheetColumnKind.Text, 16), new SheetColumn("名称", SheetColumnKind.Text, 40), new SheetColumn("单位", SheetColumnKind.Text, 28),
            new SheetColumn("阶段", SheetColumnKind.Text, 14), new SheetColumn("下一步", SheetColumnKind.Text, 32), new SheetColumn("总投资（万元）", SheetColumnKind.Money, 16),
            new SheetColumn("计划年度", SheetColumnKind.Whole, 10), new SheetColumn("最近行为", SheetColumnKind.Date, 12), new SheetColumn("状态", SheetColumnKind.Text, 8),
        };
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), "zhunsheng-" + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await Worksheet.Write(file, query.Kind!, columns, Rows(cases, query with { Size = ExportPage }, context.RequestAborted), context.RequestAborted);
        file.Position = 0;
        return Results.Stream(file, Worksheet.MediaType, $"{query.Kind}-{DayText.Iso(clock.Today)}.xlsx");
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(CaseStore cases, CaseQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = 1; ; page++)
        {
            var found = await cases.Search(query with { Page = page }, cancel);
            foreach (var row in found.Rows)
            {
                yield return
                [
                    SheetCell.Of(row.Number), SheetCell.Of(row.Title), SheetCell.Of(row.OwnerName), SheetCell.Of(row.Phase), SheetCell.Of(string.Join("、", row.Next)),
                    SheetCell.Of(row.Money), SheetCell.Of(row.PlanYear), SheetCell.Of(DayText.DayOf(row.Updated)), SheetCell.Of(row.Closed ? "已结" : "在办"),
                ];
            }

            if (found.Rows.Length < query.Size)
            {
                yield break;
            }
        }
    }
}
