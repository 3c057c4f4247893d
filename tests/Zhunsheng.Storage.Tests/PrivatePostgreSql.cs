using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Zhunsheng.Storage.Tests.PrivatePostgreSql))]

namespace Zhunsheng.Storage.Tests;

/// <summary>A PostgreSQL server of the tests' own, started when first needed on a free port of this machine and stopped at the end.</summary>
public sealed class PrivatePostgreSql : IAsyncDisposable
{
    private const string Installations = "/usr/lib/postgresql";

    private static readonly Lazy<Task<PrivatePostgreSql>> Started = new(Start);

    private readonly string? _folder;
    private readonly int _port;

    public PrivatePostgreSql()
    {
    }

    private PrivatePostgreSql(string folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>The folder of the programs: the one that ZHUNSHENG_POSTGRES names, else that of the newest installation, else one on the path; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Candidates().FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb")));

    /// <summary>Makes an empty database and returns how to reach it.</summary>
    public static async Task<string> NewDatabase()
    {
        var server = await Started.Value;
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return server.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null && Started.IsValueCreated)
        {
            var server = await Started.Value;
            NpgsqlConnection.ClearAllPools();
            await Run("pg_ctl", "-D", server._folder!, "-m", "immediate", "-w", "stop");
            Directory.Delete(server._folder!, recursive: true);
        }
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20;Connection Idle Lifetime=10;Connection Pruning Interval=5;Include Error Detail=true";

    private static async Task<PrivatePostgreSql> Start()
    {
        var folder = Directory.CreateTempSubdirectory("zhunsheng-postgresql-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await Execute("chown", "postgres", folder);
        }

        var port = FreePort();
        await Run("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        var settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=1000");
        await Run("pg_ctl", "-D", folder, "-l", Path.Combine(folder, "server.log"), "-o", settings, "-w", "start");
        return new PrivatePostgreSql(folder, port);
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("ZHUNSHENG_POSTGRES") is { Length: > 0 } named)
        {
            return [named];
        }

        var installed = Directory.Exists(Installations)
            ? Directory.EnumerateDirectories(Installations).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program of PostgreSQL, which refuses to run as root.</summary>
    private static Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess ? Execute("runuser", ["-u", "postgres", "--", path, .. arguments]) : Execute(path, arguments);
    }

    private static async Task Execute(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath(), RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} → {process.ExitCode}");
    }
}
