using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Demo;

/// <summary>An account of the demo data, as it is printed at start.</summary>
/// <param name="UserName">The account name.</param>
/// <param name="DisplayName">The name as shown.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Roles">The roles.</param>
public sealed record DemoAccount(string UserName, string DisplayName, string Organisation, ImmutableArray<string> Roles);

/// <summary>
/// Fills an empty installation with the demo data of its rulebooks, through the same accounts, forms, gates and acts as real use; nothing is written past them.
/// </summary>
public sealed class DemoData
{
    /// <summary>The password of all demo accounts.</summary>
    public const string Password = "Zhunsheng-2026";

    /// <summary>The account of the demo system administrator.</summary>
    public const string Administrator = "admin";

    /// <summary>The account of the demo security administrator.</summary>
    public const string SecurityAdministrator = "security";

    /// <summary>The account of the demo audit administrator.</summary>
    public const string AuditAdministrator = "auditor";

    /// <summary>The administrators, the system administrator last: while there is none the seeding is not finished.</summary>
    private static readonly ImmutableArray<(string Login, AdminKind Kind)> s_administrators =
        [(SecurityAdministrator, AdminKind.Security), (AuditAdministrator, AdminKind.Audit), (Administrator, AdminKind.System)];

    private static readonly AdminActor Author = new(null, "演示数据");

    private readonly DemoClock _clock = new();
    private readonly Dictionary<string, Organisation> _organisations = [];
    private readonly Dictionary<string, User> _people = [];
    private readonly Dictionary<string, CaseFile> _files = [];
    private readonly IServiceProvider _services;
    private readonly Dictionary<string, User> _logins = [];
    private int _papers;

    private DemoData(IServiceProvider services, DemoClock clock) => (_services, _clock) = (services, clock);

    /// <summary>
    /// Seeds every rulebook that has a demo.yaml. Does nothing to an installation that has accounts already. Returns the demo accounts, in either case.
    /// Throws <see cref="InvalidOperationException"/>, in Chinese, when a step of a script is refused.
    /// </summary>
    /// <param name="options">Where the data is; the schema must be there already.</param>
    /// <param name="rulebookFolder">The folder of rulebooks.</param>
    /// <param name="today">The day from which the scripts reckon.</param>
    /// <param name="cancel">Stops it between two acts.</param>
    public static Task<ImmutableArray<DemoAccount>> Seed(StorageOptions options, string rulebookFolder, DateOnly today, CancellationToken cancel = default) =>
        Seed(options, rulebookFolder, null, today, cancel);

    /// <summary>Seeds one rulebook only; all where <paramref name="only"/> is null.</summary>
    public static async Task<ImmutableArray<DemoAccount>> Seed(StorageOptions options, string rulebookFolder, string? only, DateOnly today, CancellationToken cancel)
    {
        var scripts = Directory.EnumerateDirectories(rulebookFolder).Where(d => only is null || Path.GetFileName(d) == only).Order(StringComparer.Ordinal)
            .Select(d => (Id: Path.GetFileName(d), Path: Path.Combine(d, "demo.yaml"))).Where(s => File.Exists(s.Path))
            .Select(s => (s.Id, Script: DemoScript.Read(File.ReadAllText(s.Path), today))).ToList();
        var accounts = scripts.SelectMany(s => s.Script.Organisations).SelectMany(o => o.People.Select(p => new DemoAccount(p.Key, p.Value, o.Name, o.Roles)))
            .Concat(s_administrators.Reverse().Select(a => new DemoAccount(a.Login, a.Kind.Label(), "", [a.Kind.Label()]))).ToImmutableArray();
        var clock = new DemoClock();
        clock.Set(today);

        // The password of the demo accounts is known to everybody: its hash need not be slow. It is made anew, slowly, when somebody signs in.
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddZhunshengStorage(options with { Relaxed = true }, rulebookFolder)
            .Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000).BuildServiceProvider();
        await services.GetRequiredService<RulebookLibrary>().Reload(cancel);
        if (!await IsEmpty(services, options, cancel))
        {
            return accounts;
        }

        var demo = new DemoData(services, clock);
        foreach (var (id, script) in scripts)
        {
            await demo.Play(id, script, cancel);
        }

        clock.Set(today);
        await demo.MakeAdministrators(cancel);
        return accounts;
    }

    /// <summary>Whether nobody is there yet. The administrator comes last: people without one are what an interrupted seeding leaves behind.</summary>
    private static async Task<bool> IsEmpty(ServiceProvider services, StorageOptions options, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        if ((await accounts.Users(cancel: cancel)).IsEmpty)
        {
            return true;
        }

        return await accounts.HasAdministrator(cancel: cancel)
            ? false
            : throw new StorageUnavailableException("上次放演示数据时中断，只放了一部分", options.DataFolder, "请清空数据后重新启动；要建正式的系统，加 --no-demo，再用 ./zs admin create 建第一个账号");
    }

    private async Task MakeAdministrators(CancellationToken cancel)
    {
        foreach (var (login, kind) in s_administrators)
        {
            await using var scope = _services.CreateAsyncScope();
            Made(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdministrator(login, kind.Label(), Password, Author, kind, cancel: cancel));
        }
    }

    private async Task Play(string rulebookId, DemoScript script, CancellationToken cancel)
    {
        var rulebook = _services.GetRequiredService<RulebookLibrary>().Current(rulebookId)
            ?? throw new InvalidOperationException($"演示数据：规则手册{rulebookId}不能用");
        // The names of files and organisations belong to one script: another jurisdiction may use them too.
        _files.Clear();
        _organisations.Clear();
        _people.Clear();
        foreach (var organisation in script.Organisations)
        {
            await Enter(rulebookId, organisation, cancel);
        }

        foreach (var expert in script.Experts)
        {
            var person = _logins.GetValueOrDefault(expert.Account) ?? throw new InvalidOperationException($"演示数据：没有叫{expert.Account}的账号，不能登记为专家");
            Made(await _services.GetRequiredService<ExpertPool>().Add(
                rulebookId, expert.Role, person.Id, new ExpertProfile(person.DisplayName, expert.Unit, expert.Title, expert.Specialties, "", true), Author, cancel));
        }

        foreach (var act in script.Acts)
        {
            cancel.ThrowIfCancellationRequested();
            _clock.Set(act.On);
            await Do(rulebook, script, act, cancel);
        }
    }

    private async Task Enter(string rulebookId, DemoOrganisation organisation, CancellationToken cancel)
    {
        await using var scope = _services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var grants = organisation.Roles.Select(r => new RoleGrant(rulebookId, r)).ToList();
        var entered = Made(await accounts.CreateOrganisation(organisation.Name, null, null, grants, Author, cancel: cancel));
        _organisations[organisation.Name] = entered;
        foreach (var (login, name) in organisation.People)
        {
            var user = Made(await accounts.CreateUser(login, name, entered.Id, Password, grants, Author, mustChangePassword: false, cancel: cancel));
            _people.TryAdd(organisation.Name, user);
            _logins[login] = user;
        }
    }

    private static T Made<T>(AccountOutcome<T> outcome)
        where T : class => outcome.Value ?? throw new InvalidOperationException("演示数据：" + string.Join("；", outcome.Errors));

    private async Task Do(Rulebook rulebook, DemoScript script, DemoAct act, CancellationToken cancel)
    {
        var step = rulebook.FindStep(act.Step) ?? throw Refused(act, "没有这个环节");
        var outcome = act.Outcome is null ? step.Outcomes[0] : step.FindOutcome(act.Outcome) ?? throw Refused(act, "没有这个结果");
        var told = script.Files.First(f => f.Name == act.File);
        _files.TryGetValue(act.File, out var file);
        file = file is null ? null : await _services.GetRequiredService<CaseStore>().Load(file.Id, cancel);
        var before = new Evaluation(rulebook, CaseFold.Situation(
            file ?? await _services.GetRequiredService<CaseStore>().Begin(rulebook, step.Kind, _organisations.GetValueOrDefault(told.Owner ?? "")?.Id ?? Guid.Empty, told.Owner ?? "", cancel), rulebook, act.On));
        var key = act.Key is { } named ? named : step.Each is null ? FeelValue.Null : before.Steps().First(s => s.Step.Name == step.Name && s.Status == StepStatus.Open).Key;
        var role = before.Step(step.Name, key).Roles is { IsEmpty: false } roles
            ? roles.FirstOrDefault(r => act.By is { } by && script.Organisations.Any(o => o.Name == by && o.Roles.Contains(r))) ?? roles[0]
            : throw Refused(act, "还不能确定由谁办");
        var actor = step.Each?.People is { } drawn ? ActorDrawn(before.Fact(drawn), key, role) : ActorFor(rulebook, script, act, told, role);
        var mending = file is null || !outcome.Settles ? null : Mending.Of(file, rulebook, step, key);
        var facts = Facts(script, told, act, step, outcome, key, before, mending);
        var papers = await Papers(act, step, before.With(step, key, facts, [], act.On), file?.Number ?? "NEW", cancel);
        var proposal = new ActProposal(step.Name, outcome.Name, facts) { Key = key, Papers = papers };
        Submission submission = file is null
            ? new OpeningSubmission(Guid.NewGuid(), actor, rulebook.Id, proposal)
            : new ActSubmission(Guid.NewGuid(), actor, file.Id, file.Head, proposal);
        await Append(act, submission, cancel);
    }

    private async Task Append(DemoAct act, Submission submission, CancellationToken cancel)
    {
        var store = _services.GetRequiredService<CaseStore>();
        var result = await store.Append(submission, cancel);
        if (result is not AppendResult.Done done)
        {
            throw Refused(act, result is AppendResult.Refused refused
                ? string.Join("；", refused.Check.Refusals.Select(r => r.Message)
                    .Concat(refused.Check.Fields.Concat(refused.Check.Papers).Select(f => $"{f.Name}：{f.Message}")))
                : result.ToString()!);
        }

        _files[act.File] = done.File;
        foreach (var conveyed in done.Conveyed)
        {
            var name = _files.First(f => f.Value.Id == conveyed.CaseId).Key;
            _files[name] = (await store.Load(conveyed.CaseId, cancel))!;
        }
    }

    private Actor ActorFor(Rulebook rulebook, DemoScript script, DemoAct act, DemoFile told, string role)
    {
        var own = rulebook.FindRole(role) is { Own: true };
        var name = act.By ?? (own ? told.Owner : null) ?? script.Organisations.FirstOrDefault(o => o.Roles.Contains(role))?.Name
            ?? throw Refused(act, $"没有单位担任{role}");
        var person = _people[name];
        return new Actor(person.Id, person.DisplayName, _organisations[name].Id, name, role);
    }

    /// <summary>The drawn person whose turn it is.</summary>
    private Actor ActorDrawn(FeelValue list, FeelValue key, string role)
    {
        var person = _logins.Values.First(u => u.Id == PoolMember.On(list).First(p => p.Person == key.AsString).Account);
        return new Actor(person.Id, person.DisplayName, person.OrganisationId!.Value, _organisations.First(o => o.Value.Id == person.OrganisationId).Key, role);
    }

    /// <summary>What the form is filled with: only what it asks, given what is filled in; of a form sent back only what may be changed.</summary>
    private ImmutableDictionary<string, FeelValue> Facts(
        DemoScript script, DemoFile told, DemoAct act, Step step, Outcome outcome, FeelValue key, Evaluation before, Mending? mending)
    {
        var asked = step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).ToList();
        var facts = ImmutableDictionary<string, FeelValue>.Empty;
        for (var round = 0; round < 4; round++)
        {
            var within = before.With(step, key, facts, [], act.On);
            facts = ImmutableDictionary<string, FeelValue>.Empty;
            foreach (var question in asked.Where(within.Asks))
            {
                var fact = question.Fact;
                if (mending?.MayChange(fact.Name) is false && !act.Facts.ContainsKey(fact.Name))
                {
                    // What was not asked for stays as it was.
                    continue;
                }

                var value = Value(fact, act, told, script) ?? (question.Value is { } proposed ? within.Evaluate(proposed) : FeelValue.Null);
                if (!value.IsNull)
                {
                    facts = facts.SetItem(fact.Name, value);
                }
            }
        }

        return facts;
    }

    private FeelValue? Value(FactDefinition fact, DemoAct act, DemoFile told, DemoScript script)
    {
        var node = act.Facts.GetValueOrDefault(fact.Name) ?? told.Facts.GetValueOrDefault(fact.Name) ?? script.Defaults.GetValueOrDefault(fact.Name);
        if (node is null)
        {
            return null;
        }

        var json = fact.Type == FactType.Cases ? new JsonArray([.. node.AsArray().Select(n => (JsonNode)_files[CaseName(n!.GetValue<string>())].Number)])
            : fact.Type == FactType.Records ? Named(node)
            : node is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? _files[CaseName(words)].Number
            : node;
        return SituationReader.TryRead(fact, JsonSerializer.SerializeToElement(json), out var value, out var error)
            ? value
            : throw Refused(act, $"{fact.Name}：{error}");
    }

    /// <summary>Records with the files they name.</summary>
    private JsonArray Named(JsonNode records) => new([.. records.AsArray().Select(r => r is not JsonObject record ? r?.DeepClone() : new JsonObject(record.Select(f => KeyValuePair.Create(
        f.Key,
        f.Value is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? _files[CaseName(words)].Number : f.Value?.DeepClone()))))]);

    /// <summary>@case(名) names a file of the script.</summary>
    private static string CaseName(string text) => text.StartsWith("@case(", StringComparison.Ordinal) ? text[6..^1] : text;

    private async Task<ImmutableArray<Attachment>> Papers(DemoAct act, Step step, Evaluation within, string caseNumber, CancellationToken cancel)
    {
        if (step.Dossier is null)
        {
            return [];
        }

        var due = within.Papers(step.Dossier).Where(p => p.Paper.From is null && !act.Omit.Contains(p.Paper.Title)
            && ((p.Due == true && (!p.HandedIn || step.OwnPapers) && !p.Paper.Optional) || act.Papers.Contains(p.Paper.Title))).Select(p => p.Paper).ToList();
        var attachments = ImmutableArray.CreateBuilder<Attachment>();
        foreach (var paper in due.OrderBy(p => p.Within is null ? 0 : 1))
        {
            var whole = attachments.FirstOrDefault(a => a.Title == paper.Within);
            attachments.Add(whole is null ? await Keep(paper.Title, caseNumber, cancel) : whole with { Title = paper.Title });
        }

        return attachments.ToImmutable();
    }

    private async Task<Attachment> Keep(string title, string caseNumber, CancellationToken cancel)
    {
        using var content = new MemoryStream(DemoPaper.Of(caseNumber, ++_papers));
        var outcome = await _services.GetRequiredService<AttachmentStore>().Save(content, title + ".pdf", cancel: cancel);
        var stored = outcome.Stored ?? throw new InvalidOperationException("演示数据：" + outcome.Message);
        return new Attachment(title, stored.FileName, stored.Digest, stored.Size, stored.MediaType);
    }

    private static InvalidOperationException Refused(DemoAct act, string why) => new($"演示数据：{act.File}在{act.On:yyyy-MM-dd}办不了“{act.Step}”：{why}");
}
