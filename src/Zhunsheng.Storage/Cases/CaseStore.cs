using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Where case files are kept: loading, appending acts, and the lists. Safe to use from many threads and several nodes.</summary>
public sealed partial class CaseStore(IDbContextFactory<ZhunshengDbContext> databases, RulebookLibrary library, AttachmentStore attachments, TimeProvider clock)
{
    /// <summary>The file; null when there is none.</summary>
    public async Task<CaseFile?> Load(Guid id, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } record ? await Whole(database, record, cancel) : null;
    }

    /// <summary>The file of a number such as HLJ-2026-0001; null when there is none.</summary>
    public async Task<CaseFile?> LoadByNumber(string number, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel) is { } record ? await Whole(database, record, cancel) : null;
    }

    /// <summary>A file that is about to be opened by an organisation: without acts and number, with what the registers say to it.</summary>
    public async Task<CaseFile> Begin(Rulebook rulebook, string kind, Guid ownerId, string ownerName, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await CaseRegisters.Look(database, CaseFile.Begin(Guid.Empty, "", rulebook, kind, ownerId, ownerName), rulebook, cancel);
    }

    /// <summary>The file with its acts and with what the registers say to it.</summary>
    private async Task<CaseFile> Whole(ZhunshengDbContext database, CaseRecord record, CancellationToken cancel)
    {
        var file = await CaseReading.WithActs(database, record, cancel);
        return await library.ByDigest(file.RulebookId, file.RulebookDigest, cancel) is { } rulebook ? await CaseRegisters.Look(database, file, rulebook, cancel) : file;
    }

    /// <summary>The rulebook content a file is bound to; null when it is not to be had any more.</summary>
    public Task<Rulebook?> RulebookOf(CaseFile file, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return library.ByDigest(file.RulebookId, file.RulebookDigest, cancel);
    }

    /// <summary>The names of the organisations that hold a role of a rulebook, in order.</summary>
    public async Task<ImmutableArray<string>> OrganisationsIn(string rulebookId, string role, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await OrganisationsIn(database, rulebookId, role, cancel);
    }

    private static async Task<ImmutableArray<string>> OrganisationsIn(ZhunshengDbContext database, string rulebookId, string role, CancellationToken cancel) =>
        [.. await database.Organisations.AsNoTracking().Where(o => o.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role)).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(cancel)];

    /// <summary>What waits for somebody, the most urgent first.</summary>
    public async Task<ImmutableArray<WorkItem>> WorkItems(WorkItemQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var audiences = query.Roles.Where(r => query.RulebookId is null || r.RulebookId == query.RulebookId).Select(r => WorkItemRecord.AudienceOf(r.RulebookId, r.Role)).Distinct().ToList();
        var person = PoolMember.NameInLists(query.PersonId);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.WorkItems.AsNoTracking()
            .Where(w => audiences.Contains(w.Audience) && !w.Conveyed && (!w.Own || w.OwnerId == query.OrganisationId) && (w.Named == null || w.Named == query.OrganisationName || w.Named == person))
            .Where(w => query.DoableOn == null || (!w.Blocked && !w.Optional && (w.OpensOn == null || w.OpensOn <= query.DoableOn)))
            .Join(database.CaseList.AsNoTracking(), w => w.CaseId, c => c.CaseId, (w, c) => new { Item = w, File = c })
            .OrderBy(x => x.Item.DueOn == null).ThenBy(x => x.Item.DueOn).ThenBy(x => x.Item.Optional).ThenBy(x => x.Item.Since).ThenBy(x => x.File.Number).ThenBy(x => x.Item.Ordinal)
            .Take(Math.Clamp(query.Limit, 1, 10_000))
            .ToListAsync(cancel);
        return [.. rows.Select(r => r.Item.ToItem(r.File)).DistinctBy(i => (i.CaseId, i.Step, i.Key))];
    }

    /// <summary>The open files of a kind in which a step can be done now, by number; with no step, all open files of the kind.</summary>
    public async Task<ImmutableArray<CaseRow>> Candidates(string rulebookId, string kind, string? step, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var files = database.CaseList.AsNoTracking().Where(c => c.RulebookId == rulebookId && c.Kind == kind && !c.Closed);
        if (step is not null)
        {
            var today = LegalDay.Of(clock.GetUtcNow());
            files = files.Where(c => database.WorkItems.Any(w => w.CaseId == c.CaseId && w.Step == step && !w.Blocked && (w.OpensOn == null || w.OpensOn <= today)));
        }

        return [.. (await files.OrderBy(c => c.Number).ToListAsync(cancel)).Select(c => c.ToRow())];
    }
}
