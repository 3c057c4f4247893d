using System.Collections.Immutable;

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

    /// <summary>A schema of the given names, slots in their order. Throws <see cref="ArgumentException"/> on a name given twice.</summary>
    public FeelSchema(IEnumerable<KeyValuePair<string, FeelType>> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Variables = [.. names.Select((n, i) => new FeelVariable(n.Key, n.Value, i))];
        _byName = Variables.ToImmutableDictionary(v => v.Name);
    }

    /// <summary>The variables, in slot order.</summary>
    public ImmutableArray<FeelVariable> Variables { get; }

    /// <summary>How many slots a frame has.</summary>
    public int Count => Variables.Length;

    /// <summary>The variable of a name, or null.</summary>
    public FeelVariable? Find(string name) => _byName.GetValueOrDefault(name);
}
