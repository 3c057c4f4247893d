using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using Zhunsheng.Feel;
using static Zhunsheng.Dmn.Tests.Models.Model;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Whatever the documents hold, reading gives a model or typed errors, and evaluation ends.</summary>
public class BadInputTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("", DmnProblem.NotXml)]
    [InlineData("<", DmnProblem.NotXml)]
    [InlineData("not xml", DmnProblem.NotXml)]
    [InlineData("<a/>", DmnProblem.NotDmn)]
    [InlineData("<definitions/>", DmnProblem.NotDmn)]
    [InlineData("<definitions xmlns=\"urn:other\"/>", DmnProblem.NotDmn)]
    [InlineData("<decision xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>", DmnProblem.NotDmn)]
    [InlineData("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">", DmnProblem.NotXml)]
    [InlineData("<!DOCTYPE x><definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>", DmnProblem.NotXml)]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><definitions/>", DmnProblem.NotXml)]
    public void Document_ThatIsNoModel_IsATypedError(string text, DmnProblem expected)
    {
        var reading = DmnReader.Read(new DmnSource("m.dmn", [.. Encoding.UTF8.GetBytes(text)]));
        Assert.Null(reading.Model);
        Assert.Equal([expected], reading.Diagnostics.Select(d => d.Problem));
    }

    [Fact]
    public void Document_WithNestedEntities_IsRefusedUnread()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">"));
        Refused($"<!DOCTYPE d [<!ENTITY e0 \"ha\">{entities}]>{Document(Decision("d", "<description>&e9;</description>"))}", DmnProblem.NotXml);
    }

    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")]
    [InlineData("<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x.dtd\">")]
    public void Document_WithExternalEntities_IsRefused(string doctype) => Refused(doctype + Document(Decision("d", Literal("1"))), DmnProblem.NotXml);

    [Fact]
    public void Document_NestedDeeply_IsRefused() =>
        Refused(Document(string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000))), DmnProblem.TooLarge);

    [Fact]
    public void Document_TooLarge_IsRefused()
    {
        var reading = DmnReader.Read(new DmnSource("m.dmn", Document(Decision("d", Literal("1")))), null, new DmnOptions { LargestDocument = 100 });
        Assert.Equal([DmnProblem.TooLarge], reading.Diagnostics.Select(d => d.Problem));
    }

    [Fact]
    public void Expression_NestedDeeply_IsAnErrorOfTheDecision()
    {
        var reading = Read(Decision("d", Literal(new string('(', 50_000) + "1" + new string(')', 50_000))) + Decision("e", Literal("1")));
        Assert.Contains(reading.Diagnostics, d => d is { Severity: FeelSeverity.Error, Problem: DmnProblem.Expression, Element: "d" });
        Assert.Equal(["null", "1"], reading.Model!.Evaluate(Inputs()).Select(a => a.Value.ToString()));
    }

    [Fact]
    public void Context_WithTooManyEntries_IsAnError() => Assert.Contains(
        Read(Decision("d", $"<context>{string.Concat(Enumerable.Range(0, 5000).Select(i => $"<contextEntry><variable name=\"a{i}\"/>{Literal("1")}</contextEntry>"))}</context>")).Diagnostics,
        d => d.Problem == DmnProblem.TooLarge);

    [Fact]
    public void Types_MadeOfManyTypesOfManyTypes_AreMeasuredInTime()
    {
        var types = string.Concat(Enumerable.Range(1, 60).Select(i => $"<itemDefinition name=\"t{i}\">{string.Concat(Enumerable.Range(0, 10).Select(c => $"<itemComponent name=\"c {c}\"><typeRef>t{i - 1}</typeRef></itemComponent>"))}</itemDefinition>"));
        var clock = Stopwatch.StartNew();
        var reading = Read("""<itemDefinition name="t0"><typeRef>number</typeRef></itemDefinition>""" + types + Input("x", "t60") + Decision("d", Literal("x = null"), "i:x"));
        Assert.Equal("true", Answer(reading.Model!, "d", ("x", "null")).Value.ToString());
        Assert.True(clock.Elapsed < s_bound, clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData("<decision/>")]
    [InlineData("<decision name=\"d\"/>")]
    [InlineData("<decision name=\"d\"><variable/><decisionTable/></decision>")]
    [InlineData("<decision name=\"d\"><decisionTable hitPolicy=\"SOMETIMES\"><output/></decisionTable></decision>")]
    [InlineData("<decision name=\"d\"><decisionTable><input/><output/><rule/></decisionTable></decision>")]
    [InlineData("<decision name=\"d\"><informationRequirement/><knowledgeRequirement><requiredKnowledge/></knowledgeRequirement><literalExpression/></decision>")]
    [InlineData("<decision name=\"d\"><invocation/></decision>")]
    [InlineData("<decision name=\"d\"><context><contextEntry/><contextEntry><variable/></contextEntry></context></decision>")]
    [InlineData("<decision name=\"d\"><conditional/></decision>")]
    [InlineData("<decision name=\"d\"><filter/></decision>")]
    [InlineData("<decision name=\"d\"><for/></decision>")]
    [InlineData("<decision name=\"d\"><relation><column/><row/></relation></decision>")]
    [InlineData("<decision name=\"d\"><functionDefinition/></decision>")]
    [InlineData("<businessKnowledgeModel name=\"d\"/>")]
    [InlineData("<businessKnowledgeModel name=\"d\"><encapsulatedLogic/></businessKnowledgeModel>")]
    [InlineData("<decisionService name=\"d\"/>")]
    [InlineData("<decisionService name=\"d\"><outputDecision href=\"#x\"/></decisionService>")]
    [InlineData("<itemDefinition/><itemDefinition name=\"a\"/><itemDefinition name=\"a\"><itemComponent/></itemDefinition>")]
    [InlineData("<import/><import name=\"a\"/><import namespace=\"urn:m\"/>")]
    public void Parts_ThatAreMissing_AreReportedOrNull(string parts) => Try(Encoding.UTF8.GetBytes(Document(parts)));

    [Fact]
    public void Expression_WithAnError_IsNamedWithLineAndColumnOfTheDocument()
    {
        var reading = DmnReader.Read(new DmnSource("m.dmn", Document("<decision name=\"d\"><literalExpression>\n  <text>1 +\n   * 2</text></literalExpression></decision>\n"
            + "<decision name=\"e\">" + Table("UNIQUE", "1", "y", ["> | 1"]) + "</decision>")));
        Assert.Equal([("d", 3, 4), ("e", 4, 160)], reading.Diagnostics.Select(d => (d.Element!, d.Line, d.Column)));
        Assert.All(reading.Diagnostics, d => Assert.Equal((FeelSeverity.Error, DmnProblem.Expression, "m.dmn"), (d.Severity, d.Problem, d.Source)));
    }

    [Fact]
    public void Names_GivenTwice_AreErrors()
    {
        var reading = Read(Decision("d", Literal("1")) + Decision("d", Literal("2")));
        Assert.Equal([DmnProblem.Duplicate, DmnProblem.Duplicate], reading.Diagnostics.Select(d => d.Problem));
        Assert.Equal("1", Answer(reading.Model!, "d").Value.ToString());
    }

    [Fact]
    public void Work_WithoutEnd_IsGivenUpInTime()
    {
        var clock = Stopwatch.StartNew();
        var answer = Answer(Clean(Decision("d", $"<for iteratorVariable=\"a\"><in>{Literal("[1..100000]")}</in><return>{Literal("count(for i in 1..100000 return a)")}</return></for>")), "d");
        Assert.Contains(answer.Reasons, r => r.Kind == DmnReasonKind.TooMuchWork);
        Assert.True(clock.Elapsed < s_bound, clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bytes_Mutated_GiveAModelOrErrors(int seed)
    {
        var random = new Random(seed);
        var samples = Samples();
        for (var until = Stopwatch.StartNew(); until.Elapsed < TimeSpan.FromSeconds(1.5);)
        {
            var bytes = (byte[])samples[random.Next(samples.Length)].Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes = MutateBytes(bytes, random);
            }

            Try(bytes);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Elements_Mutated_GiveAModelOrErrors(int seed)
    {
        var random = new Random(seed);
        var samples = Samples();
        for (var until = Stopwatch.StartNew(); until.Elapsed < TimeSpan.FromSeconds(1.5);)
        {
            var document = XDocument.Parse(Encoding.UTF8.GetString(samples[random.Next(samples.Length)]));
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                MutateElements(document, random);
            }

            Try(Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting)));
        }
    }

    // ------------------------------------------------------------------

    private static void Refused(string text, DmnProblem expected)
    {
        var clock = Stopwatch.StartNew();
        var reading = DmnReader.Read(new DmnSource("m.dmn", text));
        Assert.Null(reading.Model);
        Assert.Equal([expected], reading.Diagnostics.Select(d => d.Problem));
        Assert.True(clock.Elapsed < s_bound, clock.Elapsed.ToString());
    }

    /// <summary>Reads and evaluates everything; whatever goes wrong must be in the findings and reasons.</summary>
    private static void Try(byte[] bytes)
    {
        var clock = Stopwatch.StartNew();
        var source = new DmnSource("m.dmn", ImmutableArray.Create(bytes));
        var reading = DmnReader.Read(source, [source, new DmnSource("lib.dmn", Document(Input("x") + Decision("d", Literal("x"), "i:x"), "lib"))], new DmnOptions { CheckTables = true });
        Assert.True(reading.Model is not null || reading.Diagnostics.Any(d => d.Severity == FeelSeverity.Error));
        if (reading.Model is { } model)
        {
            var inputs = model.Inputs.DistinctBy(i => i.Name).ToDictionary(i => i.Name, i => i.Name.Length % 2 == 0 ? FeelValue.Of(5m) : FeelValue.ListOf([FeelValue.Of("a"), FeelValue.Null]));
            foreach (var answer in model.Evaluate(inputs).Concat(model.Invocables.Select(i => model.Invoke(i, inputs))))
            {
                Assert.True(!answer.Value.IsNull || !answer.Reasons.IsEmpty, $"no reason for the null of {answer.Name}");
            }
        }

        Assert.True(clock.Elapsed < s_bound, $"{clock.Elapsed} for {Encoding.UTF8.GetString(bytes)}");
    }

    private static byte[] MutateBytes(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 1:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..]];
            case 2:
                var end = Math.Min(bytes.Length, at + random.Next(1, 60));
                return [.. bytes[..end], .. bytes[at..]];
            default:
                var letters = "<>\"'&/=()[]{}.,-*1a "u8;
                return [.. bytes[..at], letters[random.Next(letters.Length)], .. bytes[at..]];
        }
    }

    private static void MutateElements(XDocument document, Random random)
    {
        var all = document.Descendants().Skip(1).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var one = all[random.Next(all.Count)];
        var other = all[random.Next(all.Count)];
        switch (random.Next(6))
        {
            case 0:
                one.Remove();
                break;
            case 1:
                other.Add(new XElement(one));
                break;
            case 2:
                one.Name = other.Name;
                break;
            case 3 when one.Attributes().ToList() is { Count: > 0 } attributes:
                attributes[random.Next(attributes.Count)].Value = other.Attributes().FirstOrDefault()?.Value ?? "";
                break;
            case 4 when !one.HasElements:
                one.Value = other.HasElements ? "" : other.Value;
                break;
            default:
                one.ReplaceWith(new XElement(other));
                break;
        }
    }

    private static byte[][] Samples() =>
    [
        .. new[]
        {
            """<import name="lib" namespace="urn:lib" importType="dmn"/>""" + Input("x", "number") + Decision("d", Literal("x + lib.d"), "i:x d:urn:lib#_d")
                + Knowledge("f", "n:number", Literal("if n > 0 then f(n - 1) else n")) + Decision("e", Literal("f(d)"), "d:d k:f"),
            """<itemDefinition name="tP"><itemComponent name="n"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemComponent></itemDefinition><itemDefinition name="tL" isCollection="true"><typeRef>tP</typeRef><typeConstraint><text>count(?) &lt; 5</text></typeConstraint></itemDefinition>"""
                + Input("list", "tL") + Decision("d", $"<filter><in>{Literal("list")}</in><match>{Literal("n > 1")}</match></filter>", "i:list", "tL")
                + Decision("e", $"<for iteratorVariable=\"i\"><in>{Literal("d")}</in><return>{Literal("i.n * count(partial)")}</return></for>", "d:d"),
            Input("a") + Input("bb") + Decision("t", Table("PRIORITY", "a | bb:number", "y | z:string", ["- | > 1 | 1 | \"x\"", "\"a\" | [1..3] | 2 | \"y\""], outputValues: ["2, 1", "\"x\", \"y\""], defaults: ["0", "\"\""]), "i:a i:bb")
                + Decision("u", $"<invocation>{Literal("g")}<binding><parameter name=\"p\"/>{Literal("t")}</binding></invocation>", "d:t k:g") + Knowledge("g", "p", $"<list>{Literal("p.y")}{Literal("p")}</list>")
                + """<decisionService id="_s" name="s"><variable name="s"/><outputDecision href="#_u"/><encapsulatedDecision href="#_t"/><inputData href="#_a"/><inputData href="#_bb"/></decisionService>"""
                + Decision("v", Literal("s(1, 2)"), "k:s"),
        }.Select(parts => Encoding.UTF8.GetBytes(Document(parts))),
    ];
}
