using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests;

/// <summary>Tables drawn by chance: answered fast (index, machine code) and by looking at every row.</summary>
public class FastAnswerTests
{
    private static readonly string[] s_numbers = ["0", "100", "200", "200.5", "400", "-7"];
    private static readonly string[] s_texts = ["\"甲\"", "\"乙\"", "\"\"", "\"甲方\""];
    private static readonly string[] s_days = ["date(\"2025-01-01\")", "date(\"2025-06-30\")", "date(\"2025-07-01\")"];
    private static readonly string[] s_classes = ["\"新建\"", "\"扩建\"", "\"运维\""];

    public static TheoryData<HitPolicy, bool, int> Draws
    {
        get
        {
            var data = new TheoryData<HitPolicy, bool, int>();
            foreach (var hit in Enum.GetValues<HitPolicy>())
            {
                data.Add(hit, true, 4);
                data.Add(hit, false, 4);
                data.Add(hit, true, 70);
                data.Add(hit, false, 70);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void Answer_TablesDrawnByChance_IsThatOfEveryRow(HitPolicy hit, bool unknown, int rows)
    {
        var random = new Random((int)hit + (unknown ? 100 : 200) + rows);
        for (var n = 0; n < 6; n++)
        {
            var source = Tables.Source(hit, "总投资 | 已纳入规划 | 项目类别 | 备注 | 受理日期 | 总投资 * 2", [.. Enumerable.Range(0, rows).Select(_ => Row(random, hit))], Default(random, hit));
            var options = unknown ? FeelOptions.UnknownPropagates : FeelOptions.Standard;
            var first = Tables.Compile(source, options);
            var compiled = Tables.Compile(source, options).Compiled();
            for (var i = 0; i < 60; i++)
            {
                var frame = Frame(random);
                var expected = first.Evaluate(frame).Value;
                Assert.Equal(expected, first.Answer(frame));
                Assert.Equal(expected, compiled.Answer(frame));
            }
        }
    }

    [Theory]
    [InlineData("199.99", "低")]
    [InlineData("200", "低")]
    [InlineData("200.01", "中")]
    [InlineData("400", "中")]
    [InlineData("400.01", "高")]
    [InlineData("null", null)]
    public void Answer_CompiledAtBoundaries_PicksTheRow(string amount, string? expected)
    {
        var table = Tables.Compile(Tables.Source(HitPolicy.Unique, "总投资", ["<= 200 | \"低\"", "(200..400] | \"中\"", "> 400 | \"高\""])).Compiled();
        Assert.Equal(FeelValue.Of(expected), table.Answer(Tables.Frame(("总投资", amount))));
    }

    [Fact]
    public void Answer_TenThousandRows_FindsEachAndAllocatesNothing()
    {
        var table = Tables.Compile(Tables.Source(HitPolicy.First, "总投资 | 已纳入规划", [.. Enumerable.Range(0, 10_000).Select(i => $"[{i}..{i + 1}) | - | {i}")])).Compiled();
        var frame = Tables.Frame(("总投资", "9999.5"), ("已纳入规划", "true"));
        Assert.Equal(FeelValue.Of(9999m), table.Answer(frame));

        // What the runtime itself allocates once, while it compiles better code, falls into one round; what an answer allocates falls into each.
        var (least, same) = (long.MaxValue, 0);
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                same += table.Answer(frame) == FeelValue.Of(9999m) ? 1 : 0;
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(500, same);
    }

    private static string Row(Random random, HitPolicy hit) =>
        $"{Number(random)} | {Maybe(random, () => Pick(random, "true", "false", "null", "not(true)"))} | {Maybe(random, () => Texts(random, s_classes))} | "
        + $"{Maybe(random, () => Texts(random, s_texts))} | {Maybe(random, () => Line(random, s_days))} | {(random.Next(3) == 0 ? Number(random) : "-")} | {Output(random, hit)}";

    private static string Maybe(Random random, Func<string> cell) => random.Next(5) < 3 ? "-" : cell();

    private static string Number(Random random) => random.Next(12) switch
    {
        0 or 1 => "-",
        2 => "? > 100 and 已纳入规划",
        3 => "abs(?) > 200",
        4 => "null",
        5 => $"not({Line(random, s_numbers)})",
        6 => $"{Line(random, s_numbers)}, {Line(random, s_numbers)}",
        _ => Line(random, s_numbers),
    };

    private static string Line(Random random, string[] points)
    {
        var a = random.Next(points.Length);
        var point = points[a];
        return random.Next(4) switch
        {
            0 => $"{Pick(random, "[", "(")}{point}..{points[random.Next(points.Length)]}{Pick(random, "]", ")")}",
            1 => point,
            _ => $"{Pick(random, "<", "<=", ">", ">=")} {point}",
        };
    }

    private static string Texts(Random random, string[] texts)
    {
        var first = Pick(random, texts);
        return random.Next(4) switch
        {
            0 => $"not({first})",
            1 => $"{first}, {Pick(random, texts)}",
            _ => first,
        };
    }

    private static string Output(Random random, HitPolicy hit) => random.Next(8) == 0 ? "= 总投资 + 1"
        : hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First ? Pick(random, "1", "1", "2") : Pick(random, "1", "2", "30");

    private static string Default(Random random, HitPolicy hit) =>
        random.Next(2) == 0 || hit is HitPolicy.RuleOrder or HitPolicy.Collect or HitPolicy.OutputOrder ? "null" : "1";

    private static FeelValue[] Frame(Random random) => Tables.Frame(
        ("总投资", random.Next(6) == 0 ? "null" : random.Next(2) == 0 ? Pick(random, s_numbers) : random.Next(-20, 500).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("已纳入规划", Pick(random, "true", "false", "null")),
        ("项目类别", random.Next(6) == 0 ? "null" : Pick(random, s_classes)),
        ("备注", random.Next(6) == 0 ? "null" : Pick(random, [.. s_texts, "\"丙\"", "\"甲乙\""])),
        ("受理日期", random.Next(6) == 0 ? "null" : Pick(random, [.. s_days, "date(\"2024-12-31\")", "date(\"2025-03-03\")", "date(\"2026-01-01\")"])));

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
