using Microsoft.AspNetCore.Identity;

namespace Zhunsheng.Storage;

/// <summary>A person with an account: somebody of an organisation who acts in case files, or an administrator, never both.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name of the person as shown.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The organisation the person belongs to; null for an administrator.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The organisation.</summary>
    public Organisation? Organisation { get; set; }

    /// <summary>Which administrator the person is; null for people of organisations, and for an administrator's account to which nothing has been granted yet.</summary>
    public AdminKind? AdminKind { get; set; }

    /// <summary>For an account made for an administrator: as which kind it was asked for and not yet granted; null otherwise.</summary>
    public AdminKind? RequestedKind { get; set; }

    /// <summary>For an administrator: the only jurisdiction to see and change; null for the whole installation, and for people of organisations.</summary>
    public Guid? TerritoryId { get; set; }

    /// <summary>Whether the account has been shut (系统管理员).</summary>
    public bool Disabled { get; set; }

    /// <summary>Whether the account is locked by the security administrator, or waits for release after its password was set anew.</summary>
    public bool Locked { get; set; }

    /// <summary>Whether the password was set by somebody else and must be changed before anything else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>The roles in which the person acts; each is a role of the organisation too.</summary>
    public List<UserRole> Roles { get; } = [];

    /// <summary>Roles asked for with the account that the security administrator has not yet granted.</summary>
    public List<RequestedRole> RequestedRoles { get; } = [];

    /// <summary>The jurisdiction to which the account belongs: that of its organisation, or the one an administrator is bound to; null for administrators of the whole installation.</summary>
    public Guid? HomeId => Organisation is { } organisation ? organisation.TerritoryId : TerritoryId;

    /// <summary>Whether the account can be used: neither shut nor locked.</summary>
    public bool IsOpen => !Disabled && !Locked;
}

/// <summary>A role of a rulebook in which a person acts.</summary>
public sealed class UserRole
{
    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; set; }
}

/// <summary>A role asked for and not yet granted.</summary>
public sealed class RequestedRole
{
    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; set; }
}
