using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests;

/// <summary>Decision tables from a few lines: cells parted by "|", the last of them the output.</summary>
internal static class Tables
{
    public static readonly FeelSchema Schema = new(
    [
        new("总投资", FeelType.Number),
        new("已纳入规划", FeelType.Boolean),
        new("项目类别", FeelType.OneOf(["新建", "扩建", "运维"])),
        new("备注", FeelType.String),
        new("受理日期", FeelType.Date),
    ]);

    /// <summary>A table; row n stands in line 10 + n, its cells at columns 5, 15, 25 …</summary>
    public static DecisionTableSource Source(HitPolicy hit, string inputs, string[] rows, string standard = "null") => new(
        hit,
        [.. inputs.Split('|').Select((text, i) => new TableInput(text.Trim(), 9, 5 + (10 * i)))],
        [.. rows.Select((row, i) => Row(row.Split('|'), 10 + i))],
        Value(standard));

    public static DecisionTable Compile(DecisionTableSource source, FeelOptions? options = null)
    {
        var (table, diagnostics) = DecisionTable.Compile(source, Schema, options ?? FeelOptions.UnknownPropagates);
        Assert.True(table is not null, string.Join("\n", diagnostics));
        return table;
    }

    public static FeelValue[] Frame(params (string Name, string Value)[] variables)
    {
        var frame = new FeelValue[Schema.Count];
        foreach (var (name, value) in variables)
        {
            frame[Schema.Find(name)!.Slot] = Value(value);
        }

        return frame;
    }

    public static TableAnswer Answer(DecisionTableSource source, params (string Name, string Value)[] variables) => Compile(source).Evaluate(Frame(variables));

    public static string Names(ImmutableArray<FeelVariable> variables) => string.Join(" ", variables.Select(v => v.Name));

    private static TableRow Row(string[] cells, int line)
    {
        var output = cells[^1].Trim();
        var computed = output.StartsWith('=') ? FeelCompiler.Expression(output[1..], Schema, FeelOptions.UnknownPropagates).Expression : null;
        return new([.. cells[..^1].Select((text, i) => new TableCell(text.Trim(), line, 5 + (10 * i)))], computed is null ? Value(output) : FeelValue.Null, computed, line);
    }

    private static FeelValue Value(string text) => FeelCompiler.Expression(text, FeelSchema.Empty).Expression!.Evaluate([]);
}
