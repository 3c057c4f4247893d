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
    private readonly ImmutableArray<Occurrence>[] _occurrences;
    private readonly Stack<Change> _changes = new();

    public Valuation(RulebookPlan plan)
    {
        Plan = plan;
        _values = new FeelValue[plan.Count];
        _states = new SlotState[plan.Count];
        _occurrences = new ImmutableArray<Occurrence>[plan.Steps.Length];
        _settled = new Settledness[plan.Steps.Length];
        _limits = new DeadlineDays?[plan.Deadlines.Length];
        Situation = s_nothing;
        Bind(s_nothing);
    }

    private static readonly Situation s_nothing = new();

    private readonly record struct Change(int Slot, FeelValue Value, SlotState State);

    /// <summary>A moment's view, as it was before another was entered.</summary>
    internal readonly record struct View(int Depth, string? Dossier, string? OpenDossier, ImmutableDictionary<string, FeelValue> Arguments);

    public RulebookPlan Plan { get; }

    private Rulebook Rulebook => Plan.Rulebook;

    public Situation Situation { get; private set; }

    /// <summary>The values by slot, for expressions; only those that are not <see cref="SlotState.Open"/> count.</summary>
    public FeelValue[] Values => _values;

    /// <summary>The dossier whose papers 已提交材料 means when the question names none.</summary>
    public string? Dossier { get; private set; }

    /// <summary>A dossier that is about to be handed in: nothing is known about it yet.</summary>
    public string? OpenDossier { get; private set; }

    /// <summary>The arguments of the question that is being answered.</summary>
    public ImmutableDictionary<string, FeelValue> Arguments { get; private set; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>Takes a situation in; whatever was computed before is forgotten.</summary>
    public void Bind(Situation situation, string? dossier = null, DateOnly? actDay = null, IEnumerable<KeyValuePair<string, FeelValue>>? ambient = null)
    {
        Situation = situation;
        Dossier = dossier;
        OpenDossier = null;
        Arguments = ImmutableDictionary<string, FeelValue>.Empty;
        _changes.Clear();
        Plan.Template.CopyTo(_values, 0);
        Plan.TemplateStates.CopyTo(_states, 0);
        Array.Clear(_settled);
        Array.Clear(_limits);
        Array.Fill(_occurrences, []);
        foreach (var (name, value) in situation.Facts)
        {
            if (!value.IsNull && Plan.SlotOf(name) is >= 0 and var slot && Plan.Facts[slot] is not null)
            {
                _values[slot] = value;
                _states[slot] = SlotState.Given;
            }
        }

        if (situation.Today is { } today && Plan.Today >= 0)
        {
            _values[Plan.Today] = FeelValue.Of(today);
        }

        if (actDay is { } day && Plan.ActDay >= 0)
        {
            _values[Plan.ActDay] = FeelValue.Of(day);
        }

        foreach (var (name, value) in ambient ?? [])
        {
            if (Plan.SlotOf(name) is >= 0 and var slot)
            {
                _values[slot] = value;
                _states[slot] = SlotState.Fixed;
            }
        }

        foreach (var (name, occurrences) in situation.Occurrences)
        {
            if (Plan.StepOf(name) is >= 0 and var step)
            {
                _occurrences[step] = occurrences;
            }
        }
    }

    /// <summary>What was done in a step.</summary>
    public ImmutableArray<Occurrence> OccurrencesOf(int step) => step < 0 ? [] : _occurrences[step];

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
            return Situation.Kind is null ? FeelValue.Null : Records(Rulebook.Slots[slot].Name);
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

        var titles = dossier is null ? dossiers.Values.SelectMany(t => t) : dossiers.GetValueOrDefault(dossier, []);
        if (dossier is not null)
        {
            titles = titles.Concat(Rulebook.Papers.GetValueOrDefault(dossier, []).Where(p => IsFactKnown(p.From)).Select(p => p.Title));
        }

        return FeelValue.ListOf(titles.Distinct());
    }

    /// <summary>Whether the fact that stands for a paper is known.</summary>
    public bool IsFactKnown(string? name) => name is not null && Plan.SlotOf(name) is >= 0 and var slot && !At(slot).IsNull;

    private FeelValue Records(string step)
    {
        var index = Plan.StepOf(step);
        var occurrences = OccurrencesOf(index);
        var standing = 0;
        foreach (var occurrence in occurrences)
        {
            standing += occurrence.ReopenedBy is null ? 1 : 0;
        }

        var records = new FeelValue[standing];
        var key = index < 0 ? null : Plan.Steps[index].Step.Each?.Name;
        for (var i = occurrences.Length - 1; i >= 0; i--)
        {
            if (occurrences[i].ReopenedBy is null)
            {
                records[--standing] = FeelValue.Of(occurrences[i].RecordUnder(key));
            }
        }

        return FeelValue.ListOf(records);
    }
}
