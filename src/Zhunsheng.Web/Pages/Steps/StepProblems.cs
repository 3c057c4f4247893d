using System.Collections.Immutable;
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
        var problems = form.FieldsFor(outcome).Where(f => f.Error is not null).Select(f => new Problem(f.Id, $"{f.Fact.Label}：{f.Error}")).Concat(OfFiles(view));
        if (view.State.Step.FindOutcome(outcome) is null)
        {
            problems = problems.Append(new Problem(null, "没有选办理结果：请按表单下面的按钮提交"));
        }

        if (view.Corrected is null && view.Note.Length > 0 && Stub.Is(view.State.Step, view.State.Step.FindOutcome(outcome)))
        {
            problems = problems.Append(new Problem("note", "不写备注；请清空"));
        }

        if (view.Corrected is not null && view.Note.Length == 0)
        {
            problems = problems.Append(new Problem("note", "写明更正的原因"));
        }

        return [.. problems];
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
            var field = form.FieldsFor(outcome).FirstOrDefault(f => f.Fact.Name == error.Name);
            if (field is { Error: not null })
            {
                continue;
            }

            if (field is not null)
            {
                said[field.Name] = error.Message;
            }

            problems.Add(new Problem(field?.Id, field is null || error.Message.Contains(field.Fact.Label, StringComparison.Ordinal) ? error.Message : $"{field.Fact.Label}：{error.Message}"));
        }

        var papers = view.Papers;
        foreach (var error in check.Papers)
        {
            var paper = papers.FirstOrDefault(p => p.State.Paper.Title == error.Name);
            if (paper is { Error: not null })
            {
                continue;
            }

            if (paper is not null)
            {
                papers = papers.Replace(paper, paper with { Error = error.Message });
            }

            problems.Add(new Problem(paper?.Id, error.Message.Contains(error.Name, StringComparison.Ordinal) ? error.Message : $"{error.Name}：{error.Message}", paper?.State.Paper.Article));
        }

        problems.AddRange(check.Refusals.Select(r => new Problem(null, r.Message, r.Article is { } article ? new Citation(article) : null, r.Remedy)));
        FormField Mark(FormField field) => said.TryGetValue(field.Name, out var message) && (field.Name.StartsWith("f.", StringComparison.Ordinal) || field.Name.StartsWith(scope + ".", StringComparison.Ordinal)) ? field with { Error = message } : field;
        var marked = view.Form.Map(Mark);
        var derived = view.Derived with { Choices = [.. view.Derived.Choices.Select(c => c with { Fields = [.. c.Fields.Select(Mark)] })] };
        return (view with { Form = marked, Papers = papers, Derived = derived }, [.. problems]);
    }
}
