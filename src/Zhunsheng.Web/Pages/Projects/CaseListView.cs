using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

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

    /// <summary>The rulebooks the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>What was asked for.</summary>
    public required CaseQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required CasePage Found { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The phases to choose from.</summary>
    public ImmutableArray<string> Phases => [.. Books.Where(b => Query.RulebookId is null || b.Id == Query.RulebookId).SelectMany(b => b.Phases).Distinct()];

    /// <summary>The plan years to choose from: three back, three ahead.</summary>
    public IEnumerable<int> Years => Enumerable.Range(Today.Year - 3, 7).Reverse();

    /// <summary>The steps with which the visitor may begin such a file.</summary>
    public required ImmutableArray<(string Rulebook, string Step, string Title)> Begin { get; init; }

    /// <summary>The kinds of case file besides projects, plans of a year first.</summary>
    public static ImmutableArray<string> KindsOf(ImmutableArray<Rulebook> books) =>
        [.. books.SelectMany(b => b.Kinds).Where(k => k.Name != Components.SiteSection.ProjectKind).OrderBy(k => k.Plan is null).Select(k => k.Name).Distinct()];

    /// <summary>The address of the same list with another order or page.</summary>
    public string Href(CaseSort? sort = null, bool? descending = null, int? page = null, string? path = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("q", Query.Text);
        Add("kind", Kind == Components.SiteSection.ProjectKind ? null : Kind);
        Add("rulebook", Books.Length > 1 ? Query.RulebookId : null);
        Add("phase", Query.Phase);
        Add("year", Query.PlanYear?.ToString(CultureInfo.InvariantCulture));
        Add("status", Query.Closed switch { true => "closed", false => "open", _ => null });
        Add("sort", (sort ?? Query.Sort) is var s && s != CaseSort.Updated ? s.ToString().ToLowerInvariant() : null);
        Add("order", (descending ?? Query.Descending) ? null : "asc");
        Add("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null);
        return (path ?? Path) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }
}
