using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
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

    public BuiltinCandidate[] Candidates => candidates;

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

    public Code Function => function;

    public override FeelValue Evaluate(ref Run run) =>
        function.Evaluate(ref run).AsFunction is { } target && Arguments(target, ref run) is { } values ? target.Invoke(values, ref run) : FeelValue.Null;

    /// <summary>The arguments in the order of the function's parameters; null where a name is not one of its parameters.</summary>
    public FeelValue[]? Arguments(FeelFunction target, ref Run run)
    {
        var values = new FeelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var at = i;
            if (names is not null)
            {
                at = target.Parameters.IndexOf(names[i]);
                if (at < 0 || at >= values.Length)
                {
                    return null;
                }
            }

            values[at] = arguments[i].Evaluate(ref run);
        }

        return values;
    }
}

/// <summary>A function literal: its value captures the locals as they are.</summary>
internal sealed class FunctionCode(ImmutableArray<string> parameters, int[] slots, FeelType?[] types, Code body) : Code
{
    private readonly Code[] _parts = [body];

    public int[] Slots => slots;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run) => run.Spend(2 + (run.Locals.Length / 8))
        ? FeelValue.Of(new Closure(this, parameters, run.Frame, (FeelValue[])run.Locals.Clone(), run.Input))
        : FeelValue.Null;

    private sealed class Closure : FeelFunction
    {
        private readonly FunctionCode _code;
        private readonly FeelValue[] _frame;
        private readonly FeelValue[] _captured;
        private readonly FeelValue _input;

        public Closure(FunctionCode code, ImmutableArray<string> parameters, FeelValue[] frame, FeelValue[] captured, FeelValue input)
            : base(parameters)
        {
            (_code, _frame, _captured, _input) = (code, frame, captured, input);
            Type = code.Type;
        }

        internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller) =>
            TryEnter(arguments, ref caller, out var body, out var inner) ? body.Evaluate(ref inner) : FeelValue.Null;

        internal override void KnowItself(int slot)
        {
            if (slot < _captured.Length && _captured[slot].IsNull)
            {
                _captured[slot] = FeelValue.Of(this);
            }
        }

        internal override bool TryEnter(ReadOnlySpan<FeelValue> arguments, ref Run caller, [NotNullWhen(true)] out Code? body, out Run inner)
        {
            body = _code._parts[0];
            inner = default;
            return _code.Bind(arguments, _captured) is { } locals && caller.TryCall(_frame, locals, _input, out inner);
        }
    }

    /// <summary>The locals of a call: what was captured, and the arguments; null when they do not fit the parameters.</summary>
    private FeelValue[]? Bind(ReadOnlySpan<FeelValue> arguments, FeelValue[] captured)
    {
        if (arguments.Length != slots.Length)
        {
            return null;
        }

        var locals = (FeelValue[])captured.Clone();
        for (var i = 0; i < arguments.Length; i++)
        {
            locals[slots[i]] = types[i] is { } type ? Coercion.To(arguments[i], type) : arguments[i];
            if (types[i] is not null && locals[slots[i]].IsNull && !arguments[i].IsNull)
            {
                return null;
            }
        }

        return locals;
    }
}

/// <summary>A function whose body lies outside FEEL (Java, PMML): it can be declared and handed on, and is null when called.</summary>
internal sealed class ExternalFunctionValue : FeelFunction
{
    public ExternalFunctionValue(ImmutableArray<string> parameters, FeelType type)
        : base(parameters) => Type = type;

    internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller) => FeelValue.Null;
}

/// <summary>A built-in function as a value.</summary>
internal sealed class BuiltinFunctionValue : FeelFunction
{
    private readonly ImmutableArray<FeelBuiltin> _overloads;

    public BuiltinFunctionValue(ImmutableArray<FeelBuiltin> overloads)
        : base([.. overloads[0].Parameters.Select(p => p.Name)])
    {
        _overloads = overloads;
        Type = overloads.Length == 1 ? FeelType.FunctionOf(overloads[0].Parameters.Select(p => p.Type), overloads[0].Result) : FeelType.Of(FeelKind.Function);
    }

    internal override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, ref Run caller)
    {
        var candidates = BuiltinCandidate.ForPositions(_overloads, arguments.Length);
        return candidates.Length == 0 ? FeelValue.Null : BuiltinCandidate.Invoke(candidates, arguments, ref caller);
    }
}
