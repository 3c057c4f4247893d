using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>A fact as written, before its expressions are compiled.</summary>
internal sealed record RawFact(FactDefinition Fact, YamlNode? Derive, YamlText Text, YamlNode Node);

/// <summary>Reads what all rulebooks share: facts, questions, calendar.</summary>
internal static class CommonReader
{
    private static readonly ImmutableDictionary<string, FactType> TypeNames = new Dictionary<string, FactType>
    {
        ["boolean"] = FactType.Boolean,
        ["money"] = FactType.Money,
        ["number"] = FactType.Number,
        ["year"] = FactType.Year,
        ["date"] = FactType.Date,
        ["text"] = FactType.Text,
        ["choice"] = FactType.Choice,
        ["list"] = FactType.List,
        ["records"] = FactType.Records,
        ["cases"] = FactType.Cases,
    }.ToImmutableDictionary();

    /// <summary>The name of a type as authors write it.</summary>
    public static string NameOf(FactType type) => TypeNames.First(t => t.Value == type).Key;

    private static readonly ImmutableDictionary<string, QuestionKind> QuestionKinds = new Dictionary<string, QuestionKind>
    {
        ["decision"] = QuestionKind.Decision,
        ["gate"] = QuestionKind.Gate,
        ["papers"] = QuestionKind.Papers,
        ["deadline"] = QuestionKind.Deadline,
        ["deadline_status"] = QuestionKind.DeadlineStatus,
        ["window"] = QuestionKind.Window,
        ["notice"] = QuestionKind.Notice,
        ["measures"] = QuestionKind.Measures,
        ["strength"] = QuestionKind.Strength,
        ["gaps"] = QuestionKind.Gaps,
        ["contradictions"] = QuestionKind.Contradictions,
        ["sanctions"] = QuestionKind.Sanctions,
    }.ToImmutableDictionary();

    public static FactType? Type(YamlMap map, string key = "type")
    {
        var text = map.String(key);
        if (text is null)
        {
            return null;
        }

        if (TypeNames.TryGetValue(text, out var type))
        {
            return type;
        }

        map.Text.Error(map.Take(key)!, $"{map.What}：没有 {text} 这种类型，可用的有 {string.Join("、", TypeNames.Keys.Order(StringComparer.Ordinal))}");
        return null;
    }

    /// <summary>Reads facts; a name already among the known ones may only be refined.</summary>
    public static void Facts(YamlMap facts, Dictionary<string, RawFact> known, Citation? article)
    {
        foreach (var (name, key, value) in facts.Entries)
        {
            if (facts.AsMap(value, "要素" + name) is not { } map)
            {
                continue;
            }

            var before = known.GetValueOrDefault(name);
            var fact = ReadFact(name, map, before?.Fact, article);
            var derive = map.Take("derive") ?? before?.Derive;
            if (fact is not null)
            {
                map.Finish();
                known[name] = new RawFact(fact, derive, map.Has("derive") ? map.Text : before?.Text ?? map.Text, key);
            }
        }
    }

    private static FactDefinition? ReadFact(string name, YamlMap map, FactDefinition? before, Citation? article)
    {
        var type = Type(map);
        if (before is not null && type is not null && type != before.Type)
        {
            map.Text.Error(map.Take("type")!, $"要素{name}：类型已经在共用要素里定了，不能改");
            return null;
        }

        if (before is null && type is null)
        {
            if (!map.Has("type"))
            {
                map.Text.Error(map.Node, $"要素{name}：缺少 type；新的要素要写类型，可用的有 {string.Join("、", TypeNames.Keys.Order(StringComparer.Ordinal))}");
            }

            return null;
        }

        var values = map.Strings("values");
        if (before is { Values.IsEmpty: false })
        {
            foreach (var (text, node) in values.Where(v => !before.Values.Contains(v.Text)))
            {
                map.Text.Error(node, $"要素{name}：“{text}”不在共用的值集里{Nearest.Hint(text, before.Values)}");
            }
        }

        var kind = type ?? before!.Type;
        var fields = ReadFields(map, before?.Fields ?? [], $"要素{name}", article).ToBuilder();
        var source = map.String("source") switch
        {
            null => before?.Source ?? FactSource.Act,
            "papers" => FactSource.Papers,
            "exceptions" => FactSource.Exceptions,
            "owner" => FactSource.Owner,
            var other => Unknown(map, other),
        };
        var register = ReadRegister(map, kind) ?? before?.Register;
        if (register is not null)
        {
            source = FactSource.Register;
            fields.InsertRange(0, RegisterSource.StandingFields.Where(s => fields.All(f => f.Name != s.Name)));
        }

        var draw = ReadDraw(map, kind) ?? before?.Draw;
        if (draw is not null)
        {
            fields.InsertRange(0, DrawRule.StandingFields.Where(s => fields.All(f => f.Name != s.Name)));
        }

        if (kind == FactType.Choice && values.Count == 0 && (before?.Values.IsEmpty ?? true))
        {
            map.Text.Error(map.Node, $"要素{name}：choice 要写 values");
        }

        return new FactDefinition
        {
            Name = name,
            Type = kind,
            Values = values.Count > 0 ? [.. values.Select(v => v.Text)] : before?.Values ?? [],
            Fields = fields.ToImmutable(),
            Optional = map.Flag("optional", before?.Optional ?? false),
            CaseKind = map.String("of") ?? before?.CaseKind,
            OfferedStep = map.String("offer") ?? before?.OfferedStep,
            RowsFact = map.String("rows") ?? before?.RowsFact,
            Unit = map.String("unit") ?? before?.Unit ?? (kind == FactType.Money ? "万元" : null),
            LocalLabel = map.String("label") ?? before?.LocalLabel,
            Ask = map.String("ask") ?? before?.Ask,
            Meaning = map.String("meaning") ?? before?.Meaning,
            Long = map.Flag("long", before?.Long ?? false),
            Past = map.Flag("past", before?.Past ?? false),
            Since = map.String("since") ?? before?.Since,
            Number = map.String("number") ?? before?.Number,
            Source = source,
            Register = register,
            Draw = draw,
            Article = before is null ? article : before.Article,
        };
    }

    /// <summary>The fields of records: those known before, refined, and new ones.</summary>
    public static ImmutableArray<FactDefinition> ReadFields(YamlMap map, ImmutableArray<FactDefinition> before, string what, Citation? article)
    {
        var fields = before.ToBuilder();
        if (map.Map("fields") is { } fieldMap)
        {
            foreach (var (fieldName, _, fieldValue) in fieldMap.Entries)
            {
                if (fieldMap.AsMap(fieldValue, $"{what}的字段{fieldName}") is { } field && ReadFact(fieldName, field, fields.FirstOrDefault(f => f.Name == fieldName), article) is { } definition)
                {
                    field.Finish();
                    if (fields.FirstOrDefault(f => f.Name == fieldName) is { } refined)
                    {
                        fields[fields.IndexOf(refined)] = definition;
                    }
                    else
                    {
                        fields.Add(definition);
                    }
                }
            }
        }

        return fields.ToImmutable();
    }

    private static RegisterSource? ReadRegister(YamlMap map, FactType type)
    {
        if (map.Map("register") is not { } register)
        {
            return null;
        }

        if (type != FactType.Records)
        {
            map.Text.Error(map.Take("register")!, $"{map.What}：登记册（register）的类型要写 records");
        }

        var kind = register.RequireString("of");
        var whose = register.String("whose") ?? "本单位";
        if (whose is not ("本单位" or "全部"))
        {
            register.Text.Error(register.Take("whose")!, $"{map.What}：whose 只有 本单位 和 全部，没有 {whose}");
        }

        var within = register.String("in");
        register.Finish();
        return new RegisterSource(kind, whose != "全部", within);
    }

    private static DrawRule? ReadDraw(YamlMap map, FactType type)
    {
        if (map.Map("draw") is not { } draw)
        {
            return null;
        }

        if (type != FactType.Records)
        {
            map.Text.Error(map.Take("draw")!, $"{map.What}：抽取名单（draw）的类型要写 records");
        }

        var rule = new DrawRule(draw.RequireString("from"), draw.RequireString("count"), draw.String("specialty"), [.. draw.Strings("avoid").Select(a => a.Text)]);
        draw.Finish();
        return rule;
    }

    private static FactSource Unknown(YamlMap map, string other)
    {
        map.Text.Error(map.Take("source")!, $"{map.What}：source 只有 papers、exceptions 和 owner，没有 {other}");
        return FactSource.Act;
    }

    public static Dictionary<string, QuestionDefinition> Questions(YamlMap questions)
    {
        var result = new Dictionary<string, QuestionDefinition>();
        foreach (var (name, key, value) in questions.Entries)
        {
            if (questions.AsMap(value, "判定" + name) is not { } map)
            {
                continue;
            }

            var kindText = map.RequireString("kind");
            if (!QuestionKinds.TryGetValue(kindText, out var kind))
            {
                map.Text.Error(key, $"判定{name}：没有 {kindText} 这种 kind");
            }

            var arguments = ImmutableArray.CreateBuilder<QuestionArgument>();
            if (map.Map("args") is { } args)
            {
                foreach (var (argName, _, argValue) in args.Entries)
                {
                    if (args.AsMap(argValue, $"判定{name}的参数{argName}") is not { } arg)
                    {
                        arguments.Add(new QuestionArgument(argName, FactType.Text, false, null, []));
                        continue;
                    }

                    var standard = arg.String("default");
                    arguments.Add(new QuestionArgument(argName, Type(arg) ?? FactType.Text, arg.Flag("optional") || standard is not null, standard, [.. arg.Strings("values").Select(v => v.Text)]));
                    arg.Finish();
                }
            }

            result[name] = new QuestionDefinition
            {
                Name = name,
                Kind = kind,
                Arguments = arguments.ToImmutable(),
                Type = Type(map) ?? (kind == QuestionKind.Gate ? FactType.Boolean : null),
                Values = [.. map.Strings("values").Select(v => v.Text)],
                Ordered = map.Flag("ordered"),
                Notice = map.String("notice"),
                Meaning = map.String("meaning"),
            };
            map.Finish();
        }

        return result;
    }

    public static WorkingDayCalendar Calendar(YamlMap root)
    {
        var years = new List<CalendarYear>();
        foreach (var (name, key, value) in root.Map("years")?.Entries ?? [])
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || root.AsMap(value, name + "年") is not { } map)
            {
                root.Text.Error(key, $"{name} 不是年份");
                continue;
            }

            var notice = map.RequireString("notice");
            var holidays = ImmutableArray.CreateBuilder<(string, ImmutableArray<DateOnly>)>();
            if (map.Take("holidays") is YamlSequenceNode list)
            {
                foreach (var item in list.Children)
                {
                    if (map.AsMap(item, name + "年的节日") is { } holiday)
                    {
                        holidays.Add((holiday.RequireString("name"), Days(holiday, "days")));
                        holiday.Finish();
                    }
                }
            }

            years.Add(new CalendarYear(year, notice, holidays.ToImmutable(), Days(map, "workdays")));
            map.Finish();
        }

        return new WorkingDayCalendar(years);
    }

    private static ImmutableArray<DateOnly> Days(YamlMap map, string key)
    {
        var days = ImmutableArray.CreateBuilder<DateOnly>();
        foreach (var (text, node) in map.Strings(key))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
            else
            {
                map.Text.Error(node, $"{text} 不是日期，写成 2026-01-31");
            }
        }

        return days.ToImmutable();
    }
}
