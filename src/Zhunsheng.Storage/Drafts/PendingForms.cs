using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>A form that came in when the session was over.</summary>
/// <param name="UserId">Who typed it: the account.</param>
/// <param name="Form">Names the form.</param>
/// <param name="DraftId">The draft it rests on, or the number a new one would get.</param>
/// <param name="DraftVersion">The version of that draft; 0 for none.</param>
/// <param name="Head">The last act of the case file that was seen.</param>
/// <param name="Content">What was typed.</param>
public sealed record PendingForm(Guid UserId, string Form, Guid DraftId, int DraftVersion, int Head, DraftContent Content);

/// <summary>
/// Keeps forms whose session was over when they came in, for half an hour, each under a random token that only the browser that sent it holds; handed out to the same account only.
/// An account has one a form. Safe to use from many threads and several nodes.
/// </summary>
public sealed class PendingForms(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>For how long a form is kept.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Keeps a form. Returns the token that fetches it.</summary>
    public async Task<string> Keep(PendingForm form, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(form);
        var now = clock.GetUtcNow();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var database = await databases.CreateDbContextAsync(cancel);
        await database.PendingForms.Where(p => p.Until < now || (p.UserId == form.UserId && p.Form == form.Form)).ExecuteDeleteAsync(cancel);
        database.PendingForms.Add(new PendingFormRecord
        {
            TokenDigest = DigestOf(token),
            UserId = form.UserId,
            Form = form.Form,
            DraftId = form.DraftId,
            DraftVersion = form.DraftVersion,
            Head = form.Head,
            Body = DraftText.Write(form.Content),
            Until = now + Lifetime,
        });
        await database.SaveChangesAsync(cancel);
        return token;
    }

    /// <summary>The form of a token; null when there is none, it is too old, or it is another person's or about something else.</summary>
    public async Task<PendingForm?> Find(string token, Guid user, string form, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (now, digest) = (clock.GetUtcNow(), DigestOf(token));
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.PendingForms.AsNoTracking().SingleOrDefaultAsync(p => p.TokenDigest == digest && p.UserId == user && p.Form == form && p.Until >= now, cancel) is { } kept
            ? new PendingForm(kept.UserId, kept.Form, kept.DraftId, kept.DraftVersion, kept.Head, DraftText.Read(kept.Body))
            : null;
    }

    /// <summary>Lets go of the form that a person has kept about something: it is handed in, kept as a draft, or thrown away.</summary>
    public async Task Forget(Guid user, string form, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await database.PendingForms.Where(p => p.UserId == user && p.Form == form).ExecuteDeleteAsync(cancel);
    }

    private static string DigestOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
