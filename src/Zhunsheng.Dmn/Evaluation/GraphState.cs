using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>The values of the graph's elements in one evaluation: given ones, and decisions as far as they have been worked out.</summary>
internal sealed class GraphState(IReadOnlyList<Element> inOrder, Func<Element, FeelValue?> given, DateTimeOffset? at)
{
    private readonly Dictionary<Element, FeelValue> _values = [];

    /// <summary>
    /// Works a decision out, those that it needs first and in an order in which nothing is missing, so that a long chain of requirements needs no deep stack.
    /// Without a run each decision gets one of its own, and with it all the allowance; what became null is noted in the wanted one's.
    /// </summary>
    public FeelValue Decide(Element wanted, DmnRun? run, Dictionary<Element, DmnRun>? runs = null)
    {
        var needed = new HashSet<Element>();
        var open = new Stack<Element>([wanted]);
        while (open.TryPop(out var element))
        {
            // What is given from outside needs nothing.
            if (!_values.ContainsKey(element) && needed.Add(element) && given(element) is null)
            {
                foreach (var need in element.Needs)
                {
                    open.Push(need);
                }
            }
        }

        foreach (var element in needed.Count * 8 < inOrder.Count ? inOrder.Where(needed.Contains) : inOrder)
        {
            if (needed.Contains(element))
            {
                _values[element] = Value(element, run ?? RunOf(element, runs));
            }
        }

        return _values[wanted];
    }

    private DmnRun RunOf(Element element, Dictionary<Element, DmnRun>? runs)
    {
        if (runs is null)
        {
            return new(at);
        }

        if (!runs.TryGetValue(element, out var run))
        {
            runs[element] = run = new(at);
            foreach (var need in element.Needs)
            {
                if (runs.TryGetValue(need, out var before))
                {
                    run.Note(before.Reasons);
                }
            }
        }

        return run;
    }

    private FeelValue Value(Element element, DmnRun run)
    {
        if (given(element) is { } value)
        {
            return ConformCode.Conform(value, element.Type, element.Origin, run);
        }

        if (element.Written is InputData)
        {
            return run.Null(DmnReasonKind.InputMissing, element.Origin, $"没有给“{element.Name}”的值");
        }

        if (element.IsCyclic)
        {
            return run.Null(DmnReasonKind.Cycle, element.Origin, "这个判定要用到它自己");
        }

        if (element.Logic is not { } logic)
        {
            return run.Null(DmnReasonKind.NoLogic, element.Origin, "这个判定没有写逻辑");
        }

        var frame = element.Layout.Fill(e => e.Written is InputData or Decision ? _values.GetValueOrDefault(e) : e.Function);
        var before = run.Reasons.Count;
        var result = ConformCode.Conform(logic.Evaluate(frame, run), element.Type, element.Origin, run);
        if (result.IsNull && run.Session.IsUsedUp)
        {
            return run.Null(DmnReasonKind.TooMuchWork, element.Origin, "计算的步数或调用的层数超过了上限");
        }

        if (result.IsNull && run.Reasons.Count == before)
        {
            logic.Explain(frame, run);
        }

        return result.IsNull && run.Reasons.Count == before ? run.Null(DmnReasonKind.ExpressionIsNull, element.Origin, "表达式的结果是空值") : result;
    }
}
