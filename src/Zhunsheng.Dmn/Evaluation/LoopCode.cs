using Zhunsheng.Dmn.Compilation;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>A boxed for, some or every.</summary>
internal sealed class LoopCode(Origin origin, LoopKind kind, BoxedCode source, BoxedCode body, int itemSlot, int? partialSlot, int frameCount) : BoxedCode(origin)
{
    /// <summary>What to run over, as FEEL has it: the items of a list or a range, a single value for itself, nothing for null.</summary>
    private readonly FeelExpression _items = FeelCompiler.Expression("for item in items return item", new FeelSchema([new("items", FeelType.Any)])).Expression!;

    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var value = source.Evaluate(frame, run);
        if ((value.AsList ?? _items.Evaluate([value], FeelValue.Null, run.Session).AsList) is not { } items)
        {
            return FeelValue.Null;
        }

        return kind == LoopKind.For ? For(items, frame, run) : Quantified(items, frame, run);
    }

    private FeelValue For(IReadOnlyList<FeelValue> items, FeelValue[] frame, DmnRun run)
    {
        var results = new List<FeelValue>();
        foreach (var item in items)
        {
            if (!run.Session.TrySpend(1 + (partialSlot is null ? 0 : results.Count / 16)))
            {
                return FeelValue.Null;
            }

            results.Add(body.Evaluate(Inner(frame, item, results), run));
        }

        return FeelValue.ListOf(results);
    }

    private FeelValue Quantified(IReadOnlyList<FeelValue> items, FeelValue[] frame, DmnRun run)
    {
        var decides = kind == LoopKind.Some ? FeelValue.True : FeelValue.False;
        var result = kind == LoopKind.Some ? FeelValue.False : FeelValue.True;
        var decided = false;
        foreach (var item in items)
        {
            if (!run.Session.TrySpend(1))
            {
                return FeelValue.Null;
            }

            var value = body.Evaluate(Inner(frame, item, null), run);
            if (value.Kind is not (FeelKind.Boolean or FeelKind.Null))
            {
                return run.Null(DmnReasonKind.NotOfType, Origin, "satisfies 的条件不是“是否”（true 或 false）");
            }

            decided |= value == decides;
            result = value.IsNull ? FeelValue.Null : result;
        }

        return decided ? decides : result;
    }

    // A frame for each turn: a function made in the body keeps it.
    private FeelValue[] Inner(FeelValue[] frame, in FeelValue item, List<FeelValue>? results)
    {
        var inner = NameScope.Extend(frame, frameCount);
        inner[itemSlot] = item;
        if (partialSlot is { } slot && results is not null)
        {
            inner[slot] = FeelValue.ListOf(results);
        }

        return inner;
    }
}

/// <summary>
/// A boxed filter whose condition is FEEL: the value under a name, then the selection as FEEL has it. Other than in a filter of FEEL's, a condition that is no
/// truth value makes the whole null; <paramref name="misfits"/> selects the items for which it is none.
/// </summary>
internal sealed class FilterCode(Origin origin, BoxedCode source, int slot, FeelExpression selection, FeelExpression? misfits, int frameCount) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var inner = NameScope.Extend(frame, frameCount);
        inner[slot] = source.Evaluate(frame, run);
        if (misfits?.Evaluate(inner, FeelValue.Null, run.Session) is { AsList: not { Count: 0 } })
        {
            return run.Null(DmnReasonKind.NotOfType, Origin, "match 的条件不是“是否”（true 或 false）");
        }

        return selection.Evaluate(inner, FeelValue.Null, run.Session);
    }
}

/// <summary>A boxed filter whose condition is another boxed expression; the condition sees the item, and the entries that its type declares.</summary>
internal sealed class BoxedFilterCode(Origin origin, BoxedCode source, BoxedCode condition, int itemSlot, string[] entries, int frameCount) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var value = source.Evaluate(frame, run);
        if (value.IsNull)
        {
            return FeelValue.ListOf(Enumerable.Empty<FeelValue>());
        }

        var kept = new List<FeelValue>();
        foreach (var item in value.AsList ?? [value])
        {
            if (!run.Session.TrySpend(1))
            {
                return FeelValue.Null;
            }

            var inner = NameScope.Extend(frame, frameCount);
            inner[itemSlot] = item;
            for (var i = 0; i < entries.Length; i++)
            {
                inner[itemSlot + 1 + i] = item.AsContext?[entries[i]] ?? FeelValue.Null;
            }

            var matches = condition.Evaluate(inner, run);
            if (matches.Kind is not (FeelKind.Boolean or FeelKind.Null))
            {
                return run.Null(DmnReasonKind.NotOfType, Origin, "match 的条件不是“是否”（true 或 false）");
            }

            if (matches.IsTrue)
            {
                kept.Add(item);
            }
        }

        return FeelValue.ListOf(kept);
    }
}
