using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Tests;

/// <summary>An act counted again.</summary>
/// <param name="Act">The act.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Article">The article of its step, or of the gate it lifted.</param>
/// <param name="Late">Whether it came after the last day.</param>
/// <param name="Used">The working days used; null where there is no limit in working days.</param>
/// <param name="Limit">The limit; null likewise.</param>
internal sealed record RecountedAct(Act Act, DeedEnding Ending, string Article, bool Late, int? Used, int? Limit);

/// <summary>How a file stands, found out by the compiled answer of its rulebook and plain loops instead of the way the storage takes.</summary>
internal sealed record Recount(CaseFile File, bool Closed, decimal? Total, int? Year, ImmutableDictionary<Figure, decimal> Amounts)
{
    public List<(string Article, string Office)> Late { get; } = [];

    public List<(string Article, string Office)> Blocked { get; } = [];

    public List<(string Article, string Office)> Unmet { get; } = [];

    public List<(string Article, string Office)> Consequences { get; } = [];

    public List<RecountedAct> Acts { get; } = [];

    public static Recount Of(CaseFile file, Rulebook book, DateOnly today)
    {
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var amounts = file.Kind == book.Kinds[0].Name
            ? book.Money.Figures.Select(f => (f.Key, Amount: evaluation.Evaluate(f.Value).AsNumber)).Where(f => f.Amount is not null).ToImmutableDictionary(f => f.Key, f => f.Amount!.Value)
            : ImmutableDictionary<Figure, decimal>.Empty;
        var recount = new Recount(file, situation.Closed, evaluation.Fact("总投资").AsNumber, (int?)evaluation.Fact("计划年度").AsNumber, amounts);
        if (!situation.Closed)
        {
            recount.Look(new FullAnswer(book), evaluation, today);
        }

        for (var i = 0; i < file.Acts.Length; i++)
        {
            recount.Acts.Add(Counted(file, book, i));
        }

        return recount;
    }

    private void Look(FullAnswer answer, Evaluation evaluation, DateOnly today)
    {
        var book = evaluation.Rulebook;
        answer.Find(evaluation.Situation);
        foreach (var step in answer.Steps)
        {
            if (step.Step.Optional || step.Step.Repeats || step.Step.Grants is not null || step.Step.Via is not null || step.Status is not (StepStatus.Open or StepStatus.Blocked))
            {
                continue;
            }

            string Office(Role role) => OfficeIn(evaluation, role, step.Key);
            var office = string.Join("、", Role.In(step.By).Select(r => Office(book.FindRole(r)!)));
            var days = step.Days;
            var last = days.Due is { } due ? days is { Extended: true, ExtendedUntil: { } until } && until > due ? until : due : (DateOnly?)null;
            var stands = evaluation.Step(step.Step.Name, step.Key);
            if (step.Deadline is { None: null } limit && last < today && !(days.Extended && days.ExtendedUntil is null) && !stands.Returned)
            {
                Late.Add((limit.Article.Article, office));
            }

            if (step.Status == StepStatus.Blocked)
            {
                // All gates that are known to fail before the questions the step requires.
                var failing = stands.Requires.SelectMany(a => a.Gates).Where(g => g.Holds == false).Select(g => g.Gate).DistinctBy(g => g.Name);
                Blocked.AddRange(failing.Select(g => (g.Article.Article, office)));
            }
        }

        var own = File.OwnerName;
        Unmet.AddRange(book.Duties.Where(d => (d.When is null || evaluation.Evaluate(d.When).IsTrue) && evaluation.Evaluate(d.Holds).IsFalse).Select(d => (d.Article.Article, own)));
        Consequences.AddRange(book.Consequences.Where(c => evaluation.Evaluate(c.When).IsTrue).Select(c => (c.Article.Article, c.By is { } by ? OfficeIn(evaluation, book.FindRole(by)!, default) : "")));
    }

    /// <summary>The unit of the file for its owner's role, the organisations that the file names where it names some, else what the role is called.</summary>
    private string OfficeIn(Evaluation evaluation, Role role, FeelValue key)
    {
        var named = role is { Named: not null, Own: false } && evaluation.Rulebook.Facts[role.Named] is { Draw: null } ? evaluation.OrganisationsIn(role, key) : [];
        return role.Own ? File.OwnerName : named.IsEmpty ? role.Label : string.Join("、", named);
    }

    private static RecountedAct Counted(CaseFile file, Rulebook book, int index)
    {
        var act = file.Acts[index];
        var step = book.FindStep(act.Step)!;
        var ending = act.Corrects is not null ? DeedEnding.Corrected
            : book.Overview.Refusals.Contains(act.Outcome) ? DeedEnding.Refused
            : !step.FindOutcome(act.Outcome)!.Reopens.IsEmpty ? DeedEnding.Returned
            : step.Grants is not null && step.Outcomes[0].Name == act.Outcome ? DeedEnding.Granted
            : DeedEnding.Settled;
        var article = ending == DeedEnding.Granted ? book.Gates.First(g => g.Name == step.Grants).Article : step.Article;
        var answer = new FullAnswer(book);
        answer.Find(CaseFold.Situation(file with { Acts = file.Acts[..index], Registers = ImmutableDictionary<string, FeelValue>.Empty }, book, act.On));
        foreach (var stood in answer.Steps)
        {
            if (stood.Step.Name != act.Step || stood.Key != act.Key || act.Corrects is not null || stood.Deadline is not { None: null } limit || stood.Days.Due is not { } due)
            {
                continue;
            }

            var days = stood.Days;
            var last = days is { Extended: true, ExtendedUntil: { } until } && until > due ? until : due;
            var late = act.On > last && !(days.Extended && days.ExtendedUntil is null);
            if (limit.Within is not { Unit: PeriodUnit.WorkingDay } within || last != due || WorkingDays(book.Calendar, last, act.On) is not { } over)
            {
                return new RecountedAct(act, ending, article.Article, late, null, null);
            }

            return new RecountedAct(act, ending, article.Article, late, Math.Max(0, within.Amount + over), within.Amount);
        }

        return new RecountedAct(act, ending, article.Article, false, null, null);
    }

    /// <summary>Working days after the one up to the other, negative backwards; null without a published calendar.</summary>
    private static int? WorkingDays(WorkingDayCalendar calendar, DateOnly from, DateOnly to)
    {
        var count = 0;
        var (first, last, sign) = from <= to ? (from, to, 1) : (to, from, -1);
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day) is not { } working)
            {
                return null;
            }

            count += working ? sign : 0;
        }

        return count;
    }
}
