namespace Zhunsheng.Cli.Tests;

public class DemoCommandTests
{
    [Theory]
    [InlineData("2027-02-30", "--at 应写成日期，如 2026-03-10，写的是“2027-02-30”")]
    [InlineData("2200-01-01", "--at 要在1900年至2199年之间，写的是“2200-01-01”")]
    public async Task Demo_OnADayThatIsNone_SaysHowToWriteIt(string day, string message)
    {
        using var book = new TestBook();
        var (exit, _, error) = await book.Run("demo", "--at", day);
        Assert.NotEqual(0, exit);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_OnAnotherDay_PlaysAsOnThatDay()
    {
        using var book = new TestBook();
        book.Write("sample-2024/demo.yaml", """
            organisations:
              县水利局: {roles: [建设单位], people: {shuili: 王一}}
            files:
              甲:
                owner: 县水利局
                facts: {项目名称: 河道监测, 总投资: 12, 档案验收: 合格}
                acts:
                  - {on: 12-31@0, step: 申报}
            """);
        Assert.Equal((0, "4 accounts, 1 cases, 1 acts, 0 attachments; 0 findings\n", ""), await book.Run("demo", "sample-2024", "--at", "2027-12-31"));

        var (exit, _, error) = await book.Run("demo", "sample-2024", "--at", "2027-12-30");
        Assert.Equal(1, exit);
        Assert.Contains("demo.yaml:8:14: 错误: 2027-12-31在今天（2027-12-30）以后", error, StringComparison.Ordinal);
    }
}
