using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Zhunsheng.Documents;

/// <summary>Finds a chapter that a regulation asks for among the headings of a text, whatever number, blanks, punctuation and width of letters they are written with.</summary>
public static partial class ChapterTitle
{
    /// <summary>Shorter titles are found only as they stand: two letters are part of too many headings.</summary>
    private const int ShortestPart = 3;

    /// <summary>What a regulation adds to say that something is a chapter.</summary>
    private static readonly ImmutableArray<string> Endings = ["篇章", "独立章节", "独立篇章", "专门章节", "专章", "专篇", "章节", "篇", "章", "部分"];

    /// <summary>The heading under which the chapter stands: one that says the same, else the shortest that says it and more; null for none.</summary>
    /// <param name="title">The chapter as the regulation names it.</param>
    /// <param name="headings">The headings of the text.</param>
    public static string? Find(string title, IEnumerable<string> headings)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(headings);
        var wanted = WithoutEnding(Bare(title));
        if (wanted.Length == 0)
        {
            return null;
        }

        string? best = null;
        foreach (var heading in headings)
        {
            var bare = Bare(heading);
            if (WithoutEnding(bare) == wanted)
            {
                return heading;
            }

            if (wanted.Length >= ShortestPart && bare.Contains(wanted, StringComparison.Ordinal) && (best is null || heading.Length < best.Length))
            {
                best = heading;
            }
        }

        return best;
    }

    /// <summary>The words alone: no number in front, no blanks and punctuation, letters of ordinary width.</summary>
    private static string Bare(string text)
    {
        var plain = Number().Replace(string.Concat(text.Select(OrdinaryWidth)), "");
        return string.Concat(plain.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    /// <summary>
    /// A full-width form as its ordinary character, and the ideographic blank as a blank: U+FF01 to U+FF5E stand 0xFEE0 above ASCII (Unicode, Halfwidth and Fullwidth Forms). Anything else as it is;
    /// the platform's normalization does nothing here, since the programs run without the data of ICU.
    /// </summary>
    private static char OrdinaryWidth(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3000' => ' ',
        _ => letter,
    };

    private static string WithoutEnding(string bare)
    {
        foreach (var ending in Endings)
        {
            if (bare.Length > ending.Length + 1 && bare.EndsWith(ending, StringComparison.Ordinal))
            {
                return bare[..^ending.Length];
            }
        }

        return bare;
    }

    /// <summary>第三章, 三、, (三), 3., 3.2.1, （3）, III. in front.</summary>
    [GeneratedRegex(@"^\s*(第\s*[一二三四五六七八九十百零〇0-9]{1,4}\s*[章节篇部]分?|\(\s*[一二三四五六七八九十百0-9]{1,4}\s*\)|[一二三四五六七八九十百]{1,4}\s*[、.,:]|[0-9]{1,3}(\.[0-9]{1,3}){0,6}\s*[、.):]?(?![0-9])|[IVXivx]{1,5}\s*[、.)])\s*", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
