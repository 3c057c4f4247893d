using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>An act as it counts now: with the words of its latest correction, at its own place.</summary>
/// <param name="Act">The act as it was made.</param>
/// <param name="Correction">Its latest correction; null when it stands as made.</param>
public sealed record EffectiveAct(Act Act, Act? Correction)
{
    /// <summary>The number of the act.</summary>
    public int Number => Act.Number;

    /// <summary>What was asked, as it counts.</summary>
    public ImmutableDictionary<string, FeelValue> Asked => (Correction ?? Act).Asked;

    /// <summary>What was set, as it counts.</summary>
    public ImmutableDictionary<string, FeelValue> Set => (Correction ?? Act).Set;

    /// <summary>The papers, as they count.</summary>
    public ImmutableArray<Attachment> Papers => (Correction ?? Act).Papers;
}

/// <summary>From the acts of a case file to what is the case.</summary>
public static class CaseFold
{
    /// <summary>The deeds of a file in order, each with its latest correction.</summary>
    public static ImmutableArray<EffectiveAct> Effective(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var corrections = new Dictionary<int, Act>();
        foreach (var act in file.Acts)
        {
            if (act is { Kind: ActKind.Correction, Corrects: { } corrected })
            {
                corrections[corrected] = act;
            }
        }

        return [.. file.Acts.Where(a => a.Kind == ActKind.Deed).Select(a => new EffectiveAct(a, corrections.GetValueOrDefault(a.Number)))];
    }

    /// <summary>
    /// The situation a rulebook judges: facts (a later act wins), what was done in which step and what was opened again, papers by dossier,
    /// exceptions granted, clocks that stood, and whether the file is closed.
    /// </summary>
    /// <param name="file">The case file.</param>
    /// <param name="rulebook">The rulebook it is bound to.</param>
    /// <param name="today">The day on which it is looked at; null when it is not known.</param>
    public static Situation Situation(CaseFile file, Rulebook rulebook, DateOnly? today) => Run(file, rulebook).Situation(file, today);

    /// <summary>The number of the act from which each known fact comes.</summary>
    public static ImmutableDictionary<string, int> Origins(CaseFile file, Rulebook rulebook) => Run(file, rulebook).Origins.ToImmutableDictionary();

    private static FoldState Run(CaseFile file, Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rulebook);
        var state = new FoldState(rulebook);
        foreach (var act in Effective(file))
        {
            state.Apply(act);
        }

        return state;
    }
}
