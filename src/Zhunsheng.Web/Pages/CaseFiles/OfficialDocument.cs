using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>An official document (文书) that an act produced, its text worked out on the file as it stood after the act, corrections of that act included.</summary>
/// <param name="File">The file.</param>
/// <param name="Book">The rulebook.</param>
/// <param name="Act">The act.</param>
/// <param name="Template">The template of the rulebook.</param>
/// <param name="Title">Its title.</param>
/// <param name="Number">Its number; null for none.</param>
/// <param name="To">To whom it is addressed; null for nobody.</param>
/// <param name="Paragraphs">Its paragraphs.</param>
/// <param name="Unknown">The names of values that are not known and are left blank.</param>
internal sealed record OfficialDocument(
    CaseFile File, Rulebook Book, Act Act, DocumentTemplate Template, string Title, string? Number, string? To, ImmutableArray<DocumentBlock> Blocks, ImmutableArray<string> Unknown)
{
    private const string Blank = "　　　　";

    /// <summary>The documents that an act produces.</summary>
    public static IEnumerable<DocumentTemplate> TemplatesOf(Rulebook book, Act act) => act.Kind == ActKind.Correction
        ? []
        : book.Documents.Where(d => d.Step == act.Step && (d.Outcome is null || d.Outcome == act.Outcome) && (!d.Meeting || MeetingRecord.Facts.Any(f => !act.Asked.GetValueOrDefault(f).IsNull)));

    /// <summary>Writes the document.</summary>
    public static OfficialDocument Of(CaseFile file, Rulebook book, Act act, DocumentTemplate template)
    {
        var step = book.FindStep(act.Step)!;
        var then = file with { Acts = [.. file.Acts.Where(a => a.Number <= act.Number || a.Corrects == act.Number)] };
        var said = CaseFold.Effective(file).First(a => a.Number == act.Number);
        var evaluation = new Evaluation(book, CaseFold.Situation(then, book, act.On)).With(step, act.Key, said.Asked.SetItems(said.Set), [], act.On);
        var unknown = new List<string>();
        var optional = step.Asks.SelectMany(s => s.Facts).Concat(step.FindOutcome(act.Outcome)?.Asks ?? []).Where(a => a.Optional || a.When is not null).Select(a => a.Fact.Name).ToHashSet();
        return new OfficialDocument(
            file, book, act, template, Text(template.Title), NumberOf(), template.To.IsEmpty ? null : Text(template.To), Blocks(), [.. unknown.Distinct()])
        {
            From = template.From.IsEmpty ? act.Actor.OrganisationName : Text(template.From),
        };

        // An office without a sign of its own numbers nothing: the line is left out, not blank.
        string? NumberOf() => template.Number.IsEmpty || template.Number.SelectMany(p => p.Value?.Uses ?? []).Any(u => book.Facts.GetValueOrDefault(u.Name) is { } f && book.Gives(f) && !said.Set.ContainsKey(f.Name) && !said.Asked.ContainsKey(f.Name))
            ? null : Text(template.Number);

        ImmutableArray<DocumentBlock> Blocks()
        {
            var blocks = new List<DocumentBlock>();
            foreach (var line in template.Lines)
            {
                if (line.Records is { } records)
                {
                    blocks.Add(RecordsOf(records));
                }
                else if (!line.Row)
                {
                    if (!LeftOut(line.Cells[0]) && Text(line.Cells[0]) is { Length: > 0 } paragraph)
                    {
                        blocks.Add(new DocumentBlock(paragraph, [], []));
                    }
                }
                else if (blocks.Count > 0 && blocks[^1] is { Paragraph: null, Head.IsEmpty: true } table)
                {
                    blocks[^1] = table with { Rows = table.Rows.Add([.. line.Cells.Select(Text)]) };
                }
                else
                {
                    blocks.Add(new DocumentBlock(null, [], [[.. line.Cells.Select(Text)]]));
                }
            }

            return [.. blocks];
        }

        DocumentBlock RecordsOf(FactDefinition records) => new(
            null,
            [.. records.Fields.Select(f => f.Label + (f.Unit is { } unit ? $"（{unit}）" : ""))],
            [.. (evaluation.Fact(records.Name).AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>()
                .Select(r => records.Fields.Select(f => r[f.Name].IsNull ? "" : SituationReader.Shown(r[f.Name], f)).ToImmutableArray())]);

        // What the form left to the office to say or not is left out, not printed as a blank; so is a paragraph that would be a heading only.
        bool Unsaid(TextPiece piece) => piece.Value is { } value && evaluation.Evaluate(value).IsNull && value.Uses is [var only] && optional.Contains(only.Name);

        bool LeftOut(ImmutableArray<TextPiece> pieces) => pieces.Any(Unsaid) && pieces.All(p => Unsaid(p) || p.Words?.TrimEnd() is { } words && (words.Length == 0 || words[^1] is '：' or '。' && words.Length == 1));

        string Text(ImmutableArray<TextPiece> pieces) => string.Concat(pieces.Select((_, i) => Piece(pieces, i))).Trim();

        string Piece(ImmutableArray<TextPiece> pieces, int at)
        {
            var piece = pieces[at];
            if (piece.Value is not { } expression)
            {
                return piece.Words!;
            }

            var value = evaluation.Evaluate(expression);
            if (!value.IsNull)
            {
                return value.Kind == FeelKind.Date ? DayText.Full(value.AsDate!.Value).Split('（')[0] : evaluation.Shown(value, pieces, at);
            }

            if (Unsaid(piece))
            {
                return "";
            }

            unknown.AddRange(expression.Uses.Select(u => book.Facts.GetValueOrDefault(u.Name)?.Label ?? u.Name));
            return Blank;
        }
    }

    /// <summary>Under whose name it goes out.</summary>
    public required string From { get; init; }

    /// <summary>Who gets a copy.</summary>
    public ImmutableArray<string> Copies => [.. Act.Told.Where(t => t.Kind == "抄送").Select(t => t.To).Distinct()];
}

/// <summary>A part of a document as it is printed: a paragraph, or a table.</summary>
/// <param name="Paragraph">The words; null for a table.</param>
/// <param name="Head">The heads of the columns; empty for a form, whose cells carry their own labels.</param>
/// <param name="Rows">The rows.</param>
internal sealed record DocumentBlock(string? Paragraph, ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>The greatest number of cells in a row.</summary>
    public int Columns => Rows.Select(r => r.Length).Append(Head.Length).Max();
}
