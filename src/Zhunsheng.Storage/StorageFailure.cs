using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>The storage cannot be used. The message is in Chinese and says what, where and how to mend it.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With its three parts.</summary>
    public StorageUnavailableException(string what, string where, string remedy, Exception? inner = null)
        : base($"{what}：{where}。{remedy}。", inner) => (What, Where, Remedy) = (what, where, remedy);

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>The file, folder or server.</summary>
    public string Where { get; }

    /// <summary>How to mend it.</summary>
    public string Remedy { get; }
}

/// <summary>What errors of the databases mean for whoever starts the program, and for whoever uses it while the database is away.</summary>
public static class StorageFailure
{
    /// <summary>That the database is away or busy, so that the same request may well succeed later: what is wrong, in Chinese, without naming the server. Null for any other failure.</summary>
    /// <param name="failure">The failure; what caused it counts too.</param>
    public static string? Unavailable(Exception? failure) => failure switch
    {
        null => null,
        StorageUnavailableException storage => storage.What,
        SqliteException { SqliteErrorCode: 5 or 6 } or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => "数据库正被占用",
        SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 } => "数据库文件现在不能读写",
        // Connections, resources, and what an administrator or a crash ended; the classes 08, 28, 53 and 57 of the SQL states.
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction } => "数据库服务器现在不能用",
        PostgresException => null,
        NpgsqlException => "连不上数据库服务器",
        _ => Unavailable(failure.InnerException),
    };

    /// <summary>The explanation of a failure; null when it is none of the database's making.</summary>
    internal static StorageUnavailableException? Explain(Exception failure, StorageOptions options) => failure switch
    {
        StorageUnavailableException already => already,
        SqliteException sqlite => Explain(sqlite, Database.SqliteFile(options)),
        PostgresException server => Explain(server, Server(options)),
        NpgsqlException { InnerException: SocketException or TimeoutException } unreachable =>
            new StorageUnavailableException("连不上数据库服务器", Server(options), "检查地址、端口和防火墙，确认 PostgreSQL 已经启动", unreachable),
        NpgsqlException other => new StorageUnavailableException("数据库服务器不能使用", Server(options), other.Message, other),
        UnauthorizedAccessException denied => new StorageUnavailableException("没有权限", options.DataFolder, denied.Message, denied),
        _ => failure.InnerException is { } inner ? Explain(inner, options) : null,
    };

    /// <summary>The file cannot be written.</summary>
    internal static StorageUnavailableException ReadOnly(string file, Exception? inner) =>
        new("数据库文件是只读的", file, "去掉文件和所在文件夹的只读属性，或给运行本程序的用户写权限", inner);

    /// <summary>Server, port and database, without user and password.</summary>
    internal static string Server(StorageOptions options)
    {
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static StorageUnavailableException Explain(SqliteException failure, string file) => failure.SqliteErrorCode switch
    {
        5 or 6 => new("数据库文件被别的程序锁住", file, "关掉正在使用它的程序（另一个正在运行的本程序、备份或数据库工具）再启动", failure),
        8 => ReadOnly(file, failure),
        11 or 26 => new("这个文件不是完好的数据库", file, "从备份恢复，或移走它让程序新建一个", failure),
        13 => new("磁盘满了", file, "腾出空间再启动", failure),
        14 => new("数据库文件打不开", file, "检查文件夹是否存在、是否有读写权限", failure),
        _ => new("数据库文件不能使用", file, $"SQLite 错误 {failure.SqliteErrorCode}：{failure.Message}", failure),
    };

    private static StorageUnavailableException Explain(PostgresException failure, string where) => failure.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new("数据库服务器不认这个用户名或密码", where, "改正连接串里的用户名和密码", failure),
        PostgresErrorCodes.InvalidCatalogName => new("服务器上没有这个数据库", where, "先新建：createdb 数据库名", failure),
        PostgresErrorCodes.InsufficientPrivilege => new("数据库用户权限不够", where, "让它成为数据库的所有者，或给它在模式里建表的权限", failure),
        PostgresErrorCodes.ReadOnlySqlTransaction => new("数据库是只读的", where, "连接到主库，或解除只读设置", failure),
        _ => new("数据库服务器报错", where, $"{failure.SqlState}：{failure.MessageText}", failure),
    };
}
