using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Access;

/// <summary>A case file that the visitor may see.</summary>
/// <param name="File">The file.</param>
/// <param name="Book">The rulebook it is bound to.</param>
/// <param name="User">The visitor.</param>
internal sealed record OpenCase(CaseFile File, Rulebook Book, SignedInUser User)
{
    /// <summary>Whether the file belongs to the visitor's organisation.</summary>
    public bool IsOwner => File.OwnerId == User.OrganisationId;

    /// <summary>Whether the visitor may act in this role here: the unit's own role only in the unit's own files.</summary>
    public bool MayActAs(string role) => User.RolesIn(Book.Id).Contains(role) && (Book.FindRole(role)?.Own is not true || IsOwner);

    /// <summary>The first of the roles of a step in which the visitor may act here; null for none. In a role that the file names only the organisation named may.</summary>
    public string? RoleFor(StepState state) => state.Roles.FirstOrDefault(r => MayActAs(r) && IsNamed(r, state));

    /// <summary>The organisations that the file names for a role, for one value of a repetition only the one it is about; empty where it names none.</summary>
    public ImmutableArray<string> NamedFor(string role, FeelValue key) => Book.FindRole(role) is { Named: not null } named && !File.Acts.IsEmpty
        ? new Evaluation(Book, CaseFold.Situation(File, Book, File.Acts[^1].On)).OrganisationsIn(named, key)
        : [];

    /// <summary>Whether the visitor is the one whom the file names for a role; a drawn person only for the own part of a step.</summary>
    private bool IsNamed(string role, StepState state)
    {
        if (Draws(role))
        {
            return PoolMember.PersonOf(Named(role), User.Id) is { } own && (state.Key.IsNull || state.Key.AsString == own);
        }

        var named = NamedFor(role, state.Key);
        return named.IsEmpty || named.Contains(User.OrganisationName);
    }

    /// <summary>The key of the visitor on a list of drawn persons whose role the visitor holds; null for none. Whoever sees the file in another way too is no mere drawn person.</summary>
    public string? DrawnAs(string list) => Book.Roles.Any(r => r.Named == list && Draws(r.Name) && User.RolesIn(Book.Id).Contains(r.Name)) && !IsOwner && !CaseAccess.SeesAll(User, Book)
        ? PoolMember.PersonOf(new Evaluation(Book, CaseFold.Situation(File, Book, null)).Fact(list), User.Id)
        : null;

    /// <summary>
    /// Whether an act is kept from the visitor: the opinion of another drawn person, until all on the list have given theirs or the opinions are closed.
    /// Only the drawn persons themselves are kept from each other's opinions.
    /// </summary>
    public bool Hides(Act act, DateOnly today)
    {
        if (act.Actor.UserId == User.Id || Book.FindStep(act.Step) is not { Each.People: { } list } step || DrawnAs(list) is null)
        {
            return false;
        }

        var evaluation = new Evaluation(Book, CaseFold.Situation(File, Book, today));
        var standing = PoolMember.On(evaluation.Fact(list)).Select(p => p.Person).ToHashSet();
        return evaluation.Steps().Any(s => s.Step.Name == step.Name && s.Key.AsString is { } person && standing.Contains(person) && s.Status is not (StepStatus.Done or StepStatus.NotNeeded));
    }

    private bool Draws(string role) => Book.FindRole(role)?.Named is { } fact && Book.Facts.GetValueOrDefault(fact) is { Draw: not null };

    private FeelValue Named(string role) => Book.FindRole(role)?.Named is { } fact && !File.Acts.IsEmpty
        ? new Evaluation(Book, CaseFold.Situation(File, Book, File.Acts[^1].On)).Fact(fact)
        : FeelValue.Null;

    /// <summary>The visitor as the one who acts.</summary>
    public Actor ActorAs(string role) => User.ActorAs(Book.Id, role);
}

/// <summary>
/// The one place that decides who sees a case file. A unit sees its own files, an organisation that a file names for a role sees that file; one with another role of the rulebook sees the files of that rulebook;
/// system administrators see none. Everything else is as if there were no such file, and is logged.
/// </summary>
internal sealed class CaseAccess(CaseStore cases, Accounts accounts, Visitor visitor, IHttpContextAccessor request)
{
    /// <summary>Whether a refusal was logged during this request.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>The file of a number; null when there is none or the visitor may not see it.</summary>
    public async Task<OpenCase?> Open(string number, CancellationToken cancel)
    {
        if (visitor.User is not { } user)
        {
            return null;
        }

        if (!user.IsAdministrator && await cases.LoadByNumber(number, cancel) is { } file && await cases.RulebookOf(file, cancel) is { } book && MaySee(user, file, book))
        {
            return new OpenCase(file, book, user);
        }

        await Refuse($"案卷 {number}", cancel);
        return null;
    }

    /// <summary>Whether the person may see the file.</summary>
    private static bool MaySee(SignedInUser user, CaseFile file, Rulebook book) =>
        !user.IsAdministrator && (file.OwnerId == user.OrganisationId || SeesAll(user, book) || Names(file, book, user));

    /// <summary>Whether the file names the person's organisation for a role that the person holds.</summary>
    private static bool Names(CaseFile file, Rulebook book, SignedInUser user)
    {
        var roles = book.Roles.Where(r => r.Named is not null && user.RolesIn(book.Id).Contains(r.Name)).ToList();
        if (roles.Count == 0)
        {
            return false;
        }

        var evaluation = new Evaluation(book, CaseFold.Situation(file, book, null));
        return roles.Exists(r => book.Facts.GetValueOrDefault(r.Named!) is { Draw: not null }
            ? PoolMember.PersonOf(evaluation.Fact(r.Named!), user.Id) is not null
            : evaluation.OrganisationsIn(r).Contains(user.OrganisationName));
    }

    /// <summary>Whether the person sees all files of a rulebook: in a role that is neither that of the unit that builds nor one that each file names its own organisation for.</summary>
    public static bool SeesAll(SignedInUser user, Rulebook book) =>
        !user.IsAdministrator && user.RolesIn(book.Id).Any(r => book.FindRole(r) is { Own: false, Named: null });

    /// <summary>
    /// What lists, counts, searches and exports may find for the person: exactly the files that <see cref="Open"/> opens.
    /// </summary>
    /// <param name="user">The person.</param>
    /// <param name="books">The rulebooks in which the person has any role.</param>
    public static CaseScope ScopeOf(SignedInUser user, ImmutableArray<Rulebook> books) => user.IsAdministrator ? CaseScope.Nothing : new CaseScope(
        [.. books.Where(b => SeesAll(user, b)).Select(b => b.Id)],
        user.OrganisationId,
        [.. books.Where(b => !SeesAll(user, b)).SelectMany(b => b.Roles.Where(r => r.Named is not null && user.RolesIn(b.Id).Contains(r.Name)).Select(r => (b.Id, r.Name, IsDrawn(b, r) ? PoolMember.NameInLists(user.Id) : user.OrganisationName)))]);

    /// <summary>
    /// What the catalogue of data resources may show the person: everything of the files that <see cref="ScopeOf"/> holds, and what is open to other units wherever the person works for a unit
    /// or an office. Drawn persons see what the drawn files say and nothing else.
    /// </summary>
    /// <param name="user">The person.</param>
    /// <param name="books">The rulebooks in which the person has any role.</param>
    public static DataScope DataScopeOf(SignedInUser user, ImmutableArray<Rulebook> books) => new(
        ScopeOf(user, books),
        user.IsAdministrator ? [] : [.. books.Where(b => user.RolesIn(b.Id).Any(r => b.FindRole(r) is { } role && !IsDrawn(b, role))).Select(b => b.Id)]);

    /// <summary>Whether the persons of a role are drawn by lot.</summary>
    private static bool IsDrawn(Rulebook book, Role role) => role.Named is { } fact && book.Facts.GetValueOrDefault(fact) is { Draw: not null };

    /// <summary>Whether a file of a list may be seen: one that only names the person's organisation is looked at itself, for which role it names it.</summary>
    public async Task<bool> Sees(CaseRow row, CaseScope scope, CancellationToken cancel) =>
        row.OwnerId == scope.OwnerId || scope.Whole.Contains(row.RulebookId)
        || (visitor.User is { } user && await cases.Load(row.Id, cancel) is { } file && await cases.RulebookOf(file, cancel) is { } book && MaySee(user, file, book));

    /// <summary>The rulebooks in which the person has any role.</summary>
    public static ImmutableArray<Rulebook> BooksOf(SignedInUser user, RulebookLibrary library) =>
        [.. library.All.Where(b => !user.RolesIn(b.Id).IsEmpty)];

    /// <summary>The rulebooks whose files the visitor may list, and the one asked for, else the first; null for an administrator, and when a rulebook is asked for that is none of them.</summary>
    /// <param name="visitor">Who looks.</param>
    /// <param name="library">The rulebooks.</param>
    /// <param name="rulebook">The id asked for; nothing asks for the first.</param>
    /// <param name="having">What a rulebook must have to be listed; every one when it is left out.</param>
    public static (ImmutableArray<Rulebook> Books, Rulebook Book)? Choose(Visitor visitor, RulebookLibrary library, string? rulebook, Func<Rulebook, bool>? having = null)
    {
        if (visitor.User is not { IsAdministrator: false } user)
        {
            return null;
        }

        ImmutableArray<Rulebook> books = [.. BooksOf(user, library).Where(b => having?.Invoke(b) != false)];
        return (string.IsNullOrEmpty(rulebook) ? books.FirstOrDefault() : books.FirstOrDefault(b => b.Id == rulebook)) is { } book ? (books, book) : null;
    }

    /// <summary>Logs that the visitor was refused.</summary>
    public Task Refuse(string what, CancellationToken cancel)
    {
        HasRefused = true;
        return accounts.LogRefusal(
            visitor.User?.Id, visitor.User?.UserName ?? "", what.Length > 200 ? what[..200] : what, request.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "", cancel);
    }
}
