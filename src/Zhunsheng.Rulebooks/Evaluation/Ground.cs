using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What a value rests on: the facts that decided it, and the facts whose absence leaves it open.</summary>
internal readonly record struct Ground(ImmutableArray<UsedFact> Facts, ImmutableArray<string> Unknown)
{
    public static Ground Empty { get; } = new([], []);

    public static Ground Join(IEnumerable<Ground> grounds)
    {
        var all = grounds.ToList();
        return new Ground([.. all.SelectMany(g => g.Facts).DistinctBy(f => f.Name)], [.. all.SelectMany(g => g.Unknown).Distinct()]);
    }
}

/// <summary>A value with what it rests on.</summary>
internal readonly record struct Grounded(FeelValue Value, Ground Ground);
