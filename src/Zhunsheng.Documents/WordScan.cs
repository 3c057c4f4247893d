using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Zhunsheng.Documents;

/// <summary>One pass over the text of a Word file, paragraph by paragraph. Used once.</summary>
/// <param name="reader">The main part.</param>
/// <param name="styles">The styles.</param>
/// <param name="limits">How much is read.</param>
internal sealed partial class WordScan(XmlReader reader, WordStyles styles, WordLimits limits)
{
    /// <summary>A paragraph in bold is a heading when it is no longer than this, in letters.</summary>
    private const int LongestBold = 40;

    /// <summary>A paragraph numbered as a chapter is a heading when it is no longer than this.</summary>
    private const int LongestNumbered = 60;

    private readonly ImmutableArray<WordHeading>.Builder _styled = ImmutableArray.CreateBuilder<WordHeading>();
    private readonly ImmutableArray<WordHeading>.Builder _likely = ImmutableArray.CreateBuilder<WordHeading>();
    private readonly StringBuilder _text = new();

    private string? _style;
    private int? _level;
    private bool _bold;
    private bool _plain;
    private bool _runBold;
    private bool _contents;

    /// <summary>Reads the headings.</summary>
    public WordOutline Run()
    {
        var (inRun, inParagraph, inText, passedAt) = (false, false, false, -1);
        while (reader.Read())
        {
            if (reader.Depth > limits.Depth)
            {
                throw new InvalidDataException();
            }

            if (passedAt >= 0)
            {
                passedAt = reader.Depth > passedAt || reader.NodeType != XmlNodeType.EndElement ? passedAt : -1;
                continue;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when Passed(reader.LocalName):
                    passedAt = reader.IsEmptyElement ? -1 : reader.Depth;
                    break;
                case XmlNodeType.Element when WordStyles.IsWord(reader):
                    switch (reader.LocalName)
                    {
                        case "p" when !reader.IsEmptyElement:
                            Begin();
                            inParagraph = true;
                            break;
                        case "r":
                            (inRun, _runBold) = (!reader.IsEmptyElement, false);
                            break;
                        case "t":
                            inText = inParagraph && !reader.IsEmptyElement;
                            break;
                        case "tab" or "br" or "cr" when inRun:
                            Take("\t");
                            break;
                        default:
                            Property(inRun);
                            break;
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when inText:
                    Take(Some());
                    break;
                case XmlNodeType.EndElement when WordStyles.IsWord(reader):
                    inText &= reader.LocalName != "t";
                    inRun &= reader.LocalName != "r";
                    if (reader.LocalName == "p")
                    {
                        End();
                        inParagraph = false;
                    }

                    break;
            }
        }

        return _styled.Count > 0 ? new WordOutline(_styled.ToImmutable(), true, null) : new WordOutline(_likely.ToImmutable(), false, null);
    }

    /// <summary>What is not part of the running text: deletions, moved text at its old place, text boxes, the older of two forms.</summary>
    private static bool Passed(string name) => name is "del" or "moveFrom" or "txbxContent" or "Fallback" or "instrText" or "pPrChange" or "rPrChange" or "sectPr";

    private void Begin()
    {
        _text.Clear();
        (_style, _level, _bold, _plain, _contents) = (null, null, false, false, false);
    }

    private void Property(bool inRun)
    {
        switch (reader.LocalName)
        {
            case "pStyle":
                _style = WordStyles.Val(reader);
                break;
            case "outlineLvl":
                _level = WordStyles.LevelOf(WordStyles.Val(reader));
                break;
            case "b" when inRun:
                _runBold = WordStyles.On(reader);
                break;
        }
    }

    /// <summary>The beginning of the text at hand: more than a heading can have is not looked at.</summary>
    private string Some()
    {
        var room = Math.Max(1, (limits.Letters * 4) - _text.Length);
        var buffer = new char[room];
        return new string(buffer, 0, reader.ReadValueChunk(buffer, 0, room));
    }

    private void Take(string text)
    {
        if (_text.Length < limits.Letters * 4)
        {
            _text.Append(text);
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            _bold |= _runBold;
            _plain |= !_runBold;
        }
    }

    private void End()
    {
        var raw = _text.ToString();
        _contents = styles.IsContents(_style) || ContentsLine().IsMatch(raw);
        var text = Blanks().Replace(raw, " ").Trim();
        if (text.Length == 0 || _contents)
        {
            return;
        }

        var level = _level is { } own ? own : styles.Level(_style) ?? 0;
        if (level > 0)
        {
            Keep(_styled, level, text);
        }
        else if (Sentence().IsMatch(text))
        {
            return;
        }
        else if ((text.Length <= LongestNumbered && Chapter().IsMatch(text)) || (text.Length <= LongestBold && _bold && !_plain))
        {
            Keep(_likely, 1, text);
        }
    }

    private void Keep(ImmutableArray<WordHeading>.Builder headings, int level, string text)
    {
        if (headings.Count < limits.Headings)
        {
            headings.Add(new WordHeading(level, text.Length > limits.Letters ? text[..limits.Letters] + "…" : text));
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    /// <summary>第三章 …: a chapter by its number alone.</summary>
    [GeneratedRegex(@"^第\s?[一二三四五六七八九十百零〇0-9]{1,4}\s?[章节篇部]", RegexOptions.None, 1000)]
    private static partial Regex Chapter();

    /// <summary>A line of a table of contents: a title, dots or blanks, a page.</summary>
    [GeneratedRegex(@"(\t|[.．·…]{2,}|\s{3,})\s*[0-9]{1,4}\s*$", RegexOptions.None, 1000)]
    private static partial Regex ContentsLine();

    /// <summary>A whole sentence is no heading.</summary>
    [GeneratedRegex(@"[。；;！？]$", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
