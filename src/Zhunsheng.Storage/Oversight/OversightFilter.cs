using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Who waits for whom: the roles somebody acts in, and the day.</summary>
/// <param name="Roles">The roles, by rulebook.</param>
/// <param name="OrganisationId">The organisation: of the work of the unit that owns a file only its own files count.</param>
/// <param name="OrganisationName">Its name: where a file names the organisation for a role, only that one is waited for.</param>
/// <param name="Today">The day.</param>
public sealed record Seat(ImmutableArray<(string RulebookId, string Role)> Roles, Guid OrganisationId, string OrganisationName, DateOnly Today);

/// <summary>Which of the files that somebody may see are meant. Everything that is null leaves it open.</summary>
public sealed record OversightFilter
{
    /// <summary>For <see cref="PlanYear"/>: the files whose year is not known.</summary>
    public const int NoYear = 0;

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>The kind of case file.</summary>
    public string? Kind { get; init; }

    /// <summary>Open (false) or closed (true).</summary>
    public bool? Closed { get; init; } = false;

    /// <summary>The phase; empty for the files that stand in none.</summary>
    public string? Phase { get; init; }

    /// <summary>The plan year, or <see cref="NoYear"/>.</summary>
    public int? PlanYear { get; init; }

    /// <summary>The owner.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Files with a point of this kind; the five conditions after it narrow these points, and mean points of any kind where this is null.</summary>
    public PointKind? Point { get; init; }

    /// <summary>Of the point: the whole article.</summary>
    public string? Article { get; init; }

    /// <summary>Of the point: the name of the rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Of the point: the step.</summary>
    public string? Step { get; init; }

    /// <summary>Of the point: whose turn it is, as <see cref="PointRow.Office"/> says.</summary>
    public string? Office { get; init; }

    /// <summary>Of the point: it is the turn of one of these roles; empty for all.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Files of which this amount is known; surplus: is more than nothing.</summary>
    public Figure? Amount { get; init; }

    /// <summary>Files that wait for somebody.</summary>
    public Seat? Waiting { get; init; }

    /// <summary>Of what waits for <see cref="Waiting"/>: the step.</summary>
    public string? WaitingStep { get; init; }

    /// <summary>Whether any condition on points is set.</summary>
    internal bool AsksForPoints => Point is not null || Article is not null || Rule is not null || Step is not null || Office is not null || !Roles.IsEmpty;
}

/// <summary>Which of the acts in files that somebody may see are meant. Everything that is null leaves it open.</summary>
public sealed record DeedFilter
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>The organisation that acted.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>From this day on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to and including this day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How it ended.</summary>
    public DeedEnding? Ending { get; init; }

    /// <summary>The step.</summary>
    public string? Step { get; init; }

    /// <summary>The whole article of the step, of an exception: of the gate.</summary>
    public string? Article { get; init; }

    /// <summary>The whole article of the time limit.</summary>
    public string? LimitArticle { get; init; }

    /// <summary>The role in which it was done.</summary>
    public string? Role { get; init; }

    /// <summary>Late (true) or not (false).</summary>
    public bool? Late { get; init; }

    /// <summary>Whether a limit in working days can be compared with the days used.</summary>
    public bool? Measured { get; init; }
}

/// <summary>The orders of the list of files.</summary>
public enum OversightSort
{
    /// <summary>The latest first.</summary>
    Late,
    /// <summary>By number.</summary>
    Number,
    /// <summary>By owner.</summary>
    Owner,
    /// <summary>By place on the line of life.</summary>
    Phase,
    /// <summary>By plan year.</summary>
    PlanYear,
    /// <summary>By total investment.</summary>
    Money,
    /// <summary>By what has been paid.</summary>
    Paid,
}
