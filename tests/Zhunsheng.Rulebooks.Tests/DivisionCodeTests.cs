namespace Zhunsheng.Rulebooks.Tests;

public class DivisionCodeTests
{
    [Theory]
    [InlineData("230000", DivisionLevel.Province)]
    [InlineData("150500", DivisionLevel.Prefecture)]
    [InlineData("500155", DivisionLevel.County)]
    [InlineData("321283", DivisionLevel.County)]
    [InlineData("429004", DivisionLevel.County)]
    [InlineData("820000", DivisionLevel.Province)]
    public void Problem_CodeOfTheRightForm_IsNoneAndItsLevelIsKnown(string code, DivisionLevel level)
    {
        Assert.Null(DivisionCode.Problem(code));
        Assert.Equal(level, DivisionCode.LevelOf(code));
    }

    [Theory]
    [InlineData("", "六位数字")]
    [InlineData("23000", "六位数字")]
    [InlineData("2300000", "六位数字")]
    [InlineData("23000a", "六位数字")]
    [InlineData("２３００００", "六位数字")]
    [InlineData("000000", "00开头")]
    [InlineData("990000", "99开头")]
    [InlineData("160100", "16开头")]
    [InlineData("230012", "后两位也应当是00")]
    public void Problem_WrongForm_SaysWhat(string code, string expected) => Assert.Contains(expected, DivisionCode.Problem(code), StringComparison.Ordinal);
}
