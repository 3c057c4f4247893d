using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>A case file (案卷): who it belongs to, the rulebook it follows, and its acts in order. Immutable.</summary>
public sealed record CaseFile
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number as people write it: HLJ-2026-0001. Empty before the file is stored for the first time.</summary>
    public required string Number { get; init; }

    /// <summary>The rulebook it follows.</summary>
    public required string RulebookId { get; init; }

    /// <summary>The digest of the content of the rulebook it is bound to since its first act.</summary>
    public required string RulebookDigest { get; init; }

    /// <summary>The kind of case file: 项目, 年度计划 …</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation it belongs to.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The name of that organisation when the file was begun.</summary>
    public required string OwnerName { get; init; }

    /// <summary>The acts, in order.</summary>
    public ImmutableArray<Act> Acts { get; init; } = [];

    /// <summary>
    /// What the registers of its rulebook say about other files on the day it was loaded, by the name of the register; not part of the file itself,
    /// and empty where nobody looked. A register that is not here is unknown.
    /// </summary>
    public ImmutableDictionary<string, FeelValue> Registers { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>Who can be drawn from the pools of its rulebook on the day it was loaded, by role; not part of the file itself.</summary>
    public ImmutableDictionary<string, ImmutableArray<PoolMember>> Pools { get; init; } = ImmutableDictionary<string, ImmutableArray<PoolMember>>.Empty;

    /// <summary>The number of the last act; 0 for a file that is not begun.</summary>
    public int Head => Acts.IsEmpty ? 0 : Acts[^1].Number;

    /// <summary>The digest of the last act; the root when there is none.</summary>
    public string HeadDigest => Acts.IsEmpty ? Root : Acts[^1].Digest;

    /// <summary>SM3 over what is fixed when the file begins (all but the acts), hexadecimal: the digest that the first act follows.</summary>
    public string Root => ActCodec.Root(this);

    /// <summary>A file without acts, bound to this rulebook.</summary>
    public static CaseFile Begin(Guid id, string number, Rulebook rulebook, string kind, Guid ownerId, string ownerName)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return new CaseFile { Id = id, Number = number, RulebookId = rulebook.Id, RulebookDigest = rulebook.Digest, Kind = kind, OwnerId = ownerId, OwnerName = ownerName };
    }

    /// <summary>The file with one more act.</summary>
    public CaseFile With(Act act) => this with { Acts = Acts.Add(act) };
}
