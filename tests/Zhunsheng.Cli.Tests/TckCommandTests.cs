namespace Zhunsheng.Cli.Tests;

public sealed class TckCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tck").FullName;

    [Fact]
    public async Task Tck_FailingCase_IsShownAndCounted()
    {
        Write("compliance-level-2/0001-sample", "2");
        Write("compliance-level-3/0002-sample", "5");
        var (exit, output, error) = await TestBook.RunBare("tck", _root, "--write", Path.Combine(_root, "score.md"));
        Assert.Contains("不符 compliance-level-3/0002-sample 1 d\n  应是  5\n  实是  2", output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", output, StringComparison.Ordinal);
        Assert.Contains("| compliance-level-3/0002-sample | 0/1 | 0/0 |", File.ReadAllText(Path.Combine(_root, "score.md")), StringComparison.Ordinal);
        Assert.Empty(error);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Tck_Verbose_ShowsPassingCases()
    {
        Write("compliance-level-2/0001-sample", "2");
        var (exit, output, _) = await TestBook.RunBare("tck", _root, "--verbose");
        Assert.Contains("通过 compliance-level-2/0001-sample 1 d：2", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task Tck_FolderWithoutCases_IsUnusable()
    {
        var (exit, output, error) = await TestBook.RunBare("tck", _root);
        Assert.Empty(output);
        Assert.Contains("没有测试文件", error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }

    public void Dispose() => Directory.Delete(_root, true);

    private void Write(string folder, string expected)
    {
        var path = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
        File.WriteAllText(Path.Combine(path, "s.dmn"), """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="s" namespace="urn:s"><decision id="d" name="d"><literalExpression><text>1 + 1</text></literalExpression></decision></definitions>
            """);
        File.WriteAllText(Path.Combine(path, "s-test-01.xml"), $"""
            <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>s.dmn</modelName>
            <testCase id="1"><resultNode name="d" type="decision"><expected><value xsi:type="xsd:decimal">{expected}</value></expected></resultNode></testCase></testCases>
            """);
    }
}
