using System.Collections.Immutable;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Which projects are looked for among those that have to do with a plan.</summary>
public sealed record PlanQuery
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>Only projects of this organisation; null for all.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Only this plan year; null for any.</summary>
    public int? Year { get; init; }

    /// <summary>Only this standing; null for any.</summary>
    public PlanStanding? Standing { get; init; }

    /// <summary>Only those that may enter (true) or may not for certain (false); null for any.</summary>
    public bool? May { get; init; }

    /// <summary>Only those of which it cannot be said yet whether they may enter.</summary>
    public bool Undecided { get; init; }

    /// <summary>Only this group; null for any.</summary>
    public string? Category { get; init; }

    /// <summary>Words that title, number or owner contain; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The order.</summary>
    public PlanSort Sort { get; init; } = PlanSort.Since;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 1000.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>The orders of the pool.</summary>
public enum PlanSort
{
    /// <summary>By the day since which it waits.</summary>
    Since,
    /// <summary>By title.</summary>
    Title,
    /// <summary>By owner.</summary>
    Owner,
    /// <summary>By what is asked for the year.</summary>
    Amount,
    /// <summary>By total investment.</summary>
    Money,
    /// <summary>By plan year.</summary>
    Year,
    /// <summary>Those that may enter first.</summary>
    May,
}

/// <summary>A project in the pool or in a plan.</summary>
/// <param name="File">Its row in the list of case files.</param>
/// <param name="Entry">Where it stands.</param>
public sealed record PlanRow(CaseRow File, PlanEntry Entry);

/// <summary>A page of the pool.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">How many projects the query finds altogether.</param>
/// <param name="Ready">How many of them may enter a plan now.</param>
/// <param name="AmountSum">What all of them ask for the year, as far as known, in 万元.</param>
/// <param name="MoneySum">The total investment of all of them, as far as known, in 万元.</param>
public sealed record PlanPage(ImmutableArray<PlanRow> Rows, int Total, int Ready, decimal AmountSum, decimal MoneySum);

/// <summary>An act with the row of its case file.</summary>
/// <param name="File">The row of the file.</param>
/// <param name="Act">The act, as it was made.</param>
public sealed record FiledAct(CaseRow File, Act Act);

/// <summary>An organisation that may own case files.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
public sealed record Unit(Guid Id, string Name);
