using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A page of the case list to be found.</summary>
public sealed record CaseQuery
{
    /// <summary>Only this rulebook; null for all.</summary>
    public string? RulebookId { get; init; }

    /// <summary>What the person who asks may see; null for everything.</summary>
    public CaseScope? Scope { get; init; }

    /// <summary>Only files of this owner; null for all.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Only this kind; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Found in title, number or owner, whatever its case; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only this phase; null for all.</summary>
    public string? Phase { get; init; }

    /// <summary>Only this plan year; null for all.</summary>
    public int? PlanYear { get; init; }

    /// <summary>Only closed (true) or open (false) files; null for both.</summary>
    public bool? Closed { get; init; }

    /// <summary>Only files with a total investment of at least so much, in 万元; null for all. Files whose investment is not known are then left out.</summary>
    public decimal? MoneyFrom { get; init; }

    /// <summary>Only files with a total investment of at most so much, in 万元; null for all.</summary>
    public decimal? MoneyTo { get; init; }

    /// <summary>Only files whose most urgent time limit stands so on <see cref="Today"/>; null for all.</summary>
    public Lateness? Lateness { get; init; }

    /// <summary>Only files in which this role has something to do; null for all.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Only files in which something was done on or after this day in Beijing; null for all.</summary>
    public DateOnly? UpdatedSince { get; init; }

    /// <summary>The day for <see cref="Lateness"/>.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The order.</summary>
    public CaseSort Sort { get; init; } = CaseSort.Updated;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>The orders of the case list.</summary>
public enum CaseSort
{
    /// <summary>By the last act.</summary>
    Updated,
    /// <summary>By number.</summary>
    Number,
    /// <summary>By title.</summary>
    Title,
    /// <summary>By owner.</summary>
    Owner,
    /// <summary>By total investment.</summary>
    Money,
    /// <summary>By plan year.</summary>
    PlanYear,
    /// <summary>By place on the line of life.</summary>
    Phase,
    /// <summary>By the earliest day on which something is due.</summary>
    Due,
}

/// <summary>How the most urgent time limit of a file stands.</summary>
public enum Lateness
{
    /// <summary>已逾期: the day is past.</summary>
    Late,
    /// <summary>临期: the day of the reminder has come.</summary>
    Soon,
    /// <summary>期限内: there is time.</summary>
    Ok,
    /// <summary>没有期限在走: nothing is due on a known day.</summary>
    None,
}

/// <summary>A case file in a list.</summary>
/// <param name="Id">The file.</param>
/// <param name="Number">Its number.</param>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Title">Its title; the number when it has none yet.</param>
/// <param name="OwnerId">The owner.</param>
/// <param name="OwnerName">The owner's name.</param>
/// <param name="Phase">The phase it stands in; null for none.</param>
/// <param name="PlanYear">The plan year; null when not known.</param>
/// <param name="Money">Total investment in 万元; null when not known.</param>
/// <param name="Next">The titles of the open steps.</param>
/// <param name="Closed">Whether it is closed.</param>
/// <param name="Head">The number of its last act.</param>
/// <param name="Updated">The moment of its last act, in UTC.</param>
public sealed record CaseRow(
    Guid Id, string Number, string RulebookId, string Kind, string Title, Guid OwnerId, string OwnerName, string? Phase, int? PlanYear, decimal? Money,
    ImmutableArray<string> Next, bool Closed, int Head, DateTimeOffset Updated);

/// <summary>A page of the case list.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">How many files the query finds altogether.</param>
/// <param name="MoneySum">The total investment of all found files whose investment is known, in 万元.</param>
public sealed record CasePage(ImmutableArray<CaseRow> Rows, int Total, decimal MoneySum)
{
    /// <summary>How many of the found files are left out of <see cref="MoneySum"/>, because their investment is not known.</summary>
    public int WithoutMoney { get; init; }
}
