using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Amounts in 万元, each with the number of files of which it is known; an amount of which no file knows anything is null.</summary>
public sealed record Amounts
{
    /// <summary>Total investment (总投资).</summary>
    public decimal? Total { get; init; }

    /// <summary>The amounts that are known.</summary>
    public required ImmutableSortedDictionary<Figure, decimal> Of { get; init; }

    /// <summary>How many files have each.</summary>
    public ImmutableSortedDictionary<Figure, int> Known { get; init; } = ImmutableSortedDictionary<Figure, int>.Empty;

    /// <summary>What was paid for what was approved: for files of which both are known. Null where there is none.</summary>
    public (decimal Paid, decimal Approved)? Execution { get; init; }

    /// <summary>An amount; null where unknown.</summary>
    public decimal? this[Figure figure] => Of.TryGetValue(figure, out var amount) ? amount : null;

    /// <summary>Paid in percent of approved; null where that cannot be said.</summary>
    public decimal? Rate => Execution is { Approved: > 0 } both ? 100 * both.Paid / both.Approved : null;
}

/// <summary>A file in the list of those who look over the files.</summary>
/// <param name="File">The file.</param>
/// <param name="Amounts">Its amounts.</param>
/// <param name="Late">How many things are late.</param>
/// <param name="Blocked">How many gates block a step.</param>
/// <param name="Unmet">How many duties are unmet.</param>
/// <param name="Consequences">How many consequences follow.</param>
public sealed record OversightRow(CaseRow File, Amounts Amounts, int Late, int Blocked, int Unmet, int Consequences);

/// <summary>A page of that list.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">How many files there are altogether.</param>
/// <param name="Sum">The amounts of all of them.</param>
public sealed record OversightPage(ImmutableArray<OversightRow> Rows, int Total, Amounts Sum);

/// <summary>Something in which a file falls short.</summary>
/// <param name="CaseNumber">The file.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="OwnerName">Its owner.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Place">The place in the regulation.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="StepTitle">The step; null where it is about none.</param>
/// <param name="Office">Whose turn it is; empty where nobody is named.</param>
/// <param name="DueOn">The last day; null for what is not about time.</param>
/// <param name="Days">How many days late; null likewise.</param>
/// <param name="Working">Whether these are working days.</param>
/// <param name="Platform">Whether the text is silent and the platform decides.</param>
/// <param name="Reason">Why, in Chinese.</param>
/// <param name="Remedy">What would lift it, in Chinese.</param>
/// <param name="Facts">The facts that decided, as one reads them.</param>
public sealed record PointRow(
    string CaseNumber, string CaseTitle, string OwnerName, PointKind Kind, Citation Place, string Rule, string? StepTitle, string Office,
    DateOnly? DueOn, int? Days, bool Working, bool Platform, string? Reason, string? Remedy, ImmutableArray<string> Facts);

/// <summary>A page of points.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">How many points there are altogether.</param>
/// <param name="Files">In how many files.</param>
public sealed record PointPage(ImmutableArray<PointRow> Rows, int Total, int Files);

/// <summary>An act in the list of those who look over the files.</summary>
/// <param name="CaseNumber">The file.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="Number">The number of the act.</param>
/// <param name="StepTitle">The step.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Place">The place in the regulation; null where the step is not in the rulebook any more.</param>
/// <param name="Role">The role.</param>
/// <param name="OrganisationName">The organisation.</param>
/// <param name="UserName">The person.</param>
/// <param name="On">The day.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="DueOn">The last day there was; null for none.</param>
/// <param name="Limit">The limit in working days; null where it is not counted in these.</param>
/// <param name="Used">The working days used; null likewise.</param>
/// <param name="Late">Whether it came late.</param>
/// <param name="LateDays">How many days.</param>
/// <param name="Working">Whether these are working days.</param>
/// <param name="About">The gate that was lifted, or the number of the act that was corrected; null for other acts.</param>
/// <param name="Note">The remark; null for none.</param>
public sealed record DeedRow(
    string CaseNumber, string CaseTitle, int Number, string StepTitle, string Outcome, Citation? Place, string Role, string OrganisationName, string UserName, DateOnly On,
    DeedEnding Ending, DateOnly? DueOn, int? Limit, int? Used, bool Late, int? LateDays, bool Working, string? About, string? Note);

/// <summary>A page of acts.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">How many acts there are altogether.</param>
public sealed record DeedPage(ImmutableArray<DeedRow> Rows, int Total);

/// <summary>How many files stand in a phase.</summary>
/// <param name="Phase">The phase; null for none.</param>
/// <param name="Order">Its place on the line of life.</param>
/// <param name="Files">How many files.</param>
/// <param name="Late">In how many of them something is late.</param>
/// <param name="Money">Their total investment in 万元, where known.</param>
public sealed record PhaseCount(string? Phase, int Order, int Files, int Late, decimal Money);

/// <summary>What a group of files comes to.</summary>
/// <param name="Year">The plan year; null where it is not known, or the group is not one of a year.</param>
/// <param name="OwnerId">The owner; null where the group is not one of an owner.</param>
/// <param name="OwnerName">The owner's name.</param>
/// <param name="Files">How many files.</param>
/// <param name="Amounts">Their amounts.</param>
public sealed record MoneyGroup(int? Year, Guid? OwnerId, string? OwnerName, int Files, Amounts Amounts);

/// <summary>How many files have points of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The article, office or step.</param>
/// <param name="Label">As one reads it.</param>
/// <param name="Files">In how many files.</param>
public sealed record PointCount(PointKind Kind, string Key, string Label, int Files);

/// <summary>How many acts there are of a kind.</summary>
/// <param name="Key">The step, article, role, or month as 2026-04.</param>
/// <param name="Label">As one reads it.</param>
/// <param name="Ending">How they ended; null where that does not divide them.</param>
/// <param name="Count">How many.</param>
/// <param name="Late">How many of them came late.</param>
/// <param name="Measured">How many can be compared with a limit in working days.</param>
/// <param name="Used">The working days that these used, altogether.</param>
/// <param name="Limit">The working days that these had, altogether.</param>
public sealed record DeedCount(string Key, string Label, DeedEnding? Ending, int Count, int Late, int Measured, int Used, int Limit);

/// <summary>By what points are counted.</summary>
public enum PointBy
{
    /// <summary>The kind only.</summary>
    Kind,
    /// <summary>The whole article.</summary>
    Article,
    /// <summary>Whose turn it is.</summary>
    Office,
    /// <summary>The step.</summary>
    Step,
    /// <summary>The name of the deadline, gate, duty, consequence or claim.</summary>
    Rule,
}

/// <summary>By what acts are counted.</summary>
public enum DeedBy
{
    /// <summary>The ending.</summary>
    Ending,
    /// <summary>The step.</summary>
    Step,
    /// <summary>The whole article, and the ending.</summary>
    Article,
    /// <summary>The role.</summary>
    Role,
    /// <summary>The month.</summary>
    Month,
}
