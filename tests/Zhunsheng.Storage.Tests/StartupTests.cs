using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class StartupTests
{
    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Prepare_FreshThenAgain_IsReady(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        Assert.Null(await world.Startup.Readiness());
        await world.Startup.Prepare();
        var steps = await world.Query(async d => (Known: d.Database.GetMigrations().ToList(), Applied: (await d.Database.GetAppliedMigrationsAsync()).ToList()));
        Assert.Equal(steps.Known, steps.Applied);
        Assert.Equal("00000000000001_accounts", steps.Applied[0]);
        Assert.True(Directory.Exists(world.Options.AttachmentFolder));
        Assert.True(Directory.Exists(world.Options.KeyFolder));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Prepare_SeveralNodesAtOnce_UpgradesOnce(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        World.WriteRulebooks(options);
        await using var first = World.Owning(options);
        var nodes = Enumerable.Range(0, 4).Select(_ => World.On(options)).ToList();
        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Startup.Prepare())));
        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Library.Reload())));
        Assert.All(await Task.WhenAll(nodes.Select(n => n.Startup.Readiness())), Assert.Null);
        Assert.Equal("MX-2026-0001", (await nodes[3].Project()).Number);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Prepare_FromAnEarlierStep_KeepsTheDataAndListsIt(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        World.WriteRulebooks(options);
        await using var world = World.Owning(options);
        await world.Query(async d =>
        {
            await d.GetService<IMigrator>().MigrateAsync("00000000000002_case_files");
            var builder = new CaseBuilder();
            builder.Do(CaseBuilder.Declaration() with { Papers = [await world.Paper("申请书"), await world.Paper("效益分析")] });
            d.Cases.Add(CaseRecord.Of(builder.File));
            d.Acts.Add(ActRecord.Of(builder.File.Acts[0]));
            d.Set<CaseCounter>().Add(new CaseCounter { Series = "MX", Year = 2026, Last = 1 });
            return await d.SaveChangesAsync();
        });
        Assert.Contains("00000000000003_lists", await world.Startup.Readiness(), StringComparison.Ordinal);

        await world.Startup.Prepare();
        await world.Library.Reload();
        Assert.Equal(["MX-2026-0001#: 不在案卷目录里，请重建目录"], await world.Verify());
        Assert.Equal(1, await world.Lists.Refresh());
        Assert.Empty(await world.Verify());
        Assert.Equal("灌区信息化", (await world.Store.Search(new CaseQuery())).Rows.Single().Title);
        Assert.Equal("MX-2026-0002", (await world.Project()).Number);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Prepare_DatabaseOfANewerProgram_IsRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Tamper("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('9999_later', '99')""");
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Startup.Prepare());
        Assert.Equal("数据库已由更新的版本升级（9999_later）", failure.What);
    }

    [Fact]
    public async Task Prepare_UpgraderWasKilled_DoesNotWaitForItsLock()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        await world.Tamper("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01')""");
        await world.Startup.Prepare().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(await world.Startup.Readiness());
    }

    [Fact]
    public async Task Prepare_FileLockedByAnotherProgram_SaysSo()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        await using var other = new SqliteConnection(world.Options.ConnectionString);
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE;";
        await command.ExecuteNonQueryAsync();
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Startup.Prepare());
        Assert.Equal("数据库文件被别的程序锁住", failure.What);
        Assert.EndsWith("zhunsheng.db", failure.Where, StringComparison.Ordinal);
        Assert.Equal($"{failure.What}：{failure.Where}。{failure.Remedy}。", failure.Message);
    }

    [Fact]
    public async Task Prepare_ReadOnlyFile_SaysSo()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        var file = Path.Combine(world.Options.DataFolder, "zhunsheng.db");
        File.SetAttributes(file, FileAttributes.ReadOnly);
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Startup.Prepare());
        Assert.Equal(("数据库文件是只读的", file), (failure.What, failure.Where));
        File.SetAttributes(file, FileAttributes.Normal);
        await world.Startup.Prepare();
    }

    [Fact]
    public async Task Prepare_ConnectionOpenedReadOnly_SaysSo()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        await using var reader = World.On(world.Options with { ConnectionString = world.Options.ConnectionString + ";Mode=ReadOnly" });
        Assert.Equal("数据库文件是只读的", (await Assert.ThrowsAsync<StorageUnavailableException>(() => reader.Startup.Prepare())).What);
    }

    [Fact]
    public async Task Prepare_FileThatIsNoDatabase_SaysSo()
    {
        var options = await World.NewOptions(DatabaseProvider.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(options.DataFolder, "zhunsheng.db"), string.Concat(Enumerable.Repeat("这不是数据库。", 1000)));
        await using var world = World.Owning(options);
        Assert.Equal("这个文件不是完好的数据库", (await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Startup.Prepare())).What);
    }

    [Fact]
    public async Task Prepare_FolderInPlaceOfFileOrFileInPlaceOfFolder_SaysSo()
    {
        var options = await World.NewOptions(DatabaseProvider.Sqlite);
        Directory.CreateDirectory(Path.Combine(options.DataFolder, "zhunsheng.db"));
        await using var folder = World.Owning(options);
        Assert.Equal("数据库文件的位置上是一个文件夹", (await Assert.ThrowsAsync<StorageUnavailableException>(() => folder.Startup.Prepare())).What);

        var taken = Path.Combine(options.DataFolder, "taken");
        await File.WriteAllTextAsync(taken, "");
        await using var file = World.On(StorageOptions.Embedded(taken));
        Assert.Equal("数据文件夹不能写入", (await Assert.ThrowsAsync<StorageUnavailableException>(() => file.Startup.Prepare())).What);
    }

    [Fact]
    public async Task Prepare_ServerOutOfReachOrDatabaseMissing_SaysSo()
    {
        var options = await World.NewOptions(DatabaseProvider.PostgreSql);
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(options.ConnectionString);
        await using var world = World.Owning(options);
        await using var missing = World.On(options with { ConnectionString = parts + ";Database=nowhere" });
        Assert.Equal("服务器上没有这个数据库", (await Assert.ThrowsAsync<StorageUnavailableException>(() => missing.Startup.Prepare())).What);
        parts.Port = 1;
        await using var closed = World.On(options with { ConnectionString = parts.ToString() });
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => closed.Startup.Prepare());
        Assert.Equal("连不上数据库服务器", failure.What);
        Assert.Equal($"127.0.0.1:1/{parts.Database}", failure.Where);
        Assert.DoesNotContain("postgres", failure.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite", "Data Source=x", DatabaseProvider.Sqlite)]
    [InlineData("PostgreSQL", "Host=x", DatabaseProvider.PostgreSql)]
    public void Parse_KnownProvider_IsRead_AndAnUnreadableConnectionIsToldWithoutRepeatingIt(string text, string connection, DatabaseProvider provider)
    {
        Assert.Equal(provider, StorageOptions.Parse(text, connection, "y").Provider);
        var failure = Assert.Throws<ArgumentException>(() => StorageOptions.Parse(text, "secret", "y"));
        Assert.StartsWith("连接串读不懂", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UnknownProvider_SaysWhatToWrite() =>
        Assert.StartsWith("不认识的数据库种类“oracle”；请写 sqlite 或 postgresql", Assert.Throws<ArgumentException>(() => StorageOptions.Parse("oracle", "x", "y")).Message, StringComparison.Ordinal);
}
