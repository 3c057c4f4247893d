using System.Diagnostics;
using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>How long it takes from the text of a rulebook to the compiled rulebook.</summary>
internal static class ColdStart
{
    private const string Id = "heilongjiang-2023";

    /// <summary>Prints the milliseconds of one reading: run in a process of its own.</summary>
    public static void Once() => Console.WriteLine(Read(Id).ToString("0.0", CultureInfo.InvariantCulture));

    /// <summary>Both figures: in a process that has just started, and in one that has read another rulebook before.</summary>
    public static void Run()
    {
        var cold = Enumerable.Range(0, 5).Select(_ => InNewProcess("cold")).Min();
        var warm = Enumerable.Range(0, 5).Select(_ => InNewProcess("cold-after-another")).Min();
        Console.WriteLine($"From the text to the compiled rulebook {Id} (best of 5 processes):");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cold,12:0.0} ms  in a process just started"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{warm,12:0.0} ms  in a process that has read another rulebook"));
        Timing.Goal("after another rulebook, in units of 200 ms", warm / 200, 1);
    }

    /// <summary>As <see cref="Once"/>, after an unrelated rulebook.</summary>
    public static void OnceAfterAnother()
    {
        _ = Read(RepositoryRulebooks.Names.First(n => n != Id));
        Once();
    }

    private static double Read(string id)
    {
        var (text, common) = RepositoryRulebooks.Texts(id);
        var start = Stopwatch.GetTimestamp();
        var reading = RulebookReader.Read(text, common);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return reading.Rulebook is null ? throw new InvalidOperationException(string.Join('\n', reading.Findings)) : time;
    }

    private static double InNewProcess(string what)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileName(Environment.ProcessPath!).StartsWith("dotnet", StringComparison.Ordinal)
            ? [typeof(ColdStart).Assembly.Location, what]
            : [what]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
