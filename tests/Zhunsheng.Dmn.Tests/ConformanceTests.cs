using System.Collections.Immutable;
using Zhunsheng.Dmn.Conformance;

namespace Zhunsheng.Dmn.Tests;

/// <summary>The public conformance suite, where it is at hand, and the committed score.</summary>
public class ConformanceTests
{
    [Fact]
    public void Suite_WhereAtHand_ScoresNoLowerThanCommitted()
    {
        var root = Environment.GetEnvironmentVariable("ZHUNSHENG_TCK");
        Assert.SkipUnless(Directory.Exists(root), "ZHUNSHENG_TCK names no folder with the DMN conformance suite");
        var scores = ConformanceScore.Of(Folders(root).SelectMany(f => ConformanceSuite.Run(f, TimeProvider.System.GetLocalNow()))).ToDictionary(s => s.Folder);
        var committed = ConformanceScore.Parse(File.ReadAllText(Repository.File("docs", "conformance.md")));
        Assert.NotEmpty(committed);
        Assert.All(committed, was => Assert.True(
            scores.TryGetValue(was.Folder, out var now) && now.ValuesPassed >= was.ValuesPassed && now.NullsPassed >= was.NullsPassed, $"was {was}, is {now}"));
    }

    [Fact]
    public void Page_OfScores_IsReadBackAsTheSameScores()
    {
        ImmutableArray<FolderScore> scores = [new("level-2/0001-first", 3, 2, 4, 4), new("level-3/0002-second", 0, 0, 1, 0)];
        Assert.Equal(scores, ConformanceScore.Parse(ConformanceScore.Page(scores)));
    }

    [Fact]
    public void Run_CasesOfAFolder_CountsValuesAndNullsApart()
    {
        var results = ConformanceSuite.Run(new("sample", [new("m.dmn", new DmnSource("m.dmn", Model)), new("m-test-01.xml", new DmnSource("m-test-01.xml", Cases))]), default);
        Assert.Equal(["1:Double:True", "2:Double:False", "3:Double:True", "4:Both:True", "5:Missing:False"], results.Select(r => $"{r.Case}:{r.Node}:{r.Passed}"));
        Assert.Equal([new FolderScore("sample", 3, 2, 2, 1)], ConformanceScore.Of(results));
    }

    private const string Model = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
          <inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>
          <decision id="d" name="Double"><variable name="Double"/><informationRequirement><requiredInput href="#n"/></informationRequirement>
            <literalExpression><text>n * 2</text></literalExpression></decision>
          <decision id="b" name="Both"><variable name="Both"/><literalExpression><text>{a: [1, date("2025-01-31")], b: duration("P1D")}</text></literalExpression></decision>
        </definitions>
        """;

    private const string Cases = """
        <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <modelName>m.dmn</modelName>
          <testCase id="1"><inputNode name="n"><value xsi:type="xsd:decimal">2.5</value></inputNode>
            <resultNode name="Double" type="decision"><expected><value xsi:type="xsd:decimal">5</value></expected></resultNode></testCase>
          <testCase id="2"><inputNode name="n"><value xsi:type="xsd:decimal">2</value></inputNode>
            <resultNode name="Double" type="decision"><expected><value xsi:type="xsd:decimal">5</value></expected></resultNode></testCase>
          <testCase id="3"><inputNode name="n"><value xsi:type="xsd:string">two</value></inputNode>
            <resultNode name="Double" type="decision" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
          <testCase id="4"><resultNode name="Both" type="decision"><expected>
            <component name="a"><list><item><value xsi:type="xsd:decimal">1.0</value></item><item><value xsi:type="xsd:date">2025-01-31</value></item></list></component>
            <component name="b"><value xsi:type="xsd:duration">PT24H</value></component></expected></resultNode></testCase>
          <testCase id="5"><resultNode name="Missing" type="decision"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
        </testCases>
        """;

    private static IEnumerable<ConformanceFolder> Folders(string root) =>
        Directory.EnumerateFiles(root, "*.xml", SearchOption.AllDirectories).Where(f => ConformanceSuite.IsTest(Path.GetFileName(f)))
            .Select(f => Path.GetDirectoryName(f)!).Distinct().Order(StringComparer.Ordinal)
            .Select(f => new ConformanceFolder($"{Path.GetFileName(Path.GetDirectoryName(f))}/{Path.GetFileName(f)}",
                [.. Directory.EnumerateFiles(f).Select(file => new ConformanceFile(Path.GetFileName(file), new DmnSource(Path.GetFileName(file), ImmutableArray.Create(File.ReadAllBytes(file)))))]));
}
