namespace Zhunsheng.Feel.Evaluation;

/// <summary>Operations on truth values.</summary>
internal static class Truths
{
    /// <summary>From a two-valued boolean.</summary>
    public static FeelTruth Of(bool value) => value ? FeelTruth.True : FeelTruth.False;

    /// <summary>From a value; whatever is no boolean is unknown.</summary>
    public static FeelTruth Of(in FeelValue value) => value.Truth;

    /// <summary>As a value; unknown becomes null.</summary>
    public static FeelValue Value(this FeelTruth truth) => truth switch
    {
        FeelTruth.True => FeelValue.True,
        FeelTruth.False => FeelValue.False,
        _ => FeelValue.Null,
    };

    /// <summary>True becomes false and false true.</summary>
    public static FeelTruth Not(this FeelTruth truth) => truth switch
    {
        FeelTruth.True => FeelTruth.False,
        FeelTruth.False => FeelTruth.True,
        _ => FeelTruth.Unknown,
    };

    /// <summary>Three-valued and.</summary>
    public static FeelTruth And(this FeelTruth left, FeelTruth right) =>
        left == FeelTruth.False || right == FeelTruth.False ? FeelTruth.False : left == FeelTruth.True && right == FeelTruth.True ? FeelTruth.True : FeelTruth.Unknown;

    /// <summary>Three-valued or.</summary>
    public static FeelTruth Or(this FeelTruth left, FeelTruth right) =>
        left == FeelTruth.True || right == FeelTruth.True ? FeelTruth.True : left == FeelTruth.False && right == FeelTruth.False ? FeelTruth.False : FeelTruth.Unknown;
}
