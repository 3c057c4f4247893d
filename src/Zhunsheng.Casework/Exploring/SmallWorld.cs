using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>A few organisations and case files, and the days that go by. Used once.</summary>
internal sealed partial class SmallWorld
{
    private const int MostTurns = 400;
    private const int MostWaits = 40;
    private const int MostRepeats = 3;
    private const int MostReturns = 2;
    private static readonly ImmutableArray<int> s_waits = [1, 7, 30, 90, 200, 370];
    private static readonly ImmutableArray<string> s_units = ["甲单位", "乙单位", "丙单位"];

    private readonly Rulebook _rulebook;
    private readonly SeededChance _chance;
    private readonly LikelyValues _likely;
    private readonly RuleTally _tally;
    private readonly DateOnly _start;
    private readonly List<WalkedFile> _files = [];
    private readonly Dictionary<string, WalkedFile> _byNumber = [];
    private readonly Dictionary<string, FeelValue> _learned = [];
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly ImmutableArray<Actor> _owners;
    private readonly ImmutableDictionary<string, ImmutableArray<PoolMember>> _pools;
    private DateOnly _day;
    private int _sequence;
    private int _documents;

    public SmallWorld(Rulebook rulebook, DateOnly start, SeededChance chance, int first, int count)
    {
        (_rulebook, _start, _day, _chance) = (rulebook, start, start, chance);
        _likely = new LikelyValues(rulebook);
        _tally = new RuleTally(rulebook);
        var own = rulebook.Roles.FirstOrDefault(r => r.Own)?.Name ?? "";
        _owners = [.. s_units.Select(n => new Actor(chance.Identifier(), n + "经办人", chance.Identifier(), n, own))];
        _pools = rulebook.Facts.Values.Select(f => f.Draw?.Role).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToImmutableDictionary(r => r, r => Pool(rulebook, chance));
        var kinds = Walk.Kinds(rulebook, count);
        for (var i = 0; i < kinds.Length; i++)
        {
            _files.Add(new WalkedFile(first + i + 1, kinds[i], start.AddDays(chance.Below(i == 0 ? 5 : 90))) { MayBeGivenUp = chance.Percent(12) });
        }
    }

    /// <summary>Some persons to be drawn, each of whom knows everything; one works for a unit that has projects.</summary>
    private static ImmutableArray<PoolMember> Pool(Rulebook rulebook, SeededChance chance)
    {
        ImmutableArray<string> known = [.. rulebook.Facts.Values.Select(f => f.Draw?.Specialty).OfType<string>().SelectMany(s => rulebook.Facts[s].Values).Distinct()];
        return [.. Enumerable.Range(1, 12).Select(i => new PoolMember(chance.Identifier(), $"专家{i} {i:0000}", $"专家{i}", i == 1 ? s_units[0] : $"第{i}研究所", null, known))];
    }

    /// <summary>How many acts there are: a mark by which to see whether other files have changed.</summary>
    private int World => _sequence;

    public WalkedWorld Play()
    {
        while (_files.Where(f => !f.Finished).MinBy(f => f.Wake) is { } file)
        {
            _day = file.Wake > _day ? file.Wake : _day;
            Turn(file);
        }

        foreach (var file in _files.Where(f => f.File is not null))
        {
            _tally.Ended(new Evaluation(_rulebook, CaseFold.Situation(WithRegisters(file).File!, _rulebook, _day)));
        }

        return new WalkedWorld(
            [.. _files.OrderBy(f => f.Number == 0 ? int.MaxValue : f.Number).Select(f => new WalkedCase(f.Number, f.Kind, f.End, [.. f.Blockages, .. f.Cornered], [.. f.Events]))],
            _tally.Articles, _tally.Steps, _tally.Acts);
    }

    private void Turn(WalkedFile file)
    {
        if (++file.Turns > MostTurns)
        {
            file.Blockages.Add(new Blockage(null, "", $"走了{MostTurns}回合还没有完，环节之间可能绕圈"));
            return;
        }

        if (file.File is null)
        {
            Open(file);
            return;
        }

        var evaluation = WithRegisters(file).See(_rulebook, _day, World);
        if (evaluation.Situation.Closed)
        {
            var last = file.File.Acts[^1];
            file.End = $"{last.Step}：{last.Outcome}{(file.Cornered.Count > 0 ? "（别无他路）" : "")}";
            return;
        }

        var states = evaluation.Steps();
        var pending = states.Where(IsPending).ToList();
        if (pending.Count == 0 && _chance.Percent(35))
        {
            file.End = "走完（余下的可办可不办）";
            return;
        }

        var possible = states.Where(s => s.Step.Via is null && s.Status is StepStatus.Open or StepStatus.Blocked && !s.Roles.IsEmpty && Allowed(file, s)).ToList();
        if (file.Idle < 12 && !pending.Exists(possible.Contains) && pending.Exists(s => s.Step.Via is not null && s.Status == StepStatus.Open) && _chance.Percent(70))
        {
            // What must come next comes from elsewhere: most wait for it before they try another way.
            Wait(file, evaluation, states, pending);
            return;
        }

        foreach (var state in Preferred(file, possible, pending).Take(pending.Count == 0 ? 2 : 5))
        {
            if (Attempt(file, evaluation, state, hard: false))
            {
                Rest(file);
                return;
            }
        }

        if (pending.Count == 0)
        {
            file.End = "走完（余下的可办可不办）";
            return;
        }

        Wait(file, evaluation, states, pending);
    }

    /// <summary>Whether the life of the file is not complete without the step.</summary>
    private static bool IsPending(StepState state) =>
        !state.Step.Optional && !state.Step.Repeats && state.Step.Grants is null && state.Status is not (StepStatus.Done or StepStatus.NotNeeded)
        && !(state.Status == StepStatus.Undetermined && state.Occurrences.IsEmpty && state.Step.Each is not null);

    private static bool Allowed(WalkedFile file, StepState state)
    {
        var times = file.Times.GetValueOrDefault(state.Step.Name);
        return state.Step.Repeats ? times < MostRepeats : !state.Step.Optional || times < MostRepeats + 2;
    }

    /// <summary>The steps in the order in which they are tried: what lifts an obstacle first, then what must be done, then the rest by chance.</summary>
    private IEnumerable<StepState> Preferred(WalkedFile file, List<StepState> possible, List<StepState> pending) => possible
        .Select(s => (State: s, Weight: Weight(file, s, pending)))
        .Where(s => s.Weight > 0)
        .Select(s => (s.State, Draw: (1 + _chance.Below(1000)) * s.Weight))
        .OrderByDescending(s => s.Draw)
        .Select(s => s.State);

    private int Weight(WalkedFile file, StepState state, List<StepState> pending)
    {
        var step = state.Step;
        var ends = step.Outcomes.All(o => o.Closes);
        if (step.Optional && ends && !file.MayBeGivenUp && pending.Count > 0)
        {
            return 0;
        }

        var weight = step.Optional || step.Repeats ? (ends ? 1 : file.Times.ContainsKey(step.Name) ? 1 : _tally.Times(step.Name) == 0 ? 24 : 5) : 14;
        if (file.WantedGates.Contains(step.Grants ?? "") || (step.Dossier is { } dossier && _rulebook.Papers[dossier].Any(p => file.WantedPapers.Contains(p.Title))))
        {
            weight += 40;
        }

        if (file.WantedFacts.Count > 0 && !ends && (ReachesFact(step, file.WantedFacts)))
        {
            weight += 25;
        }

        return file.Refused.ContainsKey(step.Name) ? Math.Max(1, weight / 6) : weight;
    }

    private static bool ReachesFact(Step step, HashSet<string> facts) =>
        step.Outcomes.Any(o => o.Sets.Any(s => facts.Contains(s.Fact.Name)) || o.Asks.Any(a => facts.Contains(a.Fact.Name))) || step.Asks.Any(s => s.Facts.Any(a => facts.Contains(a.Fact.Name)));

    /// <summary>Nothing could be done today: the day, another file, a correction or a harder look may help.</summary>
    private void Wait(WalkedFile file, Evaluation evaluation, ImmutableArray<StepState> states, List<StepState> pending)
    {
        if (pending.Where(s => s.NotBefore is not null).Select(s => s.NotBefore!.Value).Order().Cast<DateOnly?>().FirstOrDefault() is { } opens)
        {
            file.Wake = opens.AddDays(_chance.Below(20));
            file.Idle = 0;
            return;
        }

        file.Idle++;
        foreach (var state in pending.Where(s => s.Step.Via is not null && s.Status is StepStatus.Open or StepStatus.Blocked))
        {
            file.Remember(state);
        }

        var conveyed = pending.Where(s => s.Step.Via is not null && s.Status is StepStatus.Open or StepStatus.Blocked).Select(s => s.Step.Via!).Distinct().ToList();
        if (conveyed.Count > 0 && file.Idle < MostWaits)
        {
            if (Mend(file, evaluation))
            {
                Rest(file);
                return;
            }

            foreach (var kind in conveyed.Where(k => !_files.Exists(f => f.Kind == k && !f.Finished)))
            {
                _files.Add(new WalkedFile(0, kind, _day.AddDays(1)));
            }

            file.Wake = _day.AddDays(10 + _chance.Below(30));
            return;
        }

        OpenNeeded(file);
        if (Mend(file, evaluation) || TryEverything(file, evaluation, states, pending))
        {
            Rest(file);
            return;
        }

        if (file.Idle < 12)
        {
            file.Wake = _day.AddDays(s_waits[Math.Min(s_waits.Length - 1, file.Idle / 2)]);
            return;
        }

        file.Blockages.AddRange(Obstructions(file, pending));
    }

    /// <summary>Where a register stands in the way, the owner begins a file of the kind that it lists.</summary>
    private void OpenNeeded(WalkedFile file)
    {
        if (_rulebook.Registers.IsEmpty || file.Idle % 3 != 1)
        {
            return;
        }

        var names = file.WantedFacts.Concat(_rulebook.Gates.Where(g => file.WantedGates.Contains(g.Name)).SelectMany(g => new[] { g.When, g.Holds, g.Unless }.OfType<FeelExpression>()).SelectMany(e => e.Uses).Select(u => u.Name));
        foreach (var register in names.SelectMany(n => PlainCalls.FactsUnder(_rulebook, n)).Distinct().Select(n => _rulebook.Facts[n].Register).OfType<RegisterSource>().Distinct().OrderBy(r => r.Kind, StringComparer.Ordinal))
        {
            var owner = file.File!.OwnerId;
            if (register.Kind != file.Kind && _files.Count < 60 && _rulebook.Steps.Any(s => s.Opens && s.Kind == register.Kind && s.Via is null)
                && !_files.Exists(f => f.Kind == register.Kind && !f.Finished && (!register.OwnUnit || f.OwnerWanted == owner || f.File?.OwnerId == owner)))
            {
                _files.Add(new WalkedFile(0, register.Kind, _day.AddDays(1)) { OwnerWanted = owner });
            }
        }
    }

    /// <summary>What must be done with any outcome, what may lift an obstacle, what was never done, and at last what closes the file.</summary>
    private bool TryEverything(WalkedFile file, Evaluation evaluation, ImmutableArray<StepState> states, List<StepState> pending)
    {
        var blocked = Obstructions(file, pending).ToList();
        var possible = states.Where(s => s.Step.Via is null && s.Status is StepStatus.Open or StepStatus.Blocked && !s.Roles.IsEmpty && Allowed(file, s)
            && (pending.Contains(s) || !file.Times.ContainsKey(s.Step.Name) || ReachesFact(s.Step, file.WantedFacts)));
        foreach (var state in possible.OrderBy(s => s.Step.Outcomes.All(o => o.Closes)).ThenBy(s => !pending.Contains(s)))
        {
            for (var i = 0; i < (file.Idle < 3 ? 3 : 1); i++)
            {
                if (Attempt(file, evaluation, state, hard: true))
                {
                    if (state.Step.Outcomes.All(o => o.Closes) && !pending.Contains(state))
                    {
                        file.Cornered.AddRange(blocked);
                    }

                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What must be done and cannot, each with what stands in the way.</summary>
    private static IEnumerable<Blockage> Obstructions(WalkedFile file, List<StepState> pending)
    {
        foreach (var state in pending.Where(s => s.Status is not StepStatus.Waiting || s.WaitsFor.IsEmpty).DefaultIfEmpty(pending[0]))
        {
            var refusal = file.Refused.GetValueOrDefault(state.Step.Name);
            var gate = state.Step.Via is null ? null : state.Requires.SelectMany(r => r.Gates).FirstOrDefault(g => g.Holds != true)?.Gate;
            var reason = refusal?.Message ?? gate?.Reason ?? state.Status switch
            {
                StepStatus.Undetermined => $"还不知道要不要办，缺{string.Join("、", state.Unknown)}",
                StepStatus.Waiting => $"在等{string.Join("、", state.WaitsFor)}",
                _ when state.Step.Via is { } via => $"等{via}的行为传来，一直没有",
                _ when state.Roles.IsEmpty => "还不知道由谁办",
                _ => file.Fields.GetValueOrDefault(state.Step.Name) is { } field ? $"怎样填都没有被接受（{field}）" : "怎样填都没有被接受",
            };
            yield return new Blockage(state.Step.Name, refusal?.Article ?? gate?.Article.Text ?? state.Step.Article.Text, reason);
        }
    }

    /// <summary>Some days go by before anybody looks at the file again.</summary>
    private void Rest(WalkedFile file) => file.Wake = _day.AddDays(_chance.Percent(8) ? 20 + _chance.Below(60) : _chance.Below(8));

    private WalkedFile WithRegisters(WalkedFile file)
    {
        if ((!_rulebook.Registers.IsEmpty || !_pools.IsEmpty) && file.File is { } own)
        {
            file.File = own with { Registers = Registers(file, file.Kind, own.OwnerId), Pools = _pools };
        }

        return file;
    }

    private ImmutableDictionary<string, FeelValue> Registers(WalkedFile? file, string kind, Guid owner) => _rulebook.Registers.Where(r => r.Register!.In is null || r.Register.In == kind).ToImmutableDictionary(
        r => r.Name,
        r => CaseRegister.Value(r, _files.Where(f => f != file && f.File is { } other && f.Kind == r.Register!.Kind && (!r.Register.OwnUnit || other.OwnerId == owner)).Select(Entry).OfType<FeelContext>()));

    private readonly Dictionary<Guid, (int Head, FeelContext? Entry)> _entries = [];

    private FeelContext? Entry(WalkedFile file)
    {
        var known = file.File!;
        if (!_entries.TryGetValue(known.Id, out var entry) || entry.Head != known.Head)
        {
            var evaluation = new Evaluation(_rulebook, CaseFold.Situation(known with { Registers = ImmutableDictionary<string, FeelValue>.Empty }, _rulebook, _day));
            var title = _rulebook.Kinds.First(k => k.Name == file.Kind).TitleFact;
            _entries[known.Id] = entry = (known.Head, CaseRegister.Entry(known, SituationReader.Shown(evaluation.Fact(title)), evaluation));
        }

        return entry.Entry;
    }
}
