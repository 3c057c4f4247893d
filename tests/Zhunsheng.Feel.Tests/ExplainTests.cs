namespace Zhunsheng.Feel.Tests;

/// <summary>A null comes with its reasons: what kind, which part, where.</summary>
public class ExplainTests
{
    [Theory]
    [InlineData("总投资 + 1", "UnknownVariable 总投资")]
    [InlineData("总投资 > 1 and 备注 = \"a\"", "UnknownVariable 总投资; UnknownVariable 备注")]
    [InlineData("Monthly Income / 0", "DivisionByZero Monthly Income / 0")]
    [InlineData("1e28 * 1e10", "OutOfRange 1e28 * 1e10")]
    [InlineData("任意 + 1", "WrongOperands 任意 + 1")]
    [InlineData("任意 > 3", "NotComparable 任意 > 3")]
    [InlineData("-任意", "WrongOperands -任意")]
    [InlineData("任意 and true", "NotABoolean 任意")]
    [InlineData("if 任意 then 1 else 2", "NotABoolean 任意")]
    [InlineData("if true then null else 2", "WrittenNull null")]
    [InlineData("{a: 1}.b", "NoSuchEntry {a: 1}.b")]
    [InlineData("{a: null}.a", "NullEntry {a: null}.a")]
    [InlineData("[1, 2][3]", "IndexOutside [1, 2][3]")]
    [InlineData("付款[金额 > 3]", "NullEntry 金额")]
    [InlineData("some x in 付款 satisfies x.金额 > 30", "NullEntry x.金额")]
    [InlineData("every x in 付款 satisfies x.金额 > 0 and 总投资 = 3", "NullEntry x.金额; UnknownVariable 总投资")]
    [InlineData("总投资 in (1, 2)", "UnknownVariable 总投资")]
    [InlineData("Monthly Income in (总投资, 2)", "UnknownVariable 总投资")]
    [InlineData("date(任意)", "NoResult date(任意)")]
    [InlineData("floor(任意)", "WrongArgument 任意")]
    [InlineData("substring(\"abc\", 总投资)", "UnknownVariable 总投资")]
    [InlineData("sqrt(-1)", "NoResult sqrt(-1)")]
    [InlineData("list contains(已提交材料, \"a\")", "UnknownVariable 已提交材料")]
    [InlineData("for i in 任意.x return i", "NoSuchEntry 任意.x")]
    [InlineData("for i in 总投资..3 return i", "UnknownVariable 总投资")]
    [InlineData("任意(1)", "NotAFunction 任意(1)")]
    [InlineData("(function(x) x / 0)(1)", "DivisionByZero x / 0")]
    [InlineData("{f: function(x) x, r: f(1, 2)}.r + 1", "NullEntry {f: function(x) x, r: f(1, 2)}.r")]
    [InlineData("now()", "NoClock now()")]
    [InlineData("not(总投资 = 1)", "UnknownVariable 总投资")]
    [InlineData("count(付款[已核])", "NullEntry 已核")]
    public void Explain_ExpressionThatIsNull_NamesTheSmallestPart(string text, string expected)
    {
        var expression = Eval.Compile(text, Eval.Project, FeelOptions.UnknownPropagates with { Typing = FeelTyping.Lenient });
        var frame = Eval.Frame(("Monthly Income", "5"), ("任意", "\"啊\""), ("付款", "[{金额: 20, 已核: true}, {金额: null, 已核: null}]"));
        Assert.True(expression.Evaluate(frame).IsNull);
        Assert.Equal(expected, string.Join("; ", expression.Explain(frame).Select(r => $"{r.Kind} {r.Text}")));
    }

    [Fact]
    public void Explain_ExpressionThatHasAValue_GivesNothing() => Assert.Empty(Eval.Compile("1 + 1").Explain([]));

    [Fact]
    public void Explain_SecondLine_TellsLineColumnAndVariable()
    {
        var reason = Assert.Single(Eval.Compile("备注 = \"🐎\" or\n  总投资 > 3", Eval.Project, FeelOptions.UnknownPropagates).Explain(Eval.Frame(("备注", "\"b\""))));
        Assert.Equal((2, 3, 15, "总投资"), (reason.Line, reason.Column, reason.Offset, reason.Variable!.Name));
        Assert.Equal("2:3: “总投资”还不知道", reason.ToString());
    }

    [Fact]
    public void Explain_TooMuchWork_SaysSo()
    {
        var expression = Eval.Compile("count(for i in 1..2000, j in 1..2000 return i)");
        var reason = Assert.Single(expression.Explain([]));
        Assert.Equal(FeelReasonKind.AllowanceUsedUp, reason.Kind);
    }

    [Fact]
    public void Explain_CellOnUnknownInput_NamesTheInput()
    {
        var cell = FeelCompiler.UnaryTests("> 3", FeelType.Number, FeelSchema.Empty, FeelOptions.UnknownPropagates).Expression!;
        Assert.Equal(FeelReasonKind.UnknownItem, Assert.Single(cell.Explain([])).Kind);
        Assert.Empty(cell.Explain([], FeelValue.Of(1m)));
    }
}
