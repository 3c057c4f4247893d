using System.Collections.Immutable;
using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What is written and never used: facts, settings, roles, phases, gates, papers; and requirements that nothing answers.</summary>
internal sealed class UseChecks(Rulebook rulebook, Places places, RuleUses uses, IReadOnlyList<RulebookCase> cases, List<Finding> findings)
{
    private readonly HashSet<string> _read = [];

    public void Run()
    {
        CollectReads();
        Facts();
        Settings();
        Roles();
        foreach (var phase in rulebook.Phases.Where(p => rulebook.Steps.All(s => s.Phase != p)))
        {
            Head($"阶段{phase}里一个环节也没有；给环节写 phase: {phase}，或者去掉这个阶段", "phases", phase);
        }

        if (!rulebook.Steps.IsEmpty)
        {
            Gates();
            Requirements();
            Papers();
        }
    }

    private void CollectReads()
    {
        var expressions = rulebook.Facts.Values.Select(f => f.Derive)
            .Concat(rulebook.Gates.SelectMany(g => new[] { g.When, g.Holds, g.Unless }))
            .Concat(rulebook.Deadlines.SelectMany(d => new[] { d.When, d.From, d.OpensOn, d.DueOn, d.Pauses, d.ExtendedWhen, d.ExtendedUntil }))
            .Concat(rulebook.Consequences.Select(c => (FeelExpression?)c.When))
            .Concat(rulebook.Duties.SelectMany(d => new[] { d.When, d.Holds }))
            .Concat(rulebook.Papers.Values.SelectMany(p => p).Select(p => p.When))
            .Concat(rulebook.Steps.SelectMany(s => new[] { s.When, s.Each?.In }))
            .Concat(rulebook.Steps.SelectMany(s => s.Outcomes).Select(o => o.When))
            .Concat(rulebook.Steps.SelectMany(Asked).Select(a => a.When))
            .Concat(rulebook.Documents.SelectMany(d => d.Pieces).Select(p => p.Value))
            .Concat(rulebook.Oversight.Ladder.Select(r => r.Taken))
            .Concat(rulebook.Oversight.Liability?.Bodies.Values ?? [])
            .Concat(rulebook.Evidence.SelectMany(e => e.Text.Select(p => p.Value).Append(e.When).Append(e.Contradicts)))
            .Concat(rulebook.Money.Expressions)
            .Concat(rulebook.Public.SelectMany(p => p.Expressions))
            .Concat([rulebook.Timeline.Milestones, rulebook.Timeline.Suspensions])
            .Concat(rulebook.Steps.SelectMany(s => s.Warnings).Select(w => w.When))
            .Concat(rulebook.Catalogues.Systems.SelectMany(c => new[] { c.Listed, c.Name, c.Number, c.State, c.Since }))
            .OfType<FeelExpression>();
        foreach (var variable in expressions.SelectMany(e => e.Uses))
        {
            _read.Add(variable.Name);
        }

        var values = rulebook.Decisions.Values.SelectMany(d => d).Select(d => d.Value)
            .Concat(rulebook.Notices.Select(n => n.To))
            .Concat(rulebook.Steps.Select(s => s.By))
            .Concat(rulebook.Steps.SelectMany(s => s.Outcomes).SelectMany(o => o.Sets).Select(s => s.Value))
            .Concat(rulebook.Steps.SelectMany(Asked).Select(a => a.Value).OfType<ValueRule>());
        foreach (var name in values.SelectMany(PlainCalls.Names).Concat(rulebook.Gates.Select(g => g.Grant?.Setting).OfType<string>()).Concat(rulebook.Registers.SelectMany(r => r.Fields).Select(f => f.Name))
            .Concat(rulebook.Steps.SelectMany(s => s.Answers).Select(a => a.Question))
            .Concat(rulebook.Catalogues.Systems.SelectMany(c => c.Facts.Select(f => f.Name)))
            .Concat(rulebook.Catalogues.Resources.SelectMany(c => new[] { c.Resources, c.Items }).OfType<FactDefinition>().Select(f => f.Name))
            .Concat(rulebook.Acceptance.Select(a => a.Group?.Name).OfType<string>()))
        {
            _read.Add(name);
        }
    }

    private static IEnumerable<AskedFact> Asked(Step step) => step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks));

    private void Facts()
    {
        var asked = rulebook.Steps.SelectMany(Asked).Select(a => a.Fact.Name).ToHashSet();
        var set = rulebook.Steps.SelectMany(s => s.Outcomes).SelectMany(o => o.Sets.Select(s => s.Fact.Name).Concat(o.Draws is { } drawn ? [drawn] : [])).ToHashSet();
        var kept = rulebook.Kinds.SelectMany(k => new[] { k.TitleFact, k.KeyFact }).Concat(rulebook.Papers.Values.SelectMany(p => p).Select(p => p.From))
            .Concat(rulebook.Facts.Values.Select(f => f.Since)).Append(rulebook.GoverningFact).OfType<string>()
            .Concat(rulebook.Steps.SelectMany(s => s.Outcomes).Select(o => o.Conveys?.Fact).OfType<string>()).ToHashSet();
        foreach (var fact in rulebook.Facts.Values.Where(f => places.Names("facts", f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var name = fact.Name;
            if (!asked.Contains(name) && !set.Contains(name) && !_read.Contains(name) && !kept.Contains(name) && fact.Source == FactSource.Act && !Given(name))
            {
                Warn($"要素{name}没有用到：没有环节问它、设它，也没有规则读它；用起来，或者去掉", "facts", name);
            }
            else if (!rulebook.Steps.IsEmpty && fact is { Source: FactSource.Act, Derive: null } && !asked.Contains(name) && !set.Contains(name) && (_read.Contains(name) || kept.Contains(name)) && !Given(name))
            {
                Warn($"要素{name}有规则读，却没有环节问它或设它，例题也没有给它，永远是未知；在某个环节的 asks 或 sets 里写上{name}", "facts", name);
            }
        }
    }

    /// <summary>Whether a worked case states a fact.</summary>
    private bool Given(string fact) => cases.Any(c => c.Facts.ValueKind == JsonValueKind.Object && c.Facts.TryGetProperty(fact, out _));

    private void Settings()
    {
        foreach (var setting in rulebook.Settings)
        {
            if (setting.Type != FactType.Text && !_read.Contains(setting.Name))
            {
                Head($"设定{setting.Name}没有规则读它，改了也不会变；在条文的规则里用上它，只作说明的写成 type: text", "settings", setting.Name);
            }

            if (rulebook.Articles.All(a => !a.Open.Contains(setting.Name)))
            {
                Head($"设定{setting.Name}没有列在任何一条的 open 里，读条文的人看不到它；在{setting.Article.Article}写 open: [{setting.Name}]", "settings", setting.Name);
            }
        }
    }

    private void Roles()
    {
        var busy = rulebook.Steps.SelectMany(s => s.PossibleRoles).Concat(rulebook.Permissions.Select(p => p.Role)).Concat(rulebook.Gates.Select(g => g.Grant?.By).OfType<string>())
            .Concat(rulebook.Consequences.Select(c => c.By).OfType<string>()).Concat(rulebook.Notices.SelectMany(n => Words(n.To))).ToHashSet();
        if (rulebook.Steps.Any(s => s.PossibleRoles.IsEmpty))
        {
            return;
        }

        foreach (var role in rulebook.Roles.Where(r => !busy.Contains(r.Name)))
        {
            Head($"角色{role.Name}没有任何事：没有环节由它办，没有权限，也没有告知它；给它环节或 permissions，或者去掉", "roles", role.Name);
        }
    }

    private static IEnumerable<string> Words(ValueRule rule) => rule switch
    {
        ValueRule.Literal literal => (literal.Value.AsList ?? [literal.Value]).Select(v => v.AsString).OfType<string>(),
        ValueRule.FirstOf first => first.Branches.SelectMany(b => Words(b.Then)).Concat(Words(first.Otherwise)),
        _ => [],
    };

    private IEnumerable<(QuestionCall Call, Step Step)> Required => rulebook.Steps.SelectMany(s => s.Requires.Concat(s.Outcomes.SelectMany(o => o.Requires)).Select(r => (r, s)));

    private void Gates()
    {
        var required = Required.SelectMany(r => uses.Concerned(r.Call)).Select(g => g.Name).ToHashSet();
        foreach (var gate in rulebook.Gates.Where(g => !required.Contains(g.Name) && !g.Blocks.Any(b => _read.Contains(b.Question)) && !g.Blocks.Any(AskedInCases)))
        {
            var block = gate.Blocks[0];
            var what = block.Only.IsEmpty ? block.Question : $"{block.Question}（{string.Join("、", block.Only.SelectMany(o => o.Value))}）";
            var near = block.Only.SelectMany(o => o.Value).FirstOrDefault(v => rulebook.FindStep(v) is not null);
            var message = $"红线{gate.Name}没有用：没有环节 requires {what}，例题也没有问；" + (near is null ? "给管这件事的环节写 requires" : $"给环节{near}写 requires: {{{block.Question}: {{{block.Only.First(o => o.Value.Contains(near)).Key}: {near}}}}}");
            if (gate.Paper is { } paper)
            {
                var dossier = rulebook.Papers.First(p => gate.Name.StartsWith(p.Key + "须有", StringComparison.Ordinal) && p.Value.Any(x => x.Title == paper)).Key;
                Warn(message, "papers", dossier, paper);
            }
            else
            {
                Warn(message, "gates", gate.Name);
            }
        }
    }

    private bool AskedInCases(Blocking block) => cases.Any(c => c.Ask == block.Question
        && block.Only.All(o => c.Args.ValueKind == JsonValueKind.Object && c.Args.TryGetProperty(o.Key, out var value)
            ? o.Value.Contains(value.ToString())
            : rulebook.Questions.GetValueOrDefault(block.Question)?.Arguments.FirstOrDefault(a => a.Name == o.Key)?.Default is { } standard && o.Value.Contains(standard)));

    /// <summary>Requirements without a gate let everything pass.</summary>
    private void Requirements()
    {
        foreach (var step in rulebook.Steps)
        {
            var calls = step.Requires.Select(r => (Call: r, Path: (string[])["requires", r.Question]))
                .Concat(step.Outcomes.SelectMany(o => o.Requires.Select(r => (Call: r, Path: (string[])["outcomes", o.Name, "requires", r.Question]))));
            foreach (var (call, path) in calls.Where(c => !uses.Concerned(c.Call).Any() && !rulebook.Decisions.ContainsKey(c.Call.Question)))
            {
                Warn($"环节{step.Name}要求{call}，但没有一条红线管它，等于没有要求；写上管它的红线（blocks），或者去掉", "steps", step.Name, path);
            }
        }
    }

    private void Papers()
    {
        var handled = rulebook.Steps.SelectMany(s => new[] { s.Dossier, s.Shows }).OfType<string>().ToHashSet();
        foreach (var dossier in rulebook.Papers.Keys.Where(d => !handled.Contains(d)).Order(StringComparer.Ordinal))
        {
            if (!cases.Any(c => c.Args.ValueKind == JsonValueKind.Object && c.Args.EnumerateObject().Any(a => a.Value.ValueKind == JsonValueKind.String && a.Value.GetString() == dossier)))
            {
                Warn($"材料{dossier}没有环节收：没有同名的环节，也没有环节写 papers: {dossier}{Nearest.Hint(dossier, rulebook.Steps.Select(s => s.Name))}", "papers", dossier);
            }
        }
    }

    private void Warn(string message, string section, string name, params string[] path) => findings.Add(places.At(FindingSeverity.Warning, message, section, name, path));

    private void Head(string message, params string[] path) => findings.Add(places.AtHead(FindingSeverity.Warning, message, path));
}
