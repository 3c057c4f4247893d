using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Keeps what is said of a case file to those who look over the files in step with its acts.</summary>
internal static class OversightLists
{
    /// <summary>Forgets which acts of a file have been counted, so that the next writing counts all of them again.</summary>
    public static Task Forget(ZhunshengDbContext database, Guid id, CancellationToken cancel) => database.Deeds.Where(d => d.CaseId == id).ExecuteDeleteAsync(cancel);

    /// <summary>Writes it within the transaction at hand. Acts that have been counted are not counted again.</summary>
    public static async Task Write(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, Standing standing, CancellationToken cancel)
    {
        var amounts = await database.Standings.FindAsync([file.Id], cancel);
        Put(database, amounts, standing.Amounts);
        var stored = await database.StandingPoints.Where(p => p.CaseId == file.Id).OrderBy(p => p.Ordinal).ToListAsync(cancel);
        for (var i = 0; i < standing.Points.Length; i++)
        {
            Put(database, i < stored.Count ? stored[i] : null, standing.Points[i]);
        }

        database.StandingPoints.RemoveRange(stored.Skip(standing.Points.Length));
        var counted = await database.Deeds.Where(d => d.CaseId == file.Id).MaxAsync(d => (int?)d.Number, cancel) ?? 0;
        database.Deeds.AddRange(Deeds.After(file, rulebook, counted));
    }

    /// <summary>Whether what is stored is what would be worked out now.</summary>
    public static async Task<bool> Agrees(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, Standing standing, CancellationToken cancel) =>
        await database.Standings.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == file.Id, cancel) == standing.Amounts
        && (await database.StandingPoints.AsNoTracking().Where(p => p.CaseId == file.Id).OrderBy(p => p.Ordinal).ToListAsync(cancel)).SequenceEqual(standing.Points)
        && (await database.Deeds.AsNoTracking().Where(d => d.CaseId == file.Id).OrderBy(d => d.Number).ToListAsync(cancel)).SequenceEqual(Deeds.After(file, rulebook, 0));

    /// <summary>Puts a row in the place of one that is stored; what is the same is not written.</summary>
    private static void Put<T>(ZhunshengDbContext database, T? stored, T row)
        where T : class
    {
        if (stored is null)
        {
            database.Add(row);
        }
        else
        {
            database.Entry(stored).CurrentValues.SetValues(row);
        }
    }
}
