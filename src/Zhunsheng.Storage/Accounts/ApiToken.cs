namespace Zhunsheng.Storage;

/// <summary>A key with which a program of an organisation acts through the interface. Of the secret only a digest is kept.</summary>
public sealed class ApiToken
{
    /// <summary>Identifies it; also the service account in whose name its acts are made.</summary>
    public Guid Id { get; set; }

    /// <summary>The organisation for which it acts.</summary>
    public Guid OrganisationId { get; set; }

    /// <summary>The organisation.</summary>
    public Organisation? Organisation { get; set; }

    /// <summary>The name of the program; unique among the usable keys of the organisation.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, hexadecimal. The secret holds 256 random bits, so that no slow digest is needed.</summary>
    public required string SecretDigest { get; set; }

    /// <summary>The beginning of the secret, for recognising it.</summary>
    public required string Hint { get; set; }

    /// <summary>When it was issued, in UTC.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>The name of the administrator who issued it.</summary>
    public required string CreatedByName { get; set; }

    /// <summary>The last day on which it can be used (Beijing).</summary>
    public DateOnly LastDay { get; set; }

    /// <summary>When it was revoked, in UTC; null while it is not.</summary>
    public DateTimeOffset? Revoked { get; set; }

    /// <summary>The name of the administrator who revoked it; null while nobody has.</summary>
    public string? RevokedByName { get; set; }

    /// <summary>When it was last used, in UTC, to the minute or so; null for never.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>The roles given to it. Those that the organisation does not hold any more do not count.</summary>
    public List<ApiTokenRole> Roles { get; } = [];

    /// <summary>The name under which its acts stand in the case files.</summary>
    public string ActorName => "接口：" + Name;

    /// <summary>Why it cannot be used on a day, in Chinese; null when it can.</summary>
    public string? UnusableOn(DateOnly today) => Revoked is not null ? "凭证已经吊销" : today > LastDay ? "凭证已经过期" : null;
}

/// <summary>A role of a rulebook in which a program may act.</summary>
public sealed class ApiTokenRole
{
    /// <summary>The key.</summary>
    public Guid TokenId { get; set; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; set; }
}

/// <summary>A key just issued, with its secret, which is not to be had again.</summary>
/// <param name="Token">The key.</param>
/// <param name="Secret">The secret, to be sent as a bearer token.</param>
public sealed record IssuedToken(ApiToken Token, string Secret);
