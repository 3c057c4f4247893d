using System.Globalization;
using System.Text;
using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions over texts (DMN 1.5, 10.3.4.3). Characters are Unicode code points.</summary>
internal static class TextFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        new("substring", FeelType.String, [Text("string"), Number("start position"), Number("length").Optional().OrNull()],
            static a => Substring(a[0].Chars, a[1], a.Length > 2 ? a[2] : FeelValue.Null)),
        new("string length", FeelType.Number, [Text("string")], static a => FeelValue.Of((decimal)Length(a[0].Chars))),
        new("upper case", FeelType.String, [Text("string")], static a => FeelValue.Of(a[0].Chars.ToUpperInvariant())),
        new("lower case", FeelType.String, [Text("string")], static a => FeelValue.Of(a[0].Chars.ToLowerInvariant())),
        new("substring before", FeelType.String, [Text("string"), Text("match")], static a => Before(a[0].Chars, a[1].Chars)),
        new("substring after", FeelType.String, [Text("string"), Text("match")], static a => After(a[0].Chars, a[1].Chars)),
        new("contains", FeelType.Boolean, [Text("string"), Text("match")], static a => FeelValue.Of(a[0].Chars.Contains(a[1].Chars, StringComparison.Ordinal))),
        new("starts with", FeelType.Boolean, [Text("string"), Text("match")], static a => FeelValue.Of(a[0].Chars.StartsWith(a[1].Chars, StringComparison.Ordinal))),
        new("ends with", FeelType.Boolean, [Text("string"), Text("match")], static a => FeelValue.Of(a[0].Chars.EndsWith(a[1].Chars, StringComparison.Ordinal))),
        new("matches", FeelType.Boolean, [Text("input"), Text("pattern"), Text("flags").Optional().OrNull()],
            static (ReadOnlySpan<FeelValue> a, ref Run run) => Patterns.IsMatch(a[0].Chars, a[1].Chars, Flags(a, 2), ref run)),
        new("replace", FeelType.String, [Text("input"), Text("pattern"), Text("replacement"), Text("flags").Optional().OrNull()],
            static (ReadOnlySpan<FeelValue> a, ref Run run) => Patterns.Replace(a[0].Chars, a[1].Chars, a[2].Chars, Flags(a, 3), ref run)),
        new("split", FeelType.ListOf(FeelType.String), [Text("string"), Text("delimiter")], static (ReadOnlySpan<FeelValue> a, ref Run run) => Patterns.Split(a[0].Chars, a[1].Chars, ref run)),
        new("string join", FeelType.String, [List("list"), Text("delimiter").Optional().OrNull()], static a => Join(a[0].Items, a.Length > 1 ? a[1].AsString : null)),
    ];

    private static string? Flags(ReadOnlySpan<FeelValue> arguments, int at) => arguments.Length > at ? arguments[at].AsString : null;

    private static int Length(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
            {
                count--;
            }
        }

        return count;
    }

    private static FeelValue Substring(string text, in FeelValue start, in FeelValue length)
    {
        var total = Length(text);
        var first = decimal.Truncate(start.Raw);
        if (first == 0 || Math.Abs(first) > total)
        {
            return FeelValue.Null;
        }

        var from = (int)(first > 0 ? first - 1 : total + first);
        var count = (decimal)(total - from);
        if (length.AsNumber is { } wanted)
        {
            wanted = decimal.Truncate(wanted);
            if (wanted < 1)
            {
                return FeelValue.Null;
            }

            count = Math.Min(count, wanted);
        }

        if (total == text.Length)
        {
            return FeelValue.Of(text.Substring(from, (int)count));
        }

        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Skip(from).Take((int)count))
        {
            result.Append(rune.ToString());
        }

        return FeelValue.Of(result.ToString());
    }

    private static FeelValue Before(string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return FeelValue.Of(at < 0 ? "" : text[..at]);
    }

    private static FeelValue After(string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return FeelValue.Of(at < 0 ? "" : text[(at + match.Length)..]);
    }

    private static FeelValue Join(FeelValue[] items, string? delimiter)
    {
        var result = new StringBuilder();
        var first = true;
        foreach (var item in items)
        {
            if (item.IsNull)
            {
                continue;
            }

            if (item.Kind != FeelKind.String)
            {
                return FeelValue.Null;
            }

            if (result.Length + item.Chars.Length + (delimiter?.Length ?? 0) > Run.MostItems)
            {
                return FeelValue.TooGreat;
            }

            result.Append(first ? "" : delimiter).Append(item.Chars);
            first = false;
        }

        return FeelValue.Of(result.ToString());
    }
}
