using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Workbench;

/// <summary>/drafts/{id}/discard: throwing a draft away, asked once more.</summary>
internal static class DraftEndpoints
{
    public static void MapDrafts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/drafts/{id:guid}/discard", async (Guid id, Drafts drafts, CaseAccess access, Visitor visitor, CancellationToken cancel) =>
            await Find(id, drafts, access, visitor, cancel) is { } draft ? Page.Of<DiscardPage>(draft) : Results.NotFound());
        routes.MapPost("/drafts/{id:guid}/discard", async (Guid id, Drafts drafts, PendingForms pending, LeftFiles left, CaseAccess access, Visitor visitor, CancellationToken cancel) =>
        {
            if (await Find(id, drafts, access, visitor, cancel) is not { } draft)
            {
                return Results.NotFound();
            }

            await drafts.Discard(id, draft.Subject.OrganisationId, cancel);
            await pending.Forget(visitor.User!.Id, draft.Subject.Form, cancel);
            await left.Discard(draft.Content.Papers.Select(p => p.File.Digest), CancellationToken.None);
            return Page.See("/workbench#drafts");
        });
    }

    /// <summary>A draft of the visitor's organisation in a role the visitor holds; any other does not exist, and asking for it is logged.</summary>
    private static async Task<Draft?> Find(Guid id, Drafts drafts, CaseAccess access, Visitor visitor, CancellationToken cancel)
    {
        if (visitor.User is { IsAdministrator: false } user
            && await drafts.Find(id, user.OrganisationId, cancel) is { } draft && user.RolesIn(draft.Subject.RulebookId).Contains(draft.Subject.Role))
        {
            return draft;
        }

        await access.Refuse($"草稿 {id:D}", cancel);
        return null;
    }
}
