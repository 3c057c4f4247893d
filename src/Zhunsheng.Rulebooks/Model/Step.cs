using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A question with fixed arguments, as steps require and gates block it.</summary>
/// <param name="Question">The name of the question.</param>
/// <param name="Arguments">Its arguments, by name.</param>
public sealed record QuestionCall(string Question, ImmutableDictionary<string, FeelValue> Arguments)
{
    /// <summary>The call as one reads it: 可否审批（初步设计方案）.</summary>
    public override string ToString() => Arguments.IsEmpty
        ? Question
        : $"{Question}（{string.Join("、", Arguments.Values.Select(v => v.AsString ?? v.ToString()))}）";
}

/// <summary>A fact that a form asks.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="When">Under which condition it is asked; null for always. Asked unless known to be false.</param>
/// <param name="Optional">Whether it may be left open.</param>
/// <param name="Value">What the form proposes; null for nothing.</param>
public sealed record AskedFact(FactDefinition Fact, FeelExpression? When, bool Optional, ValueRule? Value);

/// <summary>A section of a form.</summary>
/// <param name="Title">Its title; null for the only one.</param>
/// <param name="Facts">What it asks.</param>
public sealed record FormSection(string? Title, ImmutableArray<AskedFact> Facts);

/// <summary>An act that an outcome brings about in other case files.</summary>
/// <param name="Fact">The fact of type cases that names the files.</param>
/// <param name="Step">The step there.</param>
/// <param name="Outcome">Its outcome there.</param>
public sealed record Conveyance(string Fact, string Step, string Outcome);

/// <summary>One way a step can end.</summary>
public sealed record Outcome
{
    /// <summary>Its name, also the label of its button.</summary>
    public required string Name { get; init; }

    /// <summary>Offered only when this holds; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>Why it is not offered when <see cref="When"/> does not hold, in Chinese; null when the author gave none.</summary>
    public string? Reason { get; init; }

    /// <summary>What must be answered true for this outcome, besides what the step requires.</summary>
    public ImmutableArray<QuestionCall> Requires { get; init; } = [];

    /// <summary>What it asks besides the step's form.</summary>
    public ImmutableArray<AskedFact> Asks { get; init; } = [];

    /// <summary>The facts it sets, evaluated on the facts of the case with those of the act.</summary>
    public ImmutableArray<(FactDefinition Fact, ValueRule Value)> Sets { get; init; } = [];

    /// <summary>The steps it opens again. The step itself is then not settled by it.</summary>
    public ImmutableArray<string> Reopens { get; init; } = [];

    /// <summary>Whether it sends forms back for completion: then it asks what is missing (<see cref="ReturnList"/>), and only that may be changed.</summary>
    public bool Returns { get; init; }

    /// <summary>Of the steps it opens again, the forms that it sends back to others; the rest is done anew after them.</summary>
    public ImmutableArray<string> Forms { get; init; } = [];

    /// <summary>The deadlines whose clock stands until the reopened steps are settled again.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];

    /// <summary>What it brings about in other case files; null for nothing.</summary>
    public Conveyance? Conveys { get; init; }

    /// <summary>The fact whose persons it draws by lot, or to which it draws those that are missing; null for none.</summary>
    public string? Draws { get; init; }

    /// <summary>Whether the drawn person who acts takes part no longer (申明回避).</summary>
    public bool Withdraws { get; init; }

    /// <summary>Whether it closes the case file.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether the step is settled by it.</summary>
    public bool Settles => Reopens.IsEmpty;
}

/// <summary>A step that occurs once for each value of a list.</summary>
/// <param name="Name">The name under which the value stands in expressions and records.</param>
/// <param name="In">The list of values.</param>
/// <param name="Of">The step whose occurrence with that number lends its facts; null for none.</param>
/// <param name="People">The fact of drawn persons, each of whom acts once for himself; null for none.</param>
public sealed record Repetition(string Name, FeelExpression In, string? Of, string? People = null)
{
    /// <summary>The name under which a drawn person stands in expressions when the author gives none.</summary>
    public const string Self = "本人";
}

/// <summary>Something said to the one who fills in a form, when its condition is known to hold; it hinders nothing.</summary>
/// <param name="When">The condition.</param>
/// <param name="Text">What is said, in Chinese.</param>
/// <param name="Article">The article it rests on; null for a hint of the platform.</param>
public sealed record StepWarning(FeelExpression When, string Text, Citation? Article);

/// <summary>Something an actor may do in a case file (环节).</summary>
public sealed record Step
{
    /// <summary>Its name, unique in the rulebook.</summary>
    public required string Name { get; init; }

    /// <summary>What the user reads.</summary>
    public required string Title { get; init; }

    /// <summary>The article it rests on.</summary>
    public required Citation Article { get; init; }

    /// <summary>The kind of case file it belongs to.</summary>
    public required string Kind { get; init; }

    /// <summary>The phase on the line of life; null for none.</summary>
    public string? Phase { get; init; }

    /// <summary>The role that acts: a text, or a list of which any may act; null when it cannot be said yet.</summary>
    public required ValueRule By { get; init; }

    /// <summary>All roles that By can name.</summary>
    public ImmutableArray<string> PossibleRoles { get; init; } = [];

    /// <summary>Whether it begins a case file.</summary>
    public bool Opens { get; init; }

    /// <summary>The steps that must be settled (or not needed) before.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>The condition under which it is needed; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>What must be answered true when it is handed in.</summary>
    public ImmutableArray<QuestionCall> Requires { get; init; } = [];

    /// <summary>The form.</summary>
    public ImmutableArray<FormSection> Asks { get; init; } = [];

    /// <summary>The dossier whose papers are handed in here; null for none.</summary>
    public string? Dossier { get; init; }

    /// <summary>The dossier shown to the one who acts; null for none.</summary>
    public string? Shows { get; init; }

    /// <summary>What the one who acts is warned of.</summary>
    public ImmutableArray<StepWarning> Warnings { get; init; } = [];

    /// <summary>Answers shown to the one who acts, worked out with what is typed.</summary>
    public ImmutableArray<QuestionCall> Answers { get; init; } = [];

    /// <summary>Whether it may be done again and again.</summary>
    public bool Repeats { get; init; }

    /// <summary>Once for each of a list; null otherwise.</summary>
    public Repetition? Each { get; init; }

    /// <summary>The gate to which this step grants an exception; null for none.</summary>
    public string? Grants { get; init; }

    /// <summary>The kind of case file whose act brings this step about; null when it is done directly.</summary>
    public string? Via { get; init; }

    /// <summary>Whether the case can go on without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether the text does not know the step and the platform offers it.</summary>
    public bool Platform { get; init; }

    /// <summary>What the actor should know, one sentence; may be null.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether a group decides here at a meeting, which may be recorded (<see cref="MeetingRecord"/>).</summary>
    public bool Meeting { get; init; }

    /// <summary>The ways it can end, at least one.</summary>
    public required ImmutableArray<Outcome> Outcomes { get; init; }

    /// <summary>Whether what the form asks belongs to the occurrence only.</summary>
    public bool OwnFacts => Repeats || Each is not null;

    /// <summary>Whether every act of the step hands in papers of its own: it may be done several times, and no other step shares its dossier.</summary>
    public bool OwnPapers { get; init; }

    /// <summary>The outcome of a name, or null.</summary>
    public Outcome? FindOutcome(string name) => Outcomes.FirstOrDefault(o => o.Name == name);
}
