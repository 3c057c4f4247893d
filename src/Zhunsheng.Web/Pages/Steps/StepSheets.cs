using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>The records of a form as Excel sheets: handed out as a template or as they stand, taken in from an upload.</summary>
internal static class StepSheets
{
    /// <summary>What the button is called that hands out the rows of a field, before the name of the field.</summary>
    public const string ExportAction = "sheet:";

    /// <summary>The field of records of a form that has this name; null for none.</summary>
    public static FactDefinition? FactOf(Step step, string name)
    {
        var asked = step.Asks.SelectMany(s => s.Facts).Select(f => (Name: FactInput.NameOf(f.Fact), f.Fact))
            .Concat(step.Outcomes.SelectMany((o, i) => o.Asks.Select(f => (Name: FactInput.NameOf(f.Fact, StepForm.ScopeOf(i)), f.Fact))));
        return asked.Where(a => a.Name == name && a.Fact.Type == FactType.Records).Select(a => a.Fact).FirstOrDefault();
    }

    /// <summary>The empty sheet of a field; null when there is no such field of records.</summary>
    public static async Task<IResult?> Template(Step step, string name, CancellationToken cancel) =>
        FactOf(step, name) is { } fact ? Results.Stream(await RecordSheet.Template(fact, cancel), Worksheet.MediaType, $"{fact.Label}-模板.xlsx") : null;

    /// <summary>The rows of a field as they stand in the form; null when the form was sent for another reason.</summary>
    public static async Task<IResult?> Export(StepForm form, string action, CancellationToken cancel)
    {
        if (!action.StartsWith(ExportAction, StringComparison.Ordinal))
        {
            return null;
        }

        var field = form.Fields.Concat(form.Outcomes.SelectMany(o => o.Fields)).FirstOrDefault(f => f.Name == action[ExportAction.Length..] && f.Fact.Type == FactType.Records);
        return field is null ? null : Results.Stream(await RecordSheet.Export(field, cancel), Worksheet.MediaType, $"{field.Fact.Label}.xlsx");
    }

    /// <summary>Takes the rows of the sheets that came into the form. Says what was taken, or everything that is wrong; a sheet with anything wrong changes nothing.</summary>
    public static async Task<(string? Said, ImmutableArray<Problem> Problems)> Import(Step step, StepPost post, CancellationToken cancel)
    {
        var said = new List<string>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var (name, file) in post.Sheets)
        {
            if (FactOf(step, name) is not { } fact)
            {
                continue;
            }

            if (file.TooLarge)
            {
                problems.Add(new Problem(FormField.IdOf(name), $"{fact.Label}：“{file.FileName}”超过{RecordSheet.LargestFile / 1048576}MB，没有导入"));
                continue;
            }

            var there = FactInput.RowsIn(fact, name, post.Fields);
            var append = post.Fields["append." + name] == "是";
            var read = await RecordSheet.Read(fact, file.Content, FactInput.MostRecords - (append ? there.Count : 0), cancel);
            if (read.Problems.Length > 0)
            {
                problems.Add(new Problem(FormField.IdOf(name), $"{fact.Label}：“{file.FileName}”有{read.Problems.Length}处不对，一行也没有导入；改好再传"));
                problems.AddRange(read.Problems.Select(p => new Problem(FormField.IdOf(name), p)));
                continue;
            }

            FactInput.Replace(fact, name, post.Fields, [.. append ? there : [], .. read.Rows]);
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{fact.Label}：从“{file.FileName}”导入{read.Rows.Length}行{(there.Count == 0 ? "" : append ? $"，接在原来的{there.Count}行后面" : $"，换掉了原来的{there.Count}行")}"));
        }

        return (said.Count > 0 ? string.Join("；", said) + "。请核对，还没有提交。" : null, problems.ToImmutable());
    }
}
