using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// Keeps the lists in step with the acts. Each append writes the lists of its files; since what is open can depend on the day, files that were last worked out on an earlier day
/// are worked out again by <see cref="Refresh"/>.
/// </summary>
public sealed class CaseLists(IDbContextFactory<ZhunshengDbContext> databases, RulebookLibrary library, TimeProvider clock)
{
    /// <summary>Works out the lists of all case files anew. Returns how many files there are.</summary>
    public Task<int> Rebuild(CancellationToken cancel = default) => Work(c => true, cancel);

    /// <summary>Works out the lists of open files that were worked out on an earlier day, or never. Returns how many there were. Called once a day, and after a start.</summary>
    public Task<int> Refresh(CancellationToken cancel = default)
    {
        var today = LegalDay.Of(clock.GetUtcNow());
        return Work(listed => listed is null || (!listed.Closed && listed.EvaluatedOn < today), cancel);
    }

    /// <summary>Writes the lists of one file within the transaction at hand.</summary>
    internal static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, DateOnly today, CancellationToken cancel)
    {
        var listing = CaseListing.Of(file, rulebook, today);
        if (await database.CaseList.FindAsync([file.Id], cancel) is { } existing)
        {
            database.Entry(existing).CurrentValues.SetValues(listing.Row);
        }
        else
        {
            database.CaseList.Add(listing.Row);
        }

        await database.WorkItems.Where(w => w.CaseId == file.Id).ExecuteDeleteAsync(cancel);
        database.WorkItems.AddRange(listing.Items);
    }

    private async Task<int> Work(Func<CaseListRecord?, bool> concerns, CancellationToken cancel)
    {
        List<Guid> ids;
        await using (var database = await databases.CreateDbContextAsync(cancel))
        {
            var all = await database.Cases.AsNoTracking()
                .GroupJoin(database.CaseList.AsNoTracking(), c => c.Id, l => l.CaseId, (c, l) => new { c.Id, Listed = l })
                .SelectMany(x => x.Listed.DefaultIfEmpty(), (x, l) => new { x.Id, Listed = l })
                .ToListAsync(cancel);
            ids = [.. all.Where(x => concerns(x.Listed)).Select(x => x.Id)];
        }

        foreach (var id in ids)
        {
            await RefreshOne(id, cancel);
        }

        return ids.Count;
    }

    private async Task RefreshOne(Guid id, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await CaseReading.Locked(database, id, cancel) is { } locked
            && await library.ByDigest(locked.File.RulebookId, locked.File.RulebookDigest, cancel) is { } rulebook)
        {
            await Write(database, locked.File, rulebook, LegalDay.Of(clock.GetUtcNow()), cancel);
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }
}
