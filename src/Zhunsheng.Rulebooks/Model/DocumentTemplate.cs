using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A piece of a document's text: fixed words, or an expression whose value is put in.</summary>
/// <param name="Words">Fixed words; null for an expression.</param>
/// <param name="Value">The expression; null for fixed words.</param>
public sealed record TextPiece(string? Words, FeelExpression? Value);

/// <summary>An official document that an act produces (文书).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">The step whose act produces it.</param>
/// <param name="Outcome">The outcome; null for any.</param>
/// <param name="Title">Its title.</param>
/// <param name="Number">Its number (文号); empty for a document without one.</param>
/// <param name="To">To whom it is addressed; null for nobody.</param>
/// <param name="Paragraphs">Its paragraphs.</param>
/// <param name="Article">The article.</param>
public sealed record DocumentTemplate(
    string Name,
    string Step,
    string? Outcome,
    ImmutableArray<TextPiece> Title,
    ImmutableArray<TextPiece> Number,
    ImmutableArray<TextPiece> To,
    ImmutableArray<ImmutableArray<TextPiece>> Paragraphs,
    Citation Article);

/// <summary>What a role may do besides its steps (权限).</summary>
/// <param name="Role">The role.</param>
/// <param name="May">阅 (read all case files), 督 (see and order corrections) and so on, in Chinese.</param>
/// <param name="Article">The article.</param>
public sealed record RoleRight(string Role, ImmutableArray<string> May, Citation Article);
