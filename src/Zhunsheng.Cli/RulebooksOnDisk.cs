using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>
/// A folder of rulebooks on disk: one folder a rulebook, and common/ with what they share.
/// A folder without common/ uses the one that comes with the program.
/// </summary>
internal sealed class RulebooksOnDisk
{
    private static readonly string[] s_commonFiles = ["facts.yaml", "questions.yaml", "calendar.yaml"];

    private readonly string _folder;
    private readonly string _common;
    private readonly ImmutableArray<RulebookText> _commonTexts;
    private readonly Dictionary<string, RulebookReading> _readings = [];

    private RulebooksOnDisk(string folder, string common, ImmutableArray<RulebookText> commonTexts)
    {
        _folder = folder;
        _common = common;
        _commonTexts = commonTexts;
        Ids = [.. Directory.EnumerateDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, "rulebook.yaml")))
            .Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The identifiers of the rulebooks in the folder, in order.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Opens a folder; null stands for the one that comes with the program.</summary>
    public static RulebooksOnDisk Open(string? folder)
    {
        var shipped = RulebookFolder.Shipped();
        var opened = Find(folder);
        var common = Path.Combine(opened, "common");
        if (!Directory.Exists(common))
        {
            common = shipped is null ? common : Path.Combine(shipped, "common");
        }

        var texts = s_commonFiles
            .Select(name => (Name: name, File: Path.Combine(common, name)))
            .Where(file => File.Exists(file.File))
            .Select(file => new RulebookText($"common/{file.Name}", ReadText(file.File)))
            .ToImmutableArray();
        return new(opened, common, texts);
    }

    /// <summary>The folder that is meant; null stands for the one that comes with the program.</summary>
    public static string Find(string? folder) =>
        folder is null ? RulebookFolder.Shipped() ?? throw new UnusableException("没有找到 rulebooks 文件夹；请用 --rulebooks 写明")
        : Directory.Exists(folder) ? Path.GetFullPath(folder)
        : throw new UnusableException($"没有这个规则手册文件夹：{folder}（--rulebooks 应写存在的文件夹）");

    /// <summary>The folder in which the shipped rulebooks lie, and by default the data too; null when the program stands alone.</summary>
    public static string? ShippedParent() => Path.GetDirectoryName(RulebookFolder.Shipped());

    /// <summary>Reads and checks a rulebook, once.</summary>
    public RulebookReading Read(string id)
    {
        if (!Ids.Contains(id))
        {
            throw new UnusableException($"没有“{id}”这部手册；{_folder} 里有：{(Ids.IsEmpty ? "（一部也没有）" : string.Join("、", Ids))}");
        }

        if (!_readings.TryGetValue(id, out var reading))
        {
            reading = Reading(Path.Combine(_folder, id), id);
            _readings[id] = reading;
        }

        return reading;
    }

    /// <summary>The text of a rulebook.</summary>
    public RulebookText TextOf(string id) => new($"{id}/rulebook.yaml", ReadText(Path.Combine(_folder, id, "rulebook.yaml")));

    private RulebookReading Reading(string folder, string id)
    {
        var installation = Path.Combine(folder, RulebookReader.InstallationFile);
        var beside = File.Exists(installation) ? _commonTexts.Add(new RulebookText($"{id}/{RulebookReader.InstallationFile}", ReadText(installation))) : _commonTexts;
        return RulebookReader.Read(new RulebookText($"{id}/rulebook.yaml", ReadText(Path.Combine(folder, "rulebook.yaml"))), beside);
    }

    /// <summary>The rulebook, fit for use; otherwise its errors are the message.</summary>
    public Rulebook Require(string id) => Read(id).Rulebook ?? throw new UnusableException(WhyUnusable(id));

    /// <summary>The rulebook of an identifier in the folder, or of a folder of its own anywhere; otherwise its errors are the message.</summary>
    public Rulebook RequireAnywhere(string name)
    {
        if (Ids.Contains(name) || !File.Exists(Path.Combine(name, "rulebook.yaml")))
        {
            return Require(name);
        }

        var reading = Reading(Path.GetFullPath(name), Path.GetFileName(Path.GetFullPath(name)));
        return reading.Rulebook ?? throw new UnusableException(string.Join('\n', reading.Findings.Where(f => f.Severity == FindingSeverity.Error)));
    }

    /// <summary>The errors of a rulebook that cannot be used, one a line.</summary>
    public string WhyUnusable(string id) =>
        string.Join('\n', Read(id).Findings.Where(f => f.Severity == FindingSeverity.Error).Select(Locate))
        + $"\n手册 {id} 有错误，不能使用；改好后用 zs lint {id} 检查。";

    /// <summary>The file of a rulebook's own cases.</summary>
    public string CasesFile(string id) => Path.Combine(_folder, id, "cases.yaml");

    /// <summary>The file of a rulebook's demo data.</summary>
    public string DemoFile(string id) => Path.Combine(_folder, id, "demo.yaml");

    /// <summary>A finding as a line whose file can be opened from here.</summary>
    public string Locate(Finding finding)
    {
        var path = finding.Path.StartsWith("common/", StringComparison.Ordinal)
            ? Path.Combine(_common, finding.Path["common/".Length..])
            : Path.Combine(_folder, finding.Path);
        return (finding with { Path = Display(path) }).ToString();
    }

    /// <summary>A path as seen from the current folder when it lies below it, else in full.</summary>
    public static string Display(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    /// <summary>The text of a file; a file that cannot be read ends the command.</summary>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"读不了文件 {Display(path)}：{(Directory.Exists(path) ? "这是文件夹，不是文件" : File.Exists(path) ? exception.Message : "没有这个文件")}");
        }
    }
}
