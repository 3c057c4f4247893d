using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>
/// Explores a rulebook by playing random but lawful cases to their end, through the same checks as real use: people who fill in forms one way or another, hand in
/// papers, choose outcomes, return, refuse, mend what stood in the way, and wait. Nothing is written past <see cref="CaseWork"/>.
/// </summary>
public static class Walk
{
    /// <summary>Plays one world, from 0 to below <see cref="WalkOptions.Worlds"/>. The same options give the same world, whichever others are played.</summary>
    public static WalkedWorld Play(Rulebook rulebook, WalkOptions options, int world)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(options);
        var first = world * WalkOptions.CasesPerWorld;
        return new SmallWorld(rulebook, options.From ?? Beginning(rulebook), new SeededChance(options.Seed, world), first, Math.Min(WalkOptions.CasesPerWorld, options.Cases - first)).Play();
    }

    /// <summary>The beginning of the last year but one whose calendar is known; of the regulation, when that is later.</summary>
    private static DateOnly Beginning(Rulebook rulebook)
    {
        var years = rulebook.Calendar.Years;
        var start = new DateOnly(years.IsEmpty ? 2026 : years[^1].Year - Math.Min(1, years.Length - 1), 1, 5);
        return rulebook.InForceFrom is { } force && force > start ? force : start;
    }

    /// <summary>The kinds of the files of a world: the first kind most often, each other one once, as far as files can be begun.</summary>
    internal static ImmutableArray<string> Kinds(Rulebook rulebook, int count)
    {
        var kinds = rulebook.Kinds.Select(k => k.Name).Where(k => rulebook.Steps.Any(s => s.Opens && s.Kind == k && s.Via is null)).ToList();
        return kinds.Count == 0 ? [] : [.. Enumerable.Range(0, count).Select(i => kinds[count - i < kinds.Count ? kinds.Count - (count - i) : 0])];
    }
}
