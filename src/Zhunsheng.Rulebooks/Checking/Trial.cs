using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Tries out whether something can come about, by putting values to everything it rests on: all combinations where they are few, else a search that
/// changes what stood in the way. True and false are certain; null when it was not found but may be.
/// </summary>
internal sealed class Trial
{
    private const int MostCombinations = 4096;
    private const int MostAttempts = 1500;

    private readonly Rulebook _rulebook;
    private readonly string? _kind;
    private readonly Step? _step;
    private readonly DateOnly _today;
    private readonly List<Dimension> _dimensions = [];
    private readonly SeededChance _chance = new(1);

    /// <summary>A trial of what rests on the leaves.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="leaves">What is varied.</param>
    /// <param name="reached">What can be stated in a file; null for a bare question, which may state everything.</param>
    /// <param name="kind">The kind of file; null for a bare question.</param>
    /// <param name="step">The step whose form is being filled in or judged; null for none.</param>
    /// <param name="unknown">Whether facts may be unknown, too.</param>
    public Trial(Rulebook rulebook, Leaves leaves, ReachedSteps? reached, string? kind, Step? step, bool unknown = true)
    {
        (_rulebook, _kind, _step) = (rulebook, kind, step);
        _today = new DateOnly(rulebook.Calendar.Years.IsEmpty ? 2026 : rulebook.Calendar.Years[^1].Year, 3, 10);
        var literals = RuleUses.Literals(leaves.Texts);
        foreach (var fact in leaves.Facts.Order(StringComparer.Ordinal).Select(f => rulebook.Facts[f]).Where(f => f.Source is FactSource.Act or FactSource.Register))
        {
            AddFact(fact, literals, reached, unknown);
        }

        foreach (var name in leaves.Steps.Order(StringComparer.Ordinal))
        {
            AddStep(rulebook.FindStep(name)!, reached);
        }

        if (leaves.Facts.Any(f => rulebook.Facts[f].Source == FactSource.Papers))
        {
            _dimensions.Add(new Dimension("已交材料", 2, true, null));
        }

        if (leaves.Facts.Any(f => rulebook.Facts[f].Source == FactSource.Exceptions) || rulebook.Gates.Any(g => g.Strength == Strength.Default))
        {
            _exceptions = [.. rulebook.Gates.Where(g => g.Strength == Strength.Default && rulebook.Steps.Any(s => s.Grants == g.Name && reached?.Contains(s.Name) == true)).Select(g => g.Name)];
            if (!_exceptions.IsEmpty)
            {
                _dimensions.Add(new Dimension("例外", 2, true, null));
            }
        }

        foreach (var argument in leaves.Others.Where(o => o is not ("当前日期" or "行为日期")).Order(StringComparer.Ordinal))
        {
            var number = rulebook.Questions.Values.SelectMany(q => q.Arguments).Any(a => a.Name == argument && a.Type is FactType.Year or FactType.Number);
            FeelValue[] values = [FeelValue.Of(1m), FeelValue.Of((decimal)_today.Year), .. number ? [] : literals.Words.Select(w => FeelValue.Of(w))];
            _dimensions.Add(new Dimension(argument, values.Length, false, values));
        }
    }

    private readonly ImmutableHashSet<string> _exceptions = [];

    private sealed record Dimension(string Name, int Count, bool Exact, FeelValue[]? Values)
    {
        public ImmutableArray<Occurrence>[]? Occurrences { get; init; }
    }

    /// <summary>Whether all values that matter are among those tried.</summary>
    private bool Exact => _dimensions.TrueForAll(d => d.Exact) || (_dimensions.Count(d => !d.Exact) == 1 && _dimensions.Exists(d => !d.Exact && d.Values is { } v && v.Any(x => x.Kind == FeelKind.Number)));

    /// <summary>What the last combination tried was, in Chinese.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Whether a combination passes.</summary>
    /// <param name="passes">Judges a situation: whether it passes, and the names that stood in the way when not.</param>
    public bool? CanBe(Func<Evaluation, (bool Passes, IEnumerable<string> InTheWay)> passes)
    {
        var combinations = 1L;
        foreach (var dimension in _dimensions)
        {
            combinations = Math.Min(combinations * dimension.Count, MostCombinations + 1);
        }

        var choice = new int[_dimensions.Count];
        if (combinations <= MostCombinations)
        {
            for (var n = 0; n < combinations; n++)
            {
                var rest = n;
                for (var i = 0; i < choice.Length; i++)
                {
                    (rest, choice[i]) = Math.DivRem(rest, _dimensions[i].Count);
                }

                if (passes(Make(choice)).Passes)
                {
                    Shown = Describe(choice);
                    return true;
                }
            }

            return Exact ? false : null;
        }

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (attempt % 100 == 0)
            {
                for (var i = 0; i < choice.Length; i++)
                {
                    choice[i] = _chance.Below(_dimensions[i].Count);
                }
            }

            var (good, inTheWay) = passes(Make(choice));
            if (good)
            {
                Shown = Describe(choice);
                return true;
            }

            var names = inTheWay.ToHashSet();
            var blamed = Enumerable.Range(0, choice.Length).Where(i => _dimensions[i].Count > 1 && names.Contains(_dimensions[i].Name)).ToList();
            var changed = blamed.Count > 0 && _chance.Percent(85) ? _chance.OneOf(blamed) : _chance.Below(choice.Length);
            choice[changed] = _chance.Below(_dimensions[changed].Count);
        }

        return null;
    }

    private void AddFact(FactDefinition fact, (ImmutableHashSet<decimal> Numbers, ImmutableHashSet<DateOnly> Days, ImmutableHashSet<string> Words) literals, ReachedSteps? reached, bool unknown)
    {
        if (fact.Register?.In is { } seenBy && _kind is not null && seenBy != _kind)
        {
            return;
        }

        var (any, set) = reached is null || fact.Register is not null ? (true, []) : reached.Values(fact.Name, _kind!, _step);
        if (!any && set.Count == 0)
        {
            return;
        }

        var (values, exact) = any ? Domain(fact, literals) : (set.Where(v => !v.IsNull).ToList(), true);
        if (unknown || fact.Derive is not null || values.Count == 0)
        {
            values.Insert(0, FeelValue.Null);
        }

        _dimensions.Add(new Dimension(fact.Name, values.Count, exact, [.. values]));
    }

    private (List<FeelValue> Values, bool Exact) Domain(FactDefinition fact, (ImmutableHashSet<decimal> Numbers, ImmutableHashSet<DateOnly> Days, ImmutableHashSet<string> Words) literals)
    {
        switch (fact.Type)
        {
            case FactType.Boolean:
                return ([FeelValue.True, FeelValue.False], true);
            case FactType.Choice:
                return ([.. fact.Values.Select(v => FeelValue.Of(v))], true);
            case FactType.Money or FactType.Number:
                var numbers = literals.Numbers.Where(n => n is < 1900 or > 2200).SelectMany(n => new[] { n - 0.01m, n, n + 0.01m, n * 10 }).Concat([0m, 1m, 100m, 1_000_000m]).Where(n => n >= 0).Distinct().Order().Take(40);
                return ([.. numbers.Select(n => FeelValue.Of(n))], false);
            case FactType.Year:
                return ([.. literals.Numbers.Where(n => n is >= 1900 and <= 2200).Concat([_today.Year - 1, _today.Year, _today.Year + 1m]).Distinct().Select(n => FeelValue.Of(n))], false);
            case FactType.Date:
                var days = literals.Days.Where(d => d > DateOnly.MinValue && d < DateOnly.MaxValue).SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Concat([_today.AddDays(-400), _today.AddDays(-40), _today.AddDays(-1), _today, _today.AddDays(40)]).Distinct();
                return ([.. days.Select(d => FeelValue.Of(d))], false);
            case FactType.List when !fact.Values.IsEmpty && fact.Values.Length <= 4:
                return ([.. Enumerable.Range(0, 1 << fact.Values.Length).Select(bits => FeelValue.ListOf(fact.Values.Where((_, i) => (bits >> i & 1) == 1)))], true);
            case FactType.List:
                var words = fact.Values.IsEmpty ? literals.Words.Append("甲").ToList() : [.. fact.Values];
                return ([FeelValue.ListOf(Array.Empty<string>()), .. words.Select(w => FeelValue.ListOf([w])), FeelValue.ListOf(words)], false);
            case FactType.Records:
                var record = FeelValue.Of(new FeelContext(fact.Fields.Select(f => KeyValuePair.Create(f.Name, Domain(f, literals).Values is { Count: > 0 } v ? v[v.Count / 2] : FeelValue.Null))));
                return ([FeelValue.ListOf(Array.Empty<FeelValue>()), FeelValue.ListOf(record), FeelValue.ListOf(record, record)], false);
            case FactType.Cases:
                return ([FeelValue.ListOf(Array.Empty<string>()), FeelValue.ListOf(["甲"])], false);
            default:
                return !fact.Values.IsEmpty ? ([.. fact.Values.Select(v => FeelValue.Of(v))], true) : ([FeelValue.Of("甲"), .. literals.Words.Select(w => FeelValue.Of(w))], false);
        }
    }

    /// <summary>A step that was not done, done once with each outcome and differing facts, or done twice.</summary>
    private void AddStep(Step step, ReachedSteps? reached)
    {
        var options = new List<ImmutableArray<Occurrence>> { ImmutableArray<Occurrence>.Empty };
        if (reached is null || reached.Contains(step.Name))
        {
            var outcomes = reached is null ? step.Outcomes : [.. reached.Outcomes(step)];
            foreach (var outcome in outcomes)
            {
                for (var variant = 0; variant < 4; variant++)
                {
                    options.Add([Occurrence(step, outcome, 1, variant)]);
                }
            }

            if (step.OwnFacts)
            {
                options.Add([.. outcomes.Take(2).Select((o, i) => Occurrence(step, o, i + 1, i))]);
            }
        }

        _dimensions.Add(new Dimension(step.Name, options.Count, false, null) { Occurrences = [.. options] });
    }

    private Occurrence Occurrence(Step step, Outcome outcome, int number, int variant)
    {
        var facts = step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).Select(a => a.Fact).Concat(outcome.Sets.Select(s => s.Fact)).DistinctBy(f => f.Name)
            .Select(f => KeyValuePair.Create(f.Name, Domain(f, ([100m], [], [])).Values is { Count: > 0 } values ? values[(variant * 7 + values.Count / 2) % values.Count] : FeelValue.Null));
        return new Occurrence(number, _today.AddDays(-30 * number), outcome.Name, KeyOf(step), "甲单位", step.PossibleRoles.FirstOrDefault() ?? "", facts.ToImmutableDictionary(), number, null);
    }

    private FeelValue KeyOf(Step step) => step.Each is not { } each ? FeelValue.Null : FeelValue.Of(each.Of is null ? _today.Year : 1m);

    private Evaluation Make(int[] choice)
    {
        var facts = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        var occurrences = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Occurrence>>();
        var (papers, exceptions) = (false, false);
        for (var i = 0; i < choice.Length; i++)
        {
            var dimension = _dimensions[i];
            if (dimension.Occurrences is { } options)
            {
                occurrences[dimension.Name] = options[choice[i]];
            }
            else if (dimension.Values is null)
            {
                papers |= dimension.Name == "已交材料" && choice[i] == 1;
                exceptions |= dimension.Name == "例外" && choice[i] == 1;
            }
            else if (!dimension.Values[choice[i]].IsNull)
            {
                facts[dimension.Name] = dimension.Values[choice[i]];
            }
        }

        var titles = papers ? _rulebook.Papers.ToImmutableDictionary(p => p.Key, p => p.Value.Select(x => x.Title).ToImmutableArray()) : ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        var evaluation = new Evaluation(_rulebook, new Situation
        {
            Facts = facts.ToImmutable(),
            Kind = _kind,
            Owner = _kind is null ? null : "甲单位",
            Today = _today,
            Occurrences = occurrences.ToImmutable(),
            Dossiers = _kind is null ? null : titles,
            Exceptions = exceptions ? _exceptions : [],
        });
        return _step is null ? evaluation : evaluation.With(_step, KeyOf(_step), [], [], _today);
    }

    private string Describe(int[] choice) => string.Join("、", _dimensions
        .Select((d, i) => d.Values is { } values && !values[choice[i]].IsNull ? $"{d.Name} = {SituationReader.Shown(values[choice[i]], _rulebook.Facts.GetValueOrDefault(d.Name))}" : null)
        .OfType<string>().Take(8));
}
