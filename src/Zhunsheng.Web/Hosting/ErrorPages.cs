using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Pages.Errors;

namespace Zhunsheng.Web.Hosting;

/// <summary>Turns what went wrong into a page that says what was kept, what to do, and a code to tell. Never a stack trace.</summary>
internal static partial class ErrorPages
{
    /// <summary>After how many seconds a request that met no database is to be sent again.</summary>
    private const string RetrySeconds = "10";

    /// <summary>Catches failures and empty refusals behind it.</summary>
    public static void UseErrorPages(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (AntiforgeryValidationException) when (!context.Response.HasStarted)
        {
            await Write(context, StatusCodes.Status400BadRequest, null);
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Write(context, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? e.Message : null);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && StorageFailure.Unavailable(e) is not null)
        {
            Unavailable(context.RequestServices.GetRequiredService<ILogger<ErrorPage>>(), StorageFailure.Unavailable(e)!, e.GetBaseException().Message, context.Request.Method, context.Request.Path);
            await Write(context, StatusCodes.Status503ServiceUnavailable, StorageFailure.Unavailable(e) + "。");
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
            Failed(context.RequestServices.GetRequiredService<ILogger<ErrorPage>>(), e, code, context.Request.Method, context.Request.Path);
            await Write(context, StatusCodes.Status500InternalServerError, null, code);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Write(context, context.Response.StatusCode, null);
        }
    });

    /// <summary>Writes the page of a status code.</summary>
    public static async Task Write(HttpContext context, int status, string? detail, string? code = null)
    {
        context.Response.StatusCode = status;
        // A page that broke while it was made has left its announcement behind; the next would trip over it.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        if (status == StatusCodes.Status413PayloadTooLarge)
        {
            context.Response.Headers.Connection = "close";
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetrySeconds;
        }

        if (ApiErrors.Concerns(context))
        {
            await ApiErrors.Write(context, status, detail, code);
            return;
        }

        await Page.Of<ErrorPage>(new Dictionary<string, object?> { ["Status"] = status, ["Detail"] = detail, ["Code"] = code }, status).ExecuteAsync(context);
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{What} at {Method} {Path}: {Reason}")]
    private static partial void Unavailable(ILogger logger, string what, string reason, string method, string path);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Error {Code} at {Method} {Path}")]
    private static partial void Failed(ILogger logger, Exception exception, string code, string method, string path);
}
