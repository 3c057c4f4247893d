using Microsoft.AspNetCore.Antiforgery;

namespace Zhunsheng.Web.Hosting;

/// <summary>Every form that changes something proves that it came from one of our pages.</summary>
internal static class ValidateAntiforgery
{
    /// <summary>Checks the token of every POST of this group. Streamed forms check it themselves, before reading files.</summary>
    public static RouteGroupBuilder WithAntiforgery(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<StreamedForm>() is null)
            {
                await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            }

            return await next(context);
        });
        return group;
    }
}

/// <summary>Marks an endpoint that reads its form itself.</summary>
/// <param name="keep">Keeps the form of a person whose session is over, so that it is there again after signing in; says whether it did. Called with that person as the user.</param>
internal sealed class StreamedForm(Func<HttpContext, Task<bool>> keep)
{
    /// <summary>Keeps the form of a person whose session is over.</summary>
    public Func<HttpContext, Task<bool>> Keep => keep;
}
