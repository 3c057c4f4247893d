using Zhunsheng.Casework.Tests;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Tests;

public class RulebookLibraryTests
{
    private static string Version(int number) => CountyRulebook.Text.Replace("version: 3", $"version: {number}", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Reload_BrokenFile_KeepsTheLastGoodOneInForceAndShowsTheError(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        Assert.False(await world.Library.Reload());
        await File.WriteAllTextAsync(world.RulebookFile, Version(4));
        Assert.True(await world.Library.Reload());
        await File.WriteAllTextAsync(world.RulebookFile, Version(5).Replace("holds: 概算 <= 1000", "holds: 概算 <=", StringComparison.Ordinal));
        Assert.True(await world.Library.Reload());
        var shelf = Assert.Single(world.Library.Shelves);
        Assert.True(shelf.Broken);
        Assert.Equal(4, shelf.Current!.Version);
        var finding = shelf.Findings.First(f => f.Severity == FindingSeverity.Error);
        Assert.Equal("county-2026/rulebook.yaml", finding.Path);
        Assert.True(finding is { Line: > 1, Column: > 1 });

        await using var restarted = World.On(world.Options);
        await restarted.Library.Reload();
        Assert.Equal(4, restarted.Library.Current("county-2026")!.Version);
        Assert.True(Assert.Single(restarted.Library.Shelves).Broken);

        await File.WriteAllTextAsync(world.RulebookFile, Version(6));
        await restarted.Library.Reload();
        Assert.Equal(6, restarted.Library.Current("county-2026")!.Version);
        Assert.False(Assert.Single(restarted.Library.Shelves).Broken);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task ByDigest_OldVersion_IsCompiledFromTheDatabase(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var first = world.Library.Current("county-2026")!;
        await File.WriteAllTextAsync(world.RulebookFile, Version(4));
        await world.Library.Reload();
        await using var restarted = World.On(world.Options);
        await restarted.Library.Reload();
        var old = await restarted.Library.ByDigest("county-2026", first.Digest);
        Assert.Equal((3, first.Digest), (old!.Version, old.Digest));
        Assert.Same(old, await restarted.Library.ByDigest("county-2026", first.Digest));
        Assert.Null(await restarted.Library.ByDigest("county-2026", new string('0', 64)));
        Assert.Null(await restarted.Library.ByDigest("nowhere", first.Digest));
    }

    [Fact]
    public async Task Reload_CommonFileChanges_ReadsEveryRulebookAnew()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        var before = world.Library.Current("county-2026")!.Digest;
        await File.AppendAllTextAsync(Path.Combine(world.Rulebooks, "common", "calendar.yaml"), "\n# 注\n");
        Assert.True(await world.Library.Reload());
        Assert.NotEqual(before, world.Library.Current("county-2026")!.Digest);
    }

    [Fact]
    public async Task Reload_FolderUnderAnotherName_IsAFinding()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        Directory.CreateDirectory(Path.Combine(world.Rulebooks, "other"));
        await File.WriteAllTextAsync(Path.Combine(world.Rulebooks, "other", "rulebook.yaml"), CountyRulebook.Text);
        await world.Library.Reload();
        var shelf = world.Library.Shelves.Single(s => s.Id == "other");
        Assert.Null(shelf.Current);
        Assert.Contains(shelf.Findings, f => f.Message.Contains("手册的 id 是“county-2026”，文件夹却叫“other”", StringComparison.Ordinal));
        Assert.Equal(["county-2026"], world.Library.All.Select(r => r.Id));
    }

    [Fact]
    public async Task Reload_FileTakenAway_KeepsTheRulebookInForce()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        File.Delete(world.RulebookFile);
        Assert.True(await world.Library.Reload());
        Assert.Equal(3, world.Library.Current("county-2026")!.Version);
        Assert.True(Assert.Single(world.Library.Shelves).Broken);
    }
}
