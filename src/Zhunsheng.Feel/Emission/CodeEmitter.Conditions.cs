using System.Linq.Expressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <content>Conditions: code that ends in a jump to one of three labels.</content>
internal sealed partial class CodeEmitter
{
    /// <summary>Whether a node that gives a truth has a form of its own here.</summary>
    private static bool HasForm(Code code) => code switch
    {
        LogicCode or ComparisonCode or VariableNumberCode or VariableEqualityCode or IsNullCode or BetweenCode or NotCode => true,
        ListContainsCode question => question.Element is ConstantCode { Value.Kind: var kind } && IsPlain(kind),
        EqualityCode equality => IsPlain(equality.Left.Type) || IsPlain(equality.Right.Type),
        InCode test => Array.TrueForAll(test.Tests, HasForm),
        QuantifiedCode quantified => HasForm(quantified),
        _ => false,
    };

    /// <summary>Whether values of the type are compared at once, without walking through parts.</summary>
    private static bool IsPlain(FeelType type) => type.Kind is { } kind && IsPlain(kind);

    private static bool IsPlain(FeelKind kind) => kind == FeelKind.String || kind == FeelKind.Boolean || IsCounted(kind);

    /// <summary>Whether values of the kind are the number inside them.</summary>
    private static bool IsCounted(FeelKind kind) => kind is FeelKind.Number or FeelKind.Date or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    private static bool IsNeverUnknown(Code code) => code switch
    {
        ConstantCode constant => constant.Value.Truth != FeelTruth.Unknown,
        IsNullCode => true,
        LogicCode logic => logic.Parts.All(IsNeverUnknown),
        NotCode { Operand: TruthCode operand } => IsNeverUnknown(operand),
        _ => false,
    };

    private void Branch(Code code, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        switch (code)
        {
            case ConstantCode constant:
                Jump(constant.Value.Truth switch { FeelTruth.True => isTrue, FeelTruth.False => isFalse, _ => isUnknown });
                break;
            case VariableCode or InputCode:
            case LocalCode when _escape is not null:
            case PathCode path when IsFollowed(path):
                Dispatch(TruthOf(OperandOf(code).Value), isTrue, isFalse, isUnknown);
                break;
            case LogicCode logic:
                Logic(logic, isTrue, isFalse, isUnknown);
                break;
            case ComparisonCode comparison:
                Compare(comparison, isTrue, isFalse, isUnknown);
                break;
            case VariableNumberCode comparison:
                CompareOperands(comparison.Comparison, OperandOf(comparison.Variable), Fixed(FeelValue.Of(comparison.Number)), isTrue, isFalse, isUnknown);
                break;
            case VariableEqualityCode equality:
                EqualOperands(OperandOf(equality.Variable), Fixed(equality.Constant), equality.Negated, isTrue, isFalse, isUnknown);
                break;
            case EqualityCode equality when HasForm(equality):
                EqualOperands(OperandOf(equality.Left), OperandOf(equality.Right), equality.Negated, isTrue, isFalse, isUnknown);
                break;
            case IsNullCode question:
                var asked = OperandOf(question.Operand);
                Jump(IsKind(asked.Value, FeelKind.Null), question.Negated ? isFalse : isTrue, question.Negated ? isTrue : isFalse);
                break;
            case BetweenCode between:
                var value = OperandOf(between.Value);
                Within(value, OperandOf(between.Low), true, OperandOf(between.High), true, isTrue, isFalse, isUnknown);
                break;
            case NotCode { Operand: TruthCode or ConstantCode } negation:
                Branch(negation.Operand, isFalse, isTrue, isUnknown);
                break;
            case NotCode negation:
                Dispatch(Expression.Call(Members.Not, OperandOf(negation.Operand).Value), isTrue, isFalse, isUnknown);
                break;
            case ListContainsCode question when HasForm(question):
                var list = OperandOf(question.List);
                Dispatch(Expression.Call(Members.ListContains, list.Value, OperandOf(question.Element).Value, Expression.Constant(_unknown)), isTrue, isFalse, isUnknown);
                break;
            case InCode test when HasForm(test):
                Tests(test, isTrue, isFalse, isUnknown);
                break;
            case QuantifiedCode quantified when HasForm(quantified):
                Quantify(quantified, isTrue, isFalse, isUnknown);
                break;
            case IfCode choice:
                Choose(choice, isTrue, isFalse, isUnknown);
                break;
            default:
                Dispatch(Expression.Call(Expression.Constant(code), Members.Test, CurrentRun()), isTrue, isFalse, isUnknown);
                break;
        }
    }

    private static Operand Fixed(in FeelValue value) => new(Constant(value), FeelType.Of(value.Kind), value);

    private void Logic(LogicCode logic, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown) =>
        Chain(logic.IsAnd, logic.Parts.Count, i => IsNeverUnknown(logic.Parts[i]), (i, t, f, u) => Branch(logic.Parts[i], t, f, u), isTrue, isFalse, isUnknown);

    /// <summary>A three-valued and / or: the first part that decides ends it; an unknown one is remembered.</summary>
    private void Chain(
        bool isAnd, int count, Func<int, bool> neverUnknown, Action<int, LabelTarget, LabelTarget, LabelTarget> part, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        var neutral = isAnd ? isTrue : isFalse;
        var decided = isAnd ? isFalse : isTrue;
        ParameterExpression? met = null;
        if (neutral != isUnknown && decided != isUnknown && Enumerable.Range(0, count - 1).Any(i => !neverUnknown(i)))
        {
            met = Variable(typeof(bool));
            Add(Expression.Assign(met, Expression.Constant(false)));
        }

        var end = met is null ? neutral : Expression.Label();
        for (var i = 0; i < count; i++)
        {
            var isLast = i == count - 1;
            var next = isLast ? end : Expression.Label();
            var unknown = isLast || decided == isUnknown ? isUnknown : met is null ? next : Expression.Label();
            part(i, isAnd ? next : isTrue, isAnd ? isFalse : next, unknown);
            if (!isLast)
            {
                if (unknown != next && unknown != isUnknown)
                {
                    Add(Expression.Label(unknown), Expression.Assign(met!, Expression.Constant(true)));
                }

                Add(Expression.Label(next));
            }
        }

        if (met is not null)
        {
            Add(Expression.Label(end));
            Jump(met, isUnknown, neutral);
        }
    }

    private void Choose(IfCode choice, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        var (then, otherwise) = (Expression.Label(), Expression.Label());
        var undecided = _escape ?? Expression.Label();
        Branch(choice.Condition, then, otherwise, _unknown ? undecided : otherwise);
        Add(Expression.Label(then));
        Branch(choice.Then, isTrue, isFalse, isUnknown);
        Add(Expression.Label(otherwise));
        Branch(choice.Otherwise, isTrue, isFalse, isUnknown);
        if (_unknown && undecided != _escape && !IsNeverUnknown(choice.Condition))
        {
            Later(() =>
            {
                Add(Expression.Label(undecided));
                Dispatch(TreeTest(choice), isTrue, isFalse, isUnknown);
            });
        }
    }

    // ------------------------------------------------------------------ comparisons

    private void Compare(ComparisonCode code, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        if (code is { Left: ArithmeticCode or NegateCode } or { Right: ArithmeticCode or NegateCode } && IsPlainNumber(code.Left) && IsPlainNumber(code.Right))
        {
            var isOther = Expression.Label();
            var left = NumberOf(code.Left, isUnknown, isOther);
            var right = NumberOf(code.Right, isUnknown, isOther);
            Jump(Compared(code.Comparison, left, right), isTrue, isFalse);
            Later(() =>
            {
                Add(Expression.Label(isOther));
                Dispatch(TreeTest(code), isTrue, isFalse, isUnknown);
            });
            return;
        }

        CompareOperands(code.Comparison, OperandOf(code.Left), OperandOf(code.Right), isTrue, isFalse, isUnknown);
    }

    private static BinaryExpression Compared(Comparison comparison, Expression left, Expression right) => comparison switch
    {
        Comparison.Less => Expression.LessThan(left, right),
        Comparison.LessOrEqual => Expression.LessThanOrEqual(left, right),
        Comparison.Greater => Expression.GreaterThan(left, right),
        _ => Expression.GreaterThanOrEqual(left, right),
    };

    private void CompareOperands(Comparison comparison, Operand left, Operand right, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        var other = Expression.Call(Members.Holds, Expression.Constant(comparison), left.Value, right.Value);
        if (KindOfBoth(left, right) is not { } kind || kind == FeelKind.Boolean)
        {
            Dispatch(other, isTrue, isFalse, isUnknown);
            return;
        }

        var isOther = KindsOrElse(kind, left, right);
        Jump(kind == FeelKind.String
            ? Compared(comparison, Expression.Call(Members.TextCompare, TextOf(left), TextOf(right)), Expression.Constant(0))
            : Compared(comparison, NumberOf(left), NumberOf(right)), isTrue, isFalse);
        Later(() =>
        {
            Add(Expression.Label(isOther));
            Dispatch(other, isTrue, isFalse, isUnknown);
        });
    }

    private void EqualOperands(Operand left, Operand right, bool negated, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        if (negated)
        {
            (isTrue, isFalse) = (isFalse, isTrue);
        }

        var other = Expression.Call(Members.Equal, left.Value, right.Value, Expression.Constant(_unknown));
        if (KindOfBoth(left, right) is not { } kind)
        {
            Dispatch(other, isTrue, isFalse, isUnknown);
            return;
        }

        var isOther = KindsOrElse(kind, left, right);
        Jump(kind switch
        {
            FeelKind.String => Expression.Call(Members.TextEquals, TextOf(left), TextOf(right)),
            FeelKind.Boolean => Expression.Equal(TruthValue(left), TruthValue(right)),
            _ => Expression.Equal(NumberOf(left), NumberOf(right)),
        }, isTrue, isFalse);
        Later(() =>
        {
            Add(Expression.Label(isOther));
            Dispatch(other, isTrue, isFalse, isUnknown);
        });
    }

    /// <summary>The plain kind that two values have if all is as declared; null when that is not known, or when they differ.</summary>
    private static FeelKind? KindOfBoth(Operand left, Operand right)
    {
        var kind = left.Kind ?? right.Kind;
        return kind is { } known && IsPlain(known) && (left.Constant is null || left.Kind == kind) && (right.Constant is null || right.Kind == kind) ? kind : null;
    }

    /// <summary>Goes on where both values are of the kind, else jumps to the label given back.</summary>
    private LabelTarget KindsOrElse(FeelKind kind, Operand left, Operand right)
    {
        var isOther = Expression.Label();
        foreach (var operand in (ReadOnlySpan<Operand>)[left, right])
        {
            if (operand.Constant is null)
            {
                JumpIf(IsNotKind(operand.Value, kind), isOther);
            }
        }

        return isOther;
    }

    private static Expression NumberOf(Operand operand) => operand.Constant is { } constant ? Expression.Constant(constant.Raw) : Number(operand.Value);

    private static Expression TextOf(Operand operand) => operand.Constant is { } constant ? Expression.Constant(constant.Chars) : Text(operand.Value);

    private static Expression TruthValue(Operand operand) => operand.Constant is { } constant ? Expression.Constant(constant.Truth) : TruthOf(operand.Value);
}
