using System.Collections.Immutable;
using Zhunsheng.Dmn.Evaluation;
using Zhunsheng.Dmn.Reading;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>From documents as written to elements that can be evaluated.</summary>
internal sealed class ModelCompiler
{
    private readonly ImmutableArray<Definitions> _documents;
    private readonly Findings _findings;
    private readonly FeelOptions _feel;
    private readonly bool _checkTables;
    private readonly Dictionary<Definitions, TypeTable> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Definitions, string), Element> _byId = [];
    private readonly List<Element> _elements = [];
    private readonly Dictionary<Element, (ImmutableArray<Element> All, FrameLayout Layout, NameScope Scope)> _scopes = new(ReferenceEqualityComparer.Instance);
    private readonly List<Action> _bodies = [];

    public ModelCompiler(ImmutableArray<Definitions> documents, FeelOptions feel, bool checkTables, Findings findings)
    {
        (_documents, _feel, _checkTables, _findings) = (documents, feel, checkTables, findings);
    }

    /// <summary>All elements, in an order in which each stands behind those whose values it needs.</summary>
    public ImmutableArray<Element> Compile()
    {
        CompileTypes();
        foreach (var document in _documents)
        {
            AddElements(document);
        }

        foreach (var element in _elements)
        {
            Within(element, () => Declare(element));
        }

        var ordered = InOrder();
        foreach (var element in ordered.Where(e => e.Written is KnowledgeModel or DecisionService))
        {
            Within(element, () => element.Feel = FunctionType(element));
        }

        foreach (var element in ordered.Where(e => e.Written is KnowledgeModel or DecisionService))
        {
            Within(element, () => Scope(element));
            Within(element, () => MakeFunction(element, ordered));
        }

        foreach (var element in ordered.Where(e => e.Written is Decision))
        {
            Within(element, () => CompileDecision(element));
        }

        _bodies.ForEach(compile => compile());
        return ordered;
    }

    // ------------------------------------------------------------------ types and elements

    private void CompileTypes()
    {
        foreach (var document in _documents)
        {
            _types.Add(document, new(document, _findings));
        }

        foreach (var document in _documents)
        {
            foreach (var import in document.Imports)
            {
                if (Document(import.Namespace) is { } imported)
                {
                    _types[document].Import(import.Name, _types[imported]);
                }
            }
        }

        foreach (var table in _types.Values)
        {
            table.Fill();
        }

        foreach (var table in _types.Values)
        {
            table.Finish(_feel);
        }

        foreach (var table in _types.Values)
        {
            table.Name();
        }
    }

    private Definitions? Document(string space) => _documents.FirstOrDefault(d => d.Namespace == space);

    private void AddElements(Definitions document)
    {
        var names = new HashSet<string>();
        foreach (var written in document.Elements)
        {
            var element = new Element(_elements.Count, written, document);
            _elements.Add(element);
            if (!names.Add(written.Name))
            {
                Within(element, () => _findings.Error(DmnProblem.Duplicate, written.Place, $"“{written.Name}”这个名称用了两次"));
            }

            if (written.Id is { } id && !_byId.TryAdd((document, id), element))
            {
                Within(element, () => _findings.Error(DmnProblem.Duplicate, written.Place, $"id“{id}”用了两次"));
            }
        }
    }

    private void Declare(Element element)
    {
        var variable = element.Written.Variable;
        var type = _types[element.Home].Resolve(variable.TypeRef, variable.Place);
        switch (element.Written)
        {
            case KnowledgeModel or DecisionService:
                // The type of the variable is that of the function; older models give that of its result.
                element.Type = type.IsFunction ? type.FunctionOutput ?? DmnType.Any : type;
                break;
            default:
                element.Type = type;
                element.Feel = type.Feel;
                break;
        }

        if (element.Written is Decision decision)
        {
            element.Needs = [.. Resolve(element, decision.Requires).Where(e => e.Written is InputData or Decision)];
        }
    }

    private IEnumerable<Element> Resolve(Element from, ImmutableArray<Reference> references)
    {
        foreach (var reference in references)
        {
            if (Find(from.Home, reference.Href) is { } found)
            {
                yield return found;
            }
            else
            {
                _findings.Error(DmnProblem.UnknownReference, reference.Place, $"“{reference.Href}”指向的东西没有找到：写成 #id，引入的模型里的写成 命名空间#id");
            }
        }
    }

    private Element? Find(Definitions home, string href)
    {
        var hash = href.LastIndexOf('#');
        var (space, id) = hash < 0 ? ("", href) : (href[..hash], href[(hash + 1)..]);
        if (space.Length == 0 || space == home.Namespace)
        {
            return _byId.GetValueOrDefault((home, id));
        }

        return Document(space) is { } document ? _byId.GetValueOrDefault((document, id)) : null;
    }

    /// <summary>Puts decisions behind those they need; what is left over stands in a circle.</summary>
    private ImmutableArray<Element> InOrder()
    {
        var waiting = _elements.ToDictionary(e => e, e => e.Needs.Distinct().Count());
        var needing = _elements.SelectMany(e => e.Needs.Distinct().Select(n => (Need: n, By: e))).ToLookup(p => p.Need, p => p.By);
        var ready = new Queue<Element>(_elements.Where(e => waiting[e] == 0));
        var ordered = ImmutableArray.CreateBuilder<Element>(_elements.Count);
        while (ready.TryDequeue(out var element))
        {
            ordered.Add(element);
            foreach (var by in needing[element])
            {
                if (--waiting[by] == 0)
                {
                    ready.Enqueue(by);
                }
            }
        }

        foreach (var element in _elements.Where(e => waiting[e] > 0))
        {
            // Those that only need one in the circle are not in it, but cannot be worked out either.
            element.IsCyclic = true;
            ordered.Add(element);
            Within(element, () => _findings.Error(DmnProblem.Cycle, element.Written.Place, "这个判定直接或间接要用到它自己"));
        }

        return ordered.ToImmutable();
    }

    // ------------------------------------------------------------------ scopes

    private NameScope Scope(Element element)
    {
        if (_scopes.TryGetValue(element, out var known))
        {
            return known.Scope;
        }

        ImmutableArray<Element> required = element.Written switch
        {
            Decision d => [.. Resolve(element, d.Requires).Distinct()],
            KnowledgeModel k => [.. Resolve(element, k.Requires).Append(element).Distinct()],
            _ => [],
        };
        var scope = NameScope.Empty;
        var entries = ImmutableArray.CreateBuilder<FrameLayout.Entry>();
        foreach (var group in required.GroupBy(r => ImportName(element, r)).OrderBy(g => g.Key is null ? 0 : 1))
        {
            if (group.Key is null)
            {
                foreach (var single in group)
                {
                    entries.Add(new(scope.Count, single, []));
                    scope = scope.With(single.Written.Variable.Name, single.Feel);
                }
            }
            else
            {
                var members = group.DistinctBy(e => e.Written.Variable.Name).ToImmutableArray();
                entries.Add(new(scope.Count, null, members));
                scope = scope.With(group.Key, FeelType.ContextOf(members.Select(m => KeyValuePair.Create(m.Written.Variable.Name, m.Feel))));
            }
        }

        _scopes[element] = (required, new(scope.Count, entries.ToImmutable()), scope);
        return scope;
    }

    /// <summary>The name under which an element of another model is seen; null when it needs none.</summary>
    private string? ImportName(Element from, Element element)
    {
        if (ReferenceEquals(from.Home, element.Home))
        {
            return null;
        }

        if (from.Home.Imports.FirstOrDefault(i => i.Namespace == element.Home.Namespace) is { } import)
        {
            return import.Name.Length == 0 ? null : import.Name;
        }

        _findings.Error(DmnProblem.UnknownImport, from.Written.Place, $"用到了“{element.Home.Namespace}”里的“{element.Name}”，却没有引入（import）这个模型");
        return null;
    }

    /// <summary>What is declared about the parameters and the result of a function.</summary>
    private FeelType FunctionType(Element function)
    {
        var types = _types[function.Home];
        switch (function.Written)
        {
            case KnowledgeModel { Logic: { } logic }:
                var declared = types.Resolve(logic.TypeRef, logic.Place);
                function.Type = !function.Type.IsAny ? function.Type : declared.IsFunction ? declared.FunctionOutput ?? DmnType.Any : declared;
                var body = function.Type.IsAny && logic.Body is { } expression and not FunctionBoxed ? types.Resolve(expression.TypeRef, expression.Place) : function.Type;
                return FeelType.FunctionOf(BoxedCompiler.Parameters(logic, NameScope.Empty).Select(p => types.Resolve(p.TypeRef, p.Place).Feel), body.Feel);
            case DecisionService service:
                function.Parameters = [.. Resolve(function, service.InputData).Concat(Resolve(function, service.InputDecisions)).Distinct()];
                function.Outputs = [.. Resolve(function, service.Outputs).Where(o => o.Written is Decision).Distinct()];
                var outputs = function.Outputs.Select(e => KeyValuePair.Create(e.Written.Variable.Name, e.Feel)).DistinctBy(e => e.Key).ToList();
                var result = !function.Type.IsAny ? function.Type.Feel : outputs.Count == 1 ? outputs[0].Value : FeelType.ContextOf(outputs);
                return FeelType.FunctionOf(function.Parameters.Select(p => p.Feel), result);
            default:
                return FeelType.Of(FeelKind.Function);
        }
    }

    // ------------------------------------------------------------------ logic

    private BoxedCompiler Boxed(Element element)
    {
        var types = _types[element.Home];
        return new(element.Name, types, _feel with { Types = types.FeelTypes }, _findings, _checkTables);
    }

    private void CompileDecision(Element element)
    {
        var scope = Scope(element);
        element.Layout = _scopes[element].Layout;
        if (((Decision)element.Written).Logic is not { } logic)
        {
            return;
        }

        element.Logic = Boxed(element).Compile(logic, scope, element.Written.Place);
        if (element.Type.IsAny)
        {
            element.Feel = element.Logic.Type.Kind == FeelKind.Null ? FeelType.Any : element.Logic.Type;
        }
    }

    private void MakeFunction(Element element, ImmutableArray<Element> ordered)
    {
        if (element.Written is DecisionService service)
        {
            MakeService(element, service, ordered);
            return;
        }

        if (((KnowledgeModel)element.Written).Logic is not { } logic)
        {
            _findings.Error(DmnProblem.Missing, element.Written.Place, "业务知识模型没有写逻辑（encapsulatedLogic）");
            return;
        }

        var callable = Boxed(element).Callable(logic, Scope(element), element.Type, out var compileBody);
        var layout = _scopes[element].Layout;
        // Functions may call each other, so the frame is filled when the function is called.
        var frame = new Lazy<FeelValue[]>(() => layout.Fill(e => e.Function));
        element.Function = FeelValue.Of(FeelFunction.Of([.. BoxedCompiler.Parameters(logic, Scope(element)).Select(p => p.Name)], (arguments, session) => callable.Over(frame.Value).Call(arguments, session), element.Feel));
        _bodies.Add(() => Within(element, compileBody));
    }

    private void MakeService(Element element, DecisionService service, ImmutableArray<Element> ordered)
    {
        _ = Resolve(element, service.Encapsulated).Count();
        if (element.Outputs.IsEmpty)
        {
            _findings.Error(DmnProblem.Missing, element.Written.Place, "决策服务没有写输出哪个判定（outputDecision）");
        }

        var function = new ServiceFunction(element, ordered);
        element.Function = FeelValue.Of(FeelFunction.Of([.. element.Parameters.Select(p => p.Written.Variable.Name)], function.Invoke, element.Feel));
    }

    private void Within(Element element, Action action)
    {
        var outside = _findings.Element;
        _findings.Element = element.Name;
        action();
        _findings.Element = outside;
    }
}
