using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>Whether values are of a type, and FEEL's implicit conversions: a list of one item for the item, an item for a list of one, a date for its midnight.</summary>
internal static class Coercion
{
    /// <summary>Whether the value is of the type; null is of none.</summary>
    public static bool IsInstance(in FeelValue value, FeelType type)
    {
        if (value.IsNull)
        {
            return type.Kind == FeelKind.Null;
        }

        if (type.Kind is null)
        {
            return true;
        }

        if (value.Kind != type.Kind || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        switch (type.Kind)
        {
            case FeelKind.String when type.AllowedValues is { } allowed:
                return allowed.Contains(value.Chars);
            case FeelKind.Number or FeelKind.Date when type.AllowedRange is { } allowed:
                return Order.Within(allowed, value) == FeelTruth.True;
            case FeelKind.List when type.Item is { Kind: not null } item:
                return AllItems(value.Items, item);
            case FeelKind.Context when type.Entries is { } entries:
                return AllEntries(value.AsContext!, entries);
            case FeelKind.Function when type.Parameters is not null:
                return Conforms(value.AsFunction!.Type, type);
            case FeelKind.Range when type.Item is { Kind: not null } end:
                var range = value.AsRange!;
                return (range.Low.IsNull || IsInstance(range.Low, end)) && (range.High.IsNull || IsInstance(range.High, end));
            default:
                return true;
        }
    }

    /// <summary>Whether every value of a type is one of another; parameters of functions the other way round. What is not known conforms.</summary>
    private static bool Conforms(FeelType type, FeelType wanted)
    {
        if (type.Kind is null || wanted.Kind is null || type.Kind == FeelKind.Null)
        {
            return true;
        }

        if (type.Kind != wanted.Kind || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        if (type.Item is { } item && wanted.Item is { } wantedItem && !Conforms(item, wantedItem))
        {
            return false;
        }

        if (type.Entries is { } entries && wanted.Entries is { } wantedEntries)
        {
            return wantedEntries.All(e => entries.TryGetValue(e.Key, out var entry) && Conforms(entry, e.Value));
        }

        return type.Parameters is not { } parameters || wanted.Parameters is not { } wantedParameters
            || (parameters.Length == wantedParameters.Length && parameters.Zip(wantedParameters).All(p => Conforms(p.Second, p.First)) && Conforms(type.Result!, wanted.Result!));
    }

    private static bool AllItems(FeelValue[] items, FeelType type)
    {
        foreach (ref readonly var item in items.AsSpan())
        {
            if (!item.IsNull && !IsInstance(item, type))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AllEntries(FeelContext context, ImmutableDictionary<string, FeelType> types)
    {
        foreach (var (name, type) in types)
        {
            if (!context.TryGet(name, out var value) || (!value.IsNull && !IsInstance(value, type)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value as one of the type; null when it cannot be one.</summary>
    public static FeelValue To(in FeelValue value, FeelType type)
    {
        if (value.IsNull || type.Kind is null || IsInstance(value, type))
        {
            return value;
        }

        if (type.Kind == FeelKind.List && value.Kind != FeelKind.List)
        {
            var item = type.Item is { } wanted ? To(value, wanted) : value;
            return item.IsNull ? FeelValue.Null : FeelValue.OfOwned([item]);
        }

        if (value.Kind == FeelKind.List)
        {
            return type.Kind != FeelKind.List && value.Items.Length == 1 && value.Items[0].Kind != FeelKind.List ? To(value.Items[0], type) : FeelValue.Null;
        }

        return value.Kind == FeelKind.Date && type.Kind == FeelKind.DateTime
            ? FeelValue.OfDateTime(value.Raw * FeelValue.SecondsPerDay, FeelZone.Utc)
            : FeelValue.Null;
    }
}
