namespace Zhunsheng.Feel.Evaluation;

/// <summary>FEEL's + - * / ** over numbers, texts and temporal values. Whatever has no result (overflow, division by zero, kinds that do not go together) is null.</summary>
internal static class Arithmetic
{
    /// <summary>left + right.</summary>
    public static FeelValue Add(in FeelValue left, in FeelValue right)
    {
        try
        {
            return (left.Kind, right.Kind) switch
            {
                (FeelKind.Number, FeelKind.Number) => FeelValue.Of(left.Raw + right.Raw),
                (FeelKind.String, FeelKind.String) => left.Chars.Length + right.Chars.Length > Run.MostItems ? FeelValue.TooGreat : FeelValue.Of(left.Chars + right.Chars),
                (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) => FeelValue.OfSeconds(left.Raw + right.Raw),
                (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) => FeelValue.OfMonths(left.Raw + right.Raw),
                (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, FeelKind.DaysTimeDuration) => PlusSeconds(left, right.Raw),
                (FeelKind.DaysTimeDuration, FeelKind.Date or FeelKind.DateTime or FeelKind.Time) => PlusSeconds(right, left.Raw),
                (FeelKind.Date or FeelKind.DateTime, FeelKind.YearsMonthsDuration) => PlusMonths(left, right.Raw),
                (FeelKind.YearsMonthsDuration, FeelKind.Date or FeelKind.DateTime) => PlusMonths(right, left.Raw),
                _ => FeelValue.Null,
            };
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>left - right.</summary>
    public static FeelValue Subtract(in FeelValue left, in FeelValue right)
    {
        try
        {
            return (left.Kind, right.Kind) switch
            {
                (FeelKind.Number, FeelKind.Number) => FeelValue.Of(left.Raw - right.Raw),
                (FeelKind.Date, FeelKind.Date) => FeelValue.OfSeconds((left.Raw - right.Raw) * FeelValue.SecondsPerDay),
                (FeelKind.Date or FeelKind.DateTime, FeelKind.Date or FeelKind.DateTime) => Between(Midnight(left), Midnight(right)),
                (FeelKind.Time, FeelKind.Time) => Between(left, right),
                (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) => FeelValue.OfSeconds(left.Raw - right.Raw),
                (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) => FeelValue.OfMonths(left.Raw - right.Raw),
                (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, FeelKind.DaysTimeDuration) => PlusSeconds(left, -right.Raw),
                (FeelKind.Date or FeelKind.DateTime, FeelKind.YearsMonthsDuration) => PlusMonths(left, -right.Raw),
                _ => FeelValue.Null,
            };
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>left * right.</summary>
    public static FeelValue Multiply(in FeelValue left, in FeelValue right)
    {
        try
        {
            return (left.Kind, right.Kind) switch
            {
                (FeelKind.Number, FeelKind.Number) => FeelValue.Of(left.Raw * right.Raw),
                (FeelKind.Number, FeelKind.DaysTimeDuration) or (FeelKind.DaysTimeDuration, FeelKind.Number) => FeelValue.OfSeconds(left.Raw * right.Raw),
                (FeelKind.Number, FeelKind.YearsMonthsDuration) or (FeelKind.YearsMonthsDuration, FeelKind.Number) => FeelValue.OfMonths(left.Raw * right.Raw),
                _ => FeelValue.Null,
            };
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>left / right.</summary>
    public static FeelValue Divide(in FeelValue left, in FeelValue right)
    {
        if (right.Raw == 0)
        {
            return FeelValue.Null;
        }

        try
        {
            return (left.Kind, right.Kind) switch
            {
                (FeelKind.Number, FeelKind.Number) => FeelValue.Of(left.Raw / right.Raw),
                (FeelKind.DaysTimeDuration, FeelKind.Number) => FeelValue.OfSeconds(left.Raw / right.Raw),
                (FeelKind.YearsMonthsDuration, FeelKind.Number) => FeelValue.OfMonths(left.Raw / right.Raw),
                (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) or (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) => FeelValue.Of(left.Raw / right.Raw),
                _ => FeelValue.Null,
            };
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>left ** right: to the last place for whole exponents and for halves, else by floating point.</summary>
    public static FeelValue Power(in FeelValue left, in FeelValue right)
    {
        if (left.Kind != FeelKind.Number || right.Kind != FeelKind.Number)
        {
            return FeelValue.Null;
        }

        var (number, exponent) = (left.Raw, right.Raw);
        if (Math.Abs(exponent) > 10_000 || decimal.Truncate(exponent * 2) != exponent * 2 || (number <= 0 && decimal.Truncate(exponent) != exponent))
        {
            return OfDouble(Math.Pow((double)number, (double)exponent));
        }

        if (exponent < 0 && number == 0)
        {
            return FeelValue.Null;
        }

        try
        {
            // What is small is divided first, which keeps its places.
            (number, exponent) = exponent < 0 && Math.Abs(number) < 1 ? (1m / number, -exponent) : (number, exponent);
            var twice = (int)Math.Abs(exponent * 2);
            var power = twice % 2 == 0 ? Times(number, twice / 2)
                : twice == 1 || (number > 1 && twice * Math.Log10((double)number) < 28) ? Fraction.Of(Times(number, twice)).Root()
                : Times(number, twice / 2) * Fraction.Of(number).Root();
            return OfNumber(exponent < 0 ? 1m / power : power);
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>A number multiplied with itself so many times.</summary>
    private static decimal Times(decimal number, int times)
    {
        var result = 1m;
        for (var n = times; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
            {
                result *= number;
            }

            if (n > 1)
            {
                number *= number;
            }
        }

        return result;
    }

    /// <summary>-operand.</summary>
    public static FeelValue Negate(in FeelValue operand) => operand.Kind switch
    {
        FeelKind.Number => FeelValue.Of(-operand.Raw),
        FeelKind.DaysTimeDuration => FeelValue.OfSeconds(-operand.Raw),
        FeelKind.YearsMonthsDuration => FeelValue.OfMonths(-operand.Raw),
        _ => FeelValue.Null,
    };

    /// <summary>A number that may not be there.</summary>
    public static FeelValue OfNumber(decimal? value) => value is { } number ? FeelValue.Of(number) : FeelValue.Null;

    /// <summary>A number from floating point; null when it is none or too great.</summary>
    public static FeelValue OfDouble(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 7.9e28 ? FeelValue.Of((decimal)value) : FeelValue.Null;

    private static FeelValue PlusSeconds(in FeelValue value, decimal seconds)
    {
        switch (value.Kind)
        {
            case FeelKind.Date:
                return FeelValue.OfDay(decimal.Floor(((value.Raw * FeelValue.SecondsPerDay) + seconds) / FeelValue.SecondsPerDay));
            case FeelKind.DateTime:
                return Later(value, seconds);
            default:
                var time = (value.Raw + seconds) % FeelValue.SecondsPerDay;
                return FeelValue.OfTime(time < 0 ? time + FeelValue.SecondsPerDay : time, value.Zone);
        }
    }

    /// <summary>A moment some seconds on; in a named zone the clock may have been put forward or back in between.</summary>
    private static FeelValue Later(in FeelValue value, decimal seconds)
    {
        if (value.Zone is not { Name: not null } zone)
        {
            return FeelValue.OfDateTime(value.Raw + seconds, value.Zone);
        }

        var moment = value.Raw - zone.OffsetAt(value.Raw) + seconds;
        return FeelValue.OfDateTime(moment + zone.OffsetAtMoment(moment), zone);
    }

    private static FeelValue PlusMonths(in FeelValue value, decimal months)
    {
        var number = value.Kind == FeelKind.Date ? value.Raw : decimal.Floor(value.Raw / FeelValue.SecondsPerDay);
        if (GregorianDay.FromNumber((long)number).PlusMonths(months) is not { } day)
        {
            return FeelValue.Null;
        }

        return value.Kind == FeelKind.Date
            ? FeelValue.OfDay(day.Number)
            : FeelValue.OfDateTime((day.Number * FeelValue.SecondsPerDay) + value.Raw - (number * FeelValue.SecondsPerDay), value.Zone);
    }

    /// <summary>A date as its midnight in UTC, as the standard wants it beside a date with a time.</summary>
    private static FeelValue Midnight(in FeelValue value) =>
        value.Kind == FeelKind.Date ? FeelValue.OfDateTime(value.Raw * FeelValue.SecondsPerDay, FeelZone.Utc) : value;

    private static FeelValue Between(in FeelValue left, in FeelValue right) =>
        (left.Zone is null) != (right.Zone is null) ? FeelValue.Null : FeelValue.OfSeconds(Order.Instant(left) - Order.Instant(right));
}
