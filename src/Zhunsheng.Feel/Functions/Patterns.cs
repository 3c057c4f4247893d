using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Functions;

/// <summary>
/// Regular expressions in XPath's dialect, as <c>matches</c>, <c>replace</c> and <c>split</c> want them. A pattern that is none, or that takes too long, gives null.
/// </summary>
internal static class Patterns
{
    private const int LongestPattern = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the pattern occurs in the text.</summary>
    public static FeelValue IsMatch(string text, string pattern, string? flags) =>
        Try(pattern, flags, regex => FeelValue.Of(regex.IsMatch(text)));

    /// <summary>The text with every occurrence replaced; <c>$1</c> stands for a group.</summary>
    public static FeelValue Replace(string text, string pattern, string replacement, string? flags) =>
        Try(pattern, flags, regex =>
        {
            var result = regex.Replace(text, Replacement(replacement, regex.GetGroupNumbers().Length - 1));
            return result.Length > Run.MostItems ? FeelValue.Null : FeelValue.Of(result);
        });

    /// <summary>The parts of the text between the occurrences.</summary>
    public static FeelValue Split(string text, string pattern) =>
        Try(pattern, null, regex =>
        {
            var parts = new List<FeelValue>();
            var from = 0;
            foreach (var match in regex.EnumerateMatches(text))
            {
                if (match.Length > 0)
                {
                    parts.Add(FeelValue.Of(text[from..match.Index]));
                    from = match.Index + match.Length;
                }
            }

            parts.Add(FeelValue.Of(text[from..]));
            return FeelValue.OfOwned([.. parts]);
        });

    private static FeelValue Try(string pattern, string? flags, Func<Regex, FeelValue> use)
    {
        if (pattern.Length > LongestPattern || OptionsOf(flags) is not { } options || Translate(pattern, flags!) is not { } translated)
        {
            return FeelValue.Null;
        }

        try
        {
            return use(Make(translated, options));
        }
        catch (ArgumentException)
        {
            return FeelValue.Null;
        }
        catch (RegexMatchTimeoutException)
        {
            return FeelValue.Null;
        }
    }

    private static Regex Make(string pattern, RegexOptions options)
    {
        try
        {
            // Without backtracking the time is bounded by the length of the text; only back references need the other kind.
            return new(pattern, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new(pattern, options, Patience);
        }
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

    /// <summary>XPath's dialect into .NET's; null for what XPath does not allow.</summary>
    private static string? Translate(string pattern, string? flags)
    {
        flags ??= "";
        if (flags.Contains('q', StringComparison.Ordinal))
        {
            return Regex.Escape(pattern);
        }

        var strip = flags.Contains('x', StringComparison.Ordinal);
        var multiline = flags.Contains('m', StringComparison.Ordinal);
        var dotAll = flags.Contains('s', StringComparison.Ordinal);
        var result = new StringBuilder();
        var inClass = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (strip && inClass == 0 && char.IsWhiteSpace(c))
            {
                continue;
            }

            switch (c)
            {
                case '\\':
                    var next = i + 1;
                    while (strip && inClass == 0 && next < pattern.Length && char.IsWhiteSpace(pattern[next]))
                    {
                        next++;
                    }

                    if (next >= pattern.Length || (inClass > 0 && char.IsAsciiDigit(pattern[next])) || pattern[next] == '0')
                    {
                        return null;
                    }

                    i = next;
                    if (!Escape(pattern, ref i, strip, result))
                    {
                        return null;
                    }

                    break;
                case '[':
                    inClass++;
                    result.Append(c);
                    break;
                case ']' when inClass > 0:
                    inClass--;
                    result.Append(c);
                    break;
                case '(' when inClass == 0 && i + 1 < pattern.Length && pattern[i + 1] == '?' && !(i + 2 < pattern.Length && pattern[i + 2] == ':'):
                    return null;
                case '.' when inClass == 0 && !dotAll:
                    result.Append("[^\\n\\r]");
                    break;
                case '$' when inClass == 0:
                    result.Append(multiline ? "$" : "\\z");
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    private static bool Escape(string pattern, ref int i, bool strip, StringBuilder result)
    {
        switch (pattern[i])
        {
            case 'i':
                result.Append("[_:\\p{L}]");
                return true;
            case 'c':
                result.Append("[-._:\\p{L}\\p{N}\\p{M}]");
                return true;
            case 'p' or 'P':
                var close = pattern.IndexOf('}', i);
                if (close < 0)
                {
                    return false;
                }

                var category = pattern[(i + 1)..(close + 1)];
                category = strip ? string.Concat(category.Where(c => !char.IsWhiteSpace(c))) : category;
                result.Append('\\').Append(pattern[i]).Append(category);
                i = close;
                return !category.Any(char.IsWhiteSpace);
            default:
                if (char.IsAsciiLetter(pattern[i]) && !"nrtsSdDwW".Contains(pattern[i], StringComparison.Ordinal))
                {
                    return false;
                }

                result.Append('\\').Append(pattern[i]);
                return true;
        }
    }

    /// <summary>XPath's <c>$1</c> and <c>\$</c> into .NET's <c>${1}</c> and <c>$$</c>.</summary>
    private static string Replacement(string replacement, int groups)
    {
        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c == '\\' && i + 1 < replacement.Length && replacement[i + 1] is '$' or '\\')
            {
                i++;
                result.Append(replacement[i] == '$' ? "$$" : "\\");
            }
            else if (c == '$' && i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]))
            {
                i++;
                var group = replacement[i] - '0';
                if (group <= groups)
                {
                    result.Append(CultureInfo.InvariantCulture, $"${{{group}}}");
                }
            }
            else
            {
                result.Append(c == '$' ? "$$" : c.ToString());
            }
        }

        return result.ToString();
    }
}
