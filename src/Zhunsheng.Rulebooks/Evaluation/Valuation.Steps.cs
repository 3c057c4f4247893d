using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>Where the steps of a case file stand.</content>
internal sealed partial class Valuation
{
    private readonly Settledness[] _settled;
    private readonly List<FeelValue> _keys = [];

    private enum Settledness : byte
    {
        NotAsked,
        No,
        Yes,
    }

    /// <summary>Where a step stands; for one that occurs once per value, for that value.</summary>
    public StepStatus Status(StepPlan step, in FeelValue key, in DeadlineDays limit)
    {
        if (!step.Step.Repeats && IsStanding(step, key))
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

        if (!AreSettled(step.After) || (limit.Opens is { } opens && Situation.Today < opens))
        {
            return StepStatus.Waiting;
        }

        return when is null ? StepStatus.Undetermined : IsBlocked(step, key) ? StepStatus.Blocked : StepStatus.Open;
    }

    /// <summary>Where a step stands that occurs once per value, while there is no value.</summary>
    public StepStatus StatusWithoutValue(StepPlan step) =>
        Situation.Closed || IsWanted(step, default) == false ? StepStatus.NotNeeded
        : !AreSettled(step.After) ? StepStatus.Waiting
        : (_isComplete ? _lists[step.Index] : Value(step.Step.Each!.In)).IsNull ? StepStatus.Undetermined
        : StepStatus.NotNeeded;

    /// <summary>The role that acts, as things are looked at now.</summary>
    public FeelValue RoleOf(StepPlan step) => step.Step.By is ValueRule.Literal literal ? literal.Value : _isComplete && step.SeesPlainly ? _roles[step.Index] : Value(step.Step.By);

    /// <summary>The values for which a step occurs that occurs once per value: those of its list now, and those for which it was done.</summary>
    public List<FeelValue> Keys(StepPlan step)
    {
        _keys.Clear();
        foreach (var key in (_isComplete ? _lists[step.Index] : Value(step.Step.Each!.In)).AsList ?? [])
        {
            AddKey(key);
        }

        foreach (var key in HistoryOf(step.Index)?.Keys ?? [])
        {
            AddKey(key);
        }

        return _keys;
    }

    private void AddKey(in FeelValue key)
    {
        if (!_keys.Contains(key))
        {
            _keys.Add(key);
        }
    }

    /// <summary>Enters the view of a step where it differs from how things are looked at now; go back with <see cref="Return"/>.</summary>
    public void EnterWhereItMatters(StepPlan step, in FeelValue key)
    {
        if (!step.SeesPlainly)
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

        if (_isComplete && step.SeesPlainly)
        {
            return _wanted[step.Index] switch { FeelTruth.True => true, FeelTruth.False => false, _ => null };
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
            if (IsBlocked(step, key, call))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBlocked(StepPlan step, in FeelValue key, CallPlan call)
    {
        foreach (var gate in call.Plain)
        {
            if (_isComplete ? _gates[gate] == FeelTruth.False : Verdict(gate) == false)
            {
                return true;
            }
        }

        if (call.Affected.IsEmpty && call.Part is null)
        {
            return false;
        }

        var here = Here;
        EnterBeforeForm(step, key, call.Arguments);
        var fails = call.Part is { } part && call.Question.Kind is QuestionKind.Decision or QuestionKind.Gate && Value(part.Value).IsFalse;
        for (var i = 0; i < call.Affected.Length && !fails; i++)
        {
            fails = Verdict(call.Affected[i]) == false;
        }

        Return(here);
        return fails;
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
        step.Grants < 0
        || (!Situation.Exceptions.Contains(Rulebook.Gates[step.Grants].Name) && (_isComplete ? _gates[step.Grants] == FeelTruth.False : Verdict(step.Grants) == false));

    /// <summary>Whether an act of the step that settles it stands.</summary>
    public bool IsStanding(StepPlan step, in FeelValue key) => step.Step.Each is null ? Bound.IsSettled(step.Index) : HistoryOf(step.Index) is { } history && history.IsSettledFor(key);

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
            if ((_isComplete ? _lists[step.Index] : Value(each.In)).AsList is not { } keys || !AreSettled(step.After))
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

        return IsStanding(step, default) || (IsPassedOver(step) && AreSettled(step.After));
    }

    /// <summary>Whether what comes after a step does not wait for it: it may be left out, or is known not to be needed.</summary>
    public bool IsPassedOver(StepPlan step) =>
        step.Step.Each is null
        && (step.Step.Optional || (step.Step.When is { } when && (_isComplete ? _wanted[step.Index] == FeelTruth.False : Test(when) == false)) || !ExceptionIsNeeded(step));
}
