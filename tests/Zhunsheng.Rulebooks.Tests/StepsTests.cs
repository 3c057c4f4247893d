using System.Collections.Immutable;
using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

public class StepsTests
{
    private int _act;

    private Situation _situation = new() { Kind = "项目", Dossiers = ImmutableDictionary<string, ImmutableArray<string>>.Empty, Today = Day("2025-03-10") };

    private StepsTests Did(string step, string outcome, string on = "2025-03-03", object? key = null, params (string, object?)[] facts)
    {
        var values = Args(facts);
        var before = _situation.Occurrences.GetValueOrDefault(step, []);
        var occurrence = new Occurrence(before.Length + 1, Day(on), outcome, Value(key), "甲单位", "单位", values, ++_act, null);
        var occurrences = _situation.Occurrences.SetItem(step, before.Add(occurrence));
        var definition = Book.Value.FindStep(step)!;
        foreach (var reopened in definition.FindOutcome(outcome)!.Reopens)
        {
            occurrences = occurrences.SetItem(reopened, [.. occurrences.GetValueOrDefault(reopened, []).Select(o => o with { ReopenedBy = _act })]);
        }

        _situation = _situation with { Occurrences = occurrences, Facts = definition.OwnFacts ? _situation.Facts : _situation.Facts.SetItems(values) };
        return this;
    }

    private StepState Step(string name, object? key = null) => new Evaluation(Book.Value, _situation).Step(name, Value(key));

    [Fact]
    public void Steps_NewFile_OnlyTheOpeningStepIsOpen()
    {
        Assert.Equal(StepStatus.Open, Step("登记").Status);
        Assert.Equal(StepStatus.Waiting, Step("审核").Status);
        Assert.Equal(["申报"], Step("审核").WaitsFor);
        Assert.Equal(["单位"], Step("登记").Roles);
    }

    [Fact]
    public void Steps_ConditionUnknown_IsUndeterminedAndNamesTheFact()
    {
        Did("登记", "提交");
        Assert.Equal(StepStatus.Undetermined, Step("申报").Status);
        Assert.Equal(["密级"], Step("申报").Unknown);
    }

    [Fact]
    public void Steps_ConditionFalse_IsNotNeededAndLetsTheNextBegin()
    {
        Did("登记", "提交", facts: ("密级", "秘密"));
        Assert.Equal(StepStatus.NotNeeded, Step("申报").Status);
        Assert.Equal(StepStatus.Open, Step("审核").Status);
    }

    [Fact]
    public void Steps_PapersStillToBeHandedIn_DoNotBlockTheForm()
    {
        Did("登记", "提交", facts: ("密级", "非涉密"));
        Assert.Equal(StepStatus.Open, Step("申报").Status);
    }

    [Fact]
    public void Steps_ReturnedForCompletion_OpensTheFilingAgainAndHoldsTheReview()
    {
        Did("登记", "提交", facts: ("密级", "非涉密")).Did("申报", "提交", facts: ("受理日期", Day("2025-03-03")));
        Assert.Equal(StepStatus.Done, Step("申报").Status);
        Assert.Equal(StepStatus.Open, Step("审核").Status);
        Did("审核", "退回补正", "2025-03-05");
        Assert.Equal(StepStatus.Open, Step("申报").Status);
        Assert.Equal(StepStatus.Waiting, Step("审核").Status);
        Assert.True(Step("审核").Returned);
        Did("申报", "提交", "2025-03-11");
        Assert.Equal(StepStatus.Open, Step("审核").Status);
        Assert.False(Step("审核").Returned);
        Did("审核", "通过", "2025-03-12");
        Assert.Equal(StepStatus.Done, Step("审核").Status);
        Assert.Equal(2, Step("申报").Occurrences.Length);
    }

    [Fact]
    public void Deadline_ClockStandsWhilePapersAreCompleted_AndGoesOn()
    {
        Did("登记", "提交", facts: ("密级", "非涉密")).Did("申报", "提交", facts: ("受理日期", Day("2025-03-03"))).Did("审核", "退回补正", "2025-03-05");
        _situation = _situation with { Pauses = [new Pause("审核", Day("2025-03-05"), null, "审核退回补正")] };
        var standing = Step("审核").Deadline!;
        Assert.Null(standing.Due);
        Assert.Contains("已用2工作日，还剩3工作日", standing.Note);
        _situation = _situation with { Pauses = [new Pause("审核", Day("2025-03-05"), Day("2025-03-11"), "审核退回补正")] };
        var resumed = Step("审核").Deadline!;
        // 4, 5 used; 6 to 11 not counted; 12, 13, 14
        Assert.Equal(Day("2025-03-14"), resumed.Due);
        Assert.Contains("停表4工作日", resumed.Sum);
    }

    [Fact]
    public void Steps_Repeating_StaysOpenAndItsRecordsCount()
    {
        Did("登记", "提交", facts: ("密级", "秘密")).Did("审核", "通过").Did("批准", "提交").Did("开工", "提交", facts: ("开工日期", Day("2024-05-01")));
        Assert.Equal(StepStatus.Undetermined, Step("建成").Status);
        Did("付款", "提交", facts: ("金额", 10));
        Assert.Equal(StepStatus.Open, Step("付款").Status);
        Assert.Equal(StepStatus.Open, Step("建成").Status);
        Assert.Equal(StepStatus.Open, Step("付款").Status);
    }

    [Theory]
    [InlineData("1 = 2", StepStatus.NotNeeded)]
    [InlineData("1 = 1", StepStatus.Undetermined)]
    public void Steps_OncePerValueOfAnUnknownList_AreNotNeededWhenTheirConditionFails(string when, StepStatus status)
    {
        var text = (Head + "\n" + Articles).Replace("年报: {phase: 建设, by: 单位, after: [开工], each", $"年报: {{phase: 建设, by: 单位, after: [登记], when: {when}, each", StringComparison.Ordinal);
        var book = Read(text).Rulebook!;
        Did("登记", "提交");
        Assert.Equal(status, new Evaluation(book, _situation).Steps().Single(s => s.Step.Name == "年报").Status);
    }

    [Fact]
    public void Steps_OncePerYear_AppearForEachYearWithTheirOwnDeadline()
    {
        Did("登记", "提交", facts: ("密级", "秘密")).Did("审核", "通过").Did("批准", "提交").Did("开工", "提交", facts: ("开工日期", Day("2024-05-01")));
        var reports = new Evaluation(Book.Value, _situation).Steps().Where(s => s.Step.Name == "年报").ToList();
        Assert.Equal([2024m, 2025m], reports.Select(r => r.Key.AsNumber!.Value));
        Assert.Equal([Day("2024-12-31"), Day("2025-12-31")], reports.Select(r => r.Deadline!.Due!.Value));
        Did("年报", "提交", key: 2024);
        Assert.Equal(StepStatus.Done, Step("年报", 2024).Status);
        Assert.Equal(StepStatus.Open, Step("年报", 2025).Status);
    }

    [Theory]
    [InlineData("2025-08-31", StepStatus.Waiting)]
    [InlineData("2025-09-01", StepStatus.Open)]
    [InlineData("2026-03-02", StepStatus.Open)]
    public void Steps_WindowNotYetOpen_WaitUntilItsFirstDay(string today, StepStatus expected)
    {
        Did("登记", "提交", facts: ("密级", "秘密")).Did("审核", "通过").Did("批准", "提交").Did("开工", "提交", facts: ("开工日期", Day("2024-05-01")))
            .Did("付款", "提交", facts: ("金额", 10)).Did("建成", "提交", facts: ("建成日期", Day("2025-03-01")));
        _situation = _situation with { Today = Day(today) };
        Assert.Equal(expected, Step("自评").Status);
        Assert.Equal(expected == StepStatus.Waiting ? Day("2025-09-01") : null, Step("自评").NotBefore);
    }

    [Fact]
    public void With_FactsAndPapersOfTheForm_DecideTheGate()
    {
        Did("登记", "提交", facts: ("密级", "非涉密"));
        var evaluation = new Evaluation(Book.Value, _situation);
        var step = Book.Value.FindStep("申报")!;
        var call = step.Requires.Single();
        Assert.True(evaluation.With(step, default, [], [], Day("2025-03-10")).Ask(call).Value.IsFalse);
        Assert.True(evaluation.With(step, default, [], ["申请书"], Day("2025-03-10")).Ask(call).Value.IsTrue);
    }
}
