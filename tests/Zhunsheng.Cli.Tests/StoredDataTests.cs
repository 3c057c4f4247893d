using Microsoft.Data.Sqlite;

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
        Assert.Equal((0, "0 cases, 0 acts, 0 attachments; 0 findings\n", ""), await TestBook.RunBare("verify", "--data", _data));
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

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
