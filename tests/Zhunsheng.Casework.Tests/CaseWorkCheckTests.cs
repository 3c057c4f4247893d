using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework.Tests;

public class CaseWorkCheckTests
{
    private readonly CaseBuilder _case = new();

    private static Actor Bureau => CaseBuilder.Office("数据局");

    private static string? Field(ActCheck check, string name) => check.Fields.FirstOrDefault(f => f.Name == name)?.Message;

    private static RefusalKind Only(ActCheck check) => Assert.Single(check.Refusals).Kind;

    [Fact]
    public void Check_CompleteDeclaration_IsOkAndTellsWhom()
    {
        var check = _case.Check(CaseBuilder.Declaration());
        Assert.True(check.Ok, CaseBuilder.Words(check));
        Assert.Equal([new Told("报送", "数据局", "第二条"), new Told("抄送", "财政局", "第二条")], check.Told.OrderBy(t => t.Kind == "抄送"));
        Assert.Equal(FeelValue.Of(new DateOnly(2026, 4, 6)), check.Set["受理日期"]);
        Assert.Equal("县水利局", check.File!.OwnerName);
        Assert.Contains(new ActReason("第二条", "环节申报", null), check.Because);
        Assert.Contains(new ActReason("第二条", "红线概算上限", null), check.Because);
    }

    [Fact]
    public void Check_EmptyForm_NamesEveryRequiredFieldAndPaper()
    {
        var check = _case.Check(new ActProposal("申报", "提交", CaseBuilder.Facts()));
        Assert.Equal(["依托内网", "内网说明", "密级", "总投资", "概算", "项目名称"], check.Fields.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["申请书", "效益分析"], check.Papers.Select(p => p.Name));
        Assert.Equal("请填写密级", Field(check, "密级"));
        Assert.Equal("“申请书”里要有这一章，请确认（第二条）", check.Papers[1].Message);
    }

    [Theory]
    [InlineData("总投资", "350", "写数字，单位万元")]
    [InlineData("密级", "绝密", "没有“绝密”这个选项；可选：非涉密、秘密")]
    [InlineData("项目名称", "坏\u0000字", "含有不能显示的控制字符，请删去后再交")]
    [InlineData("依托内网", "是", "选“是”或“否”")]
    [InlineData("补正要求", "x", "这张表单不问这一项，请去掉")]
    [InlineData("受理日期", "x", "这张表单不问这一项，请去掉")]
    [InlineData("不存在", "x", "没有叫“不存在”的要素")]
    [InlineData("内网说明", "x", "按现在所填的内容，这一项不用填，请清空")]
    public void Check_WrongValue_IsAnErrorAtItsField(string fact, string value, string message) =>
        Assert.Equal(message, Field(_case.Check(CaseBuilder.Declaration((fact, value))), fact));

    [Fact]
    public void Check_HalfASurrogatePair_IsAnError()
    {
        Assert.Equal("含有残缺的字符，请删去后再交", Field(_case.Check(CaseBuilder.Declaration(("项目名称", "残" + '\ud800'))), "项目名称"));
        Assert.Equal("含有残缺的字符，请删去后再交", Field(_case.Check(CaseBuilder.Declaration(("项目名称", '\udc00' + "残"))), "项目名称"));
        Assert.True(_case.Check(CaseBuilder.Declaration(("项目名称", "𠮷村"))).Ok);
    }

    [Fact]
    public void Check_MoneyWithSevenDecimals_IsAnError()
    {
        Assert.Equal("最多6位小数", Field(_case.Check(CaseBuilder.Declaration(("总投资", 1.0000001m))), "总投资"));
        Assert.Null(Field(_case.Check(CaseBuilder.Declaration(("总投资", 1.000001m))), "总投资"));
    }

    [Fact]
    public void Check_TextOfExactlyTheGreatestLength_IsAccepted()
    {
        Assert.True(_case.Check(CaseBuilder.Declaration(("备注", new string('字', 4000)))).Ok);
        Assert.Equal("写了4001字，最多4000字", Field(_case.Check(CaseBuilder.Declaration(("备注", new string('字', 4001)))), "备注"));
    }

    [Fact]
    public void Check_RepeatedStepWithItsOwnPapers_NeedsThemEachTime()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", CaseBuilder.Office("数据局"));
        _case.TakeUp();
        _case.Do("档案验收", "提交", CaseBuilder.Office("数据局"), ("档案合格", true));
        var bare = new ActProposal("来文登记", "提交", CaseBuilder.Facts());
        Assert.Equal(["来文"], _case.Check(bare).Papers.Select(p => p.Name));
        _case.Do(bare with { Papers = [CaseBuilder.Paper("来文")] });
        Assert.Equal(["来文"], _case.Check(bare).Papers.Select(p => p.Name));
    }

    [Fact]
    public void Check_LineOfExactlyTheGreatestLength_IsAccepted()
    {
        Assert.True(_case.Check(CaseBuilder.Declaration(("项目名称", new string('字', 200)))).Ok);
        Assert.Equal("写了201字，最多200字", Field(_case.Check(CaseBuilder.Declaration(("项目名称", new string('字', 201)))), "项目名称"));
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("甲\u202E乙")]
    [InlineData("甲\uFFFD")]
    public void Check_InvisibleOrBrokenCharacters_AreAnError(string name) =>
        Assert.Equal("含有看不见或者乱码的字符，请重新输入", Field(_case.Check(CaseBuilder.Declaration(("项目名称", name))), "项目名称"));

    [Fact]
    public void Check_DayThatHasHappened_LiesNeitherAheadNorBeforeWhatItFollows()
    {
        var today = _case.Today;
        Assert.True(_case.Check(CaseBuilder.Declaration(("需求日期", today), ("会商日期", today))).Ok);
        Assert.Contains("还没有到", Field(_case.Check(CaseBuilder.Declaration(("需求日期", today.AddDays(1)))), "需求日期"));
        Assert.Equal($"不能早于需求日期{today:yyyy-MM-dd}", Field(_case.Check(CaseBuilder.Declaration(("需求日期", today), ("会商日期", today.AddDays(-1)))), "会商日期"));
    }

    [Fact]
    public void Check_ConditionalFact_IsRequiredWhenItsConditionHolds()
    {
        Assert.Equal("请填写内网说明", Field(_case.Check(CaseBuilder.Declaration(("依托内网", true))), "内网说明"));
        Assert.True(_case.Check(CaseBuilder.Declaration(("依托内网", true), ("内网说明", "专线"))).Ok);
    }

    [Fact]
    public void Check_ValueContradictingItsDerivation_IsAnError()
    {
        Assert.NotNull(Field(_case.Check(CaseBuilder.Declaration(("是否超概", true))), "是否超概"));
        Assert.True(_case.Check(CaseBuilder.Declaration(("是否超概", false))).Ok);
    }

    [Fact]
    public void Check_PaperDueByAFact_IsMissingOnlyThen()
    {
        var check = _case.Check(CaseBuilder.Declaration(("密级", "秘密")));
        Assert.Equal(["保密方案"], check.Papers.Select(p => p.Name));
        var complete = CaseBuilder.Declaration(("密级", "秘密"));
        Assert.True(_case.Check(complete with { Papers = complete.Papers.Add(CaseBuilder.Paper("保密方案")) }).Ok);
    }

    [Fact]
    public void Check_PapersHandedInBefore_NeedNotComeAgain()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "x"));
        Assert.True(_case.Check(CaseBuilder.Declaration() with { Papers = [] }).Ok);
    }

    [Fact]
    public void Check_HostilePaper_IsAnError()
    {
        var paper = CaseBuilder.Paper("申请书");
        foreach (var bad in new[] { paper with { Digest = "../../etc/passwd" }, paper with { FileName = "" }, paper with { Title = " " }, paper with { Digest = paper.Digest.ToUpperInvariant() } })
        {
            Assert.False(_case.Check(CaseBuilder.Declaration() with { Papers = [CaseBuilder.Paper("效益分析"), paper, bad] }).Ok);
        }
    }

    [Fact]
    public void Check_GateAtItsBoundary_PassesAndBlocksAbove()
    {
        Assert.True(_case.Check(CaseBuilder.Declaration(("概算", 1000))).Ok);
        var refusal = Assert.Single(_case.Check(CaseBuilder.Declaration(("概算", 1000.01m))).Refusals);
        Assert.Equal((RefusalKind.Blocked, "概算超过1000万元", "第二条", "压减概算"), (refusal.Kind, refusal.Message, refusal.Article, refusal.Remedy));
        Assert.Contains(refusal.Facts, f => f.Name == "概算" && f.Value == FeelValue.Of(1000.01m));
    }

    [Fact]
    public void Check_GateWithUnknownFact_IsUndecidableAndNamesIt()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", Bureau);
        _case.TakeUp();
        var refusal = Assert.Single(_case.Check(new ActProposal("验收", "合格", CaseBuilder.Facts())).Refusals);
        Assert.Equal(RefusalKind.Undecidable, refusal.Kind);
        Assert.Equal(["档案合格"], refusal.Unknown);
    }

    [Fact]
    public void Check_UnknownStepOutcomeOrKey_IsRefused()
    {
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("飞升", "提交", CaseBuilder.Facts()))));
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("申报", "批准", CaseBuilder.Facts()))));
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("审核", "通过", CaseBuilder.Facts()), Bureau)));
        _case.Do(CaseBuilder.Declaration());
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("审核", "通过", CaseBuilder.Facts()) { Key = FeelValue.Of(1m) }, Bureau)));
        Assert.Equal(RefusalKind.NotOpen, Only(_case.Check(new ActProposal("变更审批", "同意", CaseBuilder.Facts()) { Key = FeelValue.Of(9m) }, Bureau)));
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("编制计划", "提交", CaseBuilder.Facts()), Bureau)));
    }

    [Fact]
    public void Check_RepetitionThatIsNotOnTheList_IsRefused()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", Bureau);
        _case.TakeUp();
        _case.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 120));
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("变更审批", "同意", CaseBuilder.Facts()) { Key = FeelValue.Of(9m) }, Bureau)));
        Assert.Equal(RefusalKind.Unknown, Only(_case.Check(new ActProposal("变更审批", "同意", CaseBuilder.Facts()), Bureau)));
        Assert.True(_case.Check(new ActProposal("变更审批", "同意", CaseBuilder.Facts()) { Key = FeelValue.Of(1m) }, Bureau).Ok);
    }

    [Fact]
    public void Check_StepDoneOrWaiting_IsNotOpenAndSaysWhy()
    {
        _case.Do(CaseBuilder.Declaration());
        var done = Assert.Single(_case.Check(CaseBuilder.Declaration()).Refusals);
        Assert.Equal((RefusalKind.NotOpen, "“申报”已经由县水利局在2026-04-06办过（提交）"), (done.Kind, done.Message));
        var waiting = Assert.Single(_case.Check(new ActProposal("变更", "提交", CaseBuilder.Facts(("变更金额", 1)))).Refusals);
        Assert.Equal((RefusalKind.NotOpen, "“变更”还不能办：先要办结列入计划"), (waiting.Kind, waiting.Message));
    }

    [Fact]
    public void Check_OtherRoleOrOtherUnit_IsRefused()
    {
        Assert.Equal(RefusalKind.Role, Only(_case.Check(CaseBuilder.Declaration(), Bureau)));
        _case.Do(CaseBuilder.Declaration());
        Assert.Equal(RefusalKind.Role, Only(_case.Check(new ActProposal("审核", "通过", CaseBuilder.Facts()))));
        _case.Do("审核", "退回补正", Bureau, ("补正要求", "x"));
        var stranger = CaseBuilder.Unit with { OrganisationId = Guid.NewGuid(), OrganisationName = "县交通局" };
        var refusal = Assert.Single(_case.Check(CaseBuilder.Declaration(), stranger).Refusals);
        Assert.Equal((RefusalKind.Role, "本案卷属于县水利局，县交通局不能办理"), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public void Check_OutcomeNotOffered_IsRefused()
    {
        _case.Do(CaseBuilder.Declaration());
        Assert.Equal(RefusalKind.Outcome, Only(_case.Check(new ActProposal("审核", "不予通过", CaseBuilder.Facts()), Bureau)));
    }

    [Fact]
    public void Check_StepBroughtAboutByAnotherFile_CannotBeDoneDirectly()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", Bureau);
        var check = _case.Check(new ActProposal("列入计划", "列入", CaseBuilder.Facts(("计划年度", 2026), ("批准文号", "x"))), CaseBuilder.Office("县政府"));
        Assert.Equal(RefusalKind.OnlyVia, Only(check));
    }

    [Fact]
    public void CheckConveyed_GateThere_RefusesWithItsReason()
    {
        _case.Do(CaseBuilder.Declaration(("总投资", 801), ("概算", 900)));
        _case.Do("审核", "通过", Bureau);
        var source = CaseWork.Check(CaseBuilder.Rulebook, null, new ActProposal("编制计划", "提交", CaseBuilder.Facts(("计划年度", 2026))), Bureau, _case.Today);
        var check = CaseWork.CheckConveyed(CaseBuilder.Rulebook, _case.File, new ConveyanceOrder(_case.File.Number, "列入计划", "列入"), source, Bureau, _case.Today);
        Assert.Contains(check.Refusals, r => r is { Kind: RefusalKind.Blocked, Message: "总投资超过800万元", Article: "第三条" });
        Assert.Contains(check.Fields, f => f.Name == "批准文号");
    }

    [Fact]
    public void Make_AfterOkCheck_GivesNumbersLinksAndMilliseconds()
    {
        _case.Now = new DateTimeOffset(2026, 4, 6, 0, 30, 0, TimeSpan.FromHours(8)).AddTicks(12345);
        var first = _case.Do(CaseBuilder.Declaration());
        var second = _case.Do("审核", "通过", Bureau);
        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(_case.File.Root, first.PreviousDigest);
        Assert.Equal(first.Digest, second.PreviousDigest);
        Assert.Equal(new DateOnly(2026, 4, 6), first.On);
        Assert.Equal(0, first.At.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal((CaseBuilder.Rulebook.Id, 3, CaseBuilder.Rulebook.Digest), (first.RulebookId, first.RulebookVersion, first.RulebookDigest));
        Assert.Empty(CaseVerification.Verify(_case.File));
    }

    [Fact]
    public void Make_AfterFailedCheck_Throws() => Assert.Throws<InvalidOperationException>(() =>
        CaseWork.Make(_case.File, _case.Check(new ActProposal("申报", "提交", CaseBuilder.Facts())), CaseBuilder.Unit, _case.Now, Guid.Empty));

    [Fact]
    public void CheckCorrection_OfTheOwnAct_SetsAnewOnTheOldDay()
    {
        _case.Do(CaseBuilder.Declaration());
        _case.Do("审核", "通过", Bureau);
        var act = _case.Correct(new CorrectionProposal(1, CaseBuilder.Declaration(("总投资", 345)).Facts, "合计算错") { Papers = CaseBuilder.Declaration().Papers });
        Assert.Equal((ActKind.Correction, 1, 3, "合计算错"), (act.Kind, act.Corrects, act.Number, act.Note));
        Assert.Equal(FeelValue.Of(new DateOnly(2026, 4, 6)), act.Set["受理日期"]);
        Assert.Equal(new DateOnly(2026, 4, 8), act.On);
        Assert.Equal(FeelValue.Of(345m), _case.Situation.Facts["总投资"]);
        Assert.Empty(CaseVerification.Verify(_case.File));
    }

    [Fact]
    public void CheckCorrection_WrongInput_IsRefused()
    {
        _case.Do(CaseBuilder.Declaration());
        var papers = CaseBuilder.Declaration().Papers;
        ActCheck Check(CorrectionProposal correction, Actor? actor = null) => CaseWork.CheckCorrection(CaseBuilder.Rulebook, _case.File, correction, actor ?? CaseBuilder.Unit);
        var good = new CorrectionProposal(1, CaseBuilder.Declaration(("总投资", 345)).Facts, "算错") { Papers = papers };
        Assert.True(Check(good).Ok);
        Assert.Equal(RefusalKind.Unknown, Only(Check(good with { Number = 7 })));
        Assert.Equal(RefusalKind.Role, Only(Check(good, Bureau)));
        Assert.Equal("没有任何改动，不需要更正", Assert.Single(Check(good with { Facts = CaseBuilder.Declaration().Facts }).Refusals).Message);
        Assert.Equal("写明为什么更正", Field(Check(good with { Reason = " " }), "更正理由"));
        Assert.Equal("写数字，单位万元", Field(Check(good with { Facts = good.Facts.SetItem("总投资", FeelValue.Of("x")) }), "总投资"));
        Assert.Equal(["申请书", "效益分析"], Check(good with { Papers = [] }).Papers.Select(p => p.Name));
    }

    [Fact]
    public void Check_FileOfAnotherRulebookVersion_Throws()
    {
        _case.Do(CaseBuilder.Declaration());
        var other = CountyRulebook.Read(CountyRulebook.Text.Replace("version: 3", "version: 4", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => CaseWork.Check(other, _case.File, CaseBuilder.Declaration(), CaseBuilder.Unit, _case.Today));
    }
}
