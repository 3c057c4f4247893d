using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Reads and keeps the entries of registers.</summary>
internal static class CaseRegisters
{
    /// <summary>The day on which lists count as worked out that must be worked out again.</summary>
    public static DateOnly Never => DateOnly.MinValue;

    /// <summary>The file with what the registers of its rulebook say about other files, and with who can be drawn from its pools.</summary>
    public static async Task<CaseFile> Look(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, CancellationToken cancel)
    {
        file = await ExpertPool.Look(database, file, rulebook, cancel);
        if (rulebook.Registers.IsEmpty)
        {
            return file;
        }

        var values = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        foreach (var register in rulebook.Registers.Where(r => r.Register!.In is null || r.Register.In == file.Kind))
        {
            var source = register.Register!;
            var entries = await database.RegisterEntries.AsNoTracking()
                .Where(e => e.RulebookId == file.RulebookId && e.Kind == source.Kind && e.CaseId != file.Id && (!source.OwnUnit || e.OwnerId == file.OwnerId))
                .OrderBy(e => e.Number).ToListAsync(cancel);
            values[register.Name] = CaseRegister.Value(register, entries.Select(e => e.ToEntry()));
        }

        return file with { Registers = values.ToImmutable() };
    }

    /// <summary>
    /// Writes the entry of a file within the transaction at hand. Where it has changed, the lists of the open files whose registers show it are marked to be worked out again.
    /// </summary>
    public static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, RegisterEntryRecord? entry, CancellationToken cancel)
    {
        var stored = await database.RegisterEntries.FindAsync([file.Id], cancel);
        if (entry is null || stored?.Body == entry.Body)
        {
            return;
        }

        if (stored is null)
        {
            database.RegisterEntries.Add(entry);
        }
        else
        {
            stored.Body = entry.Body;
        }

        var watching = rulebook.Registers.Select(r => r.Register!).Where(r => r.Kind == file.Kind).ToList();
        var ownOnly = watching.TrueForAll(r => r.OwnUnit);
        var inKind = watching.Select(r => r.In).Distinct().ToList() is [{ } only] ? only : null;
        await database.CaseList
            .Where(l => l.RulebookId == file.RulebookId && (inKind == null || l.Kind == inKind) && !l.Closed && l.CaseId != file.Id && (!ownOnly || l.OwnerId == file.OwnerId) && l.EvaluatedOn != Never)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.EvaluatedOn, Never), cancel);
    }
}
