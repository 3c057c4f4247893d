using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>The supervisor: only the projects that name it, its logs and notices, and the builder's answers.</summary>
public sealed class SupervisionPageTests
{
    [Fact]
    public async Task Supervisor_SeesOnlyItsProjects_AndFollowsANoticeToItsEnd()
    {
        await using var site = await new TestSite().WithPeople();
        await Supervisors(site, ("jianli", "某监理公司"), ("bieren", "别的监理公司"));
        var (jia, number) = await MoneyPageTests.Approved(site);
        var other = await Town.Declare(jia, "没有监理的");
        Assert.Equal(404, (await (await site.SignedIn("jianli")).Get($"/cases/{number}")).Status);
        Assert.Equal(303, (await Town.Act(jia, number, "请监理", "提交", new() { ["f.监理名称"] = "某监理公司", ["f.目标"] = "一次办成" })).Status);

        var jianli = await site.SignedIn("jianli");
        var desk = await jianli.Get("/supervision");
        Assert.Equal(200, desk.Status);
        Assert.Equal(["镇办事平台"], desk.Document.GetElementById("projects-h")!.Closest("section")!.QuerySelectorAll("tbody a.name").Select(a => a.TextContent));
        Assert.DoesNotContain("没有监理的", desk.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await jianli.Get($"/cases/{other}")).Status);
        Assert.Equal("监理", desk.Document.QuerySelector(".nav a[aria-current=page]")!.TextContent);

        Assert.Equal(303, (await Town.Act(jianli, number, "写日志", "提交", new() { ["f.日志日"] = "2026-04-18", ["f.日志"] = "设备进场" })).Status);
        var early = await Town.Act(jianli, number, "写日志", "提交", new() { ["f.日志日"] = "2026-04-21", ["f.日志"] = "明天的事" });
        Assert.Equal(422, early.Status);
        Assert.Equal("明天的事", early.Value("f.日志"));
        Assert.Equal(303, (await Town.Act(jianli, number, "发通知", "提交", new() { ["f.通知事"] = "线路没有标牌", ["f.回复日"] = "2026-04-27" })).Status);
        desk = await jianli.Get("/supervision?month=2026-04");
        Assert.Contains("2026-04-18的日志", desk.Document.QuerySelector(".log-days a")!.GetAttribute("aria-label")!, StringComparison.Ordinal);
        Assert.Contains("线路没有标牌", desk.Document.GetElementById("unanswered-h")!.Closest("section")!.TextContent, StringComparison.Ordinal);

        site.Clock.Set(new DateOnly(2026, 4, 28));
        jia = await site.SignedIn("jia");
        var case1 = await jia.Get($"/cases/{number}");
        var row = case1.Document.GetElementById("supervision")!.QuerySelector("tbody tr")!;
        Assert.Contains("等回复", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("逾1天", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(await jia.Get(row.QuerySelector("a.btn")!.GetAttribute("href")!), "提交", new() { ["f.回复"] = "都贴了" })).Status);

        jianli = await site.SignedIn("jianli");
        desk = await jianli.Get("/supervision");
        Assert.Contains("没有等回复的", desk.Text, StringComparison.Ordinal);
        var check = desk.Document.GetElementById("unchecked-h")!.Closest("section")!.QuerySelector("a.btn")!.GetAttribute("href")!;
        Assert.Equal(303, (await jianli.Submit(await jianli.Get(check), "没办好")).Status);
        Assert.Contains("线路没有标牌", (await jianli.Get("/supervision")).Document.GetElementById("unanswered-h")!.Closest("section")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("某监理公司", (await jia.Get("/supervision")).Document.GetElementById("projects-h")!.Closest("section")!.QuerySelector("tbody tr")!.Children[1].TextContent);
    }

    [Fact]
    public async Task Supervisor_OfAnother_AndOffices_AreTurnedAway()
    {
        await using var site = await new TestSite().WithPeople();
        await Supervisors(site, ("jianli", "某监理公司"), ("bieren", "别的监理公司"));
        var (jia, number) = await MoneyPageTests.Approved(site);
        await Town.Act(jia, number, "请监理", "提交", new() { ["f.监理名称"] = "某监理公司", ["f.目标"] = "一次办成" });
        var bieren = await site.SignedIn("bieren");
        var desk = await bieren.Get("/supervision");
        Assert.Contains("现在没有", desk.Document.GetElementById("projects-h")!.Closest("section")!.TextContent, StringComparison.Ordinal);
        foreach (var address in new[] { $"/cases/{number}", $"/cases/{number}/money", $"/cases/{number}/steps/写日志" })
        {
            Assert.Equal(404, (await bieren.Get(address)).Status);
        }

        Assert.Equal(404, (await (await site.SignedIn("guanli")).Get("/supervision")).Status);
        Assert.Equal(404, (await (await site.SignedIn("caizheng")).Get("/supervision")).Status);
        Assert.Equal(403, (await jia.Get($"/cases/{number}/steps/写日志")).Status);
    }

    private static async Task Supervisors(TestSite site, params (string Login, string Name)[] people)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        foreach (var (login, name) in people)
        {
            var grants = new[] { new RoleGrant(TownRulebook.Id, "监理") };
            var organisation = await accounts.CreateOrganisation(name, null, null, grants, new AdminActor(null, "测试"));
            Assert.Empty(organisation.Errors);
            Assert.Empty((await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, TestSite.Password, grants, new AdminActor(null, "测试"), mustChangePassword: false)).Errors);
        }
    }
}
