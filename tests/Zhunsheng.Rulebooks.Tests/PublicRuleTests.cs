using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>What an author says of what is public.</summary>
public class PublicRuleTests
{
    private const string Said = """
        public:
          项目:
            platform: true
            from: [批准]
            when: 密级 = "非涉密"
            shows:
              简介: {value: 项目名称}
              预算: {article: 第三条, day: 批复日期}
              批文: {steps: {批准: 预算批准, 申报: null}}

        """;

    [Fact]
    public void Part_RestsOnWhatTheWholeRestsOn_UnlessItNamesAnArticle()
    {
        var rule = Assert.Single(Rulebook(Said).Public);
        Assert.Equal(("项目", null), (rule.Kind, rule.Article));
        Assert.Equal(["批准"], rule.From);
        Assert.Equal([(PublicPart.Description, null), (PublicPart.Budget, "第三条"), (PublicPart.Documents, null)], rule.Parts.Select(p => (p.Part, p.Article?.Text)));
        Assert.Equal([("批准", "预算批准"), ("申报", null)], rule.Parts[2].Steps);
        Assert.Equal(["day"], rule.Parts[1].Values.Keys);
    }

    [Fact]
    public void NothingSaid_IsNothingPublic() => Assert.Empty(Rulebook("").Public);

    [Theory]
    [InlineData("platform: true", "platform: true\n    article: 第三条", "凭什么公开只能写一样")]
    [InlineData("    platform: true\n", "", "凭什么公开只能写一样")]
    [InlineData("from: [批准]", "from: []", "缺少 from")]
    [InlineData("    when: 密级 = \"非涉密\"\n", "", "when")]
    [InlineData("{批准: 预算批准, 申报: null}", "{}", "缺少 steps")]
    public void SomethingLeftOutOrSaidTwice_IsFound(string part, string instead, string said)
    {
        Assert.Contains(part, Said, StringComparison.Ordinal);
        var findings = Read(With(Said.Replace(part, instead, StringComparison.Ordinal))).Findings;
        Assert.Contains(findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(said, StringComparison.Ordinal));
    }

    private static Rulebook Rulebook(string said)
    {
        var reading = Read(With(said));
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        return reading.Rulebook!;
    }

    private static string With(string said) => (Head + "\n" + Articles).Replace("\narticles:", "\n" + said + "articles:", StringComparison.Ordinal);
}
