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

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex("^第(?<n>[零一二三四五六七八九十百]+)条")]
    private static partial Regex ArticlePattern();

    [GeneratedRegex("^附件[一二三四五六七八九十0-9]*")]
    private static partial Regex AnnexPattern();

    [GeneratedRegex("^第(?<n>[零一二三四五六七八九十百]+)条(第(?<k>[一二三四五六七八九十]+)款)?(第(?<x>[一二三四五六七八九十]+)项)?$")]
    private static partial Regex PlacePattern();
}
