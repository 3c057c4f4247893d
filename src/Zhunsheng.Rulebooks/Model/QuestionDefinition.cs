using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>How the answer to a question is put together.</summary>
public enum QuestionKind
{
    /// <summary>By a decision: value, expression, table, cases, or one of these per argument value.</summary>
    Decision,
    /// <summary>可否…: true when every gate that blocks it holds.</summary>
    Gate,
    /// <summary>The titles of the papers due in a step.</summary>
    Papers,
    /// <summary>The last day of a period.</summary>
    Deadline,
    /// <summary>Where a day stands: 未到窗口, 期限内 or 已逾期.</summary>
    DeadlineStatus,
    /// <summary>First and last day.</summary>
    Window,
    /// <summary>Who is told.</summary>
    Notice,
    /// <summary>The measures that follow.</summary>
    Measures,
    /// <summary>How strong a named rule is: 必须, 原则上 or 可以.</summary>
    Strength,
    /// <summary>The labels of standing duties known to be unmet.</summary>
    Gaps,
    /// <summary>The names of the claims that contradict other evidence.</summary>
    Contradictions,
    /// <summary>The measures that have been taken and have not been lifted.</summary>
    Sanctions,
}

/// <summary>An argument of a question.</summary>
/// <param name="Name">Its name, usable in the rules that answer the question.</param>
/// <param name="Type">Its type.</param>
/// <param name="Optional">Whether it may be left out.</param>
/// <param name="Default">The value when left out; null for none.</param>
/// <param name="Values">The values it can take; empty when open.</param>
public sealed record QuestionArgument(string Name, FactType Type, bool Optional, string? Default, ImmutableArray<string> Values);

/// <summary>A question (判定) that can be put to a rulebook.</summary>
public sealed record QuestionDefinition
{
    /// <summary>Its name, fixed by the vocabulary.</summary>
    public required string Name { get; init; }

    /// <summary>How it is answered.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>Its arguments, in order.</summary>
    public ImmutableArray<QuestionArgument> Arguments { get; init; } = [];

    /// <summary>The type of the answer; null for any.</summary>
    public FactType? Type { get; init; }

    /// <summary>The values the answer can take; empty when open.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The fields of an answer that is a list of records; empty otherwise.</summary>
    public ImmutableArray<FactDefinition> Fields { get; init; } = [];

    /// <summary>Whether the order of a list answer matters.</summary>
    public bool Ordered { get; init; }

    /// <summary>For <see cref="QuestionKind.Notice"/>: 报送, 备案 or 抄送.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the rulebook itself brought it in; else it is one of the vocabulary that all share.</summary>
    public bool Local { get; init; }

    /// <summary>What it asks, in Chinese.</summary>
    public string? Meaning { get; init; }
}
