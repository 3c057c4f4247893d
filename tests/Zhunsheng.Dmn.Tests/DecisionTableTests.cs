using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests;

/// <summary>What decision tables answer, row by row, with all facts known and with some unknown.</summary>
public class DecisionTableTests
{
    private static readonly DecisionTableSource Steps = Tables.Source(HitPolicy.First, "已纳入规划 | 总投资",
    [
        "true | > 400      | [\"可研\", \"初设\"]",
        "-    | > 400      | [\"建议书\", \"可研\", \"初设\"]",
        "-    | (200..400] | [\"建议书\", \"可研\"]",
        "-    | <= 200     | [\"建议书\"]",
    ]);

    [Theory]
    [InlineData("false", "200", "[\"建议书\"]", 3)]
    [InlineData("false", "200.01", "[\"建议书\", \"可研\"]", 2)]
    [InlineData("false", "400", "[\"建议书\", \"可研\"]", 2)]
    [InlineData("false", "400.01", "[\"建议书\", \"可研\", \"初设\"]", 1)]
    [InlineData("true", "400.01", "[\"可研\", \"初设\"]", 0)]
    public void First_KnownFacts_TakesTheFirstRowThatHolds(string planned, string amount, string expected, int row)
    {
        var answer = Tables.Answer(Steps, ("已纳入规划", planned), ("总投资", amount));
        Assert.Equal(expected, answer.Value.ToString());
        Assert.Equal([row], answer.Rows);
        Assert.Empty(answer.Undecided);
    }

    [Fact]
    public void First_UnknownThatDoesNotMatter_IsAnswered()
    {
        var answer = Tables.Answer(Steps, ("总投资", "150"));
        Assert.Equal("[\"建议书\"]", answer.Value.ToString());
        Assert.Equal("总投资", Tables.Names(answer.Decisive));
    }

    [Fact]
    public void First_UnknownThatMatters_IsNullAndNamesIt()
    {
        var answer = Tables.Answer(Steps, ("总投资", "500"));
        Assert.True(answer.Value.IsNull);
        Assert.Equal([1], answer.Rows);
        Assert.Equal([0], answer.Undecided);
        Assert.Equal("已纳入规划", Tables.Names(answer.Decisive));
    }

    [Fact]
    public void First_EarlierRowFailed_NamesWhyItFailed()
    {
        var answer = Tables.Answer(Steps, ("总投资", "500"), ("已纳入规划", "false"));
        Assert.Equal("已纳入规划 总投资", Tables.Names(answer.Decisive));
    }

    [Fact]
    public void First_NoRowHolds_GivesTheDefault()
    {
        var source = Tables.Source(HitPolicy.First, "总投资", ["> 400 | \"大\""], "\"小\"");
        Assert.Equal("\"小\"", Tables.Answer(source, ("总投资", "400")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source).Value.ToString());
        Assert.Equal("\"大\"", Tables.Answer(Tables.Source(HitPolicy.First, "总投资", ["> 400 | \"大\""], "\"大\"")).Value.ToString());
    }

    [Fact]
    public void First_UndecidedRowWithTheSameAnswer_IsNoReason()
    {
        var source = Tables.Source(HitPolicy.First, "已纳入规划 | 备注 | 总投资", ["true | - | - | 1", "- | \"x\" | - | 2", "- | - | > 0 | 1"]);
        var answer = Tables.Answer(source, ("总投资", "5"));
        Assert.True(answer.Value.IsNull);
        Assert.Equal([0, 1], answer.Undecided);
        Assert.Equal("备注", Tables.Names(answer.Decisive));
    }

    [Fact]
    public void Unique_TwoRowsHold_IsNull()
    {
        var source = Tables.Source(HitPolicy.Unique, "总投资", ["> 100 | 1", "> 200 | 2"]);
        Assert.Equal("1", Tables.Answer(source, ("总投资", "150")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source, ("总投资", "250")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source, ("总投资", "50")).Value.ToString());
    }

    [Fact]
    public void Unique_UnknownInputWithOneOutcome_IsAnswered()
    {
        var source = Tables.Source(HitPolicy.Unique, "项目类别", ["\"新建\", \"扩建\" | true", "\"运维\" | true"], "true");
        Assert.Equal("true", Tables.Answer(source).Value.ToString());
        Assert.Equal([0, 1], Tables.Answer(source).Undecided);
    }

    [Fact]
    public void Any_RowsThatAgree_AreAnswered()
    {
        var source = Tables.Source(HitPolicy.Any, "总投资", ["> 100 | 1", "> 200 | 1", "> 300 | 2"]);
        Assert.Equal("1", Tables.Answer(source, ("总投资", "250")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source, ("总投资", "350")).Value.ToString());
    }

    [Fact]
    public void Priority_OutputOrder_DecidesWhichRow()
    {
        var source = Tables.Source(HitPolicy.Priority, "总投资 | 已纳入规划", ["> 100 | - | \"低\"", "> 200 | - | \"高\"", "- | true | \"中\""]) with
        {
            OutputOrder = [FeelValue.Of("高"), FeelValue.Of("中"), FeelValue.Of("低")],
        };
        Assert.Equal("\"高\"", Tables.Answer(source, ("总投资", "250")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source, ("总投资", "150")).Value.ToString());
        Assert.Equal("\"中\"", Tables.Answer(source, ("总投资", "150"), ("已纳入规划", "true")).Value.ToString());
        var all = Tables.Answer(source with { Hit = HitPolicy.OutputOrder }, ("总投资", "250"), ("已纳入规划", "true"));
        Assert.Equal("[\"高\", \"中\", \"低\"]", all.Value.ToString());
    }

    [Theory]
    [InlineData(HitPolicy.RuleOrder, "[10, 5, 20]")]
    [InlineData(HitPolicy.Collect, "[10, 5, 20]")]
    [InlineData(HitPolicy.CollectSum, "35")]
    [InlineData(HitPolicy.CollectMin, "5")]
    [InlineData(HitPolicy.CollectMax, "20")]
    [InlineData(HitPolicy.CollectCount, "3")]
    public void Collect_KnownFacts_GathersAllRows(HitPolicy hit, string expected)
    {
        var source = Tables.Source(hit, "总投资", ["> 1 | 10", "> 2 | 5", "> 3 | 20", "> 100 | 99"]);
        Assert.Equal(expected, Tables.Answer(source, ("总投资", "50")).Value.ToString());
    }

    [Theory]
    [InlineData(HitPolicy.Collect, "[]", "null")]
    [InlineData(HitPolicy.CollectSum, "null", "null")]
    [InlineData(HitPolicy.CollectCount, "0", "null")]
    [InlineData(HitPolicy.CollectMax, "null", "null")]
    public void Collect_NoRowOrUnknown_IsEmptyOrNull(HitPolicy hit, string none, string unknown)
    {
        var source = Tables.Source(hit, "总投资", ["> 1 | 10", "> 2 | 5"]);
        Assert.Equal(none, Tables.Answer(source, ("总投资", "0")).Value.ToString());
        Assert.Equal(unknown, Tables.Answer(source).Value.ToString());
    }

    [Fact]
    public void CollectMax_UndecidedRowThatCannotWin_DoesNoHarm()
    {
        var source = Tables.Source(HitPolicy.CollectMax, "总投资 | 已纳入规划", ["> 1 | - | 10", "- | true | 5"]);
        Assert.Equal("10", Tables.Answer(source, ("总投资", "2")).Value.ToString());
        Assert.Equal("null", Tables.Answer(source, ("已纳入规划", "true")).Value.ToString());
    }

    [Fact]
    public void Output_Expression_IsComputed()
    {
        var source = Tables.Source(HitPolicy.Unique, "已纳入规划", ["true | =总投资 * 2", "false | 0"]);
        var answer = Tables.Answer(source, ("已纳入规划", "true"), ("总投资", "4"));
        Assert.Equal("8", answer.Value.ToString());
        Assert.Equal("已纳入规划 总投资", Tables.Names(answer.Decisive));
        Assert.Equal("已纳入规划", Tables.Names(Tables.Answer(source, ("已纳入规划", "false"), ("总投资", "4")).Decisive));
    }

    [Fact]
    public void StandardMode_NullInput_MatchesNoTest()
    {
        var source = Tables.Source(HitPolicy.First, "总投资", ["> 1 | 1", "- | 2"]);
        var answer = Tables.Compile(source, FeelOptions.Standard).Evaluate(Tables.Frame());
        Assert.Equal("2", answer.Value.ToString());
        Assert.Empty(answer.Undecided);
    }

    [Fact]
    public void Compile_MistakeInCell_StandsAtTheCell()
    {
        var (table, diagnostics) = DecisionTable.Compile(Tables.Source(HitPolicy.First, "已纳入规划 | 项目类别", ["true | \"改建\" | 1", "- | - | 2"]), Tables.Schema);
        Assert.Null(table);
        var found = Assert.Single(diagnostics);
        Assert.Equal((10, 15), (found.Line, found.Column));
        Assert.Contains("改建", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_MissingCell_IsAnError()
    {
        var (table, diagnostics) = DecisionTable.Compile(Tables.Source(HitPolicy.First, "已纳入规划 | 总投资", ["true | 1"]), Tables.Schema);
        Assert.Null(table);
        Assert.Equal(10, Assert.Single(diagnostics).Line);
    }

    [Fact]
    public void Uses_InputsCellsAndOutputs_AreListedOnce() =>
        Assert.Equal("已纳入规划 总投资 备注", Tables.Names(Tables.Compile(Tables.Source(HitPolicy.First, "已纳入规划 | 总投资", ["true | > 1 | =备注", "- | - | \"x\""])).Uses));
}
