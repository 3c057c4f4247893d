using System.Collections.Immutable;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>A year of a rulebook with where its plan stands.</summary>
/// <param name="Year">The year.</param>
/// <param name="Standing">Where the plan stands.</param>
internal sealed record PlanHomeYear(int Year, PlanStandingOfYear Standing);

/// <summary>The plan years of the visitor's jurisdictions.</summary>
/// <param name="Years">The years, by rulebook, the latest first.</param>
/// <param name="All">The rulebooks of which the visitor sees all files.</param>
internal sealed record PlanHomeView(ImmutableArray<PlanHomeYear> Years, ImmutableHashSet<string> All);
