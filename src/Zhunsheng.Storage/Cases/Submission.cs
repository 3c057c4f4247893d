using System.Collections.Immutable;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>An act handed in.</summary>
/// <param name="SubmissionId">Made with the form: the same one handed in twice makes one act.</param>
/// <param name="Actor">Who acts; that the person holds the role has been checked.</param>
public abstract record Submission(Guid SubmissionId, Actor Actor)
{
    /// <summary>The draft that the form was filled from, which the act makes needless; null for none.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>The first act of a new case file.</summary>
/// <param name="SubmissionId">Made with the form.</param>
/// <param name="Actor">Who acts; the organisation becomes the owner.</param>
/// <param name="RulebookId">The rulebook; the file is bound to the version in force.</param>
/// <param name="Proposal">The form.</param>
public sealed record OpeningSubmission(Guid SubmissionId, Actor Actor, string RulebookId, ActProposal Proposal) : Submission(SubmissionId, Actor);

/// <summary>An act in an existing case file.</summary>
/// <param name="SubmissionId">Made with the form.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="CaseId">The file.</param>
/// <param name="SeenHead">The number of the last act that the person saw when the form was shown.</param>
/// <param name="Proposal">The form.</param>
public sealed record ActSubmission(Guid SubmissionId, Actor Actor, Guid CaseId, int SeenHead, ActProposal Proposal) : Submission(SubmissionId, Actor);

/// <summary>A correction of an earlier act.</summary>
/// <param name="SubmissionId">Made with the form.</param>
/// <param name="Actor">Who corrects.</param>
/// <param name="CaseId">The file.</param>
/// <param name="SeenHead">The number of the last act that the person saw.</param>
/// <param name="Correction">The form.</param>
public sealed record CorrectionSubmission(Guid SubmissionId, Actor Actor, Guid CaseId, int SeenHead, CorrectionProposal Correction) : Submission(SubmissionId, Actor);

/// <summary>What came of a submission.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>The act is stored, durably.</summary>
    /// <param name="File">The file with the act.</param>
    /// <param name="Act">The act.</param>
    /// <param name="Conveyed">The acts it brought about in other files.</param>
    public sealed record Done(CaseFile File, Act Act, ImmutableArray<Act> Conveyed) : AppendResult;

    /// <summary>This submission was stored before; nothing was done now.</summary>
    /// <param name="File">The file as it stands.</param>
    /// <param name="Act">The act it made then.</param>
    public sealed record Already(CaseFile File, Act Act) : AppendResult;

    /// <summary>Others acted since the form was shown; nothing was done.</summary>
    /// <param name="File">The file as it stands.</param>
    /// <param name="Newer">The acts the person has not seen.</param>
    public sealed record Conflict(CaseFile File, ImmutableArray<Act> Newer) : AppendResult;

    /// <summary>The form is wrong or the act is not permitted; nothing was done.</summary>
    /// <param name="Check">Everything that is wrong.</param>
    public sealed record Refused(ActCheck Check) : AppendResult;

    /// <summary>There is no such case file or rulebook.</summary>
    /// <param name="Message">In Chinese.</param>
    public sealed record NotFound(string Message) : AppendResult;
}
