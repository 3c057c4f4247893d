using Zhunsheng.Web.Access;

namespace Zhunsheng.Web.Hosting;

/// <summary>What does not exist for a person is answered like what does not exist at all, and the audit administrator can read that it was asked for.</summary>
internal static class LogRefusals
{
    /// <summary>Logs every address of this group that is answered with 404, unless the page has logged it in its own words already.</summary>
    public static RouteGroupBuilder WithRefusalsLogged(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var result = await next(context);
            var http = context.HttpContext;
            if (result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound } && http.RequestServices.GetRequiredService<CaseAccess>() is { HasRefused: false } access)
            {
                await access.Refuse($"{(HttpMethods.IsGet(http.Request.Method) ? "页面" : "提交")} {http.Request.Path}", CancellationToken.None);
            }

            return result;
        });
        return group;
    }
}
