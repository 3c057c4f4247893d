using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Supervision;

/// <summary>A notice of the supervisor and what came of it.</summary>
/// <param name="Number">Its ordinal in the file.</param>
/// <param name="On">The day it was given.</param>
/// <param name="Act">The act.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Due">Until when it is to be answered; null where none is named.</param>
/// <param name="Reply">The step by which it is answered.</param>
/// <param name="Check">The step by which the answer is looked at; null while there is no answer.</param>
/// <param name="Light">The deadline of the answer as a light.</param>
public sealed record SupervisionNotice(int Number, DateOnly On, int Act, string Subject, DateOnly? Due, StepState? Reply, StepState? Check, DeadlineLight Light)
{
    /// <summary>Whether an answer is still owed.</summary>
    public bool Unanswered => Reply is { Status: not (StepStatus.Done or StepStatus.NotNeeded) };

    /// <summary>Whether the answer waits to be looked at.</summary>
    public bool Unchecked => !Unanswered && Check is { Status: not (StepStatus.Done or StepStatus.NotNeeded) };

    /// <summary>Where it stands, in Chinese.</summary>
    public string Standing => Unanswered ? "等回复" : Unchecked ? "等复核" : Check is { Status: StepStatus.Done } ? "已办好" : "已回复";
}

/// <summary>What a supervisor does in one file.</summary>
public sealed record SupervisedFile
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook it is bound to.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The supervisor that the file names; null while it names none.</summary>
    public string? Supervisor { get; init; }

    /// <summary>The logs: the day each is about, and its act; the latest first.</summary>
    public required ImmutableArray<(DateOnly Day, int Act)> Logs { get; init; }

    /// <summary>The notices, the latest first.</summary>
    public required ImmutableArray<SupervisionNotice> Notices { get; init; }

    /// <summary>The opinions: act, day and what it says, the latest first.</summary>
    public required ImmutableArray<(int Act, DateOnly On, string Said)> Opinions { get; init; }

    /// <summary>The forms that the visitor may fill now: title and address.</summary>
    public required ImmutableArray<(string Title, string Href)> Forms { get; init; }

    /// <summary>The address of the form by which a notice is answered or its answer looked at, where the visitor may; null otherwise.</summary>
    public required ImmutableDictionary<int, string> NoticeForms { get; init; }

    /// <summary>Whether anything was done.</summary>
    public bool Any => Logs.Length + Notices.Length + Opinions.Length > 0;

    /// <summary>How many days ago the last log was; null for none.</summary>
    public int? DaysSinceLog(DateOnly today) => Logs.IsEmpty ? null : today.DayNumber - Logs[0].Day.DayNumber;

    /// <summary>Works it out; null where the rulebook knows no supervisor with an account.</summary>
    internal static SupervisedFile? Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        if (book.Supervision is not { } rules || book.FindStep(rules.Log)?.Kind != file.Kind)
        {
            return null;
        }

        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var states = evaluation.Steps().Where(s => rules.Steps.Contains(s.Step.Name)).ToList();
        ImmutableArray<Occurrence> Done(string step) => situation.Occurrences.GetValueOrDefault(step, []);
        var notices = Done(rules.Notice).Reverse().Select(n =>
        {
            StepState? StateOf(string step) => states.Find(s => s.Step.Name == step && s.Key == FeelValue.Of((decimal)n.Number));
            var reply = StateOf(rules.Reply);
            return new SupervisionNotice(
                n.Number, n.On, n.Act, n.Facts.GetValueOrDefault(rules.Subject).AsString ?? "", n.Facts.GetValueOrDefault(rules.Due).AsDate, reply, StateOf(rules.Check),
                reply is { Status: StepStatus.Done } ? new DeadlineLight(Light.Done, "已回复", null) : DeadlineLight.Of(reply?.Deadline, today, book.Calendar));
        }).ToImmutableArray();
        var mine = states.Where(s => s.Status == StepStatus.Open && open.RoleFor(s) is not null).ToList();
        return new SupervisedFile
        {
            File = file,
            Book = book,
            Title = CaseView.TitleOf(file, book, situation),
            Supervisor = book.FindRole(rules.Role) is { } role ? evaluation.OrganisationsIn(role).FirstOrDefault() : null,
            Logs = [.. Done(rules.Log).Select(l => (l.Facts.GetValueOrDefault(rules.Day).AsDate ?? l.On, l.Act)).OrderByDescending(l => l.Item1).ThenByDescending(l => l.Act)],
            Notices = notices,
            Opinions = [.. Done(rules.Opinion).Reverse().Select(o => (o.Act, o.On, string.Join("：", book.FindStep(rules.Opinion)!.Asks.SelectMany(a => a.Facts).Where(a => a.Fact.Type == FactType.Choice)
                .Select(a => o.Facts.GetValueOrDefault(a.Fact.Name).AsString).OfType<string>())))],
            Forms = [.. mine.Where(s => s.Key.IsNull).Select(s => (s.Step.Title, CaseView.HrefOf(file.Number, s)))],
            NoticeForms = mine.Where(s => s.Key.AsNumber is not null).GroupBy(s => (int)s.Key.AsNumber!.Value).ToImmutableDictionary(g => g.Key, g => CaseView.HrefOf(file.Number, g.First())),
        };
    }
}
