using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Projects;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Search;

/// <summary>The page of a search.</summary>
public sealed record SearchView
{
    /// <summary>What was asked for.</summary>
    public required AskedSearch Asked { get; init; }

    /// <summary>The filters.</summary>
    public required FilterChoices Filters { get; init; }

    /// <summary>What was found.</summary>
    public required SearchPage Found { get; init; }

    /// <summary>The queries kept for searches.</summary>
    public required SavedView Saved { get; init; }

    /// <summary>The words that were looked for; empty when nothing could be.</summary>
    public required ImmutableArray<SearchTerm> Terms { get; init; }

    /// <summary>The kinds of case file to choose from.</summary>
    public ImmutableArray<string> Kinds => [.. Filters.Books.SelectMany(b => b.Kinds).Select(k => k.Name).Distinct()];

    /// <summary>The address of another page of it, or of its export.</summary>
    public string Href(int? page = null, string path = "/search") =>
        ListAddress.Join(path, SearchAddress.Of(Asked, ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null)));

    /// <summary>The address with other words or without filters.</summary>
    public string HrefOf(string? text, bool filters) => ListAddress.Join("/search", filters
        ? SearchAddress.Of(Asked with { List = Asked.List with { Query = Asked.List.Query with { Text = text } } })
        : ListAddress.Of(new CaseQuery { Text = text }));
}

/// <summary>/search: the text of all case files that the visitor may see.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/search", Show);
        routes.MapGet("/search.xlsx", Export);
        routes.MapGet("/cases/{number}/similar", Similar);
    }

    /// <summary>The duplicate check of a project; files of other kinds and those handled offline have none.</summary>
    private static async Task<IResult> Similar(string number, CaseAccess access, DuplicateCheck check, Clock clock, CancellationToken cancel)
    {
        if (await access.Open(number, cancel) is not { File: { Kind: SiteSection.ProjectKind, Acts.IsEmpty: false } } open || OfflineStub.Is(open.File, open.Book))
        {
            return Results.NotFound();
        }

        var situation = CaseFold.Situation(open.File, open.Book, clock.Today);
        var mine = new Evaluation(open.Book, situation).Steps().Where(s => s.Status == StepStatus.Open && s.Step is { Via: null, Optional: false } && open.RoleFor(s) is { } role && open.Book.FindRole(role) is not { Own: true });
        return Page.Of<SimilarPage>(new SimilarView(
            open.File,
            CaseView.TitleOf(open.File, open.Book, situation),
            situation.Facts.GetValueOrDefault(Splitting.MoneyFact).AsNumber,
            await check.Of(open.Book, open.File, situation.Facts, open.User, cancel),
            [.. mine.Select(s => (s.Step.Title, CaseView.HrefOf(open.File.Number, s)))]));
    }

    private static async Task<IResult> Show(HttpContext context, ListServices services)
    {
        if (Asked(context, services) is not var (asked, books))
        {
            return Results.NotFound();
        }

        return Page.Of<FoundPage>(new SearchView
        {
            Asked = asked,
            Filters = await FilterChoices.Of(asked.List, books, services.Cases, services.Clock.Today, context.RequestAborted),
            Found = await services.Search.Find(asked.Query, context.RequestAborted),
            Saved = await SavedView.Of("search", SearchAddress.Of(asked), services.Visitor.User!, services.Saved, context),
            Terms = SearchTerm.Parse(asked.List.Query.Text),
        });
    }

    private static (AskedSearch Asked, ImmutableArray<Rulebook> Books)? Asked(HttpContext context, ListServices services)
    {
        var user = services.Visitor.User!;
        var books = CaseAccess.BooksOf(user, services.Library);
        return FilterChoices.Has(user, books) ? (SearchAddress.Read(context.Request.Query, user, books, services.Clock.Today), books) : null;
    }

    private static async Task<IResult> Export(HttpContext context, ListServices services)
    {
        if (Asked(context, services) is not var (asked, _))
        {
            return Results.NotFound();
        }

        SheetColumn[] columns =
        [
            new("编号", SheetColumnKind.Text, 16), new("名称", SheetColumnKind.Text, 40), new("单位", SheetColumnKind.Text, 28), new("总投资（万元）", SheetColumnKind.Money, 16),
            new("阶段", SheetColumnKind.Text, 14), new("计划年度", SheetColumnKind.Whole, 10), new("找到的地方", SheetColumnKind.Text, 24), new("那里写的", SheetColumnKind.Text, 80),
        ];
        var rows = services.Search.Stream(asked.Query, context.RequestAborted).Select(hit => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(hit.File.Number), SheetCell.Of(hit.File.Title), SheetCell.Of(hit.File.OwnerName), SheetCell.Of(hit.File.Money), SheetCell.Of(hit.File.Closed ? "已结" : hit.File.Phase),
            SheetCell.Of(hit.File.PlanYear), SheetCell.Of(string.Join("；", hit.Passages.Select(p => p.Label).Distinct())),
            SheetCell.Of(string.Join("；", hit.Passages.Select(p => string.Concat(p.Text.Select(t => t.Text)).ReplaceLineEndings(" ")))),
        ]);
        return await services.Download.Of("查找结果", columns, rows, context.RequestAborted);
    }
}
