namespace Zhunsheng.Dmn;

/// <summary>Settings of reading a model.</summary>
public sealed record DmnOptions
{
    /// <summary>How large a document may be, in bytes or characters.</summary>
    public int LargestDocument { get; init; } = 10_000_000;

    /// <summary>Whether to look for gaps, overlaps and unreachable rows in the decision tables; what is found are warnings.</summary>
    public bool CheckTables { get; init; }

    /// <summary>The usual settings.</summary>
    public static DmnOptions Standard { get; } = new();
}
