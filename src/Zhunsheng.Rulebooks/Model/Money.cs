using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>One amount in the chain from the estimate to the settlement; in 万元.</summary>
public sealed record MoneyLine
{
    /// <summary>Its name: 估算, 概算, 合同 …</summary>
    public required string Name { get; init; }

    /// <summary>How it follows from a file; null where it is not known yet.</summary>
    public required FeelExpression Value { get; init; }

    /// <summary>The steps by which it comes or changes.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>The amount of the overviews that it is; null for none.</summary>
    public Figure? Figure { get; init; }
}

/// <summary>An amount that may not be larger than another.</summary>
public sealed record MoneyCeiling
{
    /// <summary>Its name, unique among the ceilings.</summary>
    public required string Name { get; init; }

    /// <summary>The line that is measured.</summary>
    public required string Of { get; init; }

    /// <summary>The line it stays within.</summary>
    public required string Within { get; init; }

    /// <summary>The share of the upper line by which it may be larger: 0.1 for a tenth.</summary>
    public decimal Allowance { get; init; }

    /// <summary>When it applies; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>The article that says so; null for a hint of the platform.</summary>
    public Citation? Article { get; init; }

    /// <summary>Hard: an act that would lead above it is refused; may: it is only pointed out. A hint of the platform never refuses.</summary>
    public Strength Strength { get; init; }

    /// <summary>The gate that already keeps it; then nothing is checked a second time. Null where the ceiling is checked by itself.</summary>
    public string? Gate { get; init; }

    /// <summary>What to do about it, in Chinese; may be null.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether no article says so.</summary>
    public bool Platform => Article is null;
}

/// <summary>What has been saved and goes back.</summary>
/// <param name="Amount">The surplus; null while unknown.</param>
/// <param name="Returned">What has gone back; null for an author who does not register it.</param>
/// <param name="Step">The step by which it goes back.</param>
public sealed record SurplusRule(FeelExpression Amount, FeelExpression? Returned, string Step);

/// <summary>A limit up to which a unit changes its project by itself.</summary>
/// <param name="Name">What is limited, in Chinese.</param>
/// <param name="Share">The share of the base: 0.15 for fifteen hundredths.</param>
/// <param name="Most">An amount that is a limit besides the share; null for none.</param>
/// <param name="Field">The field of a change that is measured.</param>
/// <param name="Cumulative">Whether changes made by the unit itself are added up; null for never.</param>
/// <param name="Article">The article.</param>
public sealed record ChangeLimit(string Name, decimal Share, decimal? Most, string Field, FeelExpression? Cumulative, Citation Article);

/// <summary>How the changes of a project are measured.</summary>
/// <param name="Rows">The changes in their order: records with the fields of <see cref="MoneyRules.ChangeFields"/>.</param>
/// <param name="Base">What they are measured against.</param>
/// <param name="BaseName">What that is called.</param>
/// <param name="Way">The question that answers by which way a change goes; its article is cited.</param>
/// <param name="Limits">The limits.</param>
public sealed record ChangeRules(FeelExpression Rows, FeelExpression Base, string BaseName, string? Way, ImmutableArray<ChangeLimit> Limits);

/// <summary>What the author says about the money of a project: the chain of amounts, their ceilings, contracts, payments, years, surplus and changes.</summary>
public sealed record MoneyRules
{
    /// <summary>Nothing said.</summary>
    public static MoneyRules Empty { get; } = new();

    /// <summary>The fields of a contract.</summary>
    public static ImmutableArray<string> ContractFields { get; } = ["序号", "名称", "单位", "金额", "签订", "完成", "质保金"];

    /// <summary>The fields of a payment; 合同 is the 序号 of the contract it was made on.</summary>
    public static ImmutableArray<string> PaymentFields { get; } = ["日期", "金额", "单位", "合同", "凭证"];

    /// <summary>The fields of a year.</summary>
    public static ImmutableArray<string> YearFields { get; } = ["年度", "计划", "安排"];

    /// <summary>The fields that every change may have; a limit may name others.</summary>
    public static ImmutableArray<string> ChangeFields { get; } = ["序号", "日期", "内容", "方式", "自行", "结果"];

    /// <summary>The chain of amounts in its order.</summary>
    public ImmutableArray<MoneyLine> Lines { get; init; } = [];

    /// <summary>The ceilings between them.</summary>
    public ImmutableArray<MoneyCeiling> Ceilings { get; init; } = [];

    /// <summary>The contracts, as a list of records; null where none are registered.</summary>
    public FeelExpression? Contracts { get; init; }

    /// <summary>The step that files a contract, once for the 序号 of each; null where the text asks for no filing.</summary>
    public string? Filing { get; init; }

    /// <summary>The payments, as a list of records; null where none are registered.</summary>
    public FeelExpression? Payments { get; init; }

    /// <summary>What was planned and arranged for each year, as a list of records; null for nothing.</summary>
    public FeelExpression? Years { get; init; }

    /// <summary>The surplus; null where the text says nothing.</summary>
    public SurplusRule? Surplus { get; init; }

    /// <summary>The changes; null where the text knows none.</summary>
    public ChangeRules? Changes { get; init; }

    /// <summary>The amounts of the overviews, by the line that gives each; an amount that is not here is unknown in this jurisdiction.</summary>
    public ImmutableSortedDictionary<Figure, FeelExpression> Figures { get; internal init; } = ImmutableSortedDictionary<Figure, FeelExpression>.Empty;

    /// <summary>Whether the author says anything.</summary>
    public bool Any => !Lines.IsEmpty;

    /// <summary>All expressions, for finding what is read.</summary>
    internal IEnumerable<FeelExpression> Expressions => Lines.Select(l => (FeelExpression?)l.Value).Concat(Ceilings.Select(c => c.When))
        .Concat([Contracts, Payments, Years, Surplus?.Amount, Surplus?.Returned, Changes?.Rows, Changes?.Base]).Concat(Changes?.Limits.Select(l => l.Cumulative) ?? []).OfType<FeelExpression>();
}
