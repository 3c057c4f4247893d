namespace Zhunsheng.Rulebooks.Tests;

public class CitationTests
{
    [Theory]
    [InlineData("第十二条第一款", "第十二条", 12, "a12-1")]
    [InlineData("第三十四条第二项", "第三十四条", 34, "a34-i2")]
    [InlineData("第四条", "第四条", 4, "a4")]
    [InlineData("第一百零三条第二款第三项", "第一百零三条", 103, "a103-2-i3")]
    [InlineData("附件（费用）", "附件", 0, "annex")]
    public void Citation_Parts_AreRead(string text, string article, int number, string anchor)
    {
        var citation = new Citation(text);
        Assert.Equal((article, number, anchor), (citation.Article, citation.Number, citation.Anchor));
    }

    [Theory]
    [InlineData("12条", false)]
    [InlineData("第十二条第一款", true)]
    [InlineData("第十二条款", false)]
    public void IsWellFormed_Text_IsJudged(string text, bool expected) => Assert.Equal(expected, Citation.IsWellFormed(text));

    [Fact]
    public void ChineseNumeral_EveryNumber_RoundTrips()
    {
        for (var i = 1; i < 1000; i++)
        {
            Assert.Equal(i, ChineseNumeral.Parse(ChineseNumeral.Format(i)));
        }

        Assert.Equal("一百零三", ChineseNumeral.Format(103));
        Assert.Equal("二百一十", ChineseNumeral.Format(210));
        Assert.Equal("十二", ChineseNumeral.Format(12));
        Assert.Null(ChineseNumeral.Parse("甲"));
    }
}
