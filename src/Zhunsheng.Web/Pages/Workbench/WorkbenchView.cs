using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Workbench;

/// <summary>A job in the workbench.</summary>
/// <param name="Item">The job.</param>
/// <param name="Mark">Its deadline as a light.</param>
/// <param name="Article">The article of its deadline, else of its step.</param>
/// <param name="Strength">The force of the deadline; null where the text has none.</param>
/// <param name="Href">The address of its form.</param>
public sealed record Job(WorkItem Item, DeadlineLight Mark, Citation? Article, Strength? Strength, string Href)
{
    /// <summary>The job with its light on a day.</summary>
    public static Job Of(WorkItem item, Rulebook? book, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(item);
        var deadline = book?.Deadlines.FirstOrDefault(d => d.Steps.Contains(item.Step));
        var step = book?.FindStep(item.Step);
        var waited = item.Since < today ? $"已等{today.DayNumber - item.Since.DayNumber}天" : "今日到";
        var light = book is null || deadline is null || deadline.None is not null
            ? item.Returned ? new DeadlineLight(Light.Paused, "等补正", waited) : new DeadlineLight(Light.None, "条文无时限", waited)
            : item is { DueOn: null, Provisional: { } hint } ? new DeadlineLight(Light.Idle, "日历未公布", $"暂估{DayText.Short(hint, today)}")
            : item.DueOn is null ? new DeadlineLight(Light.Idle, "未起算", waited)
            : item.Returned ? new DeadlineLight(Light.Paused, "停表，等补正", null)
            : DeadlineLight.Of(item.OpensOn, item.DueOn, item.RemindOn, deadline.Within?.Unit == PeriodUnit.WorkingDay, false, today, book.Calendar);
        var strength = deadline is { None: null } ? deadline.Strength : (Strength?)null;
        return new Job(item, light, deadline is { None: null } ? deadline.Article : step?.Article, strength,
            $"/cases/{item.CaseNumber}/steps/{Uri.EscapeDataString(item.Step)}{(item.Key is null ? "" : "?key=" + Uri.EscapeDataString(item.Key))}");
    }

    /// <summary>For a form that was sent back: what is to be mended, one thing each; empty for any other.</summary>
    public ImmutableArray<string> ToMend { get; init; } = [];

    /// <summary>The value of the repetition as one reads it; null for none.</summary>
    public string? KeyText => Item.Key is { } key ? SituationReader.Shown(ActCodec.DecodeValue(key)) : null;
}

/// <summary>A plan of the coming year that has not been begun.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Year">The year.</param>
/// <param name="Mark">Its deadline as a light.</param>
/// <param name="Article">The article of the deadline; null for none.</param>
/// <param name="Begin">The step with which it is begun.</param>
public sealed record PlanToBegin(Rulebook Book, int Year, DeadlineLight Mark, Citation? Article, Step Begin);

/// <summary>The workbench of a person.</summary>
public sealed record WorkbenchView
{
    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What waits for the person, the urgent first.</summary>
    public required ImmutableArray<Job> Mine { get; init; }

    /// <summary>What can be done at any time but need not be.</summary>
    public required ImmutableArray<Job> Possible { get; init; }

    /// <summary>Jobs of the person that a gate blocks for now, or whose window is not open yet.</summary>
    public required ImmutableArray<Job> Blocked { get; init; }

    /// <summary>What the files of the person's unit wait for from others.</summary>
    public required ImmutableArray<Job> Others { get; init; }

    /// <summary>Plans of the coming year that have not been begun.</summary>
    public ImmutableArray<PlanToBegin> Plans { get; init; } = [];

    /// <summary>What the person may begin: rulebook, kind of case file, title of the step.</summary>
    public required ImmutableArray<(string Rulebook, string Kind, string Step, string Title)> Begin { get; init; }

    /// <summary>Forms that the person's unit keeps and has not handed in, of the person's roles; the latest first.</summary>
    public ImmutableArray<DraftRow> Drafts { get; init; } = [];

    /// <summary>How many are late.</summary>
    public int Late => Mine.Count(j => j.Mark.Light == Light.Late);

    /// <summary>How many are due soon.</summary>
    public int Soon => Mine.Count(j => j.Mark.Light == Light.Soon);
}
