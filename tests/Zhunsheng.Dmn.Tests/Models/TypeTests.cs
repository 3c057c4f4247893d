using static Zhunsheng.Dmn.Tests.Models.Model;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Item definitions, and what becomes of values that do not conform.</summary>
public class TypeTests
{
    private const string Types = """
        <itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
        <itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
        <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
        <itemDefinition name="tGrades" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
        <itemDefinition name="tShort" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) &lt;= 2</text></typeConstraint></itemDefinition>
        <itemDefinition name="tPercent"><typeRef>number</typeRef><typeConstraint><text>[0..100]</text></typeConstraint></itemDefinition>
        <itemDefinition name="tTree"><itemComponent name="value"><typeRef>number</typeRef></itemComponent><itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tInline"><itemComponent name="p"><itemComponent name="q"><typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues></itemComponent></itemComponent></itemDefinition>
        """;

    [Theory]
    [InlineData("number", "1", "1")]
    [InlineData("number", "\"1\"", "null")]
    [InlineData("number", "[1]", "1")]
    [InlineData("number", "[1, 2]", "null")]
    [InlineData("string", "null", "null")]
    [InlineData("tNumbers", "1", "[1]")]
    [InlineData("tNumbers", "[1, null]", "[1, null]")]
    [InlineData("tNumbers", "[1, \"2\"]", "null")]
    [InlineData("tNumbers", "\"1\"", "null")]
    [InlineData("date and time", "@\"2025-01-31\"", "@\"2025-01-31T00:00:00Z\"")]
    [InlineData("tPerson", "{name: \"甲\", age: 3, more: 1}", "{name: \"甲\", age: 3, more: 1}")]
    [InlineData("tPerson", "{name: \"甲\"}", "null")]
    [InlineData("tPerson", "{name: \"甲\", age: null}", "{name: \"甲\", age: null}")]
    [InlineData("tPeople", "{name: \"甲\", age: 3}", "[{name: \"甲\", age: 3}]")]
    [InlineData("tPeople", "[{name: \"甲\", age: \"3\"}]", "null")]
    [InlineData("tGrade", "\"B\"", "\"B\"")]
    [InlineData("tGrade", "\"C\"", "null")]
    [InlineData("tGrades", "[\"A\", \"B\"]", "[\"A\", \"B\"]")]
    [InlineData("tGrades", "[\"A\", \"C\"]", "null")]
    [InlineData("tShort", "[1, 2]", "[1, 2]")]
    [InlineData("tShort", "[1, 2, 3]", "null")]
    [InlineData("tPercent", "100", "100")]
    [InlineData("tPercent", "100.5", "null")]
    [InlineData("tTree", "{value: 1, children: [{value: 2, children: []}]}", "{value: 1, children: [{value: 2, children: []}]}")]
    [InlineData("tTree", "{value: 1, children: [{value: \"2\", children: []}]}", "null")]
    [InlineData("tInline", "{p: {q: 1}}", "{p: {q: 1}}")]
    [InlineData("tInline", "{p: {q: 0}}", "null")]
    [InlineData("Any", "[1, \"a\"]", "[1, \"a\"]")]
    [InlineData("context", "{a: 1}", "{a: 1}")]
    [InlineData("days and time duration", "duration(\"P1D\")", "@\"P1D\"")]
    public void Input_OfAType_IsMadeIntoIt(string type, string value, string expected)
    {
        var answer = Answer(Clean(Types + Input("x", type) + Decision("d", Literal("x"), "i:x")), "d", ("x", value));
        Assert.Equal(expected, answer.Value.ToString());
        Assert.Equal(expected == "null" && value != "null", answer.Reasons.Any(r => r.Kind == DmnReasonKind.NotOfType));
    }

    [Fact]
    public void Input_NotGiven_IsNullWithTheReason() =>
        Assert.Equal([DmnReasonKind.InputMissing, DmnReasonKind.ExpressionIsNull], Answer(Clean(Input("x", "number") + Decision("d", Literal("x + 1"), "i:x")), "d").Reasons.Select(r => r.Kind));

    [Fact]
    public void Path_IntoADeclaredTypeWithSpaces_IsRead() => Assert.Equal("7", Value(
        """<itemDefinition name="tLoan"><itemComponent name="credit score"><typeRef>number</typeRef></itemComponent></itemDefinition>"""
        + Input("loan", "tLoan") + Decision("d", Literal("loan.credit score + 2"), "i:loan"), "d", ("loan", "{\"credit score\": 5}")));

    [Fact]
    public void InstanceOf_ADeclaredType_LooksAtItsParts() => Assert.Equal("[true, false]", Value(
        Types + Decision("d", Literal("[{name: \"甲\", age: 1} instance of tPerson, {name: \"甲\"} instance of tPerson]")), "d"));

    [Theory]
    [InlineData("function(a: number) a + 1", "3")]
    [InlineData("function(a: number) \"x\"", "null")]
    [InlineData("5", "null")]
    public void FunctionItem_AsTheTypeOfAVariable_TakesFunctionsThatFit(string function, string expected) => Assert.Equal(expected, Value(
        """<itemDefinition name="tF"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>"""
        + Decision("d", $"<context><contextEntry><variable name=\"f\" typeRef=\"tF\"/>{Literal(function)}</contextEntry><contextEntry>{Literal("f(2)")}</contextEntry></context>"), "d"));

    [Fact]
    public void Type_MadeOfItself_IsAnErrorAndTakesAnything()
    {
        var reading = Read("""<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition><itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>""" + Input("x", "a") + Decision("d", Literal("x"), "i:x"));
        Assert.Contains(reading.Diagnostics, d => d.Problem == DmnProblem.Cycle);
        Assert.Equal("1", Answer(reading.Model!, "d", ("x", "1")).Value.ToString());
    }

    [Fact]
    public void Type_Unknown_IsAnErrorWhereItStands()
    {
        var reading = Read("\n" + Input("x", "tMissing"));
        Assert.Equal((DmnProblem.UnknownType, 2, "x"), reading.Diagnostics.Select(d => (d.Problem, d.Line, d.Element!)).Single());
    }

    [Fact]
    public void QualifiedTypeNames_OfOlderModels_AreRead() => Assert.Equal("1", Value(Input("x", "feel:number") + Decision("d", Literal("x"), "i:x"), "d", ("x", "1")));
}
