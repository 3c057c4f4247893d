using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Cli;

/// <summary>zs demo: plays the demo data of rulebooks in a throwaway folder, through the same forms and gates as real use, and says where it does not go.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var id = new Argument<string?>("ID") { Description = "手册的编号；省去就是全部", Arity = ArgumentArity.ZeroOrOne };
        var at = DayOption.Create("--at", "当作哪一天来放（默认今天）；看看过几个月还放得下来吗");
        var command = new Command("demo", "试放演示数据（demo.yaml）：在临时文件夹里从头办一遍，不留下任何东西。") { id, at };
        command.SetAction((parsed, cancel) => Run(terminal, RulebooksOnDisk.Find(parsed.GetValue(rulebooks)), parsed.GetValue(id), parsed.DayOf(at) ?? LegalDay.Of(TimeProvider.System.GetUtcNow()), cancel));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, string rulebooks, string? id, DateOnly today, CancellationToken cancel)
    {
        if (id is not null && !File.Exists(Path.Combine(rulebooks, id, "demo.yaml")))
        {
            throw new UnusableException($"没有 {Path.Combine(rulebooks, id, "demo.yaml")}");
        }

        var folder = Directory.CreateTempSubdirectory("zhunsheng-demo-").FullName;
        try
        {
            var options = StorageOptions.Embedded(folder);
            await using (var services = new ServiceCollection().AddLogging().AddZhunshengStorage(options, rulebooks).BuildServiceProvider())
            {
                await services.GetRequiredService<StorageStartup>().Prepare(cancel);
                var accounts = await DemoData.Seed(options, rulebooks, id, today, cancel);
                var report = await services.GetRequiredService<ChainVerifier>().VerifyAll(cancel);
                await terminal.Out.WriteLineAsync($"{accounts.Length} accounts, {report.Cases} cases, {report.Acts} acts, {report.Attachments} attachments; {report.Findings.Length} findings");
                return report.Findings.IsEmpty ? ExitCode.Good : ExitCode.Bad;
            }
        }
        catch (Exception refused) when (refused is InvalidOperationException or FormatException)
        {
            await terminal.Error.WriteLineAsync(refused.Message);
            return ExitCode.Bad;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
