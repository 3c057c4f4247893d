using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.SignIn;

namespace Zhunsheng.Web.Pages.Workbench;

/// <summary>/workbench.</summary>
internal static class WorkbenchEndpoints
{
    public static void MapWorkbench(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/workbench", async (Visitor visitor, RulebookLibrary library, CaseStore cases, Drafts drafts, Clock clock, CancellationToken cancel) =>
        {
            var user = visitor.User!;
            if (user.IsAdministrator)
            {
                return Page.See(SignInEndpoints.HomeOf(user));
            }

            var books = CaseAccess.BooksOf(user, library);
            var today = clock.Today;
            Job JobOf(WorkItem item) => Job.Of(item, library.Current(item.RulebookId), today);
            var jobs = visitor.Items.Select(JobOf).OrderBy(j => Rank(j.Mark.Light)).ThenBy(j => j.Item.DueOn ?? DateOnly.MaxValue).ThenBy(j => j.Item.Since).ToList();
            var repeated = books.SelectMany(b => b.Steps.Where(s => s.Repeats).Select(s => (b.Id, s.Name))).ToHashSet();
            bool Free(Job j) => j.Item.Optional || repeated.Contains((j.Item.RulebookId, j.Item.Step));
            bool Later(Job j) => j.Item.Blocked || (j.Item.OpensOn > today && !Free(j));
            return Page.Of<WorkbenchPage>(new WorkbenchView
            {
                Today = today,
                Mine = [.. jobs.Where(j => !Later(j) && !Free(j))],
                Possible = [.. jobs.Where(j => !j.Item.Blocked && Free(j))],
                Blocked = [.. jobs.Where(Later)],
                Drafts = await drafts.List(user.OrganisationId, [.. user.Roles.SelectMany(r => r.Value.Select(role => (r.Key, role)))], cancel),
                Others = await Others(user, books, cases, JobOf, repeated, cancel),
                Begin = [.. books.SelectMany(b => b.Steps.Where(s => s.Opens && s.PossibleRoles.Any(r => user.RolesIn(b.Id).Contains(r))).Select(s => (b.Id, s.Kind, s.Name, s.Title)))],
            });
        });

    /// <summary>What the unit's own files wait for from others.</summary>
    private static async Task<ImmutableArray<Job>> Others(
        SignedInUser user, ImmutableArray<Rulebook> books, CaseStore cases, Func<WorkItem, Job> job, HashSet<(string, string)> repeated, CancellationToken cancel)
    {
        var roles = books.SelectMany(b => b.Roles.Where(r => !r.Own && !user.RolesIn(b.Id).Contains(r.Name)).Select(r => (b.Id, r.Name))).ToImmutableArray();
        if (roles.IsEmpty)
        {
            return [];
        }

        var items = await cases.WorkItems(new WorkItemQuery { Roles = roles, OrganisationId = user.OrganisationId, OrganisationName = user.OrganisationName, Limit = 2000 }, cancel);
        return [.. items.Where(i => i.OwnerId == user.OrganisationId && i is { Blocked: false, Optional: false } && !repeated.Contains((i.RulebookId, i.Step)))
            .Select(job).OrderBy(j => Rank(j.Mark.Light)).ThenBy(j => j.Item.DueOn ?? DateOnly.MaxValue).Take(200)];
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
