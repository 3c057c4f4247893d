using Zhunsheng.Feel;
using static Zhunsheng.Dmn.Tests.Models.Model;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Requirements, knowledge models, decision services, imports.</summary>
public class GraphTests
{
    private const string Service = """
        <decisionService id="_s" name="s"><variable name="s"/><outputDecision href="#_total"/><encapsulatedDecision href="#_net"/><inputDecision href="#_rate"/><inputData href="#_x"/></decisionService>
        """;

    private static readonly string s_graph = Input("x", "number") + Decision("rate", Literal("0.5")) + Decision("net", Literal("x * 10"), "i:x")
        + Decision("total", Literal("net + net * rate"), "d:net d:rate") + Service;

    [Fact]
    public void Decision_OverOthers_IsWorkedOut() => Assert.Equal("30", Value(s_graph, "total", ("x", "2")));

    [Fact]
    public void Evaluate_AllDecisions_AnswersInTheOrderWritten() =>
        Assert.Equal(["rate=0.5", "net=20", "total=30"], Clean(s_graph).Evaluate(Inputs(("x", "2"))).Select(a => $"{a.Name}={a.Value}"));

    [Fact]
    public void Decision_GivenFromOutside_IsTaken() => Assert.Equal("40", Value(s_graph, "total", ("x", "2"), ("rate", "1")));

    [Fact]
    public void Decision_GivenFromOutside_NeedsNothingItself()
    {
        var answer = Answer(Clean(Input("x") + Decision("a", Literal("x + 1"), "i:x") + Decision("b", Literal("a * 2"), "d:a")), "b", ("a", "4"));
        Assert.Equal("8", answer.Value.ToString());
        Assert.Empty(answer.Reasons);
    }

    [Fact]
    public void Decision_SeesOnlyWhatItRequires()
    {
        var model = Read(Input("x", "number") + Decision("d", Literal("x"))).Model!;
        Assert.Equal("null", Answer(model, "d", ("x", "2")).Value.ToString());
    }

    [Fact]
    public void Decision_WithoutLogic_IsNullWithTheReason() => Assert.Equal([DmnReasonKind.NoLogic], Answer(Clean(Decision("d", "")), "d").Reasons.Select(r => r.Kind));

    [Fact]
    public void Requirements_InACircle_AreFoundAndNull()
    {
        var reading = Read(Decision("a", Literal("b"), "d:b") + Decision("b", Literal("a"), "d:a") + Decision("c", Literal("1")));
        Assert.Equal(["a", "b"], reading.Diagnostics.Where(d => d.Problem == DmnProblem.Cycle).Select(d => d.Element));
        Assert.Contains(Answer(reading.Model!, "a").Reasons, r => r.Kind == DmnReasonKind.Cycle);
        Assert.Equal("1", Answer(reading.Model!, "c").Value.ToString());
    }

    [Fact]
    public void Requirements_InALongChain_NeedNoDeepStack()
    {
        var chain = string.Concat(Enumerable.Range(1, 3000).Select(i => Decision($"d{i}", Literal($"d{i - 1} + 1"), $"d:d{i - 1}")));
        Assert.Equal("3000", Value(Decision("d0", Literal("0")) + chain, "d3000"));
    }

    [Fact]
    public void Reference_ThatLeadsNowhere_IsAnError()
    {
        var reading = Read(Decision("d", Literal("1"), "i:nothing"));
        Assert.Equal((DmnProblem.UnknownReference, "d"), reading.Diagnostics.Select(d => (d.Problem, d.Element!)).Single());
        Assert.Equal("1", Answer(reading.Model!, "d").Value.ToString());
    }

    [Fact]
    public void Knowledge_RequiringKnowledge_IsCalledThroughIt() => Assert.Equal("42", Value(
        Knowledge("twice", "n:number", Literal("n * 2"), type: "number") + Knowledge("answer", "n", Literal("twice(n) + 2"), "k:twice") + Decision("d", Literal("answer(20)"), "k:answer"), "d"));

    [Fact]
    public void Knowledge_OfATableWithoutParameters_TakesThemFromItsInputs() => Assert.Equal("[\"b\", \"a\"]", Value(
        Knowledge("f", "", Table("FIRST", "Age | person.member", "y", ["< 18 | - | \"a\"", "- | true | \"b\""]))
        + Decision("d", $"<list><invocation>{Literal("f")}<binding><parameter name=\"person\"/>{Literal("{member: true}")}</binding><binding><parameter name=\"Age\"/>{Literal("40")}</binding></invocation>{Literal("f(3, {member: false})")}</list>", "k:f"), "d"));

    [Fact]
    public void Null_OfAnExpression_IsExplainedWithItsPlaceInTheText()
    {
        var answer = Answer(Clean(Input("x") + Decision("d", Literal("1 +\nx"), "i:x")), "d", ("x", "\"2\""));
        var reason = Assert.Single(answer.Reasons);
        Assert.Equal((DmnReasonKind.ExpressionIsNull, FeelReasonKind.WrongOperands, "d"), (reason.Kind, reason.Feel!.Kind, reason.Element));
    }

    [Theory]
    [InlineData("f(Loan Amount: 5, rate / year's: 2)")]
    [InlineData("f(rate / year's: 2, Loan Amount: 5)")]
    [InlineData("f(5, 2)")]
    public void Knowledge_WithParametersOfSeveralWords_IsCalledByThem(string call) => Assert.Equal("10", Value(
        Knowledge("f", "Loan Amount, rate / year's", Literal("Loan Amount * rate / year's")) + Decision("d", Literal(call), "k:f"), "d"));

    [Fact]
    public void Knowledge_HandedOnAsAValue_CanBeCalled() => Assert.Equal("[2, 4]", Value(
        Knowledge("twice", "n", Literal("n * 2")) + Knowledge("map", "f, l", Literal("for i in l return f(i)")) + Decision("d", Literal("map(twice, [1, 2])"), "k:twice k:map"), "d"));

    [Theory]
    [InlineData("f(\"1\")", "null")]
    [InlineData("f([1])", "1")]
    [InlineData("f(n: 5)", "5")]
    [InlineData("f(m: 5)", "null")]
    [InlineData("f(1, 2)", "null")]
    [InlineData("f()", "null")]
    [InlineData("f(null)", "null")]
    public void Knowledge_CalledWithArguments_MakesThemFitOrIsNull(string call, string expected) => Assert.Equal(expected,
        Answer(Read(Knowledge("f", "n:number", Literal("n")) + Decision("d", Literal(call), "k:f")).Model!, "d").Value.ToString());

    [Fact]
    public void Knowledge_OfAResultType_MakesItsResultFit() => Assert.Equal("[null, 5]", Value(
        Knowledge("a", "n", Literal("string(n)"), type: "number") + Knowledge("b", "n", Literal("[n]", "number")) + Decision("d", Literal("[a(5), b(5)]"), "k:a k:b"), "d"));

    [Fact]
    public void Knowledge_CallingItself_ComesToAnEnd() => Assert.Equal("120", Value(
        Knowledge("factorial", "n", Literal("if n <= 1 then 1 else n * factorial(n - 1)")) + Decision("d", Literal("factorial(5)"), "k:factorial"), "d"));

    [Fact]
    public void Knowledge_CallingItselfWithoutEnd_IsGivenUp()
    {
        var answer = Answer(Clean(Knowledge("a", "n", Literal("b(n + 1) + b(n + 2)"), "k:b") + Knowledge("b", "n", Literal("a(n + 1) + a(n + 2)"), "k:a") + Decision("d", Literal("a(1)"), "k:a")), "d");
        Assert.True(answer.Value.IsNull);
        Assert.Contains(answer.Reasons, r => r.Kind == DmnReasonKind.TooMuchWork);
    }

    [Fact]
    public void Knowledge_ResultWithSpacesInItsEntries_IsReadThroughThePath() => Assert.Equal("3", Value(
        """<itemDefinition name="tR"><itemComponent name="total sum"><typeRef>number</typeRef></itemComponent></itemDefinition>"""
        + Knowledge("f", "n", Literal("{\"total sum\": n}"), type: "tR") + Decision("d", Literal("f(3).total sum"), "k:f"), "d"));

    [Fact]
    public void Invoke_AKnowledgeModel_TakesArgumentsByName() => Assert.Equal("7", Clean(Knowledge("minus", "a, b", Literal("a - b"))).Invoke("minus", Inputs(("b", "3"), ("a", "10"))).Value.ToString());

    [Fact]
    public void Invoke_AService_TakesInputsAndInputDecisions() => Assert.Equal("22", Clean(s_graph).Invoke("s", Inputs(("x", "2"), ("rate", "0.1"))).Value.ToString());

    [Theory]
    [InlineData("s(2, 0.1)", "22")]
    [InlineData("s(rate: 0.1, x: 2)", "22")]
    [InlineData("s(2)", "null")]
    [InlineData("s(x: 2, y: 1)", "null")]
    public void Service_CalledAsAFunction_TakesDataThenDecisions(string call, string expected) =>
        Assert.Equal(expected, Answer(Read(s_graph + Decision("d", Literal(call), "k:s")).Model!, "d").Value.ToString());

    [Fact]
    public void Service_CalledByInvocation_TakesArgumentsByName() => Assert.Equal("22", Value(
        s_graph + Decision("d", $"<invocation>{Literal("s")}<binding><parameter name=\"rate\"/>{Literal("0.1")}</binding><binding><parameter name=\"x\"/>{Literal("2")}</binding></invocation>", "k:s"), "d"));

    [Fact]
    public void Service_WithSeveralOutputs_AnswersAContext() => Assert.Equal("{net: 20, total: 20}", Value(
        s_graph.Replace("<encapsulatedDecision href=\"#_net\"/>", "", StringComparison.Ordinal).Replace("<outputDecision href=\"#_total\"/>", "<outputDecision href=\"#_net\"/><outputDecision href=\"#_total\"/>", StringComparison.Ordinal)
        + Decision("d", Literal("s(2, 0)"), "k:s"), "d"));

    [Fact]
    public void Service_DoesNotSeeInputsThatAreNotItsOwn() => Assert.Equal("null", Value(
        Input("x") + Decision("inner", Literal("x"), "i:x") + """<decisionService id="_s" name="s"><variable name="s"/><outputDecision href="#_inner"/></decisionService>"""
        + Decision("d", Literal("s()"), "i:x k:s"), "d", ("x", "1")));

    [Fact]
    public void Service_WhoseDecisionCallsTheService_IsGivenUp()
    {
        var answer = Answer(Clean(Decision("inner", Literal("s() + s()"), "k:s") + """<decisionService id="_s" name="s"><variable name="s"/><outputDecision href="#_inner"/></decisionService>"""), "inner");
        Assert.True(answer.Value.IsNull);
        Assert.Contains(answer.Reasons, r => r.Kind == DmnReasonKind.TooMuchWork);
    }

    // ------------------------------------------------------------------ imports

    private static readonly string s_library = Document(
        """<itemDefinition name="tRate"><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>"""
        + Input("base", "number") + Decision("double", Literal("base * 2"), "i:base") + Knowledge("share", "part:number, rate:tRate", Literal("part * rate"))
        + """<decisionService id="_svc" name="svc"><variable name="svc"/><outputDecision href="#_double"/><inputData href="#_base"/></decisionService>""", "lib");

    private const string Import = """<import name="lib model" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>""";

    [Fact]
    public void Import_WithAName_GivesItsElementsUnderIt()
    {
        var model = Clean(Import + Input("r", "lib model.tRate") + Decision("d", Literal("lib model.share(lib model.double, r) + lib model.svc(100)"), "i:r k:urn:lib#_share d:urn:lib#_double k:urn:lib#_svc"), s_library);
        Assert.Equal("202", Answer(model, "d", ("r", "0.5"), ("base", "2")).Value.ToString());
        Assert.Equal("202", Answer(model, "d", ("r", "0.5"), ("lib model", "{base: 2}")).Value.ToString());
        Assert.Equal("202", Answer(model, "d", ("r", "0.5"), ("{urn:lib}base", "2")).Value.ToString());
        Assert.Equal("null", Answer(model, "d", ("r", "1.5"), ("base", "2")).Value.ToString());
    }

    [Fact]
    public void Import_WithoutAName_GivesItsElementsAsIfWrittenHere() => Assert.Equal("1", Answer(
        Clean("""<import name="" namespace="urn:lib" importType="dmn"/>""" + Input("r", "tRate") + Decision("d", Literal("share(2, r)"), "i:r k:urn:lib#_share"), s_library), "d", ("r", "0.5")).Value.ToString());

    [Fact]
    public void Import_OfAModelThatIsNotThere_IsAnError() => Assert.Contains(Read(Import + Decision("d", Literal("1"))).Diagnostics, d => d.Problem == DmnProblem.UnknownImport);

    [Fact]
    public void Import_OfADocumentThatCannotBeRead_SaysWhyNot() =>
        Assert.Equal([DmnProblem.UnknownImport, DmnProblem.NotXml], Read(Import, "<broken").Diagnostics.Select(d => d.Problem));

    [Fact]
    public void Imports_InACircle_AreReportedAndRead()
    {
        var reading = Read(Import + Decision("d", Literal("lib model.double + 1"), "d:urn:lib#_double"),
            s_library.Replace("<itemDefinition", """<import name="main" namespace="urn:m" importType="dmn"/><itemDefinition""", StringComparison.Ordinal));
        Assert.Contains(reading.Diagnostics, d => d.Problem == DmnProblem.Cycle);
        Assert.Equal("5", Answer(reading.Model!, "d", ("base", "2")).Value.ToString());
    }

    [Theory]
    [InlineData("http://www.omg.org/spec/DMN/20151101/dmn.xsd")]
    [InlineData("http://www.omg.org/spec/DMN/20180521/MODEL/")]
    [InlineData("https://www.omg.org/spec/DMN/20191111/MODEL/")]
    [InlineData("https://www.omg.org/spec/DMN/20211108/MODEL/")]
    [InlineData("https://www.omg.org/spec/DMN/20230324/MODEL/")]
    public void Read_EachVersion_IsUnderstood(string space)
    {
        var reading = DmnReader.Read(new DmnSource("m.dmn", Document(s_graph, space: space)));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("30", reading.Model!.Evaluate("total", Inputs(("x", "2"))).Value.ToString());
    }

    [Fact]
    public void Clock_WithoutAReading_IsNull()
    {
        var model = Clean(Decision("d", Literal("today()")));
        Assert.Equal("null", model.Evaluate("d", Inputs()).Value.ToString());
        Assert.Equal("@\"2025-12-31\"", model.Evaluate("d", Inputs(), new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.FromHours(8))).Value.ToString());
    }

    [Fact]
    public void Model_FromManyThreads_AnswersEachRight()
    {
        var model = Clean(s_graph + Decision("d", Literal("s(x, 0.5) + total"), "i:x d:total k:s"));
        var wrong = 0;
        Parallel.For(0, 400, i => Interlocked.Add(ref wrong, model.Evaluate("d", new Dictionary<string, FeelValue> { ["x"] = FeelValue.Of((decimal)i) }).Value.AsNumber == 30m * i ? 0 : 1));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Evaluate_ADecisionThatIsNotThere_IsTheCallersMistake() => Assert.Throws<ArgumentException>(() => Clean(s_graph).Evaluate("nothing", Inputs()));
}
