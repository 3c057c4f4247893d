using System.Security.Cryptography;

namespace Zhunsheng.Web.Hosting;

/// <summary>Addresses of the static files with a version, so that browsers may keep them for a long time.</summary>
internal static class Assets
{
    private static readonly Dictionary<string, string> Known = [];

    /// <summary>Reads the files once at start.</summary>
    public static void Load(string webRoot)
    {
        foreach (var file in Directory.EnumerateFiles(webRoot))
        {
            Known["/" + Path.GetFileName(file)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..10];
        }
    }

    /// <summary>The address with its version: /zhunsheng.css?v=….</summary>
    public static string Versioned(string path) => Known.TryGetValue(path, out var version) ? $"{path}?v={version}" : path;
}
