using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>A control that two people filled differently.</summary>
/// <param name="Label">What it asks.</param>
/// <param name="Theirs">What the other one saved; null for nothing.</param>
/// <param name="Mine">What was typed here; null for nothing.</param>
public sealed record DraftDifference(string Label, string? Theirs, string? Mine);

/// <summary>A draft that somebody saved in the meantime, beside the form as it came in.</summary>
/// <param name="Draft">The draft that stands.</param>
/// <param name="Differences">Where the two differ, in the order of the form.</param>
public sealed record DraftComparison(Draft Draft, ImmutableArray<DraftDifference> Differences)
{
    /// <summary>Lays two contents of one form beside each other.</summary>
    internal static DraftComparison Of(Draft theirs, DraftContent mine, StepView view)
    {
        var left = Texts(theirs.Content, view);
        var right = Texts(mine, view);
        var names = right.Keys.Concat(left.Keys).Distinct().ToList();
        return new DraftComparison(theirs, [.. names.Select(n => new DraftDifference(n, left.GetValueOrDefault(n), right.GetValueOrDefault(n))).Where(d => d.Theirs != d.Mine)]);
    }

    private static Dictionary<string, string> Texts(DraftContent content, StepView view)
    {
        var fields = view.Form.Sections.SelectMany(s => s.Fields).Concat(view.Form.Outcomes.SelectMany(o => o.Fields)).ToList();
        var texts = new Dictionary<string, string>();
        foreach (var field in content.Fields)
        {
            var text = string.Join("、", field.Values.Where(v => v.Length > 0));
            if (text.Length > 0)
            {
                texts[LabelOf(field.Name, fields, view)] = text;
            }
        }

        foreach (var paper in content.Papers)
        {
            texts["材料：" + paper.File.Title] = paper.File.FileName;
        }

        return texts;
    }

    private static string LabelOf(string name, List<FormField> fields, StepView view)
    {
        if (name == "note")
        {
            return view.Corrected is null ? "备注" : "更正原因";
        }

        if (name.StartsWith(StepPost.FilePrefix, StringComparison.Ordinal))
        {
            var paper = view.Papers.FirstOrDefault(p => p.Name == name)?.State.Paper;
            return paper is null ? name : $"《{paper.Within}》里的{paper.Title}";
        }

        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field.Fact.Label;
            }

            if (name.StartsWith(field.Name + ".", StringComparison.Ordinal) && name[(field.Name.Length + 1)..].Split('.', 2) is [var row, var cell] && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return $"{field.Fact.Label}第{index + 1}行{field.Fact.Fields.FirstOrDefault(f => f.Name == cell)?.Label ?? cell}";
            }
        }

        return name;
    }
}
