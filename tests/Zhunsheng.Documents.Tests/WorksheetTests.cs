using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Zhunsheng.Documents.Tests;

public class WorksheetTests
{
    private static readonly SheetColumn[] Columns =
    [
        new("名称", SheetColumnKind.Text, 30), new("总投资（万元）", SheetColumnKind.Money, 14), new("年度", SheetColumnKind.Whole, 8), new("日期", SheetColumnKind.Date, 12),
    ];

    private static async Task<MemoryStream> Written(string name, params SheetCell[][] rows)
    {
        var stream = new MemoryStream();
        Assert.Equal(rows.Length, await Worksheet.Write(stream, name, Columns, Rows(rows)));
        stream.Position = 0;
        return stream;
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(SheetCell[][] rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private static List<List<(string? Text, string? Type)>> Read(MemoryStream stream)
    {
        using var workbook = SpreadsheetDocument.Open(stream, false);
        return [.. workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
            .Select(r => r.Elements<Cell>().Select(c => (c.InlineString?.InnerText ?? c.CellValue?.Text, c.DataType?.InnerText)).ToList())];
    }

    [Fact]
    public async Task Write_TextMoneyDay_AreRealCells()
    {
        using var stream = await Written("项目", [SheetCell.Of("甲系统"), SheetCell.Of(1860.5m), SheetCell.Of((int?)2026), SheetCell.Of(new DateOnly(2026, 4, 30))]);
        var rows = Read(stream);
        Assert.Equal(["名称", "总投资（万元）", "年度", "日期"], rows[0].Select(c => c.Text));
        Assert.Equal("甲系统", rows[1][0].Text);
        Assert.Equal(("1860.5", "n"), rows[1][1]);
        Assert.Equal(("2026", "n"), rows[1][2]);
        // 30 April 2026 is day 46142 of the serial count that begins with 1 January 1900 = 1
        Assert.Equal("46142", rows[1][3].Text);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2")]
    public async Task Write_TextThatLooksLikeAFormula_StaysText(string text)
    {
        using var stream = await Written("项目", [SheetCell.Of(text), default, default, default]);
        using (var workbook = SpreadsheetDocument.Open(stream, false))
        {
            Assert.Empty(workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
        }

        stream.Position = 0;
        var cell = Read(stream)[1][0];
        Assert.Equal((text, "inlineStr"), cell);
    }

    [Fact]
    public async Task Write_NothingKnown_LeavesTheCellEmpty()
    {
        using var stream = await Written("项目", [SheetCell.Of((string?)null), SheetCell.Of((decimal?)null), SheetCell.Of((int?)null), SheetCell.Of((DateOnly?)null)]);
        Assert.All(Read(stream)[1], c => Assert.True(string.IsNullOrEmpty(c.Text)));
    }

    [Fact]
    public async Task Write_ControlCharactersAndBadSheetName_MakeAValidWorkbook()
    {
        using var stream = await Written("项目/[2026]:清单*?", [SheetCell.Of("甲\u0001乙\uFFFE"), default, default, default]);
        using var workbook = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook).Select(e => e.Description));
        Assert.DoesNotContain('/', workbook.WorkbookPart!.Workbook.Descendants<Sheet>().Single().Name!.Value!);
    }
}
