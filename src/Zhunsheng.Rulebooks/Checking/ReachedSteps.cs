using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Which steps and outcomes can come about, as far as is known by now, and which facts acts can therefore state.</summary>
internal sealed class ReachedSteps(Rulebook rulebook)
{
    private readonly HashSet<string> _steps = [];
    private readonly HashSet<(string Step, string Outcome)> _outcomes = [];

    /// <summary>Everything the rulebook writes, possible or not.</summary>
    public static ReachedSteps All(Rulebook rulebook)
    {
        var all = new ReachedSteps(rulebook);
        foreach (var step in rulebook.Steps)
        {
            foreach (var outcome in step.Outcomes)
            {
                all.Add(step, outcome);
            }
        }

        return all;
    }

    public bool Contains(string step) => _steps.Contains(step);

    public bool Contains(string step, string outcome) => _outcomes.Contains((step, outcome));

    /// <summary>Adds an outcome that can come about; false when it was known.</summary>
    public bool Add(Step step, Outcome outcome)
    {
        _steps.Add(step.Name);
        return _outcomes.Add((step.Name, outcome.Name));
    }

    public IEnumerable<Step> Steps(string? kind) => rulebook.Steps.Where(s => _steps.Contains(s.Name) && (kind is null || s.Kind == kind));

    public IEnumerable<Outcome> Outcomes(Step step) => step.Outcomes.Where(o => _outcomes.Contains((step.Name, o.Name)));

    /// <summary>
    /// What a fact can come to be in a file of a kind, as a step sees it: the values that outcomes set; null for any value that its type allows.
    /// Empty when nothing states it.
    /// </summary>
    public (bool Any, HashSet<FeelValue> Set) Values(string fact, string kind, Step? step)
    {
        var set = new HashSet<FeelValue>();
        var any = step is not null && (AskedBy(step).Contains(fact) || (step.Each?.Of is { } of && rulebook.FindStep(of) is { } lender && _steps.Contains(of) && AskedBy(lender).Contains(fact)));
        foreach (var reached in Steps(kind))
        {
            any |= (!reached.OwnFacts && AskedBy(reached).Contains(fact)) || Outcomes(reached).Any(o => o.Draws == fact);
            foreach (var (_, value) in Outcomes(reached).SelectMany(o => o.Sets).Where(s => s.Fact.Name == fact))
            {
                if (value is ValueRule.Literal literal)
                {
                    set.Add(literal.Value);
                }
                else
                {
                    any = true;
                }
            }
        }

        return (any, set);
    }

    /// <summary>The names of the facts that a step's form asks, those of its outcomes included.</summary>
    public static HashSet<string> AskedBy(Step step) => [.. step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact.Name)];
}
