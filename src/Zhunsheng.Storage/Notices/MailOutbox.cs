using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>A mail that one node has taken to send.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Occasion">What makes it this mail; its Message-ID follows from it.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="UserId">The person; null for a test.</param>
/// <param name="Address">For a confirmation or a test the address; null where it goes to the person's confirmed one.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
public sealed record TakenMail(Guid Id, string Occasion, MailKind Kind, Guid? UserId, string? Address, int Attempt);

/// <summary>A mail as the administrator sees it: to whom and how it stands, never what is in it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="State">Where it stands.</param>
/// <param name="To">The person's account name, or the address of a test.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">Not before this moment.</param>
/// <param name="Error">What went wrong last; null for nothing.</param>
/// <param name="Created">When it was put in.</param>
/// <param name="EndedAt">When it came to its end; null before.</param>
public sealed record MailRow(Guid Id, MailKind Kind, MailState State, string To, int Attempts, DateTimeOffset DueAt, string? Error, DateTimeOffset Created, DateTimeOffset? EndedAt);

/// <summary>
/// The mails that are to be sent, shared by all nodes. A mail is taken by one node, and taken down as being handed over, before the first byte of it reaches the server. Where the program dies in between nobody can know
/// whether the server took it: it then stands as uncertain and is not sent again, rather than sent twice.
/// </summary>
public sealed class MailOutbox(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>How often a mail is tried.</summary>
    public const int MostAttempts = 8;

    /// <summary>For how long a node has a mail to itself.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12)];

    /// <summary>Puts the notices whose time has come into mails. Returns how many mails there are more.</summary>
    public async Task<int> Gather(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            var due = await database.Notices.Where(n => n.MailAt != null && n.MailAt <= now && n.MailId == null).OrderBy(n => n.MailAt).ThenBy(n => n.Id).Take(500).ToListAsync(cancel);
            if (due.Count == 0)
            {
                return 0;
            }

            var mails = due.GroupBy(n => n.MailKind == MailKind.Notice ? $"notice|{n.Id:N}" : FormattableString.Invariant($"{n.MailKind}|{n.UserId:N}|{n.MailAt:yyyyMMddHH}")).ToDictionary(g => g.Key, g => g.ToList());
            var occasions = mails.Keys.ToList();
            var known = await database.Mails.Where(m => occasions.Contains(m.Occasion)).Select(m => m.Occasion).ToListAsync(cancel);
            foreach (var (occasion, notices) in mails)
            {
                var first = notices[0];
                if (known.Contains(occasion))
                {
                    // The mail of that hour has gone; what came too late for it goes with the next.
                    notices.ForEach(n => n.MailAt = MailTime.NextDigest(now, first.MailKind == MailKind.Weekly));
                    continue;
                }

                var mail = new MailRecord { Id = Guid.CreateVersion7(now), Occasion = occasion, Kind = first.MailKind!.Value, UserId = first.UserId, State = MailState.Waiting, DueAt = first.MailAt!.Value, Created = now };
                database.Mails.Add(mail);
                notices.ForEach(n => n.MailId = mail.Id);
            }

            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(CancellationToken.None);
            return mails.Count - known.Count;
        }
        catch (Exception failure) when (Database.IsContention(failure))
        {
            // Another node gathers the same at this moment.
            return 0;
        }
    }

    /// <summary>Sees to the mails of nodes that have died: what had not been handed over is free again, what was being handed over is uncertain.</summary>
    public async Task Reap(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        await database.Mails.Where(m => m.State == MailState.Claimed && m.LeaseUntil < now).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Waiting), cancel);
        await database.Mails.Where(m => m.State == MailState.Handing && m.LeaseUntil < now)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Uncertain).SetProperty(x => x.EndedAt, now).SetProperty(x => x.Error, "交给邮件服务器的当中程序停了，不知道服务器收下没有；为免重发，没有再发"), cancel);
    }

    /// <summary>Takes the next mail that is due, so that no other node does; null when there is none. Committed when it returns.</summary>
    public async Task<TakenMail?> Take(string node, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var until = now + Lease;
        await using var database = await databases.CreateDbContextAsync(cancel);
        foreach (var mail in await database.Mails.AsNoTracking().Where(m => m.State == MailState.Waiting && m.DueAt <= now).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Take(20).ToListAsync(cancel))
        {
            if (await database.Mails.Where(m => m.Id == mail.Id && m.State == MailState.Waiting && m.Attempts == mail.Attempts)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Claimed).SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Node, node).SetProperty(x => x.Attempts, mail.Attempts + 1), cancel) == 1)
            {
                return new TakenMail(mail.Id, mail.Occasion, mail.Kind, mail.UserId, mail.Address, mail.Attempts + 1);
            }
        }

        return null;
    }

    /// <summary>Takes down that the mail is being handed over now. False when it is not the node's any more: then nothing may be sent. Committed when it returns.</summary>
    public async Task<bool> HandOver(TakenMail mail, string node, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var now = clock.GetUtcNow();
        var until = now + Lease;
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Mails.Where(m => m.Id == mail.Id && m.State == MailState.Claimed && m.Node == node && m.Attempts == mail.Attempt && m.LeaseUntil > now)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Handing).SetProperty(x => x.LeaseUntil, until), cancel) == 1;
    }

    /// <summary>The mail has come to an end.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="state">Sent, uncertain, failed or dropped.</param>
    /// <param name="error">What went wrong, or why it need not be sent; null for nothing.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task End(TakenMail mail, MailState state, string? error, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        await Mine(database, mail).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, state).SetProperty(x => x.EndedAt, now).SetProperty(x => x.Error, error), cancel);
    }

    /// <summary>It did not go and may be tried again: later each time, and in the end no more.</summary>
    public async Task Retry(TakenMail mail, string error, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (mail.Attempt >= MostAttempts)
        {
            await End(mail, MailState.Failed, FormattableString.Invariant($"试了{MostAttempts}次都没有发出：{error}"), cancel);
            return;
        }

        var next = clock.GetUtcNow() + s_pauses[Math.Min(mail.Attempt, s_pauses.Length) - 1];
        await using var database = await databases.CreateDbContextAsync(cancel);
        await Mine(database, mail).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Waiting).SetProperty(x => x.DueAt, next).SetProperty(x => x.Error, error), cancel);
    }

    /// <summary>Of the notices of a mail those that its person may see now and has not read.</summary>
    public async Task<ImmutableArray<NoticeRow>> NoticesOf(TakenMail mail, CaseScope scope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await NoticeBox.Shown(database, await NoticeBox.Seen(database, mail.UserId ?? Guid.Empty, scope).Where(n => n.MailId == mail.Id && n.ReadAt == null).OrderBy(n => n.Kind).ThenBy(n => n.At).ToListAsync(cancel), cancel);
    }

    /// <summary>Puts a mail in by which an administrator tries the settings.</summary>
    public async Task Test(string address, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var id = Guid.CreateVersion7(now);
        database.Mails.Add(new MailRecord { Id = id, Occasion = $"test|{id:N}", Kind = MailKind.Test, Address = address, State = MailState.Waiting, DueAt = now, Created = now });
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>Sends again what is uncertain or has failed, because an administrator says so. False when it is neither.</summary>
    public async Task<bool> SendAgain(Guid id, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Mails.Where(m => m.Id == id && (m.State == MailState.Uncertain || m.State == MailState.Failed))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Waiting).SetProperty(x => x.DueAt, now).SetProperty(x => x.Attempts, 0).SetProperty(x => x.EndedAt, (DateTimeOffset?)null), cancel) == 1;
    }

    /// <summary>How many mails stand where.</summary>
    public async Task<ImmutableDictionary<MailState, int>> Count(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return (await database.Mails.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).ToImmutableDictionary(g => g.Key, g => g.Count);
    }

    /// <summary>The latest mails, those with trouble first.</summary>
    public async Task<ImmutableArray<MailRow>> Latest(int limit, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.Mails.AsNoTracking().OrderBy(m => m.State != MailState.Failed && m.State != MailState.Uncertain && m.Error == null).ThenByDescending(m => m.Created).ThenByDescending(m => m.Id).Take(limit)
            .Select(m => new { Mail = m, Name = database.Users.Where(u => u.Id == m.UserId).Select(u => u.UserName).FirstOrDefault() }).ToListAsync(cancel);
        return [.. rows.Select(r => new MailRow(r.Mail.Id, r.Mail.Kind, r.Mail.State, r.Name ?? r.Mail.Address ?? "—", r.Mail.Attempts, r.Mail.DueAt, r.Mail.Error, r.Mail.Created, r.Mail.EndedAt))];
    }

    private static IQueryable<MailRecord> Mine(ZhunshengDbContext database, TakenMail mail) =>
        database.Mails.Where(m => m.Id == mail.Id && m.Attempts == mail.Attempt && (m.State == MailState.Claimed || m.State == MailState.Handing));
}
