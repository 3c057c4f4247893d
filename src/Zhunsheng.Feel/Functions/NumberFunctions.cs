using Zhunsheng.Feel.Evaluation;
using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions over numbers (DMN 1.5, 10.3.4.5).</summary>
internal static class NumberFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        Rounding("decimal", false, static n => Math.Round(n, MidpointRounding.ToEven)),
        Rounding("floor", true, decimal.Floor),
        Rounding("ceiling", true, decimal.Ceiling),
        Rounding("round up", false, static n => n < 0 ? decimal.Floor(n) : decimal.Ceiling(n)),
        Rounding("round down", false, decimal.Truncate),
        Rounding("round half up", false, static n => Math.Round(n, MidpointRounding.AwayFromZero)),
        Rounding("round half down", false, static n => Math.Abs(n - decimal.Truncate(n)) == 0.5m ? decimal.Truncate(n) : Math.Round(n, MidpointRounding.AwayFromZero)),
        new("abs", FeelType.Number, [Number("n")], static a => FeelValue.Of(Math.Abs(a[0].Raw))),
        new("abs", DaysTime, [Of("n", DaysTime)], static a => FeelValue.OfSeconds(Math.Abs(a[0].Raw))),
        new("abs", YearsMonths, [Of("n", YearsMonths)], static a => FeelValue.OfMonths(Math.Abs(a[0].Raw))),
        new("modulo", FeelType.Number, [Number("dividend"), Number("divisor")], static a => Modulo(a[0].Raw, a[1].Raw)),
        new("sqrt", FeelType.Number, [Number("number")], static a => Root(a[0].Raw)),
        new("log", FeelType.Number, [Number("number")], static a => a[0].Raw <= 0 ? FeelValue.Null : Arithmetic.OfDouble(Math.Log((double)a[0].Raw))),
        new("exp", FeelType.Number, [Number("number")], static a => Arithmetic.OfDouble(Math.Exp((double)a[0].Raw))),
        new("odd", FeelType.Boolean, [Number("number")], static a => Whole(a[0].Raw) ? FeelValue.Of(a[0].Raw % 2 != 0) : FeelValue.Null),
        new("even", FeelType.Boolean, [Number("number")], static a => Whole(a[0].Raw) ? FeelValue.Of(a[0].Raw % 2 == 0) : FeelValue.Null),
    ];

    private static bool Whole(decimal number) => decimal.Truncate(number) == number;

    private static FeelBuiltin Rounding(string name, bool scaleOptional, Func<decimal, decimal> round)
    {
        var scale = Number("scale");
        return new(name, FeelType.Number, [Number("n"), scaleOptional ? scale.Optional() : scale], a => Round(a[0].Raw, a.Length > 1 ? a[1].AsNumber ?? 0 : 0, round));
    }

    /// <summary>Rounds at a place after the decimal point, or before it when negative; null for a place outside −6111 to 6176.</summary>
    private static FeelValue Round(decimal number, decimal scale, Func<decimal, decimal> round)
    {
        scale = decimal.Truncate(scale);
        if (scale is < -6111 or > 6176)
        {
            return FeelValue.Null;
        }

        if (scale > 28)
        {
            return FeelValue.Of(number);
        }

        if (scale < 0)
        {
            return RoundBefore(number, (int)-scale, round);
        }

        try
        {
            var factor = Ten((int)scale);
            return FeelValue.Of(round(number * factor) / factor);
        }
        catch (OverflowException)
        {
            // Too many places for the number to have any beyond them.
            return FeelValue.Of(number);
        }
    }

    /// <summary>Rounds to tens, hundreds, … (<paramref name="places"/> before the decimal point); null when what comes out is too great.</summary>
    private static FeelValue RoundBefore(decimal number, int places, Func<decimal, decimal> round)
    {
        // How many whole units there are, and what is over as a quarter, a half or three quarters: every way of rounding only asks how it stands to a half.
        var (whole, over, half) = (0m, Math.Abs(number), 50_000_000_000_000_000_000_000_000_000m);
        if (places <= 28)
        {
            var unit = Ten(places);
            whole = decimal.Truncate(decimal.Truncate(over) / unit);
            over -= whole * unit;
            half = unit / 2;
        }

        var quarters = over == 0 ? 0m : over < half || places > 29 ? 0.25m : over == half ? 0.5m : 0.75m;
        var units = round(Math.Sign(number) * (whole + quarters));
        if (units == 0 || places > 28)
        {
            return units == 0 ? FeelValue.Of(0m) : FeelValue.Null;
        }

        try
        {
            return FeelValue.Of(units * Ten(places));
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    private static decimal Ten(int power)
    {
        var result = 1m;
        for (var i = 0; i < power; i++)
        {
            result *= 10m;
        }

        return result;
    }

    private static FeelValue Modulo(decimal dividend, decimal divisor)
    {
        if (divisor == 0)
        {
            return FeelValue.Null;
        }

        var rest = dividend % divisor;
        return FeelValue.Of(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
    }

    /// <summary>The square root, to as many places as a decimal holds; null of a negative number.</summary>
    private static FeelValue Root(decimal number) => Arithmetic.OfNumber(Fraction.Of(number).Root());
}
