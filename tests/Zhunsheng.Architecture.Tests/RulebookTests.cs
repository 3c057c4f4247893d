using Zhunsheng.Rulebooks;

namespace Zhunsheng.Architecture.Tests;

/// <summary>The rulebooks that ship: they can be used, and their worked cases come out.</summary>
public class RulebookTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "rulebooks");

    public static TheoryData<string> Ids => [.. Directory.EnumerateDirectories(s_folder)
        .Where(folder => File.Exists(Path.Combine(folder, "rulebook.yaml")))
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lint_OfARulebook_FindsNoErrorAndNoArticleLeftOut(string id)
    {
        var reading = Read(id);
        Found.Nothing(reading.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.ToString()));
        Assert.Equal(0, reading.Missing);
        Assert.Equal(reading.Articles, reading.Executable + reading.Declaratory);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void OwnCases_OfARulebook_ComeOutAsWritten(string id)
    {
        var failures = Run(id, Path.Combine(s_folder, id, "cases.yaml"), out var sure);
        Found.Nothing(failures);
        Assert.NotEqual(0, sure);
    }

    [Fact]
    public void FurtherCases_OfTheRulebooksThatShip_ComeOutAsWritten()
    {
        var folder = System.Environment.GetEnvironmentVariable("ZHUNSHENG_CASES");
        Assert.SkipUnless(Directory.Exists(folder), "ZHUNSHENG_CASES names no folder with further cases");
        var files = Ids.Select(id => (Id: id.Data, File: Path.Combine(folder!, id.Data + ".yaml"))).Where(file => File.Exists(file.File)).ToList();
        Assert.NotEmpty(files);
        Found.Nothing(files.SelectMany(file => Run(file.Id, file.File, out _)));
    }

    private static List<string> Run(string id, string file, out int sure)
    {
        var cases = CaseFileReader.Read(new RulebookText(Repository.Relative(file), File.ReadAllText(file)));
        Found.Nothing(cases.Findings.Select(finding => finding.ToString()));
        var rulebook = Read(id).Rulebook;
        Assert.NotNull(rulebook);
        var decided = cases.Cases.Where(@case => !@case.Debatable).ToList();
        sure = decided.Count;
        return [.. decided.Select(@case => CaseRunner.Run(rulebook, @case))
            .Where(result => !result.Passed)
            .Select(result => $"{result.Case.Id} {result.Case.Ask}: {string.Join("；", result.Problems)}")];
    }

    private static RulebookReading Read(string id) => RulebookReader.Read(
        Text(Path.Combine(s_folder, id, "rulebook.yaml")),
        [Text(Path.Combine(s_folder, "common", "facts.yaml")), Text(Path.Combine(s_folder, "common", "questions.yaml")), Text(Path.Combine(s_folder, "common", "calendar.yaml"))]);

    private static RulebookText Text(string file) => new(Path.GetRelativePath(s_folder, file).Replace('\\', '/'), File.ReadAllText(file));
}
