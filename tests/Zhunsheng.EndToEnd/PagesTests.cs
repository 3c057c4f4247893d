using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.EndToEnd;

/// <summary>Pages of the demo installation in a browser: acting at the same time, the screens of leaders, numbers that lead to what they count, documents.</summary>
public sealed partial class PagesTests(Chromium chromium, DemoServer demo) : IClassFixture<Chromium>, IClassFixture<DemoServer>
{
    [Fact]
    public async Task Acting_AfterSomebodyElse_TellsWhatChangedAndKeepsWhatWasTyped()
    {
        var first = await Open("wangxin", "case:全省水库雨水情测报系统");
        var second = await Open("mima", "case:全省水库雨水情测报系统");
        var file = CasePattern().Match(first.Url).Value;
        foreach (var (page, step, field, said) in new[] { (first, "网络安全审核", "网络安全审核", "等级保护方案可行"), (second, "密码应用审核", "密码应用审核", "密钥管理一节可行") })
        {
            await page.GotoAsync($"{file}/steps/{Uri.EscapeDataString(step)}");
            await page.CheckAsync($"[name=\"o0.{field}结论\"][value=\"同意\"]");
            await page.FillAsync($"[name=\"o0.{field}说明\"]", said);
        }

        await first.ClickAsync("button[name=outcome][value=出具意见]");
        await Assertions.Expect(first).ToHaveURLAsync(new Regex("done="));
        await second.ClickAsync("button[name=outcome][value=出具意见]");
        await Assertions.Expect(second.Locator("#newer")).ToContainTextAsync("别人先办了1件");
        Assert.Contains("出具网络安全审核意见", await second.InnerTextAsync("main"));
        Assert.Equal("密钥管理一节可行", await second.InputValueAsync("[name=\"o0.密码应用审核说明\"]"));
        await second.ClickAsync("button[name=outcome][value=出具意见]");
        await Assertions.Expect(second).ToHaveURLAsync(new Regex("done="));
    }

    [Fact]
    public async Task DoubleClick_MakesOneAct()
    {
        var page = await Open("shenji", "case:防汛会商决策支持系统");
        var file = CasePattern().Match(page.Url).Value;
        await page.GotoAsync(file + "/steps/" + Uri.EscapeDataString("监督检查"));
        await page.FillAsync("[name=\"f.检查部门\"]", "省审计厅");
        await page.CheckAsync("[name=\"f.检查领域\"][value=\"资金使用\"]");
        await page.FillAsync("[name=\"f.检查情况\"]", "只应记一次");
        // Two posts of one and the same form, as an impatient person without scripts sends them.
        var statuses = await page.EvaluateAsync<int[]>("""
            async () => {
              const form = document.querySelector('form[enctype]');
              const send = () => { const data = new FormData(form); data.append('outcome', '未发现问题'); return fetch(form.getAttribute('action'), { method: 'POST', body: data, redirect: 'manual' }); };
              const answers = await Promise.all([send(), send()]);
              return answers.map(a => a.status);
            }
            """);
        Assert.Equal([0, 0], statuses);
        await page.GotoAsync(file);
        Assert.Equal(1, Regex.Count(await page.InnerTextAsync("main"), "登记监督检查：未发现问题"));
    }

    [Theory]
    [InlineData("fcg_shenji", "fangchenggang-2022")]
    [InlineData("zhengfu", "heilongjiang-2023")]
    [InlineData("lp_shenji", "liangping-2022")]
    [InlineData("tx_shenji", "taixing-2023")]
    [InlineData("tl_shenji", "tongliao-2024")]
    public async Task OneScreen_OfEachJurisdiction_FitsTheScreenAndPrintsOnOnePage(string user, string rulebook)
    {
        var page = await Open(user, "/dashboard/overview");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollHeight - document.documentElement.clientHeight"));
        Assert.Contains(rulebook, await page.Locator(".tiles a, .kpis a").First.GetAttributeAsync("href"));
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.Equal(1, Regex.Count(pdf, "/Type\\s*/Page[^s]"));
    }

    [Theory]
    [InlineData("fcg_shenji")]
    [InlineData("fcg_haiyang")]
    [InlineData("zhengfu")]
    [InlineData("liangshi")]
    [InlineData("lp_caizheng")]
    [InlineData("tx_caizheng")]
    [InlineData("tl_shenji")]
    public async Task EveryNumber_OfTheDemoDashboards_LeadsToAsMany(string user)
    {
        await DashboardRecount.EveryNumber(await Open(user, "/dashboard"), least: 5);
    }

    [Fact]
    public async Task Document_OfAnOpinion_SaysWhatTheActSaid()
    {
        var page = await Open("yingshang", "case:寒地粮食仓储监测信息系统");
        await page.ClickAsync("#acts a:has-text(\"出具集约化建设和数据共享审核意见\")");
        await page.ClickAsync("a:has-text(\"公文稿\")");
        var sheet = await page.InnerTextAsync(".sheet");
        Assert.Contains("省营商环境局文件", sheet);
        Assert.Contains("省粮食和物资储备局：", sheet);
        Assert.Contains("结论为：同意。", sheet);
        Assert.Contains("没有重复，数据共享安排清楚。", sheet);
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
    }

    [Fact]
    public async Task Document_OfAnApproval_BearsItsNumber()
    {
        var page = await Open("fagai", "case:寒地粮食仓储监测信息系统");
        await page.ClickAsync("#acts a:has-text(\"批复可行性研究报告\")");
        await page.ClickAsync("a:has-text(\"公文稿\")");
        Assert.Matches(@"^黑发改高技〔20\d\d〕\d+号$", await page.InnerTextAsync(".gw-no"));
    }

    private async Task<IPage> Open(string user, string address)
    {
        var context = await chromium.Need().NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = demo.Server.Address.ToString(),
            Locale = "zh-CN",
            ViewportSize = new ViewportSize { Width = 1366, Height = 768 },
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        if (user.Length > 0)
        {
            await page.GotoAsync("/sign-in");
            await page.FillAsync("#user-name", user);
            await page.FillAsync("#password", DemoData.Password);
            await page.ClickAsync("main button[type=submit]");
        }

        if (address.StartsWith("case:", StringComparison.Ordinal))
        {
            await page.GotoAsync("/projects?q=" + Uri.EscapeDataString(address[5..]));
            await page.ClickAsync($"main table a:has-text(\"{address[5..]}\")");
        }
        else if (address.StartsWith("step:", StringComparison.Ordinal))
        {
            await page.ClickAsync($"tr:has-text(\"{address[5..]}\") a:has-text(\"办理\")");
        }
        else
        {
            Assert.Equal(200, (await page.GotoAsync(address))!.Status);
        }

        return page;
    }

    [GeneratedRegex("/cases/[^/?#]+")]
    private static partial Regex CasePattern();
}
