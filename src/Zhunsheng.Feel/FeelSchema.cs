using System.Collections.Immutable;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel;

/// <summary>A name that expressions may use, its declared type and its place in the frame.</summary>
/// <param name="Name">The name as written in expressions; may hold spaces and Chinese characters.</param>
/// <param name="Type">The declared type; <see cref="FeelType.Any"/> when nothing is declared.</param>
/// <param name="Slot">The index of its value in the frame, from 0.</param>
public sealed record FeelVariable(string Name, FeelType Type, int Slot);

/// <summary>
/// The names in scope of a family of expressions. Expressions compiled against one schema read their values from a frame:
/// a <c>FeelValue[]</c> of <see cref="Count"/> entries, the value of a variable at its slot. Immutable.
/// </summary>
public sealed class FeelSchema
{
    private readonly ImmutableDictionary<string, FeelVariable> _byName;
    private readonly Lazy<KnownNames> _knownNames;

    /// <summary>A schema of the given names, slots in their order. Throws <see cref="ArgumentException"/> on a name given twice.</summary>
    public FeelSchema(IEnumerable<KeyValuePair<string, FeelType>> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Variables = [.. names.Select((n, i) => new FeelVariable(n.Key, n.Value, i))];
        _byName = Variables.ToImmutableDictionary(v => v.Name);
        _knownNames = new(CollectNames);
    }

    /// <summary>The variables, in slot order.</summary>
    public ImmutableArray<FeelVariable> Variables { get; }

    /// <summary>How many slots a frame has.</summary>
    public int Count => Variables.Length;

    /// <summary>A schema without names: for expressions that compute with literals only.</summary>
    public static FeelSchema Empty { get; } = new([]);

    /// <summary>The names that need help to be read, those of entries inside the types included.</summary>
    internal KnownNames KnownNames => _knownNames.Value;

    /// <summary>The variable of a name, or null.</summary>
    public FeelVariable? Find(string name) => _byName.GetValueOrDefault(name);

    private KnownNames CollectNames()
    {
        var names = new KnownNames();
        foreach (var variable in Variables)
        {
            names.Add(variable.Name);
            Collect(variable.Type, names, 0);
        }

        return names;
    }

    private static void Collect(FeelType type, KnownNames names, int depth)
    {
        if (depth > 50)
        {
            return;
        }

        if (type.Item is { } item)
        {
            Collect(item, names, depth + 1);
        }

        if (type.Result is { } result)
        {
            Collect(result, names, depth + 1);
        }

        foreach (var entry in type.Entries ?? ImmutableDictionary<string, FeelType>.Empty)
        {
            names.Add(entry.Key);
            Collect(entry.Value, names, depth + 1);
        }
    }
}
