using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml.Linq;
using Zhunsheng.Dmn.Syntax;

namespace Zhunsheng.Dmn.Reading;

/// <summary>Reads boxed expressions.</summary>
internal sealed class BoxedReader(XmlParts parts)
{
    private static readonly FrozenSet<string> s_kinds = FrozenSet.Create(
    [
        "literalExpression", "context", "decisionTable", "invocation", "functionDefinition", "list", "relation", "conditional", "filter", "for", "some", "every",
    ]);

    /// <summary>The boxed expression among the children of an element; null when there is none.</summary>
    public Boxed? In(XElement? parent)
    {
        var found = Expressions(parent).ToList();
        if (found.Count > 1)
        {
            parts.Findings.Warning(DmnProblem.Duplicate, parts.PlaceOf(found[1]), "这里只能有一个表达式，后面的不看");
        }

        return found.Count == 0 ? null : Read(found[0]);
    }

    /// <summary>The function that a knowledge model's logic is.</summary>
    public FunctionBoxed Function(XElement element) => new(
        parts.PlaceOf(element), parts.TypeRef(element), XmlParts.Attribute(element, "kind") ?? "FEEL",
        [.. parts.Children(element, "formalParameter").Select(p => parts.Parameter(p))], In(element));

    private IEnumerable<XElement> Expressions(XElement? parent) => parts.Children(parent).Where(e => s_kinds.Contains(e.Name.LocalName));

    private Boxed Read(XElement element)
    {
        var place = parts.PlaceOf(element);
        var type = parts.TypeRef(element);
        switch (element.Name.LocalName)
        {
            case "context":
                return new ContextBoxed(place, type, [.. parts.Children(element, "contextEntry").Select(Entry)]);
            case "decisionTable":
                return Table(element, place, type);
            case "invocation":
                return new InvocationBoxed(place, type, In(element), [.. parts.Children(element, "binding").Select(Binding)]);
            case "functionDefinition":
                return Function(element);
            case "list":
                return new ListBoxed(place, type, [.. Expressions(element).Select(Read)]);
            case "relation":
                return new RelationBoxed(place, type, [.. parts.Children(element, "column").Select(c => parts.Parameter(c))],
                    [.. parts.Children(element, "row").Select(r => new RelationRow(parts.PlaceOf(r), [.. Expressions(r).Select(Read)]))]);
            case "conditional":
                return new ConditionalBoxed(place, type, In(parts.Child(element, "if")), In(parts.Child(element, "then")), In(parts.Child(element, "else")));
            case "filter":
                return new FilterBoxed(place, type, In(parts.Child(element, "in")), In(parts.Child(element, "match")));
            case "for":
                return Loop(element, place, type, LoopKind.For, "return");
            case "some":
                return Loop(element, place, type, LoopKind.Some, "satisfies");
            case "every":
                return Loop(element, place, type, LoopKind.Every, "satisfies");
            default:
                return new LiteralBoxed(place, type, parts.Text(element) ?? new("", place), XmlParts.Attribute(element, "expressionLanguage"));
        }
    }

    private LoopBoxed Loop(XElement element, Place place, string? type, LoopKind kind, string body)
    {
        var variable = XmlParts.Attribute(element, "iteratorVariable");
        if (variable is null)
        {
            parts.Findings.Error(DmnProblem.Missing, place, $"{element.Name.LocalName} 没有循环变量，要写 iteratorVariable=\"…\"");
        }

        return new(place, type, kind, variable ?? "", In(parts.Child(element, "in")), In(parts.Child(element, body)));
    }

    private EntryBoxed Entry(XElement element)
    {
        var variable = parts.Child(element, "variable");
        return new(parts.PlaceOf(element), variable is null ? null : parts.Parameter(variable), In(element));
    }

    private Binding Binding(XElement element)
    {
        var parameter = parts.Child(element, "parameter");
        return new(parts.PlaceOf(element), parameter is null ? parts.RequiredName(element) : parts.RequiredName(parameter), In(element));
    }

    private TableBoxed Table(XElement element, Place place, string? type) => new(
        place, type, XmlParts.Attribute(element, "hitPolicy") ?? "UNIQUE", XmlParts.Attribute(element, "aggregation"),
        [.. parts.Children(element, "input").Select(Input)], [.. parts.Children(element, "output").Select(Output)], [.. parts.Children(element, "rule").Select(Rule)]);

    private InputClause Input(XElement element)
    {
        var expression = parts.Child(element, "inputExpression");
        return new(parts.PlaceOf(element), parts.Text(expression) ?? new("", parts.PlaceOf(expression ?? element)),
            expression is null ? null : parts.TypeRef(expression), NotBlank(parts.Text(parts.Child(element, "inputValues"))));
    }

    private OutputClause Output(XElement element) => new(
        parts.PlaceOf(element), XmlParts.NameOf(element), parts.TypeRef(element),
        NotBlank(parts.Text(parts.Child(element, "outputValues"))), NotBlank(parts.Text(parts.Child(element, "defaultOutputEntry"))));

    private RuleBoxed Rule(XElement element) => new(
        parts.PlaceOf(element),
        [.. parts.Children(element, "inputEntry").Select(Cell)],
        [.. parts.Children(element, "outputEntry").Select(Cell)]);

    private FeelSource Cell(XElement element) => parts.Text(element) ?? new("", parts.PlaceOf(element));

    private static FeelSource? NotBlank(FeelSource? text) => text is null || string.IsNullOrWhiteSpace(text.Text) || text.Text.Trim() == "-" ? null : text;
}
