using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The orders of the register of documents.</summary>
public enum DocumentSort
{
    /// <summary>By series, year and place in the year.</summary>
    Number,
    /// <summary>By day.</summary>
    Day,
    /// <summary>By the name of the document.</summary>
    Document,
    /// <summary>By the title of the case file.</summary>
    Title,
    /// <summary>By office.</summary>
    Office,
}

/// <summary>A page of the register of documents to be found.</summary>
public sealed record DocumentQuery
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>Only documents of files that the person who asks may see; null for all.</summary>
    public CaseScope? Scope { get; init; }

    /// <summary>Only this series: what stands before the year; null for all.</summary>
    public string? Word { get; init; }

    /// <summary>Only this year; null for all.</summary>
    public int? Year { get; init; }

    /// <summary>Found in number, document, or title and number of the file; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>The order.</summary>
    public DocumentSort Sort { get; init; } = DocumentSort.Day;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>A line of the register of documents.</summary>
/// <param name="Number">The number.</param>
/// <param name="ByHand">Whether it was typed in.</param>
/// <param name="On">The day of the act.</param>
/// <param name="Document">The document that shows it; null when the rulebook prints none.</param>
/// <param name="StepTitle">The step that made it.</param>
/// <param name="CaseNumber">The case file.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="Act">The act in it.</param>
/// <param name="Organisation">The office.</param>
/// <param name="Person">The person who acted.</param>
/// <param name="Shared">Whether another document of the rulebook bears the same number.</param>
public sealed record DocumentRow(string Number, bool ByHand, DateOnly On, string? Document, string StepTitle, string CaseNumber, string CaseTitle, int Act, string Organisation, string Person, bool Shared);

/// <summary>A page of the register.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record DocumentRows(ImmutableArray<DocumentRow> Rows, int Total);

/// <summary>How a series stands in a year.</summary>
/// <param name="Word">What stands before the year.</param>
/// <param name="Year">The year.</param>
/// <param name="Count">How many numbers are registered.</param>
/// <param name="Last">The highest ordinal.</param>
/// <param name="ByHand">How many of them were typed in.</param>
/// <param name="Missing">The ordinals from 1 to the highest that no document bears.</param>
public sealed record DocumentSeries(string Word, int Year, int Count, int Last, int ByHand, ImmutableArray<int> Missing);

/// <summary>The register of all numbered documents (文书登记簿). Reads only; safe to use from many threads.</summary>
public sealed class DocumentRegister(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>A page of the register.</summary>
    public async Task<DocumentRows> Search(DocumentQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Lines(database, query);
        if (query.Word is { } word)
        {
            lines = lines.Where(l => l.Document.Word == word);
        }

        if (query.Year is { } year)
        {
            lines = lines.Where(l => l.Document.Year == year);
        }

        foreach (var part in (query.Text ?? "").Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var lower = part.ToLowerInvariant();
            lines = lines.Where(l => l.Document.Number.Contains(part) || (l.Document.Document ?? l.Document.StepTitle).Contains(part) || l.File.SearchText.Contains(lower));
        }

        var total = await lines.CountAsync(cancel);
        var size = Math.Clamp(query.Size, 1, 200);
        var page = Math.Clamp(query.Page, 1, 1_000_000);
        var rows = await Order(lines, query).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        var numbers = rows.Select(l => l.Document.Number).ToList();
        var shared = (await database.NumberedDocuments.AsNoTracking().Where(d => d.RulebookId == query.RulebookId && numbers.Contains(d.Number))
            .GroupBy(d => d.Number).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(cancel)).ToHashSet();
        return new DocumentRows(
            [.. rows.Select(l => new DocumentRow(
                l.Document.Number, l.Document.ByHand, l.Document.On, l.Document.Document, l.Document.StepTitle, l.File.Number, l.File.Title, l.Document.Act, l.Document.Organisation, l.Document.Person, shared.Contains(l.Document.Number)))],
            total);
    }

    /// <summary>The series and years in which the person sees documents, the latest year first. <see cref="DocumentSeries.Missing"/> says something only to who sees all files.</summary>
    public async Task<ImmutableArray<DocumentSeries>> Series(DocumentQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var numbers = await Lines(database, query).Where(l => l.Document.Ordinal != null).Select(l => new { l.Document.Word, l.Document.Year, l.Document.Ordinal, l.Document.ByHand }).ToListAsync(cancel);
        return [.. numbers.GroupBy(n => (Word: n.Word!, Year: n.Year!.Value))
            .Select(g => new DocumentSeries(g.Key.Word, g.Key.Year, g.Count(), g.Max(n => n.Ordinal!.Value), g.Count(n => n.ByHand), Gaps(g.Select(n => n.Ordinal!.Value))))
            .OrderByDescending(s => s.Year).ThenBy(s => s.Word, StringComparer.Ordinal)];
    }

    /// <summary>The ordinals between 1 and the highest that are missing; at most a hundred.</summary>
    internal static ImmutableArray<int> Gaps(IEnumerable<int> ordinals)
    {
        var missing = ImmutableArray.CreateBuilder<int>();
        var next = 1;
        foreach (var ordinal in ordinals.Distinct().Order())
        {
            for (; next < ordinal && missing.Count < MostGaps; next++)
            {
                missing.Add(next);
            }

            next = ordinal + 1;
        }

        return missing.ToImmutable();
    }

    private const int MostGaps = 100;

    private sealed class Line
    {
        public required NumberedDocumentRecord Document { get; init; }

        public required CaseListRecord File { get; init; }
    }

    private static IQueryable<Line> Lines(ZhunshengDbContext database, DocumentQuery query)
    {
        var lines = database.NumberedDocuments.AsNoTracking().Where(d => d.RulebookId == query.RulebookId)
            .Join(database.CaseList.AsNoTracking().Visible(query.Scope), d => d.CaseId, c => c.CaseId, (d, c) => new Line { Document = d, File = c });

        return lines;
    }

    private static IOrderedQueryable<Line> Order(IQueryable<Line> lines, DocumentQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            DocumentSort.Number => down
                ? lines.OrderByDescending(l => l.Document.Word).ThenByDescending(l => l.Document.Year).ThenByDescending(l => l.Document.Ordinal)
                : lines.OrderBy(l => l.Document.Word).ThenBy(l => l.Document.Year).ThenBy(l => l.Document.Ordinal),
            DocumentSort.Document => down ? lines.OrderByDescending(l => l.Document.Document ?? l.Document.StepTitle) : lines.OrderBy(l => l.Document.Document ?? l.Document.StepTitle),
            DocumentSort.Title => down ? lines.OrderByDescending(l => l.File.Title) : lines.OrderBy(l => l.File.Title),
            DocumentSort.Office => down ? lines.OrderByDescending(l => l.Document.Organisation) : lines.OrderBy(l => l.Document.Organisation),
            _ => down ? lines.OrderByDescending(l => l.Document.On) : lines.OrderBy(l => l.Document.On),
        };
        return ordered.ThenBy(l => l.Document.Word).ThenByDescending(l => l.Document.Year).ThenByDescending(l => l.Document.Ordinal).ThenBy(l => l.Document.CaseId).ThenBy(l => l.Document.Act);
    }

    /// <summary>Writes the lines of a file within the transaction at hand.</summary>
    internal static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, CancellationToken cancel)
    {
        var expected = NumberedDocumentRecord.Of(file, rulebook).ToList();
        var stored = await database.NumberedDocuments.Where(d => d.CaseId == file.Id).ToListAsync(cancel);
        foreach (var line in stored)
        {
            if (expected.Find(e => e.Act == line.Act && e.Fact == line.Fact) is { } same)
            {
                database.Entry(line).CurrentValues.SetValues(same);
                expected.Remove(same);
            }
            else
            {
                database.NumberedDocuments.Remove(line);
            }
        }

        database.NumberedDocuments.AddRange(expected);
    }
}
