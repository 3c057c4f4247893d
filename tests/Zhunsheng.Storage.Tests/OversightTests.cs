using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class OversightTests
{
    private static readonly CaseScope s_all = new(["county-2026"], null, []);

    private static OversightFilter Open => new() { RulebookId = "county-2026" };

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Late_FromTheDayAfterTheLast_UntilItIsDone(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var oversight = new Oversight(world.Factory);
        var file = await world.Project();
        var late = Open with { Point = PointKind.Late };
        world.Clock.Set(new DateOnly(2026, 4, 13));
        await world.Lists.Refresh();
        Assert.Equal(0, await oversight.Count(s_all, late));

        world.Clock.Set(new DateOnly(2026, 4, 15));
        await world.Lists.Refresh();
        var point = Assert.Single((await oversight.PointRows(s_all, late, 1, 20)).Rows);
        Assert.Equal((file.Number, "审核", "数据局", new DateOnly(2026, 4, 13), 2, true), (point.CaseNumber, point.Rule, point.Office, point.DueOn!.Value, point.Days!.Value, point.Working));
        Assert.Equal(1, await oversight.Count(s_all, late with { Roles = ["数据局"] }));
        Assert.Equal(0, await oversight.Count(s_all, late with { Roles = ["财政局"] }));
        Assert.Equal(1, await oversight.Count(new CaseScope([], CaseBuilder.UnitId, []), late));
        Assert.Equal(0, await oversight.Count(new CaseScope([], Guid.NewGuid(), [("county-2026", "单位", "县水利局")]), late));

        await world.Act(file, "审核", "通过", CaseBuilder.Office("数据局"));
        Assert.Equal(0, await oversight.Count(s_all, late));
        var deeds = await oversight.Deeds(s_all, new DeedFilter { RulebookId = "county-2026", Late = true }, 1, 20);
        var deed = Assert.Single(deeds.Rows);
        Assert.Equal(("审核", "通过", DeedEnding.Settled, 5, 7, 2), (deed.StepTitle, deed.Outcome, deed.Ending, deed.Limit!.Value, deed.Used!.Value, deed.LateDays!.Value));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Verify_RowsChangedBehindTheProgram_NamesTheFile_AndARebuildMendsIt(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.ReviewedProject();
        foreach (var damage in new[]
        {
            "UPDATE standings SET approved = 7", "DELETE FROM standings", "DELETE FROM deeds WHERE number = 1", "UPDATE deeds SET late = NOT late",
            "INSERT INTO standing_points (case_id, ordinal, kind, article, place, rule, office, roles, own, working, platform, facts) SELECT id, 99, 1, '第一条', '第一条', 'x', '', '', false, false, false, '' FROM cases",
        })
        {
            await world.Tamper(damage);
            Assert.Equal([$"{file.Number}#: 总览与行为不一致，请重建目录"], await world.Verify());
            await world.Lists.Rebuild();
            Assert.Empty(await world.Verify());
        }
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Refresh_AfterAnUpgrade_WorksOutFilesStoredBefore(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.ReviewedProject();
        await world.Tamper("DROP TABLE standings; DROP TABLE standing_points; DROP TABLE deeds; DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%_oversight'");
        await world.Startup.Prepare();
        Assert.Equal(1, await world.Lists.Refresh());
        Assert.Equal(file.Acts.Length, (await new Oversight(world.Factory).Deeds(s_all, new DeedFilter { RulebookId = "county-2026" }, 1, 20)).Total);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Deeds_ReturnedAndCorrected_AreCountedAsThat(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var oversight = new Oversight(world.Factory);
        var file = await world.Project();
        world.Clock.Set(new DateOnly(2026, 4, 8));
        await world.Act(file, "审核", "退回补正", CaseBuilder.Office("数据局"), ("补正要求", "x"));
        var counts = await oversight.CountDeeds(s_all, new DeedFilter { RulebookId = "county-2026" }, DeedBy.Ending);
        Assert.Equal([(DeedEnding.Settled, 1), (DeedEnding.Returned, 1)], counts.Select(c => (c.Ending!.Value, c.Count)));
        var months = await oversight.CountDeeds(s_all, new DeedFilter { RulebookId = "county-2026", From = new DateOnly(2026, 4, 7) }, DeedBy.Month);
        Assert.Equal([("2026-04", 1)], months.Select(m => (m.Key, m.Count)));
        Assert.Empty(await oversight.CountDeeds(new CaseScope([], Guid.NewGuid(), []), new DeedFilter { RulebookId = "county-2026" }, DeedBy.Step));
    }
}
