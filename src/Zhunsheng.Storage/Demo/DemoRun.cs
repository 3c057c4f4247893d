using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Demo;

/// <summary>Who takes part in a script: the rulebook, the organisations and people by name, and who can be drawn.</summary>
internal sealed record DemoCast(
    Rulebook Rulebook, Dictionary<string, Organisation> Organisations, Dictionary<string, User> People, Dictionary<string, User> Logins,
    ImmutableDictionary<string, ImmutableArray<PoolMember>> Pools);

/// <summary>What a script came to: the files with all their acts, the acts in the order they were done, and the last numbers given.</summary>
internal sealed record DemoOutcome(
    Rulebook Rulebook, ImmutableArray<DemoPlayed> Files, ImmutableArray<Act> Acts, ImmutableArray<CaseCounter> CaseCounters, ImmutableArray<DocumentCounter> DocumentCounters);

/// <summary>A file with what registers say about it, and the key that no other open file has; both null for none.</summary>
internal sealed record DemoPlayed(CaseFile File, RegisterEntryRecord? Entry, string? Key);

/// <summary>
/// Plays a script in memory: every act is proposed, checked and made as in real use (<see cref="CaseWork"/>), with registers, pools and numbers as they stand at that moment. Used once.
/// </summary>
internal sealed class DemoRun(DemoCast cast, DemoScript script, AttachmentStore attachments)
{
    private readonly Dictionary<string, Guid> _named = [];
    private readonly Dictionary<Guid, DemoPlayed> _files = [];
    private readonly Dictionary<string, Guid> _keys = [];
    private readonly List<Act> _acts = [];
    private readonly Dictionary<(string Series, int Year), CaseCounter> _cases = [];
    private readonly Dictionary<(string Form, int Year), DocumentCounter> _numbers = [];
    private readonly HashSet<string> _typed = [];
    private readonly Dictionary<(string Title, int Time), Attachment> _papers = [];
    private readonly DemoClock _clock = new();

    private Rulebook Book => cast.Rulebook;

    /// <summary>Plays it to its end. Throws <see cref="InvalidOperationException"/>, in Chinese, when an act is refused.</summary>
    public async Task<DemoOutcome> Play(CancellationToken cancel)
    {
        foreach (var act in script.Acts)
        {
            cancel.ThrowIfCancellationRequested();
            _clock.Set(act.On);
            await Do(act, cancel);
        }

        return new DemoOutcome(
            Book, [.. _files.Values.Select(f => f with { File = Looked(f.File) }).OrderBy(f => f.File.Number, StringComparer.Ordinal)], [.. _acts], [.. _cases.Values], [.. _numbers.Values]);
    }

    private async Task Do(DemoAct act, CancellationToken cancel)
    {
        var step = Book.FindStep(act.Step) ?? throw Refused(act, "没有这个环节");
        var outcome = act.Outcome is null ? step.Outcomes[0] : step.FindOutcome(act.Outcome) ?? throw Refused(act, "没有这个结果");
        var told = script.Files.First(f => f.Name == act.File);
        var file = Looked(_named.TryGetValue(act.File, out var id) ? _files[id].File : CaseFile.Begin(
            Guid.CreateVersion7(_clock.GetUtcNow()), "", Book, step.Kind, cast.Organisations.GetValueOrDefault(told.Owner ?? "")?.Id ?? Guid.Empty, told.Owner ?? ""));
        var before = new Evaluation(Book, CaseFold.Situation(file, Book, act.On));
        var key = act.Key is { } named ? named
            : step.Each is null ? FeelValue.Null
            : before.Steps().FirstOrDefault(s => s.Step.Name == step.Name && s.Status == StepStatus.Open)?.Key ?? throw Refused(act, "现在没有可办的");
        var role = before.Step(step.Name, key).Roles is { IsEmpty: false } roles
            ? roles.FirstOrDefault(r => act.By is { } by && script.Organisations.Any(o => o.Name == by && o.Roles.Contains(r))) ?? roles[0]
            : throw Refused(act, "还不能确定由谁办");
        var actor = step.Each?.People is { } drawn ? ActorDrawn(before.Fact(drawn), key, role) : ActorFor(act, told, role);
        var mending = file.Acts.IsEmpty || !outcome.Settles ? null : Mending.Of(file, Book, step, key);
        var facts = Facts(told, act, step, outcome, key, before, mending);
        var papers = await Papers(act, step, before.With(step, key, facts, [], act.On), file, cancel);
        Append(act, file, new ActProposal(step.Name, outcome.Name, facts) { Key = key, Papers = papers }, actor);
    }

    /// <summary>Checks an act and, when nothing stands against it, makes it and those it brings about in other files.</summary>
    private void Append(DemoAct act, CaseFile file, ActProposal proposal, Actor actor)
    {
        if (file.Acts.IsEmpty)
        {
            file = Looked(file with { OwnerId = actor.OrganisationId, OwnerName = actor.OrganisationName });
        }

        var check = Passed(act, Named(Free(CaseWork.Check(Book, file, proposal, actor, act.On))));
        if (file.Acts.IsEmpty)
        {
            file = file with { Number = CaseNumber(check.Step!.Kind, act.On.Year) };
            _named[act.File] = file.Id;
        }

        var now = _clock.GetUtcNow();
        var submission = Guid.NewGuid();
        var done = CaseWork.Make(file, check.Numbered(check.Numbers.OrderBy(n => n.Series.For(n.Sign), StringComparer.Ordinal).Select(n => KeyValuePair.Create(n.Fact.Name, NextNumber(n, act.On.Year)))), actor, now, submission);
        Take(act, file.With(done));
        foreach (var order in check.Conveys.OrderBy(o => o.CaseNumber, StringComparer.Ordinal))
        {
            var target = _files.Values.FirstOrDefault(f => f.File.Number == order.CaseNumber)?.File ?? throw Refused(act, $"没有案卷{order.CaseNumber}");
            var there = Looked(target);
            var conveyed = Passed(act, CaseWork.CheckConveyed(Book, there, order, check, actor, act.On), order.CaseNumber + "：");
            Take(act, there.With(CaseWork.Make(there, conveyed, actor, now, Guid.NewGuid(), new ActReference(file.Id, file.Number, done.Number))));
        }
    }

    /// <summary>Keeps a file with one more act.</summary>
    private void Take(DemoAct act, CaseFile file)
    {
        var key = CaseListing.UniqueKeyOf(file, Book);
        if (_files.TryGetValue(file.Id, out var before) && before.Key is { } old && old != key)
        {
            _keys.Remove(old);
        }

        if (key is not null && !(_keys.TryAdd(key, file.Id) || _keys[key] == file.Id))
        {
            throw Refused(act, $"已经有同样的{file.Kind}案卷：{_files[_keys[key]].File.Number}");
        }

        _files[file.Id] = new DemoPlayed(file, Entry(file, act.On), key);
        _acts.Add(file.Acts[^1]);
    }

    private RegisterEntryRecord? Entry(CaseFile file, DateOnly day)
    {
        if (Book.Registers.All(r => r.Register!.Kind != file.Kind))
        {
            return null;
        }

        var evaluation = new Evaluation(Book, CaseFold.Situation(file, Book, day));
        return RegisterEntryRecord.Of(file, CaseListing.ListedTitle(file, Book, evaluation), evaluation);
    }

    /// <summary>The file with what the registers say about the others now, and with who can be drawn.</summary>
    private CaseFile Looked(CaseFile file)
    {
        var values = Book.Registers.Where(r => r.Register!.In is null || r.Register.In == file.Kind).ToImmutableDictionary(r => r.Name, r => CaseRegister.Value(
            r,
            _files.Values.Where(f => f.Entry is { } e && e.Kind == r.Register!.Kind && e.CaseId != file.Id && (!r.Register.OwnUnit || e.OwnerId == file.OwnerId))
                .OrderBy(f => f.File.Number, StringComparer.Ordinal).Select(f => f.Entry!.ToEntry())));
        return file with { Registers = values, Pools = cast.Pools };
    }

    private string CaseNumber(string kind, int year)
    {
        var series = CaseNumbers.SeriesOf(Book, kind);
        if (!_cases.TryGetValue((series, year), out var counter))
        {
            _cases[(series, year)] = counter = new CaseCounter { Series = series, Year = year };
        }

        return CaseNumbers.Written(series, year, ++counter.Last);
    }

    private string NextNumber(NumberDue due, int year)
    {
        var form = due.Series.For(due.Sign);
        if (!_numbers.TryGetValue((form, year), out var counter))
        {
            _numbers[(form, year)] = counter = new DocumentCounter { RulebookId = Book.Id, Form = form, Year = year };
        }

        return due.Series.Format(due.Sign, year, ++counter.Last);
    }

    /// <summary>The check, with an error for every number that was typed in and that another document bears.</summary>
    private ActCheck Free(ActCheck check)
    {
        foreach (var (name, value) in check.Ok ? check.Asked : [])
        {
            if (value.AsString is { } number && Book.SeriesOf(Book.Facts[name]) is not null && !_typed.Add(number))
            {
                check = check with { Fields = check.Fields.Add(new FieldError(name, $"文号“{number}”已经用在别的文书上")) };
            }
        }

        return check;
    }

    /// <summary>The check, with an error for every fact that names the organisation of a role and names one that does not hold it.</summary>
    private ActCheck Named(ActCheck check)
    {
        foreach (var role in Book.Roles.Where(r => r.Named is not null))
        {
            var known = script.Organisations.Where(o => o.Roles.Contains(role.Name)).Select(o => o.Name).ToList();
            if (known.Count > 0 && NamedOrganisations.Of(check.Asked.GetValueOrDefault(role.Named!)).FirstOrDefault(n => !known.Contains(n)) is { } unknown)
            {
                check = check with { Fields = check.Fields.Add(new FieldError(role.Named!, $"没有叫“{unknown}”的{role.Label}")) };
            }
        }

        return check;
    }

    private static ActCheck Passed(DemoAct act, ActCheck check, string where = "") => check.Ok ? check : throw Refused(
        act, where + string.Join("；", check.Refusals.Select(r => r.Message).Concat(check.Fields.Concat(check.Papers).Select(f => $"{f.Name}：{f.Message}"))));

    private Actor ActorFor(DemoAct act, DemoFile told, string role)
    {
        var own = Book.FindRole(role) is { Own: true };
        var name = act.By ?? (own ? told.Owner : null) ?? script.Organisations.FirstOrDefault(o => o.Roles.Contains(role))?.Name
            ?? throw Refused(act, $"没有单位担任{role}");
        return cast.People.TryGetValue(name, out var person) ? new Actor(person.Id, person.DisplayName, cast.Organisations[name].Id, name, role) : throw Refused(act, $"没有叫“{name}”的单位");
    }

    /// <summary>The drawn person whose turn it is.</summary>
    private Actor ActorDrawn(FeelValue list, FeelValue key, string role)
    {
        var person = cast.Logins.Values.First(u => u.Id == PoolMember.On(list).First(p => p.Person == key.AsString).Account);
        return new Actor(person.Id, person.DisplayName, person.OrganisationId!.Value, cast.Organisations.First(o => o.Value.Id == person.OrganisationId).Key, role);
    }

    /// <summary>What the form is filled with: only what it asks, given what is filled in; of a form sent back only what may be changed.</summary>
    private ImmutableDictionary<string, FeelValue> Facts(
        DemoFile told, DemoAct act, Step step, Outcome outcome, FeelValue key, Evaluation before, Mending? mending)
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

                var value = Value(fact, act, told) ?? (question.Value is { } proposed ? within.Evaluate(proposed) : FeelValue.Null);
                if (!value.IsNull)
                {
                    facts = facts.SetItem(fact.Name, value);
                }
            }
        }

        return facts;
    }

    private FeelValue? Value(FactDefinition fact, DemoAct act, DemoFile told)
    {
        var node = act.Facts.GetValueOrDefault(fact.Name) ?? told.Facts.GetValueOrDefault(fact.Name) ?? script.Defaults.GetValueOrDefault(fact.Name);
        if (node is null)
        {
            return null;
        }

        var json = fact.Type == FactType.Cases ? new JsonArray([.. node.AsArray().Select(n => (JsonNode)NumberOf(act, n!.GetValue<string>()))])
            : fact.Type == FactType.Records ? WithNumbers(act, node)
            : node is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? NumberOf(act, words)
            : node;
        return SituationReader.TryRead(fact, JsonSerializer.SerializeToElement(json), out var value, out var error)
            ? value
            : throw Refused(act, $"{fact.Name}：{error}");
    }

    /// <summary>Records with the files they name.</summary>
    private JsonArray WithNumbers(DemoAct act, JsonNode records) => new([.. records.AsArray().Select(r => r is not JsonObject record ? r?.DeepClone() : new JsonObject(record.Select(f => KeyValuePair.Create(
        f.Key,
        f.Value is JsonValue text && text.TryGetValue<string>(out var words) && words.StartsWith("@case(", StringComparison.Ordinal) ? NumberOf(act, words) : f.Value?.DeepClone()))))]);

    /// <summary>@case(名) names a file of the script.</summary>
    private string NumberOf(DemoAct act, string text)
    {
        var name = text.StartsWith("@case(", StringComparison.Ordinal) ? text[6..^1] : text;
        return _named.TryGetValue(name, out var id) ? _files[id].File.Number : throw Refused(act, $"案卷“{name}”这时还没有");
    }

    private async Task<ImmutableArray<Attachment>> Papers(DemoAct act, Step step, Evaluation within, CaseFile file, CancellationToken cancel)
    {
        if (step.Dossier is null)
        {
            return [];
        }

        var due = within.Papers(step.Dossier).Where(p => p.Paper.From is null && !act.Omit.Contains(p.Paper.Title)
            && ((p.Due == true && (!p.HandedIn || step.OwnPapers) && !p.Paper.Optional) || act.Papers.Contains(p.Paper.Title))).Select(p => p.Paper).ToList();
        var handed = ImmutableArray.CreateBuilder<Attachment>();
        foreach (var paper in due.OrderBy(p => p.Within is null ? 0 : 1))
        {
            var whole = handed.FirstOrDefault(a => a.Title == paper.Within);
            handed.Add(whole is null ? await Paper(paper.Title, file.Acts.Count(a => a.Papers.Any(p => p.Title == paper.Title)), cancel) : whole with { Title = paper.Title });
        }

        return handed.ToImmutable();
    }

    /// <summary>The sample paper of a title; another one each time it is handed in again in one file.</summary>
    private async Task<Attachment> Paper(string title, int time, CancellationToken cancel)
    {
        if (!_papers.TryGetValue((title, time), out var paper))
        {
            using var content = new MemoryStream(DemoPaper.Of(Book.NumberPrefix, _papers.Count + 1));
            var outcome = await attachments.Save(content, title + ".pdf", cancel: cancel);
            var stored = outcome.Stored ?? throw new InvalidOperationException("演示数据：" + outcome.Message);
            _papers[(title, time)] = paper = new Attachment(title, stored.FileName, stored.Digest, stored.Size, stored.MediaType);
        }

        return paper;
    }

    private static InvalidOperationException Refused(DemoAct act, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"演示数据：{act.File}在{act.On:yyyy-MM-dd}办不了“{act.Step}”：{why}"));
}
