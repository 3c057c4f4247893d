using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Search;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>The queries kept for a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Path">Its address.</param>
/// <param name="Query">What is asked for now, as it stands in the address.</param>
/// <param name="All">The queries, one's own first.</param>
/// <param name="Error">What was wrong with what was just asked for; null for nothing.</param>
public sealed record SavedView(string List, string Path, string Query, ImmutableArray<SavedQuery> All, string? Error)
{
    /// <summary>Those of a person for a list.</summary>
    internal static async Task<SavedView> Of(string list, string query, SignedInUser user, SavedQueries saved, HttpContext context) => new(
        list, SavedQueryEndpoints.PathOf(list)!, query, await saved.Of(list, user.Id, user.OrganisationId, context.RequestAborted),
        context.Request.Query["saved"].ToString() is { Length: > 0 and <= 100 } error ? error : null);
}

/// <summary>/saved-queries: keeping, renaming and removing queries. Each answer leads back to the list.</summary>
internal static class SavedQueryEndpoints
{
    public static void MapSavedQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/saved-queries", (HttpContext context, SavedQueries saved, Visitor visitor, RulebookLibrary library, Clock clock) =>
            Do(context, visitor, library, clock, (form, list, query, user) => saved.Save(list, form["name"], query, form["shared"] == "true", user.Id, user.OrganisationId, context.RequestAborted)));
        routes.MapPost("/saved-queries/{id:guid}/rename", (Guid id, HttpContext context, SavedQueries saved, Visitor visitor, RulebookLibrary library, Clock clock) =>
            Do(context, visitor, library, clock, (form, _, _, user) => saved.Rename(id, form["name"], user.Id, context.RequestAborted)));
        routes.MapPost("/saved-queries/{id:guid}/delete", (Guid id, HttpContext context, SavedQueries saved, Visitor visitor, RulebookLibrary library, Clock clock) =>
            Do(context, visitor, library, clock, async (_, _, _, user) => await saved.Delete(id, user.Id, context.RequestAborted) ? null : "没有这个常用查询"));
    }

    /// <summary>The address of a list; null for one that does not exist.</summary>
    public static string? PathOf(string list) => list switch
    {
        "projects" => "/projects",
        "plan" => "/plan/files",
        "search" => "/search",
        _ => null,
    };

    private static async Task<IResult> Do(
        HttpContext context, Visitor visitor, RulebookLibrary library, Clock clock, Func<IFormCollection, string, string, SignedInUser, Task<string?>> work)
    {
        var user = visitor.User!;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var books = CaseAccess.BooksOf(user, library);
        if (!FilterChoices.Has(user, books) || PathOf(form["list"].ToString()) is not { } path)
        {
            return Results.NotFound();
        }

        // What is kept is never what was sent, but what was understood of it.
        var asked = new QueryCollection(QueryHelpers.ParseQuery(form["query"].ToString() is { Length: <= 4000 } sent ? sent : ""));
        var query = path == "/search" ? SearchAddress.Of(SearchAddress.Read(asked, user, books, clock.Today)) : ListAddress.Of(ListAddress.Read(asked, user, books, clock.Today).Query);
        var error = await work(form, form["list"].ToString(), query, user);
        return Page.See(ListAddress.Join(path, error is null ? query : $"{query}&saved={Uri.EscapeDataString(error)}".TrimStart('&')) + "#saved");
    }
}
