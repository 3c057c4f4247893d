using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>/systems, /systems/{number}, /resources, /cases/{number}/resources and their exports: what the visitor may know of the two catalogues.</summary>
internal static class CatalogueEndpoints
{
    private const int ExportPage = 200;

    public static void MapCatalogues(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/systems", Systems);
        routes.MapGet("/systems.xlsx", SystemsSheet);
        routes.MapGet("/systems/{number}", System);
        routes.MapGet("/resources", Resources);
        routes.MapGet("/resources.xlsx", ResourcesSheet);
        routes.MapGet("/cases/{number}/resources", CaseResources);
    }

    private static (ImmutableArray<Rulebook> Books, Rulebook Book)? BooksOf(HttpContext context, Visitor visitor, RulebookLibrary library, Func<Catalogues, bool> has) =>
        CaseAccess.Choose(visitor, library, context.Request.Query["rulebook"], b => has(b.Catalogues));

    private static async Task<IResult> Systems(HttpContext context, Visitor visitor, RulebookLibrary library, SystemCatalogue catalogue)
    {
        if (BooksOf(context, visitor, library, c => !c.Systems.IsEmpty) is not var (books, book))
        {
            return Results.NotFound();
        }

        var query = SystemsOf(context.Request.Query, visitor.User!, book);
        return Page.Of<SystemsPage>(new SystemsView
        {
            Books = books,
            Book = book,
            Query = query,
            Found = await catalogue.Search(query, context.RequestAborted),
            Choices = await catalogue.Choices(query, context.RequestAborted),
            SeesAll = CaseAccess.SeesAll(visitor.User!, book),
        });
    }

    private static async Task<IResult> SystemsSheet(HttpContext context, Visitor visitor, RulebookLibrary library, SystemCatalogue catalogue, SheetDownload download)
    {
        if (BooksOf(context, visitor, library, c => !c.Systems.IsEmpty) is not var (_, book))
        {
            return Results.NotFound();
        }

        SheetColumn[] columns =
        [
            new("系统", SheetColumnKind.Text, 36), new("总目录编号", SheetColumnKind.Text, 16), new("单位", SheetColumnKind.Text, 28), new("状态", SheetColumnKind.Text, 10), new("在用起始日", SheetColumnKind.Date, 12),
            new("运维经费", SheetColumnKind.Text, 12), new("不能安排的理由", SheetColumnKind.Text, 60), new("申请（万元）", SheetColumnKind.Money, 14), new("安排（万元）", SheetColumnKind.Money, 14), new("案卷编号", SheetColumnKind.Text, 18),
        ];
        return await download.Of("系统目录", columns, SystemRows(catalogue, SystemsOf(context.Request.Query, visitor.User!, book) with { Page = 1, Size = ExportPage }, context.RequestAborted), context.RequestAborted);
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> SystemRows(SystemCatalogue catalogue, SystemQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await catalogue.Search(query with { Page = page }, cancel)).Rows,
        row =>
        [
            SheetCell.Of(row.Name), SheetCell.Of(row.Number), SheetCell.Of(row.OwnerName), SheetCell.Of(row.State ?? "不清楚"), SheetCell.Of(row.Since), SheetCell.Of(SystemsView.Words(row.Fundable)),
            SheetCell.Of(string.Join("；", row.Grounds)), SheetCell.Of(row.Asked), SheetCell.Of(row.Granted), SheetCell.Of(row.CaseNumber),
        ]);

    /// <summary>The systems that an address asks for.</summary>
    public static SystemQuery SystemsOf(IQueryCollection asked, SignedInUser user, Rulebook book) => new()
    {
        RulebookId = book.Id,
        Scope = CaseAccess.ScopeOf(user, [book]),
        Text = QueryText.Text(asked["q"]),
        State = asked["state"].ToString() is { Length: > 0 and <= 20 } state ? (state == SystemsView.NoState ? "" : state) : null,
        OwnerId = Guid.TryParse(asked["unit"], out var unit) ? unit : null,
        Fundable = asked["money"].ToString() switch { "yes" => true, "no" => false, _ => null },
        Year = QueryText.Year(asked["year"]),
        Sort = QueryText.Word<SystemSort>(asked["sort"]) ?? SystemSort.Name,
        Descending = asked["order"].ToString() == "desc",
        Page = QueryText.Page(asked["page"]),
        Size = SystemsView.PageSize,
    };

    private static async Task<IResult> System(string number, CaseAccess access, Clock clock, CancellationToken cancel)
    {
        if (await access.Open(number, cancel) is not { File.Acts.IsEmpty: false } open)
        {
            return Results.NotFound();
        }

        return SystemView.Of(open, clock.Today) is { } view ? Page.Of<SystemPage>(view) : Results.NotFound();
    }

    private static async Task<IResult> Resources(HttpContext context, Visitor visitor, RulebookLibrary library, DataCatalogue catalogue)
    {
        if (BooksOf(context, visitor, library, c => !c.Resources.IsEmpty) is not var (books, book))
        {
            return Results.NotFound();
        }

        var query = ResourcesOf(context.Request.Query, visitor.User!, book);
        return Page.Of<ResourcesPage>(new ResourcesView
        {
            Books = books,
            Book = book,
            Query = query,
            Found = await catalogue.Search(query, context.RequestAborted),
            Choices = await catalogue.Choices(query, context.RequestAborted),
            SeesAll = CaseAccess.SeesAll(visitor.User!, book),
        });
    }

    private static async Task<IResult> ResourcesSheet(HttpContext context, Visitor visitor, RulebookLibrary library, DataCatalogue catalogue, SheetDownload download)
    {
        if (BooksOf(context, visitor, library, c => !c.Resources.IsEmpty) is not var (_, book))
        {
            return Results.NotFound();
        }

        SheetColumn[] columns =
        [
            new("单位", SheetColumnKind.Text, 28), new("资源名称", SheetColumnKind.Text, 28), new("数据项", SheetColumnKind.Text, 24), new("数据类型", SheetColumnKind.Text, 10), new("共享类型", SheetColumnKind.Text, 14),
            new("共享方式或条件", SheetColumnKind.Text, 28), new("不予共享的依据", SheetColumnKind.Text, 28), new("怎样得来", SheetColumnKind.Text, 12), new("由谁提供", SheetColumnKind.Text, 24), new("案卷编号", SheetColumnKind.Text, 18),
        ];
        return await download.Of("数据资源目录", columns, ResourceRows(catalogue, ResourcesOf(context.Request.Query, visitor.User!, book) with { Page = 1, Size = ExportPage }, context.RequestAborted), context.RequestAborted);
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> ResourceRows(DataCatalogue catalogue, DataQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await catalogue.Search(query with { Page = page }, cancel)).Rows,
        row =>
        {
            var (entry, owner, number, _) = row;
            return
            [
                SheetCell.Of(owner), SheetCell.Of(entry.Resource), SheetCell.Of(entry.IsItem ? entry.Name : null), SheetCell.Of(entry.Format), SheetCell.Of(entry.Share), SheetCell.Of(entry.Way), SheetCell.Of(entry.Basis),
                SheetCell.Of(entry.Origin), SheetCell.Of(entry.Source), SheetCell.Of(number),
            ];
        });

    /// <summary>The data resources that an address asks for.</summary>
    public static DataQuery ResourcesOf(IQueryCollection asked, SignedInUser user, Rulebook book) => new()
    {
        RulebookId = book.Id,
        Scope = CaseAccess.DataScopeOf(user, [book]),
        Text = QueryText.Text(asked["q"]),
        Owner = asked["unit"].ToString() is { Length: > 0 and <= 100 } unit ? unit : null,
        Share = asked["share"].ToString() is { Length: > 0 and <= 20 } share ? (share == ResourcesView.NoShare ? "" : share) : null,
        Items = asked["level"].ToString() switch { "items" => true, "resources" => false, _ => null },
        Page = QueryText.Page(asked["page"]),
        Size = ResourcesView.PageSize,
    };

    /// <summary>The data resources of a file, each item beside those of others that are the same or alike.</summary>
    private static async Task<IResult> CaseResources(string number, CaseAccess access, DataCheck check, Clock clock, CancellationToken cancel)
    {
        if (await access.Open(number, cancel) is not { } open || await check.OfFile(open, clock.Today, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var evaluation = new Evaluation(open.Book, CaseFold.Situation(open.File, open.Book, clock.Today));
        var asking = evaluation.Steps().Where(s => s.Status == StepStatus.Open && s.Step.Asks.SelectMany(a => a.Facts).Any(f => f.Fact.Name == found.Rule.Resources.Name) && open.RoleFor(s) is not null);
        return Page.Of<CaseResourcesPage>(new CaseResourcesView(
            open.File, CaseView.TitleOf(open.File, open.Book, evaluation.Situation), found, [.. asking.Select(s => (s.Step.Title, CaseView.HrefOf(open.File.Number, s)))]));
    }
}
