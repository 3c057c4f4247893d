using System.Runtime.CompilerServices;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>FEEL's <c>=</c>: values of one kind by content; values of different kinds are unknown; null as the null mode says.</summary>
internal static class Equality
{
    private const int MostComparisons = 1_000_000;

    /// <summary>Whether two values are equal. With <paramref name="unknown"/> a null on either side makes it unknown, also inside lists and contexts where nothing else decides.</summary>
    public static FeelTruth Test(in FeelValue left, in FeelValue right, bool unknown)
    {
        if (left.Kind == right.Kind)
        {
            switch (left.Kind)
            {
                case FeelKind.Number or FeelKind.Boolean or FeelKind.Date or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration:
                    return Truths.Of(left.Raw == right.Raw);
                case FeelKind.String:
                    return Truths.Of(string.Equals(left.Chars, right.Chars, StringComparison.Ordinal));
            }
        }

        var left2 = MostComparisons;
        return Deep(left, right, unknown, false, ref left2);
    }

    /// <summary>Equality as the list functions use it (<c>distinct values</c>, <c>index of</c> …): null equals null, different kinds are different.</summary>
    public static bool Same(in FeelValue left, in FeelValue right) => Test(left, right, false) == FeelTruth.True;

    private static FeelTruth Deep(in FeelValue left, in FeelValue right, bool unknown, bool inside, ref int allowance)
    {
        if (left.IsNull || right.IsNull)
        {
            return unknown ? FeelTruth.Unknown : Truths.Of(left.Kind == right.Kind);
        }

        if (left.Kind != right.Kind)
        {
            return inside ? FeelTruth.False : FeelTruth.Unknown;
        }

        if (--allowance < 0 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return FeelTruth.Unknown;
        }

        switch (left.Kind)
        {
            case FeelKind.Time or FeelKind.DateTime:
                return Truths.Of((left.Zone is null) == (right.Zone is null)
                    && decimal.Floor(Order.Instant(left)) == decimal.Floor(Order.Instant(right)));
            case FeelKind.String:
                return Truths.Of(string.Equals(left.Chars, right.Chars, StringComparison.Ordinal));
            case FeelKind.List:
                return Lists(left.Items, right.Items, unknown, ref allowance);
            case FeelKind.Context:
                return Contexts(left.AsContext!, right.AsContext!, unknown, ref allowance);
            case FeelKind.Range:
                return Ranges(left.AsRange!, right.AsRange!, unknown, ref allowance);
            case FeelKind.Function:
                return Truths.Of(ReferenceEquals(left.Reference, right.Reference));
            default:
                return Truths.Of(left.Raw == right.Raw);
        }
    }

    private static FeelTruth Lists(FeelValue[] left, FeelValue[] right, bool unknown, ref int allowance)
    {
        if (left.Length != right.Length)
        {
            return FeelTruth.False;
        }

        var result = FeelTruth.True;
        for (var i = 0; i < left.Length && result != FeelTruth.False; i++)
        {
            result = result.And(Deep(left[i], right[i], unknown, true, ref allowance));
        }

        return result;
    }

    private static FeelTruth Contexts(FeelContext left, FeelContext right, bool unknown, ref int allowance)
    {
        if (left.Entries.Count != right.Entries.Count)
        {
            return FeelTruth.False;
        }

        var result = FeelTruth.True;
        foreach (var entry in left.Entries)
        {
            result = right.TryGet(entry.Key, out var other) ? result.And(Deep(entry.Value, other, unknown, true, ref allowance)) : FeelTruth.False;
            if (result == FeelTruth.False)
            {
                break;
            }
        }

        return result;
    }

    private static FeelTruth Ranges(FeelRange left, FeelRange right, bool unknown, ref int allowance)
    {
        if (left.LowIncluded != right.LowIncluded || left.HighIncluded != right.HighIncluded || left.Sign != right.Sign)
        {
            return FeelTruth.False;
        }

        var open = left.Sign is not null && unknown;
        var low = open && left.Low.IsNull && right.Low.IsNull ? FeelTruth.True : Deep(left.Low, right.Low, unknown, true, ref allowance);
        var high = open && left.High.IsNull && right.High.IsNull ? FeelTruth.True : Deep(left.High, right.High, unknown, true, ref allowance);
        return low.And(high);
    }
}
