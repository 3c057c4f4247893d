using System.Xml.Linq;
using Zhunsheng.Dmn.Syntax;

namespace Zhunsheng.Dmn.Reading;

/// <summary>Looks parts of a document up: children of the document's own namespace only, names without superfluous spaces.</summary>
internal sealed class XmlParts(string path, XNamespace space, Findings findings)
{
    public Findings Findings => findings;

    public Place PlaceOf(XObject node) => DocumentReader.PlaceOf(node, path);

    public IEnumerable<XElement> Children(XElement? parent) => parent?.Elements().Where(e => e.Name.Namespace == space) ?? [];

    public IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements(space + name) ?? [];

    public XElement? Child(XElement? parent, string name) => parent?.Element(space + name);

    /// <summary>An attribute; null when it is missing or blank.</summary>
    public static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A name: spaces at its ends fall away, several in a row are one.</summary>
    public static string? NameOf(XElement element) => element.Attribute("name")?.Value is { } name && !string.IsNullOrWhiteSpace(name)
        ? string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        : null;

    /// <summary>The name; what has none is reported and gets an empty one.</summary>
    public string RequiredName(XElement element)
    {
        if (NameOf(element) is { } name)
        {
            return name;
        }

        findings.Error(DmnProblem.Missing, PlaceOf(element), $"{element.Name.LocalName} 没有名称，要写 name=\"…\"");
        return "";
    }

    /// <summary>The FEEL text inside an element's <c>text</c> child; null when there is no such child.</summary>
    public FeelSource? Text(XElement? element)
    {
        if (Child(element, "text") is not { } text)
        {
            return null;
        }

        var first = text.Nodes().FirstOrDefault();
        return new(text.Value, PlaceOf(first ?? text));
    }

    /// <summary>The type that an element says: as an attribute, or as a child.</summary>
    public string? TypeRef(XElement element) =>
        Attribute(element, "typeRef") ?? (Child(element, "typeRef")?.Value is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null);

    /// <summary>A named and typed thing; its name falls back to the given one.</summary>
    public Parameter Parameter(XElement element, string? name = null) => new(PlaceOf(element), NameOf(element) ?? name ?? RequiredName(element), TypeRef(element));
}
