using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Finds out what would make a stage necessary, by putting other values to one fact at a time and asking the decision again. Says nothing that was not tried: an amount is described
/// by the limits that the rules write only where every amount tried between them gives the same answer.
/// </summary>
internal static class StageProbe
{
    /// <summary>The single changes that make the stage necessary, in the order of the names of the facts.</summary>
    public static ImmutableArray<StageChange> Changes(Evaluation evaluation, StageDecision decision, string stage)
    {
        var changes = ImmutableArray.CreateBuilder<StageChange>();
        foreach (var fact in decision.Facts.Select(n => evaluation.Rulebook.Facts[n]).Where(f => f.Source == FactSource.Act))
        {
            var stated = evaluation.Situation.Facts.GetValueOrDefault(fact.Name);
            if (stated.IsNull && fact.Derive is not null)
            {
                continue;
            }

            if (Words(fact, stated, decision.Numbers, value => Needs(Stated(evaluation, fact.Name, value), decision, stage)) is { } words)
            {
                changes.Add(new StageChange(fact.Name, words));
            }
        }

        // Where no stated amount tips the balance by itself, one that is worked out from several facts may.
        foreach (var amount in decision.Amounts.Where(_ => !changes.Any(c => evaluation.Rulebook.Facts[c.Fact].Type is FactType.Money or FactType.Number)).ToList())
        {
            var fact = new FactDefinition { Name = amount, Type = FactType.Money, Unit = evaluation.Rulebook.Questions[amount].Type == FactType.Money ? "万元" : null };
            if (Words(fact, evaluation.Fact(amount), decision.Numbers, value => Needs(evaluation.Supposing(amount, value), decision, stage)) is { } words)
            {
                changes.Add(new StageChange(amount, words));
            }
        }

        return changes.ToImmutable();
    }

    private static Evaluation Stated(Evaluation evaluation, string fact, FeelValue value) =>
        new(evaluation.Rulebook, evaluation.Situation with { Facts = evaluation.Situation.Facts.SetItem(fact, value) });

    private static bool Needs(Evaluation evaluation, StageDecision decision, string stage) => evaluation.Ask(decision.Question).Value.AsList?.Any(v => v.AsString == stage) is true;

    private static string? Words(FactDefinition fact, FeelValue stated, ImmutableArray<decimal> limits, Func<FeelValue, bool> needed)
    {
        switch (fact.Type)
        {
            case FactType.Boolean:
                var values = stated.AsBoolean is { } now ? [FeelValue.Of(!now)] : new[] { FeelValue.True, FeelValue.False };
                return values.Where(needed).ToList() is [var only] ? $"{fact.Label}为“{(only.IsTrue ? "是" : "否")}”" : null;
            case FactType.Choice:
                var choices = fact.Values.Where(v => stated.AsString != v && needed(FeelValue.Of(v))).ToList();
                return choices.Count > 0 && choices.Count < fact.Values.Length ? $"{fact.Label}为“{string.Join("”或“", choices)}”" : null;
            case FactType.Money or FactType.Number when !stated.IsNull && !limits.IsEmpty:
                return Runs(limits, v => needed(FeelValue.Of(v))) is { Count: > 0 } runs ? $"{fact.Label}{string.Join("，或者", runs.Select(r => Run(limits, r, fact.Unit)))}" : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// The stretches in which the stage is needed: places 0, 2, 4 … lie between the limits, 1, 3, 5 … on them. Null when amounts between two limits disagree, so that the limits do not
    /// describe the rule; empty when it is needed nowhere or everywhere.
    /// </summary>
    private static List<(int From, int To)>? Runs(ImmutableArray<decimal> limits, Func<decimal, bool> needed)
    {
        var places = (limits.Length * 2) + 1;
        var runs = new List<(int From, int To)>();
        for (var place = 0; place < places; place++)
        {
            var tried = Tried(limits, place).Select(needed).Distinct().ToList();
            if (tried.Count > 1)
            {
                return null;
            }

            if (tried is [true])
            {
                runs = runs is [.., var last] && last.To == place - 1 ? [.. runs[..^1], (last.From, place)] : [.. runs, (place, place)];
            }
        }

        var first = limits[0] == 0 ? 1 : 0;
        return runs is [var all] && all.From == first && all.To == places - 1 ? [] : runs;
    }

    /// <summary>Where between two limits an amount is tried.</summary>
    private static readonly ImmutableArray<decimal> s_parts = [0.0001m, 0.01m, 0.1m, 0.5m, 0.9m, 0.99m, 0.9999m];

    /// <summary>The amounts tried at a place; none before a limit of 0.</summary>
    private static IEnumerable<decimal> Tried(ImmutableArray<decimal> limits, int place)
    {
        if (place % 2 == 1)
        {
            return [limits[place / 2]];
        }

        var low = place == 0 ? 0m : limits[(place / 2) - 1];
        var high = place / 2 == limits.Length ? (low + 1) * 1000 : limits[place / 2];
        var step = high - low;
        return (place == 0 && high == 0) || step <= 0 ? [] : s_parts.Select(part => low + (step * part));
    }

    private static string Run(ImmutableArray<decimal> limits, (int From, int To) run, string? unit)
    {
        string Shown(int place) => limits[(place - 1) / 2].ToString("0.######", CultureInfo.InvariantCulture) + unit;
        var lower = run.From == 0 || (run.From == 1 && limits[0] == 0) ? null : run.From % 2 == 1 ? $"达到{Shown(run.From)}" : $"超过{Shown(run.From - 1)}";
        var upper = run.To == limits.Length * 2 ? null : run.To % 2 == 1 ? $"不超过{Shown(run.To)}" : $"不到{Shown(run.To + 1)}";
        return run.From == run.To && run.From % 2 == 1 ? $"正好{Shown(run.From)}" : string.Join("、", new[] { lower, upper }.OfType<string>());
    }
}
