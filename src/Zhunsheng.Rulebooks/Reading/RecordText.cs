using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Records in a sentence: a row by its name, then what stands in it, with units; empty cells are left out.</summary>
public static class RecordText
{
    private const string Nothing = "没有填";

    /// <summary>第3行（费用：软件，金额：300.00万元); a row about a case file is named by the number of the file.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its place, from 1.</param>
    /// <param name="fields">What its cells are; empty where that is not known.</param>
    public static string Row(FeelContext row, int number, ImmutableArray<FactDefinition> fields)
    {
        ArgumentNullException.ThrowIfNull(row);
        var name = row[CaseRows.Number].AsString;
        var cells = Cells(row, fields, name is null ? null : CaseRows.Number);
        return (name ?? string.Create(CultureInfo.InvariantCulture, $"第{number}行")) + (cells.Length == 0 ? Nothing : $"（{cells}）");
    }

    /// <summary>The cells that are filled: 费用：软件，金额：300.00万元; in the order of the fields.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fields">What its cells are; empty where that is not known.</param>
    public static string Cells(FeelContext row, ImmutableArray<FactDefinition> fields) => Cells(row, fields, null);

    private static string Cells(FeelContext row, ImmutableArray<FactDefinition> fields, string? without)
    {
        ArgumentNullException.ThrowIfNull(row);
        var known = fields.IsDefaultOrEmpty ? [.. row.Entries.Select(e => (Fact: default(FactDefinition), e.Key, e.Value))]
            : fields.Select(f => (Fact: (FactDefinition?)f, Key: f.Name, Value: row[f.Name])).ToList();
        return string.Join("，", known.Where(c => c.Key != without && !c.Value.IsNull)
            .Select(c => $"{c.Fact?.Label ?? c.Key}：{SituationReader.Shown(c.Value, c.Fact)}{(c.Fact?.Type == FactType.Money ? MoneyText.Unit : "")}"));
    }
}
