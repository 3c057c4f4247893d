namespace Zhunsheng.Storage.Tests;

public class PeopleImportTests
{
    private static readonly AdminActor Machine = new(null, "命令行");
    private static readonly AdminActor System = new(Guid.NewGuid(), "系统管理员") { Kind = AdminKind.System };

    private static async Task<Guid> Place(World world) => (await world.With<Territories, global::System.Collections.Immutable.ImmutableArray<Territory>>(t => t.All())).Single().Id;

    private static async Task<ImportOutcome> Organisations(World world, params OrganisationRow[] rows)
    {
        var place = await Place(world);
        return await world.With<PeopleImport, ImportOutcome>(i => i.Organisations(place, rows, System));
    }

    private static async Task<ImportOutcome> People(World world, AdminActor by, params PersonRow[] rows)
    {
        var place = await Place(world);
        return await world.With<PeopleImport, ImportOutcome>(i => i.People(place, rows, by));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Import_GoodLists_MakeOfficesAndPeopleWhoWaitForTheirRoles(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var offices = await Organisations(world, new(2, "县水利局", "水利", "91350100M000100Y43", "单位"), new(3, "县数据局", "", "", "数据局（county-2026）、单位"));
        Assert.Empty(offices.Problems);
        Assert.Equal(2, offices.Made);
        var people = await People(world, System, new(2, "ｌｉ", "李四", "91350100M000100Y43", "单位"), new(3, "wang", "王五", "县数据局", ""));
        Assert.Empty(people.Problems);
        Assert.Equal(["李四", "王五"], people.Accounts.Select(a => a.DisplayName));
        var li = (await world.Accounts(a => a.FindUserByName("li")))!;
        Assert.Equal(("县水利局", true, 0), (li.Organisation!.Name, li.MustChangePassword, li.Roles.Count));
        Assert.Equal(["单位"], li.RequestedRoles.Select(r => r.Role));
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("li", people.Accounts[0].Password))).Verdict);
        Assert.NotEqual(people.Accounts[0].Password, people.Accounts[1].Password);
        var events = (await world.With<AdminLog, AdminEventPage>(l => l.Find(new AdminEventQuery { Kind = AdminEventKind.Import }))).Events;
        Assert.Equal([("从Excel导入账号", "2个"), ("从Excel导入单位", "2家")], events.Select(e => (e.What, e.Subject)));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Import_OneBrokenRow_ImportsNothingAndSaysEverything(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Accounts(a => a.CreateOrganisation("县水利局", null, "91350100M000100Y43", [new RoleGrant("county-2026", "单位")], Machine));
        await world.Accounts(a => a.CreateAdministrator("taken", "已有", "water-2026", Machine));
        var offices = await Organisations(
            world,
            new(2, "县水利局", "", "", ""), new(3, "新局", "", "91350100M000100Y43", ""), new(4, "新局", "", "91350100M000100Y44", "市长"), new(5, "", new string('长', 101), "", ""), new(6, "好局", "", "", ""));
        Assert.Equal(0, offices.Made);
        Assert.Equal(
            [(2, "单位名称"), (3, "统一社会信用代码"), (4, "单位名称"), (4, "统一社会信用代码"), (4, "角色"), (5, "单位名称"), (5, "简称")], offices.Problems.Select(p => (p.Row!.Value, p.Column!)));
        Assert.Contains("和第3行重复", offices.Problems[2].Message, StringComparison.Ordinal);
        Assert.Contains("可写：单位", offices.Problems[4].Message, StringComparison.Ordinal);
        Assert.Single(await world.Accounts(a => a.Organisations()));

        var people = await People(
            world, System,
            new(2, "TAKEN", "甲", "县水利局", ""), new(3, "same", "乙", "县水利局", ""), new(4, "ＳＡＭＥ", "丙", "县水利局", "数据局"), new(5, "a b<", "", "没有的局", ""), new(6, "", "丁", "", ""), new(7, "good", "戊", "县水利局", "单位"));
        Assert.Equal(
            [(2, "账号"), (4, "账号"), (4, "角色"), (5, "姓名"), (5, "账号"), (5, "单位"), (6, "账号"), (6, "单位")], people.Problems.Select(p => (p.Row!.Value, p.Column!)));
        Assert.Contains("已经有人用", people.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("和第3行重复", people.Problems[1].Message, StringComparison.Ordinal);
        Assert.Null(await world.Accounts(a => a.FindUserByName("good")));
        Assert.Equal(["标题下面一行也没有；填好再传"], (await People(world, System)).Problems.Select(p => p.Message));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Import_ByAnotherAdministrator_IsRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        PersonRow row = new(2, "li", "李四", "县水利局", "");
        Assert.Equal(["这件事由系统管理员办"], (await People(world, System with { Kind = AdminKind.Security }, row)).Problems.Select(p => p.Message));
        Assert.True((await People(world, System with { TerritoryId = Guid.NewGuid() }, row)).Missing);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Import_FiveThousandPeople_AreMadeAndGrantedAtOnce(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Organisations(world, new OrganisationRow(2, "县水利局", "", "", "单位"));
        var made = await People(world, System, [.. Enumerable.Range(2, 5000).Select(i => new PersonRow(i, $"u{i}", $"人{i}", "县水利局", "单位"))]);
        Assert.Empty(made.Problems);
        Assert.Equal(5000, made.Accounts.Select(a => a.Password).Distinct().Count());
        var security = new AdminActor(Guid.NewGuid(), "安全员") { Kind = AdminKind.Security };
        var asked = await world.Accounts(a => a.WithRequests(security));
        Assert.True((await world.Accounts(a => a.GrantRequested([.. asked.Select(u => u.Id)], security))).Ok);
        Assert.Equal(["单位"], (await world.Accounts(a => a.FindUserByName("u5001")))!.Roles.Select(r => r.Role));
        Assert.Empty(await world.Accounts(a => a.WithRequests(security)));
        Assert.Empty(await world.Verify());
    }
}
