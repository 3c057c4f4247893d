using System.Collections.Immutable;

namespace Zhunsheng.Storage.Tests;

public class DeputyTests
{
    private const string Password = "water-2026";
    private static readonly AdminActor Machine = new(null, "命令行");
    private static readonly RoleGrant Unit = new("county-2026", "单位");
    private static readonly RoleGrant Bureau = new("county-2026", "数据局");
    private static readonly DateOnly First = new(2026, 4, 8);
    private static readonly DateOnly Last = new(2026, 4, 10);

    private static async Task<(User Zhang, User Li, User Wang)> Three(World world)
    {
        var office = (await world.Accounts(a => a.CreateOrganisation("县水利局", null, null, [Unit, Bureau], Machine))).Value!;
        async Task<User> Make(string login, string name, params RoleGrant[] roles) => (await world.Accounts(a => a.CreateUser(login, name, office.Id, Password, roles, Machine))).Value!;
        return (await Make("zhang", "张三", Unit, Bureau), await Make("li", "李四"), await Make("wang", "王五", Unit));
    }

    private static AdminActor As(User user) => new(user.Id, user.DisplayName);

    private static Task<AccountOutcome<Deputy>> Name(World world, User principal, User deputy, DateOnly first, DateOnly last, AdminActor? by = null, params RoleGrant[] roles) =>
        world.With<Deputies, AccountOutcome<Deputy>>(d => d.Name(principal.Id, deputy.Id, first, last, roles, by ?? As(principal)));

    private static async Task<ImmutableArray<DeputisedRole>> Roles(World world, User person, DateOnly day)
    {
        var fresh = (await world.Accounts(a => a.FindUser(person.Id)))!;
        return await world.With<Deputies, ImmutableArray<DeputisedRole>>(d => d.RolesOf(fresh, day));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task RolesOf_Deputy_HoldOnlyInThePeriodAndOnlyWhatThePrincipalHolds(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (zhang, li, _) = await Three(world);
        Assert.Empty((await Name(world, zhang, li, First, Last)).Errors);
        Assert.Empty(await Roles(world, li, First.AddDays(-1)));
        Assert.Equal([("单位", "张三"), ("数据局", "张三")], (await Roles(world, li, First)).Select(r => (r.Role, r.For.UserName)).Order());
        Assert.Equal(2, (await Roles(world, li, Last)).Length);
        Assert.Empty(await Roles(world, li, Last.AddDays(1)));
        await world.Accounts(a => a.SetUserRoles(zhang.Id, [Bureau], Machine));
        Assert.Equal(["数据局"], (await Roles(world, li, First)).Select(r => r.Role));
        await world.Accounts(a => a.SetDisabled(zhang.Id, true, Machine));
        Assert.Empty(await Roles(world, li, First));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task RolesOf_RoleThatTheDeputyHasToo_IsTheDeputysOwn(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (zhang, _, wang) = await Three(world);
        await Name(world, zhang, wang, First, Last);
        Assert.Equal(["数据局"], (await Roles(world, wang, First)).Select(r => r.Role));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Name_OverlapsAndChains_AreRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (zhang, li, wang) = await Three(world);
        Assert.Empty((await Name(world, zhang, li, First, Last, null, Bureau)).Errors);
        Assert.Contains("时间重叠", Assert.Single((await Name(world, zhang, wang, Last, Last.AddDays(5), null, Bureau)).Errors), StringComparison.Ordinal);
        Assert.Contains("时间重叠", Assert.Single((await Name(world, zhang, wang, Last, Last.AddDays(5))).Errors), StringComparison.Ordinal);
        Assert.Empty((await Name(world, zhang, wang, Last.AddDays(1), Last.AddDays(5), null, Bureau)).Errors);
        Assert.Empty((await Name(world, zhang, wang, First, Last, null, Unit)).Errors);
        await world.Accounts(a => a.SetUserRoles(li.Id, [Unit], Machine));
        Assert.Contains("正代张三", Assert.Single((await Name(world, li, wang, First, First)).Errors), StringComparison.Ordinal);
        Assert.Contains("张三2026-04-08至2026-04-10自己由李四代", Assert.Single((await Name(world, wang, zhang, Last, Last)).Errors.Where(e => e.Contains("自己由", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Name_WrongInput_SaysEverything(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (zhang, li, wang) = await Three(world);
        var other = (await world.Accounts(a => a.CreateOrganisation("县交通局", null, null, [Unit], Machine))).Value!;
        var stranger = (await world.Accounts(a => a.CreateUser("zhao", "赵六", other.Id, Password, [Unit], Machine))).Value!;
        Assert.Equal(["代理人要是同一个单位的人"], (await Name(world, zhang, stranger, First, Last)).Errors);
        Assert.Equal(["代理人不能是本人"], (await Name(world, zhang, zhang, First, Last)).Errors);
        Assert.Equal(["开始的日子已经过了；从今天或以后写起", "结束的日子在开始以前"], (await Name(world, zhang, li, new DateOnly(2026, 4, 5), new DateOnly(2026, 4, 4))).Errors);
        Assert.Equal(["一次最多代理366天；更长的请由安全管理员调整角色"], (await Name(world, zhang, li, First, First.AddDays(366))).Errors);
        Assert.Equal(["李四没有角色，没有什么要代"], (await Name(world, li, zhang, First, Last)).Errors);
        Assert.Equal(["王五没有这些角色：数据局（county-2026）"], (await Name(world, wang, li, First, Last, null, Bureau)).Errors);
        Assert.True((await Name(world, zhang, li, First, Last, As(wang))).Missing);
        Assert.True((await Name(world, zhang, li, First, Last, new AdminActor(Guid.NewGuid(), "系统") { Kind = AdminKind.System })).Missing);
        Assert.True((await Name(world, zhang, li, First, Last, new AdminActor(Guid.NewGuid(), "别处") { Kind = AdminKind.Security, TerritoryId = Guid.NewGuid() })).Missing);
        Assert.True((await Name(world, zhang, li, First, Last, new AdminActor(Guid.NewGuid(), "安全员") { Kind = AdminKind.Security })).Ok);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task End_BeforeItsLastDay_CountsAtOnceAndIsLogged(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (zhang, li, wang) = await Three(world);
        var named = (await Name(world, zhang, li, First, Last)).Value!;
        Assert.Single(await world.With<Deputies, ImmutableArray<Deputy>>(d => d.Of(li.Id, First)));
        Assert.True((await world.With<Deputies, AccountOutcome<Deputy>>(d => d.End(named.Id, As(wang)))).Missing);
        Assert.True((await world.With<Deputies, AccountOutcome<Deputy>>(d => d.End(named.Id, As(zhang)))).Ok);
        Assert.Equal(["这个代理已经结束"], (await world.With<Deputies, AccountOutcome<Deputy>>(d => d.End(named.Id, As(zhang)))).Errors);
        Assert.Empty(await Roles(world, li, First));
        Assert.Empty(await world.With<Deputies, ImmutableArray<Deputy>>(d => d.Of(zhang.Id, First)));
        var events = (await world.With<AdminLog, AdminEventPage>(l => l.Find(new AdminEventQuery { Kind = AdminEventKind.Deputy }))).Events;
        Assert.Equal(["提前结束代理", "指定代理"], events.Select(e => e.What));
        Assert.Equal("由李四（li）代，2026-04-08至2026-04-10，全部角色", events[1].Details);
        Assert.True((await Name(world, zhang, li, First, Last)).Ok);
    }
}
