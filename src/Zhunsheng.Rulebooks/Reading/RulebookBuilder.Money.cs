using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The chain of amounts and what is measured against what.</summary>
internal sealed partial class RulebookBuilder
{
    private MoneyRules ReadMoney()
    {
        if (root.Map("money") is not { } map)
        {
            return MoneyRules.Empty;
        }

        var lines = ReadLines(map);
        var read = new MoneyRules
        {
            Lines = lines,
            Figures = lines.Where(l => l.Figure is not null).DistinctBy(l => l.Figure).ToImmutableSortedDictionary(l => l.Figure!.Value, l => l.Value),
            Ceilings = ReadCeilings(map, lines),
            Contracts = Rows(map, "contracts", MoneyRules.ContractFields),
            Filing = OwnStep(map, "filing"),
            Payments = Rows(map, "payments", MoneyRules.PaymentFields),
            Years = Rows(map, "years", MoneyRules.YearFields),
            Surplus = ReadSurplus(map),
            Changes = ReadChanges(map),
        };
        map.Finish();
        return read;
    }

    private ImmutableArray<MoneyLine> ReadLines(YamlMap map)
    {
        var lines = ImmutableArray.CreateBuilder<MoneyLine>();
        foreach (var (name, _, value) in map.Map("lines")?.Entries ?? [])
        {
            if (map.AsMap(value, "金额" + name) is not { } line)
            {
                continue;
            }

            var figure = line.Take("figure") is YamlScalarNode { Value: { } word } node ? Known(word, node, "总览金额", Enum.GetValues<Figure>(), Overview.Word) : null;
            if (figure is not null && lines.Any(l => l.Figure == figure))
            {
                text.Error(line.Take("figure")!, $"总览金额{Overview.Word(figure.Value)}写在两处，只能由一项金额给出");
            }

            lines.Add(new MoneyLine { Name = name, Value = _scope.Required(line, "value", FeelType.Number), Steps = OwnSteps(line, "steps"), Figure = figure });
            line.Finish();
        }

        return lines.ToImmutable();
    }

    private ImmutableArray<MoneyCeiling> ReadCeilings(YamlMap map, ImmutableArray<MoneyLine> lines)
    {
        var ceilings = ImmutableArray.CreateBuilder<MoneyCeiling>();
        foreach (var (name, key, value) in map.Map("ceilings")?.Entries ?? [])
        {
            if (map.AsMap(value, "上限" + name) is not { } ceiling)
            {
                continue;
            }

            var platform = ceiling.Flag("platform");
            var gate = ceiling.String("gate");
            var kept = gate is null ? null : _gates.Find(g => g.Name == gate);
            if (gate is not null && kept is null)
            {
                text.Error(ceiling.Take("gate")!, $"没有叫“{gate}”的红线{Nearest.Hint(gate, _gates.Select(g => g.Name))}");
            }

            if (new[] { platform, gate is not null, ceiling.Has("article") }.Count(w => w) != 1)
            {
                text.Error(key, $"上限{name}：凭什么只能写一样：article（条文）、gate（已有的红线）或者 platform: true（平台提示）");
            }

            ceilings.Add(new MoneyCeiling
            {
                Name = name,
                Of = LineName(ceiling, "of", lines),
                Within = LineName(ceiling, "within", lines),
                Allowance = Share(ceiling, "allowance") ?? 0,
                When = _scope.Optional(ceiling, "when", FeelType.Boolean),
                Gate = gate,
                Article = kept is { Platform: false } ? kept.Article : ceiling.Has("article") ? Cite(ceiling, null, key) : null,
                Strength = kept?.Strength ?? ReadStrength(ceiling, platform ? Strength.May : Strength.Hard),
                Remedy = ceiling.String("remedy") ?? kept?.Remedy,
            });
            ceiling.Finish();
        }

        return ceilings.ToImmutable();
    }

    private SurplusRule? ReadSurplus(YamlMap map)
    {
        if (map.Map("surplus") is not { } surplus)
        {
            return null;
        }

        var read = new SurplusRule(_scope.Required(surplus, "amount", FeelType.Number), _scope.Optional(surplus, "returned", FeelType.Number), RequiredStep(surplus, "step"));
        surplus.Finish();
        return read;
    }

    private ChangeRules? ReadChanges(YamlMap map)
    {
        if (map.Map("changes") is not { } changes)
        {
            return null;
        }

        var limits = ImmutableArray.CreateBuilder<ChangeLimit>();
        foreach (var (name, key, value) in changes.Map("limits")?.Entries ?? [])
        {
            if (changes.AsMap(value, "调整限额" + name) is { } limit)
            {
                limits.Add(new ChangeLimit(name, Share(limit, "share") ?? 0, Share(limit, "most"), limit.RequireString("field"), _scope.Optional(limit, "cumulative", FeelType.Boolean), Cite(limit, null, key)));
                limit.Finish();
            }
        }

        var way = changes.String("way");
        if (way is not null && !_questions.ContainsKey(way))
        {
            text.Error(changes.Take("way")!, $"没有叫“{way}”的判定{Nearest.Hint(way, _questions.Keys)}");
        }

        var read = new ChangeRules(
            Rows(changes, "rows", [.. MoneyRules.ChangeFields, .. limits.Select(l => l.Field)]) ?? _scope.Broken, _scope.Required(changes, "base", FeelType.Number), changes.RequireString("base_name"), way, limits.ToImmutable());
        changes.Finish();
        return read;
    }

    private string LineName(YamlMap map, string key, ImmutableArray<MoneyLine> lines)
    {
        var name = map.RequireString(key);
        if (name.Length > 0 && !lines.Any(l => l.Name == name))
        {
            text.Error(map.Take(key)!, $"没有叫“{name}”的金额{Nearest.Hint(name, lines.Select(l => l.Name))}");
        }

        return name;
    }

    private decimal? Share(YamlMap map, string key)
    {
        if (map.Take(key) is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode { Value: { } written } && decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
        {
            return share;
        }

        text.Error(node, $"{map.What}：{key} 要写数字，例如 0.15");
        return null;
    }

    /// <summary>A list of records whose fields are known by name; what is not among them is a slip of the pen.</summary>
    private FeelExpression? Rows(YamlMap map, string key, ImmutableArray<string> fields)
    {
        if (_scope.Optional(map, key, FeelType.ListOf(FeelType.Any)) is not { } rows)
        {
            return null;
        }

        foreach (var field in rows.Type.Item?.Entries?.Keys.Where(f => !fields.Contains(f)).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            text.Error(map.Take(key)!, $"{map.What}的 {key}：没有“{field}”这一栏，只能有{string.Join("、", fields.Distinct())}{Nearest.Hint(field, fields)}");
        }

        return rows;
    }

    private ImmutableArray<string> OwnSteps(YamlMap map, string key)
    {
        var names = map.Strings(key);
        foreach (var (name, node) in names.Where(n => !_stepNames.Contains(n.Text)))
        {
            text.Error(node, $"没有叫“{name}”的环节{Nearest.Hint(name, _stepNames)}");
        }

        return [.. names.Select(n => n.Text)];
    }

    private string? OwnStep(YamlMap map, string key) => map.Has(key) ? RequiredStep(map, key) : null;

    private string RequiredStep(YamlMap map, string key)
    {
        var name = map.RequireString(key);
        if (name.Length > 0 && !_stepNames.Contains(name))
        {
            text.Error(map.Take(key)!, $"没有叫“{name}”的环节{Nearest.Hint(name, _stepNames)}");
        }

        return name;
    }
}
