using Zhunsheng.Feel.Evaluation;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Binding;

/// <content>Operators, comparisons, tests, conditions.</content>
internal sealed partial class Binder
{
    /// <summary>The operator as written.</summary>
    public static string Sign(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Power => "**",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        _ => ">=",
    };

    private static Comparison Relation(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Less => Comparison.Less,
        BinaryOperator.LessOrEqual => Comparison.LessOrEqual,
        BinaryOperator.Greater => Comparison.Greater,
        _ => Comparison.GreaterOrEqual,
    };

    private static Comparison Flip(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        _ => Comparison.LessOrEqual,
    };

    private ArithmeticCode BindArithmetic(BinaryNode node)
    {
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        var type = Types.Arithmetic(node.Operator, left.Type, right.Type);
        if (type is null)
        {
            var sign = Sign(node.Operator);
            var wanted = node.Operator == BinaryOperator.Add ? "两个数字、两段文本，或日期与时长" : node.Operator == BinaryOperator.Subtract ? "两个数字、两个日期，或日期与时长" : "数字";
            var hint = node.Operator == BinaryOperator.Add && (left.Type.Kind == FeelKind.String || right.Type.Kind == FeelKind.String) ? "；要接在文本后面的先用 string(…) 转成文本" : "";
            var at = Types.Arithmetic(node.Operator, left.Type, FeelType.Any) is null ? left : right;
            Report(at.Start, $"“{sign}”要的是{wanted}，写的是{Types.Chinese(left.Type)}{sign}{Types.Chinese(right.Type)}{hint}");
        }

        return new(node.Operator, left, right) { Type = type ?? FeelType.Any, Start = node.Start };
    }

    private NegateCode BindNegate(NegateNode node)
    {
        var operand = Bind(node.Operand);
        if (operand.Type.Kind is not (null or FeelKind.Null or FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration))
        {
            Report(operand.Start, $"负号后面要的是数字或时长，写的是{Types.Chinese(operand.Type)}");
        }

        return new(operand) { Type = operand.Type, Start = node.Start };
    }

    private Code BindEquality(BinaryNode node)
    {
        var negated = node.Operator == BinaryOperator.NotEqual;
        if (IsNull(node.Left) || IsNull(node.Right))
        {
            return new IsNullCode(Bind(IsNull(node.Left) ? node.Right : node.Left), negated) { Start = node.Start };
        }

        var left = Bind(node.Left);
        var right = Bind(node.Right);
        if (!Types.CanEqual(left.Type, right.Type))
        {
            Report(right.Start, $"“{Sign(node.Operator)}”两边要的是同一种值，写的是{Types.Chinese(left.Type)}和{Types.Chinese(right.Type)}");
        }

        CheckAllowed(left.Type, node.Left, right);
        CheckAllowed(right.Type, node.Right, left);
        CheckDisjoint(left, right, node);
        return CheckAgainstRange<Code>((left, right) switch
        {
            (VariableCode variable, ConstantCode { Value.Kind: FeelKind.String or FeelKind.Number or FeelKind.Boolean } constant) =>
                new VariableEqualityCode(variable, constant.Value, negated) { Start = node.Start },
            (ConstantCode { Value.Kind: FeelKind.String or FeelKind.Number or FeelKind.Boolean } constant, VariableCode variable) =>
                new VariableEqualityCode(variable, constant.Value, negated) { Start = node.Start },
            _ => new EqualityCode(left, right, negated) { Start = node.Start },
        }, left.Type.AllowedRange is null ? right : left);
    }

    private void CheckDisjoint(Code left, Code right, BinaryNode node)
    {
        if (left.Type.AllowedValues is { } a && right.Type.AllowedValues is { } b && !a.Intersect(b).Any())
        {
            diagnostics.Warning(node.Start, $"“{Shown(node.Left)}”和“{Shown(node.Right)}”没有共同的取值，这个比较永远不会成立");
        }
    }

    private Code BindComparison(BinaryNode node)
    {
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        CheckOrder(node.Operator, left, right);
        var relation = Relation(node.Operator);
        return CheckAgainstRange<Code>((left, right) switch
        {
            (VariableCode variable, ConstantCode { Value.Kind: FeelKind.Number } constant) =>
                new VariableNumberCode(relation, variable, constant.Value.Raw) { Start = node.Start },
            (ConstantCode { Value.Kind: FeelKind.Number } constant, VariableCode variable) =>
                new VariableNumberCode(Flip(relation), variable, constant.Value.Raw) { Start = node.Start },
            _ => new ComparisonCode(relation, left, right) { Start = node.Start },
        }, left.Type.AllowedRange is null ? right : left);
    }

    private void CheckOrder(BinaryOperator operation, Code left, Code right)
    {
        if (!Types.CanCompare(left.Type, right.Type))
        {
            Report(right.Start, left.Type.Kind == right.Type.Kind
                ? $"“{Sign(operation)}”要的是能排大小的值（数字、日期、文本等），写的是{Types.Chinese(left.Type)}"
                : $"“{Sign(operation)}”两边要的是同一种能排大小的值，写的是{Types.Chinese(left.Type)}和{Types.Chinese(right.Type)}");
        }
    }

    private LogicCode BindLogic(LogicNode node)
    {
        var parts = node.Parts.Select(Bind).ToArray();
        foreach (var part in parts)
        {
            WantBoolean(part, node.IsAnd ? "and 的两边" : "or 的两边");
        }

        CheckTogether(parts, node.IsAnd);
        return new(node.IsAnd, parts) { Start = node.Start };
    }

    /// <summary>Reports conditions on one thing that exclude each other (and), or of which one always holds (or); and conditions that are fixed.</summary>
    private void CheckTogether(Code[] parts, bool isAnd)
    {
        foreach (var group in parts.GroupBy(Contradiction.SubjectOf).Where(g => g.Key is not null && g.Count() > 1))
        {
            var conditions = group.ToArray();
            switch (Contradiction.Check(conditions, isAnd))
            {
                case false when isAnd:
                    diagnostics.Warning(conditions[^1].Start, $"关于“{Contradiction.Shown(group.Key!)}”的这几个条件不能同时成立，用 and 连起来就永远不成立");
                    break;
                case true when !isAnd:
                    diagnostics.Warning(conditions[^1].Start, $"关于“{Contradiction.Shown(group.Key!)}”的这几个条件总有一个成立，用 or 连起来等于没有条件");
                    break;
            }
        }

        foreach (var part in parts)
        {
            CheckFixed(part);
        }
    }

    /// <summary>Reports a condition that was computed ahead, since nothing in it changes.</summary>
    private void CheckFixed(Code condition)
    {
        if (condition is ConstantCode { Origin: { } origin, Value.Truth: not FeelTruth.Unknown and var truth })
        {
            diagnostics.Warning(origin.Start, truth == FeelTruth.True ? "这个条件里没有会变的东西，总是成立" : "这个条件里没有会变的东西，永远不成立");
        }
    }

    /// <summary>Reports a condition that the range its subject is declared to lie in makes always or never true.</summary>
    private T CheckAgainstRange<T>(T condition, Code subject)
        where T : Code
    {
        if (subject.Type.AllowedRange is { } range && Contradiction.Check([condition], true) is { } always)
        {
            diagnostics.Warning(condition.Start, $"取值只在 {FeelText.Plain(FeelValue.Of(range))} 之内，这个条件{(always ? "总是成立" : "永远不成立")}");
        }

        return condition;
    }

    private BetweenCode BindBetween(BetweenNode node)
    {
        var value = Bind(node.Value);
        var low = Bind(node.Low);
        var high = Bind(node.High);
        CheckOrder(BinaryOperator.GreaterOrEqual, value, low);
        CheckOrder(BinaryOperator.LessOrEqual, value, high);
        return CheckAgainstRange(new BetweenCode(value, low, high) { Start = node.Start }, value);
    }

    private IfCode BindIf(IfNode node)
    {
        var condition = Bind(node.Condition);
        WantBoolean(condition, "if 的条件");
        CheckFixed(condition);
        var then = Bind(node.Then);
        var otherwise = Bind(node.Else);
        return new(condition, then, otherwise) { Type = Types.Join(then.Type, otherwise.Type), Start = node.Start };
    }

    private InCode BindIn(InNode node)
    {
        var value = Bind(node.Value);
        var outer = _subject;
        var tests = new TestCode[node.Tests.Length];
        for (var i = 0; i < tests.Length; i++)
        {
            _subject = new(false, value.Type);
            tests[i] = BindTest(node.Tests[i], Shown(node.Value));
        }

        _subject = outer;
        return CheckAgainstRange(new InCode(value, tests, false) { Start = node.Start }, value);
    }

    private RangeCode BindHalfComparison(HalfComparisonNode node)
    {
        var operand = Bind(node.Operand);
        var sign = Sign(node.Operator);
        return new(
            node.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual ? null : operand,
            node.Operator is BinaryOperator.GreaterOrEqual or BinaryOperator.Equal,
            node.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual ? null : operand,
            node.Operator is BinaryOperator.LessOrEqual or BinaryOperator.Equal,
            sign) { Type = FeelType.RangeOf(operand.Type), Start = node.Start };
    }

    private RangeCode BindRange(RangeNode node)
    {
        var low = Bind(node.Low);
        var high = Bind(node.High);
        CheckEnds(low, high);
        return new(low, node.LowIncluded, high, node.HighIncluded, null) { Type = FeelType.RangeOf(Types.Join(low.Type, high.Type)), Start = node.Start };
    }

    private void CheckEnds(Code low, Code high)
    {
        if (!Types.CanCompare(low.Type, high.Type))
        {
            Report(high.Start, $"区间的两端要的是同一种能排大小的值，写的是{Types.Chinese(low.Type)}和{Types.Chinese(high.Type)}");
        }
        else if (low is ConstantCode a && high is ConstantCode b && Order.TryCompare(a.Value, b.Value, out var order) && order > 0)
        {
            diagnostics.Warning(low.Start, $"区间的下限 {a.Value} 大于上限 {b.Value}，没有值在里面");
        }
    }

    // ------------------------------------------------------------------ unary tests

    private TestCode BindTest(Node node, string subject)
    {
        var type = _subject!.Type;
        switch (node)
        {
            case LiteralNode { Value.IsNull: true }:
                return new NullTest(false);
            case HalfComparisonNode { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } half:
                return BindEqualityTest(half, type, subject);
            case HalfComparisonNode half:
                var operand = Bind(half.Operand);
                CheckOrder(half.Operator, Tested(type, half), operand);
                return new HalfComparisonTest(Relation(half.Operator), operand);
            case RangeNode range when type.Kind != FeelKind.Range:
                var low = Bind(range.Low);
                var high = Bind(range.High);
                CheckEnds(low, high);
                CheckOrder(BinaryOperator.GreaterOrEqual, Tested(type, range), low);
                return new RangeTest(low, range.LowIncluded, high, range.HighIncluded);
            default:
                return BindValueTest(node, type, subject);
        }
    }

    /// <summary>The tested value as an operand, for checks only.</summary>
    private static InputCode Tested(FeelType type, Node node) => new() { Type = type, Start = node.Start };

    private TestCode BindEqualityTest(HalfComparisonNode half, FeelType type, string subject)
    {
        var negated = half.Operator == BinaryOperator.NotEqual;
        if (IsNull(half.Operand))
        {
            return new NullTest(negated);
        }

        var operand = Bind(half.Operand);
        CheckEqual(type, subject, operand);
        return new EqualityTest(operand, negated);
    }

    private void CheckEqual(FeelType type, string subject, Code operand)
    {
        if (!Types.CanEqual(type, operand.Type))
        {
            Report(operand.Start, $"{Quoted(subject)}是{Types.Chinese(type)}，要的也是{Types.Chinese(type)}，写的是{Types.Chinese(operand.Type)}");
        }

        CheckAllowed(type, new NameNode(0, 0, subject), operand);
    }

    private static string Quoted(string subject) => subject is "这一列" or "左边" ? subject : $"“{subject}”";

    private TestCode BindValueTest(Node node, FeelType type, string subject)
    {
        var outer = _subject!;
        var value = Bind(node);
        if (outer.Used)
        {
            outer.Used = false;
            WantBoolean(value, "带“?”的判定");
            return new ConditionTest(value, outer.Slot);
        }

        if (value.Type.Kind == FeelKind.Boolean && type.Kind is not (null or FeelKind.Boolean or FeelKind.Null or FeelKind.List))
        {
            return new ConditionTest(value, -1);
        }

        var item = value.Type.Kind is FeelKind.List or FeelKind.Range ? value.Type.Item ?? FeelType.Any : value.Type;
        var direct = item;
        if (item.Kind == FeelKind.Range)
        {
            item = item.Item ?? FeelType.Any;
        }

        if (value.Type.Kind != FeelKind.Function && !Types.CanEqual(type, direct) && !Types.CanEqual(type, item) && !Types.CanEqual(type, value.Type))
        {
            Report(value.Start, $"{Quoted(subject)}是{Types.Chinese(type)}，要的也是{Types.Chinese(type)}，写的是{Types.Chinese(value.Type)}");
        }

        CheckAllowed(type, new NameNode(0, 0, subject), value);
        return new ValueTest(value);
    }
}
