using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Money for operation and maintenance that was asked for once, with what became of it.</summary>
/// <param name="Year">The year it is for; null when not known.</param>
/// <param name="Asked">What was asked, in 万元; null when not known.</param>
/// <param name="AskedOn">The day.</param>
/// <param name="AskedAct">The number of the act.</param>
/// <param name="Outcome">The last outcome that answers it; null while none does.</param>
/// <param name="Granted">What was granted, in 万元; null while nothing was.</param>
/// <param name="AnsweredOn">The day of that answer; null likewise.</param>
/// <param name="AnsweredAct">The number of its act; null likewise.</param>
public sealed record MaintenanceMoney(int? Year, decimal? Asked, DateOnly AskedOn, int AskedAct, string? Outcome, decimal? Granted, DateOnly? AnsweredOn, int? AnsweredAct);

/// <summary>A system as the catalogue lists it. Worked out from the acts of its file.</summary>
public sealed record SystemEntry
{
    /// <summary>What the rulebook says of it.</summary>
    public required SystemRule Rule { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its number in the catalogue of the jurisdiction; null for none.</summary>
    public string? Number { get; init; }

    /// <summary>Its state; null when it cannot be said.</summary>
    public string? State { get; init; }

    /// <summary>Since which day it is in operation; null when not known.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>What is known of it, in the order of the rulebook.</summary>
    public required ImmutableArray<(FactDefinition Fact, FeelValue Value)> Facts { get; init; }

    /// <summary>Whether money for operation and maintenance may be granted; null when the rulebook does not ask. Its gates are the grounds of refusal.</summary>
    public Answer? Money { get; init; }

    /// <summary>What was asked and granted, the earliest first.</summary>
    public required ImmutableArray<MaintenanceMoney> History { get; init; }

    /// <summary>The system of a file; null when the file stands for none, or for none yet.</summary>
    /// <param name="file">The file.</param>
    /// <param name="title">Its title.</param>
    /// <param name="evaluation">Its rulebook applied to it on the day that counts.</param>
    public static SystemEntry? Of(CaseFile file, string title, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(evaluation);
        var book = evaluation.Rulebook;
        if (book.Catalogues.SystemOf(file.Kind) is not { } rule || OfflineStub.Is(file, book) || !evaluation.Evaluate(rule.Listed).IsTrue)
        {
            return null;
        }

        var own = Speaking(evaluation, rule);
        return new SystemEntry
        {
            Rule = rule,
            Name = Text(rule.Name) ?? title,
            Number = Text(rule.Number),
            State = Text(rule.State),
            Since = rule.Since is { } since ? evaluation.Evaluate(since).AsDate : null,
            Facts = [.. rule.Facts.Select(f => (f, own.Fact(f.Name)))],
            Money = rule.Money is { } money ? own.Ask(money.Question) : null,
            History = rule.Money is { Asked: not null } asked ? HistoryOf(evaluation, asked) : [],
        };

        string? Text(FeelExpression? expression) => expression is not null && evaluation.Evaluate(expression).AsString is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// The file with what the last application says of the system. Facts that an application states are about this system; what the file said of them before, at declaration, was about the
    /// systems that the unit had then, so that without an application they are not known.
    /// </summary>
    private static Evaluation Speaking(Evaluation evaluation, SystemRule rule)
    {
        if (rule.Money?.Asked is not { } name || evaluation.Rulebook.FindStep(name) is not { } step)
        {
            return evaluation;
        }

        var last = evaluation.Situation.Occurrences.GetValueOrDefault(name, []).LastOrDefault();
        var facts = evaluation.Situation.Facts;
        foreach (var asked in step.Asks.SelectMany(s => s.Facts).Select(a => a.Fact.Name))
        {
            facts = last?.Facts.GetValueOrDefault(asked) is { IsNull: false } said ? facts.SetItem(asked, said) : facts.Remove(asked);
        }

        return new Evaluation(evaluation.Rulebook, evaluation.Situation with { Facts = facts });
    }

    private static ImmutableArray<MaintenanceMoney> HistoryOf(Evaluation evaluation, MaintenanceRule money)
    {
        var done = evaluation.Situation.Occurrences;
        var answering = evaluation.Rulebook.Steps.Where(s => s.Each?.Of == money.Asked).Select(s => s.Name).ToList();
        return [.. done.GetValueOrDefault(money.Asked!, []).Where(o => o.ReopenedBy is null).Select(asked =>
        {
            var answers = answering.SelectMany(s => done.GetValueOrDefault(s, []).Select(o => (Step: s, Answer: o))).Where(a => a.Answer.Key.AsNumber == asked.Number && a.Answer.ReopenedBy is null).OrderBy(a => a.Answer.Act).ToList();
            var last = answers.LastOrDefault().Answer;
            return new MaintenanceMoney(
                AmountOf(asked, money.Year) is { } year ? (int)year : null, AmountOf(asked, money.Asks), asked.On, asked.Act,
                last?.Outcome, answers.Where(a => a.Step == money.Granted).Select(a => AmountOf(a.Answer, money.Grants)).LastOrDefault(), last?.On, last?.Act);
        })];
    }

    private static decimal? AmountOf(Occurrence occurrence, string? fact) => fact is null ? null : occurrence.Facts.GetValueOrDefault(fact).AsNumber;
}
