using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A day or window that a rulebook fixes for every year, whatever the project: the end of October for the plan, the last of December for the yearly report.</summary>
/// <param name="Deadline">The deadline.</param>
/// <param name="Step">The step it limits.</param>
/// <param name="Opens">The first day; null when only the last is fixed.</param>
/// <param name="Due">The last day.</param>
/// <param name="For">The year it is about: the year of the plan or report; not always that of the days.</param>
public sealed record YearlyDay(Deadline Deadline, Step Step, DateOnly? Opens, DateOnly Due, int For)
{
    /// <summary>
    /// The fixed days of a rulebook that begin or end in a calendar year, in order. A deadline counts when nothing but the year decides its days; conditions under which it applies
    /// are not asked.
    /// </summary>
    public static ImmutableArray<YearlyDay> In(Rulebook rulebook, int year)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var days = new List<YearlyDay>();
        foreach (var deadline in rulebook.Deadlines.Where(d => d.DueOn is not null))
        {
            foreach (var step in deadline.Steps.Select(rulebook.FindStep).OfType<Step>())
            {
                for (var about = year - 1; about <= year + 1; about++)
                {
                    var facts = rulebook.YearPlan is { } plan ? ImmutableDictionary<string, FeelValue>.Empty.Add(plan.Year, FeelValue.Of((decimal)about)) : ImmutableDictionary<string, FeelValue>.Empty;
                    var on = new Evaluation(rulebook, new Situation { Kind = step.Kind, Facts = facts }).With(step, step.Each is null ? FeelValue.Null : FeelValue.Of((decimal)about), [], [], new DateOnly(year, 1, 1));
                    var opens = deadline.OpensOn is { } first ? on.Evaluate(first).AsDate : null;
                    if (on.Evaluate(deadline.DueOn!).AsDate is { } due && (due.Year == year || opens?.Year == year))
                    {
                        days.Add(new YearlyDay(deadline, step, opens, due, about));
                    }
                }
            }
        }

        return [.. days.GroupBy(d => (d.Deadline.Name, d.Opens, d.Due)).Select(g => g.OrderBy(d => d.For).ThenByDescending(d => d.Step.Name == d.Deadline.Name).First()).OrderBy(d => d.Due).ThenBy(d => d.Deadline.Name, StringComparer.Ordinal)];
    }
}
