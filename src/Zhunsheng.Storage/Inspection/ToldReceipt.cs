using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>
/// That an addressee has received what an act told it (签收): who, for which organisation, when. Receipts of a case file form a chain of their own beside the acts: they change nothing
/// in the file, no rule reads them, and nobody can alter or remove one unseen.
/// </summary>
internal sealed class ToldReceipt
{
    public Guid CaseId { get; set; }

    /// <summary>Its number in the chain of the file, from 1.</summary>
    public int Number { get; set; }

    public int Act { get; set; }

    /// <summary>The place among those told of the act.</summary>
    public int Ordinal { get; set; }

    /// <summary>The digest of the act, so that it stays plain what was received.</summary>
    public required string ActDigest { get; set; }

    public required string Role { get; set; }

    public Guid OrganisationId { get; set; }

    public required string OrganisationName { get; set; }

    public Guid UserId { get; set; }

    public required string UserName { get; set; }

    public DateTimeOffset At { get; set; }

    public required string PreviousDigest { get; set; }

    public required string Digest { get; set; }

    /// <summary>What stands before the first receipt of a file.</summary>
    public static string RootOf(CaseFile file) => ActCodec.Digest(file.Root, "receipts"u8);

    /// <summary>The digest it has when nothing of it was changed.</summary>
    public string DigestNow() => ActCodec.Digest(PreviousDigest, Encoding.UTF8.GetBytes(new JsonArray(
        CaseId.ToString("D"), Number, Act, Ordinal, ActDigest, Role, OrganisationId.ToString("D"), OrganisationName, UserId.ToString("D"), UserName, At.ToUnixTimeMilliseconds()).ToJsonString(JsonSerializerOptions.Default)));
}

/// <summary>The end of the chain of receipts of a file.</summary>
internal sealed class ToldReceiptHead
{
    public Guid CaseId { get; set; }

    public int Head { get; set; }

    public required string HeadDigest { get; set; }
}
