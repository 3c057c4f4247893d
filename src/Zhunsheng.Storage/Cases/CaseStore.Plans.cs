using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>What the plan of a year is made from.</summary>
public sealed partial class CaseStore
{
    private const int MostPlanRows = 1000;

    /// <summary>A page of the projects that wait for a plan or are in one.</summary>
    public async Task<PlanPage> PlanEntries(PlanQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = Joined(database, query);
        var sums = await found.GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Ready = g.Count(r => r.Entry.May == true), Amount = g.Sum(r => r.Entry.Amount ?? 0), Money = g.Sum(r => r.File.Money ?? 0) }).SingleOrDefaultAsync(cancel);
        var size = Math.Clamp(query.Size, 1, MostPlanRows);
        var rows = await Order(found, query).Skip((Math.Clamp(query.Page, 1, 1_000_000) - 1) * size).Take(size).ToListAsync(cancel);
        return new PlanPage(
            [.. rows.Select(r => new PlanRow(r.File.ToRow(), r.Entry.ToEntry()))], sums?.Count ?? 0, sums?.Ready ?? 0, (sums?.Amount ?? 0) / CaseListRecord.MoneyScale, (sums?.Money ?? 0) / CaseListRecord.MoneyScale);
    }

    /// <summary>The plan years of projects and plans of a rulebook, the latest first.</summary>
    /// <param name="rulebookId">The rulebook.</param>
    /// <param name="kind">The kind of case file that is the plan.</param>
    /// <param name="ownerId">Only projects of this organisation, and no plans; null for all.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ImmutableArray<int>> PlanYears(string rulebookId, string kind, Guid? ownerId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var years = await database.PlanEntries.AsNoTracking().Where(e => e.RulebookId == rulebookId && e.Year != null && (ownerId == null || e.OwnerId == ownerId)).Select(e => e.Year!.Value).Distinct().ToListAsync(cancel);
        var plans = await database.CaseList.AsNoTracking().Where(c => c.RulebookId == rulebookId && c.Kind == kind && c.PlanYear != null).Select(c => c.PlanYear!.Value).Distinct().ToListAsync(cancel);
        return [.. years.Concat(plans).Distinct().OrderDescending()];
    }

    /// <summary>The acts of some steps in the files of a kind, in the order of their moments, with their files; at most a thousand.</summary>
    /// <param name="rulebookId">The rulebook.</param>
    /// <param name="kind">The kind of case file.</param>
    /// <param name="year">The plan year of the files.</param>
    /// <param name="ownerId">Only files of this organisation; null for all.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ImmutableArray<FiledAct>> ActsOfYear(string rulebookId, string kind, int year, Guid? ownerId, IReadOnlyCollection<string> steps, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.CaseList.AsNoTracking()
            .Where(c => c.RulebookId == rulebookId && c.Kind == kind && c.PlanYear == year && (ownerId == null || c.OwnerId == ownerId))
            .Join(database.Acts.AsNoTracking().Where(a => steps.Contains(a.Step)), c => c.CaseId, a => a.CaseId, (c, a) => new { File = c, Act = a })
            .OrderBy(r => r.Act.At).ThenBy(r => r.Act.CaseId).ThenBy(r => r.Act.Number).Take(MostPlanRows).ToListAsync(cancel);
        return [.. rows.Select(r => new FiledAct(r.File.ToRow(), r.Act.ToAct()))];
    }

    /// <summary>Those of some files in which one of these outcomes was ever chosen, by step and outcome.</summary>
    public async Task<ImmutableArray<Guid>> Having(IReadOnlyCollection<Guid> ids, IReadOnlyCollection<(string Step, string Outcome)> endings, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(endings);
        if (ids.Count == 0 || endings.Count == 0)
        {
            return [];
        }

        var steps = endings.Select(e => e.Step).Distinct().ToList();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var acts = await database.Acts.AsNoTracking().Where(a => ids.Contains(a.CaseId) && steps.Contains(a.Step)).Select(a => new { a.CaseId, a.Step, a.Outcome }).Distinct().ToListAsync(cancel);
        return [.. acts.Where(a => endings.Contains((a.Step, a.Outcome))).Select(a => a.CaseId).Distinct().Order()];
    }

    /// <summary>The rows of files of a rulebook by their numbers, in the order of the numbers; those that do not exist are left out.</summary>
    public async Task<ImmutableArray<CaseRow>> Rows(string rulebookId, IReadOnlyCollection<string> numbers, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count == 0)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        return [.. (await database.CaseList.AsNoTracking().Where(c => c.RulebookId == rulebookId && numbers.Contains(c.Number)).OrderBy(c => c.Number).ToListAsync(cancel)).Select(c => c.ToRow())];
    }

    /// <summary>The organisations that hold one of the roles of a rulebook, by name.</summary>
    public async Task<ImmutableArray<Unit>> UnitsIn(string rulebookId, IReadOnlyCollection<string> roles, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var units = await database.Organisations.AsNoTracking().Where(o => o.Roles.Any(r => r.RulebookId == rulebookId && roles.Contains(r.Role)))
            .OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(cancel);
        return [.. units.Select(u => new Unit(u.Id, u.Name))];
    }

    private static IQueryable<JoinedEntry> Joined(ZhunshengDbContext database, PlanQuery query)
    {
        var entries = database.PlanEntries.AsNoTracking().Where(e => e.RulebookId == query.RulebookId);
        entries = query.OwnerId is { } owner ? entries.Where(e => e.OwnerId == owner) : entries;
        entries = query.Year is { } year ? entries.Where(e => e.Year == year) : entries;
        entries = query.Standing is { } standing ? entries.Where(e => e.Standing == standing) : entries;
        entries = query.Category is { } category ? entries.Where(e => e.Category == category) : entries;
        entries = query.May is { } may ? entries.Where(e => e.May == may) : query.Undecided ? entries.Where(e => e.May == null) : entries;
        var joined = entries.Join(database.CaseList.AsNoTracking(), e => e.CaseId, c => c.CaseId, (e, c) => new JoinedEntry { Entry = e, File = c });
        foreach (var word in CaseFilter.Words(query.Text))
        {
            joined = joined.Where(r => r.File.SearchText.Contains(word));
        }

        return joined;
    }

    private static IOrderedQueryable<JoinedEntry> Order(IQueryable<JoinedEntry> found, PlanQuery query)
    {
        var down = query.Descending;
        var ordered = query.Sort switch
        {
            PlanSort.Title => down ? found.OrderByDescending(r => r.File.Title) : found.OrderBy(r => r.File.Title),
            PlanSort.Owner => down ? found.OrderByDescending(r => r.File.OwnerName) : found.OrderBy(r => r.File.OwnerName),
            PlanSort.Amount => down ? found.OrderBy(r => r.Entry.Amount == null).ThenByDescending(r => r.Entry.Amount) : found.OrderBy(r => r.Entry.Amount == null).ThenBy(r => r.Entry.Amount),
            PlanSort.Money => down ? found.OrderBy(r => r.File.Money == null).ThenByDescending(r => r.File.Money) : found.OrderBy(r => r.File.Money == null).ThenBy(r => r.File.Money),
            PlanSort.Year => down ? found.OrderBy(r => r.Entry.Year == null).ThenByDescending(r => r.Entry.Year) : found.OrderBy(r => r.Entry.Year == null).ThenBy(r => r.Entry.Year),
            PlanSort.May => down
                ? found.OrderBy(r => r.Entry.May == true ? 2 : r.Entry.May == null ? 1 : 0).ThenBy(r => r.Entry.Since)
                : found.OrderBy(r => r.Entry.May == true ? 0 : r.Entry.May == null ? 1 : 2).ThenBy(r => r.Entry.Since),
            _ => down ? found.OrderByDescending(r => r.Entry.Since) : found.OrderBy(r => r.Entry.Since),
        };
        return ordered.ThenBy(r => r.File.Number);
    }

    private sealed class JoinedEntry
    {
        public required PlanEntryRecord Entry { get; init; }

        public required CaseListRecord File { get; init; }
    }
}
