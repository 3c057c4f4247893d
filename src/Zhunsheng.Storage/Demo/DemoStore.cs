using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage.Demo;

/// <summary>Stores what a script came to, in one transaction: the acts as they were made, and the lists of each file once.</summary>
internal sealed class DemoStore(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>Stores it.</summary>
    /// <param name="outcome">What was played.</param>
    /// <param name="today">The day for which the lists are worked out.</param>
    /// <param name="cancel">Stops it; nothing is stored then.</param>
    public async Task Keep(DemoOutcome outcome, DateOnly today, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        database.AddRange(outcome.CaseCounters);
        database.AddRange(outcome.DocumentCounters);
        foreach (var (file, entry, key) in outcome.Files)
        {
            var record = CaseRecord.Of(file);
            record.UniqueKey = key;
            database.Cases.Add(record);
            if (entry is not null)
            {
                database.RegisterEntries.Add(entry);
            }
        }

        database.Acts.AddRange(outcome.Acts.Select(ActRecord.Of));
        var kept = (await database.Attachments.Select(a => a.Digest).ToListAsync(cancel)).ToHashSet();
        foreach (var act in outcome.Acts)
        {
            database.Attachments.AddRange(act.Papers.Where(p => kept.Add(p.Digest)).Select(p => new AttachmentRecord { Digest = p.Digest, Size = p.Size, MediaType = p.MediaType, FirstSeen = act.At }));
        }

        await database.SaveChangesAsync(cancel);
        await ActPlaces.Give(database, [.. outcome.Acts.Select(a => (a.CaseId, a.Number))], cancel);
        database.ChangeTracker.AutoDetectChangesEnabled = true;
        foreach (var played in outcome.Files)
        {
            database.ChangeTracker.Clear();
            await CaseLists.Write(database, played.File, outcome.Rulebook, today, played.File.Acts[^1].At, sameActs: false, cancel);
            await database.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }
}
