using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Access;

/// <summary>
/// A form that comes after its session has run out is not taken, but neither is it lost: the cookie still proves who filled it, so it can be put aside for that person.
/// Nothing else can be done with such a cookie, and nothing is shown.
/// </summary>
internal static class ExpiredSession
{
    /// <summary>For how long after its end a session still proves who filled a form.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>Puts the form of the request aside, where its page can do so. Says whether it did.</summary>
    public static async Task<bool> Keep(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StreamedForm>() is not { } form || TicketOf(context) is not { } ticket)
        {
            return false;
        }

        var nobody = http.User;
        var visitor = http.RequestServices.GetRequiredService<Visitor>();
        try
        {
            http.User = ticket.Principal;
            if (await SignedIn.Load(http) is not { IsAdministrator: false } user)
            {
                return false;
            }

            visitor.User = user;
            return await form.Keep(http);
        }
        catch (Exception e) when (e is AntiforgeryValidationException or BadHttpRequestException)
        {
            // Not one of our forms, or too large to be kept: as if it had not come.
            return false;
        }
        finally
        {
            http.User = nobody;
            visitor.User = null;
        }
    }

    /// <summary>The session of the cookie, if it was made here and has not been over for long.</summary>
    private static AuthenticationTicket? TicketOf(RedirectContext<CookieAuthenticationOptions> context)
    {
        var options = context.Options;
        if (options.Cookie.Name is not { } name || options.CookieManager.GetRequestCookie(context.HttpContext, name) is not { Length: > 0 } cookie
            || options.TicketDataFormat.Unprotect(cookie) is not { Principal: ClaimsPrincipal } ticket)
        {
            return null;
        }

        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return ticket.Properties.ExpiresUtc is { } over && now - over < Grace ? ticket : null;
    }
}
