using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>Which side of the telling is looked at.</summary>
public enum ToldSide
{
    /// <summary>What was sent to the office that asks.</summary>
    Received,
    /// <summary>What the office that asks has sent.</summary>
    Sent,
}

/// <summary>A page of what was told to be found.</summary>
public sealed record ToldQuery
{
    /// <summary>The files that the person may see.</summary>
    public required CaseScope Scope { get; init; }

    /// <summary>The office, and the roles in which it is told things.</summary>
    public required Seat Seat { get; init; }

    /// <summary>Received or sent.</summary>
    public ToldSide Side { get; init; }

    /// <summary>Only what has been received (true) or not (false); null for all.</summary>
    public bool? Signed { get; init; }

    /// <summary>报送, 备案 or 抄送; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>That something has been received.</summary>
/// <param name="Number">Its number in the chain of the file's receipts.</param>
/// <param name="Act">The act.</param>
/// <param name="Ordinal">The place among those told of it.</param>
/// <param name="OrganisationId">The office that received it.</param>
/// <param name="OrganisationName">Its name.</param>
/// <param name="UserName">The person.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Digest">The digest of the receipt.</param>
public sealed record ToldReceiptRow(int Number, int Act, int Ordinal, Guid OrganisationId, string OrganisationName, string UserName, DateTimeOffset At, string Digest);

/// <summary>Something that somebody was told.</summary>
/// <param name="CaseId">The file.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Act">The act.</param>
/// <param name="Ordinal">The place among those told of it.</param>
/// <param name="Kind">报送, 备案 or 抄送.</param>
/// <param name="To">Whom the act names.</param>
/// <param name="Role">The role that stands for it; null where the rulebook knows none: then nobody can confirm it here.</param>
/// <param name="Article">The article.</param>
/// <param name="On">The legal day of the act.</param>
/// <param name="At">The moment, in UTC.</param>
/// <param name="StepTitle">The step.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="FromName">Who sent it.</param>
/// <param name="Receipts">Who has received it.</param>
public sealed record ToldRow(
    Guid CaseId, string CaseNumber, string CaseTitle, string RulebookId, int Act, int Ordinal, string Kind, string To, string? Role, Citation Article, DateOnly On, DateTimeOffset At, string StepTitle, string Outcome,
    string FromName, ImmutableArray<ToldReceiptRow> Receipts);

/// <summary>A page of what was told.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ToldPage(ImmutableArray<ToldRow> Rows, int Total);

/// <summary>What became of confirming that something was received.</summary>
public enum SignResult
{
    /// <summary>The receipt was made.</summary>
    Done,
    /// <summary>The office has received it before; that receipt stands.</summary>
    Before,
    /// <summary>There is no such entry for this office.</summary>
    Unknown,
}

/// <summary>Who was told what (送达台账), and who has received it. Safe to use from many threads.</summary>
public sealed class ToldBook(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>A page of what was told to an office, what it has not received first, or of what it has told others, the latest first.</summary>
    public async Task<ToldPage> Search(ToldQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var lines = Lines(database, query);
        var total = await lines.CountAsync(cancel);
        var size = Math.Clamp(query.Size, 1, 200);
        var office = query.Seat.OrganisationId;
        var ordered = query.Side == ToldSide.Received
            ? lines.OrderBy(l => database.ToldReceipts.Any(r => r.CaseId == l.Told.CaseId && r.Act == l.Told.Act && r.Ordinal == l.Told.Ordinal && r.OrganisationId == office)).ThenByDescending(l => l.Told.At)
            : lines.OrderByDescending(l => l.Told.At);
        var found = await ordered.ThenBy(l => l.Told.CaseId).ThenBy(l => l.Told.Act).ThenBy(l => l.Told.Ordinal).Skip((Math.Clamp(query.Page, 1, 1_000_000) - 1) * size).Take(size).ToListAsync(cancel);
        return new ToldPage(await Rows(database, found, cancel), total);
    }

    /// <summary>How many entries there are.</summary>
    public async Task<int> Count(ToldQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await Lines(database, query).CountAsync(cancel);
    }

    /// <summary>Everything that was told in one file, in the order of its acts.</summary>
    public async Task<ImmutableArray<ToldRow>> OfCase(Guid caseId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = await database.ToldEntries.AsNoTracking().Where(t => t.CaseId == caseId).Join(database.CaseList.AsNoTracking(), t => t.CaseId, c => c.CaseId, (t, c) => new Line { Told = t, File = c })
            .OrderBy(l => l.Told.Act).ThenBy(l => l.Told.Ordinal).ToListAsync(cancel);
        return await Rows(database, found, cancel);
    }

    /// <summary>
    /// Confirms that the office of a seat has received an entry. Safe to be asked twice: the first receipt stands. What is not addressed to the office is answered like what does not exist.
    /// </summary>
    public async Task<SignResult> Sign(CaseScope scope, Seat seat, string caseNumber, int act, int ordinal, Guid userId, string userName, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(seat);
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            try
            {
                await using var transaction = await database.Database.BeginTransactionAsync(cancel);
                var mine = Lines(database, new ToldQuery { Scope = scope, Seat = seat }).Where(l => l.File.Number == caseNumber && l.Told.Act == act && l.Told.Ordinal == ordinal);
                if (await mine.Select(l => l.Told).SingleOrDefaultAsync(cancel) is not { Role: { } role } told || await CaseReading.Locked(database, told.CaseId, cancel) is not { } locked)
                {
                    return SignResult.Unknown;
                }

                if (await database.ToldReceipts.AnyAsync(r => r.CaseId == told.CaseId && r.Act == act && r.Ordinal == ordinal && r.OrganisationId == seat.OrganisationId, cancel))
                {
                    return SignResult.Before;
                }

                var head = await database.ToldReceiptHeads.FindAsync([told.CaseId], cancel);
                var now = clock.GetUtcNow().ToUniversalTime();
                var receipt = new ToldReceipt
                {
                    CaseId = told.CaseId,
                    Number = (head?.Head ?? 0) + 1,
                    Act = act,
                    Ordinal = ordinal,
                    ActDigest = locked.File.Acts.First(a => a.Number == act).Digest,
                    Role = role,
                    OrganisationId = seat.OrganisationId,
                    OrganisationName = seat.OrganisationName,
                    UserId = userId,
                    UserName = userName,
                    At = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
                    PreviousDigest = head?.HeadDigest ?? ToldReceipt.RootOf(locked.File),
                    Digest = "",
                };
                receipt.Digest = receipt.DigestNow();
                database.ToldReceipts.Add(receipt);
                if (head is null)
                {
                    database.ToldReceiptHeads.Add(new ToldReceiptHead { CaseId = told.CaseId, Head = receipt.Number, HeadDigest = receipt.Digest });
                }
                else
                {
                    (head.Head, head.HeadDigest) = (receipt.Number, receipt.Digest);
                }

                await database.SaveChangesAsync(cancel);
                await transaction.CommitAsync(CancellationToken.None);
                return SignResult.Done;
            }
            catch (Exception failure) when (attempt < Attempts && Database.IsContention(failure))
            {
                // Somebody else wrote at the same time; everything of this attempt has been rolled back.
            }
        }
    }

    private static IQueryable<Line> Lines(ZhunshengDbContext database, ToldQuery query)
    {
        var files = query.Scope.Of(database.CaseList.AsNoTracking());
        var (office, name) = (query.Seat.OrganisationId, CaseListRecord.NamedText([query.Seat.OrganisationName]));
        var told = database.ToldEntries.AsNoTracking();
        if (query.Side == ToldSide.Sent)
        {
            told = told.Where(t => t.FromId == office);
        }
        else
        {
            var audiences = query.Seat.Roles.Select(r => WorkItemRecord.AudienceOf(r.RulebookId, r.Role)).Distinct().ToList();
            told = told.Where(t => audiences.Contains(t.Audience) && (t.Named == "" || t.Named.Contains(name)));
        }

        if (query.Kind is { } kind)
        {
            told = told.Where(t => t.Kind == kind);
        }

        if (query.Signed is { } signed)
        {
            told = query.Side == ToldSide.Sent
                ? told.Where(t => database.ToldReceipts.Any(r => r.CaseId == t.CaseId && r.Act == t.Act && r.Ordinal == t.Ordinal) == signed)
                : told.Where(t => database.ToldReceipts.Any(r => r.CaseId == t.CaseId && r.Act == t.Act && r.Ordinal == t.Ordinal && r.OrganisationId == office) == signed);
        }

        var lines = told.Join(files, t => t.CaseId, c => c.CaseId, (t, c) => new Line { Told = t, File = c });
        return query.Side == ToldSide.Received ? lines.Where(l => !l.Told.Own || l.File.OwnerId == office) : lines;
    }

    private static async Task<ImmutableArray<ToldRow>> Rows(ZhunshengDbContext database, List<Line> found, CancellationToken cancel)
    {
        var cases = found.Select(f => f.Told.CaseId).Distinct().ToList();
        var receipts = (await database.ToldReceipts.AsNoTracking().Where(r => cases.Contains(r.CaseId)).OrderBy(r => r.Number).ToListAsync(cancel)).ToLookup(r => (r.CaseId, r.Act, r.Ordinal));
        return [.. found.Select(l => new ToldRow(
            l.Told.CaseId, l.File.Number, l.File.Title, l.File.RulebookId, l.Told.Act, l.Told.Ordinal, l.Told.Kind, l.Told.To, l.Told.Role, new Citation(l.Told.Article), l.Told.On, l.Told.At, l.Told.StepTitle, l.Told.Outcome,
            l.Told.FromName,
            [.. receipts[(l.Told.CaseId, l.Told.Act, l.Told.Ordinal)].Select(r => new ToldReceiptRow(r.Number, r.Act, r.Ordinal, r.OrganisationId, r.OrganisationName, r.UserName, r.At, r.Digest))]))];
    }

    private sealed class Line
    {
        public required ToldRecord Told { get; init; }

        public required CaseListRecord File { get; init; }
    }
}
