using System.Collections.Frozen;
using System.Collections.Immutable;
using Zhunsheng.Dmn.Reading;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Compilation;

/// <summary>The types of one document: FEEL's own, its item definitions, and those of the models it imports.</summary>
internal sealed class TypeTable
{
    /// <summary>How many parts the type that expressions are checked against may have; a larger one is checked no further than its kind.</summary>
    private const int MostParts = 3000;

    private static readonly FrozenDictionary<string, FeelType> s_builtin = new (string Name, FeelType Type)[]
    {
        ("Any", FeelType.Any), ("number", FeelType.Number), ("string", FeelType.String), ("boolean", FeelType.Boolean), ("date", FeelType.Date),
        ("time", FeelType.Of(FeelKind.Time)), ("date and time", FeelType.Of(FeelKind.DateTime)), ("dateTime", FeelType.Of(FeelKind.DateTime)),
        ("days and time duration", FeelType.Of(FeelKind.DaysTimeDuration)), ("dayTimeDuration", FeelType.Of(FeelKind.DaysTimeDuration)),
        ("years and months duration", FeelType.Of(FeelKind.YearsMonthsDuration)), ("yearMonthDuration", FeelType.Of(FeelKind.YearsMonthsDuration)),
        ("context", FeelType.Of(FeelKind.Context)), ("list", FeelType.Of(FeelKind.List)), ("range", FeelType.Of(FeelKind.Range)),
        ("function", FeelType.Of(FeelKind.Function)),
    }.ToFrozenDictionary(t => t.Name, t => t.Type);

    private readonly Definitions _definitions;
    private readonly Findings _findings;
    private readonly Dictionary<string, DmnType> _byName = [];
    private readonly Dictionary<string, TypeTable> _imports = [];
    private readonly List<TypeTable> _merged = [];
    private readonly Dictionary<DmnType, int> _weights = new(ReferenceEqualityComparer.Instance);

    public TypeTable(Definitions definitions, Findings findings)
    {
        _definitions = definitions;
        _findings = findings;
        foreach (var item in definitions.Items.Where(i => i.Name.Length > 0))
        {
            if (!_byName.TryAdd(item.Name, new(item.Name)))
            {
                Within(item.Name, () => findings.Error(DmnProblem.Duplicate, item.Place, "同名的类型已经有了，这一个不看"));
            }
        }
    }

    /// <summary>The types as FEEL texts name them.</summary>
    public ImmutableDictionary<string, FeelType> FeelTypes { get; private set; } = ImmutableDictionary<string, FeelType>.Empty;

    /// <summary>Makes the types of an imported model known under its name.</summary>
    public void Import(string name, TypeTable table)
    {
        if (name.Length == 0)
        {
            _merged.Add(table);
        }
        else
        {
            _imports.TryAdd(name, table);
        }
    }

    /// <summary>Fills the types in; all tables are filled before any is used.</summary>
    public void Fill()
    {
        foreach (var item in _definitions.Items.DistinctBy(i => i.Name).Where(i => i.Name.Length > 0))
        {
            Within(item.Name, () => Fill(_byName[item.Name], item));
        }
    }

    /// <summary>Breaks circles, works out what expressions see, compiles the tests.</summary>
    public void Finish(FeelOptions options)
    {
        foreach (var (name, type) in _byName)
        {
            var seen = new HashSet<DmnType>(ReferenceEqualityComparer.Instance);
            for (var at = type; at is not null; at = at.Base)
            {
                if (!seen.Add(at))
                {
                    Within(name, () => _findings.Error(DmnProblem.Cycle, PlaceOf(name), "这个类型说来说去就是它自己"));
                    at.Base = null;
                }
            }
        }

        foreach (var type in _byName.Values)
        {
            Measure(type, []);
        }

        foreach (var item in _definitions.Items.DistinctBy(i => i.Name).Where(i => i.Name.Length > 0))
        {
            Within(item.Name, () => CompileTests(_byName[item.Name], item, options));
        }
    }

    /// <summary>Makes the names of the types known to FEEL texts.</summary>
    public void Name() => FeelTypes = Named("").Concat(_merged.SelectMany(m => m.Named(""))).Concat(_imports.SelectMany(i => i.Value.Named(i.Key + ".")))
        .DistinctBy(t => t.Key).ToImmutableDictionary();

    /// <summary>The type of a name; without a name, or with one that is not known, any.</summary>
    public DmnType Resolve(string? name, Place place)
    {
        if (name is null)
        {
            return DmnType.Any;
        }

        if (Find(name) is { } type)
        {
            return type;
        }

        _findings.Error(DmnProblem.UnknownType, place, $"没有叫“{name}”的类型");
        return DmnType.Any;
    }

    private IEnumerable<KeyValuePair<string, FeelType>> Named(string prefix) => _byName.Select(t => KeyValuePair.Create(prefix + t.Key, t.Value.Feel));

    private DmnType? Find(string name)
    {
        if (s_builtin.TryGetValue(name, out var builtin))
        {
            return new(name, builtin);
        }

        if (_byName.TryGetValue(name, out var own))
        {
            return own;
        }

        foreach (var merged in _merged)
        {
            if (merged._byName.TryGetValue(name, out var type))
            {
                return type;
            }
        }

        foreach (var (alias, table) in _imports)
        {
            if (name.Length > alias.Length && name[alias.Length] == '.' && name.StartsWith(alias, StringComparison.Ordinal) && table._byName.TryGetValue(name[(alias.Length + 1)..], out var type))
            {
                return type;
            }
        }

        // DMN 1.1 writes qualified names: feel:number, ns:tPerson.
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? Find(name[(colon + 1)..]) ?? _imports.Values.Select(t => t._byName.GetValueOrDefault(name[(colon + 1)..])).FirstOrDefault(t => t is not null) : null;
    }

    private void Fill(DmnType type, ItemDefinition item)
    {
        var inner = type;
        if (item.IsCollection)
        {
            inner = new DmnType(item.Name);
            type.Item = inner;
        }
        else if (item.AllowedValues is not null && item.Constraint is not null)
        {
            // Two sets of tests: the outer type has the one, the inner type the other.
            inner = new DmnType(item.Name);
            type.Base = inner;
        }

        if (item.Function is { } function)
        {
            inner.Base = new("function", s_builtin["function"]);
            inner.Output = function.OutputTypeRef is { } output ? Resolve(output, item.Place) : null;
            inner.Parameters = [.. function.Parameters.Select(p => Resolve(p.TypeRef, p.Place))];
        }
        else if (item.Components.Length > 0)
        {
            inner.Components = [.. item.Components.Where(c => c.Name.Length > 0).DistinctBy(c => c.Name).Select(c => KeyValuePair.Create(c.Name, Component(c)))];
        }
        else if (item.TypeRef is { } reference)
        {
            inner.Base = Resolve(reference, item.Place);
        }
    }

    private DmnType Component(ItemDefinition item)
    {
        if (item is { Components.Length: 0, IsCollection: false, Function: null, AllowedValues: null, Constraint: null })
        {
            return Resolve(item.TypeRef, item.Place);
        }

        var type = new DmnType(item.Name);
        Fill(type, item);
        return type;
    }

    private void CompileTests(DmnType type, ItemDefinition item, FeelOptions options)
    {
        var inner = item.IsCollection ? type.Item! : item.AllowedValues is not null && item.Constraint is not null ? type.Base! : type;
        if (inner.Parameters is not null)
        {
            var named = options with { Types = ImmutableDictionary<string, FeelType>.Empty.Add("signature", inner.Feel) };
            inner.Test = FeelCompiler.UnaryTests("? instance of signature", inner.Feel, FeelSchema.Empty, named).Expression;
        }

        if (item.AllowedValues is { } allowed)
        {
            inner.Test = Tests(allowed, inner.Feel, options);
            inner.Listed = Listed(allowed, options);
        }

        if (item.Constraint is { } constraint)
        {
            type.Test = Tests(constraint, type.Feel, options);
            type.Listed = item.IsCollection ? [] : Listed(constraint, options);
        }

        foreach (var component in item.Components.DistinctBy(c => c.Name))
        {
            if (component.Name.Length > 0 && component is not { Components.Length: 0, IsCollection: false, Function: null, AllowedValues: null, Constraint: null })
            {
                CompileTests(inner.Components!.Value.First(c => c.Key == component.Name).Value, component, options);
            }
        }
    }

    private FeelExpression? Tests(FeelSource text, FeelType type, FeelOptions options)
    {
        var (expression, diagnostics) = FeelCompiler.UnaryTests(text.Text, type, FeelSchema.Empty, options);
        _findings.AddFeel(diagnostics, text);
        return expression;
    }

    /// <summary>The values that unary tests list one by one; none when they are anything else.</summary>
    public static ImmutableArray<FeelValue> Listed(FeelSource text, FeelOptions options) =>
        FeelCompiler.Expression($"[{text.Text}\n]", FeelSchema.Empty, options).Expression?.Evaluate([]).AsList is { } list ? [.. list.Take(10_000)] : [];

    /// <summary>Works out what expressions see of a type, and how many parts that has.</summary>
    private int Measure(DmnType type, HashSet<DmnType> within)
    {
        if (_weights.TryGetValue(type, out var known))
        {
            return known;
        }

        if (!within.Add(type) || within.Count > 100)
        {
            // A type made of itself, as trees are: from here on anything.
            return 1;
        }

        var weight = 1;
        if (type.Parameters is { } parameters)
        {
            weight = parameters.Append(type.Output ?? DmnType.Any).Aggregate(weight, (sum, part) => Math.Min(MostParts + 1, sum + Measure(part, within)));
            type.Feel = weight > MostParts ? FeelType.Of(FeelKind.Function) : FeelType.FunctionOf(parameters.Select(p => p.Feel), type.Output?.Feel ?? FeelType.Any);
        }
        else if (type.Base is { } narrowed)
        {
            weight = Measure(narrowed, within);
            type.Feel = narrowed.Feel;
        }
        else if (type.Item is { } item)
        {
            weight += Measure(item, within);
            type.Feel = weight > MostParts ? FeelType.Of(FeelKind.List) : FeelType.ListOf(item.Feel);
        }
        else if (type.Components is { } components)
        {
            foreach (var component in components)
            {
                weight = Math.Min(MostParts + 1, weight + Measure(component.Value, within));
            }

            type.Feel = weight > MostParts ? FeelType.Of(FeelKind.Context) : FeelType.ContextOf(components.Select(c => KeyValuePair.Create(c.Key, c.Value.Feel)));
        }

        within.Remove(type);
        return _weights[type] = weight > MostParts ? 1 : weight;
    }

    private Place PlaceOf(string name) => _definitions.Items.First(i => i.Name == name).Place;

    private void Within(string element, Action action)
    {
        var outside = _findings.Element;
        _findings.Element = element;
        action();
        _findings.Element = outside;
    }
}
