using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs export open: the projects that may be made public, one a line, in the shape of OC4IDS.</summary>
internal static class ExportCommand
{
    private const int Piece = 64 * 1024;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "写到哪个文件，一行一个项目（JSON Lines）" };
        var prefix = new Option<string>("--prefix") { Description = "项目标识的前缀（发布者登记的，例如 oc4ids-abc123）", HelpName = "PREFIX", DefaultValueFactory = _ => "zhunsheng" };
        var open = new Command("open", "导出可以公开的项目：手册写明公开的那些，批准以后的，不含涉密、个人、材料。OC4IDS 0.9 的形式。") { file, prefix };
        var data = new StoredData(open);
        open.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await data.OpenExisting(parsed);
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            try
            {
                await using var to = File.Create(path);
                var count = await OpenProjectJson.WriteLines(to, services.GetRequiredService<OpenData>().Projects("", LegalDay.Of(TimeProvider.System.GetUtcNow()), cancellationToken), parsed.GetValue(prefix)!, Piece, cancellationToken);
                await terminal.Out.WriteLineAsync($"{count} projects → {RulebooksOnDisk.Display(path)}");
                return ExitCode.Good;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new UnusableException($"写不了 {RulebooksOnDisk.Display(path)}：{failure.Message}");
            }
        });
        return new Command("export", "导出数据。") { open };
    }
}
