using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.EndToEnd;

/// <summary>
/// Every address of pages.txt, as its account sees it: readable by machine at 1366 and at 390 pixels, no wider than the screen, whole without scripts, and without errors of scripts.
/// </summary>
public sealed partial class EveryPageTests(Chromium chromium, DemoServer demo) : IClassFixture<Chromium>, IClassFixture<DemoServer>
{
    private static readonly (string Account, string Address)[] Sights =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "pages.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Where(p => p[1] != "-").Select(p => (p[1], p[2])),
    ];

    /// <summary>The accounts, nobody first.</summary>
    public static TheoryData<string> Accounts { get; } = [.. Sights.Select(s => s.Account).Distinct()];

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task EveryPage_OfAnAccount_IsAccessibleFitsAndIsWholeWithoutScripts(string account)
    {
        var wrong = new List<string>();
        var page = await SignedIn(account, scripts: true);
        var plain = await SignedIn(account, scripts: false);
        page.PageError += (_, error) => wrong.Add($"{page.Url}: {error}");
        foreach (var (_, address) in Sights.Where(s => s.Account == account))
        {
            await page.SetViewportSizeAsync(1366, 768);
            if (!await Reach(page, address))
            {
                wrong.Add($"{address} cannot be reached: {page.Url}");
                continue;
            }

            wrong.AddRange((await page.RunAxe()).Violations.Select(v => $"{address} at 1366: {v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
            if (await page.InnerTextAsync("body") is { } text && text.Contains("@if", StringComparison.Ordinal))
            {
                wrong.Add(address + " shows code");
            }

            await page.SetViewportSizeAsync(390, 844);
            wrong.AddRange((await page.RunAxe()).Violations.Select(v => $"{address} at 390: {v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
            wrong.AddRange(await Wide(page, address + " at 390"));

            await plain.GotoAsync(page.Url, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            wrong.AddRange(await Wide(plain, address + " without scripts"));
            if (await plain.Locator("main form:visible:not(:has(button:visible, input[type=submit]:visible))").CountAsync() is > 0 and var dead)
            {
                wrong.Add($"{address} without scripts: {dead} forms that cannot be sent");
            }
        }

        await page.Context.CloseAsync();
        await plain.Context.CloseAsync();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<string[]> Wide(IPage page, string where) =>
        await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over ? [$"{where}: {over} px too wide"] : [];

    private async Task<IPage> SignedIn(string account, bool scripts)
    {
        var context = await chromium.Need().NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = demo.Server.Address.ToString(),
            Locale = "zh-CN",
            JavaScriptEnabled = scripts,
            ViewportSize = new ViewportSize { Width = scripts ? 1366 : 390, Height = 768 },
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (account.Length > 0)
        {
            await page.GotoAsync("/sign-in");
            await page.FillAsync("#user-name", account);
            await page.FillAsync("#password", DemoData.Password);
            await page.ClickAsync("main button[type=submit]");
        }

        return page;
    }

    /// <summary>Goes to an address of pages.txt; false when there is no such place.</summary>
    private static async Task<bool> Reach(IPage page, string address)
    {
        if (address.StartsWith("first:", StringComparison.Ordinal))
        {
            var at = address.LastIndexOf('>');
            if (!await Reach(page, address[6..at]))
            {
                return false;
            }

            var here = new Uri(page.Url).AbsolutePath;
            var prefix = address[(at + 1)..];
            var found = await page.EvaluateAsync<string[]>("prefix => [...document.querySelectorAll('main a')].map(a => a.getAttribute('href')).filter(h => h && h.startsWith(prefix) && !h.includes('.xlsx'))", prefix);
            return found.FirstOrDefault(f => f.Length > prefix.Length && !f.StartsWith(here + "?", StringComparison.Ordinal) && (!prefix.EndsWith('-') || f.Contains("/documents/", StringComparison.Ordinal))) is { } link
                && (await page.GotoAsync(link))?.Status == 200;
        }

        if (address.StartsWith("case:", StringComparison.Ordinal))
        {
            var parts = address[5..].Split('!');
            await page.GotoAsync("/projects?q=" + Uri.EscapeDataString(parts[0]));
            await page.ClickAsync($"main table a:has-text(\"{parts[0]}\")");
            return parts.Length == 1 || (await page.GotoAsync(CasePattern().Match(page.Url).Value + parts[1]))?.Status == 200;
        }

        if (address.StartsWith("step:", StringComparison.Ordinal))
        {
            await page.GotoAsync("/workbench");
            await page.ClickAsync($"tr:has-text(\"{address[5..]}\") a:has-text(\"办理\")");
            return true;
        }

        if (address.StartsWith("draft:", StringComparison.Ordinal))
        {
            await page.GotoAsync(address[6..]);
            await page.Locator("[name=\"f.项目名称\"]").FillAsync("草稿里的项目");
            await page.ClickAsync("button[name=action][value=draft]");
            await page.GotoAsync("/workbench");
            await page.ClickAsync("main a[href^='/drafts/']");
            return true;
        }

        return (await page.GotoAsync(address))?.Status == 200;
    }

    [GeneratedRegex("/cases/[^/?#]+")]
    private static partial Regex CasePattern();
}
