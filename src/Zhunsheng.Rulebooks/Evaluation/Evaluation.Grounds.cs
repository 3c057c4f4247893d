using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>What values rest on, worked out from the values as they are looked at now.</content>
public sealed partial class Evaluation
{
    private Grounded Compute(FeelExpression? expression)
    {
        if (expression is null)
        {
            return new Grounded(FeelValue.True, Ground.Empty);
        }

        var value = _values.Value(expression);
        return new Grounded(value, GroundOf(expression.Decisive(_values.Values), value.IsNull));
    }

    private Ground GroundOf(IEnumerable<FeelVariable> decisive, bool undecided)
    {
        var ground = Ground.Join(decisive.Select(v => GroundOf(v.Slot)));
        return undecided ? ground : ground with { Unknown = [] };
    }

    private Grounded Compute(ValueRule rule)
    {
        switch (rule)
        {
            case ValueRule.Literal literal:
                return new Grounded(literal.Value, Ground.Empty);
            case ValueRule.Computed computed:
                return Compute(computed.Expression);
            case ValueRule.FirstOf first:
                return ComputeFirst(first);
            case ValueRule.Tabled tabled:
                foreach (var variable in tabled.Table.Uses)
                {
                    _values.At(variable.Slot);
                }

                var answer = tabled.Table.Evaluate(_values.Values);
                return new Grounded(answer.Value, GroundOf(answer.Decisive, answer.Value.IsNull));
            default:
                throw new ArgumentOutOfRangeException(nameof(rule));
        }
    }

    private Grounded ComputeFirst(ValueRule.FirstOf first)
    {
        var grounds = new List<Ground>();
        var open = new List<Ground>();
        var decided = false;
        foreach (var branch in first.Branches)
        {
            var when = Compute(branch.When);
            grounds.Add(when.Ground with { Unknown = [] });
            if (when.Value.IsFalse)
            {
                continue;
            }

            grounds.Add(Compute(branch.Then).Ground);
            if (when.Value.IsTrue)
            {
                decided = true;
                break;
            }

            open.Add(when.Ground);
        }

        if (!decided)
        {
            grounds.Add(Compute(first.Otherwise).Ground);
        }

        var value = _values.Value(first);
        var ground = Ground.Join(value.IsNull ? grounds.Concat(open) : grounds);
        return new Grounded(value, value.IsNull ? ground : ground with { Unknown = [] });
    }

    private Ground GroundOf(int slot)
    {
        var name = Rulebook.Slots[slot].Name;
        var value = _values.At(slot);
        if (!_values.IsGiven(slot) && Plan.Questions[slot] is { } question)
        {
            var reasons = Explain(question, RulebookPlan.WithDefaults(question, NoArguments));
            return new Ground([.. reasons.Because.SelectMany(b => b.Facts).DistinctBy(f => f.Name)], reasons.Unknown);
        }

        var speaksForItself = Rulebook.Slots[slot].Kind switch
        {
            SlotKind.Setting => !_values.IsFixed(slot),
            SlotKind.Step => Situation.Kind is not null && !_values.IsGiven(slot),
            _ => false,
        };
        return speaksForItself ? Ground.Empty : new Ground([new UsedFact(name, LabelOf(name), value)], value.IsNull ? [name] : []);
    }

    private string LabelOf(string name) => Rulebook.Facts.GetValueOrDefault(name)?.Label ?? name;

    private string Missing(ImmutableArray<string> unknown) => unknown.IsEmpty
        ? Silent
        : "暂不能判断，还不知道：" + string.Join("、", unknown.Select(LabelOf));
}
