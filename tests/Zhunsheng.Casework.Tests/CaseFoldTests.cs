using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

public class CaseFoldTests
{
    private readonly CaseBuilder _case = new();

    private static Actor Bureau => CaseBuilder.Office("数据局");

    private CaseBuilder Reviewed()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", Bureau);
        return _case;
    }

    [Fact]
    public void Situation_AfterTheFirstAct_HoldsFactsSetFactsPapersAndOwner()
    {
        _case.Do(CaseBuilder.Declaration());
        var situation = _case.Situation;
        Assert.Equal(FeelValue.Of(350m), situation.Facts["总投资"]);
        Assert.Equal(FeelValue.Of(new DateOnly(2026, 4, 6)), situation.Facts["受理日期"]);
        Assert.Equal(["申请书", "效益分析"], situation.Dossiers!["申报"]);
        Assert.Equal("县水利局", situation.Owner);
        Assert.Equal("项目", situation.Kind);
        Assert.False(situation.Closed);
        var occurrence = Assert.Single(situation.Occurrences["申报"]);
        Assert.Equal((1, "提交", "县水利局", "单位", 1, null), (occurrence.Number, occurrence.Outcome, occurrence.By, occurrence.Role, occurrence.Act, occurrence.ReopenedBy));
    }

    [Fact]
    public void Situation_ReturnForCompletion_ReopensStopsTheClockAndGoesOn()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "补充概算依据"));
        var returned = _case.Situation;
        Assert.Equal(2, Assert.Single(returned.Occurrences["申报"]).ReopenedBy);
        var pause = Assert.Single(returned.Pauses);
        Assert.Equal(("审核", new DateOnly(2026, 4, 7), null, "审核：退回补正"), (pause.Deadline, pause.From, pause.To, pause.Cause));
        Assert.Equal(StepStatus.Open, _case.Evaluation.Step("申报").Status);
        Assert.Equal(StepStatus.Waiting, _case.Evaluation.Step("审核").Status);

        _case.Do(CaseBuilder.Declaration(("总投资", 360)));
        var again = _case.Situation;
        Assert.Equal(new DateOnly(2026, 4, 8), Assert.Single(again.Pauses).To);
        Assert.Equal([2, null], again.Occurrences["申报"].Select(o => o.ReopenedBy));
        Assert.Equal([1, 2], again.Occurrences["申报"].Select(o => o.Number));
        Assert.Equal(FeelValue.Of(360m), again.Facts["总投资"]);
        Assert.Equal(StepStatus.Open, _case.Evaluation.Step("审核").Status);
    }

    [Fact]
    public void Situation_FactLeftOpenTheSecondTime_IsTakenBack()
    {
        _case.Do(CaseBuilder.Declaration(("备注", "第一次")));
        Assert.Equal("第一次", _case.Situation.Facts["备注"].AsString);
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "x"));
        var act = _case.Do(CaseBuilder.Declaration());
        Assert.True(act.Asked["备注"].IsNull);
        Assert.False(_case.Situation.Facts.ContainsKey("备注"));
    }

    [Fact]
    public void Situation_FactOfAnotherStep_IsNotTakenBack()
    {
        Reviewed();
        _case.TakeUp();
        Assert.Equal(FeelValue.Of(350m), _case.Situation.Facts["总投资"]);
        Assert.Equal("某政〔2026〕1号", _case.Situation.Facts["批准文号"].AsString);
        Assert.True(_case.Situation.Facts["已列入"].IsTrue);
    }

    [Fact]
    public void Situation_RepeatedStep_KeepsItsFactsInTheOccurrenceAndSetsInTheFile()
    {
        Reviewed().TakeUp();
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 30));
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 20));
        var situation = _case.Situation;
        Assert.False(situation.Facts.ContainsKey("变更金额"));
        Assert.Equal([30m, 20m], situation.Occurrences["变更"].Select(o => o.Facts["变更金额"].AsNumber!.Value));
        Assert.Equal(FeelValue.Of(50m), situation.Facts["累计变更"]);
    }

    [Fact]
    public void Situation_StepForEachValue_OpensOncePerValueAndReopensOnlyThatOccurrence()
    {
        Reviewed().TakeUp();
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 120));
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 30));
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 150));
        Assert.Equal([1m, 3m], _case.Evaluation.Steps().Where(s => s.Step.Name == "变更审批").Select(s => s.Key.AsNumber!.Value));

        _case.Do(new ActProposal("变更审批", "退回", CaseBuilder.Facts()) { Key = FeelValue.Of(3m) }, Bureau);
        Assert.Equal([null, null, 7], _case.Situation.Occurrences["变更"].Select(o => o.ReopenedBy));
        _case.Do(new ActProposal("变更审批", "同意", CaseBuilder.Facts()) { Key = FeelValue.Of(1m) }, Bureau);
        Assert.Equal(StepStatus.Done, _case.Evaluation.Step("变更审批", FeelValue.Of(1m)).Status);
    }

    [Fact]
    public void Situation_ExceptionGranted_LiftsTheGate()
    {
        Reviewed().TakeUp();
        _case.Do("档案验收", "提交", Bureau, ("档案合格", false));
        Assert.False(_case.Check(new ActProposal("验收", "合格", CaseBuilder.Facts())).Ok);
        _case.Do("免档案验收", "批准", CaseBuilder.Office("县政府"));
        Assert.Equal(["档案验收"], _case.Situation.Exceptions);
        var check = _case.Check(new ActProposal("验收", "合格", CaseBuilder.Facts()));
        Assert.True(check.Ok, CaseBuilder.Words(check));
        Assert.Contains(check.Because, b => b is { Rule: "红线档案验收", Text: "已批准例外" });
    }

    [Fact]
    public void Situation_ExceptionRefused_LiftsNothing()
    {
        Reviewed().TakeUp();
        _case.Do("档案验收", "提交", Bureau, ("档案合格", false));
        _case.Do("免档案验收", "不批准", CaseBuilder.Office("县政府"));
        Assert.Empty(_case.Situation.Exceptions);
    }

    [Fact]
    public void Situation_ClosingOutcome_ClosesTheFile()
    {
        Reviewed().TakeUp();
        _case.Do("档案验收", "提交", Bureau, ("档案合格", true));
        Assert.False(_case.Situation.Closed);
        _case.Do("验收", "合格", CaseBuilder.Unit);
        Assert.True(_case.Situation.Closed);
        var refused = _case.Check(new ActProposal("变更", "提交", CaseBuilder.Facts(("变更金额", 1))));
        Assert.Equal(RefusalKind.Closed, Assert.Single(refused.Refusals).Kind);
    }

    [Fact]
    public void Situation_CorrectedAct_CountsAtItsOwnPlace()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "x"));
        _case.Do(CaseBuilder.Declaration(("总投资", 380)));
        _case.Correct(new CorrectionProposal(1, CaseBuilder.Declaration(("总投资", 333), ("备注", "早先")).Facts, "抄错了") { Papers = [CaseBuilder.Paper("申请书"), CaseBuilder.Paper("效益分析"), CaseBuilder.Paper("参考资料")] });
        var situation = _case.Situation;
        Assert.Equal(FeelValue.Of(380m), situation.Facts["总投资"]);
        Assert.Equal("早先", situation.Facts["备注"].AsString);
        Assert.Equal([333m, 380m], situation.Occurrences["申报"].Select(o => o.Facts["总投资"].AsNumber!.Value));
        Assert.Equal(["申请书", "效益分析", "参考资料"], situation.Dossiers!["申报"]);
        Assert.Equal(4, _case.File.Head);
        Assert.Equal(2, situation.Occurrences["申报"].Length);
    }

    [Fact]
    public void Origins_AfterSeveralActs_NameTheActOfEachFact()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "x"));
        _case.Do(CaseBuilder.Declaration(("总投资", 380)));
        var origins = CaseFold.Origins(_case.File, CaseBuilder.Rulebook);
        Assert.Equal(3, origins["总投资"]);
        Assert.Equal(2, origins["补正要求"]);
    }
}
