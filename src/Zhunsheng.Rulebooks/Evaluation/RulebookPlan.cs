using System.Collections.Frozen;
using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// What can be worked out about a rulebook before any situation is known: where each name lives in a frame, which names follow from which,
/// which gates stand before which question, which deadline limits which step. Immutable, shared by all evaluations of the rulebook.
/// </summary>
internal sealed class RulebookPlan
{
    private readonly FrozenDictionary<string, int> _slots;
    private readonly FrozenDictionary<string, int> _steps;
    private readonly FrozenDictionary<string, ImmutableArray<Gate>> _gatesBefore;
    private readonly FrozenDictionary<string, Gate> _gates;
    private readonly int[][] _dependents;

    public RulebookPlan(Rulebook rulebook)
    {
        Rulebook = rulebook;
        Count = rulebook.Schema.Count;
        _slots = rulebook.Schema.Variables.ToFrozenDictionary(v => v.Name, v => v.Slot, StringComparer.Ordinal);
        Facts = [.. rulebook.Slots.Select(s => s.Kind == SlotKind.Fact ? rulebook.Facts[s.Name] : null)];
        Questions = [.. rulebook.Slots.Select(s => s.Kind == SlotKind.Question ? rulebook.Questions[s.Name] : null)];
        Today = SlotOf("当前日期");
        ActDay = SlotOf("行为日期");
        Template = new FeelValue[Count];
        TemplateStates = new SlotState[Count];
        for (var slot = 0; slot < Count; slot++)
        {
            var filler = rulebook.Slots[slot];
            TemplateStates[slot] = IsComputed(slot) ? SlotState.Open : SlotState.Given;
            if (filler.Kind == SlotKind.Setting)
            {
                Template[slot] = rulebook.Settings.First(s => s.Name == filler.Name).Value;
            }
        }

        PaperSlots = [.. Enumerable.Range(0, Count).Where(s => Facts[s]?.Source == FactSource.Papers)];
        _gatesBefore = rulebook.Gates.SelectMany(g => g.Blocks.Select(b => b.Question).Distinct().Select(q => (Question: q, Gate: g)))
            .GroupBy(p => p.Question, p => p.Gate).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
        _gates = rulebook.Gates.DistinctBy(g => g.Name).ToFrozenDictionary(g => g.Name);
        _dependents = Invert(rulebook);
        _steps = rulebook.Steps.Select((s, i) => KeyValuePair.Create(s.Name, i)).DistinctBy(p => p.Key).ToFrozenDictionary();
        Steps = [.. rulebook.Steps.Select(Plan)];
        Deadlines = rulebook.Deadlines;
        Open = [.. rulebook.Questions.Values.Where(q => q.Arguments.All(a => a.Optional)).OrderBy(q => q.Name, StringComparer.Ordinal)];
    }

    public Rulebook Rulebook { get; }

    /// <summary>How many slots a frame has.</summary>
    public int Count { get; }

    /// <summary>The fact of each slot; null for slots of other kinds.</summary>
    public ImmutableArray<FactDefinition?> Facts { get; }

    /// <summary>The question of each slot; null for slots of other kinds.</summary>
    public ImmutableArray<QuestionDefinition?> Questions { get; }

    /// <summary>The questions that can be asked without arguments, by name.</summary>
    public ImmutableArray<QuestionDefinition> Open { get; }

    /// <summary>The slot of the day of asking, and of the day of the act.</summary>
    public int Today { get; }

    /// <inheritdoc cref="Today"/>
    public int ActDay { get; }

    /// <summary>The frame of a situation in which nothing is known.</summary>
    public FeelValue[] Template { get; }

    /// <inheritdoc cref="Template"/>
    public SlotState[] TemplateStates { get; }

    /// <summary>The slots whose value is the papers handed in.</summary>
    public ImmutableArray<int> PaperSlots { get; }

    /// <summary>The steps, in the order of the rulebook.</summary>
    public ImmutableArray<StepPlan> Steps { get; }

    /// <summary>The deadlines, in the order of the rulebook.</summary>
    public ImmutableArray<Deadline> Deadlines { get; }

    /// <summary>The slot of a name; -1 when expressions do not know it.</summary>
    public int SlotOf(string name) => _slots.TryGetValue(name, out var slot) ? slot : -1;

    /// <summary>The place of a step; -1 when there is none of that name.</summary>
    public int StepOf(string name) => _steps.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The gates that may stand before a question, whatever its arguments.</summary>
    public ImmutableArray<Gate> GatesBefore(string question) => _gatesBefore.TryGetValue(question, out var gates) ? gates : [];

    /// <summary>The gate of a name, or null.</summary>
    public Gate? FindGate(string name) => _gates.GetValueOrDefault(name);

    /// <summary>The computed slots whose value may change with that of a slot, at any distance.</summary>
    public ReadOnlySpan<int> DependentsOf(int slot) => _dependents[slot];

    /// <summary>Whether the value of a slot may have to be computed: derived, asked from the situation as a whole, or the answer to a question.</summary>
    private bool IsComputed(int slot) => Rulebook.Slots[slot].Kind switch
    {
        SlotKind.Fact => Facts[slot]!.Derive is not null || Facts[slot]!.Source != FactSource.Act,
        SlotKind.Question or SlotKind.Step => true,
        _ => false,
    };

    // ------------------------------------------------------------------ what follows from what

    /// <summary>The slots that a slot's value is computed from directly; rather too many than too few.</summary>
    private IEnumerable<int> Needs(int slot, IReadOnlyCollection<int> papers)
    {
        var filler = Rulebook.Slots[slot];
        if (filler.Kind == SlotKind.Fact)
        {
            return (Facts[slot]!.Derive?.Uses.Select(u => u.Slot) ?? []).Concat(Facts[slot]!.Source == FactSource.Papers ? papers : []);
        }

        if (filler.Kind != SlotKind.Question)
        {
            return [];
        }

        var question = Questions[slot]!;
        var uses = Rulebook.Decisions.GetValueOrDefault(question.Name, []).SelectMany(p => VariablesRead.Of(p.Value))
            .Concat(GatesBefore(question.Name).SelectMany(VariablesRead.Of));
        uses = question.Kind switch
        {
            QuestionKind.Notice => uses.Concat(Rulebook.Notices.SelectMany(n => VariablesRead.Of(n.To))),
            QuestionKind.Measures => uses.Concat(Rulebook.Consequences.SelectMany(c => c.When.Uses)),
            QuestionKind.Gaps => uses.Concat(Rulebook.Duties.SelectMany(d => d.Holds.Uses.Concat(VariablesRead.Of(d.When)))),
            QuestionKind.Papers => uses.Concat(Rulebook.Papers.Values.SelectMany(p => p).SelectMany(p => VariablesRead.Of(p.When))),
            QuestionKind.Deadline or QuestionKind.DeadlineStatus or QuestionKind.Window => uses.Concat(Rulebook.Deadlines.SelectMany(VariablesRead.Of)),
            _ => uses,
        };

        // The answer may also turn on the arguments themselves.
        return uses.Select(u => u.Slot).Concat(question.Arguments.Select(a => SlotOf(a.Name)).Where(s => s >= 0));
    }

    private int[][] Invert(Rulebook rulebook)
    {
        // Which papers are there may turn on any argument (it names the dossier) and on the facts that stand for papers.
        var papers = rulebook.Papers.Values.SelectMany(p => p).Select(p => p.From).OfType<string>().Select(SlotOf)
            .Concat(Enumerable.Range(0, Count).Where(s => rulebook.Slots[s].Kind == SlotKind.Argument)).Where(s => s >= 0).ToHashSet();
        var direct = new List<int>[Count];
        for (var slot = 0; slot < Count; slot++)
        {
            foreach (var need in IsComputed(slot) ? Needs(slot, papers).Distinct() : [])
            {
                (direct[need] ??= []).Add(slot);
            }
        }

        var all = new int[Count][];
        for (var slot = 0; slot < Count; slot++)
        {
            var reached = new HashSet<int>();
            var waiting = new Queue<int>(direct[slot] ?? []);
            while (waiting.TryDequeue(out var next))
            {
                if (reached.Add(next))
                {
                    foreach (var further in direct[next] ?? [])
                    {
                        waiting.Enqueue(further);
                    }
                }
            }

            all[slot] = [.. reached];
        }

        return all;
    }

    // ------------------------------------------------------------------ steps

    private StepPlan Plan(Step step)
    {
        var deadline = -1;
        for (var i = 0; i < Rulebook.Deadlines.Length && deadline < 0; i++)
        {
            deadline = Rulebook.Deadlines[i].Steps.Contains(step.Name) ? i : -1;
        }

        var uses = VariablesRead.Of(step.When).Concat(VariablesRead.Of(step.By)).Concat(deadline < 0 ? [] : VariablesRead.Of(Rulebook.Deadlines[deadline])).Select(u => u.Slot).ToHashSet();
        return new StepPlan
        {
            Step = step,
            Deadline = deadline,
            SeesPapers = PaperSlots.Any(p => uses.Contains(p) || _dependents[p].Any(uses.Contains)),
            Key = step.Each is { } each ? SlotOf(each.Name) : -1,
            Lender = step.Each?.Of is { } of ? StepOf(of) : -1,
            After = [.. step.After.Select(StepOf)],
            Asked = [.. step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => SlotOf(a.Fact.Name)).Where(s => s >= 0).Distinct()],
            Grants = step.Grants is null ? null : FindGate(step.Grants),
            Requires = [.. step.Requires.Select(Plan)],
        };
    }

    private CallPlan Plan(QuestionCall call)
    {
        var question = Rulebook.Questions[call.Question];
        var arguments = WithDefaults(question, call.Arguments);
        return new CallPlan(question, arguments, [.. arguments.Select(a => (SlotOf(a.Key), a.Value)).Where(a => a.Item1 >= 0)]);
    }

    /// <summary>Arguments with the defaults of those left out.</summary>
    public static ImmutableDictionary<string, FeelValue> WithDefaults(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        foreach (var argument in question.Arguments)
        {
            if (argument.Default is { } value && !arguments.ContainsKey(argument.Name))
            {
                arguments = arguments.SetItem(argument.Name, FeelValue.Of(value));
            }
        }

        return arguments;
    }
}

/// <summary>How a slot of a frame has its value.</summary>
internal enum SlotState : byte
{
    /// <summary>Not yet: it is computed when it is needed.</summary>
    Open,
    /// <summary>Computed from other slots.</summary>
    Computed,
    /// <summary>Stated by the situation, or known to be unknown.</summary>
    Given,
    /// <summary>Given, and not to be blanked with what a form will ask: the key of a repetition, what an occurrence lends, an argument.</summary>
    Fixed,
}

/// <summary>A step with what is known about it before any situation.</summary>
internal sealed record StepPlan
{
    public required Step Step { get; init; }

    /// <summary>The place of the deadline that limits it; -1 for none.</summary>
    public required int Deadline { get; init; }

    /// <summary>Whether its condition, its role or its deadline may turn on the papers handed in.</summary>
    public required bool SeesPapers { get; init; }

    /// <summary>The slot of the key of its repetition; -1 for none.</summary>
    public required int Key { get; init; }

    /// <summary>The place of the step that lends its occurrence's facts; -1 for none.</summary>
    public required int Lender { get; init; }

    /// <summary>The places of the steps before it; -1 for one that does not exist.</summary>
    public required ImmutableArray<int> After { get; init; }

    /// <summary>The slots of what its form will ask.</summary>
    public required ImmutableArray<int> Asked { get; init; }

    /// <summary>The gate to which it grants an exception; null for none.</summary>
    public required Gate? Grants { get; init; }

    /// <summary>What it requires.</summary>
    public required ImmutableArray<CallPlan> Requires { get; init; }
}

/// <summary>A call with the slots of its arguments.</summary>
internal sealed record CallPlan(QuestionDefinition Question, ImmutableDictionary<string, FeelValue> Arguments, ImmutableArray<(int Slot, FeelValue Value)> Slots);
