namespace Zhunsheng.Casework;

/// <summary>The day on which something counts as done: the date in Beijing (UTC+8, no summer time).</summary>
public static class LegalDay
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The date in Beijing at a moment.</summary>
    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Beijing).DateTime);

    /// <summary>The moment at which a day begins in Beijing.</summary>
    public static DateTimeOffset Begins(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Beijing);

    /// <summary>The moment as a clock in Beijing shows it.</summary>
    public static DateTimeOffset InBeijing(DateTimeOffset moment) => moment.ToOffset(Beijing);

    /// <summary>The moment, in UTC, at which a day begins in Beijing.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, Beijing).ToUniversalTime();
}
