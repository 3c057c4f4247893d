using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>A decision service as a function: the graph worked out anew, from what the caller hands in and nothing else.</summary>
internal sealed class ServiceFunction(Element service, ImmutableArray<Element> inOrder)
{
    /// <summary>What the service answers: its only output decision's value, or a context of all.</summary>
    public FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelSession session)
    {
        var run = DmnRun.Of(session);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || !session.TrySpend(8 + (inOrder.Length / 8)))
        {
            return run.Null(DmnReasonKind.TooMuchWork, service.Origin, "调用嵌套太深");
        }

        var given = new Dictionary<Element, FeelValue>();
        for (var i = 0; i < arguments.Length; i++)
        {
            given[service.Parameters[i]] = arguments[i];
        }

        var state = new GraphState(inOrder, element => given.TryGetValue(element, out var value) ? value : null, session.At);
        var outputs = service.Outputs.Select(o => KeyValuePair.Create(o.Written.Variable.Name, state.Decide(o, run))).ToList();
        var answer = outputs.Count == 1 ? outputs[0].Value : FeelValue.Of(new FeelContext(outputs));
        return ConformCode.Conform(answer, service.Type, service.Origin, run);
    }
}
