namespace Zhunsheng.Feel.Tests;

/// <summary>What an evaluation is handed besides the frame: a reading of the clock, a token, an allowance, functions of the host.</summary>
public class SessionTests
{
    private static readonly FeelOptions s_withClock = FeelOptions.Standard with { HasClock = true };

    [Theory]
    [InlineData("now()", "@\"2026-01-02T03:04:05+08:00\"")]
    [InlineData("today()", "@\"2026-01-02\"")]
    [InlineData("today() + @\"P1D\" > date(now())", "true")]
    [InlineData("now() instance of date and time", "true")]
    public void Evaluate_WithAReadingOfTheClock_KnowsTheMoment(string text, string expected)
    {
        var expression = Eval.Compile(text, null, s_withClock);
        var session = new FeelSession { At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)) };
        Assert.Equal(expected, expression.Evaluate([], default, session).ToString());
    }

    [Fact]
    public void Evaluate_WithoutAReadingOfTheClock_IsNullWithAReason()
    {
        var expression = Eval.Compile("today()", null, s_withClock);
        Assert.True(expression.Evaluate([]).IsNull);
        Assert.Equal(FeelReasonKind.NoClock, Assert.Single(expression.Explain([])).Kind);
    }

    [Fact]
    public void Evaluate_CancelledBefore_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var expression = Eval.Compile("count(for i in 1..1000 return i)");
        Assert.Throws<OperationCanceledException>(() => expression.Evaluate([], default, new FeelSession { Cancellation = source.Token }));
    }

    [Fact]
    public void Evaluate_CancelledWhileRunning_EndsSoon()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        var stop = new FeelBuiltin("stop", FeelType.Number, [new("n", FeelType.Number)], a =>
        {
            calls++;
            source.Cancel();
            return a[0];
        });
        var expression = Eval.Compile("for i in 1..100000 return stop(i)", null, FeelOptions.Standard with { Functions = FeelFunctionTable.Standard.With([stop]) });
        Assert.Throws<OperationCanceledException>(() => expression.Evaluate([], default, new FeelSession { Cancellation = source.Token }));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Evaluate_WithASmallAllowance_GivesUpWithNull()
    {
        var expression = Eval.Compile("count(for i in 1..1000 return i)");
        var session = new FeelSession { Left = 100 };
        Assert.True(expression.Evaluate([], default, session).IsNull);
        Assert.True(session.IsUsedUp);
        Assert.Equal("1000", expression.Evaluate([]).ToString());
    }

    [Fact]
    public void With_FunctionOfTheSameSignature_TakesThePlaceOfTheOldOne()
    {
        var today = new FeelBuiltin("today", FeelType.Date, [], _ => FeelValue.Of(new DateOnly(2025, 5, 5))) { IsVolatile = true };
        var expression = Eval.Compile("today()", null, s_withClock with { Functions = FeelFunctionTable.Standard.With([today]) });
        Assert.Equal("@\"2025-05-05\"", expression.Evaluate([]).ToString());
    }

    [Theory]
    [InlineData("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")", "false")]
    [InlineData("matches(\"a\", \"((a{1,60}){1,60}){1,60}\")", "null")]
    [InlineData("string length(replace(string join(for i in 1..2000 return \"a\"), \"a\", string join(for i in 1..2000 return \"b\")))", "null")]
    [InlineData("count(for i in 1..100000 return matches(\"新建\", \"^新\"))", "100000")]
    [InlineData("count(for i in 1..1000 return matches(\"aa\", \"(a)\\\\1b\" + string(i)))", "null")]
    public void Patterns_OfStrangers_StayWithinBounds(string text, string expected) => Assert.Equal(expected, Eval.Loose(text));
}
