namespace Zhunsheng.Feel.Binding;

/// <summary>The names that an expression itself has introduced at a point: one scope for each loop, context, function or filter, from the inside out.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Local> _locals = [];

    /// <summary>The scope around this one.</summary>
    public Scope? Outer => outer;

    /// <summary>For a filter: where the item stands and its type.</summary>
    public (int Slot, FeelType Type)? Item { get; init; }

    /// <summary>The names of this scope.</summary>
    public IEnumerable<string> Names => Item is { } item ? _locals.Keys.Concat(Types.PropertyNames(item.Type)) : _locals.Keys;

    /// <summary>Introduces a name; one of the same name is hidden from here on.</summary>
    public void Add(string name, int slot, FeelType type) => _locals[name] = new(slot, type);

    /// <summary>Looks a name up in this scope only.</summary>
    public Local? Find(string name) => _locals.GetValueOrDefault(name);

    /// <summary>A name's place among the locals, and its type.</summary>
    internal sealed record Local(int Slot, FeelType Type);
}
