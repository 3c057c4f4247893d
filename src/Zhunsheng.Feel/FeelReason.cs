namespace Zhunsheng.Feel;

/// <summary>Why a part of an expression came to null.</summary>
public enum FeelReasonKind
{
    /// <summary>A variable of the schema has no value.</summary>
    UnknownVariable,
    /// <summary>A name that the expression itself introduces (an item, an entry, a parameter) or the tested value is null here.</summary>
    UnknownItem,
    /// <summary>null is what was written.</summary>
    WrittenNull,
    /// <summary>A context has no entry, or a value no property, of that name.</summary>
    NoSuchEntry,
    /// <summary>The entry or property is there and null.</summary>
    NullEntry,
    /// <summary>An index lies outside the list.</summary>
    IndexOutside,
    /// <summary>The operands of an operator do not go together.</summary>
    WrongOperands,
    /// <summary>Two values cannot be compared.</summary>
    NotComparable,
    /// <summary>Where a condition must stand there is a value that is neither true nor false.</summary>
    NotABoolean,
    /// <summary>A division by zero.</summary>
    DivisionByZero,
    /// <summary>A result too great, or too small, for its kind.</summary>
    OutOfRange,
    /// <summary>An argument is of a kind that the function does not take, or their number does not fit.</summary>
    WrongArgument,
    /// <summary>What is called is no function.</summary>
    NotAFunction,
    /// <summary>The arguments are of the right kinds and the function has no result for them.</summary>
    NoResult,
    /// <summary>What a loop should run over is neither a list nor a range.</summary>
    NothingToRunOver,
    /// <summary>The evaluation took more steps than it may.</summary>
    AllowanceUsedUp,
    /// <summary>There is no reading of the clock.</summary>
    NoClock,
}

/// <summary>Why an expression came to null: the smallest part that explains it.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Offset">Where the part begins in the expression text, from 0, in UTF-16 units.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1, counted in characters.</param>
/// <param name="Text">The part as written.</param>
/// <param name="Message">The reason in Chinese, for the rule author.</param>
public sealed record FeelReason(FeelReasonKind Kind, int Offset, int Line, int Column, string Text, string Message)
{
    /// <summary>The variable concerned, for <see cref="FeelReasonKind.UnknownVariable"/>.</summary>
    public FeelVariable? Variable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}: {Message}";
}
