using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Zhunsheng.EndToEnd;

/// <summary>
/// The people at their desks. Somebody signs in when they act for the first time on a day and stays until the day is over; whoever signs in sits at a browser with scripts and at one without, in turn.
/// </summary>
internal sealed partial class Office(IBrowser browser, ServerProcess server) : IAsyncDisposable
{
    private readonly Dictionary<string, (IPage Page, bool Scripts)> _desks = [];
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
            await DisposeAsync();
            server.SetTime(_day = day);
        }

        if (!_desks.TryGetValue(user, out var desk))
        {
            desk.Scripts = _seats++ % 2 == 0;
            var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = server.Address.ToString(),
                JavaScriptEnabled = desk.Scripts,
                Locale = "zh-CN",
                ViewportSize = new ViewportSize { Width = 1366, Height = 768 },
            });
            context.SetDefaultTimeout(90_000);
            desk.Page = await context.NewPageAsync();
            desk.Page.PageError += (_, error) => _scriptErrors.Add($"{desk.Page.Url}: {error}");
            await desk.Page.GotoAsync("/sign-in");
            await desk.Page.FillAsync("#user-name", user);
            await desk.Page.FillAsync("#password", ServerProcess.Password);
            await desk.Page.ClickAsync("main button[type=submit]");
            await Assertions.Expect(desk.Page).ToHaveURLAsync(Workbench());
            _desks[user] = desk;
        }

        Scripts = desk.Scripts;
        return desk.Page;
    }

    /// <summary>Everybody goes home.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (page, _) in _desks.Values)
        {
            await page.Context.CloseAsync();
        }

        _desks.Clear();
    }

    [GeneratedRegex("/workbench")]
    private static partial Regex Workbench();
}
