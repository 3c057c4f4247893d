using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// For those who look over the files: what there is, how it stands, what was done. Everything is counted by the database among the files that the asker may see;
/// each number has a filter that lists exactly what it counts.
/// </summary>
public sealed partial class Oversight(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>The most rows of a page.</summary>
    public const int MostRows = 200;

    /// <summary>A page of files.</summary>
    public async Task<OversightPage> Files(CaseScope scope, OversightFilter filter, OversightSort sort, bool descending, int page, int size, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var files = Filtered(database, scope, filter);
        var (number, rows) = (Math.Clamp(size, 1, MostRows), Math.Clamp(page, 1, 1_000_000));
        var found = await Ordered(database, files, sort, descending).Skip((rows - 1) * number).Take(number)
            .Select(c => new
            {
                File = c,
                Amounts = database.Standings.FirstOrDefault(s => s.CaseId == c.CaseId),
                Late = database.StandingPoints.Count(p => p.CaseId == c.CaseId && p.Kind == PointKind.Late),
                Blocked = database.StandingPoints.Count(p => p.CaseId == c.CaseId && p.Kind == PointKind.Blocked),
                Unmet = database.StandingPoints.Count(p => p.CaseId == c.CaseId && p.Kind == PointKind.Unmet),
                Consequences = database.StandingPoints.Count(p => p.CaseId == c.CaseId && p.Kind == PointKind.Consequence),
            }).AsNoTracking().ToListAsync(cancel);
        var sum = (await Sums(database, files, MoneyBy.All, cancel)).SingleOrDefault();
        return new OversightPage(
            [.. found.Select(f => new OversightRow(f.File.ToRow(), AmountsOf(f.File, f.Amounts), f.Late, f.Blocked, f.Unmet, f.Consequences))],
            sum?.Files ?? 0, sum?.Amounts ?? new Amounts { Of = ImmutableSortedDictionary<Figure, decimal>.Empty });
    }

    /// <summary>How many files there are.</summary>
    public async Task<int> Count(CaseScope scope, OversightFilter filter, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await Filtered(database, scope, filter).CountAsync(cancel);
    }

    /// <summary>How many files stand in each phase, in the order of the line of life; phases without files are left out.</summary>
    public async Task<ImmutableArray<PhaseCount>> ByPhase(CaseScope scope, OversightFilter filter, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var files = Filtered(database, scope, filter);
        var all = await files.GroupBy(c => new { c.Phase, c.PhaseOrder }).Select(g => new { g.Key.Phase, g.Key.PhaseOrder, Files = g.Count(), Money = g.Sum(c => c.Money ?? 0) }).ToListAsync(cancel);
        var late = await Filtered(database, scope, filter with { Point = PointKind.Late }).GroupBy(c => c.PhaseOrder).Select(g => new { g.Key, Files = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Files, cancel);
        return [.. all.OrderBy(g => g.PhaseOrder < 0 ? int.MaxValue : g.PhaseOrder).Select(g => new PhaseCount(g.Phase, g.PhaseOrder, g.Files, late.GetValueOrDefault(g.PhaseOrder), g.Money / CaseListRecord.MoneyScale))];
    }

    /// <summary>How many files have points, by the kind of point and what is asked for; the most first.</summary>
    public async Task<ImmutableArray<PointCount>> Points(CaseScope scope, OversightFilter filter, PointBy by, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var points = PointsOf(database, scope, filter);
        var grouped = by switch
        {
            PointBy.Article => points.GroupBy(p => new Group { Kind = p.Kind, Key = p.Article, Label = p.Article }),
            PointBy.Office => points.GroupBy(p => new Group { Kind = p.Kind, Key = p.Office, Label = p.Office }),
            PointBy.Rule => points.GroupBy(p => new Group { Kind = p.Kind, Key = p.Rule, Label = p.Rule }),
            PointBy.Step => points.GroupBy(p => new Group { Kind = p.Kind, Key = p.Step ?? "", Label = p.StepTitle ?? "" }),
            _ => points.GroupBy(p => new Group { Kind = p.Kind, Key = "", Label = "" }),
        };
        var counted = await grouped.Select(g => new { g.Key.Kind, g.Key.Key, g.Key.Label, Files = g.Select(p => p.CaseId).Distinct().Count() }).ToListAsync(cancel);
        return [.. counted.OrderByDescending(g => g.Files).ThenBy(g => g.Label, StringComparer.Ordinal).Select(g => new PointCount(g.Kind, g.Key, g.Label, g.Files))];
    }

    /// <summary>A page of points: the latest first, then by file.</summary>
    public async Task<PointPage> PointRows(CaseScope scope, OversightFilter filter, int page, int size, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var points = PointsOf(database, scope, filter);
        var total = await points.CountAsync(cancel);
        var files = await points.Select(p => p.CaseId).Distinct().CountAsync(cancel);
        var (number, rows) = (Math.Clamp(size, 1, MostRows), Math.Clamp(page, 1, 1_000_000));
        var found = await points.Join(database.CaseList.AsNoTracking(), p => p.CaseId, c => c.CaseId, (p, c) => new { Point = p, c.Number, c.Title, c.OwnerName })
            .OrderBy(x => x.Point.Kind).ThenBy(x => x.Point.DueOn == null).ThenBy(x => x.Point.DueOn).ThenBy(x => x.Number).ThenBy(x => x.Point.Ordinal)
            .Skip((rows - 1) * number).Take(number).ToListAsync(cancel);
        return new PointPage(
            [.. found.Select(x => new PointRow(
                x.Number, x.Title, x.OwnerName, x.Point.Kind, new Citation(x.Point.Place), x.Point.Rule, x.Point.StepTitle, x.Point.Office, x.Point.DueOn, x.Point.Days, x.Point.Working,
                x.Point.Platform, x.Point.Reason, x.Point.Remedy, [.. x.Point.Facts.Split('\n', StringSplitOptions.RemoveEmptyEntries)]))],
            total, files);
    }

    /// <summary>How many files wait for somebody, by step; the most first.</summary>
    public async Task<ImmutableArray<PointCount>> WaitingBySteps(CaseScope scope, OversightFilter filter, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Waiting is not { } seat)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        var counted = await WorkFor(database, seat)
            .Join(Filtered(database, scope, filter), w => w.CaseId, c => c.CaseId, (w, c) => w)
            .GroupBy(w => new { w.Step, w.StepTitle }).Select(g => new { g.Key.Step, g.Key.StepTitle, Files = g.Select(w => w.CaseId).Distinct().Count() }).ToListAsync(cancel);
        return [.. counted.OrderByDescending(g => g.Files).ThenBy(g => g.StepTitle, StringComparer.Ordinal).Select(g => new PointCount(PointKind.Late, g.Step, g.StepTitle, g.Files))];
    }

    private static IQueryable<WorkItemRecord> WorkFor(ZhunshengDbContext database, Seat seat)
    {
        var audiences = seat.Roles.Select(r => WorkItemRecord.AudienceOf(r.RulebookId, r.Role)).Distinct().ToList();
        var (organisation, name, today) = (seat.OrganisationId, seat.OrganisationName, seat.Today);
        return database.WorkItems.AsNoTracking().Where(w => audiences.Contains(w.Audience) && !w.Conveyed && !w.Blocked && !w.Optional && (w.OpensOn == null || w.OpensOn <= today)
            && (!w.Own || w.OwnerId == organisation) && (w.Named == null || w.Named == name));
    }

    private static IQueryable<StandingPointRecord> PointsOf(ZhunshengDbContext database, CaseScope scope, OversightFilter filter)
    {
        var files = Filtered(database, scope, filter);
        return Narrowed(database.StandingPoints.AsNoTracking(), filter).Join(files, p => p.CaseId, c => c.CaseId, (p, c) => p);
    }

    private static IQueryable<StandingPointRecord> Narrowed(IQueryable<StandingPointRecord> points, OversightFilter filter)
    {
        if (filter.Point is { } kind)
        {
            points = points.Where(p => p.Kind == kind);
        }

        if (filter.Article is { } article)
        {
            points = points.Where(p => p.Article == article);
        }

        if (filter.Rule is { } rule)
        {
            points = points.Where(p => p.Rule == rule);
        }

        if (filter.Step is { } step)
        {
            points = points.Where(p => p.Step == step);
        }

        if (filter.Office is { } office)
        {
            points = points.Where(p => p.Office == office);
        }

        if (!filter.Roles.IsEmpty)
        {
            var roles = filter.Roles.Select(r => CaseListRecord.NamedText([r])).ToList();
            points = points.Where(p => roles.Any(r => p.Roles.Contains(r)));
        }

        return points;
    }

    private static IQueryable<CaseListRecord> Filtered(ZhunshengDbContext database, CaseScope scope, OversightFilter filter)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var rulebook = filter.RulebookId;
        var files = scope.Of(database.CaseList.AsNoTracking()).Where(c => c.RulebookId == rulebook);
        if (filter.Kind is { } kind)
        {
            files = files.Where(c => c.Kind == kind);
        }

        if (filter.Closed is { } closed)
        {
            files = files.Where(c => c.Closed == closed);
        }

        if (filter.Phase is { } phase)
        {
            files = phase.Length == 0 ? files.Where(c => c.Phase == null) : files.Where(c => c.Phase == phase);
        }

        if (filter.PlanYear is { } year)
        {
            files = year == OversightFilter.NoYear ? files.Where(c => c.PlanYear == null) : files.Where(c => c.PlanYear == year);
        }

        if (filter.OwnerId is { } owner)
        {
            files = files.Where(c => c.OwnerId == owner);
        }

        if (filter.AsksForPoints)
        {
            var points = Narrowed(database.StandingPoints, filter);
            files = files.Where(c => points.Any(p => p.CaseId == c.CaseId));
        }

        if (filter.Waiting is { } seat)
        {
            var work = WorkFor(database, seat);
            work = filter.WaitingStep is { } step ? work.Where(w => w.Step == step) : work;
            files = files.Where(c => work.Any(w => w.CaseId == c.CaseId));
        }

        return filter.Amount is { } amount ? files.Where(Knowing(database, amount)) : files;
    }

    private static string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");

    /// <summary>By what points are put together; a class, so that the database can make it.</summary>
    private sealed record Group
    {
        public PointKind Kind { get; init; }

        public string Key { get; init; } = "";

        public string Label { get; init; } = "";
    }
}
