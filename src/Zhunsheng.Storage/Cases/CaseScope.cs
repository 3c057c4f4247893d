using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>The files that somebody may see: all of some rulebooks, those of the own organisation, and those that name it for a role.</summary>
/// <param name="Whole">The rulebooks of which all files are seen.</param>
/// <param name="OwnerId">The organisation.</param>
/// <param name="NamedAs">Its name, where files that name it are seen; null where none are.</param>
/// <param name="NamedIn">The rulebooks in which files that name it are seen.</param>
public sealed record CaseScope(ImmutableArray<string> Whole, Guid OwnerId, string? NamedAs, ImmutableArray<string> NamedIn)
{
    /// <summary>The files of a list that lie within.</summary>
    internal IQueryable<CaseListRecord> Of(IQueryable<CaseListRecord> files)
    {
        var (whole, owner, books) = (Whole.ToList(), OwnerId, NamedIn.ToList());
        if (NamedAs is not { } name || books.Count == 0)
        {
            return files.Where(c => whole.Contains(c.RulebookId) || c.OwnerId == owner);
        }

        var named = CaseListRecord.NamedText([name]);
        return files.Where(c => whole.Contains(c.RulebookId) || c.OwnerId == owner || (books.Contains(c.RulebookId) && c.Named.Contains(named)));
    }
}
