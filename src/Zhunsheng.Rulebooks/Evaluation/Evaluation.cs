using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A rulebook applied to one situation. Values are worked out when asked and kept; reasons are worked out from the same situation when somebody reads them.
/// Not safe for use from several threads at once, the answers it gave included; make one per request.
/// </summary>
public sealed partial class Evaluation
{
    private static readonly ImmutableDictionary<string, FeelValue> NoArguments = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>Names that are known besides the facts: the key of a repetition, the facts an occurrence lends.</summary>
    private readonly ImmutableDictionary<string, FeelValue> _ambient;

    private readonly Valuation _values;

    /// <summary>Applies a rulebook to a situation.</summary>
    public Evaluation(Rulebook rulebook, Situation situation)
        : this(rulebook, situation, NoArguments, null, null)
    {
    }

    private Evaluation(Rulebook rulebook, Situation situation, ImmutableDictionary<string, FeelValue> ambient, string? dossier, DateOnly? actDay)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(situation);
        Rulebook = rulebook;
        Situation = situation;
        _ambient = ambient;
        _values = new Valuation(rulebook.Plan);
        _values.Bind(new BoundSituation(rulebook.Plan, situation, actDay, ambient), dossier);
    }

    /// <summary>The rulebook.</summary>
    public Rulebook Rulebook { get; }

    /// <summary>The situation.</summary>
    public Situation Situation { get; }

    private RulebookPlan Plan => _values.Plan;

    /// <summary>The value of a fact, stated or derived; null when unknown.</summary>
    public FeelValue Fact(string name) => Plan.SlotOf(name) is >= 0 and var slot ? _values.At(slot) : FeelValue.Null;

    /// <summary>Evaluates an expression of the rulebook in this situation.</summary>
    public FeelValue Evaluate(FeelExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return _values.Value(expression);
    }

    /// <summary>Evaluates a value of the rulebook in this situation.</summary>
    public FeelValue Evaluate(ValueRule value) => _values.Value(value);

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

        var situation = Situation with { Facts = Situation.Facts.SetItems(facts), Dossiers = dossiers, Today = Situation.Today ?? on };
        var ambient = _ambient;
        if (step.Each is { } each)
        {
            ambient = ambient.SetItem(each.Name, key);
            if (each.Of is { } of && Situation.Occurrences.GetValueOrDefault(of, []).LastOrDefault(o => key.AsNumber == o.Number) is { } lender)
            {
                ambient = ambient.SetItems(lender.Facts);
            }
        }

        return new Evaluation(Rulebook, situation, ambient.RemoveRange(facts.Select(f => f.Key)), step.Dossier, on);
    }

    /// <summary>The same situation supposing that a name of the rulebook has this value, whatever its rules say.</summary>
    internal Evaluation Supposing(string name, FeelValue value) => new(Rulebook, Situation, _ambient.SetItem(name, value), null, null);

    /// <summary>Whether the form asks this fact, given what is known: not when the system gives it, and not when its condition is known to be false.</summary>
    public bool Asks(AskedFact asked) => Concerns(asked) && !Rulebook.Gives(asked.Fact);

    /// <summary>Whether it cannot be said yet if the form will go on asking this fact: its condition rests on answers that are not there.</summary>
    public bool MayAsk(AskedFact asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.When is not null && _values.Test(asked.When) is null;
    }

    /// <summary>Whether the condition under which the fact is said leaves it in question or requires it, whoever says it.</summary>
    public bool Concerns(AskedFact asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.When is null || _values.Test(asked.When) != false;
    }

    /// <summary>Facts that are stated and contradict what they should follow from.</summary>
    public ImmutableArray<InputError> Contradictions()
    {
        var errors = ImmutableArray.CreateBuilder<InputError>();
        foreach (var (name, stated) in Situation.Facts)
        {
            if (!stated.IsNull && Rulebook.Facts.GetValueOrDefault(name) is { Derive: { } derive } fact && _values.Value(derive) is { IsNull: false } follows && follows != stated)
            {
                errors.Add(new InputError(name, $"{fact.Label}填的是“{SituationReader.Shown(stated, fact)}”，而按其他要素应当是“{SituationReader.Shown(follows, fact)}”"));
            }
        }

        return errors.ToImmutable();
    }

    /// <summary>Looks at the situation in another way while something is worked out.</summary>
    private T In<T>(Action<Valuation>? enter, Func<T> work)
    {
        lock (_values)
        {
            var here = _values.Here;
            enter?.Invoke(_values);
            try
            {
                return work();
            }
            finally
            {
                _values.Return(here);
            }
        }
    }
}
