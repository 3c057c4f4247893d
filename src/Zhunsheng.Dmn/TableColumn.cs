using System.Collections;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>
/// A column's values cut into regions within which every cell of the column has one outcome: single values and the open stretches between them, or the values
/// of a closed set. A cell is then the set of regions it lets through.
/// </summary>
internal sealed class TableColumn
{
    private readonly List<(FeelValue Sample, string Shown)> _regions = [];

    private TableColumn(string name) => Name = name;

    /// <summary>The column's expression.</summary>
    public string Name { get; }

    /// <summary>How many regions there are.</summary>
    public int Count => _regions.Count;

    /// <summary>For each row the regions that its cell lets through; null where that cannot be told.</summary>
    public required BitArray?[] Cells { get; init; }

    /// <summary>The region as a rule author reads it: the name, and the values with an example.</summary>
    public string Shown(int region) => $"{Name} {_regions[region].Shown}";

    /// <summary>Cuts a column up; null when its values cannot be listed or put in order.</summary>
    public static TableColumn Of(TableInput input, FeelType type, FeelExpression?[] cells)
    {
        var breakpoints = new List<FeelValue>();
        var opaque = new bool[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } cell)
            {
                opaque[i] = cell.Breakpoints is null;
                breakpoints.AddRange(cell.Breakpoints ?? []);
            }
        }

        var column = new TableColumn(input.Expression) { Cells = new BitArray?[cells.Length] };
        column.Cut(type, breakpoints);
        for (var row = 0; row < cells.Length; row++)
        {
            column.Cells[row] = opaque[row] || (column.Count == 0 && cells[row] is not null) ? null : column.Passing(cells[row]);
        }

        if (column.Count == 0)
        {
            // Values that cannot be listed: one region that only rows without a condition are known to cover.
            column._regions.Add((FeelValue.Null, "是任何值"));
            for (var row = 0; row < cells.Length; row++)
            {
                column.Cells[row] = cells[row] is null ? new BitArray(1, true) : null;
            }
        }

        return column;
    }

    private BitArray Passing(FeelExpression? cell)
    {
        var passing = new BitArray(Count);
        for (var i = 0; i < Count; i++)
        {
            passing[i] = cell is null || cell.Test([], _regions[i].Sample) == true;
        }

        return passing;
    }

    private void Cut(FeelType type, List<FeelValue> breakpoints)
    {
        switch (type.Kind)
        {
            case FeelKind.Boolean:
                _regions.Add((FeelValue.True, "= true"));
                _regions.Add((FeelValue.False, "= false"));
                break;
            case FeelKind.String:
                var texts = type.AllowedValues is { } allowed ? allowed.ToList() : breakpoints.Where(b => b.Kind == FeelKind.String).Select(b => b.AsString!).Distinct().ToList();
                _regions.AddRange(texts.Select(t => (FeelValue.Of(t), $"= \"{t}\"")));
                if (type.AllowedValues is null)
                {
                    var other = "其他";
                    while (texts.Contains(other))
                    {
                        other += "一";
                    }

                    _regions.Add((FeelValue.Of(other), "是其他文本"));
                }

                break;
            case FeelKind.Number:
                CutLine([.. breakpoints.Where(b => b.Kind == FeelKind.Number).Select(b => b.AsNumber!.Value).Distinct().Order()], n => FeelValue.Of(n), 1m);
                break;
            case FeelKind.Date:
                CutLine([.. breakpoints.Where(b => b.AsDate is not null).Select(b => (decimal)b.AsDate!.Value.DayNumber).Distinct().Order()],
                    n => FeelValue.Of(DateOnly.FromDayNumber((int)Math.Clamp(n, 0m, DateOnly.MaxValue.DayNumber))), null);
                break;
        }
    }

    /// <summary>Cuts a line at the points. Amounts that are tested from 0 on are taken to have no negative values; between neighbouring days there is nothing.</summary>
    private void CutLine(decimal[] points, Func<decimal, FeelValue> value, decimal? step)
    {
        if (points.Length == 0)
        {
            _regions.Add((value(1m), "是任何值"));
            return;
        }

        if (step is null || points[0] != 0)
        {
            _regions.Add((value(points[0] - 1), $"< {value(points[0])}"));
        }

        for (var i = 0; i < points.Length; i++)
        {
            _regions.Add((value(points[i]), $"= {value(points[i])}"));
            if (i + 1 < points.Length && (step is not null || points[i + 1] - points[i] > 1))
            {
                var middle = step is not null ? (points[i] / 2) + (points[i + 1] / 2) : points[i] + 1;
                _regions.Add((value(middle), $"在 {value(points[i])} 和 {value(points[i + 1])} 之间（如 {value(middle)}）"));
            }
        }

        _regions.Add((value(points[^1] + 1), $"> {value(points[^1])}"));
    }
}
