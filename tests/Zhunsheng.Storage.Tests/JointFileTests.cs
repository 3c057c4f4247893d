using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

/// <summary>Files that name several organisations for one role: each has it on its desk and in its list, others have not.</summary>
public class JointFileTests
{
    private const string Text = """
        id: joint-2026
        version: 1
        title: 某区信息化项目办法
        issuer: 某区人民政府
        jurisdiction: {name: 某区, level: 旗县市区}
        number_prefix: QX
        articles_count: 1
        roles: {单位: {own: true}, 参建单位: {named: 参建部门}}
        phases: [申报]
        kinds: {项目: {title: 项目名称}}
        articles:
          第一条:
            gist: 几家一起建
            facts: {参建部门: {type: list}}
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 参建部门]}
              会商: {phase: 申报, by: 参建单位, after: [登记], repeats: true}
              确认: {phase: 申报, by: 参建单位, after: [登记], each: {name: 谁, in: 参建部门}}
        """;

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task JointFile_LiesOnTheDeskOfEachNamed_ConfirmationsOnTheirOwn(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await Open(world, "水文局", "林业局");
        Assert.Equal(["会商", "确认\"水文局\""], await Desk(world, "水文局"));
        Assert.Equal(["会商", "确认\"林业局\""], await Desk(world, "林业局"));
        Assert.Empty(await Desk(world, "教育局"));
        Assert.Single((await world.Store.Search(new CaseQuery { OwnerId = Guid.NewGuid(), NamedAs = "林业局" })).Rows);
        Assert.Empty((await world.Store.Search(new CaseQuery { OwnerId = Guid.NewGuid(), NamedAs = "教育局" })).Rows);
        Assert.Empty((await world.Store.Search(new CaseQuery { OwnerId = Guid.NewGuid(), NamedAs = "林" })).Rows);

        var confirmed = await world.Store.Append(new ActSubmission(
            Guid.NewGuid(), By("水文局"), file.Id, file.Head, new ActProposal("确认", "提交", ImmutableDictionary<string, Feel.FeelValue>.Empty) { Key = Feel.FeelValue.Of("水文局") }));
        Assert.IsType<AppendResult.Done>(confirmed);
        Assert.Equal(["会商"], await Desk(world, "水文局"));
        Assert.Equal(["会商", "确认\"林业局\""], await Desk(world, "林业局"));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task JointFile_NamingAnOrganisationWithoutTheRole_IsRefused(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        foreach (var name in new[] { "水文局", "林业局" })
        {
            await world.Accounts(a => a.CreateOrganisation(name, null, null, [new RoleGrant("joint-2026", "参建单位")], new AdminActor(null, "测试")));
        }

        await world.Accounts(a => a.CreateOrganisation("教育局", null, null, [new RoleGrant("joint-2026", "单位")], new AdminActor(null, "测试")));
        var refused = Assert.IsType<AppendResult.Refused>(await Try(world, "水文局", "教育局"));
        Assert.Equal("没有叫“教育局”的参建单位，可选：林业局、水文局；新的单位请管理员先登记", Assert.Single(refused.Check.Fields).Message);
        Assert.IsType<AppendResult.Done>(await Try(world, "水文局", "林业局"));
    }

    private static async Task<World> Start(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        Directory.CreateDirectory(Path.Combine(world.Rulebooks, "joint-2026"));
        await File.WriteAllTextAsync(Path.Combine(world.Rulebooks, "joint-2026", "rulebook.yaml"), Text);
        await world.Library.Reload();
        return world;
    }

    private static Actor By(string organisation) => new(Guid.NewGuid(), "李四", Guid.NewGuid(), organisation, "参建单位");

    private static Task<AppendResult> Try(World world, params string[] names) => world.Store.Append(new OpeningSubmission(
        Guid.NewGuid(), CaseBuilder.Unit, "joint-2026", new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", "流域监测"), ("参建部门", names)))));

    private static async Task<CaseFile> Open(World world, params string[] names) => World.Done(await Try(world, names)).File;

    private static async Task<string[]> Desk(World world, string organisation) =>
        [.. (await world.Store.WorkItems(new WorkItemQuery { Roles = [("joint-2026", "参建单位")], OrganisationId = Guid.NewGuid(), OrganisationName = organisation })).Select(i => i.Step + i.Key).Order(StringComparer.Ordinal)];
}
