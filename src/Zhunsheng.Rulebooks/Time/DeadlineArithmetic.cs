using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Counting days. The starting day is not counted, the last day is included. Months and years end on the same-numbered day, else on the last of the month.
/// Nothing shifts off weekends. While a clock stands, the days after the day it stopped up to and including the day it went on are not counted.
/// </summary>
public static class DeadlineArithmetic
{
    private const int Horizon = 4000;

    private const string OutOfRange = "算出来的日子超出了9999年，请核对起算日";

    /// <summary>The day a period ends, by calendar days, months or years; null when it lies outside the years 1 to 9999; for working days null when a year's calendar is not published.</summary>
    public static DateOnly? End(WorkingDayCalendar calendar, DateOnly from, Period period)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return period.Unit == PeriodUnit.WorkingDay ? LastWorkingDay(calendar, from, period.Amount, []) : Plain(from, period);
    }

    /// <summary>Working days after the first day up to and including the last; null when a year's calendar is not published. Negative when the last lies before the first.</summary>
    public static int? WorkingDaysBetween(WorkingDayCalendar calendar, DateOnly first, DateOnly last)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (last < first)
        {
            return -WorkingDaysBetween(calendar, last, first);
        }

        var count = 0;
        for (var number = first.DayNumber + 1; number <= last.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (calendar.IsWorkingDay(day) is not { } working)
            {
                return null;
            }

            count += working ? 1 : 0;
        }

        return count;
    }

    /// <summary>The days of a period or window, without the arithmetic that <see cref="Reckon"/> shows.</summary>
    internal static DeadlineDays Days(Deadline deadline, WorkingDayCalendar calendar, DateOnly from, ImmutableArray<Pause> pauses)
    {
        if (deadline.Window is { } window)
        {
            return new(from, End(calendar, from, window.Opens), End(calendar, from, window.Closes), false, null);
        }

        var period = deadline.Within!.Value;
        DateOnly? due = null;
        if (!pauses.Any(p => p.To is null))
        {
            due = period.Unit == PeriodUnit.WorkingDay
                ? LastWorkingDay(calendar, from, period.Amount, pauses)
                : Later(Plain(from, period), Stood(pauses));
        }

        return new(from, null, due, false, null);
    }

    /// <summary>The day a count of working days ends that no pause leaves open; null when a year's calendar is not published.</summary>
    private static DateOnly? LastWorkingDay(WorkingDayCalendar calendar, DateOnly from, int amount, ImmutableArray<Pause> pauses)
    {
        var counted = 0;
        for (var i = 1; i <= Horizon + (amount * 3); i++)
        {
            if (Later(from, i) is not { } day || calendar.IsWorkingDay(day) is not { } working)
            {
                return null;
            }

            if (working && !pauses.Any(p => day > p.From && day <= p.To) && ++counted == amount)
            {
                return day;
            }
        }

        return null;
    }

    internal static DeadlineReckoning Reckon(DeadlineReckoning result, WorkingDayCalendar calendar, string label, DateOnly from, ImmutableArray<Pause> pauses)
    {
        var deadline = result.Deadline;
        result = result with { From = from, Pauses = pauses };
        if (deadline.Window is { } window)
        {
            var opens = End(calendar, from, window.Opens);
            var closes = End(calendar, from, window.Closes);
            return result with
            {
                Opens = opens,
                Due = closes,
                CalendarUnpublished = (opens is null && window.Opens.Unit == PeriodUnit.WorkingDay) || (closes is null && window.Closes.Unit == PeriodUnit.WorkingDay),
                Note = (opens is null && window.Opens.Unit != PeriodUnit.WorkingDay) || (closes is null && window.Closes.Unit != PeriodUnit.WorkingDay) ? OutOfRange : null,
                Sum = opens is null || closes is null ? null : $"{label}{from:yyyy-MM-dd}＋{window.Opens}＝{opens:yyyy-MM-dd}，＋{window.Closes}＝{closes:yyyy-MM-dd}",
            };
        }

        var period = deadline.Within!.Value;
        result = result with { RemindOn = deadline.Remind.IsEmpty ? null : deadline.Remind.Select(r => End(calendar, from, r)).Where(d => d is not null).Min() };
        return period.Unit == PeriodUnit.WorkingDay ? WorkingDays(result, calendar, label, from, period, pauses) : PlainDays(result, label, from, period, pauses);
    }

    private static DateOnly? Plain(DateOnly from, Period period) => period.Unit switch
    {
        PeriodUnit.Day => Later(from, period.Amount),
        PeriodUnit.Month => MonthsLater(from, period.Amount),
        _ => MonthsLater(from, period.Amount * 12L),
    };

    /// <summary>So many days later; null where no such day can be written.</summary>
    private static DateOnly? Later(DateOnly? from, long days) =>
        from is { } day && day.DayNumber + days is var number && number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;

    /// <summary>So many months later; null where no such day can be written.</summary>
    private static DateOnly? MonthsLater(DateOnly from, long months) =>
        (from.Year * 12L) + from.Month - 1 + months is >= 12 and < 120_000 ? from.AddMonths((int)months) : null;

    private static long Stood(ImmutableArray<Pause> pauses) => pauses.Sum(p => (long)(p.To!.Value.DayNumber - p.From.DayNumber));

    private static DeadlineReckoning PlainDays(DeadlineReckoning result, string label, DateOnly from, Period period, ImmutableArray<Pause> pauses)
    {
        if (pauses.Any(p => p.To is null))
        {
            return result with { Note = "补正期间停表，办结补正后继续计算" };
        }

        var stood = Stood(pauses);
        if (Later(Plain(from, period), stood) is not { } due)
        {
            return result with { Note = OutOfRange };
        }

        return result with { Due = due, Sum = $"{label}{from:yyyy-MM-dd}（当日不计）＋{period}{(stood > 0 ? $"＋停表{stood}天" : "")}＝{due:yyyy-MM-dd}" };
    }

    private static DeadlineReckoning WorkingDays(DeadlineReckoning result, WorkingDayCalendar calendar, string label, DateOnly from, Period period, ImmutableArray<Pause> pauses)
    {
        var open = pauses.FirstOrDefault(p => p.To is null);
        var (end, days) = Count(calendar, from, period.Amount, pauses, false);
        if (open is not null)
        {
            var used = days.Count(d => d.Kind == DayKind.Counted && d.Day <= open.From);
            return result with
            {
                Days = [.. days.TakeWhile(d => d.Day <= open.From)],
                Note = $"{open.From:yyyy-MM-dd}起停表（{open.Cause}），已用{used}工作日，还剩{period.Amount - used}工作日",
            };
        }

        if (end is null)
        {
            var hint = Count(calendar, from, period.Amount, pauses, true).End;
            if (Later(days[^1].Day, 1) is not { Year: var year })
            {
                return result with { Days = days, Note = OutOfRange };
            }

            return result with
            {
                Days = days,
                Provisional = hint,
                CalendarUnpublished = true,
                Note = $"{year}年的节假日安排还没有公布，工作日算不准；{(hint is null ? "" : $"按周一至周五推算暂为{hint:yyyy-MM-dd}，")}公布后以日历为准",
            };
        }

        return result with { Days = days, Due = end, Sum = Sum(calendar, label, from, period, days, end.Value) };
    }

    private static (DateOnly? End, ImmutableArray<ReckonedDay> Days) Count(WorkingDayCalendar calendar, DateOnly from, int amount, ImmutableArray<Pause> pauses, bool guess)
    {
        var days = ImmutableArray.CreateBuilder<ReckonedDay>();
        days.Add(new ReckonedDay(from, DayKind.Start, 0));
        var counted = 0;
        for (var i = 1; i <= Horizon + (amount * 3); i++)
        {
            if (Later(from, i) is not { } day || (!guess && !calendar.Knows(day)))
            {
                return (null, days.ToImmutable());
            }

            if (!calendar.IsWorkingDayByWeekday(day))
            {
                days.Add(new ReckonedDay(day, DayKind.Off, 0));
            }
            else if (pauses.Any(p => day > p.From && (p.To is null || day <= p.To)))
            {
                if (pauses.Any(p => p.To is null && day > p.From))
                {
                    return (null, days.ToImmutable());
                }

                days.Add(new ReckonedDay(day, DayKind.Paused, 0));
            }
            else
            {
                days.Add(new ReckonedDay(day, DayKind.Counted, ++counted));
                if (counted == amount)
                {
                    return (day, days.ToImmutable());
                }
            }
        }

        return (null, days.ToImmutable());
    }

    private static string Sum(WorkingDayCalendar calendar, string label, DateOnly from, Period period, ImmutableArray<ReckonedDay> days, DateOnly end)
    {
        var holidays = days.Where(d => d.Kind == DayKind.Off && calendar.HolidayName(d.Day) is not null)
            .GroupBy(d => calendar.HolidayName(d.Day)!).Select(g => $"{g.Key}{g.Count()}天").ToList();
        var weekend = days.Any(d => d.Kind == DayKind.Off && calendar.HolidayName(d.Day) is null);
        var makeUp = days.Where(d => d.Kind == DayKind.Counted && calendar.IsMakeUpDay(d.Day)).Select(d => $"{d.Day.Month}月{d.Day.Day}日").ToList();
        var paused = days.Count(d => d.Kind == DayKind.Paused);
        var sum = $"{label}{from:yyyy-MM-dd}（当日不计）＋{period}";
        if (holidays.Count > 0 || weekend)
        {
            sum += "－" + string.Join("、", holidays) + (weekend ? holidays.Count > 0 ? "及周末" : "周末" : "");
        }

        if (makeUp.Count > 0)
        {
            sum += $"（{string.Join("、", makeUp)}调休上班，计入）";
        }

        return sum + (paused > 0 ? $"－停表{paused}工作日" : "") + $"＝{end:yyyy-MM-dd}";
    }
}
