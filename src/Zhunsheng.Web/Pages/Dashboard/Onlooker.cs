using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>Somebody who looks over the files of one rulebook.</summary>
/// <param name="User">The person.</param>
/// <param name="Books">The rulebooks the person has to do with.</param>
/// <param name="Book">The one looked at.</param>
/// <param name="Scope">The files the person may see.</param>
/// <param name="Today">The day.</param>
internal sealed record Onlooker(SignedInUser User, ImmutableArray<Rulebook> Books, Rulebook Book, CaseScope Scope, DateOnly Today)
{
    /// <summary>Who looks, at the rulebook asked for, else at the first; null for somebody who sees no files, and for a rulebook that is none of the person's.</summary>
    public static Onlooker? Of(Visitor visitor, RulebookLibrary library, string? rulebook, DateOnly today) =>
        CaseAccess.Choose(visitor, library, rulebook) is var (books, book) ? new Onlooker(visitor.User!, books, book, CaseAccess.ScopeOf(visitor.User!, books), today) : null;

    /// <summary>The roles of the person in the rulebook.</summary>
    public ImmutableArray<string> Roles => User.RolesIn(Book.Id);

    /// <summary>The kind of file that projects are.</summary>
    public string Project => Book.Kinds[0].Name;

    /// <summary>The desks from which the person may look, the own ones first: who sees all files may look from everywhere.</summary>
    public ImmutableArray<Desk> Desks
    {
        get
        {
            var own = Roles.Select(Book.FindRole).OfType<Role>().Select(Book.Overview.DeskOf).OrderBy(d => d == Desk.Office ? 1 : 0);
            return [.. own.Concat(CaseAccess.SeesAll(User, Book) ? [Desk.Leaders, Desk.Office, Desk.Finance, Desk.Audit] : []).Distinct()];
        }
    }

    /// <summary>Where the person sits, for what waits.</summary>
    public Seat Seat => new([.. Roles.Select(r => (Book.Id, r))], User.OrganisationId, User.OrganisationName, Today);

    /// <summary>The first day of the month.</summary>
    public DateOnly MonthBegin => new(Today.Year, Today.Month, 1);

    /// <summary>The first day of the twelve months that end with this one.</summary>
    public DateOnly YearBegin => MonthBegin.AddMonths(-11);
}
