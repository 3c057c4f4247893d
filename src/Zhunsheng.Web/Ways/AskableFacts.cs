using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Ways;

/// <summary>What a person can say about a project before anything has begun.</summary>
internal static class AskableFacts
{
    /// <summary>
    /// The short facts of the opening form first, then those no step asks or sets. Facts that only arise on the way are not among them: nobody can know them yet.
    /// </summary>
    public static IEnumerable<FactDefinition> Of(Rulebook book)
    {
        var opening = Opening(book).ToList();
        var arising = book.Steps.Where(s => s.Kind == SiteSection.ProjectKind && !s.Opens).SelectMany(s => s.Asks.SelectMany(a => a.Facts).Select(a => a.Fact.Name))
            .Concat(book.Steps.SelectMany(s => s.Outcomes).SelectMany(o => o.Sets.Select(x => x.Fact.Name).Concat(o.Asks.Select(a => a.Fact.Name)))).ToHashSet();
        var others = book.Facts.Values.Where(f => f is { Source: FactSource.Act, Derive: null } && !arising.Contains(f.Name) && opening.TrueForAll(o => o.Name != f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal);
        return opening.Concat(others.Where(IsShort));
    }

    /// <summary>The short facts that the forms ask with which a project is begun, in their order.</summary>
    public static IEnumerable<FactDefinition> Opening(Rulebook book) =>
        book.Steps.Where(s => s.Opens && s.Kind == SiteSection.ProjectKind).SelectMany(s => s.Asks).SelectMany(a => a.Facts).Select(a => a.Fact).Where(IsShort).DistinctBy(f => f.Name);

    private static bool IsShort(FactDefinition fact) =>
        fact.Type is FactType.Boolean or FactType.Choice or FactType.Money or FactType.Year || (fact.Type == FactType.List && !fact.Values.IsEmpty);
}
