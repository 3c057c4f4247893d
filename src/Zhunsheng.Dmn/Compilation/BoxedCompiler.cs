using System.Collections.Immutable;
using Zhunsheng.Dmn.Evaluation;
using Zhunsheng.Dmn.Reading;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>From a boxed expression as written to one that can be evaluated. A part that cannot be compiled is reported, and null when evaluated.</summary>
internal sealed class BoxedCompiler(string element, TypeTable types, FeelOptions options, Findings findings, bool checkTables)
{
    /// <summary>How many entries a context may have: each makes a scope of its own.</summary>
    private const int MostEntries = 2000;

    private const string Source = "__in";

    public FeelOptions Options => options;

    public Findings Findings => findings;

    public TypeTable Types => types;

    public bool CheckTables => checkTables;

    /// <summary>Compiles an expression; a missing one is reported and null.</summary>
    public BoxedCode Compile(Boxed? boxed, NameScope scope, Place around, string missing = "这里没有写表达式")
    {
        if (boxed is null)
        {
            return Fail(DmnProblem.Missing, around, missing);
        }

        var type = types.Resolve(boxed is FunctionBoxed ? null : boxed.TypeRef, boxed.Place);
        var code = boxed switch
        {
            LiteralBoxed b => Literal(b, scope),
            ContextBoxed b => Context(b, scope),
            TableBoxed b => new TableCompiler(this, OriginOf(b.Place)).Compile(b, scope),
            InvocationBoxed b => Invocation(b, scope),
            FunctionBoxed b => Function(b, scope),
            ListBoxed b => List(b, scope),
            RelationBoxed b => Relation(b, scope),
            ConditionalBoxed b => new ConditionalCode(OriginOf(b.Place), Compile(b.If, scope, b.Place, "缺 if"), Compile(b.Then, scope, b.Place, "缺 then"), Compile(b.Else, scope, b.Place, "缺 else")),
            FilterBoxed b => Filter(b, scope),
            LoopBoxed b => Loop(b, scope),
            _ => Fail(DmnProblem.Unsupported, boxed.Place, "不认识的表达式"),
        };
        return type.IsAny ? code : new ConformCode(code, type) { Type = type.Feel };
    }

    /// <summary>Reports an error, and gives what stands in for the part.</summary>
    public NullCode Fail(DmnProblem problem, Place place, string message)
    {
        findings.Error(problem, place, message);
        return new(OriginOf(place), problem switch
        {
            DmnProblem.Unsupported => DmnReasonKind.Unsupported,
            DmnProblem.Missing => DmnReasonKind.NoLogic,
            _ => DmnReasonKind.NotCompiled,
        }, message);
    }

    public Origin OriginOf(Place place) => new(element, place);

    /// <summary>Compiles FEEL; null, with the reasons among the findings, when it cannot be.</summary>
    public FeelExpression? Feel(FeelSource text, NameScope scope)
    {
        var (expression, diagnostics) = FeelCompiler.Expression(text.Text, scope.Schema, options);
        findings.AddFeel(diagnostics, text);
        return expression;
    }

    /// <summary>A function: its parameters and its body in a scope.</summary>
    public Callable Callable(FunctionBoxed boxed, NameScope scope, DmnType result, out Action compileBody)
    {
        var parameters = Parameters(boxed, scope);
        var parameterTypes = parameters.Select(p => types.Resolve(p.TypeRef, p.Place)).ToArray();
        if (parameters.Select(p => p.Name).Distinct().Count() != parameters.Length)
        {
            findings.Error(DmnProblem.Duplicate, boxed.Place, "两个参数同名");
        }

        var inner = scope.With(parameters.Select((p, i) => KeyValuePair.Create(p.Name, parameterTypes[i].Feel)));
        var callable = new Callable(OriginOf(boxed.Place), [.. parameters.Select(p => p.Name)], parameterTypes, scope.Count, inner.Count, result);
        compileBody = () => callable.Body = boxed.Kind.Equals("FEEL", StringComparison.OrdinalIgnoreCase)
            ? Compile(boxed.Body, inner, boxed.Place, "函数没有写要算什么")
            : Fail(DmnProblem.Unsupported, boxed.Place, $"不执行 {boxed.Kind} 函数，只执行 FEEL");
        return callable;
    }

    /// <summary>
    /// The parameters of a function. One that declares none and is a decision table takes its parameters from the table: the names that its input expressions
    /// are, or begin with, and that mean nothing in the scope.
    /// </summary>
    public static ImmutableArray<Parameter> Parameters(FunctionBoxed boxed, NameScope scope)
    {
        if (!boxed.Parameters.IsEmpty || boxed.Body is not TableBoxed table)
        {
            return boxed.Parameters;
        }

        return [.. table.Inputs
            .Select(i => (Text: i.Expression.Text.Trim(), Clause: i))
            .Select(i => (Name: string.Join(' ', i.Text.Split('.')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), i.Text, i.Clause))
            .Where(i => i.Name.Length > 0 && char.IsLetter(i.Name[0]) && i.Name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '_') && i.Name is not ("true" or "false" or "null") && !scope.Has(i.Name))
            .DistinctBy(i => i.Name)
            .Select(i => new Parameter(i.Clause.Place, i.Name, i.Name == i.Text ? i.Clause.TypeRef : null))];
    }

    private BoxedCode Literal(LiteralBoxed boxed, NameScope scope)
    {
        if (boxed.Language is { } language && !language.Contains("feel", StringComparison.OrdinalIgnoreCase))
        {
            return Fail(DmnProblem.Unsupported, boxed.Place, $"表达式语言“{language}”不支持，只支持 FEEL");
        }

        if (string.IsNullOrWhiteSpace(boxed.Text.Text))
        {
            return Fail(DmnProblem.Missing, boxed.Place, "表达式是空的");
        }

        var origin = OriginOf(boxed.Place);
        return Feel(boxed.Text, scope) is { } expression
            ? new LiteralCode(OriginOf(boxed.Text.Place), expression) { Type = expression.Type }
            : new NullCode(origin, DmnReasonKind.NotCompiled, "表达式有错");
    }

    private BoxedCode Context(ContextBoxed boxed, NameScope scope)
    {
        if (boxed.Entries.Length > MostEntries)
        {
            return Fail(DmnProblem.TooLarge, boxed.Place, $"context 的条目太多：{boxed.Entries.Length}，最多{MostEntries}");
        }

        var entries = new List<(string Name, int Slot, BoxedCode Value)>();
        BoxedCode? result = null;
        foreach (var entry in boxed.Entries)
        {
            if (entry.Variable is not { } variable || variable.Name.Length == 0)
            {
                result = Compile(entry.Value, scope, entry.Place);
                continue;
            }

            if (entries.Exists(e => e.Name == variable.Name))
            {
                return Fail(DmnProblem.Duplicate, entry.Place, $"“{variable.Name}”写了两次");
            }

            var type = types.Resolve(variable.TypeRef, variable.Place);
            // A function sees its own name, so that it can call itself.
            var isFunction = entry.Value is FunctionBoxed || (entry.Value is LiteralBoxed literal && literal.Text.Text.AsSpan().TrimStart().StartsWith("function"));
            var value = Compile(entry.Value, isFunction ? scope.With(variable.Name, FeelType.Of(FeelKind.Function)) : scope, entry.Place);
            value = type.IsAny ? value : new ConformCode(value, type) { Type = type.Feel };
            entries.Add((variable.Name, scope.Count, value));
            scope = scope.With(variable.Name, value.Type);
        }

        return new ContextCode(OriginOf(boxed.Place), scope.Count, [.. entries], result)
        {
            Type = result?.Type ?? FeelType.ContextOf(entries.Select(e => KeyValuePair.Create(e.Name, e.Value.Type))),
        };
    }

    private BoxedCode Invocation(InvocationBoxed boxed, NameScope scope)
    {
        foreach (var binding in boxed.Bindings.Where(b => b.Value is null))
        {
            findings.Warning(DmnProblem.Missing, binding.Place, $"参数“{binding.Parameter}”没有写值");
        }

        var bindings = boxed.Bindings.Select(b => (b.Parameter, Value: b.Value is null
            ? new NullCode(OriginOf(b.Place), DmnReasonKind.NoLogic, $"参数“{b.Parameter}”没有写值")
            : Compile(b.Value, scope, b.Place))).ToArray();
        if (boxed.Function is LiteralBoxed { Text: var text } && text.Text.Trim() is var name && !scope.Has(name) && !options.Functions.Find(name).IsEmpty)
        {
            return BuiltinInvocation(boxed, name, bindings, scope);
        }

        return new InvocationCode(OriginOf(boxed.Place), Compile(boxed.Function, scope, boxed.Place, "没有写调用哪个函数"), bindings);
    }

    /// <summary>A call of a function of FEEL's own: which of its signatures is meant is FEEL's matter.</summary>
    private BoxedCode BuiltinInvocation(InvocationBoxed boxed, string name, (string Parameter, BoxedCode Value)[] bindings, NameScope scope)
    {
        var entries = new List<(string Name, int Slot, BoxedCode Value)>();
        foreach (var (_, value) in bindings)
        {
            entries.Add(($"__{entries.Count}", scope.Count + entries.Count, value));
        }

        var inner = scope.With(entries.Select(e => KeyValuePair.Create(e.Name, e.Value.Type)));
        var call = new FeelSource($"{name}({string.Join(", ", bindings.Select((b, i) => $"{b.Parameter}: __{i}"))})", boxed.Place);
        return Feel(call, inner) is { } expression
            ? new ContextCode(OriginOf(boxed.Place), inner.Count, [.. entries], new LiteralCode(OriginOf(boxed.Place), expression)) { Type = expression.Type }
            : new NullCode(OriginOf(boxed.Place), DmnReasonKind.NotCompiled, "调用有错");
    }

    private BoxedCode Function(FunctionBoxed boxed, NameScope scope)
    {
        if (!boxed.Kind.Equals("FEEL", StringComparison.OrdinalIgnoreCase))
        {
            return Fail(DmnProblem.Unsupported, boxed.Place, $"不执行 {boxed.Kind} 函数，只执行 FEEL");
        }

        var declared = types.Resolve(boxed.TypeRef, boxed.Place);
        var callable = Callable(boxed, scope, declared.IsFunction ? declared.FunctionOutput ?? DmnType.Any : declared, out var compileBody);
        compileBody();
        return new FunctionCode(OriginOf(boxed.Place), callable) { Type = FeelType.Of(FeelKind.Function) };
    }

    private ListCode List(ListBoxed boxed, NameScope scope)
    {
        var items = boxed.Items.Select(i => Compile(i, scope, boxed.Place)).ToArray();
        return new(OriginOf(boxed.Place), items) { Type = FeelType.ListOf(Common(items)) };
    }

    private BoxedCode Relation(RelationBoxed boxed, NameScope scope)
    {
        var columns = boxed.Columns.Select(c => (c.Name, Type: types.Resolve(c.TypeRef, c.Place))).ToArray();
        var rows = new List<BoxedCode[]>();
        foreach (var row in boxed.Rows)
        {
            if (row.Cells.Length != columns.Length)
            {
                return Fail(DmnProblem.Missing, row.Place, $"这一行有{row.Cells.Length}格，要的是{columns.Length}格，每列一格");
            }

            rows.Add([.. row.Cells.Select((cell, i) => Compile(cell, scope, row.Place) is var code && columns[i].Type.IsAny
                ? code
                : new ConformCode(code, columns[i].Type) { Type = columns[i].Type.Feel })]);
        }

        var item = FeelType.ContextOf(columns.DistinctBy(c => c.Name).Select((c, i) => KeyValuePair.Create(c.Name, c.Type.IsAny ? Common(rows.Select(r => r[i])) : c.Type.Feel)));
        return new RelationCode(OriginOf(boxed.Place), [.. columns.Select(c => c.Name)], [.. rows]) { Type = FeelType.ListOf(item) };
    }

    private LoopCode Loop(LoopBoxed boxed, NameScope scope)
    {
        var source = Compile(boxed.In, scope, boxed.Place, "循环没有写从哪里取（in）");
        var item = source.Type.Kind is FeelKind.List or FeelKind.Range ? source.Type.Item ?? FeelType.Any : source.Type;
        var inner = scope.With(boxed.Variable, item);
        int? partial = null;
        if (boxed.Kind == LoopKind.For && boxed.Variable != "partial" && boxed.Body is { } body && Mentions(body, "partial"))
        {
            partial = inner.Count;
            inner = inner.With("partial", FeelType.ListOf(FeelType.Any));
        }

        var code = Compile(boxed.Body, inner, boxed.Place, boxed.Kind == LoopKind.For ? "循环没有写得到什么（return）" : "循环没有写条件（satisfies）");
        return new LoopCode(OriginOf(boxed.Place), boxed.Kind, source, code, scope.Count, partial, inner.Count)
        {
            Type = boxed.Kind == LoopKind.For ? FeelType.ListOf(code.Type) : FeelType.Boolean,
        };
    }

    private BoxedCode Filter(FilterBoxed boxed, NameScope scope)
    {
        var source = Compile(boxed.In, scope, boxed.Place, "筛选没有写从哪里取（in）");
        var origin = OriginOf(boxed.Place);
        var item = source.Type.Kind == FeelKind.List ? source.Type.Item ?? FeelType.Any : source.Type;
        if (boxed.Match is LiteralBoxed { Language: null, TypeRef: null } literal && !string.IsNullOrWhiteSpace(literal.Text.Text))
        {
            // As FEEL has it: the entries of the items are names too, also where no type declares them.
            var inner = scope.With(Source, source.Type);
            var text = new FeelSource($"{Source}[{literal.Text.Text}\n]", literal.Text.Place with { Column = Math.Max(1, literal.Text.Place.Column - Source.Length - 1) });
            var misfits = FeelCompiler.Expression($"{Source}[({literal.Text.Text}\n) != null and not(({literal.Text.Text}\n) instance of boolean)]", inner.Schema, options).Expression;
            return Feel(text, inner) is { } selection
                ? new FilterCode(origin, source, scope.Count, selection, selection.Type.Kind == FeelKind.List ? null : misfits, inner.Count) { Type = FeelType.ListOf(item) }
                : new NullCode(origin, DmnReasonKind.NotCompiled, "筛选条件有错");
        }

        var entries = item.Kind == FeelKind.Context && item.Entries is { } known ? known.Keys.Where(k => k != "item").Order(StringComparer.Ordinal).ToArray() : [];
        var within = scope.With([new("item", item), .. entries.Select(e => KeyValuePair.Create(e, item.Entries![e]))]);
        var condition = Compile(boxed.Match, within, boxed.Place, "筛选没有写条件（match）");
        return new BoxedFilterCode(origin, source, condition, scope.Count, entries, within.Count) { Type = FeelType.ListOf(item) };
    }

    private static FeelType Common(IEnumerable<BoxedCode> codes)
    {
        var found = codes.Select(c => c.Type).Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : FeelType.Any;
    }

    /// <summary>Whether some text in the expression holds the word.</summary>
    private static bool Mentions(Boxed? boxed, string word) => boxed switch
    {
        null => false,
        LiteralBoxed b => b.Text.Text.Contains(word, StringComparison.Ordinal),
        ContextBoxed b => b.Entries.Any(e => Mentions(e.Value, word)),
        TableBoxed b => b.Inputs.Select(i => i.Expression).Concat(b.Rules.SelectMany(r => r.Inputs.Concat(r.Outputs))).Any(t => t.Text.Contains(word, StringComparison.Ordinal)),
        InvocationBoxed b => Mentions(b.Function, word) || b.Bindings.Any(a => Mentions(a.Value, word)),
        FunctionBoxed b => Mentions(b.Body, word),
        ListBoxed b => b.Items.Any(i => Mentions(i, word)),
        RelationBoxed b => b.Rows.Any(r => r.Cells.Any(c => Mentions(c, word))),
        ConditionalBoxed b => Mentions(b.If, word) || Mentions(b.Then, word) || Mentions(b.Else, word),
        FilterBoxed b => Mentions(b.In, word) || Mentions(b.Match, word),
        LoopBoxed b => Mentions(b.In, word) || Mentions(b.Body, word),
        _ => true,
    };
}
