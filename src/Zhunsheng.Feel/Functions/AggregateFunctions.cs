using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions that make one value of many: of a list, or of several arguments (DMN 1.5, 10.3.4.4).</summary>
internal static class AggregateFunctions
{
    private delegate FeelValue Fold(ReadOnlySpan<FeelValue> items);

    public static IEnumerable<FeelBuiltin> All =>
    [
        new("count", FeelType.Number, [List("list")], static a => FeelValue.Of((decimal)a[0].Items.Length)),
        .. Both("min", null, static i => Extreme(i, -1)),
        .. Both("max", null, static i => Extreme(i, 1)),
        .. Both("sum", null, Sum),
        .. Both("mean", null, Mean),
        .. Both("median", FeelType.Number, Median),
        .. Both("stddev", FeelType.Number, Deviation),
        .. Both("product", FeelType.Number, Product),
        .. Both("mode", FeelType.ListOf(FeelType.Number), Mode),
        .. Both("all", FeelType.Boolean, static i => Logic(i, true)),
        .. Both("any", FeelType.Boolean, static i => Logic(i, false)),
    ];

    private static FeelBuiltin[] Both(string name, FeelType? result, Fold fold)
    {
        var type = result ?? FeelType.Any;
        return
        [
            new(name, type, [List("list")], a => fold(a[0].Items))
            {
                ResultOf = result is null ? static t => t[0].Kind == FeelKind.List ? t[0].Item ?? FeelType.Any : t[0] : null,
            },
            new(name, type, [Any("c1"), Any("c2").Repeats()], a => fold(a))
            {
                ResultOf = result is null ? static t => Array.TrueForAll(t, x => x.Kind == t[0].Kind) ? t[0] : FeelType.Any : null,
            },
        ];
    }

    private static FeelValue Extreme(ReadOnlySpan<FeelValue> items, int sign)
    {
        if (items.Length == 0)
        {
            return FeelValue.Null;
        }

        var best = items[0];
        foreach (ref readonly var item in items)
        {
            if (!Order.TryCompare(item, best, out var order))
            {
                return FeelValue.Null;
            }

            if (Math.Sign(order) == sign)
            {
                best = item;
            }
        }

        return best;
    }

    private static FeelValue Sum(ReadOnlySpan<FeelValue> items)
    {
        if (items.Length == 0 || items[0].Kind is not (FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration))
        {
            return FeelValue.Null;
        }

        var sum = items[0];
        foreach (ref readonly var item in items[1..])
        {
            sum = item.Kind == sum.Kind ? Arithmetic.Add(sum, item) : FeelValue.Null;
        }

        // A part of the sum may be too great while the whole is not.
        return sum.IsNull && Numbers(items) is { } numbers ? Arithmetic.OfNumber(Fraction.Sum(numbers).Value()) : sum;
    }

    private static FeelValue Mean(ReadOnlySpan<FeelValue> items)
    {
        var mean = Arithmetic.Divide(Sum(items), FeelValue.Of((decimal)Math.Max(1, items.Length)));
        return mean.IsNull && Numbers(items) is { Length: > 0 } numbers ? Arithmetic.OfNumber(Fraction.Sum(numbers).Over(numbers.Length).Value()) : mean;
    }

    private static FeelValue Product(ReadOnlySpan<FeelValue> items)
    {
        var product = items.Length == 0 ? FeelValue.Null : FeelValue.Of(1m);
        foreach (ref readonly var item in items)
        {
            product = item.Kind == FeelKind.Number ? Arithmetic.Multiply(product, item) : FeelValue.Null;
        }

        return product;
    }

    private static FeelValue Median(ReadOnlySpan<FeelValue> items)
    {
        if (Numbers(items) is not { Length: > 0 } numbers)
        {
            return FeelValue.Null;
        }

        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1
            ? FeelValue.Of(numbers[middle])
            : Mean([FeelValue.Of(numbers[middle - 1]), FeelValue.Of(numbers[middle])]);
    }

    /// <summary>The deviation of a sample: over n − 1.</summary>
    private static FeelValue Deviation(ReadOnlySpan<FeelValue> items) =>
        Numbers(items) is { Length: > 1 } numbers ? Arithmetic.OfNumber(Fraction.Variance(numbers).Root()) : FeelValue.Null;

    private static FeelValue Mode(ReadOnlySpan<FeelValue> items)
    {
        if (Numbers(items) is not { } numbers)
        {
            return FeelValue.Null;
        }

        var groups = numbers.GroupBy(n => n).ToList();
        var most = groups.Count == 0 ? 0 : groups.Max(g => g.Count());
        return FeelValue.ListOf(groups.Where(g => g.Count() == most).Select(g => g.Key).Order().Select(FeelValue.Of));
    }

    private static FeelValue Logic(ReadOnlySpan<FeelValue> items, bool all)
    {
        var result = Truths.Of(all);
        foreach (ref readonly var item in items)
        {
            result = all ? result.And(Truths.Of(item)) : result.Or(Truths.Of(item));
        }

        return result.Value();
    }

    private static decimal[]? Numbers(ReadOnlySpan<FeelValue> items)
    {
        var numbers = new decimal[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Kind != FeelKind.Number)
            {
                return null;
            }

            numbers[i] = items[i].Raw;
        }

        return numbers;
    }
}
