using System.Collections.Immutable;

namespace Zhunsheng.Dmn.Syntax;

/// <summary>One DMN document as written.</summary>
internal sealed record Definitions(
    Place Place, string Name, string Namespace, ImmutableArray<Import> Imports, ImmutableArray<ItemDefinition> Items, ImmutableArray<DrgElement> Elements);

/// <summary>Another model that this one uses, under a name; an empty name brings its elements in as if they were written here.</summary>
internal sealed record Import(Place Place, string Name, string Namespace);

/// <summary>A type as written: of another type, of components, or of a function.</summary>
internal sealed record ItemDefinition(Place Place, string Name, string? TypeRef, bool IsCollection, ImmutableArray<ItemDefinition> Components, FunctionItem? Function)
{
    /// <summary>Unary tests that the value, or each item of a collection, must pass.</summary>
    public FeelSource? AllowedValues { get; init; }

    /// <summary>Unary tests that the value as a whole must pass.</summary>
    public FeelSource? Constraint { get; init; }
}

/// <summary>The type of a function.</summary>
internal sealed record FunctionItem(string? OutputTypeRef, ImmutableArray<Parameter> Parameters);

/// <summary>An element of the requirements graph.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Id">Its id, for references; may be missing.</param>
/// <param name="Name">Its name.</param>
/// <param name="Variable">The name and type under which others see it.</param>
internal abstract record DrgElement(Place Place, string? Id, string Name, Parameter Variable);

/// <summary>A value from outside.</summary>
internal sealed record InputData(Place Place, string? Id, string Name, Parameter Variable) : DrgElement(Place, Id, Name, Variable);

/// <summary>A decision.</summary>
internal sealed record Decision(Place Place, string? Id, string Name, Parameter Variable, ImmutableArray<Reference> Requires, Boxed? Logic)
    : DrgElement(Place, Id, Name, Variable);

/// <summary>A business knowledge model: a function.</summary>
internal sealed record KnowledgeModel(Place Place, string? Id, string Name, Parameter Variable, ImmutableArray<Reference> Requires, FunctionBoxed? Logic)
    : DrgElement(Place, Id, Name, Variable);

/// <summary>A decision service: decisions as a function of data and of other decisions.</summary>
internal sealed record DecisionService(
    Place Place, string? Id, string Name, Parameter Variable, ImmutableArray<Reference> Outputs, ImmutableArray<Reference> Encapsulated,
    ImmutableArray<Reference> InputDecisions, ImmutableArray<Reference> InputData) : DrgElement(Place, Id, Name, Variable);

/// <summary>A reference to an element: <c>#id</c> or <c>namespace#id</c>.</summary>
internal sealed record Reference(Place Place, string Href);
