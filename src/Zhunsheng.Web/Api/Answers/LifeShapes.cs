using System.ComponentModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Web.Api.Answers;

[Description("一份案卷的时间线。")]
internal sealed record TimeLineShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("今天（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("里程碑：计划和做到。")]
    public required IReadOnlyList<MilestoneShape> Milestones { get; init; }

    [Description("阶段，从第一号行为到最后一号。")]
    public required IReadOnlyList<SpanShape> Phases { get; init; }

    [Description("暂停建设的时段。")]
    public required IReadOnlyList<SpanShape> Suspensions { get; init; }

    [Description("停表的时段。")]
    public required IReadOnlyList<SpanShape> Pauses { get; init; }

    [Description("所有有日子的，按日子。")]
    public required IReadOnlyList<TimeEntryShape> Entries { get; init; }
}

[Description("一个里程碑。")]
internal sealed record MilestoneShape(
    [property: Description("名称。")] string Name,
    [property: Description("计划哪天；没有排为 null。")] DateOnly? Planned,
    [property: Description("哪天做到；还没有为 null。")] DateOnly? Reached,
    [property: Description("比计划晚几天（自然日，早了是负数）；没有做到的算到今天，没有过计划的为 null。")] int? DaysLate);

[Description("一段日子。")]
internal sealed record SpanShape(
    [property: Description("什么。")] string Text,
    [property: Description("第一天。")] DateOnly From,
    [property: Description("最后一天；还没有完为 null。")] DateOnly? To,
    [property: Description("几天（自然日，两头都算）；还没有完的算到今天。")] int Days);

[Description("有日子的一件事。")]
internal sealed record TimeEntryShape
{
    [Description("日期。")]
    public required DateOnly On { get; init; }

    [Description("种类：planned 计划、reached 做到、due 期限、act 办理、suspended 暂停、resumed 恢复、stopped 停表、today 今天。")]
    public required string Kind { get; init; }

    [Description("什么。")]
    public required string Text { get; init; }

    [Description("说明；没有时为 null。")]
    public string? Note { get; init; }

    [Description("条文；没有时为 null。")]
    public string? Article { get; init; }

    [Description("期限的灯；不是期限时为 null。")]
    public string? Light { get; init; }

    [Description("是办理时，第几号行为；别的为 null。")]
    public int? Act { get; init; }
}

[Description("一份项目的监理。")]
internal sealed record SupervisionShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("监理单位；案卷还没有写时为 null。")]
    public string? Supervisor { get; init; }

    [Description("监理日志，最近的在前；内容看那一号行为。")]
    public required IReadOnlyList<DayActShape> Logs { get; init; }

    [Description("监理通知，最近的在前。")]
    public required IReadOnlyList<SupervisionNoticeShape> Notices { get; init; }

    [Description("监理意见，最近的在前。")]
    public required IReadOnlyList<OpinionShape> Opinions { get; init; }
}

[Description("某一天，和写它的行为。")]
internal sealed record DayActShape(
    [property: Description("哪一天。")] DateOnly Day,
    [property: Description("第几号行为。")] int Act);

[Description("一份监理通知。")]
internal sealed record SupervisionNoticeShape
{
    [Description("第几份。")]
    public required int Ordinal { get; init; }

    [Description("第几号行为。")]
    public required int Act { get; init; }

    [Description("哪天发的。")]
    public required DateOnly On { get; init; }

    [Description("什么事。")]
    public required string Subject { get; init; }

    [Description("要求哪天以前回复；没有写为 null。")]
    public DateOnly? Due { get; init; }

    [Description("回复期限的灯。")]
    public required string Light { get; init; }

    [Description("办到哪里：unanswered 等回复、unchecked 等复核、answered 已回复、settled 已办好。")]
    public required string Standing { get; init; }

    [Description("回复；还没有为 null。")]
    public DoneShape? Reply { get; init; }

    [Description("复核；还没有为 null。")]
    public DoneShape? Check { get; init; }
}

[Description("办过一次。")]
internal sealed record DoneShape(
    [property: Description("第几号行为。")] int Act,
    [property: Description("日期。")] DateOnly On,
    [property: Description("结果。")] string Outcome);

[Description("一份监理意见。")]
internal sealed record OpinionShape(
    [property: Description("第几号行为。")] int Act,
    [property: Description("日期。")] DateOnly On,
    [property: Description("意见。")] string Text);

[Description("验收和评价：路线、材料、必须成立的、延期、验收组、评价。")]
internal sealed record AcceptanceShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("缺几份要交的材料。")]
    public required int Missing { get; init; }

    [Description("从试运行、建成到验收、备案的环节。")]
    public required IReadOnlyList<AcceptanceStepShape> Route { get; init; }

    [Description("延期的环节。")]
    public required IReadOnlyList<AcceptanceStepShape> Extension { get; init; }

    [Description("验收以后评价的环节。")]
    public required IReadOnlyList<AcceptanceStepShape> Evaluation { get; init; }

    [Description("材料，按卷宗。")]
    public required IReadOnlyList<DossierShape> Dossiers { get; init; }

    [Description("必须成立的，挡住的在前。")]
    public required IReadOnlyList<GateShape> Gates { get; init; }

    [Description("验收组：每位成员一项，名称和值；还没有登记为空。")]
    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Group { get; init; }

    [Description("验收组哪里少见。平台提示，不是条文。")]
    public required IReadOnlyList<string> GroupRemarks { get; init; }

    [Description("条文没有写的。平台提示。")]
    public required IReadOnlyList<string> Silent { get; init; }
}

[Description("验收路上的一个环节。")]
internal sealed record AcceptanceStepShape
{
    [Description("环节。")]
    public required string Step { get; init; }

    [Description("给人看的名称。")]
    public required string Title { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时为 null。")]
    public FeelValue Key { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("到哪一步：open 现在可以办、blocked 还不能办、waiting 还轮不到、undetermined 还不知道要不要办、done 已办结、not_needed 不需要。")]
    public required string Status { get; init; }

    [Description("同样的意思，用中文。")]
    public required string Words { get; init; }

    [Description("由谁办；说不出为 null。")]
    public string? Who { get; init; }

    [Description("本凭证现在能办时，表单的地址；不能办为 null。")]
    public string? Href { get; init; }

    [Description("办过的，按先后。")]
    public required IReadOnlyList<AcceptanceDoneShape> Done { get; init; }

    [Description("期限和算法；没有时为 null。")]
    public DeadlineShape? Deadline { get; init; }

    [Description("挡住它的。")]
    public required IReadOnlyList<ObstacleShape> Obstacles { get; init; }
}

[Description("验收路上办过一次。")]
internal sealed record AcceptanceDoneShape(
    [property: Description("第几号行为。")] int Act,
    [property: Description("日期。")] DateOnly On,
    [property: Description("结果。")] string Outcome,
    [property: Description("后来是不是又要重办。")] bool Reopened,
    [property: Description("按期、提前、逾期；没有期限为 null。")] string? Timing,
    [property: Description("写明的日期、选择和金额。")] IReadOnlyList<string> Stated);

[Description("一条必须成立的。")]
internal sealed record GateShape
{
    [Description("名称。")]
    public required string Name { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("力度：必须、原则上、可以；不分时为 null。")]
    public string? Strength { get; init; }

    [Description("是不是平台的设定而不是条文本身。")]
    public required bool Platform { get; init; }

    [Description("现在：true 成立、false 挡住、null 还判断不了。")]
    public bool? Holds { get; init; }

    [Description("管不管本项目。")]
    public required bool Applies { get; init; }

    [Description("是不是已经批准例外。")]
    public required bool Excepted { get; init; }

    [Description("为什么。")]
    public required string Reason { get; init; }

    [Description("怎样才成立。")]
    public required string Remedy { get; init; }

    [Description("据以判断的要素和它们的值。")]
    public required IReadOnlyDictionary<string, FeelValue> Facts { get; init; }

    [Description("缺的要素。")]
    public required IReadOnlyList<string> Unknown { get; init; }
}

[Description("所报的和案卷里别的证据对一对。")]
internal sealed record EvidenceShape(
    [property: Description("案卷的编号。")] string Number,
    [property: Description("按哪一天算的（北京时间）。")] DateOnly Today,
    [property: Description("对不上的几处。")] int Contradicted,
    [property: Description("每处一项，对不上的在前。")] IReadOnlyList<ClaimShape> Claims);

[Description("一处核对。对不上不等于有错，要问清楚。")]
internal sealed record ClaimShape
{
    [Description("名称。")]
    public required string Name { get; init; }

    [Description("种类。")]
    public required string Sort { get; init; }

    [Description("true 对不上、false 对得上、null 对不了。")]
    public bool? Contradicts { get; init; }

    [Description("两边各怎么说；对得上、对不了时为 null。")]
    public string? Text { get; init; }

    [Description("条文；平台提示为 null。")]
    public string? Article { get; init; }

    [Description("是不是平台提示而不是条文。")]
    public required bool Platform { get; init; }

    [Description("怎样澄清。")]
    public required string Remedy { get; init; }

    [Description("据以判断的要素和它们的值。")]
    public required IReadOnlyDictionary<string, FeelValue> Facts { get; init; }

    [Description("缺的要素。")]
    public required IReadOnlyList<string> Unknown { get; init; }
}

[Description("绩效目标和年度报告。")]
internal sealed record PerformanceShape(
    [property: Description("案卷的编号。")] string Number,
    [property: Description("按哪一天算的（北京时间）。")] DateOnly Today,
    [property: Description("年度报告的条文。")] string Article,
    [property: Description("案卷里写的绩效目标。")] IReadOnlyList<SaidShape> Targets,
    [property: Description("要报的年度，没有交的也在内。")] IReadOnlyList<YearReportShape> Reports);

[Description("写了什么。")]
internal sealed record SaidShape(
    [property: Description("要素。")] string Fact,
    [property: Description("给人看的名称。")] string Label,
    [property: Description("值。")] FeelValue Value);

[Description("一个年度的报告。")]
internal sealed record YearReportShape(
    [property: Description("年度。")] string Year,
    [property: Description("灯，和期限的一样；done 是交了。")] string Light,
    [property: Description("期限；没有时为 null。")] DateOnly? Due,
    [property: Description("第几号行为；没有交为 null。")] int? Act,
    [property: Description("报告怎样说。")] IReadOnlyList<SaidShape> Said);
