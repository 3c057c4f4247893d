using System.Collections.Immutable;
using System.Linq.Expressions;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A rulebook's facts, questions, gates and conditions of steps as machine code that works them all out for a situation, each after what it needs.
/// Making it costs some tenths of a second, so it is made only where many situations are answered (<see cref="FullAnswer"/>). Immutable, shared by threads.
/// </summary>
internal sealed class RulebookProgram
{
    /// <summary>How many pieces stand in one method: the just-in-time compiler does badly with giants.</summary>
    private const int MostInOne = 24;

    private readonly RulebookPlan _plan;
    private readonly List<Expression> _pieces = [];
    private readonly List<Part> _parts = [];
    private readonly HashSet<int> _slotsDone = [];
    private readonly HashSet<int> _gatesDone = [];
    private readonly ParameterExpression _values = Expression.Parameter(typeof(FeelValue[]), "values");
    private readonly ParameterExpression _states = Expression.Parameter(typeof(SlotState[]), "states");
    private readonly ParameterExpression _gates = Expression.Parameter(typeof(FeelTruth[]), "gates");
    private readonly ParameterExpression _wanted = Expression.Parameter(typeof(FeelTruth[]), "wanted");
    private readonly ParameterExpression _valuation = Expression.Parameter(typeof(Valuation), "valuation");
    private readonly FeelEmission _on;

    public RulebookProgram(RulebookPlan plan)
    {
        _plan = plan;
        _on = new FeelEmission(_values);
        foreach (var question in plan.Open)
        {
            Slot(plan.SlotOf(question.Name));
        }

        for (var gate = 0; gate < plan.Rulebook.Gates.Length; gate++)
        {
            Gate(gate);
        }

        foreach (var step in plan.Steps)
        {
            if (step.Step.When is { } when)
            {
                Needs(when.Uses);
                Add(Expression.Assign(Expression.ArrayAccess(_wanted, Expression.Constant(step.Index)), when.EmitTruth(_on)));
            }
        }

        foreach (var step in plan.Steps)
        {
            if (step.Step.Each is { } each)
            {
                Into(nameof(Valuation.Lists), step, Emitted(each.In));
            }

            if (step.Step.By is not ValueRule.Literal)
            {
                Into(nameof(Valuation.Roles), step, Rule(step.Step.By));
            }
        }

        Flush();
        Parts = [.. _parts];
    }

    private void Into(string array, StepPlan step, Func<Expression, Expression> value) =>
        Add(value(Expression.ArrayAccess(Expression.Property(_valuation, array), Expression.Constant(step.Index))));

    /// <summary>A part of the program.</summary>
    public delegate void Part(FeelValue[] values, SlotState[] states, FeelTruth[] gates, FeelTruth[] wanted, Valuation valuation);

    /// <summary>The parts, in the order in which they must run.</summary>
    public ImmutableArray<Part> Parts { get; }

    private void Add(Expression piece)
    {
        _pieces.Add(piece);
        if (_pieces.Count >= MostInOne)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_pieces.Count > 0)
        {
            _parts.Add(Expression.Lambda<Part>(Expression.Block(typeof(void), _pieces), _values, _states, _gates, _wanted, _valuation).Compile());
            _pieces.Clear();
        }
    }

    private void Needs(IEnumerable<FeelVariable> variables)
    {
        foreach (var variable in variables)
        {
            Slot(variable.Slot);
        }
    }

    // ------------------------------------------------------------------ slots

    /// <summary>The value of a slot, unless the situation states it.</summary>
    private void Slot(int slot)
    {
        if (slot < 0 || _plan.TemplateStates[slot] != SlotState.Open || !_slotsDone.Add(slot))
        {
            return;
        }

        var value = _plan.Questions[slot] is { } question ? Question(question)
            : _plan.Facts[slot] is { Source: FactSource.Act, Derive: { } derive } ? Emitted(derive)
            : null;
        var state = Expression.ArrayAccess(_states, Expression.Constant(slot));
        var target = Expression.ArrayAccess(_values, Expression.Constant(slot));
        Expression fill = value is null
            ? Expression.Call(_valuation, nameof(Valuation.FillSlot), null, Expression.Constant(slot))
            : Expression.Block(value(target), Expression.Assign(state, Expression.Constant(SlotState.Computed)));
        Add(Expression.IfThen(Expression.Equal(Expression.Convert(state, typeof(byte)), Expression.Constant((byte)SlotState.Open)), fill));
    }

    private Func<Expression, Expression> Emitted(FeelExpression expression)
    {
        Needs(expression.Uses);
        return target => Expression.Assign(target, expression.EmitValue(_on));
    }

    /// <summary>The answer to a question without arguments; null where it is left to the valuation.</summary>
    private Func<Expression, Expression>? Question(QuestionDefinition question)
    {
        var arguments = RulebookPlan.WithDefaults(question, ImmutableDictionary<string, FeelValue>.Empty);
        var part = _plan.PartOf(question.Name, arguments);
        if (question.Kind == QuestionKind.Decision)
        {
            return part is null ? target => Expression.Assign(target, Expression.Default(typeof(FeelValue))) : Rule(part.Value);
        }

        var gates = _plan.GatesBefore(question.Name).Where(g => _plan.Rulebook.Gates[g].Concerns(question.Name, arguments)).ToArray();
        if (question.Kind != QuestionKind.Gate || part is not null)
        {
            return null;
        }

        foreach (var gate in gates)
        {
            Gate(gate);
        }

        return target => Expression.Assign(target, Expression.Call(typeof(RulebookProgram), nameof(AllPass), null, _gates, Expression.Constant(gates)));
    }

    /// <summary>True when all gates let pass, false when one blocks, else null; null also where no gate stands.</summary>
    private static FeelValue AllPass(FeelTruth[] gates, int[] which)
    {
        var passing = 0;
        foreach (var gate in which)
        {
            switch (gates[gate])
            {
                case FeelTruth.False:
                    return FeelValue.False;
                case FeelTruth.True:
                    passing++;
                    break;
            }
        }

        return passing > 0 && passing == which.Length ? FeelValue.True : FeelValue.Null;
    }

    private Func<Expression, Expression> Rule(ValueRule rule)
    {
        switch (rule)
        {
            case ValueRule.Literal literal:
                return target => Expression.Assign(target, Expression.Constant(literal.Value));
            case ValueRule.Computed computed:
                return Emitted(computed.Expression);
            case ValueRule.FirstOf first:
                return First(first);
            default:
                Needs(VariablesRead.Of(rule));
                return target => Expression.Assign(target, Expression.Call(_valuation, nameof(Valuation.Value), null, Expression.Constant(rule)));
        }
    }

    /// <summary>The first case that holds; where a case before it is undecided, only what all agree on.</summary>
    private Func<Expression, Expression> First(ValueRule.FirstOf first)
    {
        Needs(first.Branches.SelectMany(b => b.When.Uses));
        var then = first.Branches.Select(b => Rule(b.Then)).ToArray();
        var otherwise = Rule(first.Otherwise);
        return target =>
        {
            var value = Expression.Variable(typeof(FeelValue), "value");
            var common = Expression.Variable(typeof(FeelValue), "common");
            var any = Expression.Variable(typeof(bool), "any");
            var decided = Expression.Variable(typeof(bool), "decided");
            var end = Expression.Label("end");
            var body = new List<Expression> { Expression.Assign(any, Expression.Constant(false)) };
            for (var i = 0; i < then.Length; i++)
            {
                var holds = Expression.Label("holds");
                var open = Expression.Label("open");
                var found = Expression.Label("found");
                var next = Expression.Label("next");
                body.Add(first.Branches[i].When.EmitBranch(_on, holds, next, open));
                body.Add(Expression.Label(open));
                body.Add(Expression.Assign(decided, Expression.Constant(false)));
                body.Add(Expression.Goto(found));
                body.Add(Expression.Label(holds));
                body.Add(Expression.Assign(decided, Expression.Constant(true)));
                body.Add(Expression.Label(found));
                body.Add(then[i](value));
                body.Add(Disagree(any, common, value, target, end));
                body.Add(Expression.IfThen(decided, Expression.Block(Expression.Assign(target, value), Expression.Goto(end))));
                body.Add(Expression.Assign(common, value));
                body.Add(Expression.Assign(any, Expression.Constant(true)));
                body.Add(Expression.Label(next));
            }

            body.Add(otherwise(value));
            body.Add(Disagree(any, common, value, target, end));
            body.Add(Expression.Assign(target, value));
            body.Add(Expression.Label(end));
            return Expression.Block(typeof(void), [value, common, any, decided], body);
        };
    }

    private static ConditionalExpression Disagree(ParameterExpression any, ParameterExpression common, ParameterExpression value, Expression target, LabelTarget end) =>
        Expression.IfThen(
            Expression.AndAlso(any, Expression.Not(Expression.Call(common, nameof(FeelValue.Equals), null, value))),
            Expression.Block(Expression.Assign(target, Expression.Default(typeof(FeelValue))), Expression.Goto(end)));

    // ------------------------------------------------------------------ gates

    /// <summary>How a gate stands, as <see cref="Valuation.Verdict"/> finds it.</summary>
    private void Gate(int place)
    {
        if (!_gatesDone.Add(place))
        {
            return;
        }

        var gate = _plan.Rulebook.Gates[place];
        Needs(VariablesRead.Of(gate));
        var pass = Expression.Label("pass");
        var block = Expression.Label("block");
        var open = Expression.Label("open");
        var end = Expression.Label("end");
        var applies = Expression.Label("applies");
        var mayApply = Expression.Label("mayApply");
        var fails = Expression.Label("fails");
        var unclear = Expression.Label("unclear");
        var ask = Expression.Label("ask");
        var certain = Expression.Variable(typeof(bool), "certain");
        var body = new List<Expression>();
        if (gate.Strength == Strength.Default)
        {
            body.Add(Expression.IfThen(Expression.Call(Expression.Property(_valuation, nameof(Valuation.Bound)), nameof(BoundSituation.IsExcepted), null, Expression.Constant(place)), Expression.Goto(pass)));
        }

        if (gate.When is { } when)
        {
            body.Add(when.EmitBranch(_on, applies, pass, mayApply));
            body.Add(Expression.Label(mayApply));
            body.Add(Expression.Assign(certain, Expression.Constant(false)));
            body.Add(Expression.Goto(ask));
            body.Add(Expression.Label(applies));
        }

        body.Add(Expression.Assign(certain, Expression.Constant(true)));
        body.Add(Expression.Label(ask));
        if (gate.Paper is { } paper && gate.Holds.Uses is [var handedIn] && _plan.PaperSlots.Contains(handedIn.Slot))
        {
            // Whether a paper is there is asked of the file at once, not of the list of its titles.
            var has = Expression.Call(Expression.Property(_valuation, nameof(Valuation.Bound)), nameof(BoundSituation.HasPaper), null, Expression.Constant(paper));
            body.Add(Expression.IfThen(
                Expression.Call(_valuation, nameof(Valuation.ReadsPapersOf), null, Expression.Constant(handedIn.Slot)),
                Expression.IfThenElse(has, Expression.Goto(pass), Expression.Goto(fails))));
        }

        body.Add(gate.Holds.EmitBranch(_on, pass, fails, unclear));
        body.Add(Expression.Label(unclear));
        body.Add(Expression.Assign(certain, Expression.Constant(false)));
        body.Add(Expression.Label(fails));
        if (gate.Unless is { } unless)
        {
            var stands = Expression.Label("stands");
            body.Add(unless.EmitBranch(_on, pass, stands, stands));
            body.Add(Expression.Label(stands));
        }

        body.Add(Expression.IfThen(certain, Expression.Goto(block)));
        body.Add(Say(open, FeelTruth.Unknown));
        body.Add(Say(block, FeelTruth.False));
        body.Add(Say(pass, FeelTruth.True));
        body.Add(Expression.Label(end));
        Add(Expression.Block(typeof(void), [certain], body));

        BlockExpression Say(LabelTarget label, FeelTruth truth) => Expression.Block(
            Expression.Label(label), Expression.Assign(Expression.ArrayAccess(_gates, Expression.Constant(place)), Expression.Constant(truth)), Expression.Goto(end));
    }
}
