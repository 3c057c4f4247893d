using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A fact as a reason used it.</summary>
/// <param name="Name">The name of the fact.</param>
/// <param name="Label">What the user reads.</param>
/// <param name="Value">Its value; null when unknown.</param>
public sealed record UsedFact(string Name, string Label, FeelValue Value);

/// <summary>One reason of an answer.</summary>
/// <param name="Article">The article it rests on.</param>
/// <param name="Rule">The rule: its kind and name, in Chinese.</param>
/// <param name="Facts">The facts that decided, with their values.</param>
/// <param name="Text">What it says, in Chinese; may be null.</param>
public sealed record Because(Citation Article, string Rule, ImmutableArray<UsedFact> Facts, string? Text);

/// <summary>The answer to a question. Its reasons are worked out when one of them is first read.</summary>
public sealed class Answer
{
    private readonly Lazy<Reasons> _reasons;

    internal Answer(QuestionCall question, FeelValue value, Lazy<Reasons> reasons)
    {
        Question = question;
        Value = value;
        _reasons = reasons;
    }

    /// <summary>The question.</summary>
    public QuestionCall Question { get; }

    /// <summary>The answer; null when it cannot be decided or the text is silent.</summary>
    public FeelValue Value { get; }

    /// <summary>The reasons.</summary>
    public ImmutableArray<Because> Because => _reasons.Value.Because;

    /// <summary>For 可否…: every article with a condition that is known to fail, whole articles, once each, in article order.</summary>
    public ImmutableArray<string> BlockedBy => _reasons.Value.BlockedBy;

    /// <summary>The facts whose absence leaves it undecided.</summary>
    public ImmutableArray<string> Unknown => _reasons.Value.Unknown;

    /// <summary>For 可否…: every gate that concerns it, with its verdict.</summary>
    public ImmutableArray<GateVerdict> Gates => _reasons.Value.Gates;

    /// <summary>For a time limit: its arithmetic; null otherwise.</summary>
    public DeadlineReckoning? Reckoning => _reasons.Value.Reckoning;

    /// <summary>Why there is no answer, in Chinese; null when there is one.</summary>
    public string? Note => _reasons.Value.Note;
}

/// <summary>The reasons of an answer; see there.</summary>
internal sealed record Reasons
{
    public ImmutableArray<Because> Because { get; init; } = [];

    public ImmutableArray<string> BlockedBy { get; init; } = [];

    public ImmutableArray<string> Unknown { get; init; } = [];

    public ImmutableArray<GateVerdict> Gates { get; init; } = [];

    public DeadlineReckoning? Reckoning { get; init; }

    public string? Note { get; init; }
}

/// <summary>How a gate stands.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Holds">True: lets pass; false: blocks; null: cannot be said.</param>
/// <param name="Facts">The facts that decided.</param>
/// <param name="Unknown">The facts that are missing.</param>
/// <param name="Excepted">Whether it lets pass only because an exception was granted.</param>
public sealed record GateVerdict(Gate Gate, bool? Holds, ImmutableArray<UsedFact> Facts, ImmutableArray<string> Unknown, bool Excepted)
{
    /// <summary>Whether it concerns the situation at all; false when its condition (when) is known not to hold, so that it lets pass without saying anything.</summary>
    public bool Applies { get; init; } = true;
}

/// <summary>How a paper stands in a dossier.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Due">Whether it is due; null when that cannot be said.</param>
/// <param name="HandedIn">Whether it is there.</param>
/// <param name="Unknown">The facts on which it depends whether it is due.</param>
/// <param name="Facts">The facts that decided whether it is due.</param>
public sealed record PaperState(Paper Paper, bool? Due, bool HandedIn, ImmutableArray<string> Unknown, ImmutableArray<UsedFact> Facts);

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>Can be done now.</summary>
    Open,
    /// <summary>Could be done, but a gate is known to block it.</summary>
    Blocked,
    /// <summary>Waits for other steps, or for its window to open.</summary>
    Waiting,
    /// <summary>Whether it is needed depends on facts that are not known.</summary>
    Undetermined,
    /// <summary>Done.</summary>
    Done,
    /// <summary>This project does not need it.</summary>
    NotNeeded,
}

/// <summary>Where a step of a case file stands. Why, is worked out when it is first read.</summary>
public sealed class StepState
{
    private readonly Lazy<DeadlineReckoning?> _deadline;
    private readonly Lazy<StepReasons> _reasons;

    internal StepState(Step step, FeelValue key, StepStatus status, Lazy<DeadlineReckoning?> deadline, Lazy<StepReasons> reasons)
    {
        Step = step;
        Key = key;
        Status = status;
        _deadline = deadline;
        _reasons = reasons;
    }

    /// <summary>The step.</summary>
    public Step Step { get; }

    /// <summary>For a step that occurs once per value: the value; null otherwise.</summary>
    public FeelValue Key { get; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; }

    /// <summary>The roles of which any may act; empty when that cannot be said yet.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The day its window opens, while that is still to come; null otherwise.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>The days of its time limit, without the arithmetic; null when the rulebook has none for it.</summary>
    public DeadlineDays? Days { get; init; }

    /// <summary>What has been done in it.</summary>
    public ImmutableArray<Occurrence> Occurrences { get; init; } = [];

    /// <summary>Whether the clock stands because papers are being completed.</summary>
    public bool Returned { get; init; }

    /// <summary>The steps it waits for.</summary>
    public ImmutableArray<string> WaitsFor => _reasons.Value.WaitsFor;

    /// <summary>The facts that are missing.</summary>
    public ImmutableArray<string> Unknown => _reasons.Value.Unknown;

    /// <summary>The facts that decided whether it is needed.</summary>
    public ImmutableArray<UsedFact> Facts => _reasons.Value.Facts;

    /// <summary>What it requires, answered on what is known now, without what its own form will say.</summary>
    public ImmutableArray<Answer> Requires => _reasons.Value.Requires;

    /// <summary>Its time limit with its arithmetic; null when the rulebook has none for it.</summary>
    public DeadlineReckoning? Deadline => _deadline.Value;
}

/// <summary>Why a step stands where it stands; see there.</summary>
internal sealed record StepReasons
{
    public static StepReasons None { get; } = new();

    public ImmutableArray<string> WaitsFor { get; init; } = [];

    public ImmutableArray<string> Unknown { get; init; } = [];

    public ImmutableArray<UsedFact> Facts { get; init; } = [];

    public ImmutableArray<Answer> Requires { get; init; } = [];
}
