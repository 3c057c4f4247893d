using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Pages.Workbench;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>The list of case files, with what was asked for.</summary>
public sealed record CaseListView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>The address of the list: /projects or /plan/files.</summary>
    public required string Path { get; init; }

    /// <summary>The kind of case file.</summary>
    public required string Kind { get; init; }

    /// <summary>The filters.</summary>
    public required FilterChoices Filters { get; init; }

    /// <summary>What was found.</summary>
    public required CasePage Found { get; init; }

    /// <summary>How many files stand how with their time limits, within the other filters.</summary>
    public required ImmutableDictionary<Lateness, int> Lights { get; init; }

    /// <summary>What waits in the files of the page, the urgent first.</summary>
    public required ILookup<Guid, Job> Jobs { get; init; }

    /// <summary>The queries kept for this list.</summary>
    public required SavedView Saved { get; init; }

    /// <summary>The steps with which the visitor may begin such a file.</summary>
    public required ImmutableArray<(string Rulebook, string Step, string Title)> Begin { get; init; }

    /// <summary>What was asked for.</summary>
    public CaseQuery Query => Filters.Query;

    /// <summary>The rulebooks the visitor has to do with.</summary>
    public ImmutableArray<Rulebook> Books => Filters.Books;

    /// <summary>The day.</summary>
    public DateOnly Today => Filters.Today;

    /// <summary>The kinds of case file besides projects, plans of a year first.</summary>
    public static ImmutableArray<string> KindsOf(ImmutableArray<Rulebook> books) =>
        [.. books.SelectMany(b => b.Kinds).Where(k => k.Name != Components.SiteSection.ProjectKind).OrderBy(k => k.Plan is null).Select(k => k.Name).Distinct()];

    /// <summary>The address of the same list with another order, page or time limit.</summary>
    public string Href(CaseSort? sort = null, bool? descending = null, int? page = null, string? path = null) => ListAddress.Join(path ?? Path, ListAddress.Of(
        Query with { Sort = sort ?? Query.Sort, Descending = descending ?? Query.Descending }, ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null)));

    /// <summary>The address of the same list with one time limit; null for all.</summary>
    public string HrefOf(Lateness? lateness) => ListAddress.Join(Path, ListAddress.Of(Query with { Lateness = lateness }));
}
