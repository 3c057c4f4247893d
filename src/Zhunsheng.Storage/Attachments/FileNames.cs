using System.Globalization;
using System.Text;

namespace Zhunsheng.Storage;

/// <summary>Makes names that browsers send safe to keep, show and download again.</summary>
internal static class FileNames
{
    private const int Longest = 120;
    private const string Forbidden = "<>:\"|?*/\\";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The cleaned name; null when nothing usable remains.</summary>
    public static string? Clean(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                && rune != Rune.ReplacementChar
                && !(rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                kept.Append(rune.ToString());
            }
        }

        var clean = kept.ToString().Trim(' ', '.', '\u3000', '\u00a0');
        var extension = Path.GetExtension(clean);
        var stem = Path.GetFileNameWithoutExtension(clean).Trim(' ', '.');
        if (stem.Length == 0 || extension.Length > 10)
        {
            return null;
        }

        if (Devices.Contains(stem))
        {
            stem = "_" + stem;
        }

        return Cut(stem, Longest - extension.Length) + extension;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
