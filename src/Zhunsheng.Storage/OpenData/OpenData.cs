using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>A project of the open data set, with what the installation knows of its unit.</summary>
/// <param name="Project">What is public of it.</param>
/// <param name="OwnerCode">The 统一社会信用代码 of its unit; null when it is not known.</param>
public sealed record OpenProject(PublicProject Project, string? OwnerCode);

/// <summary>
/// The projects that an installation may make public: those of which <see cref="PublicProject"/> says so. None before its rulebook knows an approved amount (the figure 批准), and never one that is handled
/// offline: such a file is not even read. What was worked out of a file stays true until its next act or the next day and is kept so long; one file is worked out at a time, however many ask, so that
/// callers who are nobody's users cannot keep the machine busy.
/// </summary>
public sealed class OpenData(IDbContextFactory<ZhunshengDbContext> databases, CaseStore cases) : IDisposable
{
    private const int Batch = 100;

    private readonly ConcurrentDictionary<Guid, Known> _known = [];
    private readonly SemaphoreSlim _working = new(1);

    /// <summary>The projects after a number, by number, as they are read; one file at a time is in memory.</summary>
    /// <param name="after">The number after which to go on; empty for the beginning.</param>
    /// <param name="today">The day.</param>
    /// <param name="cancel">Stops it.</param>
    public async IAsyncEnumerable<OpenProject> Projects(string after, DateOnly today, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var last = after; ;)
        {
            var candidates = await Candidates(last, cancel);
            foreach (var candidate in candidates)
            {
                if (await ProjectOf(candidate, today, cancel) is { } project)
                {
                    yield return new OpenProject(project, candidate.Code);
                }
            }

            if (candidates.Count < Batch)
            {
                yield break;
            }

            last = candidates[^1].Number;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _working.Dispose();

    /// <summary>What is public of a file today; null for nothing.</summary>
    private async Task<PublicProject?> ProjectOf(Candidate candidate, DateOnly today, CancellationToken cancel)
    {
        if (Kept(candidate, today) is { } kept)
        {
            return kept.Project;
        }

        await _working.WaitAsync(cancel);
        try
        {
            if (Kept(candidate, today) is { } meanwhile)
            {
                return meanwhile.Project;
            }

            if (await cases.Load(candidate.CaseId, cancel) is not { } file || await cases.RulebookOf(file, cancel) is not { } book)
            {
                return null;
            }

            var project = book.Public.IsEmpty ? null : PublicProject.Of(file, new Evaluation(book, CaseFold.Situation(file, book, today)));
            _known[candidate.CaseId] = new Known(file.Head, today, project);
            return project;
        }
        finally
        {
            _working.Release();
        }
    }

    private Known? Kept(Candidate candidate, DateOnly today) =>
        _known.TryGetValue(candidate.CaseId, out var known) && known.Head == candidate.Head && known.Day == today ? known : null;

    private async Task<List<Candidate>> Candidates(string after, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.CaseList.AsNoTracking()
            .Join(database.Standings.AsNoTracking(), c => c.CaseId, s => s.CaseId, (c, s) => new { File = c, Amounts = s })
            // Closed by the act that opened it: handled elsewhere.
            .Where(x => x.Amounts.Approved != null && !(x.File.Closed && x.File.Head == 1) && string.Compare(x.File.Number, after) > 0)
            .OrderBy(x => x.File.Number).Take(Batch)
            .Select(x => new Candidate { CaseId = x.File.CaseId, Head = x.File.Head, Number = x.File.Number, Code = database.Organisations.Where(o => o.Id == x.File.OwnerId).Select(o => o.Code).FirstOrDefault() })
            .ToListAsync(cancel);
    }

    /// <summary>What is public of a file after an act, on a day; null for nothing.</summary>
    private sealed record Known(int Head, DateOnly Day, PublicProject? Project);

    private sealed class Candidate
    {
        public Guid CaseId { get; init; }

        public int Head { get; init; }

        public required string Number { get; init; }

        public string? Code { get; init; }
    }
}
