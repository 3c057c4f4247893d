using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Storage.Tests;

public class DemoDataTests
{
    internal static string Rulebooks
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(folder, "rulebooks", "common")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("rulebooks");
            }

            return Path.Combine(folder, "rulebooks");
        }
    }

    /// <summary>All jurisdictions are played on SQLite; on PostgreSQL, where the same rows are stored by other statements, one is enough.</summary>
    internal static string? OnlyOn(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? null : "tongliao-2024";

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Seed_EmptyInstallation_MakesFilesThatVerifyAndSeedsOnce(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        await using var services = new ServiceCollection().AddZhunshengStorage(options, Rulebooks).BuildServiceProvider();
        await services.GetRequiredService<StorageStartup>().Prepare();
        var only = OnlyOn(provider);
        var accounts = await DemoData.Seed(options, Rulebooks, only, new DateOnly(2026, 11, 22), TestContext.Current.CancellationToken);
        Assert.NotEmpty(accounts);
        var first = await services.GetRequiredService<ChainVerifier>().VerifyAll();
        Assert.Empty(first.Findings);
        Assert.True(first is { Cases: > 30, Acts: > 300, Attachments: > 10 });

        Assert.Equal(accounts.Length, (await DemoData.Seed(options, Rulebooks, only, new DateOnly(2026, 11, 23), TestContext.Current.CancellationToken)).Length);
        await services.GetRequiredService<CaseLists>().Refresh();
        var second = await services.GetRequiredService<ChainVerifier>().VerifyAll();
        Assert.Equal((first.Cases, first.Acts), (second.Cases, second.Acts));
        Assert.Empty(second.Findings);
        Directory.Delete(options.DataFolder, recursive: true);
    }
}
