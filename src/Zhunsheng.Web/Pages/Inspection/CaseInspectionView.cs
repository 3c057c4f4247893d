using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Catalogue;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>A rung of the ladder in a file.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Taken">The occurrence that took it; null when it was not taken.</param>
/// <param name="Closed">The steps that are refused while it is in force.</param>
public sealed record Rung(SanctionState State, Occurrence? Taken, ImmutableArray<string> Closed);

/// <summary>An order in a file, with what may follow.</summary>
/// <param name="Order">The order.</param>
/// <param name="Next">The measures that may follow now.</param>
/// <param name="Step">The step that brings it on, as it stands; null for none.</param>
/// <param name="Mine">Whether the visitor may do that step.</param>
public sealed record CaseOrder(RectificationOrder Order, ImmutableArray<SanctionRule> Next, StepState? Step, bool Mine);

/// <summary>Everything about the supervision of one file.</summary>
public sealed record CaseInspectionView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The orders, the latest first.</summary>
    public required ImmutableArray<CaseOrder> Orders { get; init; }

    /// <summary>The ladder, from the mildest.</summary>
    public required ImmutableArray<Rung> Ladder { get; init; }

    /// <summary>The inspections, the latest first: step and occurrence.</summary>
    public required ImmutableArray<(Step Step, Occurrence Done)> Inspections { get; init; }

    /// <summary>The claims and how they stand against other evidence.</summary>
    public required ImmutableArray<EvidenceState> Evidence { get; init; }

    /// <summary>The data resources beside those of others; null for a file that lists none.</summary>
    public DataCheckView? Data { get; init; }

    /// <summary>Whether something calls for a case of liability.</summary>
    public required bool Liability { get; init; }

    /// <summary>Works it out.</summary>
    internal static async Task<CaseInspectionView> Of(OpenCase open, DataCheck data, DateOnly today, CancellationToken cancel)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var rungs = evaluation.Sanctions();
        return new CaseInspectionView
        {
            File = file,
            Book = book,
            Title = CaseView.TitleOf(file, book, situation),
            Today = today,
            Orders = [.. RectificationOrder.Of(evaluation, today).Select(o => OrderOf(open, evaluation, o, rungs))],
            Ladder = [.. rungs.Select(r => new Rung(r, r.Taken == true ? SanctionLadder.TakenBy(evaluation, r.Rule) : null, Closed(book, r.Rule)))],
            Inspections = [.. book.Oversight.Inspections.Select(book.FindStep).OfType<Step>().SelectMany(s => situation.Occurrences.GetValueOrDefault(s.Name, []).Select(o => (s, o))).OrderByDescending(i => i.o.Act)],
            Evidence = evaluation.Evidence(),
            Data = await data.Of(book, file, evaluation.Fact, open.User, cancel),
            Liability = LiabilityView.Called(evaluation).Any(),
        };
    }

    /// <summary>The titles of the steps that are refused while a measure is in force.</summary>
    public static ImmutableArray<string> Closed(Rulebook book, SanctionRule rung)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(rung);
        return [.. book.Steps.Where(s => s.Requires.Concat(s.Outcomes.SelectMany(o => o.Requires)).Any(r => rung.Closes.Contains(r.Question)) || rung.Refuses.Contains(s.Name)).Select(s => s.Title).Distinct()];
    }

    private static CaseOrder OrderOf(OpenCase open, Evaluation evaluation, RectificationOrder order, ImmutableArray<SanctionState> rungs)
    {
        var step = order.NextStep is { } name ? evaluation.Steps().FirstOrDefault(s => s.Step.Name == name && s.Status == StepStatus.Open && KeyFits(s, order)) : null;
        return new CaseOrder(order, SanctionLadder.Next(order, rungs), step, step is not null && open.RoleFor(step) is not null);
    }

    private static bool KeyFits(StepState state, RectificationOrder order) =>
        state.Key == (state.Step.Each?.Of is { } of && of != order.Rule.Step ? order.Given.Key : Feel.FeelValue.Of((decimal)order.Given.Number));
}
