using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>
/// The rulebooks in the folder Broken: each is a small one with one thing wrong, and its head says what must be found, line and column included, and nothing else.
/// A head line reads “# 应当发现 12:9 错误: …”.
/// </summary>
public partial class BrokenFilesTests
{
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder(), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lint_BrokenRulebook_FindsWhatItsHeadSays(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), name + ".yaml"));
        var expected = ExpectedPattern().Matches(text).Select(m => m.Groups[1].Value.Trim()).ToList();
        Assert.Equal(expected, Findings(text).Select(f => $"{f.Line}:{f.Column} {(f.Severity == FindingSeverity.Error ? "错误" : "提醒")}: {f.Message}"));
    }

    private static List<Finding> Findings(string text)
    {
        var source = new RulebookText("broken/rulebook.yaml", text);
        RulebookText[] common = [.. new[] { "facts", "questions", "calendar" }.Select(n => new RulebookText($"common/{n}.yaml", File.ReadAllText(Path.Combine(Folder(), "common", n + ".yaml"))))];
        var reading = RulebookReader.Read(source, common);
        return [.. reading.Findings, .. reading.Rulebook is { } rulebook ? RulebookLint.Check(rulebook, source, []) : []];
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Broken");

    [GeneratedRegex(@"^# 应当发现 (.*)$", RegexOptions.Multiline)]
    private static partial Regex ExpectedPattern();
}
