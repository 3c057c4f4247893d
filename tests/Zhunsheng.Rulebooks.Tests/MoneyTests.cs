using System.Collections.Immutable;
using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>What an author says about the money of a project, and what follows from it.</summary>
public class MoneyTests
{
    private const string Said = """
        money:
          lines:
            估算: {value: 总投资, steps: [申报]}
            合同: {value: 金额, figure: 合同, steps: [批准]}
          ceilings:
            合同不超估算: {of: 合同, within: 估算, allowance: 0.1, article: 第三条, remedy: 先调整}
            平台看看: {of: 合同, within: 估算, platform: true}
          payments: '[{日期: date("2025-03-01"), 金额: 30, 单位: "甲", 合同: 1}, {日期: date("2025-08-01"), 金额: 50, 单位: "甲", 合同: 2}, {日期: date("2026-01-05"), 金额: 25, 单位: "乙", 合同: 1}]'
          contracts: '[{序号: 1, 名称: "主合同", 单位: "甲", 金额: 50, 质保金: 5}, {序号: 2, 名称: "二期", 金额: 50}]'
          years: '[{年度: 2025, 计划: 100, 安排: 160}, {年度: 2025, 安排: 40}]'
          surplus: {amount: 总投资 - 金额, returned: "5", step: 批准}
          changes:
            rows: '[{序号: 1, 内容: "一改", 金额: 20, 自行: true, 方式: "自行"}, {序号: 2, 内容: "报批的", 金额: 50, 自行: false}, {序号: 3, 内容: "再改", 金额: 25, 自行: true}, {序号: 4, 内容: "超了", 金额: 0.01, 自行: true}]'
            base: 总投资
            base_name: 批准的投资
            way: 规模
            limits:
              改动: {share: 0.15, most: 45, field: 金额, cumulative: 停表, article: 第三条}
        timeline: {milestones: '[{名称: "开工", 计划: date("2025-05-01")}]', suspensions: '[{从: date("2025-05-01"), 原因: "缺钱"}]'}
        performance: {step: 批准, targets: [项目名称]}

        """;

    private static readonly string Whole = Head + "\n" + Articles;

    [Theory]
    [InlineData("110", CeilingVerdict.Keeps, 0)]
    [InlineData("110.01", CeilingVerdict.Exceeds, 0.01)]
    [InlineData(null, CeilingVerdict.Unknown, 0)]
    public void Ceiling_WithAllowance_HoldsUpToItsEdge(string? contract, CeilingVerdict verdict, double excess)
    {
        var ledger = Ledger(100m, contract is null ? null : decimal.Parse(contract, System.Globalization.CultureInfo.InvariantCulture));
        var state = ledger.Ceilings.Single(c => c.Ceiling.Name == "合同不超估算");
        Assert.Equal((verdict, (decimal)excess), (state.Verdict, state.Excess));
        Assert.Equal(("第三条", false, Strength.Hard), (state.Ceiling.Article!.Text, state.Ceiling.Platform, state.Ceiling.Strength));
        Assert.Equal(verdict == CeilingVerdict.Exceeds ? "合同110.01万元，超过估算110.00万元（已加容许的10%），多0.01万元" : state.Sentence, state.Sentence);
    }

    [Fact]
    public void Ceiling_OfPlatform_HasNoArticleAndOnlyWarns()
    {
        var state = Ledger(100m, 100.01m).Ceilings.Single(c => c.Ceiling.Name == "平台看看");
        Assert.Equal((CeilingVerdict.Exceeds, true, Strength.May), (state.Verdict, state.Ceiling.Platform, state.Ceiling.Strength));
        Assert.Null(state.Ceiling.Article);
    }

    [Fact]
    public void Payments_CountUpByAllByContractAndByPayee()
    {
        var ledger = Ledger(100m, 100m);
        Assert.Equal([(30m, 30m, 30m), (80m, 50m, 80m), (105m, 55m, 25m)], ledger.Payments.Select(p => (p.Total, p.OnContract!.Value, p.ToPayee!.Value)));
        Assert.Equal([(55m, 5m, true), (50m, 0m, false)], ledger.Contracts.Select(c => (c.Paid, c.Overpaid, c.TouchesRetained)));
        Assert.Equal([("甲", 2, 80m), ("乙", 1, 25m)], ledger.Payees);
    }

    [Fact]
    public void Years_JoinPlansAndPaymentsAndGiveRates()
    {
        var years = Ledger(100m, 100m).Years;
        Assert.Equal([new YearEntry(2025, 100m, 200m, 80m), new YearEntry(2026, null, null, 25m)], years);
        Assert.Equal((0.8m, 0.4m, (decimal?)null), (years[0].OfPlan, years[0].OfArranged, years[1].OfPlan));
    }

    [Fact]
    public void Changes_MadeByTheUnit_AddUpAgainstTheLowerOfShareAndCap()
    {
        var ledger = Ledger(1000m, 400m);
        Assert.Equal((600m, 5m, 1000m), (ledger.Surplus!.Value, ledger.Returned!.Value, ledger.Base!.Value));
        Assert.Equal([(20m, 20m, false), (50m, 70m, true), (25m, 45m, false), (0.01m, 45.01m, true)], ledger.Changes.Select(c => c.Measures[0]).Select(m => (m.Single!.Value, m.Total!.Value, m.Exceeds!.Value)));
        Assert.Equal((45m, 0.025m, 0.045m), (ledger.Changes[2].Measures[0].Most!.Value, ledger.Changes[2].Measures[0].Share!.Value, ledger.Changes[2].Measures[0].TotalShare!.Value));
    }

    [Fact]
    public void Changes_BaseUnknown_SayNothing()
    {
        var measure = Ledger(null, null).Changes[0].Measures[0];
        Assert.Equal((null, null, null), (measure.Most, measure.Share, measure.Exceeds));
    }

    [Fact]
    public void Money_NotSaid_IsEmpty()
    {
        var book = Read(Whole).Rulebook!;
        Assert.False(book.Money.Any);
        Assert.Empty(book.Money.Figures);
        Assert.Null(book.Supervision);
        Assert.Null(book.Performance);
        Assert.Null(book.Timeline.Milestones);
    }

    [Theory]
    [InlineData("figure: 合同", "figure: 合约", "没有叫“合约”的总览金额，只能写计划、批准、安排、合同、支付、结余")]
    [InlineData("steps: [申报]", "steps: [申保]", "没有叫“申保”的环节")]
    [InlineData("of: 合同, within: 估算, platform", "of: 合约, within: 估算, platform", "没有叫“合约”的金额")]
    [InlineData("platform: true", "platform: true, article: 第二条", "凭什么只能写一样")]
    [InlineData("within: 估算, platform: true", "within: 估算", "凭什么只能写一样")]
    [InlineData("platform: true", "gate: 没有的红线", "没有叫“没有的红线”的红线")]
    [InlineData("allowance: 0.1", "allowance: 一成", "allowance 要写数字")]
    [InlineData("article: 第三条, remedy", "article: 第九十条, remedy", "引用了不存在的第九十条")]
    [InlineData("way: 规模", "way: 规摸", "没有叫“规摸”的判定")]
    [InlineData("value: 总投资", "value: '\"三百\"'", "这里要的是")]
    [InlineData("计划: date(\"2025-05-01\")", "计划日: date(\"2025-05-01\")", "没有“计划日”这一栏，只能有名称、计划、完成")]
    [InlineData("targets: [项目名称]", "targets: [项目名]", "没有叫“项目名”的要素")]
    [InlineData("surplus:", "surplas:", "不认识的键 surplas")]
    public void Money_Mistake_IsAnErrorAtItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, Said, StringComparison.Ordinal);
        var reading = Read(With(Said.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Null(reading.Rulebook);
        var finding = Assert.Single(reading.Findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding.Line > 1 && finding.Column >= 1);
    }

    private static MoneyLedger Ledger(decimal? investment, decimal? contract)
    {
        var reading = Read(With(Said));
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        var facts = new[] { ("总投资", investment), ("金额", contract) }.Where(f => f.Item2 is not null).Select(f => KeyValuePair.Create(f.Item1, FeelValue.Of(f.Item2!.Value)));
        return MoneyLedger.Of(new Evaluation(reading.Rulebook!, Situation.Of(facts)));
    }

    private static string With(string said) => Whole.Replace("\narticles:", "\n" + said + "articles:", StringComparison.Ordinal);
}
