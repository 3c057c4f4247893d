
namespace Zhunsheng.Feel.Tests;

/// <summary>A value too great to be made, and work beyond the allowance, end the evaluation with null and a reason: never with an answer counted on a part that was given up.</summary>
public class LimitTests
{
    private const string Doubled = "{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 24)}.r";

    [Theory]
    [InlineData("count(flatten(" + Doubled + "))")]
    [InlineData("{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: count(flatten(f([1], 24)))}.r")]
    [InlineData("{f: function(l, n) if n = 0 then l else f({a: l, b: l}, n - 1), r: if f(1, 24) = null then 1 else 2}.r")]
    [InlineData("get or else(" + Doubled + ", 1)")]
    [InlineData("if " + Doubled + " = null then 1 else 2")]
    [InlineData("count([for i in 1..2000000 return i])")]
    [InlineData("count([for i in 1..2000, j in 1..2000 return i])")]
    [InlineData("{f: function(t, n) if n = 0 then t else f(t + t, n - 1), r: count([f(\"0123456789\", 20)])}.r")]
    [InlineData("count([string join(for i in 1..1000 return string join(for j in 1..1100 return \"a\"))])")]
    [InlineData("(function(f) get or else(f(f), 1))(function(f) f(f))")]
    public void Evaluate_BeyondALimit_IsNullWithTheReason(string text)
    {
        var expression = Eval.Compile(text, null, Eval.Lenient);
        Assert.Equal("null", expression.Evaluate([]).ToString());
        Assert.Equal(FeelReasonKind.AllowanceUsedUp, Assert.Single(expression.Explain([])).Kind);
        var session = new FeelSession();
        Assert.True(expression.Evaluate([], default, session).IsNull);
        Assert.True(session.IsUsedUp);
    }

    [Theory]
    [InlineData("if 总投资 > 1 then count([for i in 1..2000000 return i]) else 2")]
    [InlineData("count([for i in 1..2000000 return i]) = 1 or 总投资 > 1")]
    [InlineData("not(count([for i in 1..2000000 return i]) = 1)")]
    public void Compiled_BeyondALimit_IsNullAsFromTheTree(string text)
    {
        var frame = Eval.Frame(("总投资", "5"));
        var expression = Eval.Compile(text, Eval.Project, Eval.Lenient);
        Assert.True(expression.Evaluate(frame).IsNull);
        Assert.Equal(FeelTruth.Unknown, expression.TruthOf(frame));
        expression.Compiled();
        Assert.True(expression.Evaluate(frame).IsNull);
        Assert.Equal(FeelTruth.Unknown, expression.TruthOf(frame));
    }

    [Fact]
    public void Cell_BeyondALimit_IsNullAndNotFalse()
    {
        var cell = FeelCompiler.UnaryTests("count([for i in 1..2000000 return i]) + ?", FeelType.Number, FeelSchema.Empty, Eval.Lenient).Expression!;
        Assert.Null(cell.Test([], FeelValue.Of(1m)));
        Assert.Null(cell.Compiled().Test([], FeelValue.Of(1m)));
    }

    [Fact]
    public void Evaluate_JustWithinTheLimit_HasItsValue() =>
        Assert.Equal("262144", Eval.Loose("{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: count(flatten(f([1], 18)))}.r"));

    [Fact]
    public void ContextMerge_OfThousands_TakesNoMoreRoomThanTheyDo()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("8000", Eval.Loose("count(get entries(context merge(for i in 1..8000 return context([{key: string(i), value: i}]))))"));
        Assert.Equal("3", Eval.Loose("context merge(for i in 1..9000 return {a: 1, b: 2, c: 3}).c"));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 150_000_000, $"{allocated:N0}");
    }
}
