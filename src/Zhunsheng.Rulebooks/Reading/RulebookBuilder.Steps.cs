using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Second pass: steps.</summary>
internal sealed partial class RulebookBuilder
{
    private readonly List<Step> _steps = [];

    private Step ReadStep(ArticleEntry entry, string name, YamlMap map, YamlNode key)
    {
        var kind = map.String("kind") ?? _kinds[0].Name;
        if (_kinds.All(k => k.Name != kind))
        {
            text.Error(map.Take("kind")!, $"没有“{kind}”这种案卷{Nearest.Hint(kind, _kinds.Select(k => k.Name))}");
        }

        var phase = map.String("phase");
        if (phase is not null && !_phases.Contains(phase))
        {
            text.Error(map.Take("phase")!, $"没有“{phase}”这个阶段{Nearest.Hint(phase, _phases)}");
        }

        var by = map.Require("by") is { } byNode ? _scope.Value(text, byNode, $"环节{name}的 by", null, RoleQuestion) : new ValueRule.Literal(FeelValue.Null);
        var roles = Literals(by).Distinct().ToImmutableArray();
        foreach (var role in roles)
        {
            CheckRole(role, map.Take("by")!);
        }

        var asks = ReadAsks(map, map.Take("asks"));
        var outcomes = ReadOutcomes(map, name);
        var step = new Step
        {
            Name = name,
            Title = map.String("title") ?? name,
            Article = Cite(map, entry.Citation, key),
            Kind = kind,
            Phase = phase,
            By = by,
            PossibleRoles = roles,
            Opens = map.Flag("opens"),
            After = StepNames(map, "after"),
            When = Conditional(map, "when"),
            Requires = ReadCalls(map, map.Take("requires"), "requires", gatesOnly: true),
            Asks = asks,
            Dossier = map.String("papers"),
            Shows = map.String("shows"),
            Answers = ReadCalls(map, map.Take("answers"), "answers", gatesOnly: false),
            Repeats = map.Flag("repeats"),
            Each = ReadEach(map),
            Grants = map.String("granted"),
            Via = map.String("via"),
            Optional = map.Flag("optional"),
            Hint = map.String("hint"),
            Platform = map.Flag("platform"),
            Meeting = map.Flag("meeting"),
            Warnings = ReadWarnings(map, entry.Citation),
            Outcomes = outcomes,
        };
        map.Finish();
        entry.Rules.Add(new RuleSummary("环节", name, StepSummary(step), null, step.Platform, step.Article));
        return step;
    }

    private static readonly QuestionDefinition RoleQuestion = new() { Name = "by", Kind = QuestionKind.Decision };

    private static string StepSummary(Step step)
    {
        var parts = new List<string> { "由" + string.Join("或", step.PossibleRoles) + "办" };
        if (step.After.Length > 0)
        {
            parts.Add("在" + string.Join("、", step.After) + "之后");
        }

        if (step.When is not null)
        {
            parts.Add("条件：" + step.When.Text);
        }

        var requires = step.Requires.Concat(step.Outcomes.SelectMany(o => o.Requires)).Select(r => r.ToString()).Distinct().ToList();
        if (requires.Count > 0)
        {
            parts.Add("须先判定：" + string.Join("、", requires));
        }

        parts.Add("结果：" + string.Join("、", step.Outcomes.Select(o => o.Name)));
        return string.Join("；", parts);
    }

    /// <summary>The texts a value can come to, as far as they are written down.</summary>
    private IEnumerable<string> Literals(ValueRule rule) => rule switch
    {
        ValueRule.Computed computed => Role.In(BySettings(computed.Expression)),
        ValueRule.Literal literal => Role.In(literal.Value),
        ValueRule.FirstOf first => first.Branches.SelectMany(b => Literals(b.Then)).Concat(Literals(first.Otherwise)).Distinct(),
        _ => [],
    };

    /// <summary>The value of an expression that reads nothing but settings; null for any other.</summary>
    private FeelValue BySettings(FeelExpression expression)
    {
        var frame = new FeelValue[_scope.Schema.Count];
        foreach (var variable in expression.Uses)
        {
            if (_settings.FirstOrDefault(s => s.Name == variable.Name) is not { } setting)
            {
                return FeelValue.Null;
            }

            frame[variable.Slot] = setting.Value;
        }

        return expression.Evaluate(frame);
    }

    private void CheckRole(string role, YamlNode node)
    {
        if (_roles.All(r => r.Name != role))
        {
            text.Error(node, $"没有叫“{role}”的角色{Nearest.Hint(role, _roles.Select(r => r.Name))}");
        }
    }

    private ImmutableArray<string> StepNames(YamlMap map, string key)
    {
        var names = map.Strings(key);
        foreach (var (name, node) in names.Where(n => !_stepNames.Contains(n.Text)))
        {
            text.Error(node, $"没有叫“{name}”的环节{Nearest.Hint(name, _stepNames)}");
        }

        return [.. names.Select(n => n.Text)];
    }

    private ImmutableArray<QuestionCall> ReadCalls(YamlMap map, YamlNode? node, string key, bool gatesOnly)
    {
        var result = ImmutableArray.CreateBuilder<QuestionCall>();
        foreach (var item in node switch { null => [], YamlSequenceNode list => list.Children, _ => [node] })
        {
            if (item is YamlScalarNode { Value: { } name })
            {
                CheckCall(name, [], item, gatesOnly);
                result.Add(new QuestionCall(name, ImmutableDictionary<string, FeelValue>.Empty));
            }
            else if (item is YamlMappingNode mapping)
            {
                foreach (var (questionNode, argsNode) in mapping.Children)
                {
                    var question = ((YamlScalarNode)questionNode).Value ?? "";
                    var arguments = ImmutableDictionary.CreateBuilder<string, FeelValue>();
                    if (map.AsMap(argsNode, $"{map.What}的 {key}") is { } args)
                    {
                        foreach (var (argument, _, value) in args.Entries)
                        {
                            arguments[argument] = YamlText.Literal(value);
                        }
                    }

                    CheckCall(question, arguments.Keys, questionNode, gatesOnly);
                    result.Add(new QuestionCall(question, arguments.ToImmutable()));
                }
            }
        }

        return result.ToImmutable();
    }

    private void CheckCall(string question, IEnumerable<string> arguments, YamlNode node, bool gatesOnly)
    {
        if (!_questions.TryGetValue(question, out var definition) || (gatesOnly && definition.Kind != QuestionKind.Gate))
        {
            text.Error(node, $"没有叫“{question}”的{(gatesOnly ? "“可否”" : "")}判定{Nearest.Hint(question, _questions.Values.Where(q => !gatesOnly || q.Kind == QuestionKind.Gate).Select(q => q.Name))}");
            return;
        }

        var given = arguments.ToList();
        foreach (var argument in given.Where(a => definition.Arguments.All(d => d.Name != a)))
        {
            text.Error(node, $"判定{question}没有参数{argument}");
        }

        foreach (var missing in definition.Arguments.Where(d => !d.Optional && !given.Contains(d.Name)))
        {
            text.Error(node, $"判定{question}要写参数{missing.Name}，写成 {{{question}: {{{missing.Name}: …}}}}");
        }
    }

    /// <summary>What is said to the one who acts without hindering: warns: [{when, text, article}], or platform: true where no article says so.</summary>
    private ImmutableArray<StepWarning> ReadWarnings(YamlMap map, Citation entry)
    {
        var result = ImmutableArray.CreateBuilder<StepWarning>();
        foreach (var item in map.Take("warns") switch { null => [], YamlSequenceNode list => list.Children, var one => [one] })
        {
            if (map.AsMap(item, $"{map.What}的 warns") is { } warning)
            {
                var when = _scope.Required(warning, "when", FeelType.Boolean);
                result.Add(new StepWarning(when, warning.RequireString("text"), warning.Flag("platform") ? null : Cite(warning, entry, item)));
                warning.Finish();
            }
        }

        return result.ToImmutable();
    }

    private ImmutableArray<FormSection> ReadAsks(YamlMap map, YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlSequenceNode list)
        {
            text.Error(node, $"{map.What}：asks 应当是一列");
            return [];
        }

        var sections = ImmutableArray.CreateBuilder<FormSection>();
        var loose = ImmutableArray.CreateBuilder<AskedFact>();
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode mapping && mapping.Children.ContainsKey(new YamlScalarNode("facts")))
            {
                var section = new YamlMap(text, mapping, map.What + "的一节");
                var title = section.String("section");
                var facts = section.Take("facts") is YamlSequenceNode items
                    ? items.Children.Select(f => ReadAsked(map, f)).OfType<AskedFact>().ToImmutableArray()
                    : [];
                section.Finish();
                sections.Add(new FormSection(title, facts));
            }
            else if (ReadAsked(map, item) is { } asked)
            {
                loose.Add(asked);
            }
        }

        if (loose.Count > 0)
        {
            sections.Insert(0, new FormSection(null, loose.ToImmutable()));
        }

        return sections.ToImmutable();
    }

    private AskedFact? ReadAsked(YamlMap map, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } name })
        {
            return FactNamed(name, node) is { } fact ? new AskedFact(fact, null, false, null) : null;
        }

        if (node is YamlMappingNode { Children.Count: 1 } single && single.Children.First() is var pair
            && pair.Key is YamlScalarNode { Value: { } key } && FactNamed(key, pair.Key) is { } definition
            && map.AsMap(pair.Value, $"{map.What}问的{key}") is { } options)
        {
            var asked = new AskedFact(
                definition,
                Conditional(options, "when"),
                options.Flag("optional"),
                options.Take("value") is { } value ? _scope.Value(text, value, $"{map.What}问的{key}", definition) : null);
            options.Finish();
            return asked;
        }

        if (node is not YamlMappingNode)
        {
            text.Error(node, $"{map.What}：asks 里写要素名，或 {{要素名: {{optional: true}}}}");
        }

        return null;
    }

    private FactDefinition? FactNamed(string name, YamlNode node)
    {
        if (_facts.TryGetValue(name, out var fact))
        {
            return fact;
        }

        text.Error(node, $"没有叫“{name}”的要素{Nearest.Hint(name, _facts.Keys)}");
        return null;
    }

    private ImmutableArray<Outcome> ReadOutcomes(YamlMap map, string step)
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var (name, _, value) in map.Map("outcomes")?.Entries ?? [])
        {
            var outcome = map.AsMap(value, $"环节{step}的结果{name}");
            if (outcome is null)
            {
                outcomes.Add(new Outcome { Name = name });
                continue;
            }

            var asks = ReadAsks(outcome, outcome.Take("asks"));
            var reopens = StepNames(outcome, "reopens");
            if (outcome.Has("returns") && reopens.IsEmpty)
            {
                text.Error(outcome.Take("returns")!, $"环节{step}的结果{name}：returns 说的是重新办的表单要不要补正清单，先写 reopens");
            }

            outcomes.Add(new Outcome
            {
                Name = name,
                When = Conditional(outcome, "when"),
                Reason = outcome.String("reason"),
                Requires = ReadCalls(outcome, outcome.Take("requires"), "requires", gatesOnly: true),
                Asks = [.. asks.SelectMany(s => s.Facts)],
                Sets = ReadSets(outcome),
                Reopens = reopens,
                Returns = outcome.Flag("returns", !reopens.IsEmpty),
                Stops = [.. outcome.Strings("stops").Select(s => s.Text)],
                Conveys = ReadConveyance(outcome),
                Closes = outcome.Flag("closes"),
                Draws = ReadDraws(outcome),
                Withdraws = outcome.Flag("withdraws"),
            });
            outcome.Finish();
        }

        if (outcomes.Count == 0)
        {
            outcomes.Add(new Outcome { Name = "提交" });
        }

        return outcomes.ToImmutable();
    }

    private ImmutableArray<(FactDefinition, ValueRule)> ReadSets(YamlMap outcome)
    {
        var sets = ImmutableArray.CreateBuilder<(FactDefinition, ValueRule)>();
        foreach (var (name, key, value) in outcome.Map("sets")?.Entries ?? [])
        {
            if (FactNamed(name, key) is { } fact)
            {
                sets.Add((fact, _scope.Value(text, value, $"{outcome.What}设的{name}", fact)));
            }
        }

        return sets.ToImmutable();
    }

    private Conveyance? ReadConveyance(YamlMap outcome)
    {
        if (outcome.Map("conveys") is not { } map)
        {
            return null;
        }

        var to = map.RequireString("to");
        if (FactNamed(to, map.Node) is { Type: not FactType.Cases })
        {
            text.Error(map.Node, $"{outcome.What}：conveys 的 to 要是 cases 类型的要素");
        }

        var step = StepNames(map, "step");
        var conveyance = new Conveyance(to, step.IsEmpty ? "" : step[0], map.String("outcome") ?? "提交");
        map.Finish();
        return conveyance;
    }

    /// <summary>The fact whose persons an outcome draws.</summary>
    private string? ReadDraws(YamlMap outcome)
    {
        if (outcome.String("draws") is not { } name)
        {
            return null;
        }

        if (FactNamed(name, outcome.Take("draws")!) is { Draw: null })
        {
            text.Error(outcome.Take("draws")!, $"{outcome.What}：draws 要写一个带 draw 的要素，“{name}”没有写怎样抽");
        }

        return name;
    }

    private Repetition? ReadEach(YamlMap map)
    {
        if (map.Map("each") is not { } each)
        {
            return null;
        }

        if (each.String("people") is { } people)
        {
            var at = each.Take("people")!;
            if (FactNamed(people, at) is { Draw: null })
            {
                text.Error(at, $"{map.What}：people 要写一个带 draw 的要素，“{people}”没有写怎样抽");
            }

            var self = new Repetition(each.String("name") ?? Repetition.Self, _scope.Compile(text, new YamlScalarNode($"{people}.{DrawRule.Person}"), FeelType.Of(FeelKind.List)), null, people);
            each.Finish();
            return self;
        }

        var repetition = new Repetition(
            each.RequireString("name"),
            _scope.Required(each, "in", FeelType.Of(FeelKind.List)),
            StepNames(each, "of") is { IsEmpty: false } of ? of[0] : null);
        each.Finish();
        return repetition;
    }
}
