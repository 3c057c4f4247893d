using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How those who watch over projects work by this regulation: what counts as an inspection, which acts order a rectification, what may follow when it fails, and who gets a case of liability.</summary>
public sealed record OversightRules
{
    /// <summary>Nothing said: no orders, no ladder.</summary>
    public static OversightRules Empty { get; } = new();

    /// <summary>The steps that look at a project: inspections, spot checks, audits, demands for information; in the order written.</summary>
    public ImmutableArray<string> Inspections { get; init; } = [];

    /// <summary>The kinds of order, in the order written.</summary>
    public ImmutableArray<OrderRule> Orders { get; init; } = [];

    /// <summary>What may follow when an order is not met, from the mildest to the gravest.</summary>
    public ImmutableArray<SanctionRule> Ladder { get; init; } = [];

    /// <summary>How projects are chosen for a spot check; null where the regulation knows none.</summary>
    public SpotRule? Spot { get; init; }

    /// <summary>How cases of liability are prepared; null where the regulation knows none.</summary>
    public LiabilityRule? Liability { get; init; }
}

/// <summary>A kind of order to mend something by a day (限期整改), and the steps that belong to it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Step">The step that gives it.</param>
/// <param name="Outcome">The outcome that gives it; null for any.</param>
/// <param name="Due">The fact with the last day, as the order states it; null where none is set.</param>
/// <param name="DueSet">Who sets that day when the text has no number of days, in Chinese; null where the text has one.</param>
/// <param name="Answer">The step with which the unit answers, once for each order; null for none.</param>
/// <param name="Review">The step that looks at the answer, once for each order; null for none: then the answer settles it.</param>
/// <param name="Passed">The outcomes of the review that settle the order.</param>
/// <param name="Dispose">The step that decides what follows when the review failed; null for none.</param>
/// <param name="Climbs">Whether the ladder follows when it is not met.</param>
/// <param name="Article">The article.</param>
public sealed record OrderRule(
    string Name, string Step, string? Outcome, string? Due, string? DueSet, string? Answer, string? Review, ImmutableArray<string> Passed, string? Dispose, bool Climbs, Citation Article);

/// <summary>A rung of the ladder: a measure that may be or must be taken.</summary>
/// <param name="Name">The measure, as the regulation words it.</param>
/// <param name="Article">The article.</param>
/// <param name="Strength">Whether it must or may be taken.</param>
/// <param name="Taken">Whether it has been taken in this file and has not been lifted.</param>
/// <param name="Closes">The questions (可否…) that are answered no while it is in force; empty for a measure that closes nothing by itself.</param>
/// <param name="Refuses">The steps that are refused besides: one of their conditions looks at whether it is in force.</param>
/// <param name="By">The step that takes it.</param>
/// <param name="LiftedBy">The steps that lift it; empty for a measure that ends with itself.</param>
/// <param name="Remedy">What would lift it, in Chinese.</param>
/// <param name="Ends">Whether it ends the project.</param>
/// <param name="Platform">Whether the way of lifting it is a setting of the platform and not the text.</param>
public sealed record SanctionRule(
    string Name, Citation Article, Strength Strength, FeelExpression? Taken, ImmutableArray<string> Closes, ImmutableArray<string> Refuses, string? By, ImmutableArray<string> LiftedBy, string Remedy, bool Ends, bool Platform);

/// <summary>Spot checks (抽查): projects are chosen by lot among those in which the step can be done.</summary>
/// <param name="Step">The step that registers what was found; those who do it draw the lot.</param>
/// <param name="Article">The article.</param>
public sealed record SpotRule(string Step, Citation Article);

/// <summary>How a case of liability is prepared for the body that decides.</summary>
/// <param name="Under">The heading of the consequences that call for it.</param>
/// <param name="Step">The step that registers what was done.</param>
/// <param name="Bodies">To whom it is handed, by the name of the consequence: expressions that give a text.</param>
/// <param name="Otherwise">What is said where the text names no body, in Chinese.</param>
public sealed record LiabilityRule(string Under, string Step, ImmutableDictionary<string, FeelExpression> Bodies, string Otherwise);

/// <summary>A claim in the file held against other evidence in it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Sort">The sort (进度与资金, 数据共享 …) under which it is counted.</param>
/// <param name="Kind">The kind of case file.</param>
/// <param name="When">Under which condition it is looked at; null for always.</param>
/// <param name="Contradicts">Whether claim and evidence contradict each other; null (unknown) is never a contradiction.</param>
/// <param name="Text">What is said when they do: words with expressions in braces.</param>
/// <param name="Article">The article on which the claim rests; null for a hint of the platform.</param>
/// <param name="Before">The steps before whose decision it is shown.</param>
/// <param name="Remedy">How it is cleared up, in Chinese.</param>
public sealed record EvidenceRule(
    string Name, string Sort, string Kind, FeelExpression? When, FeelExpression Contradicts, ImmutableArray<TextPiece> Text, Citation? Article, ImmutableArray<string> Before, string Remedy);
