using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>A question that one project would be answered differently.</summary>
/// <param name="Question">The question.</param>
/// <param name="Before">The answer of the first version, with its reasons.</param>
/// <param name="After">The answer of the second.</param>
public sealed record ChangedAnswer(string Question, Answer Before, Answer After)
{
    /// <summary>The articles on which the two answers rest, each once.</summary>
    public IEnumerable<Citation> Articles => After.Because.Concat(Before.Because).Select(b => b.Article).Distinct();
}

/// <summary>A step that one project would have to do, or no longer.</summary>
/// <param name="Step">The title of the step.</param>
/// <param name="Article">The article it rests on, in the version that has it.</param>
/// <param name="Needed">Whether the second version needs it.</param>
public sealed record ChangedStep(string Step, Citation Article, bool Needed);

/// <summary>What an amendment would change for one project as it stands.</summary>
/// <param name="Answers">The questions answered differently.</param>
/// <param name="Steps">The steps that come in or fall away.</param>
public sealed record AmendmentImpact(ImmutableArray<ChangedAnswer> Answers, ImmutableArray<ChangedStep> Steps)
{
    /// <summary>Whether nothing changes.</summary>
    public bool None => Answers.IsEmpty && Steps.IsEmpty;

    /// <summary>
    /// Puts all questions that need no argument, the documents to be approved, and the steps of the kind of file to both versions.
    /// </summary>
    /// <param name="before">The first version.</param>
    /// <param name="then">The situation as the first version sees it.</param>
    /// <param name="after">The second version.</param>
    /// <param name="now">The same file as the second version sees it.</param>
    public static AmendmentImpact Of(Rulebook before, Situation then, Rulebook after, Situation now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, young) = (new Evaluation(before, then), new Evaluation(after, now));
        var questions = before.Questions.Values.Concat(after.Questions.Values).Where(q => !q.Local && q.Arguments.All(a => a.Optional)).Select(q => q.Name).Distinct()
            .Where(q => before.Questions.ContainsKey(q) && after.Questions.ContainsKey(q)).Order(StringComparer.Ordinal);
        var answers = questions.Select(q => new ChangedAnswer(q, old.Ask(q), young.Ask(q))).Where(a => !Same(a, after.Questions[a.Question].Ordered)).ToImmutableArray();
        var (had, has) = (Needed(old), Needed(young));
        return new AmendmentImpact(answers,
        [
            .. has.Where(s => had.All(h => h.Name != s.Name)).Select(s => new ChangedStep(s.Title, s.Article, true)),
            .. had.Where(s => has.All(h => h.Name != s.Name)).Select(s => new ChangedStep(s.Title, s.Article, false)),
        ]);
    }

    /// <summary>Lists compare as sets unless the question is answered in order.</summary>
    private static bool Same(ChangedAnswer answer, bool ordered)
    {
        var (before, after) = (answer.Before.Value, answer.After.Value);
        return before == after || (!ordered && before.AsList is { } left && after.AsList is { } right && left.Count == right.Count && left.All(right.Contains));
    }

    /// <summary>The steps that this file still has before it or has done, as far as that is known.</summary>
    private static List<Step> Needed(Evaluation evaluation) =>
        [.. evaluation.Steps().Where(s => s.Status is StepStatus.Open or StepStatus.Blocked or StepStatus.Waiting or StepStatus.Done).Select(s => s.Step).DistinctBy(s => s.Name)];
}
