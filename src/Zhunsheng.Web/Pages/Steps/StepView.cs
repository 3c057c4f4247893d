using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Review;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>A paper in the form of a step.</summary>
/// <param name="Index">Its index in its dossier: names the file control.</param>
/// <param name="State">As the rulebook sees it, with what the form says.</param>
/// <param name="Kept">A file received with this form before it was sent back; null for none.</param>
/// <param name="Earlier">The file handed in by an earlier act; null for none.</param>
/// <param name="Confirmed">For a chapter: whether it was said to be in its paper.</param>
/// <param name="Error">What is wrong; null when nothing is.</param>
public sealed record PaperField(int Index, PaperState State, KeptPaper? Kept, Attachment? Earlier, bool Confirmed, string? Error)
{
    /// <summary>For a chapter: what came of looking for it in its paper; null while that is not there.</summary>
    public ChapterFinding? Chapter { get; init; }

    /// <summary>The chapters that the paper must hold, looked for in the file that is there; empty for none.</summary>
    public ImmutableArray<ChapterFinding> Chapters { get; init; } = [];

    /// <summary>In a form sent back: the file that stays as it was, because the paper is not on the list of what is missing; null otherwise.</summary>
    public Attachment? Stands { get; init; }

    /// <summary>In a form sent back: what is to be mended in this paper, in words; null when it is not on the list.</summary>
    public string? ToMend { get; init; }

    /// <summary>The name of its control.</summary>
    public string Name => StepPost.FilePrefix + Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The id of its control.</summary>
    public string Id => FormField.IdOf(Name);
}

/// <summary>A way the step can end, as a button.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Fields">What it asks besides.</param>
/// <param name="May">Whether it can be taken with what the form says; null when that cannot be said yet.</param>
/// <param name="Offered">Whether the rulebook offers it now; null when that cannot be said yet.</param>
/// <param name="Obstacles">What stands in the way.</param>
/// <param name="Empty">How many answers it needs that are still empty.</param>
/// <param name="Missing">How many papers it needs that are not there.</param>
public sealed record OutcomeChoice(Outcome Outcome, ImmutableArray<FormField> Fields, bool? May, bool? Offered, ImmutableArray<Obstacle> Obstacles, int Empty, int Missing)
{
    /// <summary>The document numbers that the act will be given: what is numbered, and how the number will look, with × for the ordinal.</summary>
    public ImmutableArray<(string Label, string Form)> Numbers { get; init; } = [];

    /// <summary>The ceilings that the act would lead above.</summary>
    public ImmutableArray<CeilingState> Ceilings { get; init; } = [];
}

/// <summary>Something the person has to have seen before the act is taken, although it hinders nothing.</summary>
/// <param name="Name">What it is known by in the form.</param>
/// <param name="Text">What is said.</param>
/// <param name="Article">The article it rests on; null for none.</param>
/// <param name="Platform">Whether it is a hint of the platform.</param>
/// <param name="Remedy">What would lift it; null where nothing is said.</param>
public sealed record FormHint(string Name, string Text, Citation? Article, bool Platform, string? Remedy);

/// <summary>What follows from the form as it is filled now.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Today">The day.</param>
/// <param name="Choices">The outcomes.</param>
/// <param name="Deadline">The time limit of the step; null for none.</param>
/// <param name="Told">Who will be told.</param>
/// <param name="Way">For a step that opens a case file: the whole way; null otherwise.</param>
/// <param name="Stages">What has to be approved, where the step opens a project or decides about it; null otherwise.</param>
/// <param name="Ahead">For a step that opens a case file: what will be in the way of later steps because of what is filled in.</param>
/// <param name="Asked">The names of the controls that are asked.</param>
public sealed record Derived(
    Rulebook Book,
    DateOnly Today,
    ImmutableArray<OutcomeChoice> Choices,
    DeadlineReckoning? Deadline,
    ImmutableArray<(string Kind, string To, Citation Article)> Told,
    Way? Way,
    StagesView? Stages,
    ImmutableArray<(Step Step, Obstacle Obstacle)> Ahead,
    ImmutableArray<string> Asked)
{
    /// <summary>Whether an act is being corrected: what was permitted then is not asked again.</summary>
    public bool Correcting { get; init; }

    /// <summary>The names of the controls that are asked only because other answers are still missing.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>What the rulebook warns of.</summary>
    public ImmutableArray<StepWarning> Warnings { get; init; } = [];

    /// <summary>The ceilings that the act would lead above, whichever outcome is chosen.</summary>
    public ImmutableArray<CeilingState> Ceilings => [.. Choices.SelectMany(c => c.Ceilings).DistinctBy(c => c.Ceiling.Name)];

    /// <summary>The outcomes that would lead above a ceiling; empty where all of them would, so that there is nothing to tell apart.</summary>
    /// <param name="above">One of <see cref="Ceilings"/>.</param>
    public ImmutableArray<string> OnlyWith(CeilingState above)
    {
        var with = Choices.Where(c => c.Ceilings.Any(o => o.Ceiling.Name == above.Ceiling.Name)).Select(c => c.Outcome.Name).ToImmutableArray();
        return with.Length == Choices.Length ? [] : with;
    }

    /// <summary>The hints that have to be seen before an act with this outcome: those of the platform, and the ceilings that only warn.</summary>
    /// <param name="outcome">The outcome; null for those of any.</param>
    public ImmutableArray<FormHint> HintsOf(string? outcome) =>
    [
        .. Correcting ? [] : Warnings.Where(w => w.Article is null).Select(w => new FormHint(w.Text, w.Text, null, true, null)),
        .. Choices.Where(c => outcome is null || c.Outcome.Name == outcome).SelectMany(c => c.Ceilings).DistinctBy(c => c.Ceiling.Name).Where(c => c.Ceiling.Platform || c.Ceiling.Strength == Strength.May)
            .Select(c => new FormHint(c.Ceiling.Name, c.Sentence, c.Ceiling.Article, c.Ceiling.Platform, c.Ceiling.Remedy)),
    ];

    /// <summary>The answers that the rulebook shows beside this form.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>For a form that describes a project: what resembles it; null for any other form.</summary>
    public Search.DuplicateView? Duplicates { get; init; }

    /// <summary>Whether the form lists data.</summary>
    public bool ListsData { get; init; }

    /// <summary>For a form that lists data, or weighs what is said of them: what others have of them; null for any other form.</summary>
    public Catalogue.DataCheckView? Data { get; init; }

    /// <summary>For a step that opens a case file: the outcome that closes it at once, when no other can be taken; null otherwise.</summary>
    public Outcome? ClosesAtOnce { get; init; }
}

/// <summary>The page of a step's form.</summary>
public sealed record StepView
{
    /// <summary>The file; null for a step that opens one.</summary>
    public CaseFile? File { get; init; }

    /// <summary>The title of the file; for an opening step what will be opened.</summary>
    public required string FileTitle { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The step.</summary>
    public required StepState State { get; init; }

    /// <summary>The address that takes the form.</summary>
    public required string Action { get; init; }

    /// <summary>The form.</summary>
    public required StepForm Form { get; init; }

    /// <summary>The papers to be handed in.</summary>
    public ImmutableArray<PaperField> Papers { get; init; } = [];

    /// <summary>Papers of another step, to be read by the one who acts.</summary>
    public Dossier? Shown { get; init; }

    /// <summary>The view that <see cref="Shown"/> belongs to.</summary>
    public CaseView? ShownView { get; init; }

    /// <summary>What follows from the form.</summary>
    public required Derived Derived { get; init; }

    /// <summary>Its deadline as a light.</summary>
    public required DeadlineLight Light { get; init; }

    /// <summary>What is wrong.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>What others did since the form was shown; empty for nothing.</summary>
    public ImmutableArray<Act> Newer { get; init; } = [];

    /// <summary>Whether all that was done since was done by the same person.</summary>
    public bool NewerIsOwn { get; init; }

    /// <summary>Names the submission.</summary>
    public required Guid Submission { get; init; }

    /// <summary>The number of the last act that the person has seen.</summary>
    public required int Head { get; init; }

    /// <summary>The largest file, in bytes.</summary>
    public required long PerFile { get; init; }

    /// <summary>For a correction: the act corrected; null otherwise.</summary>
    public Act? Corrected { get; init; }

    /// <summary>The remark; for a correction its reason.</summary>
    public string Note { get; init; } = "";

    /// <summary>The draft the form is kept in, or the number it would get.</summary>
    public required Guid DraftId { get; init; }

    /// <summary>The version of the draft that the form rests on; 0 when it is not kept yet.</summary>
    public required int DraftVersion { get; init; }

    /// <summary>The draft the form was taken from; null for none.</summary>
    public Draft? Draft { get; init; }

    /// <summary>Whether the person who looks saved that draft.</summary>
    public bool DraftIsOwn { get; init; }

    /// <summary>What somebody else saved in the meantime, beside what was typed here; null for nothing.</summary>
    public DraftComparison? Theirs { get; init; }

    /// <summary>Other drafts of the unit that open a file by the same step.</summary>
    public ImmutableArray<DraftRow> OtherDrafts { get; init; } = [];

    /// <summary>The hints that had not been shown when the form was sent; empty for none.</summary>
    public ImmutableArray<FormHint> Unseen { get; init; } = [];

    /// <summary>What is to be said on top about the form itself; null for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>What is wrong with the remark; null when nothing is.</summary>
    public string? NoteError => Problems.FirstOrDefault(p => p.FieldId == "note")?.Message;

    /// <summary>Whether the form carries files and is sent in parts.</summary>
    public bool HasFiles => Papers.Any(p => p.State.Paper is { From: null, Within: null });

    /// <summary>The list with which the form was sent back; null when it was not.</summary>
    public MendView? Mend { get; init; }

    /// <summary>For a step that sent forms back before: what was asked, and what came.</summary>
    public ImmutableArray<MendView> Replies { get; init; } = [];

    /// <summary>Whether the step sums up opinions of others, all of which stand on one page.</summary>
    public bool SumsUp { get; init; }

    /// <summary>For a step that sums up: what drawn persons said, taken together.</summary>
    public ImmutableArray<ExpertSummary> Experts { get; init; } = [];

    /// <summary>The heading.</summary>
    public string Heading => (Corrected is null ? "" : $"更正第{Corrected.Number}号行为：") + State.Step.Title + (State.Key.IsNull ? "" : $"（{SituationReader.Shown(State.Key)}）");
}
