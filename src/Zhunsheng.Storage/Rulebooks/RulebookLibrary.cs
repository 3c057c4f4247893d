using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>How a rulebook folder stands.</summary>
/// <param name="Id">The name of the folder.</param>
/// <param name="Current">The rulebook in force: the last good one; null when there never was one.</param>
/// <param name="Findings">What the checker said about the files as they are now.</param>
/// <param name="Broken">Whether the files as they are now cannot be used.</param>
/// <param name="ReadAt">When the files were read, in UTC.</param>
public sealed record RulebookShelf(string Id, Rulebook? Current, ImmutableArray<Finding> Findings, bool Broken, DateTimeOffset ReadAt);

/// <summary>A content that a rulebook has or had here.</summary>
/// <param name="Digest">Names the content.</param>
/// <param name="Version">The number its author gave it.</param>
/// <param name="FirstSeen">When it was first read, in UTC.</param>
public sealed record RulebookEdition(string Digest, int Version, DateTimeOffset FirstSeen);

/// <summary>
/// The rulebooks of this installation. Reads the folder at start and when files change; a broken file leaves the last good version in force, also after a restart.
/// Every good version is kept in the database, so that case files bound to it can go on with it. Safe to use from many threads.
/// </summary>
public sealed partial class RulebookLibrary(RulebookFolder? folder, IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock, ILogger<RulebookLibrary> log) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<(string Id, string Digest), Rulebook> _compiled = new();
    private readonly ConcurrentDictionary<(string Id, string Digest, string Current), Rulebook> _numbered = new();
    private volatile ImmutableSortedDictionary<string, RulebookShelf> _shelves = ImmutableSortedDictionary.Create<string, RulebookShelf>(StringComparer.Ordinal);
    private ImmutableDictionary<string, string> _stamps = ImmutableDictionary<string, string>.Empty;

    /// <summary>The rulebook in force; null when there is none of this name.</summary>
    public Rulebook? Current(string id) => _shelves.GetValueOrDefault(id)?.Current;

    /// <summary>The rulebooks in force, in the order of their names.</summary>
    public ImmutableArray<Rulebook> All => [.. _shelves.Values.Select(s => s.Current).OfType<Rulebook>()];

    /// <summary>All folders with what the checker says, for the administrator.</summary>
    public ImmutableArray<RulebookShelf> Shelves => [.. _shelves.Values];

    /// <summary>
    /// The exact content of a digest, compiled when first asked for; null when it is not kept or cannot be read by this version of the program. Documents are numbered as the content
    /// in force says.
    /// </summary>
    public async Task<Rulebook?> ByDigest(string id, string digest, CancellationToken cancel = default)
    {
        var bound = await Bound(id, digest, cancel);
        return bound is null || Current(id) is not { } current || current.Digest == digest
            ? bound
            : _numbered.GetOrAdd((id, digest, current.Digest), _ => bound.NumberedAs(current));
    }

    private async Task<Rulebook?> Bound(string id, string digest, CancellationToken cancel)
    {
        if (_compiled.TryGetValue((id, digest), out var known))
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.RulebookRevisions.AsNoTracking().SingleOrDefaultAsync(r => r.RulebookId == id && r.Digest == digest, cancel) is { } revision ? Compile(revision) : null;
    }

    /// <summary>The contents that a rulebook has had here, the latest first.</summary>
    public async Task<ImmutableArray<RulebookEdition>> Editions(string id, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var revisions = await database.RulebookRevisions.AsNoTracking().Where(r => r.RulebookId == id).OrderByDescending(r => r.InForceSince)
            .Select(r => new { r.Digest, r.Version, r.FirstSeen }).ToListAsync(cancel);
        return [.. revisions.Select(r => new RulebookEdition(r.Digest, r.Version, r.FirstSeen))];
    }

    /// <summary>Reads what has changed since the last time. Returns whether anything had.</summary>
    public async Task<bool> Reload(CancellationToken cancel = default)
    {
        if (folder is null)
        {
            return false;
        }

        await _reading.WaitAsync(cancel);
        try
        {
            var stamps = folder.Stamps();
            var changed = stamps.Keys.Union(_stamps.Keys).Where(id => stamps.GetValueOrDefault(id) != _stamps.GetValueOrDefault(id)).Order(StringComparer.Ordinal).ToList();
            foreach (var id in changed)
            {
                await Read(folder, id, cancel);
            }

            if (changed.Count > 0)
            {
                await Settle(cancel);
            }

            _stamps = stamps;
            return changed.Count > 0;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Looks for changes every two seconds until cancelled.</summary>
    public async Task Watch(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(LookAgain, clock);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            try
            {
                await Reload(cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "规则手册没有重新读成，下次再试");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task Read(RulebookFolder from, string id, CancellationToken cancel)
    {
        var (own, common, problem) = from.Texts(id);
        var reading = own is null ? null : RulebookReader.Read(own, common);
        var findings = problem is null ? reading?.Findings ?? [] : [problem];
        Rulebook? current;
        if (reading?.Rulebook is { } good && good.Id == id)
        {
            _compiled[(id, good.Digest)] = good;
            var before = Current(id) ?? await LastGood(id, cancel);
            if (before is not null && before.Digest != good.Digest && good.Version <= before.Version)
            {
                findings = findings.Add(new Finding(FindingSeverity.Warning, own!.Path, 1, 1, $"内容变了，版本号却是第{good.Version}版（原来是第{before.Version}版）；正式修订请把 version 加1，好分清各案卷依的是哪一版"));
            }

            await Keep(good, [own!, .. common], cancel);
            current = good;
            log.LogInformation("规则手册 {Id} 第 {Version} 版生效（{Digest}）", id, good.Version, good.Digest[..12]);
        }
        else
        {
            if (reading?.Rulebook is { } misplaced)
            {
                findings = findings.Add(new Finding(FindingSeverity.Error, own!.Path, 1, 1, $"手册的 id 是“{misplaced.Id}”，文件夹却叫“{id}”；改成一样的"));
            }

            current = Current(id) ?? await LastGood(id, cancel);
            log.LogError("规则手册 {Id} 有错：{Finding}；{Consequence}", id, findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error), current is null ? "没有可用的版本" : $"仍按第 {current.Version} 版办");
        }

        _shelves = _shelves.SetItem(id, new RulebookShelf(id, current, findings, current is null || !ReferenceEquals(current, reading?.Rulebook), clock.GetUtcNow()));
    }

    private async Task Keep(Rulebook rulebook, ImmutableArray<RulebookText> texts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            if (await database.RulebookRevisions.FindAsync([rulebook.Id, rulebook.Digest], cancel) is { } known)
            {
                known.InForceSince = now;
            }
            else
            {
                database.RulebookRevisions.Add(new RulebookRevision
                {
                    RulebookId = rulebook.Id,
                    Digest = rulebook.Digest,
                    Version = rulebook.Version,
                    Texts = RulebookRevision.Pack(texts),
                    FirstSeen = now,
                    InForceSince = now,
                });
            }

            await database.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException raced) when (Database.IsContention(raced))
        {
            log.LogDebug("另一个节点已存下规则手册 {Id}", rulebook.Id);
        }
    }

    /// <summary>Puts rulebooks that are new here into their jurisdictions.</summary>
    private async Task Settle(CancellationToken cancel)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            await Territories.Settle(database, clock, All, cancel);
        }
        catch (DbUpdateException raced) when (Database.IsContention(raced))
        {
            log.LogDebug("另一个节点已把规则手册归入地区");
        }
    }

    private async Task<Rulebook?> LastGood(string id, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var revisions = await database.RulebookRevisions.AsNoTracking().Where(r => r.RulebookId == id).OrderByDescending(r => r.InForceSince).ToListAsync(cancel);
        return revisions.Select(Compile).FirstOrDefault(r => r is not null);
    }

    private Rulebook? Compile(RulebookRevision revision)
    {
        var texts = revision.Unpack();
        var rulebook = RulebookReader.Read(texts[0], texts[1..]).Rulebook;
        if (rulebook is null || rulebook.Digest != revision.Digest)
        {
            log.LogError("存下的规则手册 {Id}（{Digest}）这个版本的程序读不出来", revision.RulebookId, revision.Digest[..12]);
            return null;
        }

        return _compiled.GetOrAdd((revision.RulebookId, revision.Digest), rulebook);
    }
}
