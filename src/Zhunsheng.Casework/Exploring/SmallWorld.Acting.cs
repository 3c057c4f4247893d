using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>Making acts, with those they bring about elsewhere, and correcting earlier ones.</summary>
internal sealed partial class SmallWorld
{
    private const int MostCorrections = 15;
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);

    /// <summary>Begins a file with one of the opening steps of its kind.</summary>
    private void Open(WalkedFile file)
    {
        file.Idle++;
        var owner = _owners.FirstOrDefault(o => o.OrganisationId == file.OwnerWanted) ?? _chance.OneOf(_owners);
        var step = _chance.OneOf([.. _rulebook.Steps.Where(s => s.Opens && s.Kind == file.Kind && s.Via is null)]);
        var role = step.PossibleRoles.FirstOrDefault(r => r == owner.Role) ?? step.PossibleRoles.FirstOrDefault();
        var actor = role is null ? owner : ActorIn(role, owner, null, default);
        var blank = CaseFile.Begin(Guid.Empty, "", _rulebook, file.Kind, actor.OrganisationId, actor.OrganisationName) with { Registers = Registers(null, file.Kind, actor.OrganisationId), Pools = _pools };
        var before = new Evaluation(_rulebook, CaseFold.Situation(blank, _rulebook, _day));
        var state = before.Steps().First(s => s.Step.Name == step.Name);
        if (state.NotBefore is { } opens && opens > _day)
        {
            file.Wake = opens.AddDays(_chance.Below(10));
            return;
        }

        var outcomes = step.Outcomes.Where(o => file.Idle > 6 || file.MayBeGivenUp || !o.Closes || step.Outcomes.All(x => x.Closes)).ToList();
        var outcome = outcomes.Count > 1 && _chance.Percent(75) ? outcomes[0] : _chance.OneOf(outcomes);
        var form = Form(file);
        var check = form.Fill(before, step, FeelValue.Null, outcome, _day, file.WantedPapers, p => Judge(null, p, actor, blank));
        if (!check.Ok || KeyTaken(file, check, actor))
        {
            file.Remember(check);
            var window = check.State?.NotBefore ?? NextWindow(check);
            file.Wake = window is { } day && day > _day ? day : _day.AddDays(1 + _chance.Below(40));
            if (file.Idle > 40)
            {
                file.Blockages.Add(new Blockage(step.Name, check.Refusals.FirstOrDefault()?.Article ?? step.Article.Text,
                    check.Refusals.FirstOrDefault()?.Message ?? check.Fields.Concat(check.Papers).Select(e => $"{e.Name}：{e.Message}").FirstOrDefault() ?? "同样的案卷已经有了"));
            }

            return;
        }

        var begun = CaseFile.Begin(_chance.Identifier(), string.Create(CultureInfo.InvariantCulture, $"{_rulebook.NumberPrefix}-{_files.IndexOf(file) + 1:0000}"), _rulebook, file.Kind, actor.OrganisationId, actor.OrganisationName);
        file.File = begun;
        _byNumber[begun.Number] = file;
        Commit(file, check, actor, null);
        Rest(file);
    }

    /// <summary>The day from which a step that is not open yet can be done, when the form itself decides it.</summary>
    private static DateOnly? NextWindow(ActCheck check) => check.After is { } after && check.Step is { } step ? after.Step(step.Name, check.Proposal.Key).NotBefore : null;

    private FormFilling Form(WalkedFile file) => new(_rulebook, _likely, _chance, _learned, file.WantedFacts, OnOffer);

    /// <summary>Tries one step, with one outcome after the other; true when it became an act.</summary>
    private bool Attempt(WalkedFile file, Evaluation before, StepState state, bool hard)
    {
        var actor = ActorIn(_chance.OneOf(state.Roles), Owner(file.File!), before, state.Key);
        foreach (var outcome in Outcomes(file, state.Step, hard))
        {
            var form = Form(file);
            for (var i = 0; i < 6; i++)
            {
                var check = form.Fill(before, state.Step, state.Key, outcome, _day, file.WantedPapers, p => Judge(file.File, p, actor, null));
                if (!check.Ok)
                {
                    file.Remember(check);
                    break;
                }

                if (!hard && form.NothingOnOffer && outcome.Settles && file.Idle < 25 && Others(file))
                {
                    // Nobody decides on an empty list while others are on their way.
                    break;
                }

                if (KeyTaken(file, check, actor))
                {
                    break;
                }

                check = Numbered(check);

                var refused = Convey(file, check, actor, out var conveyed);
                if (refused is not null)
                {
                    form.Leave(refused.CaseNumber!);
                    if (!check.Asked.Any(a => _rulebook.Facts[a.Key].Type == FactType.Cases) && !hard)
                    {
                        // The list was made before: it is for an earlier step to leave the file out.
                        file.Remember(check with { Refusals = [refused] });
                        if (LeaveOut(file, before, outcome.Conveys!.Fact, refused.CaseNumber!))
                        {
                            return true;
                        }

                        break;
                    }

                    file.Remember(check with { Refusals = [refused] });
                    continue;
                }

                var act = Commit(file, check, actor, null);
                foreach (var (target, elsewhere) in conveyed)
                {
                    Commit(target, elsewhere, actor, new ActReference(file.File!.Id, file.File.Number, act.Number));
                    target.Wake = _day.AddDays(1);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>The outcomes in the order in which they are tried.</summary>
    private IEnumerable<Outcome> Outcomes(WalkedFile file, Step step, bool hard)
    {
        var first = step.Outcomes[0];
        return step.Outcomes
            .Where(o => o.Settles || file.Returns.GetValueOrDefault(step.Name) < (hard ? 3 * MostReturns : MostReturns))
            .Select(o => (Outcome: o, Draw: (1 + _chance.Below(1000)) * (
                !o.Settles ? (o.Reopens.Any(r => _rulebook.FindStep(r) is { } s && ReachesFact(s, file.WantedFacts)) ? 12 : 2)
                : o.Closes && step.Outcomes.Length > 1 ? (o == first ? 6 : file.MayBeGivenUp ? 3 : 1)
                : o == first ? 14 : 5)))
            .OrderByDescending(o => o.Draw)
            .Select(o => o.Outcome)
            .Take(hard ? step.Outcomes.Length : Math.Min(step.Outcomes.Length, 3));
    }

    private ActCheck Judge(CaseFile? file, ActProposal proposal, Actor actor, CaseFile? blank)
    {
        var check = CaseWork.Check(_rulebook, file ?? blank, proposal, actor, _day);
        _tally.Judged(check);
        return check;
    }

    /// <summary>Checks what the act brings about elsewhere. Returns why a file refuses it; null when all accept.</summary>
    private Refusal? Convey(WalkedFile file, ActCheck check, Actor actor, out List<(WalkedFile Target, ActCheck Check)> conveyed)
    {
        conveyed = [];
        foreach (var order in check.Conveys.OrderBy(o => o.CaseNumber, StringComparer.Ordinal))
        {
            if (!_byNumber.TryGetValue(order.CaseNumber, out var target) || target == file)
            {
                return new Refusal(RefusalKind.Conveyed, $"{order.CaseNumber}：没有这份案卷") { CaseNumber = order.CaseNumber };
            }

            var elsewhere = CaseWork.CheckConveyed(_rulebook, WithRegisters(target).File!, order, check, actor, _day);
            _tally.Judged(elsewhere);
            if (!elsewhere.Ok)
            {
                target.Remember(elsewhere);
                var why = elsewhere.Refusals.FirstOrDefault();
                return new Refusal(RefusalKind.Conveyed, $"{order.CaseNumber}的{order.Step}：{why?.Message ?? elsewhere.Fields.Concat(elsewhere.Papers).Select(f => $"{f.Name}：{f.Message}").First()}")
                {
                    CaseNumber = order.CaseNumber,
                    Article = why?.Article,
                };
            }

            conveyed.Add((target, elsewhere));
        }

        return null;
    }

    /// <summary>The check with the numbers it is due; here numbers only have to differ.</summary>
    private ActCheck Numbered(ActCheck check) => check.Numbered(check.Numbers.Select(n => KeyValuePair.Create(n.Fact.Name, n.Series.Format(n.Sign, _day.Year, ++_documents))).ToList());

    private Act Commit(WalkedFile file, ActCheck check, Actor actor, ActReference? from)
    {
        var at = new DateTimeOffset(_day.ToDateTime(new TimeOnly(9, 0)), s_beijing).AddSeconds(_sequence % 30_000);
        _sequence++;
        var act = CaseWork.Make(file.File!, check, actor, at, _chance.Identifier(), from);
        file.File = file.File!.With(act);
        _tally.Made(check);
        if (check.Outcome!.Settles)
        {
            file.Times[act.Step] = file.Times.GetValueOrDefault(act.Step) + 1;
        }
        else
        {
            file.Returns[act.Step] = file.Returns.GetValueOrDefault(act.Step) + 1;
        }

        file.Moved((!check.Step!.Optional && !check.Step.Repeats) || check.Step.Grants is not null, !check.Outcome.Settles);
        Tell(file, act, check);
        return act;
    }

    private void Tell(WalkedFile file, Act act, ActCheck check)
    {
        var facts = act.Facts.Where(f => !f.Value.IsNull).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}＝{SituationReader.Shown(f.Value, _rulebook.Facts.GetValueOrDefault(f.Key))}");
        var papers = act.Papers.IsEmpty ? "" : $"；材料：{string.Join("、", act.Papers.Select(p => p.Title))}";
        file.Events.Add(new WalkEvent(act.On, $"{act.Actor.OrganisationName}（{act.Actor.Role}）{(act.Kind == ActKind.Correction ? $"更正第{act.Corrects}号" : "")}{act.Step}{(act.Key.IsNull ? "" : $"［{SituationReader.Shown(act.Key)}］")} → {act.Outcome}"
            + (act.ConveyedFrom is { } from ? $"（由{from.CaseNumber}传来）" : "") + $"｛{string.Join("，", facts)}{papers}｝" + (check.Outcome!.Closes && act.Kind == ActKind.Deed ? "【结案】" : "")));
    }

    /// <summary>Corrects an earlier act whose facts stand in the way of something, when that lifts an obstacle.</summary>
    private bool Mend(WalkedFile file, Evaluation evaluation)
    {
        if (file.Corrections >= MostCorrections || file.RefusedCalls.Count + file.RefusedOutcomes.Count == 0)
        {
            return false;
        }

        file.Mended = file.Mended.Head == file.File!.Head ? (file.File.Head, file.Mended.Times + 1) : (file.File.Head, 1);
        if (file.Mended.Times > 2)
        {
            return false;
        }

        var origins = CaseFold.Origins(file.File!, _rulebook);
        var effective = CaseFold.Effective(file.File!).ToDictionary(e => e.Number);
        var standing = Obstacles(file, file.File!);
        foreach (var name in file.WantedFacts.Order(StringComparer.Ordinal).Where(n => origins.ContainsKey(n)).ToList())
        {
            var earlier = effective[origins[name]];
            if (!earlier.Asked.ContainsKey(name) || _rulebook.FindStep(earlier.Act.Step) is not { } step || step.FindOutcome(earlier.Act.Outcome) is not { } outcome)
            {
                continue;
            }

            for (var i = 0; i < 3; i++)
            {
                var form = Form(file);
                form.Start(earlier.Asked, earlier.Papers.Select(p => p.Title));
                form.Change(_rulebook.Facts[name], earlier.Act.On, evaluation);
                var proposal = form.Proposal(evaluation, step, earlier.Act.Key, outcome, earlier.Act.On);
                var check = CaseWork.CheckCorrection(_rulebook, file.File!, new CorrectionProposal(earlier.Number, proposal.Facts, "填错了") { Papers = earlier.Papers }, earlier.Act.Actor);
                if (!check.Ok)
                {
                    continue;
                }

                var at = new DateTimeOffset(_day.ToDateTime(new TimeOnly(9, 0)), s_beijing);
                if (Obstacles(file, file.File!.With(CaseWork.Make(file.File!, check, earlier.Act.Actor, at, Guid.Empty))) < standing)
                {
                    Correct(file, check, earlier.Act.Actor);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Corrects the act that named case files, so that one of them is named no longer.</summary>
    private bool LeaveOut(WalkedFile file, Evaluation evaluation, string fact, string caseNumber)
    {
        if (file.Corrections >= MostCorrections || !CaseFold.Origins(file.File!, _rulebook).TryGetValue(fact, out var number))
        {
            return false;
        }

        var earlier = CaseFold.Effective(file.File!).First(e => e.Number == number);
        if (!earlier.Asked.TryGetValue(fact, out var named) || named.AsList is not { } numbers || !numbers.Contains(FeelValue.Of(caseNumber)))
        {
            return false;
        }

        var facts = earlier.Asked.SetItem(fact, FeelValue.ListOf(numbers.Where(n => n != FeelValue.Of(caseNumber)))).Where(a => !a.Value.IsNull).ToImmutableDictionary();
        var check = CaseWork.CheckCorrection(_rulebook, file.File!, new CorrectionProposal(number, facts, "有一份列不进去") { Papers = earlier.Papers }, earlier.Act.Actor);
        if (!check.Ok)
        {
            return false;
        }

        Correct(file, check, earlier.Act.Actor);
        return true;
    }

    private void Correct(WalkedFile file, ActCheck check, Actor actor)
    {
        var at = new DateTimeOffset(_day.ToDateTime(new TimeOnly(9, 0)), s_beijing).AddSeconds(_sequence++ % 30_000);
        var act = CaseWork.Make(file.File!, check, actor, at, _chance.Identifier());
        file.Corrections++;
        file.File = file.File!.With(act);
        file.Moved(true, false);
        Tell(file, act, check);
    }

    /// <summary>How much still stands in the way of what was refused: the gates, and the facts that decide them.</summary>
    private int Obstacles(WalkedFile file, CaseFile as_)
    {
        var evaluation = new Evaluation(_rulebook, CaseFold.Situation(as_, _rulebook, _day));
        return file.RefusedCalls.Values.Sum(r => evaluation.With(r.Step, r.Key, [], [], _day).Ask(r.Call).Gates.Where(g => g.Holds != true).Sum(g => 10 + g.Facts.Length + g.Unknown.Length))
            + file.RefusedOutcomes.Values.Count(r => !evaluation.With(r.Step, r.Key, [], [], _day).Evaluate(r.Outcome.When!).IsTrue) * 10;
    }

    /// <summary>Another open file with the same key, where the kind has one.</summary>
    private bool KeyTaken(WalkedFile file, ActCheck check, Actor actor)
    {
        var kind = _rulebook.Kinds.First(k => k.Name == file.Kind);
        return kind.KeyFact is { } key && check.After!.Fact(key) is { IsNull: false } value && _files.Exists(f => f != file && f.Kind == file.Kind && f.File is { } other
            && (!kind.KeyPerUnit || other.OwnerId == actor.OrganisationId) && f.See(_rulebook, _day, World) is { Situation.Closed: false } seen && seen.Fact(key) == value);
    }

    /// <summary>The files that a fact of type cases may name: those in which the offered step can be done.</summary>
    private IReadOnlyList<string> OnOffer(FactDefinition fact) =>
    [
        .. _files.Where(f => f.File is not null && !f.Finished && f.Kind == (fact.CaseKind ?? f.Kind))
            .Where(f => fact.OfferedStep is null || Offers(WithRegisters(f).See(_rulebook, _day, World).Step(fact.OfferedStep)))
            .Select(f => f.File!.Number),
    ];

    /// <summary>Whether the step can be done now and nothing is known to stand in its way; now and then in spite of that.</summary>
    private bool Offers(StepState state) => state.Status is StepStatus.Open or StepStatus.Blocked
        && ((state.Status == StepStatus.Open && state.Requires.All(r => r.Value.IsTrue || r.Gates.IsEmpty)) || _chance.Percent(5));

    private bool Others(WalkedFile file) => _files.Exists(f => f != file && !f.Finished && f.Kind != file.Kind);

    private Actor Owner(CaseFile file) => _owners.FirstOrDefault(o => o.OrganisationId == file.OwnerId) ?? _actors.Values.FirstOrDefault(a => a.OrganisationId == file.OwnerId) ?? _owners[0];

    /// <summary>Who acts in a role: the owner of the file, the organisation that the file names, or the one that holds it.</summary>
    private Actor ActorIn(string role, Actor owner, Evaluation? seen, FeelValue key)
    {
        if (_rulebook.FindRole(role)?.Named is { } list && _rulebook.Facts[list].Draw is not null)
        {
            var person = PoolMember.On(seen?.Fact(list) ?? FeelValue.Null).FirstOrDefault(p => p.Person == key.AsString);
            return new Actor(person.Account, person.Name ?? role, Guid.Empty, role, role);
        }

        if (seen?.OrganisationsIn(_rulebook.FindRole(role), key) is [var named, ..])
        {
            return new Actor(Guid.Empty, named + "经办人", Guid.Empty, named, role);
        }

        if (_rulebook.FindRole(role) is { Own: true })
        {
            return owner with { Role = role };
        }

        if (!_actors.TryGetValue(role, out var actor))
        {
            _actors[role] = actor = new Actor(_chance.Identifier(), role + "经办人", _chance.Identifier(), role, role);
        }

        return actor;
    }
}
