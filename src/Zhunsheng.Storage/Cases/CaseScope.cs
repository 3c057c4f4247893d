using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>Which case files a person sees. Lists, counts, searches and exports are asked within it, so that nothing of the others shows.</summary>
/// <param name="Whole">The rulebooks all of whose files the person sees.</param>
/// <param name="OwnerId">The person's organisation: its own files are seen; null for none.</param>
/// <param name="Named">The roles in which a file may name the person's organisation, so that it is seen: rulebook, role, name of the organisation.</param>
public sealed record CaseScope(ImmutableArray<string> Whole, Guid? OwnerId, ImmutableArray<(string RulebookId, string Role, string Organisation)> Named)
{
    /// <summary>No file.</summary>
    public static CaseScope Nothing { get; } = new([], null, []);

    /// <summary>The files of a list that lie within.</summary>
    internal IQueryable<CaseListRecord> Of(IQueryable<CaseListRecord> files)
    {
        var (whole, owner) = (Whole.ToList(), OwnerId ?? Guid.Empty);
        var named = Named.Select(n => CaseListRecord.NamedText([CaseListRecord.NamedEntry(n.RulebookId, n.Role, n.Organisation)])).Distinct().ToList();
        return named switch
        {
            [] => files.Where(c => whole.Contains(c.RulebookId) || (c.OwnerId == owner && owner != Guid.Empty)),
            [var only] => files.Where(c => whole.Contains(c.RulebookId) || (c.OwnerId == owner && owner != Guid.Empty) || c.Named.Contains(only)),
            _ => files.Where(c => whole.Contains(c.RulebookId) || (c.OwnerId == owner && owner != Guid.Empty) || named.Any(n => c.Named.Contains(n))),
        };
    }
}
