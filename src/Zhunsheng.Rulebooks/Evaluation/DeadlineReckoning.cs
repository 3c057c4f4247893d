using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>What a day is in the arithmetic of a deadline.</summary>
public enum DayKind
{
    /// <summary>The starting day, not counted.</summary>
    Start,
    /// <summary>Counted.</summary>
    Counted,
    /// <summary>Weekend or holiday, not counted.</summary>
    Off,
    /// <summary>Not counted because the clock stood.</summary>
    Paused,
}

/// <summary>One day of the arithmetic.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number when counted, from 1; 0 otherwise.</param>
public readonly record struct ReckonedDay(DateOnly Day, DayKind Kind, int Number);

/// <summary>The light of a deadline.</summary>
public enum Light
{
    /// <summary>Not begun.</summary>
    Idle,
    /// <summary>The text has no limit.</summary>
    None,
    /// <summary>Within time.</summary>
    Ok,
    /// <summary>Reminder day reached.</summary>
    Soon,
    /// <summary>Late.</summary>
    Late,
    /// <summary>The clock stands.</summary>
    Paused,
    /// <summary>Done.</summary>
    Done,
}

/// <summary>A deadline worked out, with its arithmetic.</summary>
public sealed record DeadlineReckoning
{
    /// <summary>The deadline.</summary>
    public required Deadline Deadline { get; init; }

    /// <summary>The day it runs from; null for fixed days or when the start is not known.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day of a window; null when there is none.</summary>
    public DateOnly? Opens { get; init; }

    /// <summary>The last day; null when there is none or it cannot be worked out.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The last day reckoned with plain weekdays where the official calendar is not published; null when <see cref="Due"/> is certain. Never an answer, only a hint.</summary>
    public DateOnly? Provisional { get; init; }

    /// <summary>The day the extension ends; null when there is none.</summary>
    public DateOnly? ExtendedUntil { get; init; }

    /// <summary>Whether an extension is in force.</summary>
    public bool Extended { get; init; }

    /// <summary>The day reminders begin; null for none.</summary>
    public DateOnly? RemindOn { get; init; }

    /// <summary>The days from the start to the last day, for periods in working days; empty otherwise.</summary>
    public ImmutableArray<ReckonedDay> Days { get; init; } = [];

    /// <summary>When the clock stood.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];

    /// <summary>The arithmetic in one Chinese line: 受理2026-09-24（当日不计）＋20工作日－… ＝2026-10-29; null when there is nothing to reckon.</summary>
    public string? Sum { get; init; }

    /// <summary>Why there is no last day, in Chinese; null when there is one.</summary>
    public string? Note { get; init; }

    /// <summary>The facts that are missing.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>Whether the calendar of a year it needs is not published.</summary>
    public bool CalendarUnpublished { get; init; }

    /// <summary>Where a day stands: 未到窗口, 期限内, 已逾期; null when that cannot be said.</summary>
    public string? StatusOn(DateOnly day) => new DeadlineDays(From, Opens, Due, Extended, ExtendedUntil).StatusOn(day);
}
