using System.Collections.Immutable;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Workbench;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>/projects and /plan/files, with their exports.</summary>
internal static class ProjectEndpoints
{
    private const string Project = SiteSection.ProjectKind;

    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects", (HttpContext context, ListServices services) => List(context, services, "projects"));
        routes.MapGet("/plan/files", (HttpContext context, ListServices services) => List(context, services, "plan"));
        routes.MapGet("/projects.xlsx", (HttpContext context, ListServices services) => Export(context, services, "projects"));
        routes.MapGet("/plan/files.xlsx", (HttpContext context, ListServices services) => Export(context, services, "plan"));
    }

    private static async Task<IResult> List(HttpContext context, ListServices services, string list)
    {
        var cancel = context.RequestAborted;
        if (Asked(context, services, list) is not var (asked, books))
        {
            return Results.NotFound();
        }

        var (user, today, query) = (services.Visitor.User!, services.Clock.Today, asked.Query);
        var found = await services.Cases.Search(query, cancel);
        var waiting = await services.Cases.Waiting(found.Rows.Select(r => r.Id), cancel);
        return Page.Of<CaseListPage>(new CaseListView
        {
            Path = SavedQueryEndpoints.PathOf(list)!,
            Kind = query.Kind!,
            Filters = await FilterChoices.Of(asked, books, services.Cases, today, cancel),
            Found = found,
            Lights = await services.Cases.Count(query, cancel),
            Jobs = waiting.SelectMany(w => w).Select(i => Job.Of(i, services.Library.Current(i.RulebookId), today)).ToLookup(j => j.Item.CaseId),
            Saved = await SavedView.Of(list, ListAddress.Of(query), user, services.Saved, context),
            Begin = [.. books.SelectMany(b => b.Steps.Where(s => s.Opens && s.Kind == query.Kind && s.PossibleRoles.Any(r => user.RolesIn(b.Id).Contains(r))).Select(s => (b.Id, s.Name, s.Title)))],
        });
    }

    /// <summary>What is asked for, of the kind of the list; null for somebody who has no list.</summary>
    private static (AskedList Asked, ImmutableArray<Rulebook> Books)? Asked(HttpContext context, ListServices services, string list)
    {
        var user = services.Visitor.User!;
        var books = CaseAccess.BooksOf(user, services.Library);
        if (!FilterChoices.Has(user, books))
        {
            return null;
        }

        var asked = ListAddress.Read(context.Request.Query, user, books, services.Clock.Today);
        var kind = list == "projects" ? Project : asked.Query.Kind is { } other and not Project ? other : CaseListView.KindsOf(books).FirstOrDefault() ?? "";
        return (asked with { Query = asked.Query with { Kind = kind } }, books);
    }

    private static async Task<IResult> Export(HttpContext context, ListServices services, string list)
    {
        if (Asked(context, services, list) is not var (asked, books))
        {
            return Results.NotFound();
        }

        var places = books.ToDictionary(b => b.Id, b => b.Short);
        var rows = services.Cases.Stream(asked.Query, context.RequestAborted).Select(row => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(row.Number), SheetCell.Of(row.Title), SheetCell.Of(row.OwnerName), SheetCell.Of(places.GetValueOrDefault(row.RulebookId, row.RulebookId)), SheetCell.Of(row.Phase),
            SheetCell.Of(string.Join("、", row.Next)), SheetCell.Of(row.Money), SheetCell.Of(row.PlanYear), SheetCell.Of(DayText.DayOf(row.Updated)), SheetCell.Of(row.Closed ? "已结" : "在办"),
        ]);
        return await services.Download.Of(asked.Query.Kind!, Columns, rows, context.RequestAborted);
    }

    private static SheetColumn[] Columns { get; } =
    [
        new("编号", SheetColumnKind.Text, 16), new("名称", SheetColumnKind.Text, 40), new("单位", SheetColumnKind.Text, 28), new("依据", SheetColumnKind.Text, 16),
        new("阶段", SheetColumnKind.Text, 14), new("下一步", SheetColumnKind.Text, 32), new("总投资（万元）", SheetColumnKind.Money, 16),
        new("计划年度", SheetColumnKind.Whole, 10), new("最近行为", SheetColumnKind.Date, 12), new("状态", SheetColumnKind.Text, 8),
    ];
}

/// <summary>What lists need.</summary>
internal sealed record ListServices(CaseStore Cases, CaseSearch Search, SavedQueries Saved, RulebookLibrary Library, Visitor Visitor, Clock Clock, SheetDownload Download);
