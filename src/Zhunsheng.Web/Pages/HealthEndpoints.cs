using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages;

/// <summary>/healthz: the process lives. /readyz: database and rulebooks can be used.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok"));
        routes.MapGet("/readyz", async (StorageStartup storage, RulebookLibrary library, CancellationToken cancel) =>
            await storage.Readiness(cancel) is { } reason ? Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable)
            : library.All.IsEmpty ? Results.Text("没有能用的规则手册", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok"));
    }
}
