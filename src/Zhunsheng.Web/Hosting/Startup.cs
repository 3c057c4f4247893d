using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Zhunsheng.Storage;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Web.Hosting;

/// <summary>What happens before the first page: folders, schema, rulebooks, demo data; and what is said when that fails.</summary>
internal static class Startup
{
    private const int DefaultPort = 5080;

    /// <summary>Where the data is, from the settings Data, Database:Provider and Database:ConnectionString.</summary>
    public static StorageOptions StorageOf(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data"] ?? "data");
        var provider = configuration["Database:Provider"];
        if (string.IsNullOrEmpty(provider))
        {
            return StorageOptions.Embedded(folder);
        }

        try
        {
            var connection = configuration["Database:ConnectionString"];
            return string.IsNullOrEmpty(connection) && provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase)
                ? StorageOptions.Embedded(folder)
                : StorageOptions.Parse(provider, connection ?? throw new StartFailure("缺设置 Database:ConnectionString：怎样连到数据库"), folder);
        }
        catch (ArgumentException e)
        {
            throw new StartFailure(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>The folder of rulebooks: the setting, else the nearest folder called rulebooks upward from the program or the current folder.</summary>
    public static string RulebookFolderOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Rulebooks"] is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? Path.GetFullPath(given) : throw new StartFailure($"没有规则手册文件夹 {Path.GetFullPath(given)}；请用 --rulebooks 指到放手册的文件夹");
        }

        foreach (var start in new[] { Directory.GetCurrentDirectory(), environment.ContentRootPath, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "rulebooks");
                if (Directory.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        throw new StartFailure("找不到规则手册：从程序所在处向上没有 rulebooks 文件夹；请用 --rulebooks 指明");
    }

    /// <summary>The clock: the system's, or in Development and Testing the one read from the file of the setting Clock.</summary>
    public static TimeProvider TimeOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Clock"] is not { Length: > 0 } file)
        {
            return TimeProvider.System;
        }

        return environment.IsDevelopment() || environment.IsEnvironment("Testing")
            ? new FileTime(Path.GetFullPath(file))
            : throw new StartFailure("--clock 只用于测试：请加 --environment Testing");
    }

    /// <summary>Where to listen: the setting Host, 127.0.0.1 unless said otherwise.</summary>
    public static string HostOf(IConfiguration configuration) => configuration["Host"] is { Length: > 0 } host ? host : "127.0.0.1";

    /// <summary>The setting Port, 5080 unless said otherwise; 0 for any that is free.</summary>
    public static int PortOf(IConfiguration configuration) => configuration["Port"] is not { Length: > 0 } text ? DefaultPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port
        : throw new StartFailure($"端口“{text}”不对：写0到65535之间的整数");

    /// <summary>Tries whether the port can be had, before anything is read or written. Addresses given in full (--urls) are left to the server.</summary>
    public static void TryPort(IConfiguration configuration)
    {
        var port = PortOf(configuration);
        if (configuration["urls"] is not { } urls)
        {
            TryPort(HostOf(configuration), port);
            return;
        }

        foreach (var address in urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(u => BindingAddress.Parse(u.Trim())).Where(a => !a.IsUnixPipe && !a.IsNamedPipe))
        {
            TryPort(address.Host, address.Port);
        }
    }

    private static void TryPort(string host, int port)
    {
        if (port == 0)
        {
            return;
        }

        var any = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : any;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartFailure(string.Create(CultureInfo.InvariantCulture, $"端口{port}已被别的程序占用；请用 --port 换一个端口"), e);
        }
    }

    /// <summary>Makes everything ready.</summary>
    public static async Task Prepare(WebApplication app)
    {
        await app.Services.GetRequiredService<StorageStartup>().Prepare();
        var library = app.Services.GetRequiredService<RulebookLibrary>();
        await library.Reload();
        if (library.Shelves.IsEmpty)
        {
            throw new StartFailure("规则手册文件夹里一本手册也没有；每本手册是一个子文件夹，里面有 rulebook.yaml");
        }

        foreach (var shelf in library.Shelves.Where(s => s.Broken))
        {
            await Console.Error.WriteLineAsync($"规则手册 {shelf.Id} 读不出来：{shelf.Findings[0]}{(shelf.Current is null ? "；这一本暂不能用" : $"；沿用第{shelf.Current.Version}版")}");
        }
    }

    /// <summary>Puts the demo data into an empty installation, unless told not to. Returns the demo accounts; empty without demo.</summary>
    public static async Task<ImmutableArray<DemoAccount>> Demo(WebApplication app)
    {
        if (!app.Configuration.GetValue("Demo", true))
        {
            return [];
        }

        if (app.Services.GetRequiredService<RulebookLibrary>().Shelves.Any(s => s.Current is null))
        {
            await Console.Error.WriteLineAsync("有规则手册还不能用，这次不放演示数据；改好手册后重新启动");
            return [];
        }

        try
        {
            return await DemoData.Seed(StorageOf(app.Configuration), RulebookFolderOf(app.Configuration, app.Environment), app.Services.GetRequiredService<Clock>().Today);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new StartFailure(e.Message + "；不要演示数据可加 --no-demo", e);
        }
    }

    /// <summary>Prints where the pages are, and the demo accounts.</summary>
    public static async Task Announce(WebApplication app, ImmutableArray<DemoAccount> demo)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        await Console.Out.WriteLineAsync($"准绳已启动：{address}");
        if (!demo.IsEmpty)
        {
            await Console.Out.WriteLineAsync($"演示账号（密码都是 {DemoData.Password}，只供试用）：");
            foreach (var account in demo)
            {
                await Console.Out.WriteLineAsync($"  {account.UserName,-10} {account.DisplayName}　{account.Organisation}　{string.Join("、", account.Roles)}");
            }
        }

        await Console.Out.WriteLineAsync("按 Ctrl-C 结束");
    }

    /// <summary>The one line for a failure to start; null for what only ends the program (a tool that looks at it stops it so).</summary>
    public static string? Explain(Exception failure) => failure is HostAbortedException ? null : Reason(failure).ReplaceLineEndings(" ");

    private static string Reason(Exception failure) => failure switch
    {
        StartFailure or StorageUnavailableException => "不能启动：" + failure.Message,
        IOException { InnerException: AddressInUseException } => "不能启动：端口已被别的程序占用；请用 --port 换一个端口",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "不能启动：--host 给的不是本机的地址；只给本机用就不要写 --host，给别的机器用写 0.0.0.0",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "不能启动：没有权限用这个端口；请用 --port 换一个1024以上的端口",
        IOException or SocketException => "不能启动：" + failure.Message,
        UnauthorizedAccessException => "不能启动：没有权限读写数据文件夹；" + failure.Message,
        OperationCanceledException => "不能启动：启动时被中止",
        _ => $"不能启动：{failure.Message}（{failure.GetType().Name}）",
    };
}
