using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/organisations, for system administrators: organisations, their roles and the accounts of their people.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this RouteGroupBuilder admin)
    {
        admin.MapGet("/organisations", (HttpContext context, AdminServices services) => List(context, services, new FormFields(), []));
        admin.MapPost("/organisations", Create);
        admin.MapGet("/organisations/{id:guid}", (Guid id, HttpContext context, AdminServices services) => Show(id, context, services, new FormFields(), []));
        admin.MapPost("/organisations/{id:guid}", (Guid id, HttpContext context, AdminServices services) => Change(id, context, services, form =>
            services.Accounts.ChangeOrganisation(id, form["name"].ToString(), form["short"].ToString(), form["code"].ToString(), services.By, context.RequestAborted)));
        admin.MapPost("/organisations/{id:guid}/roles", (Guid id, HttpContext context, AdminServices services) => Change(id, context, services, form =>
            services.Accounts.SetOrganisationRoles(id, AdminServices.Grants(form), services.By, context.RequestAborted)));
        admin.MapPost("/organisations/{id:guid}/jurisdiction", (Guid id, HttpContext context, AdminServices services) => Change(id, context, services, form =>
            services.Accounts.PlaceOrganisation(id, Guid.TryParse(form["jurisdiction"], out var place) ? place : Guid.Empty, services.By, context.RequestAborted)));
        admin.MapPost("/organisations/{id:guid}/accounts", CreateUser);
    }

    private static async Task<IResult> List(HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems)
    {
        var (text, page) = (AdminServices.TextOf(context), AdminServices.PageOf(context));
        var (organisations, total) = await services.Accounts.FindOrganisations(text, page, AdminServices.PageSize, services.By, context.RequestAborted);
        return Page.Of<OrganisationsPage>(
            new OrganisationsView
            {
                Organisations = organisations,
                Total = total,
                Page = page,
                Text = text,
                Territories = await services.Territories.All(services.User.TerritoryId, context.RequestAborted),
                Typed = typed,
                Problems = problems,
                Done = AdminEndpoints.Said(context),
            },
            AdminServices.StatusOf(problems));
    }

    private static async Task<IResult> Create(HttpContext context, AdminServices services)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["jurisdiction"], out var place))
        {
            return await List(context, services, FormFields.Of(form), [new Problem("jurisdiction", "选单位属于哪个地区")]);
        }

        var outcome = await services.Accounts.CreateOrganisation(form["name"].ToString(), form["short"].ToString(), form["code"].ToString(), [], services.By, place, context.RequestAborted);
        return outcome.Value is { } made
            ? Page.See($"/admin/organisations/{made.Id}?done=organisation")
            : await List(context, services, FormFields.Of(form), AdminServices.Problems(outcome.Errors));
    }

    private static async Task<IResult> Show(Guid id, HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems)
    {
        var cancel = context.RequestAborted;
        if (await services.Accounts.FindOrganisation(id, services.By, cancel) is not { } unit)
        {
            return await services.Missing();
        }

        var page = AdminServices.PageOf(context);
        var (people, total) = await services.Accounts.FindPeople(null, page, AdminServices.PageSize, services.By, id, cancel);
        return Page.Of<OrganisationPage>(
            new Dictionary<string, object?>
            {
                ["Unit"] = unit,
                ["Books"] = await services.BooksOf(unit.TerritoryId, cancel),
                ["Model"] = new PeopleView
                {
                    People = people,
                    Total = total,
                    Page = page,
                    Territories = unit.TerritoryId is null ? await services.Territories.All(services.User.TerritoryId, cancel) : [],
                    Typed = typed,
                    Problems = problems,
                    Done = AdminEndpoints.Said(context),
                },
            },
            AdminServices.StatusOf(problems));
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, AdminServices services, Func<IFormCollection, Task<AccountOutcome<Organisation>>> change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (services.StrangeRoles(form) is { IsEmpty: false } strange)
        {
            return await Show(id, context, services, new FormFields(), AdminServices.Problems(strange));
        }

        var outcome = await change(form);
        return outcome switch
        {
            { Ok: true } => Page.See($"/admin/organisations/{id}?done=changed"),
            { Missing: true } => await services.Missing(),
            _ => await Show(id, context, services, FormFields.Of(form), AdminServices.Problems(outcome.Errors)),
        };
    }

    private static async Task<IResult> CreateUser(Guid id, HttpContext context, AdminServices services)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (services.StrangeRoles(form) is { IsEmpty: false } strange)
        {
            return await Show(id, context, services, FormFields.Of(form), AdminServices.Problems(strange));
        }

        var outcome = await services.Accounts.CreateUser(
            form["userName"].ToString(), form["displayName"].ToString(), id, form["password"].ToString(), AdminServices.Grants(form), services.By, cancel: context.RequestAborted);
        return outcome switch
        {
            { Ok: true } => Page.See($"/admin/organisations/{id}?done=user"),
            { Missing: true } => await services.Missing(),
            _ => await Show(id, context, services, FormFields.Of(form), AdminServices.Problems(outcome.Errors)),
        };
    }
}
