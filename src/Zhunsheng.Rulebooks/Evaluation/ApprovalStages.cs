using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How a stage of approval stands for a project.</summary>
public enum StageStanding
{
    /// <summary>Approved.</summary>
    Done,
    /// <summary>Its turn.</summary>
    Open,
    /// <summary>Needed, its turn has not come.</summary>
    Waiting,
    /// <summary>Whether it is needed depends on facts that are not known.</summary>
    Undetermined,
    /// <summary>Contained in another document that is needed.</summary>
    Merged,
    /// <summary>Not needed.</summary>
    Skipped,
}

/// <summary>One change of one fact that would make a stage necessary.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Words">The change in Chinese: 总投资超过400万元.</param>
public sealed record StageChange(string Fact, string Words);

/// <summary>A stage of approval: a document to be approved or a station to be passed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Articles">The articles that decide whether it is needed.</param>
/// <param name="Facts">The facts that decided: those of which a change alone would decide otherwise; where there is none, all that the decision used.</param>
public sealed record ApprovalStage(string Name, StageStanding Standing, ImmutableArray<Citation> Articles, ImmutableArray<UsedFact> Facts)
{
    /// <summary>The step that settles it; null where the rulebook names none.</summary>
    public Step? Step { get; init; }

    /// <summary>The roles that settle it: those that the situation tells, else all that may be; empty where no step is named.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The occurrence that settled it; null while none has.</summary>
    public Occurrence? Settled { get; init; }

    /// <summary>For a merged stage: the document that contains it; null otherwise.</summary>
    public string? Into { get; init; }

    /// <summary>For a stage that is not needed by itself: what would make it necessary, as far as one change alone does.</summary>
    public ImmutableArray<StageChange> Changes { get; init; } = [];
}

/// <summary>The stages that a project has to pass, in order, and those that the regulation knows but this project does not need. Derived from the ordered decisions of the rulebook.</summary>
/// <param name="Answer">The decision.</param>
/// <param name="Needed">The stages needed, in order; those it depends on facts that are not known when the decision is open.</param>
/// <param name="NotNeeded">The stages that are merged into others or skipped.</param>
public sealed record ApprovalStages(Answer Answer, ImmutableArray<ApprovalStage> Needed, ImmutableArray<ApprovalStage> NotNeeded)
{
    /// <summary>The facts that are missing; empty when the decision is made.</summary>
    public ImmutableArray<string> Unknown => Answer.Value.IsNull ? Answer.Unknown : [];

    /// <summary>The stages of a situation: one for each ordered decision that can be asked without arguments and is about stages.</summary>
    public static ImmutableArray<ApprovalStages> Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return [.. evaluation.Rulebook.StageDecisions.Select(d => Of(evaluation, d)).Where(s => !s.Needed.IsEmpty || !s.NotNeeded.IsEmpty)];
    }

    private static ApprovalStages Of(Evaluation evaluation, StageDecision decision)
    {
        var answer = evaluation.Ask(decision.Question);
        var facts = answer.Because.SelectMany(b => b.Facts).DistinctBy(f => f.Name).ToImmutableArray();
        ImmutableArray<Citation> articles = [.. answer.Because.Select(b => b.Article).Distinct()];
        if (answer.Value.AsList is not { } list)
        {
            return new ApprovalStages(answer, answer.Because.IsEmpty && answer.Unknown.IsEmpty ? [] : [.. decision.Named.Select(n => Stage(evaluation, n, articles, facts, StageStanding.Undetermined))], []);
        }

        var needed = list.Select(v => v.AsString).OfType<string>().ToList();
        return new ApprovalStages(
            answer,
            [.. needed.Select(n => Stage(evaluation, n, articles, facts, null))],
            [.. decision.Known.Where(n => !needed.Contains(n)).Select(n => NotNeededStage(evaluation, decision, n, needed, articles, facts)).OfType<ApprovalStage>()]);
    }

    private static ApprovalStage Stage(Evaluation evaluation, string name, ImmutableArray<Citation> articles, ImmutableArray<UsedFact> facts, StageStanding? known)
    {
        var rule = evaluation.Rulebook.Stages.FirstOrDefault(s => s.Name == name);
        var step = rule is null ? null : evaluation.Rulebook.FindStep(rule.Step);
        var settled = step is null ? null : evaluation.Situation.Occurrences.GetValueOrDefault(step.Name, [])
            .LastOrDefault(o => o.ReopenedBy is null && step.FindOutcome(o.Outcome) is { Settles: true } && (step.Each is null || o.Key.AsString == name));
        var states = step is null || evaluation.Situation.Kind is null ? [] : evaluation.Steps().Where(s => s.Step.Name == step.Name).ToList();
        var standing = states.Exists(s => (step!.Each is null || s.Key.AsString == name) && s.Status is StepStatus.Open or StepStatus.Blocked) ? StageStanding.Open : StageStanding.Waiting;
        return new ApprovalStage(name, settled is not null ? StageStanding.Done : known ?? standing, articles, facts)
        {
            Step = step,
            Settled = settled,
            Roles = step is null ? [] : states.Find(s => !s.Roles.IsEmpty) is { } state ? state.Roles : [.. step.PossibleRoles],
        };
    }

    /// <summary>A stage that is not needed by itself; null for a merged document none of whose parts the project would know apart.</summary>
    private static ApprovalStage? NotNeededStage(
        Evaluation evaluation, StageDecision decision, string name, List<string> needed, ImmutableArray<Citation> articles, ImmutableArray<UsedFact> facts)
    {
        var host = evaluation.Rulebook.Stages.FirstOrDefault(s => needed.Contains(s.Name) && s.Merges.Contains(name));
        if (host is null && !decision.Named.Contains(name))
        {
            // Known only as a part of documents that this project does not need.
            return null;
        }

        var changes = decision.Named.Contains(name) ? StageProbe.Changes(evaluation, decision, name) : [];
        var decisive = changes.Select(c => new UsedFact(c.Fact, evaluation.Rulebook.Facts.GetValueOrDefault(c.Fact)?.Label ?? c.Fact, evaluation.Fact(c.Fact))).Where(f => !f.Value.IsNull).ToImmutableArray();
        return new ApprovalStage(
            name, host is null ? StageStanding.Skipped : StageStanding.Merged, host is null ? articles : [.. articles.Append(host.Article).Distinct()], decisive.IsEmpty ? facts : decisive)
        {
            Into = host?.Name,
            Step = evaluation.Rulebook.Stages.FirstOrDefault(s => s.Name == name) is { } own ? evaluation.Rulebook.FindStep(own.Step) : null,
            Changes = changes,
        };
    }
}

/// <summary>An ordered decision about stages, with what it can come to.</summary>
/// <param name="Question">The question.</param>
/// <param name="Named">The stages that its answers name, in the order of the rules.</param>
/// <param name="Known">Besides, the documents that are only known as merged into others; before the stages that contain them.</param>
/// <param name="Facts">The stated facts on which it rests.</param>
/// <param name="Amounts">The amounts that the rules work out on the way, by the names of their decisions.</param>
/// <param name="Numbers">The numbers that its rules and settings compare with, in order.</param>
public sealed record StageDecision(string Question, ImmutableArray<string> Named, ImmutableArray<string> Known, ImmutableArray<string> Facts, ImmutableArray<string> Amounts, ImmutableArray<decimal> Numbers)
{
    /// <summary>The ordered decisions of a rulebook that can be asked without arguments.</summary>
    internal static ImmutableArray<StageDecision> Of(Rulebook rulebook)
    {
        var uses = new RuleUses(rulebook);
        var decisions = ImmutableArray.CreateBuilder<StageDecision>();
        foreach (var question in rulebook.Questions.Values
            .Where(q => q is { Kind: QuestionKind.Decision, Ordered: true } && q.Arguments.All(a => a.Optional) && rulebook.Decisions.ContainsKey(q.Name)).OrderBy(q => q.Name, StringComparer.Ordinal))
        {
            var named = rulebook.Decisions[question.Name].SelectMany(p => Words(p.Value)).Distinct().ToImmutableArray();
            var merged = rulebook.Stages.Where(s => named.Contains(s.Name)).SelectMany(s => s.Merges).Distinct().Where(m => !named.Contains(m));
            var leaves = uses.Of(new QuestionCall(question.Name, ImmutableDictionary<string, FeelValue>.Empty));
            var numbers = RuleUses.Literals(leaves.Texts).Numbers.Concat(rulebook.Settings.Where(s => leaves.Settings.Contains(s.Name)).Select(s => s.Value.AsNumber).OfType<decimal>());
            decisions.Add(new StageDecision(question.Name, named, [.. merged.Concat(named)], [.. leaves.Facts.Order(StringComparer.Ordinal)], [.. AmountsUnder(rulebook, question.Name)], [.. numbers.Where(n => n >= 0).Distinct().Order()]));
        }

        return decisions.ToImmutable();
    }

    private static IEnumerable<string> AmountsUnder(Rulebook rulebook, string question)
    {
        var seen = new HashSet<string> { question };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var name))
        {
            foreach (var under in PlainCalls.NamesUnder(rulebook, name).Where(n => rulebook.Questions.ContainsKey(n) && seen.Add(n)))
            {
                open.Enqueue(under);
            }
        }

        return seen.Where(n => rulebook.Questions[n] is { Local: true, Type: FactType.Money or FactType.Number }).Order(StringComparer.Ordinal);
    }

    /// <summary>The texts that a value can come to; those of long answers first, so that the order is that of the longest way.</summary>
    private static IEnumerable<string> Words(ValueRule rule) => Lists(rule).OrderByDescending(l => l.Count).SelectMany(l => l);

    private static IEnumerable<List<string>> Lists(ValueRule rule) => rule switch
    {
        ValueRule.Literal literal => [[.. (literal.Value.AsList ?? []).Select(v => v.AsString).OfType<string>()]],
        ValueRule.FirstOf first => first.Branches.SelectMany(b => Lists(b.Then)).Concat(Lists(first.Otherwise)),
        ValueRule.Tabled tabled => tabled.Table.Outputs.Select(r => (r.AsList ?? []).Select(v => v.AsString).OfType<string>().ToList()),
        _ => [],
    };
}
