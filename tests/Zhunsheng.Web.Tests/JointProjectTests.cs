using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>A project of several organisations: the lead names the others, who then see the file and confirm their part.</summary>
public sealed class JointProjectTests
{
    private const string List = "f.参建单位名单";

    [Fact]
    public async Task Participants_ArePickedFromThoseRegistered_AnotherNameIsRefused()
    {
        await using var site = await Joint();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var form = await jia.Get($"/cases/{number}/steps/约参建单位");
        Assert.Equal(["镇供水站", "镇文旅办", "镇林业站"], form.Document.QuerySelectorAll($"[name='{List}']").Select(b => b.GetAttribute("value")!).Order(StringComparer.Ordinal));
        form.Document.QuerySelector($"[name='{List}']")!.SetAttribute("value", "县水利局");
        var refused = await jia.Submit(form, "提交", new() { [List] = "县水利局|镇林业站" });
        Assert.Equal(422, refused.Status);
        Assert.Contains("没有叫“县水利局”的参建单位", refused.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(await jia.Get($"/cases/{number}/steps/约参建单位"), "提交", new() { [List] = "镇供水站|镇林业站" })).Status);
    }

    [Fact]
    public async Task Participants_SeeTheFile_OthersDoNot_AndStandOnItsPage()
    {
        await using var site = await Joint();
        var (jia, number) = await Named(site);
        var page = await jia.Get("/cases/" + number);
        var panel = page.Document.GetElementById("participants")!.Closest("section")!;
        Assert.Equal(["甲单位案卷所属单位", "镇供水站参建单位", "镇林业站参建单位"], panel.QuerySelectorAll("li").Select(l => l.TextContent.Trim()));
        foreach (var name in new[] { "gongshui", "linye" })
        {
            var there = await site.SignedIn(name);
            Assert.Equal(200, (await there.Get("/cases/" + number)).Status);
            Assert.Contains(number, (await there.Get("/projects")).Text, StringComparison.Ordinal);
            Assert.Contains(number, (await there.Get("/workbench")).Text, StringComparison.Ordinal);
        }

        var stranger = await site.SignedIn("wenlv");
        Assert.Equal(404, (await stranger.Get("/cases/" + number)).Status);
        Assert.Equal(404, (await stranger.Get($"/cases/{number}/acts/1/receipt")).Status);
        Assert.DoesNotContain(number, (await stranger.Get("/projects")).Text + (await stranger.Get("/workbench")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Participant_ConfirmsItsOwnPartOnly()
    {
        await using var site = await Joint();
        var (jia, number) = await Named(site);
        var gongshui = await site.SignedIn("gongshui");
        var own = KeyAddress(number, "镇供水站");
        Assert.Equal(403, (await gongshui.Get(KeyAddress(number, "镇林业站"))).Status);
        Assert.Equal(403, (await jia.Get(own)).Status);
        Assert.Equal(404, (await (await site.SignedIn("wenlv")).Get(own)).Status);
        Assert.Equal(303, (await gongshui.Submit(await gongshui.Get(own), "提交", new() { ["f.分工确认"] = "建供水部分" })).Status);
        Assert.DoesNotContain("确认分工（镇供水站）", (await gongshui.Get("/workbench")).Text, StringComparison.Ordinal);
        var linye = await site.SignedIn("linye");
        Assert.Contains("镇林业站", (await linye.Get("/workbench")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await linye.Submit(await linye.Get(KeyAddress(number, "镇林业站")), "提交", new() { ["f.分工确认"] = "建林业部分" })).Status);
        Assert.Contains("建供水部分", (await jia.Get($"/cases/{number}/acts/3")).Text, StringComparison.Ordinal);
    }

    private static string KeyAddress(string number, string name) => $"/cases/{number}/steps/确认分工?key={Uri.EscapeDataString($"\"{name}\"")}";

    private static async Task<(Browser Lead, string Number)> Named(TestSite site)
    {
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        Assert.Equal(303, (await Town.Act(jia, number, "约参建单位", "提交", new() { [List] = "镇供水站|镇林业站" })).Status);
        return (jia, number);
    }

    private static async Task<TestSite> Joint()
    {
        var site = await new TestSite().WithPeople();
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var (login, office) in new[] { ("gongshui", "镇供水站"), ("linye", "镇林业站"), ("wenlv", "镇文旅办") })
        {
            var grants = new[] { new RoleGrant(TownRulebook.Id, "参建单位") };
            var organisation = await accounts.CreateOrganisation(office, null, null, grants, by);
            Assert.Empty((await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
        }

        return site;
    }
}
