using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Tests;

/// <summary>The pool and the plan of a year: kept beside the acts, found by year, unit and readiness, and never out of step.</summary>
public class PlanStoreTests
{
    private static readonly Actor s_other = CaseBuilder.Unit with { UserId = Guid.NewGuid(), OrganisationId = Guid.NewGuid(), OrganisationName = "县教育局" };

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Pool_ByReadinessYearUnitAndText_FindsAndSums(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var ready = await Reviewed(world, CaseBuilder.Unit, "水情", 500, 200.5m, 2027);
        var large = await Reviewed(world, CaseBuilder.Unit, "大坝", 900, 300, 2027);
        var other = await Declared(world, s_other, "学籍", 100, 50, 2028);
        World.Done(await Open(world, CaseBuilder.Unit, "没报的", 10));

        var all = await world.Store.PlanEntries(new PlanQuery { RulebookId = PlanRulebook.Id });
        Assert.Equal((3, 1, 550.5m, 1500m), (all.Total, all.Ready, all.AmountSum, all.MoneySum));
        async Task<string> Found(PlanQuery query) => string.Join(' ', (await world.Store.PlanEntries(query)).Rows.Select(r => r.File.Title));
        var pool = new PlanQuery { RulebookId = PlanRulebook.Id };
        Assert.Equal("水情 大坝", await Found(pool with { Year = 2027 }));
        Assert.Equal("水情", await Found(pool with { May = true }));
        Assert.Equal("大坝 学籍", await Found(pool with { May = false }));
        Assert.Equal("", await Found(pool with { Undecided = true }));
        Assert.Equal("学籍", await Found(pool with { OwnerId = s_other.OrganisationId }));
        Assert.Equal("大坝", await Found(pool with { Text = "坝 水利" }));
        Assert.Equal("大坝 水情 学籍", await Found(pool with { Sort = PlanSort.Amount, Descending = true }));
        Assert.Equal("水情 大坝 学籍", await Found(pool with { Sort = PlanSort.May }));
        Assert.Equal("学籍", await Found(pool with { Size = 1, Page = 3, Sort = PlanSort.Year }));
        Assert.Equal("", await Found(pool with { RulebookId = "county-2026" }));

        var stored = (await world.Store.PlanEntries(pool with { May = false, Year = 2027 })).Rows.Single().Entry;
        Assert.Equal(new PlanReason("钱不太多", "总投资超过800万元", "压减到800万元以内", "第一条", Strength.Hard, false, true), Assert.Single(stored.Reasons));
        Assert.Equal([2028, 2027], await world.Store.PlanYears(PlanRulebook.Id, "计划", null));
        Assert.Equal([2028], await world.Store.PlanYears(PlanRulebook.Id, "计划", s_other.OrganisationId));
        Assert.Equal(["县教育局", "县水利局"], (await world.Store.ActsOfYear(PlanRulebook.Id, "项目", 2028, null, ["申报"])).Concat(await world.Store.ActsOfYear(PlanRulebook.Id, "项目", 2027, CaseBuilder.UnitId, ["申报"])).Select(a => a.File.OwnerName).Distinct());
        Assert.Empty(await world.Store.ActsOfYear(PlanRulebook.Id, "项目", 2027, null, []));
        Assert.Equal([large.Number, other.Number], (await world.Store.Rows(PlanRulebook.Id, [other.Number, large.Number, "没有的"])).Select(r => r.Number));
        Assert.Empty(await world.Verify());
        Assert.NotEqual(Guid.Empty, ready.Id);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Plan_Decided_GivesEachProjectItsAmountAndListsIt(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var first = await Reviewed(world, CaseBuilder.Unit, "水情", 500, 200, 2027);
        var second = await Reviewed(world, s_other, "学籍", 100, 50, 2027);
        var plan = World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), Office("编办"), PlanRulebook.Id, new ActProposal("征集", "提交", CaseBuilder.Facts(("计划年度", 2027), ("计划的名称", "二七年")))))).File;
        plan = await world.Act(plan, "编制", "提交", Office("编办"), ("列的项目", new[] { second.Number, first.Number }), ("列的安排", FeelValue.ListOf(Row(second.Number, 1, 45), Row(first.Number, 2, 180.5m))));
        plan = await world.Act(plan, "会签", "同意", Office("财办"));
        plan = await world.Act(plan, "审定", "审定", Office("府办"));
        var listed = (await world.Store.PlanEntries(new PlanQuery { RulebookId = PlanRulebook.Id, Standing = PlanStanding.Listed, Year = 2027, Sort = PlanSort.Title })).Rows;
        Assert.Equal(["学籍", "水情"], listed.Select(r => r.File.Title).Order(StringComparer.Ordinal));
        Assert.All(listed, r => Assert.Equal(LegalDay.Of(world.Clock.GetUtcNow()), r.Entry.Listed));
        Assert.Equal(180.5m, (await world.Store.Load(first.Id))!.Acts[^1].Asked["安排"].AsNumber);
        Assert.Equal(45m, (await world.Store.Load(second.Id))!.Acts[^1].Asked["安排"].AsNumber);
        Assert.Equal(0, (await world.Store.PlanEntries(new PlanQuery { RulebookId = PlanRulebook.Id, Standing = PlanStanding.Waiting })).Total);
        Assert.Empty(await world.Verify());

        await world.Tamper("UPDATE plan_entries SET amount = 1 WHERE year = 2027");
        Assert.Contains($"{first.Number}#: 计划库与行为不一致，请重建目录", await world.Verify());
        await world.Lists.Rebuild();
        Assert.Empty(await world.Verify());
        Assert.Equal(200m, (await world.Store.PlanEntries(new PlanQuery { RulebookId = PlanRulebook.Id, Text = "水情" })).Rows.Single().Entry.Amount);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Upgrade_FilesStoredBefore_ArePutIntoThePoolByTheNextRefresh(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        await Reviewed(world, CaseBuilder.Unit, "水情", 500, 200, 2027);
        await world.Tamper("DELETE FROM plan_entries");
        await world.Tamper($"UPDATE case_index SET evaluated_on = '{(provider == DatabaseProvider.Sqlite ? "0001-01-01" : "-infinity")}', closed = {(provider == DatabaseProvider.Sqlite ? "1" : "true")}");
        Assert.Equal(1, await world.Lists.Refresh());
        Assert.Equal(1, (await world.Store.PlanEntries(new PlanQuery { RulebookId = PlanRulebook.Id })).Total);
        Assert.Equal(0, await world.Lists.Refresh());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Units_OfARole_AreNamedInOrder(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        foreach (var name in new[] { "乙局", "甲局" })
        {
            Assert.NotNull((await world.Accounts(a => a.CreateOrganisation(name, null, null, [new RoleGrant(PlanRulebook.Id, name == "甲局" ? "单位" : "编办")], new AdminActor(null, "测试")))).Value);
        }

        Assert.Equal(["甲局"], (await world.Store.UnitsIn(PlanRulebook.Id, ["单位"])).Select(u => u.Name));
        Assert.Equal(2, (await world.Store.UnitsIn(PlanRulebook.Id, ["单位", "编办"])).Length);
        Assert.Empty(await world.Store.UnitsIn("county-2026", ["单位"]));
    }

    private static Actor Office(string role) => CaseBuilder.Office(role);

    private static FeelValue Row(string number, int order, decimal amount) => FeelValue.Of(new FeelContext(
        [KeyValuePair.Create("编号", FeelValue.Of(number)), KeyValuePair.Create("次序", FeelValue.Of((decimal)order)), KeyValuePair.Create("安排", FeelValue.Of(amount)), KeyValuePair.Create("备注", FeelValue.Null)]));

    private static async Task<World> Start(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        var folder = Directory.CreateDirectory(Path.Combine(world.Rulebooks, PlanRulebook.Id));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rulebook.yaml"), PlanRulebook.Text);
        await world.Library.Reload();
        return world.Library.Current(PlanRulebook.Id) is null ? throw new InvalidOperationException(string.Join('\n', world.Library.Shelves.SelectMany(s => s.Findings))) : world;
    }

    private static Task<AppendResult> Open(World world, Actor by, string name, decimal money) => world.Store.Append(new OpeningSubmission(
        Guid.NewGuid(), by, PlanRulebook.Id, new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", name), ("总投资", money), ("门类", "新的")))));

    private static async Task<CaseFile> Declared(World world, Actor by, string name, decimal money, decimal amount, int year) =>
        await world.Act(World.Done(await Open(world, by, name, money)).File, "申报", "提交", by, ("计划年度", year), ("年度要钱", amount));

    private static async Task<CaseFile> Reviewed(World world, Actor by, string name, decimal money, decimal amount, int year) =>
        await world.Act(await Declared(world, by, name, money, amount, year), "初审", "通过", Office("编办"));
}
