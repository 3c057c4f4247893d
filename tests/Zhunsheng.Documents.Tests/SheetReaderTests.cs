using System.IO.Compression;
using System.Text;

namespace Zhunsheng.Documents.Tests;

public sealed class SheetReaderTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Head = """<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>值</t></is></c></row>""";

    [Fact]
    public async Task Read_WhatWorksheetWrote_ComesBack()
    {
        using var memory = new MemoryStream();
        await Worksheet.Write(
            memory,
            "单位",
            [new("名称", SheetColumnKind.Text, 20), new("金额", SheetColumnKind.Money, 12), new("年度", SheetColumnKind.Whole, 8), new("日期", SheetColumnKind.Date, 12)],
            One([SheetCell.Of("水库监测"), SheetCell.Of(1860.5m), SheetCell.Of(2026), SheetCell.Of(new DateOnly(2026, 4, 30))]));
        memory.Position = 0;

        var sheet = (await SheetReader.Read(memory)).Sheet!;

        Assert.Equal("单位", sheet.Name);
        Assert.Equal(["名称", "金额", "年度", "日期"], sheet.Headings.Select(h => h.Text));
        var row = Assert.Single(sheet.Rows);
        Assert.Equal(2, row.Number);
        Assert.Equal(["水库监测", "1860.5", "2026", "2026-04-30"], row.Cells.Select(c => c.Text));
        Assert.Equal(["A2", "B2", "C2", "D2"], row.Cells.Select(c => c.Address));
        Assert.Equal(1860.5m, row.Cells[1].Number);
        Assert.Equal(new DateOnly(2026, 4, 30), row.Cells[3].Day);
        Assert.Equal(2, sheet.Column("年度"));
        Assert.Equal(-1, sheet.Column("没有这一列"));
    }

    [Fact]
    public async Task Read_SharedStringsWithRunsAndReadingAids_GivesTheTextAlone()
    {
        var sheet = await Sheet(
            Head + """<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>""",
            sharedStrings: """<si><r><t>水利</t></r><r><rPr><b/></rPr><t xml:space="preserve">局 </t></r><rPh sb="0" eb="2"><t>shuili</t></rPh></si><si><t>甲_x000D_&#10;乙</t></si>""");
        Assert.Equal(["水利局", "甲\n乙"], sheet.Rows[0].Cells.Select(c => c.Text));
    }

    [Fact]
    public async Task Read_SharedStringThatIsMissing_IsAProblemOfTheCell()
    {
        var sheet = await Sheet(Head + """<row r="2"><c r="A2" t="s"><v>7</v></c></row>""");
        Assert.Contains("找不到", sheet.Rows[0].Cells[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("46142", 1, "2026-04-30")]
    [InlineData("46142.4375", 1, "2026-04-30 10:30:00")]
    [InlineData("1", 1, "1900-01-01")]
    [InlineData("59", 1, "1900-02-28")]
    [InlineData("61", 1, "1900-03-01")]
    [InlineData("46142", 2, "2026-04-30")]
    [InlineData("46142", 3, "2026-04-30")]
    [InlineData("46142", 4, "46142")]
    [InlineData("46142", 0, "46142")]
    public async Task Read_NumberWithAStyle_IsADayWhenTheStyleShowsOne(string number, int style, string expected)
    {
        var sheet = await Sheet(Head + $"""<row r="2"><c r="B2" s="{style}"><v>{number}</v></c></row>""");
        Assert.Equal(expected, sheet.Rows[0].Cells[1].Text);
        Assert.Equal(expected.Length == 10 ? DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture) : null, sheet.Rows[0].Cells[1].Day);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("9999999")]
    public async Task Read_DayThatNeverWas_IsAProblem(string number)
    {
        var sheet = await Sheet(Head + $"""<row r="2"><c r="B2" s="1"><v>{number}</v></c></row>""");
        Assert.Contains("2026-04-30", sheet.Rows[0].Cells[1].Problem, StringComparison.Ordinal);
        Assert.Null(sheet.Rows[0].Cells[1].Day);
    }

    [Fact]
    public async Task Read_WorkbookThatCountsFrom1904_GivesTheRightDay()
    {
        var sheet = await Sheet(Head + """<row r="2"><c r="B2" s="1"><v>44680</v></c></row>""", workbookProperties: """<workbookPr date1904="1"/>""");
        Assert.Equal("2026-04-30", sheet.Rows[0].Cells[1].Text);
    }

    [Theory]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1.5E2", "150")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("0", "0")]
    public async Task Read_Number_IsWhatAPersonSees(string stored, string expected)
    {
        var sheet = await Sheet(Head + $"""<row r="2"><c r="B2"><v>{stored}</v></c></row>""");
        Assert.Equal(expected, sheet.Rows[0].Cells[1].Text);
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), sheet.Rows[0].Cells[1].Number);
    }

    [Theory]
    [InlineData("110000000000000123")]
    [InlineData("1.1000000000000013E+17")]
    public async Task Read_NumberLongerThanAWorkbookKeeps_IsAProblem(string stored)
    {
        var cell = (await Sheet(Head + $"""<row r="2"><c r="B2"><v>{stored}</v></c></row>""")).Rows[0].Cells[1];
        Assert.Null(cell.Number);
        Assert.Contains("文本格式", cell.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FormulasErrorsAndTruthValues_SayWhatTheyAre()
    {
        var sheet = await Sheet(Head
            + """<row r="2"><c r="A2" t="str"><f>"水"&amp;"利"</f><v>水利</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>"""
            + """<row r="3"><c r="A3"><f>1+1</f></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"""
            + """<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="b"><v>0</v></c></row>""");
        Assert.Equal(("水利", true, null), (sheet.Rows[0].Cells[0].Text, sheet.Rows[0].Cells[0].IsFormula, sheet.Rows[0].Cells[0].Problem));
        Assert.Equal(2m, sheet.Rows[0].Cells[1].Number);
        Assert.Contains("没有算出", sheet.Rows[1].Cells[0].Problem, StringComparison.Ordinal);
        Assert.Contains("#DIV/0!", sheet.Rows[1].Cells[1].Problem, StringComparison.Ordinal);
        Assert.Equal(["是", "否"], sheet.Rows[2].Cells.Select(c => c.Text));
    }

    [Fact]
    public async Task Read_RowsAndCellsWithoutAddress_AreCounted()
    {
        var sheet = await Sheet("""<row><c t="inlineStr"><is><t>名称</t></is></c></row><row><c t="inlineStr"><is><t>甲</t></is></c></row><row r="7"><c t="inlineStr"><is><t>乙</t></is></c></row><row><c t="inlineStr"><is><t>丙</t></is></c></row>""");
        Assert.Equal([(2, "A2"), (7, "A7"), (8, "A8")], sheet.Rows.Select(r => (r.Number, r.Cells[0].Address)));
    }

    [Fact]
    public async Task Read_EmptyRowsAndRowsAboveTheHeading_AreLeftOut()
    {
        var sheet = await Sheet(
            """<row r="1"><c r="A1" s="2"/></row><row r="3"><c r="B3" t="inlineStr"><is><t>名称</t></is></c></row><row r="4"><c r="B4" t="inlineStr"><is><t> 　 </t></is></c></row><row r="6"><c r="B6" t="inlineStr"><is><t>　甲 </t></is></c></row>""");
        Assert.Equal(3, sheet.HeadingRow);
        var row = Assert.Single(sheet.Rows);
        Assert.Equal((6, "甲", "B6"), (row.Number, row.Cells[0].Text, row.Cells[0].Address));
    }

    [Fact]
    public async Task Read_CellsBesideTheHeadings_AreStrays()
    {
        var row = (await Sheet(Head + """<row r="2"><c r="A2"><v>1</v></c><c r="AB2"><v>5</v></c></row>""")).Rows[0];
        Assert.Equal(2, row.Cells.Length);
        Assert.True(row.Cells[1].IsEmpty);
        Assert.Equal(("AB2", "5"), (row.Strays[0].Address, row.Strays[0].Text));
    }

    [Fact]
    public async Task Read_MergedCells_AreProblemsBelowTheHeadingOnly()
    {
        var sheet = await Sheet(
            Head + """<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>""",
            after: """<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells>""");
        Assert.Contains("合并单元格", sheet.Rows[0].Cells[0].Problem, StringComparison.Ordinal);
        Assert.Null(sheet.Rows[0].Cells[1].Problem);
        Assert.Contains("合并单元格", sheet.Rows[1].Cells[0].Problem, StringComparison.Ordinal);
        Assert.Null(sheet.Rows[2].Cells[0].Problem);
    }

    [Fact]
    public async Task Read_FirstSheetHidden_ReadsTheFirstVisibleOne()
    {
        var reading = await SheetReader.Read(Workbook(Head, sheets: """<sheet name="字典" sheetId="2" state="hidden" r:id="rId1"/><sheet name="数据" sheetId="1" r:id="rId1"/>"""));
        Assert.Equal("数据", reading.Sheet!.Name);
        var none = await SheetReader.Read(Workbook(Head, sheets: """<sheet name="字典" sheetId="2" state="veryHidden" r:id="rId1"/>"""));
        Assert.Contains("可见", none.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LinkThatIsNoAddress_DoesNotMatter()
    {
        var sheet = await Sheet(
            Head + """<row r="2"><c r="A2"><v>1</v></c></row>""",
            after: """<hyperlinks><hyperlink ref="A2" r:id="rId9"/></hyperlinks>""",
            sheetRelationships: """<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:张三@@ 水利局。cn" TargetMode="External"/>""");
        Assert.Equal("1", sheet.Rows[0].Cells[0].Text);
    }

    [Fact]
    public async Task Read_MoreRowsOrColumnsThanAllowed_IsRefused()
    {
        var rows = string.Concat(Enumerable.Range(2, 4).Select(i => $"""<row r="{i}"><c r="A{i}"><v>1</v></c></row>"""));
        Assert.Contains("超过3行", (await SheetReader.Read(Workbook(Head + rows), new SheetLimits(Rows: 3))).Problem, StringComparison.Ordinal);
        Assert.NotNull((await SheetReader.Read(Workbook(Head + rows), new SheetLimits(Rows: 4))).Sheet);
        Assert.Contains("最多1列", (await SheetReader.Read(Workbook(Head), new SheetLimits(Columns: 1))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ElementsNestedWithoutMeasure_AreRefusedBeforeTheLibrarySeesThem()
    {
        const int Depth = 1_000_000;
        var nested = string.Concat(Enumerable.Repeat("<r>", Depth)) + string.Concat(Enumerable.Repeat("</r>", Depth));
        var read = await SheetReader.Read(Workbook(Head + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>{nested}</is></c></row>"));
        Assert.Null(read.Sheet);
        Assert.Contains("不是完好的 Excel 工作簿", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FileOrPartTooLarge_IsRefused()
    {
        Assert.Contains("超过", (await SheetReader.Read(Workbook(Head), new SheetLimits(Bytes: 100))).Problem, StringComparison.Ordinal);
        var bomb = Workbook(Head + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{new string('大', 200_000)}</t></is></c></row>");
        Assert.True(bomb.Length < 10_000);
        Assert.Contains("太大", (await SheetReader.Read(bomb, new SheetLimits(Characters: 100_000))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TextLongerThanACellHolds_IsAProblem()
    {
        var sheet = await Sheet(Head + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{new string('长', Worksheet.MostCharacters + 1)}</t></is></c></row>");
        Assert.Contains("32767", sheet.Rows[0].Cells[0].Problem, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> NoWorkbooks => new()
    {
        { [], "空的" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "旧格式" },
        { Encoding.UTF8.GetBytes("名称,代码\n甲,1\n"), "CSV" },
        { Encoding.ASCII.GetBytes("PK\u0003\u0004 and then nothing of a zip"), "不是完好的" },
        { Zip(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")), "没有工作簿" },
        { Zip(("a.txt", "x")), "没有工作簿" },
    };

    [Theory]
    [MemberData(nameof(NoWorkbooks))]
    public async Task Read_NoWorkbook_SaysWhatItIs(byte[] file, string expected)
    {
        var reading = await SheetReader.Read(new MemoryStream(file));
        Assert.Null(reading.Sheet);
        Assert.Contains(expected, reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""<row r="1"><c r="A1" s="1"/></row>""")]
    public async Task Read_SheetWithoutText_IsRefused(string rows) =>
        Assert.Contains("空的", (await SheetReader.Read(Workbook(rows))).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><row>&e;</row>")]
    public async Task Read_BrokenXml_IsRefused(string rows) =>
        Assert.Contains("不是完好的", (await SheetReader.Read(Workbook(rows))).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Read_CutShortAnywhere_IsRefusedOrRead()
    {
        var whole = Workbook(Head + """<row r="2"><c r="A2"><v>1</v></c></row>""").ToArray();
        for (var length = 0; length < whole.Length; length += 61)
        {
            var reading = await SheetReader.Read(new MemoryStream(whole[..length]));
            Assert.True(reading.Sheet is null, $"{length}");
            Assert.NotNull(reading.Problem);
        }
    }

    [Fact]
    public async Task Read_StrictWorkbook_IsRead()
    {
        var reading = await SheetReader.Read(Workbook(Head + """<row r="2"><c r="A2"><v>1</v></c></row>""", strict: true));
        Assert.Equal("1", reading.Sheet!.Rows[0].Cells[0].Text);
    }

    private static async Task<ReadSheet> Sheet(string rows, string? sharedStrings = null, string workbookProperties = "", string after = "", string sheetRelationships = "")
    {
        var reading = await SheetReader.Read(Workbook(rows, sharedStrings, workbookProperties, after, sheetRelationships));
        Assert.Null(reading.Problem);
        return reading.Sheet!;
    }

    /// <summary>A workbook of one sheet with these rows. Styles: 0 plain, 1 built-in day, 2 yyyy"年"m"月", 3 day with a colour, 4 a text in quotes that has a d.</summary>
    private static MemoryStream Workbook(
        string rows, string? sharedStrings = null, string workbookProperties = "", string after = "", string sheetRelationships = "", string? sheets = null, bool strict = false)
    {
        var main = strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : Main;
        var relation = strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
        return new MemoryStream(Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""),
            ("_rels/.rels", $"""<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relation}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relation}">{workbookProperties}<sheets>{sheets ?? """<sheet name="数据" sheetId="1" r:id="rId1"/>"""}</sheets></workbook>"""),
            ("xl/styles.xml", $"""<styleSheet xmlns="{main}"><numFmts count="3"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="[Red]d/m/yy;@"/><numFmt numFmtId="172" formatCode="0&quot; days&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>"""),
            ("xl/sharedStrings.xml", $"""<sst xmlns="{main}">{sharedStrings}</sst>"""),
            ("xl/worksheets/_rels/sheet1.xml.rels", $"""<Relationships xmlns="{package}">{sheetRelationships}</Relationships>"""),
            ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{main}" xmlns:r="{relation}"><sheetData>{rows}</sheetData>{after}</worksheet>""")));
    }

    private static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return memory.ToArray();
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> One(IReadOnlyList<SheetCell> row)
    {
        await Task.Yield();
        yield return row;
    }
}
