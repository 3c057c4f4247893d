using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <content>What was done.</content>
public sealed partial class Oversight
{
    /// <summary>A page of acts, the newest first.</summary>
    public async Task<DeedPage> Deeds(CaseScope scope, DeedFilter filter, int page, int size, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var deeds = Done(database, scope, filter);
        var total = await deeds.CountAsync(cancel);
        var (number, rows) = (Math.Clamp(size, 1, MostRows), Math.Clamp(page, 1, 1_000_000));
        var found = await deeds.Join(database.CaseList.AsNoTracking(), d => d.CaseId, c => c.CaseId, (d, c) => new { Deed = d, CaseNumber = c.Number, c.Title })
            .OrderByDescending(x => x.Deed.OnDay).ThenBy(x => x.CaseNumber).ThenByDescending(x => x.Deed.Number)
            .Skip((rows - 1) * number).Take(number).ToListAsync(cancel);
        return new DeedPage(
            [.. found.Select(x => new DeedRow(
                x.CaseNumber, x.Title, x.Deed.Number, x.Deed.StepTitle, x.Deed.Outcome, x.Deed.Place.Length == 0 ? null : new Citation(x.Deed.Place), x.Deed.Role, x.Deed.OrganisationName,
                x.Deed.UserName, x.Deed.OnDay, x.Deed.Ending, x.Deed.DueOn, x.Deed.Limit, x.Deed.Used, x.Deed.Late, x.Deed.LateDays, x.Deed.Working, x.Deed.About, x.Deed.Note))],
            total);
    }

    /// <summary>How many acts there are, by what is asked for; months in order, everything else the most first.</summary>
    public async Task<ImmutableArray<DeedCount>> CountDeeds(CaseScope scope, DeedFilter filter, DeedBy by, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var deeds = Done(database, scope, filter);
        var grouped = by switch
        {
            DeedBy.Step => deeds.GroupBy(d => new DeedGroup { Key = d.Step, Label = d.StepTitle }),
            DeedBy.Article => deeds.GroupBy(d => new DeedGroup { Key = d.Article, Label = d.Article, Ending = d.Ending }),
            DeedBy.Role => deeds.GroupBy(d => new DeedGroup { Key = d.Role, Label = d.Role }),
            DeedBy.Month => deeds.GroupBy(d => new DeedGroup { Year = d.OnDay.Year, Month = d.OnDay.Month }),
            _ => deeds.GroupBy(d => new DeedGroup { Ending = d.Ending }),
        };
        var counted = await grouped.Select(g => new
        {
            g.Key,
            Count = g.Count(),
            Late = g.Count(d => d.Late),
            Measured = g.Count(d => d.Used != null),
            Used = g.Sum(d => d.Used ?? 0),
            Limit = g.Sum(d => d.Used != null ? d.Limit ?? 0 : 0),
        }).ToListAsync(cancel);
        var counts = counted.Select(g => new DeedCount(
            by == DeedBy.Month ? Month(g.Key.Year, g.Key.Month) : g.Key.Key, by == DeedBy.Month ? Month(g.Key.Year, g.Key.Month) : g.Key.Label,
            by is DeedBy.Article or DeedBy.Ending ? g.Key.Ending : null, g.Count, g.Late, g.Measured, g.Used, g.Limit));
        return by == DeedBy.Month
            ? [.. counts.OrderBy(c => c.Key, StringComparer.Ordinal)]
            : [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Label, StringComparer.Ordinal).ThenBy(c => c.Ending)];
    }

    private static IQueryable<DeedRecord> Done(ZhunshengDbContext database, CaseScope scope, DeedFilter filter)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var rulebook = filter.RulebookId;
        var files = scope.Of(database.CaseList.AsNoTracking()).Where(c => c.RulebookId == rulebook);
        var deeds = database.Deeds.AsNoTracking().Join(files, d => d.CaseId, c => c.CaseId, (d, c) => d);
        if (filter.OrganisationId is { } organisation)
        {
            deeds = deeds.Where(d => d.OrganisationId == organisation);
        }

        if (filter.From is { } from)
        {
            deeds = deeds.Where(d => d.OnDay >= from);
        }

        if (filter.To is { } to)
        {
            deeds = deeds.Where(d => d.OnDay <= to);
        }

        if (filter.Ending is { } ending)
        {
            deeds = deeds.Where(d => d.Ending == ending);
        }

        if (filter.Step is { } step)
        {
            deeds = deeds.Where(d => d.Step == step);
        }

        if (filter.Article is { } article)
        {
            deeds = deeds.Where(d => d.Article == article);
        }

        if (filter.LimitArticle is { } limit)
        {
            deeds = deeds.Where(d => d.LimitArticle == limit);
        }

        if (filter.Role is { } role)
        {
            deeds = deeds.Where(d => d.Role == role);
        }

        if (filter.Late is { } late)
        {
            deeds = deeds.Where(d => d.Late == late);
        }

        return filter.Measured is { } measured ? deeds.Where(d => (d.Used != null) == measured) : deeds;
    }

    private sealed record DeedGroup
    {
        public string Key { get; init; } = "";

        public string Label { get; init; } = "";

        public DeedEnding Ending { get; init; }

        public int Year { get; init; }

        public int Month { get; init; }
    }
}
