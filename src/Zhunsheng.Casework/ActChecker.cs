using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Checks one proposal. Used once.</summary>
internal sealed partial class ActChecker(Rulebook rulebook, CaseFile? file, ActProposal proposal, Actor actor, DateOnly today)
{
    private const int LongestNote = 4000;
    private const int LongestTitle = 200;
    private const int LongestFileName = 120;

    private readonly ImmutableArray<FieldError>.Builder _fields = ImmutableArray.CreateBuilder<FieldError>();
    private readonly ImmutableArray<FieldError>.Builder _papers = ImmutableArray.CreateBuilder<FieldError>();
    private readonly ImmutableArray<Refusal>.Builder _refusals = ImmutableArray.CreateBuilder<Refusal>();
    private readonly Step? _step = rulebook.FindStep(proposal.Step);
    private readonly bool _opening = file is not { Head: > 0 };

    private StepState? _state;
    private Evaluation? _before;
    private Evaluation? _with;
    private bool _conveyed;

    /// <summary>A form that a person handed in.</summary>
    public ActCheck Direct()
    {
        if (Found() is not { } found)
        {
            return Refused();
        }

        if (found.Step.Via is { } via)
        {
            Refuse(RefusalKind.OnlyVia, $"“{found.Step.Title}”由{via}的行为带来，不能单独办理", found.Step.Article.Text);
        }

        Standing(found.Step);
        _mending = _opening || !found.Outcome.Settles ? null : Mending.Of(file!, rulebook, found.Step, proposal.Key);
        Examine(found.Step, found.Outcome);
        Authorise(found.Step);
        Require(found.Step, found.Outcome);
        return Finish(found.Step, found.Outcome);
    }

    /// <summary>An act that another one brings about.</summary>
    public ActCheck Conveyed(string? sourceKind)
    {
        _conveyed = true;
        if (Found() is not { } found)
        {
            return Refused();
        }

        if (found.Step.Via is { } via && via != sourceKind)
        {
            Refuse(RefusalKind.OnlyVia, $"“{found.Step.Title}”只能由{via}的行为带来", found.Step.Article.Text);
        }

        if (found.Outcome.Conveys is not null)
        {
            Refuse(RefusalKind.Rulebook, $"带来的行为（{found.Step.Name}：{found.Outcome.Name}）不能再传到别的案卷；请更正规则手册", found.Step.Article.Text);
        }

        Standing(found.Step);
        Examine(found.Step, found.Outcome);
        Require(found.Step, found.Outcome);
        return Finish(found.Step, found.Outcome);
    }

    /// <summary>What the form says only, whether or not the step can be done now.</summary>
    public ActCheck Form()
    {
        if (Found() is not { } found)
        {
            return Refused();
        }

        Examine(found.Step, found.Outcome);
        return Finish(found.Step, found.Outcome);
    }

    private (Step Step, Outcome Outcome)? Found()
    {
        if (_step is null)
        {
            Refuse(RefusalKind.Unknown, $"没有叫“{proposal.Step}”的环节");
            return null;
        }

        if (_opening ? !_step.Opens : _step.Kind != file!.Kind)
        {
            Refuse(RefusalKind.Unknown, _opening ? $"不能用“{_step.Title}”新建案卷" : $"“{_step.Title}”不是{file!.Kind}案卷的环节");
            return null;
        }

        if (_step.FindOutcome(proposal.Outcome) is not { } outcome)
        {
            Refuse(RefusalKind.Unknown, $"“{_step.Title}”没有“{proposal.Outcome}”这个结果；可选：{string.Join("、", _step.Outcomes.Select(o => o.Name))}");
            return null;
        }

        _before = new Evaluation(rulebook, CaseFold.Situation(file ?? CaseFile.Begin(Guid.Empty, "", rulebook, _step.Kind, actor.OrganisationId, actor.OrganisationName), rulebook, today));
        return (_step, outcome);
    }

    /// <summary>Whether the step is open.</summary>
    private void Standing(Step step)
    {
        if (_before!.Situation.Closed)
        {
            Refuse(RefusalKind.Closed, "案卷已经办结，不能再办理");
            return;
        }

        var keyed = _before.Steps().Where(s => s.Step.Name == step.Name).ToList();
        _state = keyed.Find(s => s.Key == proposal.Key) ?? (keyed.Count == 1 && keyed[0].Key.IsNull ? keyed[0] : null);
        if (_state is null || (step.Each is null && !proposal.Key.IsNull))
        {
            Refuse(RefusalKind.Unknown, step.Each is { } each ? $"“{step.Title}”没有这个{each.Name}可办：{SituationReader.Shown(proposal.Key)}" : $"“{step.Title}”不分次办理", step.Article.Text);
            return;
        }

        switch (_state.Status)
        {
            case StepStatus.Done:
                var last = _state.Occurrences[^1];
                Refuse(RefusalKind.NotOpen, $"“{step.Title}”已经由{last.By}在{last.On:yyyy-MM-dd}办过（{last.Outcome}）", step.Article.Text);
                break;
            case StepStatus.Waiting when _state.NotBefore is { } opens:
                Refuse(RefusalKind.NotOpen, $"“{step.Title}”从{opens:yyyy-MM-dd}起才能办", _state.Deadline?.Deadline.Article.Text ?? step.Article.Text);
                break;
            case StepStatus.Waiting:
                var waits = _state.WaitsFor.Select(w => rulebook.FindStep(w)?.Title ?? w);
                Refuse(RefusalKind.NotOpen, $"“{step.Title}”还不能办：先要办结{string.Join("、", waits)}", step.Article.Text);
                break;
            case StepStatus.NotNeeded:
                _refusals.Add(new Refusal(RefusalKind.NotOpen, $"本案卷现在不需要办“{step.Title}”") { Article = step.Article.Text, Facts = _state.Facts });
                break;
            case StepStatus.Undetermined:
                _refusals.Add(new Refusal(RefusalKind.Undecidable, $"还不知道要不要办“{step.Title}”：缺{Names(_state.Unknown)}") { Article = step.Article.Text, Unknown = _state.Unknown });
                break;
            default:
                break;
        }
    }

    /// <summary>Whether role and organisation are the ones that act.</summary>
    private void Authorise(Step step)
    {
        var roles = step.Opens && _opening ? Role.In(_with!.Evaluate(step.By)) : _state?.Roles ?? Role.In(_before!.Evaluate(step.By));
        if (roles.IsEmpty)
        {
            Refuse(RefusalKind.Undecidable, step.PossibleRoles.IsEmpty
                ? $"条文没有写明“{step.Title}”由谁办，本地也还没有指定"
                : $"还不知道“{step.Title}”由谁办：可能是{string.Join("或", step.PossibleRoles)}", step.Article.Text);
        }
        else if (!roles.Contains(actor.Role))
        {
            Refuse(RefusalKind.Role, $"“{step.Title}”由{string.Join("或", roles.Select(r => rulebook.FindRole(r)?.Label ?? r))}办理，{actor.Role}不能办", step.Article.Text);
        }
        else if (!_opening && rulebook.FindRole(actor.Role) is { Own: true } && actor.OrganisationId != file!.OwnerId)
        {
            Refuse(RefusalKind.Role, $"本案卷属于{file.OwnerName}，{actor.OrganisationName}不能办理", step.Article.Text);
        }
        else if (!IsDrawnPerson(step))
        {
            return;
        }
        else if (rulebook.FindRole(actor.Role) is { Named: { } fact } role && (_opening ? _with! : _before!).OrganisationsIn(role, proposal.Key) is { IsEmpty: false } named && !named.Contains(actor.OrganisationName))
        {
            Refuse(RefusalKind.Role, $"本案卷的{rulebook.Facts[fact].Label}是{string.Join("、", named)}，{actor.OrganisationName}不能办理", step.Article.Text);
        }
    }

    /// <summary>Values and papers of the form.</summary>
    private void Examine(Step step, Outcome outcome)
    {
        var form = step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).ToList();
        Sort(form);
        KeepToList(step, form);
        TakeBack(step, form);
        Evaluate(step);
        Listed(outcome);
        foreach (var asked in form.DistinctBy(a => a.Fact.Name))
        {
            Answered(asked, form);
        }

        foreach (var asked in form.Where(a => a.Fact.RowsFact is not null).DistinctBy(a => a.Fact.Name))
        {
            Matching(asked.Fact);
        }

        foreach (var (name, value) in Asked.Where(a => a.Value.AsDate is not null && !_fields.Any(f => f.Name == a.Key)))
        {
            Dated(rulebook.Facts[name], value.AsDate!.Value);
        }

        foreach (var contradiction in _with!.Contradictions().Where(c => c.Name is not null && Given(c.Name)))
        {
            _fields.Add(new FieldError(contradiction.Name!, contradiction.Message));
        }

        if (proposal.Note is { } note && FactConformance.TextProblem(note, LongestNote) is { } problem)
        {
            _fields.Add(new FieldError("说明", problem));
        }

        foreach (var paper in proposal.Papers)
        {
            ExaminePaper(paper);
        }

        KeepPapers(step);
        if (outcome.Settles && step.Dossier is { } dossier)
        {
            HandedIn(dossier);
        }

        if (outcome.When is { } when && !_with.Evaluate(when).IsTrue)
        {
            Refuse(RefusalKind.Outcome, $"现在不能选“{outcome.Name}”：{outcome.Reason ?? $"条件不具备（{when.Text}）"}", step.Article.Text);
        }
    }

    private ImmutableDictionary<string, FeelValue> Asked { get; set; } = ImmutableDictionary<string, FeelValue>.Empty;

    private ImmutableDictionary<string, FeelValue> Set { get; set; } = ImmutableDictionary<string, FeelValue>.Empty;

    private bool Given(string name) => Asked.TryGetValue(name, out var value) && !value.IsNull;

    /// <summary>Keeps the values that can be kept and says what is wrong with the others.</summary>
    private void Sort(List<AskedFact> form)
    {
        var kept = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        foreach (var (name, value) in proposal.Facts.Where(f => !f.Value.IsNull).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (form.Find(a => a.Fact.Name == name) is not { } asked)
            {
                _fields.Add(new FieldError(name, rulebook.Facts.ContainsKey(name) ? "这张表单不问这一项，请去掉" : $"没有叫“{name}”的要素"));
            }
            else if (FactConformance.Problem(asked.Fact, value) is { } problem)
            {
                _fields.Add(new FieldError(name, problem));
            }
            else
            {
                kept[name] = value;
            }
        }

        Asked = kept.ToImmutable();
    }

    /// <summary>What this step said before and now leaves open is taken back.</summary>
    private void TakeBack(Step step, List<AskedFact> form)
    {
        if (_opening || step.OwnFacts)
        {
            return;
        }

        var origins = CaseFold.Origins(file!, rulebook);
        foreach (var asked in form.Where(a => !Asked.ContainsKey(a.Fact.Name) && !rulebook.Gives(a.Fact)))
        {
            if (origins.TryGetValue(asked.Fact.Name, out var number) && file!.Acts.First(a => a.Number == number).Step == step.Name)
            {
                Asked = Asked.SetItem(asked.Fact.Name, FeelValue.Null);
            }
        }
    }

    private void Evaluate(Step step) => _with = _before!.With(step, proposal.Key, Asked.SetItems(Set), proposal.Papers.Select(p => p.Title), today);

    private void Answered(AskedFact asked, List<AskedFact> form)
    {
        var name = asked.Fact.Name;
        if (rulebook.Gives(asked.Fact))
        {
            // A number that another file's act bears is told on; here it is given with the act, never typed.
            if (Given(name) && !_conveyed)
            {
                _fields.Add(new FieldError(name, $"{asked.Fact.Label}由系统编号，不用填"));
            }

            return;
        }

        var applying = form.Where(a => a.Fact.Name == name && _with!.Asks(a)).ToList();
        if (applying.Count == 0)
        {
            if (Given(name))
            {
                _fields.Add(new FieldError(name, "按现在所填的内容，这一项不用填，请清空"));
            }
        }
        else if (!Given(name) && !applying.TrueForAll(a => a.Optional) && !_fields.Any(f => f.Name == name) && !Follows(asked.Fact))
        {
            _fields.Add(new FieldError(name, $"请填写{asked.Fact.Label}"));
        }
        else if (!_conveyed && Given(name) && rulebook.SeriesOf(asked.Fact) is { } series && series.Problem(Asked[name].AsString!, rulebook.SignOf(actor.OrganisationName, actor.Role)) is { } wrong)
        {
            _fields.Add(new FieldError(name, wrong));
        }
    }

    /// <summary>The numbers that the act is to be given. Who has no sign where the form needs one gives none.</summary>
    private IEnumerable<NumberDue> Due(Step step, Outcome outcome)
    {
        var sign = rulebook.SignOf(actor.OrganisationName, actor.Role);
        return step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).Where(a => rulebook.Gives(a.Fact) && _with!.Concerns(a)).DistinctBy(a => a.Fact.Name)
            .Select(a => new NumberDue(a.Fact, rulebook.SeriesOf(a.Fact)!, sign)).Where(d => sign is not null || !d.Series.NeedsSign);
    }

    /// <summary>What is said about each of a list of files is said about every one of them, once.</summary>
    private void Matching(FactDefinition cases)
    {
        if (!Given(cases.RowsFact!))
        {
            return;
        }

        var chosen = (Asked.GetValueOrDefault(cases.Name).AsList ?? []).Select(c => c.AsString).ToList();
        var said = Asked[cases.RowsFact!].AsList!.Select(r => r.AsContext?[CaseRows.Number].AsString).ToList();
        var label = rulebook.Facts[cases.RowsFact!].Label;
        if (said.Count != said.Distinct().Count())
        {
            _fields.Add(new FieldError(cases.RowsFact!, $"{label}里有的案卷写了两次，一份只写一行"));
        }
        else if (said.FirstOrDefault(n => !chosen.Contains(n)) is { } stray)
        {
            _fields.Add(new FieldError(cases.RowsFact!, $"{label}里的{stray}没有选进{cases.Label}"));
        }
        else if (chosen.FirstOrDefault(n => !said.Contains(n)) is { } missing)
        {
            _fields.Add(new FieldError(cases.RowsFact!, $"{label}里缺{missing}这一行"));
        }
    }

    /// <summary>A day on which something happened lies neither in the future nor before what it follows.</summary>
    private void Dated(FactDefinition fact, DateOnly day)
    {
        if (fact.Past && day > today)
        {
            _fields.Add(new FieldError(fact.Name, $"{day:yyyy-MM-dd}还没有到；这里填已经发生的日子，最晚是今天{today:yyyy-MM-dd}"));
        }
        else if (fact.Since is { } since && _with!.Fact(since).AsDate is { } earliest && day < earliest)
        {
            _fields.Add(new FieldError(fact.Name, $"不能早于{rulebook.Facts[since].Label}{earliest:yyyy-MM-dd}"));
        }
    }

    private bool Follows(FactDefinition fact) => fact.Derive is { } derive && !_with!.Evaluate(derive).IsNull;

    private void ExaminePaper(Attachment paper)
    {
        var title = string.IsNullOrWhiteSpace(paper.Title) ? "附件" : paper.Title;
        var problem = string.IsNullOrWhiteSpace(paper.Title) ? "没有写是什么材料" : FactConformance.TextProblem(paper.Title, LongestTitle);
        problem ??= string.IsNullOrWhiteSpace(paper.FileName) ? "没有文件名" : FactConformance.TextProblem(paper.FileName, LongestFileName);
        problem ??= paper.Digest.Length != 64 || !paper.Digest.All(char.IsAsciiHexDigitLower) || paper.Size < 0 ? "文件没有正确存入，请重新上传" : null;
        if (problem is not null)
        {
            _papers.Add(new FieldError(title, problem));
        }
    }

    /// <summary>Whether all papers that are due are there.</summary>
    private void HandedIn(string dossier)
    {
        var own = _with!.Situation.Dossiers is not null && _state is { Step.OwnPapers: true };
        foreach (var state in _with.Papers(dossier).Where(p => p is { Due: true, Paper.Optional: false } && !(own && p.Paper.From is null ? proposal.Papers.Any(f => f.Title == p.Paper.Title) : p.HandedIn)))
        {
            var paper = state.Paper;
            if (rulebook.Gates.Any(g => g.Paper == paper.Title && _before!.Situation.Exceptions.Contains(g.Name)))
            {
                continue;
            }

            if (paper.From is { } from)
            {
                if (!_fields.Any(f => f.Name == from))
                {
                    _fields.Add(new FieldError(from, $"请填写：{paper.Article}要求有“{paper.Title}”"));
                }
            }
            else
            {
                _papers.Add(new FieldError(paper.Title, paper.Within is { } within ? $"“{within}”里要有这一章，请确认（{paper.Article}）" : $"请上传（{paper.Article}）"));
            }
        }
    }

    /// <summary>What the step and the outcome require. A return passes no gate: for it only what the outcome itself requires counts.</summary>
    private void Require(Step step, Outcome outcome)
    {
        var calls = outcome.Settles ? step.Requires.Concat(outcome.Requires) : outcome.Requires;
        Requires = [.. calls.DistinctBy(c => c.ToString()).Select(_with!.Ask)];
        foreach (var answer in Requires)
        {
            if (answer.Value.IsFalse)
            {
                _refusals.AddRange(answer.Gates.Where(g => g.Holds == false).Select(g => new Refusal(RefusalKind.Blocked, g.Gate.Reason)
                {
                    Article = g.Gate.Article.Text,
                    Remedy = g.Gate.Remedy,
                    Gate = g.Gate,
                    Facts = g.Facts,
                }));
            }
            else if (answer.Value.IsNull && !(answer.Gates.IsEmpty && answer.Unknown.IsEmpty) && _fields.Count == 0)
            {
                _refusals.AddRange(answer.Gates.Where(g => g.Holds is null).Select(g => new Refusal(RefusalKind.Undecidable, $"还不能判断{answer.Question}：缺{Names(g.Unknown)}")
                {
                    Article = g.Gate.Article.Text,
                    Remedy = g.Gate.Remedy,
                    Gate = g.Gate,
                    Facts = g.Facts,
                    Unknown = g.Unknown,
                }));
            }
        }
    }

    private ImmutableArray<Answer> Requires { get; set; } = [];

    private ActCheck Finish(Step step, Outcome outcome)
    {
        foreach (var (fact, rule) in outcome.Sets)
        {
            var value = _with!.Evaluate(rule);
            if (FactConformance.Problem(fact, value) is { } problem)
            {
                Refuse(RefusalKind.Rulebook, $"规则手册在“{step.Name}：{outcome.Name}”里给{fact.Name}设的值不对：{problem}", step.Article.Text);
            }

            Set = Set.SetItem(fact.Name, value);
        }

        Draw(step, outcome);
        Evaluate(step);
        Ceil(step, outcome);
        return Refused() with
        {
            Told = outcome.Settles ? Told(step) : [],
            Numbers = _conveyed ? [] : [.. Due(step, outcome)],
            Because = Because(step),
            Conveys = outcome.Conveys is { } conveyance
                ? [.. (_with!.Fact(conveyance.Fact).AsList ?? []).Select(n => n.AsString).OfType<string>().Distinct().Select(n => new ConveyanceOrder(n, conveyance.Step, conveyance.Outcome))]
                : [],
        };
    }

    private ImmutableArray<Told> Told(Step step)
    {
        var notices = _with!.Notices(step.Name).AsEnumerable();
        if (step.Dossier is { } dossier && dossier != step.Name)
        {
            notices = notices.Concat(_with.Notices(dossier));
        }

        return [.. notices.Select(n => new Told(n.Kind, n.To, n.Article.Text)).Distinct()];
    }

    private ImmutableArray<ActReason> Because(Step step) =>
    [
        .. Requires.SelectMany(a => a.Gates).Select(g => new ActReason(g.Gate.Article.Text, "红线" + g.Gate.Name, g.Excepted ? "已批准例外" : null))
            .Prepend(new ActReason(step.Article.Text, "环节" + step.Name, null))
            .Concat(step.Warnings.Where(w => _with!.Evaluate(w.When).IsTrue).Select(w => Hint(w.Article, w.Text)))
            .Concat(Ceilings.Select(c => Hint(c.Ceiling.Article, c.Sentence))).Distinct(),
    ];

    /// <summary>Something the actor was told before the act; without an article it is a hint of the platform.</summary>
    private static ActReason Hint(Citation? article, string said) => article is null ? new ActReason("", "平台提示", said) : new ActReason(article.Text, "提醒", said);

    private ActCheck Refused() => new()
    {
        Rulebook = rulebook,
        File = file ?? (_step is { Opens: true } ? CaseFile.Begin(Guid.Empty, "", rulebook, _step.Kind, actor.OrganisationId, actor.OrganisationName) : null),
        Proposal = proposal,
        Step = _step,
        Outcome = _step?.FindOutcome(proposal.Outcome),
        State = _state,
        Mending = _mending,
        Fields = _fields.ToImmutable(),
        Papers = _papers.ToImmutable(),
        Refusals = _refusals.ToImmutable(),
        Requires = Requires,
        Ceilings = Ceilings,
        Asked = Asked,
        Set = Set,
        After = _with,
    };

    private string Names(IEnumerable<string> facts) => string.Join("、", facts.Select(f => rulebook.Facts.GetValueOrDefault(f)?.Label ?? f));

    private void Refuse(RefusalKind kind, string message, string? article = null) => _refusals.Add(new Refusal(kind, message) { Article = article });
}
