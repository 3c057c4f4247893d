namespace Zhunsheng.Feel.Tests;

/// <summary>Which variables are named as the reason of an outcome.</summary>
public class DecisiveTests
{
    [Fact]
    public void Decisive_FalseAnd_NamesTheFalsePartsOnly() =>
        Assert.Equal(["总投资"], Eval.Decisive("已纳入规划 and 总投资 > 400", ("已纳入规划", "true"), ("总投资", "300")));

    [Fact]
    public void Decisive_TrueAnd_NamesAllParts() =>
        Assert.Equal(["已纳入规划", "总投资"], Eval.Decisive("已纳入规划 and 总投资 > 400", ("已纳入规划", "true"), ("总投资", "500")));

    [Fact]
    public void Decisive_UnknownAnd_NamesTheUnknownParts() =>
        Assert.Equal(["总投资"], Eval.Decisive("已纳入规划 and 总投资 > 400", ("已纳入规划", "true")));

    [Fact]
    public void Decisive_TrueOr_NamesTheTruePartsOnly() =>
        Assert.Equal(["已纳入规划"], Eval.Decisive("总投资 > 400 or 已纳入规划", ("已纳入规划", "true"), ("总投资", "300")));

    [Fact]
    public void Decisive_FalseOr_NamesAllParts() =>
        Assert.Equal(["总投资", "已纳入规划"], Eval.Decisive("总投资 > 400 or 已纳入规划", ("已纳入规划", "false"), ("总投资", "300")));

    [Fact]
    public void Decisive_If_NamesConditionAndTakenBranch() =>
        Assert.Equal(["已纳入规划", "总投资"], Eval.Decisive("if 已纳入规划 then 总投资 else Monthly Income", ("已纳入规划", "true"), ("总投资", "1"), ("Monthly Income", "2")));

    [Fact]
    public void Decisive_IfUnknownWithEqualBranches_LeavesTheConditionOut() =>
        Assert.Equal(["总投资"], Eval.Decisive("if 已纳入规划 then 总投资 else 总投资", ("总投资", "1")));

    [Fact]
    public void Decisive_IfUnknown_NamesTheCondition() =>
        Assert.Equal(["已纳入规划"], Eval.Decisive("if 已纳入规划 then 总投资 else Monthly Income", ("总投资", "1"), ("Monthly Income", "2")));

    [Fact]
    public void Decisive_UnknownSum_NamesTheUnknownOperand() =>
        Assert.Equal(["Monthly Income"], Eval.Decisive("总投资 + Monthly Income", ("总投资", "1")));

    [Fact]
    public void Decisive_NestedLogic_GoesIntoTheDecidingPart() =>
        Assert.Equal(["备注"], Eval.Decisive("(已纳入规划 or 备注 = \"x\") and not(总投资 > 5 and 备注 = \"y\")", ("已纳入规划", "false"), ("备注", "\"x\""), ("总投资", "9")).Except(["已纳入规划"]));

    [Fact]
    public void Decisive_SomeOverList_NamesTheListAndTheCondition() =>
        Assert.Equal(["付款", "总投资"], Eval.Decisive("some p in 付款 satisfies p.金额 > 总投资", ("付款", "[{金额: 10}]"), ("总投资", "5")));

    [Fact]
    public void Decisive_Filter_NamesTheListAndTheCondition() =>
        Assert.Equal(["付款", "总投资"], Eval.Decisive("count(付款[金额 > 总投资])", ("付款", "[{金额: 10}]"), ("总投资", "5")));

    [Fact]
    public void Decisive_InTests_NamesTheTestedValue() =>
        Assert.Equal(["项目类别"], Eval.Decisive("项目类别 in (\"新建\", 备注)", ("项目类别", "\"新建\""), ("备注", "\"x\"")));

    [Fact]
    public void Decisive_UnknownSumOfList_NamesTheUnknownItems() =>
        Assert.Equal(["Monthly Income"], Eval.Decisive("sum([总投资, Monthly Income])", ("总投资", "1")));

    [Fact]
    public void Decisive_UnknownTest_NamesTheUnknownSide()
    {
        Assert.Equal(["备注"], Eval.Decisive("项目类别 in (\"新建\", 备注)", ("项目类别", "\"扩建\"")));
        Assert.Equal(["项目类别"], Eval.Decisive("项目类别 in (\"新建\", 备注)", ("备注", "\"x\"")));
    }

    [Fact]
    public void Decisive_UnknownConditionOverKnownList_NamesTheUnknown()
    {
        Assert.Equal(["总投资"], Eval.Decisive("some p in 付款 satisfies p.金额 > 总投资", ("付款", "[{金额: 10}]")));
        Assert.Equal(["总投资"], Eval.Decisive("count(付款[金额 > 总投资])", ("付款", "[{金额: 10}]")));
        Assert.Equal(["付款"], Eval.Decisive("count(付款[金额 > 总投资])", ("付款", "[{金额: null}]"), ("总投资", "1")));
    }

    [Fact]
    public void Uses_RepeatedNames_AreListedOnceInOrder() =>
        Assert.Equal(["总投资", "已纳入规划"], Eval.Compile("总投资 > 1 and 已纳入规划 and 总投资 < 9", Eval.Project).Uses.Select(v => v.Name));
}
