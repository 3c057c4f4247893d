using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api;

/// <summary>How many requests a token may send; each node counts for itself.</summary>
/// <param name="PerMinute">The most requests in a minute.</param>
internal sealed record ApiLimits(int PerMinute)
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "api";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Reads Api:PerMinute; 600 unless said otherwise.</summary>
    public static ApiLimits Of(IConfiguration configuration) => new(Math.Max(1, configuration.GetValue("Api:PerMinute", 600)));

    /// <summary>Sets the limiter up.</summary>
    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.RequestServices.GetRequiredService<Visitor>().User?.Id ?? Guid.Empty,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = Window, QueueLimit = 0 }));
        options.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : (int)Window.TotalSeconds;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await ProblemResult.Write(rejected.HttpContext, ProblemKind.TooMany.With(string.Create(CultureInfo.InvariantCulture, $"每分钟最多{PerMinute}次请求；{wait}秒以后再发")));
        };
    }
}
