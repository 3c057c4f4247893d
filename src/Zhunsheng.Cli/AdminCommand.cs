using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>zs admin: makes administrators, the first three of an installation without demo data among them, and sets passwords that no page may set.</summary>
internal static class AdminCommand
{
    private static readonly AdminActor s_by = new(null, "命令行");

    private static readonly (string Word, AdminKind Kind)[] s_kinds = [("system", AdminKind.System), ("security", AdminKind.Security), ("audit", AdminKind.Audit)];

    public static Command Create(Terminal terminal) => new("admin", "管理账号。") { New(terminal), Password(terminal) };

    private static Command New(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "登录名", HelpName = "NAME", Required = true };
        var display = new Option<string?>("--display") { Description = "姓名（默认同登录名）", HelpName = "TEXT" };
        var kind = new Option<string>("--kind") { Description = "哪一种：system 系统管理员，security 安全管理员，audit 审计管理员", HelpName = "KIND", DefaultValueFactory = _ => "system" };
        var place = new Option<string?>("--jurisdiction") { Description = "只管一个地区：它的名称或区划代码（默认管全平台）", HelpName = "PLACE" };
        var password = PasswordOption();
        var create = new Command("create", "建立管理员账号。三种管理员各管一摊，都不办案卷；建全三种，平台才能用起来。") { name, display, kind, place, password };
        var data = new StoredData(create);
        create.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = KindOf(parsed.GetValue(kind)!);
            var user = parsed.GetRequiredValue(name);
            var secret = parsed.GetValue(password) ?? Ask(terminal);
            await using var services = await data.Open(parsed);
            await using var scope = services.CreateAsyncScope();
            var territory = await Place(scope.ServiceProvider, parsed.GetValue(place), cancellationToken);
            var outcome = await scope.ServiceProvider.GetRequiredService<Accounts>()
                .CreateAdministrator(user, parsed.GetValue(display) ?? user, secret, s_by, chosen, territory?.Id, cancel: cancellationToken);
            return await Report(terminal, outcome, $"已建立{chosen.Label()} {user}{(territory is null ? "" : $"，只管{territory.Name}")}");
        });
        return create;
    }

    private static Command Password(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "登录名", HelpName = "NAME", Required = true };
        var password = PasswordOption();
        var command = new Command("password", "重设口令并解除锁定；本人下次登录必须改掉。安全管理员和最后一个管理员的口令只能这样重设。") { name, password };
        var data = new StoredData(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var user = parsed.GetRequiredValue(name);
            var secret = parsed.GetValue(password) ?? Ask(terminal);
            await using var services = await data.OpenExisting(parsed);
            await using var scope = services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var person = await accounts.FindUserByName(user, cancellationToken) ?? throw new UnusableException($"没有叫“{user}”的账号");
            return await Report(terminal, await accounts.ResetPassword(person.Id, secret, s_by, cancellationToken), $"已重设 {person.UserName} 的口令");
        });
        return command;
    }

    private static Option<string?> PasswordOption() => new("--password") { Description = "口令；不写就询问，或从标准输入读一行（口令写在命令行上，别人可能看到）", HelpName = "TEXT" };

    private static AdminKind KindOf(string word)
    {
        foreach (var (known, kind) in s_kinds)
        {
            if (word == known || word == kind.Label())
            {
                return kind;
            }
        }

        throw new UnusableException($"没有“{word}”这种管理员；写 {string.Join("、", s_kinds.Select(k => $"{k.Word}（{k.Kind.Label()}）"))}");
    }

    private static async Task<Territory?> Place(IServiceProvider services, string? place, CancellationToken cancellationToken)
    {
        if (place is null)
        {
            return null;
        }

        var all = await services.GetRequiredService<Territories>().All(cancel: cancellationToken);
        return all.FirstOrDefault(t => t.Name == place || t.Code == place)
            ?? throw new UnusableException($"没有叫“{place}”的地区；{(all.IsEmpty ? "启动一次平台，它按规则手册建好地区" : "已有：" + string.Join("、", all.Select(t => t.Name)))}");
    }

    private static async Task<int> Report(Terminal terminal, AccountOutcome<User> outcome, string done)
    {
        foreach (var error in outcome.Errors)
        {
            await terminal.Error.WriteLineAsync(error);
        }

        if (!outcome.Ok)
        {
            return ExitCode.Bad;
        }

        await terminal.Out.WriteLineAsync(done);
        return ExitCode.Good;
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
            : throw new UnusableException("两次输入的口令不同，什么也没有改");
    }
}
