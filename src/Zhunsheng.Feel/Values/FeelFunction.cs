using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel;

/// <summary>A function as a value: a function literal with what it has captured, or a built-in function named without being called.</summary>
public abstract class FeelFunction
{
    private protected FeelFunction(ImmutableArray<string> parameters) => Parameters = parameters;

    /// <summary>The names of the parameters.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <summary>The types of its parameters and of its result, as far as they are declared or worked out.</summary>
    public FeelType Type { get; private protected init; } = FeelType.Of(FeelKind.Function);

    /// <summary>Calls the function; null when the number of arguments does not fit.</summary>
    internal abstract FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller);
}
