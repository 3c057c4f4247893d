using System.Collections.Immutable;
using Zhunsheng.Dmn.Compilation;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>A compiled element of the requirements graph. Filled in while the model is compiled, then never changed.</summary>
internal sealed class Element(int index, DrgElement written, Definitions home)
{
    /// <summary>Its place among the elements of all models.</summary>
    public int Index => index;

    public DrgElement Written => written;

    /// <summary>The document it stands in.</summary>
    public Definitions Home => home;

    public string Name => written.Name;

    public Origin Origin { get; } = new(written.Name, written.Place);

    /// <summary>The declared type of its value; for a function, of what the function gives.</summary>
    public DmnType Type { get; set; } = DmnType.Any;

    /// <summary>What expressions know about its value.</summary>
    public FeelType Feel { get; set; } = FeelType.Any;

    /// <summary>The inputs and decisions whose values it needs.</summary>
    public ImmutableArray<Element> Needs { get; set; } = [];

    /// <summary>Whether it needs itself, directly or through others.</summary>
    public bool IsCyclic { get; set; }

    /// <summary>For a decision: its logic, and what its frame is filled with.</summary>
    public BoxedCode? Logic { get; set; }

    public FrameLayout Layout { get; set; } = FrameLayout.Empty;

    /// <summary>For a knowledge model or a service: the function.</summary>
    public FeelValue Function { get; set; }

    /// <summary>For a service: what it takes, in the order of its parameters, and the decisions it answers with.</summary>
    public ImmutableArray<Element> Parameters { get; set; } = [];

    public ImmutableArray<Element> Outputs { get; set; } = [];
}

/// <summary>What the frame of an element's logic begins with: values of other elements, those of imported models gathered under the import's name.</summary>
internal sealed record FrameLayout(int Count, ImmutableArray<FrameLayout.Entry> Entries)
{
    public static FrameLayout Empty { get; } = new(0, []);

    /// <summary>A new frame.</summary>
    public FeelValue[] Fill(Func<Element, FeelValue> valueOf)
    {
        var frame = new FeelValue[Count];
        foreach (var (slot, single, group) in Entries)
        {
            frame[slot] = single is not null
                ? valueOf(single)
                : FeelValue.Of(new FeelContext(group.Select(g => KeyValuePair.Create(g.Written.Variable.Name, valueOf(g)))));
        }

        return frame;
    }

    /// <summary>What stands at a slot: an element's value, or a context of several.</summary>
    internal sealed record Entry(int Slot, Element? Single, ImmutableArray<Element> Group);
}
