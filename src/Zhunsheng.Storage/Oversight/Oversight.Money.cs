using System.Collections.Immutable;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>By what amounts are added up.</summary>
public enum MoneyBy
{
    /// <summary>All in one.</summary>
    All,
    /// <summary>By plan year.</summary>
    Year,
    /// <summary>By the unit that owns the files.</summary>
    Owner,
}

/// <content>Adding up amounts.</content>
public sealed partial class Oversight
{
    /// <summary>What the files come to. By year: in order, those without one last; by owner: the largest total investment first.</summary>
    public async Task<ImmutableArray<MoneyGroup>> Money(CaseScope scope, OversightFilter filter, MoneyBy by, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var groups = await Sums(database, Filtered(database, scope, filter), by, cancel);
        return by == MoneyBy.Year
            ? [.. groups.OrderBy(g => g.Year ?? int.MaxValue)]
            : [.. groups.OrderByDescending(g => g.Amounts.Total ?? 0).ThenBy(g => g.OwnerName, StringComparer.Ordinal)];
    }

    private static async Task<List<MoneyGroup>> Sums(ZhunshengDbContext database, IQueryable<CaseListRecord> files, MoneyBy by, CancellationToken cancel)
    {
        // A file that has not been worked out yet counts without amounts.
        var known = files.GroupJoin(database.Standings.AsNoTracking(), c => c.CaseId, s => s.CaseId, (c, s) => new { c, s }).SelectMany(x => x.s.DefaultIfEmpty(), (x, s) => new Known
        {
            Year = by == MoneyBy.Year ? x.c.PlanYear : null,
            OwnerId = by == MoneyBy.Owner ? x.c.OwnerId : null,
            Total = x.c.Money,
            Planned = s!.Planned,
            Approved = s.Approved,
            Allotted = s.Allotted,
            Contracted = s.Contracted,
            Paid = s.Paid,
            Surplus = s.Surplus,
        });
        var sums = await known.GroupBy(k => new { k.Year, k.OwnerId }).Select(g => new
        {
            g.Key.Year,
            g.Key.OwnerId,
            Files = g.Count(),
            Totals = g.Count(k => k.Total != null),
            Total = g.Sum(k => k.Total ?? 0),
            Planneds = g.Count(k => k.Planned != null),
            Planned = g.Sum(k => k.Planned ?? 0),
            Approveds = g.Count(k => k.Approved != null),
            Approved = g.Sum(k => k.Approved ?? 0),
            Allotteds = g.Count(k => k.Allotted != null),
            Allotted = g.Sum(k => k.Allotted ?? 0),
            Contracteds = g.Count(k => k.Contracted != null),
            Contracted = g.Sum(k => k.Contracted ?? 0),
            Paids = g.Count(k => k.Paid != null),
            Paid = g.Sum(k => k.Paid ?? 0),
            Surpluses = g.Count(k => k.Surplus != null),
            Surplus = g.Sum(k => k.Surplus ?? 0),
            Boths = g.Count(k => k.Approved != null && k.Paid != null),
            BothPaid = g.Sum(k => k.Approved != null && k.Paid != null ? k.Paid.Value : 0),
            BothApproved = g.Sum(k => k.Approved != null && k.Paid != null ? k.Approved.Value : 0),
        }).ToListAsync(cancel);
        var names = by == MoneyBy.Owner
            ? (await files.GroupBy(c => c.OwnerId).Select(g => new { g.Key, Name = g.Max(c => c.OwnerName) }).ToListAsync(cancel)).ToDictionary(o => o.Key, o => o.Name)
            : [];
        return [.. sums.Select(s => new MoneyGroup(s.Year, s.OwnerId, s.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null, s.Files, new Amounts
        {
            Total = s.Totals > 0 ? s.Total / CaseListRecord.MoneyScale : null,
            Of = Scaled([(Figure.Planned, s.Planneds, s.Planned), (Figure.Approved, s.Approveds, s.Approved), (Figure.Allotted, s.Allotteds, s.Allotted),
                (Figure.Contracted, s.Contracteds, s.Contracted), (Figure.Paid, s.Paids, s.Paid), (Figure.Surplus, s.Surpluses, s.Surplus)]),
            Known = new Dictionary<Figure, int>
            {
                [Figure.Planned] = s.Planneds, [Figure.Approved] = s.Approveds, [Figure.Allotted] = s.Allotteds,
                [Figure.Contracted] = s.Contracteds, [Figure.Paid] = s.Paids, [Figure.Surplus] = s.Surpluses,
            }.ToImmutableSortedDictionary(),
            Execution = s.Boths > 0 ? (s.BothPaid / CaseListRecord.MoneyScale, s.BothApproved / CaseListRecord.MoneyScale) : null,
        }))];
    }

    private static Amounts AmountsOf(CaseListRecord file, StandingRecord? standing) => new()
    {
        Total = file.Money / CaseListRecord.MoneyScale,
        Of = standing is null
            ? ImmutableSortedDictionary<Figure, decimal>.Empty
            : Scaled([.. new (Figure Figure, long? Amount)[]
            {
                (Figure.Planned, standing.Planned), (Figure.Approved, standing.Approved), (Figure.Allotted, standing.Allotted),
                (Figure.Contracted, standing.Contracted), (Figure.Paid, standing.Paid), (Figure.Surplus, standing.Surplus),
            }.Select(a => (a.Figure, a.Amount is null ? 0 : 1, a.Amount ?? 0))]),
    };

    private static ImmutableSortedDictionary<Figure, decimal> Scaled(ReadOnlySpan<(Figure Figure, int Known, long Amount)> amounts)
    {
        var of = ImmutableSortedDictionary.CreateBuilder<Figure, decimal>();
        foreach (var (figure, known, amount) in amounts)
        {
            if (known > 0)
            {
                of[figure] = amount / CaseListRecord.MoneyScale;
            }
        }

        return of.ToImmutable();
    }

    private static Expression<Func<CaseListRecord, bool>> Knowing(ZhunshengDbContext database, Figure amount) => amount switch
    {
        Figure.Planned => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Planned != null),
        Figure.Approved => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Approved != null),
        Figure.Allotted => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Allotted != null),
        Figure.Contracted => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Contracted != null),
        Figure.Paid => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Paid != null),
        _ => c => database.Standings.Any(s => s.CaseId == c.CaseId && s.Surplus > 0),
    };

    private static IQueryable<CaseListRecord> Ordered(ZhunshengDbContext database, IQueryable<CaseListRecord> files, OversightSort sort, bool down)
    {
        var ordered = sort switch
        {
            OversightSort.Number => down ? files.OrderByDescending(c => c.Number) : files.OrderBy(c => c.Number),
            OversightSort.Owner => down ? files.OrderByDescending(c => c.OwnerName) : files.OrderBy(c => c.OwnerName),
            OversightSort.Phase => down ? files.OrderByDescending(c => c.PhaseOrder) : files.OrderBy(c => c.PhaseOrder),
            OversightSort.PlanYear => down ? files.OrderBy(c => c.PlanYear == null).ThenByDescending(c => c.PlanYear) : files.OrderBy(c => c.PlanYear == null).ThenBy(c => c.PlanYear),
            OversightSort.Money => down ? files.OrderBy(c => c.Money == null).ThenByDescending(c => c.Money) : files.OrderBy(c => c.Money == null).ThenBy(c => c.Money),
            OversightSort.Paid => By(database, files, down),
            _ => Latest(database, files, down),
        };
        return ordered.ThenBy(c => c.Number);
    }

    private static IOrderedQueryable<CaseListRecord> By(ZhunshengDbContext database, IQueryable<CaseListRecord> files, bool down)
    {
        Expression<Func<CaseListRecord, long?>> paid = c => database.Standings.Where(s => s.CaseId == c.CaseId).Select(s => s.Paid).FirstOrDefault();
        var known = files.OrderBy(c => !database.Standings.Any(s => s.CaseId == c.CaseId && s.Paid != null));
        return down ? known.ThenByDescending(paid) : known.ThenBy(paid);
    }

    /// <summary>Down: what has been due the longest comes first, what is not late last.</summary>
    private static IOrderedQueryable<CaseListRecord> Latest(ZhunshengDbContext database, IQueryable<CaseListRecord> files, bool down)
    {
        Expression<Func<CaseListRecord, DateOnly?>> due = c => database.StandingPoints.Where(p => p.CaseId == c.CaseId && p.Kind == PointKind.Late).Min(p => p.DueOn);
        var late = files.OrderBy(c => !database.StandingPoints.Any(p => p.CaseId == c.CaseId && p.Kind == PointKind.Late));
        return down ? late.ThenBy(due) : late.ThenByDescending(due);
    }

    private sealed record Known
    {
        public int? Year { get; init; }

        public Guid? OwnerId { get; init; }

        public long? Total { get; init; }

        public long? Planned { get; init; }

        public long? Approved { get; init; }

        public long? Allotted { get; init; }

        public long? Contracted { get; init; }

        public long? Paid { get; init; }

        public long? Surplus { get; init; }
    }
}
