using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A role of a rulebook.</summary>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Role">The name of the role.</param>
public readonly record struct RoleGrant(string RulebookId, string Role)
{
    /// <summary>Roles as one reads them: 单位（county-2026）、数据局（county-2026）.</summary>
    internal static string Words(IEnumerable<RoleGrant> grants) => string.Join("、", grants.Select(g => $"{g.Role}（{g.RulebookId}）"));
}

/// <summary>What came of a change to accounts.</summary>
/// <typeparam name="T">What is made or changed.</typeparam>
/// <param name="Value">What was made or changed; null when refused.</param>
/// <param name="Errors">What is wrong, in Chinese; empty when done.</param>
public sealed record AccountOutcome<T>(T? Value, ImmutableArray<string> Errors)
    where T : class
{
    /// <summary>Whether it was done.</summary>
    public bool Ok => Errors.IsEmpty;

    /// <summary>Whether it was refused because there is no such thing for the one who asked: to be answered like an address that does not exist.</summary>
    public bool Missing { get; init; }

    /// <summary>Whether it was refused because it is another administrator's work.</summary>
    public bool Forbidden { get; init; }

    internal static AccountOutcome<T> Done(T value) => new(value, []);

    internal static AccountOutcome<T> Refused(string error) => new(null, [error]);

    internal static AccountOutcome<T> NotFound(string error) => new(null, [error]) { Missing = true };

    internal static AccountOutcome<T> NotYours(string error) => new(null, [error]) { Forbidden = true };
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
    /// <summary>The account has been shut; told only when the password was right.</summary>
    Disabled,
    /// <summary>The security administrator has locked the account, or has not yet released it after its password was set anew; told only when the password was right.</summary>
    Locked,
}

/// <summary>How a sign-in ended, and for whom.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="User">The person, with organisation and roles; null unless Ok.</param>
/// <param name="LockedUntil">For a locked account: until when, in UTC; null otherwise.</param>
public sealed record SignInOutcome(SignInVerdict Verdict, User? User, DateTimeOffset? LockedUntil);
