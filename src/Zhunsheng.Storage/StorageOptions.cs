namespace Zhunsheng.Storage;

/// <summary>Which database holds the data.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, embedded.</summary>
    Sqlite,
    /// <summary>A PostgreSQL server, version 15 or later.</summary>
    PostgreSql,
}

/// <summary>Where the data is kept.</summary>
/// <param name="Provider">The database.</param>
/// <param name="ConnectionString">How to reach it; for SQLite <c>Data Source=…</c>.</param>
/// <param name="DataFolder">The folder for attachments, keys and, with SQLite, the database file.</param>
public sealed record StorageOptions(DatabaseProvider Provider, string ConnectionString, string DataFolder)
{
    /// <summary>Keeps everything in one folder: the database is the file zhunsheng.db in it.</summary>
    public static StorageOptions Embedded(string dataFolder) =>
        new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(dataFolder, "zhunsheng.db")}", dataFolder);

    /// <summary>Reads the provider as it stands in a setting: sqlite or postgresql. Throws <see cref="ArgumentException"/>, in Chinese, for anything else.</summary>
    public static StorageOptions Parse(string provider, string connectionString, string dataFolder)
    {
        var kind = provider?.Trim().ToUpperInvariant() switch
        {
            "SQLITE" => DatabaseProvider.Sqlite,
            "POSTGRESQL" or "POSTGRES" => DatabaseProvider.PostgreSql,
            _ => throw new ArgumentException($"不认识的数据库种类“{provider}”；请写 sqlite 或 postgresql", nameof(provider)),
        };
        try
        {
            System.Data.Common.DbConnectionStringBuilder read = kind == DatabaseProvider.Sqlite ? new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString) : new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
            return new StorageOptions(kind, read.ConnectionString.Length > 0 ? connectionString : throw new FormatException(), dataFolder);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException)
        {
            // The text is not repeated: there may be a password in it.
            var example = kind == DatabaseProvider.Sqlite ? "Data Source=/srv/zhunsheng/zhunsheng.db" : "Host=127.0.0.1;Port=5432;Database=zhunsheng;Username=zhunsheng;Password=…";
            throw new ArgumentException($"连接串读不懂；照这样写：{example}", nameof(connectionString));
        }
    }

    /// <summary>Whether what is written may be lost in a power cut: for filling a new installation with demo data, which can be done again.</summary>
    public bool Relaxed { get; init; }

    /// <summary>The folder under which attachments lie.</summary>
    public string AttachmentFolder => Path.Combine(DataFolder, "attachments");

    /// <summary>The folder of the keys that protect cookies.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");
}
