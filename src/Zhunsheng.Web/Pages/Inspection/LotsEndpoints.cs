using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Dashboard;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>/oversight/lots: choosing projects for spot checks by lot, where the regulation knows spot checks; for those who see all files.</summary>
internal static class LotsEndpoints
{
    private const int LongestReason = 200;

    public static void MapLots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/oversight/lots", async (HttpContext context, Visitor visitor, RulebookLibrary library, InspectionLots lots, Clock clock) =>
            WhoOf(context, visitor, library, clock) is { } who ? await Show(who, lots, ("", ""), ImmutableDictionary<string, string>.Empty, context.RequestAborted) : Results.NotFound());
        routes.MapPost("/oversight/lots", async (HttpContext context, Visitor visitor, RulebookLibrary library, InspectionLots lots, CaseAccess access, Clock clock) =>
        {
            if (WhoOf(context, visitor, library, clock) is not { } who || RoleOf(who) is not { } role)
            {
                await access.Refuse("随机抽查", context.RequestAborted);
                return Results.NotFound();
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var (wanted, reason) = (form["wanted"].ToString().Trim(), form["reason"].ToString().Trim());
            var wrong = ImmutableDictionary<string, string>.Empty;
            var count = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= InspectionLots.Most ? number : 0;
            if (count == 0)
            {
                wrong = wrong.Add("wanted", $"写1到{InspectionLots.Most}之间的整数");
            }

            if (reason.Length is 0 or > LongestReason || reason.Any(char.IsControl))
            {
                wrong = wrong.Add("reason", reason.Length == 0 ? "写明抽来查什么" : $"一行写完，最多{LongestReason}个字");
            }

            if (wrong.IsEmpty && await lots.Draw(who.Book, count, reason, who.User.ActorAs(who.Book.Id, role), context.RequestAborted) is { } drawn)
            {
                return Page.See($"/oversight/lots?rulebook={Uri.EscapeDataString(who.Book.Id)}#lot-{drawn.Number}");
            }

            return await Show(who, lots, (wanted, reason), wrong.IsEmpty ? wrong.Add("wanted", "现在没有可以抽的项目") : wrong, context.RequestAborted);
        });
    }

    private static async Task<IResult> Show(Onlooker who, InspectionLots lots, (string Wanted, string Reason) typed, ImmutableDictionary<string, string> wrong, CancellationToken cancel) => Page.Of<LotsPage>(
        new LotsView
        {
            Book = who.Book,
            Pool = (await lots.Pool(who.Book, cancel)).Length,
            MayDraw = RoleOf(who) is not null,
            Drawn = await lots.Drawn(who.Book.Id, cancel),
            Today = who.Today,
            Typed = typed,
            Wrong = wrong,
        },
        wrong.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Who looks; null for somebody who does not see all files of the rulebook, and where the regulation knows no spot checks.</summary>
    private static Onlooker? WhoOf(HttpContext context, Visitor visitor, RulebookLibrary library, Clock clock) =>
        Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is { Book.Oversight.Spot: not null } who && CaseAccess.SeesAll(who.User, who.Book) ? who : null;

    /// <summary>The role in which the person registers spot checks; null for none.</summary>
    private static string? RoleOf(Onlooker who) => who.Book.FindStep(who.Book.Oversight.Spot!.Step)?.PossibleRoles.FirstOrDefault(who.Roles.Contains);
}
