using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.Notices;
using Clock = Zhunsheng.Web.Hosting.Clock;

namespace Zhunsheng.Web.Mail;

/// <summary>
/// Sends what the outbox holds. Any number of nodes may do so: each mail is taken by one. What a mail may say is looked at when it is sent: whoever has lost access since then is told nothing.
/// </summary>
internal sealed class MailDelivery(MailSettings settings, MailOutbox outbox, MailBoxes boxes, RulebookLibrary library, AddressLink links, IServiceScopeFactory scopes, Clock clock, TimeProvider time, ILogger<MailDelivery> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly MailText _text = new(settings);

    /// <summary>Sends everything that is due. Returns how many mails were looked at.</summary>
    public async Task<int> Send(CancellationToken cancel)
    {
        await outbox.Reap(cancel);
        while (await outbox.Gather(cancel) > 0)
        {
            // There may be more than one handful.
        }

        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds, LocalDomain = new Uri(settings.BaseAddress).IdnHost };
        var count = 0;
        while (await outbox.Take(_node, cancel) is { } mail)
        {
            count++;
            var (message, needless) = await Compose(mail, cancel);
            if (message is null)
            {
                await outbox.End(mail, MailState.Dropped, needless, cancel);
            }
            else if (!await Reach(client, mail, cancel) || !await HandOver(client, mail, message, cancel))
            {
                // The server is away: the others are left for later.
                break;
            }
        }

        await client.DisconnectAsync(true, CancellationToken.None);
        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Send(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (StorageFailure.Unavailable(failure) is { } what)
            {
                log.LogWarning("邮件没有发成，稍后再试：{What}", what);
            }
            catch (Exception failure)
            {
                log.LogError(failure, "邮件没有发成，稍后再试");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The mail for what its person may be told now; else why it need not be sent.</summary>
    private async Task<(MimeMessage? Message, string? Needless)> Compose(TakenMail mail, CancellationToken cancel)
    {
        if (mail.Kind == MailKind.Test)
        {
            return (_text.Test(mail, clock.Now), null);
        }

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Accounts>().FindUser(mail.UserId!.Value, cancel) is not { IsOpen: true, OrganisationId: not null } person)
        {
            return (null, "账号已停用或锁定");
        }

        var box = await boxes.Of(person.Id, cancel);
        if (mail.Kind == MailKind.Confirmation)
        {
            return box.Pending == mail.Address ? (_text.Confirmation(mail, person.DisplayName, links.Make(person.Id, mail.Address!), clock.Now), null) : (null, "已经换了邮箱");
        }

        if (box.Address is not { } to)
        {
            return (null, "本人已不用邮箱收消息");
        }

        var user = SignedInUser.Of(person, await scope.ServiceProvider.GetRequiredService<Deputies>().RolesOf(person, clock.Today, cancel));
        var notices = await outbox.NoticesOf(mail, CaseAccess.ScopeOf(user, CaseAccess.BooksOf(user, library)), cancel);
        return notices.IsEmpty ? (null, "本人已经看过、事情已经办完，或者已经无权查看")
            : mail.Kind == MailKind.Notice ? (_text.Of(mail, to, person.DisplayName, notices[0], clock.Now), null)
            : (_text.Digest(mail, to, person.DisplayName, notices, clock.Now), null);
    }

    /// <summary>Sees to a live connection; nothing of the mail is handed over yet.</summary>
    private async Task<bool> Reach(SmtpClient client, TakenMail mail, CancellationToken cancel)
    {
        try
        {
            if (client.IsConnected)
            {
                await client.NoOpAsync(cancel);
                return true;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await client.DisconnectAsync(false, CancellationToken.None);
        }

        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, cancel);
            if (settings.User is { } account)
            {
                await client.AuthenticateAsync(account, settings.Password ?? "", cancel);
            }

            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException or SslHandshakeException or AuthenticationException or ServiceNotAuthenticatedException or CommandException or ProtocolException or NotSupportedException or InvalidOperationException)
        {
            log.LogWarning(e, "邮件服务器用不了");
            await outbox.Retry(mail, Explain(e), CancellationToken.None);
            return false;
        }
    }

    /// <summary>Hands a mail over, once it is taken down that it is being handed over. False when the connection is of no more use.</summary>
    private async Task<bool> HandOver(SmtpClient client, TakenMail mail, MimeMessage message, CancellationToken cancel)
    {
        if (!await outbox.HandOver(mail, _node, cancel))
        {
            return true;
        }

        try
        {
            // From here on it is not to be stopped: what is half said cannot be taken back.
            await client.SendAsync(message, CancellationToken.None);
            await outbox.End(mail, MailState.Sent, null, CancellationToken.None);
            return true;
        }
        catch (SmtpCommandException refused)
        {
            var said = $"邮件服务器拒收（{(int)refused.StatusCode}）：{(refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted ? "收件邮箱不对。" : "")}{Short(refused.Message)}";
            await ((int)refused.StatusCode >= 500 ? outbox.End(mail, MailState.Failed, said, CancellationToken.None) : outbox.Retry(mail, said, CancellationToken.None));
            return client.IsConnected;
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or TimeoutException or OperationCanceledException or ServiceNotConnectedException)
        {
            log.LogWarning(e, "发送中断，不知道邮件服务器收下没有");
            await outbox.End(mail, MailState.Uncertain, "发到一半连接断了，不知道邮件服务器收下没有；为免重发，没有再发", CancellationToken.None);
            return false;
        }
    }

    private static string Explain(Exception failure) => failure switch
    {
        AuthenticationException => "邮件服务器不认所设的账号和密码：" + Short(failure.Message),
        SslHandshakeException => "和邮件服务器建不成加密连接（证书或 Mail:Tls 的设置）：" + Short(failure.Message),
        NotSupportedException => "邮件服务器不支持所设的加密或登录方式：" + Short(failure.Message),
        CommandException or ProtocolException => "邮件服务器的回答不对：" + Short(failure.Message),
        _ => "连不上邮件服务器：" + Short(failure.Message),
    };

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 300 ? line[..300] + "…" : line;
    }
}

/// <summary>Registers the sending of mail.</summary>
internal static class MailServices
{
    /// <summary>Registers <see cref="MailDelivery"/> where a server is set; what the pages need in either case.</summary>
    public static void AddMailDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AddressLink>();
        var settings = MailSettings.Of(configuration);
        services.AddSingleton(new MailOffer(settings is not null));
        if (settings is not null)
        {
            services.AddSingleton(settings);
            services.AddSingleton<MailDelivery>();
            services.AddHostedService(p => p.GetRequiredService<MailDelivery>());
        }
    }
}

/// <summary>Whether mail is to be had in this installation.</summary>
/// <param name="IsSet">Whether a server is set.</param>
internal sealed record MailOffer(bool IsSet);
