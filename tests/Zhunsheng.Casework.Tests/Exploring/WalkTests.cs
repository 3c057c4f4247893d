using Zhunsheng.Casework.Exploring;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests.Exploring;

/// <summary>The walk over small rulebooks: sound ones end, and one with a dead end says where and why.</summary>
public class WalkTests
{
    private const string Sound = """
        id: county-2026
        version: 1
        title: 某县信息化项目办法
        issuer: 某县人民政府
        jurisdiction: {name: 某县, level: 旗县市区}
        number_prefix: MX
        articles_count: 5
        roles: {单位: {own: true}, 数据局: {}, 县政府: {}}
        phases: [申报, 验收]
        kinds: {项目: {title: 项目名称}, 计划: {title: 批准文号, key: 计划年度}}
        articles:
          第一条: {gist: 目的, declaratory: 只讲目的}
          第二条:
            gist: 申报和审核
            papers: {申报: [申请书, {保密方案: {when: 密级 = "秘密"}}]}
            gates:
              概算上限: {blocks: {可否申报: {环节: 申报}}, holds: 概算 <= 1000, reason: 概算超过1000万元, remedy: 压减概算}
            notices: {申报: {抄送: [县政府]}}
            steps:
              申报: {opens: true, phase: 申报, by: 单位, requires: {可否申报: {环节: 申报}}, asks: [项目名称, 密级, 概算], outcomes: {提交: {sets: {受理日期: {feel: 行为日期}}}}}
              审核:
                phase: 申报
                by: 数据局
                after: [申报]
                outcomes:
                  通过: {asks: [审核意见]}
                  退回补正: {reopens: [申报], asks: [补正要求]}
          第三条:
            gist: 计划
            gates: {投资上限: {blocks: 可否列入, holds: 概算 <= 800, reason: 概算超过800万元, remedy: 更正概算}}
            steps:
              编制计划: {kind: 计划, opens: true, by: 数据局, asks: [计划年度]}
              批准计划: {kind: 计划, by: 县政府, after: [编制计划], asks: [计划项目, 批准文号], outcomes: {批准: {conveys: {to: 计划项目, step: 列入计划, outcome: 列入}, closes: true}}}
              列入计划: {phase: 申报, by: 县政府, after: [审核], via: 计划, requires: 可否列入, outcomes: {列入: {sets: {已列入: true}}}}
          第四条:
            gist: 验收
            deadlines: {验收: {within: 6 个月, from: 受理日期, steps: [验收]}}
            gates: {档案: {blocks: 可否验收, holds: 档案合格, reason: 档案没有合格, remedy: 档案验收合格}}
            steps:
              档案验收: {phase: 验收, by: 数据局, after: [列入计划], asks: [档案合格]}
              验收: {phase: 验收, by: 单位, after: [列入计划, 档案验收], requires: 可否验收, outcomes: {合格: {closes: true}}}
          第五条: {gist: 没有人违反的一条, consequences: {处分: {under: 追责, when: 密级 = "秘密" and 密级 = "非涉密", measures: [处分]}}}
        """;

    private static WalkReport Play(string text, int cases, long seed = 1)
    {
        var rulebook = CountyRulebook.Read(text);
        var options = new WalkOptions(cases, seed);
        return WalkReport.Of(rulebook, Enumerable.Range(0, options.Worlds).Select(w => Walk.Play(rulebook, options, w)));
    }

    [Fact]
    public void Play_SoundRulebook_EndsEveryCase()
    {
        var report = Play(Sound, 60);
        Assert.Empty(report.Stuck);
        Assert.Equal(60, report.Cases.Count(c => c.Case > 0));
        Assert.Contains(report.Cases, c => c is { Kind: "项目", End: "验收：合格" });
        Assert.Contains(report.Cases, c => c is { Kind: "计划", End: "批准计划：批准" });
        Assert.Empty(report.NeverDone);
        var second = report.Articles.Single(a => a.Article.Heading == "第二条").Counts;
        Assert.True(second.Steps >= 100 && second.GatesTrue >= 50 && second.GatesFalse > 0 && second.Papers >= 50 && second.Notices >= 50, second.ToString());
        Assert.True(report.Articles.Single(a => a.Article.Heading == "第四条").Counts.Deadlines > 0);
    }

    [Fact]
    public void Play_ArticleWhoseRulesNeverFire_IsListed() => Assert.Equal(["第五条"], Play(Sound, 40).NeverFired.Select(a => a.Heading));

    [Fact]
    public void Play_GateThatNothingLifts_IsStuckAtItsArticle()
    {
        var report = Play(Sound.Replace("asks: [档案合格]}", "outcomes: {提交: {sets: {档案合格: false}}}}", StringComparison.Ordinal), 20);
        Assert.NotEmpty(report.Stuck);
        Assert.All(report.Stuck, c =>
        {
            var blockage = Assert.Single(c.Blockages);
            Assert.Equal(("验收", "第四条", "档案没有合格"), (blockage.Step, blockage.Article, blockage.Reason));
            Assert.Contains(c.Events, e => e.Text.Contains("档案验收 → 提交", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Play_GateThatOnlyWithdrawalAvoids_SaysSo()
    {
        var text = Sound.Replace("asks: [档案合格]}", "outcomes: {提交: {sets: {档案合格: false}}}}", StringComparison.Ordinal)
            .Replace("      验收: {phase", "      撤销: {phase: 验收, by: 单位, after: [申报], optional: true, outcomes: {撤销: {closes: true}}}\n      验收: {phase", StringComparison.Ordinal);
        var report = Play(text, 20);
        Assert.Empty(report.Stuck);
        Assert.Contains(report.GivenUp, c => c.End == "撤销：撤销（别无他路）" && c.Blockages.Any(b => b.Reason == "档案没有合格"));
    }

    [Fact]
    public void Play_FactOfAnEarlierForm_IsCorrected()
    {
        var events = Play(Sound, 80).Cases.SelectMany(c => c.Events).ToList();
        Assert.Contains(events, e => e.Text.Contains("更正第1号申报", StringComparison.Ordinal));
    }

    [Fact]
    public void Play_SameSeed_IsTheSameWalk()
    {
        static List<string> Told(WalkReport report) => [.. report.Cases.SelectMany(c => c.Events.Select(e => $"{c.Case} {e.Day} {e.Text}"))];
        Assert.Equal(Told(Play(Sound, 20, 5)), Told(Play(Sound, 20, 5)));
        Assert.NotEqual(Told(Play(Sound, 20, 5)), Told(Play(Sound, 20, 6)));
    }

    [Fact]
    public void Play_OneWorldAlone_IsAsAmongOthers()
    {
        var rulebook = CountyRulebook.Read(Sound);
        var among = Play(Sound, 30, 9).Cases.Single(c => c.Case == 17);
        var alone = Walk.Play(rulebook, new WalkOptions(30, 9), 1).Cases.Single(c => c.Case == 17);
        Assert.Equal(among.Events.Select(e => e.Text), alone.Events.Select(e => e.Text));
    }

    [Fact]
    public void Play_Acts_AreWholeChainsOfLawfulDays()
    {
        foreach (var walked in Play(Sound, 30).Cases)
        {
            Assert.Equal(walked.Events.Select(e => e.Day).Order(), walked.Events.Select(e => e.Day));
        }
    }
}
