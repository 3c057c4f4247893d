using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Review;

/// <summary>One opinion: given, or still missing.</summary>
/// <param name="Step">The step.</param>
/// <param name="Who">The office, or the drawn person.</param>
/// <param name="Round">In which round, from 1: a further one begins when the applicant hands in again what was sent back.</param>
/// <param name="Act">The act; null while the opinion is missing.</param>
/// <param name="Conclusion">How it ended, and the short answers; empty while it is missing or kept from the visitor.</param>
/// <param name="Texts">The long answers: label and words.</param>
/// <param name="Light">The clock of its own.</param>
/// <param name="Hidden">Whether its content is kept from the visitor for now.</param>
public sealed record Opinion(Step Step, string Who, int Round, Act? Act, string Conclusion, ImmutableArray<(string Label, string Words)> Texts, DeadlineLight Light, bool Hidden);

/// <summary>The opinions of drawn persons taken together.</summary>
/// <param name="Step">The step.</param>
/// <param name="Given">How many gave theirs.</param>
/// <param name="Wanted">How many are on the list.</param>
/// <param name="Conclusions">Each conclusion with how many came to it.</param>
/// <param name="Scores">For each figure asked: label, unit, mean to two places, highest, lowest.</param>
public sealed record ExpertSummary(Step Step, int Given, int Wanted, ImmutableArray<(string Conclusion, int Count)> Conclusions, ImmutableArray<(string Label, string? Unit, decimal Mean, decimal Highest, decimal Lowest)> Scores);

/// <summary>All opinions of a file on one page.</summary>
public sealed record OpinionsView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The opinions, in the order of phases, rounds and acts; those that are missing after those given.</summary>
    public required ImmutableArray<Opinion> Opinions { get; init; }

    /// <summary>What drawn persons said, taken together, as far as the visitor may see it.</summary>
    public required ImmutableArray<ExpertSummary> Experts { get; init; }

    /// <summary>How many are given.</summary>
    public int Given => Opinions.Count(o => o.Act is not null);

    /// <summary>How many are missing.</summary>
    public int Missing => Opinions.Length - Given;

    /// <summary>Works it out.</summary>
    internal static OpinionsView Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var acts = CaseFold.Effective(file);
        var begins = situation.Occurrences.Values.SelectMany(o => o.Where((x, i) => i > 0 && o[..i].Any(e => e.ReopenedBy is not null && e.Key == x.Key))).Select(o => o.Act)
            .Where(n => acts.First(a => a.Number == n).Act.Actor.OrganisationId == file.OwnerId).ToHashSet();
        int RoundAt(int act) => 1 + begins.Count(b => b < act);
        var given = acts.Where(a => book.FindStep(a.Act.Step) is { } step && IsOpinion(book, step)).Select(a => OpinionIn(open, a, RoundAt(a.Number), today));
        var missing = evaluation.Steps().Where(s => IsOpinion(book, s.Step) && s.Status is StepStatus.Open or StepStatus.Blocked && !(s.Step.Optional && s.Step.Each?.People is null) && !s.Step.Repeats)
            .Select(s => new Opinion(s.Step, s.Key.AsString ?? Ways.Way.WhoOf(book, s) ?? "还不能确定", RoundAt(int.MaxValue), null, "", [],
                DeadlineLight.Of(s.Deadline, today, book.Calendar, Waiting.Since(file, evaluation, s), s.Returned), false));
        return new OpinionsView
        {
            File = file,
            Book = book,
            Title = CaseView.TitleOf(file, book, situation),
            Today = today,
            Opinions = [.. given.Concat(missing).OrderBy(o => o.Step.Phase is { } phase ? book.Phases.IndexOf(phase) : int.MaxValue).ThenBy(o => o.Round).ThenBy(o => o.Act?.Number ?? int.MaxValue)],
            Experts = SummariesOf(open, evaluation, acts, today),
        };
    }

    /// <summary>What drawn persons said, taken together; nothing of what is kept from the visitor.</summary>
    internal static ImmutableArray<ExpertSummary> SummariesOf(OpenCase open, Evaluation evaluation, ImmutableArray<EffectiveAct> acts, DateOnly today)
    {
        var result = ImmutableArray.CreateBuilder<ExpertSummary>();
        foreach (var step in open.Book.Steps.Where(s => s.Kind == open.File.Kind && s.Each?.People is not null))
        {
            var standing = evaluation.Situation.Occurrences.GetValueOrDefault(step.Name, []).Where(o => o.ReopenedBy is null && step.FindOutcome(o.Outcome) is { Withdraws: false }).Select(o => o.Act).ToHashSet();
            var said = acts.Where(a => standing.Contains(a.Number)).ToList();
            if (said.Count == 0 || said.Exists(a => open.Hides(a.Act, today)))
            {
                continue;
            }

            var facts = step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact).DistinctBy(f => f.Name).ToList();
            result.Add(new ExpertSummary(
                step, said.Count, PoolMember.On(evaluation.Fact(step.Each!.People!)).Length,
                [.. facts.Where(f => f.Type == FactType.Choice).SelectMany(f => said.Select(a => a.Asked.GetValueOrDefault(f.Name).AsString).OfType<string>().GroupBy(v => v).OrderBy(g => f.Values.IndexOf(g.Key)).Select(g => (g.Key, g.Count())))],
                [.. facts.Where(f => f.Type is FactType.Number or FactType.Money).Select(f => (Fact: f, Figures: said.Select(a => a.Asked.GetValueOrDefault(f.Name).AsNumber).OfType<decimal>().ToList())).Where(x => x.Figures.Count > 0)
                    .Select(x => (x.Fact.Label, x.Fact.Unit, decimal.Round(x.Figures.Average(), 2, MidpointRounding.AwayFromZero), x.Figures.Max(), x.Figures.Min()))]));
        }

        return result.ToImmutable();
    }

    /// <summary>Whether a step is an office's opinion: it can end in more than one way, or says something in words.</summary>
    internal static bool IsOpinion(Rulebook book, Step step) => step is { Opens: false, Via: null } && !step.PossibleRoles.IsEmpty && step.PossibleRoles.All(r => book.FindRole(r) is { Own: false })
        && step.Outcomes.All(o => o.Draws is null)
        && (step.Outcomes.Length > 1 || step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Any(a => a.Fact is { Type: FactType.Text, Long: true }));

    private static Opinion OpinionIn(OpenCase open, EffectiveAct effective, int round, DateOnly today)
    {
        var (act, book) = (effective.Act, open.Book);
        var step = book.FindStep(act.Step)!;
        var hidden = open.Hides(act, today);
        var asked = effective.Asked.Where(f => !f.Value.IsNull && book.Facts.ContainsKey(f.Key) && f.Key != ReturnList.Fact && f.Key != ReturnList.Everything).OrderBy(f => Order(step, f.Key)).ToList();
        bool Long(string fact) => book.Facts[fact] is { Type: FactType.Text or FactType.Records or FactType.List };
        var conclusion = string.Join("；", asked.Where(f => !Long(f.Key)).Select(f => $"{book.Facts[f.Key].Label}：{SituationReader.Shown(f.Value, book.Facts[f.Key])}").Prepend(act.Outcome));
        var texts = asked.Where(f => Long(f.Key)).Select(f => (book.Facts[f.Key].Label, SituationReader.Shown(f.Value, book.Facts[f.Key]))).ToList();
        var list = MendItem.In(effective.Asked.GetValueOrDefault(ReturnList.Fact));
        if (!list.IsEmpty)
        {
            texts.Add(("补正清单", string.Join("；", list.Select(i => $"{(i.Kind == ReturnList.Answer ? book.Facts.GetValueOrDefault(i.Subject!)?.Label : i.Subject) ?? ReturnList.Other}{(i.Wanted is { } w ? $"（{w}）" : "")}"))));
        }

        if (act.Note is { } note)
        {
            texts.Add(("备注", note));
        }

        return new Opinion(step, step.Each?.People is null ? act.Actor.OrganisationName : act.Key.AsString ?? act.Actor.UserName, round, act, hidden ? "" : conclusion, hidden ? [] : [.. texts], ClockOf(open, act, step), hidden);
    }

    private static int Order(Step step, string fact) => step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).ToList().FindIndex(a => a.Fact.Name == fact);

    /// <summary>Whether the opinion came in time, by the deadline as it stood on that day.</summary>
    private static DeadlineLight ClockOf(OpenCase open, Act act, Step step)
    {
        var before = open.File with { Acts = [.. open.File.Acts.Where(a => a.Number < act.Number)] };
        var deadline = new Evaluation(open.Book, CaseFold.Situation(before, open.Book, act.On)).Step(step.Name, act.Key).Deadline;
        return deadline?.Due is not { } due ? new DeadlineLight(Light.Done, "已出具", deadline is null || deadline.Deadline.None is not null ? "条文无时限" : null)
            : act.On <= due ? new DeadlineLight(Light.Done, "按期", string.Create(CultureInfo.InvariantCulture, $"期限{due:yyyy-MM-dd}"))
            : new DeadlineLight(Light.Late, string.Create(CultureInfo.InvariantCulture, $"逾{act.On.DayNumber - due.DayNumber}天"), string.Create(CultureInfo.InvariantCulture, $"期限{due:yyyy-MM-dd}"));
    }
}
