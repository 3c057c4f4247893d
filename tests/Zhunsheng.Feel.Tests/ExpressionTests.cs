namespace Zhunsheng.Feel.Tests;

/// <summary>What expressions evaluate to, by the standard.</summary>
public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("2 ** 3 ** 2", "64")]
    [InlineData("-3 ** 2", "9")]
    [InlineData("1.10 + 2.20", "3.3")]
    [InlineData("0.1 + 0.2 = 0.3", "true")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("1 / 0", "null")]
    [InlineData("79228162514264337593543950335 * 2", "null")]
    [InlineData("5 ** -2", "0.04")]
    [InlineData("\"总\" + \"投资\"", "\"总投资\"")]
    [InlineData("- -3", "3")]
    public void Arithmetic_Literals_GivesExactDecimals(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("\"a\\\"b\\n\\u4e2d\"", "\"a\\\"b\\n中\"")]
    [InlineData("\"\\U01F40E\"", "\"🐎\"")]
    [InlineData("// 说明\n1 /* 二 */ + 1", "2")]
    public void Literals_EscapesAndComments_AreRead(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("true and null", "null")]
    [InlineData("false and null", "false")]
    [InlineData("true or null", "true")]
    [InlineData("false or null", "null")]
    [InlineData("not(null)", "null")]
    [InlineData("null = null", "true")]
    [InlineData("1 = null", "false")]
    [InlineData("null < 1", "null")]
    [InlineData("1 between 1 and 2", "true")]
    [InlineData("3 between 1 and 2", "false")]
    [InlineData("null between 1 and 2", "null")]
    [InlineData("if null then 1 else 2", "2")]
    public void Logic_StandardMode_IsThreeValued(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("200 in (200..400]", "false")]
    [InlineData("400 in (200..400]", "true")]
    [InlineData("200 in ]200..400[", "false")]
    [InlineData("400 in [200..400[", "false")]
    [InlineData("5 in (< 3, > 4)", "true")]
    [InlineData("5 in <= 5", "true")]
    [InlineData("\"b\" in (\"a\", \"b\")", "true")]
    [InlineData("\"b\" in [\"a\", \"c\"]", "false")]
    [InlineData("5 in (? > 4 and ? < 6)", "true")]
    [InlineData("5 in [[1..3], [5..6]]", "true")]
    [InlineData("[1..3] = [1..3]", "true")]
    [InlineData("(< 10) = (< 10)", "true")]
    [InlineData("]1..3[ = (1..3)", "true")]
    public void In_TestsAndRanges_FollowTheirEnds(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("[1, 2, 3][item > 1]", "[2, 3]")]
    [InlineData("[1, 2, 3][2]", "2")]
    [InlineData("[1, 2, 3][-1]", "3")]
    [InlineData("[1, 2, 3][4]", "null")]
    [InlineData("[1, 2, 3][0]", "null")]
    [InlineData("[{a: 1, b: 2}, {a: 3, b: 4}][a = 3].b", "[4]")]
    [InlineData("[{a: 1}, {a: 2}].a", "[1, 2]")]
    [InlineData("{a: 1, b: a + 1}.b", "2")]
    [InlineData("{\"项目 名称\": \"x\"}.项目 名称", "\"x\"")]
    [InlineData("[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]")]
    [InlineData("5[1]", "5")]
    public void Paths_ListsAndContexts_SelectItems(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("for i in 1..3 return i * i", "[1, 4, 9]")]
    [InlineData("for i in 3..1 return i", "[3, 2, 1]")]
    [InlineData("for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]")]
    [InlineData("for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]")]
    [InlineData("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]")]
    [InlineData("for 日 in @\"2025-01-30\"..@\"2025-02-01\" return 日.day", "[30, 31, 1]")]
    [InlineData("some x in [1, 2, 3] satisfies x > 2", "true")]
    [InlineData("every x in [1, 2, 3] satisfies x > 2", "false")]
    [InlineData("every x in [] satisfies x > 2", "true")]
    [InlineData("some x in [1, null] satisfies x > 2", "null")]
    [InlineData("some 本 项 in [1] satisfies 本 项 = 1", "true")]
    public void Loops_OverListsAndRanges_VisitEveryItem(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("(function(x, y) x + y)(1, 2)", "3")]
    [InlineData("{f: function(a: number) a * 2, r: f(4)}.r", "8")]
    [InlineData("{f: function(a, b) a - b, r: f(b: 1, a: 5)}.r", "4")]
    [InlineData("sort([3, 1, 2], function(a, b) a < b)", "[1, 2, 3]")]
    [InlineData("{k: 10, f: function(x) x + k, r: for i in [1, 2] return f(i)}.r", "[11, 12]")]
    [InlineData("substring(string: \"foobar\", start position: 3)", "\"obar\"")]
    public void Functions_LiteralsAndNamedArguments_AreCalled(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("1 instance of number", "true")]
    [InlineData("\"a\" instance of number", "false")]
    [InlineData("[1, 2] instance of list<number>", "true")]
    [InlineData("[1, \"a\"] instance of list<number>", "false")]
    [InlineData("null instance of number", "false")]
    [InlineData("{a: 1} instance of context<a: number>", "true")]
    [InlineData("@\"P1D\" instance of days and time duration", "true")]
    [InlineData("[1..2] instance of range<number>", "true")]
    public void InstanceOf_Types_AreTold(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Theory]
    [InlineData("date(\"2025-01-31\") + duration(\"P1M\")", "@\"2025-02-28\"")]
    [InlineData("@\"2025-03-01\" - @\"2024-03-01\"", "@\"P365D\"")]
    [InlineData("@\"2025-03-01\" - @\"P1D\"", "@\"2025-02-28\"")]
    [InlineData("@\"2024-02-29\".weekday", "4")]
    [InlineData("date(2025, 2, 29)", "null")]
    [InlineData("date and time(\"2025-01-01T10:30:00+08:00\").time offset", "@\"PT8H\"")]
    [InlineData("date and time(@\"2025-01-01\", time(10, 0, 0))", "@\"2025-01-01T10:00:00\"")]
    [InlineData("years and months duration(@\"2023-05-31\", @\"2025-05-30\")", "@\"P1Y11M\"")]
    [InlineData("(@\"2025-03-01\" - @\"2025-01-01\").days", "59")]
    [InlineData("@\"10:00:00\" + @\"PT15H\"", "@\"01:00:00\"")]
    [InlineData("@\"P1Y\" > @\"P11M\"", "true")]
    [InlineData("@\"2025-01-01T00:00:00Z\" = @\"2025-01-01T08:00:00+08:00\"", "true")]
    [InlineData("@\"2025-01-01T08:00:00@Asia/Shanghai\" = @\"2025-01-01T00:00:00Z\"", "true")]
    [InlineData("string(@\"-0044-03-15\" + @\"P1Y\")", "\"-0043-03-15\"")]
    [InlineData("week of year(@\"2025-12-29\")", "1")]
    [InlineData("day of week(@\"2025-01-01\")", "\"Wednesday\"")]
    public void Temporal_DatesAndDurations_Compute(string text, string expected) => Assert.Equal(expected, Eval.Standard(text));

    [Fact]
    public void Names_ChineseAndWithSpaces_AreResolvedByLongestMatch()
    {
        Assert.Equal("700", Eval.Standard("总投资 + Monthly Income", ("总投资", "400"), ("Monthly Income", "300")));
        Assert.Equal("700", Eval.Standard("Monthly   Income+总投资", ("总投资", "400"), ("Monthly Income", "300")));
        Assert.Equal("[@\"2025-01-01\"]", Eval.Standard("付款.付款 日期", ("付款", "[{金额: 1, \"付款 日期\": @\"2025-01-01\", 已核: true}]")));
        Assert.Equal("[30]", Eval.Standard("付款[金额 > 20].金额", ("付款", "[{金额: 10}, {金额: 30}]")));
        Assert.Equal("true", Eval.Standard("\"信息资源共享分析篇(章)\" in 已提交材料", ("已提交材料", "[\"信息资源共享分析篇(章)\"]")));
    }

    [Theory]
    [InlineData("1 + \"a\"", "null")]
    [InlineData("1 = \"1\"", "null")]
    [InlineData("[1] * 2", "null")]
    [InlineData("不存在", "null")]
    [InlineData("abs(\"a\")", "null")]
    [InlineData("{foo: 1, foo: 2}", "null")]
    public void LenientTyping_Mismatches_GiveNull(string text, string expected) => Assert.Equal(expected, Eval.Loose(text));

    [Theory]
    [InlineData("for i in 1..1000000000 return i")]
    [InlineData("for a in 1..10000, b in 1..10000 return a")]
    [InlineData("{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r")]
    [InlineData("(for i in 1..100000 return if i = 1 then [] else append(partial[-1], i))[-1]")]
    [InlineData("(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]")]
    [InlineData("{s: (for i in 1..19 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[-1], r: for i in 1..100000 return upper case(s)}.r")]
    [InlineData("{l: for i in 1..500000 return i, r: for i in 1..100000 return sum(l)}.r[-1]")]
    [InlineData("(for i in 1..100000 return if i = 1 then {a: 1} else context put(partial[-1], string(i), i))[-1]")]
    [InlineData("(for i in 1..60 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[-1]")]
    public void Evaluation_EndlessWork_GivesUpWithNull(string text) => Assert.Equal("null", Eval.Standard(text));
}
