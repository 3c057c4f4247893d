using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>
/// A compiled decision table. Immutable and safe to use from many threads. Where null means "not known" (<see cref="FeelNullMode.Unknown"/>)
/// a row holds, does not hold, or is undecided, and an undecided row does no harm where its output would not change the answer.
/// </summary>
public sealed partial class DecisionTable
{
    private readonly HitPolicy _hit;
    private readonly FeelExpression[] _inputs;
    private readonly Row[] _rows;
    private readonly FeelValue _default;
    private readonly ImmutableArray<FeelValue> _outputOrder;
    private readonly ImmutableArray<ImmutableArray<FeelValue>> _outputOrders;
    private readonly FeelExpression?[] _allowed;
    private readonly bool _restricted;
    private readonly Func<FeelValue, FeelValue>?[] _conform;

    private DecisionTable(DecisionTableSource source, FeelExpression[] inputs, FeelExpression?[] allowed, Row[] rows)
    {
        _allowed = allowed;
        _isGreater = source.Hit is HitPolicy.CollectMin or HitPolicy.CollectMax
            ? FeelCompiler.Expression("a > b", new FeelSchema([new("a", FeelType.Any), new("b", FeelType.Any)]), FeelOptions.UnknownPropagates).Expression
            : null;
        _index = new(() => TableIndex.Of(Array.ConvertAll(rows, r => r.Cells), inputs.Length));
        _restricted = allowed.Any(a => a is not null) || source.Inputs.Any(i => i.Conform is not null);
        _byImportance = Comparer<FeelValue>.Create(CompareImportance);
        _conform = [.. source.Inputs.Select(i => i.Conform)];
        _outputOrders = source.OutputOrders;
        _hit = source.Hit;
        _inputs = inputs;
        _rows = rows;
        _default = source.Default;
        _outputOrder = source.OutputOrder;
        Uses = [.. inputs.SelectMany(i => i.Uses)
            .Concat(rows.SelectMany(r => r.Cells.Where(c => c is not null).SelectMany(c => c!.Uses).Concat(r.OutputExpression?.Uses ?? [])))
            .Distinct()];
    }

    /// <summary>The fixed outputs of the rows in their order, and the default; computed outputs are left out.</summary>
    public IEnumerable<FeelValue> Outputs => _rows.Where(r => r.OutputExpression is null).Select(r => r.Output).Append(_default);

    /// <summary>The texts of all conditions and computed outputs.</summary>
    public IEnumerable<string> Texts => _rows.SelectMany(r => r.Cells.Append(r.OutputExpression)).OfType<FeelExpression>().Select(e => e.Text).Distinct();

    /// <summary>The variables that the table reads, each once.</summary>
    public ImmutableArray<FeelVariable> Uses { get; }

    /// <summary>
    /// Compiles a table against the names of a schema. The table is null when there is an error. Lines and columns of the diagnostics are those of the
    /// document that the table stands in.
    /// </summary>
    public static (DecisionTable? Table, ImmutableArray<FeelDiagnostic> Diagnostics) Compile(DecisionTableSource source, FeelSchema schema, FeelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        var diagnostics = ImmutableArray.CreateBuilder<FeelDiagnostic>();
        var inputs = new FeelExpression?[source.Inputs.Length];
        var allowed = new FeelExpression?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = source.Inputs[i];
            inputs[i] = Collect(FeelCompiler.Expression(input.Expression, schema, options), input.Line, input.Column, diagnostics);
            allowed[i] = input.Allowed is { } values
                ? Collect(FeelCompiler.UnaryTests(values.Text, input.Type ?? inputs[i]?.Type ?? FeelType.Any, schema, options), values.Line, values.Column, diagnostics)
                : null;
        }

        var rows = new List<Row>();
        foreach (var row in source.Rows)
        {
            if (row.Inputs.Length != inputs.Length)
            {
                diagnostics.Add(new(FeelSeverity.Error, row.Line, 1, $"这一行有{row.Inputs.Length}个条件格，要的是{inputs.Length}个，每列一个"));
                continue;
            }

            var cells = new FeelExpression?[inputs.Length];
            for (var i = 0; i < cells.Length; i++)
            {
                var cell = row.Inputs[i];
                if (cell.Text.Trim() != "-")
                {
                    cells[i] = Collect(FeelCompiler.UnaryTests(cell.Text, source.Inputs[i].Type ?? inputs[i]?.Type ?? FeelType.Any, schema, options), cell.Line, cell.Column, diagnostics);
                }
            }

            rows.Add(new(cells, row.Output, row.OutputExpression));
        }

        var failed = diagnostics.Any(d => d.Severity == FeelSeverity.Error);
        return (failed ? null : new DecisionTable(source, inputs!, allowed, [.. rows]), diagnostics.ToImmutable());
    }

    /// <summary>The answer and what decided it. A frame shorter than the schema throws <see cref="ArgumentException"/>; nothing else does.</summary>
    public TableAnswer Evaluate(FeelValue[] frame)
    {
        var walk = Walk(frame, null, true);
        return new(walk.Value, [.. walk.Holding], [.. walk.Undecided], Decisive(frame, walk));
    }

    private static FeelExpression? Collect(FeelCompilation compilation, int line, int column, ImmutableArray<FeelDiagnostic>.Builder diagnostics)
    {
        foreach (var d in compilation.Diagnostics)
        {
            diagnostics.Add(d with { Line = line + d.Line - 1, Column = d.Line == 1 ? column + d.Column - 1 : d.Column });
        }

        return compilation.Expression;
    }

    /// <summary>A compiled row; a null cell is no condition.</summary>
    private sealed record Row(FeelExpression?[] Cells, FeelValue Output, FeelExpression? OutputExpression)
    {
        public FeelValue Answer(FeelValue[] frame, FeelSession? session = null) => OutputExpression?.Evaluate(frame, FeelValue.Null, session) ?? Output;
    }
}
