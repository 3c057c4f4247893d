using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A situation with its names looked up in a rulebook: worth making where several things are asked of it. Immutable but for what it remembers of itself;
/// may be shared by threads.
/// </summary>
public sealed class BoundSituation
{
    private readonly (int Slot, FeelValue Value, SlotState State)[] _given;
    private readonly StepHistory?[] _histories;
    private readonly bool[] _settled;
    private readonly bool[]? _excepted;
    private HashSet<string>? _titles;
    private Remembered? _handedIn;

    internal BoundSituation(RulebookPlan plan, Situation situation, DateOnly? actDay = null, IReadOnlyCollection<KeyValuePair<string, FeelValue>>? ambient = null)
    {
        Plan = plan;
        Situation = situation;
        var given = new List<(int, FeelValue, SlotState)>(situation.Facts.Count + 2);
        foreach (var (name, value) in situation.Facts)
        {
            if (!value.IsNull && plan.SlotOf(name) is >= 0 and var slot && plan.Facts[slot] is not null)
            {
                given.Add((slot, value, SlotState.Given));
            }
        }

        if (situation.Today is { } today && plan.Today >= 0)
        {
            given.Add((plan.Today, FeelValue.Of(today), SlotState.Given));
        }

        if (actDay is { } day && plan.ActDay >= 0)
        {
            given.Add((plan.ActDay, FeelValue.Of(day), SlotState.Given));
        }

        foreach (var (name, value) in ambient ?? [])
        {
            if (plan.SlotOf(name) is >= 0 and var slot)
            {
                given.Add((slot, value, SlotState.Fixed));
            }
        }

        _given = [.. given];
        _histories = new StepHistory[plan.Steps.Length];
        _settled = new bool[plan.Steps.Length];
        foreach (var (name, occurrences) in situation.Occurrences)
        {
            if (plan.StepOf(name) is >= 0 and var step && !occurrences.IsDefaultOrEmpty)
            {
                _histories[step] = new StepHistory(plan.Steps[step].Step, occurrences);
                _settled[step] = _histories[step]!.IsSettledFor(FeelValue.Null);
            }
        }

        if (!situation.Exceptions.IsEmpty)
        {
            _excepted = [.. plan.Rulebook.Gates.Select(g => g.Strength == Strength.Default && situation.Exceptions.Contains(g.Name))];
        }
    }

    /// <summary>The situation.</summary>
    public Situation Situation { get; }

    internal RulebookPlan Plan { get; }

    /// <summary>What the situation states, by slot.</summary>
    internal ReadOnlySpan<(int Slot, FeelValue Value, SlotState State)> Given => _given;

    /// <summary>What was done in each step; null where nothing was.</summary>
    internal ReadOnlySpan<StepHistory?> Histories => _histories;

    /// <summary>Whether an act stands that settles a step, for steps that do not occur once per value.</summary>
    internal bool IsSettled(int step) => _settled[step];

    /// <summary>Whether a title has been handed in for any step.</summary>
    internal bool HasPaper(string title) => (_titles ??= [.. Situation.Dossiers?.Values.SelectMany(t => t) ?? []]).Contains(title);

    /// <summary>Whether an exception from a gate has been granted, by the gate's place.</summary>
    internal bool IsExcepted(int gate) => _excepted is not null && _excepted[gate];

    /// <summary>The titles handed in for any step.</summary>
    internal FeelValue HandedIn
    {
        get
        {
            _handedIn ??= new Remembered(Situation.Dossiers is { } dossiers ? FeelValue.ListOf(dossiers.Values.SelectMany(t => t).Distinct()) : FeelValue.Null);
            return _handedIn.Value;
        }
    }

    /// <summary>A value once worked out; what it is worked out from does not change.</summary>
    internal sealed record Remembered(FeelValue Value);
}

/// <summary>What was done in a step.</summary>
internal sealed class StepHistory
{
    private readonly Step _step;
    private BoundSituation.Remembered? _records;

    public StepHistory(Step step, ImmutableArray<Occurrence> occurrences)
    {
        _step = step;
        Occurrences = occurrences;
        if (step.Each is not null)
        {
            Keys = [.. occurrences.Select(o => o.Key).Distinct()];
        }
    }

    /// <summary>Every time it was done.</summary>
    public ImmutableArray<Occurrence> Occurrences { get; }

    /// <summary>For what it was done, each once; empty for a step that does not occur once per value.</summary>
    public ImmutableArray<FeelValue> Keys { get; } = [];

    /// <summary>Whether an act stands that settles the step, for a value where it occurs once per value.</summary>
    public bool IsSettledFor(in FeelValue key)
    {
        foreach (var occurrence in Occurrences.AsSpan())
        {
            if (occurrence.ReopenedBy is null && (_step.Each is null || occurrence.Key == key) && Settles(occurrence.Outcome))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The occurrences that stand, as expressions see them under the name of the step.</summary>
    public FeelValue Records => (_records ??= new(MakeRecords())).Value;

    private bool Settles(string name)
    {
        foreach (var outcome in _step.Outcomes.AsSpan())
        {
            if (outcome.Name == name)
            {
                return outcome.Settles;
            }
        }

        return false;
    }

    private FeelValue MakeRecords()
    {
        var records = new List<FeelValue>(Occurrences.Length);
        foreach (var occurrence in Occurrences.AsSpan())
        {
            if (occurrence.ReopenedBy is null)
            {
                records.Add(Record(occurrence));
            }
        }

        return FeelValue.ListOf(records);
    }

    private FeelValue Record(Occurrence occurrence)
    {
        var own = _step.Each is null ? 4 : 5;
        var entries = new KeyValuePair<string, FeelValue>[occurrence.Facts.Count + own];
        entries[0] = new("序号", FeelValue.Of((decimal)occurrence.Number));
        entries[1] = new("日期", FeelValue.Of(occurrence.On));
        entries[2] = new("结果", FeelValue.Of(occurrence.Outcome));
        entries[3] = new("单位", FeelValue.Of(occurrence.By));
        if (_step.Each is { } each)
        {
            entries[4] = new(each.Name, occurrence.Key);
        }

        foreach (var fact in occurrence.Facts)
        {
            entries[own++] = fact;
        }

        return FeelValue.Of(new FeelContext(entries));
    }
}
