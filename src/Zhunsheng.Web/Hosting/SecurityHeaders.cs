namespace Zhunsheng.Web.Hosting;

/// <summary>Headers that every answer carries: nothing inline, nothing from elsewhere, not to be framed, not to be kept.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers. Pages are not to be kept by browsers; only the versioned static files say otherwise.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        context.Response.OnStarting(
            static state =>
            {
                // The page components announce a navigation that no page here uses.
                ((HttpResponse)state).Headers.Remove("blazor-enhanced-nav");
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    });
}
