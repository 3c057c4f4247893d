using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Zhunsheng.Documents;

/// <summary>One pass over a sheet, row by row.</summary>
/// <param name="name">The name of the sheet.</param>
/// <param name="values">Makes values of cells.</param>
/// <param name="limits">How much it may hold.</param>
internal sealed class SheetScan(string name, CellReading values, SheetLimits limits)
{
    /// <summary>The columns that a sheet can have at all: A to XFD.</summary>
    private const int LastColumn = 16_384;

    private const int MostMerged = 10_000;

    private const string Merged = "在合并单元格里，看不出该归哪一行；请取消合并，每一格都填上";

    private readonly List<(int Row, SortedDictionary<int, ReadCell> Cells)> _rows = [];
    private readonly List<(int Top, int Left, int Bottom, int Right)> _merged = [];

    /// <summary>Reads the sheet.</summary>
    public SheetReading Run(WorksheetPart part, CancellationToken cancel)
    {
        using (var reader = OpenXmlReader.Create(part))
        {
            var last = 0;
            while (reader.Read())
            {
                // Loading an element moves on to the next one, which may be one of these again.
                while (reader.IsStartElement && (reader.ElementType == typeof(Row) || reader.ElementType == typeof(MergeCell)))
                {
                    cancel.ThrowIfCancellationRequested();
                    var element = reader.LoadCurrentElement();
                    if (element is MergeCell { Reference.Value: { } area } && Area(area) is { } rectangle && _merged.Count < MostMerged)
                    {
                        _merged.Add(rectangle);
                    }
                    else if (element is Row row && Take(row, ref last) is { } problem)
                    {
                        return new(null, problem);
                    }
                }
            }
        }

        if (_rows.Count == 0)
        {
            return new(null, "第一张工作表是空的；请下载模板，填好再传");
        }

        MarkMerged();
        var (headingRow, headings) = _rows[0];
        ImmutableArray<int> columns = [.. headings.Keys];
        ImmutableArray<ReadRow> rows = [.. _rows.Skip(1).Select(r => new ReadRow(
            r.Row,
            [.. columns.Select(c => r.Cells.TryGetValue(c, out var cell) ? cell : new ReadCell(Address(c, r.Row), ""))],
            [.. r.Cells.Where(c => !headings.ContainsKey(c.Key)).Select(c => c.Value)]))];
        return new(new ReadSheet(name, headingRow, [.. headings.Values], rows), null);
    }

    /// <summary>Keeps the cells of a row that hold something. Returns what is wrong with the sheet as a whole; null for nothing.</summary>
    private string? Take(Row row, ref int last)
    {
        last = row.RowIndex?.Value is { } stated and <= int.MaxValue ? (int)stated : last + 1;
        var cells = new SortedDictionary<int, ReadCell>();
        var column = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            column = cell.CellReference?.Value is { } reference && ColumnOf(reference) is { } place ? place : column + 1;
            var read = values.Of(cell, Address(column, last));
            if (!read.IsEmpty)
            {
                cells[column] = read;
            }
        }

        if (cells.Count == 0)
        {
            return null;
        }

        if (cells.Count > limits.Columns)
        {
            return $"第{last}行填了{cells.Count}列，最多{limits.Columns}列；请删去多余的列";
        }

        if (_rows.Count > limits.Rows)
        {
            return string.Create(CultureInfo.InvariantCulture, $"表里超过{limits.Rows}行；请分成几个文件");
        }

        _rows.Add((last, cells));
        return null;
    }

    /// <summary>Merged cells below the heading: the value stands in the first of them only, and which rows it is meant for only its author knows.</summary>
    private void MarkMerged()
    {
        var heading = _rows[0].Row;
        foreach (var (row, cells) in _rows)
        {
            if (row == heading)
            {
                continue;
            }

            foreach (var (_, left, _, right) in _merged.Where(m => m.Top <= row && row <= m.Bottom && m.Bottom > heading))
            {
                // Of a merged area as wide as the sheet only the columns with a heading matter.
                foreach (var column in _rows[0].Cells.Keys.Concat(cells.Keys.ToList()).Where(c => c >= left && c <= right).Distinct().ToList())
                {
                    cells[column] = cells.TryGetValue(column, out var cell) ? cell with { Problem = cell.Problem ?? Merged } : new ReadCell(Address(column, row), "", Merged);
                }
            }
        }
    }

    private static (int Top, int Left, int Bottom, int Right)? Area(string reference)
    {
        var ends = reference.Split(':');
        return ends.Length == 2 && Place(ends[0]) is { } first && Place(ends[1]) is { } second ? (first.Row, first.Column, second.Row, second.Column) : null;
    }

    private static (int Row, int Column)? Place(string address)
    {
        var letters = address.TakeWhile(char.IsAsciiLetter).Count();
        return ColumnOf(address) is { } column && int.TryParse(address.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (row, column) : null;
    }

    /// <summary>The number of the column of an address, from 1; null when the address is none.</summary>
    private static int? ColumnOf(string address)
    {
        var column = 0;
        foreach (var c in address.TakeWhile(char.IsAsciiLetter))
        {
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > LastColumn)
            {
                return null;
            }
        }

        return column == 0 ? null : column;
    }

    private static string Address(int column, int row)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
