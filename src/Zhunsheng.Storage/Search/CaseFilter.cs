using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Which files a query finds, and in which order: the same for lists, counts, searches and exports.</summary>
internal static class CaseFilter
{
    /// <summary>In 万元.</summary>
    private const decimal MostMoney = 1_000_000_000_000m;

    /// <summary>The files that the scope shows; without a scope all.</summary>
    public static IQueryable<CaseListRecord> Visible(this IQueryable<CaseListRecord> files, CaseScope? scope) => scope?.Of(files) ?? files;

    /// <summary>The words by which a list is narrowed, in lower case; at most eight.</summary>
    public static IEnumerable<string> Words(string? text) =>
        (text ?? "").ToLowerInvariant().Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8);

    /// <summary>The files that the query finds.</summary>
    public static IQueryable<CaseListRecord> Filter(this ZhunshengDbContext database, CaseQuery query)
    {
        var files = database.CaseList.AsNoTracking().Visible(query.Scope);
        if (query.RulebookId is { } rulebook)
        {
            files = files.Where(c => c.RulebookId == rulebook);
        }

        if (query.OwnerId is { } owner)
        {
            files = files.Where(c => c.OwnerId == owner);
        }

        if (query.Kind is { } kind)
        {
            files = files.Where(c => c.Kind == kind);
        }

        if (query.Phase is { } phase)
        {
            files = files.Where(c => c.Phase == phase);
        }

        if (query.PlanYear is { } year)
        {
            files = files.Where(c => c.PlanYear == year);
        }

        if (query.Closed is { } closed)
        {
            files = files.Where(c => c.Closed == closed);
        }

        if (query.MoneyFrom is { } from)
        {
            var least = (long)decimal.Ceiling(Bounded(from) * CaseListRecord.MoneyScale);
            files = files.Where(c => c.Money >= least);
        }

        if (query.MoneyTo is { } to)
        {
            var most = (long)decimal.Floor(Bounded(to) * CaseListRecord.MoneyScale);
            files = files.Where(c => c.Money <= most);
        }

        if (query.UpdatedSince is { } since)
        {
            var moment = LegalDay.Begins(since);
            files = files.Where(c => c.Updated >= moment);
        }

        if (query.WaitsFor is { } role)
        {
            files = files.Where(c => database.WorkItems.Any(w => w.CaseId == c.CaseId && w.Role == role && !w.Conveyed && !w.Optional && !w.Blocked));
        }

        foreach (var word in Words(query.Text))
        {
            files = files.Where(c => c.SearchText.Contains(word));
        }

        return query.Lateness is { } lateness ? files.Only(database, lateness, query.Today) : files;
    }

    /// <summary>The files whose most urgent time limit stands so on a day. What need not be done is not counted.</summary>
    public static IQueryable<CaseListRecord> Only(this IQueryable<CaseListRecord> files, ZhunshengDbContext database, Lateness lateness, DateOnly today)
    {
        var running = database.WorkItems.Where(w => !w.Conveyed && !w.Optional && !w.Returned && w.DueOn != null && (w.OpensOn == null || w.OpensOn <= today));
        var late = running.Where(w => w.DueOn < today);
        var soon = running.Where(w => w.DueOn >= today && w.RemindOn <= today);
        return lateness switch
        {
            Lateness.Late => files.Where(c => late.Any(w => w.CaseId == c.CaseId)),
            Lateness.Soon => files.Where(c => soon.Any(w => w.CaseId == c.CaseId) && !late.Any(w => w.CaseId == c.CaseId)),
            Lateness.Ok => files.Where(c => running.Any(w => w.CaseId == c.CaseId) && !soon.Any(w => w.CaseId == c.CaseId) && !late.Any(w => w.CaseId == c.CaseId)),
            _ => files.Where(c => !running.Any(w => w.CaseId == c.CaseId)),
        };
    }

    /// <summary>The files in the order of the query; always a total order, so that pages do not overlap.</summary>
    public static IOrderedQueryable<CaseListRecord> Ordered(this IQueryable<CaseListRecord> files, ZhunshengDbContext database, CaseQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            CaseSort.Number => down ? files.OrderByDescending(c => c.Number) : files.OrderBy(c => c.Number),
            CaseSort.Title => down ? files.OrderByDescending(c => c.Title) : files.OrderBy(c => c.Title),
            CaseSort.Owner => down ? files.OrderByDescending(c => c.OwnerName) : files.OrderBy(c => c.OwnerName),
            CaseSort.Money => down ? files.OrderBy(c => c.Money == null).ThenByDescending(c => c.Money) : files.OrderBy(c => c.Money == null).ThenBy(c => c.Money),
            CaseSort.PlanYear => down ? files.OrderBy(c => c.PlanYear == null).ThenByDescending(c => c.PlanYear) : files.OrderBy(c => c.PlanYear == null).ThenBy(c => c.PlanYear),
            CaseSort.Phase => down ? files.OrderByDescending(c => c.PhaseOrder) : files.OrderBy(c => c.PhaseOrder),
            CaseSort.Due => ByDue(files, database, down),
            _ => down ? files.OrderByDescending(c => c.Updated) : files.OrderBy(c => c.Updated),
        };
        return ordered.ThenBy(c => c.CaseId);
    }

    /// <summary>An amount that the column can be compared with; no project comes near the bound.</summary>
    private static decimal Bounded(decimal amount) => Math.Clamp(amount, -MostMoney, MostMoney);

    /// <summary>By the earliest day on which something is due; files without such a day come last.</summary>
    private static IOrderedQueryable<CaseListRecord> ByDue(IQueryable<CaseListRecord> files, ZhunshengDbContext database, bool down)
    {
        var running = database.WorkItems.Where(w => !w.Conveyed && !w.Optional && !w.Returned && w.DueOn != null);
        var first = files.OrderBy(c => running.Where(w => w.CaseId == c.CaseId).Min(w => w.DueOn) == null);
        return down ? first.ThenByDescending(c => running.Where(w => w.CaseId == c.CaseId).Min(w => w.DueOn)) : first.ThenBy(c => running.Where(w => w.CaseId == c.CaseId).Min(w => w.DueOn));
    }
}
