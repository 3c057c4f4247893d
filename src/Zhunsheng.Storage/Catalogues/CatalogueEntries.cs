using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>What a case file contributes to the two catalogues on one day. Worked out from its acts and nothing else.</summary>
internal sealed record CatalogueEntries(SystemRecord? System, ImmutableArray<SystemMoneyRecord> Money, ImmutableArray<DataEntryRecord> Data)
{
    public static CatalogueEntries Of(CaseFile file, string title, Evaluation evaluation)
    {
        var system = SystemEntry.Of(file, title, evaluation);
        return new CatalogueEntries(
            system is null ? null : SystemRecord.Of(file.Id, system),
            [.. (system?.History ?? []).Select(m => SystemMoneyRecord.Of(file.Id, m))],
            OfflineStub.Is(file, evaluation.Rulebook) ? [] : [.. DataEntry.Of(evaluation.Rulebook, file.Kind, evaluation.Fact).Select((e, i) => DataEntryRecord.Of(file, i, e))]);
    }

    /// <summary>Forgets the data of a file, so that the next writing writes all of it with its units again.</summary>
    public static Task Forget(ZhunshengDbContext database, Guid id, CancellationToken cancel) => database.DataEntries.Where(d => d.CaseId == id).ExecuteDeleteAsync(cancel);

    /// <summary>Writes it within the transaction at hand; what is the same is left alone.</summary>
    public async Task Write(ZhunshengDbContext database, Guid id, CancellationToken cancel)
    {
        var stored = await Stored(database, id, cancel);
        if (stored.System != System)
        {
            await database.Systems.Where(s => s.CaseId == id).ExecuteDeleteAsync(cancel);
            if (System is not null)
            {
                database.Systems.Add(System);
            }
        }

        if (!stored.Money.SequenceEqual(Money))
        {
            await database.SystemMoney.Where(m => m.CaseId == id).ExecuteDeleteAsync(cancel);
            database.SystemMoney.AddRange(Money);
        }

        if (!stored.Data.SequenceEqual(Data))
        {
            await database.DataEntries.Where(d => d.CaseId == id).ExecuteDeleteAsync(cancel);
            await database.DataUnits.Where(d => d.CaseId == id).ExecuteDeleteAsync(cancel);
            database.DataEntries.AddRange(Data);
            database.DataUnits.AddRange(Data.SelectMany(DataUnitRecord.Of));
        }
    }

    /// <summary>Whether what is stored is what would be worked out now.</summary>
    public async Task<bool> Agrees(ZhunshengDbContext database, Guid id, CancellationToken cancel)
    {
        var stored = await Stored(database, id, cancel);
        return stored.System == System && stored.Money.SequenceEqual(Money) && stored.Data.SequenceEqual(Data)
            && Data.SelectMany(DataUnitRecord.Of).ToHashSet().SetEquals(await database.DataUnits.AsNoTracking().Where(u => u.CaseId == id).ToListAsync(cancel));
    }

    private static async Task<CatalogueEntries> Stored(ZhunshengDbContext database, Guid id, CancellationToken cancel) => new(
        await database.Systems.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == id, cancel),
        [.. await database.SystemMoney.AsNoTracking().Where(m => m.CaseId == id).OrderBy(m => m.Act).ToListAsync(cancel)],
        [.. await database.DataEntries.AsNoTracking().Where(d => d.CaseId == id).OrderBy(d => d.Ordinal).ToListAsync(cancel)]);
}
