using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks.Tests;

public class RecordTextTests
{
    private static readonly FactDefinition s_costs = new()
    {
        Name = "费用明细",
        Type = FactType.Records,
        Fields = [new() { Name = "费用", Type = FactType.Text }, new() { Name = "金额", Type = FactType.Money, Unit = "万元" }, new() { Name = "备注", Type = FactType.Text, Optional = true }],
    };

    private static readonly FactDefinition s_lines = new()
    {
        Name = "计划安排",
        Type = FactType.Records,
        Fields = [new() { Name = CaseRows.Number, Type = FactType.Text }, new() { Name = CaseRows.Order, Type = FactType.Number }, new() { Name = "安排金额", Type = FactType.Money, Unit = "万元" }, new() { Name = "备注", Type = FactType.Text, Optional = true }],
    };

    private static FeelValue Row(params (string Name, FeelValue Value)[] cells) => FeelValue.Of(new FeelContext(cells.Select(c => KeyValuePair.Create(c.Name, c.Value))));

    [Fact]
    public void Shown_Records_NameTheRowGiveUnitsAndLeaveEmptyCellsOut() => Assert.Equal(
        "第1行（费用：软件，金额：300.00万元）；第2行（费用：培训，金额：1,300.50万元，备注：两期）",
        SituationReader.Shown(FeelValue.ListOf([Row(("费用", FeelValue.Of("软件")), ("金额", FeelValue.Of(300m)), ("备注", FeelValue.Null)), Row(("备注", FeelValue.Of("两期")), ("金额", FeelValue.Of(1300.5m)), ("费用", FeelValue.Of("培训")))]), s_costs));

    [Fact]
    public void Shown_RowsAboutFiles_AreNamedByTheNumberOfTheFile() => Assert.Equal(
        "HL-2026-0003（次序：1，安排金额：300.00万元）",
        SituationReader.Shown(FeelValue.ListOf([Row((CaseRows.Number, FeelValue.Of("HL-2026-0003")), (CaseRows.Order, FeelValue.Of(1m)), ("安排金额", FeelValue.Of(300m)), ("备注", FeelValue.Null))]), s_lines));

    [Fact]
    public void Shown_RowOfUnknownShape_LeavesOutWhatIsUnknown() => Assert.Equal(
        "第1行（甲：2）；第2行没有填",
        SituationReader.Shown(FeelValue.ListOf([Row(("甲", FeelValue.Of(2m)), ("乙", FeelValue.Null)), Row(("甲", FeelValue.Null))])));

    [Theory]
    [InlineData("1300", "1,300.00")]
    [InlineData("0", "0.00")]
    [InlineData("100.005", "100.005")]
    [InlineData("0.000001", "0.000001")]
    public void Figures_AnyAmount_HasTwoDecimalsAndMoreOnlyWhereNeeded(string amount, string said) =>
        Assert.Equal((said, said + "万元"), (MoneyText.Figures(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)), MoneyText.WithUnit(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))));
}
