using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Benchmarks.ByHand;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>Whether the regulation written by hand says the same as the rulebook.</summary>
internal static class Agreement
{
    private const string Kind = "项目";

    /// <summary>The first steps or gates that only one of the two knows, or that stand in another order; null when both know the same.</summary>
    public static string? Unlike(Rulebook rulebook) =>
        Unlike("step", [.. rulebook.Steps.Where(s => s.Kind == Kind).Select(s => s.Name)], [.. StageInfo.All.Select(s => s.Name)])
        ?? Unlike("gate", [.. rulebook.Gates.Select(g => g.Name)], [.. Gates.Names]);

    /// <summary>The first answer that differs; null when all are the same. Only where <see cref="Unlike(Rulebook)"/> finds nothing.</summary>
    public static string? Difference(FullAnswer engine, FullAnswerByHand byHand)
    {
        var expected = Named(byHand);
        for (var i = 0; i < engine.Questions.Length; i++)
        {
            var name = engine.Questions[i].Name;
            var wanted = expected.GetValueOrDefault(name);
            if (engine.Answers[i] != wanted)
            {
                return expected.ContainsKey(name) ? $"question {name}: {engine.Answers[i]}, by hand {wanted}" : $"question {name}: {engine.Answers[i]}, and it is not written by hand";
            }
        }

        for (var i = 0; i < engine.Gates.Length; i++)
        {
            if (engine.Gates[i] != Truth(byHand.Gates.All[i]))
            {
                return $"gate {Gates.Names[i]}: {engine.Gates[i]}, by hand {Truth(byHand.Gates.All[i])}";
            }
        }

        for (var i = 0; i < Math.Max(engine.Steps.Length, byHand.Steps.All.Length); i++)
        {
            if (i == engine.Steps.Length)
            {
                return $"step {Said(byHand.Steps.All[i])} by hand only";
            }

            var a = engine.Steps[i];
            if (i == byHand.Steps.All.Length || Said(a) != Said(byHand.Steps.All[i]))
            {
                return $"step {Said(a)}, by hand {(i == byHand.Steps.All.Length ? "nothing" : Said(byHand.Steps.All[i]))}";
            }
        }

        return null;
    }

    private static string? Unlike(string what, ImmutableArray<string> inRulebook, ImmutableArray<string> byHand)
    {
        string[] missing = [.. inRulebook.Except(byHand)];
        string[] gone = [.. byHand.Except(inRulebook)];
        if (missing.Length > 0 || gone.Length > 0)
        {
            return (missing, gone) switch
            {
                ({ Length: > 0 }, []) => $"Not written by hand: {what} {string.Join('、', missing)}.",
                ([], _) => $"Written by hand, but not in the rulebook: {what} {string.Join('、', gone)}.",
                _ => $"Not written by hand: {what} {string.Join('、', missing)}. Written by hand, but not in the rulebook: {what} {string.Join('、', gone)}.",
            };
        }

        var moved = Enumerable.Range(0, inRulebook.Length).FirstOrDefault(i => inRulebook[i] != byHand[i], -1);
        return moved < 0 ? null : $"The {what} {inRulebook[moved]} stands in another place in the rulebook: by hand {byHand[moved]} is there.";
    }

    private static (string Name, string Key, StepStatus Status, string? By, DeadlineDays Days) Said(StepAnswer step) =>
        (step.Step.Name, step.Key.AsString ?? (step.Key.AsNumber ?? 0).ToString(CultureInfo.InvariantCulture), step.Status, step.By.AsString, step.Days);

    private static (string Name, string Key, StepStatus Status, string? By, DeadlineDays Days) Said(StageState state) =>
        (StageInfo.All[(int)state.Stage].Name, state.For ?? state.Key.ToString(CultureInfo.InvariantCulture), state.Status, state.By, state.Days);

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
            ["执行中的处置"] = FeelValue.ListOf(byHand.Measures),
            ["证据不符"] = FeelValue.ListOf(byHand.Contradictions),
            ["未交意见的专家"] = FeelValue.ListOf(d.SilentExperts),
            ["监理通知要点"] = FeelValue.Of(d.NoticePoints),
            ["适用"] = FeelValue.Of(d.Applies),
            ["须在线报批"] = FeelValue.Of(d.MustBeOnline),
        };
    }

    private static FeelTruth Truth(bool? value) => value switch { true => FeelTruth.True, false => FeelTruth.False, null => FeelTruth.Unknown };

    private static FeelValue List(string[]? items) => items is null ? FeelValue.Null : FeelValue.ListOf(items);
}
