using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions that take lists apart and put them together (DMN 1.5, 10.3.4.4). Positions count from 1, or from the end when negative.</summary>
internal static class ListFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        new("list contains", FeelType.Boolean, [List("list"), Any("element")], Contains),
        new("sublist", AnyList, [List("list"), Number("start position"), Number("length").Optional().OrNull()],
            static a => Sublist(a[0].Items, a[1].Raw, a.Length > 2 ? a[2].AsNumber : null)) { ResultOf = SameList },
        new("append", AnyList, [List("list"), Any("item").Repeats()], static a => Limited([.. a[0].Items, .. a[1..]])) { ResultOf = Appended },
        new("concatenate", AnyList, [List("list").Repeats()], static a => Limited(Concatenated(a))) { ResultOf = AllLists },
        new("union", AnyList, [List("list").Repeats()], static (ReadOnlySpan<FeelValue> a, ref Run run) => Distinct(Concatenated(a), ref run)) { ResultOf = AllLists },
        new("distinct values", AnyList, [List("list")], static (ReadOnlySpan<FeelValue> a, ref Run run) => Distinct(a[0].Items, ref run)) { ResultOf = SameList },
        new("flatten", AnyList, [List("list")], static (ReadOnlySpan<FeelValue> a, ref Run run) => Flatten(a[0].Items, ref run)) { ResultOf = Flattened },
        new("insert before", AnyList, [List("list"), Number("position"), Any("newItem")], static a => InsertBefore(a[0].Items, a[1].Raw, a[2])) { ResultOf = SameList },
        new("remove", AnyList, [List("list"), Number("position")], static a => Remove(a[0].Items, a[1].Raw)) { ResultOf = SameList },
        new("reverse", AnyList, [List("list")], static a => FeelValue.OfOwned([.. a[0].Items.Reverse()])) { ResultOf = SameList },
        new("index of", FeelType.ListOf(FeelType.Number), [List("list"), Any("match")], static a => IndexOf(a[0].Items, a[1])),
        new("list replace", AnyList, [List("list"), Number("position"), Any("newItem")], static a => Replace(a[0].Items, a[1].Raw, a[2])) { ResultOf = SameList },
        new("list replace", AnyList, [List("list"), Of("match", Function), Any("newItem")], Replace) { ResultOf = SameList },
        new("sort", AnyList, [List("list"), Of("precedes", Function).Optional().OrNull()], Sort) { ResultOf = SameList },
    ];

    private static FeelType SameList(FeelType[] types) => types[0].Kind == FeelKind.List ? types[0] : types[0].Kind is null ? AnyList : FeelType.ListOf(types[0]);

    private static FeelType Appended(FeelType[] types) =>
        types[0].Kind == FeelKind.List && types.Skip(1).All(t => t == types[0].Item) ? types[0] : AnyList;

    private static FeelType AllLists(FeelType[] types) =>
        types.All(t => t.Kind == FeelKind.List && (t == types[0] || (t.Item is not null && t.Item == types[0].Item))) ? types[0] : AnyList;

    private static FeelType Flattened(FeelType[] types)
    {
        var type = types[0];
        while (type.Item is { Kind: FeelKind.List } inner)
        {
            type = inner;
        }

        return type.Kind == FeelKind.List ? type : AnyList;
    }

    private static FeelValue Limited(FeelValue[] items) => items.Length > Run.MostItems ? FeelValue.TooGreat : FeelValue.OfOwned(items);

    private static FeelValue[] Concatenated(ReadOnlySpan<FeelValue> lists)
    {
        var items = new List<FeelValue>();
        foreach (ref readonly var list in lists)
        {
            if (items.Count <= Run.MostItems)
            {
                items.AddRange(list.Items);
            }
        }

        return [.. items];
    }

    private static FeelValue Contains(ReadOnlySpan<FeelValue> arguments, ref Run run) =>
        ListContainsCode.Among(arguments[0].Items, arguments[1], run.Unknown).Value();

    private static FeelValue Sublist(FeelValue[] items, decimal start, decimal? length)
    {
        var from = Index(items, start);
        if (from < 0 || length is < 1)
        {
            return FeelValue.Null;
        }

        var count = length is { } wanted ? decimal.Truncate(wanted) : items.Length - from;
        return from + count > items.Length ? FeelValue.Null : FeelValue.OfOwned(items.AsSpan(from, (int)count).ToArray());
    }

    private static FeelValue InsertBefore(FeelValue[] items, decimal position, in FeelValue item)
    {
        var at = position == items.Length + 1 ? items.Length : Index(items, position);
        return at < 0 ? FeelValue.Null : Limited([.. items.AsSpan(0, at), item, .. items.AsSpan(at)]);
    }

    private static FeelValue Remove(FeelValue[] items, decimal position)
    {
        var at = Index(items, position);
        return at < 0 ? FeelValue.Null : FeelValue.OfOwned([.. items.AsSpan(0, at), .. items.AsSpan(at + 1)]);
    }

    private static FeelValue Replace(FeelValue[] items, decimal position, in FeelValue item)
    {
        var at = Index(items, position);
        if (at < 0)
        {
            return FeelValue.Null;
        }

        var result = (FeelValue[])items.Clone();
        result[at] = item;
        return FeelValue.OfOwned(result);
    }

    private static FeelValue Replace(ReadOnlySpan<FeelValue> arguments, ref Run run)
    {
        var result = (FeelValue[])arguments[0].Items.Clone();
        for (var i = 0; i < result.Length; i++)
        {
            var matches = arguments[1].AsFunction!.Invoke([result[i], arguments[2]], ref run);
            if (matches.Kind != FeelKind.Boolean)
            {
                return FeelValue.Null;
            }

            if (matches.IsTrue)
            {
                result[i] = arguments[2];
            }
        }

        return FeelValue.OfOwned(result);
    }

    private static FeelValue IndexOf(FeelValue[] items, in FeelValue match)
    {
        var found = new List<FeelValue>();
        for (var i = 0; i < items.Length; i++)
        {
            if (Equality.Same(items[i], match))
            {
                found.Add(FeelValue.Of(i + 1m));
            }
        }

        return FeelValue.OfOwned([.. found]);
    }

    private static FeelValue Distinct(FeelValue[] items, ref Run run)
    {
        var scalars = new HashSet<FeelValue>();
        var others = new List<FeelValue>();
        var result = new List<FeelValue>();
        foreach (var item in items)
        {
            bool isNew;
            if (item.Kind is FeelKind.Null or FeelKind.Boolean or FeelKind.Number or FeelKind.String or FeelKind.Date)
            {
                isNew = run.Spend(1) && scalars.Add(item);
            }
            else
            {
                if (!run.Spend(1 + (int)Math.Min(others.Count * (1 + (item.Weight >> 4)), int.MaxValue / 2)))
                {
                    return FeelValue.Null;
                }

                var value = item;
                isNew = !others.Exists(o => Equality.Same(o, value));
                others.Add(item);
            }

            if (isNew)
            {
                result.Add(item);
            }
        }

        return FeelValue.OfOwned([.. result]);
    }

    private static FeelValue Flatten(FeelValue[] items, ref Run run)
    {
        var result = new List<FeelValue>();
        return Flatten(items, result, ref run) ? FeelValue.OfOwned([.. result]) : FeelValue.Null;
    }

    private static bool Flatten(FeelValue[] items, List<FeelValue> result, ref Run run)
    {
        if (!run.Spend(items.Length + 1) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        foreach (var item in items)
        {
            if (item.Kind != FeelKind.List)
            {
                result.Add(item);
            }
            else if (result.Count > Run.MostItems || !Flatten(item.Items, result, ref run))
            {
                run.Session.GiveUp();
                return false;
            }
        }

        return true;
    }

    private static FeelValue Sort(ReadOnlySpan<FeelValue> arguments, ref Run run)
    {
        var items = (FeelValue[])arguments[0].Items.Clone();
        var precedes = arguments.Length > 1 ? arguments[1].AsFunction : null;
        return (precedes is not null && precedes.Parameters.Length != 2) || !MergeSort(items, new FeelValue[items.Length], 0, items.Length, precedes, ref run)
            ? FeelValue.Null
            : FeelValue.OfOwned(items);
    }

    /// <summary>A stable sort that an inconsistent function cannot confuse; false when two items cannot be compared or too much work is done.</summary>
    private static bool MergeSort(FeelValue[] items, FeelValue[] room, int from, int to, FeelFunction? precedes, ref Run run)
    {
        if (to - from < 2)
        {
            return true;
        }

        var middle = (from + to) / 2;
        if (!MergeSort(items, room, from, middle, precedes, ref run) || !MergeSort(items, room, middle, to, precedes, ref run))
        {
            return false;
        }

        Array.Copy(items, from, room, from, to - from);
        var (left, right) = (from, middle);
        for (var i = from; i < to; i++)
        {
            var takeRight = left >= middle;
            if (!takeRight && right < to)
            {
                if (!run.Spend(1) || !run.SpendOn(room[left]))
                {
                    return false;
                }

                if (precedes is not null)
                {
                    takeRight = precedes.Invoke([room[right], room[left]], ref run).IsTrue;
                }
                else if (Order.TryCompare(room[right], room[left], out var order))
                {
                    takeRight = order < 0;
                }
                else
                {
                    return false;
                }
            }

            items[i] = takeRight ? room[right++] : room[left++];
        }

        return true;
    }

    private static int Index(FeelValue[] items, decimal position)
    {
        position = decimal.Truncate(position);
        var index = position < 0 ? items.Length + position : position - 1;
        return index >= 0 && index < items.Length ? (int)index : -1;
    }
}
