using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>A column of conditions: the expression whose value the cells test.</summary>
/// <param name="Expression">FEEL; mostly just a name.</param>
/// <param name="Line">Where it begins in its document, line from 1.</param>
/// <param name="Column">Where it begins in its line, column from 1.</param>
public sealed record TableInput(string Expression, int Line, int Column)
{
    /// <summary>The declared type of the column; null to take what the expression gives.</summary>
    public FeelType? Type { get; init; }

    /// <summary>The values that the column may have at all, as unary tests; with another value the table has no answer. Null for any.</summary>
    public TableCell? Allowed { get; init; }

    /// <summary>Makes the expression's value one of the declared type; null where it can stay as it is. Must not throw.</summary>
    public Func<FeelValue, FeelValue>? Conform { get; init; }
}

/// <summary>One condition: unary tests on the column's value.</summary>
/// <param name="Text">FEEL unary tests; <c>-</c> for no condition.</param>
/// <param name="Line">Where it begins in its document, line from 1.</param>
/// <param name="Column">Where it begins in its line, column from 1.</param>
public sealed record TableCell(string Text, int Line, int Column);

/// <summary>A row: the conditions, and what holds when they all do.</summary>
/// <param name="Inputs">One cell for each column.</param>
/// <param name="Output">The answer, where it is a fixed value.</param>
/// <param name="OutputExpression">The answer, where it is computed; takes precedence over <paramref name="Output"/>.</param>
/// <param name="Line">The row's line in its document.</param>
public sealed record TableRow(ImmutableArray<TableCell> Inputs, FeelValue Output, FeelExpression? OutputExpression, int Line)
{
    /// <summary>The column of its line where it begins, from 1.</summary>
    public int Column { get; init; } = 1;
}

/// <summary>A decision table as written.</summary>
/// <param name="Hit">What is answered when several rows hold.</param>
/// <param name="Inputs">The columns of conditions.</param>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Default">What is answered when no row holds; null for nothing.</param>
public sealed record DecisionTableSource(HitPolicy Hit, ImmutableArray<TableInput> Inputs, ImmutableArray<TableRow> Rows, FeelValue Default)
{
    /// <summary>For <see cref="HitPolicy.Priority"/> and <see cref="HitPolicy.OutputOrder"/>: the outputs from the most to the least important. Without it the rows' order counts.</summary>
    public ImmutableArray<FeelValue> OutputOrder { get; init; } = [];

    /// <summary>
    /// The same for rows that answer several things at once, as a list: the order of each, the first of them counting most; an empty one does not count.
    /// </summary>
    public ImmutableArray<ImmutableArray<FeelValue>> OutputOrders { get; init; } = [];
}
