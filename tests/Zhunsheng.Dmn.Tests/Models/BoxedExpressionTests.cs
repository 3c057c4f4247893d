using static Zhunsheng.Dmn.Tests.Models.Model;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Each kind of boxed expression, by its value.</summary>
public class BoxedExpressionTests
{
    [Fact]
    public void Literal_OverAnInputWithSpaces_IsComputed() =>
        Assert.Equal("505", Value(Input("Loan Amount", "number").Replace("_Loan Amount", "_la", StringComparison.Ordinal) + Decision("d", Literal("Loan Amount * 1.01"), "i:#_la"), "d", ("Loan Amount", "500")));

    [Fact]
    public void Literal_InAnotherLanguage_IsNullWithTheReason()
    {
        var reading = Read("""<decision id="_d" name="d"><variable name="d"/><literalExpression expressionLanguage="http://www.w3.org/TR/xpath20"><text>1</text></literalExpression></decision>""");
        Assert.Equal([DmnProblem.Unsupported], reading.Diagnostics.Select(d => d.Problem));
        Assert.Equal([DmnReasonKind.Unsupported], Answer(reading.Model!, "d").Reasons.Select(r => r.Kind));
    }

    [Fact]
    public void Context_WithResult_GivesTheResult() => Assert.Equal("12", Value(Decision("d", Context("net: 10", "tax: net * 0.2", "net + tax")), "d"));

    [Fact]
    public void Context_WithoutResult_GivesItsEntriesInOrder() =>
        Assert.Equal("{b: 1, a: 2, \"two words\": 3}", Value(Decision("d", Context("b: 1", "a: b + 1", "two words: a + b")), "d"));

    [Fact]
    public void Context_EntryNamedLikeAnInput_HidesItFromThereOn() =>
        Assert.Equal("{x: 2, y: 20}", Value(Input("x") + Decision("d", Context("x: x + 1", "y: x * 10"), "i:x"), "d", ("x", "1")));

    [Fact]
    public void Context_EntryThatIsNoneOfItsType_IsNull() =>
        Assert.Equal("{a: null, b: [1]}", Value(Decision("d", """
            <context><contextEntry><variable name="a" typeRef="number"/><literalExpression><text>"one"</text></literalExpression></contextEntry>
            <contextEntry><variable name="b" typeRef="tNumbers"/><literalExpression><text>1</text></literalExpression></contextEntry></context>
            """) + """<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>""", "d"));

    [Fact]
    public void Context_NestedTable_SeesTheEntriesAround() => Assert.Equal("\"low\"", Value(
        Input("score", "number") + Decision("d", $"<context><contextEntry><variable name=\"half\"/>{Literal("score / 2")}</contextEntry><contextEntry>{Table("UNIQUE", "half", "risk", ["< 50 | \"high\"", ">= 50 | \"low\""])}</contextEntry></context>", "i:score"),
        "d", ("score", "100")));

    [Fact]
    public void Invocation_WithNamedArguments_BindsThemByName() => Assert.Equal("7", Value(
        Knowledge("minus", "a, b", Literal("a - b")) + Decision("d", Invocation("minus", ("b", "3"), ("a", "10")), "k:minus"), "d"));

    [Theory]
    [InlineData("a", "c")]
    [InlineData("a", "a")]
    public void Invocation_WithArgumentsThatDoNotFit_IsNullWithTheReason(string first, string second)
    {
        var model = Clean(Knowledge("minus", "a, b", Literal("a - b")) + Decision("d", Invocation("minus", (first, "3"), (second, "10")), "k:minus"));
        Assert.Contains(Answer(model, "d").Reasons, r => r.Kind == DmnReasonKind.ArgumentsDoNotFit);
        Assert.True(Answer(model, "d").Value.IsNull);
    }

    [Fact]
    public void Invocation_OfABuiltinFunction_FindsTheSignatureByItsParameters() =>
        Assert.Equal("\"bc\"", Value(Decision("d", Invocation("substring", ("length", "2"), ("string", "\"abcd\""), ("start position", "2"))), "d"));

    [Fact]
    public void Invocation_OfNoFunction_IsNullWithTheReason() =>
        Assert.Equal([DmnReasonKind.NotAFunction], Answer(Read(Input("x") + Decision("d", Invocation("x", ("a", "1")), "i:x")).Model!, "d", ("x", "5")).Reasons.Select(r => r.Kind));

    [Fact]
    public void FunctionDefinition_InAContext_CapturesWhatItSees() => Assert.Equal("[11, 12]", Value(
        Decision("d", $"<context><contextEntry><variable name=\"base\"/>{Literal("10")}</contextEntry><contextEntry><variable name=\"add\"/><functionDefinition>{Parameters("n:number")}{Literal("base + n")}</functionDefinition></contextEntry><contextEntry>{Literal("for i in 1..2 return add(i)")}</contextEntry></context>"), "d"));

    [Fact]
    public void FunctionDefinition_WithATableInside_Decides() => Assert.Equal("\"adult\"", Value(
        Decision("d", $"<context><contextEntry><variable name=\"kind\"/><functionDefinition>{Parameters("age:number")}{Table("FIRST", "age", "k", [">= 18 | \"adult\"", "- | \"minor\""])}</functionDefinition></contextEntry><contextEntry>{Literal("kind(18)")}</contextEntry></context>"), "d"));

    [Fact]
    public void FunctionDefinition_CallingItself_ComesToAnEnd() => Assert.Equal("[120, 8]", Value(Decision("d", $"""
        <context><contextEntry><variable name="factorial"/><functionDefinition>{Parameters("n")}{Literal("if n <= 1 then 1 else n * factorial(n - 1)")}</functionDefinition></contextEntry>
        <contextEntry><variable name="power of two"/>{Literal("function(n) if n = 0 then 1 else 2 * power of two(n - 1)")}</contextEntry>
        <contextEntry>{Literal("[factorial(5), power of two(3)]")}</contextEntry></context>
        """), "d"));

    [Theory]
    [InlineData("Java")]
    [InlineData("PMML")]
    public void FunctionDefinition_OfAnotherKind_IsNullWithTheReason(string kind)
    {
        var reading = Read(Knowledge("f", "a", Context("class: \"java.lang.Math\"", "method signature: \"abs(double)\""), kind: kind) + Decision("d", Literal("f(1)"), "k:f"));
        Assert.Equal([DmnProblem.Unsupported], reading.Diagnostics.Select(d => d.Problem));
        Assert.Contains(DmnReasonKind.Unsupported, Answer(reading.Model!, "d").Reasons.Select(r => r.Kind));
    }

    [Fact]
    public void List_OfBoxedExpressions_IsAList() => Assert.Equal("[1, {a: 2}, [3]]", Value(Decision("d", $"<list>{Literal("1")}{Context("a: 2")}<list>{Literal("3")}</list></list>"), "d"));

    [Fact]
    public void Relation_OfColumnsAndRows_IsAListOfContexts() => Assert.Equal("[{name: \"甲\", age: 30}, {name: \"乙\", age: null}]", Value(
        Decision("d", $"<relation><column name=\"name\"/><column name=\"age\" typeRef=\"number\"/><row>{Literal("\"甲\"")}{Literal("30")}</row><row>{Literal("\"乙\"")}{Literal("\"?\"")}</row></relation>"), "d"));

    [Fact]
    public void Relation_WithARowTooShort_IsAnErrorAtTheRow()
    {
        var reading = Read(Decision("d", $"<relation><column name=\"a\"/><column name=\"b\"/>\n<row>{Literal("1")}</row></relation>"));
        Assert.Equal((DmnProblem.Missing, 2), reading.Diagnostics.Select(d => (d.Problem, d.Line)).Single());
        Assert.True(Answer(reading.Model!, "d").Value.IsNull);
    }

    [Theory]
    [InlineData("true", "1")]
    [InlineData("false", "2")]
    [InlineData("null", "2")]
    [InlineData("\"true\"", "null")]
    public void Conditional_ByItsCondition_TakesTheBranch(string condition, string expected) => Assert.Equal(expected, Value(
        Input("x") + Decision("d", $"<conditional><if>{Literal("x")}</if><then>{Literal("1")}</then><else>{Literal("2")}</else></conditional>", "i:x"), "d", ("x", condition)));

    [Theory]
    [InlineData("[1, 5, 9]", "[5, 9]")]
    [InlineData("[]", "[]")]
    [InlineData("null", "[]")]
    [InlineData("7", "[7]")]
    [InlineData("[1, \"a\", 5]", "[5]")]
    public void Filter_ByALiteralCondition_KeepsWhatMatches(string list, string expected) => Assert.Equal(expected, Value(
        Input("x") + Decision("d", $"<filter><in>{Literal("x")}</in><match>{Literal("item > 3")}</match></filter>", "i:x"), "d", ("x", list)));

    [Fact]
    public void Filter_OverContexts_SeesTheEntriesOfTheItem() => Assert.Equal("[{n: 2, s: \"b\"}]", Value(
        Input("x") + Decision("d", $"<filter><in>{Literal("x")}</in><match>{Literal("n > 1 and item.s = \"b\"")}</match></filter>", "i:x"), "d", ("x", "[{n: 1, s: \"b\"}, {n: 2, s: \"b\"}, {n: 3, s: \"c\"}]")));

    [Fact]
    public void Filter_ByABoxedCondition_SeesTheItemAndItsDeclaredEntries() => Assert.Equal("[{n: 2}]", Value(
        """<itemDefinition name="tItems" isCollection="true"><itemComponent name="n"><typeRef>number</typeRef></itemComponent></itemDefinition>"""
        + Input("x", "tItems") + Decision("d", $"<filter><in>{Literal("x")}</in><match>{Context("twice: n + item.n", "twice > 2")}</match></filter>", "i:x"), "d", ("x", "[{n: 1}, {n: 2}]")));

    [Fact]
    public void Filter_WhereOneConditionIsNoTruthValue_IsNull() => Assert.Equal("null", Value(
        Input("x") + Decision("d", $"<filter><in>{Literal("x")}</in><match>{Literal("if item > 1 then item else true")}</match></filter>", "i:x"), "d", ("x", "[1, 2]")));

    [Theory]
    [InlineData("[1, 2, 3]", "[2, 4, 6]")]
    [InlineData("[]", "[]")]
    [InlineData("[1..3]", "[2, 4, 6]")]
    [InlineData("5", "[10]")]
    [InlineData("null", "null")]
    public void For_OverItems_ReturnsForEach(string list, string expected) => Assert.Equal(expected, Value(
        Input("x") + Decision("d", $"<for iteratorVariable=\"one item\"><in>{Literal("x")}</in><return>{Literal("one item * 2")}</return></for>", "i:x"), "d", ("x", list)));

    [Fact]
    public void For_WithPartial_SeesWhatThereIsSoFar() => Assert.Equal("[1, 2, 4, 8]", Value(
        Decision("d", $"<for iteratorVariable=\"i\"><in>{Literal("[1, 2, 3, 4]")}</in><return>{Literal("if count(partial) = 0 then 1 else sum(partial) + 1")}</return></for>"), "d"));

    [Fact]
    public void For_NestedAndMakingFunctions_KeepsEachTurnApart() => Assert.Equal("[[11, 21], [12, 22]]", Value(Decision("d", $"""
        <for iteratorVariable="a"><in>{Literal("[1, 2]")}</in><return><for iteratorVariable="f"><in><for iteratorVariable="b"><in>{Literal("[10, 20]")}</in>
        <return><functionDefinition>{Literal("a + b")}</functionDefinition></return></for></in><return>{Literal("f()")}</return></for></return></for>
        """), "d"));

    [Theory]
    [InlineData("[1, 4]", "true", "false")]
    [InlineData("[1, 2]", "false", "false")]
    [InlineData("[4, 5]", "true", "true")]
    [InlineData("[]", "false", "true")]
    [InlineData("[1, null]", "null", "false")]
    [InlineData("[4, null]", "true", "null")]
    [InlineData("null", "null", "null")]
    public void SomeAndEvery_OverItems_AreThreeValued(string list, string some, string every)
    {
        var model = Clean(Input("x") + Decision("s", Quantified("some"), "i:x") + Decision("e", Quantified("every"), "i:x"));
        Assert.Equal((some, every), (Answer(model, "s", ("x", list)).Value.ToString(), Answer(model, "e", ("x", list)).Value.ToString()));
    }

    [Fact]
    public void Expression_ThatSaysItsType_IsMadeIntoIt() => Assert.Equal("[\"a\"]", Value(
        """<itemDefinition name="tTexts" isCollection="true"><typeRef>string</typeRef></itemDefinition>""" + Decision("d", Literal("\"a\"", "tTexts")), "d"));

    private static string Quantified(string kind) => $"<{kind} iteratorVariable=\"n\"><in>{Literal("x")}</in><satisfies>{Literal("n > 3")}</satisfies></{kind}>";

    private static string Context(params string[] entries) => "<context>" + string.Concat(entries.Select(e => e.Split(": ") is [var name, var feel]
        ? $"<contextEntry><variable name=\"{name}\"/>{Literal(feel)}</contextEntry>"
        : $"<contextEntry>{Literal(e)}</contextEntry>")) + "</context>";

    private static string Invocation(string function, params (string Name, string Feel)[] bindings) =>
        $"<invocation>{Literal(function)}{string.Concat(bindings.Select(b => $"<binding><parameter name=\"{b.Name}\"/>{Literal(b.Feel)}</binding>"))}</invocation>";
}
