using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Zhunsheng.Architecture.Tests;

/// <summary>What the house agreed on, where the compiler does not check it.</summary>
public partial class ConventionTests
{
    [Fact]
    public void FileNames_InSrcAndTests_AreConcepts()
    {
        var names = Repository.Sources("src", ".cs", ".razor").Concat(Repository.Sources("tests", ".cs"))
            .Where(path => PatternName().IsMatch(Path.GetFileNameWithoutExtension(path)))
            .Select(Repository.Relative);
        Found.Nothing(names);
    }

    [Fact]
    public void Files_InSrcAndTests_AreUnder500Lines()
    {
        var longFiles = Repository.Sources("src", ".cs", ".razor").Concat(Repository.Sources("tests", ".cs"))
            .Select(path => (Path: Repository.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines >= 500)
            .Select(file => $"{file.Path}: {file.Lines}");
        Found.Nothing(longFiles);
    }

    [Fact]
    public void Sources_InSrc_TakeTheTimeFromTimeProvider() => Found.Nothing(Matches(ClockPattern(), "src"));

    [Fact]
    public void Sources_InSrc_LeaveNothingUnfinished() => Found.Nothing(
        Repository.Sources("src", ".cs", ".razor").SelectMany(path => File.ReadLines(path)
            .Select((text, index) => (Text: text, Place: $"{Repository.Relative(path)}:{index + 1}"))
            .Where(line => UnfinishedPattern().IsMatch(line.Text))
            .Select(line => $"{line.Place}: {line.Text.Trim()}")));

    [Fact]
    public void Sources_InSrc_CiteNoArticle() => Found.Nothing(Matches(ArticlePattern(), "src"));

    [Fact]
    public void Sources_InSrc_NameNoRulebookAndNoJurisdiction()
    {
        var names = RulebookNames().Select(Regex.Escape).ToList();
        Assert.NotEmpty(names);
        Found.Nothing(Matches(new Regex(string.Join('|', names)), "src"));
    }

    [Fact]
    public void Packages_InCentralList_HaveALineWithTheirReason()
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);
        var explained = File.ReadLines(Path.Combine(Repository.Root, "docs", "dependencies.md"))
            .Select(line => DependencyLine().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value);
        Assert.Equal(packages.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Projects_InSrcAndTests_AreInTheSolution()
    {
        var listed = XDocument.Load(Path.Combine(Repository.Root, "Zhunsheng.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value).ToList();
        var written = Repository.Sources("src", ".csproj").Concat(Repository.Sources("tests", ".csproj")).Select(Repository.Relative);
        Found.Nothing(written.Except(listed));
    }

    private static IEnumerable<string> Matches(Regex pattern, string folder) =>
        Repository.Sources(folder, ".cs", ".razor").SelectMany(path => Repository.Code(path)
            .Select((text, index) => (Text: text, Place: $"{Repository.Relative(path)}:{index + 1}"))
            .Where(line => pattern.IsMatch(line.Text))
            .Select(line => $"{line.Place}: {line.Text.Trim()}"));

    private static IEnumerable<string> RulebookNames() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "rulebooks"))
            .Select(folder => Path.Combine(folder, "rulebook.yaml"))
            .Where(File.Exists)
            .SelectMany(file => JurisdictionLine().Match(File.ReadAllText(file)) is { Success: true } match
                ? [Path.GetFileName(Path.GetDirectoryName(file))!, match.Groups["name"].Value.Trim()]
                : new[] { Path.GetFileName(Path.GetDirectoryName(file))! });

    [GeneratedRegex("(Helper|Manager|Util|Utils|Misc|Common|Base)s?$")]
    private static partial Regex PatternName();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b")]
    private static partial Regex ClockPattern();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex UnfinishedPattern();

    // 写成 … introduces an example of how a citation is written; 不只第一条 counts.
    [GeneratedRegex("(?<!写成 |不只)第[零一二三四五六七八九十百0-9]+条")]
    private static partial Regex ArticlePattern();

    [GeneratedRegex(@"^jurisdiction:\s*(\{|\n\s+)\s*name:\s*(?<name>[^,}\n]+)", RegexOptions.Multiline)]
    private static partial Regex JurisdictionLine();

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| [^|]{4,} \|")]
    private static partial Regex DependencyLine();
}
