using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Zhunsheng.Documents;

/// <summary>What a column of a sheet holds.</summary>
public enum SheetColumnKind
{
    /// <summary>Text, shown as it is.</summary>
    Text,
    /// <summary>An amount, two decimals and thousands commas.</summary>
    Money,
    /// <summary>A whole number, without commas.</summary>
    Whole,
    /// <summary>A day, year-month-day.</summary>
    Date,
}

/// <summary>A column of a sheet.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Width">Its width in characters.</param>
public sealed record SheetColumn(string Title, SheetColumnKind Kind, int Width)
{
    /// <summary>What its cells may say, offered as a list where it is short enough for one; empty for anything.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A sheet to be written.</summary>
/// <param name="Name">Its name; characters that a sheet name may not hold are left out.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with one cell a column.</param>
public sealed record SheetContent(string Name, IReadOnlyList<SheetColumn> Columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows);

/// <summary>A cell: a text, a number or a day; or nothing. A text is always a text, never a formula, whatever it begins with.</summary>
public readonly record struct SheetCell
{
    /// <summary>The text; null when it is none.</summary>
    public string? Text { get; private init; }

    /// <summary>The number; null when it is none.</summary>
    public decimal? Number { get; private init; }

    /// <summary>The day; null when it is none.</summary>
    public DateOnly? Day { get; private init; }

    /// <summary>A text; empty for null.</summary>
    public static SheetCell Of(string? text) => new() { Text = text };

    /// <summary>A number; empty for null.</summary>
    public static SheetCell Of(decimal? number) => new() { Number = number };

    /// <summary>A whole number; empty for null.</summary>
    public static SheetCell Of(int? number) => new() { Number = number };

    /// <summary>A day; empty for null.</summary>
    public static SheetCell Of(DateOnly? day) => new() { Day = day };
}

/// <summary>Writes a workbook row by row: memory does not grow with the number of rows.</summary>
public static class Worksheet
{
    /// <summary>The media type of the workbook.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most rows a sheet can hold, the heading included.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>The most characters a cell can hold.</summary>
    public const int MostCharacters = 32_767;

    /// <summary>The style of a text that is not to be taken for a formula.</summary>
    private const uint QuotedText = 5;

    /// <summary>The longest list that a cell can offer, in characters.</summary>
    private const int LongestOffer = 250;

    /// <summary>Writes the workbook.</summary>
    /// <param name="output">Where to; need not be seekable.</param>
    /// <param name="name">The name of the sheet; characters that a sheet name may not hold are left out.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, each with one cell a column.</param>
    /// <param name="cancel">Stops the writing.</param>
    /// <returns>How many rows were written, without the heading.</returns>
    public static async Task<int> Write(Stream output, string name, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> rows, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        return await Write(output, [new SheetContent(name, columns, rows)], cancel);
    }

    /// <summary>Writes a workbook of several sheets.</summary>
    /// <param name="output">Where to; need not be seekable.</param>
    /// <param name="sheets">The sheets, in order.</param>
    /// <param name="cancel">Stops the writing.</param>
    /// <returns>How many rows were written, without the headings.</returns>
    public static async Task<int> Write(Stream output, IReadOnlyList<SheetContent> sheets, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sheets);
        await using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        WriteFrame(archive, [.. sheets.Select(s => s.Name)]);
        var count = 0;
        for (var i = 0; i < sheets.Count; i++)
        {
            count += await WriteSheet(archive, PathOf(i), sheets[i], cancel);
        }

        return count;
    }

    private static string PathOf(int sheet) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{sheet + 1}.xml");

    private static async Task<int> WriteSheet(ZipArchive archive, string path, SheetContent sheet, CancellationToken cancel)
    {
        var columns = sheet.Columns;
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        await using var stream = await entry.OpenAsync(cancel);
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteStartDocument(true);
        writer.WriteStartElement(new DocumentFormat.OpenXml.Spreadsheet.Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(columns.Select(c => TextCell(c.Title, 1))));
        var count = 0;
        await foreach (var row in sheet.Rows.WithCancellation(cancel))
        {
            if (count >= MostRows - 1)
            {
                break;
            }

            WriteRow(writer, columns, row);
            count++;
        }

        writer.WriteEndElement();
        WriteOffers(writer, columns);
        writer.WriteEndElement();
        writer.Close();
        return count;
    }

    /// <summary>The lists of what cells may say. A value with a comma or a quotation mark cannot be offered so.</summary>
    private static void WriteOffers(OpenXmlWriter writer, IReadOnlyList<SheetColumn> columns)
    {
        var offers = columns.Select((c, i) => (Letter: (char)('A' + i), List: string.Join(',', c.Values), c.Values, Index: i))
            .Where(o => o is { Values.Count: > 0, Index: < 26, List.Length: <= LongestOffer } && o.Values.All(v => !v.Contains(',', StringComparison.Ordinal) && !v.Contains('"', StringComparison.Ordinal))).ToList();
        if (offers.Count > 0)
        {
            writer.WriteElement(new DataValidations(offers.Select(o => new DataValidation(new Formula1($"\"{o.List}\""))
            {
                Type = DataValidationValues.List,
                AllowBlank = true,
                SequenceOfReferences = new ListValue<StringValue> { InnerText = string.Create(CultureInfo.InvariantCulture, $"{o.Letter}2:{o.Letter}{MostRows}") },
            })) { Count = (uint)offers.Count });
        }
    }

    private static void WriteRow(OpenXmlWriter writer, IReadOnlyList<SheetColumn> columns, IReadOnlyList<SheetCell> row)
    {
        writer.WriteStartElement(new Row());
        for (var i = 0; i < columns.Count; i++)
        {
            var cell = i < row.Count ? row[i] : default;
            writer.WriteElement(cell switch
            {
                { Number: { } number } => new Cell { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = StyleOf(columns[i].Kind) },
                { Day: { } day } => new Cell { CellValue = new CellValue(Serial(day).ToString(CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = StyleOf(SheetColumnKind.Date) },
                { Text: { Length: > 0 } text } => TextCell(text, LooksLikeFormula(text) ? QuotedText : 0),
                _ => new Cell { StyleIndex = StyleOf(columns[i].Kind) },
            });
        }

        writer.WriteEndElement();
    }

    /// <summary>
    /// Whether a program would take the text for a formula if it were typed or came out of a file of bare texts. Such a text is marked as one that was quoted, so that it stays a text when it is
    /// edited or saved in another form.
    /// </summary>
    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';

    private static Cell TextCell(string text, uint style) => new(new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    /// <summary>Without the characters that XML cannot hold, and no longer than a cell may be.</summary>
    private static string Clean(string text)
    {
        var clean = text.All(Allowed) ? text : new string([.. text.Where(Allowed)]);
        return clean.Length > MostCharacters ? clean[..MostCharacters] : clean;

        static bool Allowed(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF'));
    }

    /// <summary>The number by which a workbook counts days: 1 is 1900-01-01, and a 29 February 1900 that never was is counted.</summary>
    private static int Serial(DateOnly day) => day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;

    private static uint StyleOf(SheetColumnKind kind) => kind switch
    {
        SheetColumnKind.Money => 2,
        SheetColumnKind.Date => 3,
        SheetColumnKind.Whole => 4,
        _ => 0,
    };

    /// <summary>The parts around the sheets: content types, relationships, workbook, styles.</summary>
    private static void WriteFrame(ZipArchive archive, IReadOnlyList<string> names)
    {
        var overrides = string.Concat(names.Select((_, i) => $"<Override PartName=\"/{PathOf(i)}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
        var relations = string.Concat(names.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"{PathOf(i)["xl/".Length..]}\"/>")));
        WriteText(archive, "[Content_Types].xml", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{overrides}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        WriteText(archive, "_rels/.rels", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        WriteText(archive, "xl/_rels/workbook.xml.rels", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
            """);
        WriteElement(archive, "xl/workbook.xml", new Workbook(new Sheets(names.Select((n, i) => new Sheet { Name = SheetName(n), SheetId = (uint)i + 1, Id = string.Create(CultureInfo.InvariantCulture, $"rId{i + 1}") }))));
        WriteElement(archive, "xl/styles.xml", new Stylesheet(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0.00" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd" }) { Count = 2 },
            new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
            new Borders(new Border()) { Count = 1 },
            new CellStyleFormats(new CellFormat()) { Count = 1 },
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 1, ApplyNumberFormat = true },
                new CellFormat { QuotePrefix = true }) { Count = 6 }));
    }

    private static string SheetName(string name)
    {
        var clean = new string([.. name.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal) && !char.IsControl(c))]);
        return clean.Length == 0 ? "Sheet1" : clean.Length > 31 ? clean[..31] : clean;
    }

    private static void WriteText(ZipArchive archive, string path, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(path).Open());
        writer.Write(text);
    }

    private static void WriteElement(ZipArchive archive, string path, OpenXmlElement element)
    {
        using var stream = archive.CreateEntry(path).Open();
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteStartDocument(true);
        writer.WriteElement(element);
        writer.Close();
    }
}
