using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Components;

/// <summary>A deadline as a light with its words: 剩6工作日, 逾3天, 条文无时限.</summary>
/// <param name="Light">Shape and colour.</param>
/// <param name="Words">Number and unit, or why there is none.</param>
/// <param name="Note">The small line under it: the day, or how long one has waited; null for none.</param>
public sealed record DeadlineLight(Light Light, string Words, string? Note)
{
    /// <summary>The light of a reckoned deadline on a day.</summary>
    /// <param name="reckoning">The deadline; null where the rulebook has none.</param>
    /// <param name="today">The day.</param>
    /// <param name="calendar">The working-day calendar, for periods counted in 工作日.</param>
    /// <param name="since">The day the step opened; null when not known.</param>
    /// <param name="returned">Whether it waits for papers to be completed.</param>
    public static DeadlineLight Of(DeadlineReckoning? reckoning, DateOnly today, WorkingDayCalendar calendar, DateOnly? since = null, bool returned = false)
    {
        if (reckoning is null || reckoning.Deadline.None is not null)
        {
            return returned ? new DeadlineLight(Light.Paused, "等补正", Waited(since, today)) : new DeadlineLight(Light.None, "条文无时限", Waited(since, today));
        }

        var paused = reckoning.Pauses.Any(p => p.To is null);
        if (paused)
        {
            return new DeadlineLight(Light.Paused, "停表，等补正", reckoning.Due is { } stopped ? $"暂计{DayText.Short(stopped, today)}到期" : null);
        }

        if (reckoning.CalendarUnpublished && reckoning.Due is null)
        {
            return new DeadlineLight(Light.Idle, "日历未公布", reckoning.Provisional is { } hint ? $"暂估{DayText.Short(hint, today)}" : null);
        }

        return Of(reckoning.Opens, reckoning.Extended ? reckoning.ExtendedUntil ?? reckoning.Due : reckoning.Due, reckoning.RemindOn,
            reckoning.Deadline.Within?.Unit == PeriodUnit.WorkingDay, reckoning.Extended && reckoning.ExtendedUntil is null, today, calendar);
    }

    /// <summary>The light of a limit that has been met, or met too late: what came late stays late.</summary>
    /// <param name="reckoning">The deadline; null where the rulebook has none.</param>
    /// <param name="on">The day it was done; null when not known.</param>
    /// <param name="today">The day it is looked at.</param>
    /// <param name="calendar">The working-day calendar.</param>
    public static DeadlineLight Done(DeadlineReckoning? reckoning, DateOnly? on, DateOnly today, WorkingDayCalendar calendar) => new(
        Light.Done, on is { } done && Of(reckoning, done, calendar) is { Light: Light.Late } late ? late.Words + "办结" : "已办结", on is { } day ? DayText.Short(day, today) : null);

    /// <summary>The light of a last day on a day.</summary>
    /// <param name="opens">The first day of the window; null when open from the start.</param>
    /// <param name="due">The last day; null when it has not begun to run.</param>
    /// <param name="remind">The day reminders begin.</param>
    /// <param name="workingDays">Whether it is counted in 工作日.</param>
    /// <param name="extending">Whether an extension has been asked for and no new last day is known.</param>
    /// <param name="today">The day.</param>
    /// <param name="calendar">The working-day calendar.</param>
    public static DeadlineLight Of(DateOnly? opens, DateOnly? due, DateOnly? remind, bool workingDays, bool extending, DateOnly today, WorkingDayCalendar calendar)
    {
        if (extending)
        {
            return new DeadlineLight(Light.Paused, "延期办理中", null);
        }

        if (due is not { } last)
        {
            return new DeadlineLight(Light.Idle, "未起算", null);
        }

        if (opens is { } first && today < first)
        {
            return new DeadlineLight(Light.Idle, "窗口未开", $"{DayText.Short(first, today)}起");
        }

        var note = $"{DayText.Short(last, today)}到期";
        if (today == last)
        {
            return new DeadlineLight(Light.Soon, "今日到期", note);
        }

        var late = today > last;
        var (from, to) = late ? (last, today) : (today, last);
        var counted = workingDays ? WorkingDays(from, to, calendar) : null;
        var words = string.Create(CultureInfo.InvariantCulture, $"{(late ? "逾" : "剩")}{counted ?? to.DayNumber - from.DayNumber}{(counted is null ? "天" : "工作日")}");
        var light = late ? Light.Late : remind is { } soon && today >= soon ? Light.Soon : Light.Ok;
        return new DeadlineLight(light, words, note);
    }

    /// <summary>The working days after the first day up to and including the last; null when a year in between has no published calendar.</summary>
    private static int? WorkingDays(DateOnly from, DateOnly to, WorkingDayCalendar calendar)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day) is not { } working)
            {
                return null;
            }

            count += working ? 1 : 0;
        }

        return count;
    }

    private static string? Waited(DateOnly? since, DateOnly today) => since is not { } from ? null
        : from >= today ? "今日到"
        : string.Create(CultureInfo.InvariantCulture, $"已等{today.DayNumber - from.DayNumber}天");
}
