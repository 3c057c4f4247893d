namespace Zhunsheng.Feel.Evaluation;

/// <summary>The state of one evaluation: the frame, the local variables, the tested value, and how much work is still allowed. Lives on the stack.</summary>
internal struct Run
{
    /// <summary>How many items a list, and how many characters a text, may have.</summary>
    public const int MostItems = 1_000_000;

    private const int MostCalls = 200;

    /// <summary>What a call costs in steps: it takes about as long as so many steps of a loop.</summary>
    private const int CallPrice = 6;

    private FeelSession? _session;

    /// <summary>A run of an expression.</summary>
    public Run(FeelValue[] frame, FeelValue[] locals, in FeelValue input, bool unknown)
    {
        Frame = frame;
        Locals = locals;
        Input = input;
        Unknown = unknown;
    }

    /// <summary>A run as a part of a larger evaluation.</summary>
    public Run(FeelValue[] frame, FeelValue[] locals, in FeelValue input, bool unknown, FeelSession? session)
        : this(frame, locals, input, unknown)
    {
        _session = session;
        Depth = session?.Depth ?? 0;
    }

    /// <summary>The values of the schema's variables.</summary>
    public readonly FeelValue[] Frame;

    /// <summary>The values of the names that the expression introduces.</summary>
    public readonly FeelValue[] Locals;

    /// <summary>The value that unary tests test.</summary>
    public readonly FeelValue Input;

    /// <summary>Whether null means "not known" (<see cref="FeelNullMode.Unknown"/>).</summary>
    public readonly bool Unknown;

    /// <summary>How many function calls deep this run is.</summary>
    public int Depth { get; private init; }

    /// <summary>Takes some steps from the allowance; false when it is used up, and the caller gives up with null.</summary>
    public bool Spend(int steps)
    {
        _session ??= new();
        return _session.TrySpend(steps);
    }

    /// <summary>What the work is counted in.</summary>
    public FeelSession Session => _session ??= new();

    /// <summary>Whether the allowance is used up.</summary>
    public readonly bool IsSpent => _session is { IsUsedUp: true };

    /// <summary>The value; when it was too great to be made the evaluation gives up, since a null that is counted on would make a wrong answer.</summary>
    public FeelValue Bounded(in FeelValue value)
    {
        if (!value.IsTooGreat)
        {
            return value;
        }

        Session.GiveUp();
        return FeelValue.Null;
    }

    /// <summary>Takes what it costs to walk over a value once; nothing for small ones. False when the allowance is used up.</summary>
    public bool SpendOn(in FeelValue value)
    {
        var size = value.Kind switch
        {
            FeelKind.List => (int)(value.Weight >> 5),
            FeelKind.Context => (int)(value.Weight >> 5),
            FeelKind.String => value.Chars.Length >> 8,
            _ => 0,
        };
        return size == 0 || Spend(size);
    }

    /// <summary>A run of a function's body, one call deeper, on the same allowance; null when calls are nested too deeply.</summary>
    public bool TryCall(FeelValue[] frame, FeelValue[] locals, in FeelValue input, out Run inner)
    {
        inner = default;
        if (Depth >= MostCalls || !Spend(CallPrice) || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Session.GiveUp();
            return false;
        }

        inner = new(frame, locals, input, Unknown) { Depth = Depth + 1, _session = _session };
        return true;
    }

    /// <summary>The moment of the evaluation as a date with time; null when nobody has said.</summary>
    public readonly FeelValue Now => _session?.At is { } at ? FeelValue.Of(at) : FeelValue.Null;
}
