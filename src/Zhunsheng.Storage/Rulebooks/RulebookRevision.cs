using System.Collections.Immutable;
using System.Text.Json;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>A content that a rulebook once had: case files are bound to it.</summary>
internal sealed class RulebookRevision
{
    public required string RulebookId { get; set; }

    public required string Digest { get; set; }

    public int Version { get; set; }

    /// <summary>The texts as a JSON array of {path, text}, the rulebook's own first.</summary>
    public required string Texts { get; set; }

    public DateTimeOffset FirstSeen { get; set; }

    /// <summary>When it last came into force: the latest is the one to fall back to.</summary>
    public DateTimeOffset InForceSince { get; set; }

    public static string Pack(IEnumerable<RulebookText> texts) => JsonSerializer.Serialize(texts.ToArray());

    public ImmutableArray<RulebookText> Unpack() => [.. JsonSerializer.Deserialize<RulebookText[]>(Texts) ?? []];
}
