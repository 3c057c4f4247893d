using System.Globalization;
using MailKit.Security;
using Zhunsheng.Storage;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Mail;

/// <summary>The server through which mail goes, from the settings under Mail. Without a host no mail is sent and nobody is offered any.</summary>
/// <param name="Host">The SMTP server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is secured: none, STARTTLS, or TLS from the beginning.</param>
/// <param name="User">The account on the server; null for none.</param>
/// <param name="Password">Its password; null for none.</param>
/// <param name="From">The address in From.</param>
/// <param name="FromName">The name beside it.</param>
/// <param name="BaseAddress">Where the pages are for those who read the mail, without a slash at the end.</param>
internal sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, string From, string FromName, string BaseAddress)
{
    /// <summary>Reads them; null when no host is set. Throws <see cref="StartFailure"/>, in Chinese, for what cannot be used.</summary>
    public static MailSettings? Of(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        if (mail["Host"] is not { Length: > 0 } host)
        {
            return null;
        }

        var security = (mail["Tls"] ?? "starttls").Trim().ToUpperInvariant() switch
        {
            "NONE" => SecureSocketOptions.None,
            "STARTTLS" => SecureSocketOptions.StartTls,
            "SSL" or "TLS" => SecureSocketOptions.SslOnConnect,
            _ => throw new StartFailure($"设置 Mail:Tls 写 none、starttls 或 ssl，不认识“{mail["Tls"]}”"),
        };
        var usual = security switch { SecureSocketOptions.None => 25, SecureSocketOptions.StartTls => 587, _ => 465 };
        var port = mail["Port"] is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 65535 ? given
            : throw new StartFailure($"设置 Mail:Port 写1到65535之间的整数，不能是“{text}”");
        var from = MailBoxes.Checked(mail["From"]) ?? throw new StartFailure("设了 Mail:Host，还要设 Mail:From：发件的邮箱地址，例如 zhunsheng@example.gov.cn");
        var address = Uri.TryCreate(mail["BaseAddress"], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : throw new StartFailure("设了 Mail:Host，还要设 Mail:BaseAddress：收信人打开本系统的网址，例如 https://xm.example.gov.cn");
        return new MailSettings(host, port, security, mail["User"] is { Length: > 0 } user ? user : null, mail["Password"], from, mail["FromName"] is { Length: > 0 } name ? name : "准绳", address);
    }
}
