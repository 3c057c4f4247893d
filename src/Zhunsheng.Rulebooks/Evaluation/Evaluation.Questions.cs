using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Answering questions.</summary>
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

        foreach (var argument in definition.Arguments.Where(a => a.Default is not null && !all.ContainsKey(a.Name)))
        {
            all = all.SetItem(argument.Name, FeelValue.Of(argument.Default));
        }

        return AnswerIn(FrameFor(all), definition, all);
    }

    private Answer AnswerIn(Frame frame, QuestionDefinition question, ImmutableDictionary<string, FeelValue> arguments)
    {
        if (question.Arguments.Any(a => a.Default is not null) && arguments.IsEmpty)
        {
            foreach (var argument in question.Arguments.Where(a => a.Default is not null))
            {
                arguments = arguments.SetItem(argument.Name, FeelValue.Of(argument.Default));
            }
        }

        var call = new QuestionCall(question.Name, arguments);
        var subject = question.Arguments.Length > 0 && arguments.TryGetValue(question.Arguments[0].Name, out var first) ? first.AsString : null;
        return question.Kind switch
        {
            QuestionKind.Decision => Decide(frame, call),
            QuestionKind.Gate => AskGates(frame, call),
            QuestionKind.Papers => AskPapers(call, subject),
            QuestionKind.Deadline => AskDeadline(frame, question, call, subject, r => r.Due is { } due ? FeelValue.Of(due) : FeelValue.Null),
            QuestionKind.DeadlineStatus => AskDeadline(frame, question, call, subject, r => Situation.Today is { } today ? FeelValue.Of(r.StatusOn(today)) : FeelValue.Null),
            QuestionKind.Window => AskDeadline(frame, question, call, subject, r => r is { Opens: { } opens, Due: { } due } ? FeelValue.ListOf(FeelValue.Of(opens), FeelValue.Of(due)) : FeelValue.Null),
            QuestionKind.Notice => AskNotice(frame, question, call, subject),
            QuestionKind.Measures => AskMeasures(frame, call, subject),
            QuestionKind.Strength => AskStrength(frame, call, subject),
            QuestionKind.Gaps => AskGaps(frame, call),
            _ => throw new InvalidOperationException(question.Kind.ToString()),
        };
    }

    private DecisionPart? Part(QuestionCall call) => Rulebook.Decisions.GetValueOrDefault(call.Question, [])
        .Where(p => p.Selector.All(s => call.Arguments.TryGetValue(s.Key, out var value) && value.AsString == s.Value))
        .MaxBy(p => p.Selector.Count);

    private Answer Decide(Frame frame, QuestionCall call)
    {
        if (Part(call) is not { } part)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var value = Compute(frame, part.Value);
        return new Answer
        {
            Question = call,
            Value = value.Value,
            Because = [new Because(part.Article, "判定" + call, value.Ground.Facts, null)],
            Unknown = value.Ground.Unknown,
            Note = value.Value.IsNull ? Missing(value.Ground.Unknown) : null,
        };
    }

    private string Missing(ImmutableArray<string> unknown) => unknown.IsEmpty
        ? Silent
        : "暂不能判断，还不知道：" + string.Join("、", unknown.Select(u => Rulebook.Facts.GetValueOrDefault(u)?.Label ?? u));

    private GateVerdict Judge(Frame frame, Gate gate)
    {
        if (gate.Strength == Strength.Default && Situation.Exceptions.Contains(gate.Name))
        {
            return new GateVerdict(gate, true, [], [], true);
        }

        var when = gate.When is null ? new Grounded(FeelValue.True, Ground.Empty) : Compute(frame, gate.When);
        if (when.Value.IsFalse)
        {
            return new GateVerdict(gate, true, when.Ground.Facts, [], false);
        }

        var holds = Compute(frame, gate.Holds);
        if (holds.Value.IsTrue)
        {
            return new GateVerdict(gate, true, holds.Ground.Facts, [], false);
        }

        if (gate.Unless is { } unless && Compute(frame, unless) is { Value.IsTrue: true } lifted)
        {
            return new GateVerdict(gate, true, lifted.Ground.Facts, [], false);
        }

        var ground = Ground.Join([holds.Ground, when.Ground]);
        if (when.Value.IsTrue && holds.Value.IsFalse)
        {
            return new GateVerdict(gate, false, ground.Facts, [], false);
        }

        return new GateVerdict(gate, null, ground.Facts, ground.Unknown, false);
    }

    /// <summary>True when every gate lets pass, false when one is known not to, else unknown. A decision on the same question counts as one more gate.</summary>
    private Answer AskGates(Frame frame, QuestionCall call)
    {
        var verdicts = Rulebook.Gates.Where(g => g.Blocks.Any(b => b.Concerns(call.Question, call.Arguments))).Select(g => Judge(frame, g)).ToList();
        if (Part(call) is { } part)
        {
            var value = Compute(frame, part.Value);
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
            return new Answer { Question = call, Note = Silent };
        }

        var failing = verdicts.Where(v => v.Holds == false).ToList();
        var open = verdicts.Where(v => v.Holds is null).ToList();
        var deciding = failing.Count > 0 ? failing : open.Count > 0 ? open : verdicts;
        ImmutableArray<string> unknown = failing.Count > 0 ? [] : [.. open.SelectMany(v => v.Unknown).Distinct()];
        return new Answer
        {
            Question = call,
            Value = failing.Count > 0 ? FeelValue.False : open.Count > 0 ? FeelValue.Null : FeelValue.True,
            Because = [.. deciding.Select(v => new Because(v.Gate.Article, "红线" + v.Gate.Name, v.Facts, v.Holds == false ? v.Gate.Reason : null))],
            BlockedBy = [.. failing.Select(v => v.Gate.Article).OrderBy(c => c.Number == 0 ? int.MaxValue : c.Number).Select(c => c.Article).Distinct()],
            Unknown = unknown,
            Gates = [.. verdicts],
            Note = failing.Count == 0 && open.Count > 0 ? Missing(unknown) : null,
        };
    }

    private Answer AskPapers(QuestionCall call, string? dossier)
    {
        if (dossier is null || !Rulebook.Papers.ContainsKey(dossier))
        {
            return new Answer { Question = call, Note = Silent };
        }

        var states = Papers(dossier).Where(p => p.Paper is { Optional: false, Listed: true }).ToList();
        var unknown = states.Where(s => s.Due is null).SelectMany(s => s.Unknown).Distinct().ToImmutableArray();
        return new Answer
        {
            Question = call,
            Value = states.Any(s => s.Due is null) ? FeelValue.Null : FeelValue.ListOf(states.Where(s => s.Due == true).Select(s => s.Paper.Title)),
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
            var when = paper.When is null ? new Grounded(FeelValue.True, Ground.Empty) : Compute(_base, paper.When);
            var there = handedIn.Contains(paper.Title) || (paper.From is { } from && !Fact(from).IsNull);
            return new PaperState(paper, when.Value.AsBoolean, there, when.Ground.Unknown, when.Ground.Facts);
        })];
    }

    private Answer AskNotice(Frame frame, QuestionDefinition question, QuestionCall call, string? step)
    {
        if (Rulebook.Notices.FirstOrDefault(n => n.Step == step && n.Kind == question.Notice) is not { } notice)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var to = Compute(frame, notice.To);
        return new Answer
        {
            Question = call,
            Value = to.Value,
            Because = [new Because(notice.Article, notice.Kind + step, to.Ground.Facts, null)],
            Unknown = to.Ground.Unknown,
            Note = to.Value.IsNull ? Missing(to.Ground.Unknown) : null,
        };
    }

    /// <summary>Who is told when this step or filing (环节) is done; a receiver list that cannot be decided is left out.</summary>
    public ImmutableArray<(string Kind, string To, Citation Article)> Notices(string step) =>
        [.. Rulebook.Notices.Where(n => n.Step == step).SelectMany(n => (Compute(_base, n.To).Value.AsList ?? []).Select(to => (n.Kind, To: to.AsString ?? "", n.Article)))];

    private Answer AskMeasures(Frame frame, QuestionCall call, string? under)
    {
        var rules = Rulebook.Consequences.Where(c => c.Under == under).ToList();
        if (rules.Count == 0)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var judged = rules.Select(c => (Rule: c, When: Compute(frame, c.When))).ToList();
        var following = judged.Where(j => j.When.Value.IsTrue).ToList();
        var open = judged.Where(j => j.When.Value.IsNull).ToList();
        var undecided = following.Count == 0 && open.Count > 0;
        ImmutableArray<string> unknown = undecided ? [.. open.SelectMany(o => o.When.Ground.Unknown).Distinct()] : [];
        return new Answer
        {
            Question = call,
            Value = undecided ? FeelValue.Null : FeelValue.ListOf(following.SelectMany(f => f.Rule.Measures).Distinct()),
            Because = [.. (following.Count > 0 ? following : judged).Select(j => new Because(j.Rule.Article, "后果" + j.Rule.Name, j.When.Ground.Facts, null))],
            Unknown = unknown,
            Note = undecided ? Missing(unknown) : null,
        };
    }

    private Answer AskStrength(Frame frame, QuestionCall call, string? rule)
    {
        if (Part(call) is not null)
        {
            return Decide(frame, call);
        }

        var found = Rulebook.Gates.Where(g => g.Name == rule).Select(g => (g.Strength, g.Article))
            .Concat(Rulebook.Deadlines.Where(d => d.Name == rule).Select(d => (d.Strength, d.Article))).ToList();
        if (found.Count == 0)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var (strength, article) = found[0];
        return new Answer
        {
            Question = call,
            Value = FeelValue.Of(strength switch { Strength.Hard => "必须", Strength.Default => "原则上", _ => "可以" }),
            Because = [new Because(article, "规则" + rule, [], null)],
        };
    }

    private Answer AskGaps(Frame frame, QuestionCall call)
    {
        if (Rulebook.Duties.IsEmpty)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var unmet = Rulebook.Duties
            .Where(d => d.When is null || Compute(frame, d.When).Value.IsTrue)
            .Select(d => (Duty: d, Holds: Compute(frame, d.Holds)))
            .Where(d => d.Holds.Value.IsFalse)
            .ToList();
        return new Answer
        {
            Question = call,
            Value = FeelValue.ListOf(unmet.Select(u => u.Duty.Label).Distinct()),
            Because = [.. unmet.Select(u => new Because(u.Duty.Article, "义务" + u.Duty.Label, u.Holds.Ground.Facts, null))],
        };
    }
}
