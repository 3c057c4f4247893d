using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>How alike two texts are, by the units they share (<see cref="Segmentation"/>): pairs of characters and words.</summary>
/// <param name="Share">Twice the shared units over the units of both, 0 to 1: 1 for texts of the same units.</param>
/// <param name="Here">The first text with the shared parts marked.</param>
/// <param name="There">The second text with the shared parts marked.</param>
public sealed record Similarity(decimal Share, ImmutableArray<TextPart> Here, ImmutableArray<TextPart> There)
{
    /// <summary>Compares two texts. A text without any unit is like no other.</summary>
    public static Similarity Of(string here, string there)
    {
        ArgumentNullException.ThrowIfNull(here);
        ArgumentNullException.ThrowIfNull(there);
        var (first, second) = (Units(here), Units(there));
        var (one, other) = (first.Select(g => g.Text).ToHashSet(), second.Select(g => g.Text).ToHashSet());
        var shared = one.Intersect(other).ToHashSet();
        var share = one.Count + other.Count == 0 ? 0 : 2m * shared.Count / (one.Count + other.Count);
        return new Similarity(share, Marked(here, first, shared), Marked(there, second, shared));
    }

    /// <summary>The units that count: a single character only where the text has nothing longer.</summary>
    internal static List<Gram> Units(string text)
    {
        var all = Segmentation.Of(text);
        var longer = all.FindAll(g => g.IsWord || g.End > g.FirstEnd);
        return longer.Count > 0 ? longer : all;
    }

    private static ImmutableArray<TextPart> Marked(string text, List<Gram> units, HashSet<string> shared) =>
        Highlight.Parts(text, 0, text.Length, units.FindAll(g => shared.Contains(g.Text)).ConvertAll(g => (g.Start, g.End)));
}
