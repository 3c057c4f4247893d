using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Zhunsheng.Documents;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages;
using Zhunsheng.Web.Pages.Admin;
using Zhunsheng.Web.Pages.Projects;

namespace Zhunsheng.Web.Access;

/// <summary>The cookie of a signed-in person, and who it stands for at each request.</summary>
internal static class SignedIn
{
    private const string Stamp = "stamp";
    private const int MostItems = 500;

    /// <summary>The scheme of the cookie.</summary>
    public const string Scheme = "Zhunsheng";

    /// <summary>Signs a person in.</summary>
    public static Task In(HttpContext context, User user)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString("D", CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.UserName!));
        identity.AddClaim(new Claim(Stamp, user.SecurityStamp ?? ""));
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>
    /// Sends somebody who is not signed in to the sign-in page. A form that came too late is kept for the one who filled it where that can be;
    /// what a script asks for is refused, so that no page comes in its place.
    /// </summary>
    public static async Task Ask(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else if (request.Query.ContainsKey("derive"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            var kept = await ExpiredSession.Keep(context);
            if (request.Query.ContainsKey("save"))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            var to = request.Path.StartsWithSegments("/admin", StringComparison.Ordinal) ? "/" : request.Path + request.QueryString;
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = $"/sign-in?expired={(kept ? "kept" : "1")}&return={Uri.EscapeDataString(to)}";
        }
    }

    /// <summary>
    /// Finds out at each request who is there. The account is read anew each time, so that a shut account, a changed password or roles taken away count at once.
    /// </summary>
    public static void UseVisitor(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated is true && !SiteFiles.Has(context.Request.Path) && !HealthEndpoints.Has(context.Request.Path) && !ApiErrors.Concerns(context))
        {
            var user = await Load(context);
            if (user is null)
            {
                await context.SignOutAsync(Scheme);
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                var visitor = context.RequestServices.GetRequiredService<Visitor>();
                visitor.User = user;
                if (user.MustChangePassword && !context.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal)
                    && !context.Request.Path.StartsWithSegments("/sign-out", StringComparison.Ordinal))
                {
                    context.Response.Redirect("/account/password");
                    return;
                }

                await Surroundings(context, visitor, user);
                LogExports(context, user);
            }
        }

        await next(context);
    });

    /// <summary>The person whom the cookie of a request stands for; null when the account is shut or the session was ended elsewhere.</summary>
    internal static async Task<SignedInUser?> Load(HttpContext context)
    {
        if (!Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            || await context.RequestServices.GetRequiredService<Accounts>().FindUser(id, context.RequestAborted) is not { IsOpen: true } user
            || user.SecurityStamp != context.User.FindFirstValue(Stamp))
        {
            return null;
        }

        var day = context.RequestServices.GetRequiredService<Clock>().Today;
        return SignedInUser.Of(user, await context.RequestServices.GetRequiredService<Deputies>().RolesOf(user, day, context.RequestAborted));
    }

    /// <summary>Sees to it that whatever leaves as a workbook is in the log before its first byte is sent.</summary>
    private static void LogExports(HttpContext context, SignedInUser user) => context.Response.OnStarting(async () =>
    {
        if (context.Response is { StatusCode: StatusCodes.Status200OK, ContentType: Worksheet.MediaType } && HttpMethods.IsGet(context.Request.Method))
        {
            await using var scope = context.RequestServices.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AdminLog>().Record(
                AdminEventKind.Export, "导出Excel", user.UserName, (SheetDownload.RowsOf(context) is { } rows ? $"{rows}行：" : "") + Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString), user.TerritoryId, AdminServices.ActorOf(context, user));
        }
    });

    /// <summary>What the bar shows: the jurisdiction and how many jobs wait. Only pages need it.</summary>
    private static async Task Surroundings(HttpContext context, Visitor visitor, SignedInUser user)
    {
        if (user.IsAdministrator || context.Request.Query.ContainsKey("derive"))
        {
            return;
        }

        visitor.Place = user.TerritoryName;
        visitor.Today = context.RequestServices.GetRequiredService<Clock>().Today;
        visitor.Counted = context.Request.Path == "/workbench" ? MostItems : 100;
        var scope = CaseAccess.ScopeOf(user, CaseAccess.BooksOf(user, context.RequestServices.GetRequiredService<RulebookLibrary>()));
        visitor.Unread = await context.RequestServices.GetRequiredService<NoticeBox>().Unread(user.Id, scope, context.RequestAborted);
        visitor.Items = await context.RequestServices.GetRequiredService<CaseStore>().WorkItems(
            WorkOf(user) with { Limit = visitor.Counted, DoableOn = context.Request.Path.Value is "/workbench" or "/told" ? null : visitor.Today }, context.RequestAborted);
    }

    /// <summary>What waits for a person, as much as one may ask for.</summary>
    public static WorkItemQuery WorkOf(SignedInUser user) => new()
    {
        Roles = [.. user.Roles.SelectMany(r => r.Value.Select(role => (r.Key, role)))], OrganisationId = user.OrganisationId, OrganisationName = user.OrganisationName, PersonId = user.Id, Limit = 10_000,
    };
}
