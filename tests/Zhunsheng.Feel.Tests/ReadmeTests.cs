using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Zhunsheng.Feel.Tests;

/// <summary>The examples of the library's README compile, run, and give what they say.</summary>
public class ReadmeTests
{
    [Fact]
    public void Example_OfTheReadme_GivesWhatItSays()
    {
        var Console = new StringWriter { NewLine = "\n" };
        var schema = new FeelSchema(
        [
            new("amount", FeelType.Number),
            new("kind of project", FeelType.OneOf(["new", "extension", "operation"])),
            new("accepted on", FeelType.Date),
        ]);
        var frame = new FeelValue[schema.Count];
        frame[0] = FeelValue.Of(500m);
        frame[2] = FeelValue.Of(new DateOnly(2026, 1, 31));

        var condition = FeelCompiler.Expression("amount > 400 and kind of project in (\"new\", \"extension\")", schema, FeelOptions.UnknownPropagates).Expression!;
        Console.WriteLine(condition.Test(frame) is null);                   // True: the kind is not known
        Console.WriteLine(condition.Explain(frame)[0].Variable!.Name);      // kind of project
        frame[1] = FeelValue.Of("new");
        Console.WriteLine(condition.Test(frame));                           // True
        var due = FeelCompiler.Expression("accepted on + @\"P1M\"", schema).Expression!;
        Console.WriteLine(due.Evaluate(frame));                             // @"2026-02-28"
        var mistake = FeelCompiler.Expression("amount > \"400\"", schema).Diagnostics[0];
        Console.WriteLine($"{mistake.Line}:{mistake.Column}");              // 1:10

        Assert.Equal("True\nkind of project\nTrue\n@\"2026-02-28\"\n1:10\n", Console.ToString());
        Assert.Equal(FeelTruth.True, Emitted(condition)(frame));
    }

    [Fact]
    public void Examples_OfTheReadme_StandInThisFile()
    {
        var tested = Lines(File.ReadAllLines(ThisFile())).ToHashSet();
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src/Zhunsheng.Feel/README.md"));
        var samples = readme.Split("```csharp")[1..].SelectMany(s => Lines(s.Split("```")[0].Split('\n'))).ToList();
        Assert.True(samples.Count > 15);
        Assert.All(samples, line => Assert.Contains(line, tested));
    }

    private static Func<FeelValue[], FeelTruth> Emitted(FeelExpression condition)
    {
        var frame = Expression.Parameter(typeof(FeelValue[]));
        var decide = Expression.Lambda<Func<FeelValue[], FeelTruth>>(condition.EmitTruth(new FeelEmission(frame)), frame).Compile();
        return decide;
    }

    private static IEnumerable<string> Lines(IEnumerable<string> lines) => lines.Select(l => l.Trim()).Where(l => l.Length > 0);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
