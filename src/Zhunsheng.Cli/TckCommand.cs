using System.Collections.Immutable;
using System.CommandLine;
using Zhunsheng.Dmn;
using Zhunsheng.Dmn.Conformance;

namespace Zhunsheng.Cli;

/// <summary>zs tck: runs the public DMN conformance suite and counts.</summary>
internal static class TckCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "DMN 兼容性测试（dmn-tck）的文件夹；其下所有 *-test-*.xml 都跑" };
        var verbose = new Option<bool>("--verbose") { Description = "通过的也逐例列出" };
        var write = new Option<string?>("--write") { Description = "把各文件夹的得分写进这个文件", HelpName = "FILE" };
        var command = new Command("tck", "跑公开的 DMN 兼容性测试，列出不符的和各文件夹的得分。") { folder, verbose, write };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(verbose), parsed.GetValue(write)));
        return command;
    }

    private static int Run(Terminal terminal, string root, bool verbose, string? write)
    {
        var folders = Folders(root);
        var results = new List<ConformanceResult>();
        foreach (var folder in folders)
        {
            foreach (var result in ConformanceSuite.Run(folder, TimeProvider.System.GetLocalNow()))
            {
                results.Add(result);
                if (!result.Passed || verbose)
                {
                    terminal.Out.WriteLine(Describe(result));
                }
            }
        }

        var scores = ConformanceScore.Of(results);
        Table(terminal, scores);
        if (write is not null)
        {
            try
            {
                File.WriteAllText(write, ConformanceScore.Page(scores));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UnusableException($"{write} 写不进去：{exception.Message}");
            }
        }

        var failed = results.Count(r => !r.Passed);
        terminal.Out.WriteLine($"{results.Count - failed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Good : ExitCode.Bad;
    }

    private static List<ConformanceFolder> Folders(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new UnusableException($"没有这个文件夹：{root}");
        }

        try
        {
            var folders = Directory.EnumerateFiles(root, "*.xml", SearchOption.AllDirectories)
                .Where(f => ConformanceSuite.IsTest(Path.GetFileName(f)))
                .Select(f => Path.GetDirectoryName(f)!)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(f => Folder(root, f))
                .ToList();
            return folders.Count > 0 ? folders : throw new UnusableException($"{root} 里没有测试文件（*-test-*.xml）");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{root} 读不了：{exception.Message}");
        }
    }

    /// <summary>A folder is named by itself and the one around it, so that the same suite has the same names wherever it lies.</summary>
    private static ConformanceFolder Folder(string root, string path)
    {
        var full = Path.GetFullPath(path);
        var around = Path.GetFileName(Path.GetDirectoryName(full)) ?? "";
        var name = around.StartsWith("compliance-level", StringComparison.Ordinal) ? $"{around}/{Path.GetFileName(full)}" : Path.GetRelativePath(Path.GetFullPath(root), full).Replace('\\', '/');
        return new(name, [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
            .Where(f => f.EndsWith(".dmn", StringComparison.Ordinal) || f.EndsWith(".xml", StringComparison.Ordinal))
            .Select(f => new ConformanceFile(Path.GetFileName(f), new DmnSource(Path.GetFileName(f), ImmutableArray.Create(File.ReadAllBytes(f)))))]);
    }

    private static string Describe(ConformanceResult result) => result.Passed
        ? $"通过 {result.Folder} {result.Case} {result.Node}：{Shown(result.Actual)}"
        : $"不符 {result.Folder} {result.Case} {result.Node}\n  应是  {Shown(result.Expected)}\n  实是  {Shown(result.Actual)}{(string.IsNullOrEmpty(result.Note) ? "" : $"\n  说明  {result.Note}")}";

    private static string Shown(Feel.FeelValue value) => value.ToString() is { Length: > 500 } text ? text[..500] + "…" : value.ToString();

    private static void Table(Terminal terminal, ImmutableArray<FolderScore> scores)
    {
        var width = scores.Max(s => s.Folder.Length);
        terminal.Out.WriteLine($"{"文件夹".PadRight(width - 3)}  {"有值",9}  {"空值",9}");
        foreach (var score in scores.Append(new("合计", scores.Sum(s => s.Values), scores.Sum(s => s.ValuesPassed), scores.Sum(s => s.Nulls), scores.Sum(s => s.NullsPassed))))
        {
            terminal.Out.WriteLine($"{score.Folder.PadRight(score.Folder == "合计" ? width - 2 : width)}  {$"{score.ValuesPassed}/{score.Values}",11}  {$"{score.NullsPassed}/{score.Nulls}",11}{(score.Passed < score.Cases ? "  ✗" : "")}");
        }
    }
}
