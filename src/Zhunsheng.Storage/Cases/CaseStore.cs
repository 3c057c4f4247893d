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

    /// <summary>A page of the case list.</summary>
    public async Task<CasePage> Search(CaseQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = Filter(database.CaseList.AsNoTracking(), query);
        var sums = await found.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Money = g.Sum(c => c.Money ?? 0) }).SingleOrDefaultAsync(cancel);
        var size = Math.Clamp(query.Size, 1, 200);
        var page = Math.Clamp(query.Page, 1, 1_000_000);
        var rows = await Order(found, query).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return new CasePage([.. rows.Select(r => r.ToRow())], sums?.Count ?? 0, (sums?.Money ?? 0) / CaseListRecord.MoneyScale);
    }

    /// <summary>What waits for somebody, the most urgent first.</summary>
    public async Task<ImmutableArray<WorkItem>> WorkItems(WorkItemQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var audiences = query.Roles.Where(r => query.RulebookId is null || r.RulebookId == query.RulebookId).Select(r => WorkItemRecord.AudienceOf(r.RulebookId, r.Role)).Distinct().ToList();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.WorkItems.AsNoTracking()
            .Where(w => audiences.Contains(w.Audience) && !w.Conveyed && (!w.Own || w.OwnerId == query.OrganisationId) && (w.Named == null || w.Named == query.OrganisationName))
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

    private static IQueryable<CaseListRecord> Filter(IQueryable<CaseListRecord> files, CaseQuery query)
    {
        if (query.RulebookId is { } rulebook)
        {
            files = files.Where(c => c.RulebookId == rulebook);
        }

        if (query.OwnerId is { } owner)
        {
            var named = query.NamedAs is { } name ? CaseListRecord.NamedText([name]) : null;
            files = named is null ? files.Where(c => c.OwnerId == owner) : files.Where(c => c.OwnerId == owner || c.Named.Contains(named));
        }

        if (query.Kind is { } kind)
        {
            files = files.Where(c => c.Kind == kind);
        }

        if (query.Phase is { } phase)
        {
            files = files.Where(c => c.Phase == phase);
        }

        if (query.PlanYear is { } year)
        {
            files = files.Where(c => c.PlanYear == year);
        }

        if (query.Closed is { } closed)
        {
            files = files.Where(c => c.Closed == closed);
        }

        foreach (var word in Words(query.Text))
        {
            files = files.Where(c => c.SearchText.Contains(word));
        }

        return files;
    }

    /// <summary>The words to be looked for, in lower case; at most eight.</summary>
    private static IEnumerable<string> Words(string? text) =>
        (text ?? "").ToLowerInvariant().Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8);

    private static IOrderedQueryable<CaseListRecord> Order(IQueryable<CaseListRecord> files, CaseQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            CaseSort.Number => down ? files.OrderByDescending(c => c.Number) : files.OrderBy(c => c.Number),
            CaseSort.Title => down ? files.OrderByDescending(c => c.Title) : files.OrderBy(c => c.Title),
            CaseSort.Owner => down ? files.OrderByDescending(c => c.OwnerName) : files.OrderBy(c => c.OwnerName),
            CaseSort.Money => down ? files.OrderBy(c => c.Money == null).ThenByDescending(c => c.Money) : files.OrderBy(c => c.Money == null).ThenBy(c => c.Money),
            CaseSort.PlanYear => down ? files.OrderBy(c => c.PlanYear == null).ThenByDescending(c => c.PlanYear) : files.OrderBy(c => c.PlanYear == null).ThenBy(c => c.PlanYear),
            CaseSort.Phase => down ? files.OrderByDescending(c => c.PhaseOrder) : files.OrderBy(c => c.PhaseOrder),
            _ => down ? files.OrderByDescending(c => c.Updated) : files.OrderBy(c => c.Updated),
        };
        return ordered.ThenBy(c => c.CaseId);
    }
}
