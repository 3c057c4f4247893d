namespace Zhunsheng.Feel.Evaluation;

/// <summary>
/// A node of the bound tree: names resolved, type worked out, ready to run. Immutable, shared by all threads.
/// Besides its value a node can give its truth, which spares conditions the making of values.
/// </summary>
internal abstract class Code
{
    /// <summary>The type the checker worked out.</summary>
    public FeelType Type { get; init; } = FeelType.Any;

    /// <summary>Where it begins in the text.</summary>
    public int Start { get; init; }

    /// <summary>The index after its last character in the text; the binder sets it.</summary>
    public int End { get; set; }

    /// <summary>The nodes it is made of, in the order of the text; for tracing.</summary>
    public virtual IReadOnlyList<Code> Parts => [];

    /// <summary>The value. Never throws.</summary>
    public abstract FeelValue Evaluate(ref Run run);

    /// <summary>The value as a truth value.</summary>
    public virtual FeelTruth Test(ref Run run) => Truths.Of(Evaluate(ref run));
}

/// <summary>A node whose result is a truth value.</summary>
internal abstract class TruthCode : Code
{
    protected TruthCode() => Type = FeelType.Boolean;

    public sealed override FeelValue Evaluate(ref Run run) => Test(ref run).Value();

    public abstract override FeelTruth Test(ref Run run);
}

/// <summary>A value that does not change.</summary>
internal sealed class ConstantCode(FeelValue value) : Code
{
    private readonly FeelValue _value = value;
    private readonly FeelTruth _truth = Truths.Of(value);

    public ref readonly FeelValue Value => ref _value;

    /// <summary>The node that was computed ahead; null for what was written as a value.</summary>
    public Code? Origin { get; init; }

    public override FeelValue Evaluate(ref Run run) => _value;

    public override FeelTruth Test(ref Run run) => _truth;
}

/// <summary>A variable of the schema; <paramref name="index"/> is its place among those that the expression uses.</summary>
internal sealed class VariableCode(FeelVariable variable, int index) : Code
{
    private readonly int _slot = variable.Slot;

    public FeelVariable Variable => variable;

    public int Index => index;

    public override FeelValue Evaluate(ref Run run) => run.Frame[_slot];

    public override FeelTruth Test(ref Run run) => Truths.Of(run.Frame[_slot]);
}

/// <summary>A name that the expression itself introduces.</summary>
internal sealed class LocalCode(string name, int slot) : Code
{
    public string Name => name;

    public int Slot => slot;

    public override FeelValue Evaluate(ref Run run) => run.Locals[slot];
}

/// <summary>The value that unary tests test.</summary>
internal sealed class InputCode : Code
{
    public override FeelValue Evaluate(ref Run run) => run.Input;
}

/// <summary>A name inside a filter over items of unknown make: an entry of the item if it has one of that name, else what the name means outside.</summary>
internal sealed class ItemEntryCode(int itemSlot, string name, Code? outside) : Code
{
    public int ItemSlot => itemSlot;

    public string Name => name;

    public Code? Outside => outside;

    public override FeelValue Evaluate(ref Run run)
    {
        ref readonly var item = ref run.Locals[itemSlot];
        if (item.AsContext is { } context && context.TryGet(name, out var value))
        {
            return value;
        }

        return outside?.Evaluate(ref run) ?? FeelValue.Null;
    }
}

/// <summary><c>source.name</c>.</summary>
internal sealed class PathCode(Code source, string name) : Code
{
    private readonly Code[] _parts = [source];

    public Code Source => source;

    public string Name => name;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var value = source.Evaluate(ref run);
        return value.Kind != FeelKind.List || run.Spend((int)(value.Weight >> 6)) ? run.Bounded(Properties.Get(value, name)) : FeelValue.Null;
    }
}

/// <summary><c>-operand</c>.</summary>
internal sealed class NegateCode(Code operand) : Code
{
    private readonly Code[] _parts = [operand];

    public Code Operand => operand;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run) => Arithmetic.Negate(operand.Evaluate(ref run));
}

/// <summary>left op right, for + - * / **.</summary>
internal sealed class ArithmeticCode(Syntax.BinaryOperator operation, Code left, Code right) : Code
{
    private readonly Code[] _parts = [left, right];

    public Syntax.BinaryOperator Operation => operation;

    public Code Left => left;

    public Code Right => right;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var a = left.Evaluate(ref run);
        var b = right.Evaluate(ref run);
        if (a.Kind == FeelKind.String && (!run.SpendOn(a) || !run.SpendOn(b)))
        {
            return FeelValue.Null;
        }

        return operation switch
        {
            Syntax.BinaryOperator.Add => run.Bounded(Arithmetic.Add(a, b)),
            Syntax.BinaryOperator.Subtract => Arithmetic.Subtract(a, b),
            Syntax.BinaryOperator.Multiply => Arithmetic.Multiply(a, b),
            Syntax.BinaryOperator.Divide => Arithmetic.Divide(a, b),
            _ => Arithmetic.Power(a, b),
        };
    }
}

/// <summary>Takes null for a singleton list of the wrong make: the value if it is of the wanted type, its only item if that is, else null.</summary>
internal sealed class CoerceCode(Code value, FeelType type) : Code
{
    private readonly Code[] _parts = [value];

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run) => Coercion.To(value.Evaluate(ref run), type);
}
