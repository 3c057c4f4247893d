using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>How a rulebook folder stands.</summary>
/// <param name="Id">The name of the folder.</param>
/// <param name="Current">The rulebook in force: the last good one; null when there never was one.</param>
/// <param name="Findings">What the checker said about the files as they are now.</param>
/// <param name="Broken">Whether the files as they are now cannot be used.</param>
/// <param name="ReadAt">When the files were read, in UTC.</param>
public sealed record RulebookShelf(string Id, Rulebook? Current, ImmutableArray<Finding> Findings, bool Broken, DateTimeOffset ReadAt);

/// <summary>
/// The rulebooks of this installation. Reads the folder at start and when files change; a broken file leaves the last good version in force.
/// Every good version is kept in the database, so that case files bound to it can go on with it. Safe to use from many threads.
/// </summary>
public sealed partial class RulebookLibrary
{
    /// <summary>The rulebook in force; null when there is none of this name.</summary>
    public Rulebook? Current(string id) => throw new NotImplementedException();

    /// <summary>The rulebooks in force, in the order of their names.</summary>
    public ImmutableArray<Rulebook> All => throw new NotImplementedException();

    /// <summary>All folders with what the checker says, for the administrator.</summary>
    public ImmutableArray<RulebookShelf> Shelves => throw new NotImplementedException();

    /// <summary>The exact content of a digest, compiled when first asked for; null when it is not kept or cannot be read by this version of the program.</summary>
    public Task<Rulebook?> ByDigest(string id, string digest, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Reads what has changed since the last time. Returns whether anything had.</summary>
    public Task<bool> Reload(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Looks for changes every two seconds until cancelled.</summary>
    public Task Watch(CancellationToken cancel) => throw new NotImplementedException();
}
