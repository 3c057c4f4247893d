using System.Collections.Immutable;

namespace Zhunsheng.Feel;

/// <summary>
/// How null is treated in comparisons and conditions.
/// </summary>
public enum FeelNullMode
{
    /// <summary>As DMN 1.5 has it: <c>null = 1</c> is false, <c>if null</c> takes the else branch, a unary test on null is false.</summary>
    Standard,

    /// <summary>
    /// Null means "not known", and stays so: <c>=</c>, <c>!=</c>, <c>in</c>, unary tests and <c>list contains</c> with a null operand give null
    /// (a comparison with the literal <c>null</c> still asks whether the value is known and gives true or false);
    /// <c>if</c> with a null condition gives null unless both branches give the same value; <c>some</c> and <c>every</c> follow three-valued or/and;
    /// a selection <c>list[condition]</c> is null when the condition is unknown for an item, since then nobody can say what is selected.
    /// </summary>
    Unknown,
}

/// <summary>How strictly an expression is checked before it may run.</summary>
public enum FeelTyping
{
    /// <summary>Unknown names and operands that can never go together are errors: what a rule author wants.</summary>
    Strict,

    /// <summary>They are warnings, and the part concerned is null when run, as the standard has it.</summary>
    Lenient,
}

/// <summary>Settings of a compilation.</summary>
/// <param name="NullMode">How null is treated; the standard's way unless said otherwise.</param>
public sealed record FeelOptions(FeelNullMode NullMode = FeelNullMode.Standard)
{
    /// <summary>How strictly expressions are checked.</summary>
    public FeelTyping Typing { get; init; } = FeelTyping.Strict;

    /// <summary>The functions that expressions may call.</summary>
    public FeelFunctionTable Functions { get; init; } = FeelFunctionTable.Standard;

    /// <summary>
    /// Whether evaluations will be given a reading of the clock (<see cref="FeelSession.At"/>). Without one <c>now()</c> and <c>today()</c> are null, and the checker says so.
    /// </summary>
    public bool HasClock { get; init; }

    /// <summary>Types by name, for <c>instance of</c> and for the parameters of function literals, beside FEEL's own.</summary>
    public ImmutableDictionary<string, FeelType> Types { get; init; } = ImmutableDictionary<string, FeelType>.Empty;

    /// <summary>The standard's behaviour.</summary>
    public static FeelOptions Standard { get; } = new();

    /// <summary>Null is "not known" and propagates through comparisons.</summary>
    public static FeelOptions UnknownPropagates { get; } = new(FeelNullMode.Unknown);
}
