using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Zhunsheng.Benchmarks;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

// bench rules: answers of the engine against the same decisions in C#, in one run, over the same projects.
if (args is not ["rules"])
{
    Console.Error.WriteLine("用法：./bench rules");
    return 2;
}

const int Projects = 2000;
const int Rounds = 6;
var rulebook = Load("heilongjiang-2023");
var random = new Random(2023);
var projects = Enumerable.Range(0, Projects).Select(_ => ProjectFacts.Draw(random)).ToArray();
var situations = projects.Select(project => Situation.Of(project.Named(), new DateOnly(2026, 3, 10))).ToArray();
var plain = rulebook.Questions.Values.Where(question => question.Arguments.All(argument => argument.Optional)).Select(question => question.Name).ToArray();

// First that both say the same; a comparison of different answers would be worth nothing.
for (var i = 0; i < Projects; i++)
{
    var evaluation = new Evaluation(rulebook, situations[i]);
    Same("可否合并审批", FeelValue.Of(HandWritten.MayMerge(projects[i])));
    Same("审批环节", HandWritten.Approvals(projects[i]) is { } approvals ? FeelValue.ListOf(approvals) : FeelValue.Null);
    Same("可否开工", FeelValue.Of(HandWritten.MayStart(projects[i])));
    Same("调整方式", FeelValue.Of(HandWritten.Change(projects[i])));

    void Same(string question, FeelValue expected)
    {
        var actual = evaluation.Ask(question).Value;
        if (actual != expected)
        {
            throw new InvalidOperationException($"{question}: {actual} is not {expected} for {projects[i]}");
        }
    }
}

object? kept = null;
var byHand = Measure(i =>
{
    var project = projects[i];
    kept = HandWritten.Approvals(project);
    kept = HandWritten.Change(project);
    _ = HandWritten.MayMerge(project);
    _ = HandWritten.MayStart(project);
});
var byRulebook = Measure(i =>
{
    var evaluation = new Evaluation(rulebook, situations[i]);
    kept = evaluation.Ask("可否合并审批");
    kept = evaluation.Ask("审批环节");
    kept = evaluation.Ask("可否开工");
    kept = evaluation.Ask("调整方式");
});
var everything = Measure(i =>
{
    var evaluation = new Evaluation(rulebook, situations[i] with { Kind = "项目" });
    foreach (var question in plain)
    {
        kept = evaluation.Ask(question);
    }

    kept = evaluation.Steps();
    kept = evaluation.Deadlines();
});
GC.KeepAlive(kept);

Show("four decisions, C# by hand", byHand);
Show("four decisions, rulebook with reasons", byRulebook);
Show($"full answer: {plain.Length} questions, {rulebook.Steps.Length} steps, deadlines", everything);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio rulebook : by hand (four decisions) = {byRulebook / byHand:0.0}"));
return 0;

// Microseconds a project: the best round, so that the machine's other work counts least.
double Measure(Action<int> work)
{
    var best = double.MaxValue;
    for (var round = 0; round < Rounds; round++)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Projects; i++)
        {
            work(i);
        }

        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Projects);
    }

    return best;
}

static void Show(string what, double microseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds,10:0.000} µs  {what}"));

static Rulebook Load(string id)
{
    var root = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(root.FullName, "Zhunsheng.slnx")))
    {
        root = root.Parent ?? throw new InvalidOperationException("The bench runs outside the repository.");
    }

    RulebookText Text(string path) => new(path, File.ReadAllText(Path.Combine(root.FullName, "rulebooks", path)));
    ImmutableArray<RulebookText> common = [Text("common/facts.yaml"), Text("common/questions.yaml"), Text("common/calendar.yaml")];
    var reading = RulebookReader.Read(Text($"{id}/rulebook.yaml"), common);
    return reading.Rulebook ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
}
