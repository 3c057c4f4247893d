using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Review;

/// <summary>/experts and /experts/{id}: for those who keep a pool; for everybody else there is no such page.</summary>
internal static class ExpertEndpoints
{
    public static void MapExperts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/experts", (HttpContext context, ExpertServices services) => In(context, services, async pool => Page.Of<ExpertsPage>(await View(context, services, pool))));
        routes.MapPost("/experts", (HttpContext context, ExpertServices services) => In(context, services, pool => Add(context, services, pool)));
        routes.MapGet("/experts/{id:guid}", (Guid id, HttpContext context, ExpertServices services) => In(context, services, pool => Show(id, context, services, pool)));
        routes.MapPost("/experts/{id:guid}", (Guid id, HttpContext context, ExpertServices services) => In(context, services, pool => Change(id, context, services, pool)));
    }

    /// <summary>The pools that somebody keeps.</summary>
    public static ImmutableArray<(Rulebook Book, string Role)> PoolsOf(SignedInUser user, RulebookLibrary library) => user.IsAdministrator
        ? []
        : [.. CaseAccess.BooksOf(user, library).SelectMany(b => b.Pools.Where(p => p.Keepers.Any(user.RolesIn(b.Id).Contains)).Select(p => (b, p.Role)))];

    private static async Task<IResult> In(HttpContext context, ExpertServices services, Func<Kept, Task<IResult>> answer)
    {
        var pools = PoolsOf(services.Visitor.User!, services.Library);
        var (book, role) = (context.Request.Query["rulebook"].ToString(), context.Request.Query["role"].ToString());
        var found = pools.Where(p => (book.Length == 0 || p.Book.Id == book) && (role.Length == 0 || p.Role == role)).ToList();
        if (found.Count == 0)
        {
            await services.Access.Refuse("专家库 " + book, context.RequestAborted);
            return Results.NotFound();
        }

        return await answer(new Kept(found[0].Book, found[0].Role, pools));
    }

    private static async Task<ExpertsView> View(HttpContext context, ExpertServices services, Kept pool)
    {
        var cancel = context.RequestAborted;
        var all = await services.Experts.All(pool.Book.Id, pool.Role, cancel);
        var text = context.Request.Query["q"].ToString().Trim();
        var active = context.Request.Query["active"] == "1";
        return new ExpertsView
        {
            Book = pool.Book,
            Role = pool.Role,
            Pools = pool.All,
            Experts = [.. all.Where(e => (!active || e.Active) && (text.Length == 0 || (e.Person + e.Unit + e.Title + e.Specialties).Contains(text, StringComparison.OrdinalIgnoreCase)))],
            Count = all.Length,
            Candidates = await services.Experts.Candidates(pool.Book.Id, pool.Role, cancel),
            Specialties = [.. pool.Book.Facts.Values.Where(f => f.Draw?.Role == pool.Role).Select(f => f.Draw!.Specialty).OfType<string>().SelectMany(s => pool.Book.Facts[s].Values).Concat(all.SelectMany(e => e.SpecialtyList)).Distinct()],
            Text = text.Length > 100 ? text[..100] : text,
            WithInactive = !active,
            Done = context.Request.Query["done"].ToString() switch { "added" => "已登记。", "changed" => "已保存。", _ => null },
        };
    }

    private static async Task<IResult> Show(Guid id, HttpContext context, ExpertServices services, Kept pool)
    {
        var view = await View(context, services, pool);
        var all = await services.Experts.All(pool.Book.Id, pool.Role, context.RequestAborted);
        return all.FirstOrDefault(e => e.Id == id) is { } expert ? Page.Of<ExpertsPage>(view with { Changed = expert }) : Results.NotFound();
    }

    private static async Task<IResult> Add(HttpContext context, ExpertServices services, Kept pool)
    {
        var fields = FormFields.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (!Guid.TryParse(fields["account"], out var account))
        {
            return Page.Of<ExpertsPage>(await View(context, services, pool) with { Typed = fields, Problems = [new Problem("account", "选一个账号")] }, StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await services.Experts.Add(pool.Book.Id, pool.Role, account, ProfileOf(fields), By(services), context.RequestAborted);
        return outcome.Ok
            ? Page.See($"/experts?rulebook={pool.Book.Id}&role={Uri.EscapeDataString(pool.Role)}&done=added")
            : Page.Of<ExpertsPage>(await View(context, services, pool) with { Typed = fields, Problems = ProblemsOf(outcome.Errors) }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, ExpertServices services, Kept pool)
    {
        var all = await services.Experts.All(pool.Book.Id, pool.Role, context.RequestAborted);
        if (all.FirstOrDefault(e => e.Id == id) is not { } expert)
        {
            return Results.NotFound();
        }

        var fields = FormFields.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        var version = int.TryParse(fields["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
        var outcome = await services.Experts.Change(id, pool.Book.Id, version, ProfileOf(fields), By(services), context.RequestAborted);
        if (outcome.Ok)
        {
            return Page.See($"/experts?rulebook={pool.Book.Id}&role={Uri.EscapeDataString(pool.Role)}&done=changed");
        }

        // The version that is shown now is the one that the next try is about.
        var stale = version != expert.Version;
        return Page.Of<ExpertsPage>(
            await View(context, services, pool) with { Changed = expert, Typed = stale ? null : fields, Problems = ProblemsOf(outcome.Errors) },
            stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private static ImmutableArray<Problem> ProblemsOf(ImmutableArray<string> errors) => [.. errors.Select(e => new Problem(
        e.Contains("姓名", StringComparison.Ordinal) ? "name" : e.Contains("工作单位", StringComparison.Ordinal) ? "unit" : e.Contains("账号", StringComparison.Ordinal) ? "account" : null, e))];

    private static ExpertProfile ProfileOf(FormFields fields) => new(fields["name"], fields["unit"], fields["title"], [.. fields.All("specialty")], fields["phone"], fields["active"] == "1");

    private static AdminActor By(ExpertServices services) => new(services.Visitor.User!.Id, services.Visitor.User.DisplayName);

    private sealed record Kept(Rulebook Book, string Role, ImmutableArray<(Rulebook Book, string Role)> All);
}

/// <summary>What the pages of the pools need.</summary>
internal sealed record ExpertServices(ExpertPool Experts, RulebookLibrary Library, CaseAccess Access, Visitor Visitor);
