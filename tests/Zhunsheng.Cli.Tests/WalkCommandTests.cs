namespace Zhunsheng.Cli.Tests;

public class WalkCommandTests
{
    private static readonly string Stuck = TestBook.Text
        .Replace("facts: [项目名称, 总投资, 档案验收]", "facts: [项目名称, 总投资]", StringComparison.Ordinal)
        .Replace("requires: {可否验收: {环节: 竣工验收}}\n", "\n", StringComparison.Ordinal)
        .Replace("提交: {closes: true}", "提交: {sets: {档案验收: 不合格}}\n      验收: {phase: 申报, by: 建设单位, after: [申报], requires: {可否验收: {环节: 竣工验收}}, outcomes: {通过: {closes: true}}}", StringComparison.Ordinal);

    [Fact]
    public async Task Walk_SoundRulebook_EndsWithZero()
    {
        using var book = new TestBook();
        var (exit, output, _) = await book.Run("walk", "--rulebook", "sample-2024", "--cases", "25", "--seed", "3");
        Assert.Equal(0, exit);
        Assert.Contains("25 份案卷", output, StringComparison.Ordinal);
        Assert.Contains("25 份项目 申报：提交", output, StringComparison.Ordinal);
        Assert.Matches("第三条 +25 25/[0-9]+/0", output);
        Assert.EndsWith("25 ended, 0 stuck\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_DeadEnd_NamesStepArticleAndHowToReplay()
    {
        using var book = new TestBook(Stuck);
        var (exit, output, _) = await book.Run("walk", "--rulebook", "sample-2024", "--cases", "10");
        Assert.Equal(1, exit);
        Assert.Contains("环节验收 第三条：档案验收没有合格", output, StringComparison.Ordinal);
        Assert.Contains("zs walk --rulebook sample-2024 --seed 1 --case 1 --trace", output, StringComparison.Ordinal);
        Assert.EndsWith("0 ended, 10 stuck\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_OneCaseTraced_ShowsItsActs()
    {
        using var book = new TestBook(Stuck);
        var (exit, output, _) = await book.Run("walk", "--rulebook", "sample-2024", "--cases", "10", "--case", "4", "--trace");
        Assert.Equal(1, exit);
        Assert.StartsWith("第4份，项目：走不下去\n", output, StringComparison.Ordinal);
        Assert.Contains("申报 → 提交｛", output, StringComparison.Ordinal);
        Assert.Contains("✗ 验收 第三条 档案验收没有合格", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cases", "0")]
    [InlineData("--case", "0")]
    [InlineData("--from", "2026-1-5")]
    [InlineData("--from", "9999-12-31")]
    [InlineData("--from", "2100-01-01")]
    [InlineData("--from", "1899-12-31")]
    public async Task Walk_BadOption_EndsWithTwo(string option, string value)
    {
        using var book = new TestBook();
        Assert.Equal(2, (await book.Run("walk", "--rulebook", "sample-2024", option, value)).Exit);
    }

    [Fact]
    public async Task Schema_Printed_IsTheCommittedFile()
    {
        var (exit, output, _) = await TestBook.RunBare("schema");
        Assert.Equal(0, exit);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(RulebooksOnDisk.Find(null))!, "docs", "rulebook.schema.json"), TestContext.Current.CancellationToken), output);
    }

    [Fact]
    public async Task Lint_DeadEndOfGates_IsAnErrorAtTheStep()
    {
        using var book = new TestBook(Stuck);
        var (exit, output, _) = await book.Run("lint");
        Assert.Equal(1, exit);
        Assert.Contains("错误: 环节验收永远办不成：可否验收（竣工验收）要过的红线档案验收合格", output, StringComparison.Ordinal);
    }
}
