using System.Collections.Immutable;
using System.Text.Json;

namespace Zhunsheng.Storage;

/// <summary>A draft as stored.</summary>
internal sealed class DraftRecord
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public required string RulebookId { get; set; }

    public required string Role { get; set; }

    public required string Form { get; set; }

    /// <summary>Organisation and form, unique; null for files yet to be opened, of which there may be several drafts.</summary>
    public string? UniqueForm { get; set; }

    public required string Title { get; set; }

    public required string Address { get; set; }

    public string? CaseNumber { get; set; }

    public int Head { get; set; }

    public int Version { get; set; }

    /// <summary>The submission of the page that saved it last.</summary>
    public Guid Submission { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    public Guid SavedById { get; set; }

    public required string SavedBy { get; set; }

    public required string Body { get; set; }

    public static string? UniqueOf(DraftSubject subject) => subject.CaseNumber is null ? null : UniqueOf(subject.OrganisationId, subject.Form);

    public static string UniqueOf(Guid organisation, string form) => $"{organisation:N}|{form}";

    public Draft ToDraft() => new(Id, new DraftSubject(OrganisationId, RulebookId, Role, Form, Title, Address, CaseNumber), Head, Version, SavedAt, SavedById, SavedBy, DraftText.Read(Body));

    public DraftRow ToRow() => new(Id, Title, Address, CaseNumber, Form, SavedAt, SavedBy);
}

/// <summary>A form that came in when the session was over, kept for a short while for the one who typed it.</summary>
internal sealed class PendingFormRecord
{
    /// <summary>SHA-256 of the token in the cookie, hexadecimal: who reads the table cannot fetch the form.</summary>
    public required string TokenDigest { get; set; }

    public Guid UserId { get; set; }

    public required string Form { get; set; }

    public Guid DraftId { get; set; }

    public int DraftVersion { get; set; }

    public int Head { get; set; }

    public required string Body { get; set; }

    public DateTimeOffset Until { get; set; }
}

/// <summary>The content of a draft as text.</summary>
internal static class DraftText
{
    public static string Write(DraftContent content) => JsonSerializer.Serialize(content);

    public static DraftContent Read(string text) => JsonSerializer.Deserialize<DraftContent>(text) ?? new DraftContent(ImmutableArray<DraftField>.Empty, ImmutableArray<DraftPaper>.Empty);
}
