using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Ways;

/// <summary>The panel 审批环节: what a project has to have approved, in order, and what of it is merged or left out, with the reasons.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="CaseNumber">The file; null while there is none.</param>
/// <param name="Decisions">The decisions about stages.</param>
/// <param name="Exempt">The answer to which approvals the project may do without; null when the rulebook says nothing or all of it is among the stages.</param>
public sealed record StagesView(Rulebook Book, string? CaseNumber, ImmutableArray<ApprovalStages> Decisions, Answer? Exempt)
{
    /// <summary>The question that every rulebook asks for approvals of other procedures.</summary>
    private const string Exemptions = "免于审批";

    /// <summary>Whether there is anything to show.</summary>
    public bool Any => Decisions.Length > 0;

    /// <summary>The panel of a situation.</summary>
    /// <param name="evaluation">The situation, what a form says included.</param>
    /// <param name="caseNumber">The file; null while there is none.</param>
    public static StagesView Of(Evaluation evaluation, string? caseNumber)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var decisions = ApprovalStages.Of(evaluation);
        var stages = decisions.SelectMany(d => d.Needed.Concat(d.NotNeeded)).Select(s => s.Name).ToHashSet();
        var exempt = evaluation.Rulebook.DecisionNames.Contains(Exemptions) ? evaluation.Ask(Exemptions) : null;
        return new StagesView(evaluation.Rulebook, caseNumber, decisions, exempt is { Because.IsEmpty: false } && !Names(exempt).All(stages.Contains) ? exempt : null);
    }

    /// <summary>The approvals that an answer names.</summary>
    public static IEnumerable<string> Names(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return (answer.Value.AsList ?? []).Select(v => v.AsString).OfType<string>();
    }
}
