using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>/cases/{number}, /cases/{number}/acts/{n} and /papers/{number}/{act}/{index}.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}", async (string number, HttpContext context, CaseAccess access, ToldBook told, Clock clock, CancellationToken cancel) =>
        {
            if (await access.Open(number, cancel) is not { } open)
            {
                return Results.NotFound();
            }

            var just = int.TryParse(context.Request.Query["done"], NumberStyles.None, CultureInfo.InvariantCulture, out var done) ? done : (int?)null;
            var receipt = open.File.Acts.FirstOrDefault(a => a.Number == just) is { } act ? Receipt.Of(open, act) : null;
            return Page.Of<CasePage>(CaseView.Of(open, clock.Today) with { JustDone = just, HasReceipt = receipt is not null, Told = await told.OfCase(open.File.Id, cancel) });
        });
        routes.MapGet("/cases/{number}/acts/{act:int}", async (string number, int act, CaseAccess access, Clock clock, CancellationToken cancel) =>
        {
            if (await access.Open(number, cancel) is not { } open || open.File.Acts.FirstOrDefault(a => a.Number == act) is not { } found || open.Hides(found, clock.Today))
            {
                return Results.NotFound();
            }

            var title = CaseView.TitleOf(open.File, open.Book, CaseFold.Situation(open.File, open.Book, clock.Today));
            var may = found is { Kind: ActKind.Deed, ConveyedFrom: null } && open.Book.FindStep(found.Step)?.FindOutcome(found.Outcome)?.Draws is null && found.Actor.OrganisationId == open.User.OrganisationId && open.MayActAs(found.Actor.Role);
            return Page.Of<ActPage>(new ActView(open.File, open.Book, found, [.. open.File.Acts.Where(a => a.Corrects == act)], title, may, Receipt.Of(open, found) is not null));
        });
        routes.MapGet("/cases/{number}/acts/{act:int}/receipt", async (string number, int act, CaseAccess access, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open && open.File.Acts.FirstOrDefault(a => a.Number == act) is { } found && Receipt.Of(open, found) is { } receipt ? Page.Of<ReceiptPage>(receipt) : Results.NotFound());
        routes.MapGet("/papers/{number}/{act:int}/{index:int}", async (string number, int act, int index, HttpContext context, CaseAccess access, AttachmentStore store, Clock clock, CancellationToken cancel) =>
        {
            var open = await access.Open(number, cancel);
            return (open is null || (open.File.Acts.FirstOrDefault(a => a.Number == act) is { } found && open.Hides(found, clock.Today)) ? null : PaperDownload.Of(context, open.File, act, index, store)) ?? Results.NotFound();
        });
    }
}
