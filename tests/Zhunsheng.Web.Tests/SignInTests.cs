namespace Zhunsheng.Web.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task SignIn_RightPassword_LeadsToTheWorkbench()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        var home = await browser.Follow(await browser.Get("/"));
        Assert.Equal(200, home.Status);
        Assert.Contains("甲单位", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WrongPassword_ComesBackWithTheName()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        var again = await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = "falsch-1234" });
        Assert.Equal(422, again.Status);
        Assert.Equal("jia", again.Value("userName"));
        Assert.Equal("", again.Value("password"));
        Assert.Contains("账号或密码不对", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_FiveFailures_LocksEvenTheRightPassword_UntilTheTimeIsOver()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        for (var i = 0; i < 5; i++)
        {
            await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = "falsch-1234" });
        }

        var locked = await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password });
        Assert.Equal(422, locked.Status);
        Assert.Contains("锁定", locked.Text, StringComparison.Ordinal);
        site.Clock.Forward(TimeSpan.FromMinutes(14));
        Assert.Equal(422, (await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password })).Status);
        site.Clock.Forward(TimeSpan.FromMinutes(1));
        Assert.Equal(303, (await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password })).Status);
    }

    [Fact]
    public async Task SignIn_FullWidthName_IsTheSameName()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        Assert.Equal(303, (await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "ｊｉａ", ["password"] = TestSite.Password })).Status);
    }

    [Theory]
    [InlineData("/projects", "/projects")]
    [InlineData("https://example.org/", "/")]
    [InlineData("//example.org/", "/")]
    [InlineData("/\\example.org", "/")]
    public async Task SignIn_ReturnAddress_OnlyLocal(string asked, string expected)
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        var page = await browser.Get("/sign-in?return=" + Uri.EscapeDataString(asked));
        var after = await browser.Submit(page, "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password });
        Assert.Equal(303, after.Status);
        Assert.Equal(expected, after.Location);
    }

    [Fact]
    public async Task Page_WithoutSignIn_AsksForIt_AndComesBack()
    {
        await using var site = await new TestSite().WithPeople();
        var answer = await site.Browser().Get("/projects?q=x");
        Assert.Equal(302, answer.Status);
        Assert.EndsWith("/sign-in?return=%2Fprojects%3Fq%3Dx", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutAntiforgeryToken_IsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("userName", "jia"), KeyValuePair.Create("password", TestSite.Password)]);
        var answer = await Browser.Answer(await site.Browser().Client.PostAsync(new Uri("/sign-in", UriKind.Relative), content));
        Assert.Equal(400, answer.Status);
        Assert.Contains("没有被接受", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        Assert.Equal(303, (await browser.Submit(await browser.Get("/workbench"), "退出")).Status);
        Assert.Equal(302, (await browser.Get("/workbench")).Status);
    }

    [Fact]
    public async Task Session_Idle31Minutes_IsOver()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        site.Clock.Forward(TimeSpan.FromMinutes(29));
        Assert.Equal(200, (await browser.Get("/workbench")).Status);
        site.Clock.Forward(TimeSpan.FromMinutes(29));
        Assert.Equal(200, (await browser.Get("/workbench")).Status);
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        Assert.Equal(302, (await browser.Get("/workbench")).Status);
    }

    [Fact]
    public async Task Account_Shut_IsOutAtOnce()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var admin = await site.SignedIn("guanli");
        var accounts = await admin.Get("/admin/accounts");
        var row = accounts.Document.QuerySelectorAll("tr").First(r => r.TextContent.Contains("jia的人", StringComparison.Ordinal));
        var person = await admin.Get(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(303, (await admin.Submit(person, "停用账号")).Status);
        Assert.Equal(302, (await jia.Get("/workbench")).Status);
    }

    [Fact]
    public async Task EveryPage_CarriesTheHeaders()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        foreach (var address in new[] { "/workbench", "/projects", "/projects/new", "/how-to", "/rulebooks/" + TownRulebook.Id, "/nothing-here" })
        {
            var answer = await browser.Get(address);
            var policy = string.Join(' ', answer.Response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Response.Headers.GetValues("X-Frame-Options").Single());
            Assert.True(answer.Response.Headers.CacheControl!.NoStore);
            Assert.Empty(answer.Document.QuerySelectorAll("[style], style, script:not([src])"));
        }
    }

    [Fact]
    public async Task Cookies_AreHttpOnlyAndSameSite()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        var after = await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password });
        var cookie = after.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zhunsheng.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
