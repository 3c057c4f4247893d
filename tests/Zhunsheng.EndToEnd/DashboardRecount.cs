using System.Globalization;
using Microsoft.Playwright;

namespace Zhunsheng.EndToEnd;

/// <summary>Counts after what the dashboards say: each number leads to a list, and the list has as many.</summary>
internal static class DashboardRecount
{
    private const string Numbers = """
        [...document.querySelectorAll('.kpis a')].filter(a => /^[个件]/.test(a.querySelector('small').textContent)).map(a => a.getAttribute('href') + ' ' + a.querySelector('b').firstChild.textContent)
          .concat([...document.querySelectorAll('main td.num a')].filter(a => !/单位(万元|工作日)/.test(a.closest('section').querySelector('svg.chart')?.getAttribute('aria-label') ?? '')).map(a => a.getAttribute('href') + ' ' + a.textContent))
        """;

    /// <summary>Follows every number of the dashboards of the person whose page it is.</summary>
    /// <param name="page">The page of somebody who is signed in.</param>
    /// <param name="least">How many numbers there are at least.</param>
    public static async Task EveryNumber(IPage page, int least)
    {
        await page.GotoAsync("/dashboard");
        var numbers = new Dictionary<string, int>();
        foreach (var address in (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav[aria-label=看板] a')].map(a => a.getAttribute('href'))")).Prepend("/dashboard").Append("/dashboard/articles"))
        {
            await page.GotoAsync(address);
            foreach (var said in await page.EvaluateAsync<string[]>(Numbers))
            {
                var parts = said.Split(' ');
                numbers[parts[0]] = int.Parse(parts[1].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            }
        }

        Assert.True(numbers.Count >= least, $"the dashboards show {numbers.Count} numbers, and not {least}");
        foreach (var (address, number) in numbers)
        {
            await page.GotoAsync(address);
            Assert.StartsWith(number.ToString("#,##0", CultureInfo.InvariantCulture) + (address.Contains("/acts", StringComparison.Ordinal) ? "件" : "个"), await page.InnerTextAsync("h1"));
        }
    }
}
