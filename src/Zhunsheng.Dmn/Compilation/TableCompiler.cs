using System.Collections.Immutable;
using Zhunsheng.Dmn.Evaluation;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>Makes a boxed decision table into the one implementation of decision tables.</summary>
internal sealed class TableCompiler(BoxedCompiler compiler, Origin origin)
{
    public BoxedCode Compile(TableBoxed boxed, NameScope scope)
    {
        if (Policy(boxed) is not { } policy)
        {
            return compiler.Fail(DmnProblem.Unsupported, boxed.Place, $"不认识的命中策略“{boxed.HitPolicy}{(boxed.Aggregation is null ? "" : " " + boxed.Aggregation)}”");
        }

        if (boxed.Outputs.IsEmpty)
        {
            return compiler.Fail(DmnProblem.Missing, boxed.Place, "决策表没有输出列");
        }

        var several = boxed.Outputs.Length > 1;
        if (several && policy is HitPolicy.CollectSum or HitPolicy.CollectMin or HitPolicy.CollectMax or HitPolicy.CollectCount)
        {
            return compiler.Fail(DmnProblem.Unsupported, boxed.Place, "有几个输出列的决策表不能汇总：C+、C<、C>、C# 只用于一个输出列");
        }

        var errors = compiler.Findings.Errors;
        var types = boxed.Outputs.Select(o => compiler.Types.Resolve(o.TypeRef, o.Place)).ToArray();
        var source = Source(boxed, scope, policy, types);
        var (table, diagnostics) = DecisionTable.Compile(source, scope.Schema, compiler.Options);
        foreach (var d in diagnostics)
        {
            // Lines and columns are those of the document already.
            compiler.Findings.AddFeel([d], new("", origin.Place with { Line = 1, Column = 1 }));
        }

        var defaults = boxed.Outputs.Any(o => o.Default is not null)
            ? boxed.Outputs.Select(o => o.Default is { } text ? compiler.Feel(text, scope) : null).ToArray()
            : null;
        if (table is null || compiler.Findings.Errors > errors)
        {
            return new NullCode(origin, DmnReasonKind.NotCompiled, "决策表有错");
        }

        if (compiler.CheckTables)
        {
            foreach (var finding in TableCheck.Run(source, scope.Schema))
            {
                compiler.Findings.Warning(DmnProblem.Table, new(origin.Place.Source, finding.Line, finding.Column), finding.Message);
            }
        }

        var names = several ? boxed.Outputs.Select((o, i) => o.Name ?? $"{i + 1}").ToArray() : [];
        Func<int, FeelValue, DmnRun, FeelValue>? conform = policy == HitPolicy.CollectCount || types.All(t => t.IsAny)
            ? null
            : (i, value, run) => ConformCode.Conform(value, types[i], origin, run);
        return new TableCode(origin, table, policy, names, conform, defaults) { Type = TypeOf(policy, names, types, source) };
    }

    private static HitPolicy? Policy(TableBoxed boxed) => (boxed.HitPolicy.ToUpperInvariant(), boxed.Aggregation?.ToUpperInvariant()) switch
    {
        ("UNIQUE" or "U", _) => HitPolicy.Unique,
        ("ANY" or "A", _) => HitPolicy.Any,
        ("FIRST" or "F", _) => HitPolicy.First,
        ("PRIORITY" or "P", _) => HitPolicy.Priority,
        ("RULE ORDER" or "R", _) => HitPolicy.RuleOrder,
        ("OUTPUT ORDER" or "O", _) => HitPolicy.OutputOrder,
        ("COLLECT" or "C", null) => HitPolicy.Collect,
        ("COLLECT" or "C", "SUM") => HitPolicy.CollectSum,
        ("COLLECT" or "C", "MIN") => HitPolicy.CollectMin,
        ("COLLECT" or "C", "MAX") => HitPolicy.CollectMax,
        ("COLLECT" or "C", "COUNT") => HitPolicy.CollectCount,
        _ => null,
    };

    private DecisionTableSource Source(TableBoxed boxed, NameScope scope, HitPolicy policy, DmnType[] types)
    {
        var inputs = boxed.Inputs.Select(Input).ToImmutableArray();
        var rows = ImmutableArray.CreateBuilder<TableRow>();
        foreach (var rule in boxed.Rules)
        {
            if (rule.Outputs.Length != boxed.Outputs.Length)
            {
                compiler.Findings.Error(DmnProblem.Missing, rule.Place, $"这一行有{rule.Outputs.Length}个结果格，要的是{boxed.Outputs.Length}个，每个输出列一个");
                continue;
            }

            var cells = rule.Inputs.Select(c => new TableCell(string.IsNullOrWhiteSpace(c.Text) ? "-" : c.Text, c.Place.Line, c.Place.Column));
            rows.Add(new([.. cells], FeelValue.Null, Output(rule, scope), rule.Place.Line));
        }

        var orders = boxed.Outputs.Select((o, i) => o.Values is { } values ? TypeTable.Listed(values, compiler.Options) : types[i].ListedValues).ToImmutableArray();
        return new(policy, inputs, rows.ToImmutable(), FeelValue.Null)
        {
            OutputOrder = orders.Length == 1 ? orders[0] : [],
            OutputOrders = orders.Length > 1 ? orders : [],
        };
    }

    private TableInput Input(InputClause clause)
    {
        var text = clause.Expression;
        if (string.IsNullOrWhiteSpace(text.Text))
        {
            compiler.Findings.Error(DmnProblem.Missing, clause.Place, "输入列没有写表达式");
            text = text with { Text = "null" };
        }

        var type = compiler.Types.Resolve(clause.TypeRef, clause.Place);
        return new(text.Text, text.Place.Line, text.Place.Column)
        {
            Type = Closed(clause, type) ?? (type.IsAny ? null : type.Feel),
            Conform = type.IsAny ? null : value => type.Coerce(value),
            Allowed = clause.Values is { } values ? new(values.Text, values.Place.Line, values.Place.Column) : null,
        };
    }

    /// <summary>For a column of texts out of a closed set: that set, so that cells and gaps can be checked against it.</summary>
    private FeelType? Closed(InputClause clause, DmnType type)
    {
        var listed = clause.Values is { } values ? TypeTable.Listed(values, compiler.Options) : type.ListedValues;
        return type.Feel.Kind is null or FeelKind.String && !listed.IsEmpty && listed.All(v => v.Kind == FeelKind.String) ? FeelType.OneOf(listed.Select(v => v.AsString!).Distinct()) : null;
    }

    /// <summary>The outputs of a row as one expression: the only one, or a list of all; an empty cell is null.</summary>
    private FeelExpression? Output(RuleBoxed rule, NameScope scope)
    {
        var cells = rule.Outputs.Select(c => string.IsNullOrWhiteSpace(c.Text) || c.Text.Trim() == "-" ? c with { Text = "null" } : c).ToArray();
        var compiled = cells.Select(c => compiler.Feel(c, scope)).ToArray();
        if (Array.Exists(compiled, c => c is null))
        {
            return null;
        }

        return cells.Length == 1
            ? compiled[0]
            : FeelCompiler.Expression($"[{string.Join(",\n", cells.Select(c => c.Text + "\n"))}]", scope.Schema, compiler.Options).Expression;
    }

    private static FeelType TypeOf(HitPolicy policy, string[] names, DmnType[] types, DecisionTableSource source)
    {
        if (policy is HitPolicy.CollectCount)
        {
            return FeelType.Number;
        }

        var rows = source.Rows.Select(r => r.OutputExpression?.Type ?? FeelType.Any).Distinct().Take(2).ToList();
        var answer = names.Length > 0
            ? FeelType.ContextOf(names.Select((n, i) => KeyValuePair.Create(n, types[i].Feel)).DistinctBy(e => e.Key))
            : !types[0].IsAny ? types[0].Feel : rows.Count == 1 && rows[0].Kind != FeelKind.Null ? rows[0] : FeelType.Any;
        return policy is HitPolicy.RuleOrder or HitPolicy.OutputOrder or HitPolicy.Collect ? FeelType.ListOf(answer) : answer;
    }
}
