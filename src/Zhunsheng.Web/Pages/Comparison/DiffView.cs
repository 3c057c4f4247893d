using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Comparison;

/// <summary>A content of a rulebook that can be chosen for a comparison.</summary>
/// <param name="Value">The value of the option: ID, or ID@digest for one that is not in force.</param>
/// <param name="Label">What the user reads.</param>
public sealed record Edition(string Value, string Label);

/// <summary>What an amendment would change for the stored files.</summary>
/// <param name="Files">How many open files were looked at.</param>
/// <param name="Changed">Those answered differently, at most so many as are shown.</param>
/// <param name="Total">How many are answered differently.</param>
public sealed record SurveyResult(int Files, ImmutableArray<SurveyedFile> Changed, int Total);

/// <summary>The page that compares two rulebooks, or two versions of one.</summary>
/// <param name="Editions">What can be chosen.</param>
/// <param name="Before">The first chosen; null for none.</param>
/// <param name="After">The second chosen.</param>
/// <param name="Comparison">What they say; null until two are chosen.</param>
/// <param name="All">Whether what is the same is shown too.</param>
/// <param name="Survey">What the change would mean for the stored files; null where it was not asked or may not be seen.</param>
/// <param name="MaySurvey">Whether the visitor may ask that.</param>
/// <param name="Problem">What was wrong with the address; null when nothing was.</param>
public sealed record DiffView(
    ImmutableArray<Edition> Editions, string? Before, string? After, RulebookComparison? Comparison, bool All, SurveyResult? Survey, bool MaySurvey, string? Problem)
{
    /// <summary>The headings to show.</summary>
    public IEnumerable<ComparedArticle> Shown => Comparison is null ? [] : All ? Comparison.Articles : Comparison.Changed;
}
