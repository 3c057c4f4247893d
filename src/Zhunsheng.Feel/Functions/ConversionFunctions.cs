using System.Globalization;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions that make a value of another kind (DMN 1.5, 10.3.4.1): texts, numbers, days, times, durations.</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        new("string", FeelType.String, [new("from", FeelType.Any)], static a => FeelValue.Of(FeelText.Plain(a[0]))),
        new("number", FeelType.Number, [Text("from")], static a => ToNumber(a[0].Chars)),
        new("number", FeelType.Number, [Text("from"), Text("grouping separator").OrNull(), Text("decimal separator").OrNull()],
            static a => ToNumber(a[0].Chars, a[1].AsString, a[2].AsString)),

        new("date", FeelType.Date, [Text("from")], static a => TemporalText.Date(a[0].Chars)),
        new("date", FeelType.Date, [Of("from", FeelType.Date)], static a => a[0]),
        new("date", FeelType.Date, [Of("from", DateAndTime)], static a => FeelValue.OfDay(decimal.Floor(a[0].Raw / FeelValue.SecondsPerDay))),
        new("date", FeelType.Date, [Number("year"), Number("month"), Number("day")], static a => ToDate(a[0].Raw, a[1].Raw, a[2].Raw)),

        new("date and time", DateAndTime, [Text("from")], static a => TemporalText.DateTime(a[0].Chars)),
        new("date and time", DateAndTime, [Of("from", FeelType.Date)], static a => FeelValue.OfDateTime(a[0].Raw * FeelValue.SecondsPerDay, null)),
        new("date and time", DateAndTime, [Of("from", DateAndTime)], static a => a[0]),
        new("date and time", DateAndTime, [Of("date", FeelType.Date), Of("time", Time)], static a => Join(a[0].Raw, a[1])),
        new("date and time", DateAndTime, [Of("date", DateAndTime), Of("time", Time)], static a => Join(decimal.Floor(a[0].Raw / FeelValue.SecondsPerDay), a[1])),
        new("date and time", DateAndTime, [Of("from", DateAndTime), Text("timezone")], static a => InZone(a[0], a[1].Chars)),
        new("date and time", DateAndTime, [Number("year"), Number("month"), Number("day"), Number("hour"), Number("minute"), Number("second"), Of("offset", DaysTime).Optional().OrNull()],
            static a => Join(ToDate(a[0].Raw, a[1].Raw, a[2].Raw), ToTime(a[3].Raw, a[4].Raw, a[5].Raw, a.Length > 6 ? a[6] : FeelValue.Null))),

        new("date and time", DateAndTime, [Number("year"), Number("month"), Number("day"), Number("hour"), Number("minute"), Number("second"), Text("timezone")],
            static a => InZone(Join(ToDate(a[0].Raw, a[1].Raw, a[2].Raw), ToTime(a[3].Raw, a[4].Raw, a[5].Raw, FeelValue.Null)), a[6].Chars)),

        new("time", Time, [Text("from")], static a => TemporalText.Time(a[0].Chars)),
        new("time", Time, [Of("from", Time)], static a => a[0]),
        new("time", Time, [Of("from", FeelType.Date)], static _ => FeelValue.OfTime(0m, FeelZone.Utc)),
        new("time", Time, [Of("from", DateAndTime)],
            static a => FeelValue.OfTime(a[0].Raw - (decimal.Floor(a[0].Raw / FeelValue.SecondsPerDay) * FeelValue.SecondsPerDay), a[0].Zone)),
        new("time", Time, [Number("hour"), Number("minute"), Number("second"), Of("offset", DaysTime).Optional().OrNull()],
            static a => ToTime(a[0].Raw, a[1].Raw, a[2].Raw, a.Length > 3 ? a[3] : FeelValue.Null)),

        new("duration", FeelType.Any, [Text("from")], static a => TemporalText.Duration(a[0].Chars)),
        new("duration", DaysTime, [Of("from", DaysTime)], static a => a[0]),
        new("duration", YearsMonths, [Of("from", YearsMonths)], static a => a[0]),
        .. YearsAndMonths(FeelType.Date, FeelType.Date),
        .. YearsAndMonths(FeelType.Date, DateAndTime),
        .. YearsAndMonths(DateAndTime, FeelType.Date),
        .. YearsAndMonths(DateAndTime, DateAndTime),
    ];

    private static FeelBuiltin[] YearsAndMonths(FeelType from, FeelType to) =>
        [new("years and months duration", YearsMonths, [Of("from", from), Of("to", to)], static a => MonthsBetween(a[0], a[1]))];

    private static FeelValue ToNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? FeelValue.Of(number)
            : FeelValue.Null;

    private static FeelValue ToNumber(string text, string? grouping, string? point)
    {
        if (grouping is not (null or " " or "," or ".") || point is not (null or "," or ".") || (grouping is not null && grouping == point))
        {
            return FeelValue.Null;
        }

        if (grouping is not null)
        {
            text = text.Replace(grouping, "", StringComparison.Ordinal);
        }

        return point == "," ? (text.Contains('.', StringComparison.Ordinal) ? FeelValue.Null : ToNumber(text.Replace(',', '.'))) : ToNumber(text);
    }

    private static FeelValue ToDate(decimal year, decimal month, decimal day) => GregorianDay.Exists(year, month, day)
        ? FeelValue.OfDay(new GregorianDay((long)year, (int)month, (int)day).Number)
        : FeelValue.Null;

    private static FeelValue ToTime(decimal hour, decimal minute, decimal second, in FeelValue offset)
    {
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or >= 60 || decimal.Truncate(hour) != hour || decimal.Truncate(minute) != minute)
        {
            return FeelValue.Null;
        }

        FeelZone? zone = null;
        if (offset.Kind == FeelKind.DaysTimeDuration)
        {
            if (Math.Abs(offset.Raw) > 18 * 3600 || decimal.Truncate(offset.Raw) != offset.Raw)
            {
                return FeelValue.Null;
            }

            zone = FeelZone.OfOffset((int)offset.Raw);
        }

        return FeelValue.OfTime((hour * 3600) + (minute * 60) + second, zone);
    }

    private static FeelValue Join(decimal day, in FeelValue time) => FeelValue.OfDateTime((day * FeelValue.SecondsPerDay) + time.Raw, time.Zone);

    private static FeelValue Join(in FeelValue date, in FeelValue time) => date.IsNull || time.IsNull ? FeelValue.Null : Join(date.Raw, time);

    private static FeelValue InZone(in FeelValue value, string name)
    {
        if (value.IsNull || FeelZone.OfName(name) is not { } zone)
        {
            return FeelValue.Null;
        }

        var instant = value.Zone is { } old ? value.Raw - old.OffsetAt(value.Raw) : value.Raw;
        return FeelValue.OfDateTime(value.Zone is null ? instant : instant + zone.OffsetAtMoment(instant), zone);
    }

    /// <summary>The whole months from one day to another; a month is whole when its day has come. Times of day play no part.</summary>
    private static FeelValue MonthsBetween(in FeelValue from, in FeelValue to)
    {
        var start = DayOf(from);
        var end = DayOf(to);
        var months = ((end.Year - start.Year) * 12) + end.Month - start.Month;
        if (months > 0 && end.Day < start.Day)
        {
            months--;
        }
        else if (months < 0 && end.Day > start.Day)
        {
            months++;
        }

        return FeelValue.OfMonths((decimal)months);
    }

    private static GregorianDay DayOf(in FeelValue value) =>
        GregorianDay.FromNumber((long)(value.Kind == FeelKind.Date ? value.Raw : decimal.Floor(value.Raw / FeelValue.SecondsPerDay)));
}
