using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What stands on the time line of a project besides its acts and deadlines.</summary>
/// <param name="Milestones">What the unit has planned and reached, as a list of records; null for none.</param>
/// <param name="Suspensions">From when to when the project stood still, as a list of records; null for none.</param>
public sealed record TimelineRules(FeelExpression? Milestones, FeelExpression? Suspensions)
{
    /// <summary>Nothing said.</summary>
    public static TimelineRules Empty { get; } = new(null, null);

    /// <summary>The fields of a milestone.</summary>
    public static ImmutableArray<string> MilestoneFields { get; } = ["名称", "计划", "完成"];

    /// <summary>The fields of a suspension.</summary>
    public static ImmutableArray<string> SuspensionFields { get; } = ["从", "到", "原因"];
}

/// <summary>Which steps make up the work of the supervisor (监理).</summary>
/// <param name="Role">The supervisor's role.</param>
/// <param name="Log">The step by which a log is kept.</param>
/// <param name="Day">The date fact of a log that tells its day.</param>
/// <param name="Notice">The step by which the builder is told to do something.</param>
/// <param name="Subject">The text fact of a notice that tells what it is about.</param>
/// <param name="Due">The date fact of a notice that tells until when it is to be answered.</param>
/// <param name="Reply">The step by which the builder answers, once for each notice.</param>
/// <param name="Check">The step by which the supervisor looks at the answer, once for each notice.</param>
/// <param name="Opinion">The step by which the supervisor gives an opinion.</param>
public sealed record SupervisionRules(string Role, string Log, string Day, string Notice, string Subject, string Due, string Reply, string Check, string Opinion)
{
    /// <summary>The steps.</summary>
    public ImmutableArray<string> Steps => [Log, Notice, Reply, Check, Opinion];
}

/// <summary>How the yearly reports are laid beside the targets.</summary>
/// <param name="Step">The step by which a report is handed in, once for each year.</param>
/// <param name="Targets">The facts that tell the targets.</param>
public sealed record PerformanceRules(string Step, ImmutableArray<string> Targets);
