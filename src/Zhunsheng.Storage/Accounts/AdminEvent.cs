namespace Zhunsheng.Storage;

/// <summary>Something done to accounts. Never changed.</summary>
public sealed class AdminEvent
{
    /// <summary>Identifies it; later events have greater ones.</summary>
    public Guid Id { get; set; }

    /// <summary>The moment, in UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who did it; null for the command line or the demo data.</summary>
    public Guid? ById { get; set; }

    /// <summary>The name of who did it.</summary>
    public required string ByName { get; set; }

    /// <summary>What was done, in Chinese: 新建账号 …</summary>
    public required string What { get; set; }

    /// <summary>To whom or what.</summary>
    public required string Subject { get; set; }

    /// <summary>Details, in Chinese; never a password. May be empty.</summary>
    public required string Details { get; set; }
}

/// <summary>A request that was refused because the person has no right to it. Never changed.</summary>
public sealed class AccessRefusal
{
    /// <summary>Identifies it; later ones have greater ones.</summary>
    public Guid Id { get; set; }

    /// <summary>The moment, in UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The account; null when nobody was signed in.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The name of the account; empty when nobody was signed in.</summary>
    public required string UserName { get; set; }

    /// <summary>What was asked for.</summary>
    public required string What { get; set; }

    /// <summary>The network address it came from.</summary>
    public required string Address { get; set; }
}
