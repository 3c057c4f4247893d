using System.Globalization;

namespace Zhunsheng.Web.Charts;

/// <summary>Words and measures in drawings.</summary>
internal static class ChartText
{
    private const double Wide = 13;
    private const double Narrow = 7.4;
    private static readonly int[] s_steps = [1, 2, 5, 10];

    /// <summary>About how many pixels a text takes at 13 pixels.</summary>
    public static double WidthOf(string text) => text.Sum(c => c < 0x2E80 ? Narrow : Wide);

    /// <summary>The text, cut off with … where it takes more room than there is.</summary>
    public static string Fitting(string text, double room)
    {
        if (WidthOf(text) <= room)
        {
            return text;
        }

        var length = text.Length;
        while (length > 1 && WidthOf(text[..length]) + Wide > room)
        {
            length--;
        }

        return text[..length] + "…";
    }

    /// <summary>A length for an attribute: at most one decimal, with a point.</summary>
    public static string Px(double length) => Math.Round(length, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The end of a scale from zero that holds the value, and its step: 1, 2 or 5 times a power of ten, four or five steps.</summary>
    public static (double End, double Step) Scale(double most)
    {
        if (most <= 0)
        {
            return (1, 1);
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 4)));
        var step = s_steps.Select(f => f * power).First(s => s * 5 >= most);
        step = Math.Max(step, most < 1 ? 0.2 : 1);
        return (Math.Ceiling(most / step) * step, step);
    }
}
