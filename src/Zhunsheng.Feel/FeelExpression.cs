using System.Collections.Immutable;

namespace Zhunsheng.Feel;

/// <summary>
/// A compiled expression or compiled unary tests. Immutable and safe to use from many threads.
/// Evaluation never throws: what cannot be computed is null.
/// </summary>
public sealed class FeelExpression
{
    /// <summary>The text it was compiled from.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>The type the checker worked out.</summary>
    public FeelType Type => throw new NotImplementedException();

    /// <summary>The schema variables it reads, each once, in order of first appearance.</summary>
    public ImmutableArray<FeelVariable> Uses => throw new NotImplementedException();

    /// <summary>Evaluates against a frame (see <see cref="FeelSchema"/>). For unary tests: the tested value is the last argument.</summary>
    public FeelValue Evaluate(FeelValue[] frame, FeelValue input = default) => throw new NotImplementedException();

    /// <summary>
    /// The schema variables whose values decided the outcome, under three-valued logic: for a false <c>and</c> those of its false parts, for a true <c>or</c>
    /// those of its true parts, for a null those of the parts that are null, else all that were read.
    /// </summary>
    public ImmutableArray<FeelVariable> Decisive(FeelValue[] frame, FeelValue input = default) => throw new NotImplementedException();
}

/// <summary>The outcome of a compilation: the expression, or the reasons why there is none.</summary>
/// <param name="Expression">The compiled expression; null when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings, in the order of the text.</param>
public sealed record FeelCompilation(FeelExpression? Expression, ImmutableArray<FeelDiagnostic> Diagnostics);

/// <summary>The door to the language: from text to something that can be evaluated.</summary>
public static class FeelCompiler
{
    /// <summary>Compiles an expression against the names of a schema.</summary>
    public static FeelCompilation Expression(string text, FeelSchema schema, FeelOptions? options = null) => throw new NotImplementedException();

    /// <summary>Compiles unary tests (a cell of a decision table: <c>&lt;= 200</c>, <c>(200..400]</c>, <c>"a","b"</c>, <c>-</c>) on an input of a type.</summary>
    public static FeelCompilation UnaryTests(string text, FeelType input, FeelSchema schema, FeelOptions? options = null) => throw new NotImplementedException();
}
