using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Where case files are kept: loading, appending acts, and the lists.</summary>
public sealed partial class CaseStore
{
    /// <summary>The file; null when there is none.</summary>
    public Task<CaseFile?> Load(Guid id, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>The file of a number such as HLJ-2026-0001; null when there is none.</summary>
    public Task<CaseFile?> LoadByNumber(string number, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>The rulebook content a file is bound to; null when it is not to be had any more.</summary>
    public Task<Rulebook?> RulebookOf(CaseFile file, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>
    /// Checks and stores an act, with the acts it brings about in other files and all lists, in one transaction. When it returns <see cref="AppendResult.Done"/> the act survives a crash.
    /// </summary>
    public Task<AppendResult> Append(Submission submission, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>A page of the case list.</summary>
    public Task<CasePage> Search(CaseQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>What waits for somebody, the most urgent first.</summary>
    public Task<ImmutableArray<WorkItem>> WorkItems(WorkItemQuery query, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>The files in which a step is open, by number, with their titles.</summary>
    public Task<ImmutableArray<CaseRow>> Candidates(string rulebookId, string kind, string? step, CancellationToken cancel = default) => throw new NotImplementedException();
}
