using static Zhunsheng.Dmn.Tests.Models.Model;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Decision tables in models: each hit policy, several outputs, defaults, allowed values.</summary>
public class TableModelTests
{
    private static readonly string[] s_rows = [">= 0 | 1", ">= 10 | 2", ">= 20 | 3", ">= 20 | 3"];

    [Theory]
    [InlineData("UNIQUE", "5", "1")]
    [InlineData("UNIQUE", "15", "null")]
    [InlineData("ANY", "5", "1")]
    [InlineData("ANY", "15", "null")]
    [InlineData("FIRST", "25", "1")]
    [InlineData("FIRST", "-1", "null")]
    [InlineData("PRIORITY", "25", "3")]
    [InlineData("PRIORITY", "15", "2")]
    [InlineData("RULE ORDER", "25", "[1, 2, 3, 3]")]
    [InlineData("OUTPUT ORDER", "25", "[3, 3, 2, 1]")]
    [InlineData("COLLECT", "25", "[1, 2, 3, 3]")]
    [InlineData("COLLECT", "-1", "[]")]
    [InlineData("COLLECT+SUM", "25", "9")]
    [InlineData("COLLECT+MIN", "25", "1")]
    [InlineData("COLLECT+MAX", "25", "3")]
    [InlineData("COLLECT+COUNT", "25", "4")]
    [InlineData("COLLECT+COUNT", "-1", "0")]
    [InlineData("COLLECT+SUM", "-1", "null")]
    public void HitPolicy_OnASingleOutput_Answers(string policy, string x, string expected) => Assert.Equal(expected, Value(
        Input("x", "number") + Decision("d", Table(policy, "x", "y", s_rows, outputValues: ["3, 2, 1"]), "i:x"), "d", ("x", x)));

    [Theory]
    [InlineData("UNIQUE", "5", "{a: 1, b: \"s\"}")]
    [InlineData("UNIQUE", "15", "null")]
    [InlineData("FIRST", "15", "{a: 1, b: \"s\"}")]
    [InlineData("ANY", "15", "null")]
    [InlineData("PRIORITY", "25", "{a: 2, b: \"t\"}")]
    [InlineData("RULE ORDER", "25", "[{a: 1, b: \"s\"}, {a: 2, b: \"s\"}, {a: 2, b: \"t\"}]")]
    [InlineData("OUTPUT ORDER", "25", "[{a: 2, b: \"t\"}, {a: 2, b: \"s\"}, {a: 1, b: \"s\"}]")]
    [InlineData("COLLECT", "15", "[{a: 1, b: \"s\"}, {a: 2, b: \"s\"}]")]
    [InlineData("COLLECT", "-5", "[]")]
    public void HitPolicy_OnSeveralOutputs_AnswersContexts(string policy, string x, string expected) => Assert.Equal(expected, Value(
        Input("x", "number") + Decision("d", Table(policy, "x", "a | b", [">= 0 | 1 | \"s\"", ">= 10 | 2 | \"s\"", ">= 20 | 2 | \"t\""], outputValues: ["2, 1", "\"t\", \"s\""]), "i:x"), "d", ("x", x)));

    [Fact]
    public void HitPolicy_AnyWithEqualOutputs_AnswersThem() =>
        Assert.Equal("2", Value(Decision("d", Table("ANY", "1", "y", ["1 | 2", "- | 1 + 1"])), "d"));

    [Theory]
    [InlineData("UNIQUE", DmnReasonKind.RowsConflict)]
    [InlineData("ANY", DmnReasonKind.RowsConflict)]
    public void Conflict_OfRows_IsNamedAsTheReason(string policy, DmnReasonKind expected)
    {
        var answer = Answer(Clean(Decision("d", Table(policy, "1", "y", ["1 | 1", "> 0 | 2"]))), "d");
        Assert.Equal([expected], answer.Reasons.Select(r => r.Kind));
        Assert.Contains("第1、2行", answer.Reasons[0].Message);
    }

    [Fact]
    public void NoRow_Holding_IsNamedAsTheReason() =>
        Assert.Equal([DmnReasonKind.NoRowHolds], Answer(Clean(Decision("d", Table("UNIQUE", "1", "y", ["2 | 1"]))), "d").Reasons.Select(r => r.Kind));

    [Fact]
    public void Default_WhereNoRowHolds_IsComputedInTheScope() =>
        Assert.Equal("{a: 10, b: null}", Value(Input("x", "number") + Decision("d", Table("UNIQUE", "x", "a | b", ["< 0 | 1 | 2"], defaults: ["x * 2", ""]), "i:x"), "d", ("x", "5")));

    [Theory]
    [InlineData("\"A\"", "1")]
    [InlineData("\"C\"", "null")]
    [InlineData("null", "null")]
    public void InputValues_ThatDoNotHoldTheValue_MakeTheTableNull(string x, string expected)
    {
        var model = Clean(Input("x", "string") + Decision("d", Table("FIRST", "x", "y", ["\"A\" | 1", "- | 2"], inputValues: ["\"A\", \"B\""]), "i:x"));
        var answer = Answer(model, "d", ("x", x));
        Assert.Equal(expected, answer.Value.ToString());
        Assert.Equal(expected == "null", answer.Reasons.Any(r => r.Kind == DmnReasonKind.InputNotAllowed));
    }

    [Fact]
    public void Outputs_WithTypes_AreMadeIntoThem() => Assert.Equal("{a: 1, b: null}", Value(
        Decision("d", Table("FIRST", "1", "a:number | b:number", ["- | [1] | \"one\""])), "d"));

    [Fact]
    public void Priority_WithoutOutputValues_TakesTheOrderFromTheTypesAllowedValues() => Assert.Equal("\"high\"", Value(
        """<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>"""
        + Decision("d", Table("PRIORITY", "1", "y:tRisk", ["1 | \"low\"", "> 0 | \"high\""])), "d"));

    [Theory]
    [InlineData("[1, 2, 3]", "3")]
    [InlineData("[1]", "1")]
    public void Cells_WithTheInputMark_TestTheWholeValue(string x, string expected) => Assert.Equal(expected, Value(
        Input("x") + Decision("d", Table("FIRST", "x", "y", ["count(?) > 2 | 3", "- | count(x)"]), "i:x"), "d", ("x", x)));

    [Theory]
    [InlineData("[\"a\", \"b\"]", "\"a\"", "1")]
    [InlineData("[\"a\", \"b\"]", "\"c\"", "2")]
    public void Cells_WithAListVariable_TestMembership(string list, string x, string expected) => Assert.Equal(expected, Value(
        Input("list") + Input("x") + Decision("d", Table("FIRST", "x", "y", ["list | 1", "not(list) | 2"]), "i:x i:list"), "d", ("list", list), ("x", x)));

    [Fact]
    public void Aggregation_OfSeveralOutputs_IsAnError()
    {
        var reading = Read(Decision("d", Table("COLLECT+SUM", "1", "a | b", ["- | 1 | 2"])));
        Assert.Equal([DmnProblem.Unsupported], reading.Diagnostics.Select(d => d.Problem));
    }

    [Fact]
    public void Row_WithACellTooFew_IsAnErrorAtTheRow()
    {
        var reading = Read(Decision("d", "\n" + Table("UNIQUE", "1 | 2", "y", ["1 | 2"])));
        Assert.Equal([2], reading.Diagnostics.Where(d => d.Problem == DmnProblem.Missing).Select(d => d.Line));
        Assert.True(Answer(reading.Model!, "d").Value.IsNull);
    }

    [Fact]
    public void TableCheck_WhenAskedFor_WarnsOfGapsAndOverlapsWithTheirPlace()
    {
        var document = Document(Input("x", "number") + Decision("d", "\n" + Table("UNIQUE", "x", "y", ["< 10 | 1", "\n[5..20] | 2"]), "i:x"));
        var reading = DmnReader.Read(new DmnSource("m.dmn", document), null, new DmnOptions { CheckTables = true });
        Assert.Equal([(DmnProblem.Table, 2), (DmnProblem.Table, 2)], reading.Diagnostics.Select(d => (d.Problem, d.Line)));
        Assert.Contains(reading.Diagnostics, d => d.Message.Contains("重叠", StringComparison.Ordinal));
        Assert.Contains(reading.Diagnostics, d => d.Message.Contains("没有一行管到", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"A\" | 1", "\"B\" | 2", 0)]
    [InlineData("\"A\" | 1", "\"A\" | 2", 2)]
    public void TableCheck_OfAColumnWithInputValues_KnowsOnlyThese(string first, string second, int expected)
    {
        var document = Document(Input("x", "string") + Decision("d", Table("UNIQUE", "x", "y", [first, second], inputValues: ["\"A\", \"B\""]), "i:x"));
        Assert.Equal(expected, DmnReader.Read(new DmnSource("m.dmn", document), null, new DmnOptions { CheckTables = true }).Diagnostics.Length);
    }

    [Fact]
    public void Cell_WithAValueThatTheColumnNeverHas_IsAWarning() => Assert.Contains(
        Read(Input("x", "string") + Decision("d", Table("UNIQUE", "x", "y", ["\"C\" | 1"], inputValues: ["\"A\", \"B\""]), "i:x")).Diagnostics,
        d => d is { Severity: Zhunsheng.Feel.FeelSeverity.Warning, Problem: DmnProblem.Expression });
}
