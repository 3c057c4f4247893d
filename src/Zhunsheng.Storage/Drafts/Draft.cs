using System.Collections.Immutable;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>A control of a form and what stood in it, as typed.</summary>
/// <param name="Name">The name of the control.</param>
/// <param name="Values">The texts; several for controls that take several.</param>
public sealed record DraftField(string Name, ImmutableArray<string> Values);

/// <summary>A file received with a form that has not been handed in yet.</summary>
/// <param name="Index">The index of the paper in its dossier.</param>
/// <param name="File">The file, kept in the attachment store.</param>
public sealed record DraftPaper(int Index, Attachment File);

/// <summary>A form as typed, nothing of it checked.</summary>
/// <param name="Fields">The controls, in the order of the form.</param>
/// <param name="Papers">The files.</param>
public sealed record DraftContent(ImmutableArray<DraftField> Fields, ImmutableArray<DraftPaper> Papers);

/// <summary>What a form is about, and what of it a list shows.</summary>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Role">The role in which the form is filled; people of the organisation with this role may take it up.</param>
/// <param name="Form">Names the form: case file, step, repetition, act corrected.</param>
/// <param name="Title">What is being filled, in Chinese.</param>
/// <param name="Address">The local address where it goes on.</param>
/// <param name="CaseNumber">The number of the case file; null for one yet to be opened, of which an organisation may have several drafts at once.</param>
public sealed record DraftSubject(Guid OrganisationId, string RulebookId, string Role, string Form, string Title, string Address, string? CaseNumber);

/// <summary>A form kept by an organisation until it is handed in.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Head">The last act of the case file that was seen; 0 for a file yet to be opened.</param>
/// <param name="Version">Counts the savings, from 1.</param>
/// <param name="SavedAt">When it was saved last, in UTC.</param>
/// <param name="SavedById">Who saved it last: the account.</param>
/// <param name="SavedBy">The name of that person.</param>
/// <param name="Content">What was typed.</param>
public sealed record Draft(Guid Id, DraftSubject Subject, int Head, int Version, DateTimeOffset SavedAt, Guid SavedById, string SavedBy, DraftContent Content);

/// <summary>A draft in a list.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Title">What is being filled.</param>
/// <param name="Address">Where it goes on.</param>
/// <param name="CaseNumber">The number of the case file; null for one yet to be opened.</param>
/// <param name="Form">Names the form.</param>
/// <param name="SavedAt">When it was saved last, in UTC.</param>
/// <param name="SavedBy">Who saved it last.</param>
public sealed record DraftRow(Guid Id, string Title, string Address, string? CaseNumber, string Form, DateTimeOffset SavedAt, string SavedBy);

/// <summary>A draft to be saved.</summary>
/// <param name="Id">The draft; for a new one a fresh number, made with the form.</param>
/// <param name="Version">The version that the person had before them; 0 for a new one.</param>
/// <param name="Submission">The submission of the form: whoever has made its act saves no more, and the same page may save over itself.</param>
/// <param name="Head">The last act of the case file that the person has seen.</param>
/// <param name="UserId">Who saves: the account.</param>
/// <param name="UserName">The name of that person.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Content">What was typed.</param>
public sealed record DraftSave(Guid Id, int Version, Guid Submission, int Head, Guid UserId, string UserName, DraftSubject Subject, DraftContent Content);

/// <summary>What came of saving a draft.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>It is kept, durably.</summary>
    /// <param name="Draft">As it is kept now.</param>
    public sealed record Saved(Draft Draft) : DraftOutcome;

    /// <summary>Somebody saved another version since; nothing was done.</summary>
    /// <param name="Theirs">What stands there.</param>
    public sealed record Conflict(Draft Theirs) : DraftOutcome;

    /// <summary>The draft that was being filled is no longer there: handed in by somebody, or thrown away. Nothing was done.</summary>
    public sealed record Gone : DraftOutcome;

    /// <summary>The act of this very form has been made; there is nothing left to keep.</summary>
    public sealed record Made : DraftOutcome;

    /// <summary>The organisation has too many drafts of files yet to be opened. Nothing was done.</summary>
    /// <param name="Most">How many it may have.</param>
    public sealed record TooMany(int Most) : DraftOutcome;
}
