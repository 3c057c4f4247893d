using System.Linq.Expressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <content>Unary tests: the cells of decision tables, and <c>in</c>.</content>
internal sealed partial class CodeEmitter
{
    /// <summary>How many alternatives are compared one after another; a longer list is left to the bound tree.</summary>
    private const int MostAlternatives = 32;

    private static bool HasForm(TestCode test) => test switch
    {
        HalfComparisonTest or NullTest or RangeTest or ConditionTest { Slot: < 0 } => true,
        EqualityTest equality => IsPlain(equality.Operand.Type),
        ValueTest { Value: ConstantCode constant } => constant.Value.Kind switch
        {
            FeelKind.List => constant.Value.Items.Length is > 0 and <= MostAlternatives && Array.TrueForAll(constant.Value.Items, i => IsPlain(i.Kind) && i.Kind == constant.Value.Items[0].Kind),
            FeelKind.Range => constant.Value.AsRange!.Sign is null,
            _ => true,
        },
        _ => false,
    };

    private void Tests(InCode code, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        if (code.Tests.Length == 0)
        {
            Jump(isTrue);
            return;
        }

        var value = OperandOf(code.Value);
        if (code.Negated)
        {
            (isTrue, isFalse) = (isFalse, isTrue);
        }

        Chain(false, code.Tests.Length, i => code.Tests[i] is NullTest, (i, t, f, u) => Match(code.Tests[i], value, t, f, u), isTrue, isFalse, isUnknown);
    }

    private void Match(TestCode test, Operand value, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        switch (test)
        {
            case NullTest question:
                Jump(IsKind(value.Value, FeelKind.Null), question.Negated ? isFalse : isTrue, question.Negated ? isTrue : isFalse);
                break;
            case HalfComparisonTest half:
                CompareOperands(half.Comparison, value, OperandOf(half.Operand), isTrue, isFalse, isUnknown);
                break;
            case EqualityTest equality:
                EqualOperands(value, OperandOf(equality.Operand), equality.Negated, isTrue, isFalse, isUnknown);
                break;
            case RangeTest range:
                var low = OperandOf(range.Low);
                Within(value, low, range.LowIncluded, OperandOf(range.High), range.HighIncluded, isTrue, isFalse, isUnknown);
                break;
            case ConditionTest condition:
                Branch(condition.Condition, isTrue, isFalse, isUnknown);
                break;
            case ValueTest { Value: ConstantCode constant }:
                MatchConstant(test, value, constant.Value, isTrue, isFalse, isUnknown);
                break;
        }
    }

    private void Within(Operand value, Operand low, bool lowIncluded, Operand high, bool highIncluded, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown) =>
        Chain(true, 2, static _ => false, (i, t, f, u) => CompareOperands(
            i == 0 ? lowIncluded ? Comparison.GreaterOrEqual : Comparison.Greater : highIncluded ? Comparison.LessOrEqual : Comparison.Less,
            value, i == 0 ? low : high, t, f, u), isTrue, isFalse, isUnknown);

    private void MatchConstant(TestCode test, Operand value, FeelValue given, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        var kind = given.Kind;
        if (kind == FeelKind.List)
        {
            kind = given.Items[0].Kind;
        }
        else if (kind == FeelKind.Range && given.AsRange!.Low.Kind == given.AsRange.High.Kind)
        {
            kind = given.AsRange.Low.Kind;
        }

        var other = Expression.Call(
            Members.TreeMatches, Expression.Constant(test, typeof(TestCode)), value.Value, _frame, _tested, Expression.Constant(_locals), Expression.Constant(_unknown), SpentFlag());
        if (!IsPlain(kind) || (kind == FeelKind.Boolean && given.Kind == FeelKind.Range))
        {
            Dispatch(other, isTrue, isFalse, isUnknown);
            return;
        }

        // Any other kind of value, null among them, is the bound tree's business.
        var isOther = Expression.Label();
        JumpIf(IsNotKind(value.Value, kind), isOther);
        var known = value with { Type = FeelType.Of(kind) };
        switch (given.Kind)
        {
            case FeelKind.List:
                foreach (var item in given.Items)
                {
                    JumpIf(Same(known, item), isTrue);
                }

                Jump(isFalse);
                break;
            case FeelKind.Range:
                var range = given.AsRange!;
                Within(known, Fixed(range.Low), range.LowIncluded, Fixed(range.High), range.HighIncluded, isTrue, isFalse, isUnknown);
                break;
            default:
                Jump(Same(known, given), isTrue, isFalse);
                break;
        }

        Later(() =>
        {
            Add(Expression.Label(isOther));
            Dispatch(other, isTrue, isFalse, isUnknown);
        });
    }

    /// <summary>Whether a value known to be of the constant's kind is the same.</summary>
    private static Expression Same(Operand value, in FeelValue constant) => constant.Kind switch
    {
        FeelKind.String => Expression.Call(Members.TextEquals, Text(value.Value), Expression.Constant(constant.Chars)),
        FeelKind.Boolean => Expression.Equal(TruthOf(value.Value), Expression.Constant(constant.Truth)),
        _ => Expression.Equal(Number(value.Value), Expression.Constant(constant.Raw)),
    };
}
