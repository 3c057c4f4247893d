namespace Zhunsheng.Feel.Tests;

/// <summary>What rule authors are told about mistakes, and where.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("总投 > 400", "1:1", "是不是“总投资”")]
    [InlineData("已纳入规划 and\n  项目类型 = \"新建\"", "2:3", "是不是“项目类别”")]
    [InlineData("总投资 > \"400\"", "1:7", "写的是数字和文本")]
    [InlineData("已纳入规划 and 总投资", "1:11", "写的是数字")]
    [InlineData("总投资 + \"元\"", "1:7", "数字+文本")]
    [InlineData("备注 + 1", "1:6", "文本+数字")]
    [InlineData("项目类别 = \"改建\"", "1:8", "只能是：新建、扩建、运维")]
    [InlineData("项目类别 in (\"新建\", \"改建\")", "1:16", "没有“改建”")]
    [InlineData("项目类别 = 新建", "1:8", "要加引号：\"新建\"")]
    [InlineData("sum(付款.金)", "1:8", "是不是“金额”")]
    [InlineData("today() > 受理日期", "1:1", "没有时钟")]
    [InlineData("cuont(付款)", "1:1", "是不是“count”")]
    [InlineData("contains(总投资, \"1\")", "1:10", "第1个参数要的是文本，写的是数字")]
    [InlineData("substring(\"abc\")", "1:1", "参数不对")]
    [InlineData("date(\"2025-13-01\")", "1:6", "不是日期")]
    [InlineData("@\"2025-02-30\"", "1:1", "不是日期")]
    [InlineData("if 总投资 then 1 else 2", "1:4", "if 的条件")]
    [InlineData("总投资 == 400", "1:6", "相等写一个“=”")]
    [InlineData("总投资 > 400，", "1:10", "半角")]
    [InlineData("总投资 >", "1:6", "表达式却已结束")]
    [InlineData("(总投资 > 1", "1:9", "要的是“)”")]
    [InlineData("\"abc", "1:1", "右引号")]
    [InlineData("总投资 400", "1:5", "多出了")]
    [InlineData("400万元", "1:1", "单位不要写在后面")]
    [InlineData("", "1:1", "空的")]
    [InlineData("受理日期.years", "1:6", "是不是“year”")]
    [InlineData("-备注", "1:2", "负号")]
    [InlineData("some x in 付款 satisfies x.金额", "1:24", "satisfies")]
    [InlineData("付款[备注]", "1:4", "条件或序号")]
    [InlineData("{a: 1, a: 2}", "1:8", "写了两次")]
    [InlineData("1 instance of numbr", "1:15", "是不是“number”")]
    public void Compile_Mistake_IsExplainedWhereItStands(string text, string position, string part)
    {
        var found = Eval.Diagnose(text);
        Assert.Contains(found, d => d.Severity == FeelSeverity.Error && $"{d.Line}:{d.Column}" == position && d.Message.Contains(part, StringComparison.Ordinal));
        Assert.Null(FeelCompiler.Expression(text, Eval.Project).Expression);
    }

    [Theory]
    [InlineData("\"改建\"", "只能是")]
    [InlineData("5", "写的是数字")]
    [InlineData("> 5", "写的是文本和数字")]
    [InlineData("", "写“-”")]
    public void CompileCell_Mistake_IsExplained(string cell, string part)
    {
        var compilation = FeelCompiler.UnaryTests(cell, Eval.Project.Find("项目类别")!.Type, Eval.Project);
        Assert.Null(compilation.Expression);
        Assert.Contains(compilation.Diagnostics, d => d.Message.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("总投资 in [400..200]", "大于上限")]
    public void Compile_Suspicious_IsAWarning(string text, string part)
    {
        var compilation = FeelCompiler.Expression(text, Eval.Project);
        Assert.NotNull(compilation.Expression);
        Assert.Contains(compilation.Diagnostics, d => d.Severity == FeelSeverity.Warning && d.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Compile_DeepNesting_IsADiagnosticAndNoOverflow()
    {
        Assert.Contains("嵌套太深", Eval.Messages(new string('(', 100_000 / 2)), StringComparison.Ordinal);
        Assert.Contains("太复杂", Eval.Messages("1" + string.Concat(Enumerable.Repeat("+1", 5000))), StringComparison.Ordinal);
        Assert.Contains("嵌套太深", Eval.Messages(string.Concat(Enumerable.Repeat("if true then ", 3000)) + "1"), StringComparison.Ordinal);
        Assert.Contains("太复杂", Eval.Messages("付款" + string.Concat(Enumerable.Repeat("[1]", 5000))), StringComparison.Ordinal);
        Assert.Contains("太长", Eval.Messages(new string(' ', FeelCompiler.LongestText + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_LongChainOfOr_IsNoDepth() =>
        Assert.Empty(Eval.Diagnose("已纳入规划" + string.Concat(Enumerable.Repeat(" or 已纳入规划", 5000))));
}
