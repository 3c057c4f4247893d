using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs rebuild: works out everything that pages read from the acts anew. Acts and papers are only read.</summary>
internal static class RebuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("rebuild", "按案卷里的行为，把各处列表、登记簿、总览、检索重新算一遍；行为和附件一个字也不动。verify 说“请重建目录”时用它。");
        var papers = new Option<bool>("--papers") { Description = "材料的文字也忘掉，服务下次运行时重新读" };
        command.Options.Add(papers);
        var data = new StoredData(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await data.OpenExisting(parsed);
            if (parsed.GetValue(papers))
            {
                await services.GetRequiredService<PaperTexts>().Forget(cancellationToken);
            }

            var lists = services.GetRequiredService<CaseLists>();
            var count = await lists.Rebuild(cancellationToken);
            await terminal.Out.WriteLineAsync($"{count} cases rebuilt");
            if (await lists.Count(cancellationToken) - count is > 0 and var left)
            {
                await terminal.Error.WriteLineAsync($"另有{left}份案卷没有重算：所依的规则手册内容读不出来；是哪些，用 zs verify 看");
                return ExitCode.Bad;
            }

            return ExitCode.Good;
        });
        return command;
    }
}
