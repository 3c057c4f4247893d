namespace Zhunsheng.Feel;

/// <summary>Year, month and day from a day number and back, over all years that FEEL knows (−999999999 to 999999999), in the proleptic Gregorian calendar; day 0 is 0001-01-01.</summary>
internal readonly record struct GregorianDay(long Year, int Month, int Day)
{
    /// <summary>The number of the first day that FEEL knows.</summary>
    public static readonly long First = new GregorianDay(-MostYears, 1, 1).Number;

    /// <summary>The number of the last day that FEEL knows.</summary>
    public static readonly long Last = new GregorianDay(MostYears, 12, 31).Number;

    private const long Epoch = 719162; // 1970-01-01 counted from 0001-01-01

    /// <summary>The greatest year, and the least one negated.</summary>
    public const long MostYears = 999_999_999;

    /// <summary>The date of a day number.</summary>
    public static GregorianDay FromNumber(long number)
    {
        var z = number - Epoch + 719468;
        var era = FloorDiv(z, 146097);
        var dayOfEra = z - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return new(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>The day number.</summary>
    public long Number
    {
        get
        {
            var year = Month <= 2 ? Year - 1 : Year;
            var era = FloorDiv(year, 400);
            var yearOfEra = year - (era * 400);
            var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
            var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return (era * 146097) + dayOfEra - 719468 + Epoch;
        }
    }

    /// <summary>Whether there is such a day.</summary>
    public static bool Exists(decimal year, decimal month, decimal day) =>
        decimal.Truncate(year) == year && decimal.Truncate(month) == month && decimal.Truncate(day) == day
        && Math.Abs(year) <= MostYears && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth((long)year, (int)month);

    /// <summary>How many days the month has.</summary>
    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Whether the year has a 29 February.</summary>
    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>The same day some months on, or the last day of that month where it is shorter; null outside the years that FEEL knows.</summary>
    public GregorianDay? PlusMonths(decimal months)
    {
        var total = (Year * 12) + (Month - 1) + months;
        var year = decimal.Floor(total / 12m);
        if (Math.Abs(year) > MostYears)
        {
            return null;
        }

        var month = (int)(total - (year * 12m)) + 1;
        return new((long)year, month, Math.Min(Day, DaysInMonth((long)year, month)));
    }

    /// <summary>Monday 1 … Sunday 7, of a day number.</summary>
    public static int Weekday(long number) => (int)(number - (FloorDiv(number, 7) * 7)) + 1;

    private static long FloorDiv(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
