using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>What an author says for those who look over all files.</summary>
public class OverviewTests
{
    private const string Said = "overview:\n  refusals: [退回补正]\n  desks: {财政: [数据局], 领导: [县政府]}\n";

    private static readonly string Whole = Head + "\n" + Articles;

    [Fact]
    public void Overview_Said_IsReadWithRefusalsAndDesks()
    {
        var reading = Read(With(Said));
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        var overview = reading.Rulebook!.Overview;
        Assert.Equal(["退回补正"], overview.Refusals);
        Assert.Equal([Desk.Finance, Desk.Leaders], new[] { "数据局", "县政府" }.Select(r => overview.DeskOf(reading.Rulebook.FindRole(r)!)));
    }

    [Fact]
    public void Overview_NotSaid_SeatsUnitsAndOffices()
    {
        var book = Read(Whole).Rulebook!;
        Assert.Empty(book.Overview.Refusals);
        Assert.All(book.Roles, r => Assert.Equal(r.Own ? Desk.Unit : Desk.Office, book.Overview.DeskOf(r)));
    }

    [Theory]
    [InlineData("[退回补正]", "[退回补证]", "没有哪个环节有叫“退回补证”的结果")]
    [InlineData("财政: [数据局]", "财政: [数剧局]", "没有叫“数剧局”的角色")]
    [InlineData("财政: [数据局]", "监察: [数据局]", "没有叫“监察”的看板，只能写财政、领导、审计")]
    [InlineData("领导: [县政府]", "领导: [数据局]", "角色数据局写在两处")]
    [InlineData("refusals", "refusal", "不认识的键 refusal")]
    public void Overview_Mistake_IsAnErrorAtItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, Said, StringComparison.Ordinal);
        var reading = Read(With(Said.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Null(reading.Rulebook);
        var finding = Assert.Single(reading.Findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding.Line > 1 && finding.Column >= 1);
    }

    private static string With(string overview) => Whole.Replace("\narticles:", "\n" + overview + "articles:", StringComparison.Ordinal);
}
