using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>Values that a form may well be filled with: numbers around the thresholds of the rules, days near the day of the act, the values of the sets.</summary>
internal sealed partial class LikelyValues
{
    private readonly Rulebook _rulebook;
    private readonly ImmutableArray<decimal> _thresholds;
    private readonly Dictionary<string, ImmutableArray<decimal>> _ofFact = [];

    public LikelyValues(Rulebook rulebook)
    {
        _rulebook = rulebook;
        var texts = rulebook.Articles.SelectMany(a => a.Rules).Where(r => r.Kind is "判定" or "红线" or "环节" or "材料" or "义务" or "后果" or "要素").Select(r => r.Text).ToList();
        _thresholds = [.. texts.SelectMany(Numbers).Distinct().Order()];
        foreach (var fact in rulebook.Facts.Values.Where(f => f.Type is FactType.Money or FactType.Number))
        {
            _ofFact[fact.Name] = [.. texts.Where(t => t.Contains(fact.Name, StringComparison.Ordinal)).SelectMany(Numbers).Distinct().Order()];
        }
    }

    /// <summary>A value of the fact's type that a form accepts, most often a sensible one. Null only for case files when none is on offer.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="chance">Chooses.</param>
    /// <param name="day">The day of the act.</param>
    /// <param name="known">What is known of other facts.</param>
    /// <param name="files">The numbers of the case files that a fact of type cases may name.</param>
    public FeelValue Pick(FactDefinition fact, SeededChance chance, DateOnly day, Func<string, FeelValue> known, Func<FactDefinition, IReadOnlyList<string>> files)
    {
        switch (fact.Type)
        {
            case FactType.Boolean:
                return FeelValue.Of(chance.Percent(50));
            case FactType.Money or FactType.Number:
                return FeelValue.Of(Number(fact, chance, known));
            case FactType.Year:
                return FeelValue.Of((decimal)(day.Year + (chance.Percent(60) ? 1 : chance.Below(3) - 1)));
            case FactType.Date:
                return FeelValue.Of(Day(fact, chance, day, known));
            case FactType.Choice:
                return FeelValue.Of(chance.OneOf(fact.Values));
            case FactType.List:
                var values = fact.Values.IsEmpty ? ["甲", "乙"] : fact.Values;
                var few = chance.Percent(60) ? 50 : 20;
                return FeelValue.ListOf(values.Where(_ => chance.Percent(few)));
            case FactType.Records:
                return FeelValue.ListOf(Enumerable.Range(0, 1 + chance.Below(2)).Select(_ => FeelValue.Of(new FeelContext(
                    fact.Fields.Where(f => !f.Optional || chance.Percent(50)).Select(f => KeyValuePair.Create(f.Name, Pick(f, chance, day, known, files)))))));
            case FactType.Cases:
                var offered = files(fact);
                return offered.Count == 0 ? FeelValue.Null : FeelValue.ListOf(offered.Where(_ => chance.Percent(85)).DefaultIfEmpty(offered[0]));
            default:
                return !fact.Values.IsEmpty ? FeelValue.Of(chance.OneOf(fact.Values)) : FeelValue.Of($"{fact.Label}示例{chance.Below(900) + 100}");
        }
    }

    private decimal Number(FactDefinition fact, SeededChance chance, Func<string, FeelValue> known)
    {
        var near = _ofFact.GetValueOrDefault(fact.Name, []);
        if (fact.Unit == "%")
        {
            return chance.Below(101);
        }

        // An amount like another one that is known: the whole of it, a part of it, a little more.
        if (chance.Percent(35))
        {
            var amounts = _rulebook.Facts.Values.Where(f => f.Type == fact.Type && f.Name != fact.Name).Select(f => known(f.Name).AsNumber).OfType<decimal>().Where(n => n > 0).Distinct().Order().ToList();
            if (amounts.Count > 0)
            {
                var share = near.Where(n => n is > 0 and < 1).Append(0.5m).Append(1m).ToList();
                return decimal.Round(chance.OneOf(amounts) * chance.OneOf(share) + (chance.Percent(30) ? 0.01m : 0m), 2);
            }
        }

        if (!near.IsEmpty && chance.Percent(70))
        {
            var threshold = chance.OneOf(near);
            return Math.Max(0, chance.Below(5) switch { 0 => threshold, 1 => threshold - 0.01m, 2 => threshold + 0.01m, 3 => decimal.Round(threshold / 2, 2), _ => threshold * 2 });
        }

        return chance.Percent(10) ? 0 : _thresholds.Length > 0 && chance.Percent(30) ? chance.OneOf(_thresholds) : 10 + chance.Below(200) * 10;
    }

    private static DateOnly Day(FactDefinition fact, SeededChance chance, DateOnly day, Func<string, FeelValue> known)
    {
        var picked = fact.Past ? day.AddDays(-(chance.Percent(50) ? 0 : chance.Below(15))) : day.AddDays(chance.Percent(50) ? 30 + chance.Below(90) : chance.Below(20) - 5);
        return fact.Since is { } since && known(since).AsDate is { } earliest && picked < earliest ? earliest : picked;
    }

    private static IEnumerable<decimal> Numbers(string text) => NumberPattern().Matches(text)
        .Select(m => decimal.TryParse(m.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n is > 0 and < 1_000_000 and not (>= 1900 and <= 2200));

    [GeneratedRegex(@"(?<![\w.\-])\d{1,7}(\.\d{1,4})?(?![\d\-])")]
    private static partial Regex NumberPattern();
}
