using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A rulebook applied to one situation. Answers are worked out when asked and kept.
/// Not safe for use from several threads at once; make one per request.
/// </summary>
public sealed partial class Evaluation
{
    private static readonly ImmutableDictionary<string, FeelValue> NoArguments = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>Names that are known besides the facts: the key of a repetition, the facts an occurrence lends.</summary>
    private readonly ImmutableDictionary<string, FeelValue> _ambient;

    /// <summary>The dossier whose papers 已提交材料 means when the question names none.</summary>
    private readonly string? _dossier;

    /// <summary>A dossier that is about to be handed in: nothing is known about it yet.</summary>
    private readonly string? _openDossier;

    private readonly DateOnly? _actDay;
    private readonly Frame _base;

    /// <summary>Applies a rulebook to a situation.</summary>
    public Evaluation(Rulebook rulebook, Situation situation)
        : this(rulebook, situation, NoArguments, null, null, null)
    {
    }

    private Evaluation(Rulebook rulebook, Situation situation, ImmutableDictionary<string, FeelValue> ambient, string? dossier, string? openDossier, DateOnly? actDay)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(situation);
        Rulebook = rulebook;
        Situation = situation;
        _ambient = ambient;
        _dossier = dossier;
        _openDossier = openDossier;
        _actDay = actDay;
        _base = new Frame(rulebook.Schema.Count, NoArguments);
    }

    /// <summary>The rulebook.</summary>
    public Rulebook Rulebook { get; }

    /// <summary>The situation.</summary>
    public Situation Situation { get; }

    /// <summary>The value of a fact, stated or derived; null when unknown.</summary>
    public FeelValue Fact(string name) => Rulebook.Schema.Find(name) is { } variable ? Fill(_base, variable.Slot) : FeelValue.Null;

    /// <summary>Evaluates an expression of the rulebook in this situation.</summary>
    public FeelValue Evaluate(FeelExpression expression) => Compute(_base, expression).Value;

    /// <summary>Evaluates a value of the rulebook in this situation.</summary>
    public FeelValue Evaluate(ValueRule value) => Compute(_base, value).Value;

    /// <summary>
    /// The same situation with an act that is being made: its facts lie over those of the file, its papers join the dossier of the step,
    /// the key of a repetition is known under its name, and 行为日期 is the given day. Used to check a form before it becomes an act.
    /// </summary>
    public Evaluation With(Step step, FeelValue key, IEnumerable<KeyValuePair<string, FeelValue>> facts, IEnumerable<string> papers, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(step);
        var dossiers = Situation.Dossiers ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        if (step.Dossier is { } dossier)
        {
            var before = dossiers.GetValueOrDefault(dossier, []);
            dossiers = dossiers.SetItem(dossier, [.. before.Concat(papers).Distinct()]);
        }

        var keyed = ForKey(step, key);
        var situation = Situation with { Facts = Situation.Facts.SetItems(facts), Dossiers = dossiers, Today = Situation.Today ?? on };
        var ambient = keyed._ambient.RemoveRange(facts.Select(f => f.Key));
        return new Evaluation(Rulebook, situation, ambient, step.Dossier, null, on);
    }

    /// <summary>Whether the form asks this fact, given what is known: false only when its condition is known to be false.</summary>
    public bool Asks(AskedFact asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.When is null || !Evaluate(asked.When).IsFalse;
    }

    /// <summary>Facts that are stated and contradict what they should follow from.</summary>
    public ImmutableArray<InputError> Contradictions()
    {
        var errors = ImmutableArray.CreateBuilder<InputError>();
        foreach (var (name, stated) in Situation.Facts)
        {
            if (!stated.IsNull && Rulebook.Facts.GetValueOrDefault(name) is { Derive: { } derive } fact && Compute(_base, derive).Value is { IsNull: false } follows && follows != stated)
            {
                errors.Add(new InputError(name, $"{fact.Label}填的是{SituationReader.Shown(stated, fact)}，而按其他要素应当是{SituationReader.Shown(follows, fact)}"));
            }
        }

        return errors.ToImmutable();
    }

    /// <summary>The situation as a step sees it that occurs once per value.</summary>
    private Evaluation ForKey(Step step, FeelValue key)
    {
        if (step.Each is not { } each)
        {
            return step.Dossier == _dossier ? this : new Evaluation(Rulebook, Situation, _ambient, step.Dossier, _openDossier, _actDay);
        }

        var ambient = _ambient.SetItem(each.Name, key);
        if (each.Of is { } of && Situation.Occurrences.GetValueOrDefault(of, []).LastOrDefault(o => key.AsNumber == o.Number) is { } lender)
        {
            ambient = ambient.SetItems(lender.Facts);
        }

        return new Evaluation(Rulebook, Situation, ambient, step.Dossier, _openDossier, _actDay);
    }

    /// <summary>The situation as it is before a step's form says anything: what it will ask is unknown.</summary>
    private Evaluation BeforeForm(Step step)
    {
        var asked = step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact.Name).ToList();
        return new Evaluation(Rulebook, Situation with { Facts = Situation.Facts.RemoveRange(asked) }, _ambient, step.Dossier, step.Dossier, _actDay);
    }

    private Frame FrameFor(ImmutableDictionary<string, FeelValue> arguments) =>
        arguments.IsEmpty ? _base : new Frame(Rulebook.Schema.Count, arguments);

    private Grounded Compute(Frame frame, FeelExpression expression)
    {
        foreach (var variable in expression.Uses)
        {
            Fill(frame, variable.Slot);
        }

        var value = expression.Evaluate(frame.Values);
        return new Grounded(value, GroundOf(frame, expression.Decisive(frame.Values), value.IsNull));
    }

    private static Ground GroundOf(Frame frame, IEnumerable<FeelVariable> decisive, bool undecided)
    {
        var ground = Ground.Join(decisive.Select(v => frame.Grounds[v.Slot]));
        return undecided ? ground : ground with { Unknown = [] };
    }

    private Grounded Compute(Frame frame, ValueRule rule)
    {
        switch (rule)
        {
            case ValueRule.Literal literal:
                return new Grounded(literal.Value, Ground.Empty);
            case ValueRule.Computed computed:
                return Compute(frame, computed.Expression);
            case ValueRule.FirstOf first:
                return ComputeFirst(frame, first);
            case ValueRule.Tabled tabled:
                foreach (var variable in tabled.Table.Uses)
                {
                    Fill(frame, variable.Slot);
                }

                var answer = tabled.Table.Evaluate(frame.Values);
                return new Grounded(answer.Value, GroundOf(frame, answer.Decisive, answer.Value.IsNull));
            default:
                throw new ArgumentOutOfRangeException(nameof(rule));
        }
    }

    private Grounded ComputeFirst(Frame frame, ValueRule.FirstOf first)
    {
        var grounds = new List<Ground>();
        var candidates = new List<FeelValue>();
        var open = new List<Ground>();
        var decided = false;
        foreach (var branch in first.Branches)
        {
            var when = Compute(frame, branch.When);
            grounds.Add(when.Ground with { Unknown = [] });
            if (when.Value.IsFalse)
            {
                continue;
            }

            var then = Compute(frame, branch.Then);
            grounds.Add(then.Ground);
            candidates.Add(then.Value);
            if (when.Value.IsTrue)
            {
                decided = true;
                break;
            }

            open.Add(when.Ground);
        }

        if (!decided)
        {
            var otherwise = Compute(frame, first.Otherwise);
            grounds.Add(otherwise.Ground);
            candidates.Add(otherwise.Value);
        }

        var agreed = candidates.TrueForAll(c => c == candidates[0]);
        var value = agreed ? candidates[0] : FeelValue.Null;
        var ground = Ground.Join(agreed && !value.IsNull ? grounds : grounds.Concat(open));
        return new Grounded(value, value.IsNull ? ground : ground with { Unknown = [] });
    }

    /// <summary>Makes sure that a name has its value in the frame.</summary>
    private FeelValue Fill(Frame frame, int slot)
    {
        if (frame.Ready[slot])
        {
            return frame.Values[slot];
        }

        frame.Ready[slot] = true;
        var filler = Rulebook.Slots[slot];
        var grounded = Source(frame, filler);
        frame.Values[slot] = grounded.Value;
        frame.Grounds[slot] = grounded.Ground;
        return grounded.Value;
    }

    private Grounded Source(Frame frame, SlotFiller filler)
    {
        if (frame.Arguments.TryGetValue(filler.Name, out var argument))
        {
            return Leaf(filler.Name, argument);
        }

        if (_ambient.TryGetValue(filler.Name, out var ambient))
        {
            return Leaf(filler.Name, ambient);
        }

        switch (filler.Kind)
        {
            case SlotKind.Fact:
                return FactValue(frame, Rulebook.Facts[filler.Name]);
            case SlotKind.Setting:
                return new Grounded(Rulebook.Settings.First(s => s.Name == filler.Name).Value, Ground.Empty);
            case SlotKind.Today:
                return Leaf(filler.Name, Situation.Today is { } today ? FeelValue.Of(today) : FeelValue.Null);
            case SlotKind.ActDay:
                return Leaf(filler.Name, _actDay is { } day ? FeelValue.Of(day) : FeelValue.Null);
            case SlotKind.Argument:
                return Leaf(filler.Name, FeelValue.Null);
            case SlotKind.Question:
                var answer = AnswerIn(frame, Rulebook.Questions[filler.Name], NoArguments);
                return new Grounded(answer.Value, new Ground([.. answer.Because.SelectMany(b => b.Facts).DistinctBy(f => f.Name)], answer.Unknown));
            case SlotKind.Step:
                return Situation.Kind is null ? Leaf(filler.Name, FeelValue.Null) : new Grounded(Records(filler.Name), Ground.Empty);
            default:
                throw new InvalidOperationException(filler.Kind.ToString());
        }
    }

    private Grounded FactValue(Frame frame, FactDefinition fact)
    {
        if (Situation.Facts.TryGetValue(fact.Name, out var stated) && !stated.IsNull)
        {
            return Leaf(fact.Name, stated);
        }

        if (fact.Source == FactSource.Papers && Situation.Dossiers is { } dossiers)
        {
            return Leaf(fact.Name, HandedIn(frame, dossiers));
        }

        if (fact.Source == FactSource.Exceptions && Situation.Kind is not null)
        {
            return Leaf(fact.Name, FeelValue.ListOf(Situation.Exceptions.Order(StringComparer.Ordinal)));
        }

        if (fact.Source == FactSource.Owner && Situation.Owner is { } owner)
        {
            return Leaf(fact.Name, FeelValue.Of(owner));
        }

        return fact.Derive is { } derive ? Leaf(fact.Name, Compute(frame, derive).Value) : Leaf(fact.Name, FeelValue.Null);
    }

    /// <summary>The titles handed in for the step the question names, else for the step at hand, else for any.</summary>
    private FeelValue HandedIn(Frame frame, ImmutableDictionary<string, ImmutableArray<string>> dossiers)
    {
        var named = frame.Arguments.Values.Select(a => a.AsString).FirstOrDefault(a => a is not null && Rulebook.Papers.ContainsKey(a));
        var dossier = named ?? _dossier;
        if (dossier is not null && dossier == _openDossier)
        {
            return FeelValue.Null;
        }

        var titles = dossier is null ? dossiers.Values.SelectMany(t => t) : dossiers.GetValueOrDefault(dossier, []);
        if (dossier is not null)
        {
            titles = titles.Concat(Rulebook.Papers.GetValueOrDefault(dossier, []).Where(p => p.From is { } from && !Fact(from).IsNull).Select(p => p.Title));
        }

        return FeelValue.ListOf(titles.Distinct());
    }

    private Grounded Leaf(string name, FeelValue value)
    {
        var label = Rulebook.Facts.GetValueOrDefault(name)?.Label ?? name;
        return new Grounded(value, new Ground([new UsedFact(name, label, value)], value.IsNull ? [name] : []));
    }

    private FeelValue Records(string step)
    {
        var each = Rulebook.FindStep(step)?.Each;
        return FeelValue.ListOf(Situation.Occurrences.GetValueOrDefault(step, []).Where(o => o.ReopenedBy is null).Select(o =>
        {
            var entries = new List<KeyValuePair<string, FeelValue>>
            {
                KeyValuePair.Create("序号", FeelValue.Of((decimal)o.Number)),
                KeyValuePair.Create("日期", FeelValue.Of(o.On)),
                KeyValuePair.Create("结果", FeelValue.Of(o.Outcome)),
                KeyValuePair.Create("单位", FeelValue.Of(o.By)),
            };
            if (each is not null)
            {
                entries.Add(KeyValuePair.Create(each.Name, o.Key));
            }

            return FeelValue.Of(new FeelContext(entries.Concat(o.Facts)));
        }));
    }
}
