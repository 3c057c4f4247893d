using System.IO.Compression;

namespace Zhunsheng.Storage;

/// <summary>A type of file that may be handed in: known by extension and by content.</summary>
internal sealed record AttachmentType(string MediaType, byte[][] Signatures, string? Entry)
{
    /// <summary>The longest signature, in bytes.</summary>
    public const int SignatureLength = 8;

    private static readonly byte[][] Zipped = [[0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06]];

    private static readonly Dictionary<string, AttachmentType> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = new("application/pdf", ["%PDF-"u8.ToArray()], null),
        [".png"] = new("image/png", [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], null),
        [".jpg"] = new("image/jpeg", [[0xff, 0xd8, 0xff]], null),
        [".jpeg"] = new("image/jpeg", [[0xff, 0xd8, 0xff]], null),
        [".zip"] = new("application/zip", Zipped, null),
        [".docx"] = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zipped, "word/document.xml"),
        [".xlsx"] = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zipped, "xl/workbook.xml"),
        [".ofd"] = new("application/ofd", Zipped, "OFD.xml"),
    };

    /// <summary>The type of a file name; null when it is none of those allowed.</summary>
    public static AttachmentType? Of(string fileName) => ByExtension.GetValueOrDefault(Path.GetExtension(fileName));

    /// <summary>Whether the first bytes are those of the type.</summary>
    public bool Begins(ReadOnlySpan<byte> head)
    {
        foreach (var signature in Signatures)
        {
            if (head.StartsWith(signature))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the whole file is what it says: an archive can be opened, an office document holds its main part and no macros.</summary>
    public bool Holds(Stream whole)
    {
        if (Signatures != Zipped)
        {
            return true;
        }

        try
        {
            using var archive = new ZipArchive(whole, ZipArchiveMode.Read, leaveOpen: true);
            return Entry is null
                || (archive.Entries.Any(e => e.FullName.Equals(Entry, StringComparison.OrdinalIgnoreCase))
                    && !archive.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
