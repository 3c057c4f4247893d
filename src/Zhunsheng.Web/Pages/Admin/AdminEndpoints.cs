using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Programs;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/…: for system administrators only; to everybody else these pages do not exist.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this RouteGroupBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
        {
            var services = context.HttpContext.RequestServices;
            if (services.GetRequiredService<Visitor>().User is { IsAdministrator: true })
            {
                return await next(context);
            }

            await services.GetRequiredService<CaseAccess>().Refuse("管理页面 " + context.HttpContext.Request.Path, context.HttpContext.RequestAborted);
            return Results.NotFound();
        });
        admin.MapTokens();
        admin.MapGet("/rulebooks", (RulebookLibrary library) => Page.Of<RulebookCheckPage>(new Dictionary<string, object?> { ["Shelves"] = library.Shelves }));
        admin.MapGet("/accounts", async (HttpContext context, AdminServices services) =>
            Page.Of<AccountsPage>(await View(services, context.RequestAborted) with { Done = Said(context.Request.Query["done"]) }));
        admin.MapPost("/accounts", (HttpContext context, AdminServices services) => CreateUser(context, services));
        admin.MapPost("/organisations", (HttpContext context, AdminServices services) => CreateOrganisation(context, services));
        admin.MapGet("/accounts/{id:guid}", (Guid id, HttpContext context, AdminServices services) => ShowUser(id, services, [], context.RequestAborted));
        admin.MapPost("/accounts/{id:guid}/roles", (Guid id, HttpContext context, AdminServices services) =>
            ChangeUser(id, context, services, (form, by) => services.Accounts.SetUserRoles(id, Grants(form), by, context.RequestAborted)));
        admin.MapPost("/accounts/{id:guid}/password", (Guid id, HttpContext context, AdminServices services) =>
            ChangeUser(id, context, services, (form, by) => services.Accounts.ResetPassword(id, form["password"].ToString(), by, context.RequestAborted)));
        admin.MapPost("/accounts/{id:guid}/disabled", (Guid id, HttpContext context, AdminServices services) =>
            ChangeUser(id, context, services, (form, by) => services.Accounts.SetDisabled(id, form["disabled"] == "true", by, context.RequestAborted)));
        admin.MapGet("/organisations/{id:guid}", (Guid id, HttpContext context, AdminServices services) => ShowOrganisation(id, services, [], context.RequestAborted));
        admin.MapPost("/organisations/{id:guid}", (Guid id, HttpContext context, AdminServices services) =>
            ChangeOrganisation(id, context, services, (form, by) => services.Accounts.ChangeOrganisation(id, form["name"].ToString().Trim(), Given(form["short"]), Given(form["code"]), by, context.RequestAborted)));
        admin.MapPost("/organisations/{id:guid}/roles", (Guid id, HttpContext context, AdminServices services) =>
            ChangeOrganisation(id, context, services, (form, by) => services.Accounts.SetOrganisationRoles(id, Grants(form), by, context.RequestAborted)));
    }

    private static async Task<AccountsView> View(AdminServices services, CancellationToken cancel) => new()
    {
        Organisations = await services.Accounts.Organisations(cancel),
        Users = await services.Accounts.Users(cancel),
        Books = services.Library.All,
        Events = await services.Accounts.Events(100, cancel),
        Refusals = await services.Accounts.Refusals(100, cancel),
        Today = services.Clock.Today,
    };

    private static async Task<IResult> CreateUser(HttpContext context, AdminServices services)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        var (name, shown, password) = (form["userName"].ToString().Trim(), form["displayName"].ToString().Trim(), form["password"].ToString());
        AccountOutcome<User> outcome;
        if (form["organisation"] == AccountsView.Administrator)
        {
            outcome = await services.Accounts.CreateAdministrator(name, shown, password, By(services), cancel);
        }
        else if (!Guid.TryParse(form["organisation"], out var id))
        {
            return Page.Of<AccountsPage>(
                await View(services, cancel) with { Problems = [new Problem("organisation", "选单位，或者选“系统管理员”")], Typed = FormFields.Of(form) },
                StatusCodes.Status422UnprocessableEntity);
        }
        else
        {
            var unit = (await services.Accounts.Organisations(cancel)).FirstOrDefault(o => o.Id == id);
            var roles = unit?.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role)) ?? [];
            outcome = await services.Accounts.CreateUser(name, shown, id, password, roles, By(services), cancel: cancel);
        }

        return outcome.Ok ? Page.See("/admin/accounts?done=user") : await Refused(form, outcome.Errors, services, cancel);
    }

    private static async Task<IResult> CreateOrganisation(HttpContext context, AdminServices services)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        if (StrangeRoles(form, services) is { IsEmpty: false } strange)
        {
            return await Refused(form, strange, services, cancel);
        }

        var outcome = await services.Accounts.CreateOrganisation(form["name"].ToString().Trim(), Given(form["short"]), Given(form["code"]), Grants(form), By(services), cancel);
        return outcome.Ok ? Page.See("/admin/accounts?done=organisation") : await Refused(form, outcome.Errors, services, cancel);
    }

    private static async Task<IResult> Refused(IFormCollection form, ImmutableArray<string> errors, AdminServices services, CancellationToken cancel) => Page.Of<AccountsPage>(
        await View(services, cancel) with { Problems = [.. errors.Select(e => new Problem(null, e))], Typed = FormFields.Of(form) },
        StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ShowUser(Guid id, AdminServices services, ImmutableArray<string> errors, CancellationToken cancel) =>
        await services.Accounts.FindUser(id, cancel) is { } user
            ? Page.Of<UserPage>(
                new Dictionary<string, object?> { ["Person"] = user, ["Books"] = services.Library.All, ["Problems"] = errors.Select(e => new Problem(null, e)).ToList() },
                errors.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity)
            : Results.NotFound();

    private static async Task<IResult> ChangeUser(Guid id, HttpContext context, AdminServices services, Func<IFormCollection, AdminActor, Task<AccountOutcome<User>>> change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (StrangeRoles(form, services) is { IsEmpty: false } strange)
        {
            return await ShowUser(id, services, strange, context.RequestAborted);
        }

        var outcome = await change(form, By(services));
        return outcome.Ok ? Page.See("/admin/accounts?done=changed") : await ShowUser(id, services, outcome.Errors, context.RequestAborted);
    }

    private static async Task<IResult> ShowOrganisation(Guid id, AdminServices services, ImmutableArray<string> errors, CancellationToken cancel) =>
        (await services.Accounts.Organisations(cancel)).FirstOrDefault(o => o.Id == id) is { } unit
            ? Page.Of<OrganisationPage>(
                new Dictionary<string, object?> { ["Unit"] = unit, ["Books"] = services.Library.All, ["Problems"] = errors.Select(e => new Problem(null, e)).ToList() },
                errors.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity)
            : Results.NotFound();

    private static async Task<IResult> ChangeOrganisation(Guid id, HttpContext context, AdminServices services, Func<IFormCollection, AdminActor, Task<AccountOutcome<Organisation>>> change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (StrangeRoles(form, services) is { IsEmpty: false } strange)
        {
            return await ShowOrganisation(id, services, strange, context.RequestAborted);
        }

        var outcome = await change(form, By(services));
        return outcome.Ok ? Page.See("/admin/accounts?done=changed") : await ShowOrganisation(id, services, outcome.Errors, context.RequestAborted);
    }

    private static AdminActor By(AdminServices services) => new(services.Visitor.User!.Id, services.Visitor.User.DisplayName);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The roles chosen: rulebook/role.</summary>
    private static List<RoleGrant> Grants(IFormCollection form) =>
        [.. form["role"].OfType<string>().Select(r => r.Split('/', 2)).Where(p => p.Length == 2).Select(p => new RoleGrant(p[0], p[1]))];

    /// <summary>What is wrong with the roles of a form: each must be one that a rulebook in force names.</summary>
    private static ImmutableArray<string> StrangeRoles(IFormCollection form, AdminServices services) =>
        [.. form["role"].OfType<string>().Where(r => r.Split('/', 2) is not [var book, var role] || services.Library.Current(book)?.FindRole(role) is null).Select(r => $"没有“{r}”这个角色，请从所列的里选")];

    private static string? Said(string? done) => done switch
    {
        "user" => "账号已建。",
        "organisation" => "单位已建。",
        "changed" => "已改。",
        _ => null,
    };
}

/// <summary>What the administrator's pages need.</summary>
internal sealed record AdminServices(Accounts Accounts, RulebookLibrary Library, Visitor Visitor, Clock Clock);
