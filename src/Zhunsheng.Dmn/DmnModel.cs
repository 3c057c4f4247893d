using System.Collections.Frozen;
using System.Collections.Immutable;
using Zhunsheng.Dmn.Evaluation;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>An input of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values must be.</param>
/// <param name="Namespace">The namespace of the model that declares it: this one or an imported one.</param>
public sealed record DmnInput(string Name, FeelType Type, string Namespace);

/// <summary>
/// A compiled DMN model (DMN 1.1 to 1.6). Immutable and safe to use from many threads. Evaluation never throws on account of the model or the values: what
/// cannot be computed is null, with reasons. Values are matched to inputs by name: <c>name</c>, or for the input of an imported model also
/// <c>{namespace}name</c>, or an entry of a context under the import's name. A value under the name of a decision stands in for the decision.
/// </summary>
public sealed class DmnModel
{
    private readonly ImmutableArray<Element> _elements;
    private readonly FrozenDictionary<string, Element> _decisions;
    private readonly FrozenDictionary<string, Element> _functions;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _aliases;

    internal DmnModel(Definitions main, ImmutableArray<Element> elements)
    {
        Name = main.Name;
        Namespace = main.Namespace;
        _elements = elements;
        var own = elements.Where(e => ReferenceEquals(e.Home, main)).OrderBy(e => e.Index).ToList();
        Inputs = [.. elements.Where(e => e.Written is InputData).OrderBy(e => e.Index).Select(e => new DmnInput(e.Name, e.Type.Feel, e.Home.Namespace))];
        Decisions = [.. own.Where(e => e.Written is Decision).Select(e => e.Name).Distinct()];
        Invocables = [.. own.Where(e => e.Written is KnowledgeModel or DecisionService).Select(e => e.Name).Distinct()];
        _decisions = own.Where(e => e.Written is Decision).DistinctBy(e => e.Name).ToFrozenDictionary(e => e.Name);
        _functions = own.Where(e => e.Written is KnowledgeModel or DecisionService).DistinctBy(e => e.Name).ToFrozenDictionary(e => e.Name);
        _aliases = main.Imports.Where(i => i.Name.Length > 0).GroupBy(i => i.Namespace).ToFrozenDictionary(g => g.Key, g => g.Select(i => i.Name).ToImmutableArray());
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The model's namespace.</summary>
    public string Namespace { get; }

    /// <summary>The inputs of this model and of the models it imports.</summary>
    public ImmutableArray<DmnInput> Inputs { get; }

    /// <summary>The names of this model's decisions, in the order written.</summary>
    public ImmutableArray<string> Decisions { get; }

    /// <summary>The names of this model's knowledge models and decision services, in the order written.</summary>
    public ImmutableArray<string> Invocables { get; }

    /// <summary>Works all decisions of this model out, in the order of <see cref="Decisions"/>.</summary>
    /// <param name="inputs">Values by name.</param>
    /// <param name="at">The moment that <c>now()</c> and <c>today()</c> give; without it they are null.</param>
    public ImmutableArray<DmnAnswer> Evaluate(IReadOnlyDictionary<string, FeelValue> inputs, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (state, runs) = (State(inputs, at), new Dictionary<Element, DmnRun>());
        return [.. Decisions.Select(name => Answer(state, _decisions[name], runs))];
    }

    /// <summary>Works one decision out. Throws <see cref="ArgumentException"/> when the model has none of that name.</summary>
    /// <param name="decision">The decision's name.</param>
    /// <param name="inputs">Values by name.</param>
    /// <param name="at">The moment that <c>now()</c> and <c>today()</c> give; without it they are null.</param>
    public DmnAnswer Evaluate(string decision, IReadOnlyDictionary<string, FeelValue> inputs, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(inputs);
        return _decisions.TryGetValue(decision, out var element)
            ? Answer(State(inputs, at), element, [])
            : throw new ArgumentException($"The model has no decision named \"{decision}\".", nameof(decision));
    }

    /// <summary>
    /// Calls a knowledge model or a decision service with arguments by name; one that is not given is null. A service with several output decisions answers a context.
    /// Throws <see cref="ArgumentException"/> when the model has none of that name.
    /// </summary>
    /// <param name="invocable">The name of the knowledge model or the service.</param>
    /// <param name="arguments">Values by the names of its parameters.</param>
    /// <param name="at">The moment that <c>now()</c> and <c>today()</c> give; without it they are null.</param>
    public DmnAnswer Invoke(string invocable, IReadOnlyDictionary<string, FeelValue> arguments, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(invocable);
        ArgumentNullException.ThrowIfNull(arguments);
        if (!_functions.TryGetValue(invocable, out var element))
        {
            throw new ArgumentException($"The model has no knowledge model or decision service named \"{invocable}\".", nameof(invocable));
        }

        var run = new DmnRun(at);
        var value = element.Function.AsFunction is { } function
            ? function.Call([.. function.Parameters.Select(p => arguments.TryGetValue(p, out var given) ? given : FeelValue.Null)], run.Session)
            : run.Null(DmnReasonKind.NoLogic, element.Origin, "没有写逻辑");
        return new(element.Name, value, Reasons(value, run, element));
    }

    /// <summary>Whether a name is that of one of this model's decisions.</summary>
    internal bool HasDecision(string name) => _decisions.ContainsKey(name);

    /// <summary>The names of a service's output decisions; empty for anything else.</summary>
    internal ImmutableArray<string> OutputsOf(string service) => _functions.TryGetValue(service, out var element) ? [.. element.Outputs.Select(o => o.Name)] : [];

    private static DmnAnswer Answer(GraphState state, Element element, Dictionary<Element, DmnRun> runs)
    {
        var value = state.Decide(element, null, runs);
        return new(element.Name, value, Reasons(value, runs[element], element));
    }

    private static ImmutableArray<DmnReason> Reasons(FeelValue value, DmnRun run, Element element)
    {
        if (value.IsNull && run.Reasons.Count == 0)
        {
            run.Null(run.Session.IsUsedUp ? DmnReasonKind.TooMuchWork : DmnReasonKind.ExpressionIsNull, element.Origin, "表达式的结果是空值");
        }

        return [.. run.Reasons];
    }

    private GraphState State(IReadOnlyDictionary<string, FeelValue> inputs, DateTimeOffset? at) => new(_elements, element => Given(element, inputs), at);

    private FeelValue? Given(Element element, IReadOnlyDictionary<string, FeelValue> inputs)
    {
        if (inputs.TryGetValue($"{{{element.Home.Namespace}}}{element.Name}", out var value))
        {
            return value;
        }

        if (element.Home.Namespace == Namespace)
        {
            return inputs.TryGetValue(element.Name, out value) ? value : null;
        }

        foreach (var alias in _aliases.GetValueOrDefault(element.Home.Namespace, []))
        {
            if (inputs.TryGetValue(alias, out var group) && group.AsContext is { } context && context.TryGet(element.Name, out value))
            {
                return value;
            }
        }

        return element.Written is InputData && inputs.TryGetValue(element.Name, out value) ? value : null;
    }
}
