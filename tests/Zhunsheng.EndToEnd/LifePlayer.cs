using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.EndToEnd;

/// <summary>Plays a life on a server of its own and compares where it ends.</summary>
internal sealed partial class LifePlayer(IBrowser browser, ServerProcess server, Life life) : IAsyncDisposable
{
    private readonly Dictionary<string, string> _numbers = [];
    private readonly Office _office = new(browser, server);
    private readonly HashSet<string> _asked = [];
    private readonly StringBuilder _otherwise = new();

    /// <summary>A folder for a picture of the page after each act, wide and narrow; null for none. For looking through a life by hand.</summary>
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("ZHUNSHENG_PICTURES");

    /// <summary>Plays all acts. An act that should be done and is not ends the life; whatever else goes otherwise is told at the end, each with its line and what the page says.</summary>
    public async Task Play()
    {
        foreach (var (act, index) in life.Acts.Select((a, i) => (a, i)))
        {
            IPage? page = null;
            try
            {
                page = await _office.SitDown(act.By, act.On);
                await Play(act, page);
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or PlaywrightException or TimeoutException or InvalidDataException)
            {
                var text = page is null ? "" : $"{page.Url}\n{await page.InnerTextAsync("main")}\n";
                _otherwise.AppendLine(CultureInfo.InvariantCulture, $"Lives/{life.Name}.yaml({act.Line}): {act.Deed} {act.Target} by {act.By} on {act.On:yyyy-MM-dd}, {(_office.Scripts ? "with" : "without")} scripts: {e.Message}\n{text}{server.Errors}");
                if (act.Deed is LifeDeed.Begin or LifeDeed.Do && page?.Url.Contains("done=", StringComparison.Ordinal) is not true)
                {
                    break;
                }
            }

            await Picture(page, index, act);
        }

        Assert.True(_otherwise.Length == 0, _otherwise.ToString());
        var unasked = life.Defaults.Keys.Except(_asked).ToList();
        Assert.True(unasked.Count == 0, $"Lives/{life.Name}.yaml: no form asked for these defaults: {string.Join(", ", unasked)}");
        Assert.True(_office.ScriptErrors.Count == 0, string.Join('\n', _office.ScriptErrors));
    }

    /// <summary>Compares the files as the storage has them with what is expected at the end.</summary>
    public async Task Compare()
    {
        await using var services = server.OpenStorage();
        await services.GetRequiredService<RulebookLibrary>().Reload();
        var store = services.GetRequiredService<CaseStore>();
        var wrong = new StringBuilder();
        foreach (var (name, end) in life.Ends)
        {
            var file = (await store.LoadByNumber(_numbers[name]))!;
            var book = (await store.RulebookOf(file))!;
            var situation = CaseFold.Situation(file, book, life.Acts[^1].On);
            void Is<T>(string what, T expected, T actual)
            {
                if (!Equals(expected, actual))
                {
                    wrong.AppendLine(CultureInfo.InvariantCulture, $"{name} {what}: {actual} instead of {expected}");
                }
            }

            Is("closed", end.Closed ?? situation.Closed, situation.Closed);
            Is("acts", end.Acts ?? file.Acts.Length, file.Acts.Length);
            var evaluation = new Evaluation(book, situation);
            foreach (var (fact, value) in end.Facts)
            {
                Is(fact, FormFiller.Plain(Resolved(value)), Shown(evaluation.Fact(fact)));
            }

            foreach (var (step, count) in end.Steps)
            {
                Is(step, count, file.Acts.Count(a => a.Kind == ActKind.Deed && a.Step == step));
            }

            foreach (var (question, answer) in end.May)
            {
                Is(question, Shown(answer is { } yes ? FeelValue.Of(yes) : FeelValue.Null), Shown(evaluation.Ask(question).Value));
            }
        }

        Assert.True(wrong.Length == 0, $"Lives/{life.Name}.yaml at the end:\n{wrong}");
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    private async Task Play(LifeAct act, IPage page)
    {
        switch (act.Deed)
        {
            case LifeDeed.Begin:
                await page.GotoAsync($"/projects/new?rulebook={life.Name}&step={Uri.EscapeDataString(act.Target)}");
                await Done(act, page);
                _numbers[act.File!] = Uri.UnescapeDataString(NumberPattern().Match(page.Url).Groups[1].Value);
                break;
            case LifeDeed.Do:
                await page.GotoAsync(StepAddress(act));
                await Done(act, page);
                break;
            case LifeDeed.Try:
                await page.GotoAsync(act.File is null ? $"/projects/new?rulebook={life.Name}&step={Uri.EscapeDataString(act.Target)}" : StepAddress(act));
                await Refused(act, page);
                break;
            case LifeDeed.See:
                Assert.Equal(200, (await page.GotoAsync(Resolved(act.Target)))!.Status);
                break;
            case LifeDeed.None:
                await Nothing(act, page);
                break;
            default:
                await page.GotoAsync("/dashboard");
                await DashboardRecount.EveryNumber(page, act.Target == "true" ? 1 : int.Parse(act.Target, CultureInfo.InvariantCulture));
                break;
        }

        var text = await page.InnerTextAsync("body");
        foreach (var said in act.Says.Select(Resolved))
        {
            Assert.True(text.Contains(said, StringComparison.Ordinal), $"the page does not say {said}");
        }

        foreach (var silent in act.Silent.Select(Resolved))
        {
            Assert.False(text.Contains(silent, StringComparison.Ordinal), $"the page says {silent}");
        }
    }

    private async Task<FormFiller> Fill(LifeAct act, IPage page)
    {
        if (await page.Locator("form#step-form").CountAsync() == 0)
        {
            throw new InvalidDataException("there is no form");
        }

        var form = new FormFiller(page, _office.Scripts, act, life.Defaults, Resolved);
        await form.Send(act.Warned, send: act.Deed != LifeDeed.Try || act.Warned.IsEmpty);
        _asked.UnionWith(form.Asked);
        Assert.True(form.Unfilled.Count == 0, $"the form does not ask for {string.Join(", ", form.Unfilled)}");
        return form;
    }

    private async Task Done(LifeAct act, IPage page)
    {
        await Fill(act, page);
        Assert.True(page.Url.Contains("done=", StringComparison.Ordinal), "it was not done");
    }

    private async Task Refused(LifeAct act, IPage page)
    {
        if (await page.Locator("form#step-form").CountAsync() == 0)
        {
            Assert.True(act.Kept.IsEmpty && act.Facts.IsEmpty, "there is no form that could be filled");
            return;
        }

        var form = await Fill(act, page);
        Assert.False(page.Url.Contains("done=", StringComparison.Ordinal), "it was done, and should have been refused");
        var stands = await FormFiller.Standing(page);
        foreach (var (field, typed) in form.Typed)
        {
            Assert.True(stands.GetValueOrDefault(field) == typed, $"{field} was filled with {typed}, and after the refusal there stands {stands.GetValueOrDefault(field) ?? "nothing"}");
        }

        foreach (var (fact, typed) in act.Kept)
        {
            Assert.Equal(typed, stands.FirstOrDefault(s => s.Key.EndsWith("." + fact, StringComparison.Ordinal)).Value);
        }
    }

    private async Task Nothing(LifeAct act, IPage page)
    {
        var unknown = await page.GotoAsync(NumberInAddress().Replace(Resolved(act.Target), m => m.Groups[1].Value + "9999"));
        var (status, said) = (unknown!.Status, await page.InnerTextAsync("main"));
        var answer = await page.GotoAsync(Resolved(act.Target));
        Assert.Equal(404, answer!.Status);
        Assert.Equal(status, answer.Status);
        Assert.Equal(said, await page.InnerTextAsync("main"));
    }

    private string StepAddress(LifeAct act) =>
        $"/cases/{_numbers[act.File ?? throw new InvalidDataException("which file is not said")]}/steps/{Uri.EscapeDataString(act.Target)}{(act.Key is null ? "" : "?key=" + Uri.EscapeDataString(Resolved(act.Key)))}";

    /// <summary>A text with the numbers of the files it names.</summary>
    private string Resolved(string text) => ReferencePattern().Replace(text, m => _numbers.GetValueOrDefault(m.Groups[1].Value) ?? throw new InvalidDataException($"{m.Value} names no file that is open"));

    private System.Text.Json.Nodes.JsonNode? Resolved(System.Text.Json.Nodes.JsonNode? value) => value is null ? null : System.Text.Json.Nodes.JsonNode.Parse(ReferencePattern().Replace(value.ToJsonString(), m => _numbers[m.Groups[1].Value]));

    private static string Shown(FeelValue value) => value.IsNull ? "" : SituationReader.Shown(value);

    private static async Task Picture(IPage? page, int index, LifeAct act)
    {
        if (s_pictures is null || page is null)
        {
            return;
        }

        foreach (var width in new[] { 1366, 390 })
        {
            await page.SetViewportSizeAsync(width, 768);
            await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(s_pictures, $"{index:000}-{act.Deed}-{act.Target.Replace('/', '_')}-{width}.png") });
        }

        await page.SetViewportSizeAsync(1366, 768);
    }

    [GeneratedRegex("/cases/([^/?#]+)")]
    private static partial Regex NumberPattern();

    [GeneratedRegex("(/cases/[A-Z]+-[A-Z0-9-]*?)[0-9]{4}(?=$|[/?#])")]
    private static partial Regex NumberInAddress();

    [GeneratedRegex("@([a-z][a-z0-9]*)")]
    private static partial Regex ReferencePattern();
}
