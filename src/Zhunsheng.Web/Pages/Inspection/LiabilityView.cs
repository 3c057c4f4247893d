using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>A consequence that calls for liability.</summary>
/// <param name="Rule">The consequence.</param>
/// <param name="Body">To whom the case is handed, in words.</param>
/// <param name="Named">Whether the text, or the file, names that body.</param>
/// <param name="Facts">The facts that decided.</param>
public sealed record LiabilityGround(Consequence Rule, string Body, bool Named, ImmutableArray<UsedFact> Facts);

/// <summary>A case of liability, prepared for the body that decides.</summary>
public sealed record LiabilityView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Why it is handed over, and to whom.</summary>
    public required ImmutableArray<LiabilityGround> Grounds { get; init; }

    /// <summary>The consequences of the same heading whose condition cannot be decided, with the facts that are missing.</summary>
    public required ImmutableArray<(Consequence Rule, ImmutableArray<string> Unknown)> Undecided { get; init; }

    /// <summary>The acts that bear on it, in their order.</summary>
    public required ImmutableArray<Act> Acts { get; init; }

    /// <summary>The claims that contradict other evidence.</summary>
    public required ImmutableArray<EvidenceState> Contradicted { get; init; }

    /// <summary>Whether the chain of digests is whole.</summary>
    public required bool ChainWhole { get; init; }

    /// <summary>The papers of these acts, one line a file.</summary>
    public IEnumerable<(Act Act, Attachment Paper)> Papers => Acts.SelectMany(a => a.Papers.Select(p => (a, p))).DistinctBy(p => (p.p.Digest, p.p.Title));

    /// <summary>The consequences that call for liability now.</summary>
    internal static IEnumerable<Consequence> Called(Evaluation evaluation) => evaluation.Rulebook.Oversight.Liability is { } liability
        ? evaluation.Rulebook.Consequences.Where(c => c.Under == liability.Under && evaluation.Evaluate(c.When).IsTrue)
        : [];

    /// <summary>Works it out; null where the regulation knows no liability.</summary>
    internal static LiabilityView? Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        if (book.Oversight.Liability is not { } liability)
        {
            return null;
        }

        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var question = book.Questions.Values.FirstOrDefault(q => q is { Kind: QuestionKind.Measures, Arguments.Length: > 0 });
        var because = question is null ? [] : evaluation.Ask(question.Name, ImmutableDictionary<string, FeelValue>.Empty.Add(question.Arguments[0].Name, FeelValue.Of(liability.Under))).Because;
        var called = Called(evaluation).ToList();
        var steps = book.Oversight.Inspections.Concat(book.Oversight.Orders.SelectMany(o => new[] { o.Step, o.Answer, o.Review, o.Dispose })).Concat(book.Oversight.Ladder.SelectMany(r => r.LiftedBy.Append(r.By))).Append(liability.Step).OfType<string>().ToHashSet();
        return new LiabilityView
        {
            File = file,
            Book = book,
            Title = CaseView.TitleOf(file, book, situation),
            Today = today,
            Grounds = [.. called.Select(c => GroundOf(evaluation, liability, c, because))],
            Undecided = [.. book.Consequences.Where(c => c.Under == liability.Under && evaluation.Evaluate(c.When).IsNull).Select(c => (c, c.When.Uses.Select(u => u.Name).Where(n => book.Facts.ContainsKey(n) && evaluation.Fact(n).IsNull).Distinct().ToImmutableArray()))],
            Acts = [.. file.Acts.Where(a => steps.Contains(a.Step) && !open.Hides(a, today))],
            Contradicted = evaluation.ContradictedEvidence(),
            ChainWhole = CaseVerification.Verify(file).IsEmpty,
        };
    }

    private static LiabilityGround GroundOf(Evaluation evaluation, LiabilityRule liability, Consequence rule, ImmutableArray<Because> because)
    {
        var said = liability.Bodies.TryGetValue(rule.Name, out var body) ? Said(body, evaluation) : null;
        var named = said ?? (rule.By is { } by && !liability.Bodies.ContainsKey(rule.Name) ? evaluation.Rulebook.FindRole(by)?.Label : null);
        return new LiabilityGround(rule, named ?? liability.Otherwise, named is not null, because.FirstOrDefault(b => b.Article == rule.Article && b.Rule.EndsWith(rule.Name, StringComparison.Ordinal))?.Facts ?? []);
    }

    /// <summary>What an expression says; a fact that only an occurrence states is taken from the last one.</summary>
    private static string? Said(FeelExpression body, Evaluation evaluation) => evaluation.Evaluate(body).AsString
        ?? (body.Uses is [var only] ? evaluation.Situation.Occurrences.Values.SelectMany(o => o).OrderBy(o => o.Act).Select(o => o.Facts.GetValueOrDefault(only.Name).AsString).LastOrDefault(s => s is not null) : null);
}
