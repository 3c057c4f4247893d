using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Zhunsheng.Feel.Functions;

/// <summary>A set of Unicode characters (code points, without the halves of surrogate pairs) as ranges in order that do not touch.</summary>
internal sealed class CharacterSet
{
    private const int Last = 0x10FFFF;
    private readonly List<(int From, int To)> _ranges;

    private CharacterSet(IEnumerable<(int From, int To)> ranges)
    {
        _ranges = [];
        foreach (var (from, to) in ranges.OrderBy(r => r.From))
        {
            if (_ranges.Count > 0 && from <= _ranges[^1].To + 1)
            {
                _ranges[^1] = (_ranges[^1].From, Math.Max(_ranges[^1].To, to));
            }
            else
            {
                _ranges.Add((from, to));
            }
        }
    }

    /// <summary>All characters.</summary>
    public static CharacterSet All { get; } = new([(0, 0xD7FF), (0xE000, Last)]);

    /// <summary>The characters of some ranges.</summary>
    public static CharacterSet Of(params (int From, int To)[] ranges) => new(ranges);

    /// <summary>The characters of some categories of Unicode.</summary>
    public static CharacterSet Of(Func<UnicodeCategory, bool> categories) => new(Tables.Categories.Where(r => categories(r.Category)).Select(r => (r.From, r.To)));

    /// <summary>The characters in either.</summary>
    public CharacterSet With(CharacterSet other) => new(_ranges.Concat(other._ranges));

    /// <summary>The characters that are not in it.</summary>
    public CharacterSet Others()
    {
        var others = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in _ranges.Append((0xD800, 0xDFFF)).Append((Last + 1, Last + 1)).OrderBy(r => r.Item1))
        {
            if (from > next)
            {
                others.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        return new(others);
    }

    /// <summary>The characters that are not in the other.</summary>
    public CharacterSet Without(CharacterSet other) => Others().With(other).Others();

    /// <summary>With each letter its great and small forms.</summary>
    public CharacterSet InEitherCase()
    {
        var folded = new HashSet<int>();
        var at = 0;
        foreach (var (character, form) in Tables.Cased)
        {
            while (at < _ranges.Count && _ranges[at].To < character)
            {
                at++;
            }

            if (at < _ranges.Count && _ranges[at].From <= character)
            {
                folded.Add(form);
            }
        }

        return folded.Count == 0 ? this : new(_ranges.Concat(Tables.Cased.Where(c => folded.Contains(c.Folded)).Select(c => (c.Character, c.Character))));
    }

    /// <summary>A regular expression of .NET for one character of the set; those that take two places in a text are left out unless wanted.</summary>
    public string Pattern(bool withPairs)
    {
        var result = new StringBuilder("[");
        foreach (var (from, to) in _ranges.Where(r => r.From <= 0xFFFF))
        {
            // What lies between the ends of a range is never a half of a pair: they are in no set.
            result.Append(Range(from, Math.Min(to, 0xFFFF)));
        }

        var single = result.Length == 1 ? "[^\\u0000-\\uFFFF]" : result.Append(']').ToString();
        return withPairs && _ranges.Count > 0 && _ranges[^1].To > 0xFFFF ? $"(?:{single}|{string.Join('|', Pairs())})" : single;
    }

    private IEnumerable<string> Pairs()
    {
        foreach (var range in _ranges.Where(r => r.To > 0xFFFF))
        {
            var (from, to) = (Math.Max(range.From, 0x10000) - 0x10000, range.To - 0x10000);
            while (from <= to)
            {
                // Whole rows of 1024 together, what is left of one by itself.
                var rows = from % 1024 == 0 ? (to + 1 - from) / 1024 : 0;
                var end = rows > 0 ? from + (rows * 1024) - 1 : Math.Min(to, from | 1023);
                var high = Range(0xD800 + (from / 1024), 0xD800 + (end / 1024));
                yield return $"[{high}][{Range(0xDC00 + (from % 1024), 0xDC00 + (end % 1024))}]";
                from = end + 1;
            }
        }
    }

    private static string Range(int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"\\u{from:X4}") + (from == to ? "" : string.Create(CultureInfo.InvariantCulture, $"-\\u{to:X4}"));

    private static ImmutableArray<(int From, int To, UnicodeCategory Category)> Categories()
    {
        var runs = new List<(int From, int To, UnicodeCategory Category)>();
        for (var i = 0; i <= Last; i++)
        {
            if (!Rune.IsValid(i))
            {
                continue;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(i);
            if (runs.Count > 0 && runs[^1].To == i - 1 && runs[^1].Category == category)
            {
                runs[^1] = (runs[^1].From, i, category);
            }
            else
            {
                runs.Add((i, i, category));
            }
        }

        return [.. runs];
    }

    private static ImmutableArray<(int Character, int Folded)> Cased()
    {
        var cased = new List<(int Character, int Folded)>();
        foreach (var (from, to, category) in Tables.Categories)
        {
            for (var i = from; i <= to && category is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.OtherLetter); i++)
            {
                var rune = new Rune(i);
                var (upper, lower) = (Rune.ToUpperInvariant(rune), Rune.ToLowerInvariant(rune));
                if (upper != rune || lower != rune)
                {
                    cased.Add((i, Rune.ToLowerInvariant(upper).Value));
                }
            }
        }

        return [.. cased];
    }

    /// <summary>What is worked out once, when the first pattern needs it.</summary>
    private static class Tables
    {
        public static readonly ImmutableArray<(int From, int To, UnicodeCategory Category)> Categories = CharacterSet.Categories();

        public static readonly ImmutableArray<(int Character, int Folded)> Cased = CharacterSet.Cased();
    }
}
