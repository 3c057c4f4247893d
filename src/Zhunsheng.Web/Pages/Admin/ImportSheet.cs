using System.Collections.Immutable;
using Zhunsheng.Documents;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>A sheet laid against the columns that an import knows.</summary>
internal sealed class ImportSheet
{
    /// <summary>The most rows of one import.</summary>
    public const int MostRows = 10_000;

    private readonly Dictionary<string, int> _columns = [];

    private ImportSheet(ReadSheet sheet) => Sheet = sheet;

    private ReadSheet Sheet { get; }

    /// <summary>What is wrong with headings and single cells.</summary>
    public List<ImportProblem> Problems { get; } = [];

    /// <summary>Lays a sheet against columns.</summary>
    public static ImportSheet Of(ReadSheet sheet, ImmutableArray<(string Name, bool Required)> columns)
    {
        var laid = new ImportSheet(sheet);
        foreach (var (heading, index) in sheet.Headings.Select((h, i) => (h, i)))
        {
            if (heading.Problem is { } problem)
            {
                laid.Problems.Add(new ImportProblem(sheet.HeadingRow, heading.Address, "标题" + problem));
            }
            else if (columns.All(c => c.Name != heading.Text))
            {
                laid.Problems.Add(new ImportProblem(sheet.HeadingRow, heading.Address, $"不认识“{heading.Text}”这一列；只有{string.Join("、", columns.Select(c => c.Name))}"));
            }
            else if (!laid._columns.TryAdd(heading.Text, index))
            {
                laid.Problems.Add(new ImportProblem(sheet.HeadingRow, heading.Address, $"“{heading.Text}”这一列有两个；删去一个"));
            }
        }

        foreach (var (name, _) in columns.Where(c => c.Required && !laid._columns.ContainsKey(c.Name)))
        {
            laid.Problems.Add(new ImportProblem(sheet.HeadingRow, null, $"缺少“{name}”这一列；请用模板"));
        }

        foreach (var stray in sheet.Rows.SelectMany(r => r.Strays.Select(s => (r.Number, s))))
        {
            laid.Problems.Add(new ImportProblem(stray.Number, stray.s.Address, "这一列没有标题；删去这一格，或者写上标题"));
        }

        return laid;
    }

    /// <summary>Finds cells whose value cannot be relied on, and days: every column here holds texts.</summary>
    public void ReadCells()
    {
        foreach (var (name, index) in _columns)
        {
            foreach (var row in Sheet.Rows)
            {
                var cell = row.Cells[index];
                if (cell.Problem is { } problem)
                {
                    Problems.Add(new ImportProblem(row.Number, name, "这一格" + problem));
                }
                else if (cell.Day is not null)
                {
                    Problems.Add(new ImportProblem(row.Number, name, $"这一格是日期（{cell.Text}），应当是文字；把格式改成文本再填"));
                }
            }
        }
    }

    /// <summary>The rows, made by a function that reads a row's columns by name.</summary>
    public List<T> Rows<T>(Func<int, Func<string, string>, T> make) =>
        [.. Sheet.Rows.Select(row => make(row.Number, name => _columns.TryGetValue(name, out var index) ? row.Cells[index].Text : ""))];

    /// <summary>The address of a cell, for a row and the name of its column: B7（单位名称）.</summary>
    public string Place(ImportProblem problem) => problem switch
    {
        { Row: { } row, Column: { } name } when _columns.TryGetValue(name, out var index) && Sheet.Rows.FirstOrDefault(r => r.Number == row) is { } found => $"{found.Cells[index].Address}（{name}）",
        { Column: { } column } => column,
        _ => "整行",
    };
}
