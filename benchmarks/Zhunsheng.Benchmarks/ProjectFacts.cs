using Zhunsheng.Feel;

namespace Zhunsheng.Benchmarks;

/// <summary>The facts that the compared decisions use, as a programmer would hold them. Null is unknown.</summary>
internal sealed record ProjectFacts(
    bool? AgreedToMerge,
    bool? PreparedInDepth,
    bool? PartialExtension,
    bool? Urgent,
    bool? Emergency,
    bool? SmallAndSimple,
    bool? EquipmentOnly,
    bool? InYearPlan,
    bool? StudyApproved,
    bool? DesignApproved,
    bool? Settled,
    bool? Supervised,
    decimal? EstimateTotal,
    decimal? ChangeAmount,
    decimal? ChangedBefore,
    bool? OverEstimate,
    bool? SameGoal,
    string? ChangeReason,
    bool? WithinPlan)
{
    private static readonly string[] s_reasons = ["技术方案优化", "业务发展需要", "其他"];

    /// <summary>A project drawn by chance; one fact in eight is unknown.</summary>
    public static ProjectFacts Draw(Random random) => new(
        Flag(random), Flag(random), Flag(random), Flag(random), Flag(random), Flag(random), Flag(random), Flag(random), Flag(random),
        Flag(random), Flag(random), Flag(random), 1000m, random.Next(8) == 0 ? null : random.Next(0, 300), random.Next(8) == 0 ? null : random.Next(0, 100), Flag(random), Flag(random),
        s_reasons[random.Next(s_reasons.Length)], Flag(random));

    /// <summary>The same under the names of the vocabulary.</summary>
    public IEnumerable<KeyValuePair<string, FeelValue>> Named() => new (string Name, FeelValue Value)[]
    {
        ("同意合并审批", FeelValue.Of(AgreedToMerge)), ("前期工作深度达标", FeelValue.Of(PreparedInDepth)), ("部分扩建改建", FeelValue.Of(PartialExtension)),
        ("情况紧急", FeelValue.Of(Urgent)), ("突发事件应急", FeelValue.Of(Emergency)), ("建设内容单一且规模小技术简单", FeelValue.Of(SmallAndSimple)),
        ("单纯设备购置", FeelValue.Of(EquipmentOnly)), ("已列入年度计划", FeelValue.Of(InYearPlan)), ("可研已批复", FeelValue.Of(StudyApproved)),
        ("初设已批复", FeelValue.Of(DesignApproved)), ("省政府已审定", FeelValue.Of(Settled)), ("已委托监理", FeelValue.Of(Supervised)),
        ("概算总投资", Money(EstimateTotal)), ("调整金额", Money(ChangeAmount)), ("既往自行调整金额", Money(ChangedBefore)), ("超出概算批复", FeelValue.Of(OverEstimate)),
        ("建设目标不变", FeelValue.Of(SameGoal)), ("调整原因", FeelValue.Of(ChangeReason)), ("在批复规划框架内", FeelValue.Of(WithinPlan)),
    }.Where(fact => !fact.Value.IsNull).Select(fact => KeyValuePair.Create(fact.Name, fact.Value));

    private static FeelValue Money(decimal? amount) => amount is { } known ? FeelValue.Of(known) : FeelValue.Null;

    private static bool? Flag(Random random) => random.Next(8) switch { 0 => null, < 5 => true, _ => false };
}
