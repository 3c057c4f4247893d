using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>Where the steps of a case file stand.</content>
public sealed partial class Evaluation
{
    private readonly Dictionary<(string, FeelValue), StepState> _states = [];

    /// <summary>Every step of the situation's kind of case file, in the order of the rulebook; a step that occurs once per value appears once for each.</summary>
    public ImmutableArray<StepState> Steps() =>
        [.. Plan.Steps.Where(s => Situation.Kind is null || s.Step.Kind == Situation.Kind).SelectMany(States)];

    /// <summary>One step; for a step that occurs once per value, for that value. Throws <see cref="ArgumentException"/> for an unknown step.</summary>
    public StepState Step(string name, FeelValue key = default)
    {
        if (Plan.StepOf(name) is not (>= 0 and var index))
        {
            throw new ArgumentException($"没有叫“{name}”的环节{Nearest.Hint(name, Rulebook.Steps.Select(s => s.Name))}", nameof(name));
        }

        if (!_states.TryGetValue((name, key), out var state))
        {
            _states[(name, key)] = state = State(Plan.Steps[index], key);
        }

        return state;
    }

    private IEnumerable<StepState> States(StepPlan step)
    {
        if (step.Step.Each is null)
        {
            return [Step(step.Step.Name)];
        }

        var keys = _values.Keys(step);
        return keys.Count > 0 ? keys.ToArray().Select(k => Step(step.Step.Name, k)) : [Nothing(step, step.Step.Each)];
    }

    /// <summary>A step that occurs once per value, while there is no value.</summary>
    private StepState Nothing(StepPlan step, Repetition each)
    {
        var status = _values.StatusWithoutValue(step);
        return new StepState(
            step.Step,
            default,
            status,
            new(() => LimitOf(step)),
            new(() => In(null, () =>
            {
                var list = Compute(each.In);
                return new StepReasons
                {
                    WaitsFor = status == StepStatus.NotNeeded ? [] : Waits(step),
                    Facts = list.Ground.Facts,
                    Unknown = status != StepStatus.NotNeeded && list.Value.IsNull ? list.Ground.Unknown : [],
                };
            })))
        {
            Roles = Role.In(_values.RoleOf(step)),
            Days = step.Limit is null ? null : _values.Limit(step),
        };
    }

    private StepState State(StepPlan step, FeelValue key)
    {
        void Enter(Valuation values) => values.EnterWhereItMatters(step, key);
        var (roles, limit) = In(Enter, () => (Role.In(_values.RoleOf(step)), _values.Limit(step)));
        var status = _values.Status(step, key, limit);
        return new StepState(step.Step, key, status, new(() => In(Enter, () => LimitOf(step))), new(() => WhyIn(step, key, status)))
        {
            Roles = roles,
            Days = step.Limit is null ? null : limit,
            NotBefore = status == StepStatus.Waiting && limit.Opens is { } opens && Situation.Today < opens && Waits(step).IsEmpty ? opens : null,
            Occurrences = [.. _values.OccurrencesOf(step.Index).Where(o => step.Step.Each is null || o.Key == key)],
            Returned = IsReturned(step, key),
        };
    }

    private bool IsReturned(StepPlan step, FeelValue key) =>
        _values.OccurrencesOf(step.Index).LastOrDefault(o => step.Step.Each is null || o.Key == key) is { } last
        && step.Step.FindOutcome(last.Outcome) is { Settles: false } returned
        && !returned.Reopens.All(r => _values.IsSettled(Plan.StepOf(r)));

    private StepReasons WhyIn(StepPlan step, FeelValue key, StepStatus status)
    {
        if (status == StepStatus.Done || Situation.Closed)
        {
            return StepReasons.None;
        }

        var when = In(v => v.EnterWhereItMatters(step, key), () => Compute(step.Step.When));
        var why = new StepReasons { Facts = when.Ground.Facts };
        return status == StepStatus.NotNeeded ? why : why with
        {
            Requires = [.. step.Step.Requires.Concat(step.Step.Outcomes.Where(o => MayBeOffered(step, key, o)).SelectMany(o => o.Requires)).DistinctBy(r => r.ToString()).Select(r => AskBeforeForm(step, key, r))],
            WaitsFor = status == StepStatus.Waiting ? Waits(step) : [],
            Unknown = status == StepStatus.Undetermined ? when.Ground.Unknown : [],
        };
    }

    /// <summary>Whether an outcome is offered, or may be once the form is filled in: what only a way that is closed requires concerns nobody.</summary>
    private bool MayBeOffered(StepPlan step, FeelValue key, Outcome outcome) =>
        outcome.When is not { } when || outcome.Requires.IsEmpty || !In(v => v.EnterBeforeForm(step, key, ImmutableDictionary<string, FeelValue>.Empty), () => Compute(when)).Value.IsFalse;

    /// <summary>A question as it is answered before the step's form says anything.</summary>
    private Answer AskBeforeForm(StepPlan step, FeelValue key, QuestionCall call)
    {
        var question = Rulebook.Questions[call.Question];
        var arguments = RulebookPlan.WithDefaults(question, call.Arguments);
        return AnswerIn(v => v.EnterBeforeForm(step, key, arguments), question, arguments);
    }

    /// <summary>What has to be done first: instead of a step that is passed over because it is not needed, what that step waits for.</summary>
    private ImmutableArray<string> Waits(StepPlan step) => [.. Waits(step, []).Distinct()];

    private IEnumerable<string> Waits(StepPlan step, HashSet<int> seen) =>
        step.Step.After.Select(a => (Name: a, Place: Plan.StepOf(a))).Where(a => !_values.IsSettled(a.Place) && (a.Place < 0 || seen.Add(a.Place)))
            .SelectMany(a => a.Place >= 0 && _values.IsPassedOver(Plan.Steps[a.Place]) ? Waits(Plan.Steps[a.Place], seen) : [a.Name]);

    private DeadlineReckoning? LimitOf(StepPlan step) =>
        step.Deadline < 0 ? null : Reckon(Plan.Deadlines[step.Deadline], null).Reckoning;
}
