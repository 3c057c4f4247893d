using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>
/// The names that an expression may use, and where their values stand in its frame. An inner scope keeps the places of the outer one, so that its frame begins
/// with a copy of the outer frame. Immutable.
/// </summary>
internal sealed class NameScope
{
    private readonly ImmutableArray<KeyValuePair<string, FeelType>> _slots;
    private readonly Lazy<FeelSchema> _schema;

    private NameScope(ImmutableArray<KeyValuePair<string, FeelType>> slots)
    {
        _slots = slots;
        _schema = new(() => new(_slots));
    }

    /// <summary>A scope without names.</summary>
    public static NameScope Empty { get; } = new([]);

    /// <summary>How many values a frame has.</summary>
    public int Count => _slots.Length;

    /// <summary>The names as expressions are compiled against them.</summary>
    public FeelSchema Schema => _schema.Value;

    /// <summary>Whether the name can be seen.</summary>
    public bool Has(string name) => _slots.Any(s => s.Key == name);

    /// <summary>This scope and more names behind; one that is there already is hidden by the new one.</summary>
    public NameScope With(params IEnumerable<KeyValuePair<string, FeelType>> names)
    {
        var slots = _slots.ToBuilder();
        foreach (var name in names)
        {
            for (var i = 0; i < slots.Count; i++)
            {
                if (slots[i].Key == name.Key)
                {
                    // No text can spell this.
                    slots[i] = new($"\0{i}", FeelType.Any);
                }
            }

            slots.Add(name);
        }

        return new(slots.ToImmutable());
    }

    /// <summary>This scope and one more name.</summary>
    public NameScope With(string name, FeelType type) => With([new KeyValuePair<string, FeelType>(name, type)]);

    /// <summary>A frame of this scope that begins with a frame of a scope around it.</summary>
    public static FeelValue[] Extend(FeelValue[] outer, int count)
    {
        var frame = new FeelValue[count];
        Array.Copy(outer, frame, Math.Min(outer.Length, count));
        return frame;
    }
}
