using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A case file in the list: worked out from its acts whenever one is added.</summary>
internal sealed class CaseListRecord
{
    /// <summary>Money is stored in millionths of 万元 (分), as whole numbers, so that both databases sort and add it exactly.</summary>
    public const decimal MoneyScale = 1_000_000m;

    private const char Between = '\n';

    public Guid CaseId { get; set; }

    public required string Number { get; set; }

    public required string RulebookId { get; set; }

    public required string Kind { get; set; }

    public required string Title { get; set; }

    public Guid OwnerId { get; set; }

    public required string OwnerName { get; set; }

    /// <summary>The organisations that the file names for a role (see <see cref="NamedEntry"/>), each between line feeds; empty for none.</summary>
    public string Named { get; set; } = "";

    public string? Phase { get; set; }

    /// <summary>The place of the phase on the line of life, from 0; −1 for none.</summary>
    public int PhaseOrder { get; set; }

    public int? PlanYear { get; set; }

    public long? Money { get; set; }

    /// <summary>The titles of the open steps, one a line.</summary>
    public required string Next { get; set; }

    public bool Closed { get; set; }

    public int Head { get; set; }

    public DateTimeOffset Updated { get; set; }

    /// <summary>The legal day for which it was worked out.</summary>
    public DateOnly EvaluatedOn { get; set; }

    /// <summary>Title, number and owner in lower case, for narrowing the list.</summary>
    public required string SearchText { get; set; }

    public CaseRow ToRow() => new(
        CaseId, Number, RulebookId, Kind, Title, OwnerId, OwnerName, Phase, PlanYear, Money / MoneyScale,
        [.. Next.Split(Between, StringSplitOptions.RemoveEmptyEntries)], Closed, Head, Updated);

    /// <summary>That a file names an organisation for a role.</summary>
    public static string NamedEntry(string rulebookId, string role, string organisation) => $"{rulebookId}|{role}|{organisation}";

    public static string NamedText(IEnumerable<string> names) => string.Concat(names.Distinct().Select(n => Between + n + Between));

    public static string Lines(IEnumerable<string> titles) => string.Join(Between, titles);
}

/// <summary>A step that is open in a case file: worked out from its acts whenever one is added.</summary>
internal sealed class WorkItemRecord
{
    public Guid CaseId { get; set; }

    /// <summary>Its place among the open steps of the file, from 0.</summary>
    public int Ordinal { get; set; }

    public required string Step { get; set; }

    public required string StepTitle { get; set; }

    public string? Key { get; set; }

    public required string Role { get; set; }

    /// <summary>Rulebook and role in one, see <see cref="AudienceOf"/>.</summary>
    public required string Audience { get; set; }

    /// <summary>Whether it is for the unit that owns the file.</summary>
    public bool Own { get; set; }

    public Guid OwnerId { get; set; }

    /// <summary>The name of the one organisation that acts in the role in this file; null for any that has the role, empty where the file must name one and names none yet.</summary>
    public string? Named { get; set; }

    public bool Returned { get; set; }

    public bool Blocked { get; set; }

    public bool Optional { get; set; }

    /// <summary>Whether acts of another file bring it about: on nobody's desk.</summary>
    public bool Conveyed { get; set; }

    public DateOnly? OpensOn { get; set; }

    public DateOnly? RemindOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateOnly? ProvisionalOn { get; set; }

    public DateOnly Since { get; set; }

    public WorkItem ToItem(CaseListRecord file) => new(
        CaseId, file.Number, file.Title, file.Kind, file.RulebookId, file.OwnerId, file.OwnerName, Step, StepTitle, Key,
        Role, Returned, Blocked, Optional, OpensOn, RemindOn, DueOn, ProvisionalOn, Since);

    public static string AudienceOf(string rulebookId, string role) => rulebookId + "|" + role;
}
