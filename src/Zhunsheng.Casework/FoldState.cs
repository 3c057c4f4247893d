using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>What is the case after some of the acts of a file. Used by one fold only.</summary>
internal sealed class FoldState(Rulebook rulebook)
{
    private readonly Dictionary<string, FeelValue> _facts = [];
    private readonly Dictionary<string, List<Occurrence>> _occurrences = [];
    private readonly Dictionary<string, List<string>> _dossiers = [];
    private readonly List<(string Gate, string Step, int Act)> _exceptions = [];
    private readonly List<StandingClock> _clocks = [];
    private bool _closed;

    /// <summary>The number of the act from which each known fact comes.</summary>
    public Dictionary<string, int> Origins { get; } = [];

    /// <summary>Adds the next act.</summary>
    public void Apply(EffectiveAct effective)
    {
        var act = effective.Act;
        var step = rulebook.FindStep(act.Step);
        var outcome = step?.FindOutcome(act.Outcome);
        if (step is not { OwnFacts: true })
        {
            Know(effective.Asked.RemoveRange(ReturnList.Facts).RemoveRange(MeetingRecord.Facts), act.Number);
        }

        Know(effective.Set.RemoveRange(DrawRecord.Facts), act.Number);
        if (outcome is not null)
        {
            Reopen(step!, outcome, act);
        }

        Record(effective);
        foreach (var clock in _clocks)
        {
            clock.Settle(step, outcome, act);
        }

        HandIn(step?.Dossier, effective.Papers);
        if (step is not null && outcome is not null)
        {
            _clocks.AddRange(outcome.Stops.Select(d => new StandingClock(d, step, outcome, act)));
            if (step.Grants is { } gate && outcome.Name == step.Outcomes[0].Name && outcome.Settles)
            {
                _exceptions.Add((gate, step.Name, act.Number));
            }

            _closed |= outcome.Closes;
        }
    }

    /// <summary>The situation so far.</summary>
    public Situation Situation(CaseFile file, DateOnly? today) => new()
    {
        Owner = file.OwnerName,
        Facts = _facts.ToImmutableDictionary().SetItems(file.Registers),
        Today = today,
        Kind = file.Kind,
        Occurrences = _occurrences.ToImmutableDictionary(o => o.Key, o => o.Value.ToImmutableArray()),
        Dossiers = _dossiers.ToImmutableDictionary(d => d.Key, d => d.Value.ToImmutableArray()),
        Exceptions = [.. _exceptions.Where(Stands).Select(e => e.Gate)],
        Pauses = [.. _clocks.Select(c => c.Pause)],
        Closed = _closed,
    };

    private bool Stands((string Gate, string Step, int Act) exception) =>
        _occurrences[exception.Step].Exists(o => o.Act == exception.Act && o.ReopenedBy is null);

    private void Know(ImmutableDictionary<string, FeelValue> facts, int act)
    {
        foreach (var (name, value) in facts)
        {
            if (value.IsNull)
            {
                _facts.Remove(name);
                Origins.Remove(name);
            }
            else
            {
                _facts[name] = value;
                Origins[name] = act;
            }
        }
    }

    private void Record(EffectiveAct effective)
    {
        var act = effective.Act;
        if (!_occurrences.TryGetValue(act.Step, out var occurrences))
        {
            _occurrences[act.Step] = occurrences = [];
        }

        var facts = effective.Asked.SetItems(effective.Set).Where(f => !f.Value.IsNull).ToImmutableDictionary();
        occurrences.Add(new Occurrence(occurrences.Count + 1, act.On, act.Outcome, act.Key, act.Actor.OrganisationName, act.Actor.Role, facts, act.Number, null));
    }

    /// <summary>Marks what was done before in the steps that the outcome opens again.</summary>
    private void Reopen(Step step, Outcome outcome, Act act)
    {
        foreach (var name in outcome.Reopens)
        {
            if (!_occurrences.TryGetValue(name, out var occurrences))
            {
                continue;
            }

            var only = Scope(step, rulebook.FindStep(name), act.Key);
            for (var i = 0; i < occurrences.Count; i++)
            {
                if (occurrences[i].ReopenedBy is null && only(occurrences[i]))
                {
                    occurrences[i] = occurrences[i] with { ReopenedBy = act.Number };
                }
            }
        }
    }

    /// <summary>
    /// Which occurrences an act for one value of a repetition concerns in another step: the one it takes its facts from, those for the same value
    /// where both repeat under the same name, else all.
    /// </summary>
    private static Func<Occurrence, bool> Scope(Step acting, Step? concerned, FeelValue key)
    {
        if (acting.Each is not { } each || key.IsNull || concerned is null)
        {
            return _ => true;
        }

        if (each.Of == concerned.Name)
        {
            return o => key == FeelValue.Of((decimal)o.Number);
        }

        return concerned.Each?.Name == each.Name ? o => o.Key == key : _ => true;
    }

    private void HandIn(string? dossier, ImmutableArray<Attachment> papers)
    {
        if (dossier is null)
        {
            return;
        }

        if (!_dossiers.TryGetValue(dossier, out var titles))
        {
            _dossiers[dossier] = titles = [];
        }

        titles.AddRange(papers.Select(p => p.Title).Where(t => !titles.Contains(t)).Distinct());
    }

    /// <summary>A clock that was stopped: it goes on when everything that was opened again has been settled again.</summary>
    private sealed class StandingClock(string deadline, Step step, Outcome outcome, Act stoppedBy)
    {
        private readonly HashSet<string> _waitsFor = [.. outcome.Reopens.IsEmpty ? [step.Name] : outcome.Reopens];
        private DateOnly? _to;

        public Pause Pause => new(deadline, stoppedBy.On, _to, $"{step.Title}：{outcome.Name}");

        public void Settle(Step? done, Outcome? how, Act act)
        {
            if (_to is null && done is not null && how is { Settles: true } && _waitsFor.Remove(done.Name) && _waitsFor.Count == 0)
            {
                _to = act.On;
            }
        }
    }
}
