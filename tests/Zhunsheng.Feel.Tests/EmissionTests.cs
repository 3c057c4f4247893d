using System.Linq.Expressions;

namespace Zhunsheng.Feel.Tests;

/// <summary>Emitted code and the bound tree give the same, on whatever values; scalar conditions allocate nothing.</summary>
public class EmissionTests
{
    private delegate FeelValue Whole(FeelValue[] frame, FeelValue tested, out FeelTruth truth, out int branch);

    [Theory]
    [InlineData(FeelNullMode.Standard)]
    [InlineData(FeelNullMode.Unknown)]
    public void Emitted_RandomExpressions_AgreesWithTheTree(FeelNullMode nullMode)
    {
        var compiled = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var writer = new ExpressionWriter(seed);
            var isCell = seed % 3 == 2;
            var text = isCell ? writer.Tests(3) : seed % 3 == 1 ? writer.Expression(3) : writer.Condition(4);
            var options = new FeelOptions(nullMode) { Typing = FeelTyping.Lenient };
            var compilation = isCell ? FeelCompiler.UnaryTests(text, FeelType.Any, Eval.Project, options) : FeelCompiler.Expression(text, Eval.Project, options);
            if (compilation.Expression is not { } tree)
            {
                continue;
            }

            compiled++;
            var emitted = Compile(tree, seed % 2 == 0);
            for (var i = 0; i < 12; i++)
            {
                var frame = writer.Frame();
                var tested = writer.Any();
                var value = emitted(frame, tested, out var truth, out var branch);
                Assert.True(tree.Evaluate(frame, tested) == value, $"{text}: {tree.Evaluate(frame, tested)} / {value} on {FeelValue.ListOf(frame)} with {tested}");
                Assert.True(tree.TruthOf(frame, tested) == truth, $"{text}: {tree.TruthOf(frame, tested)} / {truth} on {FeelValue.ListOf(frame)} with {tested}");
                Assert.Equal((int)truth, branch);
            }
        }

        Assert.True(compiled > 1200, $"{compiled}");
    }

    [Fact]
    public void Compiled_AfterManyUses_GivesTheSame()
    {
        var expression = Eval.Compile("总投资 > 400 and 项目类别 in (\"新建\", \"扩建\")", Eval.Project, FeelOptions.UnknownPropagates);
        var frame = Eval.Frame(("总投资", "500"), ("项目类别", "\"新建\""));
        for (var i = 0; i < FeelExpression.UsesBeforeCompilation + 10; i++)
        {
            Assert.True(expression.Test(frame));
        }

        frame[Eval.Project.Find("项目类别")!.Slot] = FeelValue.Null;
        Assert.Null(expression.Test(frame));
        frame[Eval.Project.Find("总投资")!.Slot] = FeelValue.Of(400m);
        Assert.False(expression.Test(frame));
        Assert.Throws<ArgumentException>(() => expression.Test([]));
    }

    [Theory]
    [InlineData("总投资 > 400 and (已纳入规划 or 项目类别 = \"新建\") and 受理日期 <= @\"2025-12-31\"")]
    [InlineData("总投资 + Monthly Income * 2 between 100 and 900")]
    [InlineData("项目类别 in (\"新建\", \"扩建\") and 总投资 in ((200..400], > 1000)")]
    [InlineData("if 备注 = null then 总投资 < 3 else not(已纳入规划)")]
    [InlineData("list contains(已提交材料, \"立项批复\") or 备注 != null")]
    public void Test_ScalarConditions_AllocatesNothing(string text)
    {
        AllocatesNothing(text, [false, true]);
    }

    [Theory]
    [InlineData("count(付款[金额 > 3 and 已核]) >= 1")]
    [InlineData("some x in 付款 satisfies x.金额 > 300")]
    [InlineData("受理日期.year >= 2025 and every x in 付款 satisfies x.已核 != null")]
    public void Test_EmittedLoops_AllocateNothing(string text)
    {
        AllocatesNothing(text, [true]);
    }

    private static void AllocatesNothing(string text, bool[] forms)
    {
        foreach (var isEmitted in forms)
        {
            var expression = Eval.Compile(text, Eval.Project, FeelOptions.UnknownPropagates);
            expression = isEmitted ? expression.Compiled() : expression;
            var frame = Eval.Frame(("总投资", "300"), ("已纳入规划", "true"), ("项目类别", "\"运维\""), ("受理日期", "@\"2025-01-01\""), ("Monthly Income", "3"), ("已提交材料", "[\"立项批复\"]"), ("付款", "[{金额: 20, 已核: true}, {金额: 2, 已核: false}]"));
            for (var i = 0; i < 100; i++)
            {
                _ = expression.TruthOf(frame);
            }

            // What the runtime itself allocates once, while it compiles better code, falls into one round; what a call allocates falls into each.
            var least = long.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 1000; i++)
                {
                    _ = expression.TruthOf(frame);
                }

                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    private static Whole Compile(FeelExpression expression, bool throughReader)
    {
        var frame = Expression.Parameter(typeof(FeelValue[]));
        var tested = Expression.Parameter(typeof(FeelValue));
        var truth = Expression.Parameter(typeof(FeelTruth).MakeByRefType());
        var branch = Expression.Parameter(typeof(int).MakeByRefType());
        var on = new FeelEmission(frame)
        {
            Tested = tested,
            Read = throughReader ? v => v.Slot % 2 == 0 ? Expression.Call(typeof(EmissionTests), nameof(Slot), null, frame, Expression.Constant(v.Slot)) : null : null,
        };
        var (isTrue, isFalse, isUnknown, end) = (Expression.Label(), Expression.Label(), Expression.Label(), Expression.Label());
        var body = Expression.Block(
            Expression.Assign(truth, expression.EmitTruth(on)),
            expression.EmitBranch(on, isTrue, isFalse, isUnknown),
            Expression.Label(isTrue), Expression.Assign(branch, Expression.Constant(2)), Expression.Goto(end),
            Expression.Label(isFalse), Expression.Assign(branch, Expression.Constant(1)), Expression.Goto(end),
            Expression.Label(isUnknown), Expression.Assign(branch, Expression.Constant(0)),
            Expression.Label(end),
            expression.EmitValue(on));
        return Expression.Lambda<Whole>(body, frame, tested, truth, branch).Compile();
    }

    private static FeelValue Slot(FeelValue[] frame, int slot) => frame[slot];
}
