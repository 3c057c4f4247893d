using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>Why something is null.</summary>
public enum DmnReasonKind
{
    /// <summary>No value was given for an input.</summary>
    InputMissing,
    /// <summary>A value does not conform to its type, and cannot be made to.</summary>
    NotOfType,
    /// <summary>The decision has no logic.</summary>
    NoLogic,
    /// <summary>The logic could not be compiled; the model's diagnostics say why.</summary>
    NotCompiled,
    /// <summary>No row of a decision table holds, and it has no default.</summary>
    NoRowHolds,
    /// <summary>Several rows of a decision table hold where one may, or where they must agree.</summary>
    RowsConflict,
    /// <summary>An input of a decision table is none of the values it may have.</summary>
    InputNotAllowed,
    /// <summary>What is called is no function.</summary>
    NotAFunction,
    /// <summary>The arguments of a call do not fit the parameters.</summary>
    ArgumentsDoNotFit,
    /// <summary>A function in Java or PMML, or another language than FEEL.</summary>
    Unsupported,
    /// <summary>The evaluation took too many steps or calls, and was given up.</summary>
    TooMuchWork,
    /// <summary>The decision requires itself.</summary>
    Cycle,
    /// <summary>The expression itself gives null.</summary>
    ExpressionIsNull,
}

/// <summary>Why something is null, and where.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Element">The input, decision, knowledge model or service where it happened.</param>
/// <param name="Source">The document.</param>
/// <param name="Line">Line in the document, from 1.</param>
/// <param name="Message">What happened; Chinese, for the model's author.</param>
public sealed record DmnReason(DmnReasonKind Kind, string Element, string Source, int Line, string Message)
{
    /// <summary>For <see cref="DmnReasonKind.ExpressionIsNull"/>: what in the FEEL text made it null, with its place in that text; null where that is not known.</summary>
    public FeelReason? Feel { get; init; }
}

/// <summary>What a decision or a service answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The answer.</param>
/// <param name="Reasons">
/// What became null on the way, in the order in which it happened. A null may well not matter to the answer; a null answer has at least one reason.
/// </param>
public sealed record DmnAnswer(string Name, FeelValue Value, ImmutableArray<DmnReason> Reasons);
