using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Plan;
using Zhunsheng.Web.Pages.Projects;
using Zhunsheng.Web.Pages.SignIn;

namespace Zhunsheng.Web.Pages.Workbench;

/// <summary>/workbench.</summary>
internal static class WorkbenchEndpoints
{
    /// <summary>Of so many files in which something was sent back it is said what is to be mended; of further ones the form says it.</summary>
    private const int MostLists = 40;

    public static void MapWorkbench(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workbench", async (Visitor visitor, RulebookLibrary library, CaseStore cases, Drafts drafts, PlanYearDesk plans, Clock clock, CancellationToken cancel) =>
            visitor.User!.IsAdministrator ? Page.See(SignInEndpoints.HomeOf(visitor.User)) : Page.Of<WorkbenchPage>(await View(visitor, library, cases, drafts, plans, clock, cancel)));
        routes.MapGet("/workbench.xlsx", Export);
    }

    private static async Task<WorkbenchView> View(Visitor visitor, RulebookLibrary library, CaseStore cases, Drafts drafts, PlanYearDesk plans, Clock clock, CancellationToken cancel)
    {
        var user = visitor.User!;
        var books = CaseAccess.BooksOf(user, library);
        var today = clock.Today;
        Job JobOf(WorkItem item) => Job.Of(item, library.Current(item.RulebookId), today);
        var jobs = visitor.Items.Select(JobOf).OrderBy(j => Rank(j.Mark.Light)).ThenBy(j => j.Item.DueOn ?? DateOnly.MaxValue).ThenBy(j => j.Item.Since).ToList();
        var repeated = books.SelectMany(b => b.Steps.Where(s => s.Repeats).Select(s => (b.Id, s.Name))).ToHashSet();
        bool Free(Job j) => j.Item.Optional || repeated.Contains((j.Item.RulebookId, j.Item.Step));
        bool Later(Job j) => j.Item.Blocked || (j.Item.OpensOn > today && !Free(j));
        return new WorkbenchView
        {
            Today = today,
            Mine = await WithLists([.. jobs.Where(j => !Later(j) && !Free(j))], books, cases, cancel),
            Possible = [.. jobs.Where(j => !j.Item.Blocked && Free(j))],
            Plans = await Unbegun(user, books, cases, plans, today, cancel),
            Blocked = [.. jobs.Where(Later)],
            Drafts = await drafts.List(user.OrganisationId, [.. user.Roles.SelectMany(r => r.Value.Select(role => (r.Key, role)))], cancel),
            Others = await Others(user, books, cases, JobOf, repeated, cancel),
            Begin = [.. books.SelectMany(b => b.Steps.Where(s => s.Opens && s.PossibleRoles.Any(r => user.RolesIn(b.Id).Contains(r))).Select(s => (b.Id, s.Kind, s.Name, s.Title)))],
        };
    }

    /// <summary>The jobs, those that were sent back with what is to be mended.</summary>
    private static async Task<ImmutableArray<Job>> WithLists(ImmutableArray<Job> jobs, ImmutableArray<Rulebook> books, CaseStore cases, CancellationToken cancel)
    {
        var all = ImmutableArray.CreateBuilder<Job>();
        var returning = books.SelectMany(b => b.Steps).SelectMany(s => s.Outcomes.Where(o => o.Returns).Select(o => (s.Name, o.Name))).ToHashSet();
        var returned = (await cases.Having([.. jobs.Select(j => j.Item.CaseId).Distinct()], returning, cancel)).Take(MostLists).ToHashSet();
        foreach (var job in jobs)
        {
            if (!returned.Contains(job.Item.CaseId) || await cases.Load(job.Item.CaseId, cancel) is not { } file || await cases.RulebookOf(file, cancel) is not { } book
                || book.FindStep(job.Item.Step) is not { } step || Mending.Of(file, book, step, job.Item.Key is { } key ? ActCodec.DecodeValue(key) : default) is not { } mending)
            {
                all.Add(job);
                continue;
            }

            all.Add(job with { ToMend = [.. mending.Items.Select(i => $"{(i.Kind == ReturnList.Answer ? book.Facts.GetValueOrDefault(i.Subject!)?.Label ?? i.Subject : i.Kind == ReturnList.Paper ? $"《{i.Subject}》" : ReturnList.Other)}{(i.Wanted is null ? "" : "：" + i.Wanted)}")] });
        }

        return all.ToImmutable();
    }

    /// <summary>One of the lists of the workbench: list=mine, others, possible or blocked.</summary>
    private static async Task<IResult> Export(HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Drafts drafts, PlanYearDesk plans, Clock clock, SheetDownload download)
    {
        var cancel = context.RequestAborted;
        if (visitor.User!.IsAdministrator || Title(context.Request.Query["list"].ToString()) is not { } title)
        {
            return Results.NotFound();
        }

        // The page looks no further than its first jobs; the file holds all.
        visitor.Counted = int.MaxValue;
        visitor.Items = await cases.WorkItems(SignedIn.WorkOf(visitor.User), cancel);
        var view = await View(visitor, library, cases, drafts, plans, clock, cancel);
        var jobs = context.Request.Query["list"].ToString() switch { "others" => view.Others, "possible" => view.Possible, "blocked" => view.Blocked, _ => view.Mine };
        SheetColumn[] columns =
        [
            new("期限", SheetColumnKind.Text, 14), new("到期日", SheetColumnKind.Date, 12), new("要办的事", SheetColumnKind.Text, 28), new("谁办", SheetColumnKind.Text, 18), new("编号", SheetColumnKind.Text, 16),
            new("名称", SheetColumnKind.Text, 40), new("单位", SheetColumnKind.Text, 28), new("等待起始日", SheetColumnKind.Date, 12), new("依据", SheetColumnKind.Text, 20),
        ];
        return await download.Of(title, columns, jobs.ToAsyncEnumerable().Select(j => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(j.Mark.Words), SheetCell.Of(j.Item.DueOn), SheetCell.Of(j.Item.StepTitle + (j.KeyText is { } key ? $"（{key}）" : "")), SheetCell.Of(j.Item.Role), SheetCell.Of(j.Item.CaseNumber),
            SheetCell.Of(j.Item.CaseTitle), SheetCell.Of(j.Item.OwnerName), SheetCell.Of(j.Item.Since), SheetCell.Of(j.Article?.Text),
        ]), cancel);
    }

    private static string? Title(string list) => list switch
    {
        "mine" => "等我办",
        "others" => "等别人办的",
        "possible" => "需要时可以办",
        "blocked" => "条件未到的",
        _ => null,
    };

    /// <summary>What the unit's own files wait for from others.</summary>
    private static async Task<ImmutableArray<Job>> Others(
        SignedInUser user, ImmutableArray<Rulebook> books, CaseStore cases, Func<WorkItem, Job> job, HashSet<(string, string)> repeated, CancellationToken cancel)
    {
        var roles = books.SelectMany(b => b.Roles.Where(r => !r.Own && !user.RolesIn(b.Id).Contains(r.Name)).Select(r => (b.Id, r.Name))).ToImmutableArray();
        if (roles.IsEmpty)
        {
            return [];
        }

        var items = await cases.WorkItems(new WorkItemQuery { Roles = roles, OrganisationId = user.OrganisationId, OrganisationName = user.OrganisationName, PersonId = user.Id, Limit = 2000 }, cancel);
        return [.. items.Where(i => i.OwnerId == user.OrganisationId && i is { Blocked: false, Optional: false } && !repeated.Contains((i.RulebookId, i.Step)))
            .Select(job).OrderBy(j => Rank(j.Mark.Light)).ThenBy(j => j.Item.DueOn ?? DateOnly.MaxValue).Take(200)];
    }

    /// <summary>Plans of the coming year that the visitor's office has to begin and has not: once begun, a plan is among the jobs.</summary>
    private static async Task<ImmutableArray<PlanToBegin>> Unbegun(SignedInUser user, ImmutableArray<Rulebook> books, CaseStore cases, PlanYearDesk plans, DateOnly today, CancellationToken cancel)
    {
        var unbegun = ImmutableArray.CreateBuilder<PlanToBegin>();
        foreach (var book in books.Where(b => b.YearPlan is { } p && b.Steps.Any(s => s.Opens && s.Kind == p.Kind && s.PossibleRoles.Any(user.RolesIn(b.Id).Contains))))
        {
            var plan = book.YearPlan!;
            if ((await cases.Search(new CaseQuery { RulebookId = book.Id, Kind = plan.Kind, PlanYear = today.Year + 1, Size = 1 }, cancel)).Total == 0
                && await plans.Standing(book, plan, today.Year + 1, cancel) is { Begin: not null } standing)
            {
                unbegun.Add(new PlanToBegin(book, today.Year + 1, standing.Light, standing.LightArticle, standing.Begin));
            }
        }

        return unbegun.ToImmutable();
    }

    private static int Rank(Light light) => light switch
    {
        Light.Late => 0,
        Light.Soon => 1,
        Light.Ok => 2,
        Light.None => 3,
        Light.Paused => 4,
        _ => 5,
    };
}
