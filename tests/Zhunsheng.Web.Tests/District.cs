using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>A site with the district that plans its projects: he and lu are units, bian compiles, cai countersigns, fu decides.</summary>
internal static class District
{
    /// <summary>The site, on a day within the window of declaration.</summary>
    public static async Task<TestSite> Site()
    {
        var site = new TestSite();
        Directory.CreateDirectory(Path.Combine(site.Rulebooks, PlanRulebook.Id));
        await File.WriteAllTextAsync(Path.Combine(site.Rulebooks, PlanRulebook.Id, "rulebook.yaml"), PlanRulebook.Text);
        await site.WithPeople();
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var (login, office, role) in new[] { ("he", "河务局", "单位"), ("lu", "公路局", "单位"), ("bian", "区编办", "编办"), ("bian2", "区编办二科", "编办"), ("cai", "区财办", "财办"), ("fu", "区府办", "府办") })
        {
            var grants = new[] { new RoleGrant(PlanRulebook.Id, role) };
            var organisation = await accounts.CreateOrganisation(office, null, null, grants, by);
            Assert.Empty(organisation.Errors);
            Assert.Empty((await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
        }

        return site;
    }

    /// <summary>Declares a project for 2027. Returns its number.</summary>
    public static async Task<string> Declare(Browser unit, string name, string money, string amount)
    {
        var opened = await unit.Submit(await unit.Get($"/projects/new?rulebook={PlanRulebook.Id}&step=登记"), "提交", new() { ["f.项目名称"] = name, ["f.总投资"] = money, ["f.门类"] = "新的" });
        Assert.True(opened.Status == 303, opened.Text);
        var number = opened.Location!.Split('/')[2].Split('?')[0];
        Assert.Equal(303, (await Town.Act(unit, number, "申报", "提交", new() { ["f.计划年度"] = "2027", ["f.年度要钱"] = amount })).Status);
        return number;
    }

    /// <summary>Begins the plan of 2027. Returns its number.</summary>
    public static async Task<string> Begin(Browser office)
    {
        var opened = await office.Submit(await office.Get($"/projects/new?rulebook={PlanRulebook.Id}&step=征集"), "提交", new() { ["f.计划年度"] = "2027", ["f.计划的名称"] = "二七年计划" });
        Assert.True(opened.Status == 303, opened.Text);
        return Uri.UnescapeDataString(opened.Location!.Split('/')[2].Split('?')[0]);
    }
}
