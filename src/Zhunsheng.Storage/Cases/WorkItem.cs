using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>What waits for somebody.</summary>
public sealed record WorkItemQuery
{
    /// <summary>Only this rulebook; null for all.</summary>
    public string? RulebookId { get; init; }

    /// <summary>The roles in which the person acts, by rulebook.</summary>
    public required ImmutableArray<(string RulebookId, string Role)> Roles { get; init; }

    /// <summary>The person's organisation: of the work of the unit that owns a file only its own files count.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The name of the person's organisation: where a file names the organisation that acts in a role, only that one sees the work.</summary>
    public string OrganisationName { get; init; } = "";

    /// <summary>The person's account: where persons are drawn for a role, each sees only the own work.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Only what has to be done and can be done on this day: nothing blocked, nothing that is a mere possibility, nothing that opens later; null for all.</summary>
    public DateOnly? DoableOn { get; init; }

    /// <summary>At most so many, the most urgent first.</summary>
    public int Limit { get; init; } = 500;
}

/// <summary>Something that waits to be done.</summary>
/// <param name="CaseId">The file.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="CaseKind">Its kind.</param>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="OwnerId">The owner.</param>
/// <param name="OwnerName">The owner's name.</param>
/// <param name="Step">The step.</param>
/// <param name="StepTitle">Its title.</param>
/// <param name="Key">For a step that occurs once per value: the value as JSON text (<see cref="ActCodec.EncodeValue"/>); null otherwise.</param>
/// <param name="Role">The role that acts.</param>
/// <param name="Returned">Whether it has been opened again and waits for its clock to go on.</param>
/// <param name="Blocked">Whether a gate is known to block it.</param>
/// <param name="Optional">Whether the file can go on without it.</param>
/// <param name="OpensOn">The first day; null when there is no window.</param>
/// <param name="RemindOn">The day reminders begin; null for none.</param>
/// <param name="DueOn">The last day; null when there is none or it is not known.</param>
/// <param name="Provisional">The last day by plain weekdays where the official calendar is not published; null otherwise.</param>
/// <param name="Since">The day since which it waits.</param>
public sealed record WorkItem(
    Guid CaseId, string CaseNumber, string CaseTitle, string CaseKind, string RulebookId, Guid OwnerId, string OwnerName, string Step, string StepTitle, string? Key,
    string Role, bool Returned, bool Blocked, bool Optional, DateOnly? OpensOn, DateOnly? RemindOn, DateOnly? DueOn, DateOnly? Provisional, DateOnly Since)
{
    /// <summary>The light on a day.</summary>
    public Light LightOn(DateOnly day) =>
        Returned ? Light.Paused
        : OpensOn is { } opens && day < opens ? Light.Idle
        : DueOn is not { } due ? Light.None
        : day > due ? Light.Late
        : RemindOn is { } remind && day >= remind ? Light.Soon
        : Light.Ok;
}
