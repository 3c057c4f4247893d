using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Ways;

/// <summary>A step on the way that a project has before it.</summary>
/// <param name="State">Where the step stands; undetermined when it depends on facts that are not known.</param>
/// <param name="Who">Who acts, as the user reads it; null when that cannot be said yet.</param>
/// <param name="Papers">The papers of its dossier that are due or may be.</param>
/// <param name="Limit">Its time limit; null when the rulebook has none.</param>
/// <param name="Reckoning">The limit worked out; null when it cannot be yet.</param>
/// <param name="Told">Who is told when it is done.</param>
/// <param name="Unknown">The facts on which it depends whether the project passes here, or who acts.</param>
/// <param name="Certain">Whether it is certain that the project passes here.</param>
public sealed record WayStep(
    StepState State,
    string? Who,
    ImmutableArray<PaperState> Papers,
    Deadline? Limit,
    DeadlineReckoning? Reckoning,
    ImmutableArray<(string Kind, string To, Citation Article)> Told,
    ImmutableArray<string> Unknown,
    bool Certain)
{
    /// <summary>The step.</summary>
    public Step Step => State.Step;

    /// <summary>Whether it is done only when the occasion arises: at any time, again and again, or not at all.</summary>
    public bool OnOccasion => Step.Optional || Step.Repeats;

    /// <summary>Whether every such project passes here.</summary>
    public bool Always => Certain && !OnOccasion;

    /// <summary>The limit in words: 20工作日, 第6至12个月, 10月31日; null when the text has none.</summary>
    public string? When => Limit switch
    {
        null => null,
        { None: { } } => null,
        { Window: { } window } => $"第{window.Opens.Amount}{(window.Opens.Unit == window.Closes.Unit ? "" : window.Opens.UnitText)}至{window.Closes}",
        { Within: { } within } => $"{within}内",
        _ when Reckoning?.Due is { } due => Components.DayText.Iso(due) + "前",
        _ => "按年定日",
    };
}
