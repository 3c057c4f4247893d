using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>Puts the pages of a plan year together.</summary>
internal sealed class PlanYearDesk(CaseStore cases, Visitor visitor, Clock clock)
{
    private const int MostProjects = 1000;

    /// <summary>The whole year.</summary>
    public async Task<PlanYearView> View(Rulebook current, YearPlan known, int year, CancellationToken cancel)
    {
        var standing = await Standing(current, known, year, cancel);
        var (book, plan, user) = (standing.Book, standing.Plan, visitor.User!);
        var all = CaseAccess.SeesAll(user, current);
        var owner = all ? (Guid?)null : user.OrganisationId;
        var entries = (await cases.PlanEntries(new PlanQuery { RulebookId = book.Id, OwnerId = owner, Year = year, Sort = PlanSort.May, Size = MostProjects }, cancel)).Rows;
        var versions = standing.File is null ? [] : PlanVersion.Of(standing.File, plan);
        var outside = await cases.ActsOfYear(book.Id, plan.ProjectKind, year, owner, [.. plan.Outside], cancel);
        var changes = await Changes(book, plan, standing.File, year, owner, cancel);
        var names = (await cases.Rows(book.Id, [.. versions.SelectMany(v => v.Lines).Select(l => l.Number).Distinct()], cancel)).Where(r => all || r.OwnerId == user.OrganisationId)
            .Concat(entries.Select(e => e.File)).Concat(outside.Concat(changes).Select(a => a.File)).GroupBy(r => r.Number).ToImmutableDictionary(g => g.Key, g => g.First());
        var table = versions.IsEmpty ? [] : Lines(versions[^1], names, entries, all);
        // What stands in a draft is the office's business until it is decided: a unit sees its projects waiting.
        var inTable = all ? table.Select(r => r.Line.Number).ToHashSet() : [];
        var issued = standing.File?.Acts.LastOrDefault(a => a.Kind == ActKind.Deed && a.Step == plan.Issue && standing.Stages.First(s => s.Step.Name == plan.Issue).State == "done");
        return new PlanYearView
        {
            Book = book,
            Plan = plan,
            Year = year,
            Today = clock.Today,
            All = all,
            File = standing.File,
            Title = standing.File is null ? $"{year}年度计划" : CaseView.TitleOf(standing.File, book, standing.Evaluation.Situation),
            Others = standing.Others,
            Stages = all ? standing.Stages : [.. standing.Stages.Where(s => s.State == "done" && (s.Step.Name == plan.Call || s.Step.Name == plan.Issue))],
            Light = standing.Light,
            LightArticle = standing.LightArticle,
            Begin = standing.Begin,
            Call = await Call(book, plan, standing, year, owner, cancel),
            Rows = table,
            Ceiling = all && plan.Ceiling is { } ceiling ? standing.Evaluation.Fact(ceiling).AsNumber : null,
            Sum = table.Sum(r => r.Line.Amount ?? 0),
            ByUnit = Groups(table, r => r.File?.OwnerName),
            ByCategory = plan.Category is null ? [] : Groups(table, r => r.Entry?.Category),
            Ready = [.. entries.Where(e => e.Entry is { Standing: PlanStanding.Waiting, May: true } && !inTable.Contains(e.File.Number))],
            Out = [.. entries.Where(e => e.Entry.Standing == PlanStanding.Waiting && e.Entry.May is not true && !inTable.Contains(e.File.Number))],
            Mine = all ? [] : [.. entries.Where(e => e.Entry.Standing != PlanStanding.Waiting)],
            Outside = outside,
            Agreed = await Agreed(plan, outside, cancel),
            Changes = changes,
            Drafts = all ? Drafts(versions, standing.File) : [],
            Names = names,
            Effects = plan.Listed is { } listed && issued is null ? [.. book.GatesResting(listed).Select(g => new PlanEffect(g))] : [],
            Decided = standing.File?.Acts.LastOrDefault(a => a.Kind == ActKind.Deed && a.Step == plan.Decide && book.FindStep(a.Step)?.FindOutcome(a.Outcome)?.Conveys is not null),
            Issued = issued,
            IssuedNumber = issued is null ? null : NumberOf(standing.File!, book, issued),
        };
    }

    /// <summary>Where the plan of a year stands, without its projects.</summary>
    public async Task<PlanStandingOfYear> Standing(Rulebook current, YearPlan known, int year, CancellationToken cancel)
    {
        var user = visitor.User!;
        var rows = (await cases.Search(new CaseQuery { RulebookId = current.Id, Kind = known.Kind, PlanYear = year, Sort = CaseSort.Number, Size = 50 }, cancel)).Rows;
        var files = new List<(CaseRow Row, CaseFile File, Rulebook Book)>();
        foreach (var row in rows)
        {
            if (await cases.Load(row.Id, cancel) is { } file)
            {
                files.Add((row, file, await cases.RulebookOf(file, cancel) is { YearPlan: not null } bound ? bound : current));
            }
        }

        // The one that was decided, else the one in work, else the last one begun.
        var chosen = files.OrderByDescending(f => f.File.Acts.Any(a => a.Step == f.Book.YearPlan!.Decide && f.Book.FindStep(a.Step)?.FindOutcome(a.Outcome)?.Conveys is not null))
            .ThenByDescending(f => !f.Row.Closed).FirstOrDefault();
        var book = chosen.Book ?? current;
        var plan = book.YearPlan!;
        var begun = chosen.File ?? await cases.Begin(book, plan.Kind, user.OrganisationId, user.OrganisationName, cancel);
        var situation = CaseFold.Situation(begun, book, clock.Today);
        var evaluation = new Evaluation(book, situation with { Facts = situation.Facts.SetItem(plan.Year, FeelValue.Of((decimal)year)) });
        var stages = Stages(chosen.File, book, plan, evaluation);
        var (light, article) = Lit(stages, evaluation, plan, chosen.File);
        return new PlanStandingOfYear(
            book, plan, chosen.File, [.. files.Where(f => f.File != chosen.File).Select(f => f.Row)], evaluation, stages, light, article,
            chosen.File is null || (chosen.Row.Closed && stages.First(s => s.Step.Name == plan.Issue).State != "done")
                ? book.Steps.FirstOrDefault(s => s.Opens && s.Kind == plan.Kind && s.PossibleRoles.Any(user.RolesIn(book.Id).Contains)) : null);
    }

    private ImmutableArray<PlanStage> Stages(CaseFile? file, Rulebook book, YearPlan plan, Evaluation evaluation)
    {
        var user = visitor.User!;
        var acts = file is null ? [] : CaseFold.Effective(file);
        var stages = ImmutableArray.CreateBuilder<PlanStage>();
        foreach (var state in book.Steps.Where(s => s.Kind == plan.Kind && s.Each is null).Select(s => evaluation.Step(s.Name)))
        {
            var done = acts.Where(a => a.Act.Step == state.Step.Name).Select(a => a.Act).ToImmutableArray();
            if ((state.Step.Optional || state.Step.Repeats || state.Status == StepStatus.NotNeeded) && done.IsEmpty)
            {
                continue;
            }

            var closed = evaluation.Situation.Closed;
            var word = state.Status == StepStatus.Done || (closed && !done.IsEmpty && state.Occurrences.Any(o => o.ReopenedBy is null)) ? "done"
                : file is not null && !closed && state.Status is StepStatus.Open or StepStatus.Blocked ? "now" : "todo";
            var mine = word == "now" && file is not null && state.Roles.Any(user.RolesIn(book.Id).Contains) && CaseAccess.SeesAll(user, book);
            stages.Add(new PlanStage(
                state.Step, word, done, Ways.Way.WhoOf(book, state), word == "done" || state.Deadline is null ? null : DeadlineLight.Of(state.Deadline, clock.Today, book.Calendar),
                mine ? $"/cases/{file!.Number}/steps/{Uri.EscapeDataString(state.Step.Name)}" : null));
        }

        return stages.ToImmutable();
    }

    /// <summary>The light of the whole: issued, stopped, or that of the next time limit that has not been met.</summary>
    private (DeadlineLight Light, Citation? Article) Lit(ImmutableArray<PlanStage> stages, Evaluation evaluation, YearPlan plan, CaseFile? file)
    {
        var issue = stages.FirstOrDefault(s => s.Step.Name == plan.Issue);
        if (issue?.Last is { } act)
        {
            return (new DeadlineLight(Light.Done, "已下达", DayText.Short(act.On, clock.Today)), issue.Step.Article);
        }

        if (file is not null && evaluation.Situation.Closed)
        {
            return (new DeadlineLight(Light.Idle, "已停止", null), null);
        }

        var pending = stages.Where(s => s.State != "done").Select(s => (Stage: s, Limit: evaluation.Step(s.Step.Name).Deadline)).Where(s => s.Limit?.Due is not null).OrderBy(s => s.Limit!.Due).ToList();
        return pending.Count == 0
            ? (new DeadlineLight(Light.None, "条文无时限", stages.FirstOrDefault(s => s.State == "now") is { } now ? $"正在办：{now.Step.Title}" : null), null)
            : (DeadlineLight.Of(pending[0].Limit, clock.Today, evaluation.Rulebook.Calendar), pending[0].Limit!.Deadline.Article);
    }

    private async Task<PlanCall> Call(Rulebook book, YearPlan plan, PlanStandingOfYear standing, int year, Guid? owner, CancellationToken cancel)
    {
        var user = visitor.User!;
        var begun = await cases.Begin(book, plan.ProjectKind, user.OrganisationId, user.OrganisationName, cancel);
        var situation = CaseFold.Situation(begun, book, clock.Today);
        var project = new Evaluation(book, situation with { Facts = situation.Facts.SetItem(plan.Year, FeelValue.Of((decimal)year)) });
        var window = plan.Declare.Select(s => project.Step(s).Deadline).FirstOrDefault(d => d is not null);
        var declared = (await cases.ActsOfYear(book.Id, plan.ProjectKind, year, owner, [.. plan.Declare], cancel))
            .Where(a => book.FindStep(a.Act.Step)?.FindOutcome(a.Act.Outcome) is { Settles: true }).GroupBy(a => a.File.Id).Select(g => (g.First().File, First: g.Min(a => a.Act.On))).ToList();
        var units = owner is null ? await cases.UnitsIn(book.Id, [.. book.Roles.Where(r => r.Own).Select(r => r.Name)], cancel) : [];
        var answered = declared.GroupBy(d => d.File.OwnerName).Select(g => (g.Key, g.Count(), window?.Due is { } due ? g.Count(d => d.First > due) : 0)).OrderBy(g => g.Key, StringComparer.Ordinal).ToImmutableArray();
        return new PlanCall(
            plan.Call is { } call ? standing.File?.Acts.LastOrDefault(a => a.Step == call && a.Kind == ActKind.Deed) : null,
            plan.Call is { } step ? book.FindStep(step) : null,
            window,
            DeadlineLight.Of(window, clock.Today, book.Calendar),
            answered,
            [.. units.Where(u => declared.TrueForAll(d => d.File.OwnerId != u.Id)).Select(u => u.Name)]);
    }

    private static ImmutableArray<PlanRowView> Lines(PlanVersion version, ImmutableDictionary<string, CaseRow> names, ImmutableArray<PlanRow> entries, bool all)
    {
        var running = 0m;
        return [.. version.Lines.Where(l => all || names.ContainsKey(l.Number)).Select(l =>
            new PlanRowView(l, names.GetValueOrDefault(l.Number), entries.FirstOrDefault(e => e.File.Number == l.Number)?.Entry, running += l.Amount ?? 0))];
    }

    private static ImmutableArray<PlanGroup> Groups(ImmutableArray<PlanRowView> rows, Func<PlanRowView, string?> by) =>
        [.. rows.GroupBy(r => by(r) ?? "—").Select(g => new PlanGroup(g.Key, g.Count(), g.Sum(r => r.Line.Amount ?? 0))).OrderByDescending(g => g.Sum).ThenBy(g => g.Name, StringComparer.Ordinal)];

    private static ImmutableArray<PlanDraft> Drafts(ImmutableArray<PlanVersion> versions, CaseFile? file)
    {
        var drafts = ImmutableArray.CreateBuilder<PlanDraft>();
        for (var i = 0; i < versions.Length; i++)
        {
            var until = i + 1 < versions.Length ? versions[i + 1].Act.Number : int.MaxValue;
            drafts.Add(new PlanDraft(
                versions[i], $"第{i + 1}稿", i == 0 ? [] : PlanDifference.Between(versions[i - 1].Lines, versions[i].Lines),
                i + 1 < versions.Length ? [.. file!.Acts.Where(a => a.Kind == ActKind.Deed && a.Number > versions[i].Act.Number && a.Number < until)] : []));
        }

        return drafts.ToImmutable();
    }

    private async Task<ImmutableArray<FiledAct>> Changes(Rulebook book, YearPlan plan, CaseFile? file, int year, Guid? owner, CancellationToken cancel)
    {
        var own = plan.Change.Where(s => book.FindStep(s)?.Kind == plan.Kind).ToHashSet();
        // A unit reads of a change of the plan what it brought about in its own projects.
        var told = owner is null ? [] : own.SelectMany(s => book.FindStep(s)!.Outcomes).Select(o => o.Conveys?.Step).OfType<string>();
        var changes = await cases.ActsOfYear(book.Id, plan.ProjectKind, year, owner, [.. plan.Change.Where(s => !own.Contains(s)).Concat(told).Distinct()], cancel);
        if (file is null || owner is not null)
        {
            return changes;
        }

        var inPlan = await cases.ActsOfYear(book.Id, plan.Kind, year, null, own, cancel);
        return [.. changes.Concat(inPlan.Where(a => a.File.Id == file.Id)).OrderBy(a => a.Act.At)];
    }

    private async Task<ImmutableDictionary<string, ImmutableArray<string>>> Agreed(YearPlan plan, ImmutableArray<FiledAct> outside, CancellationToken cancel)
    {
        if (plan.Agreed is not { } fact)
        {
            return ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        }

        var agreed = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var file in outside.Select(a => a.File).DistinctBy(f => f.Id))
        {
            if (await cases.Load(file.Id, cancel) is { } whole && await cases.RulebookOf(whole, cancel) is { } book)
            {
                agreed[file.Number] = [.. (new Evaluation(book, CaseFold.Situation(whole, book, clock.Today)).Fact(fact).AsList ?? []).Select(a => a.AsString).OfType<string>()];
            }
        }

        return agreed.ToImmutable();
    }

    /// <summary>The number of the document that an act produced.</summary>
    private static string? NumberOf(CaseFile file, Rulebook book, Act act) =>
        OfficialDocument.TemplatesOf(book, act).Select(t => OfficialDocument.Of(file, book, act, t).Number).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));
}

/// <summary>Where the plan of a year stands.</summary>
/// <param name="Book">The rulebook it is bound to; the one in force where none has been begun.</param>
/// <param name="Plan">What makes the plan.</param>
/// <param name="File">Its file; null when none has been begun.</param>
/// <param name="Others">Other files for the same year.</param>
/// <param name="Evaluation">Its rulebook on it, today.</param>
/// <param name="Stages">Its life.</param>
/// <param name="Light">Where it stands, as a light.</param>
/// <param name="LightArticle">The article of the light; null for none.</param>
/// <param name="Begin">The step with which the visitor may begin it; null for none.</param>
internal sealed record PlanStandingOfYear(
    Rulebook Book, YearPlan Plan, CaseFile? File, ImmutableArray<CaseRow> Others, Evaluation Evaluation, ImmutableArray<PlanStage> Stages, DeadlineLight Light, Citation? LightArticle, Step? Begin);
