using Zhunsheng.Casework;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.TimeLine;

/// <summary>/cases/{number}/timeline.</summary>
internal static class TimeLineEndpoints
{
    public static void MapTimeLine(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{number}/timeline", async (string number, CaseAccess access, Clock clock, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open && !OfflineStub.Is(open.File, open.Book) ? Page.Of<TimeLinePage>(TimeLineView.Of(open, clock.Today)) : Results.NotFound());
}
