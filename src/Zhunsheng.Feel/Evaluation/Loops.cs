namespace Zhunsheng.Feel.Evaluation;

/// <summary>One <c>name in list</c> of a loop.</summary>
/// <param name="Slot">Where the name's value stands among the locals.</param>
/// <param name="From">The list, or the first value.</param>
/// <param name="To">The last value; null for a list.</param>
internal sealed record IteratorCode(int Slot, Code From, Code? To)
{
    /// <summary>What to run over; false when there is no such thing.</summary>
    public bool TryItems(ref Run run, out Sequence items)
    {
        var from = From.Evaluate(ref run);
        if (To is null ? Sequence.TryOf(from, out items) : Sequence.TryOf(from, To.Evaluate(ref run), out items))
        {
            return true;
        }

        if (items.IsTooLong)
        {
            run.Session.GiveUp();
        }

        return false;
    }
}

/// <summary>for … return ….</summary>
internal sealed class ForCode(IteratorCode[] iterators, Code body, int partialSlot) : Code
{
    private readonly Code[] _parts = [.. iterators.Select(i => i.From), .. iterators.Where(i => i.To is not null).Select(i => i.To!), body];

    public IteratorCode[] Iterators => iterators;

    public Code Body => body;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var results = new List<FeelValue>();
        var weight = 0L;
        return Level(0, results, ref weight, ref run) ? run.Bounded(FeelValue.OfOwned([.. results])) : FeelValue.Null;
    }

    private bool Level(int level, List<FeelValue> results, ref long weight, ref Run run)
    {
        var iterator = iterators[level];
        if (!iterator.TryItems(ref run, out var items))
        {
            return false;
        }

        for (var i = 0; i < items.Count; i++)
        {
            run.Locals[iterator.Slot] = items[i];
            if (level + 1 < iterators.Length)
            {
                if (!run.Spend(1) || !Level(level + 1, results, ref weight, ref run))
                {
                    return false;
                }

                continue;
            }

            // "partial" is a copy of what there is so far: it costs what it is long.
            if (results.Count >= Run.MostItems || !run.Spend(1 + (partialSlot < 0 ? 0 : results.Count / 16)))
            {
                run.Session.GiveUp();
                return false;
            }

            if (partialSlot >= 0)
            {
                run.Locals[partialSlot] = run.Bounded(FeelValue.OfOwned([.. results]));
            }

            var result = body.Evaluate(ref run);
            weight += result.Weight;
            if (weight > FeelValue.MostWeight)
            {
                run.Session.GiveUp();
                return false;
            }

            results.Add(result);
        }

        return true;
    }
}

/// <summary>some … satisfies …, every … satisfies …: three-valued or / and over the items.</summary>
internal sealed class QuantifiedCode(bool isEvery, IteratorCode[] iterators, Code condition) : TruthCode
{
    private readonly Code[] _parts = [.. iterators.Select(i => i.From), .. iterators.Where(i => i.To is not null).Select(i => i.To!), condition];

    public bool IsEvery => isEvery;

    public IteratorCode[] Iterators => iterators;

    public Code Condition => condition;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run) => Level(0, ref run);

    private FeelTruth Level(int level, ref Run run)
    {
        var iterator = iterators[level];
        if (!iterator.TryItems(ref run, out var items))
        {
            return FeelTruth.Unknown;
        }

        var decides = isEvery ? FeelTruth.False : FeelTruth.True;
        var result = decides.Not();
        for (var i = 0; i < items.Count; i++)
        {
            if (!run.Spend(1))
            {
                return FeelTruth.Unknown;
            }

            run.Locals[iterator.Slot] = items[i];
            var truth = level + 1 < iterators.Length ? Level(level + 1, ref run) : condition.Test(ref run);
            if (truth == decides)
            {
                return decides;
            }

            if (truth == FeelTruth.Unknown)
            {
                result = FeelTruth.Unknown;
            }
        }

        return result;
    }
}

/// <summary>
/// source[condition]: the items for which the condition is true, or the item at an index from 1 (from the end when negative).
/// Where null means "not known", a condition that is unknown for an item makes the whole selection unknown.
/// </summary>
internal sealed class FilterCode(Code source, int itemSlot, Code condition) : Code
{
    private readonly Code[] _parts = [source, condition];

    public Code Source => source;

    public int ItemSlot => itemSlot;

    public Code Condition => condition;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var value = source.Evaluate(ref run);
        if (value.IsNull && run.Unknown)
        {
            return FeelValue.Null;
        }

        FeelValue[] items = value.Kind switch
        {
            FeelKind.List => value.Items,
            FeelKind.Null => [],
            _ => [value],
        };
        if (condition.Type.Kind == FeelKind.Number)
        {
            return At(items, condition.Evaluate(ref run));
        }

        run.Locals[itemSlot] = items.Length > 0 ? items[0] : FeelValue.Null;
        var first = condition.Evaluate(ref run);
        return first.Kind == FeelKind.Number ? At(items, first) : Select(items, Truths.Of(first), ref run);
    }

    /// <summary>How many items there are for which the condition is true; for conditions that can be no index.</summary>
    public FeelValue Count(ref Run run)
    {
        var value = source.Evaluate(ref run);
        if (value.IsNull && run.Unknown)
        {
            return FeelValue.Null;
        }

        if (value.Kind is not (FeelKind.List or FeelKind.Null))
        {
            value = run.Bounded(FeelValue.OfOwned([value]));
        }

        var count = 0;
        for (var i = 0; !value.IsNull && i < value.Items.Length; i++)
        {
            run.Locals[itemSlot] = value.Items[i];
            var truth = run.Spend(1) ? condition.Test(ref run) : FeelTruth.Unknown;
            if (truth == FeelTruth.Unknown && (run.Unknown || run.IsSpent))
            {
                return FeelValue.Null;
            }

            count += truth == FeelTruth.True ? 1 : 0;
        }

        return FeelValue.Of((decimal)count);
    }

    private FeelValue Select(FeelValue[] items, FeelTruth first, ref Run run)
    {
        var kept = new List<FeelValue>();
        for (var i = 0; i < items.Length; i++)
        {
            if (!run.Spend(1))
            {
                return FeelValue.Null;
            }

            var truth = first;
            if (i > 0)
            {
                run.Locals[itemSlot] = items[i];
                truth = condition.Test(ref run);
            }

            if (truth == FeelTruth.True)
            {
                kept.Add(items[i]);
            }
            else if (truth == FeelTruth.Unknown && run.Unknown)
            {
                return FeelValue.Null;
            }
        }

        return run.Bounded(FeelValue.OfOwned([.. kept]));
    }

    private static FeelValue At(FeelValue[] items, in FeelValue index)
    {
        if (index.Kind != FeelKind.Number)
        {
            return FeelValue.Null;
        }

        var at = index.Raw < 0 ? items.Length + index.Raw : index.Raw - 1;
        return at >= 0 && at < items.Length && decimal.Truncate(at) == at ? items[(int)at] : FeelValue.Null;
    }
}
