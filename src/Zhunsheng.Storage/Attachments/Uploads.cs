using Microsoft.EntityFrameworkCore;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// The files that programs have handed in before the acts that will name them. An act may only name what its own organisation has handed in: knowing the digest of a file of others
/// gives no right to it.
/// </summary>
public sealed class Uploads(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>Remembers a kept file for an organisation; the last name given to the same content counts.</summary>
    public async Task Add(Guid organisationId, StoredAttachment file, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var database = await databases.CreateDbContextAsync(cancel);
                if (await database.Uploads.FindAsync([organisationId, file.Digest], cancel) is { } before)
                {
                    (before.FileName, before.Uploaded) = (file.FileName, clock.GetUtcNow());
                }
                else
                {
                    database.Uploads.Add(new UploadRecord { OrganisationId = organisationId, Digest = file.Digest, FileName = file.FileName, Size = file.Size, MediaType = file.MediaType, Uploaded = clock.GetUtcNow() });
                }

                await database.SaveChangesAsync(cancel);
                return;
            }
            catch (DbUpdateException raced) when (attempt < 3 && Database.IsContention(raced))
            {
                // The same file came twice at once: the second time it is there.
            }
        }
    }

    /// <summary>A file that the organisation has handed in; null when it has none of this digest.</summary>
    public async Task<StoredAttachment?> Find(Guid organisationId, string digest, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.OrganisationId == organisationId && u.Digest == digest, cancel) is { } upload
            ? new StoredAttachment(upload.Digest, upload.FileName, upload.Size, upload.MediaType)
            : null;
    }
}
