using System.Numerics;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>
/// A fraction of whole numbers without bounds: for what lies in the range of a decimal while the steps on the way to it do not, and for roots with all their places.
/// The denominator is above zero.
/// </summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    private static readonly BigInteger s_greatest = (BigInteger.One << 96) - 1;

    /// <summary>The sum of numbers, as it is.</summary>
    public static Fraction Sum(ReadOnlySpan<decimal> numbers)
    {
        var sum = BigInteger.Zero;
        foreach (var number in numbers)
        {
            sum += Scaled(number);
        }

        return new(sum, s_scale);
    }

    /// <summary>The variance of a sample of at least two: the squares of the distances from the mean, over n − 1.</summary>
    public static Fraction Variance(ReadOnlySpan<decimal> numbers)
    {
        var (sum, squares) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var number in numbers)
        {
            var scaled = Scaled(number);
            sum += scaled;
            squares += scaled * scaled;
        }

        BigInteger count = numbers.Length;
        return new((count * squares) - (sum * sum), count * (count - 1) * s_scale * s_scale);
    }

    /// <summary>A number as a fraction.</summary>
    public static Fraction Of(decimal number) => new(Scaled(number), s_scale);

    /// <summary>This divided by a whole number above zero.</summary>
    public Fraction Over(int divisor) => this with { Denominator = Denominator * divisor };

    /// <summary>The nearest decimal, half to even, with as many places as it can have up to 28; null when it is too great.</summary>
    public decimal? Value()
    {
        var (numerator, denominator) = (BigInteger.Abs(Numerator), Denominator);
        return Fit(places => RoundedQuotient(numerator * BigInteger.Pow(10, places), denominator), Numerator.Sign < 0);
    }

    /// <summary>The square root with as many places as a decimal can have; null below zero and when it is too great.</summary>
    public decimal? Root()
    {
        if (Numerator.Sign < 0)
        {
            return null;
        }

        var (numerator, denominator) = (Numerator, Denominator);
        return Fit(places => RoundedRoot(numerator * BigInteger.Pow(10, 2 * places), denominator), false);
    }

    private static readonly BigInteger s_scale = BigInteger.Pow(10, 28);

    /// <summary>The number times 10 to the 28: a whole number, whatever its places.</summary>
    private static BigInteger Scaled(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var whole = new BigInteger(new decimal(bits[0], bits[1], bits[2], number < 0, 0));
        return whole * BigInteger.Pow(10, 28 - number.Scale);
    }

    /// <summary>A decimal from its digits, given the digits for any number of places: the most places whose digits it can hold.</summary>
    private static decimal? Fit(Func<int, BigInteger> digits, bool isNegative)
    {
        var places = 28;
        var whole = digits(places);
        if (whole > s_greatest)
        {
            places = Math.Max(0, places - ((int)Math.Ceiling(BigInteger.Log10(whole)) - 28));
            whole = digits(places);
            if (whole > s_greatest && places > 0)
            {
                whole = digits(--places);
            }
        }

        if (whole > s_greatest)
        {
            return null;
        }

        var value = (decimal)whole;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);

        // The division takes the zeros at the end away.
        return new decimal(bits[0], bits[1], bits[2], isNegative, (byte)places) / 1.0000000000000000000000000000m;
    }

    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var order = (rest * 2).CompareTo(denominator);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>The whole number nearest to the root of a fraction.</summary>
    private static BigInteger RoundedRoot(BigInteger numerator, BigInteger denominator)
    {
        var radicand = numerator / denominator;
        if (radicand.IsZero)
        {
            return numerator * 4 > denominator ? 1 : 0;
        }

        // Newton from above comes down to the root and stops there.
        var root = BigInteger.One << (int)((radicand.GetBitLength() + 1) / 2);
        for (var next = (root + (radicand / root)) >> 1; next < root; next = (root + (radicand / root)) >> 1)
        {
            root = next;
        }

        var twice = (root * 2) + 1;
        return numerator * 4 > twice * twice * denominator ? root + 1 : root;
    }
}
