namespace Zhunsheng.Storage;

/// <summary>代理: for some days one person of an organisation acts in another's place. Ends by itself; may be ended before.</summary>
public sealed class Deputy
{
    /// <summary>Identifies it.</summary>
    public Guid Id { get; set; }

    /// <summary>The absent person.</summary>
    public Guid PrincipalId { get; set; }

    /// <summary>The absent person.</summary>
    public User? Principal { get; set; }

    /// <summary>The person who acts.</summary>
    public Guid DeputyId { get; set; }

    /// <summary>The person who acts.</summary>
    public User? Person { get; set; }

    /// <summary>The first legal day.</summary>
    public DateOnly FirstDay { get; set; }

    /// <summary>The last legal day, included.</summary>
    public DateOnly LastDay { get; set; }

    /// <summary>The roles; empty for all that the absent person holds on the day.</summary>
    public List<DeputyRole> Roles { get; } = [];

    /// <summary>Who named the deputy.</summary>
    public Guid NamedById { get; set; }

    /// <summary>The name of who did.</summary>
    public required string NamedBy { get; set; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When it was ended before its last day, in UTC; null when it was not.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Ended is null && FirstDay <= day && day <= LastDay;

    /// <summary>Whether it covers a role.</summary>
    public bool Covers(string rulebookId, string role) => Roles.Count == 0 || Roles.Exists(r => r.RulebookId == rulebookId && r.Role == role);
}

/// <summary>A role in which a deputy acts.</summary>
public sealed class DeputyRole
{
    /// <summary>The appointment.</summary>
    public Guid AppointmentId { get; set; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The name of the role.</summary>
    public required string Role { get; set; }
}
