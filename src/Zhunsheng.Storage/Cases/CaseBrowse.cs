namespace Zhunsheng.Storage;

/// <summary>Case files to be read one after another.</summary>
public sealed record CaseBrowse
{
    /// <summary>The files that may be seen.</summary>
    public required CaseScope Scope { get; init; }

    /// <summary>What is looked for; its owner, page and size do not count here.</summary>
    public required CaseQuery Query { get; init; }

    /// <summary>Where to go on; null for the beginning.</summary>
    public CasePlace? After { get; init; }

    /// <summary>How many at most, 1 to 500.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>The place of a file in an ordered list: the value by which it is ordered, and its number.</summary>
/// <param name="Value">The value: text, number, or moment in ticks (UTC) as text; null where the file has none.</param>
/// <param name="Number">The number of the file.</param>
public sealed record CasePlace(string? Value, string Number);
