using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhunsheng.Feel.Functions;

/// <summary>The names that <c>\p{…}</c> knows: categories of Unicode by their letters, and blocks.</summary>
internal static class UnicodeNames
{
    /// <summary>The two letters of each category, in the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly ImmutableArray<string> s_categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm", "Sc", "Sk", "So", "Cn",
    ];

    /// <summary>The categories of a name of one or two letters; null when there are none.</summary>
    public static IReadOnlyCollection<UnicodeCategory>? Category(string name)
    {
        var found = s_categories.Select((letters, i) => (letters, i)).Where(c => name.Length is 1 or 2 && c.letters.StartsWith(name, StringComparison.Ordinal)).ToList();
        return found.Count == 0 ? null : [.. found.Select(c => (UnicodeCategory)c.i)];
    }

    /// <summary>The characters of a block (<c>IsBasicLatin</c>), of those that take one place in a text; null when there is none of that name.</summary>
    public static CharacterSet? Block(string name)
    {
        if (!name.StartsWith("Is", StringComparison.Ordinal) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return null;
        }

        try
        {
            var block = new Regex($"\\p{{{name}}}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            var members = Enumerable.Range(0, 0x10000).Where(c => !char.IsSurrogate((char)c) && block.IsMatch([(char)c])).ToList();
            return CharacterSet.Of([.. members.Select(c => (c, c))]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
