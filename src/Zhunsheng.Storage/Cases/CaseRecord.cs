using System.Text;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>The head of a case file as stored.</summary>
internal sealed class CaseRecord
{
    public Guid Id { get; set; }

    public required string Number { get; set; }

    public required string RulebookId { get; set; }

    public required string RulebookDigest { get; set; }

    public required string Kind { get; set; }

    public Guid OwnerId { get; set; }

    public required string OwnerName { get; set; }

    /// <summary>The number of the last act.</summary>
    public int Head { get; set; }

    /// <summary>The digest of the last act: shows when acts are cut off at the end.</summary>
    public required string HeadDigest { get; set; }

    /// <summary>Rulebook, kind and value of the key fact while the file is open; unique. Null where nothing must be unique.</summary>
    public string? UniqueKey { get; set; }

    public CaseFile ToFile(IEnumerable<Act> acts) => new()
    {
        Id = Id,
        Number = Number,
        RulebookId = RulebookId,
        RulebookDigest = RulebookDigest,
        Kind = Kind,
        OwnerId = OwnerId,
        OwnerName = OwnerName,
        Acts = [.. acts],
    };

    public static CaseRecord Of(CaseFile file) => new()
    {
        Id = file.Id,
        Number = file.Number,
        RulebookId = file.RulebookId,
        RulebookDigest = file.RulebookDigest,
        Kind = file.Kind,
        OwnerId = file.OwnerId,
        OwnerName = file.OwnerName,
        Head = file.Head,
        HeadDigest = file.HeadDigest,
    };
}

/// <summary>An act as stored: its canonical text, its digests, and columns for finding it.</summary>
internal sealed class ActRecord
{
    public Guid CaseId { get; set; }

    public int Number { get; set; }

    public required string Body { get; set; }

    public required string Digest { get; set; }

    public required string PreviousDigest { get; set; }

    public Guid SubmissionId { get; set; }

    public required string Step { get; set; }

    public required string Outcome { get; set; }

    public DateTimeOffset At { get; set; }

    public Act ToAct() => ActCodec.Decode(Encoding.UTF8.GetBytes(Body), PreviousDigest, Digest);

    public static ActRecord Of(Act act) => new()
    {
        CaseId = act.CaseId,
        Number = act.Number,
        Body = Encoding.UTF8.GetString(ActCodec.Encode(act)),
        Digest = act.Digest,
        PreviousDigest = act.PreviousDigest,
        SubmissionId = act.SubmissionId,
        Step = act.Step,
        Outcome = act.Outcome,
        At = act.At,
    };
}

/// <summary>The last number given in a series of case numbers.</summary>
internal sealed class CaseCounter
{
    /// <summary>The beginning of the numbers: HLJ, HLJ-年度计划.</summary>
    public required string Series { get; set; }

    public int Year { get; set; }

    public int Last { get; set; }
}
