using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>/cases/{number}/acts/{n}/documents/{name}.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{number}/acts/{act:int}/documents/{name}", async (string number, int act, string name, CaseAccess access, Clock clock, CancellationToken cancel) =>
        {
            if (await access.Open(number, cancel) is not { } open
                || open.File.Acts.FirstOrDefault(a => a.Number == act) is not { } found || open.Hides(found, clock.Today)
                || OfficialDocument.TemplatesOf(open.Book, found).FirstOrDefault(d => d.Name == name) is not { } template)
            {
                return Results.NotFound();
            }

            return Page.Of<DocumentPage>(new Dictionary<string, object?> { ["Document"] = OfficialDocument.Of(open.File, open.Book, found, template) });
        });
}
