using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>How a case file stands against its rulebook on one day: its amounts, and everything in which it falls short. Worked out from its acts and nothing else.</summary>
internal sealed record Standing(StandingRecord Amounts, ImmutableArray<StandingPointRecord> Points)
{
    private const int MostFacts = 12;
    private const int MostCharacters = 200;

    /// <summary>What stands in place of an article for a hint of the platform.</summary>
    private const string Hint = "平台提示";

    /// <summary>Works it out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="evaluation">Its rulebook applied to it on the day.</param>
    /// <param name="waiting">The steps that wait to be done, as the lists have them.</param>
    /// <param name="today">The day.</param>
    public static Standing Of(CaseFile file, Evaluation evaluation, IReadOnlyList<StepState> waiting, DateOnly today)
    {
        var points = new List<StandingPointRecord>();
        var offices = new ResponsibleOffices(file, evaluation);
        if (!evaluation.Situation.Closed)
        {
            // What need not be done cannot be late and holds nothing up; what other files bring about waits there.
            var due = waiting.Where(s => s.Step is { Optional: false, Repeats: false, Grants: null, Via: null }).ToList();
            points.AddRange(due.Where(s => !s.Returned && s.NotBefore is null).Select(s => Late(offices, s, today)).OfType<StandingPointRecord>());
            points.AddRange(due.Where(s => s.Status == StepStatus.Blocked).SelectMany(s => Blocked(offices, s)));
            points.AddRange(Unmet(offices));
            points.AddRange(Consequences(offices));
            points.AddRange(Contradictions(offices));
        }

        for (var i = 0; i < points.Count; i++)
        {
            (points[i].CaseId, points[i].Ordinal) = (file.Id, i);
        }

        return new Standing(AmountsOf(file, evaluation), [.. points]);
    }

    private static StandingRecord AmountsOf(CaseFile file, Evaluation evaluation)
    {
        var book = evaluation.Rulebook;
        long? Amount(Figure figure) => file.Kind == book.Kinds[0].Name && book.Money.Figures.TryGetValue(figure, out var rule) && evaluation.Evaluate(rule).AsNumber is { } amount
            ? (long)decimal.Round(amount * CaseListRecord.MoneyScale)
            : null;
        return new StandingRecord
        {
            CaseId = file.Id,
            Planned = Amount(Figure.Planned),
            Approved = Amount(Figure.Approved),
            Allotted = Amount(Figure.Allotted),
            Contracted = Amount(Figure.Contracted),
            Paid = Amount(Figure.Paid),
            Surplus = Amount(Figure.Surplus),
        };
    }

    private static StandingPointRecord? Late(ResponsibleOffices offices, StepState state, DateOnly today)
    {
        var book = offices.Rulebook;
        if (state.Days is not { Due: not null } days || days.StatusOn(today) != "已逾期" || DaysLate.LimitOf(book, state.Step.Name) is not { } deadline)
        {
            return null;
        }

        var due = DaysLate.LastDay(days);
        var (count, working) = DaysLate.Between(book, deadline, due, today);
        return Of(offices, state, PointKind.Late, deadline.Article, deadline.Name) with
        {
            DueOn = due,
            Days = count,
            Working = working,
            Reason = $"“{state.Step.Title}”过了期限",
            Remedy = $"办理“{state.Step.Title}”" + (deadline.Late is { } late ? $"；逾期的后果：{late}" : ""),
        };
    }

    private static IEnumerable<StandingPointRecord> Blocked(ResponsibleOffices offices, StepState state) =>
        state.Requires.SelectMany(a => a.Gates).Where(g => g is { Holds: false, Applies: true }).DistinctBy(g => g.Gate.Name)
            .Select(g => Of(offices, state, PointKind.Blocked, g.Gate.Article, g.Gate.Name) with
            {
                Platform = g.Gate.Platform,
                Reason = g.Gate.Reason,
                Remedy = g.Gate.Remedy,
                Facts = Words(offices.Rulebook, g.Facts),
            });

    private static IEnumerable<StandingPointRecord> Unmet(ResponsibleOffices offices)
    {
        var (evaluation, book) = (offices.Evaluation, offices.Rulebook);
        if (book.Duties.IsEmpty || book.Questions.Values.FirstOrDefault(q => q.Kind == QuestionKind.Gaps) is not { } gaps || evaluation.Ask(gaps.Name) is not { Value.AsList.Count: > 0 } answer)
        {
            return [];
        }

        var own = book.Roles.Where(r => r.Own).Take(1).ToList();
        return answer.Because.Select(b => For(offices, own, PointKind.Unmet, b.Article, Name(b, "义务")) with
        {
            Reason = $"应当“{Name(b, "义务")}”，登记的情况是还没有做到",
            Remedy = "做到以后，由填这些要素的单位如实改写；填错的用更正",
            Facts = Words(book, b.Facts),
        });
    }

    /// <summary>The consequences whose condition is known to hold.</summary>
    private static IEnumerable<StandingPointRecord> Consequences(ResponsibleOffices offices)
    {
        var (evaluation, book) = (offices.Evaluation, offices.Rulebook);
        if (book.Questions.Values.FirstOrDefault(q => q is { Kind: QuestionKind.Measures, Arguments.Length: > 0 }) is not { } question)
        {
            return [];
        }

        return book.Consequences.Where(c => evaluation.Evaluate(c.When).IsTrue).GroupBy(c => c.Under).SelectMany(following =>
        {
            var reasons = evaluation.Ask(question.Name, ImmutableDictionary<string, FeelValue>.Empty.Add(question.Arguments[0].Name, FeelValue.Of(following.Key))).Because;
            return following.Select(c => For(offices, book.Roles.Where(r => r.Name == c.By), PointKind.Consequence, c.Article, c.Name) with
            {
                Reason = $"{c.Under}：{(c.Strength == Strength.May ? "可以" : "应当")}{string.Join("、", c.Measures)}",
                Remedy = "改正以后由处置的部门登记",
                Facts = Words(book, reasons.FirstOrDefault(b => Name(b, "后果") == c.Name && b.Article == c.Article)?.Facts ?? []),
            });
        });
    }

    /// <summary>The claims that are known to contradict other evidence.</summary>
    private static IEnumerable<StandingPointRecord> Contradictions(ResponsibleOffices offices)
    {
        var (evaluation, book) = (offices.Evaluation, offices.Rulebook);
        return evaluation.ContradictedEvidence().Select(e => For(offices, book.Roles.Where(r => r.Own).Take(1), PointKind.Contradiction, e.Rule.Article ?? new Citation(Hint), e.Rule.Name) with
        {
            Article = e.Rule.Article?.Article ?? Hint,
            Platform = e.Rule.Article is null,
            Reason = e.Text,
            Remedy = e.Rule.Remedy,
            Facts = Words(book, e.Facts),
        });
    }

    private static string Name(Because because, string kind) => because.Rule.StartsWith(kind, StringComparison.Ordinal) ? because.Rule[kind.Length..] : because.Rule;

    private static StandingPointRecord Of(ResponsibleOffices offices, StepState state, PointKind kind, Citation article, string rule) =>
        For(offices, state.Roles.Select(offices.Rulebook.FindRole).OfType<Role>(), kind, article, rule, state.Key) with
        {
            Step = state.Step.Name,
            StepTitle = state.Step.Title,
            Key = state.Key.IsNull ? null : ActCodec.EncodeValue(state.Key),
        };

    private static StandingPointRecord For(ResponsibleOffices offices, IEnumerable<Role> roles, PointKind kind, Citation article, string rule, FeelValue key = default)
    {
        var all = roles.ToList();
        return new StandingPointRecord
        {
            Kind = kind,
            Article = article.Article,
            Place = article.Text,
            Rule = rule,
            Office = string.Join("、", all.Select(r => offices.Of(r, key))),
            Roles = CaseListRecord.NamedText(all.Select(r => r.Name)),
            Own = all.Count > 0 && all.TrueForAll(r => r.Own),
            Facts = "",
        };
    }

    /// <summary>What decided, as one reads it.</summary>
    private static string Words(Rulebook book, ImmutableArray<UsedFact> facts) => CaseListRecord.Lines(facts.Take(MostFacts).Select(f =>
    {
        var shown = f.Value.IsNull ? "未填" : SituationReader.Shown(f.Value, book.Facts.GetValueOrDefault(f.Name)).ReplaceLineEndings(" ");
        return $"{f.Label}＝{(shown.Length > MostCharacters ? shown[..MostCharacters] + "…" : shown)}";
    }));
}
