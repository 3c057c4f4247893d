using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The place of an act among all acts of the installation, in the order in which they became visible.</summary>
internal sealed class ActPlace
{
    /// <summary>From 1, without gaps.</summary>
    public long Place { get; set; }

    public Guid CaseId { get; set; }

    public int Number { get; set; }
}

/// <summary>
/// Gives acts their places. The counter is the last thing that a transaction touches before it commits: whoever comes next waits for it, so that places become visible in their order and
/// one who has read up to a place has missed none before it. A transaction that fails gives its places back.
/// </summary>
internal static class ActPlaces
{
    /// <summary>Places the acts that the transaction at hand has stored.</summary>
    public static async Task Give(ZhunshengDbContext database, IReadOnlyList<(Guid CaseId, int Number)> acts, CancellationToken cancel)
    {
        if (acts.Count == 0)
        {
            return;
        }

        var last = (await database.Database
            .SqlQuery<long>($"UPDATE act_counter SET last = last + {acts.Count} WHERE id = 1 RETURNING last AS \"Value\"").ToListAsync(cancel))[0];
        database.ActPlaces.AddRange(acts.Select((a, i) => new ActPlace { Place = last - acts.Count + 1 + i, CaseId = a.CaseId, Number = a.Number }));
        await database.SaveChangesAsync(cancel);
    }
}
