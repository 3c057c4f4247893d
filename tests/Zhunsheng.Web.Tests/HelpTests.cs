using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Tests;

public sealed class HelpTests
{
    [Fact]
    public async Task Handbook_OfARole_TellsStepsLimitsPapersAndArticles()
    {
        await using var site = await new TestSite().WithPeople();
        var nobody = site.Browser();
        var help = await nobody.Get("/help");
        Assert.Contains("/help/town-2026/%E6%95%B0%E6%8D%AE%E5%B1%80", help.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        var bureau = await nobody.Get("/help/town-2026/数据局");
        var review = bureau.Document.GetElementById("s-审核")!;
        foreach (var said in new[] { "审核申报", "“申报项目”办完以后", "5工作日内", "原则上", "从“受理日期”起算", "通过、退回补正（退回）、不予通过（结案）" })
        {
            Assert.Contains(said, review.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal("/rulebooks/town-2026#a2", review.QuerySelector("a.cite")!.GetAttribute("href"));
        var unit = (await nobody.Get("/help/town-2026/单位")).Document.GetElementById("s-申报")!;
        foreach (var said in new[] { "随时可以开始一份项目", "申请书", "要写到：建设目标、数据流", "参考资料（可交可不交）", "项目拆开申报", "合成一个项目再报", "抄送财政局" })
        {
            Assert.Contains(said, unit.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("抄送：申报项目", (await nobody.Get("/help/town-2026/财政局")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await nobody.Get("/help/town-2026/nobody")).Status);
        Assert.Equal(404, (await nobody.Get("/help/nowhere/单位")).Status);
        var jia = await site.SignedIn("jia");
        Assert.Contains("项目单位（某镇 2026）", (await jia.Get("/help")).Text, StringComparison.Ordinal);
        var link = (await jia.Get("/projects/new")).Document.QuerySelectorAll("main a").Single(a => a.TextContent == "手册里怎样说这一步").GetAttribute("href")!;
        Assert.NotNull((await jia.Get(link)).Document.GetElementById(Uri.UnescapeDataString(link.Split('#')[1])));
    }

    [Fact]
    public async Task EveryEmptyList_SaysHowItFills()
    {
        await using var site = await new TestSite().WithPeople();
        string[] common = ["/projects", "/plan", "/plan/files", "/calendar", "/documents", "/search", "/search?q=%E6%B0%B4", "/notices", "/notices?kind=8", "/dashboard", "/dashboard/articles", "/workbench", "/account/password", "/account/notices", "/experts", "/compare", "/projects?q=%E6%B0%B4"];
        var visits = new Dictionary<string, string[]>
        {
            ["jia"] = common,
            ["shuju"] = common,
            ["caizheng"] = common,
            ["guanli"] = ["/admin/accounts?q=zz", "/admin/organisations?q=zz", "/admin/jurisdictions", "/admin/import", "/admin/rulebooks", "/admin/mail"],
            ["anquan"] = ["/admin/grants", "/admin/tokens?q=zz", "/admin/policy"],
            ["shenjiyuan"] = ["/admin/log?person=zz"],
        };
        var seen = 0;
        foreach (var (who, pages) in visits)
        {
            var browser = await site.SignedIn(who);
            foreach (var address in pages)
            {
                var page = await browser.Get(address);
                Assert.True(page.Status is 200 or 303 or 404, $"{who} {address}: {page.Status}");
                foreach (var empty in page.Document.QuerySelectorAll(".empty"))
                {
                    seen++;
                    var heading = empty.QuerySelector("b")?.TextContent ?? "";
                    var rest = empty.TextContent.Replace(heading, "", StringComparison.Ordinal).Trim();
                    Assert.True(heading.Length > 0 && rest.Length >= 5, $"{who} {address}: {empty.TextContent.Trim()}");
                }
            }
        }

        Assert.True(seen >= 15, $"only {seen} empty lists were seen");
    }

    [Fact]
    public async Task EveryErrorPage_SaysWhatIsKeptAndWhatToDo()
    {
        await using var site = new TestSite();
        foreach (var status in new[] { 400, 401, 403, 404, 405, 409, 413, 415, 419, 429, 500, 503 })
        {
            await using var scope = site.Services.CreateAsyncScope();
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Response.Body = body;
            (context.Request.Scheme, context.Request.Host, context.Request.Path) = ("http", new HostString("localhost"), "/somewhere");
            await ErrorPages.Write(context, status, null);
            Assert.Equal(status, context.Response.StatusCode);
            var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(System.Text.Encoding.UTF8.GetString(body.ToArray()), TestContext.Current.CancellationToken);
            var answers = page.QuerySelectorAll("main dd").Select(d => d.TextContent).ToList();
            Assert.Equal(["什么还在", "接着怎么做"], page.QuerySelectorAll("main dt").Select(d => d.TextContent));
            Assert.True(answers[0].Contains("改动", StringComparison.Ordinal) || answers[0].Contains("不会丢", StringComparison.Ordinal) || answers[0].Contains("没有保存", StringComparison.Ordinal), answers[0]);
            Assert.Contains("请", answers[1], StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("main a[href='/help#trouble']"));
        }
    }

    [Fact]
    public async Task DatabaseAway_IsSaidWithWhatIsKept()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(site.Folder, "data", "zhunsheng.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE; ALTER TABLE users RENAME TO users_away; COMMIT";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var page = await jia.Get("/projects");
        Assert.Equal(500, page.Status);
        Assert.Contains("已经提交成功的行为不会丢失", page.Text, StringComparison.Ordinal);
        Assert.Contains("把这个代码告诉系统管理员", page.Text, StringComparison.Ordinal);
    }
}
