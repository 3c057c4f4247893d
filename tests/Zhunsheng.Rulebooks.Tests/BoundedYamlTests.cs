using YamlDotNet.Core;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

public class BoundedYamlTests
{
    private static string Brackets(int count) => new string('[', count) + new string(']', count);

    [Fact]
    public void Load_AsDeepAsAllowed_IsRead() => Assert.Single(BoundedYaml.Load(Brackets(32), 32).Documents);

    [Fact]
    public void Load_OneLevelTooDeep_SaysWhere()
    {
        var refused = Assert.Throws<YamlException>(() => BoundedYaml.Load(Brackets(33), 32));
        Assert.Equal("嵌套太深（最多32层）", refused.Message);
        Assert.Equal((1, 33), ((int)refused.Start.Line, (int)refused.Start.Column));
    }

    [Fact]
    public void Load_Indentation_CountsAsDepth()
    {
        var text = string.Concat(Enumerable.Range(0, 65).Select(i => new string(' ', i) + "a:\n"));
        Assert.Equal(65, (int)Assert.Throws<YamlException>(() => BoundedYaml.Load(text, 64)).Start.Line);
    }

    [Theory]
    [InlineData("a: &x [1, *x]\n", "*x 用在它自己里面")]
    [InlineData("a: &x [[[1]]]\nb: &y [[[*x]]]\nc: [[*y]]\n", "嵌套太深（最多8层）")]
    public void Load_AliasWithoutBounds_IsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlException>(() => BoundedYaml.Load(text, 8)).Message);

    [Fact]
    public void Load_AliasesThatMultiply_AreRefused()
    {
        var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.StartsWith("内容太多", Assert.Throws<YamlException>(() => BoundedYaml.Load(text, 64)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Alias_StandsForItsPart() => Assert.Single(BoundedYaml.Load("a: &x [1]\nb: *x\n", 8).Documents);

    [Fact]
    public void Load_TooLong_IsRefused() =>
        Assert.StartsWith("文件太大", Assert.Throws<YamlException>(() => BoundedYaml.Load(new string('#', BoundedYaml.MostCharacters + 1), 8)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_RulebookNestedTooDeeply_IsAFindingAtItsPlace()
    {
        var finding = Assert.Single(Read("id: deep\na: " + Brackets(100_000)).Findings);
        Assert.Equal((FindingSeverity.Error, 2, 67, "嵌套太深（最多64层）"), (finding.Severity, finding.Line, finding.Column, finding.Message));
    }

    [Fact]
    public void Read_SecondDocument_IsAFindingAtItsPlace()
    {
        var finding = Assert.Single(Read("id: two\n---\nid: again\n").Findings);
        Assert.Equal(3, finding.Line);
        Assert.Contains("第二份", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadMapping_SecondDocument_IsAFindingAtItsPlace()
    {
        var (value, error) = CaseFileReader.ReadMapping(new RulebookText("facts.yaml", "a: 1\n---\nb: 2\n"));
        Assert.Null(value);
        Assert.Equal(3, error!.Line);
        Assert.Contains("第二份", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadMapping_FactsNestedTooDeeply_AreRefused()
    {
        var (value, error) = CaseFileReader.ReadMapping(new RulebookText("facts.json", "{\"a\": " + Brackets(100_000) + "}"));
        Assert.Null(value);
        Assert.Equal((1, 38, "嵌套太深（最多32层）"), (error!.Line, error.Column, error.Message));
    }

    [Fact]
    public void Read_CasesNestedTooDeeply_AreRefused() =>
        Assert.Equal("嵌套太深（最多64层）", Assert.Single(CaseFileReader.Read(new RulebookText("cases.yaml", "- a: " + Brackets(100_000))).Findings).Message);
}
