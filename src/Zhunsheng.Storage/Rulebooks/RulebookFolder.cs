using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>A folder of rulebooks: one folder each with its rulebook.yaml, and common/ for what they share.</summary>
/// <param name="path">The folder.</param>
public sealed class RulebookFolder(string path)
{
    private const string CommonFolder = "common";
    private const string RulebookFile = "rulebook.yaml";

    private static readonly ImmutableArray<string> CommonFiles = ["facts.yaml", "questions.yaml", "calendar.yaml"];

    /// <summary>The folder, absolute.</summary>
    public string Location { get; } = Path.GetFullPath(path);

    /// <summary>By the name of each rulebook's folder, a text that changes when its files or the common ones do.</summary>
    internal ImmutableDictionary<string, string> Stamps()
    {
        if (!Directory.Exists(Location))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var common = string.Concat(CommonFiles.Select(f => Stamp(Path.Combine(Location, CommonFolder, f))));
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
            ImmutableArray<RulebookText> common = [.. CommonFiles.Select(f => $"{CommonFolder}/{f}").Append($"{id}/{RulebookReader.InstallationFile}").Where(f => File.Exists(Path.Combine(Location, f))).Select(Text)];
            return (Text(file), common, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, [], new Finding(FindingSeverity.Error, file, 1, 1, $"文件读不出来：{failure.Message}"));
        }
    }

    private RulebookText Text(string file) => new(file, File.ReadAllText(Path.Combine(Location, file)));

    private static string Stamp(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks}/{info.Length};") : "-;";
    }
}
