using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

public class FamiliarValuesTests
{
    private static string? Hint(string question, string argument, string value) =>
        FamiliarValues.Unfamiliar(Book.Value, Book.Value.Questions[question], Args((argument, value))).SingleOrDefault()?.Message;

    [Theory]
    [InlineData("期限", "环节", "验收申清", "本手册没有写到环节“验收申清”，是不是“验收申请”？")]
    [InlineData("申报材料", "环节", "申抱", "本手册没有写到环节“申抱”，是不是“申报”？")]
    [InlineData("职责部门", "事项", "审汁", "本手册没有写到事项“审汁”，是不是“审计”？")]
    [InlineData("抄送对象", "环节", "审阅", "本手册没有写到环节“审阅”，是不是“审核”？")]
    [InlineData("处置", "环节", "毫不相干的环节", "本手册没有写到环节“毫不相干的环节”")]
    [InlineData("规则强度", "规则", "须紧要", "本手册没有写到规则“须紧要”，是不是“须紧急”？")]
    public void Unfamiliar_ValueWrittenNowhere_NamesTheNearest(string question, string argument, string value, string message) =>
        Assert.Equal(message, Hint(question, argument, value));

    [Theory]
    [InlineData("期限", "环节", "验收申请")]
    [InlineData("期限", "环节", "建成")]
    [InlineData("申报材料", "环节", "开工")]
    [InlineData("可否申报", "环节", "申报")]
    [InlineData("可否列入", "途径", "年度")]
    public void Unfamiliar_ValueWrittenSomewhere_IsNone(string question, string argument, string value) => Assert.Null(Hint(question, argument, value));

    [Fact]
    public void Ask_GateWithAnUnwrittenValue_IsNullAndSaysSo()
    {
        var yaml = Articles.Replace("blocks: 可否验收, holds: 档案验收结论 = \"合格\"", "blocks: {可否申报: {环节: [申报]}}, holds: 档案验收结论 = \"合格\"", StringComparison.Ordinal)
            .Replace("档案: {blocks: ", "总有要求: {blocks: 可否申报, holds: 有要求, strength: hard, reason: 没有要求, remedy: 取得要求}\n      档案: {blocks: ", StringComparison.Ordinal);
        var book = Read(Head + "\n" + yaml).Rulebook!;
        var evaluation = new Evaluation(book, Situation.Of([KeyValuePair.Create("有要求", FeelValue.True)], null));
        var mistyped = evaluation.Ask("可否申报", Args(("环节", "申抱")));
        Assert.True(mistyped.Value.IsNull);
        Assert.Equal("本手册没有写到环节“申抱”，是不是“申报”？", mistyped.Note);
        Assert.True(evaluation.Ask("可否申报", Args(("环节", "开工"))).Value.IsTrue);
    }
}
