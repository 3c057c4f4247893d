using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Admin;

namespace Zhunsheng.Web.Pages.Account;

/// <summary>/account/password.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/password", async (HttpContext context, AdminServices services) => Page.Of<PasswordPage>(await Parts(context, services, new FormFields(), [], [])));
        routes.MapPost("/account/deputies", async (HttpContext context, AdminServices services) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var (outcome, problems) = await DeputyForm.Name(services.User.Id, form, services, context.RequestAborted);
            return outcome is { Ok: true } ? Page.See("/account/password?deputy=1#deputies")
                : Page.Of<PasswordPage>(
                    await Parts(context, services, FormFields.Of(form), [], outcome is null ? problems : AdminServices.Problems(outcome.Errors)), StatusCodes.Status422UnprocessableEntity);
        });
        routes.MapPost("/account/deputies/{id:guid}/end", async (Guid id, HttpContext context, AdminServices services) => await services.Deputies.End(id, services.By, context.RequestAborted) switch
        {
            { Ok: true } => Page.See("/account/password?deputy=1#deputies"),
            { Missing: true } => await services.Missing(),
            var refused => Page.Of<PasswordPage>(await Parts(context, services, new FormFields(), [], AdminServices.Problems(refused.Errors)), StatusCodes.Status422UnprocessableEntity),
        });
        routes.MapPost("/account/password", async (HttpContext context, AdminServices services, Accounts accounts, Visitor visitor, CancellationToken cancel) =>
        {
            var form = await context.Request.ReadFormAsync(cancel);
            var next = form["new"].ToString();
            var problems = new List<Problem>();
            if (next != form["again"].ToString())
            {
                problems.Add(new Problem("again", "两遍新密码不一样"));
            }
            else
            {
                var outcome = await accounts.ChangePassword(visitor.User!.Id, form["old"].ToString(), next, cancel);
                problems.AddRange(outcome.Errors.Select(e => new Problem(e.StartsWith("原密码", StringComparison.Ordinal) ? "old" : "new", e)));
                if (outcome.Value is not null && await accounts.FindUser(visitor.User.Id, cancel) is { } user)
                {
                    await SignedIn.In(context, user);
                    return Page.See("/account/password?done=1");
                }
            }

            return Page.Of<PasswordPage>(await Parts(context, services, new FormFields(), problems, []), StatusCodes.Status422UnprocessableEntity);
        });
    }

    private static async Task<Dictionary<string, object?>> Parts(HttpContext context, AdminServices services, FormFields typed, IReadOnlyList<Problem> password, IReadOnlyList<Problem> deputy)
    {
        var person = await services.Accounts.FindUser(services.User.Id, context.RequestAborted);
        return new()
        {
            ["Done"] = context.Request.Query.ContainsKey("done"),
            ["Problems"] = password,
            ["Deputies"] = person?.OrganisationId is null || person.MustChangePassword ? null : await DeputiesView.Of(person, services, typed, deputy, context.RequestAborted),
            ["DeputyDone"] = context.Request.Query.ContainsKey("deputy"),
        };
    }
}
