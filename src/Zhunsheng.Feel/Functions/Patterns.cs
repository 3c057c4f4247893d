using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Functions;

/// <summary>
/// Regular expressions in XPath's dialect, as <c>matches</c>, <c>replace</c> and <c>split</c> want them. A pattern that is none, or that takes too long, gives null;
/// so does one that matches the empty text where something is replaced or split.
/// </summary>
internal static class Patterns
{
    private const int LongestPattern = 10_000;

    /// <summary>What the counts of all repetitions of a pattern may multiply to: beyond that the machine that runs it grows out of bounds.</summary>
    private const long MostRepetitions = 5_000;

    /// <summary>How long one that goes back and forth may take; how long any may take, which is far more than the allowance lets it need.</summary>
    private static readonly (TimeSpan Backtracking, TimeSpan Any) s_patience = (TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20));

    /// <summary>Whether the pattern occurs in the text.</summary>
    public static FeelValue IsMatch(string text, string pattern, string? flags, ref Run run)
    {
        var regex = Find(text, pattern, flags, ref run);
        try
        {
            return regex is null ? FeelValue.Null : FeelValue.Of(regex.IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>The text with every occurrence replaced; <c>$1</c> stands for a group.</summary>
    public static FeelValue Replace(string text, string pattern, string replacement, string? flags, ref Run run)
    {
        if (Find(text, pattern, flags, ref run) is not { } regex)
        {
            return FeelValue.Null;
        }

        try
        {
            if (regex.IsMatch("") || Replacement(replacement, regex.GetGroupNumbers().Length - 1, flags) is not { } with)
            {
                return FeelValue.Null;
            }

            var result = new StringBuilder();
            var from = 0;
            for (var match = regex.Match(text); match.Success; match = match.NextMatch())
            {
                result.Append(text, from, match.Index - from).Append(match.Result(with));
                from = match.Index + match.Length;
                if (result.Length > Run.MostItems || !run.Spend(1 + (replacement.Length / 256)))
                {
                    return FeelValue.TooGreat;
                }
            }

            result.Append(text, from, text.Length - from);
            return result.Length > Run.MostItems ? FeelValue.TooGreat : FeelValue.Of(result.ToString());
        }
        catch (RegexMatchTimeoutException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>The parts of the text between the occurrences.</summary>
    public static FeelValue Split(string text, string pattern, ref Run run)
    {
        if (Find(text, pattern, null, ref run) is not { } regex)
        {
            return FeelValue.Null;
        }

        try
        {
            if (regex.IsMatch(""))
            {
                return FeelValue.Null;
            }

            var parts = new List<FeelValue>();
            var from = 0;
            foreach (var match in regex.EnumerateMatches(text))
            {
                parts.Add(FeelValue.Of(text[from..match.Index]));
                from = match.Index + match.Length;
            }

            parts.Add(FeelValue.Of(text[from..]));
            return FeelValue.OfOwned([.. parts]);
        }
        catch (RegexMatchTimeoutException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>The regular expression of a pattern, made once a session; null when the pattern is none, or when the allowance is used up.</summary>
    private static Regex? Find(string text, string pattern, string? flags, ref Run run)
    {
        // A regular expression for texts with characters of two places is another one, and a greater one.
        var pairs = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;
        if (!run.Session.Patterns.TryGetValue((pattern, flags, pairs), out var regex))
        {
            if (pattern.Length > LongestPattern || !run.Spend(500 + (pattern.Length * 10)) || OptionsOf(flags) is not { } options || PatternTranslation.Of(pattern, flags, pairs) is not { } translated
                || !run.Spend(translated.Length))
            {
                return null;
            }

            regex = Make(translated, options);
            run.Session.Keep((pattern, flags, pairs), regex);
        }

        // One that goes back and forth may take all its patience each time.
        var price = regex is null ? 0 : (regex.Options & RegexOptions.NonBacktracking) != 0 ? 1 + (int)Math.Min((long)text.Length * (64 + pattern.Length) / 2048, int.MaxValue) : 100_000;
        return run.Spend(price) ? regex : null;
    }

    private static Regex? Make(string pattern, RegexOptions options)
    {
        try
        {
            // Without backtracking the time is bounded by the length of the text; only back references need the other kind.
            return Repetitions(pattern) > MostRepetitions ? null : new(pattern, options | RegexOptions.NonBacktracking, s_patience.Any);
        }
        catch (NotSupportedException)
        {
            return new(pattern, options, s_patience.Backtracking);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The product of the counts in braces, wherever they stand.</summary>
    private static long Repetitions(string pattern)
    {
        var product = 1L;
        for (var i = pattern.IndexOf('{', StringComparison.Ordinal); i >= 0 && product <= MostRepetitions; i = pattern.IndexOf('{', i + 1))
        {
            var greatest = 1L;
            var number = 0L;
            for (var j = i + 1; j < pattern.Length && (char.IsAsciiDigit(pattern[j]) || pattern[j] == ','); j++)
            {
                number = pattern[j] == ',' ? 0 : Math.Min((number * 10) + (pattern[j] - '0'), MostRepetitions + 1);
                greatest = Math.Max(greatest, number);
            }

            product *= greatest;
        }

        return product;
    }

    private static RegexOptions? OptionsOf(string? flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags ?? "")
        {
            switch (flag)
            {
                case 's': options |= RegexOptions.Singleline; break;
                case 'm': options |= RegexOptions.Multiline; break;
                case 'i': options |= RegexOptions.IgnoreCase; break;
                case 'x' or 'q': break;
                default: return null;
            }
        }

        return options;
    }

    /// <summary>XPath's <c>$1</c> and <c>\$</c> into .NET's <c>${1}</c> and <c>$$</c>; null where a sign stands for nothing.</summary>
    private static string? Replacement(string replacement, int groups, string? flags)
    {
        if (flags?.Contains('q', StringComparison.Ordinal) == true)
        {
            return replacement.Replace("$", "$$", StringComparison.Ordinal);
        }

        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c is not ('$' or '\\'))
            {
                result.Append(c);
                continue;
            }

            i++;
            if (i >= replacement.Length || (c == '$' ? !char.IsAsciiDigit(replacement[i]) : replacement[i] is not ('$' or '\\')))
            {
                return null;
            }

            if (c == '\\')
            {
                result.Append(replacement[i] == '$' ? "$$" : "\\");
                continue;
            }

            // As many digits as make the number of a group that there is.
            var group = replacement[i] - '0';
            while (i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) && (group * 10) + (replacement[i + 1] - '0') <= groups)
            {
                i++;
                group = (group * 10) + (replacement[i] - '0');
            }

            if (group <= groups)
            {
                result.Append(CultureInfo.InvariantCulture, $"${{{group}}}");
            }
        }

        return result.ToString();
    }
}
