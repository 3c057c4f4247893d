namespace Zhunsheng.Web.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task CaseOfAnotherUnit_LooksLikeNone_AndIsLogged()
    {
        await using var site = await new TestSite().WithPeople();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var yi = await site.SignedIn("yi");
        var missing = await yi.Get("/cases/MZ-2026-0999");
        foreach (var address in new[] { $"/cases/{number}", $"/cases/{number}/acts/1", $"/cases/{number}/acts/1/correct", $"/cases/{number}/steps/申报", $"/cases/{number}/steps/付款", $"/papers/{number}/1/0" })
        {
            var answer = await yi.Get(address);
            Assert.Equal(404, answer.Status);
            Assert.Equal(missing.Text, answer.Text);
        }

        var list = await yi.Get("/projects");
        Assert.DoesNotContain(number, list.Text, StringComparison.Ordinal);
        var audit = await site.SignedIn("shenjiyuan");
        Assert.Contains("案卷 " + number, (await audit.Get("/admin/log?kind=Refusal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressThatIsNotForTheVisitor_IsLoggedOnce()
    {
        await using var site = await new TestSite().WithPeople();
        var audit = await site.SignedIn("shenjiyuan");
        foreach (var (who, address, logged) in new[]
        {
            ("guanli", "/dashboard", "页面 /dashboard"), ("guanli", "/documents", "页面 /documents"), ("guanli", "/plan", "页面 /plan"), ("caizheng", "/supervision", "监理工作台"),
            ("jia", "/plan/other-2026/2027.xlsx", "年度计划 other-2026"), ("jia", "/oversight?rulebook=other-2026", "页面 /oversight"), ("yi", "/cases/MZ-2026-0999/money", "案卷 MZ-2026-0999"),
        })
        {
            Assert.Equal((address, 404), (address, (await (await site.SignedIn(who)).Get(address)).Status));
            var rows = (await audit.Get("/admin/log?kind=Refusal")).Document.QuerySelectorAll("tbody tr");
            Assert.Equal((address, 1), (address, rows.Count(r => r.TextContent.Contains(logged, StringComparison.Ordinal))));
        }
    }

    [Fact]
    public async Task Act_PostedForAnotherUnit_IsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        await Town.Act(shuju, number, "审核", "通过");
        var form = await jia.Get($"/cases/{number}/steps/付款");
        var yi = await site.SignedIn("yi");
        var token = (await yi.Get("/workbench")).Document.QuerySelector("[name=antiforgery]")!.GetAttribute("value")!;
        form.Document.QuerySelector("form[enctype] [name=antiforgery]")!.SetAttribute("value", token);
        var answer = await yi.Submit(form, "提交", new() { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "1" });
        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("#act-3", (await jia.Get("/cases/" + number)).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Office_SeesAllFiles_ButActsOnlyInItsRole()
    {
        await using var site = await new TestSite().WithPeople();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var caizheng = await site.SignedIn("caizheng");
        Assert.Equal(200, (await caizheng.Get("/cases/" + number)).Status);
        var refused = await caizheng.Get($"/cases/{number}/steps/审核");
        Assert.Equal(403, refused.Status);
        Assert.Contains("数据局", refused.Text, StringComparison.Ordinal);
        Assert.Contains(number, (await caizheng.Get("/projects")).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await caizheng.Get("/projects/new")).Status);
    }

    [Fact]
    public async Task Administrator_SeesNoCaseFiles()
    {
        await using var site = await new TestSite().WithPeople();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var admin = await site.SignedIn("guanli");
        Assert.Equal(404, (await admin.Get("/cases/" + number)).Status);
        Assert.Equal(404, (await admin.Get("/projects")).Status);
        Assert.Equal(404, (await admin.Get("/projects.xlsx")).Status);
        Assert.Equal(404, (await admin.Get($"/papers/{number}/1/0")).Status);
    }

    [Theory]
    [InlineData("/admin/accounts")]
    [InlineData("/admin/rulebooks")]
    public async Task AdministrationPages_ForOthers_DoNotExist(string address)
    {
        await using var site = await new TestSite().WithPeople();
        Assert.Equal(404, (await (await site.SignedIn("shuju")).Get(address)).Status);
        Assert.Equal(302, (await site.Browser().Get(address)).Status);
        Assert.Equal(200, (await (await site.SignedIn("guanli")).Get(address)).Status);
    }

    [Fact]
    public async Task Paper_OfAnOwnFile_ComesAsADownloadThatRunsNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var paper = await jia.Get($"/papers/{number}/1/0");
        Assert.Equal(200, paper.Status);
        Assert.Equal("application/pdf", paper.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", paper.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", string.Join(' ', paper.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(TestFile.Pdf().Content, await paper.Response.Content.ReadAsByteArrayAsync());
        Assert.Equal(404, (await jia.Get($"/papers/{number}/1/99")).Status);
    }
}
