using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>What is searched for in the text of case files.</summary>
/// <param name="Files">Which files may be found: scope, filters, page and size. Its <see cref="CaseQuery.Text"/> is what is looked for, each word somewhere in the file.</param>
/// <param name="Place">Only hits in this place; null for all.</param>
public sealed record SearchQuery(CaseQuery Files, SearchPlace? Place = null);

/// <summary>A passage in which something was found.</summary>
/// <param name="Place">Where.</param>
/// <param name="Label">What the passage is called: the fact, the step, the paper.</param>
/// <param name="Act">The act; null for none.</param>
/// <param name="Text">The passage with what was looked for marked.</param>
public sealed record SearchPassage(SearchPlace Place, string Label, int? Act, ImmutableArray<TextPart> Text);

/// <summary>A case file that was found.</summary>
/// <param name="File">The file.</param>
/// <param name="Passages">Where, the weightiest first; not more than <see cref="CaseSearch.MostPassages"/>.</param>
/// <param name="More">How many further passages there are.</param>
public sealed record SearchHit(CaseRow File, ImmutableArray<SearchPassage> Passages, int More);

/// <summary>A page of what was found.</summary>
/// <param name="Hits">The files of the page.</param>
/// <param name="Total">How many files were found altogether.</param>
public sealed record SearchPage(ImmutableArray<SearchHit> Hits, int Total)
{
    /// <summary>Nothing.</summary>
    public static SearchPage Empty { get; } = new([], 0);
}
