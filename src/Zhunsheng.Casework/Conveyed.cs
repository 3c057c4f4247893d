using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Acts that an act in one case file brings about in others.</summary>
internal static class Conveyed
{
    /// <summary>The form of the act there, filled from what the conveying file knows, else from what the file itself knows.</summary>
    public static ActProposal Proposal(Rulebook rulebook, CaseFile file, ConveyanceOrder order, ActCheck source, DateOnly today)
    {
        var facts = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        if (rulebook.FindStep(order.Step) is { } step && step.FindOutcome(order.Outcome) is { } outcome)
        {
            var row = RowOf(rulebook, file, source);
            var here = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, today));
            foreach (var asked in step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks))
            {
                var told = row?[asked.Fact.Name] ?? FeelValue.Null;
                told = told.IsNull ? source.After?.Fact(asked.Fact.Name) ?? FeelValue.Null : told;
                var value = told.IsNull ? here.Fact(asked.Fact.Name) : told;
                if (!value.IsNull && here.Concerns(asked))
                {
                    facts[asked.Fact.Name] = value;
                }
            }
        }

        return new ActProposal(order.Step, order.Outcome, facts.ToImmutable());
    }

    /// <summary>What the conveying act says about this file alone: its row in the records beside the list of files; null when nothing is said.</summary>
    private static FeelContext? RowOf(Rulebook rulebook, CaseFile file, ActCheck source) =>
        source.Outcome?.Conveys is { } conveys && rulebook.Facts.GetValueOrDefault(conveys.Fact)?.RowsFact is { } rows
            ? (source.After?.Fact(rows).AsList ?? []).Select(r => r.AsContext).FirstOrDefault(r => r?[CaseRows.Number].AsString == file.Number)
            : null;
}
