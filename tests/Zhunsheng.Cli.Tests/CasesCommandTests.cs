namespace Zhunsheng.Cli.Tests;

public class CasesCommandTests
{
    [Fact]
    public async Task Cases_EmptyName_IsRefused()
    {
        using var book = new TestBook();
        var (exit, _, error) = await book.Run("cases", "");
        Assert.Equal((2, "例题文件的名字是空的；写文件或文件夹，不写就跑全部手册的例题\n"), (exit, error));
    }

    private const string Good = """
        - id: s-2-a
          article: 第二条
          title: 正好400万元
          facts: {总投资: 400.0}
          ask: 审批环节
          args: {}
          expect: [项目建议书]
          certainty: sure
        - id: s-2-b
          article: 第二条
          title: 总投资未知
          facts: {}
          at: 2026-03-10
          ask: 审批环节
          expect: null
        - id: s-3-a
          article: 第三条
          title: 档案验收不合格
          facts: {档案验收: 不合格}
          ask: 可否验收
          args: {环节: 竣工验收}
          expect: false
          blocked_by: [第三条]
        """;

    [Fact]
    public async Task Cases_AllAsExpected_CountsThemAndEndsWithZero()
    {
        using var book = new TestBook(cases: Good);
        Assert.Equal((0, "3 passed, 0 failed\n", ""), await book.Run("cases"));
    }

    [Fact]
    public async Task Cases_WrongAnswer_ShowsExpectedAndActual()
    {
        using var book = new TestBook(cases: Good.Replace("expect: [项目建议书]", "expect: [可行性研究报告]", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("cases");
        Assert.Contains("s-2-a 第二条 正好400万元", output, StringComparison.Ordinal);
        Assert.Contains("""应答  ["可行性研究报告"]""", output, StringComparison.Ordinal);
        Assert.Contains("""实答  ["项目建议书"]""", output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 passed, 1 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_BlockedByArticleThatDoesNotBlock_Fails()
    {
        using var book = new TestBook(cases: Good.Replace("blocked_by: [第三条]", "blocked_by: [第二条, 第三条]", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("cases");
        Assert.Contains("没有被第二条挡住", output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 passed, 1 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_DebatableThatDiffers_IsReportedApartAndDoesNotFail()
    {
        using var book = new TestBook(cases: Good.Replace("expect: [项目建议书]\n  certainty: sure", "expect: []\n  certainty: debatable", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("cases");
        Assert.Contains("存疑 s-2-a", output, StringComparison.Ordinal);
        Assert.EndsWith("存疑 1 例，其中一致 0 例，不计入结果\n2 passed, 0 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task Cases_UnknownFact_FailsWithTheNearestName()
    {
        using var book = new TestBook(cases: Good.Replace("总投资: 400.0", "总投姿: 400.0", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("cases");
        Assert.Contains("没有叫“总投姿”的要素，是不是 总投资？", output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 passed, 1 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_UnknownQuestion_FailsWithTheNearestName()
    {
        using var book = new TestBook(cases: Good.Replace("ask: 审批环节", "ask: 审批环结", StringComparison.Ordinal));
        var (exit, output, _) = await book.Run("cases");
        Assert.Contains("没有叫“审批环结”的判定，是不是 审批环节？", output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 2 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_UnknownKey_FailsThatCaseOnly()
    {
        using var book = new TestBook(cases: Good.Replace("  certainty: sure", "  surety: sure", StringComparison.Ordinal));
        var (exit, output, error) = await book.Run("cases");
        Assert.Contains("cases.yaml:8:3: 错误: 例题不认识的键 surety", error, StringComparison.Ordinal);
        Assert.Equal("2 passed, 1 failed\n", output);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_BrokenRulebook_ShowsItsErrorsAndFailsEveryCase()
    {
        using var book = new TestBook(TestBook.Text.Replace("总投资 > 400", "总投姿 > 400", StringComparison.Ordinal), Good);
        var (exit, output, error) = await book.Run("cases");
        Assert.Contains("总投姿", error, StringComparison.Ordinal);
        Assert.Equal("0 passed, 3 failed\n", output);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Cases_FileNamedAfterTheRulebook_FindsIt()
    {
        using var book = new TestBook();
        using var elsewhere = new TestBook();
        var file = elsewhere.Write("sample-2024.yaml", Good);
        Assert.Equal((0, "3 passed, 0 failed\n", ""), await book.Run("cases", file));
    }

    [Fact]
    public async Task Cases_FileWithAnotherName_NeedsTheOption()
    {
        using var book = new TestBook();
        var file = book.Write("other.yaml", Good);
        var (exit, _, error) = await book.Run("cases", file);
        Assert.Contains("--rulebook", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
        Assert.Equal((0, "3 passed, 0 failed\n", ""), await book.Run("cases", file, "--rulebook", "sample-2024"));
    }

    [Fact]
    public async Task Cases_BrokenYaml_SaysWhereAndEndsWithOne()
    {
        using var book = new TestBook(cases: Good + "\n- id: [");
        var (exit, output, error) = await book.Run("cases");
        Assert.Contains("cases.yaml:", error, StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed\n", output);
        Assert.Equal(1, exit);
    }
}
