using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Zhunsheng.Documents.Tests;

public sealed class WorksheetTests
{
    private static readonly SheetColumn[] Columns =
    [
        new("名称", SheetColumnKind.Text, 20), new("总投资（万元）", SheetColumnKind.Money, 14), new("年度", SheetColumnKind.Whole, 8), new("日期", SheetColumnKind.Date, 12),
    ];

    [Fact]
    public async Task Write_OneRow_CellsHaveTheirKinds()
    {
        var (document, written) = await Written([[SheetCell.Of("水库监测"), SheetCell.Of(1860.5m), SheetCell.Of(2026), SheetCell.Of(new DateOnly(2026, 4, 30))]]);
        using (document)
        {
            Assert.Equal(1, written);
            var cells = Cells(document, 2);
            Assert.Equal(CellValues.InlineString, cells[0].DataType!.Value);
            Assert.Equal("水库监测", cells[0].InnerText);
            Assert.Equal("1860.5", cells[1].CellValue!.Text);
            Assert.Equal("#,##0.00", FormatOf(document, cells[1]));
            Assert.Equal("2026", cells[2].CellValue!.Text);
            Assert.Equal("46142", cells[3].CellValue!.Text);
            Assert.Equal("yyyy-mm-dd", FormatOf(document, cells[3]));
        }
    }

    [Fact]
    public async Task Write_Heading_IsBoldAndStaysInSight()
    {
        var (document, _) = await Written([]);
        using (document)
        {
            Assert.Equal(["名称", "总投资（万元）", "年度", "日期"], Cells(document, 1).Select(c => c.InnerText));
            var style = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
            var format = (CellFormat)style.CellFormats!.ElementAt((int)Cells(document, 1)[0].StyleIndex!.Value);
            Assert.NotNull(style.Fonts!.ElementAt((int)format.FontId!.Value).GetFirstChild<Bold>());
            Assert.Equal(PaneStateValues.Frozen, Sheet(document).GetFirstChild<SheetViews>()!.Descendants<Pane>().Single().State!.Value);
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2")]
    public async Task Write_TextLikeAFormula_StaysText(string text)
    {
        var (document, _) = await Written([[SheetCell.Of(text)]]);
        using (document)
        {
            var cell = Cells(document, 2)[0];
            Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
            Assert.Null(cell.CellFormula);
            Assert.Equal(text, cell.InnerText);
            Assert.True(((CellFormat)document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.ElementAt((int)cell.StyleIndex!.Value)).QuotePrefix!.Value);
        }
    }

    [Fact]
    public async Task Write_CharactersXmlCannotHold_AreLeftOut_LongTextsCut()
    {
        var (document, _) = await Written([[SheetCell.Of("甲\u0001乙\u000B丙")], [SheetCell.Of(new string('长', Worksheet.MostCharacters + 5))]]);
        using (document)
        {
            Assert.Equal("甲乙丙", Cells(document, 2)[0].InnerText);
            Assert.Equal(Worksheet.MostCharacters, Cells(document, 3)[0].InnerText.Length);
        }
    }

    [Fact]
    public async Task Write_UnknownValues_LeaveTheCellEmpty()
    {
        var (document, _) = await Written([[SheetCell.Of((string?)null), SheetCell.Of((decimal?)null), SheetCell.Of((int?)null), SheetCell.Of((DateOnly?)null)]]);
        using (document)
        {
            Assert.All(Cells(document, 2), c => Assert.Equal("", c.InnerText));
        }
    }

    [Fact]
    public async Task Write_Result_IsAValidWorkbook()
    {
        var (document, _) = await Written([[SheetCell.Of("一"), SheetCell.Of(1m), SheetCell.Of(2026), SheetCell.Of(new DateOnly(1999, 12, 31))]], "项目[2026]:*?/");
        using (document)
        {
            Assert.Empty(new OpenXmlValidator().Validate(document));
            Assert.Equal("项目2026", document.WorkbookPart!.Workbook.Descendants<Sheet>().Single().Name!.Value);
        }
    }

    [Fact]
    public async Task Write_ToAStreamThatOnlyGoesForward_Works()
    {
        using var memory = new MemoryStream();
        await using (var forward = new ForwardOnly(memory))
        {
            Assert.Equal(3000, await Worksheet.Write(forward, "表", Columns, Rows(Enumerable.Range(0, 3000).Select(i => (IReadOnlyList<SheetCell>)[SheetCell.Of($"项目{i}"), SheetCell.Of(i)]))));
        }

        using var document = SpreadsheetDocument.Open(new MemoryStream(memory.ToArray()), false);
        Assert.Equal(3001, Sheet(document).Descendants<Row>().Count());
    }

    private static async Task<(SpreadsheetDocument Document, int Written)> Written(IEnumerable<IReadOnlyList<SheetCell>> rows, string name = "项目")
    {
        var memory = new MemoryStream();
        var written = await Worksheet.Write(memory, name, Columns, Rows(rows));
        memory.Position = 0;
        return (SpreadsheetDocument.Open(memory, false), written);
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(IEnumerable<IReadOnlyList<SheetCell>> rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private static DocumentFormat.OpenXml.Spreadsheet.Worksheet Sheet(SpreadsheetDocument document) => document.WorkbookPart!.WorksheetParts.Single().Worksheet;

    private static List<Cell> Cells(SpreadsheetDocument document, int row) => [.. Sheet(document).Descendants<Row>().ElementAt(row - 1).Elements<Cell>()];

    private static string? FormatOf(SpreadsheetDocument document, Cell cell)
    {
        var style = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var format = (CellFormat)style.CellFormats!.ElementAt((int)cell.StyleIndex!.Value);
        return style.NumberingFormats!.Elements<NumberingFormat>().Single(f => f.NumberFormatId!.Value == format.NumberFormatId!.Value).FormatCode;
    }

    /// <summary>A stream as a browser's connection is one: it can be written and nothing else.</summary>
    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
