using System.Globalization;
using Zhunsheng.Benchmarks.ByHand;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>The full answer of one regulation: by the engine and written by hand, over the same projects, the same outputs.</summary>
internal static class RulebookComparison
{
    private const string Id = "heilongjiang-2023";
    private const string Mend = $"The hand-written code and the rulebook {Id} no longer say the same; mend benchmarks/Zhunsheng.Benchmarks/ByHand.";
    private const int Checked = 5000;
    private const int Timed = 100;

    public static void Run()
    {
        var rulebook = RepositoryRulebooks.Load(Id);
        if (Agreement.Unlike(rulebook) is { } unlike)
        {
            throw new InvalidOperationException($"{unlike} {Mend}");
        }

        var engine = new FullAnswer(rulebook);
        var byHand = new FullAnswerByHand(new Settings(), new Holidays(rulebook.Calendar.Years));
        var draw = new ProjectDraw(rulebook, 2023);
        for (var i = 0; i < Checked; i++)
        {
            var (project, situation) = draw.Next();
            byHand.Find(project);
            engine.Find(situation);
            if (Agreement.Difference(engine, byHand) is { } difference)
            {
                throw new InvalidOperationException($"Project {i}: {difference}. {Mend}");
            }
        }

        var outputs = $"{engine.Questions.Length} questions, {engine.Gates.Length} gates, {engine.Rulebook.Steps.Count(s => s.Kind == "项目")} steps with deadlines";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Full answer of {Id}: {outputs}; the same for {Checked} projects drawn by chance."));
        var projects = Enumerable.Range(0, Timed).Select(_ => draw.Next()).Select(p => (p.ByHand, p.Situation, Bound: rulebook.Bind(p.Situation))).ToArray();
        var warm = projects.Take(20).ToArray();
        for (var i = 0; i < 400; i++)
        {
            Array.ForEach(warm, p => byHand.Find(p.ByHand));
            Array.ForEach(warm, p => engine.Find(p.Bound));
        }

        var times = Timing.Best(
            Timed,
            () => Array.ForEach(projects, p => byHand.Find(p.ByHand)),
            () => Array.ForEach(projects, p => engine.Find(p.Bound)),
            () => Array.ForEach(projects, p => engine.Find(p.Situation)),
            () => Array.ForEach(projects, p => Everything(rulebook, p.Situation, false)),
            () => Array.ForEach(projects.AsSpan(0, Timed / 10).ToArray(), p => Everything(rulebook, p.Situation, true)));
        Timing.Show(times[0], "by hand in C#");
        Timing.Show(times[1], "engine, names looked up before (as the record by hand is filled before)");
        Timing.Show(times[2], "engine, looking the names up included");
        Timing.Show(times[3], "engine, asked one by one, no reason read");
        Timing.Show(times[4] * 10, "engine, asked one by one, all reasons read");
        Timing.Goal("full answer, engine : by hand", times[1] / times[0], 2);
        Timing.Goal("full answer in units of 20 µs", times[1] / 20, 1);
    }

    private static void Everything(Rulebook rulebook, Situation situation, bool reasons)
    {
        var evaluation = new Evaluation(rulebook, situation);
        foreach (var question in rulebook.Questions.Values.Where(q => q.Arguments.All(a => a.Optional)))
        {
            var answer = evaluation.Ask(question.Name);
            _ = reasons ? answer.Because.Length : 0;
        }

        foreach (var state in evaluation.Steps())
        {
            _ = reasons ? state.Facts.Length + state.Requires.Sum(r => r.Because.Length) + (state.Deadline?.Days.Length ?? 0) : 0;
        }
    }
}
