using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A role of a rulebook.</summary>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Role">The name of the role.</param>
public readonly record struct RoleGrant(string RulebookId, string Role);

/// <summary>What came of a change to accounts.</summary>
/// <param name="Value">What was made or changed; null when refused.</param>
/// <param name="Errors">What is wrong, in Chinese; empty when done.</param>
public sealed record AccountOutcome<T>(T? Value, ImmutableArray<string> Errors)
    where T : class
{
    /// <summary>Whether it was done.</summary>
    public bool Ok => Errors.IsEmpty;
}

/// <summary>How a sign-in ended.</summary>
public enum SignInVerdict
{
    /// <summary>Name and password are right.</summary>
    Ok,
    /// <summary>Name or password is wrong; which of them is not told.</summary>
    Wrong,
    /// <summary>Too many failures: locked for a while.</summary>
    LockedOut,
    /// <summary>The account has been shut.</summary>
    Disabled,
}

/// <summary>How a sign-in ended, and for whom.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="User">The person, with organisation and roles; null unless Ok.</param>
/// <param name="LockedUntil">For a locked account: until when; null otherwise.</param>
public sealed record SignInOutcome(SignInVerdict Verdict, User? User, DateTimeOffset? LockedUntil);

/// <summary>Who did something to accounts.</summary>
/// <param name="UserId">The administrator; null for the command line or the demo data.</param>
/// <param name="Name">The name as shown.</param>
public sealed record AdminActor(Guid? UserId, string Name);

/// <summary>
/// Organisations, people and their roles. Every change is logged. System administrators hold none of the roles of a rulebook, and nobody who holds one can become a system administrator.
/// </summary>
public sealed class Accounts
{
    /// <summary>The role of system administrators (an identity role, a role claim after sign-in).</summary>
    public const string SystemAdministrator = "系统管理员";

    /// <summary>Failures after which an account is locked.</summary>
    public const int FailuresBeforeLockout = 5;

    /// <summary>For how long it is locked.</summary>
    public static TimeSpan LockoutTime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Enters an organisation. Names are unique.</summary>
    public Task<AccountOutcome<Organisation>> CreateOrganisation(string name, string? shortName, string? code, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Changes names and code.</summary>
    public Task<AccountOutcome<Organisation>> ChangeOrganisation(Guid id, string name, string? shortName, string? code, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Sets the roles of an organisation. Roles taken away are taken from its people too.</summary>
    public Task<AccountOutcome<Organisation>> SetOrganisationRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Makes an account in an organisation, with roles out of those of the organisation. The password must be changed at the first sign-in unless said otherwise.</summary>
    public Task<AccountOutcome<User>> CreateUser(string userName, string displayName, Guid organisationId, string password, IEnumerable<RoleGrant> roles, AdminActor by, bool mustChangePassword = true, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Makes a system administrator.</summary>
    public Task<AccountOutcome<User>> CreateAdministrator(string userName, string displayName, string password, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Sets the roles of a person.</summary>
    public Task<AccountOutcome<User>> SetUserRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Shuts or opens an account. Sessions of a shut account end: its security stamp changes.</summary>
    public Task<AccountOutcome<User>> SetDisabled(Guid id, bool disabled, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Gives a new password that must be changed at the next sign-in, and lifts a lock.</summary>
    public Task<AccountOutcome<User>> ResetPassword(Guid id, string password, AdminActor by, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Changes one's own password; the old one must be right.</summary>
    public Task<AccountOutcome<User>> ChangePassword(Guid id, string oldPassword, string newPassword, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Checks name and password, counts failures and locks. Makes no cookie.</summary>
    public Task<SignInOutcome> CheckPassword(string userName, string password, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>A person with organisation and roles; null when there is none.</summary>
    public Task<User?> FindUser(Guid id, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>All people, with organisation and roles, by organisation and name.</summary>
    public Task<ImmutableArray<User>> Users(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>All organisations with their roles, by name.</summary>
    public Task<ImmutableArray<Organisation>> Organisations(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Whether there is any system administrator.</summary>
    public Task<bool> HasAdministrator(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>What was done to accounts, the latest first.</summary>
    public Task<ImmutableArray<AdminEvent>> Events(int limit = 200, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Logs that somebody was refused access.</summary>
    public Task LogRefusal(Guid? userId, string userName, string what, string address, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Logged refusals, the latest first.</summary>
    public Task<ImmutableArray<AccessRefusal>> Refusals(int limit = 200, CancellationToken cancel = default) => throw new NotImplementedException();
}
