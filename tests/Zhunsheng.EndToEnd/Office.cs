using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Zhunsheng.EndToEnd;

/// <summary>
/// The people at their desks. Everybody has a browser with scripts and one without and signs in to each once; who comes on a day sits at one of them until the day is over, in turn with the others.
/// </summary>
internal sealed partial class Office(IBrowser browser, ServerProcess server) : IAsyncDisposable
{
    /// <summary>How long a page is waited for, in milliseconds.</summary>
    public const float Patience = 90_000;

    private readonly Dictionary<(string User, bool Scripts), IPage> _desks = [];
    private readonly Dictionary<string, bool> _seated = [];
    private readonly List<string> _scriptErrors = [];
    private DateOnly _day;
    private int _seats;

    /// <summary>Whether the one who sat down last has scripts.</summary>
    public bool Scripts { get; private set; }

    /// <summary>Errors of scripts on any page.</summary>
    public IReadOnlyList<string> ScriptErrors => _scriptErrors;

    /// <summary>The page of a person on a day, at half past nine.</summary>
    public async Task<IPage> SitDown(string user, DateOnly day)
    {
        if (_day != day)
        {
            _seated.Clear();
            server.SetTime(_day = day);
        }

        if (!_seated.TryGetValue(user, out var scripts))
        {
            _seated[user] = scripts = _seats++ % 2 == 0;
        }

        Scripts = scripts;
        if (!_desks.TryGetValue((user, scripts), out var page))
        {
            var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = server.Address.ToString(),
                JavaScriptEnabled = scripts,
                Locale = "zh-CN",
                ViewportSize = new ViewportSize { Width = 1366, Height = 768 },
            });
            context.SetDefaultTimeout(Patience);
            page = await context.NewPageAsync();
            page.PageError += (_, error) => _scriptErrors.Add($"{page.Url}: {error}");
            await page.GotoAsync("/sign-in");
            await page.FillAsync("#user-name", user);
            await page.FillAsync("#password", ServerProcess.Password);
            await page.ClickAsync("main button[type=submit]");
            await Assertions.Expect(page).ToHaveURLAsync(Workbench());
            _desks[(user, scripts)] = page;
        }

        return page;
    }

    /// <summary>Everybody goes home.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _desks.Values)
        {
            await page.Context.CloseAsync();
        }

        _desks.Clear();
    }

    [GeneratedRegex("/workbench")]
    private static partial Regex Workbench();
}
