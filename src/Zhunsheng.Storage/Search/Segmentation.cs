using System.Globalization;
using System.Text;

namespace Zhunsheng.Storage;

/// <summary>A unit by which text is found: two neighbouring characters, the last character of a run, or a word of letters and digits.</summary>
/// <param name="Text">What is compared: half width, lower case.</param>
/// <param name="Start">Where it begins in the source.</param>
/// <param name="FirstEnd">Where its first character ends in the source.</param>
/// <param name="End">Where it ends in the source.</param>
/// <param name="IsWord">Whether it is a word of letters and digits.</param>
public readonly record struct Gram(string Text, int Start, int FirstEnd, int End, bool IsWord);

/// <summary>
/// Cuts text into the units by which it is searched, the same on every database. Characters of scripts without spaces (Chinese above all) are taken in overlapping pairs, so that each word of two
/// characters is a unit; each character begins a unit, so that a single one is found as well. Letters and digits make words. Everything else only separates. Full width counts as half width,
/// capitals as small letters, <see cref="Radicals"/> as their characters.
/// </summary>
public static class Segmentation
{
    /// <summary>The longest word in characters; what is longer is cut.</summary>
    private const int LongestWord = 64;

    /// <summary>The first and the last of the signs, figures and letters in full width; they stand in the order of ASCII from the exclamation mark on.</summary>
    private const int FullWidthFirst = 0xFF01;
    private const int FullWidthLast = 0xFF5E;

    /// <summary>The zero of Chinese year numbers, which Unicode counts among the figures.</summary>
    private const int IdeographicZero = 0x3007;

    private enum Sort
    {
        Separator,
        Ideograph,
        Word,
    }

    /// <summary>The text as it is kept for searching: without characters that are none, control characters made blanks.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' || !Rune.IsControl(rune))
            {
                clean.Append(rune);
            }
            else
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    /// <summary>The units of a text, in order.</summary>
    public static List<Gram> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var grams = new List<Gram>(text.Length);
        var word = new StringBuilder();
        var (wordStart, wordFirst, wordEnd) = (0, 0, 0);
        (string Text, int Start, int End)? before = null;
        void EndWord()
        {
            if (word.Length > 0)
            {
                grams.Add(new Gram(word.ToString(), wordStart, wordFirst, wordEnd, true));
                word.Clear();
            }
        }

        void EndRun()
        {
            if (before is { } last)
            {
                grams.Add(new Gram(last.Text, last.Start, last.End, last.End, false));
                before = null;
            }
        }

        var at = 0;
        foreach (var source in text.EnumerateRunes())
        {
            var end = at + source.Utf16SequenceLength;
            var rune = Folded(source);
            switch (SortOf(rune))
            {
                case Sort.Ideograph:
                    EndWord();
                    var own = rune.ToString();
                    if (before is { } previous)
                    {
                        grams.Add(new Gram(previous.Text + own, previous.Start, previous.End, end, false));
                    }

                    before = (own, at, end);
                    break;
                case Sort.Word:
                    EndRun();
                    if (word.Length >= LongestWord)
                    {
                        EndWord();
                    }

                    if (word.Length == 0)
                    {
                        (wordStart, wordFirst) = (at, end);
                    }

                    word.Append(rune);
                    wordEnd = end;
                    break;
                default:
                    EndWord();
                    EndRun();
                    break;
            }

            at = end;
        }

        EndWord();
        EndRun();
        return grams;
    }

    /// <summary>Half width, small, no radicals. The library's own normalisation is not to be had where a program runs without the tables of languages.</summary>
    private static Rune Folded(Rune rune) =>
        Rune.ToLowerInvariant(rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - FullWidthFirst + '!') : Radicals.Unified(rune));

    private static Sort SortOf(Rune rune) => rune.Value == IdeographicZero ? Sort.Ideograph : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherLetter => Sort.Ideograph,
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter => Sort.Word,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Sort.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Sort.Word,
        _ => Sort.Separator,
    };
}
