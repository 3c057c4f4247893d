namespace Zhunsheng.Feel.Tests;

/// <summary>Null as "not known": where it stays unknown, and where it does no harm.</summary>
public class UnknownModeTests
{
    [Theory]
    [InlineData("总投资 = 400", "null")]
    [InlineData("总投资 != 400", "null")]
    [InlineData("总投资 = null", "true")]
    [InlineData("总投资 != null", "false")]
    [InlineData("null = null", "true")]
    [InlineData("总投资 > 400", "null")]
    [InlineData("项目类别 in (\"新建\", \"扩建\")", "null")]
    [InlineData("项目类别 in (\"新建\", null)", "true")]
    [InlineData("项目类别 in [\"新建\"]", "null")]
    [InlineData("总投资 in (200..400]", "null")]
    [InlineData("list contains(已提交材料, \"可研\")", "null")]
    [InlineData("list contains([\"a\"], 备注)", "null")]
    [InlineData("list contains([\"b\", 备注], \"a\")", "null")]
    [InlineData("list contains([\"a\", 备注], \"a\")", "true")]
    [InlineData("count(已提交材料)", "null")]
    [InlineData("已纳入规划 and 总投资 > 400", "null")]
    [InlineData("已纳入规划 and false", "false")]
    [InlineData("已纳入规划 or true", "true")]
    [InlineData("not(已纳入规划)", "null")]
    [InlineData("if 已纳入规划 then 1 else 2", "null")]
    [InlineData("if 已纳入规划 then 1 else 1", "1")]
    [InlineData("if 已纳入规划 then [\"a\"] else [\"a\"]", "[\"a\"]")]
    [InlineData("some x in [1, 总投资] satisfies x = 1", "true")]
    [InlineData("some x in [2, 总投资] satisfies x = 1", "null")]
    [InlineData("every x in [2, 总投资] satisfies x = 1", "false")]
    [InlineData("every x in [1, 总投资] satisfies x = 1", "null")]
    [InlineData("[1, 总投资] = [2, 3]", "false")]
    [InlineData("[1, 总投资] = [1, 3]", "null")]
    [InlineData("付款", "null")]
    [InlineData("[{a: 1}, {a: 总投资}][a = 1]", "null")]
    [InlineData("[{a: 1}, {a: 2}][a = 1]", "[{a: 1}]")]
    [InlineData("总投资 between 1 and 2", "null")]
    [InlineData("总投资 + 1", "null")]
    public void Evaluate_UnknownOperand_StaysUnknown(string text, string expected) => Assert.Equal(expected, Eval.Unknown(text));

    [Theory]
    [InlineData("-", "true")]
    [InlineData("not(\"a\")", "null")]
    [InlineData("\"a\"", "null")]
    [InlineData("null", "true")]
    [InlineData("not(null)", "false")]
    [InlineData("\"a\", null", "true")]
    [InlineData("< 5", "null")]
    [InlineData("[1..2]", "null")]
    [InlineData("!= null", "false")]
    public void UnaryTests_UnknownInput_StaysUnknown(string cell, string expected) => Assert.Equal(expected, Eval.Cell(cell, "null", FeelOptions.UnknownPropagates));

    [Theory]
    [InlineData("-", "true")]
    [InlineData("\"a\"", "false")]
    [InlineData("< 5", "false")]
    [InlineData("null", "true")]
    public void UnaryTests_NullInputStandardMode_IsFalse(string cell, string expected) => Assert.Equal(expected, Eval.Cell(cell, "null"));

    [Theory]
    [InlineData("<= 200", "200", "true")]
    [InlineData("<= 200", "200.01", "false")]
    [InlineData("(200..400]", "200", "false")]
    [InlineData("(200..400]", "400", "true")]
    [InlineData("\"a\", \"b\"", "\"b\"", "true")]
    [InlineData("not(\"a\", \"b\")", "\"b\"", "false")]
    [InlineData("not(\"a\", \"b\")", "\"c\"", "true")]
    [InlineData("? > 5 and ? < 9", "7", "true")]
    [InlineData("[\"a\", \"b\"]", "\"b\"", "true")]
    [InlineData("true", "true", "true")]
    [InlineData("> 10, < 3", "2", "true")]
    [InlineData("starts with(?, \"可研\")", "\"可研已批复\"", "true")]
    [InlineData("not(true) = false", "true", "true")]
    public void UnaryTests_KnownInput_Decide(string cell, string input, string expected)
    {
        Assert.Equal(expected, Eval.Cell(cell, input));
        Assert.Equal(expected, Eval.Cell(cell, input, FeelOptions.UnknownPropagates));
    }
}
