using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.TimeLine;

/// <summary>What stands on the time line.</summary>
public enum TimeMark
{
    /// <summary>计划: a milestone as planned.</summary>
    Planned,
    /// <summary>做到: a milestone reached.</summary>
    Reached,
    /// <summary>期限: the last day of a time limit.</summary>
    Due,
    /// <summary>办理: an act.</summary>
    Act,
    /// <summary>暂停: the project stands still from here.</summary>
    Suspended,
    /// <summary>恢复: it goes on.</summary>
    Resumed,
    /// <summary>停表: a clock stands from here.</summary>
    Stopped,
    /// <summary>今天.</summary>
    Today,
}

/// <summary>A day with what falls on it.</summary>
/// <param name="On">The day.</param>
/// <param name="Mark">What kind of thing.</param>
/// <param name="Text">What, in Chinese.</param>
public sealed record TimeEntry(DateOnly On, TimeMark Mark, string Text)
{
    /// <summary>More about it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The article of a time limit or step; null for none.</summary>
    public Citation? Article { get; init; }

    /// <summary>For a time limit its light.</summary>
    public DeadlineLight? Light { get; init; }

    /// <summary>The number of the act; null for what is none.</summary>
    public int? Act { get; init; }

    /// <summary>Where it leads; null for nowhere.</summary>
    public string? Href { get; init; }

    /// <summary>What kind of thing, as people read it.</summary>
    public string Kind => Mark switch
    {
        TimeMark.Planned => "计划",
        TimeMark.Reached => "做到",
        TimeMark.Due => "期限",
        TimeMark.Act => "办理",
        TimeMark.Suspended => "暂停",
        TimeMark.Resumed => "恢复",
        TimeMark.Stopped => "停表",
        _ => "今天",
    };
}

/// <summary>A stretch of days.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day; null while it lasts.</param>
/// <param name="Text">What, in Chinese.</param>
public sealed record TimeSpanOf(DateOnly From, DateOnly? To, string Text);

/// <summary>A milestone of the plan.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Planned">The day planned; null where none is.</param>
/// <param name="Reached">The day reached; null while it is not.</param>
public sealed record Milestone(string Name, DateOnly? Planned, DateOnly? Reached)
{
    /// <summary>By how many calendar days it came after the plan, negative for before; while it is not reached, by how many the planned day has passed. Null where that cannot be said.</summary>
    public int? DaysLate(DateOnly today) => Planned is not { } planned ? null : Reached is { } reached ? reached.DayNumber - planned.DayNumber : planned < today ? today.DayNumber - planned.DayNumber : null;
}

/// <summary>The course of a file in days: the plan above, what was done below, and where today is.</summary>
public sealed record TimeLineView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook it is bound to.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>Everything with a day, by day.</summary>
    public required ImmutableArray<TimeEntry> Entries { get; init; }

    /// <summary>The milestones, in the order of the file.</summary>
    public required ImmutableArray<Milestone> Milestones { get; init; }

    /// <summary>The phases from their first act to their last.</summary>
    public required ImmutableArray<TimeSpanOf> Phases { get; init; }

    /// <summary>When the project stood still.</summary>
    public required ImmutableArray<TimeSpanOf> Suspensions { get; init; }

    /// <summary>When clocks stood.</summary>
    public required ImmutableArray<TimeSpanOf> Pauses { get; init; }

    /// <summary>The first day that is drawn.</summary>
    public DateOnly First => Entries.Min(e => e.On);

    /// <summary>The last day that is drawn.</summary>
    public DateOnly Last => Entries.Max(e => e.On);

    /// <summary>The entries that are no acts: plan, limits, what was reached and where the project stood.</summary>
    public IEnumerable<TimeEntry> Marks(params TimeMark[] marks) => Entries.Where(e => marks.Contains(e.Mark));

    /// <summary>Works the view out.</summary>
    internal static TimeLineView Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var states = evaluation.Steps();
        var seen = file.Acts.Where(a => a.Kind == ActKind.Deed && !open.Hides(a, today)).ToList();
        var suspensions = Rows(evaluation, book.Timeline.Suspensions).Where(r => r["从"].AsDate is not null)
            .Select(r => new TimeSpanOf(r["从"].AsDate!.Value, r["到"].AsDate, r["原因"].AsString ?? "暂停")).ToImmutableArray();
        var pauses = situation.Pauses.Select(p => new TimeSpanOf(p.From, p.To, $"{p.Deadline}停表：{p.Cause}")).ToImmutableArray();
        var entries = new List<TimeEntry> { new(today, TimeMark.Today, "今天") };
        entries.AddRange(seen.Select(a => new TimeEntry(a.On, TimeMark.Act, book.FindStep(a.Step)?.Title ?? a.Step)
        {
            Note = $"{a.Outcome} · {a.Actor.OrganisationName}",
            Article = book.FindStep(a.Step) is { Platform: false } step ? step.Article : null,
            Act = a.Number,
            Href = $"/cases/{file.Number}/acts/{a.Number}",
        }));
        var milestones = Rows(evaluation, book.Timeline.Milestones).Where(m => m["名称"].AsString is not null).Select(m => new Milestone(m["名称"].AsString!, m["计划"].AsDate, m["完成"].AsDate)).ToImmutableArray();
        foreach (var (name, planned, reached) in milestones)
        {
            if (planned is { } plan)
            {
                entries.Add(new TimeEntry(plan, TimeMark.Planned, name) { Note = reached is { } done ? Against(plan, done) : plan < today ? $"已过{today.DayNumber - plan.DayNumber}天，没有登记做到" : null });
            }

            if (reached is { } day)
            {
                entries.Add(new TimeEntry(day, TimeMark.Reached, name) { Note = planned is { } meant ? Against(meant, day) : null });
            }
        }

        entries.AddRange(evaluation.Deadlines().Where(d => d.Due is not null && d.Deadline.None is null).Select(d => new TimeEntry(d.Due!.Value, TimeMark.Due, d.Deadline.Name)
        {
            Article = book.Steps.Any(s => d.Deadline.Steps.Contains(s.Name) && s.Platform) ? null : d.Deadline.Article,
            Light = CaseView.LightOf(d, states, today, book),
            Note = d.Sum,
        }));
        entries.AddRange(suspensions.Select(s => new TimeEntry(s.From, TimeMark.Suspended, "暂停建设") { Note = s.Text }));
        entries.AddRange(suspensions.Where(s => s.To is not null).Select(s => new TimeEntry(s.To!.Value, TimeMark.Resumed, "恢复建设")));
        entries.AddRange(pauses.Select(p => new TimeEntry(p.From, TimeMark.Stopped, p.Text) { Note = p.To is { } to ? $"到{DayText.Iso(to)}" : "还停着" }));
        return new TimeLineView
        {
            File = file,
            Book = book,
            Today = today,
            Title = CaseView.TitleOf(file, book, situation),
            Entries = [.. entries.OrderBy(e => e.On).ThenBy(e => e.Mark)],
            Phases = [.. book.Phases.Select(p => (Phase: p, Days: seen.Where(a => book.FindStep(a.Step)?.Phase == p).Select(a => a.On).ToList())).Where(p => p.Days.Count > 0)
                .Select(p => new TimeSpanOf(p.Days.Min(), p.Days.Max(), p.Phase))],
            Milestones = milestones,
            Suspensions = suspensions,
            Pauses = pauses,
        };
    }

    private static string Against(DateOnly planned, DateOnly reached) => (reached.DayNumber - planned.DayNumber) switch
    {
        0 => "按计划",
        > 0 and var late => $"比计划晚{late}天",
        var early => $"比计划早{-early}天",
    };

    private static IEnumerable<FeelContext> Rows(Evaluation evaluation, FeelExpression? rows) =>
        rows is null ? [] : (evaluation.Evaluate(rows).AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>();
}
