using System.Diagnostics;

namespace Zhunsheng.Storage.Tests;

public class KilledProcessTests
{
    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_ProcessKilledInTheMiddle_LosesNoAcknowledgedActAndTheChainVerifies(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var acknowledged = new List<string>();
        using (var process = Process.Start(Writer(world.Options))!)
        {
            var watch = Stopwatch.StartNew();
            while (acknowledged.Count < 40 && watch.Elapsed < TimeSpan.FromSeconds(40) && await process.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledged.Add(line);
            }

            process.Kill();
            acknowledged.AddRange((await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length > 65 && l[^65] == ' '));
            await process.WaitForExitAsync();
        }

        Assert.True(acknowledged.Count >= 40, $"only {acknowledged.Count} acts before the kill");
        Assert.Empty(await world.Verify());
        foreach (var each in acknowledged)
        {
            var parts = each.Split(' ');
            var file = await world.Store.LoadByNumber(parts[0]);
            Assert.Contains(file!.Acts, a => a.Digest == parts[1]);
        }

        var next = await world.Project();
        Assert.Equal(await world.Store.Search(new CaseQuery()) is { Total: var total } ? $"MX-2026-{total:0000}" : null, next.Number);
        Assert.Empty(await world.Verify());
    }

    private static ProcessStartInfo Writer(StorageOptions options) => new(
        Path.ChangeExtension(typeof(KilledProcessTests).Assembly.Location, null),
        [RestlessWriter.Command, options.Provider == DatabaseProvider.Sqlite ? "sqlite" : "postgresql", options.ConnectionString, options.DataFolder])
    {
        RedirectStandardOutput = true,
    };
}
