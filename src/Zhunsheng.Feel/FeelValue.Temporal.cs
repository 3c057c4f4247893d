namespace Zhunsheng.Feel;

/// <content>Times, dates with times, durations, ranges and functions.</content>
public readonly partial struct FeelValue
{
    internal const decimal SecondsPerDay = 86400m;

    /// <summary>A time of day without a zone.</summary>
    public static FeelValue Of(TimeOnly value) => new(FeelKind.Time, value.Ticks / (decimal)TimeSpan.TicksPerSecond, null);

    /// <summary>A date with a time of day and a fixed offset from UTC.</summary>
    public static FeelValue Of(DateTimeOffset value) =>
        new(FeelKind.DateTime, value.Ticks / (decimal)TimeSpan.TicksPerSecond, FeelZone.OfOffset((int)value.Offset.TotalSeconds));

    /// <summary>A date with a time of day, without a zone.</summary>
    public static FeelValue Of(DateOnly date, TimeOnly time) =>
        new(FeelKind.DateTime, (date.DayNumber * SecondsPerDay) + (time.Ticks / (decimal)TimeSpan.TicksPerSecond), null);

    /// <summary>A duration of days and parts of a day.</summary>
    public static FeelValue Of(TimeSpan value) => new(FeelKind.DaysTimeDuration, value.Ticks / (decimal)TimeSpan.TicksPerSecond, null);

    /// <summary>A duration of years and months, from its length in months.</summary>
    public static FeelValue OfMonths(long months) => new(FeelKind.YearsMonthsDuration, months, null);

    /// <summary>A range.</summary>
    public static FeelValue Of(FeelRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new(FeelKind.Range, 0m, range);
    }

    /// <summary>A function.</summary>
    public static FeelValue Of(FeelFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new(FeelKind.Function, 0m, function);
    }

    /// <summary>The time of day, or null when this is not a time. Fractions below 100 ns are cut off.</summary>
    public TimeOnly? AsTime => Kind == FeelKind.Time ? new TimeOnly((long)(_number * TimeSpan.TicksPerSecond)) : null;

    /// <summary>The local date and time of day as written, or null when this is not a date with a time (or one outside the years 1 to 9999).</summary>
    public DateTime? AsDateTime => Kind == FeelKind.DateTime && _number >= 0 && _number < (DateOnly.MaxValue.DayNumber + 1) * SecondsPerDay
        ? new DateTime((long)(_number * TimeSpan.TicksPerSecond), DateTimeKind.Unspecified)
        : null;

    /// <summary>The zone of a time or of a date with a time; null when it has none.</summary>
    public FeelZone? Zone => Kind is FeelKind.Time or FeelKind.DateTime ? (FeelZone?)_reference : null;

    /// <summary>The duration, or null when this is not one of days and parts of a day (or one longer than <see cref="TimeSpan"/> holds).</summary>
    public TimeSpan? AsTimeSpan => Kind == FeelKind.DaysTimeDuration && Math.Abs(_number) < 900_000_000_000m
        ? new TimeSpan((long)(_number * TimeSpan.TicksPerSecond))
        : null;

    /// <summary>The length in months, or null when this is not a duration of years and months.</summary>
    public long? AsMonths => Kind == FeelKind.YearsMonthsDuration ? (long)_number : null;

    /// <summary>The range, or null when this is none.</summary>
    public FeelRange? AsRange => Kind == FeelKind.Range ? (FeelRange)_reference! : null;

    /// <summary>The function, or null when this is none.</summary>
    public FeelFunction? AsFunction => Kind == FeelKind.Function ? (FeelFunction)_reference! : null;

    /// <summary>A day by its number (0 is 0001-01-01); null outside the years that FEEL knows.</summary>
    internal static FeelValue OfDay(decimal day) => day >= GregorianDay.First && day <= GregorianDay.Last ? new(FeelKind.Date, decimal.Floor(day), null) : Null;

    /// <summary>A time by its seconds since midnight.</summary>
    internal static FeelValue OfTime(decimal seconds, FeelZone? zone) => new(FeelKind.Time, seconds, zone);

    /// <summary>A date with a time, by its local seconds since 0001-01-01T00:00:00; null outside the years that FEEL knows.</summary>
    internal static FeelValue OfDateTime(decimal seconds, FeelZone? zone) =>
        seconds >= GregorianDay.First * SecondsPerDay && seconds < (GregorianDay.Last + 1) * SecondsPerDay ? new(FeelKind.DateTime, seconds, zone) : Null;

    /// <summary>A duration by its seconds.</summary>
    internal static FeelValue OfSeconds(decimal seconds) => new(FeelKind.DaysTimeDuration, seconds, null);

    /// <summary>A duration by its months; null where it is too long.</summary>
    internal static FeelValue OfMonths(decimal months) =>
        Math.Abs(months) < 1_000_000_000_000m ? new(FeelKind.YearsMonthsDuration, decimal.Truncate(months), null) : Null;
}
