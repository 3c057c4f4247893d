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
    public static StorageOptions Parse(string provider, string connectionString, string dataFolder) => new(
        provider?.Trim().ToUpperInvariant() switch
        {
            "SQLITE" => DatabaseProvider.Sqlite,
            "POSTGRESQL" or "POSTGRES" => DatabaseProvider.PostgreSql,
            _ => throw new ArgumentException($"不认识的数据库种类“{provider}”；请写 sqlite 或 postgresql", nameof(provider)),
        },
        connectionString,
        dataFolder);

    /// <summary>Whether what is written may be lost in a power cut: for filling a new installation with demo data, which can be done again.</summary>
    public bool Relaxed { get; init; }

    /// <summary>The folder under which attachments lie.</summary>
    public string AttachmentFolder => Path.Combine(DataFolder, "attachments");

    /// <summary>The folder of the keys that protect cookies.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");
}
