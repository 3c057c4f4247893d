using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Tests;

public sealed class StartOptionsTests
{
    [Theory]
    [InlineData("--port", "6000", "--Port=6000")]
    [InlineData("--port=6000", null, "--Port=6000")]
    [InlineData("--data", "/srv/data", "--Data=/srv/data")]
    [InlineData("--rulebooks", "r", "--Rulebooks=r")]
    [InlineData("--no-demo", null, "--Demo=false")]
    [InlineData("--Database:Provider=postgresql", null, "--Database:Provider=postgresql")]
    public void Parse_Option_BecomesASetting(string first, string? second, string expected)
    {
        var (arguments, help, error) = StartOptions.Parse(second is null ? [first] : [first, second]);
        Assert.Null(error);
        Assert.False(help);
        Assert.Equal([expected], arguments);
    }

    [Theory]
    [InlineData("不认识的选项 --prot", "--prot", "1")]
    [InlineData("后面缺一个值", "--data")]
    [InlineData("端口“abc”不对", "--port", "abc")]
    [InlineData("端口“70000”不对", "--port", "70000")]
    [InlineData("不认识的选项 start", "start")]
    [InlineData("不认识的选项 --no-demo=true", "--no-demo=true")]
    [InlineData("不认识的选项 --colour=red", "--colour=red")]
    [InlineData("选项 --data 后面缺一个值", "--data=")]
    [InlineData("选项 --data 后面缺一个值", "--data", "--no-demo")]
    public void Parse_Mistake_IsSaidInOneLine(string expected, params string[] args)
    {
        var (_, _, error) = StartOptions.Parse(args);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error!);
    }

    [Fact]
    public void Parse_Help_AsksForHelp() => Assert.True(StartOptions.Parse(["--help"]).Help);
}
