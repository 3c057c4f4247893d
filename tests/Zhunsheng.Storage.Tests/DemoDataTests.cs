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

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Seed_EmptyInstallation_MakesFilesThatVerifyAndSeedsOnce(DatabaseProvider provider)
    {
        var options = await World.NewOptions(provider);
        await using var services = new ServiceCollection().AddZhunshengStorage(options, Rulebooks).BuildServiceProvider();
        await services.GetRequiredService<StorageStartup>().Prepare();
        var accounts = await DemoData.Seed(options, Rulebooks, new DateOnly(2026, 11, 22));
        Assert.NotEmpty(accounts);
        var first = await services.GetRequiredService<ChainVerifier>().VerifyAll();
        Assert.Empty(first.Findings);
        Assert.True(first is { Cases: > 3, Acts: > 20, Attachments: > 10 });

        Assert.Equal(accounts.Length, (await DemoData.Seed(options, Rulebooks, new DateOnly(2026, 11, 23))).Length);
        await services.GetRequiredService<CaseLists>().Refresh();
        var second = await services.GetRequiredService<ChainVerifier>().VerifyAll();
        Assert.Equal((first.Cases, first.Acts), (second.Cases, second.Acts));
        Assert.Empty(second.Findings);
        Directory.Delete(options.DataFolder, recursive: true);
    }
}
