using System.Globalization;
using Zhunsheng.Benchmarks.ByHand;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>The full answer of one regulation: by the engine and written by hand, over the same projects, the same outputs.</summary>
internal static class RulebookComparison
{
    private const string Id = "heilongjiang-2023";
    private const int Checked = 5000;
    private const int Timed = 100;

    public static void Run()
    {
        var rulebook = RepositoryRulebooks.Load(Id);
        var engine = new FullAnswer(rulebook);
        var byHand = new FullAnswerByHand(new Settings(), new Holidays(rulebook.Calendar.Years));
        var draw = new ProjectDraw(rulebook, 2023);
        for (var i = 0; i < Checked; i++)
        {
            var (project, situation) = draw.Next();
            byHand.Find(project);
            engine.Find(situation);
            if (Difference(rulebook, engine, byHand) is { } difference)
            {
                throw new InvalidOperationException($"Project {i}: {difference}. The hand-written code and the rulebook {Id} no longer say the same; mend benchmarks/Zhunsheng.Benchmarks/ByHand.");
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

    private static string? Difference(Rulebook rulebook, FullAnswer engine, FullAnswerByHand byHand)
    {
        var expected = Named(byHand);
        for (var i = 0; i < engine.Questions.Length; i++)
        {
            var name = engine.Questions[i].Name;
            var wanted = expected.GetValueOrDefault(name);
            if (engine.Answers[i] != wanted)
            {
                return $"{name}: {engine.Answers[i]}, by hand {wanted}";
            }
        }

        for (var i = 0; i < Math.Max(engine.Gates.Length, byHand.Gates.All.Length); i++)
        {
            if (i >= engine.Gates.Length || i >= byHand.Gates.All.Length || engine.Gates[i] != Truth(byHand.Gates.All[i]))
            {
                return $"gate {i} {(i < rulebook.Gates.Length ? rulebook.Gates[i].Name : "")}";
            }
        }

        if (engine.Steps.Length != byHand.Steps.All.Length)
        {
            return $"{engine.Steps.Length} steps, by hand {byHand.Steps.All.Length}";
        }

        for (var i = 0; i < engine.Steps.Length; i++)
        {
            var a = engine.Steps[i];
            var b = byHand.Steps.All[i];
            if (a.Step.Name != StageInfo.All[(int)b.Stage].Name || (a.Key.AsNumber ?? 0) != b.Key || a.Status != b.Status || a.By.AsString != b.By || a.Days != b.Days)
            {
                return $"step {a.Step.Name} {a.Key} {a.Status} {a.By} {a.Days}, by hand {b}";
            }
        }

        return null;
    }

    private static Dictionary<string, FeelValue> Named(FullAnswerByHand byHand)
    {
        var d = byHand.Decisions;
        var g = byHand.Gates;
        return new()
        {
            ["免于审批"] = List(d.SparedApprovals),
            ["可以自行调整"] = FeelValue.Of(d.MayChangeAlone),
            ["可否保留系统"] = FeelValue.Of(g.MayKeep),
            ["可否列入计划"] = FeelValue.Of(g.MayEnterPlan),
            ["可否合并审批"] = FeelValue.Of(g.MayMerge),
            ["可否安排资金"] = FeelValue.Of(g.MayFund),
            ["可否安排运维经费"] = FeelValue.Of(g.MayFundOperation),
            ["可否开工"] = FeelValue.Of(g.MayStart),
            ["可否投入使用"] = FeelValue.Of(g.MayBeUsed),
            ["可否新建项目"] = FeelValue.Of(g.MayBuildNew),
            ["可否组织专家论证"] = FeelValue.Of(g.MayHearExperts),
            ["可否采购"] = FeelValue.Of(g.MayProcure),
            ["可否限定共享"] = FeelValue.Of(g.MayLimitSharing),
            ["合并审批有效"] = FeelValue.Of(d.Merged),
            ["审批环节"] = List(d.Approvals),
            ["属新项目"] = FeelValue.Of(d.IsNew),
            ["整改无效"] = FeelValue.Of(d.MendingFailed),
            ["施行首日"] = FeelValue.Of(d.InForce),
            ["有违规"] = FeelValue.Of(d.Breached),
            ["绩效报告年度"] = d.ReportYears is null ? FeelValue.Null : FeelValue.ListOf(d.ReportYears.Select(y => FeelValue.Of((decimal)y))),
            ["自评价起算日"] = d.SelfEvaluationFrom is { } from ? FeelValue.Of(from) : FeelValue.Null,
            ["调整原因成立"] = FeelValue.Of(d.ChangeReasonHolds),
            ["调整方式"] = FeelValue.Of(d.Change),
            ["调整金额在限内"] = FeelValue.Of(d.ChangeWithinLimit),
            ["走年度申报"] = FeelValue.Of(d.Filed),
            ["适用"] = FeelValue.Of(d.Applies),
            ["须在线报批"] = FeelValue.Of(d.MustBeOnline),
        };
    }

    private static FeelTruth Truth(bool? value) => value switch { true => FeelTruth.True, false => FeelTruth.False, null => FeelTruth.Unknown };

    private static FeelValue List(string[]? items) => items is null ? FeelValue.Null : FeelValue.ListOf(items);
}
