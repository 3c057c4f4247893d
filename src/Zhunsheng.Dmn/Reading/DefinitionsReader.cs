using System.Collections.Immutable;
using System.Xml.Linq;
using Zhunsheng.Dmn.Syntax;

namespace Zhunsheng.Dmn.Reading;

/// <summary>From the XML tree to what the model says.</summary>
internal sealed class DefinitionsReader
{
    private readonly XmlParts _parts;
    private readonly BoxedReader _boxed;
    private readonly string _path;

    private DefinitionsReader(string path, XNamespace space, Findings findings)
    {
        _path = path;
        _parts = new(path, space, findings);
        _boxed = new(_parts);
    }

    /// <summary>Reads a document; null, with the reason among the findings, when it cannot be used at all.</summary>
    public static Definitions? Read(DmnSource source, DmnOptions options, Findings findings)
    {
        var root = DocumentReader.Read(source, options, findings);
        return root is null ? null : new DefinitionsReader(source.Path, root.Name.Namespace, findings).Definitions(root);
    }

    private Definitions Definitions(XElement root) => new(
        _parts.PlaceOf(root), XmlParts.NameOf(root) ?? _path, XmlParts.Attribute(root, "namespace") ?? "",
        [.. _parts.Children(root, "import").Select(Import)],
        [.. _parts.Children(root, "itemDefinition").Select(Item)],
        [.. Elements(root)]);

    private Import Import(XElement element)
    {
        var space = XmlParts.Attribute(element, "namespace");
        if (space is null)
        {
            _parts.Findings.Error(DmnProblem.Missing, _parts.PlaceOf(element), "import 没有写命名空间，要写 namespace=\"…\"");
        }

        return new(_parts.PlaceOf(element), XmlParts.NameOf(element) ?? "", space ?? "");
    }

    private ItemDefinition Item(XElement element)
    {
        var function = _parts.Child(element, "functionItem");
        return new(
            _parts.PlaceOf(element), _parts.RequiredName(element), _parts.TypeRef(element), XmlParts.Attribute(element, "isCollection") is "true" or "1",
            [.. _parts.Children(element, "itemComponent").Select(Item)],
            function is null ? null : new(XmlParts.Attribute(function, "outputTypeRef"), [.. _parts.Children(function, "parameters").Select(p => _parts.Parameter(p, ""))]))
        {
            AllowedValues = Tests(_parts.Child(element, "allowedValues")),
            Constraint = Tests(_parts.Child(element, "typeConstraint")),
        };
    }

    private FeelSource? Tests(XElement? element) => _parts.Text(element) is { } text && !string.IsNullOrWhiteSpace(text.Text) ? text : null;

    private IEnumerable<DrgElement> Elements(XElement root)
    {
        foreach (var element in _parts.Children(root))
        {
            if (element.Name.LocalName is not ("inputData" or "decision" or "businessKnowledgeModel" or "decisionService"))
            {
                continue;
            }

            var name = _parts.RequiredName(element);
            if (name.Length == 0)
            {
                continue;
            }

            _parts.Findings.Element = name;
            yield return Element(element, name, XmlParts.Attribute(element, "id"));
            _parts.Findings.Element = null;
        }
    }

    private DrgElement Element(XElement element, string name, string? id)
    {
        var place = _parts.PlaceOf(element);
        var declared = _parts.Child(element, "variable");
        var variable = declared is null ? new Parameter(place, name, null) : _parts.Parameter(declared, name);
        switch (element.Name.LocalName)
        {
            case "inputData":
                return new InputData(place, id, name, variable);
            case "decision":
                return new Decision(place, id, name, variable, Requires(element), _boxed.In(element));
            case "businessKnowledgeModel":
                var logic = _parts.Child(element, "encapsulatedLogic");
                return new KnowledgeModel(place, id, name, variable, Requires(element), logic is null ? null : _boxed.Function(logic));
            default:
                return new DecisionService(place, id, name, variable, References(element, "outputDecision"), References(element, "encapsulatedDecision"),
                    References(element, "inputDecision"), References(element, "inputData"));
        }
    }

    private ImmutableArray<Reference> Requires(XElement element) =>
    [
        .. _parts.Children(element, "informationRequirement").SelectMany(r => References(r, "requiredInput").Concat(References(r, "requiredDecision"))),
        .. _parts.Children(element, "knowledgeRequirement").SelectMany(r => References(r, "requiredKnowledge")),
    ];

    private ImmutableArray<Reference> References(XElement parent, string name)
    {
        var references = ImmutableArray.CreateBuilder<Reference>();
        foreach (var element in _parts.Children(parent, name))
        {
            if (XmlParts.Attribute(element, "href") is { } href)
            {
                references.Add(new(_parts.PlaceOf(element), href));
            }
            else
            {
                _parts.Findings.Error(DmnProblem.Missing, _parts.PlaceOf(element), $"{name} 没有写指向谁，要写 href=\"#…\"");
            }
        }

        return references.ToImmutable();
    }
}
