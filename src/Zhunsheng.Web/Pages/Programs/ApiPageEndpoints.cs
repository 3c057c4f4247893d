using Microsoft.AspNetCore.OpenApi;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Programs;

/// <summary>/api: the interface explained, from its own description; /problems and /problems/{name}: what its problems mean.</summary>
internal static class ApiPageEndpoints
{
    public static void MapApiPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api", async ([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider document, CancellationToken cancel) =>
            Page.Of<ApiPage>(ApiReader.Of(await document.GetOpenApiDocumentAsync(cancel)))).ExcludeFromDescription();
        routes.MapGet("/problems", () => Page.Of<ProblemsPage>(new Dictionary<string, object?> { ["Kinds"] = ProblemKind.All.Select(ProblemText.Of).ToList() }));
        routes.MapGet("/problems/{name}", (string name) => ProblemKind.All.FirstOrDefault(k => k.Name == name) is { } kind
            ? Page.Of<ProblemsPage>(new Dictionary<string, object?> { ["Kinds"] = new List<ProblemText> { ProblemText.Of(kind) } })
            : Results.NotFound());
    }
}

/// <summary>A kind of problem, for its page.</summary>
/// <param name="Name">The end of its address.</param>
/// <param name="Status">The status code.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Meaning">When it comes.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ProblemText(string Name, int Status, string Title, string Meaning, string Remedy)
{
    internal static ProblemText Of(ProblemKind kind) => new(kind.Name, kind.Status, kind.Title, kind.Meaning, kind.Remedy);
}
