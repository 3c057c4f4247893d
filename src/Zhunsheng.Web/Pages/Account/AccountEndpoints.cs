using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Account;

/// <summary>/account/password.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/password", (HttpContext context) =>
            Page.Of<PasswordPage>(new Dictionary<string, object?> { ["Done"] = context.Request.Query.ContainsKey("done") }));
        routes.MapPost("/account/password", async (HttpContext context, Accounts accounts, Visitor visitor, CancellationToken cancel) =>
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

            return Page.Of<PasswordPage>(new Dictionary<string, object?> { ["Problems"] = problems }, StatusCodes.Status422UnprocessableEntity);
        });
    }
}
