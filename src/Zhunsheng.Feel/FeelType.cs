using System.Collections.Immutable;

namespace Zhunsheng.Feel;

/// <summary>
/// A type that an author declared or that the checker worked out. Used to find mistakes before anything runs; at run time values carry their own kind.
/// </summary>
public sealed record FeelType
{
    private FeelType(FeelKind? kind) => Kind = kind;

    /// <summary>The kind; null for Any.</summary>
    public FeelKind? Kind { get; }

    /// <summary>For a list: the type of its items; for a range: the type of its points.</summary>
    public FeelType? Item { get; private init; }

    /// <summary>For a context: its entries and their types; null when any entry is allowed.</summary>
    public ImmutableDictionary<string, FeelType>? Entries { get; private init; }

    /// <summary>For a function: the types of its parameters, in order; null when nothing is said.</summary>
    public ImmutableArray<FeelType>? Parameters { get; private init; }

    /// <summary>For a function whose parameters are known: the type of its result.</summary>
    public FeelType? Result { get; private init; }

    /// <summary>For a text: the only values it can take; null when any. Lets the checker find comparisons that can never hold.</summary>
    public ImmutableArray<string>? AllowedValues { get; private init; }

    /// <summary>For a number or a date: the range that its values lie in; null when any. Lets the checker find conditions that can never or always hold.</summary>
    public FeelRange? AllowedRange { get; private init; }

    /// <summary>Nothing is known about the type.</summary>
    public static FeelType Any { get; } = new((FeelKind?)null);

    /// <summary>true or false.</summary>
    public static FeelType Boolean { get; } = new(FeelKind.Boolean);

    /// <summary>A number.</summary>
    public static FeelType Number { get; } = new(FeelKind.Number);

    /// <summary>A text.</summary>
    public static FeelType String { get; } = new(FeelKind.String);

    /// <summary>A day.</summary>
    public static FeelType Date { get; } = new(FeelKind.Date);

    /// <summary>The null literal.</summary>
    public static FeelType Null { get; } = new(FeelKind.Null);

    /// <summary>A type of one kind without further detail.</summary>
    public static FeelType Of(FeelKind kind) => new(kind);

    /// <summary>A text out of a closed set.</summary>
    public static FeelType OneOf(IEnumerable<string> values) => new(FeelKind.String) { AllowedValues = [.. values] };

    /// <summary>A number or a date that lies in a range; an end that is null is open.</summary>
    public static FeelType Within(FeelRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        var kind = range.Low.IsNull ? range.High.Kind : range.Low.Kind;
        return kind is FeelKind.Number or FeelKind.Date
            ? new(kind) { AllowedRange = range }
            : throw new ArgumentException("Only numbers and dates can be bounded by a range.", nameof(range));
    }

    /// <summary>A list.</summary>
    public static FeelType ListOf(FeelType item) => new(FeelKind.List) { Item = item };

    /// <summary>A context with known entries.</summary>
    public static FeelType ContextOf(IEnumerable<KeyValuePair<string, FeelType>> entries) =>
        new(FeelKind.Context) { Entries = entries.ToImmutableDictionary() };

    /// <summary>A range of points of a type.</summary>
    public static FeelType RangeOf(FeelType point) => new(FeelKind.Range) { Item = point };

    /// <summary>A function from parameters of some types to a result of a type.</summary>
    public static FeelType FunctionOf(IEnumerable<FeelType> parameters, FeelType result) => new(FeelKind.Function) { Parameters = [.. parameters], Result = result };

    /// <summary>Whether two types are the same in all their detail.</summary>
    public bool Equals(FeelType? other) =>
        other is not null && Kind == other.Kind && Equals(Item, other.Item) && Same(AllowedValues, other.AllowedValues) && SameEntries(Entries, other.Entries)
        && AllowedRange == other.AllowedRange && Same(Parameters, other.Parameters) && Equals(Result, other.Result);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Item, Entries?.Count, AllowedValues?.Length);

    private static bool Same<T>(ImmutableArray<T>? left, ImmutableArray<T>? right) =>
        left is null || right is null ? left is null == right is null : left.Value.SequenceEqual(right.Value);

    private static bool SameEntries(ImmutableDictionary<string, FeelType>? left, ImmutableDictionary<string, FeelType>? right) =>
        left is null || right is null ? left is null == right is null : left.Count == right.Count && left.All(e => right.TryGetValue(e.Key, out var type) && type == e.Value);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        null => "Any",
        FeelKind.List => $"list<{Item?.ToString() ?? "Any"}>",
        FeelKind.Null => "null",
        FeelKind.Boolean => "boolean",
        FeelKind.Number => "number",
        FeelKind.String => "string",
        FeelKind.Date => "date",
        FeelKind.Time => "time",
        FeelKind.DateTime => "date and time",
        FeelKind.DaysTimeDuration => "days and time duration",
        FeelKind.YearsMonthsDuration => "years and months duration",
        FeelKind.Context => "context",
        FeelKind.Range => "range",
        _ => Parameters is { } parameters ? $"function<{string.Join(", ", parameters)}> -> {Result}" : "function",
    };
}
