using System.ComponentModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Web.Api.Answers;

[Description("一份项目的资金台账。金额以万元计；不知道的是 null。")]
internal sealed record MoneyShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("金额链：从估算到决算，一项接一项。")]
    public required IReadOnlyList<MoneyLineShape> Lines { get; init; }

    [Description("上限和现在的判断。")]
    public required IReadOnlyList<CeilingShape> Ceilings { get; init; }

    [Description("合同。")]
    public required IReadOnlyList<ContractShape> Contracts { get; init; }

    [Description("支付，按先后逐笔累计。")]
    public required IReadOnlyList<PaymentShape> Payments { get; init; }

    [Description("按收款单位合计，多的在前。")]
    public required IReadOnlyList<PayeeShape> Payees { get; init; }

    [Description("年度的计划、安排、支付和执行率。")]
    public required IReadOnlyList<YearMoneyShape> Years { get; init; }

    [Description("支付的总数对照批准和合同。")]
    public required ExecutionShape Execution { get; init; }

    [Description("结余；条文没有写结余怎样处理时为 null。")]
    public SurplusShape? Surplus { get; init; }
}

[Description("金额链里的一项。")]
internal sealed record MoneyLineShape(
    [property: Description("名称。")] string Name,
    [property: Description("金额（万元）；还没有时为 null。")] decimal? Amount,
    [property: Description("最后定它的是第几号行为；没有或者是算出来的为 null。")] int? Act,
    [property: Description("那一号的日期；没有时为 null。")] DateOnly? On,
    [property: Description("由哪些环节带来；算出来的为空。")] IReadOnlyList<string> Steps);

[Description("一条上限。有条文的照条文；平台提示不是条文，只提醒。")]
internal sealed record CeilingShape
{
    [Description("名称。")]
    public required string Name { get; init; }

    [Description("量哪一项。")]
    public required string Of { get; init; }

    [Description("不超过哪一项。")]
    public required string Within { get; init; }

    [Description("量出来的金额（万元）；不知道时为 null。")]
    public decimal? Amount { get; init; }

    [Description("最多多少（万元），容许的已经加上；不知道时为 null。")]
    public decimal? Limit { get; init; }

    [Description("判断：exceeds 超过、keeps 没有超过、unknown 还不能比、not_applicable 本项目不比。")]
    public required string Verdict { get; init; }

    [Description("超过多少（万元）；没有超过为 0。")]
    public required decimal Excess { get; init; }

    [Description("一句话。")]
    public required string Text { get; init; }

    [Description("条文；平台提示为 null。")]
    public string? Article { get; init; }

    [Description("是不是平台提示而不是条文。")]
    public required bool Platform { get; init; }

    [Description("超过时收不收：refuse 不收、remind 只提醒、gate 由红线管着。")]
    public required string Effect { get; init; }

    [Description("怎样才行；没有写时为 null。")]
    public string? Remedy { get; init; }
}

[Description("一份合同和付了多少。")]
internal sealed record ContractShape
{
    [Description("序号；没有时为 null。")]
    public decimal? Ordinal { get; init; }

    [Description("名称。")]
    public string? Name { get; init; }

    [Description("对方单位。")]
    public string? Party { get; init; }

    [Description("金额（万元）。")]
    public decimal? Amount { get; init; }

    [Description("签订日期。")]
    public DateOnly? Signed { get; init; }

    [Description("约定完成的日期。")]
    public DateOnly? Until { get; init; }

    [Description("质保金（万元）。")]
    public decimal? Retained { get; init; }

    [Description("已付（万元）。")]
    public required decimal Paid { get; init; }

    [Description("多付（万元）；没有为 0。平台提示，不是条文。")]
    public required decimal Overpaid { get; init; }

    [Description("支付是不是动到了质保金。平台提示，不是条文。")]
    public required bool TouchesRetained { get; init; }

    [Description("报送备案；条文没有要求时为 null。")]
    public FilingShape? Filing { get; init; }
}

[Description("合同的报送备案。")]
internal sealed record FilingShape(
    [property: Description("环节。")] string Step,
    [property: Description("条文。")] string Article,
    [property: Description("灯，和期限的一样。")] string Light,
    [property: Description("最后一天；没有时为 null。")] DateOnly? Due);

[Description("一笔支付。")]
internal sealed record PaymentShape(
    [property: Description("日期。")] DateOnly? On,
    [property: Description("金额（万元）。")] decimal? Amount,
    [property: Description("收款单位。")] string? Payee,
    [property: Description("合同的序号；不按合同付的为 null。")] decimal? Contract,
    [property: Description("凭证。")] string? Voucher,
    [property: Description("到这一笔的累计（万元）。")] decimal Total,
    [property: Description("这份合同的累计（万元）；不按合同付的为 null。")] decimal? OnContract,
    [property: Description("这家单位的累计（万元）；没有写单位为 null。")] decimal? ToPayee);

[Description("付给一家单位的合计。")]
internal sealed record PayeeShape(
    [property: Description("收款单位。")] string Payee,
    [property: Description("几笔。")] int Times,
    [property: Description("合计（万元）。")] decimal Paid);

[Description("一个年度。")]
internal sealed record YearMoneyShape(
    [property: Description("年度。")] int Year,
    [property: Description("计划（万元）。")] decimal? Planned,
    [property: Description("安排（万元）。")] decimal? Arranged,
    [property: Description("支付（万元）。")] decimal Paid,
    [property: Description("支付占计划，例如 0.5；没有计划为 null。")] decimal? OfPlan,
    [property: Description("支付占安排；没有安排为 null。")] decimal? OfArranged);

[Description("批准、安排、合同、支付四个总数和执行率。")]
internal sealed record ExecutionShape(
    [property: Description("批准（万元）。")] decimal? Approved,
    [property: Description("安排（万元）。")] decimal? Allotted,
    [property: Description("合同（万元）。")] decimal? Contracted,
    [property: Description("支付（万元）。")] decimal? Paid,
    [property: Description("支付占批准，例如 0.2857；缺一样就是 null。")] decimal? OfApproved,
    [property: Description("支付占合同；缺一样就是 null。")] decimal? OfContracted);

[Description("结余和怎样退。")]
internal sealed record SurplusShape(
    [property: Description("结余（万元）；不知道为 null。")] decimal? Amount,
    [property: Description("已退（万元）；不知道为 null。")] decimal? Returned,
    [property: Description("由哪个环节退。")] string Step,
    [property: Description("条文。")] string Article,
    [property: Description("这个环节办到哪里：open、blocked、waiting、undetermined、done、not_needed。")] string? Status);

[Description("项目的调整：走哪条路，连同以前自行调整的累计，对照的底数。")]
internal sealed record ChangesShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("底数叫什么。")]
    public required string BaseName { get; init; }

    [Description("底数（万元）；不知道为 null。")]
    public decimal? Base { get; init; }

    [Description("照现在的要素该走哪条路；手册没有这个判定时为 null。")]
    public WayShape? Way { get; init; }

    [Description("自行调整的限额。")]
    public required IReadOnlyList<ChangeLimitShape> Limits { get; init; }

    [Description("调整，按先后。")]
    public required IReadOnlyList<ChangeShape> Changes { get; init; }
}

[Description("走哪条路，和依据。")]
internal sealed record WayShape(
    [property: Description("判定的名称。")] string Question,
    [property: Description("答案；判断不了为 null。")] FeelValue Answer,
    [property: Description("依据的条文。")] IReadOnlyList<string> Articles,
    [property: Description("缺的要素。")] IReadOnlyList<string> Unknown);

[Description("一条自行调整的限额。")]
internal sealed record ChangeLimitShape(
    [property: Description("限什么。")] string Name,
    [property: Description("占底数多少，例如 0.15。")] decimal Share,
    [property: Description("另外的绝对数（万元）；没有为 null。")] decimal? Most,
    [property: Description("条文。")] string Article);

[Description("一次调整。")]
internal sealed record ChangeShape
{
    [Description("序号。")]
    public decimal? Ordinal { get; init; }

    [Description("日期。")]
    public DateOnly? On { get; init; }

    [Description("调整什么。")]
    public string? What { get; init; }

    [Description("走了哪条路。")]
    public string? Way { get; init; }

    [Description("是不是单位自行调整。")]
    public required bool ByUnit { get; init; }

    [Description("结果；还没有时为 null。")]
    public string? Outcome { get; init; }

    [Description("对照每条限额。")]
    public required IReadOnlyList<MeasureShape> Measures { get; init; }
}

[Description("一次调整对照一条限额。")]
internal sealed record MeasureShape(
    [property: Description("限什么。")] string Limit,
    [property: Description("本项目的限额（万元）；底数不知道为 null。")] decimal? Most,
    [property: Description("这一次（万元）。")] decimal? Single,
    [property: Description("连同以前自行调整的（万元）。")] decimal? Total,
    [property: Description("这一次占底数。")] decimal? Share,
    [property: Description("累计占底数。")] decimal? TotalShare,
    [property: Description("超过没有；不能比为 null。")] bool? Exceeds);
