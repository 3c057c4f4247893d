using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Zhunsheng.Documents.Tests;

public sealed class WordOutlineTests
{
    private const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private const string ChineseStyles = """
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
        <w:style w:type="paragraph" w:styleId="mine"><w:name w:val="本院一级标题"/><w:basedOn w:val="1"/></w:style>
        <w:style w:type="paragraph" w:styleId="wide"><w:name w:val="大纲样式"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="plain"><w:name w:val="引文"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/><w:basedOn w:val="1"/></w:style>
        <w:style w:type="paragraph" w:styleId="round"><w:name w:val="转圈"/><w:basedOn w:val="round"/></w:style>
        """;

    [Fact]
    public void Read_HeadingStylesAndOutlineLevels_InTheirOrder()
    {
        var outline = Read(
            P("第一章 总论", "1") + P("正文很长", "a") + P("1.1 背景", "2") + P("第二章 数据共享", "mine") + P("其中一节", "wide") + P("一段引文", "plain") + P("目录里的 总论 3", "11")
            + P("直接设的级别", null, """<w:outlineLvl w:val="1"/>""") + P("设回正文", "1", """<w:outlineLvl w:val="9"/>""") + P("自己转圈", "round"),
            ChineseStyles);
        Assert.Null(outline.Problem);
        Assert.True(outline.Styled);
        Assert.Equal([new(1, "第一章 总论"), new(2, "1.1 背景"), new(1, "第二章 数据共享"), new(3, "其中一节"), new(2, "直接设的级别")], outline.Headings);
    }

    [Fact]
    public void Read_WithoutStylesPart_GoesByTheNamesOfStyles() =>
        Assert.Equal([new(1, "总论"), new(2, "背景"), new(3, "细节")], Read(P("总论", "Heading1") + P("背景", "标题 2") + P("细节", "heading 3") + P("正文", "Normal")).Headings);

    [Fact]
    public void Read_WithoutHeadingStyles_TakesNumberedChaptersAndBoldLines()
    {
        var outline = Read(
            P("第一章 总论") + P("第 2 章  建设目标") + P("三、数据资源目录", bold: true) + P("三、这是一段没有加粗的普通编号") + P("信息共享分析", bold: true) + P("这一整句话也加粗了，但它是一句话。", bold: true)
            + P("第三章讲过，" + new string('长', 60)) + P("建设目标\t12") + P("第四章 进度........7") + P("第五章 投资   9")
            + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>一半加粗</w:t></w:r><w:r><w:t>一半不加</w:t></w:r></w:p>"
            + "<w:p><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>说是不加粗</w:t></w:r></w:p>");
        Assert.False(outline.Styled);
        Assert.Equal(["第一章 总论", "第 2 章 建设目标", "三、数据资源目录", "信息共享分析"], outline.Headings.Select(h => h.Text));
    }

    [Fact]
    public void Read_DeletedMovedAndBoxedText_IsPassedOver()
    {
        var outline = Read(
            "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>建设</w:t></w:r><w:del><w:r><w:t>旧的</w:t></w:r></w:del><w:ins><w:r><w:t>目标</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走了</w:t></w:r></w:moveFrom></w:p>"
            + "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:txbxContent><w:p><w:r><w:t>框里的</w:t></w:r></w:p></w:txbxContent><w:t>框外的</w:t></w:r></w:p>");
        Assert.Equal(["建设目标", "框外的"], outline.Headings.Select(h => h.Text));
    }

    [Fact]
    public void Read_StrictForm_IsReadAlike() =>
        Assert.Equal(["总论"], WordOutline.Read(Docx(Body(P("总论", null, """<w:outlineLvl w:val="0"/>""")).Replace(Main, "http://purl.oclc.org/ooxml/wordprocessingml/main", StringComparison.Ordinal))).Headings.Select(h => h.Text));

    [Fact]
    public void Read_LongHeadingAndMany_AreCut()
    {
        var outline = WordOutline.Read(Docx(Body(P(new string('长', 500), "Heading1") + string.Concat(Enumerable.Repeat(P("章", "Heading1"), 20)))), new WordLimits(Headings: 10, Letters: 50));
        Assert.Equal(10, outline.Headings.Length);
        Assert.Equal(new string('长', 50) + "…", outline.Headings[0].Text);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "nothing", [] },
        { "no archive", "PK\u0003\u0004 and then nothing"u8.ToArray() },
        { "another archive", Zip(("xl/workbook.xml", "<a/>")).ToArray() },
        { "no XML", Zip(("word/document.xml", "这不是XML")).ToArray() },
        { "cut off", Zip(("word/document.xml", Body(P("总论"))[..200])).ToArray() },
        { "a document type", Zip(("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>")).ToArray() },
        { "an entity from outside", Zip(("word/document.xml", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>")).ToArray() },
        { "broken styles", Zip(("word/document.xml", Body(P("总论", "1"))), ("word/styles.xml", "<w:styles")).ToArray() },
        { "half a file", Zip(("word/document.xml", Body(P("总论")))).ToArray()[..80] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenFile_IsAProblemNeverAnException(string what, byte[] content)
    {
        var outline = WordOutline.Read(new MemoryStream(content));
        Assert.True(outline.Problem is not null, what);
        Assert.Empty(outline.Headings);
    }

    [Fact]
    public void Read_UnpacksToTooMuch_IsRefused()
    {
        var bomb = Zip(("word/document.xml", Body(P(new string('水', 3_000_000)))));
        Assert.True(bomb.Length < 50_000);
        Assert.Equal("文件已损坏，或者展开后太大", WordOutline.Read(bomb, new WordLimits(Characters: 1_000_000)).Problem);
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused()
    {
        var deep = Docx(Body(string.Concat(Enumerable.Repeat("<w:sdt>", 100_000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 100_000))));
        Assert.NotNull(WordOutline.Read(deep).Problem);
        var boxed = Docx(Body("<w:txbxContent>" + string.Concat(Enumerable.Repeat("<w:sdt>", 1000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 1000)) + "</w:txbxContent>"));
        Assert.NotNull(WordOutline.Read(boxed).Problem);
    }

    [Theory]
    [InlineData("信息资源共享开放分析篇（章）", "第五章　信息资源共享开放分析篇")]
    [InlineData("信息资源共享分析篇(章)", "5.2 信息资源共享分析")]
    [InlineData("信息资源共享分析篇(章)", "（三）信息资源共享、分析（篇章）")]
    [InlineData("调整说明独立章节", "九、 调 整 说 明")]
    [InlineData("建设目标", "第三章 项目建设目标与内容")]
    [InlineData("数据流", "3．２　数据流")]
    [InlineData("数据流", "（１２）数据流")]
    [InlineData("IPv6改造方案", "ＩＰｖ６改造方案")]
    [InlineData("ＩＰｖ６改造方案", "3、ipv6 改造方案")]
    [InlineData("网络安全建设方案", "VI. 网络安全建设方案")]
    [InlineData("2026年投资", "二、2026年投资")]
    public void Find_WrittenOtherwise_IsFound(string title, string heading) => Assert.Equal(heading, ChapterTitle.Find(title, ["总论", heading, "附件"]));

    [Theory]
    [InlineData("信息资源共享分析篇(章)", "信息资源目录")]
    [InlineData("建设目标", "建设进度")]
    [InlineData("系统接口", "")]
    [InlineData("（章）", "第一章 总论")]
    [InlineData("目录", "数据资源目录")]
    public void Find_AnotherChapter_IsNotFound(string title, string heading) => Assert.Null(ChapterTitle.Find(title, [heading]));

    [Fact]
    public void Find_Several_TakesTheSameBeforeTheShortest()
    {
        Assert.Equal("三、建设目标", ChapterTitle.Find("建设目标", ["建设目标概述", "三、建设目标"]));
        Assert.Equal("建设目标概述", ChapterTitle.Find("建设目标", ["本项目的建设目标和内容", "建设目标概述"]));
    }

    private static WordOutline Read(string body, string? styles = null) => WordOutline.Read(Docx(Body(body), styles));

    private static string P(string text, string? style = null, string properties = "", bool bold = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"<w:p><w:pPr>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}{properties}</w:pPr><w:r><w:rPr>{(bold ? "<w:b/>" : "")}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");

    private static string Body(string paragraphs) => $"<?xml version=\"1.0\"?><w:document xmlns:w=\"{Main}\"><w:body>{paragraphs}</w:body></w:document>";

    private static MemoryStream Docx(string document, string? styles = null) => styles is null
        ? Zip(("word/document.xml", document))
        : Zip(("word/document.xml", document), ("word/styles.xml", $"<w:styles xmlns:w=\"{Main}\">{styles}</w:styles>"));

    private static MemoryStream Zip(params (string Name, string Text)[] parts)
    {
        var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        memory.Position = 0;
        return memory;
    }
}
