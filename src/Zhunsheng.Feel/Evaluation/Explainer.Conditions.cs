using Zhunsheng.Feel.Binding;
using Zhunsheng.Feel.Functions;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Evaluation;

/// <content>Operators, conditions, loops, calls.</content>
internal sealed partial class Explainer
{
    private void Operands(ArithmeticCode code, ref Run run)
    {
        var left = code.Left.Evaluate(ref run);
        var right = code.Right.Evaluate(ref run);
        if (Types.Arithmetic(code.Operation, FeelType.Of(left.Kind), FeelType.Of(right.Kind)) is null)
        {
            Add(FeelReasonKind.WrongOperands, code, $"“{Binder.Sign(code.Operation)}”的两边配不上：{Shown(left)}、{Shown(right)}");
        }
        else if (code.Operation == BinaryOperator.Divide && right.Raw == 0)
        {
            Add(FeelReasonKind.DivisionByZero, code, "除数是0");
        }
        else if (left.Zone is null != right.Zone is null)
        {
            Add(FeelReasonKind.WrongOperands, code, "一边有时区，一边没有时区，不能相减");
        }
        else
        {
            Add(FeelReasonKind.OutOfRange, code, $"“{Binder.Sign(code.Operation)}”的结果超出了范围：{Shown(left)}、{Shown(right)}");
        }
    }

    /// <summary>Why a condition is neither true nor false.</summary>
    private void Condition(Code condition, string where, ref Run run)
    {
        var value = condition.Evaluate(ref run);
        if (value.IsNull)
        {
            Why(condition, ref run);
        }
        else if (value.Truth == FeelTruth.Unknown)
        {
            Add(FeelReasonKind.NotABoolean, condition, $"{where}要的是成立或不成立，得到的是{Shown(value)}");
        }
    }

    private void Logic(LogicCode logic, ref Run run)
    {
        foreach (var part in logic.Parts)
        {
            if (part.Test(ref run) == FeelTruth.Unknown)
            {
                Condition(part, logic.IsAnd ? "and 的两边" : "or 的两边", ref run);
            }
        }
    }

    private void Choice(IfCode choice, ref Run run)
    {
        var truth = choice.Condition.Test(ref run);
        if (truth == FeelTruth.Unknown && run.Unknown)
        {
            Condition(choice.Condition, "if 的条件", ref run);
        }
        else
        {
            Why(truth == FeelTruth.True ? choice.Then : choice.Otherwise, ref run);
        }
    }

    private void Tests(InCode code, ref Run run)
    {
        var value = code.Value.Evaluate(ref run);
        if (value.IsNull)
        {
            Why(code.Value, ref run);
            return;
        }

        var before = _reasons.Count;
        foreach (var test in code.Tests)
        {
            if (test.Matches(value, ref run) != FeelTruth.Unknown)
            {
                continue;
            }

            foreach (var part in test.Parts)
            {
                if (part.Evaluate(ref run).IsNull)
                {
                    Why(part, ref run);
                }
            }
        }

        if (_reasons.Count == before)
        {
            Add(FeelReasonKind.NotComparable, code, $"{Shown(value)}不能和这里写的比较");
        }
    }

    private void Contains(ListContainsCode code, ref Run run)
    {
        if (!Nulls(code, ref run))
        {
            Add(FeelReasonKind.UnknownItem, code, "列表里有还不知道的项，说不准有没有");
        }
    }

    private bool Iterators(IteratorCode[] iterators, ref Run run)
    {
        foreach (var iterator in iterators)
        {
            if (iterator.TryItems(ref run, out _))
            {
                continue;
            }

            var from = iterator.From.Evaluate(ref run);
            if (from.IsNull)
            {
                Why(iterator.From, ref run);
            }
            else if (iterator.To is { } to && to.Evaluate(ref run).IsNull)
            {
                Why(to, ref run);
            }
            else
            {
                Add(FeelReasonKind.NothingToRunOver, iterator.From, $"循环要的是列表，或两头都有限的整数、日期区间，得到的是{Shown(from)}");
            }

            return true;
        }

        return false;
    }

    private void Quantified(QuantifiedCode code, int level, ref Run run)
    {
        var iterator = code.Iterators[level];
        if (!iterator.TryItems(ref run, out var items))
        {
            Iterators([iterator], ref run);
            return;
        }

        for (var i = 0; i < items.Count && --_steps > 0; i++)
        {
            run.Locals[iterator.Slot] = items[i];
            if (level + 1 < code.Iterators.Length)
            {
                Quantified(code, level + 1, ref run);
            }
            else if (code.Condition.Test(ref run) == FeelTruth.Unknown)
            {
                Condition(code.Condition, "satisfies 的条件", ref run);
            }
        }
    }

    // ------------------------------------------------------------------ calls

    private void Call(BuiltinCallCode call, ref Run run)
    {
        var function = call.Candidates[0].Function;
        if (function.NeedsClock)
        {
            Add(FeelReasonKind.NoClock, call, $"这次计算没有交进来时刻，{call.Name}() 没有结果");
            return;
        }

        var arguments = new FeelValue[call.Parts.Count];
        var before = _reasons.Count;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Parts[i].Evaluate(ref run);
            if (arguments[i].IsNull && !Array.Exists(call.Candidates, c => c.ParameterFor(i).TakesNull))
            {
                Why(call.Parts[i], ref run);
            }
        }

        if (_reasons.Count > before)
        {
            return;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            var (value, at) = (arguments[i], i);
            if (!value.IsNull && Array.TrueForAll(call.Candidates, c => Coercion.To(value, c.ParameterFor(at).Type).IsNull))
            {
                var wanted = string.Join("或", call.Candidates.Select(c => Types.Chinese(c.ParameterFor(at).Type)).Distinct());
                Add(FeelReasonKind.WrongArgument, call.Parts[i], $"函数“{call.Name}”的第{i + 1}个参数要的是{wanted}，得到的是{Shown(value)}");
                return;
            }
        }

        Add(FeelReasonKind.NoResult, call, $"函数“{call.Name}”对这些参数没有结果：{string.Join("、", arguments.Select(a => Shown(a)))}");
    }

    private void Call(ValueCallCode call, ref Run run)
    {
        var target = call.Function.Evaluate(ref run);
        if (target.IsNull)
        {
            Why(call.Function, ref run);
            return;
        }

        if (target.AsFunction is not { } function)
        {
            Add(FeelReasonKind.NotAFunction, call, $"括号前面要的是函数，得到的是{Shown(target)}");
            return;
        }

        if (call.Arguments(function, ref run) is not { } arguments || arguments.Length != function.Parameters.Length)
        {
            Add(FeelReasonKind.WrongArgument, call, $"参数不对，要的是（{string.Join("、", function.Parameters)}）");
            return;
        }

        var before = _reasons.Count;
        if (function.TryEnter(arguments, ref run, out var body, out var inner) && body.Evaluate(ref inner).IsNull && body.Start < text.Length)
        {
            Why(body, ref inner);
        }

        if (_reasons.Count == before)
        {
            Add(FeelReasonKind.NoResult, call, $"函数对这些参数没有结果：{string.Join("、", arguments.Select(a => Shown(a)))}");
        }
    }
}
