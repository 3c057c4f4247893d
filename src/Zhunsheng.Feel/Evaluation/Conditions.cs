namespace Zhunsheng.Feel.Evaluation;

/// <summary>A chain of <c>and</c> or of <c>or</c>, three-valued; the first part that decides ends it.</summary>
internal sealed class LogicCode(bool isAnd, Code[] parts) : TruthCode
{
    public bool IsAnd => isAnd;

    public override IReadOnlyList<Code> Parts => parts;

    public override FeelTruth Test(ref Run run)
    {
        var decides = isAnd ? FeelTruth.False : FeelTruth.True;
        var result = isAnd ? FeelTruth.True : FeelTruth.False;
        foreach (var part in parts)
        {
            var truth = part.Test(ref run);
            if (truth == decides)
            {
                return decides;
            }

            if (truth == FeelTruth.Unknown)
            {
                result = FeelTruth.Unknown;
            }
        }

        return result;
    }
}

/// <summary>left &lt; right and its like.</summary>
internal sealed class ComparisonCode(Comparison comparison, Code left, Code right) : TruthCode
{
    private readonly Code[] _parts = [left, right];

    public Comparison Comparison => comparison;

    public Code Left => left;

    public Code Right => right;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run) => Order.Holds(comparison, left.Evaluate(ref run), right.Evaluate(ref run));
}

/// <summary>A variable compared with a fixed number: the commonest condition of all, without copying values.</summary>
internal sealed class VariableNumberCode(Comparison comparison, VariableCode variable, decimal number) : TruthCode
{
    private readonly Code[] _parts = [variable];
    private readonly int _slot = variable.Variable.Slot;

    public Comparison Comparison => comparison;

    public VariableCode Variable => variable;

    public decimal Number => number;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        ref readonly var value = ref run.Frame[_slot];
        return value.Kind == FeelKind.Number ? Order.Holds(comparison, decimal.Compare(value.Raw, number)) : FeelTruth.Unknown;
    }
}

/// <summary>left = right, or left != right.</summary>
internal sealed class EqualityCode(Code left, Code right, bool negated) : TruthCode
{
    private readonly Code[] _parts = [left, right];

    public Code Left => left;

    public Code Right => right;

    public bool Negated => negated;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        var value = left.Evaluate(ref run);
        if (value.Kind >= FeelKind.List && !run.Spend((int)(value.Weight >> 6)))
        {
            return FeelTruth.Unknown;
        }

        var truth = Equality.Test(value, right.Evaluate(ref run), run.Unknown);
        return negated ? truth.Not() : truth;
    }
}

/// <summary>A variable compared with a fixed text, number or boolean for equality, without copying values.</summary>
internal sealed class VariableEqualityCode(VariableCode variable, FeelValue constant, bool negated) : TruthCode
{
    private readonly Code[] _parts = [variable];
    private readonly int _slot = variable.Variable.Slot;
    private readonly FeelValue _constant = constant;

    public VariableCode Variable => variable;

    public FeelValue Constant => _constant;

    public bool Negated => negated;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        var truth = Equality.Test(run.Frame[_slot], _constant, run.Unknown);
        return negated ? truth.Not() : truth;
    }
}

/// <summary>operand = null, or operand != null: asks whether there is a value; never unknown.</summary>
internal sealed class IsNullCode(Code operand, bool negated) : TruthCode
{
    private readonly Code[] _parts = [operand];

    public Code Operand => operand;

    public bool Negated => negated;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run) => Truths.Of(operand.Evaluate(ref run).IsNull != negated);
}

/// <summary>value between low and high: three-valued and of two comparisons.</summary>
internal sealed class BetweenCode(Code value, Code low, Code high) : TruthCode
{
    private readonly Code[] _parts = [value, low, high];

    public Code Value => value;

    public Code Low => low;

    public Code High => high;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        var tested = value.Evaluate(ref run);
        return Order.Holds(Comparison.GreaterOrEqual, tested, low.Evaluate(ref run)).And(Order.Holds(Comparison.LessOrEqual, tested, high.Evaluate(ref run)));
    }
}

/// <summary>if condition then … else ….</summary>
internal sealed class IfCode(Code condition, Code then, Code otherwise) : Code
{
    private readonly Code[] _parts = [condition, then, otherwise];

    public Code Condition => condition;

    public Code Then => then;

    public Code Otherwise => otherwise;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run)
    {
        var truth = condition.Test(ref run);
        if (truth == FeelTruth.Unknown && run.Unknown)
        {
            // An unknown condition does no harm where both branches say the same.
            var value = then.Evaluate(ref run);
            return !value.IsNull && value == otherwise.Evaluate(ref run) ? value : FeelValue.Null;
        }

        return truth == FeelTruth.True ? then.Evaluate(ref run) : otherwise.Evaluate(ref run);
    }

    public override FeelTruth Test(ref Run run)
    {
        var truth = condition.Test(ref run);
        if (truth == FeelTruth.Unknown && run.Unknown)
        {
            var value = then.Test(ref run);
            return value == otherwise.Test(ref run) ? value : FeelTruth.Unknown;
        }

        return truth == FeelTruth.True ? then.Test(ref run) : otherwise.Test(ref run);
    }
}

/// <summary>value instance of type.</summary>
internal sealed class InstanceOfCode(Code value, FeelType type) : TruthCode
{
    private readonly Code[] _parts = [value];

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run) => Truths.Of(Coercion.IsInstance(value.Evaluate(ref run), type));
}
