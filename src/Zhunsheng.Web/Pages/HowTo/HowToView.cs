using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.HowTo;

/// <summary>The public page: a few questions, and the whole way.</summary>
/// <param name="Books">The jurisdictions to choose from.</param>
/// <param name="Book">The one chosen; null when there is none.</param>
/// <param name="Questions">The questions, with what was answered.</param>
/// <param name="Way">The way; null without a rulebook.</param>
/// <param name="Stages">The answers that shape the way.</param>
/// <param name="Scope">Whether the rulebook applies at all; null where it does not say.</param>
/// <param name="Printable">The address of the way alone, to be printed.</param>
/// <param name="Today">The day.</param>
public sealed record HowToView(
    ImmutableArray<Rulebook> Books,
    Rulebook? Book,
    ImmutableArray<FormField> Questions,
    Way? Way,
    ImmutableArray<Answer> Stages,
    Answer? Scope,
    string Printable,
    DateOnly Today)
{
    /// <summary>The outcome that closes a file at once, when with these answers no other can be taken; null otherwise.</summary>
    public Outcome? ClosesAtOnce { get; init; }

    /// <summary>How many questions have been answered.</summary>
    public int Answered => Questions.Count(q => !q.Value.IsNull);

    /// <summary>What was answered, in one line.</summary>
    public string Summary => string.Join(" · ", Questions.Where(q => !q.Value.IsNull).Select(q => $"{q.Fact.Label}：{SituationReader.Shown(q.Value, q.Fact)}"));
}
