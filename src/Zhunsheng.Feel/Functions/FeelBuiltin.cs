using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel;

/// <summary>A parameter of a built-in function.</summary>
/// <param name="Name">Its name, for calls with named arguments.</param>
/// <param name="Type">What it takes. A single value is taken for a list of one, and a list of one for its only item.</param>
/// <param name="Optional">Whether it may be left out; it is then null.</param>
/// <param name="TakesNull">Whether the function wants to see a null; otherwise a null argument makes the result null without a call.</param>
/// <param name="Repeats">Whether it takes all further arguments (only the last parameter).</param>
public sealed record FeelParameter(string Name, FeelType Type, bool Optional = false, bool TakesNull = false, bool Repeats = false);

/// <summary>What a built-in function does. It must not throw; what has no result is null.</summary>
/// <param name="arguments">The arguments in the order of the parameters, converted to their types.</param>
public delegate FeelValue FeelBuiltinBody(ReadOnlySpan<FeelValue> arguments);

/// <summary>What a built-in function does that calls functions itself or depends on the null mode.</summary>
internal delegate FeelValue RunningBody(ReadOnlySpan<FeelValue> arguments, ref Run run);

/// <summary>One signature of a built-in function. Several of one name make an overloaded function.</summary>
public sealed class FeelBuiltin
{
    /// <summary>A function from its parts.</summary>
    /// <param name="name">Its name; may hold spaces.</param>
    /// <param name="result">The type of its result.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="body">What it does.</param>
    public FeelBuiltin(string name, FeelType result, IEnumerable<FeelParameter> parameters, FeelBuiltinBody body)
        : this(name, result, parameters, (ReadOnlySpan<FeelValue> arguments, ref Run _) => body(arguments))
    {
        ArgumentNullException.ThrowIfNull(body);
    }

    internal FeelBuiltin(string name, FeelType result, IEnumerable<FeelParameter> parameters, RunningBody body)
    {
        Name = name;
        Result = result;
        Parameters = [.. parameters];
        Body = body;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type of the result.</summary>
    public FeelType Result { get; }

    /// <summary>The parameters.</summary>
    public ImmutableArray<FeelParameter> Parameters { get; }

    /// <summary>Whether the result depends on more than the arguments (a clock), so that it must not be computed ahead.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Works the result's type out from those of the arguments, where it depends on them.</summary>
    internal Func<FeelType[], FeelType>? ResultOf { get; init; }

    /// <summary>Whether it is null unless the session has a reading of the clock.</summary>
    internal bool NeedsClock { get; init; }

    internal RunningBody Body { get; }

    /// <summary>The fewest arguments it takes.</summary>
    internal int Fewest => Parameters.Count(p => !p.Optional);

    /// <summary>The most arguments it takes.</summary>
    internal int Most => Parameters.Length > 0 && Parameters[^1].Repeats ? int.MaxValue : Parameters.Length;

    /// <summary>The parameter that takes the argument at a position.</summary>
    internal FeelParameter ParameterAt(int position) => Parameters[Math.Min(position, Parameters.Length - 1)];

    /// <summary>The signature as rule authors read it.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters.Select(p => p.Optional ? $"[{p.Name}]" : p.Repeats ? p.Name + "…" : p.Name))})";
}
