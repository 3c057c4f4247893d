using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Zhunsheng.Web.Hosting;

/// <summary>Pages as answers.</summary>
internal static class Page
{
    /// <summary>A page with its parameters.</summary>
    /// <typeparam name="TPage">The component that holds the page.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    /// <param name="status">The status code.</param>
    public static RazorComponentResult<TPage> Of<TPage>(Dictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters ?? []) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>A page with one parameter called Model.</summary>
    public static RazorComponentResult<TPage> Of<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        Of<TPage>(new Dictionary<string, object?> { ["Model"] = model }, status);

    /// <summary>After an act: see the other page (303), so that going back and forth repeats nothing.</summary>
    public static IResult See(string address) => new SeeOther(address);

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Encoded(address);
            return Task.CompletedTask;
        }

        /// <summary>Case numbers may hold Chinese; a header may not.</summary>
        private static string Encoded(string address) => address.All(char.IsAscii)
            ? address
            : string.Concat(Encoding.UTF8.GetBytes(address).Select(b => b < 0x80 ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}")));
    }
}
