using System.Linq.Expressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <content>Values and numbers.</content>
internal sealed partial class CodeEmitter
{
    /// <summary>A value where it lies.</summary>
    /// <param name="Value">An expression of type <see cref="FeelValue"/> that can be read in place.</param>
    /// <param name="Type">What is declared of it.</param>
    /// <param name="Constant">The value itself where it is fixed.</param>
    private readonly record struct Operand(Expression Value, FeelType Type, FeelValue? Constant = null)
    {
        public FeelKind? Kind => Constant is { } constant ? constant.Kind : Type.Kind;
    }

    private Operand OperandOf(Code code)
    {
        switch (code)
        {
            case ConstantCode constant:
                return new(Constant(constant.Value), constant.Type, constant.Value);
            case VariableCode variable:
                return new(Read(variable), variable.Type);
            case InputCode:
                return new(_tested, code.Type);
            case LocalCode local when _items.TryGetValue(local.Slot, out var item) && _escape is not null:
                return item;
            default:
                var kept = Variable(typeof(FeelValue));
                Into(code, kept);
                return new(kept, code.Type);
        }
    }

    private Expression Read(VariableCode variable)
    {
        if (_on.Read?.Invoke(variable.Variable) is { } read)
        {
            if (IsInPlace(read))
            {
                return read;
            }

            var kept = Variable(typeof(FeelValue));
            Add(Expression.Assign(kept, read));
            return kept;
        }

        return Expression.ArrayIndex(_frame, Expression.Constant(variable.Variable.Slot));
    }

    /// <summary>The value of a node into a variable.</summary>
    private void Into(Code code, ParameterExpression target)
    {
        switch (code)
        {
            case ConstantCode or VariableCode or InputCode:
            case LocalCode when _escape is not null:
                Add(Expression.Assign(target, OperandOf(code).Value));
                break;
            case IfCode choice:
                Choose(choice, target);
                break;
            case ArithmeticCode or NegateCode when IsPlainNumber(code):
                NumberInto(code, target);
                break;
            case ArithmeticCode { Type.Kind: not (null or FeelKind.String) } arithmetic:
                var left = OperandOf(arithmetic.Left);
                var right = OperandOf(arithmetic.Right);
                Add(Expression.Assign(target, Expression.Call(Members.OnValues(arithmetic.Operation), left.Value, right.Value)));
                break;
            case NegateCode negate:
                Add(Expression.Assign(target, Expression.Call(Members.NegateValue, OperandOf(negate.Operand).Value)));
                break;
            case CountCode count when HasForm(count):
                Count(count, target);
                break;
            case PathCode path when IsFollowed(path):
                PathInto(path, target);
                break;
            case TruthCode when HasForm(code):
                TruthInto(code, target);
                break;
            default:
                CallNode(code, target);
                break;
        }
    }

    private void TruthInto(Code code, ParameterExpression target)
    {
        var (isTrue, isFalse, isUnknown, end) = (Expression.Label(), Expression.Label(), Expression.Label(), Expression.Label());
        Branch(code, isTrue, isFalse, isUnknown);
        Add(Expression.Label(isTrue), Expression.Assign(target, Constant(FeelValue.True)), Expression.Goto(end));
        Add(Expression.Label(isFalse), Expression.Assign(target, Constant(FeelValue.False)), Expression.Goto(end));
        Add(Expression.Label(isUnknown), Expression.Assign(target, Expression.Default(typeof(FeelValue))), Expression.Label(end));
    }

    private void Choose(IfCode choice, ParameterExpression target)
    {
        var (then, otherwise, end) = (Expression.Label(), Expression.Label(), Expression.Label());
        var isUnknown = _escape ?? Expression.Label();
        Branch(choice.Condition, then, otherwise, _unknown ? isUnknown : otherwise);
        Add(Expression.Label(then));
        Into(choice.Then, target);
        Add(Expression.Goto(end), Expression.Label(otherwise));
        Into(choice.Otherwise, target);
        Add(Expression.Label(end));
        if (isUnknown != _escape)
        {
            Later(() => Add(Expression.Label(isUnknown), Expression.Assign(target, TreeEvaluate(choice)), Expression.Goto(end)));
        }
    }

    private void NumberInto(Code code, ParameterExpression target)
    {
        var (isNull, isOther, end) = (Expression.Label(), Expression.Label(), Expression.Label());
        var number = NumberOf(code, isNull, isOther);
        Add(Expression.Assign(target, Expression.Call(Members.OfNumber, number)), Expression.Label(end));
        Later(() => Add(
            Expression.Label(isNull), Expression.Assign(target, Expression.Default(typeof(FeelValue))), Expression.Goto(end),
            Expression.Label(isOther), Expression.Assign(target, TreeEvaluate(code)), Expression.Goto(end)));
    }

    // ------------------------------------------------------------------ numbers

    /// <summary>Whether a node is arithmetic on numbers that stand in variables or are fixed, so that it can be done again without harm.</summary>
    private static bool IsPlainNumber(Code code) => code switch
    {
        ConstantCode constant => constant.Value.Kind == FeelKind.Number,
        VariableCode or InputCode => code.Type.Kind is null or FeelKind.Number,
        NegateCode negate => code.Type.Kind == FeelKind.Number && IsPlainNumber(negate.Operand),
        ArithmeticCode arithmetic => code.Type.Kind == FeelKind.Number && Members.OnNumbers(arithmetic.Operation) is not null
            && IsPlainNumber(arithmetic.Left) && IsPlainNumber(arithmetic.Right),
        _ => false,
    };

    /// <summary>
    /// The number of a plain node as a decimal. Jumps away where there is none: to <paramref name="isNull"/> when a part is null or the result has no number,
    /// to <paramref name="isOther"/> when a part is of another kind than declared.
    /// </summary>
    private Expression NumberOf(Code code, LabelTarget isNull, LabelTarget isOther)
    {
        switch (code)
        {
            case ConstantCode constant:
                return Expression.Constant(constant.Value.Raw);
            case NegateCode negate:
                return Expression.Negate(NumberOf(negate.Operand, isNull, isOther));
            case ArithmeticCode arithmetic:
                var left = NumberOf(arithmetic.Left, isNull, isOther);
                var right = NumberOf(arithmetic.Right, isNull, isOther);
                var result = Variable(typeof(decimal));
                JumpIf(Expression.Not(Expression.Call(Members.OnNumbers(arithmetic.Operation)!, left, right, result)), isNull);
                return result;
            default:
                var value = OperandOf(code).Value;
                Add(Expression.IfThen(IsNotKind(value, FeelKind.Number), Expression.IfThenElse(IsKind(value, FeelKind.Null), Expression.Goto(isNull), Expression.Goto(isOther))));
                return Number(value);
        }
    }
}
