using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class VerifierTests
{
    private static async Task<World> WithTwoFiles(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        await world.ReviewedProject();
        await world.ReviewedProject();
        return world;
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task VerifyAll_NothingTouched_CountsAndFindsNothing(DatabaseProvider provider)
    {
        await using var world = await WithTwoFiles(provider);
        var report = await ((ChainVerifier)world.Services.GetService(typeof(ChainVerifier))!).VerifyAll();
        Assert.Equal((2, 4, 2), (report.Cases, report.Acts, report.Attachments));
        Assert.Empty(report.Findings);
    }

    public static TheoryData<DatabaseProvider, string, string> Tamperings()
    {
        var data = new TheoryData<DatabaseProvider, string, string>();
        foreach (var provider in new[] { DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql })
        {
            const string first = "case_id = (SELECT id FROM cases WHERE number = 'MX-2026-0001')";
            data.Add(provider, $"UPDATE acts SET body = REPLACE(body, '350', '35') WHERE {first} AND number = 1", "MX-2026-0001#1: 第 1 号行为的内容与它的摘要不符，被改动过");
            data.Add(provider, $"UPDATE acts SET body = body || ' ' WHERE {first} AND number = 1", "MX-2026-0001#1: 内容不是规范的写法，被改动过");
            data.Add(provider, $"UPDATE acts SET body = 'x' WHERE {first} AND number = 2", "MX-2026-0001#2: 内容不是一条行为，被改动过");
            data.Add(provider, $"UPDATE acts SET outcome = '不通过' WHERE {first} AND number = 2", "MX-2026-0001#2: 内容与表里的列不一致，被改动过");
            data.Add(provider, $"DELETE FROM acts WHERE {first} AND number = 1", "MX-2026-0001#1: 缺第 1 号行为");
            data.Add(provider, $"DELETE FROM acts WHERE {first} AND number = 2", "MX-2026-0001#1: 案卷记着最后是第2号行为，存着的最后是第1号，或摘要不符");
            data.Add(provider, $"UPDATE acts SET number = 9 WHERE {first} AND number = 1", "MX-2026-0001#1: 第 1 号行为排在第 2 号之后，次序不对");
            data.Add(provider, "UPDATE cases SET owner_name = '县交通局' WHERE number = 'MX-2026-0001'", "MX-2026-0001#1: 第 1 号行为接不上案卷的卷首：编号、种类、单位或手册被改动过");
            data.Add(provider, "UPDATE cases SET number = 'MX-2026-0007' WHERE number = 'MX-2026-0001'", "MX-2026-0001#: 这个编号发出过，案卷却不见了");
            data.Add(provider, "UPDATE case_index SET title = '改过' WHERE number = 'MX-2026-0001'", "MX-2026-0001#: 案卷目录或待办与行为不一致，请重建目录");
            data.Add(provider, "DELETE FROM rulebook_revisions", "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task VerifyAll_AfterTampering_NamesFileAndAct(DatabaseProvider provider, string statement, string finding)
    {
        await using var world = await WithTwoFiles(provider);
        await world.Tamper(statement);
        var findings = await world.Verify();
        if (finding.Length == 0)
        {
            Assert.Empty(findings);
            return;
        }

        Assert.Contains(finding, findings);
        Assert.DoesNotContain(findings, f => f.StartsWith("MX-2026-0002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VerifyAll_CaseTakenAwayWithItsActs_IsNamedByItsNumber()
    {
        await using var world = await WithTwoFiles(DatabaseProvider.Sqlite);
        await world.Tamper("DELETE FROM acts WHERE case_id = (SELECT id FROM cases WHERE number = 'MX-2026-0001'); DELETE FROM cases WHERE number = 'MX-2026-0001';");
        Assert.Equal(["MX-2026-0001#: 这个编号发出过，案卷却不见了"], await world.Verify());
    }

    [Fact]
    public async Task VerifyAll_HeadTakenAway_NamesTheStrayActs()
    {
        await using var world = await WithTwoFiles(DatabaseProvider.Sqlite);
        await world.Tamper("DELETE FROM cases WHERE number = 'MX-2026-0001';");
        var findings = await world.Verify();
        Assert.Equal(3, findings.Length);
        Assert.StartsWith("#1: 第1号行为的案卷", findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAll_AttachmentMissingOrChanged_IsNamed()
    {
        await using var world = await WithTwoFiles(DatabaseProvider.Sqlite);
        var paper = await world.Paper("申请书");
        var path = Path.Combine(world.Options.AttachmentFolder, paper.Digest[..2], paper.Digest[2..4], paper.Digest);
        await File.AppendAllTextAsync(path, "x");
        Assert.Equal(["MX-2026-0001#1: 附件“申请书.pdf”的内容与摘要不符，被改动过"], await world.Verify());
        File.Delete(path);
        Assert.Equal([$"MX-2026-0001#1: 附件“申请书.pdf”不见了（{paper.Digest[..12]}）"], await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Rebuild_ListsDamaged_AreAsBefore(DatabaseProvider provider)
    {
        await using var world = await WithTwoFiles(provider);
        var before = await world.Store.Search(new CaseQuery());
        await world.Tamper("DELETE FROM work_items; UPDATE case_index SET title = 'x', money = 1;");
        Assert.Equal(2, (await world.Verify()).Length);
        Assert.Equal(2, await world.Lists.Rebuild());
        Assert.Empty(await world.Verify());
        var after = await world.Store.Search(new CaseQuery());
        Assert.Equal(before.Rows.Select(r => (r.Number, r.Title, r.Money)), after.Rows.Select(r => (r.Number, r.Title, r.Money)));
    }
}
