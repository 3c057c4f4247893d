namespace Zhunsheng.Feel.Evaluation;

/// <summary>What a loop runs over: the items of a list, or the whole numbers or days from one end to the other, which are not laid out in memory.</summary>
internal readonly struct Sequence
{
    private readonly FeelValue[]? _items;
    private readonly decimal _from;
    private readonly int _step;
    private readonly bool _days;

    private Sequence(FeelValue[]? items, decimal from, int step, int count, bool days)
    {
        _items = items;
        _from = from;
        _step = step;
        Count = count;
        _days = days;
    }

    /// <summary>How many items there are.</summary>
    public int Count { get; }

    /// <summary>Whether there are none because there would be more than a list may have.</summary>
    public bool IsTooLong => Count < 0;

    /// <summary>One of them.</summary>
    public FeelValue this[int index] => _items is not null
        ? _items[index]
        : _days ? FeelValue.OfDay(_from + (index * _step)) : FeelValue.Of(_from + (index * _step));

    /// <summary>The items of a value: of a list its own, of a closed range of whole numbers or days what lies in it, of any other value itself. None for null.</summary>
    public static bool TryOf(in FeelValue value, out Sequence sequence)
    {
        sequence = default;
        switch (value.Kind)
        {
            case FeelKind.List:
                sequence = new(value.Items, 0, 1, value.Items.Length, false);
                return true;
            case FeelKind.Null:
                return false;
            case FeelKind.Range:
                var range = value.AsRange!;
                if (range.Sign is not null || !Whole(range.Low) || range.Low.Kind != range.High.Kind)
                {
                    return false;
                }

                var low = range.LowIncluded ? range.Low.Raw : range.Low.Raw + 1;
                var high = range.HighIncluded ? range.High.Raw : range.High.Raw - 1;
                return low <= high && TryFromTo(low, high, range.Low.Kind == FeelKind.Date, out sequence);
            default:
                sequence = new([value], 0, 1, 1, false);
                return true;
        }
    }

    /// <summary>The items of <c>from..to</c>, upwards or downwards; none unless both are whole numbers or both are days.</summary>
    public static bool TryOf(in FeelValue from, in FeelValue to, out Sequence sequence)
    {
        sequence = default;
        return from.Kind == to.Kind && Whole(from) && Whole(to) && TryFromTo(from.Raw, to.Raw, from.Kind == FeelKind.Date, out sequence);
    }

    private static bool Whole(in FeelValue value) =>
        value.Kind == FeelKind.Date || (value.Kind == FeelKind.Number && decimal.Truncate(value.Raw) == value.Raw && Math.Abs(value.Raw) < 1_000_000_000_000_000m);

    private static bool TryFromTo(decimal from, decimal to, bool days, out Sequence sequence)
    {
        var count = Math.Abs(to - from) + 1;
        sequence = count <= Run.MostItems ? new(null, from, to >= from ? 1 : -1, (int)count, days) : new(null, 0, 0, -1, false);
        return count <= Run.MostItems;
    }
}
