using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Tests;

public class TerritoryTests
{
    private static readonly AdminActor Machine = new(null, "命令行");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Reload_RulebookOfNoJurisdiction_MakesOneOnce(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await using var again = World.On(world.Options);
        await again.Library.Reload();
        var place = Assert.Single(await world.With<Territories, System.Collections.Immutable.ImmutableArray<Territory>>(t => t.All()));
        Assert.Equal(("某县", null, "county-2026"), (place.Name, place.Code, place.Rulebooks.Single().RulebookId));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Change_NameCodeAndRulebooks_AreChecked(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        Task<AccountOutcome<Territory>> With(Func<Territories, Task<AccountOutcome<Territory>>> work) => world.With(work);
        Assert.Equal(["写地区名称，不超过100字", "区划代码“12”不对：要六位数字，前两位是省，中两位是市，后两位是县，例如 230000"], (await With(t => t.Create(" ", "12", Machine))).Errors);
        Assert.Equal(["已经有叫“某县”的地区"], (await With(t => t.Create("某县", null, Machine))).Errors);
        var other = (await With(t => t.Create("邻县", "２３０１０２", Machine))).Value!;
        Assert.Equal("230102", other.Code);
        Assert.Contains("已经是邻县的", Assert.Single((await With(t => t.Create("第三县", "230102", Machine))).Errors), StringComparison.Ordinal);
        Assert.True((await With(t => t.Assign("county-2026", other.Id, Machine))).Ok);
        var office = (await world.Accounts(a => a.CreateOrganisation("县水利局", null, null, [new RoleGrant("county-2026", "单位")], Machine))).Value!;
        Assert.Equal(other.Id, office.TerritoryId);
        var county = (await world.With<Territories, System.Collections.Immutable.ImmutableArray<Territory>>(t => t.All())).Single(t => t.Name == "某县");
        Assert.Contains("1家单位有它的角色", Assert.Single((await With(t => t.Assign("county-2026", county.Id, Machine))).Errors), StringComparison.Ordinal);
        Assert.Equal(["没有叫“nowhere”的规则手册"], (await With(t => t.Assign("nowhere", county.Id, Machine))).Errors);
        Assert.True((await With(t => t.Change(Guid.NewGuid(), "x", null, Machine))).Missing);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Prepare_InstallationFromBeforeJurisdictions_IsPutInOrder(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        World.WriteRulebooks(options);
        await using var world = World.Owning(options);
        await world.Query(async d =>
        {
            await d.GetService<IMigrator>().MigrateAsync("00000000000004_registers");
            return 0;
        });
        const string office = "00000000-0000-0000-0000-0000000000A1";
        const string user = "00000000-0000-0000-0000-0000000000B1";
        const string admin = "00000000-0000-0000-0000-0000000000B2";
        const string role = "00000000-0000-0000-0000-0000000000C1";
        const string column = "security_stamp, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, disabled, must_change_password";
        const string value = "'s', false, false, false, true, 0, false, false";
        await world.Tamper($"""
            INSERT INTO organisations (id, name, short, created) VALUES ('{office}', '县水利局', '水利局', '2026-01-01 00:00:00');
            INSERT INTO organisation_roles (organisation_id, rulebook_id, role) VALUES ('{office}', 'county-2026', '单位');
            INSERT INTO users (id, user_name, normalized_user_name, display_name, organisation_id, {column}) VALUES ('{user}', 'ｌｉｓｉ', 'ＬＩＳＩ', '李四', '{office}', {value});
            INSERT INTO users (id, user_name, normalized_user_name, display_name, {column}) VALUES ('{admin}', 'root', 'ROOT', '管理员', {value});
            INSERT INTO identity_roles (id, name, normalized_name) VALUES ('{role}', '系统管理员', '系统管理员');
            INSERT INTO identity_user_roles (user_id, role_id) VALUES ('{admin}', '{role}');
            INSERT INTO admin_events (id, at, by_name, what, subject, details) VALUES ('00000000-0000-0000-0000-0000000000D2', '2026-02-02 00:00:00', '命令行', '新建账号', 'lisi', '');
            INSERT INTO admin_events (id, at, by_name, what, subject, details) VALUES ('00000000-0000-0000-0000-0000000000D1', '2026-02-01 00:00:00', '命令行', '新建单位', '县水利局', '');
            INSERT INTO access_refusals (id, at, user_name, what, address) VALUES ('00000000-0000-0000-0000-0000000000E1', '2026-02-03 00:00:00', 'lisi', '案卷 MX-2026-0001', '10.0.0.1');
            """);

        await world.Startup.Prepare();
        await world.Library.Reload();

        var person = (await world.Accounts(a => a.FindUserByName("lisi")))!;
        Assert.Equal(("lisi", "某县"), (person.UserName, person.Organisation!.Territory!.Name));
        Assert.Equal(["单位"], person.Organisation.Roles.Select(r => r.Role));
        Assert.Equal(AdminKind.System, (await world.Accounts(a => a.FindUserByName("root")))!.AdminKind);
        var events = (await world.With<AdminLog, AdminEventPage>(l => l.Find(new AdminEventQuery()))).Events;
        Assert.Equal(["新建单位", "新建账号", "案卷 MX-2026-0001", "新建地区", "单位归入地区"], events.Reverse().Select(e => e.What));
        Assert.Equal((AdminEventKind.Refusal, "lisi", "10.0.0.1"), (events[2].Kind, events[2].Subject, events[2].Address));
        Assert.Empty(await world.Verify());
        await world.Startup.Prepare();
        Assert.Empty(await world.Verify());
    }
}
