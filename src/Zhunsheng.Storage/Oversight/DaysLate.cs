using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Counting how late something is, in the unit of its time limit.</summary>
internal static class DaysLate
{
    /// <summary>The time limit of a step; null when the rulebook has none for it.</summary>
    public static Deadline? LimitOf(Rulebook book, string step) => book.Deadlines.FirstOrDefault(d => d.None is null && d.Steps.Contains(step));

    /// <summary>The last day, an extension included.</summary>
    public static DateOnly LastDay(in DeadlineDays days) => days is { Extended: true, ExtendedUntil: { } until } && until > days.Due ? until : days.Due!.Value;

    /// <summary>
    /// The days after the first up to and including the last, working days where the limit counts in these and the official calendar is published, else calendar days;
    /// negative when the last lies before the first.
    /// </summary>
    public static (int Days, bool Working) Between(Rulebook book, Deadline deadline, DateOnly first, DateOnly last) =>
        deadline.Within?.Unit == PeriodUnit.WorkingDay && DeadlineArithmetic.WorkingDaysBetween(book.Calendar, first, last) is { } working
            ? (working, true)
            : (last.DayNumber - first.DayNumber, false);
}
