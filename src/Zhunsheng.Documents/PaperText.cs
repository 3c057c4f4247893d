using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Zhunsheng.Documents;

/// <summary>The running text of a paper that was handed in, for searching.</summary>
/// <param name="Text">Its lines in reading order; empty when it has none (a scan, a picture) or could not be read.</param>
/// <param name="Whole">Whether this is all of it; false when the file holds more than is read.</param>
/// <param name="Problem">Why nothing could be read, in Chinese; null otherwise.</param>
public sealed record PaperText(string Text, bool Whole, string? Problem)
{
    /// <summary>The media types whose text can be read: Word and Excel (ISO/IEC 29500), PDF (ISO 32000), OFD (GB/T 33190).</summary>
    public static readonly IReadOnlyCollection<string> Readable =
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/pdf",
        "application/ofd",
    ];

    /// <summary>
    /// Reads the text of a file. Nothing in the file is run and nothing outside it is opened; a broken or hostile file gives a problem, never an exception.
    /// </summary>
    /// <param name="file">The file; must be seekable.</param>
    /// <param name="mediaType">What it is; null for types without text that can be read.</param>
    /// <param name="limits">How much is read; the usual limits for null.</param>
    /// <param name="cancel">Stops it.</param>
    public static PaperText? Read(Stream file, string mediaType, PaperTextLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        limits ??= new PaperTextLimits();
        if (!Readable.Contains(mediaType))
        {
            return null;
        }

        if (file.Length > limits.Bytes)
        {
            return new PaperText("", false, "文件太大，没有读文字");
        }

        var gathered = new GatheredText(limits.Letters);
        var whole = true;
        try
        {
            if (mediaType == "application/pdf")
            {
                whole = PdfText.Read(file, gathered, limits, cancel);
            }
            else
            {
                using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
                foreach (var (entry, form) in Parts(archive, mediaType))
                {
                    cancel.ThrowIfCancellationRequested();
                    using var reader = XmlReader.Create(entry.Open(), SafeXml(limits));
                    MarkedText.Read(reader, form, gathered, limits.Depth);
                    if (gathered.Full)
                    {
                        break;
                    }
                }
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or IOException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            return new PaperText("", false, "文件已损坏或有密码，没有读出文字");
        }

        whole &= !gathered.Full;
        return new PaperText(gathered.ToString(), whole, null);
    }

    private static IEnumerable<(ZipArchiveEntry Entry, MarkedTextForm Form)> Parts(ZipArchive archive, string mediaType)
    {
        if (mediaType == "application/ofd")
        {
            return archive.Entries.Where(e => e.Name.Equals("Content.xml", StringComparison.OrdinalIgnoreCase)).OrderBy(PageNumber).ThenBy(e => e.FullName, StringComparer.Ordinal).Select(e => (e, MarkedTextForm.Ofd));
        }

        return mediaType.EndsWith("wordprocessingml.document", StringComparison.Ordinal)
            ? archive.Entries.Where(e => e.FullName.Equals("word/document.xml", StringComparison.OrdinalIgnoreCase)).Select(e => (e, MarkedTextForm.Word))
            : archive.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)
                && (e.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) || e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase)))
                .OrderBy(e => e.FullName, StringComparer.Ordinal).Select(e => (e, MarkedTextForm.Sheet));
    }

    /// <summary>The pages of an OFD lie in folders “Page_0”, “Page_1” …: in the order of their numbers, not of their letters.</summary>
    private static int PageNumber(ZipArchiveEntry entry)
    {
        var folder = entry.FullName.Split('/', '\\') is { Length: > 1 } parts ? parts[^2] : "";
        var digits = folder.AsSpan(folder.LastIndexOf('_') + 1);
        return int.TryParse(digits, out var number) ? number : int.MaxValue;
    }

    private static XmlReaderSettings SafeXml(PaperTextLimits limits) => new()
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.Characters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };
}

/// <summary>How much of a paper is read for its text.</summary>
/// <param name="Letters">How many letters are kept.</param>
/// <param name="Bytes">Larger files are not read at all.</param>
/// <param name="Characters">Each unpacked part, in characters.</param>
/// <param name="Depth">How deep the elements of a part may nest.</param>
/// <param name="Pages">How many pages of a PDF are read.</param>
public sealed record PaperTextLimits(int Letters = 200_000, long Bytes = 100L * 1024 * 1024, long Characters = 64L * 1024 * 1024, int Depth = 200, int Pages = 1000);

/// <summary>Text as it is gathered: lines, at most so many letters.</summary>
/// <param name="most">How many letters are kept.</param>
internal sealed class GatheredText(int most)
{
    private readonly StringBuilder _text = new();

    /// <summary>How many letters still fit.</summary>
    public int Room => most - _text.Length;

    /// <summary>Whether nothing more fits.</summary>
    public bool Full => Room <= 0;

    /// <summary>Adds to the line at hand.</summary>
    public void Take(ReadOnlySpan<char> text) => _text.Append(text[..Math.Min(text.Length, Math.Max(0, Room))]);

    /// <summary>Ends the line at hand.</summary>
    public void End()
    {
        if (_text.Length > 0 && _text[^1] != '\n' && !Full)
        {
            _text.Append('\n');
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        // The end may have fallen between the two halves of a letter.
        if (_text.Length > 0 && char.IsHighSurrogate(_text[^1]))
        {
            _text.Length--;
        }

        return _text.ToString().TrimEnd('\n');
    }
}
