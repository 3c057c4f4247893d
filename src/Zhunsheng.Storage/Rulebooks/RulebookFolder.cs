using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// A folder of rulebooks: one folder each with its rulebook.yaml, and common/ for what they share. A folder without common/ uses the one that comes with the program.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class RulebookFolder(string path)
{
    private const string CommonFolder = "common";
    private const string RulebookFile = "rulebook.yaml";

    private static readonly ImmutableArray<string> CommonFiles = ["facts.yaml", "questions.yaml", "calendar.yaml"];

    /// <summary>The folder, absolute.</summary>
    public string Location { get; } = Path.GetFullPath(path);

    /// <summary>The folder in which the rulebooks that come with the program lie: the nearest called rulebooks with a common/ in it, upward from the program; null when the program stands alone.</summary>
    public static string? Shipped()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "rulebooks");
            if (Directory.Exists(Path.Combine(candidate, CommonFolder)))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The folder above common/.</summary>
    private string AboveCommon => Directory.Exists(Path.Combine(Location, CommonFolder)) ? Location : Shipped() ?? Location;

    /// <summary>By the name of each rulebook's folder, a text that changes when its files or the common ones do.</summary>
    internal ImmutableDictionary<string, string> Stamps()
    {
        if (!Directory.Exists(Location))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var above = AboveCommon;
        var common = string.Concat(CommonFiles.Select(f => Stamp(Path.Combine(above, CommonFolder, f))));
        return Directory.EnumerateDirectories(Location)
            .Where(d => Path.GetFileName(d) != CommonFolder && File.Exists(Path.Combine(d, RulebookFile)))
            .ToImmutableDictionary(d => Path.GetFileName(d), d => Stamp(Path.Combine(d, RulebookFile)) + Stamp(Path.Combine(d, RulebookReader.InstallationFile)) + common);
    }

    /// <summary>The texts of a rulebook, or the reason why they cannot be read.</summary>
    internal (RulebookText? Own, ImmutableArray<RulebookText> Common, Finding? Problem) Texts(string id)
    {
        var file = $"{id}/{RulebookFile}";
        try
        {
            ImmutableArray<RulebookText> common = [.. CommonFiles.Select(f => (In: AboveCommon, File: $"{CommonFolder}/{f}")).Append((In: Location, File: $"{id}/{RulebookReader.InstallationFile}"))
                .Where(t => File.Exists(Path.Combine(t.In, t.File))).Select(t => Text(t.In, t.File))];
            return (Text(Location, file), common, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, [], new Finding(FindingSeverity.Error, file, 1, 1, $"文件读不出来：{failure.Message}"));
        }
    }

    private static RulebookText Text(string folder, string file) => new(file, File.ReadAllText(Path.Combine(folder, file)));

    private static string Stamp(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks}/{info.Length};") : "-;";
    }
}
