using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Pages.Acceptance;
using Zhunsheng.Web.Pages.Inspection;
using Zhunsheng.Web.Pages.Money;
using Zhunsheng.Web.Pages.Supervision;
using Zhunsheng.Web.Pages.TimeLine;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>The second half of a project's life as the interface shows it: the views of the pages, and nothing more.</summary>
internal static class LifeShaping
{
    /// <summary>The money of a project.</summary>
    public static MoneyShape Money(MoneyView view)
    {
        var ledger = view.Ledger;
        return new MoneyShape
        {
            Number = view.File.Number,
            Today = view.Today,
            Lines = [.. ledger.Lines.Select(l => (l.Line, l.Amount, Act: l.Amount is null ? null : view.SourceOf(l.Line))).Select(l => new MoneyLineShape(l.Line.Name, l.Amount, l.Act?.Number, l.Act?.On, l.Line.Steps))],
            Ceilings = [.. ledger.Ceilings.Select(Ceiling)],
            Contracts = [.. ledger.Contracts.Select(c => Contract(view, c))],
            Payments = [.. ledger.Payments.Select(p => new PaymentShape(p.On, p.Amount, p.Payee, p.Contract, p.Voucher, p.Total, p.OnContract, p.ToPayee))],
            Payees = [.. ledger.Payees.Select(p => new PayeeShape(p.Payee, p.Times, p.Paid))],
            Years = [.. ledger.Years.Select(y => new YearMoneyShape(y.Year, y.Planned, y.Arranged, y.Paid, y.OfPlan, y.OfArranged))],
            Execution = new ExecutionShape(
                view.Of(Figure.Approved), view.Of(Figure.Allotted), view.Of(Figure.Contracted), view.Of(Figure.Paid), view.ShareOf(Figure.Approved), view.ShareOf(Figure.Contracted)),
            Surplus = view.Book.Money.Surplus is not { } surplus ? null : new SurplusShape(
                ledger.Surplus, ledger.Returned, surplus.Step, view.Book.FindStep(surplus.Step)!.Article.Text, view.SurplusStep is { } state ? RulebookShaping.Word(state.Status.ToString()) : null),
        };
    }

    /// <summary>The changes of a project; null where its rulebook knows none.</summary>
    public static ChangesShape? Changes(MoneyView view) => view.Book.Money.Changes is not { } rules ? null : new ChangesShape
    {
        Number = view.File.Number,
        Today = view.Today,
        BaseName = rules.BaseName,
        Base = view.Ledger.Base,
        Way = view.Way is { } way ? new WayShape(rules.Way!, way.Value, [.. way.Because.Select(b => b.Article.Text).Distinct()], way.Unknown) : null,
        Limits = [.. rules.Limits.Select(l => new ChangeLimitShape(l.Name, l.Share, l.Most, l.Article.Text))],
        Changes = [.. view.Ledger.Changes.Select(c => new ChangeShape
        {
            Ordinal = c.Number,
            On = c.On,
            What = c.What,
            Way = c.Way,
            ByUnit = c.ByUnit,
            Outcome = c.Outcome,
            Measures = [.. c.Measures.Select(m => new MeasureShape(m.Limit.Name, m.Most, m.Single, m.Total, m.Share, m.TotalShare, m.Exceeds))],
        })],
    };

    /// <summary>The yearly reports beside the targets; null where the rulebook asks for none.</summary>
    public static PerformanceShape? Performance(MoneyView view) => view.ReportArticle is not { } article ? null : new PerformanceShape(
        view.File.Number, view.Today, article.Text,
        [.. view.Targets.Select(t => Said(view.Book, t.Fact, t.Value))],
        [.. view.Reports.Select(r => new YearReportShape(r.Year, RulebookShaping.Word(r.Light.Light.ToString()), r.State.Deadline?.Due, r.Act, [.. r.Said.Select(s => Said(view.Book, s.Fact, s.Value))]))]);

    /// <summary>The course of a file in days.</summary>
    public static TimeLineShape TimeLine(TimeLineView view) => new()
    {
        Number = view.File.Number,
        Today = view.Today,
        Milestones = [.. view.Milestones.Select(m => new MilestoneShape(m.Name, m.Planned, m.Reached, m.DaysLate(view.Today)))],
        Phases = [.. view.Phases.Select(s => Span(s, view.Today))],
        Suspensions = [.. view.Suspensions.Select(s => Span(s, view.Today))],
        Pauses = [.. view.Pauses.Select(s => Span(s, view.Today))],
        Entries = [.. view.Entries.Select(e => new TimeEntryShape
        {
            On = e.On,
            Kind = RulebookShaping.Word(e.Mark.ToString()),
            Text = e.Text,
            Note = e.Note,
            Article = e.Article?.Text,
            Light = e.Light is { } light ? RulebookShaping.Word(light.Light.ToString()) : null,
            Act = e.Act,
        })],
    };

    /// <summary>What the supervisor does in a file.</summary>
    public static SupervisionShape Supervision(SupervisedFile view, DateOnly today) => new()
    {
        Number = view.File.Number,
        Today = today,
        Supervisor = view.Supervisor,
        Logs = [.. view.Logs.Select(l => new DayActShape(l.Day, l.Act))],
        Notices = [.. view.Notices.Select(n => new SupervisionNoticeShape
        {
            Ordinal = n.Number,
            Act = n.Act,
            On = n.On,
            Subject = n.Subject,
            Due = n.Due,
            Light = RulebookShaping.Word(n.Light.Light.ToString()),
            Standing = n.Unanswered ? "unanswered" : n.Unchecked ? "unchecked" : n.Check is { Status: StepStatus.Done } ? "settled" : "answered",
            Reply = Done(n.Reply),
            Check = Done(n.Check),
        })],
        Opinions = [.. view.Opinions.Select(o => new OpinionShape(o.Act, o.On, o.Said))],
    };

    /// <summary>The way to acceptance.</summary>
    public static AcceptanceShape Acceptance(AcceptanceView view) => new()
    {
        Number = view.File.Number,
        Today = view.Today,
        Article = view.Rule.Article.Text,
        Missing = view.Missing,
        Route = [.. view.Route.Select(s => AcceptanceStep(view, s))],
        Extension = [.. view.Extension.Select(s => AcceptanceStep(view, s))],
        Evaluation = [.. view.Evaluation.Select(s => AcceptanceStep(view, s))],
        Dossiers = [.. view.Dossiers.Select(d => CaseShaping.Dossier(view.File.Number, d))],
        Gates = [.. view.Gates.Select(g => Gate(view.Book, g))],
        Group = [.. view.Group.Select(m => m.Values.Select((v, i) => (view.Rule.Group!.Fields[i].Name, v)).ToDictionary(p => p.Name, p => p.v))],
        GroupRemarks = view.GroupRemarks,
        Silent = view.Rule.Silent,
    };

    /// <summary>What is claimed held against other evidence: contradictions first.</summary>
    public static EvidenceShape Evidence(CaseInspectionView view) => new(
        view.File.Number, view.Today, view.Evidence.Count(e => e.Contradicts == true),
        [.. view.Evidence.OrderBy(e => e.Contradicts switch { true => 0, null => 1, false => 2 }).Select(e => new ClaimShape
        {
            Name = e.Rule.Name,
            Sort = e.Rule.Sort,
            Contradicts = e.Contradicts,
            Text = e.Text,
            Article = e.Rule.Article?.Text,
            Platform = e.Rule.Article is null,
            Remedy = e.Rule.Remedy,
            Facts = ShownValues.Of(view.Book, e.Facts.IsDefault ? [] : e.Facts),
            Unknown = e.Unknown.IsDefault ? [] : e.Unknown,
        })]);

    /// <summary>A gate with its verdict.</summary>
    public static GateShape Gate(Rulebook book, GateVerdict verdict) => new()
    {
        Name = verdict.Gate.Name,
        Article = verdict.Gate.Article.Text,
        Strength = RulebookShaping.StrengthOf(verdict.Gate.Strength),
        Platform = verdict.Gate.Platform,
        Holds = verdict.Holds,
        Applies = verdict.Applies,
        Excepted = verdict.Excepted,
        Reason = verdict.Gate.Reason,
        Remedy = verdict.Gate.Remedy,
        Facts = ShownValues.Of(book, verdict.Facts.IsDefault ? [] : verdict.Facts),
        Unknown = verdict.Unknown.IsDefault ? [] : verdict.Unknown,
    };

    /// <summary>A fact with its value.</summary>
    public static SaidShape Said(Rulebook book, FactDefinition fact, Feel.FeelValue value) => new(fact.Name, fact.Label, ShownValues.Of(book, fact.Name, value));

    private static CeilingShape Ceiling(CeilingState state) => new()
    {
        Name = state.Ceiling.Name,
        Of = state.Ceiling.Of,
        Within = state.Ceiling.Within,
        Amount = state.Amount,
        Limit = state.Limit,
        Verdict = RulebookShaping.Word(state.Verdict.ToString()),
        Excess = state.Excess,
        Text = state.Sentence,
        Article = state.Ceiling.Article?.Text,
        Platform = state.Ceiling.Platform,
        Effect = state.Ceiling.Gate is not null ? "gate" : state.Ceiling.Platform || state.Ceiling.Strength == Strength.May ? "remind" : "refuse",
        Remedy = state.Ceiling.Remedy,
    };

    private static ContractShape Contract(MoneyView view, ContractEntry contract) => new()
    {
        Ordinal = contract.Number,
        Name = contract.Name,
        Party = contract.Party,
        Amount = contract.Amount,
        Signed = contract.Signed,
        Until = contract.Until,
        Retained = contract.Retained,
        Paid = contract.Paid,
        Overpaid = contract.Overpaid,
        TouchesRetained = contract.TouchesRetained,
        Filing = contract.Number is { } number && view.Filing is { } filing && filing.TryGetValue(number, out var filed)
            ? new FilingShape(filed.State.Step.Name, (filed.State.Deadline?.Deadline.Article ?? filed.State.Step.Article).Text, RulebookShaping.Word(filed.Light.Light.ToString()), filed.State.Deadline?.Due)
            : null,
    };

    private static SpanShape Span(TimeSpanOf span, DateOnly today) => new(span.Text, span.From, span.To, (span.To ?? today).DayNumber - span.From.DayNumber + 1);

    private static DoneShape? Done(StepState? state) => state?.Occurrences.LastOrDefault(o => o.ReopenedBy is null) is { } last ? new DoneShape(last.Act, last.On, last.Outcome) : null;

    private static AcceptanceStepShape AcceptanceStep(AcceptanceView view, AcceptanceStep step) => new()
    {
        Step = step.State.Step.Name,
        Title = step.State.Step.Title,
        Key = step.State.Key,
        Article = step.State.Step.Article.Text,
        Status = RulebookShaping.Word(step.State.Status.ToString()),
        Words = step.Words,
        Who = step.Who,
        Href = step.Href is null ? null : CaseShaping.FormHref(view.File.Number, step.State.Step, step.State.Key),
        Done = [.. step.Done.Select(d => new AcceptanceDoneShape(d.Act, d.On, d.Outcome, d.Reopened, d.Timing, d.Stated))],
        Deadline = step is { Limit: { } limit, Light: { } light } ? CaseShaping.Deadline(limit, light) : null,
        Obstacles = [.. step.Obstacles.Select(o => CaseShaping.Obstacle(view.Book, o))],
    };
}
