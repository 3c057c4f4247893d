using System.CommandLine;
using System.CommandLine.Help;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>The commands of zs and their options.</summary>
internal static class CommandTree
{
    /// <summary>Carries out a command line and returns its exit code.</summary>
    public static async Task<int> Run(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Build(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync(UsageText.Complaint(error.Message));
            }

            await terminal.Error.WriteLineAsync($"用法见：{Path(parsed.CommandResult.Command)} --help");
            return ExitCode.Unusable;
        }

        try
        {
            if (parsed.Action is HelpAction)
            {
                using var help = new StringWriter();
                await parsed.InvokeAsync(new InvocationConfiguration { Output = help, EnableDefaultExceptionHandler = false }, cancellationToken);
                await terminal.Out.WriteAsync(UsageText.Help(help.ToString()));
                return ExitCode.Good;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (UnusableException exception)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
            return ExitCode.Unusable;
        }
        catch (Exception exception) when (StorageFailure.Unavailable(exception) is { } what)
        {
            await terminal.Error.WriteLineAsync($"{what}：做到一半停了；已经写进去的不会坏，过一会儿再做一次");
            return ExitCode.Unusable;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"文件读写不了：{exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Unusable;
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var rulebooks = new Option<string?>("--rulebooks")
        {
            Description = "规则手册文件夹（默认：程序自带的 rulebooks）",
            HelpName = "DIR",
            Recursive = true,
        };
        var root = new RootCommand("准绳的命令行：检查规则手册、跑例题、问判定、验证案卷、建立账号。")
        {
            LintCommand.Create(terminal, rulebooks),
            WalkCommand.Create(terminal, rulebooks),
            NewRulebookCommand.Create(terminal, rulebooks),
            SchemaCommand.Create(terminal),
            CasesCommand.Create(terminal, rulebooks),
            DecideCommand.Create(terminal, rulebooks),
            DiffCommand.Create(terminal, rulebooks),
            DemoCommand.Create(terminal, rulebooks),
            VerifyCommand.Create(terminal),
            RebuildCommand.Create(terminal),
            ExportCommand.Create(terminal),
            AdminCommand.Create(terminal),
            TckCommand.Create(terminal),
        };
        root.Options.Add(rulebooks);
        foreach (var option in root.Options)
        {
            option.Description = option is HelpOption ? "显示用法" : option is VersionOption ? "显示版本" : option.Description;
        }

        return root;
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "zs";
}
