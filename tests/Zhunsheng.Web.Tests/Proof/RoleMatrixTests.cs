using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Input;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>
/// Every step of every rulebook × everybody: the roles of the rulebook, an organisation of the same role whom the file does not concern, another jurisdiction, the three administrators, nobody at all.
/// The form, its sending, and the same through the interface are given exactly to whom <c>by:</c> names, and refused and logged for everybody else. Looking and sending take turns, and the offices of a
/// jurisdiction take turns at the interface: over its steps each comes to everything.
/// </summary>
public sealed class RoleMatrixTests(DemoSite demo) : IClassFixture<DemoSite>
{
    /// <summary>A step whose office no file names before it: the rulebook is being mended.</summary>
    private const string Unnamed = "费用评估";

    private int _refused;
    private int _turn;

    [Theory]
    [InlineData("fangchenggang-2022")]
    [InlineData("heilongjiang-2023")]
    [InlineData("liangping-2022")]
    [InlineData("taixing-2023")]
    [InlineData("tongliao-2024")]
    public async Task EveryStep_ForEverybody_IsGivenExactlyToWhomTheRulebookNames(string id)
    {
        var book = demo.Books.Single(b => b.Id == id);
        var before = await demo.Refusals();
        var files = await demo.Files(book);
        var acts = files.Sum(f => f.Head);
        var wrong = new List<string>();
        var (tried, allowed, untried) = (0, 0, new List<string>());
        foreach (var step in book.Steps.Where(s => s.Via is null))
        {
            if (Place(book, step, files) is not var (file, standing, state))
            {
                if (!step.Opens)
                {
                    untried.Add(step.Name);
                }

                continue;
            }

            foreach (var who in Everybody(book))
            {
                var may = DemoSite.MayAct(who, file, book, standing, state);
                tried++;
                allowed += may ? 1 : 0;
                wrong.AddRange(await Try(who, file, book, standing, state, may));
            }

            wrong.AddRange(await TryNobody(file, step));
        }

        foreach (var step in book.Steps.Where(s => s.Opens))
        {
            foreach (var who in Everybody(book))
            {
                tried++;
                wrong.AddRange(await TryOpening(who, book, step));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.True(untried.Count == 0, "No file of the demo data has a place for: " + string.Join("、", untried));
        Assert.True(allowed > 20 && tried > 10 * book.Steps.Length, $"{tried} tried, {allowed} allowed");
        Assert.Equal(_refused, await demo.Refusals() - before);
        Assert.Equal(acts, (await demo.Files(book)).Sum(f => f.Head));
    }

    [Theory]
    [InlineData("fangchenggang-2022")]
    [InlineData("heilongjiang-2023")]
    [InlineData("liangping-2022")]
    [InlineData("taixing-2023")]
    [InlineData("tongliao-2024")]
    public async Task EveryAct_OfTheDemoData_WasDoneBySomebodyWhoSawTheFile(string id)
    {
        var book = demo.Books.Single(b => b.Id == id);
        var blind = new List<string>();
        foreach (var file in await demo.Files(book))
        {
            foreach (var act in file.Acts.Where(a => a.Number > 1 && a.ConveyedFrom is null && a.Step != Unnamed))
            {
                var before = file with { Acts = [.. file.Acts.Take(act.Number - 1)] };
                if (!DemoSite.Sees(demo.People.Single(p => p.UserId == act.Actor.UserId), before, book, new Evaluation(book, CaseFold.Situation(before, book, act.On))))
                {
                    blind.Add($"{file.Number}#{act.Number.ToString(CultureInfo.InvariantCulture)} {act.Step}：{act.Actor.OrganisationName}");
                }
            }
        }

        Assert.Empty(blind);
    }

    /// <summary>Where a step is tried: a file in which it is open, else one in which it stands in another way.</summary>
    private static (CaseFile File, Evaluation Standing, StepState State)? Place(Rulebook book, Step step, ImmutableArray<CaseFile> files)
    {
        (CaseFile, Evaluation, StepState)? other = null;
        foreach (var file in files.Where(f => f.Kind == step.Kind))
        {
            var standing = new Evaluation(book, CaseFold.Situation(file, book, DemoSite.Today));
            // Where nothing is there yet for which the step is to be done, it is tried with a key made up.
            foreach (var state in standing.Steps().Where(s => s.Step.Name == step.Name).Select(s => s.Key.IsNull == step.Each is null ? s : standing.Step(step.Name, FeelValue.Of(1m))))
            {
                if (state.Status == StepStatus.Open)
                {
                    return (file, standing, state);
                }

                other ??= (file, standing, state);
            }
        }

        return other;
    }

    /// <summary>One of each organisation of the rulebook, everybody who can be drawn, one of another jurisdiction, and an administrator, each time another one.</summary>
    private IEnumerable<Identity> Everybody(Rulebook book) => demo.People.Where(p => p.In(book).Any()).GroupBy(p => p.In(book).Any(r => DemoSite.IsDrawn(book.FindRole(r)!, book)) ? p.Login : p.Organisation).Select(g => g.First())
        .Append(demo.People.First(p => !p.Administrates && !p.In(book).Any() && p.Roles.Any(r => demo.Books.Any(b => b.Id == r.Rulebook && b.FindRole(r.Role) is { Own: false, Named: null }))))
        .Append(demo.People.Where(p => p.Administrates).ElementAt(_turn % 3));

    private async Task<List<string>> Try(Identity who, CaseFile file, Rulebook book, Evaluation standing, StepState state, bool may)
    {
        var wrong = new List<string>();
        var sees = DemoSite.Sees(who, file, book, standing);
        var name = Uri.EscapeDataString(state.Step.Name);
        var page = $"/cases/{file.Number}/steps/{name}{(state.Key.IsNull ? "" : "?key=" + Uri.EscapeDataString(ActCodec.EncodeValue(state.Key)))}";
        var browser = await demo.As(who);
        var expected = may ? 200 : sees ? 403 : 404;

        // Looking and sending take turns; those who may act look.
        if (may || ++_turn % 2 == 0)
        {
            await Expect(expected, await browser.Client.GetAsync(new Uri(page, UriKind.Relative)), "GET " + page);
        }
        else
        {
            using var form = new MultipartFormDataContent { { new StringContent("1"), "outcome" } };
            await Expect(expected, await browser.Client.PostAsync(new Uri(page, UriKind.Relative), form), "POST " + page);
        }

        if (who.Administrates || (!state.Key.IsNull && standing.Steps().All(s => s.Step.Name != state.Step.Name || s.Key != state.Key)))
        {
            return wrong;
        }

        // A program stands for an organisation, never for a person who was drawn.
        var person = who.In(book).All(r => DemoSite.IsDrawn(book.FindRole(r)!, book));
        var program = await demo.ProgramOf(who);
        var (programSees, programMay) = person ? (false, false) : (sees, may);
        var answer = !programSees ? 404 : programMay ? 200 : 403;
        var resource = $"/api/v1/projects/{file.Number}/steps/{name}";

        // Whom the file does not concern, and who may act, always; of the others, who take turns over the steps, one in four.
        if (programSees && !programMay && _turn % 4 != 0)
        {
            return wrong;
        }

        if (programMay || _turn % 8 == 0)
        {
            await Expect(answer, (await program.Get(resource + (state.Key.IsNull ? "" : "?key=" + Uri.EscapeDataString(StepKeys.Text(state.Key))))).Response, "GET " + resource, logged: programMay);
        }

        if (!programMay)
        {
            var body = new JsonObject { ["step"] = state.Step.Name, ["outcome"] = state.Step.Outcomes[0].Name, ["facts"] = new JsonObject(), ["head"] = file.Head };
            if (!state.Key.IsNull)
            {
                body["key"] = JsonNode.Parse(StepKeys.Text(state.Key));
            }

            await Expect(answer, (await program.Post($"/api/v1/projects/{file.Number}/acts", body.ToJsonString())).Response, "POST acts " + state.Step.Name);
        }

        return wrong;

        async Task Expect(int status, HttpResponseMessage response, string what, bool logged = false)
        {
            var text = await response.Content.ReadAsStringAsync();
            if ((int)response.StatusCode != status)
            {
                wrong.Add($"{who} {what} [{state.Status}]: {(int)response.StatusCode}, not {status}; by {string.Join("、", state.Roles)}");
            }

            if (!sees && CaseFold.Situation(file, book, null) is { } situation && situation.Facts.GetValueOrDefault(book.Kinds.Single(k => k.Name == file.Kind).TitleFact) is { AsString: { Length: > 3 } title } && text.Contains(title, StringComparison.Ordinal))
            {
                wrong.Add($"{who} {what} tells the name of {file.Number}");
            }

            if (status is 403 or 404 && !logged)
            {
                _refused++;
            }
        }
    }

    private async Task<List<string>> TryNobody(CaseFile file, Step step)
    {
        var wrong = new List<string>();
        var page = $"/cases/{file.Number}/steps/{Uri.EscapeDataString(step.Name)}";
        var stranger = demo.Site.Browser();
        var get = await stranger.Get(page);
        using var form = new MultipartFormDataContent { { new StringContent("1"), "outcome" } };
        var post = await stranger.Client.PostAsync(new Uri(page, UriKind.Relative), form);
        var program = demo.Site.Program("");
        var act = await program.Post($"/api/v1/projects/{file.Number}/acts", "{}");
        if (get.Status != 302 || !get.Location!.Contains("/sign-in", StringComparison.Ordinal) || (int)post.StatusCode != 303 || act.Status != 401)
        {
            wrong.Add($"nobody {page}: {get.Status} {(int)post.StatusCode} {act.Status}");
        }

        return wrong;
    }

    private async Task<List<string>> TryOpening(Identity who, Rulebook book, Step step)
    {
        var wrong = new List<string>();
        var cases = demo.Site.Services.GetRequiredService<CaseStore>();
        var begun = new Evaluation(book, CaseFold.Situation(await cases.Begin(book, step.Kind, who.OrganisationId, who.Organisation), book, DemoSite.Today));
        var may = !who.Administrates && begun.Step(step.Name).Roles.Any(who.In(book).Contains);
        var address = $"rulebook={book.Id}&step={Uri.EscapeDataString(step.Name)}";
        var browser = await demo.As(who);
        var get = await browser.Get("/projects/new?" + address);
        Note(get.Status == (may ? 200 : 403), $"{who} opening {step.Name}: {get.Status}", may);
        if (may)
        {
            return wrong;
        }

        using var form = new MultipartFormDataContent { { new StringContent("1"), "outcome" } };
        var post = await browser.Client.PostAsync(new Uri("/projects/new?" + address, UriKind.Relative), form);
        Note((int)post.StatusCode == 403, $"{who} opening {step.Name} by POST: {(int)post.StatusCode}", may);
        if (!who.Administrates)
        {
            var program = await demo.ProgramOf(who);
            var act = await program.Post("/api/v1/projects", JsonSerializer.Serialize(new { rulebook = book.Id, step = step.Name, outcome = step.Outcomes[0].Name, facts = new { } }));
            Note(act.Status == 403, $"{who} opening {step.Name} through the interface: {act.Status.ToString(CultureInfo.InvariantCulture)} {act.Text}", may);
        }

        return wrong;

        void Note(bool right, string what, bool given)
        {
            if (!right)
            {
                wrong.Add(what);
            }

            _refused += given ? 0 : 1;
        }
    }
}
