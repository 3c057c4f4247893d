using System.Diagnostics;
using System.Text;

namespace Zhunsheng.Feel.Tests;

/// <summary>
/// Random texts and mutated expressions: every one compiles or gives diagnostics, every compiled one evaluates and explains itself without an exception and
/// in bounded time. The seed is fixed, so that a failure comes again.
/// </summary>
public class FuzzTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    private static readonly string[] Seeds =
    [
        "if 总投资 > 400 and 已纳入规划 then [\"可研\", \"初设\"] else null",
        "for i in 1..5, j in [1, 2] return {a: i, b: a + j}.b * partial[-1]",
        "some x in 付款[金额 > 20 and item.已核] satisfies x.付款 日期 < 受理日期 + @\"P1M\"",
        "sort(付款, function(a, b) a.金额 < b.金额)[1].金额 between 1 and 2",
        "项目类别 in (\"新建\", not(已纳入规划), [1..2), > 3, null)",
        "{f: function(n: number) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r ** 2",
        "matches(备注, \"^(a+)+$\", \"i\") or replace(备注, \"(.)\", \"$1$1\") instance of string",
        "substring(string: \"foobar\", start position: -3, length: 2) + string(date(\"2025-01-31\"))",
        "overlaps([1..5], ]3..8[) and date and time(\"2025-01-01T00:00:00@Asia/Shanghai\").time offset = @\"PT8H\"",
        "context put({x: {y: [1, 2]}}, [\"x\", \"y\"], count(flatten([已提交材料, 任意])))",
    ];

    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", "..", ".", ",", ":", "+", "-", "*", "**", "/", "=", "!=", "<", "<=", ">", ">=", "->", "\"", "@\"", "\\u", "//", "/*", "?",
        "if ", " then ", " else ", "for ", " return ", "some ", "every ", " satisfies ", " in ", " and ", " or ", "not(", "null", "true", "false", " between ",
        "instance of ", "list<", "function(", "item", "partial", "总投资", "付款", "任意", "金额", "Monthly Income", "date and time(", "1", "0", "1e28", "-1", "99999999999999999999",
        "\"P1D\"", "\"2025-01-01\"", "\"[\"", "sum(", "duration(", "sublist(", "decimal(", "range(", "'", "，", "、", "🐎", "\ud83d", "\0", "\n", " ",
    ];

    [Fact]
    public void Compile_RandomTexts_NeverThrows()
    {
        var random = new Random(20250101);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Length)
        {
            var text = new StringBuilder();
            for (var i = random.Next(1, 25); i > 0; i--)
            {
                text.Append(random.Next(6) == 0 ? (char)random.Next(32, 0x3100) : Pieces[random.Next(Pieces.Length)]);
            }

            Exercise(text.ToString(), random);
        }
    }

    [Fact]
    public void Compile_MutatedExpressions_NeverThrows()
    {
        var random = new Random(20250102);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Length)
        {
            var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
            for (var i = random.Next(1, 6); i > 0 && text.Length > 0; i--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                        break;
                    case 2:
                        var other = Seeds[random.Next(Seeds.Length)];
                        var from = random.Next(other.Length);
                        text.Insert(at, other.AsSpan(from, Math.Min(random.Next(1, 30), other.Length - from)));
                        break;
                    default:
                        text[at] = (char)random.Next(32, 127);
                        break;
                }
            }

            Exercise(text.ToString(), random);
        }
    }

    [Fact]
    public void Compile_CallsAndLoopsAtRandom_NeverThrows()
    {
        var random = new Random(20250103);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Length)
        {
            Exercise(random.Next(2) == 0 ? Call(random, 3) : Loop(random, 3), random);
        }
    }

    [Fact]
    public void Compile_DeepNesting_NeverThrows()
    {
        var random = new Random(20250104);
        foreach (var (open, close) in Nests)
        {
            foreach (var depth in new[] { 50, 199, 201, 499, 501, 5000 })
            {
                Exercise(string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)), random);
            }
        }
    }

    /// <summary>A call of some built-in function with some arguments, often of the right types.</summary>
    private static string Call(Random random, int depth)
    {
        if (depth <= 0)
        {
            return Operands[random.Next(Operands.Length)];
        }

        var function = Functions[random.Next(Functions.Length)];
        var count = random.Next(5) == 0 ? random.Next(4) : function.Parameters.Length;
        var named = count == function.Parameters.Length && random.Next(6) == 0;
        return $"{function.Name}({string.Join(", ", Enumerable.Range(0, count).Select(i => (named ? function.Parameters[i].Name + ": " : "") + Call(random, random.Next(depth))))})";
    }

    /// <summary>Loops, filters and functions within one another.</summary>
    private static string Loop(Random random, int depth) => random.Next(depth <= 0 ? 1 : 8) switch
    {
        0 => Call(random, depth - 1),
        1 => $"for i in {Loop(random, depth - 1)} return {Loop(random, depth - 1)}",
        2 => $"for i in 1..{random.Next(300)} return {Loop(random, depth - 1)}",
        3 => $"some i in 1..{random.Next(300)} satisfies {Loop(random, depth - 1)} = i",
        4 => $"({Loop(random, depth - 1)})[{Loop(random, depth - 1)}]",
        5 => "for i in 1..100 return partial",
        6 => $"(function(f, n) f(f, n))(function(f, n) if n < 1 then {Loop(random, depth - 2)} else f(f, n - 1), {random.Next(300)})",
        _ => $"({Loop(random, depth - 1)} {Operators[random.Next(Operators.Length)]} {Loop(random, depth - 1)})",
    };

    private static void Exercise(string text, Random random)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var nullMode in new[] { FeelNullMode.Standard, FeelNullMode.Unknown })
            {
                foreach (var typing in new[] { FeelTyping.Strict, FeelTyping.Lenient })
                {
                    var options = new FeelOptions(nullMode) { Typing = typing };
                    Exercise(FeelCompiler.Expression(text, Eval.Project, options), random);
                    Exercise(FeelCompiler.UnaryTests(text, random.Next(2) == 0 ? FeelType.Number : FeelType.Any, Eval.Project, options), random);
                }
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{text}\n{e}", e);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(5), $"{clock.Elapsed}: {text}");
    }

    private static void Exercise(FeelCompilation compilation, Random random)
    {
        if (compilation.Expression is not { } expression)
        {
            Assert.Contains(compilation.Diagnostics, d => d.Severity == FeelSeverity.Error && d.Line >= 1 && d.Column >= 1 && d.Message.Length > 0);
            return;
        }

        var frame = new FeelValue[Eval.Project.Count];
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = random.Next(3) == 0 ? FeelValue.Null : Values[random.Next(Values.Length)];
        }

        var input = Values[random.Next(Values.Length)];
        var value = expression.Evaluate(frame, input);
        Assert.Equal(value.IsTrue ? true : value.IsFalse ? false : null, expression.Test(frame, input));
        _ = value.ToString();
        _ = value.GetHashCode();
        Assert.True(value.IsNull || value.IsFalse || expression.Explain(frame, input).IsEmpty);
        if (random.Next(20) == 0)
        {
            var truth = expression.TruthOf(frame, input);
            Assert.Equal(truth, expression.Compiled().TruthOf(frame, input));
        }

        foreach (var variable in expression.Decisive(frame, input))
        {
            Assert.Contains(variable, expression.Uses);
        }
    }

    private static readonly FeelBuiltin[] Functions = [.. FeelFunctionTable.Standard.Names.Order(StringComparer.Ordinal).SelectMany(n => FeelFunctionTable.Standard.Find(n))];

    private static readonly string[] Operators = ["+", "-", "*", "/", "**", "=", "<", "in", "and", "or"];

    private static readonly string[] Operands =
    [
        "1", "0", "-1", "0.5", "1e28", "2147483648", "-79228162514264337593543950335", "null", "true", "\"a\"", "\"2025-01-31\"", "\"(a+)+$\"", "\"((a{1,50}){1,50}){1,50}\"", "\"(a)\\1\"",
        "@\"2025-01-31\"", "@\"999999999-12-31\"", "@\"P1M\"", "@\"-PT1H\"", "@\"10:00:00@Europe/Paris\"", "[1, 2, 3]", "[]", "{a: 1, b: {c: 2}}", "[1..3]", "(< 3)", "总投资", "付款", "任意",
        "已提交材料", "项目类别", "受理日期", "付款.金额", "function(x) x", "function(x, y) x < y", "abs", "i", "item", "\"\"", "[[1], [2, [3]]]",
        "string join(for i in 1..300 return \"aaaaaaaaaaaaaaaa\")", "for i in 1..500 return [i, {a: i}]",
    ];

    private static readonly (string Open, string Close)[] Nests =
    [
        ("(", ")"), ("[", "]"), ("{a: ", "}"), ("-", ""), ("not(", ")"), ("if true then ", " else 1"), ("for i in ", " return i"), ("1 + ", ""), ("1 in (", ")"), ("f(", ")"), ("function() ", ""),
        ("[1..", "]"), ("]1..", "["), ("(1..", ")"), ("x in [1..", "]"), ("x between 1 and [1..", "]"), ("> [1..", "]"), ("1[", "]"), ("a.", ""), ("true and (", ")"), ("x instance of list<", ">"), ("some x in ", " satisfies x"), ("/*", "*/"), ("\"", ""), ("abs(", ")"), ("sum([", "])"), ("任意 = 1 or ", ""),
    ];

    private static readonly FeelValue[] Values =
    [
        FeelValue.True, FeelValue.False, FeelValue.Of(0m), FeelValue.Of(400m), FeelValue.Of(decimal.MaxValue), FeelValue.Of("新建"), FeelValue.Of(""),
        FeelValue.Of(new DateOnly(2025, 1, 31)), FeelValue.Of(DateOnly.MaxValue), FeelValue.ListOf(["a", "b"]), FeelValue.ListOf(FeelValue.Null),
        FeelValue.Of(new FeelContext([new("金额", FeelValue.Of(3m)), new("已核", FeelValue.True)])),
        FeelValue.ListOf(FeelValue.Of(new FeelContext([new("金额", FeelValue.Of(3m)), new("付款 日期", FeelValue.Of(new DateOnly(2025, 1, 1)))]))),
        FeelValue.Of(TimeSpan.FromDays(1)), FeelValue.OfMonths(14L), FeelValue.Of(new TimeOnly(9, 30)), FeelValue.Of(new FeelRange(FeelValue.Of(1m), true, FeelValue.Of(3m), false)),
    ];
}
