using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>A whole file on one page, in the order of its acts, to be read and printed by those who look into it.</summary>
public sealed record WholeFileView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What is wrong with the chain, looked at just now; empty when it is whole.</summary>
    public required ImmutableArray<ChainFinding> Findings { get; init; }

    /// <summary>The acts whose content is kept from the visitor for now.</summary>
    public required ImmutableHashSet<int> Hidden { get; init; }

    /// <summary>Who was told what, with receipts.</summary>
    public required ImmutableArray<ToldRow> Told { get; init; }

    /// <summary>What should have been told and was not.</summary>
    public required ImmutableArray<MissingNotice> Missing { get; init; }

    /// <summary>Whether the look was logged.</summary>
    public required bool Logged { get; init; }

    /// <summary>Whether a person may read the whole file: who sees all files, or the unit it belongs to; not who was only named in it.</summary>
    internal static bool MayRead(OpenCase open) => open.IsOwner || CaseAccess.SeesAll(open.User, open.Book);

    /// <summary>Whether the person reads it in a role whose right is to read (阅) and not as the unit itself: then each look is logged.</summary>
    internal static bool IsLookedInto(OpenCase open) => !open.IsOwner && open.Book.Permissions.Any(p => p.May.Contains("阅") && open.User.RolesIn(open.Book.Id).Contains(p.Role));

    /// <summary>Works it out.</summary>
    internal static WholeFileView Of(OpenCase open, ImmutableArray<ToldRow> told, DateOnly today, bool logged)
    {
        var situation = CaseFold.Situation(open.File, open.Book, today);
        return new WholeFileView
        {
            File = open.File,
            Book = open.Book,
            Title = CaseView.TitleOf(open.File, open.Book, situation),
            Closed = situation.Closed,
            Today = today,
            Findings = CaseVerification.Verify(open.File),
            Hidden = [.. open.File.Acts.Where(a => open.Hides(a, today)).Select(a => a.Number)],
            Told = told,
            Missing = MissingNotice.Of(open.File, new Evaluation(open.Book, situation)),
            Logged = logged,
        };
    }

    /// <summary>Whether the file was closed by the act that opened it: then only outcomes are shown.</summary>
    public bool IsStub => OfflineStub.Is(File, Book);

    /// <summary>The title of a step.</summary>
    public string TitleOf(Act act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return Book.FindStep(act.Step)?.Title ?? act.Step;
    }
}
