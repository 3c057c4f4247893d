using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Where a project stands towards the plan of a year.</summary>
public enum PlanStanding
{
    /// <summary>It has been declared or is in the pool and waits for a plan.</summary>
    Waiting,
    /// <summary>A plan lists it.</summary>
    Listed,
    /// <summary>It was let in outside the ordinary way.</summary>
    Outside,
}

/// <summary>Why a project cannot be put into the plan now.</summary>
/// <param name="Name">The name of the gate, or of the step it waits for: groups equal reasons.</param>
/// <param name="Text">What stands in the way, in Chinese.</param>
/// <param name="Remedy">What would lift it, in Chinese; null when the text says it.</param>
/// <param name="Article">The article, as written.</param>
/// <param name="Strength">The force of the gate; null for a step it waits for.</param>
/// <param name="Platform">Whether the text is silent on the effect and the platform decides.</param>
/// <param name="Known">Whether it is known to stand in the way; false when facts are missing to say so.</param>
public sealed record PlanReason(string Name, string Text, string? Remedy, string Article, Strength? Strength, bool Platform, bool Known)
{
    /// <summary>Every reason why a step cannot be done now: the steps it waits for, the gates known to fail, then those that cannot be decided with the facts they lack.</summary>
    public static ImmutableArray<PlanReason> Of(StepState step, Rulebook book)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(book);
        var reasons = ImmutableArray.CreateBuilder<PlanReason>();
        foreach (var before in step.WaitsFor.Select(book.FindStep).OfType<Step>())
        {
            reasons.Add(new PlanReason(before.Name, $"还没有办结“{before.Title}”", $"等{string.Join("、", before.PossibleRoles)}办结", before.Article.Text, null, false, true));
        }

        foreach (var verdict in step.Requires.SelectMany(r => r.Gates).Where(g => g.Holds is not true && g.Applies).DistinctBy(g => g.Gate.Name).OrderBy(g => g.Holds is null))
        {
            var gate = verdict.Gate;
            var text = verdict.Holds is false ? gate.Reason : $"还不能判断，缺{Labels(book, verdict.Unknown)}";
            reasons.Add(new PlanReason(gate.Name, text, gate.Remedy, gate.Article.Text, gate.Strength, gate.Platform, verdict.Holds is false));
        }

        if (step.Status == StepStatus.Undetermined)
        {
            reasons.Add(new PlanReason(step.Step.Name, $"还不知道要不要办，缺{Labels(book, step.Unknown)}", null, step.Step.Article.Text, null, false, false));
        }

        return reasons.ToImmutable();
    }

    private static string Labels(Rulebook book, ImmutableArray<string> facts) =>
        facts.IsEmpty ? "要素" : string.Join("、", facts.Select(f => book.Facts.GetValueOrDefault(f)?.Label ?? f));
}

/// <summary>A project as the one who makes the plan of a year looks at it. Worked out from its acts.</summary>
public sealed record PlanEntry
{
    /// <summary>Where it stands.</summary>
    public required PlanStanding Standing { get; init; }

    /// <summary>The plan year it is meant for; null when not known.</summary>
    public int? Year { get; init; }

    /// <summary>What its unit asks for the year, in 万元; null when not known.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The group it belongs to; null when not known.</summary>
    public string? Category { get; init; }

    /// <summary>The day since which it waits.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>The day of its last declaration that stands; null while there is none.</summary>
    public DateOnly? Declared { get; init; }

    /// <summary>The day it was put into the plan; null while it waits.</summary>
    public DateOnly? Listed { get; init; }

    /// <summary>Whether it may be put into the plan now; null when facts are missing to say so.</summary>
    public bool? May { get; init; }

    /// <summary>Why it may not, or cannot be decided; every reason, not only the first.</summary>
    public ImmutableArray<PlanReason> Reasons { get; init; } = [];

    /// <summary>Where a file stands towards the plan; null for a file that has nothing to do with one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="evaluation">Its rulebook applied to it on the day that counts.</param>
    public static PlanEntry? Of(CaseFile file, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(evaluation);
        var book = evaluation.Rulebook;
        if (book.YearPlan is not { } plan || plan.ProjectKind != file.Kind)
        {
            return null;
        }

        var done = evaluation.Situation.Occurrences;
        var declared = plan.Declare.SelectMany(s => Settled(done, book, s)).OrderBy(o => o.Act).ToList();
        var pooled = plan.Pool is { } pool ? Settled(done, book, pool).ToList() : [];
        var listed = Settled(done, book, plan.List).LastOrDefault();
        var outside = plan.Outside.SelectMany(s => Settled(done, book, s)).OrderBy(o => o.Act).LastOrDefault();
        var inside = plan.Listed is { } fact && evaluation.Fact(fact).IsTrue;
        var standing = listed is not null && (plan.Listed is null || inside) ? PlanStanding.Listed : outside is not null && (inside || Gone()) ? PlanStanding.Outside : PlanStanding.Waiting;
        if (standing == PlanStanding.Waiting && (evaluation.Situation.Closed || Gone() || !plan.Declare.Append(plan.Pool ?? "").Any(s => done.ContainsKey(s))))
        {
            return null;
        }

        var first = declared.Concat(pooled).Select(o => o.On).DefaultIfEmpty(file.Acts.IsEmpty ? default : file.Acts[0].On).Min();
        var entry = new PlanEntry
        {
            Standing = standing,
            Year = evaluation.Fact(plan.Year).AsNumber is { } year ? (int)year : null,
            Amount = evaluation.Fact(plan.Amount).AsNumber,
            Category = plan.Category is { } category ? evaluation.Fact(category).AsString : null,
            Since = first,
            Declared = declared.Count == 0 ? null : declared[^1].On,
            Listed = standing switch { PlanStanding.Listed => listed!.On, PlanStanding.Outside => outside!.On, _ => null },
        };
        return standing == PlanStanding.Waiting ? entry.Judged(evaluation.Step(plan.List), book) : entry;

        bool Gone() => evaluation.Step(plan.List).Status == StepStatus.NotNeeded;
    }

    private PlanEntry Judged(StepState list, Rulebook book)
    {
        var reasons = PlanReason.Of(list, book);
        return this with
        {
            Reasons = reasons,
            May = list.Status switch
            {
                StepStatus.Open => reasons.IsEmpty ? true : null,
                StepStatus.Undetermined => null,
                _ => false,
            },
        };
    }

    private static IEnumerable<Occurrence> Settled(ImmutableDictionary<string, ImmutableArray<Occurrence>> done, Rulebook book, string step) =>
        done.GetValueOrDefault(step, []).Where(o => o.ReopenedBy is null && book.FindStep(step)?.FindOutcome(o.Outcome) is { Settles: true });
}
