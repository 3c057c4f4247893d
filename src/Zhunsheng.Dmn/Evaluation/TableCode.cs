using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>A decision table inside a model: the table itself, names for several outputs, and what is answered when no row holds.</summary>
/// <param name="origin">Where it stands.</param>
/// <param name="table">The table; a row with several outputs answers a list of them.</param>
/// <param name="policy">Its hit policy.</param>
/// <param name="outputs">The outputs' names; empty when there is one output, which is the answer itself.</param>
/// <param name="conform">Makes an output one of its declared type.</param>
/// <param name="defaults">For each output what is answered when no row holds; null when there is no default at all.</param>
internal sealed class TableCode(
    Origin origin, DecisionTable table, HitPolicy policy, string[] outputs, Func<int, FeelValue, DmnRun, FeelValue>? conform, FeelExpression?[]? defaults) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var outcome = table.Walk(frame, run.Session);
        if (outcome.InvalidInput >= 0)
        {
            return run.Null(DmnReasonKind.InputNotAllowed, Origin, $"决策表第{outcome.InvalidInput + 1}个输入的值不在允许的范围里");
        }

        if (outcome.Holding.Count == 0)
        {
            return Default(frame, outcome.Value, run);
        }

        if (outcome.Value.IsNull && outcome.Holding.Count > 1 && policy is HitPolicy.Unique or HitPolicy.Any)
        {
            var rows = string.Join("、", outcome.Holding.Take(10).Select(i => i + 1));
            return run.Null(DmnReasonKind.RowsConflict, Origin, policy == HitPolicy.Unique ? $"只许一行成立，第{rows}行都成立" : $"第{rows}行都成立，结果却不同");
        }

        return policy is HitPolicy.RuleOrder or HitPolicy.OutputOrder or HitPolicy.Collect && outcome.Value.AsList is { } answers
            ? FeelValue.ListOf(answers.Select(a => Named(a, run)))
            : Named(outcome.Value, run);
    }

    private FeelValue Default(FeelValue[] frame, FeelValue without, DmnRun run)
    {
        if (defaults is not null)
        {
            var values = defaults.Select(d => d?.Evaluate(frame, FeelValue.Null, run.Session) ?? FeelValue.Null).ToArray();
            return Named(outputs.Length == 0 ? values[0] : FeelValue.ListOf(values), run);
        }

        return without.IsNull ? run.Null(DmnReasonKind.NoRowHolds, Origin, "决策表没有一行成立，也没有默认结果") : without;
    }

    /// <summary>An answer with its outputs' types and names.</summary>
    private FeelValue Named(in FeelValue answer, DmnRun run)
    {
        if (outputs.Length == 0)
        {
            return conform is null ? answer : conform(0, answer, run);
        }

        if (answer.AsList is not { } values || values.Count != outputs.Length)
        {
            return FeelValue.Null;
        }

        return FeelValue.Of(new FeelContext(outputs.Select((name, i) => KeyValuePair.Create(name, conform is null ? values[i] : conform(i, values[i], run)))));
    }
}
