using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>zs cases: puts worked cases to their rulebooks and compares.</summary>
internal static class CasesCommand
{
    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "例题文件或文件夹；不写就跑全部手册的 cases.yaml。文件名（或 cases.yaml 所在文件夹的名字）就是手册编号",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var rulebook = new Option<string?>("--rulebook") { Description = "用这部手册跑，不看文件名", HelpName = "ID" };
        var command = new Command("cases", "跑例题：列出答案不符的例题，存疑的另列、不算失败。") { files, rulebook };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(rulebooks), parsed.GetValue(files) ?? [], parsed.GetValue(rulebook)));
        return command;
    }

    private static int Run(Terminal terminal, string? rulebooks, string[] files, string? rulebookId)
    {
        var folder = RulebooksOnDisk.Open(rulebooks);
        var chosen = Choose(folder, files, rulebookId);
        var tally = new Tally();
        foreach (var (file, id) in chosen)
        {
            RunFile(terminal, folder, file, id, tally);
        }

        if (tally.Debatable > 0)
        {
            terminal.Out.WriteLine($"存疑 {tally.Debatable} 例，其中一致 {tally.Agreeing} 例，不计入结果");
        }

        terminal.Out.WriteLine($"{tally.Passed} passed, {tally.Failed} failed");
        return tally.Failed == 0 ? ExitCode.Good : ExitCode.Bad;
    }

    private static List<(string File, string Id)> Choose(RulebooksOnDisk folder, string[] files, string? rulebookId)
    {
        if (files.Length == 0)
        {
            var own = (rulebookId is null ? folder.Ids : [rulebookId])
                .Select(id => (File: folder.CasesFile(id), Id: id))
                .Where(file => File.Exists(file.File))
                .ToList();
            return own.Count > 0 ? own : throw new UnusableException("没有找到例题：手册文件夹里没有 cases.yaml");
        }

        var chosen = new List<(string File, string Id)>();
        foreach (var named in files)
        {
            if (string.IsNullOrWhiteSpace(named))
            {
                throw new UnusableException("例题文件的名字是空的；写文件或文件夹，不写就跑全部手册的例题");
            }

            if (!Directory.Exists(named))
            {
                chosen.Add((named, rulebookId ?? IdOf(folder, named)));
                continue;
            }

            var inside = Directory.EnumerateFiles(named, "*.yaml").Order(StringComparer.Ordinal).ToList();
            if (inside.Count == 0)
            {
                throw new UnusableException($"文件夹 {named} 里没有 .yaml 例题文件");
            }

            chosen.AddRange(inside.Select(file => (file, rulebookId ?? IdOf(folder, file))));
        }

        return chosen;
    }

    private static string IdOf(RulebooksOnDisk folder, string file)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        var parent = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";
        return folder.Ids.Contains(stem) ? stem
            : folder.Ids.Contains(parent) ? parent
            : throw new UnusableException($"看不出 {file} 是哪部手册的例题：文件名和所在文件夹都不是手册编号（{string.Join("、", folder.Ids)}）；请用 --rulebook ID 写明");
    }

    private static void RunFile(Terminal terminal, RulebooksOnDisk folder, string file, string id, Tally tally)
    {
        var reading = CaseFileReader.Read(new RulebookText(RulebooksOnDisk.Display(file), RulebooksOnDisk.ReadText(file)));
        foreach (var finding in reading.Findings)
        {
            terminal.Error.WriteLine(finding);
        }

        tally.Failed += reading.Findings.IsEmpty ? 0 : Math.Max(1, reading.Refused);
        if (folder.Read(id).Rulebook is not { } rulebook)
        {
            terminal.Error.WriteLine(folder.WhyUnusable(id));
            tally.Failed += Math.Max(1, reading.Cases.Count(@case => !@case.Debatable));
            return;
        }

        foreach (var @case in reading.Cases)
        {
            var result = CaseRunner.Run(rulebook, @case);
            if (@case.Debatable)
            {
                tally.Debatable++;
                tally.Agreeing += result.Passed ? 1 : 0;
            }
            else if (result.Passed)
            {
                tally.Passed++;
            }
            else
            {
                tally.Failed++;
            }

            if (!result.Passed)
            {
                terminal.Out.WriteLine(Describe(result));
            }
        }
    }

    private static string Describe(CaseResult result)
    {
        var (@case, answer) = (result.Case, result.Answer);
        var lines = new List<string>
        {
            $"{(@case.Debatable ? "存疑" : "不符")} {@case.Id} {string.Join("、", @case.Articles)} {@case.Title}（{@case.Path}:{@case.Line}）",
            $"  问    {@case.Ask}{Arguments(@case.Args)}{(@case.At is { } at ? at.ToString(" @ yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}",
            $"  应答  {@case.Expect.GetRawText()}{Articles("；被挡于", @case.BlockedBy ?? [])}",
        };
        if (answer is not null)
        {
            lines.Add($"  实答  {AnswerJson.Write(answer.Value)}{Articles("；被挡于", answer.BlockedBy)}");
            if (!answer.Unknown.IsEmpty)
            {
                lines.Add($"  未知  {string.Join("、", answer.Unknown)}");
            }

            if (answer.Note is { } note)
            {
                lines.Add($"  说明  {note}");
            }
        }

        lines.AddRange(result.Problems.Select(problem => $"  ✗     {problem}"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Arguments(JsonElement arguments)
    {
        var given = arguments.EnumerateObject().Select(argument => $"{argument.Name}: {(argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.GetRawText())}").ToList();
        return given.Count == 0 ? "" : $"（{string.Join("，", given)}）";
    }

    private static string Articles(string lead, ImmutableArray<string> articles) => articles.IsEmpty ? "" : lead + string.Join("、", articles);

    private sealed class Tally
    {
        public int Passed { get; set; }

        public int Failed { get; set; }

        public int Debatable { get; set; }

        public int Agreeing { get; set; }
    }
}
