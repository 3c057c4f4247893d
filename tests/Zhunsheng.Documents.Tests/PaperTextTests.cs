using System.IO.Compression;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Zhunsheng.Documents.Tests;

public sealed class PaperTextTests
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Pdf = "application/pdf";
    private const string Ofd = "application/ofd";

    [Fact]
    public void Read_Word_TakesParagraphsAndTables_NotWhatWasDeleted() =>
        Assert.Equal(
            new PaperText("建设目标\n甲\n乙\n换\n行", true, null),
            Read(Word, ("word/document.xml", W("<w:p><w:r><w:t>建设</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>目标</w:t></w:r></w:p>"
                + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/><w:p><w:r><w:t>换</w:t><w:br/><w:t>行</w:t></w:r></w:p>"))));

    [Fact]
    public void Read_Excel_TakesSharedAndInlineStrings() =>
        Assert.Equal(
            new PaperText("用水量\n取水口\n备注", true, null),
            Read(
                Excel,
                ("xl/workbook.xml", "<workbook/>"),
                ("xl/sharedStrings.xml", "<sst xmlns='x'><si><t>用水</t><t>量</t><rPh><t>ヨウスイ</t></rPh></si><si><t>取水口</t></si></sst>"),
                ("xl/worksheets/sheet1.xml", "<worksheet xmlns='x'><c t='s'><v>0</v></c><c t='inlineStr'><is><t>备注</t></is></c></worksheet>")));

    [Fact]
    public void Read_Ofd_TakesPagesInTheOrderOfTheirNumbers() =>
        Assert.Equal(
            new PaperText("第二页\n第十页", true, null),
            Read(
                Ofd,
                ("OFD.xml", "<ofd/>"),
                ("Doc_0/Pages/Page_10/Content.xml", "<o:Page xmlns:o='http://www.ofdspec.org/2016'><o:TextObject><o:TextCode X='1'>第十页</o:TextCode></o:TextObject></o:Page>"),
                ("Doc_0/Pages/Page_2/Content.xml", "<o:Page xmlns:o='http://www.ofdspec.org/2016'><o:TextObject><o:TextCode>第二</o:TextCode><o:TextCode>页</o:TextCode></o:TextObject></o:Page>")));

    [Fact]
    public void Read_Pdf_TakesTheTextOfEachPage()
    {
        var text = PaperText.Read(new MemoryStream(PdfOf("Zhunsheng sluice gate", "second page")), Pdf);
        Assert.NotNull(text);
        Assert.Null(text.Problem);
        Assert.Equal(["Zhunsheng sluice gate", "second page"], text.Text.Split('\n'));
    }

    [Fact]
    public void Read_MoreThanIsKept_IsCutAndSaysSo()
    {
        var text = PaperText.Read(Zip(("word/document.xml", W(string.Concat(Enumerable.Range(0, 50).Select(i => $"<w:p><w:r><w:t>第{i:00}段</w:t></w:r></w:p>"))))), Word, new PaperTextLimits(Letters: 11));
        Assert.Equal(new PaperText("第00段\n第01段\n第", false, null), text);
        Assert.Equal(new PaperText("甲", false, null), PaperText.Read(Zip(("word/document.xml", W("<w:p><w:r><w:t>甲𠀀乙</w:t></w:r></w:p>"))), Word, new PaperTextLimits(Letters: 2)));
        var pages = PaperText.Read(new MemoryStream(PdfOf("one", "two", "three")), Pdf, new PaperTextLimits(Pages: 2));
        Assert.Equal("one\ntwo", pages!.Text);
        Assert.False(pages.Whole);
    }

    [Fact]
    public void Read_BrokenOrHostileFiles_GiveAProblem()
    {
        const string broken = "文件已损坏或有密码，没有读出文字";
        Assert.Equal(broken, PaperText.Read(new MemoryStream("not a zip"u8.ToArray()), Word)!.Problem);
        Assert.Equal(broken, Read(Word, ("word/document.xml", "<w:document"))!.Problem);
        Assert.Equal(broken, Read(Word, ("word/document.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"))!.Problem);
        Assert.Equal(broken, Read(Word, ("word/document.xml", W(string.Concat(Enumerable.Repeat("<w:p>", 300)) + string.Concat(Enumerable.Repeat("</w:p>", 300)))))!.Problem);
        Assert.Equal(broken, PaperText.Read(new MemoryStream("%PDF-1.4\nnothing"u8.ToArray()), Pdf)!.Problem);
        Assert.Equal(broken, PaperText.Read(Zip(("word/document.xml", W($"<w:p><w:r><w:t>{new string('长', 2000)}</w:t></w:r></w:p>"))), Word, new PaperTextLimits(Characters: 1000))!.Problem);
        Assert.Equal("文件太大，没有读文字", PaperText.Read(Zip(("word/document.xml", W(""))), Word, new PaperTextLimits(Bytes: 10))!.Problem);
        var cut = PdfOf("Zhunsheng sluice gate");
        for (var length = 0; length < cut.Length; length += 97)
        {
            Assert.NotNull(PaperText.Read(new MemoryStream(cut, 0, length), Pdf));
        }
    }

    [Fact]
    public void Read_TypesWithoutText_AreNoPapersToRead()
    {
        Assert.Null(PaperText.Read(Zip(("a.txt", "x")), "application/zip"));
        Assert.Null(PaperText.Read(new MemoryStream([0xff, 0xd8, 0xff]), "image/jpeg"));
        Assert.Equal(new PaperText("", true, null), Read(Excel, ("xl/workbook.xml", "<workbook/>")));
    }

    private static string W(string body) => $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>";

    private static PaperText? Read(string type, params (string Name, string Text)[] parts) => PaperText.Read(Zip(parts), type);

    private static MemoryStream Zip(params (string Name, string Text)[] parts)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        file.Position = 0;
        return file;
    }

    private static byte[] PdfOf(params string[] pages)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
        {
            builder.AddPage(PageSize.A4).AddText(text, 12, new PdfPoint(50, 700), font);
        }

        return builder.Build();
    }
}
