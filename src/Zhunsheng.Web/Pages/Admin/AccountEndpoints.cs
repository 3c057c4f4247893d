using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/accounts and /admin/rulebooks, for system administrators.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this RouteGroupBuilder admin)
    {
        admin.MapGet("/rulebooks", async (AdminServices services, CancellationToken cancel) =>
        {
            var only = services.User.TerritoryId is { } bound ? (await services.BooksOf(bound, cancel)).Select(b => b.Id).ToHashSet() : null;
            return Page.Of<RulebookCheckPage>(new Dictionary<string, object?> { ["Shelves"] = only is null ? services.Library.Shelves : [.. services.Library.Shelves.Where(s => only.Contains(s.Id))] });
        });
        admin.MapGet("/accounts", (HttpContext context, AdminServices services) => List(context, services, new FormFields(), []));
        admin.MapPost("/accounts", CreateAdministrator);
        admin.MapGet("/accounts/{id:guid}", (Guid id, AdminServices services, CancellationToken cancel) => Show(id, services, [], cancel));
        admin.MapPost("/accounts/{id:guid}/password", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, "password", form => services.Accounts.ResetPassword(id, form["password"].ToString(), services.By, context.RequestAborted)));
        admin.MapPost("/accounts/{id:guid}/disabled", (Guid id, HttpContext context, AdminServices services) =>
            Change(id, context, services, "changed", form => services.Accounts.SetDisabled(id, form["disabled"] == "true", services.By, context.RequestAborted)));
    }

    private static async Task<IResult> List(HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems)
    {
        var (text, page) = (AdminServices.TextOf(context), AdminServices.PageOf(context));
        var (people, total) = await services.Accounts.FindPeople(text, page, AdminServices.PageSize, services.By, cancel: context.RequestAborted);
        return Page.Of<AccountsPage>(
            new PeopleView
            {
                People = people,
                Total = total,
                Page = page,
                Text = text,
                Territories = await services.Territories.All(services.User.TerritoryId, context.RequestAborted),
                BoundTo = services.User.TerritoryId,
                MissingKinds = [.. await Missing(services, context.RequestAborted)],
                Typed = typed,
                Problems = problems,
                Done = AdminEndpoints.Said(context),
            },
            AdminServices.StatusOf(problems));
    }

    /// <summary>The kinds of administrator that the installation has not: without them nothing can be granted and nobody looks on.</summary>
    private static async Task<List<AdminKind>> Missing(AdminServices services, CancellationToken cancel)
    {
        var missing = new List<AdminKind>();
        foreach (var kind in AdminKinds.All)
        {
            if (!await services.Accounts.HasAdministrator(kind, cancel))
            {
                missing.Add(kind);
            }
        }

        return missing;
    }

    private static async Task<IResult> CreateAdministrator(HttpContext context, AdminServices services)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kind = form["kind"].ToString() switch { "System" => AdminKind.System, "Audit" => AdminKind.Audit, _ => (AdminKind?)null };
        var everywhere = form["jurisdiction"] == "all";
        var place = Guid.TryParse(form["jurisdiction"], out var id) ? id : (Guid?)null;
        var problems = new List<Problem>();
        if (kind is null)
        {
            problems.Add(new Problem("kind", "选哪一种管理员"));
        }

        if (!everywhere && place is null)
        {
            problems.Add(new Problem("jurisdiction", "选管哪个地区"));
        }

        if (problems.Count == 0)
        {
            var outcome = await services.Accounts.CreateAdministrator(
                form["userName"].ToString(), form["displayName"].ToString(), form["password"].ToString(), services.By, kind!.Value, place, cancel: context.RequestAborted);
            if (outcome.Ok)
            {
                return Page.See("/admin/accounts?done=user");
            }

            problems.AddRange(AdminServices.Problems(outcome.Errors));
        }

        return await List(context, services, FormFields.Of(form), problems);
    }

    private static async Task<IResult> Show(Guid id, AdminServices services, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        await services.Accounts.FindUser(id, cancel) is { } user && services.By.Sees(user)
            ? Page.Of<UserPage>(
                new Dictionary<string, object?> { ["Person"] = user, ["Problems"] = problems, ["Self"] = user.Id == services.User.Id }, AdminServices.StatusOf(problems))
            : await services.Missing();

    private static async Task<IResult> Change(Guid id, HttpContext context, AdminServices services, string done, Func<IFormCollection, Task<AccountOutcome<User>>> change)
    {
        var outcome = await change(await context.Request.ReadFormAsync(context.RequestAborted));
        return outcome switch
        {
            { Ok: true } => Page.See("/admin/accounts?done=" + done),
            { Missing: true } => await services.Missing(),
            _ => await Show(id, services, AdminServices.Problems(outcome.Errors), context.RequestAborted),
        };
    }
}
