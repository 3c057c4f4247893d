using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Zhunsheng.EndToEnd;

/// <summary>Fills the form of a step as a life says, hands in the papers it asks for, and sends it.</summary>
/// <param name="page">The page with the form.</param>
/// <param name="scripts">Whether the page has scripts.</param>
/// <param name="act">What is said for this act.</param>
/// <param name="defaults">What is filled in where the act says nothing.</param>
/// <param name="resolve">Puts the numbers of files into a text.</param>
internal sealed class FormFiller(IPage page, bool scripts, LifeAct act, ImmutableDictionary<string, JsonNode?> defaults, Func<string, string> resolve)
{
    private const string Others = "其他";

    /// <summary>How long a single field is waited for, in milliseconds.</summary>
    private const float FieldPatience = 15_000;

    /// <summary>What every field is made of: its name, the kind of its control, and whether it is asked.</summary>
    private const string FieldsScript = """
        all => all.map(e => {
          const n = e.dataset.field, own = e.querySelector(`[name="${n}"]`);
          const kind = e.querySelector(`[name="${n}.其他.0"]`) ? 'mend' : own ? (own.tagName === 'INPUT' ? own.type : own.tagName.toLowerCase()) : e.querySelector(`[name^="${n}."]`) ? 'rows' : 'none';
          return [n, kind, e.closest('[hidden]') ? 'hidden' : ''].join('|');
        })
        """;

    /// <summary>What stands in single-valued fields.</summary>
    private const string StandingScript = """
        form => { const said = {};
          form.querySelectorAll('[data-field]').forEach(e => { const n = e.dataset.field;
            const own = [...e.querySelectorAll(`[name="${n}"]`)];
            if (!own.length || own[0].type === 'checkbox') { return; }
            said[n] = own[0].type === 'radio' ? (own.find(o => o.checked) || {value: ''}).value : own[0].value; });
          return said; }
        """;

    private static int s_papers;
    private readonly Dictionary<string, string> _typed = [];
    private readonly HashSet<string> _asked = [];
    private readonly HashSet<string> _filled = [];

    /// <summary>The facts that were asked.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>What was typed or chosen, by the name of the field, where a field takes one value.</summary>
    public IReadOnlyDictionary<string, string> Typed => _typed;

    /// <summary>What the act says and the form has no place for.</summary>
    public IReadOnlyCollection<string> Unfilled { get; private set; } = [];

    /// <summary>
    /// Fills, and sends unless the hints are all that is asked for. Hints are shown once before the act is taken: with scripts while one fills, without in an answer of their own, after which the form is sent again.
    /// </summary>
    /// <param name="hints">What the hints say; empty when there are to be none.</param>
    /// <param name="send">Whether the form is sent.</param>
    public async Task Send(IReadOnlyList<string> hints, bool send)
    {
        var buttons = await page.Locator("button[name=outcome]").EvaluateAllAsync<string[]>("all => all.map(b => b.value)");
        var outcome = act.Outcome ?? buttons.FirstOrDefault() ?? throw new InvalidDataException("the form offers no outcome");
        if (!buttons.Contains(outcome))
        {
            throw new InvalidDataException($"the form does not offer {outcome}, only {string.Join(", ", buttons)}");
        }

        await FillAsked("o" + Array.IndexOf(buttons, outcome).ToString(CultureInfo.InvariantCulture) + ".");
        if (hints.Count > 0 && (scripts || !send))
        {
            await Reckon();
            await Hinted("#derived-panel", hints);
        }

        Unfilled = [.. act.Facts.Keys.Except(_asked), .. await HandIn()];
        if (!send)
        {
            return;
        }

        if (hints.Count == 0 && await page.Locator("input[name=seen]").CountAsync() > 0)
        {
            throw new InvalidDataException("there are hints before the act is taken: " + await page.InnerTextAsync("#derived-panel"));
        }

        var button = page.Locator($"button[name=outcome][value=\"{outcome}\"]");
        await Press(page, button);
        if (hints.Count > 0 && !scripts)
        {
            await Hinted(".note:has(#unseen)", hints);
            await Press(page, button);
        }
    }

    /// <summary>What stands in the fields of a form that take one value, by the name of the field.</summary>
    public static Task<Dictionary<string, string>> Standing(IPage page) => page.Locator("#step-form").EvaluateAsync<Dictionary<string, string>>(StandingScript);

    /// <summary>Presses a button that sends the form, and waits for the page that answers.</summary>
    public static async Task Press(IPage page, ILocator button)
    {
        var answer = page.WaitForRequestFinishedAsync(new PageWaitForRequestFinishedOptions { Predicate = r => r.IsNavigationRequest && r.Method == "POST" });
        try
        {
            await button.ClickAsync(new LocatorClickOptions { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            // One that scripts show as idle can be pressed all the same: what it sends is refused with its reason.
            await button.EvaluateAsync("b => b.click()");
        }

        await answer;
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>A value as a form takes it; several on a line each.</summary>
    public static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join("、", list.Select(Plain)),
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.True => "是",
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.False => "否",
        _ => value.ToString(),
    };

    /// <summary>Fills what is asked, and then what is asked because of that.</summary>
    private async Task FillAsked(string scope)
    {
        for (var round = 0; round < 5; round++)
        {
            var fields = (await page.Locator("[data-field]").EvaluateAllAsync<string[]>(FieldsScript)).Select(f => f.Split('|')).ToList();
            var next = fields.Where(f => f[2].Length == 0 && (f[0].StartsWith("f.", StringComparison.Ordinal) || f[0].StartsWith(scope, StringComparison.Ordinal)) && _filled.Add(f[0])).ToList();
            foreach (var field in next)
            {
                await FillUnlessGone(field[0], field[1]);
            }

            if (next.Count == 0 || fields.All(f => f[2].Length == 0))
            {
                return;
            }

            await Reckon();
        }
    }

    /// <summary>Fills a field. Where scripts have hidden it since the fields were looked through, it waits for the next look: it may be asked again by then.</summary>
    private async Task FillUnlessGone(string name, string kind)
    {
        page.SetDefaultTimeout(FieldPatience);
        try
        {
            await Fill(name, kind);
        }
        catch (TimeoutException) when (scripts)
        {
            if (!await page.Locator($"[data-field=\"{name}\"]").EvaluateAsync<bool>("e => !!e.closest('[hidden]')"))
            {
                throw;
            }

            _filled.Remove(name);
            _typed.Remove(name);
            _asked.Remove(FactOf(name));
        }
        finally
        {
            page.SetDefaultTimeout(Office.Patience);
        }
    }

    /// <summary>The fact of a field.</summary>
    private static string FactOf(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Lets the page work out which fields are asked now: by itself with scripts, by its button without.</summary>
    private async Task Reckon()
    {
        if (!scripts)
        {
            await Press(page, page.Locator("button[data-without-script]"));
            return;
        }

        var derived = await page.RunAndWaitForRequestAsync(
            () => page.EvalOnSelectorAsync("#step-form", "form => form.dispatchEvent(new Event('input'))"), r => r.Url.Contains("derive=1", StringComparison.Ordinal));
        await derived.ResponseAsync();
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 50))");
    }

    private async Task Hinted(string place, IReadOnlyList<string> hints)
    {
        var said = await page.Locator(place).CountAsync() > 0 ? await page.InnerTextAsync(place) : "";
        if (hints.FirstOrDefault(h => !said.Contains(resolve(h), StringComparison.Ordinal)) is { } missing)
        {
            throw new InvalidDataException($"no hint says {missing}; there are: {said}");
        }
    }

    private async Task Fill(string name, string kind)
    {
        var fact = FactOf(name);
        if (kind == "none" || (!act.Facts.TryGetValue(fact, out var value) && !defaults.TryGetValue(fact, out value)))
        {
            return;
        }

        _asked.Add(fact);
        switch (kind)
        {
            case "radio":
                await page.Locator($"[name=\"{name}\"][value=\"{_typed[name] = Text(value)}\"]").CheckAsync();
                break;
            case "checkbox":
                await Tick(name, value);
                break;
            case "select":
                await page.Locator($"[name=\"{name}\"]").SelectOptionAsync(_typed[name] = Text(value));
                break;
            case "mend":
                await List(name, value);
                break;
            case "rows":
                await Rows(name, value as JsonArray ?? throw new InvalidDataException($"{fact} is a list of mappings"));
                break;
            default:
                await page.Locator($"[name=\"{name}\"]").FillAsync(_typed[name] = value is JsonArray several ? string.Join('\n', several.Select(Text)) : Text(value));
                break;
        }
    }

    /// <summary>Ticks exactly these; of case files also what is said about each.</summary>
    private async Task Tick(string name, JsonNode? value)
    {
        var told = value switch
        {
            JsonObject map => map.ToDictionary(m => resolve(m.Key), m => m.Value as JsonObject),
            JsonArray list => list.ToDictionary(Text, _ => default(JsonObject)),
            null => [],
            _ => new Dictionary<string, JsonObject?> { [Text(value)] = null },
        };
        var offered = await page.Locator($"[name=\"{name}\"]").EvaluateAllAsync<string[]>("all => all.map(b => b.value + '|' + b.checked)");
        if (told.Keys.Except(offered.Select(o => o.Split('|')[0])).ToList() is { Count: > 0 } missing)
        {
            throw new InvalidDataException($"{name} does not offer {string.Join(", ", missing)}, only {string.Join(", ", offered)}");
        }

        foreach (var box in offered.Select(o => o.Split('|')))
        {
            if (told.ContainsKey(box[0]) != (box[1] == "true"))
            {
                await page.Locator($"[name=\"{name}\"][value=\"{box[0]}\"]").SetCheckedAsync(told.ContainsKey(box[0]));
            }
        }

        foreach (var (number, cells) in told)
        {
            foreach (var (cell, said) in cells ?? [])
            {
                await page.Locator($"tr[data-pick=\"{number}\"] input[name$=\".{cell}\"]").FillAsync(Text(said));
            }
        }
    }

    /// <summary>The list of what is to be mended: papers and answers by their name with what is wanted, and other things in words.</summary>
    private async Task List(string name, JsonNode? value)
    {
        foreach (var (label, wanted) in value as JsonObject ?? new JsonObject { [Others] = Text(value) })
        {
            if (label == Others)
            {
                await page.FillAsync($"[name=\"{name}.{Others}.0\"]", Text(wanted));
                continue;
            }

            var row = page.Locator($"[data-field=\"{name}\"] tr").Filter(new LocatorFilterOptions { Has = page.GetByText(label, new PageGetByTextOptions { Exact = true }) });
            await row.Locator("input[type=checkbox]").CheckAsync();
            await row.Locator("input.input").FillAsync(Text(wanted));
        }
    }

    private async Task Rows(string name, JsonArray rows)
    {
        foreach (var (row, index) in rows.Select((r, i) => (r as JsonObject ?? throw new InvalidDataException($"{name}: a row is a mapping"), i)))
        {
            foreach (var (cell, said) in row)
            {
                var control = page.Locator($"[name=\"{name}.{index.ToString(CultureInfo.InvariantCulture)}.{cell}\"]");
                if (await control.CountAsync() == 0)
                {
                    await Press(page, page.Locator($"[data-field=\"{name}\"] button[value=derive]").First);
                }

                if (await control.EvaluateAsync<string>("e => e.tagName") == "SELECT")
                {
                    await control.SelectOptionAsync(Text(said));
                }
                else
                {
                    await control.FillAsync(Text(said));
                }
            }
        }
    }

    private string Text(JsonNode? value) => resolve(Plain(value));

    /// <summary>Hands in every paper the page asks for or may ask for by what was just filled in, except those left out on purpose, and those that may be added. Returns what the act says and the page does not ask for.</summary>
    private async Task<IEnumerable<string>> HandIn()
    {
        var papers = await page.Locator("#papers > ul > li").EvaluateAllAsync<string[]>("""
            all => all.map(li => { const due = li.querySelector('.tag--mend') || li.innerText.includes('要不要交看');
              return li.querySelector('b').innerText.trim() + '|' + (li.querySelector('input[type=file]') ? (due ? 'file' : 'free') : li.querySelector('input[type=checkbox]:not([disabled])') ? (due ? 'tick' : 'free-tick') : ''); })
            """);
        for (var i = 0; i < papers.Length; i++)
        {
            var (title, kind) = (papers[i].Split('|')[0], papers[i].Split('|')[1]);
            if (kind.Length == 0 || act.Omit.Contains(title) || (kind.StartsWith("free", StringComparison.Ordinal) && !act.Add.Contains(title)))
            {
                continue;
            }

            var item = page.Locator("#papers > ul > li").Nth(i);
            if (kind.EndsWith("tick", StringComparison.Ordinal))
            {
                await item.Locator("input[type=checkbox]").CheckAsync();
            }
            else
            {
                await item.Locator("input[type=file]").SetInputFilesAsync(Paper(title));
            }
        }

        return act.Omit.Concat(act.Add).Except(papers.Select(p => p.Split('|')[0]));
    }

    /// <summary>A small PDF unlike any other.</summary>
    private static FilePayload Paper(string title) => new()
    {
        Name = title + ".pdf",
        MimeType = "application/pdf",
        Buffer = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4\n% paper {Interlocked.Increment(ref s_papers).ToString(CultureInfo.InvariantCulture)}\n%%EOF\n"),
    };
}
