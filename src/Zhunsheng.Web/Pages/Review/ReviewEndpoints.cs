using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Review;

/// <summary>/cases/{number}/opinions.</summary>
internal static class ReviewEndpoints
{
    public static void MapReview(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{number}/opinions", async (string number, CaseAccess access, Clock clock, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open ? Page.Of<OpinionsPage>(OpinionsView.Of(open, clock.Today)) : Results.NotFound());
}
