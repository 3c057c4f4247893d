using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs admin: makes system administrators, the first account of an installation without demo data among them.</summary>
internal static class AdminCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "登录名", HelpName = "NAME", Required = true };
        var display = new Option<string?>("--display") { Description = "姓名（默认同登录名）", HelpName = "TEXT" };
        var password = new Option<string?>("--password") { Description = "口令；不写就询问，或从标准输入读一行（口令写在命令行上，别人可能看到）", HelpName = "TEXT" };
        var create = new Command("create", "建立系统管理员账号。系统管理员管账号和手册，不办任何案卷。") { name, display, password };
        var data = new StoredData(create);
        create.SetAction(async (parsed, cancellationToken) =>
        {
            var user = parsed.GetRequiredValue(name);
            var secret = parsed.GetValue(password) ?? Ask(terminal);
            await using var services = await data.Open(parsed);
            await using var scope = services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<Accounts>()
                .CreateAdministrator(user, parsed.GetValue(display) ?? user, secret, new AdminActor(null, "命令行"), cancel: cancellationToken);
            foreach (var error in outcome.Errors)
            {
                await terminal.Error.WriteLineAsync(error);
            }

            if (!outcome.Ok)
            {
                return ExitCode.Bad;
            }

            await terminal.Out.WriteLineAsync($"已建立{Accounts.SystemAdministrator} {user}");
            return ExitCode.Good;
        });
        return new Command("admin", "管理账号。") { create };
    }

    private static string Ask(Terminal terminal)
    {
        var first = terminal.ReadSecret("口令：");
        if (string.IsNullOrEmpty(first))
        {
            throw new UnusableException("没有给口令；请输入，或用 --password 写明");
        }

        return !terminal.Interactive || terminal.ReadSecret("再输一遍：") == first
            ? first
            : throw new UnusableException("两次输入的口令不同，没有建立账号");
    }
}
