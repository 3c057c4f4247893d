namespace Zhunsheng.Feel.Tests;

/// <summary>Writes random well-formed expressions over <see cref="Eval.Project"/>, mostly of fitting types, and fills random frames for them.</summary>
internal sealed class ExpressionWriter(int seed)
{
    private readonly Random _random = new(seed);

    private static readonly FeelValue[] s_values =
    [
        FeelValue.True, FeelValue.False, FeelValue.Of(0m), FeelValue.Of(3m), FeelValue.Of(400m), FeelValue.Of(400.00m), FeelValue.Of(decimal.MaxValue), FeelValue.Of("新建"), FeelValue.Of(""),
        FeelValue.Of(new DateOnly(2025, 1, 31)), FeelValue.Of(DateOnly.MaxValue), FeelValue.ListOf(["a", "新建"]), FeelValue.ListOf(FeelValue.Of(3m)), FeelValue.ListOf(FeelValue.Null), FeelValue.ListOf(FeelValue.True),
        FeelValue.Of(new FeelContext([new("金额", FeelValue.Of(3m)), new("已核", FeelValue.True)])), FeelValue.Of(TimeSpan.FromDays(1)), FeelValue.OfMonths(14L),
        FeelValue.Of(new TimeOnly(9, 30)), FeelValue.Of(new DateOnly(2025, 1, 31), new TimeOnly(9, 30)), FeelValue.Of(new FeelRange(FeelValue.Of(1m), true, FeelValue.Of(3m), false)),
    ];

    /// <summary>A frame: values of the declared types, nulls, and now and then a value of quite another kind.</summary>
    public FeelValue[] Frame()
    {
        var frame = new FeelValue[Eval.Project.Count];
        foreach (var variable in Eval.Project.Variables)
        {
            frame[variable.Slot] = _random.Next(10) switch
            {
                < 2 => FeelValue.Null,
                2 => Any(),
                _ => Declared(variable),
            };
        }

        return frame;
    }

    /// <summary>Any value.</summary>
    public FeelValue Any() => _random.Next(8) == 0 ? FeelValue.Null : s_values[_random.Next(s_values.Length)];

    /// <summary>A condition.</summary>
    public string Condition(int depth)
    {
        if (depth <= 0)
        {
            return Pick("true", "false", "null", "已纳入规划", "总投资 > 400", "总投资 = null", "项目类别 = \"新建\"", "任意", "?");
        }

        return _random.Next(16) switch
        {
            0 or 1 => $"({Condition(depth - 1)} and {Condition(depth - 1)} and {Condition(depth - 2)})",
            2 or 3 => $"({Condition(depth - 1)} or {Condition(depth - 1)})",
            4 => $"not({Condition(depth - 1)})",
            5 or 6 => $"{Number(depth - 1)} {Pick("<", "<=", ">", ">=", "=", "!=")} {Number(depth - 1)}",
            7 => $"{Text()} {Pick("=", "!=", "<", ">=")} {Text()}",
            8 => $"{Number(depth - 1)} between {Number(depth - 2)} and {Number(depth - 2)}",
            9 => $"{Day()} {Pick("<", "<=", ">", "=")} {Day()}",
            10 => $"{Pick(Text(), Number(1), Day(), "任意")} in ({Tests(depth - 1)})",
            11 => $"(if {Condition(depth - 1)} then {Condition(depth - 1)} else {Condition(depth - 1)})",
            12 => $"{Pick("任意", "总投资", "备注", "已提交材料")} {Pick("=", "!=")} {Pick("null", "任意", "true", "\"新建\"", "3", "[\"a\"]")}",
            13 => $"list contains(已提交材料, {Text()})",
            14 => $"({Pick("some", "every")} x in {Pick("付款", "任意", "已提交材料")} satisfies {Pick("x.金额", "x")} {Pick(">", "=", "!=")} {Pick(Number(1), "null", Text())} {Pick("and", "or")} {Pick("x.已核", "not(x.已核)", Condition(depth - 2), "if x.已核 then x.金额 > 3 else x.金额 < 30", "x.金额 + 1 in (1, 11)")})",
            _ => $"count(付款[金额 {Pick("<", ">", "=")} {Number(1)} {Pick("", $"or {Condition(depth - 2)}", "and (if 已核 then 金额 = 10 else 总投资 > 3)", "and item.已核")}]) > {Number(0)}",
        };
    }

    /// <summary>A number.</summary>
    public string Number(int depth)
    {
        if (depth <= 0)
        {
            return Pick("0", "3", "400", "400.0", "0.1", "1e28", "总投资", "Monthly Income", "受理日期.year", "任意");
        }

        return _random.Next(7) switch
        {
            0 or 1 => $"({Number(depth - 1)} {Pick("+", "-", "*", "/", "**")} {Number(depth - 1)})",
            2 => $"(-{Number(depth - 1)})",
            3 => $"(if {Condition(depth - 1)} then {Number(depth - 1)} else {Number(depth - 1)})",
            4 => $"sum(付款.金额)",
            _ => Number(0),
        };
    }

    /// <summary>The unary tests of a cell.</summary>
    public string Tests(int depth) => string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(9) switch
    {
        0 => $"{Pick("<", "<=", ">", ">=")} {Number(0)}",
        1 => $"{Pick("[", "(")}{Pick("0", "3", "总投资", "null")}..{Pick("400", "5", "Monthly Income")}{Pick("]", ")")}",
        2 => Text(),
        3 => "null",
        4 => "[\"新建\", \"扩建\"]",
        5 => $"? {Pick("<", ">", "=")} {Number(0)}",
        6 => $"{Pick("=", "!=")} {Pick(Text(), Number(0), "任意")}",
        7 => Condition(depth - 1),
        _ => Pick("3", "true", "@\"2025-01-31\"", "已提交材料", "[1..3]", "[3, 400]", "not(3)"),
    }));

    /// <summary>A value of any kind.</summary>
    public string Expression(int depth) => _random.Next(5) switch
    {
        0 => Number(depth),
        1 => $"if {Condition(depth - 1)} then {Pick(Text(), Number(1), Day())} else {Pick(Text(), Day(), "null")}",
        2 => $"[{Condition(depth - 1)}, {Number(depth - 1)}]",
        3 => Pick($"{Day()} {Pick("+", "-")} @\"P1M\"", $"{Day()} - {Day()}", $"{Text()} + {Text()}", $"-@\"P1D\" * {Number(0)}"),
        _ => Condition(depth),
    };

    private string Text() => Pick("项目类别", "备注", "\"新建\"", "\"扩建\"", "\"\"", "任意");

    private string Day() => Pick("受理日期", "@\"2025-01-31\"", "@\"2030-12-31\"", "受理日期 + @\"P1D\"", "任意");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private FeelValue Declared(FeelVariable variable) => variable.Type.Kind switch
    {
        FeelKind.Number => FeelValue.Of((decimal)_random.Next(-1, 801)),
        FeelKind.Boolean => FeelValue.Of((bool?)(_random.Next(2) == 0)),
        FeelKind.String => FeelValue.Of(Pick("新建", "扩建", "运维", "")),
        FeelKind.Date => FeelValue.Of(new DateOnly(2025, 1, 28).AddDays(_random.Next(6))),
        FeelKind.List when variable.Type.Item!.Kind == FeelKind.Context => FeelValue.ListOf(Enumerable.Range(0, _random.Next(3)).Select(i =>
            FeelValue.Of(new FeelContext([new("金额", _random.Next(4) == 0 ? FeelValue.Null : FeelValue.Of(i * 10m)), new("已核", FeelValue.True)])))),
        FeelKind.List => FeelValue.ListOf([Pick("新建", "a")]),
        _ => Any(),
    };
}
