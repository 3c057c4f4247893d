using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs verify: reads all stored data and looks for altered, missing or reordered acts, lost attachments and lists that disagree.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("verify", "验证全部案卷：行为有没有被改动、缺少或调换，附件在不在、对不对，各处列表与案卷是否一致，管理日志的链完整不完整。");
        var data = new StoredData(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await data.OpenExisting(parsed);
            return await Run(terminal, services, cancellationToken);
        });
        return command;
    }

    private static async Task<int> Run(Terminal terminal, ServiceProvider services, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<ChainVerifier>().VerifyAll(cancellationToken);
        foreach (var finding in report.Findings)
        {
            var place = finding switch
            {
                { CaseNumber: { } number, ActNumber: { } act } => $"{number} 第{act}号行为：",
                { CaseNumber: { } number } => $"{number}：",
                _ => "",
            };
            await terminal.Out.WriteLineAsync(place + finding.Message);
        }

        await terminal.Out.WriteLineAsync($"{report.Cases} cases, {report.Acts} acts, {report.Attachments} attachments, {report.LogEntries} log entries; {report.Findings.Length} findings");
        return report.Findings.IsEmpty ? ExitCode.Good : ExitCode.Bad;
    }
}
