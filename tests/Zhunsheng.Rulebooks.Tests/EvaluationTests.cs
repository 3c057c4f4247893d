using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

public class EvaluationTests
{
    [Theory]
    [InlineData("200", "小")]
    [InlineData("200.01", "中")]
    [InlineData("400", "中")]
    [InlineData("400.01", "大")]
    public void Ask_TableAtBoundary_PicksTheRow(string amount, string expected) =>
        Assert.Equal(expected, With(("总投资", decimal.Parse(amount))).Ask("规模").Value.AsString);

    [Fact]
    public void Ask_TableWithUnknownInput_IsNullAndNamesTheFact()
    {
        var answer = With().Ask("规模");
        Assert.True(answer.Value.IsNull);
        Assert.Equal(["总投资"], answer.Unknown);
        Assert.Contains("总投资", answer.Note);
    }

    [Fact]
    public void Ask_CasesWithUnknownThatMatters_IsNull()
    {
        var answer = With(("总投资", 300)).Ask("审批环节");
        Assert.True(answer.Value.IsNull);
        Assert.Equal(["紧急"], answer.Unknown);
    }

    [Fact]
    public void Ask_CasesWithUnknownThatCannotMatter_IsAnswered()
    {
        var answer = With(("总投资", 200)).Ask("审批环节");
        Assert.Equal(Value(new[] { "批准" }), answer.Value);
        Assert.Empty(answer.Unknown);
    }

    [Fact]
    public void Ask_DecisionByArgument_TakesTheValueOfThatArgument()
    {
        Assert.Equal(Value(new[] { "财政局" }), With().Ask("职责部门", Args(("事项", "审计"))).Value);
        Assert.Equal(Value(new[] { "县政府" }), With(("密级", "秘密")).Ask("职责部门", Args(("事项", "验收"))).Value);
        Assert.True(With().Ask("职责部门", Args(("事项", "验收"))).Value.IsNull);
    }

    [Fact]
    public void Ask_DecisionForArgumentNobodyWrote_IsSilent()
    {
        var answer = With().Ask("职责部门", Args(("事项", "别的")));
        Assert.True(answer.Value.IsNull);
        Assert.Equal("条文没有写", answer.Note);
        Assert.Empty(answer.Unknown);
    }

    [Fact]
    public void Ask_UnknownQuestion_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => With().Ask("可否申抱"));
        Assert.Contains("可否申报", error.Message);
    }

    [Fact]
    public void Ask_GateKnownToFail_IsFalseWithItsArticleEvenWhenAnotherIsUnknown()
    {
        var answer = With(("有要求", false), ("批准", false)).Ask("可否列入", Args(("途径", "增补")));
        Assert.True(answer.Value.IsFalse);
        Assert.Equal(["第四条"], answer.BlockedBy);
        Assert.Equal("没有要求", answer.Because.Single().Text);
    }

    [Fact]
    public void Ask_AllGatesHold_GivesAsReasonsThoseThatApply()
    {
        var answer = With(("有要求", true), ("总投资", 50)).Ask("可否列入", Args(("途径", "增补")));
        Assert.Equal(["红线须有要求"], answer.Because.Select(b => b.Rule));
        Assert.Equal(["须有要求", "须紧急"], answer.Gates.Select(g => g.Gate.Name));
        Assert.Equal([true, false], answer.Gates.Select(g => g.Applies));
    }

    [Fact]
    public void Ask_GateWhoseExceptionIsUnknown_StillBlocks() =>
        Assert.True(With(("有要求", false)).Ask("可否列入").Value.IsFalse);

    [Fact]
    public void Ask_GateWithProvenException_LetsPass() =>
        Assert.True(With(("有要求", false), ("批准", true)).Ask("可否列入").Value.IsTrue);

    [Fact]
    public void Ask_GateForOtherArgument_DoesNotConcern()
    {
        Assert.True(With(("有要求", true)).Ask("可否列入").Value.IsTrue);
        Assert.True(With(("有要求", true), ("总投资", 50)).Ask("可否列入", Args(("途径", "增补"))).Value.IsTrue);
        Assert.True(With(("有要求", true), ("总投资", 150)).Ask("可否列入", Args(("途径", "增补"))).Value.IsNull);
        Assert.True(With(("有要求", true), ("总投资", 150), ("紧急", false)).Ask("可否列入", Args(("途径", "增补"))).Value.IsFalse);
    }

    [Fact]
    public void Ask_DefaultGateWithGrantedException_LetsPassAndSaysSo()
    {
        var situation = Situation.Of([new("有要求", FeelValue.True), new("总投资", Value(150)), new("紧急", FeelValue.False)]) with { Exceptions = ["须紧急"] };
        var answer = new Evaluation(Book.Value, situation).Ask("可否列入", Args(("途径", "增补")));
        Assert.True(answer.Value.IsTrue);
        Assert.Contains(answer.Gates, g => g is { Excepted: true, Gate.Name: "须紧急" });
    }

    [Fact]
    public void Ask_HardGateWithException_StillBlocks()
    {
        var situation = Situation.Of([new("有要求", FeelValue.False)]) with { Exceptions = ["须有要求"] };
        Assert.True(new Evaluation(Book.Value, situation).Ask("可否列入").Value.IsFalse);
    }

    [Fact]
    public void Ask_PaperMissing_BlocksWithThePapersOwnArticle()
    {
        var some = With(("已提交材料", new[] { "申请书" }), ("密级", "秘密")).Ask("可否申报", Args(("环节", "申报")));
        Assert.True(some.Value.IsFalse);
        Assert.Equal(["第三条"], some.BlockedBy);
        var none = With(("已提交材料", Array.Empty<string>()), ("密级", "秘密")).Ask("可否申报", Args(("环节", "申报")));
        Assert.Equal(["第二条", "第三条"], none.BlockedBy);
        var unknownLevel = With(("已提交材料", new[] { "申请书" })).Ask("可否申报", Args(("环节", "申报")));
        Assert.True(unknownLevel.Value.IsNull);
        Assert.Equal(["密级"], unknownLevel.Unknown);
        var unknownButThere = With(("已提交材料", new[] { "申请书", "保密方案" })).Ask("可否申报", Args(("环节", "申报")));
        Assert.True(unknownButThere.Value.IsTrue);
    }

    [Fact]
    public void Ask_Papers_ListsThoseDue()
    {
        Assert.Equal(Value(new[] { "申请书", "项目名称" }), With(("密级", "非涉密")).Ask("申报材料", Args(("环节", "申报"))).Value);
        Assert.Equal(["密级"], With().Ask("申报材料", Args(("环节", "申报"))).Unknown);
    }

    [Fact]
    public void Ask_DerivedFact_FollowsAndContradictionIsFound()
    {
        var evaluation = With(("批复日期", Day("2025-03-01")));
        Assert.True(evaluation.Fact("已批复").IsTrue);
        Assert.True(With().Fact("已批复").IsNull);
        Assert.Equal("已批复", With(("批复日期", Day("2025-03-01")), ("已批复", false)).Contradictions().Single().Name);
    }

    [Fact]
    public void Ask_Measures_JoinsWhatFollowsAndIsNullWhenNothingIsKnown()
    {
        Assert.Equal(Value(new[] { "通报", "处分" }), With(("违规", new[] { "挪用", "拖延" })).Ask("处置", Args(("环节", "追责"))).Value);
        Assert.Equal(Value(Array.Empty<string>()), With(("违规", Array.Empty<string>())).Ask("处置", Args(("环节", "追责"))).Value);
        Assert.True(With().Ask("处置", Args(("环节", "追责"))).Value.IsNull);
    }

    [Fact]
    public void Ask_StrengthNoticeGaps_ComeFromTheRules()
    {
        Assert.Equal("必须", With().Ask("规则强度", Args(("规则", "档案"))).Value.AsString);
        Assert.Equal("原则上", With().Ask("规则强度", Args(("规则", "审核"))).Value.AsString);
        Assert.Equal(Value(new[] { "财政局" }), With().Ask("抄送对象", Args(("环节", "审核"))).Value);
        Assert.Equal(Value(new[] { "报送资料" }), With(("有要求", false)).Ask("合规缺项").Value);
        Assert.Equal(Value(Array.Empty<string>()), With().Ask("合规缺项").Value);
    }

    [Fact]
    public void Ask_Deadlines_WindowsAndStatus()
    {
        var built = With(("建成日期", Day("2025-08-31")));
        Assert.Equal(Day("2026-02-28"), built.Ask("期限", Args(("环节", "验收申请"))).Value.AsDate);
        Assert.Equal(FeelValue.ListOf(Value(Day("2026-02-28")), Value(Day("2026-08-31"))), built.Ask("窗口期", Args(("环节", "自评"))).Value);
        Assert.Equal("未到窗口", On("2026-02-27", ("建成日期", Day("2025-08-31"))).Ask("期限状态", Args(("环节", "自评"))).Value.AsString);
        Assert.Equal("期限内", On("2026-08-31", ("建成日期", Day("2025-08-31"))).Ask("期限状态", Args(("环节", "自评"))).Value.AsString);
        Assert.Equal("已逾期", On("2026-09-01", ("建成日期", Day("2025-08-31"))).Ask("期限状态", Args(("环节", "自评"))).Value.AsString);
        Assert.Equal(["建成日期"], With().Ask("期限", Args(("环节", "验收申请"))).Unknown);
        Assert.Equal("只写及时", With().Ask("期限", Args(("环节", "整改"))).Note);
        Assert.Equal(Day("2025-12-31"), With(("开工日期", Day("2025-12-30"))).Ask("期限", Args(("环节", "年报"), ("年度", 2025))).Value.AsDate);
        Assert.True(With(("开工日期", Day("2025-12-30"))).Ask("期限", Args(("环节", "年报"), ("年度", 2024))).Value.IsNull);
    }

    [Fact]
    public void Ask_WorkingDays_CountOverTheHolidayWithArithmetic()
    {
        var answer = With().Ask("期限", Args(("环节", "审核"), ("起始日期", Day("2025-09-26"))));
        // 28 (make-up Sunday), 29, 30, then the holiday of eight days, 9, 10
        Assert.Equal(Day("2025-10-10"), answer.Value.AsDate);
        Assert.Contains("国庆节8天", answer.Reckoning!.Sum);
        Assert.Contains("9月28日", answer.Reckoning.Sum);
        Assert.Equal(Day("2025-09-30"), answer.Reckoning.RemindOn);
    }

    [Fact]
    public void Ask_WorkingDaysBeyondTheCalendar_AreProvisionalAndNeverAnAnswer()
    {
        var answer = With().Ask("期限", Args(("环节", "审核"), ("起始日期", Day("2025-12-29"))));
        Assert.True(answer.Value.IsNull);
        Assert.True(answer.Reckoning!.CalendarUnpublished);
        Assert.Equal(Day("2026-01-05"), answer.Reckoning.Provisional);
        Assert.Contains("2026年", answer.Note);
    }
}
