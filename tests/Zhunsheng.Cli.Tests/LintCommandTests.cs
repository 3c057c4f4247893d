namespace Zhunsheng.Cli.Tests;

public class LintCommandTests
{
    [Fact]
    public async Task Lint_GoodRulebook_CountsArticlesAndEndsWithZero()
    {
        using var book = new TestBook();
        var (exit, output, error) = await book.Run("lint");
        Assert.EndsWith("sample-2024: 3 articles, 2 executable, 1 declaratory, 0 missing; 0 errors, 0 warnings\n", output, StringComparison.Ordinal);
        Assert.Empty(error);
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task Lint_UnknownNameInExpression_NamesFileLineAndColumn()
    {
        using var book = new TestBook(TestBook.Text.Replace("总投资 > 400", "总投姿 > 400", StringComparison.Ordinal));
        var line = Array.FindIndex(TestBook.Text.Split('\n'), text => text.Contains("总投资 > 400", StringComparison.Ordinal)) + 1;
        var (exit, output, _) = await book.Run("lint", "sample-2024");
        Assert.Contains($"rulebook.yaml:{line}:", output, StringComparison.Ordinal);
        Assert.Contains("总投姿", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Lint_ArticleLeftOut_CountsItMissing()
    {
        using var book = new TestBook(TestBook.Text.Replace("articles_count: 3", "articles_count: 4", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("lint");
        Assert.Contains("1 missing; 1 errors", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Lint_CasesWithUnknownKey_NamesFileAndLine()
    {
        using var book = new TestBook(cases: """
            - id: a
              article: 第二条
              title: 小项目
              facts: {总投资: 1}
              ask: 审批环节
              expected: [项目建议书]
              expect: [项目建议书]
            """);
        var (exit, output, _) = await book.Run("lint");
        Assert.Contains("cases.yaml:6:3: 错误: 例题不认识的键 expected，是不是 expect？", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Theory]
    [InlineData("files:\n  甲:\n    facts: {}\n", "demo.yaml:3:5: 错误: 缺少 acts")]
    [InlineData("files:\n  甲:\n    acts:\n      - {on: 99999999, step: 申报}\n", "demo.yaml:4:14: 错误: “99999999”不是日子")]
    [InlineData("files: {甲: {acts: 三}}\n", "demo.yaml:1:19: 错误: 应当是一个列表")]
    [InlineData("files: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "错误: 嵌套太深（最多64层）")]
    public async Task Lint_DemoDataThatCannotBeRead_NamesThePlace(string demo, string message)
    {
        using var book = new TestBook();
        book.Write("sample-2024/demo.yaml", demo);
        var (exit, output, _) = await book.Run("lint");
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Lint_InstallationNestedTooDeeply_NamesThePlace()
    {
        using var book = new TestBook();
        book.Write("sample-2024/installation.yaml", "a: " + new string('[', 100_000));
        var (exit, output, _) = await book.Run("lint");
        Assert.Contains("installation.yaml:1:67: 错误: 嵌套太深（最多64层）", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Lint_UnknownRulebook_SaysWhichThereAre()
    {
        using var book = new TestBook();
        var (exit, output, error) = await book.Run("lint", "nowhere-2024");
        Assert.Empty(output);
        Assert.Contains("sample-2024", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    [Fact]
    public async Task Lint_FolderThatIsNotThere_EndsWithTwo()
    {
        var (exit, _, error) = await TestBook.RunBare("lint", "--rulebooks", "/nowhere/at/all");
        Assert.Contains("/nowhere/at/all", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }
}
