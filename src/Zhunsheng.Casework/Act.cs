using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework;

/// <summary>What an act does to its case file.</summary>
public enum ActKind
{
    /// <summary>行为: a step is done.</summary>
    Deed,
    /// <summary>更正: what an earlier act said is said anew; both stay visible.</summary>
    Correction,
}

/// <summary>Who acts, for which organisation and in which role.</summary>
/// <param name="UserId">The account.</param>
/// <param name="UserName">The name of the person as shown.</param>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="OrganisationName">Its name as shown.</param>
/// <param name="Role">The role of the rulebook in which the person acts.</param>
public sealed record Actor(Guid UserId, string UserName, Guid OrganisationId, string OrganisationName, string Role)
{
    /// <summary>For a deputy: the absent person in whose place the actor acts; null for somebody who acts in a role of their own.</summary>
    public Principal? For { get; init; }

    /// <summary>Who acted, as one reads it: 张三, or 张三（代李四）.</summary>
    public string Shown => For is null ? UserName : $"{UserName}（代{For.UserName}）";
}

/// <summary>The person for whom a deputy acts.</summary>
/// <param name="UserId">The account.</param>
/// <param name="UserName">The name of the person as shown.</param>
public sealed record Principal(Guid UserId, string UserName);

/// <summary>A file handed in with an act. Its content is kept under its digest.</summary>
/// <param name="Title">The title of the paper (材料) it stands for; the same file may stand for a paper and for chapters within it.</param>
/// <param name="FileName">The name the person gave it, without path.</param>
/// <param name="Digest">SM3 of the content, 64 hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
/// <param name="MediaType">The media type, as found from the content.</param>
public sealed record Attachment(string Title, string FileName, string Digest, long Size, string MediaType);

/// <summary>Who was told of an act.</summary>
/// <param name="Kind">报送, 备案 or 抄送.</param>
/// <param name="To">The role.</param>
/// <param name="Article">The article that says so.</param>
public sealed record Told(string Kind, string To, string Article);

/// <summary>A reason why an act could be done.</summary>
/// <param name="Article">The article; empty for a hint of the platform.</param>
/// <param name="Rule">The rule: its kind and name, in Chinese.</param>
/// <param name="Text">What it says; null when the name says it all.</param>
public sealed record ActReason(string Article, string Rule, string? Text);

/// <summary>An act of some case file.</summary>
/// <param name="CaseId">The file.</param>
/// <param name="CaseNumber">Its number as people write it.</param>
/// <param name="Number">The number of the act in it.</param>
public sealed record ActReference(Guid CaseId, string CaseNumber, int Number);

/// <summary>
/// Something done in a case file. Never changed and never removed; <see cref="ActCodec"/> gives its canonical text, over which and the digest of the
/// act before it its own digest is formed.
/// </summary>
public sealed record Act
{
    /// <summary>The case file.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Its number in the file, from 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>A deed or a correction.</summary>
    public required ActKind Kind { get; init; }

    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>How it ended.</summary>
    public required string Outcome { get; init; }

    /// <summary>The value of the repetition it was done for; null when the step does not occur once per value.</summary>
    public FeelValue Key { get; init; }

    /// <summary>The moment, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The legal day: the date in Beijing at that moment.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Who acted.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What the form asked and the actor said. A fact with the value null was said before in this step and has been taken back.</summary>
    public ImmutableDictionary<string, FeelValue> Asked { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>What the outcome set.</summary>
    public ImmutableDictionary<string, FeelValue> Set { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>What was asked, overlaid by what was set.</summary>
    public ImmutableDictionary<string, FeelValue> Facts => Asked.SetItems(Set);

    /// <summary>The papers handed in.</summary>
    public ImmutableArray<Attachment> Papers { get; init; } = [];

    /// <summary>A remark; for a correction its reason. Null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The rulebook.</summary>
    public required string RulebookId { get; init; }

    /// <summary>Its version number.</summary>
    public required int RulebookVersion { get; init; }

    /// <summary>The digest of its exact content.</summary>
    public required string RulebookDigest { get; init; }

    /// <summary>Why it could be done.</summary>
    public ImmutableArray<ActReason> Because { get; init; } = [];

    /// <summary>Who was told.</summary>
    public ImmutableArray<Told> Told { get; init; } = [];

    /// <summary>For a correction: the number of the act it corrects; null otherwise.</summary>
    public int? Corrects { get; init; }

    /// <summary>The act in another case file that brought this one about; null when it was done directly.</summary>
    public ActReference? ConveyedFrom { get; init; }

    /// <summary>Names the submission: the same one handed in twice makes one act.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>The digest of the act before; for the first act the root of the file (<see cref="CaseFile.Root"/>).</summary>
    public required string PreviousDigest { get; init; }

    /// <summary>SM3 over the previous digest (64 hexadecimal digits as text) followed by the canonical text of the act; hexadecimal.</summary>
    public required string Digest { get; init; }
}
