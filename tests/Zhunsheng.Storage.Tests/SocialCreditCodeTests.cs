namespace Zhunsheng.Storage.Tests;

public class SocialCreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91440300708461136T")]
    public void Problem_CodeOfTheStandard_IsNone(string code) => Assert.Null(SocialCreditCode.Problem(code));

    [Theory]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData(" 91350100-M000100Y4-3　")]
    [InlineData("91350100m000100y43")]
    public void Normal_AsPeopleTypeIt_IsTheCode(string typed) => Assert.Equal("91350100M000100Y43", SocialCreditCode.Normal(typed));

    [Theory]
    [InlineData("91350100M000100Y4", "写了17位")]
    [InlineData("91350100M000100Y44", "末位是校验码")]
    [InlineData("91350100M000100Y34", "末位是校验码")]
    [InlineData("9135010OM000100Y43", "没有字母O，是不是数字0")]
    [InlineData("9I350100M000100Y43", "没有字母I，是不是数字1")]
    [InlineData("91350100M000100V43", "没有字母V，是不是字母U")]
    [InlineData("91350100M000100Y4*", "不能有“*”")]
    [InlineData("B1350100M000100Y43", "第1位是登记部门")]
    [InlineData("97350100M000100Y43", "第2位是机构类别")]
    [InlineData("9135A100M000100Y43", "第3至8位")]
    public void Problem_WrongCode_SaysWhichPart(string code, string expected) => Assert.Contains(expected, SocialCreditCode.Problem(code), StringComparison.Ordinal);

    [Fact]
    public void Problem_AnySingleCharacterChanged_IsFound()
    {
        const string good = "91350100M000100Y43";
        foreach (var i in Enumerable.Range(0, good.Length))
        {
            foreach (var c in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != good[i]))
            {
                Assert.NotNull(SocialCreditCode.Problem(good[..i] + c + good[(i + 1)..]));
            }
        }
    }
}
