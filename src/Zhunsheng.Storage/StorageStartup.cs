using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>Brings the storage up: folders, access, schema.</summary>
public sealed class StorageStartup(StorageOptions options, IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>The key of the advisory lock under which PostgreSQL is upgraded.</summary>
    private const long UpgradeLock = 0x5a68756e7368656e;

    /// <summary>How long a locked file is waited for at start.</summary>
    private const int ProbeSeconds = 5;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Makes the folders, tries that the database can be written and brings its schema to the current step. Several nodes may do so at once.
    /// Throws <see cref="StorageUnavailableException"/> when the storage cannot be used.
    /// </summary>
    public async Task Prepare(CancellationToken cancel = default)
    {
        MakeFolders();
        try
        {
            if (options.Provider == DatabaseProvider.Sqlite)
            {
                await PrepareSqlite(cancel);
            }
            else
            {
                await PreparePostgreSql(cancel);
            }
        }
        catch (Exception failure) when (StorageFailure.Explain(failure, options) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Whether the database answers and its schema is current: null when it does, else the reason in Chinese.</summary>
    public async Task<string?> Readiness(CancellationToken cancel = default)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            var pending = await database.Database.GetPendingMigrationsAsync(cancel);
            return pending.Any() ? "数据库还没有升级到本版本：" + string.Join("、", pending) : null;
        }
        catch (Exception failure) when (StorageFailure.Explain(failure, options) is { } explained)
        {
            return explained.Message;
        }
    }

    private void MakeFolders()
    {
        var folder = Path.GetFullPath(options.DataFolder);
        try
        {
            foreach (var each in new[] { folder, options.AttachmentFolder, options.KeyFolder })
            {
                // A folder made here is nobody else's on this machine; one that is there already keeps what its owner set.
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(each);
                }
                else
                {
                    Directory.CreateDirectory(each, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(options.KeyFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StorageUnavailableException("数据文件夹不能写入", folder, "给运行本程序的用户写权限，或用 --data 指定别的文件夹", failure);
        }
    }

    private async Task PrepareSqlite(CancellationToken cancel)
    {
        var file = Database.SqliteFile(options);
        if (Directory.Exists(file))
        {
            throw new StorageUnavailableException("数据库文件的位置上是一个文件夹", file, "把它移走，或在连接串里写一个文件");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (File.Exists(file) && File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly))
        {
            throw StorageFailure.ReadOnly(file, null);
        }

        await using var mine = await LockFile(file + ".upgrade", cancel);
        await using var database = await databases.CreateDbContextAsync(cancel);
        await database.Database.OpenConnectionAsync(cancel);
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        await Execute(connection, $"PRAGMA busy_timeout = {ProbeSeconds * 1000}; BEGIN IMMEDIATE; ROLLBACK;", cancel);
        await Execute(connection, "PRAGMA journal_mode = WAL;", cancel);

        // A process that was killed while upgrading leaves the lock row behind; whoever holds the lock file is alone here.
        await Execute(connection, "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); DELETE FROM \"__EFMigrationsLock\";", cancel);
        await Upgrade(database, file, cancel);
    }

    private async Task PreparePostgreSql(CancellationToken cancel)
    {
        await using var guard = new NpgsqlConnection(options.ConnectionString);
        await guard.OpenAsync(cancel);
        var where = StorageFailure.Server(options);
        await using (var standby = new NpgsqlCommand("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'", guard))
        {
            if (await standby.ExecuteScalarAsync(cancel) is true)
            {
                throw new StorageUnavailableException("数据库是只读的", where, "连接到主库，或解除只读设置");
            }
        }

        await using (var wait = new NpgsqlCommand($"SELECT pg_advisory_lock({UpgradeLock})", guard) { CommandTimeout = (int)LockPatience.TotalSeconds })
        {
            await wait.ExecuteNonQueryAsync(cancel);
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        await Upgrade(database, where, cancel);
        await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({UpgradeLock})", guard);
        await release.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task Upgrade(ZhunshengDbContext database, string where, CancellationToken cancel)
    {
        var known = database.Database.GetMigrations().ToHashSet();
        var newer = (await database.Database.GetAppliedMigrationsAsync(cancel)).Where(m => !known.Contains(m)).ToList();
        if (newer.Count > 0)
        {
            throw new StorageUnavailableException($"数据库已由更新的版本升级（{string.Join("、", newer)}）", where, "请用那个版本或更新的程序");
        }

        await database.Database.MigrateAsync(cancel);
        if (await Lacking(database, cancel) is { } column)
        {
            throw new StorageUnavailableException(
                $"数据库的结构不对，缺 {column}：多半是开发中的版本建的，不能升级", where, "换一个数据文件夹（或数据库）重新开始，或者用建它的那个版本的程序");
        }

        await AccountsUpgrade.Run(database, cancel);
    }

    /// <summary>The first column that the program reads and the database does not have, as table.column; null when all are there.</summary>
    private static async Task<string?> Lacking(ZhunshengDbContext database, CancellationToken cancel)
    {
        var columns = await database.Database.SqlQueryRaw<string>(database.Database.IsNpgsql()
            ? "SELECT table_name || '.' || column_name AS \"Value\" FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))"
            : "SELECT m.name || '.' || c.name AS \"Value\" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type IN ('table', 'view')").ToListAsync(cancel);
        var there = columns.ToHashSet();
        return database.Model.GetRelationalModel().Tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}")).Order(StringComparer.Ordinal).FirstOrDefault(c => !there.Contains(c));
    }

    private static async Task Execute(SqliteConnection connection, string text, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = ProbeSeconds;
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Waits until no other process upgrades the same file. The system frees the lock when a process dies.</summary>
    private static async Task<FileStream> LockFile(string path, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (waited >= LockPatience)
            {
                throw new StorageUnavailableException("另一个程序正在升级数据库，等了一分钟还没有完", path, "等它完成再启动", failure);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}
