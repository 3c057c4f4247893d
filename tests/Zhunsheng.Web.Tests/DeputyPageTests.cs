using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

public sealed class DeputyPageTests
{
    [Fact]
    public async Task Deputy_NamedByTheAbsentPerson_ActsAndTheActSaysForWhom()
    {
        await using var site = await WithColleague();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var shuju = await site.SignedIn("shuju");
        var deputy = await site.SignedIn("tongshi");
        Assert.Equal(404, (await deputy.Get("/cases/" + number)).Status);

        var account = await shuju.Get("/account/password");
        var colleague = account.Document.QuerySelectorAll("#deputy option").Single(o => o.TextContent.Contains("同事", StringComparison.Ordinal)).GetAttribute("value")!;
        var wrong = await shuju.Submit(account, "指定代理人", new() { ["first"] = "2026-02-30" });
        Assert.Equal(422, wrong.Status);
        Assert.Contains("选由谁代理", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("写明开始的日子", wrong.Document.GetElementById("first-e")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-02-30", wrong.Value("first"));
        Assert.Equal(303, (await shuju.Submit(account, "指定代理人", new() { ["deputy"] = colleague, ["first"] = "20260420", ["last"] = "2026-4-21" })).Status);
        Assert.Contains("由同事代我", (await shuju.Get("/account/password")).Text, StringComparison.Ordinal);
        Assert.Contains("代shuju的人", (await deputy.Get("/account/password")).Text, StringComparison.Ordinal);

        var bench = await deputy.Get("/workbench");
        Assert.Contains("代shuju的人", bench.Document.QuerySelector("#mine")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(deputy, number, "审核", "通过")).Status);
        Assert.Contains("同事（代shuju的人）", (await shuju.Get("/cases/" + number)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("代shuju的人", (await shuju.Get("/workbench")).Text, StringComparison.Ordinal);
        await using var scope = site.Services.CreateAsyncScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<ChainVerifier>().VerifyAll(TestContext.Current.CancellationToken)).Findings);
    }

    [Fact]
    public async Task Deputy_AfterTheLastDay_SeesNothingMore()
    {
        await using var site = await WithColleague();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var security = await site.SignedIn("anquan");
        var person = (await security.Get("/admin/grants?q=shuju")).Document.QuerySelectorAll("main tbody tr").First(r => r.TextContent.Contains("shuju的人", StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
        var page = await security.Get(person);
        var colleague = page.Document.QuerySelectorAll("#deputy option").Single(o => o.TextContent.Contains("同事", StringComparison.Ordinal)).GetAttribute("value")!;
        Assert.Equal(303, (await security.Submit(page, "指定代理人", new() { ["deputy"] = colleague, ["first"] = "2026-04-20", ["last"] = "2026-04-20" })).Status);
        var again = await security.Submit(page, "指定代理人", new() { ["deputy"] = colleague, ["first"] = "2026-04-20", ["last"] = "2026-04-22" });
        Assert.Equal(422, again.Status);
        Assert.Contains("时间重叠", again.Text, StringComparison.Ordinal);
        var deputy = await site.SignedIn("tongshi");
        Assert.Equal(200, (await deputy.Get("/cases/" + number)).Status);
        site.Clock.Set(new DateOnly(2026, 4, 21));
        Assert.Equal(404, (await (await site.SignedIn("tongshi")).Get("/cases/" + number)).Status);
    }

    [Fact]
    public async Task Deputy_EndedByAnother_IsNotFound()
    {
        await using var site = await WithColleague();
        var shuju = await site.SignedIn("shuju");
        var account = await shuju.Get("/account/password");
        var colleague = account.Document.QuerySelectorAll("#deputy option").Single(o => o.TextContent.Contains("同事", StringComparison.Ordinal)).GetAttribute("value")!;
        await shuju.Submit(account, "指定代理人", new() { ["deputy"] = colleague, ["first"] = "2026-04-20", ["last"] = "2026-04-21" });
        account = await shuju.Get("/account/password");
        var caizheng = await site.SignedIn("caizheng");
        var token = (await caizheng.Get("/account/password")).Document.QuerySelector("[name=antiforgery]")!.GetAttribute("value")!;
        foreach (var field in account.Document.QuerySelectorAll("[name=antiforgery]"))
        {
            field.SetAttribute("value", token);
        }

        Assert.Equal(404, (await caizheng.Submit(account, "提前结束")).Status);
        Assert.Equal(303, (await shuju.Submit(await shuju.Get("/account/password"), "提前结束")).Status);
        Assert.Contains("现在没有代理", (await shuju.Get("/account/password")).Text, StringComparison.Ordinal);
    }

    /// <summary>The town with a second person in the data office, who has no role.</summary>
    private static async Task<TestSite> WithColleague()
    {
        var site = await new TestSite().WithPeople();
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var office = (await accounts.FindUserByName("shuju"))!.OrganisationId!.Value;
        Assert.Empty((await accounts.CreateUser("tongshi", "同事", office, TestSite.Password, [], new AdminActor(null, "测试"), mustChangePassword: false)).Errors);
        return site;
    }
}
