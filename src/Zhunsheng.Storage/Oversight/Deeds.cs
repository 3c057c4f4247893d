using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The acts of a case file as those who look over the files count them: how each ended, and whether it came in time.</summary>
internal static class Deeds
{
    /// <summary>
    /// The acts after a number. What is said of an act follows from the acts up to it alone, as the file stood then, so that it never changes;
    /// what other files said then is not looked at.
    /// </summary>
    public static ImmutableArray<DeedRecord> After(CaseFile file, Rulebook rulebook, int number)
    {
        var bare = file with { Registers = ImmutableDictionary<string, FeelValue>.Empty };
        return [.. Enumerable.Range(0, file.Acts.Length).Where(i => file.Acts[i].Number > number).Select(i => Of(bare with { Acts = file.Acts[..i] }, file.Acts[i], rulebook))];
    }

    private static DeedRecord Of(CaseFile before, Act act, Rulebook book)
    {
        var step = book.FindStep(act.Step);
        var ending = EndingOf(book, step, act);
        var gate = ending == DeedEnding.Granted ? book.Gates.FirstOrDefault(g => g.Name == step!.Grants) : null;
        var place = gate?.Article ?? step?.Article;
        var deed = new DeedRecord
        {
            CaseId = act.CaseId,
            Number = act.Number,
            Step = act.Step,
            StepTitle = step?.Title ?? act.Step,
            Outcome = act.Outcome,
            Article = place?.Article ?? "",
            Place = place?.Text ?? "",
            Role = act.Actor.Role,
            OrganisationId = act.Actor.OrganisationId,
            OrganisationName = act.Actor.OrganisationName,
            UserName = act.Actor.UserName,
            OnDay = act.On,
            Ending = ending,
            About = ending == DeedEnding.Corrected ? act.Corrects?.ToString(CultureInfo.InvariantCulture) : gate?.Name,
            Note = act.Note,
        };
        return ending == DeedEnding.Corrected || step is null || DaysLate.LimitOf(book, step.Name) is not { } deadline ? deed : Timed(deed, before, act, step, book, deadline);
    }

    private static DeedEnding EndingOf(Rulebook book, Step? step, Act act)
    {
        if (act.Kind == ActKind.Correction)
        {
            return DeedEnding.Corrected;
        }

        var outcome = step?.FindOutcome(act.Outcome);
        return book.Overview.Refusals.Contains(act.Outcome) ? DeedEnding.Refused
            : outcome is { Settles: false } ? DeedEnding.Returned
            : step?.Grants is not null && act.Outcome == step.Outcomes[0].Name ? DeedEnding.Granted
            : DeedEnding.Settled;
    }

    /// <summary>Whether it came in time, by the limit as it ran just before the act.</summary>
    private static DeedRecord Timed(DeedRecord deed, CaseFile before, Act act, Step step, Rulebook book, Deadline deadline)
    {
        var state = new Evaluation(book, CaseFold.Situation(before, book, act.On)).Step(step.Name, act.Key);
        if (state.Days is not { Due: not null } days)
        {
            return deed;
        }

        var due = DaysLate.LastDay(days);
        var (over, working) = DaysLate.Between(book, deadline, due, act.On);
        var limit = working && due == days.Due ? deadline.Within?.Amount : null;
        var late = days.StatusOn(act.On) == "已逾期";
        return deed with
        {
            LimitArticle = deadline.Article.Article,
            DueOn = due,
            Limit = limit,
            Used = limit is null ? null : Math.Max(0, limit.Value + over),
            Late = late,
            LateDays = late ? over : null,
            Working = working,
        };
    }
}
