using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Where the steps of a case file stand.</summary>
public sealed partial class Evaluation
{
    private readonly Dictionary<string, bool> _settled = [];
    private readonly Dictionary<(string, FeelValue), StepState> _states = [];

    /// <summary>Every step of the situation's kind of case file, in the order of the rulebook; a step that occurs once per value appears once for each.</summary>
    public ImmutableArray<StepState> Steps() =>
        [.. Rulebook.Steps.Where(s => Situation.Kind is null || s.Kind == Situation.Kind).SelectMany(States)];

    /// <summary>One step; for a step that occurs once per value, for that value. Throws <see cref="ArgumentException"/> for an unknown step.</summary>
    public StepState Step(string name, FeelValue key = default)
    {
        var step = Rulebook.FindStep(name) ?? throw new ArgumentException($"没有叫“{name}”的环节{Nearest.Hint(name, Rulebook.Steps.Select(s => s.Name))}", nameof(name));
        if (!_states.TryGetValue((name, key), out var state))
        {
            _states[(name, key)] = state = State(step, key);
        }

        return state;
    }

    private IEnumerable<StepState> States(Step step)
    {
        if (step.Each is not { } each)
        {
            return [Step(step.Name)];
        }

        var list = Compute(_base, each.In);
        var keys = (list.Value.AsList ?? []).Concat(Situation.Occurrences.GetValueOrDefault(step.Name, []).Select(o => o.Key)).Distinct().ToList();
        return keys.Count > 0 ? keys.Select(k => Step(step.Name, k)) : [Nothing(step, list)];
    }

    /// <summary>A step that occurs once per value, while there is no value.</summary>
    private StepState Nothing(Step step, Grounded list)
    {
        var waits = Waits(step);
        return new StepState
        {
            Step = step,
            Status = Situation.Closed ? StepStatus.NotNeeded : !waits.IsEmpty ? StepStatus.Waiting : list.Value.IsNull ? StepStatus.Undetermined : StepStatus.NotNeeded,
            Roles = RolesOf(step),
            WaitsFor = waits,
            Unknown = list.Value.IsNull ? list.Ground.Unknown : [],
            Facts = list.Ground.Facts,
            Deadline = Limit(step),
        };
    }

    private StepState State(Step step, FeelValue key)
    {
        var here = ForKey(step, key);
        var occurrences = Situation.Occurrences.GetValueOrDefault(step.Name, []).Where(o => step.Each is null || o.Key == key).ToImmutableArray();
        var state = new StepState
        {
            Step = step,
            Key = key,
            Status = StepStatus.Done,
            Roles = here.RolesOf(step),
            Occurrences = occurrences,
            Deadline = here.Limit(step),
            Returned = occurrences.LastOrDefault() is { } last && step.FindOutcome(last.Outcome) is { Settles: false } returned && !returned.Reopens.All(Settled),
        };
        if (!step.Repeats && Standing(step, occurrences))
        {
            return state;
        }

        if (Situation.Closed)
        {
            return state with { Status = StepStatus.NotNeeded };
        }

        var when = step.When is null ? new Grounded(FeelValue.True, Ground.Empty) : here.Compute(here._base, step.When);
        state = state with { Facts = when.Ground.Facts };
        if (when.Value.IsFalse || !ExceptionIsNeeded(step))
        {
            return state with { Status = StepStatus.NotNeeded };
        }

        var before = here.BeforeForm(step);
        state = state with { Requires = [.. step.Requires.Concat(step.Outcomes.SelectMany(o => o.Requires)).DistinctBy(r => r.ToString()).Select(before.Ask)] };
        var waits = Waits(step);
        if (!waits.IsEmpty)
        {
            return state with { Status = StepStatus.Waiting, WaitsFor = waits };
        }

        if (state.Deadline?.Opens is { } opens && Situation.Today < opens)
        {
            return state with { Status = StepStatus.Waiting, NotBefore = opens };
        }

        if (when.Value.IsNull)
        {
            return state with { Status = StepStatus.Undetermined, Unknown = when.Ground.Unknown };
        }

        var blocked = step.Requires.Any(r => before.Ask(r).Value.IsFalse);
        return state with { Status = blocked ? StepStatus.Blocked : StepStatus.Open };
    }

    /// <summary>An exception is granted only while its gate stands in the way.</summary>
    private bool ExceptionIsNeeded(Step step)
    {
        if (step.Grants is not { } name || Rulebook.Gates.FirstOrDefault(g => g.Name == name) is not { } gate)
        {
            return true;
        }

        return !Situation.Exceptions.Contains(name) && Judge(_base, gate).Holds == false;
    }

    private static bool Standing(Step step, ImmutableArray<Occurrence> occurrences) =>
        occurrences.Any(o => o.ReopenedBy is null && step.FindOutcome(o.Outcome) is { Settles: true });

    private ImmutableArray<string> Waits(Step step) => [.. step.After.Where(a => !Settled(a))];

    /// <summary>Whether what comes after this step may begin: it is done, or not needed and nothing before it is open.</summary>
    private bool Settled(string name)
    {
        if (_settled.TryGetValue(name, out var known))
        {
            return known;
        }

        _settled[name] = false;
        return _settled[name] = Rulebook.FindStep(name) is { } step && IsSettled(step);
    }

    private bool IsSettled(Step step)
    {
        var occurrences = Situation.Occurrences.GetValueOrDefault(step.Name, []);
        if (step.Each is { } each)
        {
            var keys = Compute(_base, each.In).Value.AsList;
            return keys is not null && step.After.All(Settled) && keys.All(k => Standing(step, [.. occurrences.Where(o => o.Key == k)]));
        }

        if (Standing(step, occurrences))
        {
            return true;
        }

        return (step.Optional || (step.When is { } when && Compute(_base, when).Value.IsFalse) || !ExceptionIsNeeded(step)) && step.After.All(Settled);
    }

    private ImmutableArray<string> RolesOf(Step step) => Role.In(Compute(_base, step.By).Value);

    private DeadlineReckoning? Limit(Step step) =>
        Rulebook.Deadlines.FirstOrDefault(d => d.Steps.Contains(step.Name)) is { } deadline ? Reckon(_base, deadline, null).Reckoning : null;
}
