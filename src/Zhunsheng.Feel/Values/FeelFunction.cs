using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel;

/// <summary>What a function of the host does. It must not throw; what has no result is null.</summary>
/// <param name="arguments">One argument for each parameter, as given.</param>
/// <param name="session">The evaluation that the call belongs to, to be handed on to expressions that the function evaluates.</param>
public delegate FeelValue FeelFunctionBody(ReadOnlySpan<FeelValue> arguments, FeelSession session);

/// <summary>
/// A function as a value: a function literal with what it has captured, a built-in function named without being called, or one that the host provides
/// (<see cref="Of"/>).
/// </summary>
public abstract class FeelFunction
{
    private protected FeelFunction(ImmutableArray<string> parameters) => Parameters = parameters;

    /// <summary>The names of the parameters.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <summary>The types of its parameters and of its result, as far as they are declared or worked out.</summary>
    public FeelType Type { get; private protected init; } = FeelType.Of(FeelKind.Function);

    /// <summary>A function of the host. Called with another number of arguments than it has parameters it gives null.</summary>
    /// <param name="parameters">The names of its parameters.</param>
    /// <param name="body">What it does.</param>
    /// <param name="type">The types of its parameters and of its result; null when nothing is said.</param>
    public static FeelFunction Of(ImmutableArray<string> parameters, FeelFunctionBody body, FeelType? type = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new HostFunction(parameters, body) { Type = type ?? FeelType.Of(FeelKind.Function) };
    }

    /// <summary>Calls the function with the arguments in the order of its parameters; null when their number does not fit, or when calls are nested too deeply.</summary>
    public FeelValue Call(ReadOnlySpan<FeelValue> arguments, FeelSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var caller = new Run([], [], FeelValue.Null, false, session);
        return Invoke(arguments, ref caller);
    }

    /// <summary>Calls the function; null when the number of arguments does not fit.</summary>
    internal abstract FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller);

    /// <summary>For a function literal that has just been made as an entry of a context: where it finds itself among what it captured.</summary>
    internal virtual void KnowItself(int slot)
    {
    }

    /// <summary>For functions written in FEEL: the body and the run in which a call with the arguments evaluates it.</summary>
    internal virtual bool TryEnter(ReadOnlySpan<FeelValue> arguments, ref Run caller, [NotNullWhen(true)] out Code? body, out Run inner)
    {
        (body, inner) = (null, default);
        return false;
    }

    private sealed class HostFunction(ImmutableArray<string> parameters, FeelFunctionBody body) : FeelFunction(parameters)
    {
        internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller)
        {
            if (arguments.Length != Parameters.Length || !caller.TryCall([], [], FeelValue.Null, out var inner))
            {
                return FeelValue.Null;
            }

            var session = inner.Session;
            var outside = session.Depth;
            session.Depth = inner.Depth;
            var result = body(arguments, session);
            session.Depth = outside;
            return result;
        }
    }
}
