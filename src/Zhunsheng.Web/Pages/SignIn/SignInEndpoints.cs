using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Admin;

namespace Zhunsheng.Web.Pages.SignIn;

/// <summary>/sign-in and /sign-out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (HttpContext context, Visitor visitor) =>
        {
            var to = LocalOnly(context.Request.Query["return"]);
            return visitor.User is null ? Page.Of<SignInPage>(new SignInModel("", to, Expired(context.Request.Query["expired"]))) : Page.See(to ?? HomeOf(visitor.User));
        });
        routes.MapPost("/sign-in", async (HttpContext context, Accounts accounts, Visitor visitor, CancellationToken cancel) =>
        {
            var form = await context.Request.ReadFormAsync(cancel);
            var name = form["userName"].ToString().Trim();
            var to = LocalOnly(form["return"]);
            var outcome = await accounts.CheckPassword(name, form["password"].ToString(), AdminServices.AddressOf(context), cancel);
            if (outcome is not { Verdict: SignInVerdict.Ok, User: { } user })
            {
                return Page.Of<SignInPage>(new SignInModel(name, to, Explain(outcome)), StatusCodes.Status422UnprocessableEntity);
            }

            await SignedIn.In(context, user);
            return Page.See(user.MustChangePassword ? "/account/password" : to ?? "/");
        });
        routes.MapPost("/sign-out", async (HttpContext context) =>
        {
            await context.SignOutAsync(SignedIn.Scheme);
            return Page.See("/");
        });
    }

    /// <summary>Where a person begins.</summary>
    public static string HomeOf(SignedInUser user) => !user.IsAdministrator ? "/workbench" : user.Kind switch
    {
        AdminKind.System => "/admin/accounts",
        AdminKind.Security => "/admin/grants",
        AdminKind.Audit => "/admin/log",
        _ => "/account/password",
    };

    /// <summary>The address if it is one of ours; null for any other, so that nobody can be sent elsewhere by a link.</summary>
    public static string? LocalOnly(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal) && address.Length < 2000 ? address : null;

    private static string? Expired(string? how) => how switch
    {
        null => null,
        "kept" => "登录已过期，请重新登录；刚才填的都留着，半小时内用同一个账号登录，接着办就行",
        _ => "登录已过期，请重新登录；刚才的表单没有提交",
    };

    private static string Explain(SignInOutcome outcome) => outcome.Verdict switch
    {
        SignInVerdict.LockedOut => outcome.LockedUntil is { } until
            ? $"输错次数太多，账号已锁定，{LegalDay.InBeijing(until).ToString("HH:mm", CultureInfo.InvariantCulture)}以后再试；急用请找安全管理员解锁"
            : "输错次数太多，账号已锁定，稍后再试；急用请找安全管理员解锁",
        SignInVerdict.Locked => "这个账号锁定了（可能刚重设过密码），请找安全管理员解锁",
        SignInVerdict.Disabled => "这个账号已停用，请找系统管理员",
        _ => "账号或密码不对",
    };
}
