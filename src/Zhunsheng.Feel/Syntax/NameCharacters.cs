using System.Globalization;
using System.Text;

namespace Zhunsheng.Feel.Syntax;

/// <summary>Which characters names are made of: letters of any script (Chinese included), digits after the first character, underscore, marks. The enumeration comma 、 is none of them.</summary>
internal static class NameCharacters
{
    /// <summary>Whether a name can begin with the character.</summary>
    public static bool IsStart(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Rune.IsLetter(rune) || rune.Value == '_' || rune.Value == '?';
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
            _ => rune.Value >= 0x10000,
        };
    }

    /// <summary>Whether a name can go on with the character.</summary>
    public static bool IsPart(Rune rune) => IsStart(rune) || rune.Value == 0xB7 || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.ConnectorPunctuation => true,
        _ => false,
    };

    /// <summary>The rune at an index; a lone surrogate reads as the replacement character, one char long.</summary>
    public static Rune At(string text, int index, out int length)
    {
        if (Rune.TryGetRuneAt(text, index, out var rune))
        {
            length = rune.Utf16SequenceLength;
            return rune;
        }

        length = 1;
        return Rune.ReplacementChar;
    }

    /// <summary>Whether a name can go on at the index.</summary>
    public static bool IsPartAt(string text, int index) => index < text.Length && IsPart(At(text, index, out _));

    /// <summary>The index after the run of name characters that begins at the index.</summary>
    public static int EndOfWord(string text, int index)
    {
        while (index < text.Length)
        {
            var rune = At(text, index, out var length);
            if (!IsPart(rune) || rune.Value == '?')
            {
                break;
            }

            index += length;
        }

        return index;
    }

    /// <summary>Whether the name is one run of name characters, so that it needs no list of known names to be read.</summary>
    public static bool IsSimple(string name) =>
        name.Length > 0 && IsStart(At(name, 0, out _)) && EndOfWord(name, 0) == name.Length;

    /// <summary>FEEL's white space.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u180E' or '\u200B' or '\uFEFF';
}
