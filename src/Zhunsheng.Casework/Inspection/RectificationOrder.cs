using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Where an order to mend something stands.</summary>
public enum OrderStanding
{
    /// <summary>待整改: the day has not passed, nothing has been answered.</summary>
    Open,
    /// <summary>逾期: the day has passed and nothing has been answered.</summary>
    Late,
    /// <summary>待复核: answered, and nobody has looked at it yet.</summary>
    Answered,
    /// <summary>待处置: looked at and not mended; nothing has followed yet.</summary>
    Failed,
    /// <summary>已处置: measures have followed and are in force.</summary>
    Sanctioned,
    /// <summary>已销号: mended, lifted, or nothing is to follow.</summary>
    Settled,
    /// <summary>案卷已结: the file was closed before it was settled.</summary>
    Ended,
}

/// <summary>An order to mend something by a day, with what came of it. Worked out from the acts.</summary>
/// <param name="Rule">The kind of order.</param>
/// <param name="Given">The occurrence that gave it.</param>
/// <param name="Due">The last day, as the order states it; null where it states none.</param>
/// <param name="Standing">Where it stands on the day that was asked for.</param>
/// <param name="Answer">The last answer; null for none.</param>
/// <param name="Review">The last review; null for none.</param>
/// <param name="Disposal">What was decided when the review failed; null for nothing.</param>
public sealed record RectificationOrder(OrderRule Rule, Occurrence Given, DateOnly? Due, OrderStanding Standing, Occurrence? Answer, Occurrence? Review, Occurrence? Disposal)
{
    /// <summary>Whether something is still to be done.</summary>
    public bool Pending => Standing is not (OrderStanding.Settled or OrderStanding.Ended);

    /// <summary>How many days the last day has passed, counted in calendar days; null when it has not or there is none. Stops with the answer.</summary>
    /// <param name="today">The day.</param>
    public int? DaysLate(DateOnly today) => Due is { } due && (Answer?.On ?? today) is var until && until > due && (Pending || Answer is not null) ? until.DayNumber - due.DayNumber : null;

    /// <summary>The step that brings it on; null when nothing is to be done any more.</summary>
    public string? NextStep => Standing switch
    {
        OrderStanding.Open => Rule.Answer,
        OrderStanding.Late or OrderStanding.Answered => Rule.Review ?? Rule.Answer,
        OrderStanding.Failed => Rule.Dispose,
        _ => null,
    };

    /// <summary>The orders of a file, the latest first.</summary>
    /// <param name="evaluation">Its rulebook applied to it.</param>
    /// <param name="today">The day.</param>
    public static ImmutableArray<RectificationOrder> Of(Evaluation evaluation, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var book = evaluation.Rulebook;
        return [.. book.Oversight.Orders.SelectMany(rule => All(evaluation, rule.Step)
            .Where(o => o.ReopenedBy is null && (rule.Outcome is null || o.Outcome == rule.Outcome))
            .Select(given => Of(evaluation, rule, given, today))).OrderByDescending(o => o.Given.Act)];
    }

    private static RectificationOrder Of(Evaluation evaluation, OrderRule rule, Occurrence given, DateOnly today)
    {
        var answer = Last(evaluation, rule, rule.Answer, given);
        var review = Last(evaluation, rule, rule.Review, given);
        var disposal = Last(evaluation, rule, rule.Dispose, given);
        var due = rule.Due is { } fact && given.Facts.TryGetValue(fact, out var day) ? day.AsDate : null;
        return new RectificationOrder(rule, given, due, StandingOf(), answer, review, disposal);

        OrderStanding StandingOf()
        {
            var settled = rule.Review is null ? answer is not null : review is not null && rule.Passed.Contains(review.Outcome);
            if (settled || (disposal is not null && Over(evaluation, disposal)))
            {
                return OrderStanding.Settled;
            }

            return evaluation.Situation.Closed ? OrderStanding.Ended
                : disposal is not null ? OrderStanding.Sanctioned
                : review is not null ? OrderStanding.Failed
                : answer is not null ? OrderStanding.Answered
                : due < today ? OrderStanding.Late
                : OrderStanding.Open;
        }
    }

    /// <summary>Whether what was decided is over: it was lifted, or it left nothing in force.</summary>
    private static bool Over(Evaluation evaluation, Occurrence disposal) =>
        evaluation.Rulebook.Oversight.Ladder.SelectMany(r => r.LiftedBy).Distinct().SelectMany(s => All(evaluation, s)).Any(o => o.Act > disposal.Act)
        && evaluation.Sanctions().All(s => s.Taken != true || s.Rule.LiftedBy.IsEmpty);

    private static ImmutableArray<Occurrence> All(Evaluation evaluation, string? step) => step is null ? [] : evaluation.Situation.Occurrences.GetValueOrDefault(step, []);

    /// <summary>The last time that a step was done for an order: for its number, or for what the order itself was about.</summary>
    private static Occurrence? Last(Evaluation evaluation, OrderRule rule, string? name, Occurrence given)
    {
        var key = name is not null && evaluation.Rulebook.FindStep(name)?.Each?.Of is { } of && of != rule.Step ? given.Key : FeelValue.Of(given.Number);
        return All(evaluation, name).LastOrDefault(o => o.ReopenedBy is null && o.Key == key);
    }
}

/// <summary>What may follow an order that is not met.</summary>
public static class SanctionLadder
{
    /// <summary>The rungs that may or must be taken now, from the mildest: those that are not in force. None while the order may still be met.</summary>
    /// <param name="order">The order.</param>
    /// <param name="rungs">How the rungs stand in the file.</param>
    public static ImmutableArray<SanctionRule> Next(RectificationOrder order, ImmutableArray<SanctionState> rungs)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Rule.Climbs && order.Standing is OrderStanding.Late or OrderStanding.Failed or OrderStanding.Sanctioned ? [.. rungs.Where(r => r.Taken != true).Select(r => r.Rule)] : [];
    }

    /// <summary>The act that took a measure last; null when it cannot be told from one act, or was not taken.</summary>
    /// <param name="evaluation">The file's evaluation.</param>
    /// <param name="rule">The measure.</param>
    public static Occurrence? TakenBy(Evaluation evaluation, SanctionRule rule)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(rule);
        return evaluation.Situation.Occurrences.Where(s => !rule.LiftedBy.Contains(s.Key)).SelectMany(s => s.Value)
            .Where(o => o.ReopenedBy is null && (o.Outcome == rule.Name || o.Facts.Values.Any(v => (v.AsList ?? []).Any(i => i.AsString == rule.Name))))
            .MaxBy(o => o.Act);
    }
}
