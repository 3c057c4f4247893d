using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Acceptance;

/// <summary>A step on the way to acceptance, or after it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Words">That in words.</param>
/// <param name="Css">That as a light.</param>
/// <param name="Who">Who acts; null when that cannot be said.</param>
/// <param name="Href">Its form, where the visitor may act now; null otherwise.</param>
/// <param name="Done">When it was done: the act, the day, the outcome, whether it was opened again afterwards, and how the day lies to the time limit.</param>
/// <param name="Limit">Its time limit with the arithmetic; null for none.</param>
/// <param name="Light">The time limit as a light; null for none.</param>
/// <param name="Obstacles">What stands in its way.</param>
public sealed record AcceptanceStep(
    StepState State, string Words, string Css, string? Who, string? Href, ImmutableArray<AcceptanceDeed> Done, DeadlineReckoning? Limit, DeadlineLight? Light, ImmutableArray<Obstacle> Obstacles);

/// <summary>A time that a step was done.</summary>
/// <param name="Act">The act.</param>
/// <param name="On">The day.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reopened">Whether the step was opened again after it.</param>
/// <param name="Timing">按期, 提前 or 逾期 where the step has a time limit that runs; null otherwise.</param>
/// <param name="Stated">What it stated of the day: the dates and choices of the act, as one reads them.</param>
public sealed record AcceptanceDeed(int Act, DateOnly On, string Outcome, bool Reopened, string? Timing, ImmutableArray<string> Stated);

/// <summary>A member of the group that accepts, with the values of the fields as one reads them.</summary>
/// <param name="Values">The values, in the order of the fields; null where not stated.</param>
public sealed record GroupMember(ImmutableArray<string?> Values);

/// <summary>The way to acceptance of a file: what it needs, what is there, and what comes after.</summary>
public sealed record AcceptanceView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>What it says.</summary>
    public required AcceptanceRule Rule { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The steps to acceptance.</summary>
    public required ImmutableArray<AcceptanceStep> Route { get; init; }

    /// <summary>The steps by which it is put off.</summary>
    public required ImmutableArray<AcceptanceStep> Extension { get; init; }

    /// <summary>The steps after it.</summary>
    public required ImmutableArray<AcceptanceStep> Evaluation { get; init; }

    /// <summary>The papers, by dossier.</summary>
    public required ImmutableArray<Dossier> Dossiers { get; init; }

    /// <summary>Everything that must hold, with its verdict: what blocks first.</summary>
    public required ImmutableArray<GateVerdict> Gates { get; init; }

    /// <summary>The group that accepts.</summary>
    public required ImmutableArray<GroupMember> Group { get; init; }

    /// <summary>What is odd about the group; the platform's own remarks.</summary>
    public required ImmutableArray<string> GroupRemarks { get; init; }

    /// <summary>The view of the file, for its papers.</summary>
    public required CaseView Case { get; init; }

    /// <summary>How many papers that are due are missing.</summary>
    public int Missing => Dossiers.Sum(d => d.Papers.Count(p => p.Paper is { Due: true, HandedIn: false, Paper.Optional: false }));

    /// <summary>Works it out; null where the rulebook says nothing of acceptance for this kind of file.</summary>
    internal static AcceptanceView? Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        if (book.Acceptance.FirstOrDefault(a => a.Kind == file.Kind) is not { } rule)
        {
            return null;
        }

        var evaluation = new Evaluation(book, CaseFold.Situation(file, book, today));
        var states = evaluation.Steps();
        var view = CaseView.Of(open, today);
        ImmutableArray<AcceptanceStep> Steps(ImmutableArray<string> names) => [.. names.SelectMany(n => StatesOf(evaluation, states, n)).Select(s => Of(open, evaluation, s, today))];
        var route = Steps(rule.Route);
        var dossiers = rule.Route.Select(book.FindStep).Select(s => s?.Dossier).OfType<string>().Distinct().ToList();
        var asked = route.SelectMany(r => r.State.Step.Requires.Concat(r.State.Step.Outcomes.SelectMany(o => o.Requires))).ToList();
        var group = rule.Group is { } members ? (evaluation.Fact(members.Name).AsList ?? []).Select(m => m.AsContext).OfType<FeelContext>().ToList() : [];
        return new AcceptanceView
        {
            File = file,
            Book = book,
            Rule = rule,
            Title = view.Title,
            Today = today,
            Route = route,
            Extension = Steps(rule.Extension),
            Evaluation = Steps(rule.Evaluation),
            Dossiers = [.. dossiers.Select(d => view.Dossiers.FirstOrDefault(v => v.Name == d)).OfType<Dossier>()],
            Gates = [.. asked.Select(evaluation.Ask).SelectMany(a => a.Gates).DistinctBy(g => g.Gate.Name).OrderBy(g => !g.Applies ? 3 : g.Holds switch { false => 0, null => 1, _ => 2 })],
            Group = [.. group.Select(m => new GroupMember([.. rule.Group!.Fields.Select(f => m[f.Name].IsNull ? null : SituationReader.Shown(m[f.Name], f))]))],
            GroupRemarks = Remarks(group, file.OwnerName),
            Case = view,
        };
    }

    private static List<StepState> StatesOf(Evaluation evaluation, ImmutableArray<StepState> states, string name) =>
        states.Where(s => s.Step.Name == name).ToList() is { Count: > 0 } found ? found : [evaluation.Step(name)];

    private static AcceptanceStep Of(OpenCase open, Evaluation evaluation, StepState state, DateOnly today)
    {
        var limit = state.Deadline is { Deadline.None: null } running ? running : null;
        var (words, css) = Standing(state, today);
        return new AcceptanceStep(
            state, words, css, Ways.Way.WhoOf(open.Book, state), state.Status == StepStatus.Open && open.RoleFor(state) is not null ? CaseView.HrefOf(open.File.Number, state) : null,
            [.. state.Occurrences.Select(o => new AcceptanceDeed(o.Act, o.On, o.Outcome, o.ReopenedBy is not null, Timing(state, limit, o.On), Stated(open.Book, o)))],
            limit, limit is null ? null : DeadlineLight.Of(limit, today, open.Book.Calendar, null, state.Returned),
            state.Status is StepStatus.Blocked or StepStatus.Waiting or StepStatus.Undetermined ? CaseView.BlockedOf(evaluation, state).Obstacles : []);
    }

    private static (string Words, string Css) Standing(StepState state, DateOnly today) => state.Status switch
    {
        StepStatus.Done => ("已办结", "done"),
        StepStatus.Open when state.Step.Optional || state.Step.Repeats => ("需要时可以办", "none"),
        StepStatus.Open => ("现在可以办", "ok"),
        StepStatus.Blocked => ("还不能办", "late"),
        StepStatus.Waiting when state.NotBefore is { } opens => ($"窗口{DayText.Short(opens, today)}才开", "idle"),
        StepStatus.Waiting => ("还轮不到", "idle"),
        StepStatus.NotNeeded => ("本项目不需要", "none"),
        _ => ("还不知道要不要办", "soon"),
    };

    /// <summary>How a day lies to a time limit; null where none was running.</summary>
    private static string? Timing(StepState state, DeadlineReckoning? limit, DateOnly on)
    {
        if (limit is null || !state.Step.Outcomes.Any())
        {
            return null;
        }

        var last = limit.Extended ? limit.ExtendedUntil ?? limit.Due : limit.Due;
        return limit.Opens is { } opens && on < opens ? "提前" : last is { } due ? on > due ? "逾期" : "按期" : null;
    }

    /// <summary>The dates, choices and amounts of an act, as one reads them.</summary>
    private static ImmutableArray<string> Stated(Rulebook book, Occurrence occurrence) =>
        [.. occurrence.Facts.Where(f => !f.Value.IsNull && book.Facts.GetValueOrDefault(f.Key) is { Type: FactType.Date or FactType.Choice or FactType.Money }).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => $"{book.Facts[f.Key].Label} {SituationReader.Shown(f.Value, book.Facts[f.Key])}")];

    private static ImmutableArray<string> Remarks(List<FeelContext> group, string owner)
    {
        if (group.Count == 0)
        {
            return [];
        }

        var remarks = ImmutableArray.CreateBuilder<string>();
        var leaders = group.Count(m => m[AcceptanceRule.Office].AsString == AcceptanceRule.Leader);
        if (leaders != 1)
        {
            remarks.Add(leaders == 0 ? "没有组长" : $"有{leaders}位组长");
        }

        var voting = group.FindAll(m => !m[AcceptanceRule.StandsAside].IsTrue);
        if (voting.Count % 2 == 0)
        {
            remarks.Add($"不回避的有{voting.Count}位，是双数，意见可能各半");
        }

        if (voting.Select(m => (Name: m[AcceptanceRule.Member].AsString, Unit: m[AcceptanceRule.Organisation].AsString)).Where(m => m.Unit == owner).Select(m => m.Name).ToList() is { Count: > 0 } own)
        {
            remarks.Add($"{string.Join("、", own)}是项目单位自己的人，没有回避");
        }

        if (voting.FindAll(m => m[AcceptanceRule.Present].IsFalse) is { Count: > 0 } absent)
        {
            remarks.Add($"{string.Join("、", absent.Select(m => m[AcceptanceRule.Member].AsString))}没有签到");
        }

        if (group.GroupBy(m => (m[AcceptanceRule.Member].AsString, m[AcceptanceRule.Organisation].AsString)).Where(g => g.Count() > 1).Select(g => g.Key.Item1).ToList() is { Count: > 0 } twice)
        {
            remarks.Add($"{string.Join("、", twice)}写了两次");
        }

        return remarks.ToImmutable();
    }
}
