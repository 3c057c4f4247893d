using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Zhunsheng.Feel;

/// <summary>
/// One FEEL value. A struct, so that scalars are never boxed. <c>default</c> is null.
/// Equality (<see cref="Equals(FeelValue)"/>) is that of data: same kind and same content; numbers compare by value (1.0 equals 1).
/// FEEL's own three-valued <c>=</c> is a matter of evaluation, not of this type.
/// </summary>
public readonly partial struct FeelValue : IEquatable<FeelValue>
{
    private readonly object? _reference;
    private readonly decimal _number;

    private FeelValue(FeelKind kind, decimal number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    /// <summary>The kind of this value.</summary>
    public FeelKind Kind { get; }

    /// <summary>The null value: unknown.</summary>
    public static FeelValue Null => default;

    /// <summary>The value true.</summary>
    public static FeelValue True { get; } = new(FeelKind.Boolean, 1m, null);

    /// <summary>The value false.</summary>
    public static FeelValue False { get; } = new(FeelKind.Boolean, 0m, null);

    /// <summary>Whether this is null.</summary>
    public bool IsNull => Kind == FeelKind.Null;

    /// <summary>Whether this is the boolean true (a null is not).</summary>
    public bool IsTrue => Kind == FeelKind.Boolean && _number != 0m;

    /// <summary>Whether this is the boolean false (a null is not).</summary>
    public bool IsFalse => Kind == FeelKind.Boolean && _number == 0m;

    /// <summary>A boolean, or null for an unknown one.</summary>
    public static FeelValue Of(bool? value) => value is null ? Null : value.Value ? True : False;

    /// <summary>A number.</summary>
    public static FeelValue Of(decimal value) => new(FeelKind.Number, value, null);

    /// <summary>A text; a null reference becomes null.</summary>
    public static FeelValue Of(string? value) => value is null ? Null : new(FeelKind.String, 0m, value);

    /// <summary>A day.</summary>
    public static FeelValue Of(DateOnly value) => new(FeelKind.Date, value.DayNumber, null);

    /// <summary>A list.</summary>
    public static FeelValue Of(ImmutableArray<FeelValue> items) => new(FeelKind.List, 0m, items.IsDefault ? [] : items.ToArray());

    /// <summary>A list.</summary>
    public static FeelValue ListOf(params IEnumerable<FeelValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(FeelKind.List, 0m, items.ToArray());
    }

    /// <summary>A list of texts.</summary>
    public static FeelValue ListOf(IEnumerable<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(FeelKind.List, 0m, items.Select(Of).ToArray());
    }

    /// <summary>A context.</summary>
    public static FeelValue Of(FeelContext context) => new(FeelKind.Context, 0m, context);

    /// <summary>The boolean, or null when this is not a boolean.</summary>
    public bool? AsBoolean => Kind == FeelKind.Boolean ? _number != 0m : null;

    /// <summary>The number, or null when this is not a number.</summary>
    public decimal? AsNumber => Kind == FeelKind.Number ? _number : null;

    /// <summary>The text, or null when this is not a text.</summary>
    public string? AsString => Kind == FeelKind.String ? (string)_reference! : null;

    /// <summary>The day, or null when this is not a date.</summary>
    public DateOnly? AsDate => Kind == FeelKind.Date ? DateOnly.FromDayNumber((int)_number) : null;

    /// <summary>The items, or null when this is not a list.</summary>
    public IReadOnlyList<FeelValue>? AsList => Kind == FeelKind.List ? (FeelValue[])_reference! : null;

    /// <summary>The context, or null when this is not a context.</summary>
    public FeelContext? AsContext => Kind == FeelKind.Context ? (FeelContext)_reference! : null;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is FeelValue other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(FeelValue other)
    {
        if (Kind != other.Kind || _number != other._number)
        {
            return false;
        }

        return Kind switch
        {
            FeelKind.List => ((FeelValue[])_reference!).AsSpan().SequenceEqual((FeelValue[])other._reference!),
            _ => Equals(_reference, other._reference),
        };
    }

    /// <inheritdoc/>
    public override int GetHashCode() => Kind == FeelKind.List
        ? ((FeelValue[])_reference!).Aggregate(17, (hash, item) => HashCode.Combine(hash, item.GetHashCode()))
        : HashCode.Combine(Kind, _number, _reference);

    /// <summary>Data equality.</summary>
    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);

    /// <summary>Data inequality.</summary>
    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);

    /// <summary>A list from its items, without copying.</summary>
    internal static FeelValue OfOwned(FeelValue[] items) => new(FeelKind.List, 0m, items);
}
