using System.Diagnostics.CodeAnalysis;

namespace Zhunsheng.Feel;

/// <summary>A FEEL context: named entries in the order written. Immutable. Two contexts are equal when they hold the same names with equal values, in any order.</summary>
public sealed class FeelContext : IEquatable<FeelContext>
{
    /// <summary>Up to so many entries looking one after another is faster than a table.</summary>
    private const int Few = 8;

    private readonly KeyValuePair<string, FeelValue>[] _entries;
    private readonly Dictionary<string, int>? _places;

    /// <summary>A context from its entries; a name given twice keeps its first place and its last value.</summary>
    public FeelContext(IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var given = entries as KeyValuePair<string, FeelValue>[] ?? [.. entries];
        _entries = given.Length <= Few ? FewEntries(given) : ManyEntries(given, out _places);
        var weight = 1L;
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            weight += entry.Value.Weight;
        }

        Weight = weight;
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, FeelValue>> Entries => _entries;

    /// <summary>The value under a name; null where there is no such entry.</summary>
    public FeelValue this[string name] => TryGet(name, out var value) ? value : FeelValue.Null;

    /// <summary>How many values the context consists of, with those inside them.</summary>
    internal long Weight { get; }

    /// <summary>Looks an entry up.</summary>
    public bool TryGet(string name, out FeelValue value)
    {
        if (_places is not null)
        {
            var found = _places.TryGetValue(name, out var place);
            value = found ? _entries[place].Value : default;
            return found;
        }

        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (entry.Key == name)
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] FeelContext? other) =>
        other is not null && other._entries.Length == _entries.Length
        && Array.TrueForAll(_entries, e => other.TryGet(e.Key, out var value) && value == e.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeelContext);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Length;

    private static KeyValuePair<string, FeelValue>[] FewEntries(KeyValuePair<string, FeelValue>[] given)
    {
        var kept = new KeyValuePair<string, FeelValue>[given.Length];
        var count = 0;
        foreach (var entry in given)
        {
            var at = 0;
            while (at < count && kept[at].Key != entry.Key)
            {
                at++;
            }

            kept[at] = entry;
            count = Math.Max(count, at + 1);
        }

        return count == kept.Length ? kept : kept[..count];
    }

    private static KeyValuePair<string, FeelValue>[] ManyEntries(KeyValuePair<string, FeelValue>[] given, out Dictionary<string, int>? places)
    {
        var found = new Dictionary<string, int>(given.Length);
        var kept = new List<KeyValuePair<string, FeelValue>>(given.Length);
        foreach (var entry in given)
        {
            if (found.TryAdd(entry.Key, kept.Count))
            {
                kept.Add(entry);
            }
            else
            {
                kept[found[entry.Key]] = entry;
            }
        }

        places = kept.Count > Few ? found : null;
        return [.. kept];
    }
}
