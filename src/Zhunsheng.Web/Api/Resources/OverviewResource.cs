using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Catalogue;
using Zhunsheng.Web.Pages.Dashboard;
using Zhunsheng.Web.Pages.Inspection;
using Zhunsheng.Web.Pages.Units;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What is seen over all files: the numbers of the dashboards and what they count, articles, orders, units, and the two catalogues. Everything among the files that the token may see.</summary>
internal static class OverviewResource
{
    public static void MapOverview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/overview", (ApiCall call, Oversight oversight) => Overview(call, oversight)).Describe(OverviewOperations.Overview);
        routes.MapGet("/overview/projects", async (ApiCall call, Oversight oversight) =>
        {
            var who = Looking(call);
            var slice = Slice.Read(call.Http.Request.Query, who);
            var found = await oversight.Files(who.Scope, slice.Filter, slice.Sort, slice.Descending, slice.Page, Size(call), call.Cancel);
            return Results.Ok(OverviewShaping.Files(found, slice.Words(found.Rows.FirstOrDefault()?.File.OwnerName, DashboardEndpoints.Title(who.Book))));
        }).Describe(OverviewOperations.Files);
        routes.MapGet("/overview/acts", async (ApiCall call, Oversight oversight) =>
        {
            var who = Looking(call);
            var slice = DeedSlice.Read(call.Http.Request.Query, who);
            return Results.Ok(OverviewShaping.Deeds(
                await oversight.Deeds(who.Scope, slice.Filter, slice.Page, Size(call), call.Cancel), slice.Words(who.User.OrganisationName, DashboardEndpoints.Title(who.Book))));
        }).Describe(OverviewOperations.Acts);
        routes.MapGet("/articles", async (ApiCall call, Oversight oversight) =>
        {
            var who = Looking(call);
            return Results.Ok(OverviewShaping.Articles(who.Book, CaseAccess.SeesAll(who.User, who.Book), await DashboardEndpoints.CountArticles(oversight, who, call.Cancel)));
        }).Describe(OverviewOperations.Articles);
        routes.MapGet("/articles/{rulebook}/{article}", async (string rulebook, string article, ApiCall call, Oversight oversight) =>
        {
            var who = call.MyBooks.FirstOrDefault(b => b.Id == rulebook) is { } book ? Looking(call, book) : throw ProblemKind.NotFound.Thrown($"本凭证在“{ApiCall.Short(rulebook)}”里没有角色，或者没有这本手册");
            var entry = who.Book.Articles.FirstOrDefault(a => a.Heading == article)
                ?? throw ProblemKind.NotFound.Thrown($"“{who.Book.Short}”没有“{ApiCall.Short(article)}”{Nearest.Hint(article, who.Book.Articles.Select(a => a.Heading))}");
            var filter = new OversightFilter { RulebookId = who.Book.Id, Article = entry.Heading, Point = QueryText.Word<PointKind>(call.Query["point"]) };
            return Results.Ok(OverviewShaping.Points(await oversight.PointRows(who.Scope, filter, call.Query.Number("page")!.Value, Size(call), call.Cancel)));
        }).Describe(OverviewOperations.Article);
        routes.MapGet("/oversight/orders", async (ApiCall call, InspectionOrders orders) =>
            Results.Ok(OverviewShaping.Orders(await orders.Search(InspectionEndpoints.QueryOf(call.Http.Request.Query, Looking(call)) with { Size = Size(call) }, call.Cancel)))).Describe(OverviewOperations.Orders);
        routes.MapGet("/units/{id}", (string id, ApiCall call, Oversight oversight) => Unit(id, call, oversight)).Describe(OverviewOperations.Unit);
        routes.MapGet("/systems", async (ApiCall call, SystemCatalogue catalogue) =>
        {
            var book = With(call, b => !b.Catalogues.Systems.IsEmpty, "系统目录");
            return Results.Ok(CatalogueShaping.Page(await catalogue.Search(CatalogueEndpoints.SystemsOf(call.Http.Request.Query, call.User, book) with { Size = Size(call) }, call.Cancel)));
        }).Describe(OverviewOperations.Systems);
        routes.MapGet("/systems/{number}", async (string number, ApiCall call) =>
        {
            var open = await call.Open(number);
            call.Http.Response.Headers.ETag = SeenHead.TagOf(open.File.Head);
            return Results.Ok(CatalogueShaping.Detail(SystemView.Of(open, call.Steps.Clock.Today) ?? throw ProblemKind.NotFound.Thrown($"案卷{open.File.Number}没有立系统，或者还没有列入系统目录")));
        }).Describe(OverviewOperations.System);
        routes.MapGet("/resources", async (ApiCall call, DataCatalogue catalogue) =>
        {
            var book = With(call, b => !b.Catalogues.Resources.IsEmpty, "数据资源目录");
            return Results.Ok(CatalogueShaping.Page(await catalogue.Search(CatalogueEndpoints.ResourcesOf(call.Http.Request.Query, call.User, book) with { Size = Size(call) }, call.Cancel)));
        }).Describe(OverviewOperations.Resources);
    }

    private static async Task<IResult> Overview(ApiCall call, Oversight oversight)
    {
        var who = Looking(call);
        var desk = QueryText.Word<Desk>(call.Query["desk"]) ?? who.Desks[0];
        if (!who.Desks.Contains(desk))
        {
            var detail = $"本凭证的角色不从这个位置看；可以写：{string.Join("、", who.Desks.Select(QueryText.Word))}";
            throw ProblemKind.BadRequest.Thrown(detail, new PlaceError("?desk", detail));
        }

        return Results.Ok(OverviewShaping.Overview(await new DeskWork(oversight, who, call.Cancel).View(desk)));
    }

    private static async Task<IResult> Unit(string id, ApiCall call, Oversight oversight)
    {
        var view = Guid.TryParseExact(id, "D", out var unit)
            ? await UnitEndpoints.Find(unit, call.User, call.Steps.Access, call.Steps.Cases, call.Steps.Library, oversight, call.Steps.Clock.Today, call.Cancel)
            : null;
        return Results.Ok(OverviewShaping.Unit(view ?? throw ProblemKind.NotFound.Thrown($"没有编号为“{ApiCall.Short(id)}”的单位，或者本凭证的单位看不到它")));
    }

    private static Onlooker Looking(ApiCall call) => Looking(call, call.OneBook());

    private static Onlooker Looking(ApiCall call, Rulebook book) => new(call.User, call.MyBooks, book, call.Scope, call.Steps.Clock.Today);

    /// <summary>The rulebook that a list is about, when it has one.</summary>
    private static Rulebook With(ApiCall call, Func<Rulebook, bool> has, string what) => call.OneBook() is var book && has(book) ? book : throw ProblemKind.NotFound.Thrown($"“{book.Short}”没有{what}");

    private static int Size(ApiCall call) => call.Query.Number("limit")!.Value;
}
