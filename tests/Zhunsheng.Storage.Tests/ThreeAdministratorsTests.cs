namespace Zhunsheng.Storage.Tests;

public class ThreeAdministratorsTests
{
    private const string Password = "water-2026";
    private static readonly AdminActor Machine = new(null, "命令行");
    private static readonly RoleGrant Unit = new("county-2026", "单位");

    private static AdminActor As(User user) => new(user.Id, user.DisplayName) { Kind = user.AdminKind, TerritoryId = user.TerritoryId };

    private static async Task<AdminActor> Admin(World world, string name, AdminKind kind, Guid? territory = null) =>
        As((await world.Accounts(a => a.CreateAdministrator(name, name, Password, Machine, kind, territory))).Value!);

    private static async Task<Organisation> Office(World world) => (await world.Accounts(a => a.CreateOrganisation("县水利局", null, null, [Unit], Machine))).Value!;

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Account_MadeByOneGrantedByAnother_HasItsRolesOnlyThen(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (system, security) = (await Admin(world, "sys", AdminKind.System), await Admin(world, "sec", AdminKind.Security));
        var office = await Office(world);
        var person = (await world.Accounts(a => a.CreateUser("zhangsan", "张三", office.Id, Password, [Unit], system))).Value!;
        var made = (await world.Accounts(a => a.FindUser(person.Id)))!;
        Assert.Empty(made.Roles);
        Assert.Equal(["单位"], made.RequestedRoles.Select(r => r.Role));
        Assert.Equal(["这件事由安全管理员办"], (await world.Accounts(a => a.SetUserRoles(person.Id, [Unit], system))).Errors);
        Assert.True((await world.Accounts(a => a.GrantRequested([person.Id], system))).Forbidden);
        Assert.Equal(["这件事由系统管理员办"], (await world.Accounts(a => a.CreateUser("lisi", "李四", office.Id, Password, [], security))).Errors);

        Assert.True((await world.Accounts(a => a.GrantRequested([person.Id], security))).Ok);
        var granted = (await world.Accounts(a => a.FindUser(person.Id)))!;
        Assert.Equal(["单位"], granted.Roles.Select(r => r.Role));
        Assert.Empty(granted.RequestedRoles);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Kinds_CannotBeTakenByOneself_NorCombined(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (system, security) = (await Admin(world, "sys", AdminKind.System), await Admin(world, "sec", AdminKind.Security));
        Assert.Contains("zs admin create --kind security", Assert.Single((await world.Accounts(a => a.CreateAdministrator("sec2", "二", Password, system, AdminKind.Security))).Errors), StringComparison.Ordinal);
        var asked = (await world.Accounts(a => a.CreateAdministrator("aud", "审", Password, system, AdminKind.Audit))).Value!;
        Assert.Null((await world.Accounts(a => a.FindUser(asked.Id)))!.AdminKind);
        Assert.True((await world.Accounts(a => a.GrantRequested([asked.Id], security))).Ok);
        Assert.Equal(AdminKind.Audit, (await world.Accounts(a => a.FindUser(asked.Id)))!.AdminKind);
        Assert.Equal(["管理员不能兼办案卷的角色"], (await world.Accounts(a => a.SetUserRoles(asked.Id, [Unit], security))).Errors);
        Assert.False((await world.Accounts(a => a.WithdrawKind(security.UserId!.Value, security))).Ok);
        Assert.Equal(["这是最后一个可用的审计管理员，不能收回"], (await world.Accounts(a => a.WithdrawKind(asked.Id, security))).Errors);

        var audit = As((await world.Accounts(a => a.FindUser(asked.Id)))!);
        Assert.True((await world.Accounts(a => a.SetDisabled(system.UserId!.Value, true, audit))).Forbidden);
        Assert.True((await world.Accounts(a => a.SetLocked(system.UserId!.Value, true, "x", audit))).Forbidden);
        Assert.True((await world.Accounts(a => a.CreateOrganisation("县交通局", null, null, [], audit))).Forbidden);
        Assert.True((await world.With<Territories, AccountOutcome<Territory>>(t => t.Create("另一县", null, audit))).Forbidden);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task LastOfEachKind_CannotBeShutLockedOrTakenOver(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (system, security, audit) = (await Admin(world, "sys", AdminKind.System), await Admin(world, "sec", AdminKind.Security), await Admin(world, "aud", AdminKind.Audit));
        Assert.Equal(["这是最后一个可用的安全管理员，不能停用"], (await world.Accounts(a => a.SetDisabled(security.UserId!.Value, true, system))).Errors);
        Assert.Equal(["这是最后一个可用的审计管理员，不能停用"], (await world.Accounts(a => a.SetDisabled(audit.UserId!.Value, true, system))).Errors);
        Assert.Equal(["这是最后一个可用的系统管理员，不能锁定"], (await world.Accounts(a => a.SetLocked(system.UserId!.Value, true, "可疑", security))).Errors);
        Assert.Contains("zs admin password", Assert.Single((await world.Accounts(a => a.ResetPassword(security.UserId!.Value, "other-2026", system))).Errors), StringComparison.Ordinal);
        Assert.Contains("zs admin password", Assert.Single((await world.Accounts(a => a.ResetPassword(audit.UserId!.Value, "other-2026", system))).Errors), StringComparison.Ordinal);
        await Admin(world, "aud2", AdminKind.Audit);
        Assert.True((await world.Accounts(a => a.SetDisabled(audit.UserId!.Value, true, system))).Ok);
        Assert.False((await world.Accounts(a => a.SetDisabled(system.UserId!.Value, true, system))).Ok);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task ResetPassword_ByTheSystemAdministrator_NeedsTheSecurityAdministratorToo(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (system, security) = (await Admin(world, "sys", AdminKind.System), await Admin(world, "sec", AdminKind.Security));
        var person = (await world.Accounts(a => a.CreateUser("zhangsan", "张三", Office(world).Result.Id, Password, [Unit], Machine))).Value!;
        Assert.True((await world.Accounts(a => a.ResetPassword(person.Id, "other-2026", system))).Ok);
        Assert.Equal(SignInVerdict.Wrong, (await world.Accounts(a => a.CheckPassword("zhangsan", "nonsense-1"))).Verdict);
        Assert.Equal(SignInVerdict.Locked, (await world.Accounts(a => a.CheckPassword("zhangsan", "other-2026"))).Verdict);
        Assert.True((await world.Accounts(a => a.SetLocked(person.Id, false, null, security))).Ok);
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("zhangsan", "other-2026"))).Verdict);
        Assert.Equal(["写明为什么锁定"], (await world.Accounts(a => a.SetLocked(person.Id, true, " ", security))).Errors);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task BoundAdministrators_SeeAndChangeOnlyTheirJurisdiction(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var office = await Office(world);
        var person = (await world.Accounts(a => a.CreateUser("zhangsan", "张三", office.Id, Password, [Unit], Machine))).Value!;
        var other = (await world.With<Territories, AccountOutcome<Territory>>(t => t.Create("邻县", "230102", Machine))).Value!;
        var (system, security) = (await Admin(world, "sys2", AdminKind.System, other.Id), await Admin(world, "sec2", AdminKind.Security, other.Id));
        Assert.Empty(await world.Accounts(a => a.Organisations(system)));
        Assert.Equal(["sec2", "sys2"], (await world.Accounts(a => a.Users(system))).Select(u => u.UserName!).Order());
        Assert.Equal((0, 2), ((await world.Accounts(a => a.FindOrganisations(null, 1, 50, system))).Total, (await world.Accounts(a => a.FindPeople(null, 1, 50, system))).Total));
        Assert.True((await world.Accounts(a => a.ChangeOrganisation(office.Id, "改名", null, null, system))).Missing);
        Assert.True((await world.Accounts(a => a.SetOrganisationRoles(office.Id, [], system))).Missing);
        Assert.True((await world.Accounts(a => a.CreateUser("lisi", "李四", office.Id, Password, [], system))).Missing);
        Assert.True((await world.Accounts(a => a.ResetPassword(person.Id, "other-2026", system))).Missing);
        Assert.True((await world.Accounts(a => a.SetDisabled(person.Id, true, system))).Missing);
        Assert.True((await world.Accounts(a => a.SetUserRoles(person.Id, [], security))).Missing);
        Assert.True((await world.Accounts(a => a.SetLocked(person.Id, true, "x", security))).Missing);
        Assert.True((await world.Accounts(a => a.GrantRequested([person.Id], security))).Missing);
        Assert.Equal(["没有这个地区"], (await world.Accounts(a => a.CreateOrganisation("县交通局", null, null, [], system, office.TerritoryId))).Errors);
        Assert.True((await world.With<Territories, AccountOutcome<Territory>>(t => t.Change(office.TerritoryId!.Value, "改名", null, system))).Missing);
        Assert.True((await world.With<Territories, AccountOutcome<Territory>>(t => t.Create("第三县", null, system))).Forbidden);

        // The same name in another jurisdiction is another organisation.
        var same = await world.Accounts(a => a.CreateOrganisation("县水利局", null, "91350100M000100Y43", [], system));
        Assert.Equal(other.Id, same.Value!.TerritoryId);
        Assert.Equal(["这些角色不是本地区的：单位（county-2026）；只能给本地区规则手册里的角色"], (await world.Accounts(a => a.SetOrganisationRoles(same.Value.Id, [Unit], system))).Errors);
        Assert.Contains("已经是县水利局的", Assert.Single((await world.Accounts(a => a.CreateOrganisation("另一局", null, "９１３５０１００M000100Y43", [], system))).Errors), StringComparison.Ordinal);
        Assert.Empty((await world.Accounts(a => a.CreateOrganisation("另一局", null, "91350100M000100Y43", [], Machine, office.TerritoryId))).Errors);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Names_FullWidthAndLookalikes_AreOneNameOrNone(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Admin(world, "ｚｈａｎｇ", AdminKind.System);
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("zhang", Password))).Verdict);
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("ＺＨａｎｇ", Password))).Verdict);
        Assert.Contains("已经有人用", Assert.Single((await world.Accounts(a => a.CreateAdministrator("Ｚhang", "x", Password, Machine))).Errors), StringComparison.Ordinal);
        Assert.Contains("不能用", Assert.Single((await world.Accounts(a => a.CreateAdministrator("ﬁsh", "x", Password, Machine))).Errors), StringComparison.Ordinal);
    }
}
