using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How those who watch over projects work, and what is held against what.</summary>
internal sealed partial class RulebookBuilder
{
    private OversightRules ReadOversight()
    {
        if (root.Map("oversight") is not { } map)
        {
            return OversightRules.Empty;
        }

        var read = new OversightRules
        {
            Inspections = StepsNamed(map, "inspections"),
            Orders = [.. (map.Map("orders")?.Entries ?? []).Select(e => ReadOrder(map, e)).OfType<OrderRule>()],
            Ladder = [.. (map.Map("ladder")?.Entries ?? []).Select(e => ReadSanction(map, e)).OfType<SanctionRule>()],
            Spot = ReadSpot(map),
            Liability = ReadLiability(map),
        };
        map.Finish();
        return read;
    }

    private OrderRule? ReadOrder(YamlMap above, (string Name, YamlScalarNode Key, YamlNode Value) entry)
    {
        if (above.AsMap(entry.Value, "整改" + entry.Name) is not { } map)
        {
            return null;
        }

        var due = map.String("due");
        if (due is not null && _facts.GetValueOrDefault(due) is not { Type: FactType.Date })
        {
            text.Error(map.Take("due")!, $"{map.What}：due 要写一个日期要素，没有叫“{due}”的{Nearest.Hint(due, _facts.Values.Where(f => f.Type == FactType.Date).Select(f => f.Name))}");
        }

        map.Require("step");
        var step = StepNamed(map, "step");
        var answer = AnswerTo(map, "answer", step);
        var review = AnswerTo(map, "review", step);
        var order = new OrderRule(
            entry.Name, step?.Name ?? "", OutcomeNamed(map, "outcome", step).FirstOrDefault(), due, map.String("due_set"), answer?.Name, review?.Name, OutcomeNamed(map, "passed", review), StepNamed(map, "dispose")?.Name, map.Flag("climbs"),
            Cite(map, null, entry.Key));
        if (review is not null && order.Passed.IsEmpty)
        {
            text.Error(map.Node, $"{map.What}：有复核的环节，要写 passed：复核的哪个结果算整改好了");
        }

        map.Finish();
        return order;
    }

    private SanctionRule? ReadSanction(YamlMap above, (string Name, YamlScalarNode Key, YamlNode Value) entry)
    {
        if (above.AsMap(entry.Value, "处置" + entry.Name) is not { } map)
        {
            return null;
        }

        var closes = map.Strings("closes");
        foreach (var (question, node) in closes.Where(c => _questions.GetValueOrDefault(c.Text) is not { Kind: QuestionKind.Gate }))
        {
            text.Error(node, $"没有叫“{question}”的“可否”判定{Nearest.Hint(question, _questions.Values.Where(q => q.Kind == QuestionKind.Gate).Select(q => q.Name))}");
        }

        var rule = new SanctionRule(
            entry.Name, Cite(map, null, entry.Key), ReadStrength(map, Strength.May), Conditional(map, "taken"), [.. closes.Select(c => c.Text)], StepsNamed(map, "refuses"), StepNamed(map, "by")?.Name, StepsNamed(map, "lifted_by"),
            map.RequireString("remedy"), map.Flag("ends"), map.Flag("platform"));
        if (!rule.Ends && rule.Taken is null)
        {
            text.Error(map.Node, $"{map.What}：要写 taken：怎样看出已经采取、还没有解除；终止项目的写 ends: true");
        }

        map.Finish();
        return rule;
    }

    private SpotRule? ReadSpot(YamlMap above)
    {
        if (above.Map("spot") is not { } map)
        {
            return null;
        }

        map.Require("step");
        var spot = new SpotRule(StepNamed(map, "step")?.Name ?? "", Cite(map, null, map.Node));
        map.Finish();
        return spot;
    }

    private LiabilityRule? ReadLiability(YamlMap above)
    {
        if (above.Map("liability") is not { } map)
        {
            return null;
        }

        var under = map.RequireString("under");
        var names = _consequences.Where(c => c.Under == under).Select(c => c.Name).ToList();
        if (names.Count == 0)
        {
            text.Error(map.Take("under")!, $"没有哪条后果写着 under: {under}{Nearest.Hint(under, _consequences.Select(c => c.Under))}");
        }

        map.Require("step");
        var step = StepNamed(map, "step")?.Name ?? "";
        var bodies = ImmutableDictionary.CreateBuilder<string, FeelExpression>();
        foreach (var (name, key, value) in map.Map("to")?.Entries ?? [])
        {
            if (!names.Contains(name))
            {
                text.Error(key, $"{under}里没有叫“{name}”的后果{Nearest.Hint(name, names)}");
            }

            bodies[name] = _scope.Compile(text, value, FeelType.String);
        }

        var otherwise = map.RequireString("otherwise");
        map.Finish();
        return new LiabilityRule(under, step, bodies.ToImmutable(), otherwise);
    }

    private ImmutableArray<EvidenceRule> ReadEvidence()
    {
        var rules = ImmutableArray.CreateBuilder<EvidenceRule>();
        foreach (var entry in root.Map("evidence")?.Entries ?? [])
        {
            if (root.AsMap(entry.Value, "核对" + entry.Name) is not { } map)
            {
                continue;
            }

            var platform = map.Flag("platform");
            var kind = map.String("kind") ?? _kinds[0].Name;
            if (_kinds.TrueForAll(k => k.Name != kind))
            {
                text.Error(map.Take("kind")!, $"没有叫“{kind}”的案卷种类{Nearest.Hint(kind, _kinds.Select(k => k.Name))}");
            }

            if (platform == map.Has("article"))
            {
                text.Error(map.Node, $"{map.What}：写 article（凭哪一条），或者写 platform: true（平台提示），只写一样");
            }

            rules.Add(new EvidenceRule(
                entry.Name, map.RequireString("sort"), kind, Conditional(map, "when"), map.Require("contradicts") is { } condition ? _scope.Condition(text, condition) : _scope.Broken, Pieces(map, map.Require("text")),
                map.Has("article") ? Cite(map, null, entry.Key) : null, StepsNamed(map, "before"), map.RequireString("remedy")));
            map.Finish();
        }

        return rules.ToImmutable();
    }

    /// <summary>The step with which an order is answered: it is done once for each order, or for what the order itself was about.</summary>
    private Step? AnswerTo(YamlMap map, string key, Step? order)
    {
        var step = StepNamed(map, key);
        if (step is not null && order is not null && (step.Each?.Of is not { } of || (of != order.Name && of != order.Each?.Of)))
        {
            text.Error(map.Take(key)!, $"{map.What}：环节{step.Name}不是每次{order.Name}办一次的；在它的 each 里写 of: {order.Name}");
        }

        return step;
    }

    private Step? StepNamed(YamlMap map, string key)
    {
        if (map.String(key) is not { } name)
        {
            return null;
        }

        var step = _steps.Find(s => s.Name == name);
        if (step is null)
        {
            text.Error(map.Take(key)!, $"没有叫“{name}”的环节{Nearest.Hint(name, _steps.Select(s => s.Name))}");
        }

        return step;
    }

    private ImmutableArray<string> StepsNamed(YamlMap map, string key)
    {
        var names = map.Strings(key);
        foreach (var (name, node) in names.Where(n => _steps.TrueForAll(s => s.Name != n.Text)))
        {
            text.Error(node, $"没有叫“{name}”的环节{Nearest.Hint(name, _steps.Select(s => s.Name))}");
        }

        return [.. names.Select(n => n.Text)];
    }

    private ImmutableArray<string> OutcomeNamed(YamlMap map, string key, Step? step)
    {
        var names = map.Strings(key);
        foreach (var (name, node) in names.Where(n => step is not null && step.FindOutcome(n.Text) is null))
        {
            text.Error(node, $"环节{step!.Name}没有叫“{name}”的结果{Nearest.Hint(name, step.Outcomes.Select(o => o.Name))}");
        }

        return [.. names.Select(n => n.Text)];
    }
}
