namespace Zhunsheng.Storage;

/// <summary>An organisation: a unit that builds projects, or an office that acts in them.</summary>
public sealed class Organisation
{
    /// <summary>Identifies it.</summary>
    public Guid Id { get; set; }

    /// <summary>The jurisdiction it belongs to; null only for one from before there were jurisdictions, until an administrator says which.</summary>
    public Guid? TerritoryId { get; set; }

    /// <summary>The jurisdiction.</summary>
    public Territory? Territory { get; set; }

    /// <summary>Its full name, unique within its jurisdiction.</summary>
    public required string Name { get; set; }

    /// <summary>Its short name.</summary>
    public required string Short { get; set; }

    /// <summary>统一社会信用代码, 18 characters, unique within its jurisdiction; null when not given.</summary>
    public string? Code { get; set; }

    /// <summary>When it was entered, in UTC.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>The roles it has, all of rulebooks of its jurisdiction.</summary>
    public List<OrganisationRole> Roles { get; } = [];
}

/// <summary>A role of a rulebook that an organisation has.</summary>
public sealed class OrganisationRole
{
    /// <summary>The organisation.</summary>
    public Guid OrganisationId { get; set; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; set; }
}
