using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Charts;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Money;

/// <summary>The report of a year, or its absence.</summary>
/// <param name="Year">The year.</param>
/// <param name="State">The step for that year.</param>
/// <param name="Light">Its deadline as a light.</param>
/// <param name="Said">What the report says, in the order of the form.</param>
/// <param name="Act">The number of the act; null while there is none.</param>
public sealed record YearReport(string Year, StepState State, DeadlineLight Light, ImmutableArray<(FactDefinition Fact, FeelValue Value)> Said, int? Act);

/// <summary>The money of a project on one page.</summary>
public sealed record MoneyView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook it is bound to.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The amounts.</summary>
    public required MoneyLedger Ledger { get; init; }

    /// <summary>For each contract its filing: where the step stands, and its deadline as a light; null where the text asks for none.</summary>
    public ImmutableDictionary<decimal, (StepState State, DeadlineLight Light)>? Filing { get; init; }

    /// <summary>Where the way back of the surplus stands; null where the text knows none.</summary>
    public StepState? SurplusStep { get; init; }

    /// <summary>The answer by which way a change goes; null where the text knows no changes.</summary>
    public Answer? Way { get; init; }

    /// <summary>The targets that the file names.</summary>
    public ImmutableArray<(FactDefinition Fact, FeelValue Value)> Targets { get; init; } = [];

    /// <summary>The yearly reports, those that are missing included.</summary>
    public ImmutableArray<YearReport> Reports { get; init; } = [];

    /// <summary>The article of the yearly reports; null where the text asks for none.</summary>
    public Citation? ReportArticle { get; init; }

    /// <summary>The amount of an overview; null while unknown or not known here.</summary>
    public decimal? Of(Figure figure) => Ledger.Lines.Where(l => l.Line.Figure == figure).Select(l => l.Amount).FirstOrDefault();

    /// <summary>What has been paid as a share of another amount; null while unknown.</summary>
    public decimal? ShareOf(Figure figure) => Of(Figure.Paid) is { } paid && Of(figure) is > 0 and { } whole ? paid / whole : null;

    /// <summary>What has been paid as a share of another amount, as people read it; a dash while unknown.</summary>
    public string PaidOf(Figure figure) => Percent(ShareOf(figure));

    /// <summary>The chain as bars.</summary>
    public ChartData Chain => new(
        ChartForm.Bars, "金额", [new ChartSeries("万元", ChartTone.Ink)],
        [.. Ledger.Lines.Where(l => l.Amount is not null).Select(l => new ChartRow(l.Line.Name, [new ChartValue(Math.Max(0, l.Amount!.Value), DayText.Money(l.Amount.Value), null)]))])
    { Unit = "万元", Width = 1240 };

    /// <summary>Plan, money arranged and payments of each year as columns.</summary>
    public ChartData YearChart => new(
        ChartForm.Columns, "年度", [new ChartSeries("计划", ChartTone.Pale), new ChartSeries("安排", ChartTone.Mid), new ChartSeries("支付", ChartTone.Ink)],
        [.. Ledger.Years.Select(y => new ChartRow(y.Year.ToString(CultureInfo.InvariantCulture), [Value(y.Planned), Value(y.Arranged), Value(y.Paid)], $"占计划{Percent(y.OfPlan)}，占安排{Percent(y.OfArranged)}"))])
    { Unit = "万元", More = "执行率", Width = 1240 };

    /// <summary>A share as people read it: 12.5%; a dash while unknown.</summary>
    public static string Percent(decimal? share) => share is { } known ? (100 * known).ToString("0.##", CultureInfo.InvariantCulture) + "%" : "—";

    /// <summary>An amount as people read it; a dash while unknown.</summary>
    public static string Amount(decimal? amount) => amount is { } known ? DayText.Money(known) : "—";

    /// <summary>The act by which a line was last set or changed; null for none.</summary>
    public Act? SourceOf(MoneyLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return File.Acts.LastOrDefault(a => a.Kind == ActKind.Deed && line.Steps.Contains(a.Step));
    }

    /// <summary>Works the view out.</summary>
    internal static MoneyView Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var states = evaluation.Steps();
        var ledger = MoneyLedger.Of(evaluation);
        return new MoneyView
        {
            File = file,
            Book = book,
            Today = today,
            Title = CaseView.TitleOf(file, book, situation),
            Ledger = ledger,
            Filing = book.Money.Filing is not { } filing ? null : states.Where(s => s.Step.Name == filing && s.Key.AsNumber is not null)
                .ToImmutableDictionary(s => s.Key.AsNumber!.Value, s => (s, LightOf(s, today, book))),
            SurplusStep = book.Money.Surplus is { } surplus ? states.FirstOrDefault(s => s.Step.Name == surplus.Step) : null,
            Way = book.Money.Changes?.Way is { } way ? evaluation.Ask(way, ImmutableDictionary<string, FeelValue>.Empty) : null,
            Targets = [.. (book.Performance?.Targets ?? []).Select(t => (Fact: book.Facts[t], Value: evaluation.Fact(t))).Where(t => !t.Value.IsNull)],
            Reports = book.Performance is { } performance ? ReportsOf(file, book, states, performance, today) : [],
            ReportArticle = book.Performance is { } reports ? book.FindStep(reports.Step)?.Article : null,
        };
    }

    private static ImmutableArray<YearReport> ReportsOf(CaseFile file, Rulebook book, ImmutableArray<StepState> states, PerformanceRules rules, DateOnly today)
    {
        var step = book.FindStep(rules.Step)!;
        var asked = step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact).DistinctBy(f => f.Name).ToList();
        return [.. states.Where(s => s.Step.Name == rules.Step && !s.Key.IsNull).OrderBy(s => s.Key.AsNumber).Select(s =>
        {
            var last = s.Occurrences.LastOrDefault(o => o.ReopenedBy is null);
            return new YearReport(
                SituationReader.Shown(s.Key), s, LightOf(s, today, book),
                last is null ? [] : [.. asked.Where(f => last.Facts.ContainsKey(f.Name)).Select(f => (f, last.Facts[f.Name]))], last?.Act);
        })];
    }

    private static DeadlineLight LightOf(StepState state, DateOnly today, Rulebook book) => state is { Status: StepStatus.Done, Occurrences: [.., var last] }
        ? DeadlineLight.Done(state.Deadline, last.On, today, book.Calendar)
        : DeadlineLight.Of(state.Deadline, today, book.Calendar);

    private static ChartValue? Value(decimal? amount) => amount is { } known ? new ChartValue(Math.Max(0, known), DayText.Money(known), null) : null;
}
