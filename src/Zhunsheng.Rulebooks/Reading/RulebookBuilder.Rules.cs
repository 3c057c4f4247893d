using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Second pass: what stands under an article.</summary>
internal sealed partial class RulebookBuilder
{
    private readonly List<DecisionPart> _decisions = [];
    private readonly List<Gate> _gates = [];
    private readonly List<Paper> _papers = [];
    private readonly List<Deadline> _deadlines = [];
    private readonly List<Notice> _notices = [];
    private readonly List<Consequence> _consequences = [];
    private readonly List<Duty> _duties = [];
    private readonly List<DocumentTemplate> _documents = [];
    private readonly List<RoleRight> _permissions = [];
    private readonly List<(string Name, YamlNode Node)> _deadlineSteps = [];

    private void ReadRules(ArticleEntry entry)
    {
        var map = entry.Map;
        entry.Gist = map.RequireString("gist");
        entry.Chapter = map.String("chapter");
        entry.Declaratory = map.String("declaratory");
        entry.Notes = [.. map.Strings("notes").Select(n => n.Text)];
        entry.Open = map.Strings("open");
        foreach (var (name, node) in entry.Open.Where(o => _settings.All(s => s.Name != o.Text)))
        {
            text.Error(node, $"没有叫“{name}”的设定{Nearest.Hint(name, _settings.Select(s => s.Name))}");
        }

        Each(map, "decisions", (name, key, node) => ReadDecision(entry, name, key, node));
        Each(map, "gates", (name, key, node) => ReadGate(entry, name, key, node));
        Each(map, "papers", (name, key, node) => ReadPapers(entry, name, key, node));
        Each(map, "deadlines", (name, key, node) => ReadDeadline(entry, name, key, node));
        Each(map, "notices", (name, key, node) => ReadNotice(entry, name, key, node));
        Each(map, "consequences", (name, key, node) => ReadConsequence(entry, name, key, node));
        Each(map, "duties", (name, key, node) => ReadDuty(entry, name, node));
        Each(map, "permissions", (name, key, node) => ReadPermission(entry, name, key, node));
        Each(map, "documents", (name, key, node) => ReadDocument(entry, name, key, node));
        foreach (var (name, stepMap, _, key) in _rawSteps.Where(s => s.Article == entry.Citation))
        {
            _steps.Add(ReadStep(entry, name, stepMap, key));
        }

        map.Take("facts");
        map.Take("steps");
        map.Finish();
        if (entry.Declaratory is null && entry.Rules.Count == 0)
        {
            text.Error(entry.Key, $"{entry.Heading}没有任何规则，要么写规则，要么写 declaratory 说明为什么没有");
        }
        else if (entry.Declaratory is not null && entry.Rules.Count > 0)
        {
            text.Error(entry.Key, $"{entry.Heading}既写了 declaratory 又写了规则，二者只能留一样");
        }
    }

    private static void Each(YamlMap map, string key, Action<string, YamlScalarNode, YamlNode> read)
    {
        foreach (var (name, keyNode, value) in map.Map(key)?.Entries ?? [])
        {
            read(name, keyNode, value);
        }
    }

    private static readonly ImmutableArray<string> DescribingKeys = ["type", "fields", "meaning"];

    private void ReadDecision(ArticleEntry entry, string name, YamlScalarNode key, YamlNode node)
    {
        var question = _questions[name];
        var what = "判定" + name;
        if (question.Kind is not (QuestionKind.Decision or QuestionKind.Gate or QuestionKind.Strength))
        {
            text.Error(key, $"{what}由引擎从材料、期限、告知等得出，不能写成判定");
            return;
        }

        var citation = entry.Citation;
        if (node is YamlMappingNode mapping)
        {
            var map = new YamlMap(text, mapping, what);
            citation = Cite(map, entry.Citation, key);
            foreach (var describing in DescribingKeys)
            {
                map.Take(describing);
            }

            var selectors = map.Entries.Where(e => question.Arguments.Any(a => a.Name == e.Name)).ToList();
            if (!RuleScope.LooksLikeValue(map))
            {
                if (selectors.Count != 1)
                {
                    text.Error(node, question.Arguments.IsEmpty
                        ? $"{what}：要写成值、{{feel: …}}、{{cases: …}} 或判定表"
                        : $"{what}：要按参数 {string.Join("、", question.Arguments.Select(a => a.Name))} 之一分别写");
                    return;
                }

                ReadSelected(entry, question, map, selectors[0].Name, citation);
                map.Finish();
                return;
            }

            // What describes the answer is taken; the rest is the value.
            foreach (var taken in DescribingKeys.Add("article"))
            {
                mapping.Children.Remove(new YamlScalarNode(taken));
            }
        }

        AddDecision(entry, question, [], node, citation, key);
    }

    private void ReadSelected(ArticleEntry entry, QuestionDefinition question, YamlMap map, string argument, Citation citation)
    {
        var definition = question.Arguments.First(a => a.Name == argument);
        foreach (var (value, key, node) in map.Map(argument)?.Entries ?? [])
        {
            if (!definition.Values.IsEmpty && !definition.Values.Contains(value))
            {
                text.Error(key, $"判定{question.Name}的参数{argument}没有“{value}”这个值{Nearest.Hint(value, definition.Values)}");
            }

            var own = citation;
            if (node is YamlMappingNode inner && inner.Children.ContainsKey(new YamlScalarNode("article")))
            {
                own = Cite(new YamlMap(text, inner, question.Name), citation, key);
                inner.Children.Remove(new YamlScalarNode("article"));
            }

            AddDecision(entry, question, ImmutableDictionary<string, string>.Empty.Add(argument, value), node, own, key);
        }
    }

    private void AddDecision(ArticleEntry entry, QuestionDefinition question, ImmutableDictionary<string, string> selector, YamlNode node, Citation citation, YamlNode key)
    {
        var label = selector.IsEmpty ? question.Name : $"{question.Name}（{string.Join("、", selector.Values)}）";
        if (_decisions.Any(d => d.Question == question.Name && d.Selector.OrderBy(s => s.Key).SequenceEqual(selector.OrderBy(s => s.Key))))
        {
            text.Error(key, $"判定{label}写了两次");
            return;
        }

        var value = _scope.Value(text, node, "判定" + label, null, question);
        _decisions.Add(new DecisionPart(question.Name, selector, value, citation));
        entry.Rules.Add(new RuleSummary("判定", label, Plain(node), null, false, citation));
    }

    private void ReadGate(ArticleEntry entry, string name, YamlScalarNode key, YamlNode node)
    {
        if (entry.Map.AsMap(node, "红线" + name) is not { } map)
        {
            return;
        }

        var citation = Cite(map, entry.Citation, key);
        var strength = ReadStrength(map, Strength.Hard);
        var gate = new Gate
        {
            Name = name,
            Article = citation,
            Blocks = map.Require("blocks") is { } blocks ? ReadBlocks(map, blocks) : [],
            When = Conditional(map, "when"),
            Holds = map.Require("holds") is { } holds ? _scope.Condition(text, holds) : _scope.Broken,
            Unless = Conditional(map, "unless"),
            Strength = strength,
            Grant = ReadGrant(map, strength, name),
            Platform = map.Flag("platform"),
            Reason = map.RequireString("reason"),
            Remedy = map.RequireString("remedy"),
        };
        map.Finish();
        AddGate(entry, gate, Plain(node), key);
    }

    private void AddGate(ArticleEntry entry, Gate gate, string plain, YamlNode key)
    {
        if (_gates.Any(g => g.Name == gate.Name))
        {
            text.Error(key, $"红线{gate.Name}写了两次，红线的名字不能重");
            return;
        }

        _gates.Add(gate);
        entry.Rules.Add(new RuleSummary("红线", gate.Name, plain, gate.Strength, gate.Platform, gate.Article));
    }

    private FeelExpression? Conditional(YamlMap map, string key) => map.Take(key) is { } node ? _scope.Condition(map.Text, node) : null;

    private Grant? ReadGrant(YamlMap map, Strength strength, string name)
    {
        var grant = map.Map("grant");
        if (grant is null)
        {
            if (strength == Strength.Default)
            {
                text.Error(map.Node, $"红线{name}是“原则上”，要写 grant：谁可以批准例外；条文没有写明就写 {{by: null}}");
            }

            return null;
        }

        if (strength == Strength.Hard)
        {
            text.Error(grant.Node, $"红线{name}是“必须”，不能有例外");
        }

        var by = grant.String("by");
        by = by is "" or "null" or "~" ? null : by;
        var basis = grant.String("basis");
        var named = grant.String("named_by");
        if (named is not null && by is not null)
        {
            text.Error(grant.Take("named_by")!, $"红线{name}：条文已经写明由{by}批准，不能再由设定指定");
        }
        else if (named is not null && _settings.FirstOrDefault(s => s.Name == named) is not { Type: FactType.Text })
        {
            text.Error(grant.Take("named_by")!, $"红线{name}：named_by 要写一个文字型的设定，值是角色名{Nearest.Hint(named, _settings.Where(s => s.Type == FactType.Text).Select(s => s.Name))}");
        }
        else if (named is not null)
        {
            by = _settings.First(s => s.Name == named).Value.AsString;
        }

        grant.Finish();
        return new Grant(by, basis, named);
    }

    private Strength ReadStrength(YamlMap map, Strength absent)
    {
        var value = map.String("strength");
        switch (value)
        {
            case null: return absent;
            case "hard": return Strength.Hard;
            case "default": return Strength.Default;
            case "may": return Strength.May;
            default:
                text.Error(map.Take("strength")!, $"{map.What}：strength 可以是 hard（必须）、default（原则上）、may（可以），没有 {value}");
                return absent;
        }
    }

    private ImmutableArray<Blocking> ReadBlocks(YamlMap map, YamlNode node)
    {
        var result = ImmutableArray.CreateBuilder<Blocking>();
        var items = node is YamlSequenceNode list ? list.Children : [node];
        foreach (var item in items)
        {
            if (item is YamlMappingNode mapping)
            {
                foreach (var (questionNode, argsNode) in mapping.Children)
                {
                    var question = ((YamlScalarNode)questionNode).Value ?? "";
                    var only = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
                    var definition = Question(question, questionNode);
                    if (map.AsMap(argsNode, map.What + "的 blocks") is { } args)
                    {
                        foreach (var (argument, argumentKey, value) in args.Entries)
                        {
                            if (definition is not null && definition.Arguments.All(a => a.Name != argument))
                            {
                                text.Error(argumentKey, $"判定{question}没有参数{argument}{Nearest.Hint(argument, definition.Arguments.Select(a => a.Name))}");
                            }

                            only[argument] = [.. args.StringsOf(value, argument).Select(v => v.Text)];
                        }
                    }

                    result.Add(new Blocking(question, only.ToImmutable()));
                }
            }
            else if (item is YamlScalarNode { Value: { } name })
            {
                Question(name, item);
                result.Add(new Blocking(name, ImmutableDictionary<string, ImmutableArray<string>>.Empty));
            }
        }

        return result.ToImmutable();

        QuestionDefinition? Question(string name, YamlNode at)
        {
            if (_questions.TryGetValue(name, out var question) && question.Kind == QuestionKind.Gate)
            {
                return question;
            }

            text.Error(at, $"没有叫“{name}”的“可否”判定{Nearest.Hint(name, _questions.Values.Where(q => q.Kind == QuestionKind.Gate).Select(q => q.Name))}");
            return null;
        }
    }

    private void ReadPapers(ArticleEntry entry, string dossier, YamlScalarNode key, YamlNode node)
    {
        if (node is not YamlSequenceNode list)
        {
            text.Error(node, $"材料{dossier}：应当是一列材料");
            return;
        }

        foreach (var item in list.Children)
        {
            if (item is YamlScalarNode { Value: { } title })
            {
                AddPaper(entry, new Paper { Title = title, Dossier = dossier, Article = entry.Citation }, "", item);
            }
            else if (item is YamlMappingNode { Children.Count: 1 } single && single.Children.First() is var pair && entry.Map.AsMap(pair.Value, "材料" + pair.Key) is { } map)
            {
                ReadPaper(entry, dossier, ((YamlScalarNode)pair.Key).Value ?? "", map, pair.Key);
            }
            else
            {
                text.Error(item, $"材料{dossier}：每一项写成 题名 或 题名: {{when: …}}");
            }
        }
    }

    private void ReadPaper(ArticleEntry entry, string dossier, string title, YamlMap map, YamlNode key)
    {
        var citation = Cite(map, entry.Citation, key);
        var when = Conditional(map, "when");
        var from = map.String("from");
        if (from is not null && !_facts.ContainsKey(from))
        {
            text.Error(map.Take("from")!, $"没有叫“{from}”的要素{Nearest.Hint(from, _facts.Keys)}");
        }

        var paper = new Paper
        {
            Title = title,
            Dossier = dossier,
            Article = citation,
            When = when,
            From = from,
            Within = map.String("within"),
            Chapters = [.. map.Strings("chapters").Select(c => c.Text)],
            Optional = map.Flag("optional"),
            Listed = map.Flag("listed", true),
            Hint = map.String("hint"),
        };
        AddPaper(entry, paper, Plain(map.Node), key);
        if (map.Take("blocks") is { } blocks)
        {
            var fact = _facts.Values.FirstOrDefault(f => f.Source == FactSource.Papers);
            if (fact is null)
            {
                text.Error(blocks, "材料要能挡住判定，须有一个 source: papers 的要素");
                return;
            }

            var strength = ReadStrength(map, Strength.Hard);
            var gate = new Gate
            {
                Name = $"{dossier}须有{title}",
                Article = citation,
                Blocks = [.. ReadBlocks(map, blocks).Select(b => b.Only.IsEmpty && _questions[b.Question].Arguments.Any(a => a.Name == "环节")
                    ? b with { Only = b.Only.Add("环节", [dossier]) }
                    : b)],
                When = when,
                Holds = _scope.Compile(text, key, $"list contains({fact.Name}, \"{title}\")", FeelType.Boolean),
                Unless = Conditional(map, "unless"),
                Strength = strength,
                Grant = ReadGrant(map, strength, title),
                Platform = map.Flag("platform"),
                Reason = map.String("reason") ?? $"还没有交{title}",
                Remedy = map.String("remedy") ?? $"补交{title}",
                Paper = title,
            };
            AddGate(entry, gate, Plain(map.Node), key);
        }

        map.Finish();
    }

    private void AddPaper(ArticleEntry entry, Paper paper, string plain, YamlNode key)
    {
        if (_papers.Any(p => p.Dossier == paper.Dossier && p.Title == paper.Title))
        {
            text.Error(key, $"材料{paper.Dossier}里“{paper.Title}”写了两次");
            return;
        }

        _papers.Add(paper);
        entry.Rules.Add(new RuleSummary("材料", $"{paper.Dossier}：{paper.Title}", plain, null, false, paper.Article));
    }
}
