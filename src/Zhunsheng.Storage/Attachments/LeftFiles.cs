using Microsoft.EntityFrameworkCore;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// Takes files off the disk that were handed in with a form of which in the end nothing but a stub, or nothing at all, is kept. A file that an act, a draft, a form of an ended session or a program
/// names stays. Safe to use from many threads and several nodes: no act can be appended that names a file while it is looked at.
/// </summary>
public sealed class LeftFiles(IDbContextFactory<ZhunshengDbContext> databases, AttachmentStore store)
{
    /// <summary>The key of the advisory lock of PostgreSQL between taking files away and acts that name files. SQLite has one writer at a time anyway.</summary>
    private const long FilesLock = 0x5a684c6566744669;

    /// <summary>Takes away those of the files that nothing names.</summary>
    /// <param name="digests">The addresses of the files, in any order.</param>
    /// <param name="cancel">Stops before the first is taken.</param>
    /// <returns>How many were taken away.</returns>
    public async Task<int> Discard(IEnumerable<string> digests, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(digests);
        var wanted = digests.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return 0;
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({FilesLock})", cancel);
        }

        var gone = 0;
        foreach (var digest in wanted)
        {
            if (!await database.Attachments.AnyAsync(a => a.Digest == digest, cancel)
                && !await database.Uploads.AnyAsync(u => u.Digest == digest, cancel)
                && !await database.Drafts.AnyAsync(d => d.Body.Contains(digest), cancel)
                && !await database.PendingForms.AnyAsync(p => p.Body.Contains(digest), cancel))
            {
                gone += store.Remove(digest) ? 1 : 0;
            }
        }

        await transaction.CommitAsync(CancellationToken.None);
        return gone;
    }

    /// <summary>Sees to it that until the end of the transaction at hand no file is taken away; before it is looked whether the files of an act are there.</summary>
    internal static async Task Hold(ZhunshengDbContext database, CancellationToken cancel)
    {
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({FilesLock})", cancel);
        }
    }
}
