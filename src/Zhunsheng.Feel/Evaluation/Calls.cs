using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Functions;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>Room for a few arguments on the stack.</summary>
[InlineArray(Capacity)]
internal struct ArgumentRoom
{
    /// <summary>How many arguments fit.</summary>
    public const int Capacity = 4;

    private FeelValue _first;
}

/// <summary>A call of a built-in function, resolved when compiled where the types allow, else when run.</summary>
internal sealed class BuiltinCallCode(BuiltinCandidate[] candidates, Code[] arguments) : Code
{
    public string Name => candidates[0].Function.Name;

    /// <summary>Whether the result depends on more than the arguments.</summary>
    public bool IsVolatile => Array.Exists(candidates, c => c.Function.IsVolatile);

    public override IReadOnlyList<Code> Parts => arguments;

    public override FeelValue Evaluate(ref Run run)
    {
        if (arguments.Length > ArgumentRoom.Capacity)
        {
            return Call(new FeelValue[arguments.Length], ref run);
        }

        var room = default(ArgumentRoom);
        Span<FeelValue> values = room;
        return Call(values[..arguments.Length], ref run);
    }

    private FeelValue Call(Span<FeelValue> values, ref Run run)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(ref run);
        }

        return BuiltinCandidate.Invoke(candidates, values, ref run);
    }
}

/// <summary>A call of a function value.</summary>
internal sealed class ValueCallCode(Code function, Code[] arguments, string[]? names) : Code
{
    private readonly Code[] _parts = [function, .. arguments];

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        if (function.Evaluate(ref run).AsFunction is not { } target)
        {
            return FeelValue.Null;
        }

        var values = new FeelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var at = i;
            if (names is not null)
            {
                at = target.Parameters.IndexOf(names[i]);
                if (at < 0 || at >= values.Length)
                {
                    return FeelValue.Null;
                }
            }

            values[at] = arguments[i].Evaluate(ref run);
        }

        return target.Invoke(values, ref run);
    }
}

/// <summary>A function literal: its value captures the locals as they are.</summary>
internal sealed class FunctionCode(ImmutableArray<string> parameters, int[] slots, FeelType?[] types, Code body) : Code
{
    private readonly Code[] _parts = [body];

    public int[] Slots => slots;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run) => FeelValue.Of(new Closure(this, parameters, run.Frame, (FeelValue[])run.Locals.Clone(), run.Input));

    private sealed class Closure(FunctionCode code, ImmutableArray<string> parameters, FeelValue[] frame, FeelValue[] captured, FeelValue input) : FeelFunction(parameters)
    {
        internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller) => code.Invoke(arguments, frame, captured, input, ref caller);
    }

    private FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelValue[] frame, FeelValue[] captured, FeelValue input, ref Run caller)
    {
        if (arguments.Length != slots.Length)
        {
            return FeelValue.Null;
        }

        var locals = (FeelValue[])captured.Clone();
        for (var i = 0; i < arguments.Length; i++)
        {
            locals[slots[i]] = types[i] is { } type ? Coercion.To(arguments[i], type) : arguments[i];
            if (types[i] is not null && locals[slots[i]].IsNull && !arguments[i].IsNull)
            {
                return FeelValue.Null;
            }
        }

        return caller.TryCall(frame, locals, input, out var inner) ? _parts[0].Evaluate(ref inner) : FeelValue.Null;
    }
}

/// <summary>A built-in function as a value.</summary>
internal sealed class BuiltinFunctionValue(ImmutableArray<FeelBuiltin> overloads) : FeelFunction([.. overloads[0].Parameters.Select(p => p.Name)])
{
    internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller)
    {
        var candidates = BuiltinCandidate.ForPositions(overloads, arguments.Length);
        return candidates.Length == 0 ? FeelValue.Null : BuiltinCandidate.Invoke(candidates, arguments, ref caller);
    }
}
