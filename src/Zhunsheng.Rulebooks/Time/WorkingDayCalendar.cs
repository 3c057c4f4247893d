using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>The official holidays and make-up working days of one year's notice.</summary>
/// <param name="Year">The year.</param>
/// <param name="Notice">The title of the notice.</param>
/// <param name="Holidays">The named days off.</param>
/// <param name="WorkingWeekends">Saturdays and Sundays that are working days.</param>
public sealed record CalendarYear(int Year, string Notice, ImmutableArray<(string Name, ImmutableArray<DateOnly> Days)> Holidays, ImmutableArray<DateOnly> WorkingWeekends);

/// <summary>
/// The working-day calendar of the State Council: Monday to Friday except holidays, and the weekends declared working days.
/// A day of a year whose notice is not there is unknown. Immutable.
/// </summary>
public sealed class WorkingDayCalendar
{
    private readonly FrozenDictionary<DateOnly, string> _holidays;
    private readonly FrozenSet<DateOnly> _working;
    private readonly FrozenSet<int> _years;

    /// <summary>For each day from the first on: whether it is a working day; null in a year whose notice is not there.</summary>
    private readonly bool?[] _days;
    private readonly int _first;

    /// <summary>A calendar of the given years.</summary>
    public WorkingDayCalendar(IEnumerable<CalendarYear> years)
    {
        Years = [.. years.OrderBy(y => y.Year)];
        _holidays = Years.SelectMany(y => y.Holidays).SelectMany(h => h.Days.Select(d => KeyValuePair.Create(d, h.Name))).DistinctBy(p => p.Key).ToFrozenDictionary();
        _working = Years.SelectMany(y => y.WorkingWeekends).ToFrozenSet();
        _years = Years.Select(y => y.Year).ToFrozenSet();
        _first = Years.IsEmpty ? 0 : new DateOnly(Years[0].Year, 1, 1).DayNumber;
        _days = Years.IsEmpty ? [] : [.. Enumerable.Range(_first, new DateOnly(Years[^1].Year, 12, 31).DayNumber - _first + 1).Select(DateOnly.FromDayNumber)
            .Select(day => Knows(day) ? (bool?)IsWorkingDayByWeekday(day) : null)];
    }

    /// <summary>The years whose notices are there, in order.</summary>
    public ImmutableArray<CalendarYear> Years { get; }

    /// <summary>Whether the notice for the year of this day is there.</summary>
    public bool Knows(DateOnly day) => _years.Contains(day.Year);

    /// <summary>Whether it is a working day; null when the calendar of its year is not published.</summary>
    public bool? IsWorkingDay(DateOnly day) => (uint)(day.DayNumber - _first) is var index && index < (uint)_days.Length ? _days[index] : null;

    /// <summary>The name of the holiday; null when the day is none.</summary>
    public string? HolidayName(DateOnly day) => _holidays.GetValueOrDefault(day);

    /// <summary>Whether it is a weekend declared a working day.</summary>
    public bool IsMakeUpDay(DateOnly day) => _working.Contains(day);

    /// <summary>Weekdays and whatever notices there are: for hints where the calendar is not published.</summary>
    internal bool IsWorkingDayByWeekday(DateOnly day) =>
        _working.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.ContainsKey(day));
}
