using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Units;

/// <summary>/units/{id}: what stands against a unit, for itself and for those who see all files of the jurisdiction.</summary>
internal static class UnitEndpoints
{
    private const int MostRows = 50;

    public static void MapUnits(this IEndpointRouteBuilder routes) => routes.MapGet("/units/{id:guid}", Show);

    private static async Task<IResult> Show(Guid id, Visitor visitor, CaseAccess access, CaseStore cases, RulebookLibrary library, Oversight oversight, Clock clock, CancellationToken cancel)
    {
        var user = visitor.User!;
        var own = id == user.OrganisationId;
        ImmutableArray<Rulebook> books = user.IsAdministrator ? [] : [.. CaseAccess.BooksOf(user, library).Where(b => own ? user.RolesIn(b.Id).Any(r => b.FindRole(r) is { Own: true }) : CaseAccess.SeesAll(user, b))];
        var name = own ? user.OrganisationName : (await cases.Owners(new CaseScope([.. books.Select(b => b.Id)], null, []), cancel)).FirstOrDefault(o => o.Id == id).Name;
        if (books.IsEmpty || name is null)
        {
            await access.Refuse($"单位 {id}", cancel);
            return Results.NotFound();
        }

        var standings = ImmutableArray.CreateBuilder<UnitStanding>();
        foreach (var book in books)
        {
            var scope = CaseAccess.ScopeOf(user, [book]);
            var filter = new OversightFilter { RulebookId = book.Id, OwnerId = id };
            var begun = await cases.Begin(book, book.Kinds[0].Name, id, name, cancel);
            standings.Add(new UnitStanding(
                book,
                UnitBar.Of(begun, book, clock.Today),
                await oversight.PointRows(scope, filter with { Point = PointKind.Consequence }, 1, MostRows, cancel),
                await oversight.PointRows(scope, filter with { Point = PointKind.Unmet }, 1, MostRows, cancel),
                await oversight.PointRows(scope, filter with { Point = PointKind.Late }, 1, MostRows, cancel),
                await oversight.Count(scope, filter, cancel)));
        }

        return Page.Of<UnitPage>(new UnitView(id, name, own, clock.Today, standings.ToImmutable()));
    }
}
