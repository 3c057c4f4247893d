using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A role of a rulebook.</summary>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Role">The name of the role.</param>
public readonly record struct RoleGrant(string RulebookId, string Role);

/// <summary>What came of a change to accounts.</summary>
/// <typeparam name="T">What is made or changed.</typeparam>
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
    /// <summary>The account has been shut; told only when the password was right.</summary>
    Disabled,
}

/// <summary>How a sign-in ended, and for whom.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="User">The person, with organisation and roles; null unless Ok.</param>
/// <param name="LockedUntil">For a locked account: until when, in UTC; null otherwise.</param>
public sealed record SignInOutcome(SignInVerdict Verdict, User? User, DateTimeOffset? LockedUntil);

/// <summary>Who did something to accounts.</summary>
/// <param name="UserId">The administrator; null for the command line or the demo data.</param>
/// <param name="Name">The name as shown.</param>
public sealed record AdminActor(Guid? UserId, string Name);
