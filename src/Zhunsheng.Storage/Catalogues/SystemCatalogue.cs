using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The orders of the catalogue of systems.</summary>
public enum SystemSort
{
    /// <summary>By name.</summary>
    Name,
    /// <summary>By unit.</summary>
    Owner,
    /// <summary>By state.</summary>
    State,
    /// <summary>By the day since which it is in operation.</summary>
    Since,
    /// <summary>By what was granted in the year asked about, else altogether.</summary>
    Granted,
    /// <summary>By the number of its file.</summary>
    Number,
}

/// <summary>A page of the catalogue of systems to be found.</summary>
public sealed record SystemQuery
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>What the person who asks may see.</summary>
    public required CaseScope Scope { get; init; }

    /// <summary>Found in name and number of the system, or title, number and owner of its file; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only systems in this state; null for all.</summary>
    public string? State { get; init; }

    /// <summary>Only systems of this unit; null for all.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Only systems for whose operation money may (true) or may not (false) be granted; null for all.</summary>
    public bool? Fundable { get; init; }

    /// <summary>Only systems for which money was asked in this year, and the amounts of this year; null for all.</summary>
    public int? Year { get; init; }

    /// <summary>The order.</summary>
    public SystemSort Sort { get; init; } = SystemSort.Name;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>A system in the catalogue.</summary>
/// <param name="CaseNumber">Its file.</param>
/// <param name="CaseTitle">The title of the file.</param>
/// <param name="Kind">The kind of file.</param>
/// <param name="OwnerName">Its unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number in the catalogue of the jurisdiction; null for none.</param>
/// <param name="State">Its state; null when it cannot be said.</param>
/// <param name="Since">Since when it is in operation; null when not known.</param>
/// <param name="Fundable">Whether money for its operation may be granted; null when that cannot be said.</param>
/// <param name="Grounds">What stands against it: place and reason.</param>
/// <param name="Asked">What was asked for, in 万元; null where nothing was.</param>
/// <param name="Granted">What was granted, in 万元; null where nothing was.</param>
public sealed record SystemRow(
    string CaseNumber, string CaseTitle, string Kind, string OwnerName, string Name, string? Number, string? State, DateOnly? Since, bool? Fundable, ImmutableArray<string> Grounds, decimal? Asked, decimal? Granted);

/// <summary>A page of the catalogue.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Asked">What was asked for on all pages, in 万元; null where nothing was.</param>
/// <param name="Granted">What was granted on all pages, in 万元; null where nothing was.</param>
public sealed record SystemPageRows(ImmutableArray<SystemRow> Rows, int Total, decimal? Asked, decimal? Granted);

/// <summary>What can be chosen from: counted among the systems that the person may see, without the other choices.</summary>
/// <param name="States">The states with the number of systems in each, the most first; null stands for an unknown state.</param>
/// <param name="Owners">The units.</param>
/// <param name="Years">The years for which money was asked, the latest first.</param>
/// <param name="Barred">How many systems have grounds against their money.</param>
public sealed record SystemChoices(ImmutableArray<(string? State, int Count)> States, ImmutableArray<(Guid Id, string Name)> Owners, ImmutableArray<int> Years, int Barred);

/// <summary>The catalogue of systems (系统目录). Reads only, always within what the person may see; safe to use from many threads.</summary>
public sealed class SystemCatalogue(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>A page of it.</summary>
    public async Task<SystemPageRows> Search(SystemQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Narrowed(database, query);
        var total = await lines.CountAsync(cancel);
        var money = Narrowed(database, query).Join(database.SystemMoney.AsNoTracking(), l => l.System.CaseId, m => m.CaseId, (l, m) => m).Where(m => query.Year == null || m.Year == query.Year);
        var (asked, granted) = (await Sum(money.Where(m => m.Asked != null).Select(m => m.Asked), cancel), await Sum(money.Where(m => m.Granted != null).Select(m => m.Granted), cancel));
        var (size, page) = (Math.Clamp(query.Size, 1, 200), Math.Clamp(query.Page, 1, 1_000_000));
        var rows = await Ordered(lines, query).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return new SystemPageRows(
            [.. rows.Select(l => new SystemRow(
                l.File.Number, l.File.Title, l.File.Kind, l.File.OwnerName, l.System.Name, l.System.Number, l.System.State, l.System.Since, l.System.Fundable,
                [.. l.System.Grounds.Split('\n', StringSplitOptions.RemoveEmptyEntries)], l.Asked / CaseListRecord.MoneyScale, l.Granted / CaseListRecord.MoneyScale))],
            total, asked / CaseListRecord.MoneyScale, granted / CaseListRecord.MoneyScale);
    }

    /// <summary>What can be chosen from.</summary>
    public async Task<SystemChoices> Choices(SystemQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Lines(database, query);
        var states = await lines.GroupBy(l => l.System.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var owners = await lines.GroupBy(l => l.File.OwnerId).Select(g => new { g.Key, Name = g.Max(l => l.File.OwnerName)! }).ToListAsync(cancel);
        var years = await lines.Join(database.SystemMoney.AsNoTracking(), l => l.System.CaseId, m => m.CaseId, (l, m) => m.Year).Where(y => y != null).Select(y => y!.Value).Distinct().ToListAsync(cancel);
        return new SystemChoices(
            [.. states.OrderByDescending(s => s.Count).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Count))],
            [.. owners.OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => (o.Key, o.Name))],
            [.. years.OrderDescending()],
            await lines.CountAsync(l => l.System.Fundable == false, cancel));
    }

    private static async Task<long?> Sum(IQueryable<long?> amounts, CancellationToken cancel) => await amounts.AnyAsync(cancel) ? await amounts.SumAsync(cancel) : null;

    private sealed class Line
    {
        public required SystemRecord System { get; init; }

        public required CaseListRecord File { get; init; }

        public long? Asked { get; init; }

        public long? Granted { get; init; }
    }

    private static IQueryable<Line> Lines(ZhunshengDbContext database, SystemQuery query)
    {
        var (rulebook, year) = (query.RulebookId, query.Year);
        return database.Systems.AsNoTracking().Join(query.Scope.Of(database.CaseList.AsNoTracking()).Where(c => c.RulebookId == rulebook), s => s.CaseId, c => c.CaseId, (s, c) => new Line
        {
            System = s,
            File = c,
            Asked = database.SystemMoney.Any(m => m.CaseId == s.CaseId && (year == null || m.Year == year) && m.Asked != null) ? database.SystemMoney.Where(m => m.CaseId == s.CaseId && (year == null || m.Year == year)).Sum(m => m.Asked) : null,
            Granted = database.SystemMoney.Any(m => m.CaseId == s.CaseId && (year == null || m.Year == year) && m.Granted != null) ? database.SystemMoney.Where(m => m.CaseId == s.CaseId && (year == null || m.Year == year)).Sum(m => m.Granted) : null,
        });
    }

    private static IQueryable<Line> Narrowed(ZhunshengDbContext database, SystemQuery query)
    {
        var lines = Lines(database, query);
        if (query.State is { } state)
        {
            lines = state.Length == 0 ? lines.Where(l => l.System.State == null) : lines.Where(l => l.System.State == state);
        }

        if (query.OwnerId is { } owner)
        {
            lines = lines.Where(l => l.File.OwnerId == owner);
        }

        if (query.Fundable is { } fundable)
        {
            lines = lines.Where(l => l.System.Fundable == fundable);
        }

        if (query.Year is { } year)
        {
            lines = lines.Where(l => database.SystemMoney.Any(m => m.CaseId == l.System.CaseId && m.Year == year));
        }

        foreach (var part in SearchWords.Of(query.Text))
        {
            lines = lines.Where(l => l.System.SearchText.Contains(part) || l.File.SearchText.Contains(part));
        }

        return lines;
    }

    private static IOrderedQueryable<Line> Ordered(IQueryable<Line> lines, SystemQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            SystemSort.Owner => down ? lines.OrderByDescending(l => l.File.OwnerName) : lines.OrderBy(l => l.File.OwnerName),
            SystemSort.State => down ? lines.OrderByDescending(l => l.System.State) : lines.OrderBy(l => l.System.State),
            SystemSort.Since => down ? lines.OrderBy(l => l.System.Since == null).ThenByDescending(l => l.System.Since) : lines.OrderBy(l => l.System.Since == null).ThenBy(l => l.System.Since),
            SystemSort.Granted => down ? lines.OrderByDescending(l => l.Granted ?? 0) : lines.OrderBy(l => l.Granted ?? 0),
            SystemSort.Number => down ? lines.OrderByDescending(l => l.File.Number) : lines.OrderBy(l => l.File.Number),
            _ => down ? lines.OrderByDescending(l => l.System.Name) : lines.OrderBy(l => l.System.Name),
        };
        return ordered.ThenBy(l => l.File.Number);
    }
}
