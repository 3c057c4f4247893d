using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>What a decision table answers, and why.</summary>
/// <param name="Value">The answer; null where it cannot be given.</param>
/// <param name="Rows">The rows that hold, by their index from 0.</param>
/// <param name="Undecided">The rows of which it is not known whether they hold, as far as they were looked at.</param>
/// <param name="Decisive">
/// The variables that decided the answer: those of the row that holds and, of rows that would have said otherwise, one condition that failed;
/// for an undecided answer those that are unknown and matter.
/// </param>
public sealed record TableAnswer(FeelValue Value, ImmutableArray<int> Rows, ImmutableArray<int> Undecided, ImmutableArray<FeelVariable> Decisive);
