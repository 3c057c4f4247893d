namespace Zhunsheng.Storage;

/// <summary>Who does something to accounts, organisations or jurisdictions.</summary>
/// <param name="UserId">The account; null for the machine itself (command line, demo data, start of the program), which whoever holds the server may use and which may do everything.</param>
/// <param name="Name">The name as shown.</param>
public sealed record AdminActor(Guid? UserId, string Name)
{
    /// <summary>Which administrator it is; null for the machine and for people who are none.</summary>
    public AdminKind? Kind { get; init; }

    /// <summary>The only jurisdiction that this administrator sees and changes; null for the whole installation.</summary>
    public Guid? TerritoryId { get; init; }

    /// <summary>The network address it came from; empty for the machine.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether it is the machine itself.</summary>
    internal bool IsMachine => UserId is null;

    /// <summary>Why this kind of thing is not for this actor; null when it is.</summary>
    internal string? Lacks(AdminKind kind) => IsMachine || Kind == kind ? null : $"这件事由{kind.Label()}办";

    /// <summary>Whether something of a jurisdiction is there at all for this actor. What belongs to none is there for those of the whole installation only.</summary>
    internal bool Reaches(Guid? territory) => IsMachine || TerritoryId is null || TerritoryId == territory;

    /// <summary>Whether an account is there for this administrator: it belongs to the jurisdiction that the administrator is bound to, or the administrator is for the whole installation.</summary>
    public bool Sees(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Reaches(user.HomeId);
    }
}
