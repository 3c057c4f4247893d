using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>A step that an act laid on somebody's desk.</summary>
/// <param name="State">The step as it stood right after the act.</param>
/// <param name="Who">Who is to do it.</param>
public sealed record HandedTo(StepState State, string Who);

/// <summary>What the unit that owns a file gets in hand for what it handed in: what, when, with which files, to whom, and until when that one has to answer. Worked out as it stood right after the act.</summary>
public sealed record Receipt
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The act.</summary>
    public required Act Act { get; init; }

    /// <summary>The title of the file then; null where it may not be named.</summary>
    public string? Title { get; init; }

    /// <summary>The files handed in; one that stands for a paper and chapters in it once.</summary>
    public ImmutableArray<(string Titles, Attachment File)> Papers { get; init; } = [];

    /// <summary>Whose turn it is because of the act.</summary>
    public ImmutableArray<HandedTo> Handed { get; init; } = [];

    /// <summary>The number of the last act that corrects it; null for none.</summary>
    public int? CorrectedBy { get; init; }

    /// <summary>The receipt of an act; null where there is none to give: the act is not one of the owner, or hands nothing to anybody.</summary>
    internal static Receipt? Of(OpenCase open, Act act)
    {
        var (file, book) = (open.File, open.Book);
        if (act is not { Kind: ActKind.Deed, ConveyedFrom: null } || act.Actor.OrganisationId != file.OwnerId || book.FindRole(act.Actor.Role) is not { Own: true } || book.FindStep(act.Step) is null)
        {
            return null;
        }

        var corrected = file.Acts.LastOrDefault(a => a.Corrects == act.Number)?.Number;
        if (OfflineStub.Is(file, book))
        {
            return new Receipt { File = file, Book = book, Act = act, CorrectedBy = corrected };
        }

        var before = Then(file, book, act.Number - 1, act.On);
        var after = Then(file, book, act.Number, act.On);
        var open0 = before?.Steps().Where(s => s.Status == StepStatus.Open).Select(s => (s.Step.Name, s.Key)).ToHashSet() ?? [];
        ImmutableArray<HandedTo> handed = [.. after!.Steps()
            .Where(s => s is { Status: StepStatus.Open, Step: { Via: null, Optional: false, Repeats: false, Grants: null } } && !open0.Contains((s.Step.Name, s.Key)) && s.Roles.Any(r => Acts(s, r)))
            .Select(s => new HandedTo(s, string.Join("、", s.Roles.SelectMany(r => Named(s, r))) is { Length: > 0 } named ? named : Way.WhoOf(book, s) ?? string.Join("、", s.Roles)))];

        // An office acts, and an organisation that the file has named; one yet to be named is nobody.
        bool Acts(StepState state, string role) => book.FindRole(role) is { Own: false } office && (office.Named is null || !Named(state, role).IsEmpty);
        ImmutableArray<string> Named(StepState state, string role) => after.OrganisationsIn(book.FindRole(role), state.Key);
        return act.Papers.IsEmpty && handed.IsEmpty && act.Told.IsEmpty ? null : new Receipt
        {
            File = file,
            Book = book,
            Act = act,
            Title = CaseView.TitleOf(file, book, after.Situation),
            Papers = [.. act.Papers.GroupBy(p => p.Digest).Select(g => (string.Join("、", g.Select(p => p.Title).Distinct()), g.First()))],
            Handed = handed,
            CorrectedBy = corrected,
        };
    }

    /// <summary>The file as it stood after its first acts; null before there was any.</summary>
    private static Evaluation? Then(CaseFile file, Rulebook book, int acts, DateOnly on) =>
        acts == 0 ? null : new Evaluation(book, CaseFold.Situation(file with { Acts = [.. file.Acts.Take(acts)] }, book, on));
}
