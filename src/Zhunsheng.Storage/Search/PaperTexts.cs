using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>
/// Reads the text of the papers that acts name into the index of the search. What a paper says follows from its digest, so each is read once, by whichever node comes first; of two that read the same
/// at once the second leaves what is there.
/// </summary>
public sealed class PaperTexts(IDbContextFactory<ZhunshengDbContext> databases, AttachmentStore store, IEnumerable<IPaperReader> readers, TimeProvider clock)
{
    private const int AtOnce = 50;

    /// <summary>Papers are handed in by nodes whose clocks differ a little, and become visible a little after.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly IPaperReader? _reader = readers.LastOrDefault();
    private DateTimeOffset _readUntil = DateTimeOffset.MinValue;

    /// <summary>Reads the papers that nobody has read. Returns how many there were. Without a reader nothing is done.</summary>
    public async Task<int> Read(CancellationToken cancel = default)
    {
        var began = clock.GetUtcNow();
        var done = 0;
        for (var more = _reader is not null; more;)
        {
            List<AttachmentRecord> waiting;
            await using (var database = await databases.CreateDbContextAsync(cancel))
            {
                var since = _readUntil == DateTimeOffset.MinValue ? _readUntil : _readUntil - Margin;
                waiting = await database.Attachments.AsNoTracking()
                    .Where(a => a.FirstSeen >= since && !database.PaperTexts.Any(t => t.Digest == a.Digest))
                    .OrderBy(a => a.Digest).Take(AtOnce).ToListAsync(cancel);
            }

            foreach (var paper in waiting)
            {
                await Keep(paper, ReadOne(paper.Digest, paper.MediaType, cancel), cancel);
            }

            done += waiting.Count;
            more = waiting.Count == AtOnce;
        }

        _readUntil = began;
        return done;
    }

    /// <summary>Forgets what was read, so that everything is read anew.</summary>
    public async Task Forget(CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.PaperPassages.ExecuteDeleteAsync(cancel);
        await database.PaperTexts.ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        _readUntil = DateTimeOffset.MinValue;
    }

    /// <summary>What is wrong with the stored text of a paper, in Chinese; null when it is what the paper says, when it has not been read yet, and without a reader.</summary>
    internal async Task<string?> Check(Attachment paper, CancellationToken cancel)
    {
        if (_reader is null)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.PaperTexts.AsNoTracking().SingleOrDefaultAsync(t => t.Digest == paper.Digest, cancel) is not { } stored)
        {
            return null;
        }

        var reading = ReadOne(paper.Digest, paper.MediaType, cancel);
        var pieces = await database.PaperPassages.AsNoTracking().Where(p => p.Digest == paper.Digest).OrderBy(p => p.Part).Select(p => p.Text).ToListAsync(cancel);
        return stored.Problem == reading.Problem && pieces.SequenceEqual(CasePassages.Pieces(Segmentation.Clean(reading.Text)), StringComparer.Ordinal)
            ? null
            : $"附件“{paper.FileName}”可检索的文字与文件不一致，请重建目录（连同材料的文字）";
    }

    private PaperReading ReadOne(string digest, string mediaType, CancellationToken cancel)
    {
        using var content = store.OpenRead(digest);
        return content is null
            ? new PaperReading("", false, "文件没有存好")
            : _reader!.Read(content, mediaType, cancel) ?? new PaperReading("", false, "这种文件没有可读的文字");
    }

    private async Task Keep(AttachmentRecord paper, PaperReading reading, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var first = await database.Database.ExecuteSqlAsync(
            $"INSERT INTO paper_texts (digest, whole, problem, read_at) VALUES ({paper.Digest}, {reading.Whole}, {reading.Problem}, {clock.GetUtcNow().UtcDateTime}) ON CONFLICT DO NOTHING", cancel) == 1;
        if (!first)
        {
            return;
        }

        var part = 0;
        foreach (var piece in CasePassages.Pieces(Segmentation.Clean(reading.Text)))
        {
            await SearchIndex.Insert(database, new PaperPassageRecord { Digest = paper.Digest, Part = part++, Text = piece }, cancel);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }
}

/// <summary>In a host that keeps running: reads the papers of new acts soon after they were handed in.</summary>
internal sealed class PaperReadings(PaperTexts texts, TimeProvider clock, ILogger<PaperReadings> log) : BackgroundService
{
    private static readonly TimeSpan LookForPapers = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host does not wait for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await texts.Read(stoppingToken) is > 0 and var count)
                {
                    log.LogInformation("{Count} 份材料的文字已可检索", count);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (StorageFailure.Unavailable(failure) is { } what)
            {
                log.LogWarning("材料的文字没有读成，稍后再试：{What}", what);
            }
            catch (Exception failure)
            {
                log.LogError(failure, "材料的文字没有读成，稍后再试");
            }

            await Task.Delay(LookForPapers, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
