namespace Zhunsheng.Storage.Tests;

public class AccountsTests
{
    private const string Password = "water-2026";
    private static readonly AdminActor Admin = new(null, "命令行");
    private static readonly RoleGrant Unit = new("county-2026", "单位");
    private static readonly RoleGrant Bureau = new("county-2026", "数据局");

    private static async Task<User> Person(World world, string name = "zhangsan")
    {
        var organisation = await world.Accounts(a => a.CreateOrganisation("县水利局", "水利局", null, [Unit], Admin));
        var person = await world.Accounts(a => a.CreateUser(name, "张三", organisation.Value!.Id, Password, [Unit], Admin));
        Assert.Empty(person.Errors);
        return person.Value!;
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CheckPassword_RightPassword_GivesOrganisationAndRoles(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Person(world);
        var outcome = await world.Accounts(a => a.CheckPassword(" ZhangSan ", Password));
        Assert.Equal(SignInVerdict.Ok, outcome.Verdict);
        Assert.Equal(("张三", "县水利局", true), (outcome.User!.DisplayName, outcome.User.Organisation!.Name, outcome.User.MustChangePassword));
        var actor = Accounts.ActorOf(outcome.User, "county-2026", "单位")!;
        Assert.Equal(("张三", "县水利局", "单位"), (actor.UserName, actor.OrganisationName, actor.Role));
        Assert.Null(Accounts.ActorOf(outcome.User, "county-2026", "数据局"));
        Assert.Null(Accounts.ActorOf(outcome.User, "elsewhere", "单位"));
        Assert.DoesNotContain(Password, outcome.User.PasswordHash, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CheckPassword_FiveFailures_LocksForAQuarterOfAnHour(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(SignInVerdict.Wrong, (await world.Accounts(a => a.CheckPassword("zhangsan", "wrong"))).Verdict);
        }

        var fifth = await world.Accounts(a => a.CheckPassword("zhangsan", "wrong"));
        Assert.Equal(SignInVerdict.LockedOut, fifth.Verdict);
        Assert.Equal(world.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), fifth.LockedUntil!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(SignInVerdict.LockedOut, (await world.Accounts(a => a.CheckPassword("zhangsan", Password))).Verdict);
        await world.Accounts(a => a.ResetPassword(person.Id, "other-2026", Admin));
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("zhangsan", "other-2026"))).Verdict);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CheckPassword_SuccessInBetween_StartsCountingAnew(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Person(world);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await world.Accounts(a => a.CheckPassword("zhangsan", "wrong"));
            }

            Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("zhangsan", Password))).Verdict);
        }
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CheckPassword_UnknownHostileOrDisabled_IsRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        foreach (var name in new[] { "nobody", "", "zhang\0san", "' OR 1=1 --", new string('x', 10_000) })
        {
            Assert.Equal(SignInVerdict.Wrong, (await world.Accounts(a => a.CheckPassword(name, Password))).Verdict);
        }

        var stamp = (await world.Accounts(a => a.FindUser(person.Id)))!.SecurityStamp;
        await world.Accounts(a => a.SetDisabled(person.Id, true, Admin));
        Assert.Equal(SignInVerdict.Disabled, (await world.Accounts(a => a.CheckPassword("zhangsan", Password))).Verdict);
        Assert.Equal(SignInVerdict.Wrong, (await world.Accounts(a => a.CheckPassword("zhangsan", "wrong"))).Verdict);
        var shut = (await world.Accounts(a => a.FindUser(person.Id)))!;
        Assert.NotEqual(stamp, shut.SecurityStamp);
        Assert.Null(Accounts.ActorOf(shut, "county-2026", "单位"));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CreateUser_WrongInput_SaysWhatInChinese(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        var organisation = person.OrganisationId!.Value;
        Task<AccountOutcome<User>> Make(string name, string password, params RoleGrant[] roles) =>
            world.Accounts(a => a.CreateUser(name, "李四", organisation, password, roles, Admin));
        Assert.Equal(["账号名“ZHANGSAN”已经有人用，请换一个"], (await Make("ZHANGSAN", Password)).Errors);
        Assert.Equal(["密码至少8个字符", "密码里要有数字"], (await Make("lisi", "short")).Errors);
        Assert.Equal(["县水利局没有这些角色：数据局（county-2026）；先给单位加上"], (await Make("lisi", Password, Bureau)).Errors);
        Assert.Contains("不能用", Assert.Single((await Make("li si<", Password)).Errors), StringComparison.Ordinal);
        Assert.Equal(["没有这个单位"], (await world.Accounts(a => a.CreateUser("lisi", "李四", Guid.NewGuid(), Password, [], Admin))).Errors);
        Assert.Single(await world.Accounts(a => a.Users()));
        Assert.Empty((await Make("李四", Password, Unit)).Errors);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CreateAdministrator_Made_HoldsNoCaseRoles(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        Assert.False(await world.Accounts(a => a.HasAdministrator()));
        var admin = (await world.Accounts(a => a.CreateAdministrator("admin", "管理员", Password, Admin))).Value!;
        Assert.True(await world.Accounts(a => a.HasAdministrator()));
        Assert.Equal([admin.Id], await world.Accounts(a => a.Administrators()));
        Assert.Equal(["管理员不能兼办案卷的角色"], (await world.Accounts(a => a.SetUserRoles(admin.Id, [Unit], Admin))).Errors);
        Assert.Equal(["这是最后一个可用的系统管理员，不能停用"], (await world.Accounts(a => a.SetDisabled(admin.Id, true, Admin))).Errors);
        await world.Accounts(a => a.CreateAdministrator("admin2", "管理员二", Password, Admin));
        Assert.Empty((await world.Accounts(a => a.SetDisabled(admin.Id, true, Admin))).Errors);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task SetOrganisationRoles_RoleTakenAway_IsTakenFromItsPeople(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        await world.Accounts(a => a.SetOrganisationRoles(person.OrganisationId!.Value, [Bureau, Unit], Admin));
        Assert.Empty((await world.Accounts(a => a.SetUserRoles(person.Id, [Bureau, Unit, Bureau], Admin))).Errors);
        await world.Accounts(a => a.SetOrganisationRoles(person.OrganisationId!.Value, [Bureau], Admin));
        var after = (await world.Accounts(a => a.FindUser(person.Id)))!;
        Assert.Equal(["数据局"], after.Roles.Select(r => r.Role));
        Assert.Equal(["数据局"], after.Organisation!.Roles.Select(r => r.Role));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task ChangePassword_OfOneself_NeedsTheOldOne(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        Assert.Equal(["原密码不对"], (await world.Accounts(a => a.ChangePassword(person.Id, "wrong", "newer-2026"))).Errors);
        Assert.Equal(["新密码和原密码一样，请换一个"], (await world.Accounts(a => a.ChangePassword(person.Id, Password, Password))).Errors);
        Assert.True((await world.Accounts(a => a.FindUser(person.Id)))!.MustChangePassword);
        Assert.Empty((await world.Accounts(a => a.ChangePassword(person.Id, Password, "newer-2026"))).Errors);
        Assert.False((await world.Accounts(a => a.FindUser(person.Id)))!.MustChangePassword);
        Assert.Equal(SignInVerdict.Ok, (await world.Accounts(a => a.CheckPassword("zhangsan", "newer-2026"))).Verdict);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CreateOrganisation_WrongInput_IsRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var good = await world.Accounts(a => a.CreateOrganisation("县水利局", null, "91350100M000100Y43", [Unit], Admin));
        Assert.Equal(("县水利局", "91350100M000100Y43"), (good.Value!.Short, good.Value.Code));
        Assert.Equal(["已经有叫“县水利局”的单位"], (await world.Accounts(a => a.CreateOrganisation("县水利局 ", null, null, [], Admin))).Errors);
        Assert.Equal(["统一社会信用代码不对：末位是校验码，和前17位对不上，请核对"], (await world.Accounts(a => a.CreateOrganisation("县交通局", null, "91350100M000100Y44", [], Admin))).Errors);
        Assert.Equal(["写单位名称，不超过100字"], (await world.Accounts(a => a.CreateOrganisation(" ", null, null, [], Admin))).Errors);
        Assert.Empty((await world.Accounts(a => a.ChangeOrganisation(good.Value.Id, "县水务局", "水务", null, Admin))).Errors);
        Assert.Equal(["县水务局"], (await world.Accounts(a => a.Organisations())).Select(o => o.Name));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Events_AfterChanges_TellEachWithoutPasswords(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var person = await Person(world);
        await world.Accounts(a => a.ResetPassword(person.Id, "other-2026", Admin));
        var events = (await world.With<AdminLog, AdminEventPage>(l => l.Find(new AdminEventQuery()))).Events;
        Assert.Equal(["重置密码", "新建账号", "新建单位", "新建地区"], events.Select(e => e.What));
        Assert.Equal(["zhangsan", "zhangsan", "县水利局", "某县"], events.Select(e => e.Subject));
        Assert.Equal(["命令行", "命令行", "命令行", "程序启动"], events.Select(e => e.ByName));
        Assert.Equal([4L, 3, 2, 1], events.Select(e => e.Number));
        Assert.DoesNotContain(events, e => e.Details.Contains("other-2026", StringComparison.Ordinal) || e.Details.Contains(Password, StringComparison.Ordinal));
        await world.Accounts(async a =>
        {
            await a.LogRefusal(person.Id, "zhangsan", "/cases/\0x\n" + new string('y', 600), "127.0.0.1");
            return 0;
        });
        var refusal = Assert.Single((await world.With<AdminLog, AdminEventPage>(l => l.Find(new AdminEventQuery { Kind = AdminEventKind.Refusal }))).Events);
        Assert.Equal((500, "127.0.0.1", person.Organisation!.TerritoryId), (refusal.What.Length, refusal.Address, refusal.TerritoryId));
        Assert.StartsWith("/cases/xyyy", refusal.What, StringComparison.Ordinal);
    }
}
