using Microsoft.Extensions.DependencyInjection;

namespace Zhunsheng.Storage.Tests;

public class ExpertPoolTests
{
    private static readonly AdminActor Machine = new(null, "命令行");
    private static readonly RoleGrant Bureau = new("county-2026", "数据局");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Pool_NumbersOnce_RefusesWhatDoesNotFit_AndTellsOfChanges(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var office = (await world.Accounts(a => a.CreateOrganisation("县数据局", null, null, [Bureau], Machine))).Value!;
        async Task<User> Make(string login, params RoleGrant[] roles) => (await world.Accounts(a => a.CreateUser(login, login, office.Id, "water-2026", roles, Machine))).Value!;
        var (zhang, li, wang) = (await Make("zhang", Bureau), await Make("li", Bureau), await Make("wang"));
        var pool = world.Services.GetRequiredService<ExpertPool>();
        var profile = new ExpertProfile(" 张三 ", "县医院", "", ["网络", "网络", " 安全 "], "", true);
        Task<AccountOutcome<Expert>> Add(User user, ExpertProfile with) => pool.Add("county-2026", "数据局", user.Id, with, Machine);

        var first = (await Add(zhang, profile)).Value!;
        Assert.Equal(("张三 0001", "网络、安全"), (first.Person, string.Join("、", first.SpecialtyList)));
        Assert.Contains("已经在专家库里", Assert.Single((await Add(zhang, profile)).Errors), StringComparison.Ordinal);
        Assert.Contains("没有数据局的角色", Assert.Single((await Add(wang, profile)).Errors), StringComparison.Ordinal);
        Assert.Equal(2, (await Add(li, new ExpertProfile("", new string('长', 101), "", [], "", true))).Errors.Length);
        Assert.Equal(["li"], (await pool.Candidates("county-2026", "数据局")).Select(c => c.UserName));
        Assert.Equal(2, (await Add(li, profile)).Value!.Number);

        var changed = await pool.Change(first.Id, "county-2026", first.Version, profile with { Active = false }, Machine);
        Assert.Empty(changed.Errors);
        Assert.Contains("别人改过", Assert.Single((await pool.Change(first.Id, "county-2026", first.Version, profile, Machine)).Errors), StringComparison.Ordinal);
        Assert.Equal([(1, false), (2, true)], (await pool.All("county-2026", "数据局")).Select(e => (e.Number, e.Active)));
        Assert.Empty(await pool.All("county-2026", "单位"));
        Assert.Contains("没有这个人", Assert.Single((await pool.Change(first.Id, "other-2026", 1, profile, Machine)).Errors), StringComparison.Ordinal);
    }
}
