using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <content>Deadlines of a situation.</content>
public sealed partial class Evaluation
{
    /// <summary>The deadlines that stand in this situation, once per step occurrence they limit, worked out.</summary>
    public ImmutableArray<DeadlineReckoning> Deadlines() =>
        [.. Steps().Where(s => s is { Deadline: not null, Status: not StepStatus.NotNeeded }).Select(s => s.Deadline!).DistinctBy(d => (d.Deadline.Name, d.From, d.Due))];

    private Reasons ExplainDeadline(QuestionDefinition question, QuestionCall call, string? subject)
    {
        if (_values.DeadlineAskedFor(subject) is not { } deadline)
        {
            return new Reasons { Note = Silent };
        }

        var value = _values.Answer(question, call.Arguments);
        var (reckoning, ground) = Reckon(deadline, Valuation.StartGiven(question, call.Arguments));
        var unknown = value.IsNull && reckoning.Due is not null && question.Kind == QuestionKind.DeadlineStatus ? ["当前日期"] : reckoning.Unknown;
        return new Reasons
        {
            Because = [new Because(deadline.Article, "期限" + deadline.Name, ground.Facts, reckoning.Sum)],
            Unknown = value.IsNull ? unknown : [],
            Reckoning = reckoning,
            Note = value.IsNull ? reckoning.Note ?? Missing(unknown) : null,
        };
    }

    private (DeadlineReckoning Reckoning, Ground Ground) Reckon(Deadline deadline, DateOnly? start)
    {
        var result = new DeadlineReckoning { Deadline = deadline };
        if (deadline.None is { } none)
        {
            return (result with { Note = none }, Ground.Empty);
        }

        var grounds = new List<Ground>();
        if (deadline.When is { } when)
        {
            var applies = Compute(when);
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
            var due = Compute(dueOn);
            grounds.Add(due.Ground);
            var opens = deadline.OpensOn is null ? default : _values.Value(deadline.OpensOn).AsDate;
            result = due.Value.AsDate is { } day
                ? result with { Opens = opens, Due = day, Sum = (opens is { } first ? $"{first:yyyy-MM-dd}至" : "最迟") + $"{day:yyyy-MM-dd}" }
                : result with { Unknown = due.Ground.Unknown, Note = Missing(due.Ground.Unknown) };
        }
        else
        {
            var from = start is { } s ? new Grounded(FeelValue.Of(s), Ground.Empty) : Compute(deadline.From!);
            grounds.Add(from.Ground);
            if (from.Value.AsDate is not { } first)
            {
                return (result with { Unknown = from.Ground.Unknown, Note = "未起算：" + Missing(from.Ground.Unknown) }, Ground.Join(grounds));
            }

            var label = start is null && deadline.From!.Uses is [var only] ? Rulebook.Facts.GetValueOrDefault(only.Name)?.Label ?? only.Name : "起算日";
            result = DeadlineArithmetic.Reckon(result, Rulebook.Calendar, label, first, _values.PausesOf(deadline));
        }

        if (deadline.ExtendedWhen is { } extendedWhen && _values.Test(extendedWhen) == true)
        {
            result = result with { Extended = true, ExtendedUntil = deadline.ExtendedUntil is null ? null : _values.Value(deadline.ExtendedUntil).AsDate };
        }

        return (result, Ground.Join(grounds));
    }
}
