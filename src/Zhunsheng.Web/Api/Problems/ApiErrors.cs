namespace Zhunsheng.Web.Api.Problems;

/// <summary>Failures and bare status codes of the interface, told as problems instead of pages.</summary>
internal static class ApiErrors
{
    /// <summary>Whether a request is one to the interface.</summary>
    public static bool Concerns(HttpContext context) => context.Request.Path.StartsWithSegments(ApiRoutes.Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells a status code.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="detail">What happened, in Chinese; null where the kind says it.</param>
    /// <param name="code">The code to tell the administrator; null for none.</param>
    public static Task Write(HttpContext context, int status, string? detail, string? code)
    {
        var kind = ProblemKind.Of(status);
        return ProblemResult.Write(context, kind.With(detail ?? $"{kind.Meaning}{kind.Remedy}") with { Status = status, Code = code });
    }
}
