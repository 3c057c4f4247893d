using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Zhunsheng.Storage;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Open;

/// <summary>/open/…: the open data set, for anybody, where the installation allows it (Open:Enabled; off unless said otherwise). Otherwise there is nothing there.</summary>
internal static class OpenEndpoints
{
    private const int PageSize = 100;
    private const int Piece = 32 * 1024;

    public static void MapOpenData(this IEndpointRouteBuilder routes, IConfiguration configuration)
    {
        if (!configuration.GetValue("Open:Enabled", false))
        {
            return;
        }

        var prefix = configuration["Open:Prefix"] is { Length: > 0 } given ? given : "zhunsheng";
        var publisher = configuration["Open:Publisher"] is { Length: > 0 } name ? name : "准绳";
        routes.MapGet("/open/projects.json", (HttpContext context, OpenData data, Clock clock) => Package(context, data, clock.Today, prefix, publisher)).ExcludeFromDescription();
        routes.MapGet("/open/projects.jsonl", (HttpContext context, OpenData data, Clock clock) => Lines(context, data, clock.Today, prefix)).ExcludeFromDescription();
    }

    /// <summary>A package of at most 100 projects; links.next leads on.</summary>
    private static async Task Package(HttpContext context, OpenData data, DateOnly today, string prefix, string publisher)
    {
        var cancel = context.RequestAborted;
        var after = context.Request.Query["after"].ToString();
        var projects = new List<OpenProject>();
        await foreach (var project in data.Projects(after.Length > 100 ? "" : after, today, cancel).Take(PageSize + 1))
        {
            projects.Add(project);
        }

        var here = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}";
        context.Response.ContentType = "application/json; charset=utf-8";
        var text = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = Api.Answers.ApiJson.Options.Encoder });
        writer.WriteStartObject();
        writer.WriteString("uri", here + context.Request.QueryString);
        writer.WriteString("version", OpenProjectJson.Version);
        writer.WriteString("publishedDate", projects.Count == 0 ? DateTime.UnixEpoch : projects.Take(PageSize).Max(p => p.Project.Updated).UtcDateTime);
        writer.WriteStartObject("publisher");
        writer.WriteString("name", publisher);
        writer.WriteEndObject();
        writer.WriteStartArray("projects");
        foreach (var project in projects.Take(PageSize))
        {
            OpenProjectJson.Write(writer, project, prefix);
        }

        writer.WriteEndArray();
        if (projects.Count > PageSize)
        {
            writer.WriteStartObject("links");
            writer.WriteString("next", $"{here}?after={Uri.EscapeDataString(projects[PageSize - 1].Project.Number)}");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
        await context.Response.Body.WriteAsync(text.WrittenMemory, cancel);
    }

    /// <summary>All projects, one a line, written while they are read.</summary>
    private static async Task Lines(HttpContext context, OpenData data, DateOnly today, string prefix)
    {
        context.Response.ContentType = "application/jsonl; charset=utf-8";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"projects.jsonl\"");
        await OpenProjectJson.WriteLines(context.Response.Body, data.Projects("", today, context.RequestAborted), prefix, Piece, context.RequestAborted);
    }
}
