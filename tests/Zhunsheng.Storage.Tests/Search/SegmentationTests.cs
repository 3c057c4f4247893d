namespace Zhunsheng.Storage.Tests;

public class SegmentationTests
{
    [Theory]
    [InlineData("信息化", "信息 息化 化")]
    [InlineData("水", "水")]
    [InlineData("HLJ-2026-0137", "hlj 2026 0137")]
    [InlineData("视频AI识别", "视频 频 ai 识别 别")]
    [InlineData("ＡＩ　１２３，（全角）", "ai 123 全角 角")]
    [InlineData("数据、资源", "数据 据 资源 源")]
    [InlineData("二〇二六年", "二〇 〇二 二六 六年 年")]
    [InlineData("Café", "café")]
    [InlineData("𠮷野家", "𠮷野 野家 家")]
    [InlineData("\u2F64\u2F54\u2ED4", "用水 水门 门")]
    [InlineData("\u2F00\u2FD5\u2EF3\u2E80乙", "一龠 龠龟 龟 乙")]
    [InlineData("50㎡", "50")]
    [InlineData("a_b%c*\"'", "a b c")]
    [InlineData(" \n\t，。！", "")]
    [InlineData("", "")]
    public void Of_Text_GivesPairsAndWords(string text, string grams) =>
        Assert.Equal(grams, string.Join(' ', Segmentation.Of(Segmentation.Clean(text)).Select(g => g.Text)));

    [Fact]
    public void Of_PlacesInTheSource_CoverTheCharactersMeant()
    {
        const string text = "省 Ａ１区";
        Assert.Equal(["省", "Ａ１", "区"], Segmentation.Of(text).Select(g => text[g.Start..g.End]));
        Assert.Equal(["省", "Ａ", "区"], Segmentation.Of(text).Select(g => text[g.Start..g.FirstEnd]));
    }

    [Fact]
    public void Of_WordWithoutEnd_IsCutAndNothingIsLost() =>
        Assert.Equal([64, 64, 2], Segmentation.Of(new string('x', 130)).Select(g => g.Text.Length));

    [Fact]
    public void Clean_BrokenAndControlCharacters_AreReplaced() =>
        Assert.Equal("a\uFFFDb c\nd", Segmentation.Clean("a\uD800b\0c\nd"));

    [Theory]
    [InlineData("信息化", "信息 息化", false)]
    [InlineData("水", "水", true)]
    [InlineData("137号", "137 号", true)]
    [InlineData("137号楼", "137 号楼", false)]
    [InlineData("频AI", "频 ai", true)]
    [InlineData("HLJ-2026-01", "hlj 2026 01", true)]
    public void Parse_Word_AsksForUnitsInARow(string word, string grams, bool begins)
    {
        var term = Assert.Single(SearchTerm.Parse(word));
        Assert.Equal((grams, begins), (string.Join(' ', term.Grams), term.Begins));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("\"")]
    [InlineData("* ( ) - + : ^ ' \\ & | ! <->")]
    [InlineData("　。，")]
    public void Parse_OnlySigns_AsksForNothing(string? query) => Assert.Empty(SearchTerm.Parse(query));

    [Fact]
    public void Parse_ManyWords_TakesEightOfThemOnceEach() =>
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], SearchTerm.Parse("a b a c d e f g h i j").Select(t => t.Source));

    [Theory]
    [InlineData("水利信息化平台", "信息化", "水利[信息化]平台")]
    [InlineData("水利水库", "水", "[水]利[水]库")]
    [InlineData("防城港市", "港", "防城[港]市")]
    [InlineData("上下水", "水", "上下[水]")]
    [InlineData("编号 HLJ-2026-0137", "01", "编号 HLJ-2026-[01]37")]
    [InlineData("ＡＩ视频", "ai", "[ＡＩ]视频")]
    [InlineData("信息信息", "信息", "[信息信息]")]
    [InlineData("数据共享", "数据 共享", "[数据共享]")]
    [InlineData("数据共享", "据共", "数[据共]享")]
    [InlineData("数据、共享", "据共", "数据、共享")]
    [InlineData("𠮷野家", "𠮷", "[𠮷]野家")]
    [InlineData("<b>水</b>", "水", "<b>[水]</b>")]
    public void Whole_Query_MarksWhatWasAsked(string text, string query, string expected) =>
        Assert.Equal(expected, Shown(Highlight.Whole(text, SearchTerm.Parse(query))));

    [Fact]
    public void Passage_LongText_IsCutAboutTheFirstPlace()
    {
        var text = new string('前', 200) + "关键词" + new string('后', 200);
        var shown = Shown(Highlight.Passage(text, SearchTerm.Parse("关键词")));
        Assert.Equal("…" + new string('前', 24) + "[关键词]" + new string('后', 63) + "…", shown);
        Assert.Equal(text[..90] + "…", Shown(Highlight.Passage(text, SearchTerm.Parse("没有"))));
        Assert.Equal("短", Shown(Highlight.Passage("短", SearchTerm.Parse("没有"))));
    }

    [Fact]
    public void Pieces_LongText_AreCutAtSignsAndLoseNothing()
    {
        var text = string.Concat(Enumerable.Repeat(new string('字', 299) + "。", 7));
        var pieces = CasePassages.Pieces(text).ToList();
        Assert.Equal([900, 900, 300], pieces.Select(p => p.Length));
        Assert.Equal(text, string.Concat(pieces));
        Assert.Equal([1000, 1000, 80], CasePassages.Pieces(new string('字', 2000)).Select(p => p.Length));
        Assert.Equal(["短"], CasePassages.Pieces("短"));
        Assert.Empty(CasePassages.Pieces(" \n"));
    }

    private static string Shown(IEnumerable<TextPart> parts) => string.Concat(parts.Select(p => p.Marked ? $"[{p.Text}]" : p.Text));
}
