using Microsoft.AspNetCore.Identity;

namespace Zhunsheng.Storage;

/// <summary>A person with an account.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name of the person as shown.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The organisation the person belongs to; null for a system administrator.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The organisation.</summary>
    public Organisation? Organisation { get; set; }

    /// <summary>Whether the account has been shut.</summary>
    public bool Disabled { get; set; }

    /// <summary>Whether the password was set by somebody else and must be changed before anything else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>The roles in which the person acts; each is a role of the organisation too.</summary>
    public List<UserRole> Roles { get; } = [];
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
