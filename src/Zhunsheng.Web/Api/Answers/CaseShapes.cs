using System.ComponentModel;
using System.Text.Json.Serialization;
using Zhunsheng.Feel;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Answers;

[Description("案卷的概要，列表里的一行。")]
internal sealed record CaseSummary
{
    [Description("编号。")]
    public required string Number { get; init; }

    [Description("名称；还没有时同编号。")]
    public required string Title { get; init; }

    [Description("种类：项目、年度计划等。")]
    public required string Kind { get; init; }

    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("所属单位。")]
    public required string Owner { get; init; }

    [Description("阶段；没有时为 null。")]
    public string? Phase { get; init; }

    [Description("计划年度；不知道时为 null。")]
    public int? PlanYear { get; init; }

    [Description("总投资（万元）；不知道时为 null。")]
    public decimal? Money { get; init; }

    [Description("接下来要办的环节。")]
    public required IReadOnlyList<string> Next { get; init; }

    [Description("是否已经结案。")]
    public required bool Closed { get; init; }

    [Description("最后一号行为。")]
    public required int Head { get; init; }

    [Description("最后一号行为的时刻（UTC）。")]
    public required DateTimeOffset Updated { get; init; }
}

[Description("一页案卷。")]
internal sealed record CasePageShape(
    [property: Description("案卷。")] IReadOnlyList<CaseSummary> Items,
    [property: Description("下一页的 cursor；没有下一页时为 null。")] string? Next);

[Description("一份案卷：要素、能办的、还不能办的和原因、期限、材料、行为。")]
internal sealed record CaseDetail
{
    [Description("编号。")]
    public required string Number { get; init; }

    [Description("名称。")]
    public required string Title { get; init; }

    [Description("种类。")]
    public required string Kind { get; init; }

    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("案卷所依的手册内容的摘要。")]
    public required string RulebookDigest { get; init; }

    [Description("所属单位。")]
    public required string Owner { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("是否已经结案。")]
    public required bool Closed { get; init; }

    [Description("最后一号行为；办理时写进 head，或者用 ETag。")]
    public required int Head { get; init; }

    [Description("行为链是否完整。")]
    public required bool ChainWhole { get; init; }

    [Description("是不是只作登记、其余在线下办理的案卷：这时只有行为。")]
    public required bool Stub { get; init; }

    [Description("知道的要素，和设定它的行为。")]
    public required IReadOnlyList<KnownFactShape> Facts { get; init; }

    [Description("还不知道、却要靠它判断的要素。")]
    public required IReadOnlyList<string> Unknown { get; init; }

    [Description("生命线上的阶段。")]
    public required IReadOnlyList<PhaseShape> Phases { get; init; }

    [Description("现在能办的环节。")]
    public required IReadOnlyList<OpenStepShape> OpenSteps { get; init; }

    [Description("还不能办的环节，和挡住它的条文、解法。")]
    public required IReadOnlyList<BlockedStepShape> BlockedSteps { get; init; }

    [Description("期限和算法。")]
    public required IReadOnlyList<DeadlineShape> Deadlines { get; init; }

    [Description("材料，按卷宗。")]
    public required IReadOnlyList<DossierShape> Dossiers { get; init; }

    [Description("行为，按先后。")]
    public required IReadOnlyList<ActShape> Acts { get; init; }
}

[Description("一个知道的要素。")]
internal sealed record KnownFactShape(
    [property: Description("名称。")] string Name,
    [property: Description("给人看的名称。")] string Label,
    [property: Description("值。")] FeelValue Value,
    [property: Description("设定它的行为；由别的要素推出时为 null。")] int? Act);

[Description("生命线上的一个阶段。")]
internal sealed record PhaseShape(
    [property: Description("名称。")] string Name,
    [property: Description("done 已办、now 在办、todo 未办。")] string State,
    [property: Description("说明。")] string Note);

[Description("现在能办的一个环节。")]
internal sealed record OpenStepShape
{
    [Description("环节。")]
    public required string Step { get; init; }

    [Description("给人看的名称。")]
    public required string Title { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时为 null。")]
    public FeelValue Key { get; init; }

    [Description("依据的条文。")]
    public required string Article { get; init; }

    [Description("由谁办（角色）。")]
    public required IReadOnlyList<string> Roles { get; init; }

    [Description("本凭证能不能办。")]
    public required bool Mine { get; init; }

    [Description("可不可以不办，或者随时可办。")]
    public required bool Optional { get; init; }

    [Description("是不是退回后等补正。")]
    public required bool Returned { get; init; }

    [Description("期限；没有时为 null。")]
    public DeadlineShape? Deadline { get; init; }

    [Description("表单的地址。")]
    public required string Href { get; init; }
}

[Description("还不能办的一个环节。")]
internal sealed record BlockedStepShape(
    [property: Description("环节。")] string Step,
    [property: Description("给人看的名称。")] string Title,
    [property: Description("blocked 被红线挡住、waiting 等别的环节或者窗口、undetermined 还不知道要不要办、open 由别的案卷带来或者缺要素。")] string Status,
    [property: Description("依据的条文。")] string Article,
    [property: Description("挡住它的，每条一项。")] IReadOnlyList<ObstacleShape> Obstacles);

[Description("挡住环节的一条。")]
internal sealed record ObstacleShape
{
    [Description("条文；没有时为 null。")]
    public string? Article { get; init; }

    [Description("力度：必须、原则上、可以；不分时为 null。")]
    public string? Strength { get; init; }

    [Description("是不是平台的设定而不是条文本身。")]
    public required bool Platform { get; init; }

    [Description("为什么；只是缺要素时为 null。")]
    public string? Reason { get; init; }

    [Description("怎样才能办。")]
    public required string Remedy { get; init; }

    [Description("据以判断的要素和它们的值。")]
    public required IReadOnlyDictionary<string, FeelValue> Facts { get; init; }

    [Description("缺的要素。")]
    public required IReadOnlyList<string> Unknown { get; init; }
}

[Description("一个期限和它的算法。")]
internal sealed record DeadlineShape
{
    [Description("名称。")]
    public required string Name { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("力度。")]
    public string? Strength { get; init; }

    [Description("灯：idle 未起算、none 条文没有限期、ok 期限内、soon 临近、late 已逾期、paused 停表、done 已办结。")]
    public required string Light { get; init; }

    [Description("从哪天起算；固定日期或者不知道时为 null。")]
    public DateOnly? From { get; init; }

    [Description("窗口哪天开；没有窗口时为 null。")]
    public DateOnly? Opens { get; init; }

    [Description("最后一天；算不出时为 null。")]
    public DateOnly? Due { get; init; }

    [Description("工作日历还没有公布时，按周末推算的参考日期；确定时为 null。")]
    public DateOnly? Provisional { get; init; }

    [Description("延长到哪天；没有延长时为 null。")]
    public DateOnly? ExtendedUntil { get; init; }

    [Description("算法，一行；没有可算的时为 null。")]
    public string? Sum { get; init; }

    [Description("为什么没有最后一天；有时为 null。")]
    public string? Note { get; init; }

    [Description("停表的时段。")]
    public required IReadOnlyList<PauseShape> Pauses { get; init; }

    [Description("缺的要素。")]
    public required IReadOnlyList<string> Unknown { get; init; }
}

[Description("一段停表。")]
internal sealed record PauseShape(
    [property: Description("从哪天起停。")] DateOnly From,
    [property: Description("哪天继续；还停着时为 null。")] DateOnly? To,
    [property: Description("因为什么。")] string Cause);

[Description("一个卷宗里的材料。")]
internal sealed record DossierShape(
    [property: Description("卷宗。")] string Name,
    [property: Description("材料。")] IReadOnlyList<PaperShape> Papers);

[Description("一份材料。")]
internal sealed record PaperShape
{
    [Description("名称：办理时 papers 里的 title。")]
    public required string Title { get; init; }

    [Description("要求它的条文。")]
    public required string Article { get; init; }

    [Description("要不要交；还不知道时为 null。")]
    public bool? Due { get; init; }

    [Description("可不可以不交。")]
    public required bool Optional { get; init; }

    [Description("交了没有。")]
    public required bool HandedIn { get; init; }

    [Description("什么条件下要交（FEEL 表达式）；总要交时为 null。")]
    public string? When { get; init; }

    [Description("是哪份材料里的一章；单独一份时为 null。")]
    public string? Within { get; init; }

    [Description("由哪个要素代表（填了要素就算交了，不用上传）；要上传时为 null。")]
    public string? Fact { get; init; }

    [Description("里面要有的章节。")]
    public IReadOnlyList<string> Chapters { get; init; } = [];

    [Description("提示；没有时为 null。")]
    public string? Hint { get; init; }

    [Description("已经交的文件，最后的在后面。")]
    public IReadOnlyList<PaperFileShape> Files { get; init; } = [];
}

[Description("交来的一个文件。")]
internal sealed record PaperFileShape(
    [property: Description("材料的名称。")] string Title,
    [property: Description("文件名。")] string FileName,
    [property: Description("内容摘要（SM3）。")] string Digest,
    [property: Description("字节数。")] long Size,
    [property: Description("媒体类型。")] string MediaType,
    [property: Description("下载地址。")] string Href);

[Description("一号行为。行为只增不改；办错了用更正，两号都看得到。")]
internal sealed record ActShape
{
    [Description("案卷。")]
    public required string Case { get; init; }

    [Description("在案卷里的号数，从 1 起，不断号。")]
    public required int Number { get; init; }

    [Description("行为，或者更正。")]
    public required string Kind { get; init; }

    [Description("环节。")]
    public required string Step { get; init; }

    [Description("办理结果。")]
    public required string Outcome { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时为 null。")]
    public FeelValue Key { get; init; }

    [Description("时刻（UTC，到毫秒）。")]
    public required DateTimeOffset At { get; init; }

    [Description("法定日期（北京时间）。")]
    public required DateOnly On { get; init; }

    [Description("办理的人；经接口办的是“接口：系统名称”。")]
    public required string Actor { get; init; }

    [Description("办理的单位。")]
    public required string Organisation { get; init; }

    [Description("以什么角色办的。")]
    public required string Role { get; init; }

    [Description("表单上填的。值为 null 是收回了以前填的。")]
    public required IReadOnlyDictionary<string, FeelValue> Asked { get; init; }

    [Description("办理结果设定的。")]
    public required IReadOnlyDictionary<string, FeelValue> Set { get; init; }

    [Description("交来的材料。")]
    public required IReadOnlyList<PaperFileShape> Papers { get; init; }

    [Description("备注；更正的是理由；没有时为 null。")]
    public string? Note { get; init; }

    [Description("为什么能办。")]
    public required IReadOnlyList<ReasonShape> Because { get; init; }

    [Description("告知了谁。")]
    public required IReadOnlyList<ToldShape> Told { get; init; }

    [Description("规则手册的编号、版本和内容摘要。")]
    public required ActRulebook Rulebook { get; init; }

    [Description("更正的是第几号行为；不是更正时为 null。")]
    public int? Corrects { get; init; }

    [Description("由别的案卷的哪一号行为带来；直接办的为 null。")]
    public ActOrigin? ConveyedFrom { get; init; }

    [Description("本号的摘要（SM3），连着前一号。")]
    public required string Digest { get; init; }

    [Description("前一号的摘要。")]
    public required string PreviousDigest { get; init; }
}

[Description("行为所依的规则手册。")]
internal sealed record ActRulebook(
    [property: Description("编号。")] string Id,
    [property: Description("版本。")] int Version,
    [property: Description("内容摘要。")] string Digest);

[Description("行为能办的一条理由。")]
internal sealed record ReasonShape(
    [property: Description("条文。")] string Article,
    [property: Description("规则。")] string Rule,
    [property: Description("内容；没有另写时为 null。")] string? Text);

[Description("告知了谁。")]
internal sealed record ToldShape(
    [property: Description("报送、备案或者抄送。")] string Kind,
    [property: Description("谁。")] string To,
    [property: Description("条文。")] string Article);

[Description("带来这一号的行为。")]
internal sealed record ActOrigin(
    [property: Description("案卷。")] string Case,
    [property: Description("号数。")] int Number);

[Description("一个事件：某份案卷里办了一号行为。")]
internal sealed record EventShape(
    [property: Description("案卷的名称。")] string Title,
    [property: Description("案卷的种类。")] string Kind,
    [property: Description("规则手册的编号。")] string Rulebook,
    [property: Description("案卷所属的单位。")] string Owner,
    [property: Description("行为。")] ActShape Act);

[Description("一段事件，按发生的先后。")]
internal sealed record EventPage(
    [property: Description("事件。")] IReadOnlyList<EventShape> Items,
    [property: Description("下一次用的 after：在它之前的不会再添。总有。")] string Next,
    [property: Description("现在是不是还有更多。")] bool More);
