using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/jurisdictions, for system administrators; those of one jurisdiction only look at it.</summary>
internal static class TerritoryEndpoints
{
    public static void MapTerritories(this RouteGroupBuilder admin)
    {
        admin.MapGet("/jurisdictions", (HttpContext context, AdminServices services) => List(context, services, new FormFields(), []));
        admin.MapPost("/jurisdictions", (HttpContext context, AdminServices services) => Do(context, services, "jurisdiction", form =>
            services.Territories.Create(form["name"].ToString(), form["code"].ToString(), services.By, context.RequestAborted)));
        admin.MapPost("/jurisdictions/{id:guid}", (Guid id, HttpContext context, AdminServices services) => Do(context, services, "changed", form =>
            services.Territories.Change(id, form["name"].ToString(), form["code"].ToString(), services.By, context.RequestAborted)));
        admin.MapPost("/jurisdictions/{id:guid}/rulebooks", (Guid id, HttpContext context, AdminServices services) => Do(context, services, "changed", form =>
            services.Territories.Assign(form["rulebook"].ToString(), id, services.By, context.RequestAborted)));
    }

    private static async Task<IResult> List(HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems) => Page.Of<TerritoriesPage>(
        new Dictionary<string, object?>
        {
            ["Places"] = await services.Territories.All(services.User.TerritoryId, context.RequestAborted),
            ["Books"] = services.Library.All,
            ["MayChange"] = services.User.TerritoryId is null,
            ["Typed"] = typed,
            ["Problems"] = problems,
            ["Done"] = AdminEndpoints.Said(context),
        },
        AdminServices.StatusOf(problems));

    private static async Task<IResult> Do(HttpContext context, AdminServices services, string done, Func<IFormCollection, Task<AccountOutcome<Territory>>> change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var outcome = await change(form);
        return outcome switch
        {
            { Ok: true } => Page.See("/admin/jurisdictions?done=" + done),
            { Missing: true } or { Forbidden: true } => await services.Missing(),
            _ => await List(context, services, FormFields.Of(form), AdminServices.Problems(outcome.Errors)),
        };
    }
}
