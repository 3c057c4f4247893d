using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Deadlines of a situation.</summary>
public sealed partial class Evaluation
{
    /// <summary>The deadlines that stand in this situation, once per step occurrence they limit, worked out.</summary>
    public ImmutableArray<DeadlineReckoning> Deadlines() =>
        [.. Steps().Where(s => s is { Deadline: not null, Status: not StepStatus.NotNeeded }).Select(s => s.Deadline!).DistinctBy(d => (d.Deadline.Name, d.From, d.Due))];

    private Answer AskDeadline(Frame frame, QuestionDefinition question, QuestionCall call, string? subject, Func<DeadlineReckoning, FeelValue> read)
    {
        var deadline = Rulebook.Deadlines.FirstOrDefault(d => d.Name == subject) ?? Rulebook.Deadlines.FirstOrDefault(d => subject is not null && d.Steps.Contains(subject));
        if (deadline is null)
        {
            return new Answer { Question = call, Note = Silent };
        }

        var startArgument = question.Arguments.FirstOrDefault(a => a.Type == FactType.Date);
        var start = startArgument is not null && call.Arguments.TryGetValue(startArgument.Name, out var given) ? given.AsDate : null;
        var (reckoning, ground) = Reckon(frame, deadline, start);
        var value = read(reckoning);
        var unknown = value.IsNull && reckoning.Due is not null && question.Kind == QuestionKind.DeadlineStatus ? ["当前日期"] : reckoning.Unknown;
        return new Answer
        {
            Question = call,
            Value = value,
            Because = [new Because(deadline.Article, "期限" + deadline.Name, ground.Facts, reckoning.Sum)],
            Unknown = value.IsNull ? unknown : [],
            Reckoning = reckoning,
            Note = value.IsNull ? reckoning.Note ?? Missing(unknown) : null,
        };
    }

    private (DeadlineReckoning Reckoning, Ground Ground) Reckon(Frame frame, Deadline deadline, DateOnly? start)
    {
        var result = new DeadlineReckoning { Deadline = deadline };
        if (deadline.None is { } none)
        {
            return (result with { Note = none }, Ground.Empty);
        }

        var grounds = new List<Ground>();
        if (deadline.When is { } when)
        {
            var applies = Compute(frame, when);
            grounds.Add(applies.Ground);
            if (!applies.Value.IsTrue)
            {
                var ground = Ground.Join(grounds);
                return (result with
                {
                    Note = applies.Value.IsFalse ? "本期限现在不适用" : Missing(ground.Unknown),
                    Unknown = applies.Value.IsFalse ? [] : ground.Unknown,
                }, ground);
            }
        }

        if (deadline.DueOn is { } dueOn)
        {
            var due = Compute(frame, dueOn);
            grounds.Add(due.Ground);
            var opens = deadline.OpensOn is null ? default : Compute(frame, deadline.OpensOn).Value.AsDate;
            result = due.Value.AsDate is { } day
                ? result with { Opens = opens, Due = day, Sum = (opens is { } first ? $"{first:yyyy-MM-dd}至" : "最迟") + $"{day:yyyy-MM-dd}" }
                : result with { Unknown = due.Ground.Unknown, Note = Missing(due.Ground.Unknown) };
        }
        else
        {
            var from = start is { } s ? new Grounded(FeelValue.Of(s), Ground.Empty) : Compute(frame, deadline.From!);
            grounds.Add(from.Ground);
            if (from.Value.AsDate is not { } first)
            {
                return (result with { Unknown = from.Ground.Unknown, Note = "未起算：" + Missing(from.Ground.Unknown) }, Ground.Join(grounds));
            }

            var pauses = deadline.Pauses is { } stops && Compute(frame, stops).Value.IsTrue ? Situation.Pauses.Where(p => p.Deadline == deadline.Name).ToImmutableArray() : [];
            var label = start is null && deadline.From!.Uses is [var only] ? Rulebook.Facts.GetValueOrDefault(only.Name)?.Label ?? only.Name : "起算日";
            result = DeadlineArithmetic.Reckon(result, Rulebook.Calendar, label, first, pauses);
        }

        if (deadline.ExtendedWhen is { } extendedWhen && Compute(frame, extendedWhen).Value.IsTrue)
        {
            result = result with { Extended = true, ExtendedUntil = deadline.ExtendedUntil is null ? null : Compute(frame, deadline.ExtendedUntil).Value.AsDate };
        }

        return (result, Ground.Join(grounds));
    }
}
