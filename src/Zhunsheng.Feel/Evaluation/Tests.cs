namespace Zhunsheng.Feel.Evaluation;

/// <summary>One unary test: tells of a value whether it passes.</summary>
internal abstract class TestCode
{
    /// <summary>The expressions that the test reads; for tracing.</summary>
    public virtual IReadOnlyList<Code> Parts => [];

    /// <summary>Whether the value passes.</summary>
    public abstract FeelTruth Matches(in FeelValue tested, ref Run run);
}

/// <summary>Half a comparison: <c>&lt; 5</c>.</summary>
internal sealed class HalfComparisonTest(Comparison comparison, Code operand) : TestCode
{
    private readonly Code[] _parts = [operand];

    public Comparison Comparison => comparison;

    public Code Operand => operand;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Matches(in FeelValue tested, ref Run run) => Order.Holds(comparison, tested, operand.Evaluate(ref run));
}

/// <summary><c>= x</c> or <c>!= x</c>.</summary>
internal sealed class EqualityTest(Code operand, bool negated) : TestCode
{
    private readonly Code[] _parts = [operand];

    public Code Operand => operand;

    public bool Negated => negated;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Matches(in FeelValue tested, ref Run run)
    {
        var truth = Equality.Test(tested, operand.Evaluate(ref run), run.Unknown);
        return negated ? truth.Not() : truth;
    }
}

/// <summary>The literal null: passes what has no value; never unknown.</summary>
internal sealed class NullTest(bool negated) : TestCode
{
    public bool Negated => negated;

    public override FeelTruth Matches(in FeelValue tested, ref Run run) => Truths.Of(tested.IsNull != negated);
}

/// <summary>A range written out: <c>(200..400]</c>.</summary>
internal sealed class RangeTest(Code low, bool lowIncluded, Code high, bool highIncluded) : TestCode
{
    private readonly Code[] _parts = [low, high];

    public Code Low => low;

    public bool LowIncluded => lowIncluded;

    public Code High => high;

    public bool HighIncluded => highIncluded;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Matches(in FeelValue tested, ref Run run) =>
        Order.Holds(lowIncluded ? Comparison.GreaterOrEqual : Comparison.Greater, tested, low.Evaluate(ref run))
            .And(Order.Holds(highIncluded ? Comparison.LessOrEqual : Comparison.Less, tested, high.Evaluate(ref run)));
}

/// <summary>An expression that reads the tested value as <c>?</c>: passes when it is true.</summary>
internal sealed class ConditionTest(Code condition, int slot) : TestCode
{
    private readonly Code[] _parts = [condition];

    public Code Condition => condition;

    public override IReadOnlyList<Code> Parts => _parts;

    /// <summary>Where the tested value stands among the locals; negative when the condition does not read it.</summary>
    public int Slot => slot;

    public override FeelTruth Matches(in FeelValue tested, ref Run run)
    {
        if (slot >= 0)
        {
            run.Locals[slot] = tested;
        }

        return condition.Test(ref run);
    }
}

/// <summary>An expression that gives a value, a list of values, a range or a list of ranges: passes what equals it or lies in it.</summary>
internal sealed class ValueTest(Code value) : TestCode
{
    private readonly Code[] _parts = [value];

    public Code Value => value;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Matches(in FeelValue tested, ref Run run) => Matches(tested, value.Evaluate(ref run), ref run);

    /// <summary>An item of another kind is certainly not the tested value.</summary>
    private static FeelTruth MatchesItem(in FeelValue tested, in FeelValue item, ref Run run)
    {
        if (item.Kind is FeelKind.Range or FeelKind.Function)
        {
            return Matches(tested, item, ref run);
        }

        return item.Kind == tested.Kind || item.IsNull || tested.IsNull ? Equality.Test(tested, item, run.Unknown) : FeelTruth.False;
    }

    /// <summary>Whether the tested value is, or lies in, the given one.</summary>
    public static FeelTruth Matches(in FeelValue tested, in FeelValue given, ref Run run)
    {
        switch (given.Kind)
        {
            case FeelKind.Range:
                return tested.Kind == FeelKind.Range ? Equality.Test(tested, given, run.Unknown) : Order.Contains(given.AsRange!, tested, run.Unknown);
            case FeelKind.List when !run.SpendOn(given):
                return FeelTruth.Unknown;
            case FeelKind.List:
                var whole = tested.Kind == FeelKind.List ? Equality.Test(tested, given, run.Unknown) : FeelTruth.False;
                foreach (var item in given.Items)
                {
                    if (whole == FeelTruth.True)
                    {
                        break;
                    }

                    whole = whole.Or(MatchesItem(tested, item, ref run));
                }

                return whole;
            case FeelKind.Function when tested.Kind != FeelKind.Function:
                return Truths.Of(given.AsFunction!.Invoke([tested], ref run));
            case FeelKind.Boolean when tested.Kind is not (FeelKind.Boolean or FeelKind.Null):
                return Truths.Of(given);
            default:
                return Equality.Test(tested, given, run.Unknown);
        }
    }
}

/// <summary>A value against unary tests: true when one passes (for negated tests, when none does); three-valued. Without tests always true.</summary>
internal sealed class InCode(Code value, TestCode[] tests, bool negated) : TruthCode
{
    private readonly Code[] _parts = [value, .. tests.SelectMany(t => t.Parts)];

    public Code Value => value;

    public TestCode[] Tests => tests;

    public bool Negated => negated;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        if (tests.Length == 0)
        {
            return FeelTruth.True;
        }

        var tested = value.Evaluate(ref run);
        var result = FeelTruth.False;
        foreach (var test in tests)
        {
            result = result.Or(test.Matches(tested, ref run));
            if (result == FeelTruth.True)
            {
                break;
            }
        }

        return negated ? result.Not() : result;
    }
}
