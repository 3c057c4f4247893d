namespace Zhunsheng.Web.Hosting;

/// <summary>A HEAD request is answered like the GET of the same address, without the body.</summary>
internal static class HeadRequests
{
    /// <summary>Lets every page answer HEAD.</summary>
    public static void UseHeadRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        await next(context);
    });
}
