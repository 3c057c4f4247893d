using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework;

/// <summary>A form as it was handed in, with typed values, before it is checked.</summary>
/// <param name="Step">The step.</param>
/// <param name="Outcome">The outcome chosen.</param>
/// <param name="Facts">What was filled in; a fact left open is absent or null.</param>
public sealed record ActProposal(string Step, string Outcome, ImmutableDictionary<string, FeelValue> Facts)
{
    /// <summary>For a step that occurs once per value: the value.</summary>
    public FeelValue Key { get; init; }

    /// <summary>The papers. A chapter within a paper (<see cref="Rulebooks.Paper.Within"/>) is named by the same file under the title of the chapter.</summary>
    public ImmutableArray<Attachment> Papers { get; init; } = [];

    /// <summary>A remark; null for none.</summary>
    public string? Note { get; init; }
}

/// <summary>What an earlier act should have said.</summary>
/// <param name="Number">The number of the act.</param>
/// <param name="Facts">All that its form asked, anew.</param>
/// <param name="Reason">Why it is corrected.</param>
public sealed record CorrectionProposal(int Number, ImmutableDictionary<string, FeelValue> Facts, string Reason)
{
    /// <summary>All its papers, anew; those that stay as they were are named again.</summary>
    public ImmutableArray<Attachment> Papers { get; init; } = [];
}
