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
    private readonly FrozenDictionary<string, ImmutableArray<int>> _gatesBefore;
    private readonly FrozenDictionary<string, int> _gates;
    private readonly int[][] _dependents;

    private readonly Lazy<RulebookProgram> _program;

    public RulebookPlan(Rulebook rulebook)
    {
        _program = new(() => new RulebookProgram(this));
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

        ComputedSlots = [.. Enumerable.Range(0, Count).Where(IsComputed)];
        PaperSlots = [.. Enumerable.Range(0, Count).Where(s => Facts[s]?.Source == FactSource.Papers)];
        _gatesBefore = rulebook.Gates.SelectMany((g, i) => g.Blocks.Select(b => b.Question).Distinct().Select(q => (Question: q, Gate: i)))
            .GroupBy(p => p.Question, p => p.Gate).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
        _gates = rulebook.Gates.Select((g, i) => KeyValuePair.Create(g.Name, i)).DistinctBy(p => p.Key).ToFrozenDictionary();
        _dependents = Invert(rulebook);
        _steps = rulebook.Steps.Select((s, i) => KeyValuePair.Create(s.Name, i)).DistinctBy(p => p.Key).ToFrozenDictionary();
        Steps = [.. rulebook.Steps.Select((step, index) => Plan(step) with { Index = index })];
        Deadlines = rulebook.Deadlines;
        Open = [.. rulebook.Questions.Values.Where(q => q.Arguments.All(a => a.Optional)).OrderBy(q => q.Name, StringComparer.Ordinal)];
        OpenSlots = [.. Open.Select(q => SlotOf(q.Name) is >= 0 and var slot && Questions[slot] == q && !TurnsOnArguments(q) ? slot : -1)];
    }

    public Rulebook Rulebook { get; }

    /// <summary>The rulebook as machine code; made when first asked for.</summary>
    public RulebookProgram Program => _program.Value;

    /// <summary>How many slots a frame has.</summary>
    public int Count { get; }

    /// <summary>The fact of each slot; null for slots of other kinds.</summary>
    public ImmutableArray<FactDefinition?> Facts { get; }

    /// <summary>The question of each slot; null for slots of other kinds.</summary>
    public ImmutableArray<QuestionDefinition?> Questions { get; }

    /// <summary>The questions that can be asked without arguments, by name.</summary>
    public ImmutableArray<QuestionDefinition> Open { get; }

    /// <summary>The slots of <see cref="Open"/> where their answers stand; -1 where the answer to a question that is asked is another than the one that expressions read.</summary>
    public ImmutableArray<int> OpenSlots { get; }

    /// <summary>The slot of the day of asking, and of the day of the act.</summary>
    public int Today { get; }

    /// <inheritdoc cref="Today"/>
    public int ActDay { get; }

    /// <summary>The frame of a situation in which nothing is known.</summary>
    public FeelValue[] Template { get; }

    /// <inheritdoc cref="Template"/>
    public SlotState[] TemplateStates { get; }

    /// <summary>The slots whose values may have to be computed.</summary>
    public ImmutableArray<int> ComputedSlots { get; }

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

    /// <summary>The places of the gates that may stand before a question, whatever its arguments.</summary>
    public ImmutableArray<int> GatesBefore(string question) => _gatesBefore.TryGetValue(question, out var gates) ? gates : [];

    /// <summary>The place of a gate; -1 when there is none of that name.</summary>
    public int GateOf(string name) => _gates.TryGetValue(name, out var index) ? index : -1;

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
            .Concat(GatesBefore(question.Name).SelectMany(g => VariablesRead.Of(Rulebook.Gates[g])));
        uses = question.Kind switch
        {
            QuestionKind.Notice => uses.Concat(Rulebook.Notices.SelectMany(n => VariablesRead.Of(n.To))),
            QuestionKind.Measures => uses.Concat(Rulebook.Consequences.SelectMany(c => c.When.Uses)),
            QuestionKind.Gaps => uses.Concat(Rulebook.Duties.SelectMany(d => d.Holds.Uses.Concat(VariablesRead.Of(d.When)))),
            QuestionKind.Contradictions => uses.Concat(Rulebook.Evidence.SelectMany(e => e.Contradicts.Uses.Concat(VariablesRead.Of(e.When)))),
            QuestionKind.Sanctions => uses.Concat(Rulebook.Oversight.Ladder.SelectMany(r => VariablesRead.Of(r.Taken))),
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
        var plan = new StepPlan
        {
            Step = step,
            Deadline = deadline,
            Limit = deadline < 0 ? null : Rulebook.Deadlines[deadline],
            SeesPapers = PaperSlots.Any(p => uses.Contains(p) || _dependents[p].Any(uses.Contains)),
            Key = step.Each is { } each ? SlotOf(each.Name) : -1,
            Lender = step.Each?.Of is { } of ? StepOf(of) : -1,
            After = [.. step.After.Select(StepOf)],
            Asked = [.. step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => SlotOf(a.Fact.Name)).Where(s => s >= 0).Distinct()],
            Grants = step.Grants is null ? -1 : GateOf(step.Grants),
        };
        plan = plan with { SeesPlainly = plan.Key < 0 && step.Each is null && !plan.SeesPapers };
        return plan with { Requires = [.. step.Requires.Select(r => Plan(plan, r))] };
    }

    /// <summary>A call as a step requires it: which of its gates stand before the form as they stand in the situation, and which may not.</summary>
    private CallPlan Plan(StepPlan step, QuestionCall call)
    {
        var question = Rulebook.Questions[call.Question];
        var arguments = WithDefaults(question, call.Arguments);
        var changed = step.Asked.Concat(arguments.Keys.Select(SlotOf)).Concat(step.Step.Dossier is not null || !arguments.IsEmpty ? PaperSlots : []).Where(s => s >= 0).ToList();
        var gates = question.Kind == QuestionKind.Gate ? GatesBefore(question.Name).Where(g => Rulebook.Gates[g].Concerns(question.Name, arguments)).ToArray() : [];
        var plain = gates.Where(g => step.Key < 0 && !Follows(VariablesRead.Of(Rulebook.Gates[g]), changed)).ToImmutableArray();
        return new CallPlan(question, arguments, plain, [.. gates.Except(plain)], PartOf(question.Name, arguments));
    }

    /// <summary>Whether any of the names follows from one of the slots.</summary>
    private bool Follows(IEnumerable<FeelVariable> names, IReadOnlyCollection<int> slots) =>
        names.Any(n => slots.Any(s => s == n.Slot || _dependents[s].Contains(n.Slot)));

    /// <summary>Whether the answer to a question may be another when its arguments have their defaults than when they are left out.</summary>
    private bool TurnsOnArguments(QuestionDefinition question)
    {
        var defaults = WithDefaults(question, ImmutableDictionary<string, FeelValue>.Empty);
        if (defaults.IsEmpty)
        {
            return false;
        }

        var names = GatesBefore(question.Name).Where(g => Rulebook.Gates[g].Concerns(question.Name, defaults)).SelectMany(g => VariablesRead.Of(Rulebook.Gates[g]))
            .Concat(PartOf(question.Name, defaults) is { } part ? VariablesRead.Of(part.Value) : []);
        return question.Kind is not (QuestionKind.Gate or QuestionKind.Decision) || Follows(names, [.. defaults.Keys.Select(SlotOf).Where(s => s >= 0)]);
    }

    /// <summary>The part of a decision that answers for these arguments: of those whose selection fits, the narrowest.</summary>
    public DecisionPart? PartOf(string question, ImmutableDictionary<string, FeelValue> arguments)
    {
        DecisionPart? best = null;
        if (Rulebook.Decisions.TryGetValue(question, out var parts))
        {
            foreach (var part in parts)
            {
                if (part.Selector.Count > (best?.Selector.Count ?? -1) && (part.Selector.IsEmpty || Fits(part.Selector, arguments)))
                {
                    best = part;
                }
            }
        }

        return best;
    }

    private static bool Fits(ImmutableDictionary<string, string> selector, ImmutableDictionary<string, FeelValue> arguments)
    {
        foreach (var (name, wanted) in selector)
        {
            if (!arguments.TryGetValue(name, out var value) || value.AsString != wanted)
            {
                return false;
            }
        }

        return true;
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

    /// <summary>Its place among the steps.</summary>
    public int Index { get; init; }

    /// <summary>The place of the deadline that limits it; -1 for none.</summary>
    public required int Deadline { get; init; }

    /// <summary>The deadline that limits it; null for none.</summary>
    public required Deadline? Limit { get; init; }

    /// <summary>Whether a deadline limits it that comes to a day.</summary>
    public bool HasDays => Limit is { None: null };

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

    /// <summary>The place of the gate to which it grants an exception; -1 for none.</summary>
    public required int Grants { get; init; }

    /// <summary>Whether its condition is asked of the situation just as it is.</summary>
    public bool SeesPlainly { get; init; }

    /// <summary>What it requires.</summary>
    public ImmutableArray<CallPlan> Requires { get; init; } = [];
}

/// <summary>A call with what stands before it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Arguments">Its arguments, defaults included.</param>
/// <param name="Plain">The places of the gates that stand as they stand in the situation itself.</param>
/// <param name="Affected">The places of the gates that may stand otherwise: by the arguments, or before the form says anything.</param>
/// <param name="Part">The decision that answers it, or is one more gate; null for none.</param>
internal sealed record CallPlan(QuestionDefinition Question, ImmutableDictionary<string, FeelValue> Arguments, ImmutableArray<int> Plain, ImmutableArray<int> Affected, DecisionPart? Part);
