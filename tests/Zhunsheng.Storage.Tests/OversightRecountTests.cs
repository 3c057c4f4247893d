using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Storage.Tests;

/// <summary>Every number that those see who look over the files, counted again from the acts of the demo data of all jurisdictions, in another way.</summary>
public class OversightRecountTests
{
    private static readonly DateOnly s_today = new(2026, 11, 22);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task EveryNumber_OfTheDemoData_IsWhatTheActsSay(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        var clock = new SteppingClock();
        clock.Set(s_today);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddZhunshengStorage(options, DemoDataTests.Rulebooks).BuildServiceProvider();
        await services.GetRequiredService<StorageStartup>().Prepare();
        await DemoData.Seed(options, DemoDataTests.Rulebooks, DemoDataTests.OnlyOn(provider), s_today, TestContext.Current.CancellationToken);
        var library = services.GetRequiredService<RulebookLibrary>();
        await library.Reload();
        await services.GetRequiredService<CaseLists>().Refresh();
        var store = services.GetRequiredService<CaseStore>();
        var oversight = services.GetRequiredService<Oversight>();
        var files = new List<CaseFile>();
        await using (var database = await services.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>().CreateDbContextAsync())
        {
            foreach (var id in await database.Cases.Select(c => c.Id).ToListAsync())
            {
                files.Add((await store.Load(id))!);
            }
        }

        Assert.Equal(5, library.All.Length);
        var late = 0;
        foreach (var book in library.All.Where(b => files.Exists(f => f.RulebookId == b.Id)))
        {
            var counted = files.Where(f => f.RulebookId == book.Id).Select(f => Recount.Of(f, book, s_today)).ToList();
            var whole = new CaseScope([book.Id], null, []);
            await Same(oversight, whole, book, counted);
            late += counted.Count(c => c.Late.Count > 0);

            // A unit sees the numbers of its own files, and those only.
            var unit = counted.Where(c => c.File.Kind == book.Kinds[0].Name).Select(c => c.File.OwnerId).First();
            await Same(oversight, new CaseScope([], unit, []), book, counted.FindAll(c => c.File.OwnerId == unit));
        }

        Assert.True(late > 0, "Nothing is late in the demo data: the count proves nothing");
        Assert.Empty((await services.GetRequiredService<ChainVerifier>().VerifyAll()).Findings);
        await services.GetRequiredService<CaseLists>().Rebuild();
        Assert.Empty((await services.GetRequiredService<ChainVerifier>().VerifyAll()).Findings);
        Directory.Delete(options.DataFolder, recursive: true);
    }

    private static async Task Same(Oversight oversight, CaseScope scope, Rulebook book, List<Recount> all)
    {
        var open = all.FindAll(c => !c.Closed);
        var filter = new OversightFilter { RulebookId = book.Id };
        Assert.Equal(open.Count, await oversight.Count(scope, filter));
        Assert.Equal(all.Count, await oversight.Count(scope, filter with { Closed = null }));
        Assert.Equal(all.Count - open.Count, await oversight.Count(scope, filter with { Closed = true }));
        foreach (var (kind, of) in new (PointKind, Func<Recount, IReadOnlyCollection<(string Article, string Office)>>)[]
            { (PointKind.Late, c => c.Late), (PointKind.Blocked, c => c.Blocked), (PointKind.Unmet, c => c.Unmet), (PointKind.Consequence, c => c.Consequences) })
        {
            var narrowed = filter with { Point = kind };
            Assert.Equal(open.Count(c => of(c).Count > 0), await oversight.Count(scope, narrowed));
            var articles = await oversight.Points(scope, narrowed, PointBy.Article);
            Assert.Equal(Files(open, of, p => p.Article), articles.ToImmutableSortedDictionary(p => p.Key, p => p.Files, StringComparer.Ordinal));
            var offices = await oversight.Points(scope, narrowed, PointBy.Office);
            Assert.Equal(Files(open, of, p => p.Office), offices.ToImmutableSortedDictionary(p => p.Key, p => p.Files, StringComparer.Ordinal));
            var rows = await oversight.PointRows(scope, narrowed, 1, 200);
            Assert.Equal((open.Sum(c => of(c).Count), open.Count(c => of(c).Count > 0)), (rows.Total, rows.Files));
            Assert.Equal(rows.Total, rows.Rows.Length);

            // What a number leads to is what it counts.
            foreach (var count in articles)
            {
                Assert.Equal(count.Files, (await oversight.Files(scope, narrowed with { Article = count.Key }, OversightSort.Late, true, 1, 20)).Total);
            }

            foreach (var count in offices)
            {
                Assert.Equal(count.Files, await oversight.Count(scope, narrowed with { Office = count.Key }));
            }
        }

        await SameMoney(oversight, scope, book, open.FindAll(c => c.File.Kind == book.Kinds[0].Name));
        await SameDeeds(oversight, scope, book, all);
    }

    private static async Task SameMoney(Oversight oversight, CaseScope scope, Rulebook book, List<Recount> projects)
    {
        var filter = new OversightFilter { RulebookId = book.Id, Kind = book.Kinds[0].Name };
        var phases = await oversight.ByPhase(scope, filter);
        Assert.Equal(projects.Count, phases.Sum(p => p.Files));
        Assert.Equal(projects.Count(c => c.Late.Count > 0), phases.Sum(p => p.Late));
        foreach (var phase in phases)
        {
            Assert.Equal(phase.Files, await oversight.Count(scope, filter with { Phase = phase.Phase }));
            Assert.Equal(phase.Late, await oversight.Count(scope, filter with { Phase = phase.Phase, Point = PointKind.Late }));
        }

        var page = await oversight.Files(scope, filter, OversightSort.Money, true, 1, 200);
        Assert.Equal(projects.Sum(c => c.Total ?? 0), page.Sum.Total ?? 0);
        Assert.Equal(projects.Count, page.Total);
        foreach (var figure in Enum.GetValues<Figure>())
        {
            var known = projects.Where(c => c.Amounts.ContainsKey(figure)).ToList();
            Assert.Equal(known.Count == 0 ? null : known.Sum(c => c.Amounts[figure]), page.Sum[figure]);
            Assert.Equal(figure == Figure.Surplus ? known.Count(c => c.Amounts[figure] > 0) : known.Count, await oversight.Count(scope, filter with { Amount = figure }));
        }

        var years = await oversight.Money(scope, filter, MoneyBy.Year);
        Assert.Equal(projects.Select(c => c.Year).Distinct().Count(), years.Length);
        foreach (var year in years)
        {
            var those = projects.Where(c => c.Year == year.Year).ToList();
            Assert.Equal((those.Count, those.Sum(c => c.Total ?? 0)), (year.Files, year.Amounts.Total ?? 0));
            Assert.Equal(year.Files, await oversight.Count(scope, filter with { PlanYear = year.Year ?? OversightFilter.NoYear }));
            var both = those.Where(c => c.Amounts.ContainsKey(Figure.Approved) && c.Amounts.ContainsKey(Figure.Paid)).ToList();
            Assert.Equal(both.Count == 0 ? null : (both.Sum(c => c.Amounts[Figure.Paid]), both.Sum(c => c.Amounts[Figure.Approved])), year.Amounts.Execution);
        }

        foreach (var owner in await oversight.Money(scope, filter, MoneyBy.Owner))
        {
            var those = projects.Where(c => c.File.OwnerId == owner.OwnerId).ToList();
            Assert.Equal((those.Count, those.Sum(c => c.Total ?? 0), those[0].File.OwnerName), (owner.Files, owner.Amounts.Total ?? 0, owner.OwnerName));
        }
    }

    private static async Task SameDeeds(Oversight oversight, CaseScope scope, Rulebook book, List<Recount> all)
    {
        var acts = all.SelectMany(c => c.Acts).ToList();
        var filter = new DeedFilter { RulebookId = book.Id };
        Assert.Equal(acts.Count, (await oversight.Deeds(scope, filter, 1, 20)).Total);
        Assert.Equal(acts.Count(a => a.Late), (await oversight.Deeds(scope, filter with { Late = true }, 1, 20)).Total);
        foreach (var ending in Enum.GetValues<DeedEnding>())
        {
            Assert.Equal(acts.Count(a => a.Ending == ending), (await oversight.Deeds(scope, filter with { Ending = ending }, 1, 20)).Total);
        }

        foreach (var count in await oversight.CountDeeds(scope, filter, DeedBy.Article))
        {
            Assert.Equal(count.Count, acts.Count(a => a.Article == count.Key && a.Ending == count.Ending));
            Assert.Equal(count.Count, (await oversight.Deeds(scope, filter with { Article = count.Key, Ending = count.Ending }, 1, 20)).Total);
        }

        foreach (var count in await oversight.CountDeeds(scope, filter, DeedBy.Month))
        {
            Assert.Equal(count.Count, acts.Count(a => $"{a.Act.On:yyyy-MM}" == count.Key));
        }

        foreach (var count in await oversight.CountDeeds(scope, filter, DeedBy.Step))
        {
            Assert.Equal((count.Count, count.Late), (acts.Count(a => a.Act.Step == count.Key), acts.Count(a => a.Act.Step == count.Key && a.Late)));
        }

        foreach (var count in await oversight.CountDeeds(scope, filter with { Measured = true }, DeedBy.Role))
        {
            Assert.Equal((count.Count, count.Used, count.Limit), (acts.Count(a => a.Act.Actor.Role == count.Key && a.Used is not null), acts.Where(a => a.Act.Actor.Role == count.Key).Sum(a => a.Used ?? 0), acts.Where(a => a.Act.Actor.Role == count.Key).Sum(a => a.Limit ?? 0)));
        }
    }

    private static ImmutableSortedDictionary<string, int> Files(List<Recount> open, Func<Recount, IReadOnlyCollection<(string Article, string Office)>> of, Func<(string Article, string Office), string> by) =>
        open.SelectMany(c => of(c).Select(by).Distinct()).GroupBy(k => k).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
