namespace Zhunsheng.Storage.Tests;

public class AdminLogTests
{
    private const string Password = "water-2026";
    private static readonly AdminActor Machine = new(null, "命令行");

    private static async Task<World> WithEntries(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        await world.Accounts(a => a.CreateAdministrator("admin", "管理员", Password, Machine));
        await world.Accounts(a => a.CheckPassword("admin", "wrong", "10.0.0.7"));
        await world.Accounts(a => a.CheckPassword("admin", Password, "10.0.0.7"));
        await world.Accounts(a => a.CheckPassword("nobody", Password, "10.0.0.8"));
        return world;
    }

    private static Task<AdminEventPage> Find(World world, AdminEventQuery query) => world.With<AdminLog, AdminEventPage>(l => l.Find(query));

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_SignIns_TellWhoFromWhereAndHowItEnded(DatabaseProvider provider)
    {
        await using var world = await WithEntries(provider);
        var found = await Find(world, new AdminEventQuery { Kind = AdminEventKind.SignIn });
        Assert.Equal(3, found.Total);
        Assert.Equal(
            [("登录失败：没有这个账号", "nobody", "10.0.0.8"), ("登录", "admin", "10.0.0.7"), ("登录失败：密码不对", "admin", "10.0.0.7")], found.Events.Select(e => (e.What, e.Subject, e.Address)));
        Assert.Equal(2, (await Find(world, new AdminEventQuery { Kind = AdminEventKind.SignIn, Person = "admin" })).Total);
        Assert.Equal(5, (await Find(world, new AdminEventQuery { From = new DateOnly(2026, 4, 6), To = new DateOnly(2026, 4, 6) })).Total);
        Assert.Equal(0, (await Find(world, new AdminEventQuery { From = new DateOnly(2026, 4, 7) })).Total);
        Assert.Equal(0, (await Find(world, new AdminEventQuery { To = new DateOnly(2026, 4, 5) })).Total);
        Assert.Single((await Find(world, new AdminEventQuery { Size = 2, Page = 3 })).Events);
        Assert.Equal(0, (await Find(world, new AdminEventQuery { TerritoryId = Guid.NewGuid() })).Total);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "UPDATE admin_events SET subject = '别人' WHERE number = 2", "#: 管理日志第2条的内容与摘要不符，被改动过")]
    [InlineData(DatabaseProvider.PostgreSql, "UPDATE admin_events SET address = '' WHERE number = 3", "#: 管理日志第3条的内容与摘要不符，被改动过")]
    [InlineData(DatabaseProvider.Sqlite, "DELETE FROM admin_events WHERE number = 3", "#: 管理日志缺少第3条")]
    [InlineData(DatabaseProvider.PostgreSql, "DELETE FROM admin_events WHERE number = 5", "#: 管理日志记着最后是第5条，存着的最后是第4条，或摘要不符")]
    [InlineData(DatabaseProvider.Sqlite, "UPDATE admin_log SET number = 4", "#: 管理日志记着最后是第4条，存着的最后是第4条，或摘要不符")]
    [InlineData(DatabaseProvider.PostgreSql, "UPDATE admin_events SET number = 0 WHERE number = 5", "#: 管理日志里有1条不在链上，不是本程序写的")]
    public async Task Verify_LogTamperedWith_SaysWhere(DatabaseProvider provider, string statement, string expected)
    {
        await using var world = await WithEntries(provider);
        await world.Tamper(statement);
        Assert.Contains(expected, await world.Verify());
        await world.Startup.Prepare();
        Assert.Contains(expected, await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_ManyAtOnce_MakeOneChain(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => world.Accounts(async a =>
        {
            await a.LogRefusal(null, $"u{i}", "x", "");
            return 0;
        }))));
        Assert.Equal(13, (await Find(world, new AdminEventQuery())).Events.Select(e => e.Number).Distinct().Count());
        Assert.Empty(await world.Verify());
    }
}
