using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>What the author says of the way to acceptance (验收) of a kind of case file: which steps it takes, how it is put off, who accepts, and how it is evaluated afterwards.</summary>
public sealed record AcceptanceRule
{
    /// <summary>The field with the name of a member of the group.</summary>
    public const string Member = "姓名";

    /// <summary>The field with the member's organisation.</summary>
    public const string Organisation = "单位";

    /// <summary>The field with the member's office in the group.</summary>
    public const string Office = "职务";

    /// <summary>The office of the one who leads.</summary>
    public const string Leader = "组长";

    /// <summary>The field that says whether the member stands aside.</summary>
    public const string StandsAside = "回避";

    /// <summary>The field that says whether the member was there.</summary>
    public const string Present = "签到";

    /// <summary>The kind of case file.</summary>
    public required string Kind { get; init; }

    /// <summary>The article that speaks of it.</summary>
    public required Citation Article { get; init; }

    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<string> Route { get; init; }

    /// <summary>The steps by which it is put off: asking and answering.</summary>
    public ImmutableArray<string> Extension { get; init; } = [];

    /// <summary>The steps by which the result is evaluated afterwards.</summary>
    public ImmutableArray<string> Evaluation { get; init; } = [];

    /// <summary>The fact with the group that accepts; null for none.</summary>
    public FactDefinition? Group { get; init; }

    /// <summary>What the text does not say, in Chinese.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];
}
