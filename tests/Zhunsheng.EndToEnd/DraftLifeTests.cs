using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Zhunsheng.EndToEnd;

/// <summary>A form half filled, with and without scripts: it is there again after the server was killed.</summary>
public sealed partial class DraftLifeTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Draft_SurvivesAKilledServer(bool scripts)
    {
        var browser = chromium.Need();
        await using var server = await ServerProcess.Start(new Dictionary<string, LifePerson> { ["liangshi"] = new("省粮食和物资储备局", ["建设单位"]) }, "heilongjiang-2023");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString(), JavaScriptEnabled = scripts, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        await SignIn(page);
        await page.GotoAsync("/projects/new");
        await page.CheckAsync("input[name='f.密级'][value='非涉密']");
        await page.FillAsync("[name='f.项目名称']", "粮库温湿度监测");
        await page.FillAsync("[name='note']", "等估算");
        if (!scripts)
        {
            await page.ClickAsync("button[value=draft]");
        }

        await Assertions.Expect(page.Locator("#draft-said")).ToHaveTextAsync(Saved());
        await server.Kill();
        await server.Run();
        await page.GotoAsync("/workbench");
        if (!page.Url.EndsWith("/workbench", StringComparison.Ordinal))
        {
            await SignIn(page);
        }

        await page.ClickAsync("#drafts a.name");
        Assert.Equal("粮库温湿度监测", await page.InputValueAsync("[name='f.项目名称']"));
        Assert.Equal("等估算", await page.InputValueAsync("[name='note']"));
        Assert.True(await page.IsCheckedAsync("input[name='f.密级'][value='非涉密']"));
        if (scripts)
        {
            Assert.Equal([], (await page.RunAxe()).Violations.Select(v => v.Id));
        }

        await context.CloseAsync();
    }

    [Fact]
    public async Task Draft_LeavingThePage_IsSavedOnTheWay()
    {
        var browser = chromium.Need();
        await using var server = await ServerProcess.Start(new Dictionary<string, LifePerson> { ["liangshi"] = new("省粮食和物资储备局", ["建设单位"]) }, "heilongjiang-2023");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString(), Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        await SignIn(page);
        await page.GotoAsync("/projects/new");
        await page.FillAsync("[name='f.项目名称']", "走得急");
        await page.GotoAsync("/rulebooks");
        var draft = page.Locator("#drafts a.name");
        for (var i = 0; i < 50 && await draft.CountAsync() == 0; i++)
        {
            await page.GotoAsync("/workbench");
        }

        await draft.First.ClickAsync();
        Assert.Equal("走得急", await page.InputValueAsync("[name='f.项目名称']"));
        await context.CloseAsync();
    }

    private static async Task SignIn(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#user-name", "liangshi");
        await page.FillAsync("#password", ServerProcess.Password);
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(Workbench());
    }

    [GeneratedRegex("已存 \\d\\d:\\d\\d")]
    private static partial Regex Saved();

    [GeneratedRegex("/workbench")]
    private static partial Regex Workbench();
}
