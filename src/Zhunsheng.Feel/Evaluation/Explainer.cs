using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Binding;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>
/// Finds why a bound tree came to null: evaluates it again, part by part, and goes down from each null to the parts that made it. Slower than an evaluation, and bounded.
/// </summary>
internal sealed partial class Explainer(string text)
{
    private const int Most = 20;
    private readonly List<FeelReason> _reasons = [];
    private int _steps = 10_000;

    /// <summary>The reasons for a node that is null, in the order of the text; none when it is not.</summary>
    public ImmutableArray<FeelReason> Explain(Code code, ref Run run)
    {
        var value = code.Evaluate(ref run);
        if (!value.IsNull && !run.IsSpent)
        {
            return [];
        }

        if (run.IsSpent)
        {
            Add(FeelReasonKind.AllowanceUsedUp, code, "计算量太大，超过了一次计算允许的步数或调用层数；请缩短列表，或把循环、递归拆开");
            return [.. _reasons];
        }

        Why(code, ref run);
        if (_reasons.Count == 0)
        {
            Add(FeelReasonKind.NoResult, code, "这个表达式没有结果");
        }

        return [.. _reasons.OrderBy(r => r.Offset)];
    }

    /// <summary>Adds the reasons for a node that is null.</summary>
    private void Why(Code code, ref Run run)
    {
        if (--_steps < 0 || _reasons.Count >= Most || run.IsSpent || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return;
        }

        switch (code)
        {
            case ConstantCode { Origin: { } origin }:
                Why(origin, ref run);
                break;
            case ConstantCode:
                Add(FeelReasonKind.WrittenNull, code, "这里写的就是空值 null");
                break;
            case VariableCode variable:
                Add(FeelReasonKind.UnknownVariable, code, $"“{variable.Variable.Name}”还不知道", variable.Variable);
                break;
            case InputCode:
                Add(FeelReasonKind.UnknownItem, code, "被判定的值还不知道");
                break;
            case LocalCode local:
                Add(FeelReasonKind.UnknownItem, code, $"“{local.Name}”在这里是空值");
                break;
            case ItemEntryCode entry:
                Entry(entry, ref run);
                break;
            case PathCode path:
                Path(path, ref run);
                break;
            case ArithmeticCode arithmetic when !Nulls(code, ref run):
                Operands(arithmetic, ref run);
                break;
            case NegateCode negate when !Nulls(code, ref run):
                Add(FeelReasonKind.WrongOperands, code, $"负号后面要的是数字或时长，得到的是{Shown(negate.Operand.Evaluate(ref run))}");
                break;
            case LogicCode logic:
                Logic(logic, ref run);
                break;
            case NotCode negation:
                Condition(negation.Operand, "not", ref run);
                break;
            case IfCode choice:
                Choice(choice, ref run);
                break;
            case InCode test:
                Tests(test, ref run);
                break;
            case ComparisonCode or EqualityCode or BetweenCode or VariableNumberCode or VariableEqualityCode or RangeCode when !Nulls(code, ref run):
                Add(FeelReasonKind.NotComparable, code, $"两边的值不能比较：{Kinds(code.Parts, ref run)}");
                break;
            case FilterCode filter:
                Filter(filter, ref run);
                break;
            case CountCode { Operand: var counted }:
                Why(counted, ref run);
                break;
            case ListContainsCode contains:
                Contains(contains, ref run);
                break;
            case ForCode loop when !Iterators(loop.Iterators, ref run):
                Add(FeelReasonKind.AllowanceUsedUp, code, "循环的结果太长，超过了一个列表允许的项数");
                break;
            case QuantifiedCode quantified:
                Quantified(quantified, 0, ref run);
                break;
            case BuiltinCallCode call:
                Call(call, ref run);
                break;
            case ValueCallCode call:
                Call(call, ref run);
                break;
        }
    }

    private void Add(FeelReasonKind kind, Code code, string message, FeelVariable? variable = null)
    {
        if (_reasons.Count < Most && !_reasons.Exists(r => r.Kind == kind && r.Offset == code.Start && r.Message == message))
        {
            var (line, column) = Diagnostics.Place(text, code.Start);
            var end = Math.Clamp(code.End, code.Start, text.Length);
            _reasons.Add(new(kind, code.Start, line, column, text[code.Start..end], message) { Variable = variable });
        }
    }

    /// <summary>Explains those parts of a node that are null; false when none is.</summary>
    private bool Nulls(Code code, ref Run run)
    {
        var any = false;
        foreach (var part in code.Parts)
        {
            if (part.Evaluate(ref run).IsNull)
            {
                any = true;
                Why(part, ref run);
            }
        }

        return any;
    }

    private static string Kinds(IReadOnlyList<Code> parts, ref Run run)
    {
        var shown = new List<string>();
        foreach (var part in parts)
        {
            shown.Add(Shown(part.Evaluate(ref run)));
        }

        return string.Join("、", shown);
    }

    /// <summary>A value and its kind, cut short.</summary>
    private static string Shown(in FeelValue value)
    {
        var kind = Types.Chinese(FeelType.Of(value.Kind));
        if (value.IsNull || value.Weight > 100)
        {
            return kind;
        }

        var literal = value.ToString();
        return $"{kind} {(literal.Length > 60 ? literal[..60] + "…" : literal)}";
    }

    // ------------------------------------------------------------------ reading

    private void Entry(ItemEntryCode entry, ref Run run)
    {
        if (run.Locals[entry.ItemSlot].AsContext is { } context && context.TryGet(entry.Name, out _))
        {
            Add(FeelReasonKind.NullEntry, entry, $"这一项的“{entry.Name}”是空值");
        }
        else if (entry.Outside is { } outside)
        {
            Why(outside, ref run);
        }
        else
        {
            Add(FeelReasonKind.NoSuchEntry, entry, $"这一项没有“{entry.Name}”");
        }
    }

    private void Path(PathCode path, ref Run run)
    {
        if (Nulls(path, ref run))
        {
            return;
        }

        var source = path.Source.Evaluate(ref run);
        if (source.AsContext is { } context)
        {
            var isThere = context.TryGet(path.Name, out _);
            Add(isThere ? FeelReasonKind.NullEntry : FeelReasonKind.NoSuchEntry, path,
                isThere ? $"“{path.Name}”是空值" : $"记录里没有“{path.Name}”{NearestName.Question(path.Name, context.Entries.Select(e => e.Key))}");
        }
        else
        {
            Add(FeelReasonKind.NoSuchEntry, path, $"{Shown(source)}没有“{path.Name}”");
        }
    }

    private void Filter(FilterCode filter, ref Run run)
    {
        var source = filter.Source.Evaluate(ref run);
        if (source.IsNull)
        {
            Why(filter.Source, ref run);
            return;
        }

        FeelValue[] items = source.Kind == FeelKind.List ? source.Items : [source];
        run.Locals[filter.ItemSlot] = items.Length > 0 ? items[0] : FeelValue.Null;
        var index = filter.Condition.Evaluate(ref run);
        if (index.Kind == FeelKind.Number)
        {
            Add(FeelReasonKind.IndexOutside, filter, $"列表有{items.Length}项，没有第 {index} 项");
            return;
        }

        for (var i = 0; i < items.Length && --_steps > 0; i++)
        {
            run.Locals[filter.ItemSlot] = items[i];
            if (filter.Condition.Test(ref run) == FeelTruth.Unknown)
            {
                Condition(filter.Condition, "方括号里", ref run);
            }
        }

        if (items.Length == 0)
        {
            Condition(filter.Condition, "方括号里", ref run);
        }
    }
}
