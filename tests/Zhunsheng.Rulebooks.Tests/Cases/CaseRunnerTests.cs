using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks.Tests.Cases;

public class CaseRunnerTests
{
    private static readonly FeelValue s_texts = FeelValue.ListOf(["甲", "乙"]);

    [Theory]
    [InlineData("400", true)]
    [InlineData("400.0", true)]
    [InlineData("4e2", true)]
    [InlineData("400.01", false)]
    [InlineData("\"400\"", false)]
    [InlineData("null", false)]
    public void Matches_Number_ComparesByValue(string expected, bool matches) => Assert.Equal(matches, Matches(expected, FeelValue.Of(400m), false));

    [Theory]
    [InlineData("""["乙", "甲"]""", true)]
    [InlineData("""["甲", "乙", "甲"]""", true)]
    [InlineData("""["甲"]""", false)]
    [InlineData("""["甲", "乙", "丙"]""", false)]
    [InlineData("[]", false)]
    [InlineData("\"甲\"", false)]
    public void Matches_UnorderedList_ComparesAsASet(string expected, bool matches) => Assert.Equal(matches, Matches(expected, s_texts, false));

    [Theory]
    [InlineData("""["甲", "乙"]""", true)]
    [InlineData("""["乙", "甲"]""", false)]
    [InlineData("""["甲", "乙", "甲"]""", false)]
    public void Matches_OrderedList_ComparesItemByItem(string expected, bool matches) => Assert.Equal(matches, Matches(expected, s_texts, true));

    [Fact]
    public void Matches_EmptyList_IsNotNull()
    {
        Assert.False(Matches("[]", FeelValue.Null, false));
        Assert.False(Matches("null", FeelValue.ListOf(Array.Empty<string>()), false));
        Assert.True(Matches("[]", FeelValue.ListOf(Array.Empty<string>()), false));
    }

    [Fact]
    public void Matches_Unknown_IsNeitherYesNorNo()
    {
        Assert.True(Matches("null", FeelValue.Null, false));
        Assert.False(Matches("false", FeelValue.Null, false));
        Assert.False(Matches("null", FeelValue.False, false));
    }

    [Fact]
    public void Matches_Day_ComparesWithItsIsoText()
    {
        var day = FeelValue.Of(new DateOnly(2024, 2, 29));
        Assert.True(Matches("\"2024-02-29\"", day, false));
        Assert.False(Matches("\"2024-2-29\"", day, false));
        Assert.True(Matches("""["2024-02-29"]""", FeelValue.ListOf(new[] { day }.AsEnumerable()), true));
    }

    [Fact]
    public void Run_FactsThatContradictEachOther_AreAProblem()
    {
        var reading = CaseFileReader.Read(new RulebookText("cases.yaml", "- {id: a, article: 第三条, title: 矛盾, facts: {批复日期: 2025-03-01, 已批复: false, 总投资: 100}, ask: 规模, expect: 小}\n"));
        var result = CaseRunner.Run(SmallRulebook.Book.Value, Assert.Single(reading.Cases));
        Assert.False(result.Passed);
        Assert.Equal("已批复填的是“否”，而按其他要素应当是“是”", Assert.Single(result.Problems));
    }

    private static bool Matches(string expected, FeelValue actual, bool ordered) => CaseRunner.Matches(JsonDocument.Parse(expected).RootElement, actual, ordered);
}
