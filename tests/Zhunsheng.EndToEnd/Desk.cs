using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.EndToEnd;

/// <summary>A person at a desk: signs in and does steps through the pages.</summary>
internal sealed class Desk(IBrowser browser, ServerProcess server, DemoScript script, bool scripts)
{
    private readonly Dictionary<string, IPage> _pages = [];
    private int _papers;

    /// <summary>The page of the one who acted last.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>Sits down as this person, at 9:30 of this day. Everyone signs in anew each time: sessions end when idle.</summary>
    public async Task<Desk> As(string user, string day)
    {
        server.SetTime(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        if (_pages.Remove(user, out var before))
        {
            await before.Context.CloseAsync();
        }

        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            JavaScriptEnabled = scripts,
            Locale = "zh-CN",
            ViewportSize = new ViewportSize { Width = 1366, Height = 768 },
        });
        context.SetDefaultTimeout(20_000);
        Page = _pages[user] = await context.NewPageAsync();
        await SignIn(user, server.Demo ? DemoData.Password : ServerProcess.Password);
        await Assertions.Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/workbench"));
        return this;
    }

    public async Task SignIn(string user, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("#user-name", user);
        await Page.FillAsync("#password", password);
        await Page.ClickAsync("main button[type=submit]");
    }

    /// <summary>Opens a case file with its first step and returns its number.</summary>
    public async Task<string> Begin(string rulebook, string step, string? outcome = null, params (string Fact, object Value)[] facts)
    {
        await Page.GotoAsync($"/projects/new?rulebook={rulebook}&step={Uri.EscapeDataString(step)}");
        await FillAndSend(step, outcome, [], [], facts);
        await ExpectDone(step);
        return Page.Url.Split("/cases/")[1].Split('?', '#', '/')[0];
    }

    /// <summary>Does a step and sees that it is done.</summary>
    public async Task Do(string number, string step, string? outcome = null, string? key = null, string[]? omit = null, string[]? add = null, params (string Fact, object Value)[] facts)
    {
        await Try(number, step, outcome, key, omit, add, facts);
        await ExpectDone(step);
    }

    /// <summary>Fills a step's form and sends it, whatever comes of it.</summary>
    public async Task Try(string number, string step, string? outcome = null, string? key = null, string[]? omit = null, string[]? add = null, params (string Fact, object Value)[] facts)
    {
        await Page.GotoAsync($"/cases/{number}/steps/{Uri.EscapeDataString(step)}{(key is null ? "" : "?key=" + Uri.EscapeDataString(key))}");
        await FillAndSend(step, outcome, omit ?? [], add ?? [], facts);
    }

    /// <summary>The whole text of the page.</summary>
    public Task<string> Text() => Page.InnerTextAsync("body");

    private async Task ExpectDone(string step)
    {
        if (!Page.Url.Contains("/cases/", StringComparison.Ordinal) || Page.Url.Contains("/steps/", StringComparison.Ordinal))
        {
            Assert.Fail($"{step} was not done: {Page.Url}\n{await Text()}\n{server.Output}");
        }
    }

    private async Task FillAndSend(string step, string? outcome, string[] omit, string[] add, (string Fact, object Value)[] facts)
    {
        if (await Page.Locator("form[enctype]").CountAsync() == 0)
        {
            Assert.Fail($"{step} shows no form: {Page.Url}\n{await Text()}\n{server.Output}");
        }

        var buttons = await Page.Locator("button[name=outcome]").EvaluateAllAsync<string[]>("all => all.map(b => b.value)");
        outcome ??= buttons[0];
        var scope = "o" + Array.IndexOf(buttons, outcome).ToString(CultureInfo.InvariantCulture) + ".";
        var filled = new HashSet<string>();
        for (var round = 0; round < 4; round++)
        {
            var names = await Page.Locator("[data-field]:not([hidden])").EvaluateAllAsync<string[]>("all => all.filter(e => !e.closest('[hidden]')).map(e => e.dataset.field)");
            var next = names.Where(n => (n.StartsWith("f.", StringComparison.Ordinal) || n.StartsWith(scope, StringComparison.Ordinal)) && filled.Add(n)).ToList();
            foreach (var name in next)
            {
                await Fill(name, facts);
            }

            if (next.Count == 0 || await Page.Locator("[data-field][hidden]").CountAsync() == 0)
            {
                break;
            }

            await Reckon();
        }

        await HandIn(omit, add);
        await Send(Page.Locator($"button[name=outcome][value=\"{outcome}\"]"));
    }

    /// <summary>Lets the page work out which fields are asked now: by itself with scripts, by its button without.</summary>
    private async Task Reckon()
    {
        if (scripts)
        {
            await Page.WaitForTimeoutAsync(600);
            await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
        else
        {
            await Send(Page.Locator("button[data-without-script]"));
        }
    }

    /// <summary>Presses a button that sends the form, and waits for the page that answers.</summary>
    private async Task Send(ILocator button)
    {
        var answer = Page.WaitForRequestFinishedAsync(new PageWaitForRequestFinishedOptions { Predicate = r => r.IsNavigationRequest && r.Method == "POST" });
        await button.ClickAsync();
        await answer;
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    private async Task Fill(string name, (string Fact, object Value)[] facts)
    {
        var fact = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var own = facts.FirstOrDefault(f => f.Fact == fact).Value;
        var values = own is not null ? Typed(own) : script.Defaults.TryGetValue(fact, out var node) && node is not null ? Typed(node) : null;
        if (values is null)
        {
            return;
        }

        if (fact == "补正清单")
        {
            await Page.FillAsync($"[name=\"{name}.其他.0\"]", values[0]);
            return;
        }

        var control = Page.Locator($"[name=\"{name}\"]");
        var kind = await control.First.EvaluateAsync<string>("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()");
        switch (kind)
        {
            case "radio" or "checkbox":
                foreach (var value in values)
                {
                    await Page.Locator($"[name=\"{name}\"][value=\"{value}\"]").CheckAsync();
                }

                break;
            case "select":
                await control.SelectOptionAsync(values[0]);
                break;
            default:
                await control.FillAsync(values[0]);
                break;
        }
    }

    private static string[] Typed(object value) => value switch
    {
        string[] several => several,
        bool yes => [yes ? "是" : "否"],
        JsonArray list => [.. list.Select(i => i!.GetValue<string>())],
        JsonNode node when node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => [node.GetValue<bool>() ? "是" : "否"],
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        _ => [value.ToString()!],
    };

    /// <summary>Hands in every paper the page asks for, except those left out on purpose, and those that may be added.</summary>
    private async Task HandIn(string[] omit, string[] add)
    {
        var papers = await Page.Locator("#papers li").EvaluateAllAsync<string[]>(
            "all => all.map(li => [li.querySelector('b').innerText.trim(), li.querySelector('input[type=file]') ? (li.querySelector('.tag--mend') ? 'file' : 'free') : li.querySelector('input[type=checkbox]') ? 'tick' : ''].join('|'))");
        for (var i = 0; i < papers.Length; i++)
        {
            var (title, kind) = (papers[i].Split('|')[0], papers[i].Split('|')[1]);
            if (kind.Length == 0 || omit.Contains(title) || (kind == "free" && !add.Contains(title)))
            {
                continue;
            }

            var item = Page.Locator("#papers li").Nth(i);
            if (kind != "tick")
            {
                await item.Locator("input[type=file]").SetInputFilesAsync(Paper(title));
            }
            else
            {
                await item.Locator("input[type=checkbox]").CheckAsync();
            }
        }
    }

    /// <summary>A small PDF unlike any other.</summary>
    private FilePayload Paper(string title) => new()
    {
        Name = title + ".pdf",
        MimeType = "application/pdf",
        Buffer = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4\n% paper {(++_papers).ToString(CultureInfo.InvariantCulture)}\n%%EOF\n"),
    };
}
