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
            var here = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, today));
            foreach (var asked in step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks))
            {
                var told = source.After?.Fact(asked.Fact.Name) ?? FeelValue.Null;
                var value = told.IsNull ? here.Fact(asked.Fact.Name) : told;
                if (!value.IsNull && here.Concerns(asked))
                {
                    facts[asked.Fact.Name] = value;
                }
            }
        }

        return new ActProposal(order.Step, order.Outcome, facts.ToImmutable());
    }
}
