using System.Net.Mail;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>Where mail of a person goes.</summary>
/// <param name="Address">The confirmed address; null for none.</param>
/// <param name="Pending">An address that its owner has not confirmed yet; null for none.</param>
/// <param name="QuietFrom">The hour from which nothing is mailed at once, Beijing time; null for none.</param>
/// <param name="QuietTo">The hour from which it is again.</param>
public sealed record MailBox(string? Address, string? Pending, int? QuietFrom, int? QuietTo);

/// <summary>Keeps the addresses of people. Only an address whose owner has followed a link mailed to it ever gets a notice.</summary>
public sealed class MailBoxes(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>The longest address in characters (RFC 5321).</summary>
    public const int LongestAddress = 254;

    /// <summary>How long a person waits before the next link is mailed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The address as it would be kept; null when it is none: somebody@somewhere, no name beside it, no control characters.</summary>
    public static string? Checked(string? typed)
    {
        var text = PlainText.Narrow(typed ?? "").Trim();
        if (!text.All(char.IsAscii))
        {
            return null;
        }

        return text.Length is > 2 and <= LongestAddress && text.IndexOf('@', StringComparison.Ordinal) is > 0 and < 65 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"')
            && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Split('.') is { Length: > 1 } labels && labels.All(l => l.Length is > 0 and < 64 && l[0] != '-' && l[^1] != '-')
            ? text : null;
    }

    /// <summary>Where mail of a person goes.</summary>
    public async Task<MailBox> Of(Guid userId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.MailBoxes.AsNoTracking().SingleOrDefaultAsync(b => b.UserId == userId, cancel) is { } box ? new MailBox(box.Address, box.Pending, box.QuietFrom, box.QuietTo) : new MailBox(null, null, null, null);
    }

    /// <summary>Takes an address down and puts the mail with its link into the outbox. False when one was sent to the person just now.</summary>
    public async Task<bool> Ask(Guid userId, string address, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var recently = now - Pause;
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await database.Mails.AnyAsync(m => m.UserId == userId && m.Kind == MailKind.Confirmation && m.Created > recently, cancel))
        {
            return false;
        }

        (await Box(database, userId, cancel)).Pending = address;
        var id = Guid.CreateVersion7(now);
        database.Mails.Add(new MailRecord { Id = id, Occasion = $"confirm|{id:N}", Kind = MailKind.Confirmation, UserId = userId, Address = address, State = MailState.Waiting, DueAt = now, Created = now });
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Confirms the address that the person has asked for. False when it is another by now.</summary>
    public async Task<bool> Confirm(Guid userId, string address, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var box = await Box(database, userId, cancel);
        if (box.Address == address)
        {
            return true;
        }

        if (box.Pending != address)
        {
            return false;
        }

        (box.Address, box.ConfirmedAt, box.Pending) = (address, clock.GetUtcNow(), null);
        await database.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Takes the addresses of a person away: nothing is mailed any more.</summary>
    public async Task Remove(Guid userId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await database.MailBoxes.Where(b => b.UserId == userId).ExecuteUpdateAsync(b => b.SetProperty(x => x.Address, (string?)null).SetProperty(x => x.Pending, (string?)null).SetProperty(x => x.ConfirmedAt, (DateTimeOffset?)null), cancel);
        await database.Notices.Where(n => n.UserId == userId && n.MailId == null && n.MailAt != null).ExecuteUpdateAsync(n => n.SetProperty(x => x.MailAt, (DateTimeOffset?)null), cancel);
    }

    /// <summary>Keeps the hours in which nothing is mailed at once; nulls for none.</summary>
    public async Task Quieten(Guid userId, int? from, int? to, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var box = await Box(database, userId, cancel);
        (box.QuietFrom, box.QuietTo) = (from, to);
        await database.SaveChangesAsync(cancel);
    }

    private static async Task<MailBoxRecord> Box(ZhunshengDbContext database, Guid userId, CancellationToken cancel) =>
        await database.MailBoxes.SingleOrDefaultAsync(b => b.UserId == userId, cancel) ?? database.MailBoxes.Add(new MailBoxRecord { UserId = userId }).Entity;
}
