namespace Zhunsheng.Feel.Evaluation;

/// <summary>A truth value of three-valued logic, without the bulk of a <see cref="FeelValue"/>.</summary>
internal enum Truth : byte
{
    /// <summary>Neither: null, or no boolean at all.</summary>
    Unknown,
    /// <summary>false</summary>
    False,
    /// <summary>true</summary>
    True,
}

/// <summary>Operations on truth values.</summary>
internal static class Truths
{
    /// <summary>From a two-valued boolean.</summary>
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    /// <summary>From a value; whatever is no boolean is unknown.</summary>
    public static Truth Of(in FeelValue value) => value.IsTrue ? Truth.True : value.IsFalse ? Truth.False : Truth.Unknown;

    /// <summary>As a value; unknown becomes null.</summary>
    public static FeelValue Value(this Truth truth) => truth switch
    {
        Truth.True => FeelValue.True,
        Truth.False => FeelValue.False,
        _ => FeelValue.Null,
    };

    /// <summary>True becomes false and false true.</summary>
    public static Truth Not(this Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    /// <summary>Three-valued and.</summary>
    public static Truth And(this Truth left, Truth right) =>
        left == Truth.False || right == Truth.False ? Truth.False : left == Truth.True && right == Truth.True ? Truth.True : Truth.Unknown;

    /// <summary>Three-valued or.</summary>
    public static Truth Or(this Truth left, Truth right) =>
        left == Truth.True || right == Truth.True ? Truth.True : left == Truth.False && right == Truth.False ? Truth.False : Truth.Unknown;
}
