using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>
/// What a form says about each of a list of case files (see <see cref="FactDefinition.RowsFact"/>). A row stands on the form for every file on offer; only those of the files that were chosen count,
/// in the order that the numbers typed into them give. Numbers need not be consecutive: a row that was moved onto the place of another goes before it.
/// </summary>
internal static class CaseRowsInput
{
    /// <summary>The form with the rows put in order, and the files in the order of their rows.</summary>
    public static StepForm Settled(StepForm form)
    {
        var all = form.Fields.Concat(form.Outcomes.SelectMany(o => o.Fields)).ToList();
        foreach (var cases in all.Where(f => f.Fact.RowsFact is not null).ToList())
        {
            if (all.Find(f => f.Fact.Name == cases.Fact.RowsFact) is not { } rows)
            {
                continue;
            }

            var (chosen, said) = Ordered(cases, rows);
            form = form.Map(f => f.Name == cases.Name ? chosen : f.Name == rows.Name ? said : f);
        }

        return form;
    }

    /// <summary>The row about a file; null when nothing was said about it.</summary>
    public static ImmutableArray<FormField>? RowOf(FormField rows, string number) =>
        rows.Rows.Where(r => NumberOf(r) == number).Select(r => (ImmutableArray<FormField>?)r).FirstOrDefault();

    private static (FormField Chosen, FormField Said) Ordered(FormField cases, FormField rows)
    {
        var all = rows.Rows.Select((cells, index) => (Cells: cells, Index: index)).Where(r => NumberOf(r.Cells).Length > 0).ToList();
        var picked = all.FindAll(r => cases.Typed.Contains(NumberOf(r.Cells))).OrderBy(r => PlaceOf(r.Cells)).ThenBy(r => PlaceOf(r.Cells) == r.Index + 1).ThenBy(r => r.Index)
            .DistinctBy(r => NumberOf(r.Cells)).Select((r, i) => Numbered(r.Cells, i + 1)).ToList();
        var numbers = picked.ConvertAll(NumberOf);
        var typed = numbers.Concat(cases.Typed.Where(t => !numbers.Contains(t))).Distinct().ToImmutableArray();
        var chosen = cases with { Typed = typed, Value = cases.Value.IsNull ? cases.Value : FeelValue.ListOf(typed), ShownElsewhere = false };
        var wrong = picked.FindIndex(r => r.Any(c => c.Error is not null));
        var error = wrong < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"第{wrong + 1}个（{numbers[wrong]}）有没填好的格子：{string.Join("；", picked[wrong].Where(c => c.Error is not null).Select(c => $"{c.Fact.Label}，{c.Error}"))}");
        var said = rows with
        {
            Rows = [.. picked.Concat(all.Where(r => !numbers.Contains(NumberOf(r.Cells))).Select(r => r.Cells)).Select((r, i) => Renamed(rows, r, i))],
            Value = error is null && picked.Count > 0 ? FeelValue.ListOf(picked.Select(r => FeelValue.Of(new FeelContext(r.Select(c => KeyValuePair.Create(c.Fact.Name, c.Value)))))) : FeelValue.Null,
            Error = error,
            ShownElsewhere = true,
        };
        return (chosen with { RowsField = said }, said);
    }

    private static string NumberOf(ImmutableArray<FormField> row) => row.FirstOrDefault(c => c.Fact.Name == CaseRows.Number)?.Text ?? "";

    private static decimal PlaceOf(ImmutableArray<FormField> row) => row.FirstOrDefault(c => c.Fact.Name == CaseRows.Order)?.Value.AsNumber ?? decimal.MaxValue;

    /// <summary>The row with its place in it; an empty place is no mistake, a wrong one stays as it was typed.</summary>
    private static ImmutableArray<FormField> Numbered(ImmutableArray<FormField> row, int place) => [.. row.Select(c =>
        c.Fact.Name != CaseRows.Order || (c.Error is not null && c.Typed.Any(t => t.Length > 0)) ? c
        : c with { Typed = [place.ToString(CultureInfo.InvariantCulture)], Value = FeelValue.Of((decimal)place), Error = null })];

    private static ImmutableArray<FormField> Renamed(FormField rows, ImmutableArray<FormField> row, int index) =>
        [.. row.Select(c => c with { Name = string.Create(CultureInfo.InvariantCulture, $"{rows.Name}.{index}.{c.Fact.Name}") })];
}
