using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A part of a text.</summary>
/// <param name="Text">The part.</param>
/// <param name="Marked">Whether it is what was looked for.</param>
public readonly record struct TextPart(string Text, bool Marked);

/// <summary>Texts with what was looked for marked.</summary>
public static class Highlight
{
    private const int Before = 24;
    private const int Longest = 90;

    /// <summary>The whole text in parts.</summary>
    public static ImmutableArray<TextPart> Whole(string text, IEnumerable<SearchTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parts(text, 0, text.Length, Places(text, terms));
    }

    /// <summary>The passage about the first place, in parts; cut ends are shown by an ellipsis. The beginning of the text when no term stands in it.</summary>
    public static ImmutableArray<TextPart> Passage(string text, IEnumerable<SearchTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        var places = Places(text, terms);
        var first = places.Count == 0 ? 0 : places[0].Start;
        var from = text.Length <= Longest || first <= Before ? 0 : Whole(text, first - Before);
        var to = text.Length - from <= Longest ? text.Length : Whole(text, from + Longest);
        var parts = Parts(text, from, to, places);
        return [.. from > 0 ? [new TextPart("…", false)] : Array.Empty<TextPart>(), .. parts, .. to < text.Length ? [new TextPart("…", false)] : Array.Empty<TextPart>()];
    }

    /// <summary>The text in parts by places that may overlap.</summary>
    internal static ImmutableArray<TextPart> Parts(string text, int from, int to, IReadOnlyList<(int Start, int End)> places)
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var at = from;
        foreach (var (start, end) in places)
        {
            var (begin, stop) = (Math.Max(start, at), Math.Min(end, to));
            if (begin >= stop)
            {
                continue;
            }

            if (begin > at)
            {
                parts.Add(new TextPart(text[at..begin], false));
            }

            // Places that touch make one mark.
            if (begin == at && parts.Count > 0 && parts[^1].Marked)
            {
                parts[^1] = new TextPart(parts[^1].Text + text[begin..stop], true);
            }
            else
            {
                parts.Add(new TextPart(text[begin..stop], true));
            }

            at = stop;
        }

        if (at < to)
        {
            parts.Add(new TextPart(text[at..to], false));
        }

        return parts.ToImmutable();
    }

    private static List<(int Start, int End)> Places(string text, IEnumerable<SearchTerm> terms)
    {
        var grams = Segmentation.Of(text);
        return [.. terms.SelectMany(t => t.In(grams)).OrderBy(p => p.Start).ThenByDescending(p => p.End)];
    }

    /// <summary>A place that does not cut a character in two.</summary>
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
