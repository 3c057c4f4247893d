using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Storage;

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

    /// <summary>The organisation; empty for an administrator.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Its name; for an administrator which one it is.</summary>
    public required string OrganisationName { get; init; }

    /// <summary>Its short name.</summary>
    public required string OrganisationShort { get; init; }

    /// <summary>The role names the person may act in today, by rulebook: own ones and those of people whose deputy the person is.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Roles { get; init; }

    /// <summary>Of these the roles in which the person acts only for somebody else.</summary>
    public ImmutableArray<DeputisedRole> ActsFor { get; init; } = [];

    /// <summary>Which administrator the person is; null for people of organisations, and for an administrator's account to which nothing has been granted.</summary>
    public AdminKind? Kind { get; init; }

    /// <summary>The jurisdiction to which the account belongs: that of its organisation, or the only one that an administrator sees; null for administrators of the whole installation.</summary>
    public Guid? TerritoryId { get; init; }

    /// <summary>The name of that jurisdiction; null for none.</summary>
    public string? TerritoryName { get; init; }

    /// <summary>Whether the person belongs to no organisation and sees no case.</summary>
    public required bool IsAdministrator { get; init; }

    /// <summary>Whether a new password is due before anything else.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>The person of an account, with the roles of those for whom the person acts today.</summary>
    public static SignedInUser Of(User user, ImmutableArray<DeputisedRole> deputised)
    {
        var label = user.AdminKind?.Label() ?? "还没有授权的账号";
        return new SignedInUser
        {
            Id = user.Id,
            UserName = user.UserName!,
            DisplayName = user.DisplayName,
            OrganisationId = user.OrganisationId ?? Guid.Empty,
            OrganisationName = user.Organisation?.Name ?? label,
            OrganisationShort = user.Organisation?.Short ?? label,
            Roles = user.Roles.Select(r => (r.RulebookId, r.Role)).Concat(deputised.Select(d => (d.RulebookId, d.Role))).GroupBy(r => r.RulebookId).ToImmutableDictionary(g => g.Key, g => g.Select(r => r.Role).ToImmutableArray()),
            ActsFor = deputised,
            Kind = user.OrganisationId is null ? user.AdminKind : null,
            TerritoryId = user.HomeId,
            TerritoryName = user.Organisation?.Territory?.Name,
            IsAdministrator = user.OrganisationId is null,
            MustChangePassword = user.MustChangePassword,
        };
    }

    /// <summary>The role names in a rulebook; empty for none.</summary>
    public ImmutableArray<string> RolesIn(string rulebookId) => Roles.GetValueOrDefault(rulebookId, []);

    /// <summary>The person in whose place this one acts in a role; null where the role is the person's own.</summary>
    public Principal? PrincipalIn(string rulebookId, string role) => ActsFor.FirstOrDefault(r => r.RulebookId == rulebookId && r.Role == role)?.For;

    /// <summary>The person as the one who acts in a role: in the person's own name, or as deputy.</summary>
    public Actor ActorAs(string rulebookId, string role) => new(Id, DisplayName, OrganisationId, OrganisationName, role) { For = PrincipalIn(rulebookId, role) };
}
