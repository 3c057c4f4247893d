using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Dmn;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The names in scope of a rulebook, and from YAML nodes to compiled expressions and values.</summary>
internal sealed class RuleScope(FeelSchema schema)
{
    private static readonly ImmutableArray<string> ValueKeys = ["feel", "cases", "otherwise", "inputs", "rows", "hit", "default", "value"];

    public FeelSchema Schema { get; } = schema;

    /// <summary>An expression that was not compiled because of an error: stands in so that reading can go on.</summary>
    private FeelExpression? _broken;

    public FeelExpression Broken => _broken ??= FeelCompiler.Expression("null", Schema, FeelOptions.UnknownPropagates).Expression!;

    public FeelExpression? Optional(YamlMap map, string key, FeelType? type = null)
    {
        var node = map.Take(key);
        return node is null ? null : Compile(map.Text, node, type);
    }

    public FeelExpression Required(YamlMap map, string key, FeelType? type = null)
    {
        var node = map.Require(key);
        return node is null ? Broken : Compile(map.Text, node, type);
    }

    public FeelExpression Compile(YamlText text, YamlNode node, FeelType? expected = null)
    {
        if (node is not YamlScalarNode { Value: { } source })
        {
            text.Error(node, "这里应当是一条表达式");
            return Broken;
        }

        return Compile(text, node, source, expected);
    }

    public FeelExpression Compile(YamlText text, YamlNode node, string source, FeelType? expected = null)
    {
        var compilation = FeelCompiler.Expression(source, Schema, FeelOptions.UnknownPropagates);
        text.Report(node, compilation.Diagnostics);
        if (compilation.Expression is null)
        {
            return Broken;
        }

        if (expected?.Kind is { } kind && compilation.Expression.Type.Kind is { } actual && actual != kind && actual != FeelKind.Null)
        {
            text.Error(node, $"这里要的是{KindName(kind)}，这条表达式给出的是{KindName(actual)}");
        }

        return compilation.Expression;
    }

    public FeelExpression Condition(YamlText text, YamlNode node) => Compile(text, node, FeelType.Boolean);

    /// <summary>A value as the guide describes it: literal, {feel}, {cases}, or a decision table.</summary>
    public ValueRule Value(YamlText text, YamlNode node, string what, FactDefinition? fact = null, QuestionDefinition? question = null)
    {
        if (node is not YamlMappingNode mapping)
        {
            return new ValueRule.Literal(Checked(text, node, Fit(node, fact?.Type ?? question?.Type), what, fact, question));
        }

        var map = new YamlMap(text, mapping, what);
        ValueRule rule;
        if (map.Has("feel"))
        {
            rule = new ValueRule.Computed(Compile(text, map.Take("feel")!, TypeOf(fact, question)));
        }
        else if (map.Has("cases"))
        {
            rule = Cases(map, what, fact, question);
        }
        else if (map.Has("rows"))
        {
            rule = Table(map, what, fact, question);
        }
        else if (map.Has("value"))
        {
            rule = Value(text, map.Take("value")!, what, fact, question);
        }
        else
        {
            text.Error(node, $"{what}：要写成值、{{feel: …}}、{{cases: …}} 或判定表（inputs、rows）");
            return new ValueRule.Literal(FeelValue.Null);
        }

        map.Finish();
        return rule;
    }

    /// <summary>Whether a mapping is a value and not a selection by argument.</summary>
    public static bool LooksLikeValue(YamlMap map) => map.Entries.Any(e => ValueKeys.Contains(e.Name));

    private ValueRule.FirstOf Cases(YamlMap map, string what, FactDefinition? fact, QuestionDefinition? question)
    {
        var branches = ImmutableArray.CreateBuilder<Branch>();
        if (map.Take("cases") is YamlSequenceNode list)
        {
            foreach (var item in list.Children)
            {
                if (map.AsMap(item, what + "的一种情形") is { } branch)
                {
                    var when = Required(branch, "when", FeelType.Boolean);
                    var then = branch.Require("then");
                    branches.Add(new Branch(when, then is null ? new ValueRule.Literal(FeelValue.Null) : Value(map.Text, then, what, fact, question)));
                    branch.Finish();
                }
            }
        }
        else
        {
            map.Text.Error(map.Node, $"{what}：cases 应当是一列");
        }

        var otherwise = map.Take("otherwise");
        return new ValueRule.FirstOf(branches.ToImmutable(), otherwise is null ? new ValueRule.Literal(FeelValue.Null) : Value(map.Text, otherwise, what, fact, question));
    }

    private ValueRule Table(YamlMap map, string what, FactDefinition? fact, QuestionDefinition? question)
    {
        var text = map.Text;
        var inputs = ImmutableArray.CreateBuilder<TableInput>();
        var types = new List<FeelType>();
        var broken = false;
        foreach (var (source, node) in map.Strings("inputs"))
        {
            var expression = Compile(text, node, source);
            broken |= ReferenceEquals(expression, _broken);
            types.Add(expression.Type);
            inputs.Add(new TableInput(source, (int)node.Start.Line, (int)node.Start.Column));
        }

        var rows = ImmutableArray.CreateBuilder<TableRow>();
        var misshapen = false;
        foreach (var row in map.Take("rows") is YamlSequenceNode list ? list.Children : [])
        {
            if (row is not YamlSequenceNode cells || cells.Children.Count != inputs.Count + 1)
            {
                text.Error(row, $"{what}：每一行要有{inputs.Count}个条件格和1个结果格，这一行{(row is YamlSequenceNode { Children.Count: var count } ? $"有{count}格" : "不是一行格子，写成 [条件, …, 结果]")}");
                misshapen = true;
                continue;
            }

            var conditions = cells.Children.Take(inputs.Count).Select((c, i) => new TableCell(CellText(c, types[i]), (int)c.Start.Line, (int)c.Start.Column)).ToImmutableArray();
            var output = Value(text, cells.Children[^1], what + "的结果", fact, question);
            rows.Add(new TableRow(
                conditions,
                output is ValueRule.Literal literal ? literal.Value : FeelValue.Null,
                output is ValueRule.Computed computed ? computed.Expression : null,
                (int)row.Start.Line) { Column = (int)row.Start.Column });
        }

        HitPolicy? hit = (map.String("hit") ?? "unique").ToUpperInvariant() switch
        {
            "UNIQUE" => HitPolicy.Unique,
            "ANY" => HitPolicy.Any,
            "FIRST" => HitPolicy.First,
            "PRIORITY" => HitPolicy.Priority,
            "RULE ORDER" => HitPolicy.RuleOrder,
            "OUTPUT ORDER" => HitPolicy.OutputOrder,
            "COLLECT" => HitPolicy.Collect,
            _ => null,
        };
        if (hit is null)
        {
            text.Error(map.Take("hit")!, $"{what}：hit 可以是 unique、any、first、priority、rule order、output order、collect");
        }

        var standard = map.Take("default");
        if (broken)
        {
            return new ValueRule.Literal(FeelValue.Null);
        }

        var source2 = new DecisionTableSource(hit ?? HitPolicy.Unique, inputs.ToImmutable(), rows.ToImmutable(), standard is null ? FeelValue.Null : YamlText.Literal(standard));
        var (table, diagnostics) = DecisionTable.Compile(source2, Schema, FeelOptions.UnknownPropagates);
        foreach (var d in diagnostics.Concat(table is null || misshapen ? [] : TableCheck.Run(source2, Schema)))
        {
            if (d.Severity == FeelSeverity.Error)
            {
                text.Error(d.Line, d.Column, $"{what}：{d.Message}");
            }
            else
            {
                text.Warn(d.Line, d.Column, $"{what}：{d.Message}");
            }
        }

        return table is null ? new ValueRule.Literal(FeelValue.Null) : new ValueRule.Tabled(table);
    }

    /// <summary>The unary tests of a cell: a list is alternatives, an allowed value of a choice need not be quoted.</summary>
    private static string CellText(YamlNode cell, FeelType input)
    {
        if (cell is YamlSequenceNode list)
        {
            return string.Join(", ", list.Children.Select(c => CellText(c, input)));
        }

        var text = (cell as YamlScalarNode)?.Value ?? "-";
        return text == "" || (input.AllowedValues is { } values && values.Contains(text)) ? text == "" ? "-" : $"\"{text}\"" : text;
    }

    /// <summary>A value as written, of a type; what does not fit is an error.</summary>
    public static FeelValue Fitting(YamlText text, YamlNode node, FactType type, string what)
    {
        var value = Fit(node, type);
        return Checked(text, node, value, what, new FactDefinition { Name = what, Type = type }, null);
    }

    private static FeelValue Fit(YamlNode node, FactType? type)
    {
        var value = YamlText.Literal(node);
        return type switch
        {
            FactType.Text or FactType.Choice when node is YamlScalarNode { Value: { } text } && !value.IsNull => FeelValue.Of(text),
            FactType.List when value.AsList is null && !value.IsNull => FeelValue.ListOf(value),
            _ => value,
        };
    }

    private static FeelValue Checked(YamlText text, YamlNode node, FeelValue value, string what, FactDefinition? fact, QuestionDefinition? question)
    {
        var type = fact?.Type ?? question?.Type;
        var allowed = fact?.Values ?? question?.Values ?? [];
        if (value.IsNull || type is null)
        {
            return value;
        }

        var fits = type switch
        {
            FactType.Boolean => value.Kind == FeelKind.Boolean,
            FactType.Money or FactType.Number or FactType.Year => value.Kind == FeelKind.Number,
            FactType.Date => value.Kind == FeelKind.Date,
            FactType.Text or FactType.Choice => value.Kind == FeelKind.String,
            _ => value.Kind == FeelKind.List,
        };
        if (!fits)
        {
            text.Error(node, $"{what}：值的类型不对");
        }
        else if (!allowed.IsEmpty)
        {
            foreach (var item in value.AsList ?? [value])
            {
                if (item.AsString is { } s && !allowed.Contains(s))
                {
                    text.Error(node, $"{what}：“{s}”不在值集里{Nearest.Hint(s, allowed)}");
                }
            }
        }

        return value;
    }

    private static FeelType? TypeOf(FactDefinition? fact, QuestionDefinition? question) => (fact?.Type ?? question?.Type) switch
    {
        FactType.Boolean => FeelType.Boolean,
        FactType.Money or FactType.Number or FactType.Year => FeelType.Number,
        FactType.Date => FeelType.Date,
        FactType.Text or FactType.Choice => FeelType.String,
        FactType.List => FeelType.Of(FeelKind.List),
        _ => null,
    };

    internal static string KindName(FeelKind kind) => kind switch
    {
        FeelKind.Boolean => "是否",
        FeelKind.Number => "数",
        FeelKind.String => "文字",
        FeelKind.Date => "日期",
        FeelKind.List => "一列值",
        _ => kind.ToString(),
    };
}
