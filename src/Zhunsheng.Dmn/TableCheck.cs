using System.Collections;
using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>
/// Finds what is suspicious in a decision table without running it: combinations that no row covers, rows that overlap where only one may hold,
/// and rows that can never be reached. Works on columns of numbers, days, booleans and texts; a cell that reads variables or calls functions is given the
/// benefit of the doubt.
/// </summary>
public static class TableCheck
{
    private const int MostFindings = 5;
    private const int MostSteps = 200_000;

    /// <summary>Checks a table; all findings are warnings, at the line of the row concerned (for gaps, at the first column). A table that does not compile has none.</summary>
    public static ImmutableArray<FeelDiagnostic> Run(DecisionTableSource source, FeelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        if (source.Rows.Length == 0 || source.Inputs.Length == 0 || Columns(source, schema) is not { } columns)
        {
            return [];
        }

        var findings = ImmutableArray.CreateBuilder<FeelDiagnostic>();
        FindDeadRows(source, columns, findings);
        if (source.Default.IsNull && source.Hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First or HitPolicy.Priority)
        {
            FindGaps(source, columns, findings);
        }

        if (source.Hit is HitPolicy.Unique or HitPolicy.Any)
        {
            FindOverlaps(source, columns, findings);
        }

        return findings.ToImmutable();
    }

    private static TableColumn[]? Columns(DecisionTableSource source, FeelSchema schema)
    {
        var columns = new TableColumn[source.Inputs.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (FeelCompiler.Expression(source.Inputs[i].Expression, schema, FeelOptions.UnknownPropagates).Expression is not { } input)
            {
                return null;
            }

            var cells = new FeelExpression?[source.Rows.Length];
            for (var row = 0; row < cells.Length; row++)
            {
                if (source.Rows[row].Inputs.Length != columns.Length)
                {
                    return null;
                }

                var text = source.Rows[row].Inputs[i].Text;
                if (text.Trim() != "-" && (cells[row] = FeelCompiler.UnaryTests(text, source.Inputs[i].Type ?? input.Type, schema, FeelOptions.UnknownPropagates).Expression) is null)
                {
                    return null;
                }
            }

            columns[i] = TableColumn.Of(source.Inputs[i], source.Inputs[i].Type ?? input.Type, cells);
        }

        return columns;
    }

    private static void FindDeadRows(DecisionTableSource source, TableColumn[] columns, ImmutableArray<FeelDiagnostic>.Builder findings)
    {
        for (var row = 0; row < source.Rows.Length; row++)
        {
            var (line, column) = (source.Rows[row].Line, source.Rows[row].Column);
            if (columns.FirstOrDefault(c => c.Cells[row] is { } cell && !cell.HasAnySet()) is { } never)
            {
                findings.Add(new(FeelSeverity.Warning, line, column, $"第{row + 1}行永远不会成立：“{never.Name}”这一格没有值能满足"));
            }
            else if (source.Hit == HitPolicy.First && row > 0)
            {
                var covering = Enumerable.Range(0, row).Where(r => Array.TrueForAll(columns, c => c.Cells[r] is not null)).ToList();
                var search = new Search(columns, row);
                if (covering.Count > 0 && search.Uncovered(covering, 1).Count == 0 && !search.GaveUp)
                {
                    findings.Add(new(FeelSeverity.Warning, line, column, $"第{row + 1}行永远轮不到：前面的行已经把它管的情形都管了"));
                }
            }
        }
    }

    private static void FindGaps(DecisionTableSource source, TableColumn[] columns, ImmutableArray<FeelDiagnostic>.Builder findings)
    {
        // A row with a cell that cannot be looked into is taken to cover whatever its other cells let through.
        var rows = Enumerable.Range(0, source.Rows.Length).ToList();
        foreach (var gap in new Search(columns, null).Uncovered(rows, MostFindings))
        {
            var shown = string.Join("、", gap.Select((region, column) => region < 0 ? null : columns[column].Shown(region)).Where(s => s is not null));
            findings.Add(new(FeelSeverity.Warning, source.Inputs[0].Line, source.Inputs[0].Column, $"有情形没有一行管到：{(shown.Length == 0 ? "任何情形" : shown)}"));
        }
    }

    private static void FindOverlaps(DecisionTableSource source, TableColumn[] columns, ImmutableArray<FeelDiagnostic>.Builder findings)
    {
        var found = 0;
        for (var second = 1; second < source.Rows.Length; second++)
        {
            for (var first = 0; first < second && found < MostFindings; first++)
            {
                if (source.Hit == HitPolicy.Any && (source.Rows[first].OutputExpression is not null || source.Rows[second].OutputExpression is not null
                    || source.Rows[first].Output == source.Rows[second].Output))
                {
                    continue;
                }

                var common = columns.Select(c => Common(c.Cells[first], c.Cells[second])).ToArray();
                if (!common.Contains(-1))
                {
                    found++;
                    var shown = string.Join("、", common.Select((region, i) => columns[i].Cells[first]!.HasAllSet() && columns[i].Cells[second]!.HasAllSet() ? null : columns[i].Shown(region))
                        .Where(s => s is not null));
                    findings.Add(new(FeelSeverity.Warning, source.Rows[second].Line, source.Rows[second].Column,
                        $"第{second + 1}行和第{first + 1}行重叠{(source.Hit == HitPolicy.Any ? "而结果不同" : "")}：{(shown.Length == 0 ? "任何情形" : shown)}"));
                }
            }
        }
    }

    /// <summary>A region that both cells let through; -1 if there is none or it cannot be told.</summary>
    private static int Common(BitArray? left, BitArray? right)
    {
        for (var i = 0; left is not null && right is not null && i < left.Count; i++)
        {
            if (left[i] && right[i])
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Looks for combinations of regions that rows leave uncovered, column by column; sets of rows that were looked at before are not looked at again.</summary>
    private sealed class Search(TableColumn[] columns, int? within)
    {
        private readonly HashSet<string> _seen = [];
        private readonly List<int[]> _found = [];
        private int _steps = MostSteps;

        /// <summary>Whether the search was given up before its end.</summary>
        public bool GaveUp => _steps <= 0;

        /// <summary>Uncovered combinations, at most so many: for each column a region, or -1 for any.</summary>
        public List<int[]> Uncovered(List<int> rows, int most)
        {
            var choice = new int[columns.Length];
            Array.Fill(choice, -1);
            Look(0, rows, choice, most);
            return _found;
        }

        private void Look(int column, List<int> rows, int[] choice, int most)
        {
            if (rows.Count == 0)
            {
                _found.Add((int[])choice.Clone());
                return;
            }

            // What follows depends on the rows left only, not on how they were reached: twins of a combination are not reported again.
            if (column == columns.Length || --_steps <= 0 || !_seen.Add($"{column}|{string.Join(',', rows)}"))
            {
                return;
            }

            for (var region = 0; region < columns[column].Count && _found.Count < most; region++)
            {
                if (within is { } row && columns[column].Cells[row] is { } cell && !cell[region])
                {
                    continue;
                }

                choice[column] = region;
                Look(column + 1, rows.Where(r => columns[column].Cells[r] is not { } c || c[region]).ToList(), choice, most);
            }

            choice[column] = -1;
        }
    }
}
