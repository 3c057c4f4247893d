using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>After both passes: what refers to what.</summary>
internal sealed partial class RulebookBuilder
{
    private void CheckReferences(string? governing)
    {
        foreach (var (name, node) in _deadlineSteps.Where(s => !_stepNames.Contains(s.Name)))
        {
            text.Error(node, $"没有叫“{name}”的环节{Nearest.Hint(name, _stepNames)}");
        }

        if (governing is not null && !_facts.ContainsKey(governing))
        {
            text.Error(root.Take("governing")!, $"没有叫“{governing}”的要素{Nearest.Hint(governing, _facts.Keys)}");
        }

        foreach (var kind in _kinds.Where(k => !_facts.ContainsKey(k.TitleFact)))
        {
            text.Error(root.Node, $"案卷种类{kind.Name}：没有叫“{kind.TitleFact}”的要素{Nearest.Hint(kind.TitleFact, _facts.Keys)}");
        }

        foreach (var role in _roles.Where(r => r.Named is not null && _facts.GetValueOrDefault(r.Named) is not ({ Type: FactType.Text } or { Type: FactType.List, Values.IsEmpty: true } or { Draw: not null })))
        {
            text.Error(root.Node, $"角色{role.Name}：named 要写一个文字要素（单位名称），或者没有值集的 list 要素（几个单位的名称），或者抽取名单，没有叫“{role.Named}”的{Nearest.Hint(role.Named!, _facts.Values.Where(f => f.Type is FactType.Text or FactType.List).Select(f => f.Name))}");
        }

        CheckRegisters();
        CheckDraws();
        var dossiers = _papers.Select(p => p.Dossier).ToHashSet();
        for (var i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            var node = _rawSteps.First(s => s.Name == step.Name).Map.Node;
            foreach (var dossier in new[] { step.Dossier, step.Shows }.OfType<string>().Where(d => !dossiers.Contains(d)))
            {
                text.Error(node, $"环节{step.Name}：没有叫“{dossier}”的一组材料{Nearest.Hint(dossier, dossiers)}");
            }

            if (step.Dossier is null && dossiers.Contains(step.Name))
            {
                _steps[i] = step with { Dossier = step.Name };
            }

            if (step.Grants is { } gate && _gates.All(g => g.Name != gate || g.Strength != Strength.Default))
            {
                text.Error(node, $"环节{step.Name}：没有叫“{gate}”的“原则上”的红线{Nearest.Hint(gate, _gates.Where(g => g.Strength == Strength.Default).Select(g => g.Name))}");
            }

            if (step.Via is { } via && _kinds.All(k => k.Name != via))
            {
                text.Error(node, $"环节{step.Name}：没有“{via}”这种案卷");
            }

            foreach (var outcome in step.Outcomes)
            {
                CheckOutcome(step, outcome, node);
            }
        }

        for (var i = 0; i < _steps.Count; i++)
        {
            _steps[i] = _steps[i] with { OwnPapers = _steps[i].OwnFacts && _steps[i].Dossier is { } own && _steps.Count(s => s.Dossier == own) == 1 };
        }

        foreach (var gate in _gates.Where(g => g.Grant?.By is { } by && _roles.All(r => r.Name != by)))
        {
            text.Error(root.Node, $"红线{gate.Name}：没有叫“{gate.Grant!.By}”的角色{Nearest.Hint(gate.Grant.By!, _roles.Select(r => r.Name))}");
        }

        CheckCaseRows();
        CheckPlans();
        CheckAfterCycles();
    }

    /// <summary>A register names a kind of case file, and each of its fields something that such a file knows; what it knows must not come from a register again.</summary>
    private void CheckRegisters()
    {
        foreach (var raw in _rawFacts.Values.Where(f => f.Fact.Register is not null))
        {
            var fact = raw.Fact;
            if (_kinds.All(k => k.Name != fact.Register!.Kind))
            {
                raw.Text.Error(raw.Node, $"登记册{fact.Name}：没有“{fact.Register!.Kind}”这种案卷{Nearest.Hint(fact.Register.Kind, _kinds.Select(k => k.Name))}");
            }

            if (fact.Register!.In is { } within && _kinds.All(k => k.Name != within))
            {
                raw.Text.Error(raw.Node, $"登记册{fact.Name}：没有“{within}”这种案卷{Nearest.Hint(within, _kinds.Select(k => k.Name))}");
            }

            var plain = _questions.Values.Where(q => q.Arguments.All(a => a.Optional)).Select(q => q.Name).Concat(_facts.Keys).ToList();
            foreach (var field in fact.Fields.Where(f => RegisterSource.StandingFields.All(s => s.Name != f.Name)))
            {
                if (!plain.Contains(field.Name) && !_stepNames.Contains(field.Name))
                {
                    raw.Text.Error(raw.Node, $"登记册{fact.Name}：字段“{field.Name}”既不是要素，也不是不带参数的判定{Nearest.Hint(field.Name, plain)}");
                }
                else if (_rawFacts.GetValueOrDefault(field.Name)?.Fact.Register is not null)
                {
                    raw.Text.Error(raw.Node, $"登记册{fact.Name}：字段“{field.Name}”自己也是登记册，会绕成圈");
                }
            }
        }
    }

    private void CheckOutcome(Step step, Outcome outcome, YamlNode node)
    {
        foreach (var deadline in outcome.Stops.Where(s => _deadlines.All(d => d.Name != s)))
        {
            text.Error(node, $"环节{step.Name}的结果{outcome.Name}：没有叫“{deadline}”的期限{Nearest.Hint(deadline, _deadlines.Select(d => d.Name))}");
        }

        if (outcome.Conveys is { } conveys && _steps.FirstOrDefault(s => s.Name == conveys.Step) is { } target && target.FindOutcome(conveys.Outcome) is null)
        {
            text.Error(node, $"环节{step.Name}的结果{outcome.Name}：环节{conveys.Step}没有“{conveys.Outcome}”这个结果{Nearest.Hint(conveys.Outcome, target.Outcomes.Select(o => o.Name))}");
        }
    }

    private void CheckAfterCycles()
    {
        var state = new Dictionary<string, int>();
        bool Visit(string name)
        {
            if (state.TryGetValue(name, out var s))
            {
                return s == 2;
            }

            state[name] = 1;
            var ok = _steps.FirstOrDefault(x => x.Name == name)?.After.All(Visit) ?? true;
            state[name] = 2;
            return ok;
        }

        foreach (var step in _steps)
        {
            state.Clear();
            if (!Visit(step.Name))
            {
                text.Error(_rawSteps.First(s => s.Name == step.Name).Key, $"环节{step.Name}：after 绕成了圈，永远开不了");
                return;
            }
        }
    }

    /// <summary>Decisions and derived facts must not need themselves.</summary>
    private void CheckCycles()
    {
        var needs = new Dictionary<string, HashSet<string>>();
        foreach (var fact in _facts.Values.Where(f => f.Derive is not null))
        {
            needs[fact.Name] = [.. fact.Derive!.Uses.Select(u => u.Name)];
        }

        foreach (var group in _decisions.GroupBy(d => d.Question))
        {
            var names = group.SelectMany(d => Uses(d.Value)).Select(u => u.Name).ToHashSet();
            if (!_facts.ContainsKey(group.Key))
            {
                needs[group.Key] = names;
            }
        }

        foreach (var gate in _gates)
        {
            foreach (var question in gate.Blocks.Select(b => b.Question).Where(q => _questions.TryGetValue(q, out var d) && d.Arguments.All(a => a.Optional)))
            {
                var set = needs.TryGetValue(question, out var known) ? known : needs[question] = [];
                set.UnionWith(new[] { gate.When, gate.Holds, gate.Unless }.OfType<FeelExpression>().SelectMany(e => e.Uses).Select(u => u.Name));
            }
        }

        var done = new HashSet<string>();
        var path = new List<string>();
        bool Visit(string name)
        {
            if (done.Contains(name) || !needs.TryGetValue(name, out var next))
            {
                return true;
            }

            if (path.Contains(name))
            {
                text.Error(WrittenAt(name), $"判定绕成了圈：{string.Join(" → ", path.SkipWhile(p => p != name))} → {name}；改掉其中一处，让它不再需要自己");
                return false;
            }

            path.Add(name);
            var ok = next.All(Visit);
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            return ok;
        }

        _ = needs.Keys.ToList().All(Visit);
    }

    /// <summary>The key of a decision or fact, for findings.</summary>
    private YamlNode WrittenAt(string name) => _entries.SelectMany(e => e.Map.Map("decisions")?.Entries ?? []).Where(d => d.Name == name).Select(d => (YamlNode)d.Key).FirstOrDefault()
        ?? (_rawFacts.TryGetValue(name, out var raw) && raw.Text == text ? raw.Node : root.Node);

    private static IEnumerable<FeelVariable> Uses(ValueRule rule) => rule switch
    {
        ValueRule.Computed computed => computed.Expression.Uses,
        ValueRule.FirstOf first => first.Branches.SelectMany(b => b.When.Uses.Concat(Uses(b.Then))).Concat(Uses(first.Otherwise)),
        ValueRule.Tabled tabled => tabled.Table.Uses,
        _ => [],
    };
}
