using Microsoft.Extensions.DependencyInjection;

namespace Zhunsheng.Storage.Tests;

public class TokenTests
{
    private static readonly AdminActor By = new(null, "测试");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Issue_KeepsNoSecret_FindGivesItsRoles_RevokeEndsIt(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var grants = new[] { new RoleGrant("county-2026", "单位"), new RoleGrant("county-2026", "数据局") };
        var unit = (await world.Accounts(a => a.CreateOrganisation("甲单位", null, null, grants, By))).Value!;
        var today = DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).DateTime);
        var issued = (await Desk(world, d => d.Issue(unit.Id, " 项目系统 ", grants, today.AddDays(1), By))).Value!;
        Assert.Matches("^zsk_[A-Za-z0-9_-]{43}$", issued.Secret);
        var stored = await world.Query(d => Task.FromResult(d.ApiTokens.Single()));
        Assert.Equal(("项目系统", issued.Secret[..10], 64), (stored.Name, stored.Hint, stored.SecretDigest.Length));
        Assert.DoesNotContain(issued.Secret, stored.SecretDigest, StringComparison.Ordinal);

        var found = (await Desk(world, d => d.Find(issued.Secret)))!;
        Assert.Equal(("接口：项目系统", "甲单位", 2), (found.ActorName, found.Organisation!.Name, found.Roles.Count));
        Assert.NotNull((await Desk(world, d => d.Of(unit.Id))).Single().LastUsed);
        Assert.Null(await Desk(world, d => d.Find(issued.Secret + "x")));
        Assert.Null(await Desk(world, d => d.Find("")));
        Assert.Null(await Desk(world, d => d.Find(new string('a', 10_000))));

        await world.Accounts(a => a.SetOrganisationRoles(unit.Id, [grants[0]], By));
        Assert.Equal(["单位"], (await Desk(world, d => d.Find(issued.Secret)))!.Roles.Select(r => r.Role));

        Assert.Equal((null, null, "凭证已经过期"), (found.UnusableOn(today), found.UnusableOn(today.AddDays(1)), found.UnusableOn(today.AddDays(2))));
        Assert.False((await Desk(world, d => d.Revoke(Guid.NewGuid(), found.Id, By))).Ok);
        Assert.True((await Desk(world, d => d.Revoke(unit.Id, found.Id, By))).Ok);
        Assert.Equal("凭证已经吊销", (await Desk(world, d => d.Find(issued.Secret)))!.UnusableOn(today));
        await using var scope = world.Services.CreateAsyncScope();
        var log = (await scope.ServiceProvider.GetRequiredService<AdminLog>().Find(new AdminEventQuery())).Events;
        Assert.Contains(log, e => e is { What: "发放接口凭证", Subject: "甲单位：项目系统", Kind: AdminEventKind.Grant });
        Assert.Contains(log, e => e is { What: "吊销接口凭证", Subject: "甲单位：项目系统", Kind: AdminEventKind.Grant });
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Issue_IsTheSecurityAdministratorsWork_WithinTheJurisdictionOnly(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var role = new RoleGrant("county-2026", "单位");
        var unit = (await world.Accounts(a => a.CreateOrganisation("甲单位", null, null, [role], By))).Value!;
        var today = DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).DateTime);
        var security = new AdminActor(Guid.NewGuid(), "安全员") { Kind = AdminKind.Security };
        foreach (var kind in new AdminKind?[] { AdminKind.System, AdminKind.Audit, null })
        {
            Assert.True((await Desk(world, d => d.Issue(unit.Id, "x", [role], today, security with { Kind = kind }))).Forbidden);
        }

        Assert.True((await Desk(world, d => d.Issue(unit.Id, "x", [role], today, security with { TerritoryId = Guid.NewGuid() }))).Missing);
        var issued = (await Desk(world, d => d.Issue(unit.Id, "x", [role], today, security))).Value!;
        Assert.True((await Desk(world, d => d.Revoke(unit.Id, issued.Token.Id, security with { Kind = AdminKind.System }))).Forbidden);
        Assert.True((await Desk(world, d => d.Revoke(unit.Id, issued.Token.Id, security with { TerritoryId = Guid.NewGuid() }))).Missing);
        Assert.Equal(1, (await Desk(world, d => d.Usable(today)))[unit.Id]);
        Assert.Empty(await Desk(world, d => d.Usable(today.AddDays(1))));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Issue_WithBadInput_SaysEverythingThatIsWrong(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var role = new RoleGrant("county-2026", "单位");
        var unit = (await world.Accounts(a => a.CreateOrganisation("甲单位", null, null, [role], By))).Value!;
        var today = DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).DateTime);
        Assert.Equal(["没有这个单位"], (await Desk(world, d => d.Issue(Guid.NewGuid(), "x", [role], today, By))).Errors);
        Assert.Equal(3, (await Desk(world, d => d.Issue(unit.Id, " ", [], null, By))).Errors.Length);
        Assert.Contains("没有这些角色：数据局", (await Desk(world, d => d.Issue(unit.Id, "x", [new RoleGrant("county-2026", "数据局")], today, By))).Errors.Single(), StringComparison.Ordinal);
        foreach (var day in new[] { today.AddDays(-1), today.AddYears(3).AddDays(1) })
        {
            Assert.Contains("到期日", (await Desk(world, d => d.Issue(unit.Id, "x", [role], day, By))).Errors.Single(), StringComparison.Ordinal);
        }

        Assert.Contains("40字", (await Desk(world, d => d.Issue(unit.Id, new string('长', 41), [role], today, By))).Errors.Single(), StringComparison.Ordinal);
        Assert.Contains("系统名称", (await Desk(world, d => d.Issue(unit.Id, "a\0b", [role], today, By))).Errors.Single(), StringComparison.Ordinal);
        var first = (await Desk(world, d => d.Issue(unit.Id, "x", [role], today.AddYears(3), By))).Value!;
        Assert.Contains("已经有", (await Desk(world, d => d.Issue(unit.Id, "x", [role], today, By))).Errors.Single(), StringComparison.Ordinal);
        await Desk(world, d => d.Revoke(unit.Id, first.Token.Id, By));
        Assert.True((await Desk(world, d => d.Issue(unit.Id, "x", [role], today, By))).Ok);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Uploads_AreFoundByTheirOrganisationOnly_AlsoWhenSentTwiceAtOnce(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var uploads = world.Services.GetRequiredService<Uploads>();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        var file = new StoredAttachment(new string('a', 64), "一.pdf", 7, "application/pdf");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => uploads.Add(mine, file))));
        await uploads.Add(mine, file with { FileName = "二.pdf" });
        Assert.Equal("二.pdf", (await uploads.Find(mine, file.Digest))!.FileName);
        Assert.Null(await uploads.Find(other, file.Digest));
        Assert.Null(await uploads.Find(mine, new string('b', 64)));
    }

    internal static async Task<T> Desk<T>(World world, Func<TokenDesk, Task<T>> work)
    {
        await using var scope = world.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TokenDesk>());
    }
}
