using Microsoft.Net.Http.Headers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api;

/// <summary>What every operation has in common: the format asked for, the parameters, and problems told as such.</summary>
internal sealed class ApiFilter : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is { } operation)
            {
                if (operation.Answer.Shape is not null && !Takes(http.Request, "application/json", "application/problem+json"))
                {
                    throw ProblemKind.NotAcceptable.Thrown();
                }

                http.Features.Set(RequestQuery.Read(http, operation));
            }

            return await next(context);
        }
        catch (ApiException e)
        {
            return new ProblemResult(e.Problem);
        }
    }

    /// <summary>Whether the request takes one of these media types. One that says nothing takes all.</summary>
    private static bool Takes(HttpRequest request, params string[] types)
    {
        var accept = request.Headers.Accept;
        return accept.Count == 0 || (accept.Count == 1 && string.IsNullOrWhiteSpace(accept[0]))
            || (MediaTypeHeaderValue.TryParseList(accept, out var wanted)
                && wanted.Any(w => w.Quality is not 0 && types.Any(t => MediaTypeHeaderValue.Parse(t).IsSubsetOf(w))));
    }
}
