using System.Globalization;
using System.Text;

namespace Zhunsheng.Feel;

/// <summary>Dates, times and durations from text and to text, in the forms of XML Schema and ISO 8601 that FEEL takes over, with zones by name after "@".</summary>
internal static class TemporalText
{
    /// <summary>The value of <c>@"…"</c>: whichever temporal kind the text has; null if none.</summary>
    public static FeelValue Any(string text)
    {
        if (text.Length == 0)
        {
            return FeelValue.Null;
        }

        if (text[0] == 'P' || text.StartsWith("-P", StringComparison.Ordinal))
        {
            return Duration(text);
        }

        return text.Contains('T', StringComparison.Ordinal) && !text.StartsWith('T') && text.IndexOf('T', StringComparison.Ordinal) is var t && text.LastIndexOf('-', t) > 0
            ? DateTime(text)
            : text.IndexOf(':', StringComparison.Ordinal) is 2 or 3 ? Time(text) : Date(text);
    }

    /// <summary><c>2025-01-31</c>; null if the text is no such date.</summary>
    public static FeelValue Date(ReadOnlySpan<char> text) => TryDate(text, out var day) ? FeelValue.OfDay(day.Number) : FeelValue.Null;

    /// <summary><c>23:59:00</c>, with fractions, offset or zone; null if the text is no such time.</summary>
    public static FeelValue Time(ReadOnlySpan<char> text) =>
        TryTime(text, out var seconds, out var zone) ? FeelValue.OfTime(seconds == FeelValue.SecondsPerDay ? 0 : seconds, zone) : FeelValue.Null;

    /// <summary><c>2025-01-31T23:59:00</c>, or a date alone for its midnight; null if the text is neither.</summary>
    public static FeelValue DateTime(ReadOnlySpan<char> text)
    {
        var t = text.IndexOf('T');
        if (t < 0)
        {
            return TryDate(text, out var midnight) ? FeelValue.OfDateTime(midnight.Number * FeelValue.SecondsPerDay, null) : FeelValue.Null;
        }

        return TryDate(text[..t], out var day) && TryTime(text[(t + 1)..], out var seconds, out var zone)
            ? FeelValue.OfDateTime((day.Number * FeelValue.SecondsPerDay) + seconds, zone)
            : FeelValue.Null;
    }

    /// <summary><c>P1Y2M</c> or <c>P1DT2H3M4.5S</c>, with a minus in front; null if the text is neither.</summary>
    public static FeelValue Duration(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-");
        var rest = negative ? text[1..] : text;
        if (!rest.StartsWith("P") || rest.Length < 3 || rest[^1] == 'T')
        {
            return FeelValue.Null;
        }

        rest = rest[1..];
        decimal months = 0, seconds = 0;
        bool anyMonths = false, anySeconds = false, inTime = false;
        var order = 0;
        while (rest.Length > 0)
        {
            if (rest[0] == 'T')
            {
                if (inTime)
                {
                    return FeelValue.Null;
                }

                inTime = true;
                rest = rest[1..];
                continue;
            }

            if (!TryPart(ref rest, out var amount, out var fraction, out var unit))
            {
                return FeelValue.Null;
            }

            var (rank, factor, isMonths) = (inTime, unit) switch
            {
                (false, 'Y') => (1, 12m, true),
                (false, 'M') => (2, 1m, true),
                (false, 'D') => (3, FeelValue.SecondsPerDay, false),
                (true, 'H') => (4, 3600m, false),
                (true, 'M') => (5, 60m, false),
                (true, 'S') => (6, 1m, false),
                _ => (0, 0m, false),
            };
            if (rank <= order || (fraction && rank != 6))
            {
                return FeelValue.Null;
            }

            order = rank;
            if (isMonths)
            {
                months += amount * factor;
                anyMonths = true;
            }
            else
            {
                seconds += amount * factor;
                anySeconds = true;
            }
        }

        if (anyMonths == anySeconds)
        {
            return FeelValue.Null;
        }

        return anyMonths ? FeelValue.OfMonths(negative ? -months : months) : FeelValue.OfSeconds(negative ? -seconds : seconds);
    }

    /// <summary>The text of a temporal value.</summary>
    public static string Write(in FeelValue value)
    {
        var text = new StringBuilder();
        switch (value.Kind)
        {
            case FeelKind.Date:
                WriteDate(text, (long)value.Raw);
                break;
            case FeelKind.Time:
                WriteTime(text, value.Raw);
                text.Append(value.Zone);
                break;
            case FeelKind.DateTime:
                var day = decimal.Floor(value.Raw / FeelValue.SecondsPerDay);
                WriteDate(text, (long)day);
                text.Append('T');
                WriteTime(text, value.Raw - (day * FeelValue.SecondsPerDay));
                text.Append(value.Zone);
                break;
            case FeelKind.YearsMonthsDuration:
                WriteMonths(text, value.Raw);
                break;
            default:
                WriteSeconds(text, value.Raw);
                break;
        }

        return text.ToString();
    }

    private static void WriteDate(StringBuilder text, long number)
    {
        var day = GregorianDay.FromNumber(number);
        text.Append(day.Year < 0 ? "-" : "").Append(CultureInfo.InvariantCulture, $"{Math.Abs(day.Year):0000}-{day.Month:00}-{day.Day:00}");
    }

    private static void WriteTime(StringBuilder text, decimal seconds)
    {
        var whole = (int)decimal.Floor(seconds);
        text.Append(CultureInfo.InvariantCulture, $"{whole / 3600:00}:{whole / 60 % 60:00}:{whole % 60:00}");
        WriteFraction(text, seconds - whole);
    }

    private static void WriteFraction(StringBuilder text, decimal fraction)
    {
        if (fraction != 0)
        {
            text.Append(FeelText.Number(fraction).AsSpan(1));
        }
    }

    private static void WriteMonths(StringBuilder text, decimal months)
    {
        var size = (long)Math.Abs(months);
        text.Append(months < 0 ? "-P" : "P");
        if (size >= 12)
        {
            text.Append(CultureInfo.InvariantCulture, $"{size / 12}Y");
        }

        if (size % 12 != 0 || size == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{size % 12}M");
        }
    }

    private static void WriteSeconds(StringBuilder text, decimal seconds)
    {
        if (seconds == 0)
        {
            text.Append("PT0S");
            return;
        }

        text.Append(seconds < 0 ? "-P" : "P");
        var size = Math.Abs(seconds);
        var days = decimal.Floor(size / FeelValue.SecondsPerDay);
        size -= days * FeelValue.SecondsPerDay;
        if (days != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{days:0}D");
        }

        if (size == 0)
        {
            return;
        }

        var whole = (int)size;
        text.Append('T');
        text.Append(whole >= 3600 ? FormattableString.Invariant($"{whole / 3600}H") : "");
        text.Append(whole / 60 % 60 != 0 ? FormattableString.Invariant($"{whole / 60 % 60}M") : "");
        if (size % 60 != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{whole % 60}");
            WriteFraction(text, size - whole);
            text.Append('S');
        }
    }

    private static bool TryDate(ReadOnlySpan<char> text, out GregorianDay day)
    {
        day = default;
        var negative = text.StartsWith("-");
        var rest = negative ? text[1..] : text;
        var dash = rest.IndexOf('-');
        if (dash is < 4 or > 9 || rest.Length != dash + 6 || rest[dash + 3] != '-' || (dash > 4 && rest[0] == '0'))
        {
            return false;
        }

        if (!Digits(rest[..dash], out var year) || !Digits(rest.Slice(dash + 1, 2), out var month) || !Digits(rest.Slice(dash + 4, 2), out var dayOfMonth)
            || !GregorianDay.Exists(year, month, dayOfMonth))
        {
            return false;
        }

        day = new(negative ? -year : year, month, dayOfMonth);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out decimal seconds, out FeelZone? zone)
    {
        seconds = 0;
        zone = null;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !Digits(text[..2], out var hour) || !Digits(text.Slice(3, 2), out var minute)
            || !Digits(text.Slice(6, 2), out var second))
        {
            return false;
        }

        var end = 8;
        var fraction = 0m;
        if (end < text.Length && text[end] == '.')
        {
            do
            {
                end++;
            }
            while (end < text.Length && char.IsAsciiDigit(text[end]));

            if (end == 9 || end > 30 || !decimal.TryParse(text[8..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out fraction))
            {
                return false;
            }
        }

        seconds = (hour * 3600) + (minute * 60) + second + fraction;
        return minute < 60 && second < 60 && (hour < 24 || seconds == FeelValue.SecondsPerDay) && TryZone(text[end..], out zone);
    }

    /// <summary>Reads <c>Z</c>, <c>+08:00</c> or <c>@Asia/Shanghai</c>; an empty text is no zone.</summary>
    private static bool TryZone(ReadOnlySpan<char> text, out FeelZone? zone)
    {
        zone = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] == '@')
        {
            zone = FeelZone.OfName(text[1..].ToString());
            return zone is not null;
        }

        if (text is "Z" or "z")
        {
            zone = FeelZone.Utc;
            return true;
        }

        var second = 0;
        if (text[0] is not ('+' or '-') || text.Length is not (6 or 9) || text[3] != ':' || !Digits(text.Slice(1, 2), out var hour) || !Digits(text.Slice(4, 2), out var minute)
            || (text.Length == 9 && (text[6] != ':' || !Digits(text.Slice(7, 2), out second))))
        {
            return false;
        }

        var offset = (hour * 3600) + (minute * 60) + second;
        zone = FeelZone.OfOffset(text[0] == '-' ? -offset : offset);
        return minute < 60 && second < 60 && offset <= 18 * 3600;
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out decimal amount, out bool fraction, out char unit)
    {
        var end = 0;
        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || (rest[end] == '.' && end > 0)))
        {
            end++;
        }

        amount = 0;
        unit = end < rest.Length ? rest[end] : default;
        fraction = rest[..end].Contains('.');
        if (end is 0 or > 24 || end >= rest.Length
            || !decimal.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) || amount > 1_000_000_000_000_000m)
        {
            return false;
        }

        rest = rest[(end + 1)..];
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return text.Length is > 0 and <= 9;
    }
}
