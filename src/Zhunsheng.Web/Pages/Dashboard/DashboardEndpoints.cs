using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>/dashboard and what its numbers lead to. Nothing here writes; everything is counted among the files that the visitor may see.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dashboard", Dashboard);
        routes.MapGet("/dashboard/overview", Overview);
        routes.MapGet(Slice.Cases, Cases);
        routes.MapGet(DeedSlice.Acts, Acts);
        routes.MapGet("/dashboard/articles", Articles);
        routes.MapGet("/dashboard/articles/{rulebook}/{article}", ArticlePage);
        routes.MapDashboardSheets();
    }

    private static async Task<IResult> Dashboard(HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock)
    {
        if (Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who)
        {
            return Results.NotFound();
        }

        var desk = QueryText.Word<Desk>(context.Request.Query["desk"]) ?? who.Desks[0];
        return !who.Desks.Contains(desk) ? Results.NotFound()
            : desk == Desk.Leaders ? Page.See(DeskWork.Href(desk, who.Book.Id))
            : Page.Of<DashboardPage>(await new DeskWork(oversight, who, context.RequestAborted).View(desk));
    }

    private static async Task<IResult> Overview(HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
        Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who || !who.Desks.Contains(Desk.Leaders)
            ? Results.NotFound()
            : Page.Of<OverviewPage>(await new DeskWork(oversight, who, context.RequestAborted).View(Desk.Leaders));

    private static async Task<IResult> Cases(HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock)
    {
        if (Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who)
        {
            return Results.NotFound();
        }

        var slice = Slice.Read(context.Request.Query, who);
        var found = await oversight.Files(who.Scope, slice.Filter, slice.Sort, slice.Descending, slice.Page, SliceView.PageSize, context.RequestAborted);
        return Page.Of<SlicePage>(new SliceView(who.Book, slice, [.. slice.Words(found.Rows.FirstOrDefault()?.File.OwnerName, Title(who.Book))], found, who.Today));
    }

    private static async Task<IResult> Acts(HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock)
    {
        if (Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who)
        {
            return Results.NotFound();
        }

        var slice = DeedSlice.Read(context.Request.Query, who);
        var found = await oversight.Deeds(who.Scope, slice.Filter, slice.Page, DeedSliceView.PageSize, context.RequestAborted);
        return Page.Of<DeedSlicePage>(new DeedSliceView(who.Book, slice, [.. slice.Words(who.User.OrganisationName, Title(who.Book))], found, who.Today));
    }

    private static async Task<IResult> Articles(HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock) =>
        Onlooker.Of(visitor, library, context.Request.Query["rulebook"], clock.Today) is not { } who
            ? Results.NotFound()
            : Page.Of<ArticleListPage>(new ArticlesView(
                who.Book, [.. who.Books.Select(b => (b, QueryText.Address("/dashboard/articles", ("rulebook", b.Id))))], CaseAccess.SeesAll(who.User, who.Book),
                await CountArticles(oversight, who, context.RequestAborted)));

    /// <summary>The articles under which anything falls short, in order.</summary>
    public static async Task<ImmutableArray<ArticleCount>> CountArticles(Oversight oversight, Onlooker who, CancellationToken cancel)
    {
        var counts = (await oversight.Points(who.Scope, new OversightFilter { RulebookId = who.Book.Id }, PointBy.Article, cancel)).ToLookup(c => c.Key);
        return [.. who.Book.Articles.Where(a => counts.Contains(a.Heading)).Select(a => new ArticleCount(a, counts[a.Heading].ToImmutableDictionary(c => c.Kind, c => c.Files)))];
    }

    private static async Task<IResult> ArticlePage(string rulebook, string article, HttpContext context, Visitor visitor, RulebookLibrary library, Oversight oversight, Clock clock)
    {
        if (Onlooker.Of(visitor, library, rulebook, clock.Today) is not { } who || who.Book.Articles.FirstOrDefault(a => a.Heading == article) is not { } entry)
        {
            return Results.NotFound();
        }

        var all = new OversightFilter { RulebookId = who.Book.Id, Article = entry.Heading };
        var kind = QueryText.Word<PointKind>(context.Request.Query["point"]);
        var page = QueryText.Page(context.Request.Query["page"]);
        var cancel = context.RequestAborted;
        return Page.Of<ArticlePage>(new ArticleView
        {
            Book = who.Book,
            Article = entry,
            Kind = kind,
            Files = (await oversight.Points(who.Scope, all, PointBy.Kind, cancel)).ToImmutableDictionary(c => c.Kind, c => c.Files),
            All = await oversight.Count(who.Scope, all, cancel),
            Found = await oversight.PointRows(who.Scope, all with { Point = kind }, page, ArticleView.PageSize, cancel),
            Page = page,
            Today = who.Today,
        });
    }

    /// <summary>The title of a step by its name.</summary>
    public static Func<string, string> Title(Rulebook book) => step => book.FindStep(step)?.Title ?? step;
}
