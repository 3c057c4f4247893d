using System.Text.Json;

namespace Zhunsheng.Cli.Tests;

public class DecideCommandTests
{
    [Fact]
    public async Task Decide_FactsOnTheCommandLine_PrintsAnswerAndReasons()
    {
        using var book = new TestBook();
        var (exit, output, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", """{"总投资": 400.01}""");
        Assert.Equal((0, ""), (exit, error));
        Assert.Single(output.TrimEnd('\n').Split('\n'));
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("""["项目建议书","可行性研究报告"]""", answer.GetProperty("answer").GetRawText());
        var because = answer.GetProperty("because")[0];
        Assert.Equal("第二条", because.GetProperty("article").GetString());
        Assert.Equal(400.01m, because.GetProperty("facts").GetProperty("总投资").GetDecimal());
        Assert.Equal(0, answer.GetProperty("blocked_by").GetArrayLength());
        Assert.Equal(0, answer.GetProperty("unknown").GetArrayLength());
    }

    [Fact]
    public async Task Decide_MissingFact_AnswersNullAndNamesIt()
    {
        using var book = new TestBook();
        var (exit, output, _) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", "{}");
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("answer").ValueKind);
        Assert.Equal("""["总投资"]""", answer.GetProperty("unknown").GetRawText());
        Assert.Equal(0, exit);
    }

    [Theory]
    [InlineData("facts.json", """{"档案验收": "不合格"}""")]
    [InlineData("facts.yaml", "档案验收: 不合格\n")]
    public async Task Decide_FactsInAFile_AreRead(string name, string text)
    {
        using var book = new TestBook();
        var (exit, output, _) = await book.Run(
            "decide", "--rulebook", "sample-2024", "--ask", "可否验收", "--facts", book.Write(name, text), "--args", """{"环节": "竣工验收"}""", "--at", "2026-03-10");
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.False(answer.GetProperty("answer").GetBoolean());
        Assert.Equal("""["第三条"]""", answer.GetProperty("blocked_by").GetRawText());
        Assert.Equal(0, exit);
    }

    [Theory]
    [InlineData("""{"总投资": "四百"}""", "总投资：要的是数")]
    [InlineData("""{"总投姿": 400}""", "是不是 总投资？")]
    [InlineData("{", "--facts:")]
    [InlineData("[1]", "--facts 应写成一个映射")]
    [InlineData("null", "--facts 应写成一个映射")]
    [InlineData(".", "是文件夹")]
    [InlineData("""{"总投资": -5}""", "总投资：金额不能小于0")]
    [InlineData("""{"合同签订日期": "9999-12-31"}""", "日子要在1900年至2199年之间")]
    [InlineData("""{"竣工验收结论": "通过", "已竣工验收": false}""", "已竣工验收填的是“否”，而按其他要素应当是“是”")]
    [InlineData("/nowhere/facts.json", "没有这个文件")]
    public async Task Decide_FactsThatCannotBeUsed_SaysWhatIsWrong(string facts, string message)
    {
        using var book = new TestBook();
        var (exit, output, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", facts);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (exit, output));
    }

    [Fact]
    public async Task Decide_FactsNestedTooDeeply_AreRefusedWithTheirPlace()
    {
        using var book = new TestBook();
        var deep = book.Write("deep.json", "{\"a\": " + new string('[', 100_000) + new string(']', 100_000) + "}");
        var (exit, _, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", deep);
        Assert.Contains(":1:38: 错误: 嵌套太深（最多32层）", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    [Fact]
    public async Task Decide_UnknownQuestion_IsReportedUnderAsk()
    {
        using var book = new TestBook();
        var (exit, _, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环结", "--facts", "{}");
        Assert.Equal((2, "--ask：没有叫“审批环结”的判定，是不是 审批环节？\n"), (exit, error));
    }

    [Fact]
    public async Task Decide_ArgumentValueWrittenNowhere_AnswersNullWithAHint()
    {
        using var book = new TestBook(TestBook.Text.Replace("blocks: 可否验收", "blocks: {可否验收: {环节: [竣工验收]}}", StringComparison.Ordinal));
        var (exit, output, error) = await book.Run(
            "decide", "--rulebook", "sample-2024", "--ask", "可否验收", "--facts", """{"档案验收": "合格"}""", "--args", """{"环节": "竣工验受"}""");
        Assert.Equal((0, "--args：本手册没有写到环节“竣工验受”，是不是“竣工验收”？\n"), (exit, error));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(output).RootElement.GetProperty("answer").ValueKind);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("1899-12-31")]
    public async Task Decide_DayFarAway_IsRefused(string day)
    {
        using var book = new TestBook();
        var (exit, _, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", "{}", "--at", day);
        Assert.Equal((2, $"--at 要在1900年至2199年之间，写的是“{day}”\n"), (exit, error));
    }

    [Fact]
    public async Task Decide_ArgumentLeftOut_IsAskedFor()
    {
        using var book = new TestBook();
        var (exit, output, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审核部门", "--facts", "{}");
        Assert.Contains("判定审核部门要给参数环节", error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (exit, output));
    }

    [Fact]
    public async Task Decide_DayOfAnotherForm_IsRefused()
    {
        using var book = new TestBook();
        var (exit, _, error) = await book.Run("decide", "--rulebook", "sample-2024", "--ask", "审批环节", "--facts", "{}", "--at", "2026-3-1");
        Assert.Contains("--at", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    [Fact]
    public async Task Decide_OptionsLeftOut_AreNamedInChinese()
    {
        var (exit, _, error) = await TestBook.RunBare("decide");
        Assert.Contains("缺少必须写的选项 --rulebook\n", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    [Fact]
    public async Task Help_OfACommand_IsChinese()
    {
        var (exit, output, _) = await TestBook.RunBare("decide", "--help");
        Assert.StartsWith("说明：", output, StringComparison.Ordinal);
        Assert.Contains("用法：", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Options", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }
}
