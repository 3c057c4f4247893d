using System.Collections.Immutable;

namespace Zhunsheng.Dmn.Syntax;

/// <summary>Where something stands: line and column from 1; column of its first character.</summary>
internal readonly record struct Place(string Source, int Line, int Column);

/// <summary>A text of FEEL and where it begins.</summary>
internal sealed record FeelSource(string Text, Place Place);

/// <summary>A boxed expression as written (DMN 1.5, 7.3 and 10.2.2).</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="TypeRef">The type it must have; null when it says none.</param>
internal abstract record Boxed(Place Place, string? TypeRef);

/// <summary>FEEL, or an expression in another language, which is not understood.</summary>
internal sealed record LiteralBoxed(Place Place, string? TypeRef, FeelSource Text, string? Language) : Boxed(Place, TypeRef);

/// <summary>Named values one after another, and perhaps a result.</summary>
internal sealed record ContextBoxed(Place Place, string? TypeRef, ImmutableArray<EntryBoxed> Entries) : Boxed(Place, TypeRef);

/// <summary>An entry of a context; without a name it is the result.</summary>
internal sealed record EntryBoxed(Place Place, Parameter? Variable, Boxed? Value);

/// <summary>A name with the type it must have.</summary>
internal sealed record Parameter(Place Place, string Name, string? TypeRef);

/// <summary>A decision table.</summary>
internal sealed record TableBoxed(
    Place Place, string? TypeRef, string HitPolicy, string? Aggregation, ImmutableArray<InputClause> Inputs, ImmutableArray<OutputClause> Outputs, ImmutableArray<RuleBoxed> Rules)
    : Boxed(Place, TypeRef);

/// <summary>A column of conditions.</summary>
internal sealed record InputClause(Place Place, FeelSource Expression, string? TypeRef, FeelSource? Values);

/// <summary>A column of results.</summary>
internal sealed record OutputClause(Place Place, string? Name, string? TypeRef, FeelSource? Values, FeelSource? Default);

/// <summary>A row of a decision table.</summary>
internal sealed record RuleBoxed(Place Place, ImmutableArray<FeelSource> Inputs, ImmutableArray<FeelSource> Outputs);

/// <summary>A call with named arguments.</summary>
internal sealed record InvocationBoxed(Place Place, string? TypeRef, Boxed? Function, ImmutableArray<Binding> Bindings) : Boxed(Place, TypeRef);

/// <summary>An argument of a call.</summary>
internal sealed record Binding(Place Place, string Parameter, Boxed? Value);

/// <summary>A function: FEEL, or one of another kind, which is not carried out.</summary>
internal sealed record FunctionBoxed(Place Place, string? TypeRef, string Kind, ImmutableArray<Parameter> Parameters, Boxed? Body) : Boxed(Place, TypeRef);

/// <summary>A list.</summary>
internal sealed record ListBoxed(Place Place, string? TypeRef, ImmutableArray<Boxed> Items) : Boxed(Place, TypeRef);

/// <summary>A list of contexts of the same entries, as columns and rows.</summary>
internal sealed record RelationBoxed(Place Place, string? TypeRef, ImmutableArray<Parameter> Columns, ImmutableArray<RelationRow> Rows) : Boxed(Place, TypeRef);

/// <summary>A row of a relation.</summary>
internal sealed record RelationRow(Place Place, ImmutableArray<Boxed> Cells);

/// <summary>if … then … else ….</summary>
internal sealed record ConditionalBoxed(Place Place, string? TypeRef, Boxed? If, Boxed? Then, Boxed? Else) : Boxed(Place, TypeRef);

/// <summary>The items of a list that match.</summary>
internal sealed record FilterBoxed(Place Place, string? TypeRef, Boxed? In, Boxed? Match) : Boxed(Place, TypeRef);

/// <summary>for, some or every.</summary>
internal sealed record LoopBoxed(Place Place, string? TypeRef, LoopKind Kind, string Variable, Boxed? In, Boxed? Body) : Boxed(Place, TypeRef);

/// <summary>What a loop does with its items.</summary>
internal enum LoopKind
{
    /// <summary>Makes a list of what it returns for each.</summary>
    For,
    /// <summary>Asks whether one satisfies.</summary>
    Some,
    /// <summary>Asks whether all satisfy.</summary>
    Every,
}
