using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>The words by which a catalogue is narrowed: small letters, at most eight, without what no database takes.</summary>
internal static class SearchWords
{
    private const int Most = 8;

    public static ImmutableArray<string> Of(string? text) =>
        [.. (text ?? "").Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(Most)];
}
