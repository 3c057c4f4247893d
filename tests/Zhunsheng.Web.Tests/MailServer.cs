using System.Diagnostics;
using System.Globalization;
using MimeKit;

namespace Zhunsheng.Web.Tests;

/// <summary>A mail server of the test's own: a real one in a process of its own, on a free port of this machine.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private MailServer(Process process, string folder, int port) => (_process, Folder, Port) = (process, folder, port);

    public string Folder { get; }

    public int Port { get; }

    /// <summary>The mails it has taken, in order.</summary>
    public List<MimeMessage> Mails => [.. Directory.EnumerateFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(f => MimeMessage.Load(f))];

    /// <summary>Starts one. Skips the test where it is not installed.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    public static async Task<MailServer> Start(int port = 0)
    {
        Assert.SkipUnless(File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"), "邮件服务器 python3-aiosmtpd 没有安装，不能测试发邮件");
        var folder = Directory.CreateTempSubdirectory("zhunsheng-mail-").FullName;
        var process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "mail_server.py"), port.ToString(CultureInfo.InvariantCulture), folder]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var ready = (await process.StandardOutput.ReadLineAsync())?.Split(' ');
        Assert.True(ready is ["ready", _], "The mail server did not start");
        return new MailServer(process, folder, int.Parse(ready[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Sets a site up to send through it.</summary>
    public TestSite For(TestSite site) => Set(site, Port);

    /// <summary>Sets a site up to send through a port.</summary>
    public static TestSite Set(TestSite site, int port)
    {
        site.Set("Mail:Host", "127.0.0.1");
        site.Set("Mail:Port", port.ToString(CultureInfo.InvariantCulture));
        site.Set("Mail:Tls", "none");
        site.Set("Mail:From", "zhunsheng@example.org");
        site.Set("Mail:FromName", "某镇准绳");
        site.Set("Mail:BaseAddress", "https://xm.example.org/");
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, true);
    }
}
