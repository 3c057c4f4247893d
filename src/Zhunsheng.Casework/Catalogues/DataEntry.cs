using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>A data resource, or an item of one, as the catalogue lists it. Worked out from the facts of its file.</summary>
/// <param name="IsItem">Whether it is an item of a resource.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Name">The item; the resource itself where it is none.</param>
/// <param name="Share">The share type; for an item without one that of its resource. Null when not stated.</param>
/// <param name="Way">How or on which terms it is shared; null when not stated.</param>
/// <param name="Basis">Why it is not shared; null when not stated.</param>
/// <param name="Format">The format of an item; null when not stated.</param>
/// <param name="Origin">Where an item comes from, in the words of the rulebook; null when not stated.</param>
/// <param name="Source">Who gives an item; null when not stated.</param>
/// <param name="Open">Whether other units may know of it.</param>
/// <param name="Collected">Whether the unit collects it itself; null when not stated.</param>
public sealed record DataEntry(
    bool IsItem, string Resource, string Name, string? Share, string? Way, string? Basis, string? Format, string? Origin, string? Source, bool Open, bool? Collected)
{
    /// <summary>The entries of a file, each resource before its items, as listed; none for a file that lists nothing.</summary>
    /// <param name="book">Its rulebook.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="fact">The value of a fact of it.</param>
    public static ImmutableArray<DataEntry> Of(Rulebook book, string kind, Func<string, FeelValue> fact)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(fact);
        if (book.Catalogues.ResourcesOf(kind) is not { } rule)
        {
            return [];
        }

        var resources = Rows(fact(rule.Resources.Name)).Select(r => ResourceOf(rule, r)).OfType<DataEntry>().ToList();
        var shares = resources.GroupBy(r => r.Resource).ToDictionary(g => g.Key, g => g.First());
        var items = rule.Items is { } list ? Rows(fact(list.Name)).Select(r => ItemOf(rule, r, shares)).OfType<DataEntry>().ToList() : [];
        return [.. resources.SelectMany(r => items.Where(i => i.Resource == r.Resource && shares[r.Resource] == r).Prepend(r)), .. items.Where(i => !shares.ContainsKey(i.Resource))];
    }

    private static IEnumerable<FeelContext> Rows(FeelValue list) => (list.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>();

    private static DataEntry? ResourceOf(ResourceRule rule, FeelContext row) => Text(row, ResourceRule.Resource) is { } name
        ? new DataEntry(false, name, name, Text(row, ResourceRule.Share), Text(row, ResourceRule.Way), Text(row, ResourceRule.Basis), null, null, null, IsOpen(rule, Text(row, ResourceRule.Share)), null)
        : null;

    private static DataEntry? ItemOf(ResourceRule rule, FeelContext row, Dictionary<string, DataEntry> resources)
    {
        if (Text(row, ResourceRule.Resource) is not { } resource || Text(row, ResourceRule.Item) is not { } name)
        {
            return null;
        }

        var whole = resources.GetValueOrDefault(resource);
        var share = Text(row, ResourceRule.Share) ?? whole?.Share;
        var origin = Text(row, ResourceRule.Origin);
        return new DataEntry(
            true, resource, name, share, whole?.Way, whole?.Basis, Text(row, ResourceRule.Format), origin, Text(row, ResourceRule.Source), IsOpen(rule, share), origin is null ? null : rule.Collected.Contains(origin));
    }

    private static bool IsOpen(ResourceRule rule, string? share) => share is not null && rule.Open.Contains(share);

    private static string? Text(FeelContext row, string field) => row[field].AsString?.Trim() is { Length: > 0 } text ? text : null;
}
