namespace Zhunsheng.Benchmarks;

/// <summary>Four decisions of one regulation written out in C#, three-valued as the rulebook's: the measure for the engine.</summary>
internal static class HandWritten
{
    private static readonly string[] s_merged = ["可行性研究报告", "省政府审定"];
    private static readonly string[] s_stepwise = ["可行性研究报告", "初步设计方案", "省政府审定"];

    /// <summary>可否合并审批.</summary>
    public static bool? MayMerge(ProjectFacts p) =>
        p.PreparedInDepth & (p.PartialExtension | (p.Urgent & p.Emergency) | p.SmallAndSimple | p.EquipmentOnly);

    /// <summary>审批环节.</summary>
    public static string[]? Approvals(ProjectFacts p) => (p.AgreedToMerge & MayMerge(p)) switch { true => s_merged, false => s_stepwise, null => null };

    /// <summary>可否开工.</summary>
    public static bool? MayStart(ProjectFacts p) =>
        p.InYearPlan & p.StudyApproved & ((p.AgreedToMerge & MayMerge(p)) == true ? true : p.DesignApproved) & p.Settled & p.Supervised;

    /// <summary>调整方式.</summary>
    public static string? Change(ProjectFacts p)
    {
        var limit = 0.15m * p.EstimateTotal;
        var amount = AtMost(p.ChangeAmount, limit) & AtMost(p.ChangedBefore + p.ChangeAmount, limit);
        var reason = p.ChangeReason switch { null => null, "技术方案优化" => true, "业务发展需要" => p.WithinPlan, _ => false };
        return (!p.OverEstimate & p.SameGoal & amount & reason) switch { true => "自行调整并备案", false => "报批", null => null };
    }

    private static bool? AtMost(decimal? amount, decimal? limit) => amount is { } a && limit is { } l ? a <= l : null;
}
