using System.Collections.Immutable;
using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>Situations drawn by chance: all at once, one by one, and reasons read late must say the same.</summary>
public class FullAnswerTests
{
    private const int Situations = 300;

    [Fact]
    public void Find_SituationsDrawnByChance_SaysWhatAskingOneByOneSays()
    {
        var full = new FullAnswer(Book.Value);
        var random = new Random(1);
        for (var i = 0; i < Situations; i++)
        {
            var situation = Draw(random);
            full.Find(situation);
            for (var q = 0; q < full.Questions.Length; q++)
            {
                Assert.Equal(new Evaluation(Book.Value, situation).Ask(full.Questions[q].Name).Value, full.Answers[q]);
            }

            var states = new Evaluation(Book.Value, situation).Steps();
            Assert.Equal(states.Length, full.Steps.Length);
            for (var s = 0; s < states.Length; s++)
            {
                var step = full.Steps[s];
                Assert.Equal((states[s].Step.Name, states[s].Key, states[s].Status, states[s].Days ?? default), (step.Step.Name, step.Key, step.Status, step.Days));
                Assert.Equal(states[s].Roles, Role.In(step.By));
                Assert.Equal((states[s].Deadline?.Due, states[s].Deadline?.Opens), (step.Days.Due, step.Days.Opens));
            }
        }
    }

    [Fact]
    public void Find_AfterAnotherSituation_RemembersNothing()
    {
        var random = new Random(2);
        var full = new FullAnswer(Book.Value);
        var bound = Enumerable.Range(0, 40).Select(_ => Book.Value.Bind(Draw(random))).ToArray();
        var first = bound.Select(b => Said(full, b)).ToArray();
        Assert.Equal(first.Reverse(), bound.Reverse().Select(b => Said(full, b)).ToArray());
    }

    [Fact]
    public void Find_SituationOfAnotherRulebook_Throws()
    {
        var other = Read(Head + "\n" + Articles).Rulebook!;
        Assert.Throws<ArgumentException>(() => new FullAnswer(Book.Value).Find(other.Bind(new Situation())));
    }

    [Fact]
    public void Ask_ReasonsReadLate_AreThoseOfAskingAlone()
    {
        var random = new Random(3);
        for (var i = 0; i < Situations; i++)
        {
            var situation = Draw(random);
            var together = new Evaluation(Book.Value, situation);
            var calls = Book.Value.Questions.Values.Select(q => new QuestionCall(q.Name, ArgumentsOf(q, random))).ToArray();
            var late = calls.Select(together.Ask).ToArray();
            var steps = together.Steps();
            for (var c = calls.Length - 1; c >= 0; c--)
            {
                Assert.Equal(Shown(new Evaluation(Book.Value, situation).Ask(calls[c])), Shown(late[c]));
            }

            foreach (var state in steps.Reverse().Where(s => s.Step.Each is null || !s.Key.IsNull))
            {
                Assert.Equal(Shown(new Evaluation(Book.Value, situation).Step(state.Step.Name, state.Key)), Shown(state));
            }
        }
    }

    private static string Said(FullAnswer full, BoundSituation situation)
    {
        full.Find(situation);
        return string.Join('\n', [
            .. full.Answers.ToArray().Select(a => a.ToString()), .. full.Gates.ToArray().Select(g => g.ToString()),
            .. full.Steps.ToArray().Select(s => $"{s.Step.Name} {s.Key} {s.Status} {s.Days}")]);
    }

    private static string Shown(Answer answer) =>
        $"{answer.Question.Question} {answer.Value} {string.Join(";", answer.Because.Select(b => $"{b.Article} {b.Rule} {Shown(b.Facts)} {b.Text}"))} | {string.Join(",", answer.BlockedBy)} | "
        + $"{string.Join(",", answer.Unknown)} | {string.Join(";", answer.Gates.Select(g => $"{g.Gate.Name} {g.Holds} {Shown(g.Facts)} {string.Join(",", g.Unknown)}"))} | {answer.Reckoning?.Sum} | {answer.Note}";

    private static string Shown(StepState state) =>
        $"{state.Step.Name} {state.Key} {state.Status} {Shown(state.Facts)} {string.Join(",", state.Unknown)} {string.Join(",", state.WaitsFor)} {state.Deadline?.Sum} {string.Join(";", state.Requires.Select(Shown))}";

    private static string Shown(ImmutableArray<UsedFact> facts) => string.Join(",", facts.Select(f => $"{f.Name}={f.Value}"));

    private static ImmutableDictionary<string, FeelValue> ArgumentsOf(QuestionDefinition question, Random random)
    {
        var names = Book.Value.Steps.Select(s => s.Name).Concat(Book.Value.Papers.Keys).Concat(Book.Value.Deadlines.Select(d => d.Name)).ToArray();
        return question.Arguments.Where(a => !a.Optional).ToImmutableDictionary(a => a.Name, a => a.Type switch
        {
            FactType.Date => FeelValue.Of(new DateOnly(2025, 3, 3)),
            FactType.Year => FeelValue.Of(2025m),
            _ => FeelValue.Of(a.Values.IsEmpty ? names[random.Next(names.Length)] : a.Values[random.Next(a.Values.Length)]),
        });
    }

    private static Situation Draw(Random random)
    {
        var facts = Book.Value.Facts.Values.OrderBy(f => f.Name, StringComparer.Ordinal).Where(f => f.Source == FactSource.Act && random.Next(3) > 0)
            .ToImmutableDictionary(f => f.Name, f => Draw(f, random));
        var occurrences = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Occurrence>>();
        foreach (var step in Book.Value.Steps.Where(_ => random.Next(2) == 0))
        {
            occurrences[step.Name] = [.. Enumerable.Range(1, step.OwnFacts ? 2 : 1).Select(n => new Occurrence(
                n, new DateOnly(2025, 2, n), step.Outcomes[random.Next(step.Outcomes.Length)].Name, step.Each is null ? FeelValue.Null : FeelValue.Of(2023m + n), "某局", "角色",
                ImmutableDictionary<string, FeelValue>.Empty, n, random.Next(4) == 0 ? 9 : null))];
        }

        return new Situation
        {
            Facts = facts,
            Today = random.Next(5) == 0 ? null : new DateOnly(2025, 1, 1).AddDays(random.Next(400)),
            Kind = random.Next(4) == 0 ? null : Book.Value.Kinds[0].Name,
            Occurrences = occurrences.ToImmutable(),
            Dossiers = random.Next(3) == 0 ? null : Book.Value.Papers.OrderBy(p => p.Key, StringComparer.Ordinal).Where(_ => random.Next(2) == 0)
                .ToImmutableDictionary(p => p.Key, p => p.Value.Where(_ => random.Next(2) == 0).Select(x => x.Title).ToImmutableArray()),
            Exceptions = [.. Book.Value.Gates.Where(_ => random.Next(5) == 0).Select(g => g.Name)],
            Closed = random.Next(12) == 0,
        };
    }

    private static FeelValue Draw(FactDefinition fact, Random random) => fact.Type switch
    {
        FactType.Boolean => FeelValue.Of(random.Next(2) == 0),
        FactType.Money or FactType.Number => FeelValue.Of((decimal)random.Next(0, 600)),
        FactType.Year => FeelValue.Of((decimal)random.Next(2023, 2027)),
        FactType.Date => FeelValue.Of(new DateOnly(2025, 1, 1).AddDays(random.Next(300))),
        FactType.Choice => FeelValue.Of(fact.Values[random.Next(fact.Values.Length)]),
        FactType.List => FeelValue.ListOf(fact.Values.Where(_ => random.Next(2) == 0)),
        FactType.Text => FeelValue.Of("某项"),
        _ => FeelValue.Null,
    };
}
