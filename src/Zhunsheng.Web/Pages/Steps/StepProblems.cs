using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>From what is wrong with a form to the words beside its fields and in the summary.</summary>
internal static class StepProblems
{
    /// <summary>What is wrong with the files that came.</summary>
    public static ImmutableArray<Problem> OfFiles(StepView view) =>
        [.. view.Papers.Where(p => p.Error is not null).Select(p => new Problem(p.Id, $"{p.State.Paper.Title}：{p.Error}"))];

    /// <summary>What is wrong before the rules are asked: values that cannot be read, files that were refused, no outcome.</summary>
    public static ImmutableArray<Problem> Early(StepView view, StepForm form, string outcome)
    {
        var problems = form.FieldsFor(outcome).Where(f => f.Error is not null).SelectMany(f => OfField(view, f)).Concat(OfFiles(view));
        if (view.State.Step.FindOutcome(outcome) is null)
        {
            problems = problems.Append(new Problem(null, "没有选办理结果：请按表单下面的按钮提交"));
        }

        if (view.Corrected is null && view.Note.Length > 0 && OfflineStub.Is(view.State.Step, view.State.Step.FindOutcome(outcome)))
        {
            problems = problems.Append(new Problem("note", "不写备注；请清空"));
        }

        if (view.Corrected is not null && view.Note.Length == 0)
        {
            problems = problems.Append(new Problem("note", "写明更正的原因"));
        }

        return [.. problems];
    }

    /// <summary>What is wrong with a field, by the question that the form asks; in a table cell by cell, each by its row.</summary>
    private static IEnumerable<Problem> OfField(StepView view, FormField field)
    {
        var wrong = field.WrongCells.ToList();
        return wrong.Count == 0 ? [new Problem(field.Id, $"{field.Named}：{field.Error}")]
            : wrong.Select(w => new Problem(w.Cell.Id, $"{field.Named}，{RowName(view, field, w.Row)}的{w.Cell.Named}：{w.Cell.Error}"));
    }

    /// <summary>第3行; a row about a case file is named by its title.</summary>
    private static string RowName(StepView view, FormField field, int row)
    {
        var number = field.Rows[row - 1].FirstOrDefault(c => c.Fact.Name == CaseRows.Number)?.Text;
        return number is null or "" ? string.Create(CultureInfo.InvariantCulture, $"第{row}行")
            : view.Form.Fields.Concat(view.Form.Outcomes.SelectMany(o => o.Fields)).Where(f => f.Fact.RowsFact == field.Fact.Name).SelectMany(f => f.Candidates).FirstOrDefault(c => c.Number == number) is { } file ? $"“{file.Title}”" : number;
    }

    /// <summary>
    /// A refusal of the whole. One whose gate is about a field that is wrong already says no more than that the field is to be filled: it only adds article and remedy there.
    /// </summary>
    private static void Add(List<Problem> problems, Refusal refusal, (List<string> Missing, string? Link) fields)
    {
        var article = refusal.Article is { } text ? new Citation(text) : null;
        var at = problems.FindIndex(p => p.FieldId is { } id && fields.Missing.Contains(id));
        if (at < 0)
        {
            var message = article is null ? refusal.Message : refusal.Message.Replace($"（{article.Text}）", "", StringComparison.Ordinal);
            problems.Add(new Problem(fields.Link, message, article, refusal.Remedy));
        }
        else
        {
            var there = problems[at];
            var said = article is null || there.Message.Contains(article.Text, StringComparison.Ordinal);
            problems[at] = there with { Article = there.Article ?? (said ? null : article), Remedy = there.Remedy ?? refusal.Remedy };
        }
    }

    /// <summary>The fields whose being empty or wrong makes a gate fail, and the field to go to in order to mend it.</summary>
    private static (List<string> Missing, string? Link) FieldsOf(Refusal refusal, StepForm form, string outcome, ImmutableArray<PaperField> papers)
    {
        var asked = form.FieldsFor(outcome).ToList();
        if (refusal.Gate?.Paper is { } title && papers.FirstOrDefault(p => p.State.Paper.Title == title) is { } paper)
        {
            var id = paper.State.Paper.From is { } from ? asked.Find(f => f.Fact.Name == from)?.Id : paper.Id;
            return (id is null ? [] : [id], id);
        }

        var unknown = refusal.Unknown.Concat(refusal.Facts.IsDefault ? [] : refusal.Facts.Where(f => f.Value.IsNull).Select(f => f.Name)).ToHashSet();
        var facts = unknown.Concat(refusal.Facts.IsDefault ? [] : refusal.Facts.Select(f => f.Name)).Distinct();
        return ([.. asked.Where(f => unknown.Contains(f.Fact.Name)).Select(f => f.Id)], facts.Select(n => asked.Find(f => f.Fact.Name == n)?.Id).FirstOrDefault(id => id is not null));
    }

    /// <summary>Everything wrong, beside the fields and in the summary.</summary>
    public static (StepView View, ImmutableArray<Problem> Problems) Of(StepView view, StepForm form, string outcome, ActCheck check, ImmutableArray<Problem> early)
    {
        var problems = new List<Problem>(early);
        var index = form.Outcomes.ToList().FindIndex(o => o.Outcome.Name == outcome);
        var scope = StepForm.ScopeOf(Math.Max(0, index));
        var said = new Dictionary<string, string>();
        foreach (var error in check.Fields)
        {
            // The reason of a correction is no fact; that it is missing has been said.
            if (view.Corrected is not null && form.FieldsFor(outcome).All(f => f.Fact.Name != error.Name) && !view.Book.Facts.ContainsKey(error.Name))
            {
                if (!problems.Exists(p => p.FieldId == "note"))
                {
                    problems.Add(new Problem("note", error.Message));
                }

                continue;
            }

            var field = form.FieldsFor(outcome).FirstOrDefault(f => f.Fact.Name == error.Name);
            if (field is { Error: not null })
            {
                continue;
            }

            if (field is not null)
            {
                said[field.Name] = error.Message;
            }

            problems.Add(new Problem(field?.Id, field is null || error.Message.Contains(field.Fact.Label, StringComparison.Ordinal) ? error.Message : $"{field.Named}：{error.Message}"));
        }

        var papers = view.Papers;
        foreach (var error in check.Papers)
        {
            var paper = papers.FirstOrDefault(p => p.State.Paper.Title == error.Name);
            if (paper is { Error: not null })
            {
                continue;
            }

            // The article stands beside the message as a link.
            var message = paper is null ? error.Message : error.Message.Replace($"（{paper.State.Paper.Article.Text}）", "", StringComparison.Ordinal);
            if (paper is not null)
            {
                papers = papers.Replace(paper, paper with { Error = message });
            }

            problems.Add(new Problem(paper?.Id, message.Contains(error.Name, StringComparison.Ordinal) ? message : $"{error.Name}：{message}", paper?.State.Paper.Article));
        }

        foreach (var refusal in check.Refusals.Where(r => r.Kind != RefusalKind.Unknown || view.State.Step.FindOutcome(outcome) is not null))
        {
            Add(problems, refusal, FieldsOf(refusal, form, outcome, papers));
        }

        FormField Mark(FormField field) => said.TryGetValue(field.Name, out var message) && (field.Name.StartsWith("f.", StringComparison.Ordinal) || field.Name.StartsWith(scope + ".", StringComparison.Ordinal)) ? field with { Error = message } : field;
        var marked = view.Form.Map(Mark);
        var derived = view.Derived with { Choices = [.. view.Derived.Choices.Select(c => c with { Fields = [.. c.Fields.Select(Mark)] })] };
        return (view with { Form = marked, Papers = papers, Derived = derived }, [.. problems]);
    }
}
