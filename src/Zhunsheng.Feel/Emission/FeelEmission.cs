using System.Linq.Expressions;

namespace Zhunsheng.Feel;

/// <summary>
/// Where emitted code finds its values. Handed to <see cref="FeelExpression.EmitTruth"/> and its sisters, which give
/// <see cref="System.Linq.Expressions"/> code instead of a result, so that a whole decision table or rulebook can be made one delegate.
/// </summary>
/// <param name="Frame">The frame: an expression of type <c>FeelValue[]</c>, best a parameter. It is read again and again, so it must have no side effects.</param>
public sealed record FeelEmission(Expression Frame)
{
    /// <summary>
    /// How a variable is read, where that is not the frame's slot: an expression of type <see cref="FeelValue"/> that can be read in place (a parameter, an array
    /// element). It must give what the frame holds at the variable's slot, since parts without an emitted form still read the frame. Null result: the frame's slot.
    /// </summary>
    public Func<FeelVariable, Expression?>? Read { get; init; }

    /// <summary>For unary tests: the tested value, an expression of type <see cref="FeelValue"/> without side effects.</summary>
    public Expression? Tested { get; init; }
}
