using System.Collections.Immutable;
using System.Globalization;

namespace Zhunsheng.Storage;

/// <summary>A word of a query as the units that must follow one another.</summary>
/// <param name="Source">As it was typed.</param>
/// <param name="Grams">The units, at least one.</param>
/// <param name="Begins">Whether the last unit need only begin so: a single character, an unfinished word or number.</param>
public sealed record SearchTerm(string Source, ImmutableArray<string> Grams, bool Begins)
{
    /// <summary>The longest query that is looked at, in characters.</summary>
    public const int LongestQuery = 100;

    private const int MostTerms = 8;

    /// <summary>The words of a query, separated by blanks. Signs, operators and wildcards mean nothing and are left out; empty when nothing can be looked for.</summary>
    public static ImmutableArray<SearchTerm> Parse(string? query)
    {
        var clean = Segmentation.Clean(query ?? "");
        return [.. (clean.Length > LongestQuery ? clean[..LongestQuery] : clean)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Of).OfType<SearchTerm>().DistinctBy(t => string.Join(' ', t.Grams)).Take(MostTerms)];
    }

    /// <summary>The places in a text where the term stands.</summary>
    internal IEnumerable<(int Start, int End)> In(IReadOnlyList<Gram> text)
    {
        for (var i = 0; i + Grams.Length <= text.Count; i++)
        {
            var at = 0;
            while (at < Grams.Length && Same(text[i + at].Text, at))
            {
                at++;
            }

            if (at == Grams.Length)
            {
                yield return (text[i].Start, EndOf(text[i + at - 1]));
            }
        }
    }

    /// <summary>As SQLite's full-text index is asked.</summary>
    internal string ForSqlite() => $"\"{string.Join(' ', Grams)}\"{(Begins ? " *" : "")}";

    /// <summary>As PostgreSQL is asked (tsquery). Units hold letters and digits only.</summary>
    internal string ForPostgreSql() => string.Join(" <-> ", Grams.Select((g, i) => $"'{g}'{(Begins && i == Grams.Length - 1 ? ":*" : "")}"));

    private static SearchTerm? Of(string word)
    {
        var grams = Segmentation.Of(word);
        if (grams.Count == 0)
        {
            return null;
        }

        // The last character of a run of several is in the pair before it already.
        var whole = grams.Count > 1 && grams[^1] is { IsWord: false } last && grams[^2] is { IsWord: false } pair && pair.End == last.End;
        return new SearchTerm(word, [.. (whole ? grams.SkipLast(1) : grams).Select(g => g.Text)], !whole);
    }

    private bool Same(string gram, int at) => Begins && at == Grams.Length - 1 ? gram.StartsWith(Grams[at], StringComparison.Ordinal) : gram == Grams[at];

    /// <summary>Where the mark ends: after the part of the last unit that was asked for.</summary>
    private int EndOf(Gram last)
    {
        var asked = Grams[^1];
        return !Begins || asked.Length == last.Text.Length ? last.End
            : !last.IsWord || new StringInfo(asked).LengthInTextElements == 1 ? last.FirstEnd
            : last.End - last.Start == last.Text.Length ? last.Start + asked.Length : last.End;
    }
}
