using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>Small models for the tests: the parts between <c>definitions</c> and its end, values as FEEL.</summary>
internal static class Model
{
    public const string Namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/";

    /// <summary>A whole document.</summary>
    public static string Document(string parts, string name = "m", string space = Namespace) =>
        $"""<definitions xmlns="{space}" xmlns:o="urn:other" name="{name}" namespace="urn:{name}">{parts}</definitions>""";

    public static DmnReading Read(string parts, params string[] others) =>
        DmnReader.Read(new DmnSource("m.dmn", Document(parts)), others.Select((text, i) => new DmnSource($"other{i + 1}.dmn", text)));

    /// <summary>A model that must have no diagnostics at all.</summary>
    public static DmnModel Clean(string parts, params string[] others)
    {
        var reading = Read(parts, others);
        Assert.Empty(reading.Diagnostics.Select(d => d.ToString()));
        return reading.Model!;
    }

    /// <summary>The value of a decision as FEEL writes it, the model being clean.</summary>
    public static string Value(string parts, string decision, params (string Name, string Feel)[] inputs) => Answer(Clean(parts), decision, inputs).Value.ToString();

    public static DmnAnswer Answer(DmnModel model, string decision, params (string Name, string Feel)[] inputs) => model.Evaluate(decision, Inputs(inputs));

    public static Dictionary<string, FeelValue> Inputs(params (string Name, string Feel)[] inputs) => inputs.ToDictionary(i => i.Name, i => Feel(i.Feel));

    public static FeelValue Feel(string text) => FeelCompiler.Expression(text, FeelSchema.Empty).Expression!.Evaluate([]);

    /// <summary>A decision from its logic; requirements as "kind:name …", i for inputs, d for decisions, k for knowledge.</summary>
    public static string Decision(string name, string logic, string requires = "", string type = "") =>
        $"""<decision id="_{name}" name="{name}"><variable name="{name}"{Type(type)}/>{Requires(requires)}{logic}</decision>""";

    public static string Requires(string requires) => string.Concat(requires.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r[0] switch
    {
        'i' => $"""<informationRequirement><requiredInput href="{Href(r)}"/></informationRequirement>""",
        'd' => $"""<informationRequirement><requiredDecision href="{Href(r)}"/></informationRequirement>""",
        _ => $"""<knowledgeRequirement><requiredKnowledge href="{Href(r)}"/></knowledgeRequirement>""",
    }));

    public static string Input(string name, string type = "") => $"""<inputData id="_{name}" name="{name}"><variable name="{name}"{Type(type)}/></inputData>""";

    public static string Literal(string feel, string type = "") =>
        $"<literalExpression{Type(type)}><text>{feel.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</text></literalExpression>";

    /// <summary>A knowledge model; parameters as "name" or "name:type", parted by commas.</summary>
    public static string Knowledge(string name, string parameters, string logic, string requires = "", string type = "", string kind = "FEEL") =>
        $"""<businessKnowledgeModel id="_{name}" name="{name}"><variable name="{name}"{Type(type)}/><encapsulatedLogic kind="{kind}">{Parameters(parameters)}{logic}</encapsulatedLogic>{Requires(requires)}</businessKnowledgeModel>""";

    public static string Parameters(string parameters) => string.Concat(parameters.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split(':'))
        .Select(p => $"""<formalParameter name="{p[0]}"{Type(p.Length > 1 ? p[1] : "")}/>"""));

    /// <summary>
    /// A decision table: inputs and outputs parted by "|", rows of cells parted by "|"; an output may be "name:type", an input "expression:type".
    /// </summary>
    public static string Table(string policy, string inputs, string outputs, string[] rows, string[]? inputValues = null, string[]? outputValues = null, string[]? defaults = null)
    {
        var (ins, outs) = (Split(inputs), Split(outputs));
        var hit = policy.Split('+');
        var inputXml = string.Concat(ins.Select((text, i) => $"<input><inputExpression{Type(After(text))}><text>{Before(text)}</text></inputExpression>{Text("inputValues", inputValues, i)}</input>"));
        var outputXml = string.Concat(outs.Select((text, i) =>
            $"<output{(outs.Length > 1 ? $" name=\"{Before(text)}\"" : "")}{Type(After(text))}>{Text("outputValues", outputValues, i)}{Text("defaultOutputEntry", defaults, i)}</output>"));
        var ruleXml = string.Concat(rows.Select(row => Split(row)).Select(cells => "<rule>"
            + string.Concat(cells.Take(ins.Length).Select(c => $"<inputEntry><text>{Escaped(c)}</text></inputEntry>"))
            + string.Concat(cells.Skip(ins.Length).Select(c => $"<outputEntry><text>{Escaped(c)}</text></outputEntry>")) + "</rule>"));
        return $"<decisionTable hitPolicy=\"{hit[0]}\"{(hit.Length > 1 ? $" aggregation=\"{hit[1]}\"" : "")}>{inputXml}{outputXml}{ruleXml}</decisionTable>";
    }

    private static string[] Split(string text) => text.Split('|', StringSplitOptions.TrimEntries);

    private static string Before(string text) => text.Split(':')[0];

    private static string After(string text) => text.Contains(':', StringComparison.Ordinal) ? text.Split(':')[1] : "";

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Text(string element, string[]? texts, int index) => texts is null || texts[index].Length == 0 ? "" : $"<{element}><text>{Escaped(texts[index])}</text></{element}>";

    private static string Type(string type) => type.Length == 0 ? "" : $" typeRef=\"{type}\"";

    private static string Href(string requirement) => requirement[2..].Contains('#', StringComparison.Ordinal) ? requirement[2..] : $"#_{requirement[2..]}";
}
