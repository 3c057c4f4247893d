using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Binding;

/// <summary>
/// Syntax tree to bound tree: gives names their meaning against the schema and the scopes of the expression, works types out, reports what cannot be,
/// and computes ahead what is constant.
/// </summary>
internal sealed partial class Binder(FeelSchema schema, FeelOptions options, Diagnostics diagnostics)
{
    private readonly List<FeelVariable> _uses = [];
    private readonly HashSet<int> _usedSlots = [];
    private Scope? _scope;
    private Subject? _subject;

    /// <summary>How many local variables the bound tree needs.</summary>
    public int LocalCount { get; private set; }

    /// <summary>The schema variables read, each once, in order of first appearance.</summary>
    public ImmutableArray<FeelVariable> Uses => [.. _uses];

    /// <summary>Binds an expression.</summary>
    public Code Bind(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            diagnostics.Error(node.Start, "嵌套太深；请拆成几条");
            return new ConstantCode(FeelValue.Null) { Start = node.Start, End = node.End };
        }

        return Place(Fold(Make(node)), node);
    }

    private static Code Place(Code code, Node node)
    {
        code.End = code.End == 0 ? node.End : code.End;
        if (code is ConstantCode { Origin: { End: 0 } origin })
        {
            origin.End = node.End;
        }

        return code;
    }

    private Code Make(Node node) => node switch
    {
        LiteralNode n => Constant(n.Value, n),
        AtNode n => BindAt(n),
        NameNode n => BindName(n),
        BinaryNode n when n.Operator < BinaryOperator.Equal => BindArithmetic(n),
        BinaryNode n when n.Operator <= BinaryOperator.NotEqual => BindEquality(n),
        BinaryNode n => BindComparison(n),
        LogicNode n => BindLogic(n),
        NegateNode n => BindNegate(n),
        BetweenNode n => BindBetween(n),
        InNode n => BindIn(n),
        HalfComparisonNode n => BindHalfComparison(n),
        IfNode n => BindIf(n),
        ForNode n => BindFor(n),
        QuantifiedNode n => BindQuantified(n),
        ListNode n => BindList(n),
        ContextNode n => BindContext(n),
        RangeNode n => BindRange(n),
        FilterNode n => BindFilter(n),
        PathNode n => BindPath(n),
        CallNode n => BindCall(n),
        FunctionNode n => BindFunction(n, []),
        InstanceOfNode n => new InstanceOfCode(Bind(n.Value), TypeOf(n.Type)) { Start = n.Start },
        _ => Constant(FeelValue.Null, node),
    };

    /// <summary>Binds the unary tests of a cell on an input of a type.</summary>
    public Code BindCell(UnaryTestsNode node, FeelType input)
    {
        _subject = new(true, input);
        var tests = node.Tests.Select(t => BindTest(t, "这一列")).ToArray();
        return new InCode(new InputCode { Type = input }, tests, node.Negated) { Start = node.Start };
    }

    // ------------------------------------------------------------------ helpers

    private void Report(int index, string message)
    {
        if (options.Typing == FeelTyping.Strict)
        {
            diagnostics.Error(index, message);
        }
        else
        {
            diagnostics.Warning(index, message);
        }
    }

    private int NewSlot() => LocalCount++;

    private static ConstantCode Constant(in FeelValue value, Node node) => new(value) { Type = Types.Of(value), Start = node.Start };

    /// <summary>Computes a node whose parts are all constant.</summary>
    private Code Fold(Code code)
    {
        if (code is not (ArithmeticCode or NegateCode or ListCode or RangeCode or BuiltinCallCode or PathCode or ComparisonCode or EqualityCode or IsNullCode or ContextCode or NotCode or ListContainsCode or CountCode)
            || code is BuiltinCallCode { IsVolatile: true } || !code.Parts.All(p => p is ConstantCode))
        {
            return code;
        }

        var run = new Run([], new FeelValue[LocalCount], FeelValue.Null, options.NullMode == FeelNullMode.Unknown);
        var value = code.Evaluate(ref run);
        if (run.IsSpent)
        {
            return code;
        }

        return new ConstantCode(value) { Type = value.IsNull || code.Type.Kind == FeelKind.Boolean ? code.Type : Types.Of(value), Start = code.Start, Origin = code };
    }

    /// <summary>What a node is called in a message.</summary>
    private static string Shown(Node node) => node switch
    {
        NameNode name => name.Name,
        PathNode path => $"{Shown(path.Source)}.{path.Name}",
        FilterNode filter => Shown(filter.Source),
        _ => "左边",
    };

    private static bool IsNull(Node node) => node is LiteralNode { Value.IsNull: true };

    /// <summary>Reports texts that a variable with a closed set of values can never have.</summary>
    private void CheckAllowed(FeelType type, Node typed, Code other)
    {
        var allowed = type.AllowedValues ?? (type.Kind == FeelKind.List ? type.Item?.AllowedValues : null);
        if (allowed is null || other is not ConstantCode constant)
        {
            return;
        }

        foreach (var text in constant.Value.AsList ?? [constant.Value])
        {
            if (text.AsString is { } value && !allowed.Value.Contains(value))
            {
                Report(other.Start, $"“{Shown(typed)}”的取值没有“{value}”，只能是：{string.Join("、", allowed.Value)}{NearestName.Question(value, allowed.Value)}");
            }
        }
    }

    private void WantBoolean(Code code, string where)
    {
        if (code.Type.Kind is not (null or FeelKind.Boolean or FeelKind.Null))
        {
            Report(code.Start, $"{where}要的是“是否”（成立或不成立），写的是{Types.Chinese(code.Type)}");
        }
    }

    // ------------------------------------------------------------------ names

    private ConstantCode BindAt(AtNode node)
    {
        var value = TemporalText.Any(node.Text);
        if (value.IsNull)
        {
            Report(node.Start, $"“{node.Text}”不是日期、时间或时长；日期写成 @\"2025-01-31\"");
        }

        return Constant(value, node);
    }

    private Code BindName(NameNode node)
    {
        if (node.Name == "?")
        {
            return BindSubject(node);
        }

        if (Resolve(node.Name, _scope, node) is { } code)
        {
            return code;
        }

        if (options.Functions.Find(node.Name) is { Length: > 0 } overloads)
        {
            return new ConstantCode(FeelValue.Of(new BuiltinFunctionValue(overloads))) { Type = FeelType.Of(FeelKind.Function), Start = node.Start };
        }

        if (diagnostics.IsFull)
        {
            Report(node.Start, $"没有叫“{node.Name}”的要素");
            return new ConstantCode(FeelValue.Null) { Start = node.Start };
        }

        var quoted = schema.Variables.Any(v => v.Type.AllowedValues?.Contains(node.Name) == true || v.Type.Item?.AllowedValues?.Contains(node.Name) == true);
        Report(node.Start, quoted
            ? $"没有叫“{node.Name}”的要素；如果是文本，要加引号：\"{node.Name}\""
            : $"没有叫“{node.Name}”的要素{NearestName.Question(node.Name, NamesInScope())}");
        return new ConstantCode(FeelValue.Null) { Start = node.Start };
    }

    private Code BindSubject(NameNode node)
    {
        if (_subject is not { } subject)
        {
            Report(node.Start, "“?”代表被判定的值，只能写在决策表的格子里或 in 的括号里");
            return Constant(FeelValue.Null, node);
        }

        subject.Used = true;
        if (subject.IsInput)
        {
            return new InputCode { Type = subject.Type, Start = node.Start };
        }

        subject.Slot = subject.Slot < 0 ? NewSlot() : subject.Slot;
        return new LocalCode("?", subject.Slot) { Type = subject.Type, Start = node.Start };
    }

    private LocalCode? Local(string name, Scope scope, Node node)
    {
        if (scope.Find(name) is not { } local)
        {
            return null;
        }

        _usedSlots.Add(local.Slot);
        return new LocalCode(name, local.Slot) { Type = local.Type, Start = node.Start, End = node.End };
    }

    private Code? Resolve(string name, Scope? scope, Node node)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            var local = Local(name, scope, node);
            if (scope.Item is not { } item)
            {
                if (local is not null)
                {
                    return local;
                }

                continue;
            }

            // An entry called "item" hides the item itself.
            if (item.Type.Kind == FeelKind.Context && item.Type.Entries is { } entries)
            {
                if (entries.TryGetValue(name, out var type))
                {
                    return new PathCode(new LocalCode("item", item.Slot) { Type = item.Type, Start = node.Start, End = node.End }, name) { Type = type, Start = node.Start };
                }
            }
            else if (item.Type.Kind is null or FeelKind.Context)
            {
                var outside = local ?? Resolve(name, scope.Outer, node);
                return new ItemEntryCode(item.Slot, name, outside) { Start = node.Start };
            }

            if (local is not null)
            {
                return local;
            }
        }

        if (schema.Find(name) is not { } variable)
        {
            return null;
        }

        var index = _uses.IndexOf(variable);
        if (index < 0)
        {
            index = _uses.Count;
            _uses.Add(variable);
        }

        return new VariableCode(variable, index) { Type = variable.Type, Start = node.Start };
    }

    private IEnumerable<string> NamesInScope()
    {
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            foreach (var name in scope.Names)
            {
                yield return name;
            }
        }

        foreach (var variable in schema.Variables)
        {
            yield return variable.Name;
        }
    }

    private PathCode BindPath(PathNode node)
    {
        var source = Bind(node.Source);
        var type = Types.Property(source.Type, node.Name);
        if (type is null)
        {
            var names = Types.PropertyNames(source.Type).ToList();
            var has = names.Count == 0 ? "" : $"；有的是：{string.Join("、", names.Order(StringComparer.Ordinal).Take(20))}";
            Report(node.NameStart, names.Count == 0
                ? $"{Types.Chinese(source.Type)}没有“{node.Name}”这样的组成部分"
                : $"“{Shown(node.Source)}”里没有叫“{node.Name}”的{(source.Type.Kind is FeelKind.Context or FeelKind.List ? "要素" : "属性")}{NearestName.Question(node.Name, names)}{has}");
        }

        return new PathCode(source, node.Name) { Type = type ?? FeelType.Any, Start = node.Start };
    }

    /// <summary>The value under test: whether it is the input, or a local that gets a slot once a test reads it as "?".</summary>
    private sealed class Subject(bool isInput, FeelType type)
    {
        public bool IsInput => isInput;

        public int Slot { get; set; } = -1;

        public FeelType Type => type;

        public bool Used { get; set; }
    }
}
