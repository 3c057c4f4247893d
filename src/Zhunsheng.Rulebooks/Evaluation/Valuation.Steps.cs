using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>Where the steps of a case file stand.</content>
internal sealed partial class Valuation
{
    private readonly Settledness[] _settled;

    private enum Settledness : byte
    {
        NotAsked,
        No,
        Yes,
    }

    /// <summary>Where a step stands; for one that occurs once per value, for that value.</summary>
    public StepStatus Status(StepPlan step, in FeelValue key, in DeadlineDays? limit)
    {
        var definition = step.Step;
        if (!definition.Repeats && IsStanding(step, key))
        {
            return StepStatus.Done;
        }

        if (Situation.Closed)
        {
            return StepStatus.NotNeeded;
        }

        var when = IsWanted(step, key);
        if (when == false || !ExceptionIsNeeded(step))
        {
            return StepStatus.NotNeeded;
        }

        if (!AreSettled(step.After) || (limit?.Opens is { } opens && Situation.Today < opens))
        {
            return StepStatus.Waiting;
        }

        return when is null ? StepStatus.Undetermined : IsBlocked(step, key) ? StepStatus.Blocked : StepStatus.Open;
    }

    /// <summary>Where a step stands that occurs once per value, while there is no value.</summary>
    public StepStatus StatusWithoutValue(StepPlan step) =>
        Situation.Closed ? StepStatus.NotNeeded
        : !AreSettled(step.After) ? StepStatus.Waiting
        : Value(step.Step.Each!.In).IsNull ? StepStatus.Undetermined
        : StepStatus.NotNeeded;

    /// <summary>The values for which a step occurs that occurs once per value: those of its list now, and those for which it was done.</summary>
    public IReadOnlyList<FeelValue> Keys(StepPlan step) =>
        [.. (Value(step.Step.Each!.In).AsList ?? []).Concat(OccurrencesOf(Plan.StepOf(step.Step.Name)).Select(o => o.Key)).Distinct()];

    /// <summary>Enters the view of a step where it differs from how things are looked at now; go back with <see cref="Return"/>.</summary>
    public void EnterWhereItMatters(StepPlan step, in FeelValue key)
    {
        if (step.Key >= 0 || step.SeesPapers)
        {
            Enter(step, key);
        }
    }

    private bool? IsWanted(StepPlan step, in FeelValue key)
    {
        if (step.Step.When is not { } when)
        {
            return true;
        }

        var here = Here;
        EnterWhereItMatters(step, key);
        var wanted = Test(when);
        Return(here);
        return wanted;
    }

    /// <summary>Whether something that the step requires is known to fail, whatever its form will say.</summary>
    private bool IsBlocked(StepPlan step, in FeelValue key)
    {
        foreach (var call in step.Requires)
        {
            var here = Here;
            EnterBeforeForm(step, key, call.Arguments);
            var fails = Answer(call.Question, call.Arguments).IsFalse;
            Return(here);
            if (fails)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at the situation as a question meets it that a step requires before its form says anything.</summary>
    public void EnterBeforeForm(StepPlan step, in FeelValue key, ImmutableDictionary<string, FeelValue> arguments)
    {
        BlankForm(step);
        Enter(step, key);
        Enter(arguments);
    }

    /// <summary>An exception is granted only while its gate stands in the way.</summary>
    public bool ExceptionIsNeeded(StepPlan step) =>
        step.Grants is not { } gate || (!Situation.Exceptions.Contains(gate.Name) && Verdict(gate) == false);

    /// <summary>Whether an act of the step that settles it stands.</summary>
    public bool IsStanding(StepPlan step, in FeelValue key)
    {
        foreach (var occurrence in OccurrencesOf(Plan.StepOf(step.Step.Name)))
        {
            if (occurrence.ReopenedBy is null && (step.Step.Each is null || occurrence.Key == key) && step.Step.FindOutcome(occurrence.Outcome) is { Settles: true })
            {
                return true;
            }
        }

        return false;
    }

    private bool AreSettled(ImmutableArray<int> steps)
    {
        foreach (var step in steps)
        {
            if (!IsSettled(step))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether what comes after this step may begin: it is done, or not needed and nothing before it is open.</summary>
    public bool IsSettled(int step)
    {
        if (step < 0)
        {
            return false;
        }

        if (_settled[step] == Settledness.NotAsked)
        {
            _settled[step] = Settledness.No;
            _settled[step] = FindSettled(Plan.Steps[step]) ? Settledness.Yes : Settledness.No;
        }

        return _settled[step] == Settledness.Yes;
    }

    private bool FindSettled(StepPlan step)
    {
        if (step.Step.Each is { } each)
        {
            if (Value(each.In).AsList is not { } keys || !AreSettled(step.After))
            {
                return false;
            }

            foreach (var key in keys)
            {
                if (!IsStanding(step, key))
                {
                    return false;
                }
            }

            return true;
        }

        return IsStanding(step, default)
            || ((step.Step.Optional || (step.Step.When is { } when && Test(when) == false) || !ExceptionIsNeeded(step)) && AreSettled(step.After));
    }
}
