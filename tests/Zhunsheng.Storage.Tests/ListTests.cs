using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Tests;

public class ListTests
{
    private static Actor Bureau => CaseBuilder.Office("数据局");

    private static WorkItemQuery For(string role, Guid? organisation = null) => new() { Roles = [("county-2026", role)], OrganisationId = organisation ?? CaseBuilder.UnitId };

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Search_FilterSortPageAndSum_AsAsked(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Project(("项目名称", "灌区监测"), ("总投资", 100.5m), ("概算", 200));
        await world.Project(("项目名称", "河道视频AI"), ("总投资", 300), ("概算", 400));
        var third = await world.ReviewedProject(("项目名称", "水库大坝"), ("总投资", 20), ("概算", 30));
        await world.OpenPlan(2027);

        var all = await world.Store.Search(new CaseQuery());
        Assert.Equal((4, 420.5m), (all.Total, all.MoneySum));
        Assert.Equal(["MX-计划-2026-0001", "MX-2026-0003", "MX-2026-0002", "MX-2026-0001"], all.Rows.Select(r => r.Number));
        Assert.Equal([20m, 100.5m, 300m, null], (await world.Store.Search(new CaseQuery { Sort = CaseSort.Money, Descending = false })).Rows.Select(r => r.Money));
        Assert.Equal([300m, 100.5m, 20m, null], (await world.Store.Search(new CaseQuery { Sort = CaseSort.Money })).Rows.Select(r => r.Money));

        var page = await world.Store.Search(new CaseQuery { Kind = "项目", Sort = CaseSort.Number, Descending = false, Page = 2, Size = 2 });
        Assert.Equal((3, 420.5m), (page.Total, page.MoneySum));
        Assert.Equal(["MX-2026-0003"], page.Rows.Select(r => r.Number));
        Assert.Equal(["河道视频AI"], (await world.Store.Search(new CaseQuery { Text = "ai  0002" })).Rows.Select(r => r.Title));
        Assert.Empty((await world.Store.Search(new CaseQuery { Text = "100%_" })).Rows);
        Assert.Empty((await world.Store.Search(new CaseQuery { Text = "' OR 1=1" })).Rows);
        Assert.Equal(0, (await world.Store.Search(new CaseQuery { Text = "没有" })).MoneySum);
        Assert.Equal(["2027"], (await world.Store.Search(new CaseQuery { PlanYear = 2027 })).Rows.Select(r => r.Title));
        Assert.Equal(3, (await world.Store.Search(new CaseQuery { OwnerId = CaseBuilder.UnitId })).Total);
        Assert.Equal(0, (await world.Store.Search(new CaseQuery { OwnerId = Guid.NewGuid() })).Total);
        Assert.Equal(4, (await world.Store.Search(new CaseQuery { Closed = false })).Total);
        Assert.Equal(4, (await world.Store.Search(new CaseQuery { Size = 100_000, Page = 0 })).Rows.Length);

        var row = page.Rows[0];
        Assert.Equal((third.Id, "水库大坝", "县水利局", "审核", false, 2), (row.Id, row.Title, row.OwnerName, row.Phase, row.Closed, row.Head));
        Assert.Equal(third.Acts[1].At, row.Updated);
        var review = (await world.Store.Search(new CaseQuery { Text = "灌区" })).Rows.Single();
        Assert.Equal(["审核"], review.Next);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task WorkItems_OfficeAndUnit_SeeTheirOwnWithDeadlines(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project();
        var item = Assert.Single(await world.Store.WorkItems(For("数据局")));
        Assert.Equal((file.Number, "灌区信息化", "审核", "数据局", false, false), (item.CaseNumber, item.CaseTitle, item.Step, item.Role, item.Returned, item.Blocked));
        Assert.Equal((new DateOnly(2026, 4, 9), new DateOnly(2026, 4, 13), new DateOnly(2026, 4, 6)), (item.RemindOn, item.DueOn, item.Since));
        Assert.Equal([Light.Ok, Light.Soon, Light.Soon, Light.Late], new[] { 8, 9, 13, 14 }.Select(d => item.LightOn(new DateOnly(2026, 4, d))));
        Assert.Empty(await world.Store.WorkItems(For("单位")));
        Assert.Empty(await world.Store.WorkItems(For("财政局")));
        Assert.Empty(await world.Store.WorkItems(For("数据局") with { RulebookId = "elsewhere" }));

        world.Clock.Set(new DateOnly(2026, 4, 8));
        file = await world.Act(file, "审核", "退回补正", Bureau, ("补正要求", "x"));
        var mine = Assert.Single(await world.Store.WorkItems(For("单位")));
        Assert.Equal(("申报", new DateOnly(2026, 4, 8)), (mine.Step, mine.Since));
        Assert.Empty(await world.Store.WorkItems(For("单位", Guid.NewGuid())));
        Assert.Empty(await world.Store.WorkItems(For("数据局")));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Candidates_StepOpenThere_AreListedAndConveyedStepsAreOnNobodysDesk(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Project();
        var reviewed = await world.ReviewedProject();
        await world.ReviewedProject(("总投资", 801), ("概算", 900));
        Assert.Equal([reviewed.Number], (await world.Store.Candidates("county-2026", "项目", "列入计划")).Select(c => c.Number));
        Assert.Equal(3, (await world.Store.Candidates("county-2026", "项目", null)).Length);
        Assert.Empty(await world.Store.WorkItems(For("县政府")));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task WorkItems_StepForEachValue_HasItsKey(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var project = await world.ReviewedProject();
        var plan = World.Done(await world.OpenPlan(2026)).File;
        await world.Act(plan, "批准计划", "批准", CaseBuilder.Office("县政府"), ("计划项目", new[] { project.Number }), ("批准文号", "1号"));
        project = (await world.Store.Load(project.Id))!;
        project = await world.Act(project, "变更", "提交", CaseBuilder.Unit, ("变更金额", 150));
        var item = (await world.Store.WorkItems(For("数据局"))).Single(i => i.Step == "变更审批");
        Assert.Equal("1", item.Key);
        var done = await world.Store.Append(new ActSubmission(Guid.NewGuid(), Bureau, project.Id, project.Head, new ActProposal("变更审批", "同意", CaseBuilder.Facts()) { Key = ActCodec.DecodeValue(item.Key!) }));
        Assert.Equal(1m, World.Done(done).Act.Key.AsNumber);
        Assert.DoesNotContain(await world.Store.WorkItems(For("数据局")), i => i.Step == "变更审批");
        Assert.Contains(await world.Store.WorkItems(For("单位")), i => i is { Step: "变更", Optional: true });
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Refresh_OnALaterDay_WorksOutOpenFilesOnce(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Project();
        Assert.Equal(0, await world.Lists.Refresh());
        world.Clock.Set(new DateOnly(2026, 4, 20));
        Assert.Equal(1, await world.Lists.Refresh());
        Assert.Equal(0, await world.Lists.Refresh());
        Assert.Empty(await world.Verify());
    }
}
