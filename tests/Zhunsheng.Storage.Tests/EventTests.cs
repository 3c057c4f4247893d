using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class EventTests
{
    private static CaseScope Everything { get; } = new(["county-2026"], null, []);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task ActsAfter_WhileManyWrite_ShowsEveryActOnce_InOneOrder(DatabaseProvider provider)
    {
        const int Writers = 6;
        const int Files = 5;
        await using var world = await World.Start(provider);
        await using var node = World.On(world.Options);
        await node.Library.Reload();
        var declaration = await world.Declaration();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(i => Task.Run(() => Follow(i == 0 ? world : node, stop.Token))).ToArray();

        var numbers = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var own = writer % 2 == 0 ? world : node;
            for (var i = 0; i < Files; i++)
            {
                var file = World.Done(await own.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", declaration))).File;
                await own.Act(file, "审核", "通过", CaseBuilder.Office("数据局"));
                numbers.Add(file.Number);
            }
        })));
        await stop.CancelAsync();
        var whole = await world.Store.ActsAfter(Everything, 0, 500);
        Assert.Equal(Writers * Files * 2, whole.Acts.Length);
        Assert.Equal(Enumerable.Range(1, Writers * Files * 2).Select(n => (long)n), whole.Acts.Select(a => a.Place));
        Assert.Equal(numbers.Order(), whole.Acts.Where(a => a.Act.Number == 2).Select(a => a.File.Number).Order());
        Assert.All(whole.Acts.GroupBy(a => a.File.Number), g => Assert.Equal([1, 2], g.Select(a => a.Act.Number)));
        var order = whole.Acts.Select(a => (a.Place, a.File.Number, a.Act.Number)).ToList();
        foreach (var read in await Task.WhenAll(readers))
        {
            Assert.Equal(order, read);
        }
    }

    /// <summary>Reads on from where it stopped until told to stop, and then to the end.</summary>
    private static async Task<List<(long Place, string Case, int Number)>> Follow(World world, CancellationToken stop)
    {
        var read = new List<(long, string, int)>();
        long after = 0;
        while (true)
        {
            var last = stop.IsCancellationRequested;
            var page = await world.Store.ActsAfter(Everything, after, 7, cancel: CancellationToken.None);
            Assert.True(page.Next >= after);
            read.AddRange(page.Acts.Select(a => (a.Place, a.File.Number, a.Act.Number)));
            after = page.Next;
            if (last && !page.More && page.Acts.IsEmpty)
            {
                return read;
            }
        }
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task ActsAfter_WithinAScope_ShowsNothingElse(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project();
        await world.OpenPlan(2026);
        var own = new CaseScope([], CaseBuilder.Unit.OrganisationId, []);
        var page = await world.Store.ActsAfter(own, 0, 10);
        Assert.Equal(file.Number, Assert.Single(page.Acts).File.Number);
        Assert.Equal((2L, false), (page.Next, page.More));
        Assert.Empty((await world.Store.ActsAfter(new CaseScope([], Guid.NewGuid(), [("county-2026", "主管单位", "别的单位")]), 0, 10)).Acts);
        Assert.Empty((await world.Store.ActsAfter(Everything, 0, 10, "other-2026")).Acts);
        var first = await world.Store.ActsAfter(Everything, 0, 1);
        Assert.Equal((1L, true), (first.Next, first.More));
        Assert.Equal(9, (await world.Store.ActsAfter(Everything, 9, 10)).Next);
        Assert.Equal(2, await world.Store.LastPlace());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task MadeBy_Submission_GivesItsActAndFile(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var submission = Guid.NewGuid();
        Assert.Null(await world.Store.MadeBy(submission));
        var done = World.Done(await world.Store.Append(new OpeningSubmission(submission, CaseBuilder.Unit, "county-2026", await world.Declaration())));
        var made = (await world.Store.MadeBy(submission))!.Value;
        Assert.Equal((done.File.Number, done.Act.Digest), (made.File.Number, made.Act.Digest));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Upgrade_OfAnOlderStore_PlacesItsActs_AndGoesOnBehindThem(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var first = await world.Project();
        var second = await world.Project();
        await world.Act(first, "审核", "通过", CaseBuilder.Office("数据局"));
        await world.Tamper("""
            DROP TABLE act_places; DROP TABLE act_counter; DROP TABLE api_token_roles; DROP TABLE api_tokens; DROP TABLE api_uploads;
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '00000000000010_api_tokens'
            """);
        await world.Startup.Prepare();
        Assert.Contains("00000000000010_api_tokens", await world.Query(async d => (await d.Database.GetAppliedMigrationsAsync()).ToList()));
        var page = await world.Store.ActsAfter(Everything, 0, 10);
        Assert.Equal([1L, 2L, 3L], page.Acts.Select(a => a.Place));
        Assert.Equal([(first.Number, 1), (first.Number, 2)], page.Acts.Where(a => a.File.Number == first.Number).Select(a => (a.File.Number, a.Act.Number)));
        await world.Act(second, "审核", "通过", CaseBuilder.Office("数据局"));
        Assert.Equal((4L, second.Number), (await world.Store.ActsAfter(Everything, page.Next, 10)).Acts.Select(a => (a.Place, a.File.Number)).Single());
    }
}
