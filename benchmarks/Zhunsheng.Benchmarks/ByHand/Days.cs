using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>Working days as the State Council publishes them.</summary>
internal sealed class Holidays(IEnumerable<CalendarYear> years)
{
    private readonly HashSet<int> _years = [.. years.Select(y => y.Year)];
    private readonly HashSet<DateOnly> _off = [.. years.SelectMany(y => y.Holidays).SelectMany(h => h.Days)];
    private readonly HashSet<DateOnly> _working = [.. years.SelectMany(y => y.WorkingWeekends)];

    /// <summary>The last of so many working days after a day; null where a year is not published.</summary>
    public DateOnly? After(DateOnly from, int amount)
    {
        var day = from;
        for (var counted = 0; counted < amount;)
        {
            day = day.AddDays(1);
            if (!_years.Contains(day.Year))
            {
                return null;
            }

            if (_working.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(day)))
            {
                counted++;
            }
        }

        return day;
    }
}

/// <summary>The time limits of a project.</summary>
internal static class Days
{
    public static DeadlineDays JointReview(Project p, Holidays holidays) =>
        p.ReviewBegan is { } began ? new(began, null, holidays.After(began, 5), false, null) : default;

    public static DeadlineDays Design(Project p, Settings s, Holidays holidays) =>
        (!p.Intranet | s.IntranetTwentyDays) == true && p.DesignAccepted is { } accepted ? new(accepted, null, holidays.After(accepted, 20), false, null) : default;

    public static DeadlineDays Report(Project p, Settings s, int year)
    {
        var first = new DateOnly(year, 1, 1);
        var last = new DateOnly(year, 12, 31);
        var stands = Three.AtMost(p.Started, last)
            & (Three.AtMost(first, p.Started) | p.Building | Three.AtMost(first, p.Built))
            & (s.ReportInYearBuilt | p.Building | !Three.AtMost(p.Built, last));
        return stands == true ? new(null, null, last, false, null) : default;
    }

    public static DeadlineDays AskAcceptance(Project p, Settings s)
    {
        if (p.Built is not { } built)
        {
            return default;
        }

        var extended = (s.NotLateOnceAsked & p.DelayAsked) == true;
        return new(built, null, built.AddMonths(6), extended, extended ? p.DelayedUntil : null);
    }

    public static DeadlineDays SelfEvaluation(Project p, Decisions d) =>
        p.Acceptance == "通过" && d.SelfEvaluationFrom is { } from ? new(from, from.AddMonths(6), from.AddMonths(12), false, null) : default;

    public static DeadlineDays Mending(Project p, int check) => Until(p.Deeds[(int)Stage.Inspect], check, p.MendBy);

    public static DeadlineDays Answer(Project p, int notice) => Until(p.Deeds[(int)Stage.SupervisorNotice], notice, p.NoticeDue);

    private static DeadlineDays Until(Deed[] deeds, int number, DateOnly? otherwise)
    {
        var until = otherwise;
        for (var i = deeds.Length - 1; i >= 0; i--)
        {
            if (deeds[i].Number == number)
            {
                until = deeds[i].Due ?? until;
                break;
            }
        }

        return until is { } due ? new(null, null, due, false, null) : default;
    }
}
