using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Zhunsheng.Web.Hosting;

/// <summary>Style sheets, script and icon. They travel inside the program; their addresses carry a version, so that browsers may keep them for long.</summary>
internal static class SiteFiles
{
    private const string Beginning = "wwwroot/";

    private static readonly FrozenDictionary<string, Asset> Known = Load();

    /// <summary>The address with its version: /zhunsheng.css?v=….</summary>
    public static string Versioned(string path) => Known.TryGetValue(path, out var asset) ? $"{path}?v={asset.Version}" : path;

    /// <summary>Whether this is the address of one of the files.</summary>
    public static bool Has(string? path) => path is not null && Known.ContainsKey(path);

    /// <summary>Makes the files available under their names.</summary>
    public static void MapSiteFiles(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, asset) in Known)
        {
            routes.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600";
                return Results.Bytes(asset.Content, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
            }).AllowAnonymous();
        }
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(SiteFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Beginning, StringComparison.Ordinal)).ToFrozenDictionary(
            n => "/" + n[Beginning.Length..],
            n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                var content = memory.ToArray();
                return new Asset(content, MediaTypeOf(n), Convert.ToHexStringLower(SHA256.HashData(content))[..10]);
            });
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private sealed record Asset(byte[] Content, string MediaType, string Version);
}
