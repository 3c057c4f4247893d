using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The orders of the list of orders to mend something.</summary>
public enum OrderSort
{
    /// <summary>What is pending first, the earliest last day first.</summary>
    Urgent,
    /// <summary>By last day.</summary>
    Due,
    /// <summary>By the day on which the order was given.</summary>
    Given,
    /// <summary>By the unit.</summary>
    Owner,
    /// <summary>By the number of the file.</summary>
    Number,
    /// <summary>By where it stands.</summary>
    Standing,
}

/// <summary>A page of orders to be found.</summary>
public sealed record OrderQuery
{
    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>The files that the person who asks may see.</summary>
    public required CaseScope Scope { get; init; }

    /// <summary>Only those that stand so; null for all.</summary>
    public OrderStanding? Standing { get; init; }

    /// <summary>Only those that are still to be settled; null for all.</summary>
    public bool? Pending { get; init; }

    /// <summary>Only this kind of order; null for all.</summary>
    public string? Rule { get; init; }

    /// <summary>Found in title, number and owner of the file; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>The order.</summary>
    public OrderSort Sort { get; init; } = OrderSort.Urgent;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>An order in the list.</summary>
/// <param name="CaseNumber">The file.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="OwnerName">The unit.</param>
/// <param name="Act">The act that gave it.</param>
/// <param name="Rule">The kind of order.</param>
/// <param name="Article">The article.</param>
/// <param name="Office">Who gave it.</param>
/// <param name="GivenOn">When.</param>
/// <param name="DueOn">The last day; null where none is set.</param>
/// <param name="AnsweredOn">When it was answered; null when it was not.</param>
/// <param name="ReviewedOn">When the answer was looked at; null when it was not.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="DaysLate">By how many calendar days it is late, or was when it was answered; null for none.</param>
/// <param name="Demand">What is demanded; null when nothing was written.</param>
/// <param name="Sanctions">The measures in force in the file.</param>
/// <param name="Next">What may follow now.</param>
/// <param name="NextTitle">The step that brings it on; null for none.</param>
public sealed record OrderRow(
    string CaseNumber, string CaseTitle, string OwnerName, int Act, string Rule, Citation Article, string Office, DateOnly GivenOn, DateOnly? DueOn, DateOnly? AnsweredOn, DateOnly? ReviewedOn,
    OrderStanding Standing, int? DaysLate, string? Demand, ImmutableArray<string> Sanctions, ImmutableArray<string> Next, string? NextTitle);

/// <summary>A page of orders.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Counts">How many of all that the person may see stand where, whatever else was asked for.</param>
public sealed record OrderPage(ImmutableArray<OrderRow> Rows, int Total, ImmutableDictionary<OrderStanding, int> Counts);

/// <summary>The orders to mend something, over all files. Reads only; safe to use from many threads.</summary>
public sealed class InspectionOrders(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>A page of orders.</summary>
    public async Task<OrderPage> Search(OrderQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var files = query.Scope.Of(database.CaseList.AsNoTracking()).Where(c => c.RulebookId == query.RulebookId);
        var lines = database.RectificationOrders.AsNoTracking().Join(files, o => o.CaseId, c => c.CaseId, (o, c) => new Line { Order = o, File = c });
        var counts = await lines.GroupBy(l => l.Order.Standing).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        if (query.Standing is { } standing)
        {
            lines = lines.Where(l => l.Order.Standing == standing);
        }

        if (query.Pending is { } pending)
        {
            lines = lines.Where(l => (l.Order.Standing != OrderStanding.Settled && l.Order.Standing != OrderStanding.Ended) == pending);
        }

        if (query.Rule is { } rule)
        {
            lines = lines.Where(l => l.Order.Rule == rule);
        }

        foreach (var part in (query.Text ?? "").Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var lower = part.ToLowerInvariant();
            lines = lines.Where(l => l.File.SearchText.Contains(lower));
        }

        var total = await lines.CountAsync(cancel);
        var size = Math.Clamp(query.Size, 1, 200);
        var rows = await Ordered(lines, query).Skip((Math.Clamp(query.Page, 1, 1_000_000) - 1) * size).Take(size).ToListAsync(cancel);
        return new OrderPage(
            [.. rows.Select(l => new OrderRow(
                l.File.Number, l.File.Title, l.File.OwnerName, l.Order.Act, l.Order.Rule, new Citation(l.Order.Article), l.Order.Office, l.Order.GivenOn, l.Order.DueOn, l.Order.AnsweredOn, l.Order.ReviewedOn,
                l.Order.Standing, l.Order.DaysLate, l.Order.Demand, Parts(l.Order.Sanctions), Parts(l.Order.Next), l.Order.NextTitle))],
            total,
            counts.ToImmutableDictionary(c => c.Key, c => c.Count));
    }

    private static ImmutableArray<string> Parts(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static IQueryable<Line> Ordered(IQueryable<Line> lines, OrderQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            OrderSort.Due => down ? lines.OrderByDescending(l => l.Order.DueOn) : lines.OrderBy(l => l.Order.DueOn == null).ThenBy(l => l.Order.DueOn),
            OrderSort.Given => down ? lines.OrderByDescending(l => l.Order.GivenOn) : lines.OrderBy(l => l.Order.GivenOn),
            OrderSort.Owner => down ? lines.OrderByDescending(l => l.File.OwnerName) : lines.OrderBy(l => l.File.OwnerName),
            OrderSort.Number => down ? lines.OrderByDescending(l => l.File.Number) : lines.OrderBy(l => l.File.Number),
            OrderSort.Standing => down ? lines.OrderByDescending(l => l.Order.Standing) : lines.OrderBy(l => l.Order.Standing),
            _ => lines.OrderBy(l => l.Order.Standing == OrderStanding.Settled || l.Order.Standing == OrderStanding.Ended).ThenBy(l => l.Order.DueOn == null).ThenBy(l => l.Order.DueOn),
        };
        return ordered.ThenBy(l => l.File.Number).ThenBy(l => l.Order.Act);
    }

    private sealed class Line
    {
        public required OrderRecord Order { get; init; }

        public required CaseListRecord File { get; init; }
    }
}
