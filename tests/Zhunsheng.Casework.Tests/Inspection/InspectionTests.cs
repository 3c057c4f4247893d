using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using static Zhunsheng.Casework.Tests.CaseBuilder;

namespace Zhunsheng.Casework.Tests.Inspection;

/// <summary>Orders to mend something, the ladder of measures, claims held against evidence, notices that are missing.</summary>
public class InspectionTests
{
    private static readonly DateOnly Due = new(2026, 5, 10);

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "step: 检查, outcome: 要整改", "step: 检察, outcome: 要整改", "没有叫“检察”的环节，是不是 检查" },
        { "outcome: 要整改, due", "outcome: 要整治, due", "环节检查没有叫“要整治”的结果，是不是 要整改" },
        { "due: 整改期限", "due: 整改要求", "due 要写一个日期要素" },
        { "answer: 整改报告", "answer: 进展", "环节进展不是每次检查办一次的" },
        { "passed: 改好了, ", "", "要写 passed" },
        { "passed: 改好了", "passed: 改好", "环节整改复核没有叫“改好”的结果" },
        { "closes: [可否列入]", "closes: [可否列人]", "没有叫“可否列人”的“可否”判定" },
        { "taken: 停着 != null and 停着, ", "", "要写 taken" },
        { "under: 追究\n    step", "under: 追责\n    step", "没有哪条后果写着 under: 追责" },
        { "to: {挪用:", "to: {娜用:", "追究里没有叫“娜用”的后果，是不是 挪用" },
        { "{platform: true, sort: 总数", "{sort: 总数", "写 article（凭哪一条），或者写 platform: true" },
        { "contradicts: 预计额 < 10", "contradicts: 预计额", "这里要的是是否" },
        { "before: [检查]", "before: [捡查]", "没有叫“捡查”的环节" },
        { "inspections: [检查]", "inspection: [检查]", "不认识的键 inspection" },
        { "spot: {step: 检查", "spot: {step: 捡查", "没有叫“捡查”的环节" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsAnErrorAtItsPlace(string right, string wrong, string words)
    {
        Assert.Contains(right, WatchRulebook.Text, StringComparison.Ordinal);
        var reading = WatchRulebook.Read(WatchRulebook.Text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Rulebook);
        var finding = reading.Findings.First(f => f.Severity == FindingSeverity.Error);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Line > 10 && finding.Column > 1);
    }

    [Theory]
    [InlineData("when: 停着 != null, holds: not(停着)", "holds: 预计额 > 0", "处置停止安排：closes 写了可否列入")]
    [InlineData("{when: 停着 = null or not(停着), reason: 正停止安排}", "{}", "处置停止安排：refuses 写了付钱")]
    [InlineData("contradicts: 预计额 < 10", "contradicts: 1 < 2", "核对总数对不上：contradicts")]
    public void Lint_WhatClosesNothing_IsAnError(string right, string wrong, string words)
    {
        var text = new RulebookText("watch-2026/rulebook.yaml", WatchRulebook.Text.Replace(right, wrong, StringComparison.Ordinal));
        var reading = RulebookReader.Read(text, CountyRulebook.Common);
        var finding = Assert.Single(RulebookLint.Check(reading.Rulebook!, text, []), f => f.Message.StartsWith(words, StringComparison.Ordinal));
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.True(finding.Line > 10);
    }

    [Fact]
    public void Order_FromGivenToLifted_StandsWhereTheActsPutIt()
    {
        var play = new Play();
        play.Do("登记", "提交", Unit, ("项目名称", "甲"));
        Assert.Empty(play.Orders(Due));
        play.Do("检查", "没有问题", Office("监督局"));
        play.Do("检查", "要整改", Office("监督局"), ("违规", new[] { "管理不善" }), ("整改要求", "改"), ("整改期限", Due));
        Assert.Equal((OrderStanding.Open, (int?)null, "整改报告"), Of(play.Order(Due)));
        Assert.Equal((OrderStanding.Late, 1, "整改复核"), Of(play.Order(Due.AddDays(1))));
        Assert.Equal(["通报", "停止安排", "终止"], play.Next(Due.AddDays(1)));
        Assert.Empty(play.Next(Due));
        play.Do("整改报告", "提交", Unit, key: 2, facts: ("整改说明", "改了"));
        Assert.Equal((OrderStanding.Answered, (int?)null, "整改复核"), Of(play.Order(Due.AddDays(1))));
        play.Do("整改复核", "没有改好", Office("监督局"), key: 2);
        Assert.Equal((OrderStanding.Failed, (int?)null, "处置"), Of(play.Order(Due)));
        play.Do("处置", "处置", Office("监督局"), key: 2, facts: ("措施", new[] { "停止安排" }));
        var order = play.Order(Due);
        Assert.Equal((OrderStanding.Sanctioned, (int?)null, null), Of(order));
        Assert.Equal(["通报", "终止"], play.Next(Due));
        var rung = play.Evaluation(Due).Sanctions().Single(s => s.Taken == true).Rule;
        Assert.Equal("停止安排", rung.Name);
        Assert.Equal(6, SanctionLadder.TakenBy(play.Evaluation(Due), rung)!.Act);
        // In force it refuses the step whose question it closes and the one it refuses besides.
        Assert.Equal("第二条", Assert.Single(play.Check("列入", "提交", Office("财政局")).Refusals).Article);
        Assert.Contains(play.Check("付钱", "付", Unit, ("支付额", 1)).Refusals, r => r.Message.Contains("正停止安排", StringComparison.Ordinal));
        play.Do("解除", "解除", Office("监督局"));
        Assert.Equal((OrderStanding.Settled, (int?)null, null), Of(play.Order(Due)));
        Assert.True(play.Check("列入", "提交", Office("财政局")).Ok);
    }

    [Fact]
    public void Order_ReviewedWell_IsSettled_AndInAClosedFileEnded()
    {
        var play = new Play();
        play.Do("登记", "提交", Unit, ("项目名称", "甲"));
        play.Do("检查", "要整改", Office("监督局"), ("违规", new[] { "管理不善" }), ("整改要求", "改"), ("整改期限", Due));
        play.Do("检查", "要整改", Office("监督局"), ("违规", new[] { "管理不善" }), ("整改要求", "再改"), ("整改期限", Due));
        play.Do("整改复核", "改好了", Office("监督局"), key: 1);
        play.Do("整改复核", "没有改好", Office("监督局"), key: 2);
        Assert.Equal([OrderStanding.Failed, OrderStanding.Settled], play.Orders(Due).Select(o => o.Standing));
        play.Do("处置", "终止", Office("监督局"), key: 2);
        Assert.Equal([OrderStanding.Ended, OrderStanding.Settled], play.Orders(Due).Select(o => o.Standing));
    }

    [Fact]
    public void Evidence_ClaimAgainstEvidence_ContradictsAgreesOrIsNotKnown()
    {
        var play = new Play();
        play.Do("登记", "提交", Unit, ("项目名称", "甲"));
        var state = Assert.Single(play.Evaluation(Due).Evidence());
        Assert.Equal(("总数对不上", null), (state.Rule.Name, state.Contradicts));
        Assert.Equal(["预计额"], state.Unknown);
        play.Do("进展", "提交", Unit, ("完成额", 10));
        play.Do("付钱", "付", Unit, ("支付额", 10));
        Assert.Empty(play.Evaluation(Due).ContradictedEvidence());
        Assert.False(play.Evaluation(Due).Evidence()[0].Contradicts);
        play.Do("付钱", "付", Unit, ("支付额", 5));
        var found = Assert.Single(play.Evaluation(Due).ContradictedEvidence());
        Assert.Equal(("付款超过进度", "报的完成10.00万元，付了15.00万元", "第一条"), (found.Rule.Name, found.Text, found.Rule.Article!.Text));
        play.Do("进展", "提交", Unit, ("完成额", 15));
        Assert.Empty(play.Evaluation(Due).ContradictedEvidence());
    }

    [Fact]
    public void MissingNotice_ActThatToldNobody_IsNamed_OneThatToldIsNot()
    {
        var play = new Play();
        play.Do("登记", "提交", Unit, ("项目名称", "甲"));
        Assert.Empty(MissingNotice.Of(play.File, play.Evaluation(Due)));
        var silent = play.File with { Acts = [play.File.Acts[0] with { Told = [play.File.Acts[0].Told[0]] }] };
        Assert.Equal([("抄送", "财政局", 1), ("抄送", "镇里", 1)], MissingNotice.Of(silent, new Evaluation(WatchRulebook.Rulebook, CaseFold.Situation(silent, WatchRulebook.Rulebook, Due))).Select(m => (m.Kind, m.To, m.Act!.Value)));
    }

    [Fact]
    public void Lot_SamePoolAndPredecessor_ChoosesTheSame_OtherwiseNot()
    {
        string[] pool = [.. Enumerable.Range(1, 40).Select(n => $"JD-2026-{n:0000}")];
        var lot = InspectionLot.Of("a", pool.Reverse(), 5);
        Assert.Equal(pool, lot.Pool);
        Assert.Equal(5, lot.Chosen.Length);
        Assert.Equal(lot.Chosen, InspectionLot.Of("a", pool, 5).Chosen);
        Assert.NotEqual(lot.Seed, InspectionLot.Of("b", pool, 5).Seed);
        Assert.NotEqual(lot.Seed, InspectionLot.Of("a", pool.Skip(1), 5).Seed);
        Assert.NotEqual(lot.Seed, InspectionLot.Of("a", pool, 6).Seed);
        Assert.Equal(["x", "y"], InspectionLot.Of("a", ["y", "x", "x"], 5).Chosen);
    }

    private static (OrderStanding, int?, string?) Of(RectificationOrder order) => (order.Standing, order.Answer is null ? order.DaysLate(Due.AddDays(order.Standing == OrderStanding.Late ? 1 : 0)) : null, order.NextStep);

    /// <summary>Plays acts, all on one day.</summary>
    private sealed class Play
    {
        private static readonly DateTimeOffset Now = new(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8));

        public CaseFile File { get; private set; } = CaseFile.Begin(Guid.Parse("11111111-1111-1111-1111-111111111111"), "JD-2026-0001", WatchRulebook.Rulebook, "项目", UnitId, "县水利局");

        public ActCheck Check(string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) => Check(step, outcome, actor, null, facts);

        public void Do(string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) => Do(step, outcome, actor, null, facts);

        public void Do(string step, string outcome, Actor actor, int? key, params (string Name, object? Value)[] facts)
        {
            var check = Check(step, outcome, actor, key, facts);
            Assert.True(check.Ok, Words(check));
            File = File.With(CaseWork.Make(File, check, actor, Now, Guid.NewGuid()));
        }

        public Evaluation Evaluation(DateOnly today) => new(WatchRulebook.Rulebook, CaseFold.Situation(File, WatchRulebook.Rulebook, today));

        public ImmutableArray<RectificationOrder> Orders(DateOnly today) => RectificationOrder.Of(Evaluation(today), today);

        public RectificationOrder Order(DateOnly today) => Assert.Single(Orders(today));

        public IEnumerable<string> Next(DateOnly today) => SanctionLadder.Next(Order(today), Evaluation(today).Sanctions()).Select(r => r.Name);

        private ActCheck Check(string step, string outcome, Actor actor, int? key, (string Name, object? Value)[] facts) => CaseWork.Check(
            WatchRulebook.Rulebook, File.Head == 0 ? null : File, new ActProposal(step, outcome, Facts(facts)) { Key = key is { } number ? Feel.FeelValue.Of((decimal)number) : default }, actor, LegalDay.Of(Now));
    }
}
