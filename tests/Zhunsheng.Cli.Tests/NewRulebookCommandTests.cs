using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Cli.Tests;

public sealed class NewRulebookCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zs-new-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Exit, string Out, string Error)> Run(params string[] arguments) => TestBook.RunBare([.. arguments, "--rulebooks", _folder]);

    [Fact]
    public async Task NewRulebook_GoodId_WritesAFolderThatLintsAnswersAndWalks()
    {
        var (exit, output, _) = await Run("new-rulebook", "nanxian-2026", "--title", "南县政务信息化项目管理办法");
        Assert.Equal(0, exit);
        Assert.Equal(["cases.yaml", "demo.yaml", "rulebook.yaml"], Directory.EnumerateFiles(Path.Combine(_folder, "nanxian-2026")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("rulebook.yaml", output, StringComparison.Ordinal);
        Assert.Contains("title: 南县政务信息化项目管理办法", await File.ReadAllTextAsync(Path.Combine(_folder, "nanxian-2026", "rulebook.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("nanxian-2026: 7 articles, 6 executable, 1 declaratory, 0 missing; 0 errors, 0 warnings\n", (await Run("lint")).Out);
        Assert.Equal("7 passed, 0 failed\n", (await Run("cases")).Out);
        var walk = await Run("walk", "--rulebook", "nanxian-2026", "--cases", "60");
        Assert.Equal(0, walk.Exit);
        Assert.EndsWith("60 ended, 0 stuck\n", walk.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("从未触发", walk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewRulebook_Demo_Plays()
    {
        await Run("new-rulebook", "nanxian-2026");
        foreach (var file in Directory.EnumerateFiles(RulebooksOnDisk.Find(null) + "/common"))
        {
            Directory.CreateDirectory(Path.Combine(_folder, "common"));
            File.Copy(file, Path.Combine(_folder, "common", Path.GetFileName(file)));
        }

        var options = StorageOptions.Embedded(Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName);
        await using var services = new ServiceCollection().AddLogging().AddZhunshengStorage(options, _folder).BuildServiceProvider();
        await services.GetRequiredService<StorageStartup>().Prepare(TestContext.Current.CancellationToken);
        await DemoData.Seed(options, _folder, new DateOnly(2026, 11, 22), TestContext.Current.CancellationToken);
        var verified = await services.GetRequiredService<ChainVerifier>().VerifyAll(TestContext.Current.CancellationToken);
        Assert.Equal((2, 6), (verified.Cases, verified.Acts));
    }

    [Theory]
    [InlineData("Nan Xian", "nan-xian")]
    [InlineData("南县", "nanxian-2026")]
    [InlineData("../x", "例如 x")]
    [InlineData("common", "共用")]
    [InlineData("con", "Windows")]
    [InlineData("lpt1", "Windows")]
    public async Task NewRulebook_BadId_SaysHowToMendIt(string id, string hint)
    {
        var (exit, _, error) = await Run("new-rulebook", id);
        Assert.Equal(2, exit);
        Assert.Contains(hint, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task NewRulebook_BadTitle_IsRefused() => Assert.Equal(2, (await Run("new-rulebook", "nanxian-2026", "--title", "办法: 试行")).Exit);

    [Fact]
    public async Task NewRulebook_FolderThatIsThere_IsNotOverwritten()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "nanxian-2026"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "nanxian-2026", "rulebook.yaml"), "mine", TestContext.Current.CancellationToken);
        var (exit, _, error) = await Run("new-rulebook", "nanxian-2026");
        Assert.Equal(2, exit);
        Assert.Contains("不覆盖", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_folder, "nanxian-2026", "rulebook.yaml"), TestContext.Current.CancellationToken));
    }
}
