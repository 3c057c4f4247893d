using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Ways;

/// <summary>What a project has before it under one rulebook, from what is known before anything has begun.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Way">Its way there.</param>
/// <param name="Scope">Whether the rulebook applies (适用); null where it does not say.</param>
/// <param name="Stages">The answers that shape the way, in the order of their names: what is to be approved, by which stations.</param>
/// <param name="Closes">The outcome with which a file could only be closed at once; null when it can begin, or that is not known.</param>
public sealed record Outlook(Rulebook Book, Way Way, Answer? Scope, ImmutableArray<Answer> Stages, Outcome? Closes)
{
    /// <summary>The facts on which way, scope or stages depend, each as often as one of the three does.</summary>
    public IEnumerable<string> Deciding => Way.Unknown.Concat(Stages.SelectMany(s => s.Unknown)).Concat(Scope?.Unknown ?? []);

    /// <summary>The outlook of a project of which these facts are known; facts that the rulebook does not take from acts are left aside.</summary>
    /// <param name="book">The rulebook.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="today">The day.</param>
    public static Outlook Of(Rulebook book, ImmutableDictionary<string, FeelValue> facts, DateOnly today)
    {
        var evaluation = Beginning(book, facts, today);
        var known = evaluation.Situation.Facts;
        var closes = book.Steps.FirstOrDefault(s => s.Opens && s.Kind == SiteSection.ProjectKind) is { } step && evaluation.With(step, FeelValue.Null, known, [], today) is { } within
            ? Stub.ClosingOnly(step, o => o.When is { } when ? within.Evaluate(when).AsBoolean : true)
            : null;
        return new Outlook(book, Way.Of(evaluation), book.Questions.ContainsKey("适用") ? evaluation.Ask("适用") : null, StagesOf(evaluation), closes);
    }

    /// <summary>The answers that shape the way of a project of which these facts are known.</summary>
    public static ImmutableArray<Answer> StagesOf(Rulebook book, ImmutableDictionary<string, FeelValue> facts, DateOnly today) => StagesOf(Beginning(book, facts, today));

    private static Evaluation Beginning(Rulebook book, ImmutableDictionary<string, FeelValue> facts, DateOnly today) => new(book, new Situation
    {
        Facts = facts.Where(f => book.Facts.GetValueOrDefault(f.Key) is { Derive: null, Source: FactSource.Act }).ToImmutableDictionary(),
        Today = today,
        Kind = SiteSection.ProjectKind,
        Dossiers = ImmutableDictionary<string, ImmutableArray<string>>.Empty,
    });

    /// <summary>The answers that shape a project's way: ordered decisions that can be asked without arguments.</summary>
    public static ImmutableArray<Answer> StagesOf(Evaluation evaluation) =>
        [.. evaluation.Rulebook.Questions.Values
            .Where(q => q is { Kind: QuestionKind.Decision, Ordered: true } && q.Arguments.All(a => a.Optional) && evaluation.Rulebook.DecisionNames.Contains(q.Name))
            .OrderBy(q => q.Name, StringComparer.Ordinal).Select(q => evaluation.Ask(q.Name))];
}
