using System.Collections.Immutable;

namespace Zhunsheng.Feel.Tests;

/// <summary>Compiles and evaluates in one go; variables are given as FEEL literals.</summary>
internal static class Eval
{
    public static readonly FeelOptions Lenient = FeelOptions.Standard with { Typing = FeelTyping.Lenient };

    public static readonly FeelSchema Project = new(
    [
        new("总投资", FeelType.Number),
        new("已纳入规划", FeelType.Boolean),
        new("项目类别", FeelType.OneOf(["新建", "扩建", "运维"])),
        new("受理日期", FeelType.Date),
        new("已提交材料", FeelType.ListOf(FeelType.String)),
        new("付款", FeelType.ListOf(FeelType.ContextOf([new("金额", FeelType.Number), new("付款 日期", FeelType.Date), new("已核", FeelType.Boolean)]))),
        new("Monthly Income", FeelType.Number),
        new("备注", FeelType.String),
        new("任意", FeelType.Any),
    ]);

    public static FeelExpression Compile(string text, FeelSchema? schema = null, FeelOptions? options = null)
    {
        var compilation = FeelCompiler.Expression(text, schema ?? FeelSchema.Empty, options);
        Assert.True(compilation.Expression is not null, text + " → " + string.Join("; ", compilation.Diagnostics));
        return compilation.Expression;
    }

    public static string Standard(string text, params (string Name, string Value)[] variables) => Run(text, FeelOptions.Standard, variables);

    public static string Unknown(string text, params (string Name, string Value)[] variables) => Run(text, FeelOptions.UnknownPropagates, variables);

    /// <summary>Without type errors, as the conformance cases want it.</summary>
    public static string Loose(string text) => Compile(text, null, Lenient).Evaluate([]).ToString();

    public static string Run(string text, FeelOptions options, (string Name, string Value)[] variables) =>
        Compile(text, Project, options).Evaluate(Frame(variables)).ToString();

    public static string[] Decisive(string text, params (string Name, string Value)[] variables) =>
        [.. Compile(text, Project, FeelOptions.UnknownPropagates).Decisive(Frame(variables)).Select(v => v.Name)];

    public static FeelValue[] Frame(params (string Name, string Value)[] variables)
    {
        var frame = new FeelValue[Project.Count];
        foreach (var (name, value) in variables)
        {
            frame[Project.Find(name)!.Slot] = Compile(value).Evaluate([]);
        }

        return frame;
    }

    public static string Cell(string text, string input, FeelOptions? options = null, FeelType? type = null)
    {
        var compilation = FeelCompiler.UnaryTests(text, type ?? FeelType.Any, Project, options);
        Assert.True(compilation.Expression is not null, text + " → " + string.Join("; ", compilation.Diagnostics));
        return compilation.Expression.Evaluate(new FeelValue[Project.Count], Compile(input).Evaluate([])).ToString();
    }

    public static ImmutableArray<FeelDiagnostic> Diagnose(string text) => FeelCompiler.Expression(text, Project).Diagnostics;

    public static string Messages(string text) => string.Join("\n", Diagnose(text).Select(d => $"{d.Line}:{d.Column} {d.Message}"));
}
