using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The days of a deadline, without the arithmetic that explains them.</summary>
/// <param name="From">The day it runs from; null for fixed days or when the start is not known.</param>
/// <param name="Opens">The first day of a window; null when there is none.</param>
/// <param name="Due">The last day; null when there is none or it cannot be worked out.</param>
/// <param name="Extended">Whether an extension is in force.</param>
/// <param name="ExtendedUntil">The day the extension ends; null when there is none.</param>
public readonly record struct DeadlineDays(DateOnly? From, DateOnly? Opens, DateOnly? Due, bool Extended, DateOnly? ExtendedUntil)
{
    /// <summary>Where a day stands: 未到窗口, 期限内, 已逾期; null when that cannot be said.</summary>
    public string? StatusOn(DateOnly day)
    {
        if (Due is not { } due)
        {
            return null;
        }

        if (Opens is { } opens && day < opens)
        {
            return "未到窗口";
        }

        if (Extended && ExtendedUntil is null)
        {
            return "期限内";
        }

        return day <= (Extended && ExtendedUntil > due ? ExtendedUntil.Value : due) ? "期限内" : "已逾期";
    }
}

/// <content>The days of deadlines.</content>
internal sealed partial class Valuation
{
    private readonly DeadlineDays[] _limits;
    private readonly bool[] _isLimitKnown;

    /// <summary>The deadline that a question about a time limit means; null when there is none.</summary>
    public Deadline? DeadlineAskedFor(string? subject) =>
        Rulebook.Deadlines.FirstOrDefault(d => d.Name == subject) ?? Rulebook.Deadlines.FirstOrDefault(d => subject is not null && d.Steps.Contains(subject));

    /// <summary>The starting day that the arguments of a question give; null when it is to be taken from the facts.</summary>
    public static DateOnly? StartGiven(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments) =>
        question.Arguments.FirstOrDefault(a => a.Type == FactType.Date) is { } start && arguments.TryGetValue(start.Name, out var given) ? given.AsDate : null;

    private FeelValue DeadlineAnswer(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        if (DeadlineAskedFor(Subject(question, arguments)) is not { } deadline)
        {
            return FeelValue.Null;
        }

        var days = Days(deadline, StartGiven(question, arguments));
        return question.Kind switch
        {
            QuestionKind.Deadline => days.Due is { } due ? FeelValue.Of(due) : FeelValue.Null,
            QuestionKind.DeadlineStatus => Situation.Today is { } today ? FeelValue.Of(days.StatusOn(today)) : FeelValue.Null,
            _ => days is { Opens: { } opens, Due: { } due } ? FeelValue.ListOf(FeelValue.Of(opens), FeelValue.Of(due)) : FeelValue.Null,
        };
    }

    /// <summary>The days of a deadline as things are looked at now.</summary>
    public DeadlineDays Days(Deadline deadline, DateOnly? start)
    {
        if (deadline.None is not null || (deadline.When is { } when && Test(when) != true))
        {
            return default;
        }

        var days = default(DeadlineDays);
        if (deadline.DueOn is { } dueOn)
        {
            if (Value(dueOn).AsDate is { } due)
            {
                days = days with { Due = due, Opens = deadline.OpensOn is null ? null : Value(deadline.OpensOn).AsDate };
            }
        }
        else
        {
            if ((start ?? Value(deadline.From!).AsDate) is not { } from)
            {
                return default;
            }

            days = DeadlineArithmetic.Days(deadline, Rulebook.Calendar, from, PausesOf(deadline));
        }

        if (deadline.ExtendedWhen is { } extendedWhen && Test(extendedWhen) == true)
        {
            days = days with { Extended = true, ExtendedUntil = deadline.ExtendedUntil is null ? null : Value(deadline.ExtendedUntil).AsDate };
        }

        return days;
    }

    /// <summary>When the clock of a deadline stood, where standing stops it.</summary>
    public ImmutableArray<Pause> PausesOf(Deadline deadline) =>
        !Situation.Pauses.IsEmpty && deadline.Pauses is { } stops && Test(stops) == true ? [.. Situation.Pauses.Where(p => p.Deadline == deadline.Name)] : [];

    /// <summary>The days of the deadline that limits a step, as things are looked at now; none when no deadline does.</summary>
    public DeadlineDays Limit(StepPlan step)
    {
        if (step.Limit is not { } deadline)
        {
            return default;
        }

        if (!step.SeesPlainly)
        {
            return Days(deadline, null);
        }

        if (!_isLimitKnown[step.Deadline])
        {
            _limits[step.Deadline] = Days(deadline, null);
            _isLimitKnown[step.Deadline] = true;
        }

        return _limits[step.Deadline];
    }
}
