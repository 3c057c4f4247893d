using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>Who may do what through the interface: every address, with every wrong identity.</summary>
public sealed class ApiAccessTests
{
    private static readonly (string Method, string Address)[] Addresses =
    [
        ("GET", "/api/v1/me"),
        ("GET", "/api/v1/rulebooks"),
        ("GET", "/api/v1/rulebooks/town-2026"),
        ("POST", "/api/v1/rulebooks/town-2026/decisions"),
        ("POST", "/api/v1/rulebooks/town-2026/decisions/batch"),
        ("GET", "/api/v1/projects"),
        ("POST", "/api/v1/projects"),
        ("GET", "/api/v1/projects/new"),
        ("POST", "/api/v1/projects/new"),
        ("GET", "/api/v1/projects/MZ-2026-0001"),
        ("GET", "/api/v1/projects/MZ-2026-0001/steps/审核"),
        ("POST", "/api/v1/projects/MZ-2026-0001/steps/审核"),
        ("POST", "/api/v1/projects/MZ-2026-0001/acts"),
        ("GET", "/api/v1/projects/MZ-2026-0001/acts/1"),
        ("POST", "/api/v1/projects/MZ-2026-0001/acts/1/corrections"),
        ("GET", "/api/v1/projects/MZ-2026-0001/acts/1/papers/0"),
        ("POST", "/api/v1/attachments"),
        ("GET", "/api/v1/plan"),
        ("GET", "/api/v1/organisations"),
        ("GET", "/api/v1/events"),
        ("GET", "/api/v1/projects/MZ-2026-0001/money"),
        ("GET", "/api/v1/projects/MZ-2026-0001/changes"),
        ("GET", "/api/v1/projects/MZ-2026-0001/performance"),
        ("GET", "/api/v1/projects/MZ-2026-0001/timeline"),
        ("GET", "/api/v1/projects/MZ-2026-0001/supervision"),
        ("GET", "/api/v1/projects/MZ-2026-0001/acceptance"),
        ("GET", "/api/v1/projects/MZ-2026-0001/evidence"),
        ("GET", "/api/v1/projects/MZ-2026-0001/resources"),
        ("GET", "/api/v1/overview"),
        ("GET", "/api/v1/overview/projects"),
        ("GET", "/api/v1/overview/acts"),
        ("GET", "/api/v1/articles"),
        ("GET", "/api/v1/articles/town-2026/第一条"),
        ("GET", "/api/v1/oversight/orders"),
        ("GET", "/api/v1/units/0190c9a4-8d1e-7c3b-9a55-3f1c2b7d6e10"),
        ("GET", "/api/v1/systems"),
        ("GET", "/api/v1/systems/MZ-2026-0001"),
        ("GET", "/api/v1/resources"),
        ("GET", "/api/v1/nowhere"),
    ];

    [Fact]
    public async Task EveryAddress_WithAForeignToken_IsLikeNone_AndIsLogged()
    {
        await using var site = new TestSite();
        TownRulebook.WriteNeighbour(site.Rulebooks);
        await site.WithPeople();
        var (unit, other, neighbour) = (await site.Token("甲单位"), await site.Token("乙单位"), await Neighbour(site, "邻镇数据局", "数据局"));
        var number = await unit.Declare();
        foreach (var stranger in new[] { other, neighbour })
        {
            var missing = await stranger.Get("/api/v1/projects/MZ-2026-0999");
            Assert.Equal((404, "/problems/not-found"), (missing.Status, missing.Problem));
            foreach (var address in new[] { "", "/acts/1", "/acts/1/papers/0", "/steps/申报", "/steps/审核", "/money", "/changes", "/performance", "/timeline", "/supervision", "/acceptance", "/evidence", "/resources" })
            {
                var answer = await stranger.Get($"/api/v1/projects/{number}{address}");
                Assert.Equal(404, answer.Status);
                Assert.Equal(((string)missing["detail"]!).Replace("MZ-2026-0999", number, StringComparison.Ordinal), (string)answer["detail"]!);
                Assert.DoesNotContain("办事平台", answer.Text, StringComparison.Ordinal);
            }

            var body = new { step = "审核", outcome = "通过", facts = new { }, head = 1 };
            Assert.Equal(404, (await stranger.Post($"/api/v1/projects/{number}/acts", body)).Status);
            Assert.Equal(404, (await stranger.Post($"/api/v1/projects/{number}/steps/审核", new { facts = new { } })).Status);
            Assert.Equal(404, (await stranger.Post($"/api/v1/projects/{number}/acts/1/corrections", new { facts = new { }, reason = "x", head = 1 })).Status);
            Assert.Empty((await stranger.Get("/api/v1/projects"))["items"].AsArray());
            Assert.Empty((await stranger.Get("/api/v1/projects?q=平台&sort=money&order=asc"))["items"].AsArray());
            Assert.Empty((await stranger.Get("/api/v1/events"))["items"].AsArray());
            Assert.Empty((await stranger.Get("/api/v1/plan"))["plans"].AsArray());
        }

        Assert.Equal(["邻镇数据局"], (await neighbour.Get("/api/v1/organisations"))["items"].AsArray().Select(o => (string)o!["name"]!));
        var foreignBook = await neighbour.Get("/api/v1/projects?rulebook=" + TownRulebook.Id);
        Assert.Equal((400, true), (foreignBook.Status, foreignBook.Errors.ContainsKey("?rulebook")));
        Assert.Equal(403, (await neighbour.Post("/api/v1/projects", new { rulebook = TownRulebook.Id, outcome = "提交", facts = new { } })).Status);
        Assert.Equal(1, (int)(await unit.Get("/api/v1/projects/" + number))["head"]!);
        await using var scope = site.Services.CreateAsyncScope();
        var refusals = (await scope.ServiceProvider.GetRequiredService<AdminLog>().Find(new AdminEventQuery { Kind = AdminEventKind.Refusal, Size = 500 })).Events;
        Assert.Contains(refusals, r => r.What == "案卷 " + number && r.Subject == "接口：项目系统");
    }

    [Fact]
    public async Task EveryAddress_WithoutAUsableToken_Is401()
    {
        await using var site = await new TestSite().WithPeople();
        var expired = await site.Token("甲单位", "旧系统", new DateOnly(2026, 4, 20));
        var revoked = await Revoked(site);
        site.Clock.Set(new DateOnly(2026, 4, 21));
        foreach (var (method, address) in Addresses)
        {
            foreach (var (client, said) in new[] { (site.Program(""), "没有带凭证"), (site.Program("zsk_wrong"), "凭证不认识"), (expired, "凭证已经过期"), (revoked, "凭证已经吊销") })
            {
                var answer = await client.Send(new HttpMethod(method), address, method == "POST" ? new StringContent("{}") : null, "k");
                Assert.Equal((address, 401, "/problems/unauthorised"), (address, answer.Status, answer.Problem));
                Assert.Contains(said, (string)answer["detail"]!, StringComparison.Ordinal);
                Assert.Equal("Bearer", Assert.Single(answer.Response.Headers.WwwAuthenticate).Scheme);
            }
        }
    }

    [Fact]
    public async Task Cookies_OnTheInterface_AndTokensOnPages_CountNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        Assert.Equal(401, (int)(await browser.Client.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode);
        var unit = await site.Token("甲单位");
        var page = await unit.Get("/workbench");
        Assert.Equal(302, page.Status);
        Assert.StartsWith("/sign-in", page.Response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(302, (await unit.Get("/admin/accounts")).Status);
        using var basic = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        basic.Headers.TryAddWithoutValidation("Authorization", "Basic amlhOng=");
        Assert.Equal(401, (int)(await unit.Http.SendAsync(basic)).StatusCode);
        var me = await unit.Get("/api/v1/me");
        Assert.Equal(("项目系统", "接口：项目系统", "甲单位", "2027-04-20"), ((string)me["name"]!, (string)me["actor"]!, (string)me["organisation"]["name"]!, (string)me["last_day"]!));
        Assert.Equal("no-store", me.Response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Token_WithFewerRolesOrNone_DoesLess()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var number = await unit.Declare();
        var treasury = await site.Token("镇财政局");
        var wrong = await treasury.Act(number, "审核", "通过");
        Assert.Equal((403, "/problems/forbidden"), (wrong.Status, wrong.Problem));
        Assert.Contains("数据局", (string)wrong["detail"]!, StringComparison.Ordinal);
        Assert.Equal(403, (await treasury.Get($"/api/v1/projects/{number}/steps/审核")).Status);
        Assert.Equal(403, (await treasury.Post("/api/v1/projects", new { outcome = "提交", facts = new { } })).Status);

        // The office loses the role: the token keeps nothing.
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var office = (await accounts.Organisations()).Single(o => o.Name == "镇财政局");
            Assert.True((await accounts.SetOrganisationRoles(office.Id, [], new AdminActor(null, "测试"))).Ok);
        }

        Assert.Equal(404, (await treasury.Get("/api/v1/projects/" + number)).Status);
        Assert.Empty((await treasury.Get("/api/v1/projects"))["items"].AsArray());
        Assert.Empty((await treasury.Get("/api/v1/me"))["roles"].AsArray());
        Assert.Equal(403, (await treasury.Post("/api/v1/projects", new { outcome = "提交", facts = new { } })).Status);
        Assert.Equal(200, (await treasury.Get("/api/v1/rulebooks")).Status);
    }

    [Fact]
    public async Task Papers_OfOthers_CannotBeNamed_EvenWhenTheirDigestIsKnown()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, other) = (await site.Token("甲单位"), await site.Token("乙单位"));
        var digest = await unit.Upload(TestFile.Pdf());
        var papers = new object[] { new { title = "申请书", digest }, new { title = "效益分析" } };
        var stolen = await other.Post("/api/v1/projects", new { outcome = "提交", facts = ApiTown.Facts(), papers });
        Assert.Equal((400, true), (stolen.Status, stolen.Errors.ContainsKey("/papers/0/digest")));
        Assert.Equal(201, (await unit.Post("/api/v1/projects", new { outcome = "提交", facts = ApiTown.Facts(), papers })).Status);
    }

    [Fact]
    public async Task NamedOrganisation_SeesTheFileThatNamesIt_AndNoOther()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, named, unnamed) = (await site.Token("甲单位"), await site.Token("镇建设所"), await site.Token("镇文化站"));
        var number = await unit.Declare();
        await unit.Declare("另一个平台");
        Assert.Empty((await named.Get("/api/v1/projects"))["items"].AsArray());
        var sent = await unit.Act(number, "送主管单位", "提交", new { 主管单位名称 = "镇建设所", 财政出资 = 300, 自筹 = 50, 费用明细 = new[] { new { 费用 = "软件", 金额 = 120.5 } } });
        Assert.True(sent.Status == 201, sent.Text);
        Assert.Equal([number], (await named.Get("/api/v1/projects"))["items"].AsArray().Select(i => (string)i!["number"]!));
        Assert.Equal([number, number], (await named.Get("/api/v1/events"))["items"].AsArray().Select(i => (string)i!["act"]!["case"]!));
        Assert.Equal(404, (await unnamed.Get("/api/v1/projects/" + number)).Status);
        Assert.Empty((await unnamed.Get("/api/v1/events"))["items"].AsArray());
        Assert.Equal(403, (await named.Act(number, "送主管单位", "提交")).Status);
        Assert.Equal(201, (await named.Act(number, "主管单位意见", "提交", new { 主管意见 = "同意" })).Status);
    }

    [Fact]
    public async Task Requests_BeyondTheLimit_Are429_EachTokenForItself()
    {
        await using var site = new TestSite();
        site.Set("Api:PerMinute", "3");
        await site.WithPeople();
        var (unit, other) = (await site.Token("甲单位"), await site.Token("乙单位"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await unit.Get("/api/v1/me")).Status);
        }

        var refused = await unit.Get("/api/v1/me");
        Assert.Equal((429, "/problems/too-many-requests"), (refused.Status, refused.Problem));
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(200, (await other.Get("/api/v1/me")).Status);
    }

    private static async Task<ApiClient> Revoked(TestSite site)
    {
        var client = await site.Token("甲单位", "丢失的系统");
        await using var scope = site.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<TokenDesk>();
        var token = await tokens.Find(client.Secret);
        Assert.True((await tokens.Revoke(token!.OrganisationId, token.Id, new AdminActor(null, "测试"))).Ok);
        return client;
    }

    private static async Task<ApiClient> Neighbour(TestSite site, string office, string role)
    {
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateOrganisation(office, null, null, [new RoleGrant(TownRulebook.NeighbourId, role)], new AdminActor(null, "测试"));
            Assert.Empty(made.Errors);
        }

        return await site.Token(office);
    }
}
