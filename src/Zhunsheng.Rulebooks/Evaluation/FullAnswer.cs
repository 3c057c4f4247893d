using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How a step of a project stands, as a full answer gives it.</summary>
public struct StepAnswer
{
    private StepPlan _plan;
    private FeelValue _key;
    private FeelValue _by;

    /// <summary>The step.</summary>
    public readonly Step Step => _plan.Step;

    /// <summary>For a step that occurs once per value: the value; null while there is none, and for other steps.</summary>
    public readonly FeelValue Key => _key;

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; private set; }

    /// <summary>The role that acts: a text, or a list of which any may act; null when that cannot be said yet.</summary>
    public readonly FeelValue By => _plan.Step.By is ValueRule.Literal literal ? literal.Value : _by;

    /// <summary>The time limit; null when the rulebook has none for it.</summary>
    public readonly Deadline? Deadline => _plan.Limit;

    /// <summary>The days of the time limit.</summary>
    public DeadlineDays Days { get; private set; }

    /// <summary>Takes on an answer; what is mostly the same as in the situation before is compared first, since that costs less than writing.</summary>
    internal void Become(StepPlan plan, in FeelValue key, StepStatus status, in FeelValue by, in DeadlineDays days)
    {
        if (_plan != plan)
        {
            _plan = plan;
        }

        if (!key.IsNull || !_key.IsNull)
        {
            _key = key;
        }

        if (!by.IsNull || !_by.IsNull)
        {
            _by = by;
        }

        Status = status;
        Days = days;
    }
}

/// <summary>
/// Everything a rulebook says about one situation after another, without the reasons: the answers to all questions without arguments, how every gate
/// stands, where every step of the situation's kind of file stands, with its deadline. For re-checking many files: the memory is made once, for one
/// thread; the rulebook may be shared by all.
/// </summary>
public sealed class FullAnswer
{
    private readonly Valuation _values;
    private readonly RulebookProgram _program;
    private readonly FeelValue[] _answers;
    private StepAnswer[] _steps;
    private int _stepCount;

    /// <summary>Makes the memory for full answers of a rulebook.</summary>
    public FullAnswer(Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        Rulebook = rulebook;
        _values = new Valuation(rulebook.Plan);
        _answers = new FeelValue[rulebook.Plan.Open.Length];
        _program = rulebook.Plan.Program;
        _steps = new StepAnswer[rulebook.Steps.Length];
    }

    /// <summary>The rulebook.</summary>
    public Rulebook Rulebook { get; }

    /// <summary>The questions that are answered, by name.</summary>
    public ImmutableArray<QuestionDefinition> Questions => Rulebook.Plan.Open;

    /// <summary>The answers to <see cref="Questions"/>, in their order; null where one cannot be decided or the text is silent. Good until the next <see cref="Find(BoundSituation)"/>.</summary>
    public ReadOnlySpan<FeelValue> Answers => _answers;

    /// <summary>How the gates of the rulebook stand, in its order: true lets pass, false blocks, unknown cannot be said. Good until the next <see cref="Find(BoundSituation)"/>.</summary>
    public ReadOnlySpan<FeelTruth> Gates => _values.Gates;

    /// <summary>Where the steps stand; one that occurs once per value appears once for each. Good until the next <see cref="Find(BoundSituation)"/>.</summary>
    public ReadOnlySpan<StepAnswer> Steps => _steps.AsSpan(0, _stepCount);

    /// <summary>Works everything out for a situation; the same as asking an <see cref="Evaluation"/> for each.</summary>
    public void Find(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        Find(Rulebook.Bind(situation));
    }

    /// <summary>Works everything out for a situation whose names have been looked up. Throws <see cref="ArgumentException"/> for one of another rulebook.</summary>
    public void Find(BoundSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.Plan != Rulebook.Plan)
        {
            throw new ArgumentException("The situation is bound to another rulebook.", nameof(situation));
        }

        _values.Bind(situation);
        _values.Complete(_program);
        var questions = Rulebook.Plan.Open.AsSpan();
        var slots = Rulebook.Plan.OpenSlots.AsSpan();
        for (var i = 0; i < questions.Length; i++)
        {
            _answers[i] = slots[i] >= 0 ? _values.At(slots[i]) : _values.AnswerOf(questions[i]);
        }

        _stepCount = 0;
        foreach (var step in Rulebook.Plan.Steps.AsSpan())
        {
            if (situation.Situation.Kind is not { } kind || step.Step.Kind == kind)
            {
                FindStep(step);
            }
        }
    }

    private void FindStep(StepPlan step)
    {
        if (step.SeesPlainly)
        {
            var days = step.HasDays ? _values.Limit(step) : default;
            Add(step, default, _values.Status(step, default, days), step.Step.By is ValueRule.Literal ? default : _values.RoleOf(step), days);
            return;
        }

        if (step.Step.Each is null)
        {
            FindStep(step, default);
            return;
        }

        var keys = _values.Keys(step);
        foreach (var key in keys)
        {
            FindStep(step, key);
        }

        if (keys.Count == 0)
        {
            Add(step, default, _values.StatusWithoutValue(step), _values.RoleOf(step), _values.Limit(step));
        }
    }

    private void FindStep(StepPlan step, in FeelValue key)
    {
        var here = _values.Here;
        _values.Enter(step, key);
        var by = _values.RoleOf(step);
        var days = step.HasDays ? _values.Limit(step) : default;
        _values.Return(here);
        Add(step, key, _values.Status(step, key, days), by, days);
    }

    private void Add(StepPlan step, in FeelValue key, StepStatus status, in FeelValue by, in DeadlineDays days)
    {
        if (_stepCount == _steps.Length)
        {
            Array.Resize(ref _steps, _steps.Length * 2);
        }

        _steps[_stepCount++].Become(step, key, status, by, days);
    }
}
