using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>What a project says of itself, to be compared with others.</summary>
/// <param name="RulebookId">The rulebook: only files of the same jurisdiction are compared.</param>
/// <param name="Kind">The kind of case file.</param>
/// <param name="CaseId">The file itself, which is left out; null for one that is not opened yet.</param>
/// <param name="Title">Its title; empty when not known yet.</param>
/// <param name="Texts">Its texts by the name of the fact: goals, content, functions.</param>
public sealed record CaseProfile(string RulebookId, string Kind, Guid? CaseId, string Title, ImmutableArray<(string Fact, string Label, string Text)> Texts);

/// <summary>A text of two files side by side.</summary>
/// <param name="Fact">The name of the fact; null for the title.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Likeness">How alike they are.</param>
public sealed record SimilarField(string? Fact, string Label, Similarity Likeness);

/// <summary>A file that resembles another.</summary>
/// <param name="File">The file.</param>
/// <param name="Share">How alike they are altogether, 0 to 1; the title counts twice.</param>
/// <param name="Fields">The texts that both have, the title first.</param>
public sealed record SimilarCase(CaseRow File, decimal Share, ImmutableArray<SimilarField> Fields)
{
    /// <summary>How alike the titles are; 0 when one has none.</summary>
    public decimal TitleShare => Fields.FirstOrDefault(f => f.Fact is null)?.Likeness.Share ?? 0;
}

/// <summary>
/// Finds files that resemble a project. The index gives the candidates: files with the rarest words of the title, or with a run of six characters of one of the texts; these are then compared
/// text by text. The yardstick is the platform's own and decides nothing.
/// </summary>
public sealed class SimilarCases(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>From how much likeness of the titles on a file is named.</summary>
    public const decimal LikeTitle = 0.5m;

    /// <summary>From how much likeness of a text on a file is named.</summary>
    public const decimal LikeText = 0.4m;

    /// <summary>Texts shorter than this, in units, say too little to be compared.</summary>
    private const int ShortestText = 8;

    private const int TitleWords = 8;
    private const int TitleWordsLookedAt = 40;
    private const int CountedUpTo = 1000;
    private const int Runs = 24;
    private const int UnitsInARun = 5;
    private const int Candidates = 200;
    private const int TitleWeight = 2;

    /// <summary>The files within the scope that resemble the project, the most alike first.</summary>
    public async Task<ImmutableArray<SimilarCase>> Find(CaseProfile profile, CaseScope? scope, int most = 20, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var texts = profile.Texts.Select(t => t with { Text = Segmentation.Clean(t.Text) }).Where(t => Similarity.Units(t.Text).Count >= ShortestText).ToList();
        var title = Segmentation.Clean(profile.Title);
        var terms = (await Rarest(database, title, cancel)).Concat(texts.SelectMany(t => RunsOf(t.Text, Runs / texts.Count))).ToList();
        if (terms.Count == 0)
        {
            return [];
        }

        var files = database.CaseList.AsNoTracking().Visible(scope).Where(c => c.RulebookId == profile.RulebookId && c.Kind == profile.Kind && c.CaseId != (profile.CaseId ?? Guid.Empty));
        var hits = SearchIndex.HitsOfAny(database, terms).Where(p => p.Place == SearchPlace.Title || p.Place == SearchPlace.Fact)
            .Join(files, p => p.CaseId, c => c.CaseId, (p, c) => new { c.CaseId, c.Number });
        var ids = await hits.GroupBy(h => new { h.CaseId, h.Number }).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.Number).Take(Candidates).Select(g => g.Key.CaseId).ToListAsync(cancel);
        var rows = await database.CaseList.AsNoTracking().Where(c => ids.Contains(c.CaseId)).ToListAsync(cancel);
        var facts = texts.ConvertAll(t => t.Fact);
        var passages = (await database.SearchPassages.AsNoTracking()
            .Where(p => ids.Contains(p.CaseId) && (p.Place == SearchPlace.Title || (p.Place == SearchPlace.Fact && facts.Contains(p.Fact)))).ToListAsync(cancel)).ToLookup(p => p.CaseId);
        return [.. rows.Select(r => Compared(r, title, texts, passages[r.CaseId])).OfType<SimilarCase>().OrderByDescending(s => s.Share).ThenBy(s => s.File.Number, StringComparer.Ordinal).Take(most)];
    }

    private static SimilarCase? Compared(CaseListRecord row, string title, List<(string Fact, string Label, string Text)> texts, IEnumerable<SearchPassageRecord> passages)
    {
        var stored = passages.ToList();
        var fields = ImmutableArray.CreateBuilder<SimilarField>();
        if (title.Length > 0 && stored.Find(p => p.Place == SearchPlace.Title) is { } other)
        {
            fields.Add(new SimilarField(null, "名称", Similarity.Of(title, other.Text)));
        }

        foreach (var (fact, label, text) in texts)
        {
            var said = stored.FindAll(p => p.Place == SearchPlace.Fact && p.Fact == fact);
            if (said.Count > 0)
            {
                // A later act says it anew.
                var last = said.Max(p => p.Act);
                fields.Add(new SimilarField(fact, label, Similarity.Of(text, string.Concat(said.Where(p => p.Act == last).OrderBy(p => p.Part).Select(p => p.Text)))));
            }
        }

        if (!fields.Any(f => f.Likeness.Share >= (f.Fact is null ? LikeTitle : LikeText)))
        {
            return null;
        }

        var weights = fields.Sum(f => f.Fact is null ? TitleWeight : 1);
        return new SimilarCase(row.ToRow(), fields.Sum(f => f.Likeness.Share * (f.Fact is null ? TitleWeight : 1)) / weights, fields.ToImmutable());
    }

    /// <summary>The words of a title that the fewest passages hold: 系统 or 平台 tells nothing.</summary>
    private static async Task<List<SearchTerm>> Rarest(ZhunshengDbContext database, string title, CancellationToken cancel)
    {
        var counted = new List<(SearchTerm Term, int Count)>();
        foreach (var unit in Similarity.Units(title).Select(g => g.Text).Distinct().Take(TitleWordsLookedAt))
        {
            var term = new SearchTerm(unit, [unit], false);
            var count = await SearchIndex.Hits(database, term).Take(CountedUpTo).CountAsync(cancel);
            if (count > 0)
            {
                counted.Add((term, count));
            }
        }

        return [.. counted.OrderBy(c => c.Count).Take(TitleWords).Select(c => c.Term)];
    }

    /// <summary>Runs of neighbouring units, spread over the text.</summary>
    private static IEnumerable<SearchTerm> RunsOf(string text, int most)
    {
        var grams = Segmentation.Of(text);
        var runs = Enumerable.Range(0, Math.Max(0, grams.Count - UnitsInARun + 1))
            .Where(i => Enumerable.Range(i, UnitsInARun - 1).All(n => !grams[n].IsWord && grams[n].FirstEnd == grams[n + 1].Start && grams[n + 1].End > grams[n + 1].FirstEnd))
            .Select(i => new SearchTerm(text[grams[i].Start..grams[i + UnitsInARun - 1].End], [.. grams.Skip(i).Take(UnitsInARun).Select(g => g.Text)], false)).ToList();
        var step = Math.Max(1, runs.Count / Math.Max(1, most));
        return runs.Where((_, i) => i % step == 0).Take(Math.Max(1, most));
    }
}
