using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>The values of the answers to questions, and how gates stand.</content>
internal sealed partial class Valuation
{
    private static readonly ImmutableDictionary<string, FeelValue> NoArguments = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>The answer to a question as things are looked at now. The arguments say which part answers; their values must have been entered.</summary>
    public FeelValue Answer(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        if (arguments.IsEmpty)
        {
            arguments = RulebookPlan.WithDefaults(question, arguments);
        }

        switch (question.Kind)
        {
            case QuestionKind.Decision:
                return Plan.PartOf(question.Name, arguments) is { } part ? Value(part.Value) : FeelValue.Null;
            case QuestionKind.Gate:
                return MayPass(question.Name, arguments);
            case QuestionKind.Notice:
                var step = Subject(question, arguments);
                return Rulebook.Notices.FirstOrDefault(n => n.Step == step && n.Kind == question.Notice) is { } notice ? Value(notice.To) : FeelValue.Null;
            case QuestionKind.Measures:
                return Measures(Subject(question, arguments));
            case QuestionKind.Gaps:
                return Gaps();
            case QuestionKind.Contradictions:
                return Contradictions();
            case QuestionKind.Sanctions:
                return Sanctions();
            case QuestionKind.Papers:
                return PapersDue(Subject(question, arguments));
            case QuestionKind.Strength:
                return StrengthOf(question.Name, arguments, Subject(question, arguments));
            case QuestionKind.Deadline or QuestionKind.DeadlineStatus or QuestionKind.Window:
                return DeadlineAnswer(question, arguments);
            default:
                throw new InvalidOperationException(question.Kind.ToString());
        }
    }

    /// <summary>The answer to a question whose arguments are all left out; kept where expressions can read it.</summary>
    public FeelValue AnswerOf(QuestionDefinition question)
    {
        var slot = Plan.SlotOf(question.Name);
        if (question.Arguments.IsEmpty && slot >= 0 && Plan.Questions[slot] == question && !IsFixed(slot))
        {
            return At(slot);
        }

        var arguments = RulebookPlan.WithDefaults(question, NoArguments);
        var here = Here;
        Enter(arguments);
        var answer = Answer(question, arguments);
        Return(here);
        return answer;
    }

    /// <summary>What the question is about: its first argument.</summary>
    public static string? Subject(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments) =>
        question.Arguments.Length > 0 && arguments.TryGetValue(question.Arguments[0].Name, out var first) ? first.AsString : null;

    /// <summary>How a gate stands: true lets pass, false blocks, null cannot be said.</summary>
    public bool? Verdict(int place)
    {
        if (Bound.IsExcepted(place))
        {
            return true;
        }

        var gate = Rulebook.Gates[place];
        bool? when = gate.When is { } condition ? Test(condition) : true;
        if (when == false)
        {
            return true;
        }

        var holds = Test(gate.Holds);
        if (holds == true || (gate.Unless is { } unless && Test(unless) == true))
        {
            return true;
        }

        return when == true && holds == false ? false : null;
    }

    /// <summary>The places of the gates that concern a question with these arguments.</summary>
    public IEnumerable<int> GatesBefore(string question, ImmutableDictionary<string, FeelValue> arguments) =>
        Plan.GatesBefore(question).Where(g => Rulebook.Gates[g].Concerns(question, arguments));

    private FeelValue MayPass(string question, ImmutableDictionary<string, FeelValue> arguments)
    {
        var any = false;
        var open = false;
        foreach (var gate in Plan.GatesBefore(question))
        {
            if (!Rulebook.Gates[gate].Concerns(question, arguments))
            {
                continue;
            }

            any = true;
            var verdict = Verdict(gate);
            if (verdict == false)
            {
                return FeelValue.False;
            }

            open |= verdict is null;
        }

        if (Plan.PartOf(question, arguments) is { } part)
        {
            any = true;
            var value = Value(part.Value);
            if (value.IsFalse)
            {
                return FeelValue.False;
            }

            open |= !value.IsTrue;
        }

        return any && !open ? FeelValue.True : FeelValue.Null;
    }

    private FeelValue Measures(string? under)
    {
        var following = new List<string>();
        bool any = false, holds = false, open = false;
        foreach (var rule in Rulebook.Consequences)
        {
            if (rule.Under == under)
            {
                any = true;
                var when = Value(rule.When);
                open |= when.IsNull;
                if (when.IsTrue)
                {
                    holds = true;
                    following.AddRange(rule.Measures);
                }
            }
        }

        return !any || (!holds && open) ? FeelValue.Null : FeelValue.ListOf(following.Distinct());
    }

    private FeelValue Gaps()
    {
        if (Rulebook.Duties.IsEmpty)
        {
            return FeelValue.Null;
        }

        List<string>? gaps = null;
        foreach (var duty in Rulebook.Duties.AsSpan())
        {
            if ((duty.When is null || Test(duty.When) == true) && Test(duty.Holds) == false && gaps?.Contains(duty.Label) != true)
            {
                (gaps ??= []).Add(duty.Label);
            }
        }

        return ListOf(gaps);
    }

    private FeelValue Contradictions()
    {
        if (Rulebook.Evidence.IsEmpty)
        {
            return FeelValue.Null;
        }

        List<string>? found = null;
        foreach (var claim in Rulebook.Evidence.AsSpan())
        {
            if ((claim.When is null || Test(claim.When) == true) && Test(claim.Contradicts) == true)
            {
                (found ??= []).Add(claim.Name);
            }
        }

        return ListOf(found);
    }

    private FeelValue Sanctions()
    {
        if (Rulebook.Oversight.Ladder.IsEmpty)
        {
            return FeelValue.Null;
        }

        List<string>? taken = null;
        foreach (var rung in Rulebook.Oversight.Ladder.AsSpan())
        {
            if (rung.Taken is { } test && Test(test) == true)
            {
                (taken ??= []).Add(rung.Name);
            }
        }

        return ListOf(taken);
    }

    /// <summary>A list of names; mostly there is none, and the empty list is made once.</summary>
    private static FeelValue ListOf(List<string>? names) => names is null ? s_noRecords : FeelValue.ListOf(names);

    private FeelValue PapersDue(string? dossier)
    {
        if (dossier is null || !Rulebook.Papers.TryGetValue(dossier, out var papers))
        {
            return FeelValue.Null;
        }

        // Whether a paper is due is asked of the situation, not of the question.
        var here = Here;
        LeaveArguments();
        var due = new List<string>(papers.Length);
        var open = false;
        foreach (var paper in papers.Where(p => p is { Optional: false, Listed: true }))
        {
            var when = paper.When is null ? true : Test(paper.When);
            open |= when is null;
            if (when == true)
            {
                due.Add(paper.Title);
            }
        }

        Return(here);
        return open ? FeelValue.Null : FeelValue.ListOf(due);
    }

    private FeelValue StrengthOf(string question, ImmutableDictionary<string, FeelValue> arguments, string? rule)
    {
        if (Plan.PartOf(question, arguments) is { } part)
        {
            return Value(part.Value);
        }

        var strength = rule is null ? null : Rulebook.Gates.FirstOrDefault(g => g.Name == rule)?.Strength ?? Rulebook.FindDeadline(rule)?.Strength;
        return strength is { } found ? FeelValue.Of(WordOf(found)) : FeelValue.Null;
    }

    /// <summary>A strength as the regulations word it.</summary>
    public static string WordOf(Strength strength) => strength switch { Strength.Hard => "必须", Strength.Default => "原则上", _ => "可以" };
}
