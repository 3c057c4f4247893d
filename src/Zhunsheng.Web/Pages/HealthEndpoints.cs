using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages;

/// <summary>/healthz: the process lives. /readyz: database and rulebooks can be used.</summary>
internal static class HealthEndpoints
{
    private const string Lives = "/healthz";
    private const string Ready = "/readyz";

    /// <summary>Whether a path is one of these: they answer whoever asks, and must not need the database to find out who that is.</summary>
    public static bool Has(PathString path) => path.Value is Lives or Ready;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Lives, () => Results.Text("ok"));
        routes.MapGet(Ready, async (StorageStartup storage, RulebookLibrary library, CancellationToken cancel) =>
            await storage.Readiness(cancel) is { } reason ? Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable)
            : library.All.IsEmpty ? Results.Text("没有能用的规则手册", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok"));
    }
}
