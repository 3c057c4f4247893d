using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A piece of a document's text: fixed words, or an expression whose value is put in.</summary>
/// <param name="Words">Fixed words; null for an expression.</param>
/// <param name="Value">The expression; null for fixed words.</param>
public sealed record TextPiece(string? Words, FeelExpression? Value);

/// <summary>A line of a document: a paragraph, a row of cells (rows that follow each other are one table), or all records of a fact as a table.</summary>
/// <param name="Cells">One for a paragraph; the cells of a row, or of the head of the table of records, otherwise.</param>
/// <param name="Row">Whether it is a row of a table.</param>
/// <param name="Records">The records shown as a table; null for any other line.</param>
public sealed record DocumentLine(ImmutableArray<ImmutableArray<TextPiece>> Cells, bool Row, FactDefinition? Records)
{
    /// <summary>The pieces of all cells.</summary>
    public IEnumerable<TextPiece> Pieces => Cells.SelectMany(c => c);
}

/// <summary>An official document that an act produces (文书).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">The step whose act produces it.</param>
/// <param name="Outcome">The outcome; null for any.</param>
/// <param name="Title">Its title.</param>
/// <param name="Number">Its number (文号); empty for a document without one.</param>
/// <param name="To">To whom it is addressed; null for nobody.</param>
/// <param name="Lines">Its text, line by line.</param>
/// <param name="Article">The article.</param>
public sealed record DocumentTemplate(
    string Name,
    string Step,
    string? Outcome,
    ImmutableArray<TextPiece> Title,
    ImmutableArray<TextPiece> Number,
    ImmutableArray<TextPiece> To,
    ImmutableArray<DocumentLine> Lines,
    Citation Article)
{
    /// <summary>Under whose name it goes out; empty for the acting organisation's own.</summary>
    public ImmutableArray<TextPiece> From { get; init; } = [];

    /// <summary>Whether it is a form, printed without the red head of an official letter.</summary>
    public bool Form { get; init; }

    /// <summary>Whether it is the record of a meeting: there is none where nothing of the meeting was stated.</summary>
    public bool Meeting { get; init; }

    /// <summary>All pieces that are put together in it.</summary>
    public IEnumerable<TextPiece> Pieces => Title.Concat(Number).Concat(To).Concat(From).Concat(Lines.SelectMany(l => l.Pieces));
}

/// <summary>What a role may do besides its steps (权限).</summary>
/// <param name="Role">The role.</param>
/// <param name="May">阅 (read all case files), 督 (see and order corrections) and so on, in Chinese.</param>
/// <param name="Article">The article.</param>
public sealed record RoleRight(string Role, ImmutableArray<string> May, Citation Article);
