using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>What to look for in the log.</summary>
public sealed record AdminEventQuery
{
    /// <summary>Only entries whose doer or subject contains this; null for all.</summary>
    public string? Person { get; init; }

    /// <summary>Only entries of this kind; null for all.</summary>
    public AdminEventKind? Kind { get; init; }

    /// <summary>The first legal day; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last legal day; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only entries that concern this jurisdiction; null for the whole installation.</summary>
    public Guid? TerritoryId { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many a page, at most 1,000.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>A page of the log.</summary>
/// <param name="Events">The entries, the latest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record AdminEventPage(ImmutableArray<AdminEvent> Events, int Total);

/// <summary>
/// The log of the administration: what administrators did, sign-ins, exports, imports, refusals. Entries are only ever appended and chained by digest. One per request.
/// </summary>
public sealed class AdminLog(ZhunshengDbContext database, TimeProvider clock)
{
    private const int LongestText = 500;
    private const int LongestDetails = 4000;
    private const int LargestPage = 1000;

    /// <summary>What stands before the first entry.</summary>
    internal static string Root { get; } = new('0', 64);

    /// <summary>Appends an entry in a transaction of its own: for what changes nothing but is to be seen.</summary>
    public async Task Record(AdminEventKind kind, string what, string subject, string details, Guid? territoryId, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await Append(kind, what, subject, details, territoryId, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Entries, the latest first.</summary>
    public async Task<AdminEventPage> Find(AdminEventQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var events = database.AdminEvents.AsNoTracking().Where(e => e.Number > 0);
        if (query.TerritoryId is { } territory)
        {
            events = events.Where(e => e.TerritoryId == territory);
        }

        if (query.Kind is { } kind)
        {
            events = events.Where(e => e.Kind == kind);
        }

        if (query.From is { } from)
        {
            var start = LegalDay.StartOf(from);
            events = events.Where(e => e.At >= start);
        }

        if (query.To is { } to && to < DateOnly.MaxValue)
        {
            var end = LegalDay.StartOf(to.AddDays(1));
            events = events.Where(e => e.At < end);
        }

        if (query.Person?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } person)
        {
            events = events.Where(e => e.ByName.Contains(person) || e.Subject.Contains(person));
        }

        var size = Math.Clamp(query.Size, 1, LargestPage);
        var total = await events.CountAsync(cancel);
        var found = await events.OrderByDescending(e => e.Number).Skip((Math.Clamp(query.Page, 1, 10_000_000) - 1) * size).Take(size).ToListAsync(cancel);
        return new AdminEventPage([.. found], total);
    }

    /// <summary>
    /// Lets nobody else append, or change accounts, until the transaction at hand ends: what is looked up afterwards still holds when it is written. SQLite has one writer at a time anyway.
    /// </summary>
    internal async Task Lock(CancellationToken cancel) => await Head(database, cancel);

    /// <summary>Appends an entry within the transaction at hand and saves everything that is still to be saved.</summary>
    internal Task Append(AdminEventKind kind, string what, string subject, string details, Guid? territoryId, AdminActor by, CancellationToken cancel) =>
        Append([new LogEntry(kind, what, subject, details, territoryId)], by, cancel);

    /// <summary>Appends entries, in their order, and saves everything that is still to be saved.</summary>
    internal async Task Append(IEnumerable<LogEntry> entries, AdminActor by, CancellationToken cancel)
    {
        var head = await Head(database, cancel);
        var now = clock.GetUtcNow().ToUniversalTime();
        AdminEvent? last = null;
        foreach (var (kind, what, subject, details, territoryId) in entries)
        {
            last = Sealed(
                new AdminEvent
                {
                    Id = Guid.CreateVersion7(now),
                    Number = (last?.Number ?? head.Number) + 1,
                    At = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
                    Kind = kind,
                    ById = by.UserId,
                    ByName = Clean(by.Name, LongestText),
                    TerritoryId = territoryId,
                    What = Clean(what, LongestText),
                    Subject = Clean(subject, LongestText),
                    Details = Clean(details, LongestDetails),
                    Address = Clean(by.Address, LongestText),
                },
                last?.Digest ?? head.Digest);
            database.AdminEvents.Add(last);
        }

        await database.SaveChangesAsync(cancel);
        if (last is not null)
        {
            await Move(database, last, cancel);
        }
    }

    /// <summary>Chains entries that were written before the log was a chain, in the order of their moments.</summary>
    internal static async Task Adopt(ZhunshengDbContext database, CancellationToken cancel)
    {
        AdminEvent? last = null;
        foreach (var entry in (await database.AdminEvents.Where(e => e.Number == 0).ToListAsync(cancel)).OrderBy(e => e.At).ThenBy(e => e.Id))
        {
            entry.Number = (last?.Number ?? 0) + 1;
            entry.At = new DateTimeOffset(entry.At.Ticks - (entry.At.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            last = Sealed(entry, last?.Digest ?? Root);
        }

        await database.SaveChangesAsync(cancel);
        if (last is not null)
        {
            await Move(database, last, cancel);
        }
    }

    /// <summary>The digest that an entry has when nothing of it was changed.</summary>
    internal static string DigestOf(AdminEvent entry, string previous) => ActCodec.Digest(previous, Encoding.UTF8.GetBytes(Text(entry)));

    /// <summary>The end of the log.</summary>
    internal static Task<AdminLogHead> Head(ZhunshengDbContext database, CancellationToken cancel)
    {
        var query = database.Database.IsNpgsql() && database.Database.CurrentTransaction is not null
            ? database.AdminLogHeads.FromSql($"SELECT * FROM admin_log WHERE id = 1 FOR UPDATE")
            : database.AdminLogHeads.Where(h => h.Id == 1);
        return query.AsNoTracking().SingleAsync(cancel);
    }

    private static Task<int> Move(ZhunshengDbContext database, AdminEvent to, CancellationToken cancel) =>
        database.AdminLogHeads.Where(h => h.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(h => h.Number, to.Number).SetProperty(h => h.Digest, to.Digest), cancel);

    private static AdminEvent Sealed(AdminEvent entry, string previous)
    {
        entry.PreviousDigest = previous;
        entry.Digest = DigestOf(entry, previous);
        return entry;
    }

    /// <summary>The canonical text of an entry: its fields in a fixed order as a JSON array.</summary>
    private static string Text(AdminEvent entry) => new JsonArray(
        entry.Number, entry.Id.ToString("D"), entry.At.ToUnixTimeMilliseconds(), entry.Kind.ToString(), entry.ById?.ToString("D"), entry.ByName,
        entry.TerritoryId?.ToString("D"), entry.What, entry.Subject, entry.Details, entry.Address).ToJsonString(JsonSerializerOptions.Default);

    /// <summary>Without what could forge a line of the log or cannot be stored, and not longer than it may be.</summary>
    private static string Clean(string? text, int longest)
    {
        var clean = new string([.. (text ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return clean.Length > longest ? clean[..longest] : clean;
    }
}

/// <summary>What is to be appended to the log.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What was done.</param>
/// <param name="Subject">To whom or what.</param>
/// <param name="Details">Details; may be empty.</param>
/// <param name="TerritoryId">The jurisdiction it concerns; null for none.</param>
internal readonly record struct LogEntry(AdminEventKind Kind, string What, string Subject, string Details, Guid? TerritoryId);
