using Zhunsheng.Storage;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.RulebookReader;

/// <summary>/rulebooks and /rulebooks/{id}: public, like the regulations themselves.</summary>
internal static class RulebookEndpoints
{
    public static void MapRulebooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rulebooks", (RulebookLibrary library) =>
            Page.Of<RulebookListPage>(new Dictionary<string, object?> { ["Books"] = library.All.ToList() }));
        routes.MapGet("/rulebooks/{id}", (string id, RulebookLibrary library, CaseBook cases) => library.Current(id) is { } book
            ? (IResult)Page.Of<RulebookPage>(new Dictionary<string, object?> { ["Book"] = book, ["Cases"] = cases.Of(book) })
            : Results.NotFound());
    }
}
