using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A place in a regulation: an article, or a paragraph (款) or item (项) of it, or a heading of an annex.
/// Written as in the law: 第十二条, 第十二条第一款, 第三十四条第一项, 附件（费用）. Two citations are equal when their texts are.
/// </summary>
/// <param name="Text">The citation as written.</param>
public sealed partial record Citation(string Text)
{
    /// <summary>The whole article or annex: 第十二条 for 第十二条第一款, 附件 for an annex heading.</summary>
    public string Article => Text.StartsWith("附件", StringComparison.Ordinal) ? AnnexPattern().Match(Text).Value : ArticlePattern().Match(Text).Value;

    /// <summary>The number of the article, from 1; 0 for an annex.</summary>
    public int Number => ChineseNumeral.Parse(ArticlePattern().Match(Text).Groups["n"].Value) ?? 0;

    /// <summary>The fragment of the article on the rulebook page: a12, a12-1 for a paragraph, a34-i1 for an item, annex for an annex.</summary>
    public string Anchor
    {
        get
        {
            var match = PlacePattern().Match(Text);
            if (!match.Success)
            {
                return "annex";
            }

            var anchor = "a" + ChineseNumeral.Parse(match.Groups["n"].Value);
            if (match.Groups["k"].Success)
            {
                anchor += "-" + ChineseNumeral.Parse(match.Groups["k"].Value);
            }

            return match.Groups["x"].Success ? anchor + "-i" + ChineseNumeral.Parse(match.Groups["x"].Value) : anchor;
        }
    }

    /// <summary>Whether the text has the form of a citation.</summary>
    public static bool IsWellFormed(string text) => PlacePattern().IsMatch(text) || AnnexPattern().IsMatch(text);

    /// <summary>
    /// Several citations joined by 、: 第八条、第十七条. A part that begins with a paragraph or item belongs to the article before it: 第二十六条第一款、第二款.
    /// Null when any part has not the form of a citation.
    /// </summary>
    public static ImmutableArray<Citation>? Several(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = ImmutableArray.CreateBuilder<Citation>();
        foreach (var part in text.Split('、'))
        {
            var whole = part.Trim();
            if (parts.Count > 0 && whole.Length > 0 && PartPattern().IsMatch(whole))
            {
                var before = parts[^1];
                var paragraph = ParagraphPattern().Match(before.Text);
                whole = (whole.EndsWith('项') && !whole.Contains('款', StringComparison.Ordinal) && paragraph.Success ? paragraph.Value : before.Article) + whole;
            }

            if (!IsWellFormed(whole))
            {
                return null;
            }

            parts.Add(new Citation(whole));
        }

        return parts.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex("^第(?<n>[零一二三四五六七八九十百]+)条")]
    private static partial Regex ArticlePattern();

    [GeneratedRegex("^(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?$")]
    private static partial Regex PartPattern();

    [GeneratedRegex("^第[零一二三四五六七八九十百]+条第[一二三四五六七八九十]+款")]
    private static partial Regex ParagraphPattern();

    [GeneratedRegex("^附件[一二三四五六七八九十0-9]*")]
    private static partial Regex AnnexPattern();

    [GeneratedRegex("^第(?<n>[零一二三四五六七八九十百]+)条(第(?<k>[一二三四五六七八九十]+)款)?(第(?<x>[一二三四五六七八九十]+)项)?$")]
    private static partial Regex PlacePattern();
}
