using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using static Zhunsheng.Casework.Tests.CaseBuilder;

namespace Zhunsheng.Casework.Tests;

/// <summary>The plan of a year: what the reader finds out, where projects stand towards it, what it says of each, and the days it fixes.</summary>
public class PlanTests
{
    private static readonly DateOnly Day = new(2026, 4, 20);

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "amount: 年度要钱", "amount: 年度要前", "没有叫“年度要前”的，是不是 年度要钱" },
        { "amount: 年度要钱", "amount: 门类", "amount 要写一个money的要素" },
        { "ceiling: 总盘子", "ceiling: 列了", "ceiling 要写一个money的要素" },
        { "declare: 申报", "declare: 审定", "declare 要写项目的环节，没有叫“审定”的" },
        { "issue: 下达", "issue: 列入", "issue 要写计划的环节，没有叫“列入”的" },
        { "change: 改金额", "change: 改金", "change 要写项目或计划的环节，没有叫“改金”的，是不是 改金额" },
        { "key: 计划年度", "key: 项目名称", "key 要是年份（year）的要素" },
        { "rows: 列的安排", "rows: 列的安", "没有叫“列的安”的" },
        { "fields: {编号: {type: text}, 次序", "fields: {编码: {type: text}, 次序", "必填的文字字段“编号”" },
        { "次序: {type: number}", "次序: {type: text}", "“次序”要写成 number" },
        { "{conveys: {to: 列的项目, step: 列入, outcome: 列入}}", "{}", "没有哪个环节的结果把选中的项目传出去" },
        { "agreed: 同意增列的", "agree: 同意增列的", "不认识的键 agree" },
    };

    [Fact]
    public void Read_Plan_FindsOutWhoChoosesDecidesAndWhatBecomesOfAProject()
    {
        var plan = PlanRulebook.Rulebook.YearPlan!;
        Assert.Equal(("计划", "计划年度", "列的项目", "项目", "列入", "列了"), (plan.Kind, plan.Year, plan.Projects, plan.ProjectKind, plan.List, plan.Listed));
        Assert.Equal(("征集", "编制", "审定", "下达"), (plan.Call, plan.Compile, plan.Decide, plan.Issue));
        Assert.Equal(("列的安排", "安排"), (plan.Rows!.Name, plan.RowAmount));
        Assert.Equal(["申报"], plan.Declare);
        Assert.Null(CountyRulebook.Rulebook.YearPlan);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_MistakeInThePlan_IsAnErrorThatNamesIt(string right, string wrong, string said)
    {
        Assert.Contains(right, PlanRulebook.Text, StringComparison.Ordinal);
        var reading = PlanRulebook.Read(PlanRulebook.Text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Rulebook);
        Assert.Contains(reading.Findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void GatesResting_OnTheListedFact_AreThoseThatThePlanLifts() =>
        Assert.Equal(["列了才验收"], PlanRulebook.Rulebook.GatesResting("列了").Select(g => g.Name));

    [Fact]
    public void Entry_ThroughALife_TellsWhereTheProjectStands()
    {
        var file = Play(Project(), ("登记", "提交", Unit, Facts(("项目名称", "甲"), ("总投资", 500), ("门类", "新的"))));
        Assert.Null(Entry(file));

        file = Play(file, ("申报", "提交", Unit, Facts(("计划年度", 2027), ("年度要钱", 200.5m))));
        var waiting = Entry(file)!;
        Assert.Equal((PlanStanding.Waiting, 2027, 200.5m, "新的", false), (waiting.Standing, waiting.Year, waiting.Amount, waiting.Category, waiting.May));
        Assert.Equal((Day, Day, (DateOnly?)null), (waiting.Since, waiting.Declared, waiting.Listed));
        var reason = Assert.Single(waiting.Reasons);
        Assert.Equal(("初审", "还没有办结“初审”", "等编办办结", "第一条", true), (reason.Name, reason.Text, reason.Remedy, reason.Article, reason.Known));

        var returned = Play(file, ("初审", "退回", Office("编办"), Facts(("初审说明", "写清楚"))));
        Assert.Equal(PlanStanding.Waiting, Entry(returned)!.Standing);
        Assert.Null(Entry(returned)!.Declared);

        file = Play(file, ("初审", "通过", Office("编办"), Facts()));
        Assert.True(Entry(file)!.May);
        Assert.Empty(Entry(file)!.Reasons);

        var outside = Entry(Play(file, ("增列", "同意", Office("府办"), Facts(("增列依据", "急件"), ("同意增列的", new[] { "财办" })))))!;
        Assert.Equal((PlanStanding.Outside, Day), (outside.Standing, outside.Listed));
        Assert.Equal(PlanStanding.Waiting, Entry(Play(file, ("增列", "不同意", Office("府办"), Facts(("增列依据", "急件"), ("同意增列的", Array.Empty<string>())))))!.Standing);
    }

    [Fact]
    public void Entry_GateFails_NamesReasonArticleForceAndRemedy()
    {
        var file = Play(
            Project(),
            ("登记", "提交", Unit, Facts(("项目名称", "大"), ("总投资", 800.01m), ("门类", "老的"))),
            ("申报", "提交", Unit, Facts(("计划年度", 2027), ("年度要钱", 1))),
            ("初审", "通过", Office("编办"), Facts()));
        var entry = Entry(file)!;
        Assert.False(entry.May);
        Assert.Equal(new PlanReason("钱不太多", "总投资超过800万元", "压减到800万元以内", "第一条", Strength.Hard, false, true), Assert.Single(entry.Reasons));
    }

    [Fact]
    public void Check_RowsThatDoNotFitTheirFiles_AreRefusedAtTheField()
    {
        var plan = Play(Begun("计划", 9), ("征集", "提交", Office("编办"), Facts(("计划年度", 2027), ("计划的名称", "二七年"))));
        string Said(params FeelValue[] rows) => string.Join('；', Check(plan, "编制", "提交", Office("编办"), Facts(("列的项目", new[] { "甲", "乙" }), ("列的安排", FeelValue.ListOf(rows)))).Fields.Select(f => $"{f.Name}：{f.Message}"));
        Assert.Equal("", Said(Row("甲", 1, 10), Row("乙", 2, 20)));
        Assert.Equal("列的安排：列的安排里缺乙这一行", Said(Row("甲", 1, 10)));
        Assert.Equal("列的安排：列的安排里的丙没有选进列的项目", Said(Row("甲", 1, 10), Row("乙", 2, 20), Row("丙", 3, 1)));
        Assert.Equal("列的安排：列的安排里有的案卷写了两次，一份只写一行", Said(Row("甲", 1, 10), Row("甲", 2, 20)));
        Assert.True(Check(plan, "编制", "提交", Office("编办"), Facts(("列的项目", new[] { "甲", "乙" }))).Ok);
    }

    [Fact]
    public void Check_SumOverTheCeiling_WarnsAndHindersNothing()
    {
        var plan = Play(Begun("计划", 9), ("征集", "提交", Office("编办"), Facts(("计划年度", 2027), ("计划的名称", "二七年"))));
        ActCheck With(decimal ceiling) => Check(plan, "编制", "提交", Office("编办"), Facts(("列的项目", new[] { "甲", "乙" }), ("列的安排", FeelValue.ListOf(Row("甲", 1, 10), Row("乙", 2, 20))), ("总盘子", ceiling)));
        Assert.DoesNotContain(With(30).Because, b => b.Text == "超过了总盘子");
        var over = With(29.99m);
        Assert.True(over.Ok);
        Assert.Contains(over.Because, b => b.Text == "超过了总盘子");
    }

    [Fact]
    public void Conveyed_RowOfAFile_GivesItItsOwnAmount()
    {
        var project = Play(
            Project(),
            ("登记", "提交", Unit, Facts(("项目名称", "甲"), ("总投资", 500), ("门类", "新的"))),
            ("申报", "提交", Unit, Facts(("计划年度", 2027), ("年度要钱", 200))),
            ("初审", "通过", Office("编办"), Facts()));
        var plan = Play(
            Begun("计划", 9),
            ("征集", "提交", Office("编办"), Facts(("计划年度", 2027), ("计划的名称", "二七年"))),
            ("编制", "提交", Office("编办"), Facts(("列的项目", new[] { "别的", project.Number }), ("列的安排", FeelValue.ListOf(Row("别的", 1, 7), Row(project.Number, 2, 180))))),
            ("会签", "同意", Office("财办"), Facts()));
        var source = Check(plan, "审定", "审定", Office("府办"), Facts());
        var order = source.Conveys.Single(c => c.CaseNumber == project.Number);
        var check = CaseWork.CheckConveyed(PlanRulebook.Rulebook, project, order, source, Office("府办"), Day);
        Assert.True(check.Ok, Words(check));
        Assert.Equal(FeelValue.Of(180m), check.Asked["安排"]);
        var listed = Entry(project.With(CaseWork.Make(project, check, Office("府办"), At, Guid.NewGuid())))!;
        Assert.Equal((PlanStanding.Listed, Day), (listed.Standing, listed.Listed));
    }

    [Fact]
    public void YearlyDays_OfAYear_AreThoseThatOnlyTheYearDecides()
    {
        var days = YearlyDay.In(PlanRulebook.Rulebook, 2026);
        Assert.Equal(
            ["申报 2026-04-01 2026-05-31 2027", "编制  2026-10-31 2027", "总结  2026-12-31 2026"],
            days.Select(d => $"{d.Deadline.Name} {d.Opens:yyyy-MM-dd} {d.Due:yyyy-MM-dd} {d.For}"));
        Assert.Empty(YearlyDay.In(CountyRulebook.Rulebook, 2026));
    }

    private static DateTimeOffset At => new(Day, new TimeOnly(9, 0), TimeSpan.FromHours(8));

    private static FeelValue Row(string number, int order, decimal amount) => FeelValue.Of(new FeelContext(
        [KeyValuePair.Create("编号", FeelValue.Of(number)), KeyValuePair.Create("次序", FeelValue.Of((decimal)order)), KeyValuePair.Create("安排", FeelValue.Of(amount)), KeyValuePair.Create("备注", FeelValue.Null)]));

    private static CaseFile Begun(string kind, int number) => CaseFile.Begin(new Guid(number, 0, 0, new byte[8]), $"CQ-2026-{number:0000}", PlanRulebook.Rulebook, kind, UnitId, "县水利局");

    private static CaseFile Project() => Begun("项目", 1);

    private static PlanEntry? Entry(CaseFile file) => PlanEntry.Of(file, new Evaluation(PlanRulebook.Rulebook, CaseFold.Situation(file, PlanRulebook.Rulebook, Day)));

    private static ActCheck Check(CaseFile file, string step, string outcome, Actor actor, ImmutableDictionary<string, FeelValue> facts) =>
        CaseWork.Check(PlanRulebook.Rulebook, file, new ActProposal(step, outcome, facts), actor, Day);

    private static CaseFile Play(CaseFile file, params (string Step, string Outcome, Actor Actor, ImmutableDictionary<string, FeelValue> Facts)[] acts)
    {
        foreach (var (step, outcome, actor, facts) in acts)
        {
            var check = Check(file, step, outcome, actor, facts);
            Assert.True(check.Ok, step + "：" + Words(check));
            file = file.With(CaseWork.Make(file, check, actor, At, Guid.NewGuid()));
        }

        return file;
    }
}
