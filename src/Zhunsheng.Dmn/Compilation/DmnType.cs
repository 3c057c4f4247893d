using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>
/// A type of a model: what values conform to it, and what a value that does not is made into (DMN 1.5, 10.3.2.9.4): the only item of a list for a single value,
/// a list of one for a list, midnight for a day, and otherwise null. Filled in once while the model is compiled, then never changed.
/// </summary>
internal sealed class DmnType
{
    /// <summary>A type without any condition.</summary>
    public static DmnType Any => new("Any");

    public DmnType(string name) => Name = name;

    /// <summary>A type of one kind.</summary>
    public DmnType(string name, FeelType feel)
    {
        Name = name;
        Kind = feel.Kind;
        Feel = feel;
    }

    public string Name { get; }

    /// <summary>The kind that values must be of; null for any (or where another part of the type says it).</summary>
    public FeelKind? Kind { get; }

    /// <summary>The type that this one narrows down.</summary>
    public DmnType? Base { get; set; }

    /// <summary>For a list: the type of its items.</summary>
    public DmnType? Item { get; set; }

    /// <summary>For a context: the entries that it must have.</summary>
    public ImmutableArray<KeyValuePair<string, DmnType>>? Components { get; set; }

    /// <summary>For a function: the types of its parameters.</summary>
    public ImmutableArray<DmnType>? Parameters { get; set; }

    /// <summary>For a function: what it gives.</summary>
    public DmnType? Output { get; set; }

    /// <summary>Unary tests that the value must pass.</summary>
    public FeelExpression? Test { get; set; }

    /// <summary>The values that the tests list, in order, where they do; for the priorities of a decision table.</summary>
    public ImmutableArray<FeelValue> Listed { get; set; } = [];

    /// <summary>The type as expressions know it.</summary>
    public FeelType Feel { get; set; } = FeelType.Any;

    /// <summary>Whether there is nothing that it asks of a value.</summary>
    public bool IsAny => Kind is null && Base is null && Item is null && Components is null && Test is null;

    /// <summary>Whether it is the type of a function.</summary>
    public bool IsFunction => Kind == FeelKind.Function || Base?.IsFunction == true;

    /// <summary>What a function of this type gives; null when it does not say.</summary>
    public DmnType? FunctionOutput => Output ?? Base?.FunctionOutput;

    /// <summary>The values that this type or the one it narrows down lists.</summary>
    public ImmutableArray<FeelValue> ListedValues => Listed.IsEmpty && Base is not null ? Base.ListedValues : Listed;

    /// <summary>Whether the value is one of the type; null always is.</summary>
    public bool Conforms(in FeelValue value)
    {
        if (value.IsNull)
        {
            return true;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || (Kind is { } kind && value.Kind != kind) || (Base is { } narrowed && !narrowed.Conforms(value)))
        {
            return false;
        }

        if (Item is { } item)
        {
            if (value.AsList is not { } list)
            {
                return false;
            }

            foreach (var element in list)
            {
                if (!item.Conforms(element))
                {
                    return false;
                }
            }
        }

        if (Components is { } components)
        {
            if (value.AsContext is not { } context)
            {
                return false;
            }

            foreach (var component in components)
            {
                if (!context.TryGet(component.Key, out var entry) || !component.Value.Conforms(entry))
                {
                    return false;
                }
            }
        }

        return Test is null || Test.Test([], value) == true;
    }

    /// <summary>The value, or what it is made into; null when it cannot be one of the type.</summary>
    public FeelValue Coerce(in FeelValue value)
    {
        if (IsAny || Conforms(value))
        {
            return value;
        }

        if (value.AsList is { Count: 1 } single && !IsList && Conforms(single[0]))
        {
            return single[0];
        }

        if (value.Kind != FeelKind.List && IsList)
        {
            var list = FeelValue.ListOf([value]);
            return Conforms(list) ? list : FeelValue.Null;
        }

        if (value.Kind == FeelKind.Date)
        {
            var midnight = Midnight(value);
            return Conforms(midnight) ? midnight : FeelValue.Null;
        }

        return FeelValue.Null;
    }

    private static FeelValue Midnight(in FeelValue day) =>
        FeelCompiler.Expression("date and time(day, time(\"00:00:00Z\"))", new FeelSchema([new("day", FeelType.Date)])).Expression!.Evaluate([day]);

    private bool IsList => Item is not null || Kind == FeelKind.List || Base?.IsList == true;
}
