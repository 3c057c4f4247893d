using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Documents;

/// <summary>The register of documents (文书登记簿), with what was asked for.</summary>
public sealed record DocumentRegisterView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>The rulebooks the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The rulebook shown.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Whether the visitor sees all documents of the jurisdiction: only then missing numbers mean anything.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>What was asked for.</summary>
    public required DocumentQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required DocumentRows Found { get; init; }

    /// <summary>The series and years in which there are documents.</summary>
    public required ImmutableArray<DocumentSeries> Series { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => Query is not { Text: null, Word: null, Year: null };

    /// <summary>The offices with a sign, in the order of the rulebook: name → sign.</summary>
    public ImmutableArray<(string Office, string Sign)> Signs =>
        [.. Book.Roles.Where(r => Book.SignOf("", r.Name) is not null).Select(r => (r.Label, Book.SignOf("", r.Name)!)).Concat(Book.Signs.Where(s => Book.FindRole(s.Key) is null).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)))];

    /// <summary>The address of the same list with another order, page, series or year.</summary>
    public string Href(DocumentSort? sort = null, bool? descending = null, int? page = null, string? path = null, (string Word, int Year)? series = null)
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
        Add("rulebook", Books.Length > 1 ? Book.Id : null);
        Add("series", series?.Word ?? Query.Word);
        Add("year", (series?.Year ?? Query.Year)?.ToString(CultureInfo.InvariantCulture));
        Add("sort", (sort ?? Query.Sort) is var s && s != DocumentSort.Day ? s.ToString().ToLowerInvariant() : null);
        Add("order", (descending ?? Query.Descending) ? null : "asc");
        Add("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null);
        return (path ?? "/documents") + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }
}
