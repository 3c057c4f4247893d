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
