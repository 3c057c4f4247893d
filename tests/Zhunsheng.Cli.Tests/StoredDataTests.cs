using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Cli.Tests;

/// <summary>zs admin and zs verify over a data folder of their own.</summary>
public sealed class StoredDataTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("zs-data-").FullName;

    [Fact]
    public async Task AdminCreate_PasswordFromInput_MakesTheAccountAndVerifyFindsNothing()
    {
        var (exit, output, error) = await TestBook.RunTyping("Long-enough-1\n", "admin", "create", "--name", "first", "--data", _data);
        Assert.Equal((0, "已建立系统管理员 first\n", ""), (exit, output, error));
        Assert.Equal((0, "0 cases, 0 acts, 0 attachments, 1 log entries; 0 findings\n", ""), await TestBook.RunBare("verify", "--data", _data));
    }

    [Fact]
    public async Task AdminCreate_SameNameTwice_IsRefusedTheSecondTime()
    {
        string[] command = ["admin", "create", "--name", "first", "--password", "Long-enough-1", "--data", _data];
        Assert.Equal(0, (await TestBook.RunBare(command)).Exit);
        var (exit, output, error) = await TestBook.RunBare(command);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("first", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("security", "安全管理员")]
    [InlineData("audit", "审计管理员")]
    [InlineData("系统管理员", "系统管理员")]
    public async Task AdminCreate_EachKind_IsMade(string kind, string label)
    {
        var (exit, output, error) = await TestBook.RunBare("admin", "create", "--name", "first", "--kind", kind, "--password", "Long-enough-1", "--data", _data);
        Assert.Equal((0, $"已建立{label} first\n", ""), (exit, output, error));
    }

    [Fact]
    public async Task AdminCreate_UnknownKindOrPlace_SaysWhatThereIs()
    {
        var (exit, _, error) = await TestBook.RunBare("admin", "create", "--name", "first", "--kind", "root", "--password", "Long-enough-1", "--data", _data);
        Assert.Equal(2, exit);
        Assert.Contains("system（系统管理员）", error, StringComparison.Ordinal);
        var placed = await TestBook.RunBare("admin", "create", "--name", "first", "--jurisdiction", "某县", "--password", "Long-enough-1", "--data", _data);
        Assert.Equal(2, placed.Exit);
        Assert.Contains("没有叫“某县”的地区", placed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminPassword_ExistingAndUnknownAccount_IsSetOrSaysSo()
    {
        await TestBook.RunBare("admin", "create", "--name", "first", "--kind", "security", "--password", "Long-enough-1", "--data", _data);
        Assert.Equal((0, "已重设 first 的口令\n", ""), await TestBook.RunBare("admin", "password", "--name", "FIRST", "--password", "Other-enough-2", "--data", _data));
        var (exit, _, error) = await TestBook.RunBare("admin", "password", "--name", "second", "--password", "Other-enough-2", "--data", _data);
        Assert.Equal(2, exit);
        Assert.Contains("second", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminCreate_WeakPassword_SaysWhatIsWanted()
    {
        var (exit, _, error) = await TestBook.RunBare("admin", "create", "--name", "first", "--password", "short", "--data", _data);
        Assert.Equal(1, exit);
        Assert.Contains("8", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminCreate_NoPassword_MakesNothing()
    {
        var (exit, _, error) = await TestBook.RunTyping("", "admin", "create", "--name", "first", "--data", _data);
        Assert.Equal(2, exit);
        Assert.Contains("口令", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public async Task Verify_FolderWithoutDatabase_SaysSoAndMakesNone()
    {
        var (exit, _, error) = await TestBook.RunBare("verify", "--data", _data);
        Assert.Equal(2, exit);
        Assert.Contains("zhunsheng.db", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public async Task Verify_FileThatIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "zhunsheng.db"), "nothing of the kind", TestContext.Current.CancellationToken);
        var (exit, _, error) = await TestBook.RunBare("verify", "--data", _data);
        Assert.Equal(2, exit);
        Assert.Contains("zhunsheng.db", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ServerThatIsNotThere_SaysSo()
    {
        var (exit, _, error) = await TestBook.RunBare("verify", "--data", _data, "--database", "Host=127.0.0.1;Port=1;Database=none;Timeout=3");
        Assert.Equal(2, exit);
        Assert.Contains("127.0.0.1:1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ActAlteredInTheDatabase_NamesItsCase()
    {
        var options = StorageOptions.Embedded(_data);
        await using (var services = new ServiceCollection().AddZhunshengStorage(options, null).BuildServiceProvider())
        {
            await services.GetRequiredService<StorageStartup>().Prepare(TestContext.Current.CancellationToken);
        }

        await DemoData.Seed(options, RulebooksOnDisk.Find(null), "tongliao-2024", new DateOnly(2026, 11, 20), TestContext.Current.CancellationToken);
        var sound = await TestBook.RunBare("verify", "--data", _data);
        Assert.Equal((0, ""), (sound.Exit, sound.Error));
        Assert.EndsWith("; 0 findings\n", sound.Out, StringComparison.Ordinal);

        await Execute("UPDATE case_index SET title = '别的'; SELECT 1");
        Assert.Contains("请重建目录", (await TestBook.RunBare("verify", "--data", _data)).Out, StringComparison.Ordinal);
        var rebuilt = await TestBook.RunBare("rebuild", "--papers", "--data", _data);
        Assert.Equal((0, sound.Out.Split(' ')[0] + " cases rebuilt\n", ""), (rebuilt.Exit, rebuilt.Out, rebuilt.Error));
        Assert.Equal(sound.Out, (await TestBook.RunBare("verify", "--data", _data)).Out);

        var number = await Execute("UPDATE acts SET outcome = '别的' WHERE number = 2; SELECT c.number FROM cases c JOIN acts a ON a.case_id = c.id WHERE a.number = 2");
        var altered = await TestBook.RunBare("verify", "--data", _data);
        Assert.Equal(1, altered.Exit);
        Assert.Contains($"{number} 第2号行为：", altered.Out, StringComparison.Ordinal);
    }

    private async Task<object?> Execute(string sql)
    {
        await using var connection = new SqliteConnection(StorageOptions.Embedded(_data).ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are those above
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
