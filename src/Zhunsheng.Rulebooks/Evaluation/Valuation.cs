using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// The values of all names of a rulebook in one situation, computed as they are needed; no reasons. Its memory is made once and used again for the next
/// situation, and it can be looked at for a moment as if some values were others (an argument, the key of a repetition, a form not yet filled in).
/// For one thread at a time.
/// </summary>
internal sealed partial class Valuation
{
    private readonly FeelValue[] _values;
    private readonly SlotState[] _states;
    private static readonly FeelValue s_noRecords = FeelValue.ListOf(Enumerable.Empty<FeelValue>());
    private readonly Stack<Change> _changes = new();
    private readonly FeelTruth[] _gates;
    private readonly FeelTruth[] _wanted;
    private readonly FeelValue[] _lists;
    private readonly FeelValue[] _roles;
    private bool _isComplete;

    public Valuation(RulebookPlan plan)
    {
        Plan = plan;
        _values = [.. plan.Template];
        _states = [.. plan.TemplateStates];
        _settled = new Settledness[plan.Steps.Length];
        _limits = new DeadlineDays[plan.Deadlines.Length];
        _isLimitKnown = new bool[plan.Deadlines.Length];
        _gates = new FeelTruth[plan.Rulebook.Gates.Length];
        _wanted = new FeelTruth[plan.Steps.Length];
        _lists = new FeelValue[plan.Steps.Length];
        _roles = new FeelValue[plan.Steps.Length];
        Bound = new BoundSituation(plan, new Situation());
    }

    private readonly record struct Change(int Slot, FeelValue Value, SlotState State);

    /// <summary>A moment's view, as it was before another was entered.</summary>
    internal readonly record struct View(int Depth, string? Dossier, string? OpenDossier, ImmutableDictionary<string, FeelValue> Arguments);

    public RulebookPlan Plan { get; }

    private Rulebook Rulebook => Plan.Rulebook;

    /// <summary>The situation with its names looked up.</summary>
    public BoundSituation Bound { get; private set; }

    public Situation Situation => Bound.Situation;

    /// <summary>The values by slot, for expressions; only those that are not <see cref="SlotState.Open"/> count.</summary>
    public FeelValue[] Values => _values;

    /// <summary>The dossier whose papers 已提交材料 means when the question names none.</summary>
    public string? Dossier { get; private set; }

    /// <summary>A dossier that is about to be handed in: nothing is known about it yet.</summary>
    public string? OpenDossier { get; private set; }

    /// <summary>The arguments of the question that is being answered.</summary>
    public ImmutableDictionary<string, FeelValue> Arguments { get; private set; } = NoArguments;

    /// <summary>Takes a situation in; whatever was computed before is forgotten.</summary>
    public void Bind(BoundSituation bound, string? dossier = null)
    {
        foreach (ref readonly var given in Bound.Given)
        {
            _values[given.Slot] = Plan.Template[given.Slot];
            _states[given.Slot] = Plan.TemplateStates[given.Slot];
        }

        foreach (var slot in Plan.ComputedSlots.AsSpan())
        {
            _values[slot] = FeelValue.Null;
            _states[slot] = SlotState.Open;
        }

        Bound = bound;
        Dossier = dossier;
        OpenDossier = null;
        Arguments = NoArguments;
        _isComplete = false;
        _changes.Clear();
        Array.Clear(_settled);
        Array.Clear(_isLimitKnown);
        foreach (ref readonly var given in bound.Given)
        {
            _values[given.Slot] = given.Value;
            _states[given.Slot] = given.State;
        }
    }

    /// <summary>Works out with the rulebook's program what can be asked of the situation as it is, all at once.</summary>
    public void Complete(RulebookProgram program)
    {
        foreach (var part in program.Parts.AsSpan())
        {
            part(_values, _states, _gates, _wanted, this);
        }

        _isComplete = true;
    }

    /// <summary>How the gates stand, once <see cref="Complete"/>: by their places.</summary>
    public ReadOnlySpan<FeelTruth> Gates => _gates;

    /// <summary>Whether the titles handed in are those of the file, and not stated as a fact or to be looked at otherwise.</summary>
    public bool ReadsPapersOf(int slot) => _states[slot] != SlotState.Given && _states[slot] != SlotState.Fixed && Situation.Dossiers is not null && Dossier is null;

    /// <summary>Where the program puts the values over which steps repeat, by the places of the steps.</summary>
    public FeelValue[] Lists => _lists;

    /// <summary>Where the program puts the roles that act, by the places of the steps.</summary>
    public FeelValue[] Roles => _roles;

    /// <summary>What was done in a step; null where nothing was.</summary>
    public StepHistory? HistoryOf(int step) => step < 0 ? null : Bound.Histories[step];

    /// <summary>The occurrences of a step.</summary>
    public ImmutableArray<Occurrence> OccurrencesOf(int step) => HistoryOf(step)?.Occurrences ?? [];

    // ------------------------------------------------------------------ looking at it as if

    /// <summary>The view as it stands, to come back to with <see cref="Return"/>.</summary>
    public View Here => new(_changes.Count, Dossier, OpenDossier, Arguments);

    /// <summary>Takes back what was entered since.</summary>
    public void Return(in View view)
    {
        while (_changes.Count > view.Depth)
        {
            var change = _changes.Pop();
            _values[change.Slot] = change.Value;
            _states[change.Slot] = change.State == SlotState.Computed ? SlotState.Open : change.State;
            Forget(change.Slot);
        }

        SetPapers(view.Dossier, view.OpenDossier);
        Arguments = view.Arguments;
    }

    /// <summary>Looks at the situation as a step sees it: with its dossier and, where it occurs once per value, with the key and the facts of the occurrence that lends them.</summary>
    public void Enter(StepPlan step, in FeelValue key)
    {
        SetPapers(step.Step.Dossier, OpenDossier);
        if (step.Key < 0)
        {
            return;
        }

        Fix(step.Key, key);
        var lenders = OccurrencesOf(step.Lender);
        for (var i = lenders.Length - 1; i >= 0; i--)
        {
            if (key.AsNumber == lenders[i].Number)
            {
                foreach (var (name, value) in lenders[i].Facts)
                {
                    Fix(Plan.SlotOf(name), value);
                }

                break;
            }
        }
    }

    /// <summary>Looks at the situation as it is before a step's form says anything: what it will ask is unknown, what it will hand in likewise.</summary>
    public void BlankForm(StepPlan step)
    {
        foreach (var slot in step.Asked)
        {
            if (_states[slot] == SlotState.Given && !_values[slot].IsNull)
            {
                Set(slot, FeelValue.Null, Plan.TemplateStates[slot]);
            }
        }

        SetPapers(step.Step.Dossier, step.Step.Dossier);
    }

    /// <summary>Looks at the situation with the arguments of a question.</summary>
    public void Enter(ImmutableDictionary<string, FeelValue> arguments)
    {
        if (arguments.IsEmpty && Arguments.IsEmpty)
        {
            return;
        }

        Arguments = arguments;
        foreach (var (name, value) in arguments)
        {
            Fix(Plan.SlotOf(name), value);
        }

        ForgetPapers();
    }

    /// <summary>Looks at the situation as if the question had no arguments.</summary>
    public void LeaveArguments()
    {
        if (Arguments.IsEmpty)
        {
            return;
        }

        foreach (var (name, _) in Arguments)
        {
            // What stood there before the argument is what was changed first.
            var slot = Plan.SlotOf(name);
            if (_changes.LastOrDefault(c => c.Slot == slot && c.State != SlotState.Fixed) is { } before && slot >= 0)
            {
                Set(slot, before.Value, before.State == SlotState.Computed ? SlotState.Open : before.State);
            }
        }

        Arguments = NoArguments;
        ForgetPapers();
    }

    private void Fix(int slot, in FeelValue value)
    {
        if (slot >= 0)
        {
            Set(slot, value, SlotState.Fixed);
        }
    }

    private void Set(int slot, in FeelValue value, SlotState state)
    {
        _changes.Push(new Change(slot, _values[slot], _states[slot]));
        _values[slot] = value;
        _states[slot] = state;
        Forget(slot);
    }

    private void SetPapers(string? dossier, string? open)
    {
        if (dossier != Dossier || open != OpenDossier)
        {
            Dossier = dossier;
            OpenDossier = open;
            ForgetPapers();
        }
    }

    private void ForgetPapers()
    {
        foreach (var slot in Plan.PaperSlots)
        {
            if (_states[slot] == SlotState.Computed)
            {
                _states[slot] = SlotState.Open;
            }

            Forget(slot);
        }
    }

    /// <summary>What was computed from a slot is to be computed again.</summary>
    private void Forget(int slot)
    {
        foreach (var dependent in Plan.DependentsOf(slot))
        {
            if (_states[dependent] == SlotState.Computed)
            {
                _states[dependent] = SlotState.Open;
            }
        }
    }

    // ------------------------------------------------------------------ values

    /// <summary>The value of a slot.</summary>
    public ref readonly FeelValue At(int slot)
    {
        if (_states[slot] == SlotState.Open)
        {
            // Known from here on, so that a rule that needs itself ends with null.
            _values[slot] = FeelValue.Null;
            _states[slot] = SlotState.Computed;
            _values[slot] = Computed(slot);
        }

        return ref _values[slot];
    }

    /// <summary>Makes sure that a slot has its value.</summary>
    public void FillSlot(int slot) => _ = At(slot);

    /// <summary>Whether the value of a slot stands in the situation itself.</summary>
    public bool IsGiven(int slot) => _states[slot] is SlotState.Given or SlotState.Fixed;

    /// <summary>Whether the value of a slot stands in for what it would be otherwise.</summary>
    public bool IsFixed(int slot) => _states[slot] == SlotState.Fixed;

    /// <summary>The value of an expression.</summary>
    public FeelValue Value(FeelExpression expression)
    {
        Fill(expression);
        return expression.Evaluate(_values);
    }

    /// <summary>An expression as a condition.</summary>
    public bool? Test(FeelExpression expression)
    {
        Fill(expression);
        return expression.Test(_values);
    }

    /// <summary>Makes sure that what an expression reads has its values.</summary>
    public void Fill(FeelExpression expression)
    {
        foreach (var variable in expression.Uses.AsSpan())
        {
            if (_states[variable.Slot] == SlotState.Open)
            {
                At(variable.Slot);
            }
        }
    }

    /// <summary>The value of a rule.</summary>
    public FeelValue Value(ValueRule rule)
    {
        switch (rule)
        {
            case ValueRule.Literal literal:
                return literal.Value;
            case ValueRule.Computed computed:
                return Value(computed.Expression);
            case ValueRule.FirstOf first:
                return First(first);
            case ValueRule.Tabled tabled:
                foreach (var variable in tabled.Table.Uses.AsSpan())
                {
                    At(variable.Slot);
                }

                return tabled.Table.Answer(_values);
            default:
                throw new ArgumentOutOfRangeException(nameof(rule));
        }
    }

    /// <summary>The first case that holds; where a case before it is undecided, only what all agree on.</summary>
    private FeelValue First(ValueRule.FirstOf first)
    {
        FeelValue? common = null;
        foreach (var branch in first.Branches.AsSpan())
        {
            var when = Test(branch.When);
            if (when == false)
            {
                continue;
            }

            var then = Value(branch.Then);
            if (common is { } known && known != then)
            {
                return FeelValue.Null;
            }

            if (when == true)
            {
                return then;
            }

            common = then;
        }

        var otherwise = Value(first.Otherwise);
        return common is { } all && all != otherwise ? FeelValue.Null : otherwise;
    }

    private FeelValue Computed(int slot)
    {
        if (Plan.Questions[slot] is { } question)
        {
            return Answer(question, NoArguments);
        }

        if (Plan.Facts[slot] is not { } fact)
        {
            return Situation.Kind is null ? FeelValue.Null : HistoryOf(Plan.StepOf(Rulebook.Slots[slot].Name))?.Records ?? s_noRecords;
        }

        return fact.Source switch
        {
            FactSource.Papers when Situation.Dossiers is { } dossiers => HandedIn(dossiers),
            FactSource.Exceptions when Situation.Kind is not null => FeelValue.ListOf(Situation.Exceptions.Order(StringComparer.Ordinal)),
            FactSource.Owner when Situation.Owner is { } owner => FeelValue.Of(owner),
            _ => fact.Derive is { } derive ? Value(derive) : FeelValue.Null,
        };
    }

    /// <summary>The titles handed in for the step the question names, else for the step at hand, else for any.</summary>
    private FeelValue HandedIn(ImmutableDictionary<string, ImmutableArray<string>> dossiers)
    {
        var dossier = Dossier;
        foreach (var argument in Arguments.Values)
        {
            if (argument.AsString is { } named && Rulebook.Papers.ContainsKey(named))
            {
                dossier = named;
                break;
            }
        }

        if (dossier is not null && dossier == OpenDossier)
        {
            return FeelValue.Null;
        }

        if (dossier is null)
        {
            return Bound.HandedIn;
        }

        var known = Rulebook.Papers.GetValueOrDefault(dossier, []).Where(p => IsFactKnown(p.From)).Select(p => p.Title);
        return FeelValue.ListOf(dossiers.GetValueOrDefault(dossier, []).Concat(known).Distinct());
    }

    /// <summary>Whether the fact that stands for a paper is known.</summary>
    public bool IsFactKnown(string? name) => name is not null && Plan.SlotOf(name) is >= 0 and var slot && !At(slot).IsNull;
}
