using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Documents;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>What came of reading a sheet into the rows of a field.</summary>
/// <param name="Rows">The rows, each with one text a column of the field; empty when anything is wrong.</param>
/// <param name="Problems">Everything that is wrong, in Chinese, with row and cell.</param>
public sealed record RecordSheetReading(ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<string> Problems);

/// <summary>Records of a form as an Excel sheet: a template, the rows as they are, and rows read from a sheet, all or none.</summary>
internal static class RecordSheet
{
    /// <summary>The largest sheet that is read, in bytes.</summary>
    public const int LargestFile = 5 * 1024 * 1024;

    /// <summary>How many problems are listed; the others are counted.</summary>
    private const int MostProblems = 50;

    private const int TextWidth = 24;
    private const int FigureWidth = 14;

    private static readonly SheetLimits Limits = new(Bytes: LargestFile, Columns: 60, Characters: 8 * 1024 * 1024);

    /// <summary>The heading of a column, with its unit: what stands over the rows in the form and in the sheet.</summary>
    public static string HeadingOf(FactDefinition column)
    {
        var unit = column.Type == FactType.Money ? "万元" : column.Unit;
        return unit is null || column.Label.Contains(unit, StringComparison.Ordinal) ? column.Label : $"{column.Label}（{unit}）";
    }

    /// <summary>Writes an empty sheet to be filled, with a second sheet of what the cells may say.</summary>
    public static async Task<MemoryStream> Template(FactDefinition fact, CancellationToken cancel)
    {
        var notes = fact.Fields.Select(f => (IReadOnlyList<SheetCell>)[
            SheetCell.Of(HeadingOf(f)), SheetCell.Of(f.Optional ? "可以空着" : "必填"), SheetCell.Of(KindOf(f)), SheetCell.Of(string.Join("、", ValuesOf(f)))]);
        return await Write(
            [
                new SheetContent(fact.Label, ColumnsOf(fact), Each([])),
                new SheetContent("填写说明", [new("栏目", SheetColumnKind.Text, TextWidth), new("要不要填", SheetColumnKind.Text, FigureWidth), new("怎么填", SheetColumnKind.Text, 40), new("可以填的值", SheetColumnKind.Text, 60)], Each(notes)),
            ],
            cancel);
    }

    /// <summary>Writes the rows of a field as they stand in the form, what cannot be read as typed.</summary>
    public static Task<MemoryStream> Export(FormField field, CancellationToken cancel) => Write(
        [new SheetContent(field.Fact.Label, ColumnsOf(field.Fact), Each(field.Rows.Where(r => r.Any(c => c.Text.Length > 0)).Select(r => (IReadOnlyList<SheetCell>)[.. r.Select(CellOf)])))], cancel);

    /// <summary>Reads a sheet: its first row names the columns, in any order; every row below it is checked. Anything wrong, and no row is taken.</summary>
    public static async Task<RecordSheetReading> Read(FactDefinition fact, Stream content, int most, CancellationToken cancel)
    {
        var (sheet, unreadable) = await SheetReader.Read(content, Limits, cancel);
        if (sheet is null)
        {
            return new([], [unreadable!]);
        }

        var problems = new List<string>();
        var places = Places(fact, sheet, problems);
        if (problems.Count > 0)
        {
            return new([], [.. problems]);
        }

        if (sheet.Rows.IsEmpty)
        {
            return new([], ["表里只有栏目，没有一行内容"]);
        }

        if (sheet.Rows.Length > most)
        {
            return new([], [string.Create(CultureInfo.InvariantCulture, $"表里有{sheet.Rows.Length}行，这里最多{most}行；请合并同类的行")]);
        }

        ImmutableArray<ImmutableArray<string>> rows = [.. sheet.Rows.Select(r => Row(fact, r, places, problems))];
        return problems.Count == 0 ? new(rows, [])
            : new([], [.. problems.Take(MostProblems), .. problems.Count > MostProblems ? [string.Create(CultureInfo.InvariantCulture, $"还有{problems.Count - MostProblems}处，先改上面这些")] : Array.Empty<string>()]);
    }

    /// <summary>Where each column of the field stands in the sheet; -1 for one that may be left out and is.</summary>
    private static int[] Places(FactDefinition fact, ReadSheet sheet, List<string> problems)
    {
        var places = Enumerable.Repeat(-1, fact.Fields.Length).ToArray();
        for (var i = 0; i < sheet.Headings.Length; i++)
        {
            var heading = sheet.Headings[i];
            var column = fact.Fields.ToList().FindIndex(f => heading.Text == HeadingOf(f) || heading.Text == f.Label || heading.Text == f.Name);
            if (column < 0)
            {
                problems.Add($"{heading.Address}：没有叫“{Short(heading.Text)}”的栏目；有的是{string.Join("、", fact.Fields.Select(HeadingOf))}，先下载模板");
            }
            else if (places[column] >= 0)
            {
                problems.Add($"{heading.Address}：“{HeadingOf(fact.Fields[column])}”这一栏有两列，请留一列");
            }
            else
            {
                places[column] = i;
            }
        }

        problems.AddRange(fact.Fields.Where((f, i) => places[i] < 0 && !f.Optional).Select(f => $"第{sheet.HeadingRow}行缺“{HeadingOf(f)}”这一栏"));
        return places;
    }

    private static ImmutableArray<string> Row(FactDefinition fact, ReadRow row, int[] places, List<string> problems)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < fact.Fields.Length; i++)
        {
            var column = fact.Fields[i];
            var cell = places[i] < 0 ? default : row.Cells[places[i]];
            var text = cell.Text ?? "";
            if (cell.Problem is { } problem)
            {
                problems.Add($"第{row.Number}行{cell.Address} {HeadingOf(column)}：{problem}");
            }
            else if (text.Length == 0 && !column.Optional)
            {
                problems.Add($"第{row.Number}行{cell.Address} {HeadingOf(column)}：空着，这一栏必填；不要这一行就整行删去");
            }
            else if (text.Length > 0 && FactInput.Problem(column, text) is { } wrong)
            {
                problems.Add($"第{row.Number}行{cell.Address} {HeadingOf(column)}：{wrong}，写的是“{Short(text)}”");
            }

            texts.Add(text);
        }

        problems.AddRange(row.Strays.Select(s => $"第{row.Number}行{s.Address}：这一列没有栏目名，写的是“{Short(s.Text)}”"));
        return texts.ToImmutable();
    }

    private static async Task<MemoryStream> Write(IReadOnlyList<SheetContent> sheets, CancellationToken cancel)
    {
        var memory = new MemoryStream();
        await Worksheet.Write(memory, sheets, cancel);
        memory.Position = 0;
        return memory;
    }

    private static ImmutableArray<SheetColumn> ColumnsOf(FactDefinition fact) => [.. fact.Fields.Select(f => new SheetColumn(HeadingOf(f), KindOfColumn(f.Type), f.Type is FactType.Text or FactType.List ? TextWidth : FigureWidth) { Values = ValuesOf(f) })];

    private static SheetColumnKind KindOfColumn(FactType type) => type switch
    {
        FactType.Money => SheetColumnKind.Money,
        FactType.Year => SheetColumnKind.Whole,
        FactType.Date => SheetColumnKind.Date,
        _ => SheetColumnKind.Text,
    };

    private static ImmutableArray<string> ValuesOf(FactDefinition fact) => fact.Type == FactType.Boolean ? ["是", "否"] : fact.Values;

    private static string KindOf(FactDefinition fact) => fact.Type switch
    {
        FactType.Money => "数字，单位万元",
        FactType.Number => fact.Unit is { } unit ? $"数字，单位{unit}" : "数字",
        FactType.Year => "四位年份，例如2026",
        FactType.Date => "日期，例如2026-04-30",
        FactType.Boolean => "填“是”或“否”",
        FactType.Text when fact.Values.IsEmpty => "文字",
        _ => "从右边的值里选一个",
    };

    private static SheetCell CellOf(FormField cell) => cell.Value.Kind switch
    {
        FeelKind.Number => SheetCell.Of(cell.Value.AsNumber),
        FeelKind.Date => SheetCell.Of(cell.Value.AsDate),
        _ => SheetCell.Of(cell.Text),
    };

    private static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Each(IEnumerable<IReadOnlyList<SheetCell>> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }
}
