using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs diff: two rulebooks beside each other, or two versions of one article by article, with what an amendment would change for the stored projects.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var before = new Argument<string>("A") { Description = "手册的编号，或一部手册的文件夹（里面有 rulebook.yaml）" };
        var after = new Argument<string>("B") { Description = "同上；两边编号相同就逐条比，不同就逐题比" };
        var impact = new Option<bool>("--impact") { Description = "同一部办法的两个版本：再看存着的案卷里哪些会得到不同的答案" };
        var all = new Option<bool>("--all") { Description = "相同的也列出来" };
        var at = DayOption.Create("--at", "按哪一天看（默认今天）");
        var command = new Command("diff", "比较两部规则手册，或同一部的两个版本。") { before, after, impact, all, at };
        var data = new StoredData(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = RulebooksOnDisk.Open(parsed.GetValue(rulebooks));
            var comparison = RulebookComparison.Of(folder.RequireAnywhere(parsed.GetRequiredValue(before)), folder.RequireAnywhere(parsed.GetRequiredValue(after)));
            Write(terminal, comparison, parsed.GetValue(all));
            if (!parsed.GetValue(impact))
            {
                return ExitCode.Good;
            }

            if (!comparison.Versions)
            {
                throw new UnusableException("--impact 只用于同一部办法的两个版本（两边的 id 要相同）");
            }

            var day = parsed.DayOf(at) ?? LegalDay.Of(TimeProvider.System.GetUtcNow());
            await using var services = await data.OpenExisting(parsed);
            return await Survey(terminal, services.GetRequiredService<AmendmentSurvey>(), comparison, day, cancel);
        });
        return command;
    }

    private static void Write(Terminal terminal, RulebookComparison comparison, bool all)
    {
        var (before, after) = (comparison.Before, comparison.After);
        terminal.Out.WriteLine(comparison.Versions
            ? $"{before.Title}：第{before.Version}版 → 第{after.Version}版"
            : $"{before.Title}  |  {after.Title}");
        foreach (var article in comparison.Articles.Where(a => all || a.IsChanged))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(article.Heading);
            if (article.GistBefore != article.GistAfter)
            {
                Side(terminal, "-", article.GistBefore);
                Side(terminal, "+", article.GistAfter);
            }

            foreach (var rule in article.Rules.Where(r => all || r.Change != ChangeKind.Same))
            {
                if (comparison.Versions)
                {
                    terminal.Out.WriteLine($"  {rule.Kind} {rule.Name}（{Word(rule.Change)}）");
                }

                foreach (var (cited, text) in rule.Before)
                {
                    Side(terminal, rule.Change == ChangeKind.Same ? "=" : "-", $"{cited.Text} {text}");
                }

                foreach (var (cited, text) in rule.Change == ChangeKind.Same && comparison.Versions ? [] : rule.After)
                {
                    Side(terminal, rule.Change == ChangeKind.Same ? "=" : "+", $"{cited.Text} {text}");
                }
            }
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"{comparison.Articles.Length} {(comparison.Versions ? "articles" : "subjects")}, {comparison.Changed.Count()} different");
    }

    private static void Side(Terminal terminal, string mark, string? text)
    {
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            terminal.Out.WriteLine($"    {mark} {line}");
        }
    }

    private static string Word(ChangeKind change) => change switch
    {
        ChangeKind.Added => "新增",
        ChangeKind.Removed => "删去",
        ChangeKind.Changed => "改了",
        _ => "相同",
    };

    private static async Task<int> Survey(Terminal terminal, AmendmentSurvey survey, RulebookComparison comparison, DateOnly day, CancellationToken cancel)
    {
        var (files, changed) = (0, 0);
        await foreach (var (file, impact) in survey.Run(comparison.Before, comparison.After, day, cancel))
        {
            files++;
            if (impact.None)
            {
                continue;
            }

            changed++;
            await terminal.Out.WriteLineAsync($"{file.Number} {file.Title}（{file.OwnerName}）");
            foreach (var answer in impact.Answers)
            {
                await terminal.Out.WriteLineAsync($"    {answer.Question}：{Words(answer.Before)} → {Words(answer.After)}（{string.Join("、", answer.Articles)}）");
            }

            foreach (var step in impact.Steps)
            {
                await terminal.Out.WriteLineAsync($"    {(step.Needed ? "要办" : "不再办")}：{step.Step}（{step.Article}）");
            }
        }

        await terminal.Out.WriteLineAsync($"{files} files, {changed} answered differently");
        return ExitCode.Good;
    }

    private static string Words(Answer answer) => answer.Value.IsNull ? "不能判断" : SituationReader.Shown(answer.Value);
}
