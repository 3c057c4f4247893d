namespace Zhunsheng.Feel.Evaluation;

/// <summary>FEEL's <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>: numbers, texts, days, times and durations of the same kind; everything else is unknown.</summary>
internal static class Order
{
    /// <summary>Compares two values; false when they cannot be compared.</summary>
    public static bool TryCompare(in FeelValue left, in FeelValue right, out int result)
    {
        result = 0;
        if (left.Kind != right.Kind)
        {
            return false;
        }

        switch (left.Kind)
        {
            case FeelKind.Number or FeelKind.Date or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration:
                result = decimal.Compare(left.Raw, right.Raw);
                return true;
            case FeelKind.String:
                result = string.CompareOrdinal(left.Chars, right.Chars);
                return true;
            case FeelKind.Time or FeelKind.DateTime:
                if ((left.Zone is null) != (right.Zone is null))
                {
                    return false;
                }

                result = decimal.Compare(Instant(left), Instant(right));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The seconds of a time or date with time, at UTC where it has a zone.</summary>
    public static decimal Instant(in FeelValue value) => value.Zone is { } zone ? value.Raw - zone.OffsetOf(value) : value.Raw;

    /// <summary>Whether left and right stand in the relation.</summary>
    public static FeelTruth Holds(Comparison comparison, in FeelValue left, in FeelValue right) =>
        TryCompare(left, right, out var result) ? Holds(comparison, result) : FeelTruth.Unknown;

    /// <summary>Whether a comparison result is one that the relation wants.</summary>
    public static FeelTruth Holds(Comparison comparison, int result) => Truths.Of(comparison switch
    {
        Comparison.Less => result < 0,
        Comparison.LessOrEqual => result <= 0,
        Comparison.Greater => result > 0,
        _ => result >= 0,
    });

    /// <summary>Whether a value lies in a range whose ends may be open (null).</summary>
    public static FeelTruth Within(FeelRange range, in FeelValue value) =>
        (range.Low.IsNull ? FeelTruth.True : Holds(range.LowIncluded ? Comparison.GreaterOrEqual : Comparison.Greater, value, range.Low))
            .And(range.High.IsNull ? FeelTruth.True : Holds(range.HighIncluded ? Comparison.LessOrEqual : Comparison.Less, value, range.High));

    /// <summary>Whether a value lies in a range.</summary>
    public static FeelTruth Contains(FeelRange range, in FeelValue value, bool unknown)
    {
        if (range.Sign is "=" or "!=")
        {
            var equal = Equality.Test(value, range.Low, unknown);
            return range.Sign == "=" ? equal : equal.Not();
        }

        if (value.IsNull)
        {
            return FeelTruth.Unknown;
        }

        var low = range.Sign is "<" or "<=" ? FeelTruth.True : Holds(range.LowIncluded ? Comparison.GreaterOrEqual : Comparison.Greater, value, range.Low);
        var high = range.Sign is ">" or ">=" ? FeelTruth.True : Holds(range.HighIncluded ? Comparison.LessOrEqual : Comparison.Less, value, range.High);
        return low.And(high);
    }
}

/// <summary>The relations of order.</summary>
internal enum Comparison : byte
{
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&lt;=</summary>
    LessOrEqual,
    /// <summary>&gt;</summary>
    Greater,
    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}
