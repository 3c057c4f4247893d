using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Account;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/grants and /admin/policy, for security administrators.</summary>
internal static class GrantEndpoints
{
    public static void MapGrants(this RouteGroupBuilder admin)
    {
        admin.MapGet("/policy", () => Page.Of<PolicyPage>());
        admin.MapGet("/grants", (HttpContext context, AdminServices services) => List(context, services, []));
        admin.MapPost("/grants", GrantRequested);
        admin.MapGet("/grants/{id:guid}", (Guid id, HttpContext context, AdminServices services) => Show(id, context, services, new FormFields(), []));
        admin.MapPost("/grants/{id:guid}/roles", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, form => services.Accounts.SetUserRoles(id, AdminServices.Grants(form), services.By, context.RequestAborted)));
        admin.MapPost("/grants/{id:guid}/decline", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, _ => services.Accounts.DeclineRequested(id, services.By, context.RequestAborted)));
        admin.MapPost("/grants/{id:guid}/withdraw", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, _ => services.Accounts.WithdrawKind(id, services.By, context.RequestAborted)));
        admin.MapPost("/grants/{id:guid}/lock", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, form => services.Accounts.SetLocked(id, form["locked"] == "true", form["reason"].ToString(), services.By, context.RequestAborted)));
        admin.MapPost("/grants/{id:guid}/deputies", NameDeputy);
        admin.MapPost("/grants/{id:guid}/deputies/{appointment:guid}/end", EndDeputy);
    }

    private static async Task<IResult> List(HttpContext context, AdminServices services, IReadOnlyList<Problem> problems)
    {
        var (text, page) = (AdminServices.TextOf(context), AdminServices.PageOf(context));
        var (people, total) = await services.Accounts.FindPeople(text, page, AdminServices.PageSize, services.By, cancel: context.RequestAborted);
        return Page.Of<GrantsPage>(
            new PeopleView
            {
                People = people, Total = total, Page = page, Text = text, Requests = await services.Accounts.WithRequests(services.By, context.RequestAborted), Problems = problems, Done = AdminEndpoints.Said(context),
            },
            AdminServices.StatusOf(problems));
    }

    private static async Task<IResult> GrantRequested(HttpContext context, AdminServices services)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var ids = form["account"].Select(a => Guid.TryParse(a, out var id) ? id : Guid.Empty).ToHashSet();
        if (ids.Count == 0)
        {
            return await List(context, services, [new Problem("requests", "先选要授权的账号")]);
        }

        var outcome = await services.Accounts.GrantRequested(ids, services.By, context.RequestAborted);
        return outcome switch
        {
            { Ok: true } => Page.See("/admin/grants?done=granted"),
            { Missing: true } => await services.Missing(),
            _ => await List(context, services, AdminServices.Problems(outcome.Errors)),
        };
    }

    private static async Task<IResult> Show(Guid id, HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems)
    {
        var cancel = context.RequestAborted;
        if (await services.Accounts.FindUser(id, cancel) is not { } user || !services.By.Sees(user))
        {
            return await services.Missing();
        }

        return Page.Of<GrantPage>(
            new Dictionary<string, object?>
            {
                ["Person"] = user,
                ["Books"] = services.Library.All,
                ["Self"] = user.Id == services.User.Id,
                ["Now"] = services.Clock.Now,
                ["Deputies"] = await DeputiesView.Of(user, services, typed, problems, cancel),
                ["Problems"] = problems,
                ["Done"] = AdminEndpoints.Said(context),
            },
            AdminServices.StatusOf(problems));
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, AdminServices services, Func<IFormCollection, Task<AccountOutcome<User>>> change)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (services.StrangeRoles(form) is { IsEmpty: false } strange)
        {
            return await Show(id, context, services, new FormFields(), AdminServices.Problems(strange));
        }

        return await After(id, context, services, await change(form), new FormFields());
    }

    private static async Task<IResult> NameDeputy(Guid id, HttpContext context, AdminServices services)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (outcome, problems) = await DeputyForm.Name(id, form, services, context.RequestAborted);
        return outcome is null ? await Show(id, context, services, FormFields.Of(form), problems) : await After(id, context, services, outcome, FormFields.Of(form));
    }

    private static async Task<IResult> EndDeputy(Guid id, Guid appointment, HttpContext context, AdminServices services) =>
        await After(id, context, services, await services.Deputies.End(appointment, services.By, context.RequestAborted), new FormFields());

    private static async Task<IResult> After<T>(Guid id, HttpContext context, AdminServices services, AccountOutcome<T> outcome, FormFields typed)
        where T : class => outcome switch
        {
            { Ok: true } => Page.See(string.Create(CultureInfo.InvariantCulture, $"/admin/grants/{id}?done=changed")),
            { Missing: true } => await services.Missing(),
            _ => await Show(id, context, services, typed, AdminServices.Problems(outcome.Errors)),
        };
}
