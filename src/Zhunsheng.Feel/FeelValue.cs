using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;

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
    private readonly FeelKind _kind;
    private readonly FeelTruth _truth;

    private FeelValue(FeelKind kind, decimal number, object? reference)
    {
        _kind = kind;
        _number = number;
        _reference = reference;
    }

    private FeelValue(bool value)
    {
        _kind = FeelKind.Boolean;
        _number = value ? 1m : 0m;
        _truth = value ? FeelTruth.True : FeelTruth.False;
    }

    /// <summary>The kind of this value.</summary>
    public FeelKind Kind => _kind;

    /// <summary>The value as a truth value: what is no boolean is unknown.</summary>
    public FeelTruth Truth => _truth;

    /// <summary>The null value: unknown.</summary>
    public static FeelValue Null => default;

    /// <summary>The value true.</summary>
    public static FeelValue True { get; } = new(true);

    /// <summary>The value false.</summary>
    public static FeelValue False { get; } = new(false);

    /// <summary>Whether this is null.</summary>
    public bool IsNull => Kind == FeelKind.Null;

    /// <summary>Whether this is the boolean true (a null is not).</summary>
    public bool IsTrue => _truth == FeelTruth.True;

    /// <summary>Whether this is the boolean false (a null is not).</summary>
    public bool IsFalse => _truth == FeelTruth.False;

    /// <summary>A boolean, or null for an unknown one.</summary>
    public static FeelValue Of(bool? value) => value is null ? Null : value.Value ? True : False;

    /// <summary>A number.</summary>
    public static FeelValue Of(decimal value) => new(FeelKind.Number, value, null);

    /// <summary>A text; a null reference becomes null.</summary>
    public static FeelValue Of(string? value) => value is null ? Null : new(FeelKind.String, 0m, value);

    /// <summary>A day.</summary>
    public static FeelValue Of(DateOnly value) => new(FeelKind.Date, value.DayNumber, null);

    /// <summary>A list; null when it consists of more than 5 million values.</summary>
    public static FeelValue Of(ImmutableArray<FeelValue> items) => OfOwned(items.IsDefault ? [] : items.ToArray());

    /// <summary>A list; null when it consists of more than 5 million values.</summary>
    public static FeelValue ListOf(params IEnumerable<FeelValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return OfOwned(items.ToArray());
    }

    /// <summary>A list of texts.</summary>
    public static FeelValue ListOf(IEnumerable<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return OfOwned(items.Select(Of).ToArray());
    }

    /// <summary>A context; null when it consists of more than 5 million values.</summary>
    public static FeelValue Of(FeelContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Weight > MostWeight ? TooGreat : new(FeelKind.Context, 0m, context);
    }

    /// <summary>The boolean, or null when this is not a boolean.</summary>
    public bool? AsBoolean => _truth == FeelTruth.Unknown ? null : _truth == FeelTruth.True;

    /// <summary>The number, or null when this is not a number.</summary>
    public decimal? AsNumber => Kind == FeelKind.Number ? _number : null;

    /// <summary>The text, or null when this is not a text.</summary>
    public string? AsString => Kind == FeelKind.String ? (string)_reference! : null;

    /// <summary>The day, or null when this is not a date (or one outside the years 1 to 9999, which FEEL knows and <see cref="DateOnly"/> does not).</summary>
    public DateOnly? AsDate => Kind == FeelKind.Date && _number >= 0 && _number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)_number) : null;

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

        if (IsNull || ReferenceEquals(_reference, other._reference))
        {
            return true;
        }

        return Kind switch
        {
            FeelKind.List => RuntimeHelpers.TryEnsureSufficientExecutionStack() && Items.AsSpan().SequenceEqual(other.Items),
            FeelKind.Context => RuntimeHelpers.TryEnsureSufficientExecutionStack() && Equals(_reference, other._reference),
            _ => Equals(_reference, other._reference),
        };
    }

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        // A list's hash looks at its length and its first scalar only: lists may be nested deeply and share their parts.
        FeelKind.List => HashCode.Combine(Kind, Items.Length, Items.Length > 0 && Items[0].Kind < FeelKind.List ? Items[0].GetHashCode() : 0),
        FeelKind.Context => HashCode.Combine(Kind, ((FeelContext)_reference!).Entries.Count),
        FeelKind.Null => 0,
        _ => HashCode.Combine(Kind, _number, _reference),
    };

    /// <summary>Data equality.</summary>
    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);

    /// <summary>Data inequality.</summary>
    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);

    /// <summary>The value as it would be written in FEEL: texts in quotes, dates as <c>@"2025-01-01"</c>.</summary>
    public override string ToString() => FeelText.Literal(this);

    /// <summary>The null in the place of a value that is too great to be made: whoever evaluates must give up (<see cref="Run.Bounded"/>), since this is not an unknown.</summary>
    internal static FeelValue TooGreat { get; } = new(FeelKind.Null, 0m, new object());

    /// <summary>Whether this null stands for a value that is too great to be made.</summary>
    internal bool IsTooGreat => _kind == FeelKind.Null && _reference is not null;

    /// <summary>How many values a value may consist of, counted as often as they are reached: parts may be shared, and then a small value can be endless to walk.</summary>
    internal const long MostWeight = 5_000_000;

    /// <summary>A list from its items, without copying; null when it is too heavy. The number inside is its weight.</summary>
    internal static FeelValue OfOwned(FeelValue[] items)
    {
        var weight = 1L;
        foreach (ref readonly var item in items.AsSpan())
        {
            weight += item.Weight;
        }

        return weight > MostWeight ? TooGreat : new(FeelKind.List, weight, items);
    }

    /// <summary>How many values this one consists of; 32 characters of a text count as one.</summary>
    internal long Weight => Kind switch
    {
        FeelKind.List => (long)_number,
        FeelKind.Context => ((FeelContext)_reference!).Weight,
        FeelKind.String => 1 + (((string)_reference!).Length / 32),
        _ => 1,
    };

    /// <summary>The number inside: of a number itself, of a boolean 1 or 0, of temporal values days, seconds or months.</summary>
    internal decimal Raw => _number;

    /// <summary>The object inside: text, items, context, range, function, or the zone of a time.</summary>
    internal object? Reference => _reference;

    /// <summary>The items of a list, for reading only.</summary>
    internal FeelValue[] Items => (FeelValue[])_reference!;

    /// <summary>The characters of a text.</summary>
    internal string Chars => (string)_reference!;
}
