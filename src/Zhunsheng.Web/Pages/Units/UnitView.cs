using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Units;

/// <summary>What stands against a unit in one jurisdiction.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Bars">What bars its new projects.</param>
/// <param name="Consequences">What follows from its files now.</param>
/// <param name="Unmet">The duties it has not met.</param>
/// <param name="Late">What it is late with.</param>
/// <param name="Files">How many open files it has.</param>
public sealed record UnitStanding(Rulebook Book, ImmutableArray<UnitBar> Bars, PointPage Consequences, PointPage Unmet, PointPage Late, int Files);

/// <summary>A unit with everything that stands against it (单位限制).</summary>
/// <param name="Id">The unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Own">Whether it is the visitor's own.</param>
/// <param name="Today">The day.</param>
/// <param name="Standings">By rulebook.</param>
public sealed record UnitView(Guid Id, string Name, bool Own, DateOnly Today, ImmutableArray<UnitStanding> Standings);
