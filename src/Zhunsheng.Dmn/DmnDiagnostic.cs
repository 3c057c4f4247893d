using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>What kind of thing is wrong with a model.</summary>
public enum DmnProblem
{
    /// <summary>The document is not well-formed XML, or uses a DTD or entities of its own.</summary>
    NotXml,
    /// <summary>The document is too large, nested too deeply, or has too many parts of a kind.</summary>
    TooLarge,
    /// <summary>The root is not <c>definitions</c> of a version of DMN that is understood.</summary>
    NotDmn,
    /// <summary>Something that must be there is not: a name, an expression, a cell.</summary>
    Missing,
    /// <summary>A name or an id stands twice.</summary>
    Duplicate,
    /// <summary>A reference leads nowhere.</summary>
    UnknownReference,
    /// <summary>A type is not known.</summary>
    UnknownType,
    /// <summary>An imported model is not among those given.</summary>
    UnknownImport,
    /// <summary>Models import each other, types are made of themselves, or decisions require each other in a circle.</summary>
    Cycle,
    /// <summary>A FEEL text is wrong or suspicious.</summary>
    Expression,
    /// <summary>Understood, but not carried out: functions in Java or PMML, other expression languages, unknown hit policies.</summary>
    Unsupported,
    /// <summary>A decision table has gaps, overlaps or rows that are never reached.</summary>
    Table,
}

/// <summary>What is wrong with a model, and where.</summary>
/// <param name="Severity">An error makes the part concerned null when evaluated; the rest of the model can be used.</param>
/// <param name="Problem">The kind.</param>
/// <param name="Source">The document.</param>
/// <param name="Line">Line in the document, from 1; 0 when it concerns the document as a whole.</param>
/// <param name="Column">Column in the line, from 1; 0 when it concerns the document as a whole.</param>
/// <param name="Element">The input, decision, knowledge model, service or type concerned; null for the document.</param>
/// <param name="Message">What was found and how to mend it; Chinese, for the model's author.</param>
public sealed record DmnDiagnostic(FeelSeverity Severity, DmnProblem Problem, string Source, int Line, int Column, string? Element, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Source}:{Line}:{Column} {(Severity == FeelSeverity.Error ? "错误" : "警告")}{(Element is null ? "" : $" “{Element}”")}：{Message}";
}
