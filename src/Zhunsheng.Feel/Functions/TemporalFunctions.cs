using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>The moment of the evaluation, and questions about a day (DMN 1.5, 10.3.4.8 and 10.3.4.11). Names are English, as the standard has them.</summary>
internal static class TemporalFunctions
{
    private static readonly ImmutableArray<string> Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly ImmutableArray<string> Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static IEnumerable<FeelBuiltin> All =>
    [
        new("now", DateAndTime, [], static (ReadOnlySpan<FeelValue> _, ref Run run) => run.Now) { NeedsClock = true, IsVolatile = true },
        new("today", FeelType.Date, [], static (ReadOnlySpan<FeelValue> _, ref Run run) => DayOf(run.Now)) { NeedsClock = true, IsVolatile = true },
        .. OfDay("day of week", FeelType.String, static day => FeelValue.Of(Weekdays[GregorianDay.Weekday(day) - 1])),
        .. OfDay("day of year", FeelType.Number, static day => FeelValue.Of((decimal)DayOfYear(day))),
        .. OfDay("month of year", FeelType.String, static day => FeelValue.Of(Months[GregorianDay.FromNumber(day).Month - 1])),
        .. OfDay("week of year", FeelType.Number, static day => FeelValue.Of((decimal)WeekOfYear(day))),
        .. OfDay("last day of month", FeelType.Number, static day => FeelValue.Of((decimal)LastDayOfMonth(day))),
    ];

    private static FeelBuiltin[] OfDay(string name, FeelType result, Func<long, FeelValue> body) =>
    [
        new(name, result, [Of("date", FeelType.Date)], a => body((long)a[0].Raw)),
        new(name, result, [Of("date", DateAndTime)], a => body((long)decimal.Floor(a[0].Raw / FeelValue.SecondsPerDay))),
    ];

    private static FeelValue DayOf(in FeelValue moment) => moment.IsNull ? moment : FeelValue.OfDay(decimal.Floor(moment.Raw / FeelValue.SecondsPerDay));

    private static long DayOfYear(long day) => day - new GregorianDay(GregorianDay.FromNumber(day).Year, 1, 1).Number + 1;

    private static int LastDayOfMonth(long day)
    {
        var date = GregorianDay.FromNumber(day);
        return GregorianDay.DaysInMonth(date.Year, date.Month);
    }

    /// <summary>The week by ISO 8601: the one that holds the Thursday.</summary>
    private static long WeekOfYear(long day)
    {
        var thursday = day + 4 - GregorianDay.Weekday(day);
        return ((DayOfYear(thursday) - 1) / 7) + 1;
    }
}
