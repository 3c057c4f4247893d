using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;
using Zhunsheng.Feel.Functions;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Binding;

/// <content>Loops, lists, contexts, filters, functions, types.</content>
internal sealed partial class Binder
{
    private ForCode BindFor(ForNode node)
    {
        var outer = _scope;
        var iterators = BindIterators(node.Iterators);
        var partial = NewSlot();
        var scope = new Scope(_scope);
        scope.Add("partial", partial, FeelType.ListOf(FeelType.Any));
        _scope = node.Iterators.Any(i => i.Name == "partial") ? _scope : scope;
        var body = Bind(node.Body);
        _scope = outer;
        return new ForCode(iterators, body, _usedSlots.Contains(partial) ? partial : -1) { Type = FeelType.ListOf(body.Type), Start = node.Start };
    }

    private QuantifiedCode BindQuantified(QuantifiedNode node)
    {
        var outer = _scope;
        var iterators = BindIterators(node.Iterators);
        var condition = Bind(node.Condition);
        _scope = outer;
        WantBoolean(condition, "satisfies 的条件");
        return new(node.IsEvery, iterators, condition) { Start = node.Start };
    }

    private IteratorCode[] BindIterators(ImmutableArray<IteratorNode> nodes)
    {
        var iterators = new IteratorCode[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var from = Bind(nodes[i].In);
            var to = nodes[i].To is { } end ? Bind(end) : null;
            if (to is not null && (!IsWhole(from.Type) || !IsWhole(to.Type)))
            {
                Report(from.Start, $"循环的起止要的是两个整数或两个日期，写的是{Types.Chinese(from.Type)}和{Types.Chinese(to.Type)}");
            }

            var slot = NewSlot();
            iterators[i] = new(slot, from, to);
            _scope = new(_scope);
            _scope.Add(nodes[i].Name, slot, to is not null ? from.Type : from.Type.Kind switch
            {
                FeelKind.List or FeelKind.Range => from.Type.Item ?? FeelType.Any,
                _ => from.Type,
            });
        }

        return iterators;
    }

    private static bool IsWhole(FeelType type) => type.Kind is null or FeelKind.Null or FeelKind.Number or FeelKind.Date;

    private ListCode BindList(ListNode node)
    {
        var items = node.Items.Select(Bind).ToArray();
        FeelType? type = null;
        foreach (var item in items)
        {
            type = type is null ? item.Type : Types.Join(type, item.Type);
        }

        return new(items) { Type = FeelType.ListOf(type ?? FeelType.Any), Start = node.Start };
    }

    private Code BindContext(ContextNode node)
    {
        var outer = _scope;
        _scope = new(outer);
        var names = new List<string>();
        var slots = new List<int>();
        var values = new List<Code>();
        foreach (var entry in node.Entries)
        {
            if (names.Contains(entry.Name))
            {
                Report(entry.Start, $"“{entry.Name}”写了两次");
                _scope = outer;
                return Constant(FeelValue.Null, node);
            }

            // A function sees itself under the name of its entry, so that it can call itself.
            var slot = NewSlot();
            if (entry.Value is FunctionNode)
            {
                _scope.Add(entry.Name, slot, FeelType.Of(FeelKind.Function));
            }

            var value = Bind(entry.Value);
            names.Add(entry.Name);
            slots.Add(slot);
            values.Add(value);
            _scope.Add(entry.Name, slot, value.Type);
        }

        _scope = outer;
        return new ContextCode([.. names], [.. slots], [.. values])
        {
            Type = FeelType.ContextOf(names.Select((n, i) => KeyValuePair.Create(n, values[i].Type))),
            Start = node.Start,
        };
    }

    private FilterCode BindFilter(FilterNode node)
    {
        var source = Bind(node.Source);
        var item = source.Type.Kind == FeelKind.List ? source.Type.Item ?? FeelType.Any : source.Type;
        var outer = _scope;
        var slot = NewSlot();
        _scope = new(outer) { Item = (slot, item) };
        _scope.Add("item", slot, item);
        var condition = Bind(node.Condition);
        _scope = outer;
        if (condition.Type.Kind is not (null or FeelKind.Null or FeelKind.Boolean or FeelKind.Number))
        {
            Report(condition.Start, $"方括号里要的是条件或序号，写的是{Types.Chinese(condition.Type)}");
        }

        var type = condition.Type.Kind switch
        {
            FeelKind.Number => item,
            FeelKind.Boolean => FeelType.ListOf(item),
            _ => FeelType.Any,
        };
        return new(source, slot, condition) { Type = type, Start = node.Start };
    }

    // ------------------------------------------------------------------ functions

    private Code BindCall(CallNode node)
    {
        var names = node.Arguments.Any(a => a.Name is not null) ? node.Arguments.Select(a => a.Name ?? "").ToArray() : null;
        if (names is not null && names.Contains(""))
        {
            Report(node.Start, "参数要么都写名称，要么都不写");
            return Constant(FeelValue.Null, node);
        }

        if (node.Target is not NameNode target)
        {
            var function = Bind(node.Target);
            return BindValueCall(node, function, names);
        }

        if (Resolve(target.Name, _scope, target) is { } value && value is not ItemEntryCode { Outside: null })
        {
            return BindValueCall(node, value, names);
        }

        if (options.Functions.Find(target.Name) is { Length: > 0 } overloads)
        {
            return BindBuiltin(node, target.Name, overloads, names);
        }

        Report(target.Start, $"没有叫“{target.Name}”的函数{NearestName.Question(target.Name, options.Functions.Names)}");
        return new ConstantCode(FeelValue.Null) { Start = node.Start };
    }

    private ValueCallCode BindValueCall(CallNode node, Code function, string[]? names)
    {
        if (function.Type.Kind is not (null or FeelKind.Function or FeelKind.Null))
        {
            Report(node.Start, $"括号前面要的是函数，写的是{Types.Chinese(function.Type)}");
        }

        return new(function, [.. node.Arguments.Select(a => Bind(a.Value))], names) { Start = node.Start };
    }

    private Code BindBuiltin(CallNode node, string name, ImmutableArray<FeelBuiltin> overloads, string[]? names)
    {
        var candidates = names is null ? BuiltinCandidate.ForPositions(overloads, node.Arguments.Length) : BuiltinCandidate.ForNames(overloads, names);
        var arguments = BindArguments(node);
        if (candidates.Length == 0)
        {
            var given = names is null ? $"{arguments.Length}个" : string.Join("、", names);
            Report(node.Start, $"函数“{name}”的参数不对，写的是{given}，要的是 {string.Join(" 或 ", overloads.Select(o => o.ToString()).Distinct())}");
            return new ConstantCode(FeelValue.Null) { Start = node.Start };
        }

        if (candidates[0].Function.NeedsClock && !options.HasClock)
        {
            Report(node.Start, $"这里没有时钟，{name}() 用不了：把当天的日期作为要素交进来，再拿它来算");
        }

        var fitting = candidates.Where(c => arguments.Select((a, i) => Types.CanPass(a.Type, c.ParameterFor(i).Type)).All(ok => ok)).ToArray();
        if (fitting.Length == 0)
        {
            ReportArguments(name, candidates, arguments);
            fitting = candidates;
        }

        if (name == "list contains" && names is null)
        {
            CheckAllowed(arguments[0].Type, node.Arguments[0].Value, arguments[1]);
        }

        if (names is null && fitting is [var only] && Questions.For(only.Function, arguments, node.Start) is { } question)
        {
            return question;
        }

        var types = arguments.Select(a => a.Type).ToArray();
        var type = fitting.Select(c => c.Order is null && c.Function.ResultOf is { } of ? of(types) : c.Function.Result).Aggregate(Types.Join);
        var call = new BuiltinCallCode(fitting, arguments) { Type = type, Start = node.Start };
        var folded = Fold(call);
        if (folded is ConstantCode { Value.IsNull: true } && name is "date" or "time" or "date and time" or "duration"
            && arguments is [ConstantCode { Value.Kind: FeelKind.String } text])
        {
            Report(text.Start, $"“{text.Value.Chars}”不是{(name == "duration" ? "时长，要写成 P1Y2M 或 P1DT2H 的样子" : name == "date" ? "日期，要写成 2025-01-31 的样子" : "时间或日期时间")}");
        }

        return folded;
    }

    private Code[] BindArguments(CallNode node)
    {
        var arguments = new Code[node.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            // A function literal beside a list is called with that list's items.
            var value = node.Arguments[i].Value;
            arguments[i] = value is FunctionNode function
                ? Place(BindFunction(function, i > 0 && arguments[0].Type is { Kind: FeelKind.List, Item: { } item } ? [item, item] : []), function)
                : Bind(value);
        }

        return arguments;
    }

    private void ReportArguments(string name, BuiltinCandidate[] candidates, Code[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var wanted = candidates.Select(c => c.ParameterFor(i)).ToList();
            if (!wanted.Exists(p => Types.CanPass(arguments[i].Type, p.Type)))
            {
                Report(arguments[i].Start, $"函数“{name}”的第{i + 1}个参数要的是{string.Join("或", wanted.Select(p => Types.Chinese(p.Type)).Distinct())}，写的是{Types.Chinese(arguments[i].Type)}");
                return;
            }
        }

        Report(arguments[0].Start, $"函数“{name}”的参数种类配不上，要的是 {string.Join(" 或 ", candidates.Select(c => c.Function.ToString()).Distinct())}");
    }

    private Code BindFunction(FunctionNode node, FeelType[] hints)
    {
        if (node.External)
        {
            Report(node.Start, "外部函数（external）可以声明，但调用只会得到空值");
            var declared = FeelType.FunctionOf(node.Parameters.Select(p => p.Type is { } type ? TypeOf(type) : FeelType.Any), FeelType.Any);
            return new ConstantCode(FeelValue.Of(new ExternalFunctionValue([.. node.Parameters.Select(p => p.Name)], declared))) { Type = declared, Start = node.Start };
        }

        var (outer, subject) = (_scope, _subject);
        _scope = new(outer);
        var slots = new int[node.Parameters.Length];
        var types = new FeelType?[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = NewSlot();
            types[i] = node.Parameters[i].Type is { } type ? TypeOf(type) : null;
            _scope.Add(node.Parameters[i].Name, slots[i], types[i] ?? (i < hints.Length ? hints[i] : FeelType.Any));
        }

        var body = Bind(node.Body);
        (_scope, _subject) = (outer, subject);
        return new FunctionCode([.. node.Parameters.Select(p => p.Name)], slots, types, body)
        {
            Type = FeelType.FunctionOf(types.Select(t => t ?? FeelType.Any), body.Type),
            Start = node.Start,
        };
    }

    // ------------------------------------------------------------------ types

    private FeelType TypeOf(TypeNode node)
    {
        switch (node.Name)
        {
            case "Any":
                return FeelType.Any;
            case "null" or "Null":
                return FeelType.Null;
            case "boolean":
                return FeelType.Boolean;
            case "number":
                return FeelType.Number;
            case "string":
                return FeelType.String;
            case "date":
                return FeelType.Date;
            case "time":
                return FeelType.Of(FeelKind.Time);
            case "date and time":
                return FeelType.Of(FeelKind.DateTime);
            case "days and time duration" or "day time duration":
                return FeelType.Of(FeelKind.DaysTimeDuration);
            case "years and months duration" or "year month duration":
                return FeelType.Of(FeelKind.YearsMonthsDuration);
            case "list":
                return node.Arguments.Length == 1 ? FeelType.ListOf(TypeOf(node.Arguments[0])) : FeelType.Of(FeelKind.List);
            case "range":
                return node.Arguments.Length == 1 ? FeelType.RangeOf(TypeOf(node.Arguments[0])) : FeelType.Of(FeelKind.Range);
            case "context":
                return node.EntryNames.Length == 0 || node.EntryNames.Length != node.Arguments.Length
                    ? FeelType.Of(FeelKind.Context)
                    : FeelType.ContextOf(node.EntryNames.Zip(node.Arguments, (n, t) => KeyValuePair.Create(n, TypeOf(t))).DistinctBy(e => e.Key));
            case "function":
                return node.Result is { } result ? FeelType.FunctionOf(node.Arguments.Select(TypeOf), TypeOf(result)) : FeelType.Of(FeelKind.Function);
            default:
                if (options.Types.TryGetValue(node.Name, out var named))
                {
                    return named;
                }

                Report(node.Start, $"没有叫“{node.Name}”的类型{NearestName.Question(node.Name, ["number", "string", "boolean", "date", "time", "list", "context", "range", "function", "Any"])}");
                return FeelType.Null;
        }
    }
}
