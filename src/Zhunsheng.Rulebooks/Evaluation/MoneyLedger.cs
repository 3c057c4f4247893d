using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Where an amount stands towards its ceiling.</summary>
public enum CeilingVerdict
{
    /// <summary>One of the two amounts is not known yet.</summary>
    Unknown,
    /// <summary>It does not apply here.</summary>
    NotApplicable,
    /// <summary>The amount stays within.</summary>
    Keeps,
    /// <summary>The amount lies above.</summary>
    Exceeds,
}

/// <summary>A ceiling with the amounts as they are now; in 万元.</summary>
/// <param name="Ceiling">The ceiling.</param>
/// <param name="Amount">The amount measured; null while unknown.</param>
/// <param name="Limit">Up to where it may go, the allowance included; null while unknown.</param>
/// <param name="Verdict">What comes of it.</param>
public sealed record CeilingState(MoneyCeiling Ceiling, decimal? Amount, decimal? Limit, CeilingVerdict Verdict)
{
    /// <summary>What is above the ceiling; 0 for nothing.</summary>
    public decimal Excess => Verdict == CeilingVerdict.Exceeds ? Amount!.Value - Limit!.Value : 0;

    /// <summary>The state in one Chinese sentence.</summary>
    public string Sentence => Verdict switch
    {
        CeilingVerdict.Exceeds => $"{Ceiling.Of}{Shown(Amount)}，超过{Ceiling.Within}{Shown(Limit)}{Allowed}，多{Shown(Excess)}",
        CeilingVerdict.Keeps => $"{Ceiling.Of}{Shown(Amount)}，没有超过{Ceiling.Within}{Shown(Limit)}{Allowed}",
        CeilingVerdict.NotApplicable => "本项目不比这一项",
        _ => $"{(Amount is null ? Ceiling.Of : Ceiling.Within)}还不知道，没有比",
    };

    private string Allowed => Ceiling.Allowance == 0 ? "" : $"（已加容许的{SituationReader.Shown(FeelValue.Of(Ceiling.Allowance * 100))}%）";

    private static string Shown(decimal? amount) => MoneyText.WithUnit(amount ?? 0);
}

/// <summary>A contract and what has been paid on it; in 万元.</summary>
/// <param name="Number">Its ordinal among the contracts; null when the author gives none.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Party">The other party.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="Signed">The day of signing.</param>
/// <param name="Until">The agreed day of completion.</param>
/// <param name="Retained">What is kept back as a guarantee (质保金).</param>
/// <param name="Paid">What has been paid on it.</param>
public sealed record ContractEntry(decimal? Number, string? Name, string? Party, decimal? Amount, DateOnly? Signed, DateOnly? Until, decimal? Retained, decimal Paid)
{
    /// <summary>What has been paid above the contract; 0 for nothing.</summary>
    public decimal Overpaid => Amount is { } amount && Paid > amount ? Paid - amount : 0;

    /// <summary>Whether the payments have touched what is kept back.</summary>
    public bool TouchesRetained => Amount is { } amount && Retained is > 0 and { } kept && Paid > amount - kept;
}

/// <summary>A payment with what had been paid by then; in 万元.</summary>
/// <param name="On">Its day.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Payee">Who got it.</param>
/// <param name="Contract">The ordinal of the contract; null for none.</param>
/// <param name="Voucher">The voucher.</param>
/// <param name="Total">All payments up to this one.</param>
/// <param name="OnContract">The payments on the same contract up to this one; null for none.</param>
/// <param name="ToPayee">The payments to the same payee up to this one; null when nobody is named.</param>
public sealed record PaymentEntry(DateOnly? On, decimal? Amount, string? Payee, decimal? Contract, string? Voucher, decimal Total, decimal? OnContract, decimal? ToPayee);

/// <summary>A year: what was planned, arranged and paid; in 万元.</summary>
/// <param name="Year">The year.</param>
/// <param name="Planned">The plan; null where none is known.</param>
/// <param name="Arranged">The money arranged; null where none is known.</param>
/// <param name="Paid">What was paid in it.</param>
public sealed record YearEntry(int Year, decimal? Planned, decimal? Arranged, decimal Paid)
{
    /// <summary>What has been paid of the plan, as a share; null without a plan.</summary>
    public decimal? OfPlan => Planned is > 0 ? Paid / Planned.Value : null;

    /// <summary>What has been paid of the money arranged, as a share; null without any.</summary>
    public decimal? OfArranged => Arranged is > 0 ? Paid / Arranged.Value : null;
}

/// <summary>A change measured against one limit; in 万元.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Most">Up to where it goes for this project; null while the base is unknown.</param>
/// <param name="Single">What this change comes to.</param>
/// <param name="Total">This change with those the unit had made by itself before; equal to <paramref name="Single"/> where they are not added up.</param>
/// <param name="Share">The single amount as a share of the base; null while unknown.</param>
/// <param name="TotalShare">The total as a share of the base; null while unknown.</param>
public sealed record MeasuredChange(ChangeLimit Limit, decimal? Most, decimal? Single, decimal? Total, decimal? Share, decimal? TotalShare)
{
    /// <summary>Whether it is above the limit; null while that cannot be said.</summary>
    public bool? Exceeds => Total is { } total && Most is { } most ? total > most : null;
}

/// <summary>A change of the project.</summary>
/// <param name="Number">Its ordinal.</param>
/// <param name="On">The day of the act.</param>
/// <param name="What">What changes.</param>
/// <param name="Way">By which way it went.</param>
/// <param name="ByUnit">Whether the unit made it by itself.</param>
/// <param name="Outcome">What was decided on it; null while nothing is.</param>
/// <param name="Measures">How it stands towards each limit.</param>
public sealed record ChangeEntry(decimal? Number, DateOnly? On, string? What, string? Way, bool ByUnit, string? Outcome, ImmutableArray<MeasuredChange> Measures);

/// <summary>The money of one file as it stands in an evaluation. All amounts in 万元; unknown is null.</summary>
public sealed record MoneyLedger
{
    /// <summary>The amounts of the chain, in its order.</summary>
    public required ImmutableArray<(MoneyLine Line, decimal? Amount)> Lines { get; init; }

    /// <summary>The ceilings.</summary>
    public required ImmutableArray<CeilingState> Ceilings { get; init; }

    /// <summary>The contracts.</summary>
    public required ImmutableArray<ContractEntry> Contracts { get; init; }

    /// <summary>The payments in their order.</summary>
    public required ImmutableArray<PaymentEntry> Payments { get; init; }

    /// <summary>The years.</summary>
    public required ImmutableArray<YearEntry> Years { get; init; }

    /// <summary>The surplus; null while unknown.</summary>
    public decimal? Surplus { get; init; }

    /// <summary>What of it has gone back; null while unknown or not registered.</summary>
    public decimal? Returned { get; init; }

    /// <summary>What changes are measured against; null while unknown.</summary>
    public decimal? Base { get; init; }

    /// <summary>The changes.</summary>
    public ImmutableArray<ChangeEntry> Changes { get; init; } = [];

    /// <summary>What was paid to each payee, the largest first.</summary>
    public ImmutableArray<(string Payee, int Times, decimal Paid)> Payees =>
        [.. Payments.Where(p => p.Payee is not null).GroupBy(p => p.Payee!).Select(g => (g.Key, g.Count(), g.Sum(p => p.Amount ?? 0))).OrderByDescending(g => g.Item3).ThenBy(g => g.Key, StringComparer.Ordinal)];

    /// <summary>Works the ledger out.</summary>
    public static MoneyLedger Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var rules = evaluation.Rulebook.Money;
        var payments = PaymentsOf(evaluation, rules);
        return new MoneyLedger
        {
            Lines = [.. rules.Lines.Select(l => (l, evaluation.Evaluate(l.Value).AsNumber))],
            Ceilings = [.. rules.Ceilings.Select(c => StateOf(evaluation, c))],
            Contracts = [.. Rows(evaluation, rules.Contracts).Select(r => new ContractEntry(
                r["序号"].AsNumber, r["名称"].AsString, r["单位"].AsString, r["金额"].AsNumber, r["签订"].AsDate, r["完成"].AsDate, r["质保金"].AsNumber,
                r["序号"].AsNumber is { } number ? payments.Where(p => p.Contract == number).Sum(p => p.Amount ?? 0) : 0))],
            Payments = payments,
            Years = YearsOf(evaluation, rules, payments),
            Surplus = rules.Surplus is { } surplus ? evaluation.Evaluate(surplus.Amount).AsNumber : null,
            Returned = rules.Surplus?.Returned is { } returned ? evaluation.Evaluate(returned).AsNumber : null,
            Base = rules.Changes is { } measured ? evaluation.Evaluate(measured.Base).AsNumber : null,
            Changes = rules.Changes is { } changes ? ChangesOf(evaluation, changes) : [],
        };
    }

    /// <summary>The ceilings that an act of a step could lead above, as the evaluation has them; those that a gate keeps are not among them.</summary>
    public static ImmutableArray<CeilingState> CeilingsOf(Evaluation evaluation, string step)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var rules = evaluation.Rulebook.Money;
        bool Touches(string name) => rules.Lines.Any(l => l.Name == name && l.Steps.Contains(step));
        return [.. rules.Ceilings.Where(c => c.Gate is null && (Touches(c.Of) || Touches(c.Within))).Select(c => StateOf(evaluation, c))];
    }

    private static CeilingState StateOf(Evaluation evaluation, MoneyCeiling ceiling)
    {
        decimal? Amount(string name) => evaluation.Rulebook.Money.Lines.First(l => l.Name == name) is var line ? evaluation.Evaluate(line.Value).AsNumber : null;
        var (amount, within) = (Amount(ceiling.Of), Amount(ceiling.Within));
        var limit = within * (1 + ceiling.Allowance);
        var verdict = ceiling.When is { } when && evaluation.Evaluate(when).IsFalse ? CeilingVerdict.NotApplicable
            : amount is null || limit is null || (ceiling.When is { } unsure && evaluation.Evaluate(unsure).IsNull) ? CeilingVerdict.Unknown
            : amount > limit ? CeilingVerdict.Exceeds : CeilingVerdict.Keeps;
        return new CeilingState(ceiling, amount, limit, verdict);
    }

    private static ImmutableArray<PaymentEntry> PaymentsOf(Evaluation evaluation, MoneyRules rules)
    {
        var entries = ImmutableArray.CreateBuilder<PaymentEntry>();
        foreach (var row in Rows(evaluation, rules.Payments))
        {
            var (amount, payee, contract) = (row["金额"].AsNumber, row["单位"].AsString, row["合同"].AsNumber);
            decimal Before(Func<PaymentEntry, bool> which) => entries.Where(which).Sum(p => p.Amount ?? 0) + (amount ?? 0);
            entries.Add(new PaymentEntry(
                row["日期"].AsDate, amount, payee, contract, row["凭证"].AsString, Before(_ => true),
                contract is null ? null : Before(p => p.Contract == contract), payee is null ? null : Before(p => p.Payee == payee)));
        }

        return entries.ToImmutable();
    }

    private static ImmutableArray<YearEntry> YearsOf(Evaluation evaluation, MoneyRules rules, ImmutableArray<PaymentEntry> payments)
    {
        var rows = Rows(evaluation, rules.Years).Where(r => r["年度"].AsNumber is not null).GroupBy(r => (int)r["年度"].AsNumber!.Value).ToDictionary(g => g.Key, g => g.ToList());
        var paid = payments.Where(p => p.On is not null).GroupBy(p => p.On!.Value.Year).ToDictionary(g => g.Key, g => g.Sum(p => p.Amount ?? 0));
        decimal? Sum(int year, string field) => rows.GetValueOrDefault(year)?.Select(r => r[field].AsNumber).OfType<decimal>().ToList() is { Count: > 0 } known ? known.Sum() : null;
        return [.. rows.Keys.Union(paid.Keys).Order().Select(y => new YearEntry(y, Sum(y, "计划"), Sum(y, "安排"), paid.GetValueOrDefault(y)))];
    }

    private static ImmutableArray<ChangeEntry> ChangesOf(Evaluation evaluation, ChangeRules rules)
    {
        var whole = evaluation.Evaluate(rules.Base).AsNumber;
        var before = rules.Limits.ToDictionary(l => l.Name, _ => 0m);
        var entries = ImmutableArray.CreateBuilder<ChangeEntry>();
        foreach (var row in Rows(evaluation, rules.Rows))
        {
            var own = row["自行"].IsTrue;
            var measures = ImmutableArray.CreateBuilder<MeasuredChange>();
            foreach (var limit in rules.Limits)
            {
                var single = row[limit.Field].AsNumber;
                var added = limit.Cumulative is { } cumulative && evaluation.Evaluate(cumulative).IsTrue;
                var total = added ? before[limit.Name] + single : single;
                var most = whole * limit.Share is { } share ? limit.Most is { } cap ? Math.Min(share, cap) : share : (decimal?)null;
                measures.Add(new MeasuredChange(limit, most, single, total, whole is > 0 ? single / whole : null, whole is > 0 ? total / whole : null));
                before[limit.Name] += own ? single ?? 0 : 0;
            }

            entries.Add(new ChangeEntry(row["序号"].AsNumber, row["日期"].AsDate, row["内容"].AsString, row["方式"].AsString, own, row["结果"].AsString, measures.ToImmutable()));
        }

        return entries.ToImmutable();
    }

    private static IEnumerable<FeelContext> Rows(Evaluation evaluation, FeelExpression? rows) =>
        rows is null ? [] : (evaluation.Evaluate(rows).AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>();
}
