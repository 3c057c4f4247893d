using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions over contexts (DMN 1.5, 10.3.4.6), and <c>get or else</c>, which the standard does not have.</summary>
internal static class ContextFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        new("get value", FeelType.Any, [Of("m", AnyContext), Text("key")], static a => a[0].AsContext![a[1].Chars]),
        new("get entries", FeelType.ListOf(AnyContext), [Of("m", AnyContext)], static a => Entries(a[0].AsContext!)),
        new("context", AnyContext, [Of("entries", FeelType.ListOf(AnyContext))], static a => FromEntries(a[0].Items)),
        new("context put", AnyContext, [Of("context", AnyContext), Text("key"), Any("value")], static a => Put(a[0].AsContext!, [a[1]], a[2])),
        new("context put", AnyContext, [Of("context", AnyContext), Of("keys", FeelType.ListOf(FeelType.String)), Any("value")],
            static a => Put(a[0].AsContext!, a[1].Items, a[2])),
        new("get or else", FeelType.Any, [Any("value"), Any("default")], static a => a[0].IsNull ? a[1] : a[0])
        {
            ResultOf = static t => Binding.Types.Join(t[0], t[1]),
        },
        new("context merge", AnyContext, [Of("contexts", FeelType.ListOf(AnyContext))], static (ReadOnlySpan<FeelValue> a, ref Run run) => Merge(a[0].Items, ref run)),
    ];

    private static FeelValue Entries(FeelContext context) =>
        FeelValue.ListOf(context.Entries.Select(e => FeelValue.Of(new FeelContext([new("key", FeelValue.Of(e.Key)), new("value", e.Value)]))));

    private static FeelValue FromEntries(FeelValue[] items)
    {
        var names = new HashSet<string>();
        var entries = new List<KeyValuePair<string, FeelValue>>();
        foreach (var item in items)
        {
            if (item.AsContext is not { } entry || entry["key"].AsString is not { } key || !entry.TryGet("value", out var value) || !names.Add(key))
            {
                return FeelValue.Null;
            }

            entries.Add(new(key, value));
        }

        return FeelValue.Of(new FeelContext(entries));
    }

    private static FeelValue Put(FeelContext context, ReadOnlySpan<FeelValue> keys, in FeelValue value)
    {
        if (keys.Length is 0 or > 100 || keys[0].AsString is not { } key)
        {
            return FeelValue.Null;
        }

        var inner = value;
        if (keys.Length > 1)
        {
            inner = context.TryGet(key, out var old) && old.AsContext is { } nested ? Put(nested, keys[1..], value) : FeelValue.Null;
            if (inner.IsNull)
            {
                return FeelValue.Null;
            }
        }

        return FeelValue.Of(new FeelContext([.. context.Entries, new(key, inner)]));
    }

    private static FeelValue Merge(FeelValue[] contexts, ref Run run)
    {
        var entries = new List<KeyValuePair<string, FeelValue>>();
        foreach (var item in contexts)
        {
            if (item.AsContext is not { } context)
            {
                return FeelValue.Null;
            }

            // Entries go into a table, which takes longer than walking over them.
            if (entries.Count > Run.MostItems || !run.Spend(context.Entries.Count / 4))
            {
                return FeelValue.TooGreat;
            }

            entries.AddRange(context.Entries);
        }

        return FeelValue.Of(new FeelContext(entries));
    }
}
