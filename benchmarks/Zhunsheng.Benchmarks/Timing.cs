using System.Diagnostics;
using System.Globalization;

namespace Zhunsheng.Benchmarks;

/// <summary>Times on a machine that others use too: many short rounds, the best of which counts; what is compared is measured turn by turn.</summary>
internal static class Timing
{
    private const int Rounds = 150;

    /// <summary>Microseconds each piece of work takes at best, per item.</summary>
    public static double[] Best(int items, params Action[] works)
    {
        var best = new double[works.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                works[i]();
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds / items);
            }
        }

        return best;
    }

    /// <summary>A line: figure, what.</summary>
    public static void Show(double microseconds, string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds,12:0.0000} µs  {what}"));

    /// <summary>A ratio against its goal.</summary>
    public static void Goal(string what, double ratio, double most) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio,12:0.00} ×   {what} (goal: at most {most:0.##}{(ratio <= most ? ", met" : ", MISSED")})"));
}
