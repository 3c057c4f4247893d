using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>
/// Searches the text of case files: titles, numbers, owners, what acts state in words, acts, papers and what they say. A file is found when each word of the query stands somewhere in it. The weightiest place
/// comes first, then the last act; the same on every database.
/// </summary>
public sealed class CaseSearch(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>How many passages of a file are shown.</summary>
    public const int MostPassages = 4;

    private const int StreamedAtOnce = 200;

    /// <summary>A page of the files found.</summary>
    public async Task<SearchPage> Find(SearchQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = SearchTerm.Parse(query.Files.Text);
        if (terms.IsEmpty)
        {
            return SearchPage.Empty;
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = Found(database, query, terms);
        var total = await found.CountAsync(cancel);
        var size = Math.Clamp(query.Files.Size, 1, 200);
        var skip = (long)(Math.Clamp(query.Files.Page, 1, 1_000_000) - 1) * size;
        var rows = skip >= total ? [] : await Ordered(found).Skip((int)skip).Take(size).Select(f => f.File).ToListAsync(cancel);
        return new SearchPage(await WithPassages(database, query, terms, rows, cancel), total);
    }

    /// <summary>All files found, in order. They are read in portions, so that memory does not grow with their number; page and size of the query do not count.</summary>
    public async IAsyncEnumerable<SearchHit> Stream(SearchQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = SearchTerm.Parse(query.Files.Text);
        if (terms.IsEmpty)
        {
            yield break;
        }

        await using var reading = await databases.CreateDbContextAsync(cancel);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var portion = new List<CaseListRecord>(StreamedAtOnce);
        await foreach (var row in Ordered(Found(reading, query, terms)).Select(f => f.File).AsAsyncEnumerable().WithCancellation(cancel))
        {
            portion.Add(row);
            if (portion.Count == StreamedAtOnce)
            {
                foreach (var hit in await WithPassages(database, query, terms, portion, cancel))
                {
                    yield return hit;
                }

                portion.Clear();
            }
        }

        foreach (var hit in await WithPassages(database, query, terms, portion, cancel))
        {
            yield return hit;
        }
    }

    private static IQueryable<Ranked> Found(ZhunshengDbContext database, SearchQuery query, ImmutableArray<SearchTerm> terms)
    {
        var found = database.Filter(query.Files with { Text = null }).Select(c => new Ranked { File = c, Weight = 0 });
        foreach (var term in terms)
        {
            var hits = In(SearchIndex.HitsAndPapers(database, term), query.Place).GroupBy(p => p.CaseId).Select(g => new { CaseId = g.Key, Place = g.Min(p => (int)p.Place) });
            found = found.Join(hits, f => f.File.CaseId, h => h.CaseId, (f, h) => new Ranked { File = f.File, Weight = f.Weight + h.Place });
        }

        return found;
    }

    private static IQueryable<Ranked> Ordered(IQueryable<Ranked> found) => found.OrderBy(f => f.Weight).ThenByDescending(f => f.File.Updated).ThenBy(f => f.File.Number);

    private static async Task<ImmutableArray<SearchHit>> WithPassages(
        ZhunshengDbContext database, SearchQuery query, ImmutableArray<SearchTerm> terms, List<CaseListRecord> rows, CancellationToken cancel)
    {
        var ids = rows.ConvertAll(r => r.CaseId);
        var passages = await In(SearchIndex.HitsOfAnyAndPapers(database, terms), query.Place).Where(p => ids.Contains(p.CaseId)).ToListAsync(cancel);
        var byFile = passages.ToLookup(p => p.CaseId);
        return [.. rows.Select(row =>
        {
            var here = byFile[row.CaseId].OrderBy(p => p.Place).ThenByDescending(p => p.Act).ThenBy(p => p.Fact, StringComparer.Ordinal).ThenBy(p => p.Label, StringComparer.Ordinal).ThenBy(p => p.Part)
                .DistinctBy(p => p.Place == SearchPlace.PaperText ? (p.Fact, p.Part) : (p.Content.ToString(), 0)).ToList();
            return new SearchHit(
                row.ToRow(),
                [.. here.Take(MostPassages).Select(p => new SearchPassage(p.Place, p.Label, p.Act == 0 ? null : p.Act, Highlight.Passage(p.Text, terms)))],
                Math.Max(0, here.Count - MostPassages));
        })];
    }

    private static IQueryable<SearchPassageRecord> In(IQueryable<SearchPassageRecord> passages, SearchPlace? place) => place is { } only ? passages.Where(p => p.Place == only) : passages;

    /// <summary>A file with the sum of the places in which the words were found: the smaller, the weightier.</summary>
    private sealed class Ranked
    {
        public required CaseListRecord File { get; init; }

        public int Weight { get; init; }
    }
}
