using System.Globalization;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

public sealed class AdministratorPagesTests
{
    private static readonly string[] s_everybody = ["guanli", "anquan", "shenjiyuan", "shuju"];

    private static readonly AdminActor s_machine = new(null, "测试");

    /// <summary>Every page and every form of the administration, and the one who may have it. {o} an organisation, {u} an account, {j} a jurisdiction, {d} a deputy's appointment.</summary>
    public static TheoryData<string, bool, string> Addresses => new()
    {
        { "/admin/accounts", false, "guanli" },
        { "/admin/accounts", true, "guanli" },
        { "/admin/accounts/{u}", false, "guanli" },
        { "/admin/accounts/{u}/password", true, "guanli" },
        { "/admin/accounts/{u}/disabled", true, "guanli" },
        { "/admin/rulebooks", false, "guanli" },
        { "/admin/organisations", false, "guanli" },
        { "/admin/organisations", true, "guanli" },
        { "/admin/organisations/{o}", false, "guanli" },
        { "/admin/organisations/{o}", true, "guanli" },
        { "/admin/organisations/{o}/roles", true, "guanli" },
        { "/admin/organisations/{o}/jurisdiction", true, "guanli" },
        { "/admin/organisations/{o}/accounts", true, "guanli" },
        { "/admin/jurisdictions", false, "guanli" },
        { "/admin/jurisdictions", true, "guanli" },
        { "/admin/jurisdictions/{j}", true, "guanli" },
        { "/admin/jurisdictions/{j}/rulebooks", true, "guanli" },
        { "/admin/import", false, "guanli" },
        { "/admin/import/organisations.xlsx", false, "guanli" },
        { "/admin/import/people.xlsx", false, "guanli" },
        { "/admin/import/organisations", true, "guanli" },
        { "/admin/import/people", true, "guanli" },
        { "/admin/grants", false, "anquan" },
        { "/admin/grants", true, "anquan" },
        { "/admin/grants/{u}", false, "anquan" },
        { "/admin/grants/{u}/roles", true, "anquan" },
        { "/admin/grants/{u}/decline", true, "anquan" },
        { "/admin/grants/{u}/withdraw", true, "anquan" },
        { "/admin/grants/{u}/lock", true, "anquan" },
        { "/admin/grants/{u}/deputies", true, "anquan" },
        { "/admin/policy", false, "anquan" },
        { "/admin/log", false, "shenjiyuan" },
        { "/admin/log.xlsx", false, "shenjiyuan" },
    };

    [Fact]
    public async Task Addresses_OfEveryAdministrator_ExistForThatOneOnly_AndRefusalsAreLogged()
    {
        await using var site = await new TestSite().WithPeople();
        var browsers = new Dictionary<string, Browser>();
        foreach (var login in s_everybody)
        {
            browsers[login] = await site.SignedIn(login);
        }

        var (person, office, place) = await Ids(site);
        var wrong = new List<string>();
        var refused = 0;
        foreach (var (pattern, post, owner) in Addresses.Select(r => ((string)r.Data.Item1, r.Data.Item2, (string)r.Data.Item3)))
        {
            var address = pattern.Replace("{u}", person, StringComparison.Ordinal).Replace("{o}", office, StringComparison.Ordinal).Replace("{j}", place, StringComparison.Ordinal);
            foreach (var login in s_everybody)
            {
                var answer = post ? await Post(browsers[login], address) : await browsers[login].Get(address);
                var good = login == owner ? answer.Status is 200 or 303 or 422 : answer.Status == 404;
                refused += login == owner ? 0 : 1;
                if (!good)
                {
                    wrong.Add($"{login} {(post ? "POST" : "GET")} {address}: {answer.Status}");
                }
            }

            if (!post)
            {
                Assert.Equal(302, (await site.Browser().Get(address)).Status);
            }
        }

        Assert.Equal([], wrong);
        var log = await browsers["shenjiyuan"].Get("/admin/log?kind=Refusal");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"共{refused}个"), log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdministratorOfAnotherJurisdiction_GetsNothingOfThisOne_NotEvenCounts()
    {
        await using var site = new TestSite();
        TownRulebook.WriteNeighbour(site.Rulebooks);
        await site.WithPeople();
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var other = (await scope.ServiceProvider.GetRequiredService<Territories>().All(cancel: TestContext.Current.CancellationToken)).Single(t => t.Name == "邻镇");
            foreach (var (login, kind) in new[] { ("guanli2", AdminKind.System), ("anquan2", AdminKind.Security), ("shenji2", AdminKind.Audit) })
            {
                Assert.Empty((await accounts.CreateAdministrator(login, login, TestSite.Password, s_machine, kind, other.Id)).Errors);
            }
        }

        var (person, office, place) = await Ids(site);
        var (system, security, audit) = (await site.SignedIn("guanli2"), await site.SignedIn("anquan2"), await site.SignedIn("shenji2"));
        foreach (var (browser, address, post) in new[]
        {
            (system, $"/admin/accounts/{person}", false), (system, $"/admin/accounts/{person}/password", true), (system, $"/admin/accounts/{person}/disabled", true), (system, $"/admin/organisations/{office}", false),
            (system, $"/admin/organisations/{office}", true), (system, $"/admin/organisations/{office}/roles", true), (system, $"/admin/organisations/{office}/accounts", true), (system, $"/admin/jurisdictions/{place}", true),
            (system, "/admin/jurisdictions", true), (system, $"/admin/jurisdictions/{place}/rulebooks", true),
            (security, $"/admin/grants/{person}", false), (security, $"/admin/grants/{person}/roles", true), (security, $"/admin/grants/{person}/lock", true),
        })
        {
            var answer = post ? await Post(browser, address) : await browser.Get(address);
            Assert.True(answer.Status == 404, $"{address}: {answer.Status} {answer.Text}");
        }

        Assert.Contains("共0个", (await system.Get("/admin/organisations")).Text, StringComparison.Ordinal);
        Assert.Contains("共3个", (await system.Get("/admin/accounts")).Text, StringComparison.Ordinal);
        foreach (var (browser, address) in new[] { (system, "/admin/organisations?q=单位"), (system, "/admin/accounts?q=jia"), (system, "/admin/jurisdictions"), (system, "/admin/import"), (system, "/admin/rulebooks"), (security, "/admin/grants?q=jia"), (audit, "/admin/log?person=jia"), (audit, "/admin/log") })
        {
            var page = await browser.Get(address);
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("甲单位", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("jia的人", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("某镇", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("/admin/grants/" + person, (await (await site.SignedIn("shenjiyuan")).Get("/admin/log?kind=Refusal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SystemAdministrator_NewAdministrator_WorksOnlyAfterTheGrant()
    {
        await using var site = await new TestSite().WithPeople();
        var system = await site.SignedIn("guanli");
        var page = await system.Get("/admin/accounts");
        Assert.DoesNotContain(page.Document.QuerySelectorAll("#kind option"), o => o.TextContent.Contains("安全", StringComparison.Ordinal));
        var empty = await system.Submit(page, "新建管理员账号", new() { ["userName"] = "erhao", ["displayName"] = "二号", ["password"] = TestSite.Password });
        Assert.Equal(422, empty.Status);
        Assert.Equal(("选哪一种管理员", "选管哪个地区"), (empty.Document.GetElementById("kind-e")!.TextContent, empty.Document.GetElementById("jurisdiction-e")!.TextContent));
        var fill = new Dictionary<string, string?> { ["userName"] = "erhao", ["displayName"] = "二号", ["password"] = TestSite.Password, ["kind"] = "Audit", ["jurisdiction"] = "all" };
        Assert.Equal(303, (await system.Submit(page, "新建管理员账号", fill)).Status);
        Assert.Equal(422, (await system.Submit(page, "新建管理员账号", new(fill) { ["userName"] = "sanhao", ["kind"] = "Security" })).Status);

        var second = await site.SignedIn("erhao");
        Assert.Equal("/account/password", (await second.Get("/admin/log")).Location);
        Assert.Equal(303, (await second.Submit(await second.Get("/account/password"), "修改", new() { ["old"] = TestSite.Password, ["new"] = "ganz-neu-2026", ["again"] = "ganz-neu-2026" })).Status);
        Assert.Equal(404, (await second.Get("/admin/log")).Status);
        var security = await site.SignedIn("anquan");
        var grants = await security.Get("/admin/grants");
        Assert.Contains("审计管理员", grants.Document.QuerySelector("#requests")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await security.Submit(grants, "按申请授权")).Status);
        var after = site.Browser();
        Assert.Equal(303, (await after.Submit(await after.Get("/sign-in"), "登录", new() { ["userName"] = "erhao", ["password"] = "ganz-neu-2026" })).Status);
        Assert.Equal(200, (await after.Get("/admin/log")).Status);
    }

    [Fact]
    public async Task PasswordReset_LocksUntilTheSecurityAdministratorReleases()
    {
        await using var site = await new TestSite().WithPeople();
        var (person, _, _) = await Ids(site);
        var system = await site.SignedIn("guanli");
        Assert.Equal(303, (await system.Submit(await system.Get("/admin/accounts/" + person), "重设密码", new() { ["password"] = "ganz-neu-2026" })).Status);
        var browser = site.Browser();
        var locked = await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = "ganz-neu-2026" });
        Assert.Contains("请找安全管理员解锁", locked.Text, StringComparison.Ordinal);
        var security = await site.SignedIn("anquan");
        Assert.Equal(303, (await security.Submit(await security.Get("/admin/grants/" + person), "解锁账号")).Status);
        Assert.Equal("/account/password", (await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = "ganz-neu-2026" })).Location);
    }

    [Fact]
    public async Task Log_FilteredAndExported_SaysWhoDidWhat_AndTheExportIsLogged()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        Assert.Equal(200, (await jia.Get("/projects.xlsx?q=x")).Status);
        var audit = await site.SignedIn("shenjiyuan");
        var page = await audit.Get("/admin/log?kind=Export&from=2026-4-20&to=20260420");
        Assert.Contains("/projects.xlsx?q=x", page.Text, StringComparison.Ordinal);
        Assert.Contains("第1至1个，共1个", page.Text, StringComparison.Ordinal);
        Assert.Contains("没有符合条件的", (await audit.Get("/admin/log?from=2026-04-21")).Text, StringComparison.Ordinal);
        var wrong = await audit.Get("/admin/log?from=2026-02-30");
        Assert.Equal(422, wrong.Status);
        Assert.Contains("“2026-02-30”不是日子", wrong.Text, StringComparison.Ordinal);
        var file = await audit.Get("/admin/log.xlsx?person=jia的人");
        var sheet = (await Documents.SheetReader.Read(await file.Response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), cancel: TestContext.Current.CancellationToken)).Sheet!;
        Assert.Equal("序号", sheet.Headings[0].Text);
        Assert.Equal(["导出Excel", "登录"], sheet.Rows.Select(r => r.Cells[sheet.Column("做了什么")].Text));
        Assert.Contains("管理日志", (await audit.Get("/admin/log?kind=Export")).Document.Title, StringComparison.Ordinal);
        Assert.Contains("/admin/log.xlsx?person=jia的人", (await audit.Get("/admin/log?kind=Export")).Text, StringComparison.Ordinal);
    }

    /// <summary>The account of jia, its organisation and its jurisdiction.</summary>
    private static async Task<(string Person, string Office, string Place)> Ids(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var person = (await scope.ServiceProvider.GetRequiredService<Accounts>().FindUserByName("jia"))!;
        return (person.Id.ToString(), person.OrganisationId.ToString()!, person.HomeId.ToString()!);
    }

    /// <summary>Posts an empty form with the token of the visitor.</summary>
    private static async Task<PageAnswer> Post(Browser browser, string address)
    {
        var token = (await browser.Get("/account/password")).Document.QuerySelector("[name=antiforgery]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("antiforgery", token)]);
        return await Browser.Answer(await browser.Client.PostAsync(new Uri(address, UriKind.Relative), content));
    }
}
