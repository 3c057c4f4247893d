using System.ComponentModel;

namespace Zhunsheng.Web.Api.Answers;

[Description("总览的数：每个数都带着它数的清单的地址。只数本凭证看得到的案卷。")]
internal sealed record OverviewShape
{
    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("从谁的位置看：office 部门、unit 单位、finance 财政、leaders 领导、audit 审计。")]
    public required string Desk { get; init; }

    [Description("本凭证可以从哪些位置看。")]
    public required IReadOnlyList<string> Desks { get; init; }

    [Description("是不是本地方的全部案卷；不是就只是本凭证看得到的。")]
    public required bool Whole { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("上面的几个数。")]
    public required IReadOnlyList<NumberShape> Numbers { get; init; }

    [Description("图里的数。")]
    public required IReadOnlyList<ChartShape> Charts { get; init; }
}

[Description("一个数。")]
internal sealed record NumberShape(
    [property: Description("数什么。")] string Label,
    [property: Description("数；说不出为 null。")] decimal? Value,
    [property: Description("页面上怎样写。")] string Shown,
    [property: Description("单位，和要一起说的话。")] string Unit,
    [property: Description("它数的清单的地址。")] string Href);

[Description("一张图里的数。")]
internal sealed record ChartShape(
    [property: Description("名称，同一个位置里不重复。")] string Id,
    [property: Description("标题。")] string Title,
    [property: Description("说明；没有时为 null。")] string? Hint,
    [property: Description("每行是什么：阶段、单位、年度等。")] string Subject,
    [property: Description("单位：个、件、万元等。")] string Unit,
    [property: Description("每行有哪几个数。")] IReadOnlyList<string> Series,
    [property: Description("行。")] IReadOnlyList<ChartRowShape> Rows);

[Description("图里的一行。")]
internal sealed record ChartRowShape(
    [property: Description("关于什么。")] string Label,
    [property: Description("数，先后和 series 一样。")] IReadOnlyList<ChartValueShape> Values,
    [property: Description("另外的话；没有时为 null。")] string? More);

[Description("图里的一个数。")]
internal sealed record ChartValueShape(
    [property: Description("数；不知道为 null。")] decimal? Value,
    [property: Description("页面上怎样写；不知道为 null。")] string? Shown,
    [property: Description("它数的清单的地址；没有时为 null。")] string? Href);

[Description("一个数背后的案卷，一页。")]
internal sealed record CountedPage(
    [property: Description("案卷。")] IReadOnlyList<CountedShape> Items,
    [property: Description("一共几份。")] int Total,
    [property: Description("数的是什么，一项一个条件。")] IReadOnlyList<string> Conditions,
    [property: Description("所有这些的金额（万元），只有知道的。")] IReadOnlyDictionary<string, decimal> Amounts);

[Description("一份数到的案卷。")]
internal sealed record CountedShape(
    [property: Description("案卷。")] CaseSummary Project,
    [property: Description("金额（万元），只有知道的：计划、批准、安排、合同、支付、结余。")] IReadOnlyDictionary<string, decimal> Amounts,
    [property: Description("几处逾期。")] int Late,
    [property: Description("几处被挡住。")] int Blocked,
    [property: Description("几处缺项。")] int Unmet,
    [property: Description("几个后果。")] int Consequences);

[Description("一个数背后的行为，一页。")]
internal sealed record DeedPageShape(
    [property: Description("行为，最近的在前。")] IReadOnlyList<DeedShape> Items,
    [property: Description("一共几件。")] int Total,
    [property: Description("数的是什么，一项一个条件。")] IReadOnlyList<string> Conditions);

[Description("一件数到的行为。")]
internal sealed record DeedShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("案卷的名称。")]
    public required string Title { get; init; }

    [Description("第几号行为。")]
    public required int Act { get; init; }

    [Description("环节的名称。")]
    public required string Step { get; init; }

    [Description("结果。")]
    public required string Outcome { get; init; }

    [Description("怎样：settled 办结、returned 退回、refused 不同意、granted 批准例外、corrected 更正。")]
    public required string Ending { get; init; }

    [Description("条文；环节已经不在手册里为 null。")]
    public string? Article { get; init; }

    [Description("角色。")]
    public required string Role { get; init; }

    [Description("单位。")]
    public required string Organisation { get; init; }

    [Description("日期。")]
    public required DateOnly On { get; init; }

    [Description("最后一天；没有期限为 null。")]
    public DateOnly? Due { get; init; }

    [Description("限几个工作日；不按工作日限为 null。")]
    public int? Limit { get; init; }

    [Description("用了几个工作日；同上。")]
    public int? Used { get; init; }

    [Description("是不是逾期办的。")]
    public required bool Late { get; init; }

    [Description("逾期几天；没有逾期为 null。")]
    public int? DaysLate { get; init; }

    [Description("逾期的天数是不是工作日。")]
    public required bool WorkingDays { get; init; }
}

[Description("碰着条文的案卷，按条文数。")]
internal sealed record ArticleCounts(
    [property: Description("规则手册的编号。")] string Rulebook,
    [property: Description("是不是本地方的全部案卷。")] bool Whole,
    [property: Description("条文，按先后；没有案卷碰着的不列。")] IReadOnlyList<ArticleCountShape> Items);

[Description("一条条文碰着几份在办的案卷。")]
internal sealed record ArticleCountShape(
    [property: Description("条文。")] string Article,
    [property: Description("大意。")] string Gist,
    [property: Description("几份：late 逾期、blocked 被挡、unmet 缺项、consequence 后果、contradiction 对不上；没有的不写。")] IReadOnlyDictionary<string, int> Files,
    [property: Description("这些案卷的地址。")] string Href);

[Description("碰着一条条文的地方，一页。")]
internal sealed record PointPageShape(
    [property: Description("每处一项，逾期的在前。")] IReadOnlyList<PointShape> Items,
    [property: Description("一共几处。")] int Total,
    [property: Description("在几份案卷里。")] int Files);

[Description("一处。")]
internal sealed record PointShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("案卷的名称。")]
    public required string Title { get; init; }

    [Description("单位。")]
    public required string Owner { get; init; }

    [Description("怎样：late 逾期、blocked 被挡、unmet 缺项、consequence 后果、contradiction 对不上。")]
    public required string Kind { get; init; }

    [Description("条款。")]
    public required string Article { get; init; }

    [Description("是不是平台的设定而不是条文本身。")]
    public required bool Platform { get; init; }

    [Description("规则。")]
    public required string Rule { get; init; }

    [Description("环节的名称；不关环节为 null。")]
    public string? Step { get; init; }

    [Description("该谁办；没有写明为空。")]
    public required string Office { get; init; }

    [Description("哪天到期；不关时间为 null。")]
    public DateOnly? Due { get; init; }

    [Description("逾期几天；不关时间为 null。")]
    public int? DaysLate { get; init; }

    [Description("逾期的天数是不是工作日。")]
    public required bool WorkingDays { get; init; }

    [Description("原因；没有时为 null。")]
    public string? Reason { get; init; }

    [Description("怎样解除；没有时为 null。")]
    public string? Remedy { get; init; }

    [Description("据以判断的要素，照页面上写的。")]
    public required IReadOnlyList<string> Facts { get; init; }
}

[Description("一页要求整改的。")]
internal sealed record OrderPageShape(
    [property: Description("要求整改的。")] IReadOnlyList<OrderShape> Items,
    [property: Description("一共几件。")] int Total,
    [property: Description("本凭证看得到的全部里，各到哪一步的几件；没有的不写。")] IReadOnlyDictionary<string, int> Counts);

[Description("一件要求整改的。")]
internal sealed record OrderShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("案卷的名称。")]
    public required string Title { get; init; }

    [Description("单位。")]
    public required string Owner { get; init; }

    [Description("提出它的是第几号行为。")]
    public required int Act { get; init; }

    [Description("哪一种。")]
    public required string Rule { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("谁提出的。")]
    public required string Office { get; init; }

    [Description("哪天提出的。")]
    public required DateOnly On { get; init; }

    [Description("要求什么；没有写为 null。")]
    public string? Demand { get; init; }

    [Description("哪天以前整改；没有定为 null。")]
    public DateOnly? Due { get; init; }

    [Description("逾期几天（自然日）；没有逾期为 null。")]
    public int? DaysLate { get; init; }

    [Description("哪天报告整改；还没有为 null。")]
    public DateOnly? Answered { get; init; }

    [Description("哪天复核；还没有为 null。")]
    public DateOnly? Reviewed { get; init; }

    [Description("到哪一步：open 待整改、late 逾期没有报告、answered 待复核、failed 没有整改好、sanctioned 已处置、settled 已销号、ended 案卷已结没有销号。")]
    public required string Standing { get; init; }

    [Description("执行中的措施。")]
    public required IReadOnlyList<string> InForce { get; init; }

    [Description("后面可以的措施，由轻到重。")]
    public required IReadOnlyList<string> Next { get; init; }

    [Description("现在可以办的环节；没有时为 null。")]
    public string? NextStep { get; init; }
}

[Description("一个单位受的限制。")]
internal sealed record UnitShape(
    [property: Description("单位的编号。")] Guid Id,
    [property: Description("单位的名称。")] string Name,
    [property: Description("是不是本凭证的单位。")] bool Own,
    [property: Description("按哪一天算的（北京时间）。")] DateOnly Today,
    [property: Description("按规则手册。")] IReadOnlyList<UnitStandingShape> Standings);

[Description("一个单位在一本手册里。")]
internal sealed record UnitStandingShape(
    [property: Description("规则手册的编号。")] string Rulebook,
    [property: Description("在办的案卷几份。")] int Files,
    [property: Description("新项目受的限制。")] IReadOnlyList<BarShape> Bars,
    [property: Description("后果，前 50 条。")] PointPageShape Consequences,
    [property: Description("没有做到的义务，前 50 条。")] PointPageShape Unmet,
    [property: Description("逾期，前 50 条。")] PointPageShape Late);

[Description("一条限制。起止是一天一天试出来的，案卷一变就跟着变。")]
internal sealed record BarShape
{
    [Description("名称。")]
    public required string Name { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("力度：必须、原则上、可以；不分时为 null。")]
    public string? Strength { get; init; }

    [Description("是不是平台的设定而不是条文本身。")]
    public required bool Platform { get; init; }

    [Description("为什么。")]
    public required string Reason { get; init; }

    [Description("怎样解除。")]
    public required string Remedy { get; init; }

    [Description("挡住什么。")]
    public required IReadOnlyList<string> Blocks { get; init; }

    [Description("管不管得着还看新项目的哪些要素。")]
    public required IReadOnlyList<string> Depends { get; init; }

    [Description("从哪些案卷来；几份合起来的为空。")]
    public required IReadOnlyList<BarSourceShape> Sources { get; init; }

    [Description("从哪天起；说不出为 null。")]
    public DateOnly? Since { get; init; }

    [Description("哪天起不再限制；没有期限为 null。")]
    public DateOnly? Free { get; init; }
}

[Description("带来限制的案卷。")]
internal sealed record BarSourceShape(
    [property: Description("编号。")] string Number,
    [property: Description("名称。")] string Title);
