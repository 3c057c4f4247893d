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

    private static async Task<IResult> Show(Guid id, Visitor visitor, CaseAccess access, CaseStore cases, RulebookLibrary library, Oversight oversight, Clock clock, CancellationToken cancel) =>
        await Find(id, visitor.User!, access, cases, library, oversight, clock.Today, cancel) is { } view ? Page.Of<UnitPage>(view) : Results.NotFound();

    /// <summary>What stands against a unit; null where the person may not know, or there is no such unit: the refusal is logged.</summary>
    public static async Task<UnitView?> Find(Guid id, SignedInUser user, CaseAccess access, CaseStore cases, RulebookLibrary library, Oversight oversight, DateOnly today, CancellationToken cancel)
    {
        var own = id == user.OrganisationId;
        ImmutableArray<Rulebook> books = user.IsAdministrator ? [] : [.. CaseAccess.BooksOf(user, library).Where(b => own ? user.RolesIn(b.Id).Any(r => b.FindRole(r) is { Own: true }) : CaseAccess.SeesAll(user, b))];
        var name = own ? user.OrganisationName : (await cases.Owners(new CaseScope([.. books.Select(b => b.Id)], null, []), cancel)).FirstOrDefault(o => o.Id == id).Name;
        if (books.IsEmpty || name is null)
        {
            await access.Refuse($"单位 {id}", cancel);
            return null;
        }

        var standings = ImmutableArray.CreateBuilder<UnitStanding>();
        foreach (var book in books)
        {
            var scope = CaseAccess.ScopeOf(user, [book]);
            var filter = new OversightFilter { RulebookId = book.Id, OwnerId = id };
            var begun = await cases.Begin(book, book.Kinds[0].Name, id, name, cancel);
            standings.Add(new UnitStanding(
                book,
                UnitBar.Of(begun, book, today),
                await oversight.PointRows(scope, filter with { Point = PointKind.Consequence }, 1, MostRows, cancel),
                await oversight.PointRows(scope, filter with { Point = PointKind.Unmet }, 1, MostRows, cancel),
                await oversight.PointRows(scope, filter with { Point = PointKind.Late }, 1, MostRows, cancel),
                await oversight.Count(scope, filter, cancel)));
        }

        return new UnitView(id, name, own, today, standings.ToImmutable());
    }
}
