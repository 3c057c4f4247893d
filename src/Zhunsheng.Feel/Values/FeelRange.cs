namespace Zhunsheng.Feel;

/// <summary>
/// A range between two end points; an end that is null is open on that side. <paramref name="Sign"/> is set for the ranges that half a comparison
/// makes (<c>(&lt; 10)</c>): it is part of what the range is, since FEEL holds <c>(&lt; 10)</c> and <c>(null..10)</c> apart.
/// </summary>
/// <param name="Low">The lower end, or null.</param>
/// <param name="LowIncluded">Whether the lower end belongs to the range.</param>
/// <param name="High">The upper end, or null.</param>
/// <param name="HighIncluded">Whether the upper end belongs to the range.</param>
/// <param name="Sign">null for an interval; else <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>=</c> or <c>!=</c>.</param>
public sealed record FeelRange(FeelValue Low, bool LowIncluded, FeelValue High, bool HighIncluded, string? Sign = null)
{
    /// <summary>The lower bracket.</summary>
    public string LowBracket => LowIncluded ? "[" : "(";

    /// <summary>The upper bracket.</summary>
    public string HighBracket => HighIncluded ? "]" : ")";
}
