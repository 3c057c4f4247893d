using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.EndToEnd;

/// <summary>The real server in a process of its own, on a data folder of its own, with a clock that the test sets.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Password = "Test-password-1";

    private readonly StringBuilder _output = new();
    private readonly string _clock;
    private Process? _process;

    private ServerProcess(string folder, int port)
    {
        Folder = folder;
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        _clock = Path.Combine(folder, "clock.txt");
    }

    public string Folder { get; }

    public Uri Address { get; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The errors it wrote; empty when there are none.</summary>
    public string Errors => string.Join('\n', Output.Split('\n').SkipWhile(l => !l.StartsWith("fail:", StringComparison.Ordinal) && !l.Contains("Unhandled", StringComparison.Ordinal)).Take(40));

    /// <summary>The checkout: the folder that holds rulebooks.</summary>
    public static string Root { get; } = FindRoot();

    public static string Rulebooks => Path.Combine(Root, "rulebooks");

    public static async Task<ServerProcess> Start(IReadOnlyDictionary<string, LifePerson> people, string rulebookId, params string[] options)
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("zhunsheng-").FullName, FreePort());
        server.SetTime(new DateOnly(2024, 6, 3));
        await server.MakeAccounts(people, rulebookId);
        await server.Run(options);
        return server;
    }

    /// <summary>A server with the demo data and the system's clock, as ./run starts it.</summary>
    public static async Task<ServerProcess> StartDemo()
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("zhunsheng-").FullName, FreePort()) { Demo = true };
        await server.Run();
        return server;
    }

    /// <summary>Whether it runs with the demo data.</summary>
    public bool Demo { get; private init; }

    /// <summary>Sets the clock of the server to a morning, Beijing time.</summary>
    public void SetTime(DateOnly day, int hour = 9) =>
        File.WriteAllText(_clock, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + $"T{hour:D2}:30:00+08:00");

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task Run(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var argument in (string[])[
            Path.Combine(AppContext.BaseDirectory, "Zhunsheng.Web.dll"), "--port", Address.Port.ToString(CultureInfo.InvariantCulture), "--data", Folder,
            "--rulebooks", Rulebooks, .. Demo ? (string[])[] : ["--no-demo", "--clock", _clock], .. options])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";

        // A server of a test lives for minutes: instrumenting methods to optimise them later costs more than it brings.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var i = 0; i < 1200; i++)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("The server did not start: " + Output);
            }

            try
            {
                if ((await http.GetAsync(new Uri(Address, "/readyz"))).StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(200);
        }

        throw new TimeoutException("The server is not ready: " + Output);
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>The storage of this installation, opened from the test.</summary>
    public ServiceProvider OpenStorage() => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
        .AddZhunshengStorage(StorageOptions.Embedded(Folder), Rulebooks).BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process?.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // a file is still held; the temporary folder is cleaned by the system
        }
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_output)
        {
            _output.AppendLine(e.Data);
        }
    }

    private async Task MakeAccounts(IReadOnlyDictionary<string, LifePerson> people, string rulebookId)
    {
        await using var services = OpenStorage();
        await services.GetRequiredService<StorageStartup>().Prepare();
        await services.GetRequiredService<RulebookLibrary>().Reload();
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var author = new AdminActor(null, "test");
        foreach (var (organisation, members) in people.GroupBy(p => p.Value.Organisation).Select(g => (g.Key, g.ToList())))
        {
            var all = members.SelectMany(m => m.Value.Roles).Distinct().Select(r => new RoleGrant(rulebookId, r)).ToImmutableArray();
            var made = await accounts.CreateOrganisation(organisation, null, null, all, author);
            Assert.True(made.Ok, string.Join("; ", made.Errors));
            foreach (var (login, person) in members)
            {
                var user = await accounts.CreateUser(login, login, made.Value!.Id, Password, [.. person.Roles.Select(r => new RoleGrant(rulebookId, r))], author, mustChangePassword: false);
                Assert.True(user.Ok, string.Join("; ", user.Errors));
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Zhunsheng.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The checkout is not to be found.");
    }
}
