using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Storage.Demo;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Tests;

/// <summary>
/// Walks a project through one rulebook, along a script in the form of the demo data: at each station the person of the office that acts fills in the form – or its program sends the same through
/// the interface –, and another office each time is refused it. That everybody is refused every step, the matrix of roles tries.
/// </summary>
internal sealed class RouteWalk : IAsyncDisposable
{
    /// <summary>What a plan arranges for each project, in 万元.</summary>
    private const string Arranged = "10";

    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly TestSite _site;
    private readonly DemoScript _script;
    private readonly Rulebook _book;
    private readonly Dictionary<string, CaseFile> _files = [];
    private readonly Dictionary<string, string> _people = [];
    private readonly Dictionary<string, (ApiClient Client, DateOnly LastDay)> _programs = [];
    private readonly List<string> _strangers = [];
    private readonly bool _throughInterface;
    private int _papers;
    private int _turn;

    private RouteWalk(TestSite site, DemoScript script, Rulebook book, bool throughInterface) => (_site, _script, _book, _throughInterface) = (site, script, book, throughInterface);

    /// <summary>The rulebook.</summary>
    public Rulebook Book => _book;

    /// <summary>The numbers that were given on the way, in order.</summary>
    public List<string> Numbers { get; } = [];

    /// <summary>How often somebody else was refused a form.</summary>
    public int Refused { get; private set; }

    /// <summary>A site of its own with this rulebook, and the offices of its demo data.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="throughInterface">Whether programs act instead of people.</param>
    public static async Task<RouteWalk> Start(string rulebook, bool throughInterface = false)
    {
        var source = Path.Combine(Root(), "rulebooks");
        var site = new TestSite();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(source, "common")).Concat(Directory.EnumerateFiles(Path.Combine(source, rulebook))))
        {
            var copy = Path.Combine(site.Rulebooks, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, true);
        }

        Directory.Delete(Path.Combine(site.Rulebooks, TownRulebook.Id), true);
        var script = DemoScript.Read(await File.ReadAllTextAsync(Path.Combine(source, rulebook, "demo.yaml")), Today);
        site.Clock.Set(Today);
        site.Set("Api:PerMinute", "100000");
        var book = site.Services.GetRequiredService<RulebookLibrary>().Current(rulebook)!;
        var walk = new RouteWalk(site, script, book, throughInterface);
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var organisation in script.Organisations)
        {
            var grants = organisation.Roles.Select(r => new RoleGrant(rulebook, r)).ToList();
            var entered = await accounts.CreateOrganisation(organisation.Name, null, null, grants, by);
            Assert.Empty(entered.Errors);
            foreach (var (login, name) in organisation.People)
            {
                Assert.Empty((await accounts.CreateUser(login, name, entered.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
                walk._people.TryAdd(organisation.Name, login);
            }
        }

        // An office of the same role that no file concerns, for the unit's own role and those that files name.
        foreach (var (role, at) in book.Roles.Where(r => r.Own || r.Named is not null).Select((r, i) => (r, i)))
        {
            var (name, grants) = ($"旁观的{role.Name}", new[] { new RoleGrant(rulebook, role.Name) });
            var entered = await accounts.CreateOrganisation(name, null, null, grants, by);
            Assert.Empty(entered.Errors);
            Assert.Empty((await accounts.CreateUser($"wai_{at}", "局外人", entered.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
            walk._strangers.Add($"wai_{at}");
        }

        return walk;
    }

    /// <summary>Plays acts of the script in the order of their days.</summary>
    /// <param name="files">The files of the script that take part.</param>
    /// <param name="facts">What is filled in instead of what the script says, by file and fact; a file of * stands for all.</param>
    /// <param name="keep">Which acts are played.</param>
    /// <param name="extra">Acts besides.</param>
    public async Task Play(IReadOnlyCollection<string> files, IReadOnlyDictionary<(string File, string Fact), JsonNode?> facts, Func<DemoAct, bool> keep, params DemoAct[] extra)
    {
        foreach (var act in _script.Acts.Where(a => files.Contains(a.File) && keep(a)).Concat(extra).OrderBy(a => a.On).ToList())
        {
            await Do(act, facts);
        }
    }

    /// <summary>The file of a name in the script as it stands.</summary>
    public async Task<CaseFile> File_(string name) => (await Cases.Load(_files[name].Id))!;

    /// <summary>The page of a file, seen by the one who owns it.</summary>
    public async Task<PageAnswer> PageOf(string name)
    {
        var file = await File_(name);
        return await (await _site.SignedIn(_people[file.OwnerName])).Get($"/cases/{file.Number}");
    }

    /// <summary>A page, seen by the person of an office.</summary>
    public async Task<PageAnswer> See(string role, string address) =>
        await (await _site.SignedIn(_people[_script.Organisations.First(o => o.Roles.Contains(role)).Name])).Get(address);

    /// <summary>Every document of a file, as a page.</summary>
    public async Task<ImmutableArray<(string Name, PageAnswer Page)>> Documents(string name)
    {
        var file = await File_(name);
        var browser = await _site.SignedIn(_people[file.OwnerName]);
        var pages = ImmutableArray.CreateBuilder<(string, PageAnswer)>();
        foreach (var (act, template) in file.Acts.SelectMany(a => OfficialDocument.TemplatesOf(_book, a).Select(t => (a, t))))
        {
            pages.Add((template.Name, await browser.Get($"/cases/{file.Number}/acts/{act.Number.ToString(CultureInfo.InvariantCulture)}/documents/{Uri.EscapeDataString(template.Name)}")));
        }

        return pages.ToImmutable();
    }

    /// <summary>What is wrong with everything that is stored.</summary>
    public async Task<ImmutableArray<string>> Verify() => [.. (await _site.Services.GetRequiredService<ChainVerifier>().VerifyAll()).Findings.Select(f => $"{f.CaseNumber}#{f.ActNumber}: {f.Message}")];

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private CaseStore Cases => _site.Services.GetRequiredService<CaseStore>();

    /// <summary>Tries an act of the script through the interface. Returns the answer.</summary>
    public async Task<ApiAnswer> Attempt(DemoAct act, IReadOnlyDictionary<(string File, string Fact), JsonNode?> facts) => await Post(await Ready(act, facts), act);

    private async Task Do(DemoAct act, IReadOnlyDictionary<(string File, string Fact), JsonNode?> over)
    {
        var ready = await Ready(act, over);
        var (where, step, outcome, key, file, before, roles, office, facts) = ready;
        if (_throughInterface)
        {
            var sent = await Post(ready, act);
            Assert.True(sent.Status == 201, $"{where}: {sent.Status} {sent.Text}");
            _files[act.File] = (await Cases.LoadByNumber((string)sent["case"]!))!;
            return;
        }

        var address = file is null
            ? $"/projects/new?rulebook={_book.Id}&step={Uri.EscapeDataString(step.Name)}"
            : $"/cases/{file.Number}/steps/{Uri.EscapeDataString(step.Name)}{(key.IsNull ? "" : "?key=" + Uri.EscapeDataString(ActCodec.EncodeValue(key)))}";
        await AnotherIsRefused(address, step, roles, office, where);
        var browser = await _site.SignedIn(_people[office]);
        var page = await browser.Get(address);
        Assert.True(page.Status == 200 && page.Document.QuerySelector("form[data-derive]") is not null, $"{where}: {page.Status} {page.Text}");
        var form = Filled(page, step, outcome, facts, before.With(step, key, facts, [], act.On), act);
        var answer = await Browser.Answer(await browser.Client.PostAsync(new Uri(((IHtmlFormElement)page.Document.QuerySelector("form[data-derive]")!).GetAttribute("action")!, UriKind.Relative), form));
        Assert.True(answer.Status == 303, $"{where}: {answer.Status} {answer.Text}");
        var arrived = await browser.Get(Uri.UnescapeDataString(answer.Location!).Split('#')[0]);
        Assert.Equal(200, arrived.Status);
        var done = (await Cases.LoadByNumber(Uri.UnescapeDataString(answer.Location!).Split("/cases/")[1].Split('?')[0]))!;
        _files[act.File] = done;
        foreach (var given in done.Acts[^1].Set.Where(s => _book.Facts[s.Key] is { Number: not null }).Select(s => s.Value.AsString!))
        {
            Assert.Contains(given, arrived.Text, StringComparison.Ordinal);
            Numbers.Add(given);
        }
    }

    /// <summary>What an act of the script comes to: who acts, on which file, with which facts.</summary>
    private async Task<ReadyAct> Ready(DemoAct act, IReadOnlyDictionary<(string File, string Fact), JsonNode?> over)
    {
        _site.Clock.Set(act.On);
        var step = _book.FindStep(act.Step)!;
        var outcome = act.Outcome is null ? step.Outcomes[0] : step.FindOutcome(act.Outcome)!;
        var told = _script.Files.FirstOrDefault(f => f.Name == act.File) ?? new DemoFile(act.File, null, ImmutableDictionary<string, JsonNode?>.Empty);
        var file = _files.TryGetValue(act.File, out var known) ? await Cases.Load(known.Id) : null;
        var before = new Evaluation(_book, CaseFold.Situation(file ?? await Cases.Begin(_book, step.Kind, Guid.Empty, told.Owner ?? ""), _book, act.On));
        var key = act.Key is { } named ? named : step.Each is null ? FeelValue.Null : before.Steps().First(s => s.Step.Name == step.Name && s.Status == StepStatus.Open).Key;
        var where = $"{act.File} {act.On:yyyy-MM-dd} {act.Step}";
        var roles = before.Step(step.Name, key).Roles;
        if (roles.IsEmpty && file is null)
        {
            roles = step.PossibleRoles;
        }

        Assert.False(roles.IsEmpty, where + ": nobody acts");
        var role = roles.FirstOrDefault(r => act.By is { } by && _script.Organisations.Any(o => o.Name == by && o.Roles.Contains(r))) ?? roles[0];
        var office = act.By ?? (_book.FindRole(role) is { Own: true } ? told.Owner : null) ?? _script.Organisations.First(o => o.Roles.Contains(role)).Name;
        var facts = Facts(act, told, step, outcome, key, before, over);
        return new ReadyAct(where, step, outcome, key, file, before, roles, office, facts);
    }

    /// <summary>One of those of other roles, or of the same role in an office that the file does not concern, gets no form and can send none.</summary>
    private async Task AnotherIsRefused(string address, Step step, ImmutableArray<string> roles, string office, string where)
    {
        var others = _script.Organisations.Where(o => o.Name != office && o.People.Length > 0 && !o.Roles.Any(roles.Contains)).Select(o => _people[o.Name]).Concat(step.Opens ? [] : _strangers).ToList();
        if (others.Count == 0)
        {
            return;
        }

        var other = others[_turn++ % others.Count];
        var browser = await _site.SignedIn(other);
        var answer = await browser.Get(address);
        Assert.True(answer.Status is 403 or 404, $"{where}: {other} got {answer.Status}");
        Assert.Null(answer.Document.QuerySelector("form[data-derive]"));
        using var form = new MultipartFormDataContent { { new StringContent(step.Outcomes[0].Name), "outcome" } };
        var sent = await browser.Client.PostAsync(new Uri(address, UriKind.Relative), form);
        Assert.True((int)sent.StatusCode == answer.Status, $"{where}: {other} sent it and got {(int)sent.StatusCode}");
        Refused++;
    }

    /// <summary>The program of an office, for three years at most.</summary>
    public async Task<ApiClient> ProgramOf(string office)
    {
        var today = DateOnly.FromDateTime(_site.Clock.GetUtcNow().UtcDateTime);
        if (!_programs.TryGetValue(office, out var program) || program.LastDay < today)
        {
            var last = today.AddYears(2);
            _programs[office] = program = (await _site.Token(office, $"系统{today:yyyyMMdd}", last), last);
        }

        return program.Client;
    }

    /// <summary>The organisation of the script that has a role.</summary>
    public string OfficeOf(string role) => _script.Organisations.First(o => o.Roles.Contains(role)).Name;

    /// <summary>The number of a file of the script.</summary>
    public string NumberOf(string name) => _files[name].Number;

    /// <summary>Whose a file of the script is.</summary>
    public string OwnerOf(string name) => _files[name].OwnerName;

    /// <summary>Sets the day.</summary>
    public void On(DateOnly day) => _site.Clock.Set(day);

    /// <summary>Sends an act through the interface.</summary>
    private async Task<ApiAnswer> Post(ReadyAct ready, DemoAct act)
    {
        var (_, step, outcome, key, file, before, _, office, facts) = ready;
        var within = before.With(step, key, facts, [], act.On);
        var program = await ProgramOf(office);
        var body = new JsonObject { ["step"] = step.Name, ["outcome"] = outcome.Name };
        if (file is null)
        {
            body["rulebook"] = _book.Id;
        }
        else
        {
            body["head"] = file.Head;
        }

        if (!key.IsNull)
        {
            body["key"] = JsonNode.Parse(Api.Input.StepKeys.Text(key));
        }

        body["facts"] = new JsonObject(facts.Select(f => KeyValuePair.Create(f.Key, JsonNode.Parse(Api.Input.StepKeys.Text(f.Value)))));
        var papers = new JsonArray();
        foreach (var paper in step.Dossier is { } dossier ? Due(dossier, step, within, act) : [])
        {
            papers.Add(paper.Within is not null ? new JsonObject { ["title"] = paper.Title } : new JsonObject { ["title"] = paper.Title, ["digest"] = await program.Upload(new TestFile(paper.Title + ".pdf", Content())) });
        }

        body["papers"] = papers;
        return await program.Post(file is null ? "/api/v1/projects" : $"/api/v1/projects/{file.Number}/acts", body.ToJsonString());
    }

    private static IEnumerable<Paper> Due(string dossier, Step step, Evaluation within, DemoAct act) => within.Papers(dossier).Where(p => p.Paper.From is null && !act.Omit.Contains(p.Paper.Title)
        && ((p.Due == true && (!p.HandedIn || step.OwnPapers) && !p.Paper.Optional) || act.Papers.Contains(p.Paper.Title))).Select(p => p.Paper);

    private byte[] Content() => Encoding.ASCII.GetBytes($"%PDF-1.4\n% {(++_papers).ToString(CultureInfo.InvariantCulture)}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    private ImmutableDictionary<string, FeelValue> Facts(
        DemoAct act, DemoFile told, Step step, Outcome outcome, FeelValue key, Evaluation before, IReadOnlyDictionary<(string File, string Fact), JsonNode?> over)
    {
        var facts = ImmutableDictionary<string, FeelValue>.Empty;
        for (var round = 0; round < 4; round++)
        {
            var within = before.With(step, key, facts, [], act.On);
            facts = ImmutableDictionary<string, FeelValue>.Empty;
            foreach (var asked in step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).Where(within.Asks))
            {
                var value = Value(asked.Fact, act, told, over) ?? (asked.Value is { } proposed ? within.Evaluate(proposed) : FeelValue.Null);
                if (!value.IsNull)
                {
                    facts = facts.SetItem(asked.Fact.Name, value);
                }
            }
        }

        return facts;
    }

    private FeelValue? Value(FactDefinition fact, DemoAct act, DemoFile told, IReadOnlyDictionary<(string File, string Fact), JsonNode?> over)
    {
        var node = over.TryGetValue((act.File, fact.Name), out var own) || over.TryGetValue(("*", fact.Name), out own) ? own
            : act.Facts.GetValueOrDefault(fact.Name) ?? told.Facts.GetValueOrDefault(fact.Name) ?? _script.Defaults.GetValueOrDefault(fact.Name);
        if (node is null)
        {
            return null;
        }

        var json = fact.Type == FactType.Cases ? new JsonArray([.. node.AsArray().Select(n => (JsonNode)_files[CaseName(n!.GetValue<string>())].Number)])
            : fact.Type == FactType.Records ? new JsonArray([.. node.AsArray().Select(r => (JsonNode)new JsonObject(r!.AsObject().Select(f => KeyValuePair.Create(f.Key, Named(f.Value)))))])
            : node is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? _files[CaseName(words)].Number
            : node;
        Assert.True(SituationReader.TryRead(fact, JsonSerializer.SerializeToElement(json), out var value, out var error), $"{act.Step} {fact.Name}：{error}");
        return value;
    }

    /// <summary>A value with the file that it names.</summary>
    private JsonNode? Named(JsonNode? node) => node is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? _files[CaseName(words)].Number : node?.DeepClone();

    private static string CaseName(string text) => text.StartsWith("@case(", StringComparison.Ordinal) ? text[6..^1] : text;

    /// <summary>The form as a browser would send it: what is hidden in it, what is filled in, and the papers that are due.</summary>
    private MultipartFormDataContent Filled(PageAnswer page, Step step, Outcome outcome, ImmutableDictionary<string, FeelValue> facts, Evaluation within, DemoAct act)
    {
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var hidden in page.Document.QuerySelectorAll("form[data-derive] input[type=hidden]").OfType<IHtmlInputElement>())
        {
            form.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        var place = step.Outcomes.IndexOf(outcome).ToString(CultureInfo.InvariantCulture);
        foreach (var (fact, value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var name = (step.Asks.SelectMany(s => s.Facts).Any(a => a.Fact.Name == fact) ? "f." : $"o{place}.") + fact;
            var field = page.Document.QuerySelector($"[data-field='{name}']");
            Assert.True(field is not null, $"{step.Name} shows no field {name}");
            if (field.QuerySelector(".kept") is not null)
            {
                // In a form sent back what is not on the list stands as it was.
                continue;
            }

            foreach (var (control, typed) in Typed(_book.Facts[fact], name, value))
            {
                form.Add(new StringContent(typed), control);
            }

            foreach (var (number, at) in (_book.Facts[fact].RowsFact is null ? [] : value.AsList!).Select((v, i) => (v.AsString!, i)))
            {
                foreach (var cell in page.Document.QuerySelectorAll($"tr[data-pick='{number}'] input").OfType<IHtmlInputElement>().Where(c => c.Type == "text"))
                {
                    form.Add(new StringContent(cell.HasAttribute("data-order") ? (at + 1).ToString(CultureInfo.InvariantCulture) : cell.HasAttribute("data-money") ? Arranged : ""), cell.Name!);
                }
            }
        }

        form.Add(new StringContent(outcome.Name), "outcome");
        Assert.True(page.Document.QuerySelector($"button[name=outcome][value='{outcome.Name}']") is not null, $"{step.Name} offers no {outcome.Name}");
        if (step.Dossier is not { } dossier)
        {
            return form;
        }

        var papers = _book.Papers.GetValueOrDefault(dossier, []);
        foreach (var paper in Due(dossier, step, within, act))
        {
            var control = "p." + papers.IndexOf(paper).ToString(CultureInfo.InvariantCulture);
            if (paper.Within is not null)
            {
                form.Add(new StringContent("是"), control);
                continue;
            }

            var body = new ByteArrayContent(Content());
            body.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{control}\"; filename=\"{paper.Title}.pdf\"");
            form.Add(body);
        }

        return form;
    }

    private static IEnumerable<(string Control, string Typed)> Typed(FactDefinition fact, string name, FeelValue value) => fact.Type switch
    {
        FactType.Records when fact.Name == ReturnList.Fact => MendItem.In(value).SelectMany((m, i) => m.Subject is null
            ? new[] { (string.Create(CultureInfo.InvariantCulture, $"{name}.其他.{i}"), m.Wanted ?? "") }
            : [(name, $"{m.Step}|{m.Kind}|{m.Subject}"), ($"{name}.{m.Step}|{m.Kind}|{m.Subject}", m.Wanted ?? "")]),
        FactType.Boolean => [(name, value.IsTrue ? "是" : "否")],
        FactType.Records => value.AsList!.SelectMany((r, i) => fact.Fields.Where(f => !r.AsContext![f.Name].IsNull)
            .SelectMany(f => Typed(f, string.Create(CultureInfo.InvariantCulture, $"{name}.{i}.{f.Name}"), r.AsContext![f.Name]))),
        FactType.List when fact.Values.IsEmpty => [(name, string.Join('\n', value.AsList!.Select(v => v.AsString)))],
        FactType.List when value.AsList!.Count == 0 => [(name, FactInput.NoneOfThem)],
        FactType.List or FactType.Cases => value.AsList!.Select(v => (name, v.AsString!)),
        FactType.Year or FactType.Money or FactType.Number => [(name, value.AsNumber!.Value.ToString(CultureInfo.InvariantCulture))],
        _ => [(name, value.AsString ?? SituationReader.Shown(value, fact))],
    };

    private sealed record ReadyAct(
        string Where, Step Step, Outcome Outcome, FeelValue Key, CaseFile? File, Evaluation Before, ImmutableArray<string> Roles, string Office, ImmutableDictionary<string, FeelValue> Facts);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Zhunsheng.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
