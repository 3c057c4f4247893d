using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The case list.</summary>
public sealed partial class CaseStore
{
    /// <summary>A page of the case list.</summary>
    public async Task<CasePage> Search(CaseQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = database.Filter(query);
        var sums = await found.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Money = g.Sum(c => c.Money ?? 0), Unknown = g.Sum(c => c.Money == null ? 1 : 0) }).SingleOrDefaultAsync(cancel);
        var size = Math.Clamp(query.Size, 1, 200);
        var page = Math.Clamp(query.Page, 1, 1_000_000);
        var rows = await found.Ordered(database, query).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return new CasePage([.. rows.Select(r => r.ToRow())], sums?.Count ?? 0, (sums?.Money ?? 0) / CaseListRecord.MoneyScale) { WithoutMoney = sums?.Unknown ?? 0 };
    }

    /// <summary>All files that the query finds, in its order, read one by one: memory does not grow with their number. Page and size of the query do not count.</summary>
    public async IAsyncEnumerable<CaseRow> Stream(CaseQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        await foreach (var row in database.Filter(query).Ordered(database, query).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return row.ToRow();
        }
    }

    /// <summary>How many of the files that the query finds stand so with their time limits, whatever it says of lateness itself.</summary>
    public async Task<ImmutableDictionary<Lateness, int>> Count(CaseQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var files = database.Filter(query with { Lateness = null });
        var counts = ImmutableDictionary.CreateBuilder<Lateness, int>();
        foreach (var lateness in Enum.GetValues<Lateness>())
        {
            counts[lateness] = await files.Only(database, lateness, query.Today).CountAsync(cancel);
        }

        return counts.ToImmutable();
    }

    /// <summary>The owners of the files that a scope shows, by name.</summary>
    public async Task<ImmutableArray<(Guid Id, string Name)>> Owners(CaseScope? scope, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var owners = await database.CaseList.AsNoTracking().Visible(scope).GroupBy(c => c.OwnerId).Select(g => new { Id = g.Key, Name = g.Max(c => c.OwnerName)! }).ToListAsync(cancel);
        return [.. owners.Select(o => (o.Id, o.Name)).OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <summary>The steps that wait in these files and must be done, the earliest due first in each.</summary>
    public async Task<ILookup<Guid, WorkItem>> Waiting(IEnumerable<Guid> files, CancellationToken cancel = default)
    {
        var ids = files.ToList();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.WorkItems.AsNoTracking().Where(w => ids.Contains(w.CaseId) && !w.Conveyed && !w.Optional)
            .Join(database.CaseList.AsNoTracking(), w => w.CaseId, c => c.CaseId, (w, c) => new { Item = w, File = c }).ToListAsync(cancel);
        return rows.OrderBy(r => r.Item.Returned || r.Item.DueOn is null).ThenBy(r => r.Item.DueOn).ThenBy(r => r.Item.Ordinal).Select(r => r.Item.ToItem(r.File)).ToLookup(i => i.CaseId);
    }
}
