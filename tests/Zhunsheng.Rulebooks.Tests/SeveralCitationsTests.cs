namespace Zhunsheng.Rulebooks.Tests;

public class SeveralCitationsTests
{
    [Theory]
    [InlineData("第八条", "第八条")]
    [InlineData("第八条、第十七条第二款", "第八条|第十七条第二款")]
    [InlineData("第二十六条第一款、第二款", "第二十六条第一款|第二十六条第二款")]
    [InlineData("第十二条第二款第一项、第三项", "第十二条第二款第一项|第十二条第二款第三项")]
    [InlineData("第十二条第一项、第三项", "第十二条第一项|第十二条第三项")]
    [InlineData("附件（费用）、第九条", "附件（费用）|第九条")]
    public void Several_JoinedCitations_AreEachAPlace(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Citation.Several(text)!.Value));

    [Theory]
    [InlineData("第二款")]
    [InlineData("第八条、")]
    [InlineData("第8条")]
    [InlineData("第八条,第九条")]
    public void Several_NotACitation_IsNull(string text) => Assert.Null(Citation.Several(text));
}
