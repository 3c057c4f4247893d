using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Builds a rulebook from its YAML in two passes: first the names, then the rules that use them.</summary>
internal sealed partial class RulebookBuilder(YamlText text, YamlMap root, YamlMap? installation, string digest)
{
    private readonly Dictionary<string, RawFact> _rawFacts = [];
    private readonly Dictionary<string, FactDefinition> _facts = [];
    private Dictionary<string, QuestionDefinition> _questions = [];
    private readonly List<ArticleEntry> _entries = [];
    private readonly List<Setting> _settings = [];
    private readonly List<Role> _roles = [];
    private readonly List<CaseKind> _kinds = [];
    private readonly List<string> _phases = [];
    private readonly List<(string Name, YamlMap Map, Citation Article, YamlNode Key)> _rawSteps = [];
    private readonly HashSet<string> _stepNames = [];
    private RuleScope _scope = null!;

    public int ArticleCount { get; private set; }

    public int MissingArticles { get; private set; }

    private sealed record ArticleEntry(string Heading, YamlMap Map, YamlNode Key)
    {
        public List<RuleSummary> Rules { get; } = [];

        public Citation Citation => new(Heading);

        public string? Gist { get; set; }

        public string? Declaratory { get; set; }

        public string? Chapter { get; set; }

        public ImmutableArray<string> Notes { get; set; } = [];

        public IReadOnlyList<(string Text, YamlNode Node)> Open { get; set; } = [];
    }

    public Rulebook Build(YamlMap facts, YamlMap questions, YamlMap calendarText)
    {
        if (facts.Map("facts") is { } factMap)
        {
            CommonReader.Facts(factMap, _rawFacts, null);
        }

        _questions = questions.Map("questions") is { } questionMap ? CommonReader.Questions(questionMap) : [];
        var calendar = CommonReader.Calendar(calendarText);

        var id = root.RequireString("id");
        var version = root.Integer("version") ?? 1;
        var title = root.RequireString("title");
        var shortTitle = root.String("short") ?? title;
        var issuer = root.RequireString("issuer");
        var issued = root.Date("issued");
        var inForce = root.Map("in_force");
        var from = inForce?.Date("from");
        var to = inForce?.Date("to");
        inForce?.Finish();
        var governing = root.String("governing");
        var prefix = root.RequireString("number_prefix");
        var purpose = root.String("purpose");
        var basis = root.Strings("basis").Select(b => b.Text).ToImmutableArray();
        ArticleCount = root.Integer("articles_count") ?? 0;
        var jurisdiction = ReadJurisdiction();
        ReadRoles();
        _phases.AddRange(root.Strings("phases").Select(p => p.Text));
        ReadKinds();
        ReadArticleNames();
        ReadNumbers();
        ReadSettings();

        BuildScope();
        CompileFacts();
        foreach (var entry in _entries)
        {
            ReadRules(entry);
        }

        var overview = ReadOverview();
        var oversight = ReadOversight();
        var evidence = ReadEvidence();
        var money = ReadMoney();
        var timeline = ReadTimeline();
        var supervision = ReadSupervision();
        var performance = ReadPerformance();
        var catalogues = ReadCatalogues();
        var acceptance = ReadAcceptance();
        var open = ReadPublic(money);
        NumberOutcomes();
        ReadStages();
        root.Finish();
        AddMeetings();
        CheckReferences(governing);
        CheckCycles();
        AskWhatIsMissing();

        return new Rulebook
        {
            Id = id,
            Version = version,
            Digest = digest,
            Title = title,
            Short = shortTitle,
            Issuer = issuer,
            Issued = issued,
            InForceFrom = from,
            InForceTo = to,
            GoverningFact = governing,
            Purpose = purpose,
            Basis = basis,
            Jurisdiction = jurisdiction,
            NumberPrefix = prefix,
            Roles = [.. _roles],
            Phases = [.. _phases],
            Kinds = [.. _kinds],
            Settings = [.. _settings],
            Articles = [.. _entries.Select(e => new Article
            {
                Heading = e.Heading,
                Chapter = e.Chapter,
                Gist = e.Gist ?? "",
                Declaratory = e.Declaratory,
                Notes = e.Notes,
                Open = [.. e.Open.Select(o => o.Text)],
                Line = (int)e.Key.Start.Line,
                Rules = [.. e.Rules],
            })],
            Facts = _facts.ToImmutableDictionary(),
            Registers = [.. _facts.Values.Where(f => f.Register is not null).OrderBy(f => f.Name, StringComparer.Ordinal)],
            Questions = _questions.ToImmutableDictionary(),
            Steps = [.. _steps],
            Gates = [.. _gates],
            Papers = _papers.GroupBy(p => p.Dossier).ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray()),
            Deadlines = [.. _deadlines],
            Notices = [.. _notices],
            Consequences = [.. _consequences],
            Duties = [.. _duties],
            Documents = [.. _documents],
            Permissions = [.. _permissions],
            Overview = overview,
            Oversight = oversight,
            Evidence = evidence,
            Money = money,
            Timeline = timeline,
            Supervision = supervision,
            Performance = performance,
            Catalogues = catalogues,
            Acceptance = acceptance,
            Public = open,
            Stages = [.. _stages],
            Numbers = _numbers.ToImmutableDictionary(n => n.Name),
            Signs = _signs.ToImmutableDictionary(),
            Calendar = calendar,
            Schema = _scope.Schema,
            Slots = [.. _fillers],
            Decisions = _decisions.GroupBy(d => d.Question).ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray()),
        };
    }

    private Jurisdiction ReadJurisdiction()
    {
        if (root.Map("jurisdiction") is not { } map)
        {
            root.Require("jurisdiction");
            return new Jurisdiction("", null, "");
        }

        var result = new Jurisdiction(map.RequireString("name"), map.String("code"), map.RequireString("level"));
        if (result.Code is { } code && DivisionCode.Problem(code) is { } problem)
        {
            text.Error(map.Take("code")!, problem);
        }

        map.Finish();
        return result;
    }

    private void ReadRoles()
    {
        foreach (var (name, _, value) in root.Map("roles")?.Entries ?? [])
        {
            var map = root.AsMap(value, "角色" + name);
            _roles.Add(new Role(name, map?.String("label") ?? name, map?.Flag("own") ?? false, map?.String("meaning"), map?.String("named"), map?.String("sign")));
            map?.Finish();
        }
    }

    private void ReadKinds()
    {
        foreach (var (name, _, value) in root.Map("kinds")?.Entries ?? [])
        {
            if (root.AsMap(value, "案卷种类" + name) is { } map)
            {
                var per = map.String("per");
                if (per is not (null or "本单位"))
                {
                    text.Error(map.Take("per")!, $"案卷种类{name}：per 只能写 本单位（同一单位里不重）");
                }

                var key = map.String("key");
                _kinds.Add(new CaseKind(name, map.RequireString("title"), key, per is not null, ReadPlan(name, key, map)));
                map.Finish();
            }
        }

        if (_kinds.Count == 0)
        {
            _kinds.Add(new CaseKind("项目", "项目名称", null));
        }
    }

    /// <summary>The settings with the rulebook's readings, and over them those that the installation has chosen.</summary>
    private void ReadSettings()
    {
        var chosen = installation?.Map("settings");
        foreach (var (name, key, value) in root.Map("settings")?.Entries ?? [])
        {
            if (root.AsMap(value, "设定" + name) is not { } map)
            {
                continue;
            }

            var type = CommonReader.Type(map) ?? FactType.Boolean;
            var node = map.Require("value");
            var article = Cite(map, null, key);
            var standard = node is null ? FeelValue.Null : RuleScope.Fitting(text, node, type, "设定" + name);
            var inForce = chosen?.Take(name) is { } local ? RuleScope.Fitting(chosen.Text, local, type, "设定" + name) : standard;
            _settings.Add(new Setting(name, inForce, type, article, map.RequireString("question"), map.RequireString("reading"), standard));
            map.Finish();
        }

        foreach (var (name, key, _) in chosen?.Entries.Where(e => _settings.All(s => s.Name != e.Name)) ?? [])
        {
            chosen!.Take(name);
            chosen.Text.Error(key, $"手册里没有叫“{name}”的设定{Nearest.Hint(name, _settings.Select(s => s.Name))}");
        }

        chosen?.Finish();
        installation?.Finish();
    }

    /// <summary>First pass: headings, facts, steps' names, decisions' names.</summary>
    private void ReadArticleNames()
    {
        var expected = 1;
        foreach (var (heading, key, value) in root.Map("articles")?.Entries ?? [])
        {
            if (root.AsMap(value, heading) is not { } map)
            {
                continue;
            }

            var citation = new Citation(heading);
            if (!Citation.IsWellFormed(heading) || citation.Article != heading)
            {
                text.Error(key, $"“{heading}”不是条文的写法，写成 第十条 或 附件");
                continue;
            }

            if (citation.Number > 0)
            {
                if (citation.Number != expected)
                {
                    text.Error(key, citation.Number < expected ? $"{heading}重复或次序不对" : $"{heading}之前缺少第{ChineseNumeral.Format(expected)}条");
                }

                MissingArticles += Math.Max(0, citation.Number - expected);
                expected = Math.Max(expected, citation.Number + 1);
            }

            _entries.Add(new ArticleEntry(heading, map, key));
        }

        if (expected <= ArticleCount)
        {
            MissingArticles += ArticleCount - expected + 1;
            text.Error(root.Take("articles_count")!, $"共{ArticleCount}条，缺少第{ChineseNumeral.Format(expected)}条" + (expected < ArticleCount ? $"至第{ChineseNumeral.Format(ArticleCount)}条" : ""));
        }

        foreach (var entry in _entries)
        {
            if (entry.Map.Map("facts") is { } facts)
            {
                CommonReader.Facts(facts, _rawFacts, entry.Citation);
                foreach (var (name, _, node) in facts.Entries)
                {
                    entry.Rules.Add(new RuleSummary("要素", name, Plain(node), null, false, entry.Citation));
                }
            }

            foreach (var (name, key, node) in entry.Map.Map("steps")?.Entries ?? [])
            {
                if (!_stepNames.Add(name))
                {
                    text.Error(key, $"环节{name}写了两次");
                }
                else if (entry.Map.AsMap(node, "环节" + name) is { } map)
                {
                    _rawSteps.Add((name, map, entry.Citation, key));
                }
            }

            foreach (var (name, key, node) in entry.Map.Map("decisions")?.Entries ?? [])
            {
                if (!_questions.ContainsKey(name))
                {
                    var map = node is YamlMappingNode m ? new YamlMap(text, m, "判定" + name) : null;
                    _questions[name] = new QuestionDefinition
                    {
                        Name = name,
                        Local = true,
                        Kind = QuestionKind.Decision,
                        Type = map is null ? null : CommonReader.Type(map),
                        Fields = map is null ? [] : CommonReader.ReadFields(map, [], "判定" + name, entry.Citation),
                        Meaning = map?.String("meaning"),
                    };
                }
            }
        }
    }

    private readonly List<SlotFiller> _fillers = [];

    private void BuildScope()
    {
        var names = new List<KeyValuePair<string, FeelType>>();
        var used = new HashSet<string>();
        void Add(string name, FeelType type, SlotKind kind)
        {
            if (used.Add(name))
            {
                names.Add(KeyValuePair.Create(name, type));
                _fillers.Add(new SlotFiller(kind, name));
            }
        }

        foreach (var raw in _rawFacts.Values)
        {
            Add(raw.Fact.Name, raw.Fact.FeelType, SlotKind.Fact);
        }

        foreach (var setting in _settings)
        {
            Add(setting.Name, TypeOf(setting.Type), SlotKind.Setting);
        }

        Add("当前日期", FeelType.Date, SlotKind.Today);
        Add("行为日期", FeelType.Date, SlotKind.ActDay);
        foreach (var question in _questions.Values.Where(q => q.Arguments.All(a => a.Optional)))
        {
            Add(question.Name, question.Type is { } type ? TypeOf(type, question.Fields) : FeelType.Any, SlotKind.Question);
        }

        foreach (var (_, map, _, _) in _rawSteps)
        {
            if (map.Take("each") is YamlMappingNode persons && persons.Children.ContainsKey(new YamlScalarNode("people")) && !persons.Children.ContainsKey(new YamlScalarNode("name")))
            {
                Add(Repetition.Self, FeelType.Any, SlotKind.Argument);
            }

            if (map.Take("each") is YamlMappingNode each && each.Children.TryGetValue(new YamlScalarNode("name"), out var name) && name is YamlScalarNode { Value: { } key })
            {
                Add(key, FeelType.Any, SlotKind.Argument);
            }
        }

        foreach (var argument in _questions.Values.SelectMany(q => q.Arguments))
        {
            Add(argument.Name, TypeOf(argument.Type), SlotKind.Argument);
        }

        foreach (var (step, _, _, _) in _rawSteps)
        {
            Add(step, FeelType.ListOf(FeelType.Any), SlotKind.Step);
        }

        _scope = new RuleScope(new FeelSchema(names));
    }

    private static FeelType TypeOf(FactType type, ImmutableArray<FactDefinition> fields = default) => type switch
    {
        FactType.Choice => FeelType.String,
        FactType.Records when fields.IsDefaultOrEmpty => FeelType.ListOf(FeelType.Any),
        _ => new FactDefinition { Name = "", Type = type, Fields = fields.IsDefault ? [] : fields }.FeelType,
    };

    private void CompileFacts()
    {
        foreach (var raw in _rawFacts.Values)
        {
            var derive = raw.Derive is null ? null : _scope.Compile(raw.Text, raw.Derive, raw.Fact.FeelType.Kind is { } kind ? FeelType.Of(kind) : null);
            _facts[raw.Fact.Name] = raw.Fact with { Derive = derive };
            CheckNumber(raw);
            if (raw.Fact.Since is { } since && _rawFacts.GetValueOrDefault(since)?.Fact.Type != FactType.Date)
            {
                raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：since 要写一个日期要素，没有叫“{since}”的{Nearest.Hint(since, _rawFacts.Values.Where(f => f.Fact.Type == FactType.Date).Select(f => f.Fact.Name))}");
            }
        }
    }

    /// <summary>The citation of a rule: its own, else that of the entry it stands under; must exist.</summary>
    private Citation Cite(YamlMap map, Citation? entry, YamlNode at)
    {
        var own = map.String("article");
        if (own is null)
        {
            if (entry is null)
            {
                text.Error(at, $"{map.What}：缺少 article");
            }

            return entry ?? new Citation("");
        }

        return Place(own, map.Take("article")!);
    }

    /// <summary>A citation as written; must exist.</summary>
    private Citation Place(string written, YamlNode at)
    {
        var citation = new Citation(written);
        if (!Citation.IsWellFormed(written))
        {
            text.Error(at, $"“{written}”不是引用条文的写法，写成 第十二条第一款");
        }
        else if (_entries.All(e => e.Heading != citation.Article))
        {
            text.Error(at, $"引用了不存在的{citation.Article}");
        }

        return citation;
    }

    /// <summary>A node as people read it, for the reader page.</summary>
    private static string Plain(YamlNode node) => PlainWords.Of(node);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
