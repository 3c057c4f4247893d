using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>An act in the order of all acts.</summary>
/// <param name="Place">Its place.</param>
/// <param name="File">The file in which it was made, as the list shows it.</param>
/// <param name="Act">The act.</param>
public sealed record PlacedAct(long Place, CaseRow File, Act Act);

/// <summary>Acts since a place.</summary>
/// <param name="Acts">The acts, in order.</param>
/// <param name="Next">The place after which to go on: nothing before it will ever be added.</param>
/// <param name="More">Whether there are more already.</param>
public sealed record PlacedActs(ImmutableArray<PlacedAct> Acts, long Next, bool More);

/// <summary>What has happened since.</summary>
public sealed partial class CaseStore
{
    /// <summary>The place of the last act; 0 when there is none.</summary>
    public async Task<long> LastPlace(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.ActPlaces.MaxAsync(p => (long?)p.Place, cancel) ?? 0;
    }

    /// <summary>The acts after a place, in the order in which they became visible; each appears once and none is passed over, however many write at the same time.</summary>
    /// <param name="scope">The files that may be seen.</param>
    /// <param name="after">The place up to which all is known; 0 for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 500.</param>
    /// <param name="rulebookId">Only files of this rulebook; null for all.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<PlacedActs> ActsAfter(CaseScope scope, long after, int limit, string? rulebookId = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var size = Math.Clamp(limit, 1, 500);

        // What becomes visible after this stands behind it.
        var last = await database.ActPlaces.MaxAsync(p => (long?)p.Place, cancel) ?? 0;
        var files = scope.Of(database.CaseList.AsNoTracking()).Where(f => rulebookId == null || f.RulebookId == rulebookId);
        var rows = await database.ActPlaces.AsNoTracking().Where(p => p.Place > after && p.Place <= last)
            .Join(files, p => p.CaseId, f => f.CaseId, (p, f) => new { Place = p, File = f })
            .Join(database.Acts.AsNoTracking(), x => new { x.Place.CaseId, x.Place.Number }, a => new { a.CaseId, a.Number }, (x, a) => new { x.Place.Place, x.File, Act = a })
            .OrderBy(x => x.Place).Take(size + 1).ToListAsync(cancel);
        var more = rows.Count > size;
        var shown = rows.Take(size).Select(r => new PlacedAct(r.Place, r.File.ToRow(), r.Act.ToAct())).ToImmutableArray();
        return new PlacedActs(shown, more ? shown[^1].Place : Math.Max(after, last), more);
    }

    /// <summary>The act that a submission made, with its file as it stands; null when it has made none.</summary>
    public async Task<(CaseFile File, Act Act)?> MadeBy(Guid submission, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.Acts.AsNoTracking().SingleOrDefaultAsync(a => a.SubmissionId == submission, cancel) is not { } stored)
        {
            return null;
        }

        var record = await database.Cases.AsNoTracking().SingleAsync(c => c.Id == stored.CaseId, cancel);
        return (await Whole(database, record, cancel), stored.ToAct());
    }
}
