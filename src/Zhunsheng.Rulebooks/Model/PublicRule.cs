using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A part of what can be told to everybody about a file.</summary>
public enum PublicPart
{
    /// <summary>简介: what it is about.</summary>
    Description,
    /// <summary>期间: the first and the last day of building.</summary>
    Period,
    /// <summary>预算: what was approved, when, and from which sources.</summary>
    Budget,
    /// <summary>批文: the numbers and titles of documents.</summary>
    Documents,
    /// <summary>采购: how things are bought, and for how much at most.</summary>
    Tender,
    /// <summary>合同: the contracts with the other parties.</summary>
    Contracts,
    /// <summary>调整: the changes of the project.</summary>
    Changes,
    /// <summary>支付: the payments, one by one.</summary>
    Payments,
    /// <summary>完成: the day, the final value and what is said of it.</summary>
    Completion,
}

/// <summary>A part that is public.</summary>
/// <param name="Part">The part.</param>
/// <param name="Article">The article that says so; null where none does and the platform decides.</param>
/// <param name="When">Under which condition it is public, besides those of the whole; unknown is no. Null for always.</param>
/// <param name="Values">Its expressions, by key: value, start, end, day, sources (records of <see cref="PublicRule.SourceFields"/>), method, estimate, reason; amounts in 万元.</param>
/// <param name="Steps">For documents: the steps whose acts bear them, each with what kind of document it is; empty for the other parts.</param>
public sealed record PublicEntry(PublicPart Part, Citation? Article, FeelExpression? When, ImmutableSortedDictionary<string, FeelExpression> Values, ImmutableArray<(string Step, string? Sort)> Steps);

/// <summary>What of a kind of case file is public (公开), from when on, and by which article.</summary>
public sealed record PublicRule
{
    /// <summary>The fields of a source of the budget.</summary>
    public static ImmutableArray<string> SourceFields { get; } = ["来源", "金额"];

    /// <summary>The kinds of document that can be named.</summary>
    public static ImmutableArray<string> Sorts { get; } = ["可行性研究", "设计", "预算批准", "预算调整", "采购计划", "验收", "评价", "审计"];

    /// <summary>The kind of case file.</summary>
    public required string Kind { get; init; }

    /// <summary>The article that makes it public; null where none does and the platform decides.</summary>
    public Citation? Article { get; init; }

    /// <summary>The steps of which one must have been done, with an outcome that does not refuse.</summary>
    public required ImmutableArray<string> From { get; init; }

    /// <summary>Under which condition it is public; unknown is no.</summary>
    public required FeelExpression When { get; init; }

    /// <summary>What is public besides number, title, unit and phase; a part that is not here is not.</summary>
    public required ImmutableArray<PublicEntry> Parts { get; init; }

    /// <summary>The word for a part in rulebooks.</summary>
    public static string Word(PublicPart part) => part switch
    {
        PublicPart.Description => "简介",
        PublicPart.Period => "期间",
        PublicPart.Budget => "预算",
        PublicPart.Documents => "批文",
        PublicPart.Tender => "采购",
        PublicPart.Contracts => "合同",
        PublicPart.Changes => "调整",
        PublicPart.Payments => "支付",
        _ => "完成",
    };

    /// <summary>All expressions, for finding what is read.</summary>
    internal IEnumerable<FeelExpression> Expressions => Parts.SelectMany(p => p.Values.Values.Append(p.When)).Append(When).OfType<FeelExpression>();
}
