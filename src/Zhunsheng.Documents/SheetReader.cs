using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Zhunsheng.Documents;

/// <summary>
/// Reads the first visible sheet of a workbook (.xlsx, ISO/IEC 29500, also in its strict form): a heading row and the rows below it, as texts with their addresses. Knows shared and inline strings,
/// numbers, days, truth values, formulas with their last value and merged cells. Nothing in the file is run and nothing outside it is opened.
/// </summary>
public static class SheetReader
{
    private const int OlderFormat = 0xD0;

    /// <summary>How deep elements may lie in each other. Workbooks need a dozen; what the library makes of a part calls itself once a level.</summary>
    private const int DeepestElement = 64;

    /// <summary>Reads the sheet.</summary>
    /// <param name="file">The file; read from where it stands, need not be seekable.</param>
    /// <param name="limits">How much it may hold; the usual limits for null.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>The sheet, or why the file cannot be used.</returns>
    public static async Task<SheetReading> Read(Stream file, SheetLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        limits ??= SheetLimits.Usual;
        using var memory = new MemoryStream();
        if (!await Copy(file, memory, limits.Bytes, cancel))
        {
            return Refused($"文件超过{limits.Bytes / 1024 / 1024}MB；请去掉不用的内容，或分成几个文件");
        }

        if (Unfit(memory) is { } unfit)
        {
            return Refused(unfit);
        }

        try
        {
            DropLinks(memory);
            CheckDepth(memory, limits);
            using var document = SpreadsheetDocument.Open(memory, false, new OpenSettings { MaxCharactersInPart = limits.Characters });
            return Read(document, limits, cancel);
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or FileFormatException or InvalidDataException or XmlException or FormatException or InvalidOperationException
                                            or ArgumentException or KeyNotFoundException or OverflowException or IOException or NotSupportedException)
        {
            return Refused("文件读不出来：不是完好的 Excel 工作簿，或展开后太大；请用 Excel 或 WPS 打开，另存为 .xlsx 再传");
        }
    }

    private static SheetReading Refused(string problem) => new(null, problem);

    private static async Task<bool> Copy(Stream from, MemoryStream to, int most, CancellationToken cancel)
    {
        var buffer = new byte[81_920];
        int read;
        while ((read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            if (to.Length + read > most)
            {
                return false;
            }

            to.Write(buffer, 0, read);
        }

        to.Position = 0;
        return true;
    }

    /// <summary>What can be told of the file by its first bytes; null when it may be a workbook.</summary>
    private static string? Unfit(MemoryStream file)
    {
        if (file.Length == 0)
        {
            return "文件是空的；请选填好的表";
        }

        var (first, second) = (file.ReadByte(), file.ReadByte());
        file.Position = 0;
        return (first, second) switch
        {
            ('P', 'K') => null,
            (OlderFormat, _) => "这是旧格式（.xls）或加了密码的工作簿；请去掉密码，另存为 .xlsx 再传",
            _ => "这不是 Excel 工作簿；请下载模板填写，保存为 .xlsx（CSV 等别的格式请用 Excel 或 WPS 打开，另存为 .xlsx）",
        };
    }

    /// <summary>
    /// Takes out what sheets refer to (links, pictures, remarks): none of it is read, and a link that somebody typed and that is no address would keep the library from opening the file.
    /// </summary>
    private static void DropLinks(MemoryStream file)
    {
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries.Where(e => e.FullName.Contains("worksheets/_rels/", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                entry.Delete();
            }
        }

        file.Position = 0;
    }

    /// <summary>Refuses a file one of whose parts is nested without measure. What is no XML is left to the library, which stops at the same place.</summary>
    private static void CheckDepth(MemoryStream file, SheetLimits limits)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = limits.Characters };
        using (var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
            {
                using var part = entry.Open();
                using var reader = XmlReader.Create(part, settings);
                try
                {
                    while (reader.Read())
                    {
                        if (reader.Depth > DeepestElement)
                        {
                            throw new InvalidDataException();
                        }
                    }
                }
                catch (XmlException)
                {
                    continue;
                }
            }
        }

        file.Position = 0;
    }

    private static SheetReading Read(SpreadsheetDocument document, SheetLimits limits, CancellationToken cancel)
    {
        if (document.WorkbookPart is not { } book)
        {
            return Refused("文件里没有工作簿；请用 Excel 或 WPS 打开，另存为 .xlsx 再传");
        }

        var (name, part) = FirstSheet(book);
        if (part is null)
        {
            return Refused("工作簿里没有可见的工作表；请把要导入的表放在第一张");
        }

        var values = new CellReading(SharedStrings(book, limits), DateStyles.Of(book.WorkbookStylesPart?.Stylesheet), book.Workbook.WorkbookProperties?.Date1904?.Value ?? false);
        return new SheetScan(name, values, limits).Run(part, cancel);
    }

    private static (string Name, WorksheetPart? Part) FirstSheet(WorkbookPart book)
    {
        foreach (var sheet in book.Workbook.Descendants<Sheet>())
        {
            var hidden = sheet.State is { } state && state.Value != SheetStateValues.Visible;
            if (!hidden && sheet.Id?.Value is { } id && book.TryGetPartById(id, out var part) && part is WorksheetPart worksheet)
            {
                return (sheet.Name?.Value ?? "", worksheet);
            }
        }

        return ("", null);
    }

    private static List<string> SharedStrings(WorkbookPart book, SheetLimits limits)
    {
        var all = new List<string>();
        if (book.SharedStringTablePart is not { } part)
        {
            return all;
        }

        using var reader = OpenXmlReader.Create(part);
        long characters = 0;
        while (reader.Read())
        {
            while (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                var text = CellReading.TextOf((SharedStringItem)reader.LoadCurrentElement()!);
                characters += text.Length;
                all.Add(characters > limits.Characters ? throw new InvalidDataException() : text);
            }
        }

        return all;
    }
}
