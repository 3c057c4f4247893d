using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Zhunsheng.Storage.Schema;

/// <summary>How the context reaches its database, and what its errors mean.</summary>
internal static class Database
{
    private const int LockWaitSeconds = 5;

    /// <summary>Sets up the options of the context.</summary>
    public static void Configure(DbContextOptionsBuilder builder, StorageOptions options)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            builder.UseSqlite(SqliteConnectionString(options)).AddInterceptors(new SqliteSession(options.Relaxed));
        }
        else
        {
            builder.UseNpgsql(options.ConnectionString);
        }

        // The schema steps are written by hand and carry no snapshot to compare the model with.
        builder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>The connection string with what durability and integrity need.</summary>
    public static string SqliteConnectionString(StorageOptions options) => new SqliteConnectionStringBuilder(options.ConnectionString)
    {
        ForeignKeys = true,
        DefaultTimeout = LockWaitSeconds,
    }.ToString();

    /// <summary>The file of a SQLite database, absolute.</summary>
    public static string SqliteFile(StorageOptions options) => Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);

    /// <summary>Whether a failure comes of somebody else writing at the same time, so that trying again helps.</summary>
    public static bool IsContention(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsContention(inner),
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };

    /// <summary>Whether a failure means that somebody holds the whole database.</summary>
    public static bool IsBusy(Exception failure) => failure switch
    {
        DbUpdateException { InnerException: { } inner } => IsBusy(inner),
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        _ => false,
    };

    /// <summary>Sets what SQLite keeps per connection: every commit reaches the disk, and a busy file is waited for.</summary>
    private sealed class SqliteSession(bool relaxed) : DbConnectionInterceptor
    {
        private readonly string _pragmas = $"PRAGMA synchronous = {(relaxed ? "OFF" : "FULL")}; PRAGMA busy_timeout = {LockWaitSeconds * 1000};";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = _pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = _pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
