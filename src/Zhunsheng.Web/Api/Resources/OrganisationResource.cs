using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>The token itself, and the organisations of its jurisdictions.</summary>
internal static class OrganisationResource
{
    public static void MapOrganisations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", (ApiCall call) => Results.Ok(Me(call))).Describe(OtherOperations.Me);
        routes.MapGet("/organisations", async (ApiCall call) =>
        {
            var rulebook = call.OwnBook("rulebook");
            ImmutableArray<string> books = [.. call.MyBooks.Select(b => b.Id).Where(id => rulebook is null || id == rulebook)];
            var organisations = await call.Accounts.Organisations(cancel: call.Cancel);
            return Results.Ok(new OrganisationList([.. organisations.Where(o => o.TerritoryId == call.User.TerritoryId && o.Roles.Exists(r => books.Contains(r.RulebookId))).Select(o => Shape(o, books))]));
        }).Describe(OtherOperations.Organisations);
    }

    private static OrganisationShape Shape(Organisation organisation, ImmutableArray<string> books) => new()
    {
        Id = organisation.Id,
        Name = organisation.Name,
        Short = organisation.Short,
        Code = organisation.Code,
        Roles = [.. organisation.Roles.Where(r => books.Contains(r.RulebookId)).OrderBy(r => r.RulebookId, StringComparer.Ordinal).ThenBy(r => r.Role, StringComparer.Ordinal).Select(r => new RoleInBook(r.RulebookId, r.Role))],
    };

    private static MeShape Me(ApiCall call)
    {
        var token = call.Token;
        return new MeShape
        {
            Name = token.Name,
            Actor = token.ActorName,
            Organisation = Shape(token.Organisation!, [.. call.MyBooks.Select(b => b.Id)]),
            Roles = [.. token.Roles.OrderBy(r => r.RulebookId, StringComparer.Ordinal).ThenBy(r => r.Role, StringComparer.Ordinal).Select(r => new RoleInBook(r.RulebookId, r.Role))],
            Issued = token.Created,
            LastDay = token.LastDay,
            Limits = new LimitShape(call.Limits.PerMinute, call.Steps.Limits.PerFile, UploadLimits.Fields),
            Today = call.Steps.Clock.Today,
        };
    }
}
