using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Zhunsheng.Benchmarks;

/// <summary>The six-row table through engines on Node, with the same inputs.</summary>
internal static class OtherEngines
{
    private const int Inputs = 400;

    private sealed record Figure(string Name, double Microseconds);

    private sealed record Question(bool Parallel, bool Planned, decimal Amount);

    /// <summary>Compares with what one answer of this engine takes; says so where Node is not there.</summary>
    public static void Run((double Filling, double Filled) ours)
    {
        var folder = Path.Combine(RepositoryRulebooks.Root, "benchmarks", "node");
        if (!Runs("node", ["--version"], folder) || !Runs("npm", ["--version"], folder))
        {
            Console.WriteLine("Other engines: not measured: no node");
            return;
        }

        if (!Runs("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder))
        {
            Console.WriteLine("Other engines: not measured: npm ci failed in benchmarks/node");
            return;
        }

        var inputs = SixRows.Draw(Inputs, false);
        var sent = JsonSerializer.Serialize(
            new { inputs = inputs.Select(i => new Question(i.Parallel!.Value, i.Planned!.Value, i.Amount!.Value)), answers = SixRows.Answers, expected = inputs.Select(SixRows.ByHand) },
            JsonSerializerOptions.Web);
        var start = new ProcessStartInfo("node", ["engines.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        node.StandardInput.Write(sent);
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException("The engines on Node do not all give the same answers.");
        }

        Console.WriteLine($"The same six-row table through other engines on Node; all give the same answers for {Inputs} inputs:");
        Timing.Show(ours.Filling, "this engine, filling its frame from a record included");
        Timing.Show(ours.Filled, "this engine, handed a frame as the others are handed an object");
        var figures = JsonSerializer.Deserialize<Figure[]>(output, JsonSerializerOptions.Web)!;
        foreach (var figure in figures)
        {
            Timing.Show(figure.Microseconds, figure.Name);
        }

        AtLeast(figures, "ZEN in batches", ours, 100);
        AtLeast(figures, "ZEN one by one", ours, 100);
        AtLeast(figures, "json-rules-engine", ours, 300);
        AtLeast(figures, "feelin", ours, 1000);
    }

    private static void AtLeast(Figure[] figures, string name, (double Filling, double Filled) ours, double goal)
    {
        var theirs = figures.First(f => f.Name.StartsWith(name, StringComparison.Ordinal)).Microseconds;
        var ratio = theirs / ours.Filling;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio,12:0} ×   {name} : this engine (goal: at least {goal:0}{(ratio >= goal ? ", met" : ", MISSED")}); handed a frame: {theirs / ours.Filled:0} ×"));
    }

    private static bool Runs(string program, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
