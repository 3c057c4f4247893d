using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Zhunsheng.Documents;

/// <summary>A heading of a text.</summary>
/// <param name="Level">Its level, from 1; for a text without heading styles always 1.</param>
/// <param name="Text">What it says, its number included where that is typed.</param>
public sealed record WordHeading(int Level, string Text);

/// <summary>What came of reading the headings of a file.</summary>
/// <param name="Headings">The headings in order; empty when the file cannot be read.</param>
/// <param name="Styled">Whether they were told by styles or outline levels; otherwise by numbers and bold type.</param>
/// <param name="Problem">Why they cannot be read, in Chinese; null when they can.</param>
public sealed record WordOutline(ImmutableArray<WordHeading> Headings, bool Styled, string? Problem)
{
    /// <summary>How much of a file is read, so that a small file cannot fill the memory or go on for ever.</summary>
    private static readonly WordLimits Usual = new();

    /// <summary>
    /// Reads the headings of a Word file (.docx, ISO/IEC 29500): paragraphs with a heading style or an outline level; where there are none, short paragraphs that are numbered as chapters or set in bold.
    /// What is deleted under tracking, stands in text boxes or in a table of contents is passed over. Nothing in the file is run and nothing outside it is opened; a broken file gives a problem, never an exception.
    /// </summary>
    /// <param name="file">The file; must be seekable.</param>
    /// <param name="limits">How much is read; the usual limits for null.</param>
    public static WordOutline Read(Stream file, WordLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        limits ??= Usual;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("word/document.xml") is not { } main)
            {
                return Unreadable("不是 Word 文档");
            }

            var styles = archive.GetEntry("word/styles.xml") is { } entry ? WordStyles.Read(Open(entry, limits), limits) : WordStyles.None;
            using var reader = Open(main, limits);
            return new WordScan(reader, styles, limits).Run();
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or IOException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            return Unreadable("文件已损坏，或者展开后太大");
        }
    }

    private static WordOutline Unreadable(string problem) => new([], false, problem);

    /// <summary>A part as XML; the reader stops when the part unpacks to more than it may hold, whatever its entry says.</summary>
    private static XmlReader Open(ZipArchiveEntry entry, WordLimits limits) => XmlReader.Create(entry.Open(), new XmlReaderSettings
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.Characters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });
}

/// <summary>How much of a Word file is read.</summary>
/// <param name="Characters">Each part of the unpacked file, in characters.</param>
/// <param name="Depth">How deep its elements may nest.</param>
/// <param name="Headings">How many headings are kept.</param>
/// <param name="Letters">How many letters of a heading are kept.</param>
public sealed record WordLimits(long Characters = 64L * 1024 * 1024, int Depth = 200, int Headings = 2000, int Letters = 120);

/// <summary>The styles of a Word file that make a paragraph a heading.</summary>
internal sealed class WordStyles
{
    /// <summary>The namespace of word processing, without the part that tells the strict form from the usual one.</summary>
    public const string Usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private const string Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    private const int MostBasedOn = 20;

    private readonly Dictionary<string, (int? Level, string? BasedOn, bool Contents)> _styles = new(StringComparer.Ordinal);

    private WordStyles()
    {
    }

    /// <summary>No styles at all.</summary>
    public static WordStyles None { get; } = new();

    /// <summary>Whether an element is one of word processing, of either form.</summary>
    public static bool IsWord(XmlReader reader) => reader.NamespaceURI is Usual or Strict;

    /// <summary>The value of an element's attribute val.</summary>
    public static string? Val(XmlReader reader) => reader.GetAttribute("val", reader.NamespaceURI);

    /// <summary>Whether an element that switches something says on.</summary>
    public static bool On(XmlReader reader) => Val(reader) is not ("0" or "false" or "off" or "none");

    /// <summary>Reads them.</summary>
    public static WordStyles Read(XmlReader reader, WordLimits limits)
    {
        using var input = reader;
        var styles = new WordStyles();
        string? id = null, name = null, based = null;
        int? level = null;
        while (reader.Read())
        {
            if (reader.Depth > limits.Depth)
            {
                throw new InvalidDataException();
            }

            if (!IsWord(reader))
            {
                continue;
            }

            if (reader is { NodeType: XmlNodeType.Element, LocalName: "style" })
            {
                (id, name, based, level) = (reader.GetAttribute("styleId", reader.NamespaceURI), null, null, null);
            }

            if (reader.NodeType == XmlNodeType.Element && id is not null)
            {
                switch (reader.LocalName)
                {
                    case "name":
                        name ??= Val(reader);
                        break;
                    case "basedOn":
                        based ??= Val(reader);
                        break;
                    case "outlineLvl":
                        level ??= LevelOf(Val(reader));
                        break;
                }
            }

            if (id is not null && reader.LocalName == "style" && (reader.NodeType == XmlNodeType.EndElement || reader.IsEmptyElement))
            {
                styles._styles[id] = (Named(name) ?? level, based, name?.StartsWith("toc", StringComparison.OrdinalIgnoreCase) is true);
                id = null;
            }
        }

        return styles;
    }

    /// <summary>The level of a paragraph of this style, from 1; null for plain text.</summary>
    public int? Level(string? id)
    {
        for (var step = 0; id is not null && step < MostBasedOn; step++)
        {
            if (!_styles.TryGetValue(id, out var style))
            {
                return Named(id);
            }

            if (style.Contents)
            {
                return null;
            }

            if (style.Level is { } level)
            {
                return level == 0 ? null : level;
            }

            id = style.BasedOn;
        }

        return null;
    }

    /// <summary>Whether a style is one of a table of contents.</summary>
    public bool IsContents(string? id) => id is not null && (_styles.TryGetValue(id, out var style) ? style.Contents : id.StartsWith("TOC", StringComparison.OrdinalIgnoreCase));

    /// <summary>An outline level as written, 0 to 8, as a level from 1; 0 for body text.</summary>
    public static int? LevelOf(string? written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level <= 8 ? level + 1 : 0 : null;

    /// <summary>The level in the name of a style: heading 2, Heading2, 标题 2.</summary>
    private static int? Named(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var rest = name.StartsWith("heading", StringComparison.OrdinalIgnoreCase) ? name["heading".Length..] : name.StartsWith("标题", StringComparison.Ordinal) ? name["标题".Length..] : null;
        return rest?.Trim() is [>= '1' and <= '9' and var digit] ? digit - '0' : null;
    }
}
