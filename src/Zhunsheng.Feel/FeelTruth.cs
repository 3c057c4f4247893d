namespace Zhunsheng.Feel;

/// <summary>A truth value of three-valued logic, without the bulk of a <see cref="FeelValue"/>: what conditions come to.</summary>
public enum FeelTruth : byte
{
    /// <summary>Neither: null, or no boolean at all.</summary>
    Unknown,
    /// <summary>false</summary>
    False,
    /// <summary>true</summary>
    True,
}
