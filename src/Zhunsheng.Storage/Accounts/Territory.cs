namespace Zhunsheng.Storage;

/// <summary>
/// 地区: a jurisdiction of this installation, with its rulebooks, organisations and people, apart from all others. (A <see cref="Rulebooks.Jurisdiction"/> is what a rulebook says of its own.)
/// </summary>
public sealed class Territory
{
    /// <summary>Identifies it.</summary>
    public Guid Id { get; set; }

    /// <summary>Its name, unique.</summary>
    public required string Name { get; set; }

    /// <summary>区划代码 by the form of GB/T 2260, unique; null when not given.</summary>
    public string? Code { get; set; }

    /// <summary>When it was entered, in UTC.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>Its rulebooks, several over the years.</summary>
    public List<TerritoryRulebook> Rulebooks { get; } = [];
}

/// <summary>The jurisdiction to which a rulebook belongs: each to one.</summary>
public sealed class TerritoryRulebook
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The jurisdiction.</summary>
    public Guid TerritoryId { get; set; }
}
