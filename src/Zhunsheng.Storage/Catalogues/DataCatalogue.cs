using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Which entries of the catalogue of data resources a person may know of.</summary>
/// <param name="Files">The files the person sees: all their entries.</param>
/// <param name="Jurisdiction">The rulebooks in whose jurisdiction the person has a role: of all other files there the entries that are open to other units, without the file.</param>
public sealed record DataScope(CaseScope Files, ImmutableArray<string> Jurisdiction);

/// <summary>A page of the catalogue of data resources to be found.</summary>
public sealed record DataQuery
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>What the person who asks may know of.</summary>
    public required DataScope Scope { get; init; }

    /// <summary>Found in the names of resource, item or unit; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only entries of this unit; null for all.</summary>
    public string? Owner { get; init; }

    /// <summary>Only this share type, the empty text for none stated; null for all.</summary>
    public string? Share { get; init; }

    /// <summary>Only items (true) or only resources (false); null for both.</summary>
    public bool? Items { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>An entry of the catalogue.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="OwnerName">Its unit.</param>
/// <param name="CaseNumber">Its file; null where the person may not see the file.</param>
/// <param name="CaseTitle">The title of the file; null likewise.</param>
public sealed record DataRow(DataEntry Entry, string OwnerName, string? CaseNumber, string? CaseTitle);

/// <summary>A page of the catalogue.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record DataRows(ImmutableArray<DataRow> Rows, int Total);

/// <summary>What can be chosen from among the entries that the person may know of.</summary>
/// <param name="Shares">The share types with their number, null for none stated.</param>
/// <param name="Owners">The units.</param>
/// <param name="Resources">How many resources there are.</param>
/// <param name="Items">How many items.</param>
public sealed record DataChoices(ImmutableArray<(string? Share, int Count)> Shares, ImmutableArray<string> Owners, int Resources, int Items);

/// <summary>An entry that another file has too.</summary>
/// <param name="Here">The entry of the file at hand.</param>
/// <param name="There">The other.</param>
/// <param name="Likeness">How alike the names are: 1 for the same name.</param>
public sealed record DataRepeat(DataEntry Here, DataRow There, decimal Likeness)
{
    /// <summary>Whether the names are the same but for width, capitals and punctuation.</summary>
    public bool Same => Likeness == 1;

    /// <summary>Whether both collect it, or might: neither is said to have it from elsewhere.</summary>
    public bool Twice => Here.Collected is not false && There.Entry.Collected is not false;
}

/// <summary>The catalogue of data resources (数据资源目录). Reads only, always within what the person may know of; safe to use from many threads.</summary>
public sealed class DataCatalogue(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>The most entries of a file that are compared.</summary>
    public const int MostCompared = 500;

    /// <summary>The most entries elsewhere that are looked at for one entry.</summary>
    private const int MostCandidates = 200;

    /// <summary>The most repetitions that are named for one entry.</summary>
    private const int MostNamed = 10;

    /// <summary>A page of it, by unit, file and place in the file.</summary>
    public async Task<DataRows> Search(DataQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Narrowed(Lines(database, query.RulebookId, query.Scope), query);
        var total = await lines.CountAsync(cancel);
        var (size, page) = (Math.Clamp(query.Size, 1, 200), Math.Clamp(query.Page, 1, 1_000_000));
        var rows = await lines.OrderBy(l => l.File.OwnerName).ThenBy(l => l.File.Number).ThenBy(l => l.Entry.Ordinal).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return new DataRows([.. rows.Select(l => l.ToRow())], total);
    }

    /// <summary>What can be chosen from.</summary>
    public async Task<DataChoices> Choices(DataQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Lines(database, query.RulebookId, query.Scope);
        var shares = await lines.GroupBy(l => l.Entry.Share).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var owners = await lines.Select(l => l.File.OwnerName).Distinct().ToListAsync(cancel);
        var items = await lines.CountAsync(l => l.Entry.IsItem, cancel);
        return new DataChoices(
            [.. shares.OrderBy(s => s.Key is null).ThenByDescending(s => s.Count).Select(s => (s.Key, s.Count))], [.. owners.Order(StringComparer.Ordinal)], shares.Sum(s => s.Count) - items, items);
    }

    /// <summary>
    /// The entries of other files of the jurisdiction with the same or a similar name, as far as the person may know of them: for each entry the most alike first. Resources are compared with
    /// resources, items with items.
    /// </summary>
    /// <param name="rulebookId">The rulebook.</param>
    /// <param name="caseId">The file, which is left out; null for one that is not opened yet.</param>
    /// <param name="entries">Its entries.</param>
    /// <param name="scope">What the person may know of.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ImmutableArray<DataRepeat>> Repeats(string rulebookId, Guid? caseId, ImmutableArray<DataEntry> entries, DataScope scope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var self = caseId ?? Guid.Empty;
        var repeats = ImmutableArray.CreateBuilder<DataRepeat>();
        foreach (var here in entries.Take(MostCompared))
        {
            var units = DataNames.Units(here.Name).ToList();
            var key = DataNames.Key(here.Name);
            var found = await Lines(database, rulebookId, scope).Where(l => l.Entry.CaseId != self && l.Entry.IsItem == here.IsItem)
                .Select(l => new { Line = l, Same = l.Entry.Key == key, Shared = database.DataUnits.Count(u => u.CaseId == l.Entry.CaseId && u.Ordinal == l.Entry.Ordinal && units.Contains(u.Unit)) })
                .Where(x => x.Shared > 0 || x.Same).OrderByDescending(x => x.Same).ThenByDescending(x => x.Shared).ThenBy(x => x.Line.File.Number).Take(MostCandidates).ToListAsync(cancel);
            repeats.AddRange(found.Select(x => new DataRepeat(here, x.Line.ToRow(), DataNames.Likeness(here.Name, x.Line.Entry.Name))).Where(r => r.Likeness >= DataNames.Like).OrderByDescending(r => r.Likeness).Take(MostNamed));
        }

        return repeats.ToImmutable();
    }

    private sealed class Line
    {
        public required DataEntryRecord Entry { get; init; }

        public required CaseListRecord File { get; init; }

        /// <summary>Whether the person sees the file.</summary>
        public bool Seen { get; init; }

        public DataRow ToRow() => new(Entry.ToEntry(), File.OwnerName, Seen ? File.Number : null, Seen ? File.Title : null);
    }

    private static IQueryable<Line> Lines(ZhunshengDbContext database, string rulebook, DataScope scope)
    {
        var whole = scope.Jurisdiction.Contains(rulebook);
        var seen = scope.Files.Of(database.CaseList.AsNoTracking()).Where(c => c.RulebookId == rulebook).Select(c => c.CaseId);
        return database.DataEntries.AsNoTracking().Join(database.CaseList.AsNoTracking().Where(c => c.RulebookId == rulebook), d => d.CaseId, c => c.CaseId, (d, c) => new Line { Entry = d, File = c, Seen = seen.Contains(d.CaseId) })
            .Where(l => l.Seen || (whole && l.Entry.IsOpen));
    }

    private static IQueryable<Line> Narrowed(IQueryable<Line> lines, DataQuery query)
    {
        if (query.Items is { } items)
        {
            lines = lines.Where(l => l.Entry.IsItem == items);
        }

        if (query.Owner is { } owner)
        {
            lines = lines.Where(l => l.File.OwnerName == owner);
        }

        if (query.Share is { } share)
        {
            lines = share.Length == 0 ? lines.Where(l => l.Entry.Share == null) : lines.Where(l => l.Entry.Share == share);
        }

        foreach (var part in SearchWords.Of(query.Text))
        {
            lines = lines.Where(l => l.Entry.SearchText.Contains(part));
        }

        return lines;
    }
}
