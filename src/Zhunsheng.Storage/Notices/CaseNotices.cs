using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// What the change of a case file's lists tells to whom: of its new acts, of what waits now and did not wait before, of days that have come. Written in the transaction that writes the lists. The occasion follows from the acts
/// alone, so that lists worked out again, by whatever node, tell nobody twice.
/// </summary>
internal sealed class CaseNotices(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, CaseListing listing, DateOnly today, DateTimeOffset now)
{
    private readonly List<NoticeRecord> _told = [];

    /// <summary>What the lists said before.</summary>
    /// <param name="Head">The last act they knew.</param>
    /// <param name="Day">The day for which they were worked out.</param>
    /// <param name="Items">The steps that waited.</param>
    public sealed record Before(int Head, DateOnly Day, IReadOnlyList<WorkItemRecord> Items);

    /// <summary>Writes them.</summary>
    /// <param name="before">What the lists said before; null for a file that they did not know.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task Write(Before? before, CancellationToken cancel)
    {
        // A file of many acts that is not on the lists has been there before: the lists are being made anew.
        if (before is null && file.Head > 1)
        {
            return;
        }

        var fresh = file.Acts.Where(a => a.Number > (before?.Head ?? 0) && a.On == today).ToList();
        await Acts(fresh, cancel);
        await Jobs(before, fresh, cancel);
        await Consequences(cancel);
        await NoticeWriter.Add(database, _told, cancel);
        await Settle(before, cancel);
    }

    private async Task Acts(List<Act> fresh, CancellationToken cancel)
    {
        foreach (var act in fresh)
        {
            var step = rulebook.FindStep(act.Step);
            var outcome = step?.FindOutcome(act.Outcome);
            foreach (var told in act.Told)
            {
                var role = rulebook.FindRole(told.To);
                var named = role?.Named is null ? [null] : NamedFor(told.To);
                foreach (var name in named)
                {
                    var readers = await NoticeWriter.Holders(database, rulebook.Id, told.To, today, role?.Own == true ? file.OwnerId : null, name, cancel);
                    Tell(readers.Where(r => r != act.Actor.UserId), Of(act, NoticeKind.Told, $"told|{file.Id:N}|{act.Number}|{told.Kind}|{told.To}", step) with { Word = told.Kind, Article = told.Article });
                }
            }

            if (act.Actor.OrganisationId != file.OwnerId && !(outcome?.Reopens.Any(r => listing.Items.Any(i => i.Step == r && Waits(i, today))) ?? false))
            {
                var readers = await NoticeWriter.PeopleOf(database, file.OwnerId, rulebook.Id, cancel);
                Tell(readers, Of(act, NoticeKind.Decided, $"act|{file.Id:N}|{act.Number}", step) with { Word = (act.Kind == ActKind.Correction ? "更正：" : "") + act.Outcome });
            }

            if (rulebook.YearPlan is { } plan && file.Kind == plan.Kind && act.Step == plan.Issue)
            {
                await Issued(act, plan, step, cancel);
            }
        }
    }

    /// <summary>Tells the owners of the projects of a plan that it was issued; each reads it in the own project's file.</summary>
    private async Task Issued(Act act, YearPlan plan, Step? step, CancellationToken cancel)
    {
        var facts = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, today));
        var numbers = (facts.Fact(plan.Projects).AsList ?? []).Select(v => v.AsString).OfType<string>().Distinct().ToList();
        foreach (var project in await database.CaseList.AsNoTracking().Where(c => c.RulebookId == rulebook.Id && numbers.Contains(c.Number)).Select(c => new { c.CaseId, c.OwnerId }).ToListAsync(cancel))
        {
            var readers = await NoticeWriter.PeopleOf(database, project.OwnerId, rulebook.Id, cancel);
            Tell(readers.Where(r => r != act.Actor.UserId), Of(act, NoticeKind.Plan, $"plan|{file.Id:N}|{act.Number}|{project.CaseId:N}", step) with { CaseId = project.CaseId, ActNumber = null, Word = listing.Row.Title });
        }
    }

    private async Task Jobs(Before? before, List<Act> fresh, CancellationToken cancel)
    {
        var earlier = before?.Items.GroupBy(i => (i.Step, i.Key, i.Role, i.Named)).ToDictionary(g => g.Key, g => g.First()) ?? [];
        var reopened = fresh.Select(a => rulebook.FindStep(a.Step)?.FindOutcome(a.Outcome)).SelectMany(o => o?.Reopens ?? []).ToHashSet();
        var actor = fresh.Count > 0 ? fresh[^1].Actor : null;
        foreach (var item in listing.Items.Where(i => Waits(i, today)))
        {
            var old = earlier.GetValueOrDefault((item.Step, item.Key, item.Role, item.Named));
            var (light, was) = (LightOf(item, today), old is null || before is null ? Light.None : LightOf(old, before.Day));
            var isNew = old is null || !Waits(old, before!.Day) || reopened.Contains(item.Step);
            NoticeKind? kind = isNew ? reopened.Contains(item.Step) ? NoticeKind.Returned : NoticeKind.Work
                : light == Light.Late && (was != Light.Late || old!.DueOn != item.DueOn) ? NoticeKind.Late
                : light == Light.Soon && (was != Light.Soon || old!.DueOn != item.DueOn) ? NoticeKind.Soon
                : null;
            if (kind is not { } what)
            {
                continue;
            }

            var done = file.Acts.Count(a => a.Step == item.Step && a.Kind == ActKind.Deed && (a.Key.IsNull ? null : ActCodec.EncodeValue(a.Key)) == item.Key);
            var due = what is NoticeKind.Soon or NoticeKind.Late ? string.Create(CultureInfo.InvariantCulture, $"|{item.DueOn:yyyy-MM-dd}") : "";
            var step = rulebook.FindStep(item.Step);
            var deadline = rulebook.Deadlines.FirstOrDefault(d => d.Steps.Contains(item.Step) && d.None is null);
            var readers = await NoticeWriter.Holders(database, rulebook.Id, item.Role, today, item.Own ? item.OwnerId : null, item.Named, cancel);
            Tell(isNew ? readers.Where(r => r != actor?.UserId) : readers, new NoticeRecord
            {
                Occasion = string.Create(CultureInfo.InvariantCulture, $"{(isNew ? "work" : what == NoticeKind.Late ? "late" : "soon")}|{file.Id:N}|{item.Step}|{item.Key}|{done}{due}"),
                Kind = what,
                CaseId = file.Id,
                Step = item.Step,
                StepTitle = item.StepTitle,
                Key = item.Key,
                ByName = isNew ? actor?.OrganisationName : null,
                Article = (deadline?.Article ?? step?.Article)?.Text,
                DueOn = item.DueOn,
                At = now,
            });
        }
    }

    /// <summary>Tells the owner of consequences whose conditions hold now.</summary>
    private async Task Consequences(CancellationToken cancel)
    {
        foreach (var point in listing.Standing.Points.Where(p => p.Kind == PointKind.Consequence))
        {
            Tell(await NoticeWriter.PeopleOf(database, file.OwnerId, rulebook.Id, cancel), new NoticeRecord
            {
                Occasion = $"bar|{file.Id:N}|{point.Place}|{point.Rule}", Kind = NoticeKind.Bar, CaseId = file.Id, Word = point.Reason, Article = point.Place, At = now,
            });
        }
    }

    /// <summary>What has been done, by whomever, need not be read any more.</summary>
    private async Task Settle(Before? before, CancellationToken cancel)
    {
        var waits = listing.Items.Where(i => Waits(i, today)).Select(i => (i.Step, i.Key)).ToHashSet();
        foreach (var (step, key) in (before?.Items ?? []).Where(i => !i.Optional && !i.Conveyed).Select(i => (i.Step, i.Key)).Distinct().Where(i => !waits.Contains(i)))
        {
            await database.Notices.Where(n => n.CaseId == file.Id && n.Step == step && n.Key == key && !n.Settled
                    && (n.Kind == NoticeKind.Work || n.Kind == NoticeKind.Returned || n.Kind == NoticeKind.Soon || n.Kind == NoticeKind.Late))
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, x => x.ReadAt ?? now).SetProperty(x => x.Settled, true), cancel);
        }
    }

    private NoticeDraft Of(Act act, NoticeKind kind, string occasion, Step? step) => new(kind, occasion, file.Id, act.Number, act.Step, step?.Title ?? act.Step, act.Actor.OrganisationName, step?.Article.Text, act.Outcome);

    private void Tell(IEnumerable<Guid> readers, NoticeDraft draft) => Tell(readers, new NoticeRecord
    {
        Occasion = draft.Occasion, Kind = draft.Kind, CaseId = draft.CaseId, ActNumber = draft.ActNumber, Step = draft.Step, StepTitle = draft.StepTitle, ByName = draft.ByName, Article = draft.Article, Word = draft.Word, At = now,
    });

    private void Tell(IEnumerable<Guid> readers, NoticeRecord notice) => _told.AddRange(readers.Select(notice.For));

    /// <summary>The organisations or persons that the file names for a role, as the lists have them.</summary>
    private List<string?> NamedFor(string role)
    {
        var entry = CaseListRecord.NamedEntry(rulebook.Id, role, "");
        return [.. listing.Row.Named.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(n => n.StartsWith(entry, StringComparison.Ordinal)).Select(n => n[entry.Length..])];
    }

    private static bool Waits(WorkItemRecord item, DateOnly day) => item is { Blocked: false, Optional: false, Conveyed: false, Returned: false } && !(item.OpensOn > day);

    private static Light LightOf(WorkItemRecord item, DateOnly day) =>
        item.Returned || item.DueOn is not { } due ? Light.None : day > due ? Light.Late : item.RemindOn is { } remind && day >= remind ? Light.Soon : Light.Ok;

    private sealed record NoticeDraft(NoticeKind Kind, string Occasion, Guid CaseId, int? ActNumber, string Step, string StepTitle, string ByName, string? Article, string Word);
}
