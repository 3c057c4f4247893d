using System.Collections.Immutable;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>The values at which unary tests can change their outcome: the constants they compare the tested value with.</summary>
internal static class Breakpoints
{
    /// <summary>The values; null when the outcome depends on the tested value in a way that comparisons with constants do not exhaust.</summary>
    public static ImmutableArray<FeelValue>? Of(Code code)
    {
        var found = new HashSet<FeelValue>();
        return Collect(code, found) ? [.. found] : null;
    }

    private static bool Collect(Code code, HashSet<FeelValue> found) => code switch
    {
        ConstantCode constant => Collect(constant.Value, found),
        InputCode or LocalCode { Name: "?" } => true,
        LogicCode or ComparisonCode or EqualityCode or IsNullCode or BetweenCode => code.Parts.All(p => Collect(p, found)),
        InCode test => Collect(test.Value, found) && test.Tests.All(t => t.Parts.All(p => Collect(p, found))),
        _ => false,
    };

    private static bool Collect(in FeelValue value, HashSet<FeelValue> found)
    {
        switch (value.Kind)
        {
            case FeelKind.Null or FeelKind.Boolean:
                return true;
            case FeelKind.Number or FeelKind.String or FeelKind.Date:
                found.Add(value);
                return true;
            case FeelKind.Range:
                return Collect(value.AsRange!.Low, found) && Collect(value.AsRange.High, found);
            case FeelKind.List:
                return Array.TrueForAll(value.Items, v => v.Kind != FeelKind.List && Collect(v, found));
            default:
                return false;
        }
    }
}
