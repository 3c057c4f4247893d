using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>A step in the life of a plan.</summary>
/// <param name="Step">The step.</param>
/// <param name="State">done, now or todo.</param>
/// <param name="Acts">The acts done in it, the latest last.</param>
/// <param name="Who">Who does it, as the user reads it.</param>
/// <param name="Light">Its deadline as a light; null where it is done or the text has none.</param>
/// <param name="Href">The address of its form, where the visitor may do it now; null otherwise.</param>
public sealed record PlanStage(Step Step, string State, ImmutableArray<Act> Acts, string? Who, DeadlineLight? Light, string? Href)
{
    /// <summary>The act that stands; null when it has not been done.</summary>
    public Act? Last => State == "done" && !Acts.IsEmpty ? Acts[^1] : null;
}

/// <summary>The call for the demands of the year, and who has answered it.</summary>
/// <param name="Act">The act by which it was published; null when it has not been.</param>
/// <param name="Step">The step by which it is; null where the regulation knows none.</param>
/// <param name="Window">The window in which units declare; null where the rulebook has none.</param>
/// <param name="Light">The window as a light.</param>
/// <param name="Answered">The units that declared, with the number of their projects and how many came late.</param>
/// <param name="Silent">The units that did not.</param>
public sealed record PlanCall(Act? Act, Step? Step, DeadlineReckoning? Window, DeadlineLight Light, ImmutableArray<(string Unit, int Projects, int Late)> Answered, ImmutableArray<string> Silent);

/// <summary>A project of the table with what is known of it.</summary>
/// <param name="Line">How the table has it.</param>
/// <param name="File">Its row in the list; null when the visitor may not see it.</param>
/// <param name="Entry">Where it stands; null when it has nothing to do with a plan any more.</param>
/// <param name="Running">The sum up to and including it, in 万元.</param>
public sealed record PlanRowView(PlanLine Line, CaseRow? File, PlanEntry? Entry, decimal Running);

/// <summary>A sum over a group of projects.</summary>
/// <param name="Name">The group.</param>
/// <param name="Count">How many projects.</param>
/// <param name="Sum">What is arranged for them, in 万元.</param>
public sealed record PlanGroup(string Name, int Count, decimal Sum);

/// <summary>A version of the table with what changed since the one before.</summary>
/// <param name="Version">The version.</param>
/// <param name="Label">Its name: 第1稿, 第2稿 …</param>
/// <param name="Differences">What changed; empty for the first.</param>
/// <param name="Returned">The acts between it and the next version that sent it back: whose, and what they said.</param>
public sealed record PlanDraft(PlanVersion Version, string Label, ImmutableArray<PlanDifference> Differences, ImmutableArray<Act> Returned);

/// <summary>Something that stays barred while a project is in no plan.</summary>
/// <param name="Gate">The gate.</param>
public sealed record PlanEffect(Gate Gate);

/// <summary>The page of a plan year.</summary>
public sealed record PlanYearView
{
    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>What makes the plan.</summary>
    public required YearPlan Plan { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether the visitor sees all projects; else only those of the own unit.</summary>
    public required bool All { get; init; }

    /// <summary>The file of the plan; null when none has been begun.</summary>
    public CaseFile? File { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Other files for the same year: stopped or begun by mistake.</summary>
    public ImmutableArray<CaseRow> Others { get; init; } = [];

    /// <summary>Its life.</summary>
    public required ImmutableArray<PlanStage> Stages { get; init; }

    /// <summary>Where it stands, as a light: late, due, issued.</summary>
    public required DeadlineLight Light { get; init; }

    /// <summary>The article of its deadline.</summary>
    public Citation? LightArticle { get; init; }

    /// <summary>The step with which the visitor may begin the plan; null when there is one already, or the visitor may not.</summary>
    public Step? Begin { get; init; }

    /// <summary>The call.</summary>
    public required PlanCall Call { get; init; }

    /// <summary>The table as it stands.</summary>
    public ImmutableArray<PlanRowView> Rows { get; init; } = [];

    /// <summary>How much there is altogether, in 万元; null when not stated.</summary>
    public decimal? Ceiling { get; init; }

    /// <summary>What is arranged, in 万元.</summary>
    public decimal Sum { get; init; }

    /// <summary>Whether some project of the table is without an amount, so that the sum is too small.</summary>
    public bool SumIsPartial => Rows.Any(r => r.Line.Amount is null);

    /// <summary>The sums by unit.</summary>
    public ImmutableArray<PlanGroup> ByUnit { get; init; } = [];

    /// <summary>The sums by category.</summary>
    public ImmutableArray<PlanGroup> ByCategory { get; init; } = [];

    /// <summary>Projects that may enter and are not in the table.</summary>
    public ImmutableArray<PlanRow> Ready { get; init; } = [];

    /// <summary>Projects that may not enter, or of which it cannot be said.</summary>
    public ImmutableArray<PlanRow> Out { get; init; } = [];

    /// <summary>For a unit: its own projects that are in the plan, or were let in outside it.</summary>
    public ImmutableArray<PlanRow> Mine { get; init; } = [];

    /// <summary>What was let in, or asked to be, outside the ordinary way.</summary>
    public ImmutableArray<FiledAct> Outside { get; init; } = [];

    /// <summary>For acts outside the ordinary way: who agreed, by case number.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Agreed { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What was changed after the plan was issued.</summary>
    public ImmutableArray<FiledAct> Changes { get; init; } = [];

    /// <summary>The versions of the table, in order.</summary>
    public ImmutableArray<PlanDraft> Drafts { get; init; } = [];

    /// <summary>The titles of projects by number, as far as the visitor may see them.</summary>
    public ImmutableDictionary<string, CaseRow> Names { get; init; } = ImmutableDictionary<string, CaseRow>.Empty;

    /// <summary>What stays barred for projects that are in no plan.</summary>
    public ImmutableArray<PlanEffect> Effects { get; init; } = [];

    /// <summary>The act by which the plan was decided; null while it is not.</summary>
    public Act? Decided { get; init; }

    /// <summary>The act by which it was issued; null while it is not.</summary>
    public Act? Issued { get; init; }

    /// <summary>The number of the document by which it was issued; null for none.</summary>
    public string? IssuedNumber { get; init; }

    /// <summary>The address of the page.</summary>
    public string Href => AddressOf(Book.Id, Year);

    /// <summary>The address of the page of a year.</summary>
    public static string AddressOf(string rulebook, int year) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/plan/{rulebook}/{year}");

    /// <summary>The title of a project, or its number where the visitor may not see it.</summary>
    public string NameOf(string number) => Names.TryGetValue(number, out var row) ? row.Title : number;
}
