namespace Zhunsheng.Feel.Evaluation;

/// <summary>[a, b, c].</summary>
internal sealed class ListCode(Code[] items) : Code
{
    public override IReadOnlyList<Code> Parts => items;

    public override FeelValue Evaluate(ref Run run)
    {
        var values = new FeelValue[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(ref run);
        }

        return run.Bounded(FeelValue.OfOwned(values));
    }
}

/// <summary>{a: 1, b: a + 1}: later entries see the earlier ones through their slots.</summary>
internal sealed class ContextCode(string[] names, int[] slots, Code[] values) : Code
{
    public int[] Slots => slots;

    public override IReadOnlyList<Code> Parts => values;

    public override FeelValue Evaluate(ref Run run)
    {
        var entries = new KeyValuePair<string, FeelValue>[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var value = values[i].Evaluate(ref run);
            run.Locals[slots[i]] = value;
            if (values[i] is FunctionCode)
            {
                value.AsFunction?.KnowItself(slots[i]);
            }

            entries[i] = new(names[i], value);
        }

        return run.Bounded(FeelValue.Of(new FeelContext(entries)));
    }
}

/// <summary>[low..high), or half a comparison as a range.</summary>
internal sealed class RangeCode(Code? low, bool lowIncluded, Code? high, bool highIncluded, string? sign) : Code
{
    private readonly Code[] _parts = [.. new[] { low, high }.Where(c => c is not null).Distinct().Select(c => c!)];

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var from = low?.Evaluate(ref run) ?? FeelValue.Null;
        var to = high?.Evaluate(ref run) ?? FeelValue.Null;
        if (sign is null)
        {
            // End points of different kinds, and lower ones above upper ones, make no range.
            if (!from.IsNull && !to.IsNull && (!Order.TryCompare(from, to, out var order) || order > 0))
            {
                return FeelValue.Null;
            }
        }
        else if ((from.IsNull && to.IsNull) || from.Kind >= FeelKind.List || to.Kind >= FeelKind.List)
        {
            return FeelValue.Null;
        }

        return FeelValue.Of(new FeelRange(from, lowIncluded, to, highIncluded, sign));
    }
}
