using System.Collections.Immutable;

namespace Zhunsheng.Web.Access;

/// <summary>A person signed in, with the organisation and the roles the person may act in.</summary>
internal sealed record SignedInUser
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name the person signs in with.</summary>
    public required string UserName { get; init; }

    /// <summary>The name others read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Its name.</summary>
    public required string OrganisationName { get; init; }

    /// <summary>Its short name.</summary>
    public required string OrganisationShort { get; init; }

    /// <summary>The role names the person may act in, by rulebook.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Roles { get; init; }

    /// <summary>Whether the person keeps accounts and sees no case.</summary>
    public required bool IsAdministrator { get; init; }

    /// <summary>Whether a new password is due before anything else.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>The role names in a rulebook; empty for none.</summary>
    public ImmutableArray<string> RolesIn(string rulebookId) => Roles.GetValueOrDefault(rulebookId, []);
}
