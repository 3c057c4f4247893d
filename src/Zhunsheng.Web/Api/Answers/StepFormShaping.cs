using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>The form of a step as the interface shows it: made from the page's own form.</summary>
internal static class StepFormShaping
{
    /// <summary>The form.</summary>
    /// <param name="view">The page's form.</param>
    /// <param name="before">The rulebook applied to the file as it stands.</param>
    public static StepFormShape Of(StepView view, Evaluation before)
    {
        var (book, state) = (view.Book, view.State);
        var conditions = Conditions(state.Step);
        FieldShape Field(FormField field) => new()
        {
            Fact = RulebookShaping.Fact(field.Fact),
            Asked = field.Asked,
            Required = !field.Optional,
            When = conditions.GetValueOrDefault(field.Fact.Name),
            Value = field.Value,
            Candidates = [.. field.Candidates.Select(Candidate)],
        };
        return new StepFormShape
        {
            Case = view.File?.Number,
            Rulebook = book.Id,
            Step = state.Step.Name,
            Title = state.Step.Title,
            Article = state.Step.Article.Text,
            Key = state.Key,
            Status = RulebookShaping.Word(state.Status.ToString()),
            Roles = state.Roles,
            Head = view.File?.Head ?? 0,
            Hint = state.Step.Hint,
            Warnings = [.. view.Derived.Warnings.Select(w => new WarningShape(w.Text, w.Article?.Text)), .. view.Derived.Ceilings.Select(c => new WarningShape(c.Sentence, c.Ceiling.Article?.Text))],
            Deadline = view.Derived.Deadline is { } deadline ? CaseShaping.Deadline(deadline, view.Light) : null,
            Sections = [.. view.Form.Sections.Select(s => new SectionShape(s.Title, [.. s.Fields.Select(Field)]))],
            Papers = [.. view.Papers.Select(p => Paper(view, p))],
            Outcomes = [.. state.Step.Outcomes.Select(o => Outcome(book, o, view.Derived.Choices.FirstOrDefault(c => c.Outcome == o), Field)).OfType<OutcomeShape>()],
            Told = [.. view.Derived.Told.Select(t => new ToldShape(t.Kind, t.To, t.Article.Text))],
            Obstacles = state.Status == StepStatus.Open || view.Corrected is not null ? [] : [.. CaseView.BlockedOf(before, state).Obstacles.Select(o => CaseShaping.Obstacle(book, o))],
            Answers = [.. view.Derived.Answers.Select(a => new SideAnswerShape(a.Question.ToString(), a.Value))],
        };
    }

    /// <summary>A file on offer.</summary>
    public static CandidateShape Candidate(Candidate candidate) => new(
        candidate.Number, candidate.Title, candidate.Owner, candidate.Money, candidate.Amount, candidate.Category, candidate.OtherYear, candidate.May,
        [.. candidate.Why.Select(r => new CandidateReason(r.Article.Length > 0 ? r.Article : null, RulebookShaping.StrengthOf(r.Strength), r.Platform, r.Text, r.Remedy))]);

    private static PaperShape Paper(StepView view, PaperField field) => CaseShaping.Paper(field.State) with
    {
        Files = field.Earlier is { } earlier && view.File is { } file && Place(file, earlier) is var (act, index)
            ? [CaseShaping.PaperFile(file.Number, act, index, earlier)]
            : [],
    };

    /// <summary>Where the file handed in last stands.</summary>
    private static (int Act, int Index)? Place(CaseFile file, Attachment paper)
    {
        foreach (var act in file.Acts.Reverse())
        {
            if (act.Papers.IndexOf(paper) is >= 0 and var index)
            {
                return (act.Number, index);
            }
        }

        return null;
    }

    private static OutcomeShape? Outcome(Rulebook book, Outcome outcome, OutcomeChoice? choice, Func<FormField, FieldShape> field) => choice is null ? null : new OutcomeShape
    {
        Name = outcome.Name,
        Offered = choice.Offered,
        Reason = outcome.Reason,
        When = outcome.When?.Text,
        May = choice.May,
        Obstacles = [.. choice.Obstacles.Select(o => CaseShaping.Obstacle(book, o))],
        Fields = [.. choice.Fields.Select(field)],
        EmptyFields = choice.Empty,
        MissingPapers = choice.Missing,
        Reopens = outcome.Reopens,
        Closes = outcome.Closes,
    };

    private static Dictionary<string, string> Conditions(Step step) => step.Asks.SelectMany(a => a.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks))
        .Where(a => a.When is not null).GroupBy(a => a.Fact.Name).ToDictionary(g => g.Key, g => g.First().When!.Text);
}
