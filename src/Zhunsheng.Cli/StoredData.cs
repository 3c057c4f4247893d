using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhunsheng.Storage;

namespace Zhunsheng.Cli;

/// <summary>The data a command works on: the folder and the database, by options or by the settings that the server reads too.</summary>
internal sealed class StoredData
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "数据文件夹（默认：环境变量 Data，没有就是程序所在仓库的 data）",
        HelpName = "DIR",
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = "PostgreSQL 的连接串（默认：环境变量 Database__Provider 和 Database__ConnectionString，没有就是数据文件夹里的 SQLite）",
        HelpName = "CONNECTION",
    };

    /// <summary>Adds the options to a command.</summary>
    public StoredData(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_database);
    }

    /// <summary>The storage named by a command line, brought to the current schema and reachable through its services.</summary>
    public Task<ServiceProvider> Open(ParseResult parsed) => Open(Options(parsed));

    private static async Task<ServiceProvider> Open(StorageOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddZhunshengStorage(options, rulebookFolder: null);
        var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<StorageStartup>().Prepare();
            return provider;
        }
        catch (StorageUnavailableException exception)
        {
            await provider.DisposeAsync();
            throw new UnusableException(exception.Message);
        }
    }

    /// <summary>The same, but only where there is data already.</summary>
    public Task<ServiceProvider> OpenExisting(ParseResult parsed)
    {
        var options = Options(parsed);
        var file = options.Provider == DatabaseProvider.Sqlite
            ? new DbConnectionStringBuilder { ConnectionString = options.ConnectionString }["Data Source"].ToString()
            : null;
        return file is null || File.Exists(file)
            ? Open(options)
            : throw new UnusableException($"没有找到数据库文件 {RulebooksOnDisk.Display(file)}；请用 --data 写明 ./run 用的数据文件夹");
    }

    private StorageOptions Options(ParseResult parsed)
    {
        var folder = Path.GetFullPath(parsed.GetValue(_data) ?? Setting("Data") ?? Path.Combine(RulebooksOnDisk.ShippedParent() ?? ".", "data"));
        if (parsed.GetValue(_database) is { } given)
        {
            return Parse("postgresql", given, folder);
        }

        var provider = Setting("Database__Provider");
        var connection = Setting("Database__ConnectionString");
        return parsed.GetValue(_data) is null && provider is not null && connection is not null
            ? Parse(provider, connection, folder)
            : StorageOptions.Embedded(folder);
    }

    private static StorageOptions Parse(string provider, string connection, string folder)
    {
        try
        {
            return StorageOptions.Parse(provider, connection, folder);
        }
        catch (ArgumentException exception)
        {
            throw new UnusableException(exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
