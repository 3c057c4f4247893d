using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>How the files stand under one article.</summary>
/// <param name="Article">The article.</param>
/// <param name="Files">In how many open files there is something of each kind; kinds without any are left out.</param>
public sealed record ArticleCount(Article Article, ImmutableDictionary<PointKind, int> Files);

/// <summary>All articles under which anything falls short.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Books">The rulebooks to choose from, each with its address.</param>
/// <param name="Whole">Whether all files of the rulebook are counted.</param>
/// <param name="Articles">The articles, in order.</param>
public sealed record ArticlesView(Rulebook Book, ImmutableArray<(Rulebook Book, string Href)> Books, bool Whole, ImmutableArray<ArticleCount> Articles);

/// <summary>The files that fall short under one article.</summary>
public sealed record ArticleView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 30;

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The article.</summary>
    public required Article Article { get; init; }

    /// <summary>The kind shown; null for all.</summary>
    public required PointKind? Kind { get; init; }

    /// <summary>In how many files there is something of each kind.</summary>
    public required ImmutableDictionary<PointKind, int> Files { get; init; }

    /// <summary>In how many files there is anything.</summary>
    public required int All { get; init; }

    /// <summary>What falls short.</summary>
    public required PointPage Found { get; init; }

    /// <summary>The page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The address of an article.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="article">Its heading.</param>
    /// <param name="kind">The kind shown; null for all.</param>
    /// <param name="page">The page.</param>
    /// <param name="end">What comes after the article: .xlsx for the export.</param>
    public static string Href(string rulebook, string article, PointKind? kind = null, int page = 1, string end = "") => QueryText.Address(
        $"/dashboard/articles/{Uri.EscapeDataString(rulebook)}/{Uri.EscapeDataString(article)}{end}",
        ("point", kind is { } known ? QueryText.Word(known) : null), ("page", page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
}
