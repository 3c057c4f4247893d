using Microsoft.AspNetCore.Routing.Template;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Api.Resources;

namespace Zhunsheng.Web.Api;

/// <summary>The interface for programs: /api/v1. Only bearer tokens count there, and they count nowhere else.</summary>
internal static class ApiRoutes
{
    /// <summary>Where the interface lives.</summary>
    public const string Root = "/api/v1";

    /// <summary>Registers what the interface needs.</summary>
    public static void AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = ApiLimits.Of(configuration);
        services.AddSingleton(limits);
        services.AddSingleton<EventCursors>();
        services.AddScoped<ApiCall>();
        services.AddRateLimiter(limits.Configure);
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, ApiTokens>(ApiTokens.SchemeName, null);
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddApiDocument();
    }

    /// <summary>Makes the interface available.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiTokens.SchemeName).RequireAuthenticatedUser())
            .RequireRateLimiting(ApiLimits.Policy)
            .AddEndpointFilter<ApiFilter>();
        api.MapRulebooks();
        api.MapSteps();
        api.MapProjects();
        api.MapLife();
        api.MapOverview();
        api.MapActs();
        api.MapAttachments();
        api.MapPlan();
        api.MapEvents();
        api.MapTold();
        api.MapOrganisations();
        api.Map("/{**rest}", (HttpContext context, EndpointDataSource endpoints) => Missing(context, endpoints)).WithOrder(int.MaxValue).ExcludeFromDescription();
        app.MapApiDocument();
    }

    /// <summary>No such address, or not with this method: which ones there are is said.</summary>
    private static IResult Missing(HttpContext context, EndpointDataSource endpoints)
    {
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ApiOperation>() is not null && Matches(e, context.Request.Path))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0)
        {
            return new ProblemResult(ProblemKind.NotFound.With($"接口没有这个地址；有哪些看 {Root}/openapi.json 或者 /api"));
        }

        // The address and the method are right: the body was of another media type.
        if (methods.Contains(context.Request.Method))
        {
            return new ProblemResult(ProblemKind.UnsupportedMediaType.With("正文要用 JSON 写，请求头写 Content-Type: application/json（编码 UTF-8）"));
        }

        if (methods.Contains(HttpMethods.Get))
        {
            methods.Add(HttpMethods.Head);
        }

        methods.Add(HttpMethods.Options);
        context.Response.Headers.Allow = string.Join(", ", methods);
        return HttpMethods.IsOptions(context.Request.Method)
            ? Results.NoContent()
            : new ProblemResult(ProblemKind.MethodNotAllowed.With($"这个地址支持的方法：{string.Join("、", methods)}"));
    }

    private static bool Matches(RouteEndpoint endpoint, PathString path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []).TryMatch(path, values)
            && endpoint.RoutePattern.ParameterPolicies.Keys.All(name => int.TryParse(values[name] as string, out _));
    }
}
