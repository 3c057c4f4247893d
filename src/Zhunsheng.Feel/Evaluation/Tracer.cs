namespace Zhunsheng.Feel.Evaluation;

/// <summary>
/// Finds which schema variables decided a result: evaluates the bound tree again, slower, and at each node keeps the parts that mattered.
/// Legal answers are explained with it, so it leaves out what could have been otherwise without changing the outcome through <c>and</c>, <c>or</c>, <c>if</c>.
/// </summary>
internal sealed class Tracer(int locals)
{
    private readonly Evidence[] _locals = new Evidence[locals];
    private int _steps = 200_000;

    /// <summary>The variables that decided the node's value.</summary>
    public Evidence Trace(Code code, ref Run run)
    {
        if (--_steps < 0)
        {
            return Everything(code);
        }

        switch (code)
        {
            case ConstantCode or InputCode:
                return default;
            case VariableCode variable:
                return Evidence.Of(variable.Index);
            case LocalCode local:
                return _locals[local.Slot];
            case ItemEntryCode entry:
                return run.Locals[entry.ItemSlot].AsContext?.TryGet(entry.Name, out _) == true || entry.Outside is null
                    ? _locals[entry.ItemSlot]
                    : Trace(entry.Outside, ref run);
            case LogicCode logic:
                return Logic(logic, ref run);
            case BetweenCode between:
                return Between(between, ref run);
            case IfCode choice:
                return Choice(choice, ref run);
            case InCode test:
                return Tests(test, ref run);
            case QuantifiedCode quantified:
                return Quantified(quantified, 0, ref run).Evidence;
            case ForCode loop:
                return Loop(loop, 0, ref run);
            case FilterCode filter:
                return Filter(filter, ref run);
            case ContextCode context:
                return Context(context, ref run);
            case FunctionCode function:
                return Function(function);
            default:
                return Parts(code, ref run);
        }
    }

    /// <summary>Of a null, the parts that are null (of a list among the parts, its null items); of anything else, all parts.</summary>
    private Evidence Parts(Code code, ref Run run)
    {
        var all = default(Evidence);
        foreach (var part in code.Parts)
        {
            all |= Trace(part, ref run);
        }

        var nulls = default(Evidence);
        return code.Evaluate(ref run).IsNull && Nulls(code.Parts, ref nulls, ref run) ? nulls : all;
    }

    private bool Nulls(IReadOnlyList<Code> parts, ref Evidence nulls, ref Run run)
    {
        var any = false;
        foreach (var part in parts)
        {
            if (part is ListCode list)
            {
                any |= Nulls(list.Parts, ref nulls, ref run);
            }
            else if (part.Evaluate(ref run).IsNull)
            {
                any = true;
                nulls |= Trace(part, ref run);
            }
        }

        return any;
    }

    private Evidence Logic(LogicCode logic, ref Run run)
    {
        var outcome = logic.Test(ref run);
        var neutral = Truths.Of(logic.IsAnd);
        var evidence = default(Evidence);
        foreach (var part in logic.Parts)
        {
            if (outcome == neutral || part.Test(ref run) == outcome)
            {
                evidence |= Trace(part, ref run);
            }
        }

        return evidence;
    }

    private Evidence Between(BetweenCode between, ref Run run)
    {
        var value = between.Value.Evaluate(ref run);
        var low = Order.Holds(Comparison.GreaterOrEqual, value, between.Low.Evaluate(ref run));
        var high = Order.Holds(Comparison.LessOrEqual, value, between.High.Evaluate(ref run));
        var outcome = low.And(high);
        if (outcome == FeelTruth.Unknown)
        {
            return Parts(between, ref run);
        }

        var evidence = Trace(between.Value, ref run);
        evidence |= low == outcome ? Trace(between.Low, ref run) : default;
        evidence |= high == outcome ? Trace(between.High, ref run) : default;
        return evidence;
    }

    private Evidence Choice(IfCode choice, ref Run run)
    {
        var truth = choice.Condition.Test(ref run);
        if (truth != FeelTruth.Unknown || !run.Unknown)
        {
            return Trace(choice.Condition, ref run) | Trace(truth == FeelTruth.True ? choice.Then : choice.Otherwise, ref run);
        }

        return choice.Evaluate(ref run).IsNull ? Trace(choice.Condition, ref run) : Trace(choice.Then, ref run) | Trace(choice.Otherwise, ref run);
    }

    private Evidence Tests(InCode code, ref Run run)
    {
        if (code.Tests.Length == 0)
        {
            return default;
        }

        var value = code.Value.Evaluate(ref run);
        var evidence = Trace(code.Value, ref run);
        var outcome = code.Negated ? code.Test(ref run).Not() : code.Test(ref run);
        var found = default(Evidence);
        foreach (var test in code.Tests)
        {
            if (outcome != FeelTruth.False && test.Matches(value, ref run) != outcome)
            {
                continue;
            }

            if (test is ConditionTest { Slot: >= 0 } condition)
            {
                run.Locals[condition.Slot] = value;
                _locals[condition.Slot] = evidence;
            }

            // What is known and only met an unknown is no reason for a null.
            foreach (var part in test.Parts)
            {
                found |= outcome != FeelTruth.Unknown || part.Evaluate(ref run).IsNull ? Trace(part, ref run) : default;
            }
        }

        return outcome == FeelTruth.Unknown && !value.IsNull ? found : evidence | found;
    }

    private (FeelTruth Truth, Evidence Evidence) Quantified(QuantifiedCode code, int level, ref Run run)
    {
        var iterator = code.Iterators[level];
        var source = Source(iterator, ref run);
        if (!iterator.TryItems(ref run, out var items))
        {
            return (FeelTruth.Unknown, source);
        }

        var decides = Truths.Of(!code.IsEvery);
        var outcome = decides.Not();
        var found = new Dictionary<FeelTruth, Evidence>();
        for (var i = 0; i < items.Count && --_steps > 0; i++)
        {
            run.Locals[iterator.Slot] = items[i];
            _locals[iterator.Slot] = source;
            var (truth, evidence) = level + 1 < code.Iterators.Length
                ? Quantified(code, level + 1, ref run)
                : (code.Condition.Test(ref run), Trace(code.Condition, ref run));
            found[truth] = found.GetValueOrDefault(truth) | evidence;
            outcome = truth == decides || outcome == decides ? decides : truth == FeelTruth.Unknown ? truth : outcome;
        }

        var deciding = found.GetValueOrDefault(outcome);
        return (outcome, outcome == FeelTruth.Unknown ? deciding : source | deciding);
    }

    private Evidence Loop(ForCode code, int level, ref Run run)
    {
        var iterator = code.Iterators[level];
        var source = Source(iterator, ref run);
        if (!iterator.TryItems(ref run, out var items))
        {
            return source;
        }

        var evidence = source;
        for (var i = 0; i < items.Count && --_steps > 0; i++)
        {
            run.Locals[iterator.Slot] = items[i];
            _locals[iterator.Slot] = source;
            evidence |= level + 1 < code.Iterators.Length ? Loop(code, level + 1, ref run) : Trace(code.Body, ref run);
        }

        return evidence;
    }

    private Evidence Source(IteratorCode iterator, ref Run run) =>
        Trace(iterator.From, ref run) | (iterator.To is null ? default : Trace(iterator.To, ref run));

    private Evidence Filter(FilterCode code, ref Run run)
    {
        var source = Trace(code.Source, ref run);
        var value = code.Source.Evaluate(ref run);
        FeelValue[] items = value.Kind switch
        {
            FeelKind.List => value.Items,
            FeelKind.Null => [],
            _ => [value],
        };
        var all = source;
        var unknown = default(Evidence);
        var anyUnknown = false;
        for (var i = 0; i < items.Length && --_steps > 0; i++)
        {
            run.Locals[code.ItemSlot] = items[i];
            _locals[code.ItemSlot] = source;
            var evidence = Trace(code.Condition, ref run);
            all |= evidence;
            if (code.Condition.Evaluate(ref run).IsNull)
            {
                anyUnknown = true;
                unknown |= evidence;
            }
        }

        return anyUnknown && run.Unknown ? unknown : all;
    }

    private Evidence Context(ContextCode code, ref Run run)
    {
        var evidence = default(Evidence);
        for (var i = 0; i < code.Parts.Count; i++)
        {
            var part = Trace(code.Parts[i], ref run);
            run.Locals[code.Slots[i]] = code.Parts[i].Evaluate(ref run);
            _locals[code.Slots[i]] = part;
            evidence |= part;
        }

        return evidence;
    }

    private Evidence Function(FunctionCode code)
    {
        foreach (var slot in code.Slots)
        {
            _locals[slot] = default;
        }

        return Everything(code);
    }

    /// <summary>All variables that stand in the node, read or not: for what is not evaluated here.</summary>
    private Evidence Everything(Code code)
    {
        var evidence = code switch
        {
            VariableCode variable => Evidence.Of(variable.Index),
            LocalCode local => _locals[local.Slot],
            ItemEntryCode { Outside: { } outside } => Everything(outside),
            _ => default,
        };
        foreach (var part in code.Parts)
        {
            evidence |= Everything(part);
        }

        return evidence;
    }
}
