using Zhunsheng.Casework;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Acceptance;

/// <summary>/cases/{number}/acceptance: the way to acceptance and the evaluations after it.</summary>
internal static class AcceptanceEndpoints
{
    public static void MapAcceptance(this IEndpointRouteBuilder routes) => routes.MapGet("/cases/{number}/acceptance", async (string number, CaseAccess access, Clock clock, CancellationToken cancel) =>
        await access.Open(number, cancel) is { File.Acts.IsEmpty: false } open && !OfflineStub.Is(open.File, open.Book) && AcceptanceView.Of(open, clock.Today) is { } view
            ? Page.Of<AcceptancePage>(view)
            : Results.NotFound());
}
