using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>What a person is told, as it is shown. What the person may not see any more is not among it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Kind">Of what.</param>
/// <param name="File">The file, as the list shows it now; null for what concerns none.</param>
/// <param name="ActNumber">The act; null for none.</param>
/// <param name="Step">The step; null for none.</param>
/// <param name="StepTitle">Its title.</param>
/// <param name="Key">For a step that occurs once per value: the value as JSON text; null otherwise.</param>
/// <param name="Word">How the act ended, the way of telling, the title of a draft, or the sentence about a deputy.</param>
/// <param name="ByName">The organisation that acted; null for none.</param>
/// <param name="Article">The article; null for none.</param>
/// <param name="DueOn">The last day; null for none.</param>
/// <param name="Address">Where it leads, when not to its file.</param>
/// <param name="At">When it was told.</param>
/// <param name="Read">Whether it has been read.</param>
/// <param name="Settled">Whether what waited has been done.</param>
public sealed record NoticeRow(
    Guid Id, NoticeKind Kind, CaseRow? File, int? ActNumber, string? Step, string? StepTitle, string? Key, string? Word, string? ByName, string? Article, DateOnly? DueOn, string? Address, DateTimeOffset At, bool Read, bool Settled);

/// <summary>Which notices of a person are looked for.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Scope">The files that the person sees now.</param>
/// <param name="Kind">Only of this kind; null for all.</param>
/// <param name="UnreadOnly">Only what has not been read.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Size">How many a page, at most 500.</param>
public sealed record NoticeQuery(Guid UserId, CaseScope Scope, NoticeKind? Kind = null, bool UnreadOnly = false, int Page = 1, int Size = 50);

/// <summary>A page of notices.</summary>
/// <param name="Notices">The unread first, within that the latest first.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Unread">How many of all that the person has are unread, whatever was looked for.</param>
public sealed record NoticePage(ImmutableArray<NoticeRow> Notices, int Total, int Unread);

/// <summary>The notices of each person (消息), and how each wants to be told. Safe to use from many threads and several nodes.</summary>
public sealed class NoticeBox(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>Further than this unread notices are not counted for the head of a page.</summary>
    public const int MostCounted = 100;

    /// <summary>How many are unread, at most <see cref="MostCounted"/>.</summary>
    public async Task<int> Unread(Guid userId, CaseScope scope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await Seen(database, userId, scope).Where(n => n.ReadAt == null).Take(MostCounted).CountAsync(cancel);
    }

    /// <summary>Notices of a person.</summary>
    public async Task<NoticePage> Find(NoticeQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var seen = Seen(database, query.UserId, query.Scope);
        var found = seen.Where(n => (query.Kind == null || n.Kind == query.Kind) && (!query.UnreadOnly || n.ReadAt == null));
        var size = Math.Clamp(query.Size, 1, 500);
        var rows = await found.OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.At).ThenByDescending(n => n.Id).Skip((query.Page - 1) * size).Take(size).ToListAsync(cancel);
        return new NoticePage(await Shown(database, rows, cancel), await found.CountAsync(cancel), await seen.CountAsync(n => n.ReadAt == null, cancel));
    }

    /// <summary>A notice of a person; null when there is none or the person may not see it any more.</summary>
    public async Task<NoticeRow?> Find(Guid id, Guid userId, CaseScope scope, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return (await Shown(database, await Seen(database, userId, scope).Where(n => n.Id == id).ToListAsync(cancel), cancel)).SingleOrDefault();
    }

    /// <summary>Marks notices of a person as read; those of others are left alone.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="ids">Which; null for all.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<int> MarkRead(Guid userId, IReadOnlyCollection<Guid>? ids, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var mine = database.Notices.Where(n => n.UserId == userId && n.ReadAt == null);
        return await (ids is null ? mine : mine.Where(n => ids.Contains(n.Id))).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancel);
    }

    /// <summary>How a person wants to be told, of every kind.</summary>
    public async Task<ImmutableDictionary<NoticeKind, NoticeFrequency>> Choices(Guid userId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var chosen = await database.NoticeChoices.AsNoTracking().Where(c => c.UserId == userId).ToDictionaryAsync(c => c.Kind, c => c.Frequency, cancel);
        return Enum.GetValues<NoticeKind>().ToImmutableDictionary(k => k, k => chosen.TryGetValue(k, out var frequency) ? frequency : NoticeHabits.Of(k));
    }

    /// <summary>Keeps how a person wants to be told. It holds from now on; what waits to be mailed goes out as chosen anew.</summary>
    public async Task Choose(Guid userId, IReadOnlyDictionary<NoticeKind, NoticeFrequency> choices, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(choices);
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.NoticeChoices.Where(c => c.UserId == userId).ExecuteDeleteAsync(cancel);
        database.NoticeChoices.AddRange(choices.Select(c => new NoticeChoiceRecord { UserId = userId, Kind = c.Key, Frequency = c.Value }));
        await Reschedule(database, userId, choices, clock.GetUtcNow(), cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Sets anew when the notices of a person that are in no mail yet go out.</summary>
    internal static async Task Reschedule(ZhunshengDbContext database, Guid userId, IReadOnlyDictionary<NoticeKind, NoticeFrequency> choices, DateTimeOffset now, CancellationToken cancel)
    {
        var box = await database.MailBoxes.SingleOrDefaultAsync(b => b.UserId == userId && b.Address != null, cancel);
        foreach (var waiting in await database.Notices.Where(n => n.UserId == userId && n.MailAt != null && n.MailId == null).ToListAsync(cancel))
        {
            (waiting.MailAt, waiting.MailKind) = box is null ? (null, null) : MailTime.Of(choices.GetValueOrDefault(waiting.Kind, NoticeHabits.Of(waiting.Kind)), box, now);
        }
    }

    /// <summary>The rows with what the lists say of their files now.</summary>
    internal static async Task<ImmutableArray<NoticeRow>> Shown(ZhunshengDbContext database, IReadOnlyList<NoticeRecord> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.CaseId).OfType<Guid>().Distinct().ToList();
        var files = (await database.CaseList.AsNoTracking().Where(c => ids.Contains(c.CaseId)).ToListAsync(cancel)).ToDictionary(c => c.CaseId, c => c.ToRow());
        return [.. rows.Select(r => new NoticeRow(
            r.Id, r.Kind, r.CaseId is { } id ? files.GetValueOrDefault(id) : null, r.ActNumber, r.Step, r.StepTitle, r.Key, r.Word, r.ByName, r.Article, r.DueOn, r.Address, r.At, r.ReadAt is not null, r.Settled))];
    }

    /// <summary>The notices of a person about files that the person sees, or about none.</summary>
    internal static IQueryable<NoticeRecord> Seen(ZhunshengDbContext database, Guid userId, CaseScope scope)
    {
        var files = scope.Of(database.CaseList.AsNoTracking());
        return database.Notices.AsNoTracking().Where(n => n.UserId == userId && (n.CaseId == null || files.Any(f => f.CaseId == n.CaseId)));
    }
}
