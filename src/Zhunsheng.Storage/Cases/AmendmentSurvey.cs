using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>What an amendment would change for one stored file.</summary>
/// <param name="File">Its row in the list.</param>
/// <param name="Impact">What would be answered differently.</param>
public sealed record SurveyedFile(CaseRow File, AmendmentImpact Impact);

/// <summary>Puts the stored files of a rulebook to two versions of it: which of them would be answered differently? Reads only.</summary>
public sealed class AmendmentSurvey(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>How many rows of the list are read at a time.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Every open file of the rulebook, by number; also those for which nothing changes.</summary>
    /// <param name="before">The first version.</param>
    /// <param name="after">The second version, of the same rulebook.</param>
    /// <param name="today">The day on which both are asked.</param>
    /// <param name="cancel">Stops it between two files.</param>
    public async IAsyncEnumerable<SurveyedFile> Run(Rulebook before, Rulebook after, DateOnly today, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var last = "";
        while (true)
        {
            var rows = await database.CaseList.AsNoTracking()
                .Where(l => l.RulebookId == before.Id && !l.Closed && string.Compare(l.Number, last) > 0)
                .OrderBy(l => l.Number).Take(Batch).ToListAsync(cancel);
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                var record = await database.Cases.AsNoTracking().SingleAsync(c => c.Id == row.CaseId, cancel);
                var file = await CaseReading.WithActs(database, record, cancel);
                yield return new SurveyedFile(row.ToRow(), AmendmentImpact.Of(
                    before, CaseFold.Situation(await CaseRegisters.Look(database, file, before, cancel), before, today),
                    after, CaseFold.Situation(await CaseRegisters.Look(database, file, after, cancel), after, today)));
            }

            if (rows.Count < Batch)
            {
                yield break;
            }

            last = rows[^1].Number;
        }
    }
}
