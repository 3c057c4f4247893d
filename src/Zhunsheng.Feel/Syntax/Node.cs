using System.Collections.Immutable;

namespace Zhunsheng.Feel.Syntax;

/// <summary>A node of the syntax tree: what was written, before names have meanings. <c>Start</c> and <c>End</c> are indexes into the text.</summary>
internal abstract record Node(int Start, int End)
{
    /// <summary>How many levels of nodes there are from here down.</summary>
    public int Height { get; init; } = 1;
}

/// <summary>What stands where reading was given up; a diagnostic tells why.</summary>
internal sealed record ErrorNode(int Start) : Node(Start, Start);

/// <summary>A literal: null, true, false, a number, a text.</summary>
internal sealed record LiteralNode(int Start, int End, FeelValue Value) : Node(Start, End);

/// <summary><c>@"2025-01-01"</c>.</summary>
internal sealed record AtNode(int Start, int End, string Text) : Node(Start, End);

/// <summary>A name.</summary>
internal sealed record NameNode(int Start, int End, string Name) : Node(Start, End);

/// <summary>The operators of two operands.</summary>
internal enum BinaryOperator
{
    /// <summary>+</summary>
    Add,
    /// <summary>-</summary>
    Subtract,
    /// <summary>*</summary>
    Multiply,
    /// <summary>/</summary>
    Divide,
    /// <summary>**</summary>
    Power,
    /// <summary>=</summary>
    Equal,
    /// <summary>!=</summary>
    NotEqual,
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&lt;=</summary>
    LessOrEqual,
    /// <summary>&gt;</summary>
    Greater,
    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>An arithmetic operation or a comparison.</summary>
internal sealed record BinaryNode(int Start, int End, BinaryOperator Operator, Node Left, Node Right) : Node(Start, End);

/// <summary>A chain of <c>and</c>, or of <c>or</c>.</summary>
internal sealed record LogicNode(int Start, int End, bool IsAnd, ImmutableArray<Node> Parts) : Node(Start, End);

/// <summary><c>-x</c>.</summary>
internal sealed record NegateNode(int Start, int End, Node Operand) : Node(Start, End);

/// <summary><c>x between low and high</c>.</summary>
internal sealed record BetweenNode(int Start, int End, Node Value, Node Low, Node High) : Node(Start, End);

/// <summary><c>x in tests</c>.</summary>
internal sealed record InNode(int Start, int End, Node Value, ImmutableArray<Node> Tests) : Node(Start, End);

/// <summary>A comparison whose left side is left out: <c>&lt; 5</c>.</summary>
internal sealed record HalfComparisonNode(int Start, int End, BinaryOperator Operator, Node Operand) : Node(Start, End);

/// <summary>Unary tests, the text of a cell: any of the tests, or none of them when negated; no tests at all for <c>-</c>.</summary>
internal sealed record UnaryTestsNode(int Start, int End, bool Negated, ImmutableArray<Node> Tests) : Node(Start, End);

/// <summary><c>if … then … else …</c>.</summary>
internal sealed record IfNode(int Start, int End, Node Condition, Node Then, Node Else) : Node(Start, End);

/// <summary>One <c>name in list</c> or <c>name in low..high</c> of a loop.</summary>
internal sealed record IteratorNode(int Start, int End, string Name, Node In, Node? To) : Node(Start, End);

/// <summary><c>for … return …</c>.</summary>
internal sealed record ForNode(int Start, int End, ImmutableArray<IteratorNode> Iterators, Node Body) : Node(Start, End);

/// <summary><c>some … satisfies …</c> or <c>every … satisfies …</c>.</summary>
internal sealed record QuantifiedNode(int Start, int End, bool IsEvery, ImmutableArray<IteratorNode> Iterators, Node Condition) : Node(Start, End);

/// <summary><c>[a, b]</c>.</summary>
internal sealed record ListNode(int Start, int End, ImmutableArray<Node> Items) : Node(Start, End);

/// <summary>One entry of a context.</summary>
internal sealed record EntryNode(int Start, int End, string Name, Node Value) : Node(Start, End);

/// <summary><c>{a: 1, b: 2}</c>.</summary>
internal sealed record ContextNode(int Start, int End, ImmutableArray<EntryNode> Entries) : Node(Start, End);

/// <summary><c>[1..2)</c>.</summary>
internal sealed record RangeNode(int Start, int End, Node Low, bool LowIncluded, Node High, bool HighIncluded) : Node(Start, End);

/// <summary><c>list[condition or index]</c>.</summary>
internal sealed record FilterNode(int Start, int End, Node Source, Node Condition) : Node(Start, End);

/// <summary><c>source.name</c>.</summary>
internal sealed record PathNode(int Start, int End, Node Source, string Name, int NameStart) : Node(Start, End);

/// <summary>An argument of an invocation; with a name when it was given one.</summary>
internal sealed record ArgumentNode(int Start, int End, string? Name, Node Value) : Node(Start, End);

/// <summary><c>f(a, b)</c>.</summary>
internal sealed record CallNode(int Start, int End, Node Target, ImmutableArray<ArgumentNode> Arguments) : Node(Start, End);

/// <summary>A parameter of a function literal.</summary>
internal sealed record ParameterNode(int Start, int End, string Name, TypeNode? Type) : Node(Start, End);

/// <summary><c>function(a, b) body</c>.</summary>
internal sealed record FunctionNode(int Start, int End, ImmutableArray<ParameterNode> Parameters, Node Body, bool External) : Node(Start, End);

/// <summary><c>x instance of type</c>.</summary>
internal sealed record InstanceOfNode(int Start, int End, Node Value, TypeNode Type) : Node(Start, End);

/// <summary>A type as written: its name, the types between &lt; and &gt; with the names of entries, and for a function its result.</summary>
internal sealed record TypeNode(int Start, int End, string Name, ImmutableArray<TypeNode> Arguments, ImmutableArray<string> EntryNames, TypeNode? Result) : Node(Start, End);
