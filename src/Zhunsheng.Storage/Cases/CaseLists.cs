using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// Keeps the lists in step with the acts. Each append writes the lists of its files; since what is open can depend on the day, files that were last worked out on an earlier day
/// are worked out again by <see cref="Refresh"/>.
/// </summary>
public sealed class CaseLists(IDbContextFactory<ZhunshengDbContext> databases, RulebookLibrary library, TimeProvider clock)
{
    private const int MostTogether = 50;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    /// <summary>Works out the lists of all case files anew. Returns how many were; fewer than there are when the rulebook of some cannot be read.</summary>
    public async Task<int> Rebuild(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await Work(await database.Cases.OrderBy(c => c.Number).Select(c => c.Id).ToListAsync(cancel), always: true, cancel);
    }

    /// <summary>How many case files there are.</summary>
    public async Task<int> Count(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Cases.CountAsync(cancel);
    }

    /// <summary>
    /// Works out the lists of open files that were worked out on an earlier day, or never. Returns how many there were. Called after a start and at the beginning of each day,
    /// on every node: whoever comes second finds the work done.
    /// </summary>
    public async Task<int> Refresh(CancellationToken cancel = default)
    {
        var today = LegalDay.Of(clock.GetUtcNow());
        await using var database = await databases.CreateDbContextAsync(cancel);
        var stale = await database.Cases
            .Where(c => !database.CaseList.Any(l => l.CaseId == c.Id && (l.EvaluatedOn >= today || (l.Closed && l.EvaluatedOn != CaseRegisters.Never))) || !database.SearchPassages.Any(p => p.CaseId == c.Id))
            .OrderBy(c => c.Number).Select(c => c.Id).ToListAsync(cancel);
        return await Work(stale, always: false, cancel);
    }

    /// <summary>
    /// Works out the lists of open files that something in another file has touched (see <see cref="CaseRegister"/>). Returns how many there were.
    /// </summary>
    public async Task<int> Touched(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await Work(await database.CaseList.Where(l => !l.Closed && l.EvaluatedOn == CaseRegisters.Never).OrderBy(l => l.Number).Select(l => l.CaseId).ToListAsync(cancel), always: false, cancel);
    }

    /// <summary>Writes the lists of one file within the transaction at hand.</summary>
    /// <param name="database">The database.</param>
    /// <param name="file">The file.</param>
    /// <param name="rulebook">Its rulebook.</param>
    /// <param name="today">The day for which they are worked out.</param>
    /// <param name="now">The moment at which they are written.</param>
    /// <param name="sameActs">Whether only the day or another file has changed: then the passages, which follow from the acts alone, stay as they are.</param>
    /// <param name="cancel">Stops it.</param>
    internal static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, DateOnly today, DateTimeOffset now, bool sameActs, CancellationToken cancel)
    {
        var listing = CaseListing.Of(file, rulebook, today);
        CaseNotices.Before? before = null;
        if (await database.CaseList.FindAsync([file.Id], cancel) is { } existing)
        {
            before = new CaseNotices.Before(existing.Head, existing.EvaluatedOn, await database.WorkItems.AsNoTracking().Where(w => w.CaseId == file.Id).ToListAsync(cancel));
            sameActs &= existing.Head == file.Head;
            database.Entry(existing).CurrentValues.SetValues(listing.Row);
        }
        else
        {
            sameActs = false;
            database.CaseList.Add(listing.Row);
        }

        if (!sameActs || !await database.SearchPassages.AnyAsync(p => p.CaseId == file.Id, cancel))
        {
            await SearchIndex.Write(database, file, rulebook, listing.Row.Title, cancel);
        }

        await database.WorkItems.Where(w => w.CaseId == file.Id).ExecuteDeleteAsync(cancel);
        database.WorkItems.AddRange(listing.Items);
        await OversightLists.Write(database, file, rulebook, listing.Standing, cancel);
        await listing.Inspection.Write(database, file.Id, cancel);
        await listing.Catalogue.Write(database, file.Id, cancel);
        await WritePlan(database, file.Id, listing.Plan, cancel);
        await CaseRegisters.Write(database, file, rulebook, listing.Entry, cancel);
        await DocumentRegister.Write(database, file, rulebook, cancel);
        await new CaseNotices(database, file, rulebook, listing, today, now).Write(before, cancel);
    }

    private static async Task WritePlan(ZhunshengDbContext database, Guid id, PlanEntryRecord? entry, CancellationToken cancel)
    {
        var stored = await database.PlanEntries.FindAsync([id], cancel);
        if (entry is null)
        {
            if (stored is not null)
            {
                database.PlanEntries.Remove(stored);
            }
        }
        else if (stored is null)
        {
            database.PlanEntries.Add(entry);
        }
        else
        {
            database.Entry(stored).CurrentValues.SetValues(entry);
        }
    }

    /// <summary>Works files out, several in a transaction: a commit that reaches the disk costs more than most files. What is committed need not be done again.</summary>
    private async Task<int> Work(List<Guid> ids, bool always, CancellationToken cancel)
    {
        var done = 0;
        for (var first = 0; first < ids.Count;)
        {
            var (taken, worked) = await Several(ids, first, always, cancel);
            first += taken;
            done += worked;
        }

        return done;
    }

    /// <summary>
    /// Works out as many files from a place on as others who want to write can be made to wait for. Where one of them fails, or somebody acts in them at the same moment, the first is done alone, so that none keeps the others back.
    /// </summary>
    private async Task<(int Taken, int Worked)> Several(List<Guid> ids, int first, bool always, CancellationToken cancel)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            var (taken, worked) = (0, 0);
            for (var begun = clock.GetTimestamp(); taken == 0 || (first + taken < ids.Count && taken < MostTogether && clock.GetElapsedTime(begun) < Together);)
            {
                worked += await WorkOut(database, ids[first + taken], always, cancel) ? 1 : 0;
                taken++;
                database.ChangeTracker.Clear();
            }

            await transaction.CommitAsync(CancellationToken.None);
            return (taken, worked);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Database.IsBusy(failure))
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            var worked = await WorkOut(database, ids[first], always, cancel);
            await transaction.CommitAsync(CancellationToken.None);
            return (1, worked ? 1 : 0);
        }
    }

    /// <summary>Works one file out within the transaction at hand. False when there was nothing to do, or its rulebook cannot be read.</summary>
    private async Task<bool> WorkOut(ZhunshengDbContext database, Guid id, bool always, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = LegalDay.Of(now);
        if (await CaseReading.Locked(database, id, cancel) is not { } locked
            || (!always && await database.CaseList.AsNoTracking().AnyAsync(l => l.CaseId == id && l.EvaluatedOn >= today, cancel) && await database.SearchPassages.AnyAsync(p => p.CaseId == id, cancel))
            || await library.ByDigest(locked.File.RulebookId, locked.File.RulebookDigest, cancel) is not { } rulebook)
        {
            return false;
        }

        if (always)
        {
            await SearchIndex.Forget(database, id, cancel);
            await OversightLists.Forget(database, id, cancel);
            await CatalogueEntries.Forget(database, id, cancel);
        }

        await Write(database, await CaseRegisters.Look(database, locked.File, rulebook, cancel), rulebook, today, now, sameActs: !always, cancel);
        await database.SaveChangesAsync(cancel);
        return true;
    }
}
