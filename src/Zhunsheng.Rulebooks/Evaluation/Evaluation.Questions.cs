using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>Answering questions, and giving the reasons of the answers.</content>
public sealed partial class Evaluation
{
    private const string Silent = "条文没有写";

    /// <summary>Answers a call with fixed arguments.</summary>
    public Answer Ask(QuestionCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Ask(call.Question, call.Arguments);
    }

    /// <summary>Answers a question. An unknown question or argument throws <see cref="ArgumentException"/>; validate input from outside with <see cref="SituationReader"/>.</summary>
    public Answer Ask(string question, IReadOnlyDictionary<string, FeelValue>? arguments = null)
    {
        if (!Rulebook.Questions.TryGetValue(question, out var definition))
        {
            throw new ArgumentException($"没有叫“{question}”的判定{Nearest.Hint(question, Rulebook.Questions.Keys)}", nameof(question));
        }

        var all = NoArguments;
        foreach (var (name, value) in arguments ?? NoArguments)
        {
            if (definition.Arguments.All(a => a.Name != name))
            {
                throw new ArgumentException($"判定{question}没有参数{name}{Nearest.Hint(name, definition.Arguments.Select(a => a.Name))}", nameof(arguments));
            }

            if (!value.IsNull)
            {
                all = all.SetItem(name, value);
            }
        }

        all = RulebookPlan.WithDefaults(definition, all);
        if (definition.Kind == QuestionKind.Gate && !all.IsEmpty && FamiliarValues.Unfamiliar(Rulebook, definition, all) is [var unfamiliar, ..])
        {
            return new Answer(new QuestionCall(question, all), FeelValue.Null, new(() => new Reasons { Note = unfamiliar.Message }));
        }

        return AnswerIn(all.IsEmpty ? null : v => v.Enter(all), definition, all);
    }

    private Answer AnswerIn(Action<Valuation>? view, QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        var value = In(view, () => _values.Answer(question, arguments));
        return new Answer(new QuestionCall(question.Name, arguments), value, new(() => In(view, () => Explain(question, arguments))));
    }

    /// <summary>The reasons of an answer, as things are looked at now.</summary>
    private Reasons Explain(QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        var call = new QuestionCall(question.Name, arguments);
        var subject = Valuation.Subject(question, arguments);
        return question.Kind switch
        {
            QuestionKind.Decision => Decided(call),
            QuestionKind.Gate => ExplainGates(call),
            QuestionKind.Papers => ExplainPapers(subject),
            QuestionKind.Deadline or QuestionKind.DeadlineStatus or QuestionKind.Window => ExplainDeadline(question, call, subject),
            QuestionKind.Notice => ExplainNotice(question, subject),
            QuestionKind.Measures => ExplainMeasures(subject),
            QuestionKind.Strength => ExplainStrength(call, subject),
            QuestionKind.Gaps => ExplainGaps(),
            QuestionKind.Contradictions => ExplainContradictions(),
            QuestionKind.Sanctions => ExplainSanctions(),
            _ => throw new InvalidOperationException(question.Kind.ToString()),
        };
    }

    private Reasons Decided(QuestionCall call)
    {
        if (Plan.PartOf(call.Question, call.Arguments) is not { } part)
        {
            return new Reasons { Note = Silent };
        }

        return Told(Compute(part.Value), part.Article, "判定" + call);
    }

    private Reasons Told(Grounded value, Citation article, string rule) => new()
    {
        Because = [new Because(article, rule, value.Ground.Facts, null)],
        Unknown = value.Ground.Unknown,
        Note = value.Value.IsNull ? Missing(value.Ground.Unknown) : null,
    };

    private GateVerdict Judge(int place)
    {
        var gate = Rulebook.Gates[place];
        if (_values.Bound.IsExcepted(place))
        {
            return new GateVerdict(gate, true, [], [], true);
        }

        var when = Compute(gate.When);
        if (when.Value.IsFalse)
        {
            return new GateVerdict(gate, true, when.Ground.Facts, [], false) { Applies = false };
        }

        var holds = Compute(gate.Holds);
        if (holds.Value.IsTrue)
        {
            return new GateVerdict(gate, true, holds.Ground.Facts, [], false);
        }

        if (gate.Unless is { } unless && Compute(unless) is { Value.IsTrue: true } lifted)
        {
            return new GateVerdict(gate, true, lifted.Ground.Facts, [], false);
        }

        var ground = Ground.Join([holds.Ground, when.Ground]);
        return when.Value.IsTrue && holds.Value.IsFalse
            ? new GateVerdict(gate, false, ground.Facts, [], false)
            : new GateVerdict(gate, null, ground.Facts, ground.Unknown, false);
    }

    /// <summary>Why something may or may not be done. A decision on the same question counts as one more gate.</summary>
    private Reasons ExplainGates(QuestionCall call)
    {
        var verdicts = _values.GatesBefore(call.Question, call.Arguments).Select(Judge).ToList();
        if (Plan.PartOf(call.Question, call.Arguments) is { } part)
        {
            var value = Compute(part.Value);
            var asGate = new Gate
            {
                Name = call.ToString(),
                Article = part.Article,
                Blocks = [],
                Holds = part.Value is ValueRule.Computed computed ? computed.Expression : null!,
                Strength = Strength.Hard,
                Reason = "条件不具备",
                Remedy = "具备" + part.Article + "所列的条件",
            };
            verdicts.Add(new GateVerdict(asGate, value.Value.AsBoolean, value.Ground.Facts, value.Ground.Unknown, false));
        }

        if (verdicts.Count == 0)
        {
            return new Reasons { Note = Silent };
        }

        var failing = verdicts.Where(v => v.Holds == false).ToList();
        var open = verdicts.Where(v => v.Holds is null).ToList();
        var deciding = failing.Count > 0 ? failing : open.Count > 0 ? open : verdicts.FindAll(v => v.Applies) is { Count: > 0 } applying ? applying : verdicts;
        ImmutableArray<string> unknown = failing.Count > 0 ? [] : [.. open.SelectMany(v => v.Unknown).Distinct()];
        return new Reasons
        {
            Because = [.. deciding.Select(v => new Because(v.Gate.Article, "红线" + v.Gate.Name, v.Facts, v.Holds == false ? v.Gate.Reason : v.Applies ? null : "这种情形不适用"))],
            BlockedBy = [.. failing.Select(v => v.Gate.Article).OrderBy(c => c.Number == 0 ? int.MaxValue : c.Number).Select(c => c.Article).Distinct()],
            Unknown = unknown,
            Gates = [.. verdicts],
            Note = failing.Count == 0 && open.Count > 0 ? Missing(unknown) : null,
        };
    }

    private Reasons ExplainPapers(string? dossier)
    {
        if (dossier is null || !Rulebook.Papers.ContainsKey(dossier))
        {
            return new Reasons { Note = Silent };
        }

        var states = In(v => v.LeaveArguments(), () => Papers(dossier)).Where(p => p.Paper is { Optional: false, Listed: true }).ToList();
        var unknown = states.Where(s => s.Due is null).SelectMany(s => s.Unknown).Distinct().ToImmutableArray();
        return new Reasons
        {
            Because = [.. states.Where(s => s.Due != false).GroupBy(s => s.Paper.Article).Select(g => new Because(g.Key, "材料" + dossier, [.. g.SelectMany(s => s.Facts).DistinctBy(f => f.Name)], null))],
            Unknown = unknown,
            Note = states.Any(s => s.Due is null) ? Missing(unknown) : null,
        };
    }

    /// <summary>The papers of a dossier, those not needed included.</summary>
    public ImmutableArray<PaperState> Papers(string dossier)
    {
        var handedIn = Situation.Dossiers?.GetValueOrDefault(dossier, []) ?? [];
        return [.. Rulebook.Papers.GetValueOrDefault(dossier, []).Select(paper =>
        {
            var when = Compute(paper.When);
            var there = handedIn.Contains(paper.Title) || _values.IsFactKnown(paper.From);
            return new PaperState(paper, when.Value.AsBoolean, there, when.Ground.Unknown, when.Ground.Facts);
        })];
    }

    private Reasons ExplainNotice(QuestionDefinition question, string? step) =>
        Rulebook.Notices.FirstOrDefault(n => n.Step == step && n.Kind == question.Notice) is { } notice
            ? Told(Compute(notice.To), notice.Article, notice.Kind + step)
            : new Reasons { Note = Silent };

    /// <summary>Who is told when this step or filing (环节) is done; a receiver list that cannot be decided is left out.</summary>
    public ImmutableArray<(string Kind, string To, Citation Article)> Notices(string step) =>
        [.. Rulebook.Notices.Where(n => n.Step == step).SelectMany(n => (_values.Value(n.To).AsList ?? []).Select(to => (n.Kind, To: to.AsString ?? "", n.Article)))];

    private Reasons ExplainMeasures(string? under)
    {
        var rules = Rulebook.Consequences.Where(c => c.Under == under).ToList();
        if (rules.Count == 0)
        {
            return new Reasons { Note = Silent };
        }

        var judged = rules.Select(c => (Rule: c, When: Compute(c.When))).ToList();
        var following = judged.Where(j => j.When.Value.IsTrue).ToList();
        var open = judged.Where(j => j.When.Value.IsNull).ToList();
        var undecided = following.Count == 0 && open.Count > 0;
        ImmutableArray<string> unknown = undecided ? [.. open.SelectMany(o => o.When.Ground.Unknown).Distinct()] : [];
        return new Reasons
        {
            Because = [.. (following.Count > 0 ? following : judged).Select(j => new Because(j.Rule.Article, "后果" + j.Rule.Name, j.When.Ground.Facts, null))],
            Unknown = unknown,
            Note = undecided ? Missing(unknown) : null,
        };
    }

    private Reasons ExplainStrength(QuestionCall call, string? rule)
    {
        if (Plan.PartOf(call.Question, call.Arguments) is not null)
        {
            return Decided(call);
        }

        var article = Rulebook.Gates.FirstOrDefault(g => g.Name == rule)?.Article ?? Rulebook.Deadlines.FirstOrDefault(d => d.Name == rule)?.Article;
        return article is null ? new Reasons { Note = Silent } : new Reasons { Because = [new Because(article, "规则" + rule, [], null)] };
    }

    private Reasons ExplainGaps()
    {
        if (Rulebook.Duties.IsEmpty)
        {
            return new Reasons { Note = Silent };
        }

        var unmet = Rulebook.Duties
            .Where(d => d.When is null || _values.Test(d.When) == true)
            .Select(d => (Duty: d, Holds: Compute(d.Holds)))
            .Where(d => d.Holds.Value.IsFalse);
        return new Reasons { Because = [.. unmet.Select(u => new Because(u.Duty.Article, "义务" + u.Duty.Label, u.Holds.Ground.Facts, null))] };
    }
}
