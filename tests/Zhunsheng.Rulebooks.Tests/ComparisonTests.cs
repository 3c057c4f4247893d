using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>Two versions of one regulation article by article, two regulations subject by subject, and what an amendment changes for a project.</summary>
public class ComparisonTests
{
    private static Rulebook Amended(params (string Old, string New)[] changes)
    {
        var text = SmallRulebook.Head + "\n" + SmallRulebook.Articles;
        foreach (var (old, now) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, now, StringComparison.Ordinal);
        }

        var reading = RulebookReader.Read(new RulebookText("small-2025/rulebook.yaml", text), SmallRulebook.Common);
        return reading.Rulebook ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    [Fact]
    public void Versions_OneThresholdMoved_OnlyThatRuleIsChanged()
    {
        var comparison = RulebookComparison.Of(Amended(), Amended(("when: 总投资 <= 200, then: [批准]", "when: 总投资 <= 300, then: [批准]"), ("gist: 规模与环节", "gist: 规模和环节")));
        Assert.True(comparison.Versions);
        Assert.Equal(6, comparison.Articles.Length);
        var article = Assert.Single(comparison.Changed);
        Assert.Equal(("第三条", "规模与环节", "规模和环节"), (article.Heading, article.GistBefore, article.GistAfter));
        var rule = Assert.Single(article.Rules, r => r.Change != ChangeKind.Same);
        Assert.Equal(("判定", "审批环节", ChangeKind.Changed), (rule.Kind, rule.Name, rule.Change));
        Assert.Contains("200", rule.Before[0].Text, StringComparison.Ordinal);
        Assert.Contains("300", rule.After[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_SettingAndGateGone_AreShownUnderTheirArticles()
    {
        var changed = RulebookComparison.Of(
            Amended(), Amended(("value: true, article: 第二条, question: 补正停不停表", "value: false, article: 第二条, question: 补正停不停表"), ("duties:\n      报送资料: {holds: 有要求}", "duties:\n      交资料: {holds: 有要求}")))
            .Changed.SelectMany(a => a.Rules.Where(r => r.Change != ChangeKind.Same).Select(r => (a.Heading, r.Kind, r.Name, r.Change)));
        Assert.Equal([("第二条", "设定", "停表", ChangeKind.Changed), ("第四条", "义务", "交资料", ChangeKind.Added), ("第四条", "义务", "报送资料", ChangeKind.Removed)], changed);
    }

    [Fact]
    public void Regulations_OfDifferentIds_AreComparedBySubject()
    {
        var other = Amended(("id: small-2025", "id: other-2025"), ("- [\"> 400\", 大]", "- [\"> 500\", 大]"), ("- [\"(200..400]\", 中]", "- [\"(200..500]\", 中]"));
        var comparison = RulebookComparison.Of(Amended(), other);
        Assert.False(comparison.Versions);
        Assert.Equal("判定 规模", Assert.Single(comparison.Changed).Heading);
        Assert.Contains(comparison.Articles, a => a.Heading == "红线 可否列入" && a.Rules[0].Before.Length == 2);
        Assert.Contains(comparison.Articles, a => a.Heading == "材料 申报" && a.Rules[0].After.Select(t => t.Text).Contains("申请书"));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Impact_ThresholdFrom200To300_ConcernsWhatLiesBetween(int money, bool concerned)
    {
        var (before, after) = (Amended(), Amended(("when: 总投资 <= 200, then: [批准]", "when: 总投资 <= 300, then: [批准]")));
        var situation = Situation.Of([KeyValuePair.Create("总投资", FeelValue.Of((decimal)money)), KeyValuePair.Create("紧急", FeelValue.False)]);
        var impact = AmendmentImpact.Of(before, situation, after, situation);
        Assert.Equal(concerned ? ["审批环节"] : [], impact.Answers.Select(a => a.Question));
        Assert.Empty(impact.Steps);
        if (concerned)
        {
            Assert.Equal(("审核、批准", "批准", "第三条"), (SituationReader.Shown(impact.Answers[0].Before.Value), SituationReader.Shown(impact.Answers[0].After.Value), string.Join('、', impact.Answers[0].Articles)));
        }
    }

    [Fact]
    public void Impact_StepNoLongerNeeded_IsNamed()
    {
        var (before, after) = (Amended(), Amended(("审核: {phase: 审核, by: 数据局, after: [申报], outcomes", "审核: {phase: 审核, by: 数据局, after: [申报], when: 总投资 > 100, outcomes")));
        var situation = Situation.Of([KeyValuePair.Create("总投资", FeelValue.Of(50m))]) with { Kind = "项目", Dossiers = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<string>>.Empty };
        var step = Assert.Single(AmendmentImpact.Of(before, situation, after, situation).Steps);
        Assert.Equal(("审核", false), (step.Step, step.Needed));
    }
}
