using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Supervision;

/// <summary>/supervision: the supervisor's projects, or the unit's own that are supervised.</summary>
internal static class SupervisionEndpoints
{
    private const int PageSize = 50;

    public static void MapSupervision(this IEndpointRouteBuilder routes) => routes.MapGet("/supervision", Show);

    /// <summary>Whether the person supervises somewhere.</summary>
    public static bool Supervises(SignedInUser user, RulebookLibrary library) =>
        !user.IsAdministrator && library.All.Any(b => b.Supervision is { } rules && user.RolesIn(b.Id).Contains(rules.Role));

    private static async Task<IResult> Show(HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, CaseAccess access, Clock clock, CancellationToken cancel)
    {
        var user = visitor.User!;
        var books = CaseAccess.BooksOf(user, library).Where(b => b.Supervision is not null).ToImmutableArray();
        var supervises = Supervises(user, library);
        var builds = books.Any(b => b.Roles.Any(r => r.Own && user.RolesIn(b.Id).Contains(r.Name)));
        if (user.IsAdministrator || !(supervises || builds))
        {
            await access.Refuse("监理工作台", cancel);
            return Results.NotFound();
        }

        var today = clock.Today;
        var month = DateOnly.TryParseExact(context.Request.Query["month"].ToString() + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 1900 and < 9000 ? asked : new DateOnly(today.Year, today.Month, 1);
        var page = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? wanted : 1;
        var scope = new CaseScope([], builds ? user.OrganisationId : null,
            [.. books.Where(b => user.RolesIn(b.Id).Contains(b.Supervision!.Role)).Select(b => (b.Id, b.Supervision!.Role, user.OrganisationName))]);
        var found = await cases.Search(new CaseQuery { Scope = scope, Kind = SiteSection.ProjectKind, Closed = false, Today = today, Page = page, Size = PageSize }, cancel);
        var files = ImmutableArray.CreateBuilder<SupervisedFile>();
        foreach (var row in found.Rows)
        {
            // A list of names may name the organisation for another role: the file itself says whether it may be seen.
            if (await access.Sees(row, scope, cancel) && await access.Open(row.Number, cancel) is { } open && SupervisedFile.Of(open, today) is { Supervisor: not null } file)
            {
                files.Add(file);
            }
        }

        return Page.Of<SupervisionPage>(new SupervisionView(
            today, month, [.. files.OrderByDescending(f => f.Notices.Count(n => n.Unanswered || n.Unchecked)).ThenByDescending(f => f.DaysSinceLog(today) ?? int.MaxValue)], supervises, page, found.Total, PageSize));
    }
}
