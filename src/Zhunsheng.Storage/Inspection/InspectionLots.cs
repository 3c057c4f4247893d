using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>A lot that was drawn, with everything that is needed to draw it again. Lots of a rulebook form a chain; none is ever changed or removed.</summary>
internal sealed class InspectionLotRecord
{
    public required string RulebookId { get; set; }

    /// <summary>Its number among the lots of the rulebook, from 1.</summary>
    public int Number { get; set; }

    public int Wanted { get; set; }

    public required string Reason { get; set; }

    /// <summary>The numbers of the files, each on a line.</summary>
    public required string Pool { get; set; }

    public required string Chosen { get; set; }

    public required string Seed { get; set; }

    public required string Role { get; set; }

    public Guid OrganisationId { get; set; }

    public required string OrganisationName { get; set; }

    public Guid UserId { get; set; }

    public required string UserName { get; set; }

    public DateTimeOffset At { get; set; }

    public required string PreviousDigest { get; set; }

    public required string Digest { get; set; }

    /// <summary>The digest it has when nothing of it was changed.</summary>
    public string DigestNow() => ActCodec.Digest(PreviousDigest, Encoding.UTF8.GetBytes(new JsonArray(
        RulebookId, Number, Wanted, Reason, Pool, Chosen, Seed, Role, OrganisationId.ToString("D"), OrganisationName, UserId.ToString("D"), UserName, At.ToUnixTimeMilliseconds()).ToJsonString(JsonSerializerOptions.Default)));
}

/// <summary>A lot that was drawn.</summary>
/// <param name="Number">Its number among the lots of the rulebook.</param>
/// <param name="Reason">What it was drawn for.</param>
/// <param name="Lot">The lot: pool, seed, chosen files.</param>
/// <param name="OrganisationName">Who drew it.</param>
/// <param name="UserName">The person.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Digest">Its digest.</param>
public sealed record DrawnLot(int Number, string Reason, InspectionLot Lot, string OrganisationName, string UserName, DateTimeOffset At, string Digest);

/// <summary>Choosing projects for spot checks by lot. Safe to use from many threads.</summary>
public sealed class InspectionLots(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>The most files that one lot chooses.</summary>
    public const int Most = 50;

    private const int Attempts = 5;
    private const int Shown = 50;

    /// <summary>The files among which a lot would choose now: those in which the step of the spot check can be done.</summary>
    public async Task<ImmutableArray<string>> Pool(Rulebook book, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return [.. await PoolOf(database, book, cancel)];
    }

    /// <summary>The lots of a rulebook, the latest first; at most fifty.</summary>
    public async Task<ImmutableArray<DrawnLot>> Drawn(string rulebookId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = await database.InspectionLots.AsNoTracking().Where(l => l.RulebookId == rulebookId).OrderByDescending(l => l.Number).Take(Shown).ToListAsync(cancel);
        return [.. found.Select(Of)];
    }

    /// <summary>Draws a lot and keeps it. Null when there is nothing to choose from.</summary>
    /// <param name="book">The rulebook; it knows spot checks.</param>
    /// <param name="wanted">How many files, 1 to <see cref="Most"/>.</param>
    /// <param name="reason">What it is drawn for.</param>
    /// <param name="actor">Who draws.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<DrawnLot?> Draw(Rulebook book, int wanted, string reason, Actor actor, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(actor);
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            try
            {
                await using var transaction = await database.Database.BeginTransactionAsync(cancel);
                var last = await database.InspectionLots.AsNoTracking().Where(l => l.RulebookId == book.Id).OrderByDescending(l => l.Number).FirstOrDefaultAsync(cancel);
                var previous = last?.Digest ?? RootOf(book.Id);
                var lot = InspectionLot.Of(previous, await PoolOf(database, book, cancel), wanted);
                if (lot.Pool.IsEmpty)
                {
                    return null;
                }

                var now = clock.GetUtcNow().ToUniversalTime();
                var record = new InspectionLotRecord
                {
                    RulebookId = book.Id,
                    Number = (last?.Number ?? 0) + 1,
                    Wanted = wanted,
                    Reason = reason,
                    Pool = string.Join('\n', lot.Pool),
                    Chosen = string.Join('\n', lot.Chosen),
                    Seed = lot.Seed,
                    Role = actor.Role,
                    OrganisationId = actor.OrganisationId,
                    OrganisationName = actor.OrganisationName,
                    UserId = actor.UserId,
                    UserName = actor.UserName,
                    At = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
                    PreviousDigest = previous,
                    Digest = "",
                };
                record.Digest = record.DigestNow();
                database.InspectionLots.Add(record);
                await database.SaveChangesAsync(cancel);
                await transaction.CommitAsync(CancellationToken.None);
                return Of(record);
            }
            catch (Exception failure) when (attempt < Attempts && Database.IsContention(failure))
            {
                // Somebody else drew at the same time; this one comes after it.
            }
        }
    }

    /// <summary>Draws every lot again and adds what is wrong.</summary>
    internal static async Task Verify(ZhunshengDbContext database, ImmutableArray<StoredFinding>.Builder findings, CancellationToken cancel)
    {
        var lots = await database.InspectionLots.AsNoTracking().OrderBy(l => l.RulebookId).ThenBy(l => l.Number).ToListAsync(cancel);
        foreach (var chain in lots.GroupBy(l => l.RulebookId))
        {
            var (expected, previous) = (1, RootOf(chain.Key));
            foreach (var lot in chain)
            {
                var again = InspectionLot.Of(lot.PreviousDigest, lot.Pool.Split('\n'), lot.Wanted);
                var problem = lot.Number != expected || lot.PreviousDigest != previous ? "接不上前一次"
                    : lot.DigestNow() != lot.Digest ? "内容与摘要不符，被改动过"
                    : again.Seed != lot.Seed || string.Join('\n', again.Chosen) != lot.Chosen ? "按种子重抽，抽中的不一样"
                    : null;
                if (problem is not null)
                {
                    findings.Add(new StoredFinding(null, null, $"{chain.Key}第{lot.Number}次随机抽查：{problem}"));
                }

                (expected, previous) = (lot.Number + 1, lot.Digest);
            }
        }
    }

    private static string RootOf(string rulebookId) => Sm3.HashHex(Encoding.UTF8.GetBytes("lots\n" + rulebookId));

    private static DrawnLot Of(InspectionLotRecord record) => new(
        record.Number, record.Reason, new InspectionLot([.. record.Pool.Split('\n')], record.Seed, [.. record.Chosen.Split('\n')]), record.OrganisationName, record.UserName, record.At, record.Digest);

    private static async Task<List<string>> PoolOf(ZhunshengDbContext database, Rulebook book, CancellationToken cancel) => book.Oversight.Spot is not { } spot ? [] : await database.WorkItems.AsNoTracking()
        .Where(w => w.Step == spot.Step && !w.Blocked).Join(database.CaseList.AsNoTracking().Where(c => c.RulebookId == book.Id && !c.Closed), w => w.CaseId, c => c.CaseId, (w, c) => c.Number).Distinct().ToListAsync(cancel);
}
