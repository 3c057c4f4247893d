using System.Diagnostics.CodeAnalysis;

namespace Zhunsheng.Feel;

/// <summary>A FEEL context: named entries in the order written. Immutable. Two contexts are equal when they hold the same names with equal values, in any order.</summary>
public sealed class FeelContext : IEquatable<FeelContext>
{
    private readonly KeyValuePair<string, FeelValue>[] _entries;

    /// <summary>A context from its entries; a name given twice keeps its last value.</summary>
    public FeelContext(IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var list = new List<KeyValuePair<string, FeelValue>>();
        foreach (var entry in entries)
        {
            var at = list.FindIndex(e => e.Key == entry.Key);
            if (at >= 0)
            {
                list[at] = entry;
            }
            else
            {
                list.Add(entry);
            }
        }

        _entries = [.. list];
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, FeelValue>> Entries => _entries;

    /// <summary>The value under a name; null where there is no such entry.</summary>
    public FeelValue this[string name] => TryGet(name, out var value) ? value : FeelValue.Null;

    /// <summary>Looks an entry up.</summary>
    public bool TryGet(string name, out FeelValue value)
    {
        foreach (var entry in _entries)
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
}
