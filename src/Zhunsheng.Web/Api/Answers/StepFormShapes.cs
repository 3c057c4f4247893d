using System.ComponentModel;
using System.Text.Json;
using Zhunsheng.Feel;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Answers;

[Description("一个环节的表单，程序照它就能填：问哪些要素、要交哪些材料、能选哪些结果。")]
internal sealed record StepFormShape
{
    [Description("案卷；新建案卷的表单为 null。")]
    public string? Case { get; init; }

    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("环节。")]
    public required string Step { get; init; }

    [Description("给人看的名称。")]
    public required string Title { get; init; }

    [Description("依据的条文。")]
    public required string Article { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时为 null。")]
    public FeelValue Key { get; init; }

    [Description("open 能办、blocked 被红线挡住、waiting 等别的环节或者窗口、undetermined 还不知道要不要办、done 已办、not_needed 不需要。")]
    public required string Status { get; init; }

    [Description("由谁办（角色）。")]
    public required IReadOnlyList<string> Roles { get; init; }

    [Description("案卷的最后一号行为；办理时写进 head，或者用 ETag。新建案卷为 0。")]
    public required int Head { get; init; }

    [Description("提示；没有时为 null。")]
    public string? Hint { get; init; }

    [Description("按现在所填的内容要提醒的，不妨碍办理。")]
    public required IReadOnlyList<WarningShape> Warnings { get; init; }

    [Description("期限；没有时为 null。")]
    public DeadlineShape? Deadline { get; init; }

    [Description("表单，按小节。")]
    public required IReadOnlyList<SectionShape> Sections { get; init; }

    [Description("要交的材料。")]
    public required IReadOnlyList<PaperShape> Papers { get; init; }

    [Description("可选的办理结果。")]
    public required IReadOnlyList<OutcomeShape> Outcomes { get; init; }

    [Description("办成以后告知谁。")]
    public required IReadOnlyList<ToldShape> Told { get; init; }

    [Description("现在不能办的原因；能办时为空。")]
    public required IReadOnlyList<ObstacleShape> Obstacles { get; init; }

    [Description("按手册写在表单旁边的判定和答案。")]
    public required IReadOnlyList<SideAnswerShape> Answers { get; init; }
}

[Description("表单的一个小节。")]
internal sealed record SectionShape(
    [property: Description("标题；只有一节时为 null。")] string? Title,
    [property: Description("要素。")] IReadOnlyList<FieldShape> Fields);

[Description("表单上的一项。")]
internal sealed record FieldShape
{
    [Description("要素：名称、类型、可以取的值。")]
    public required FactShape Fact { get; init; }

    [Description("按现在所填的内容问不问；不问的不能填。")]
    public required bool Asked { get; init; }

    [Description("问的时候是不是必须填。")]
    public required bool Required { get; init; }

    [Description("什么条件下才问（FEEL 表达式）；总问时为 null。")]
    public string? When { get; init; }

    [Description("现在的值：以前填的、手册建议的或者试填的；没有时为 null。")]
    public FeelValue Value { get; init; }

    [Description("类型是 cases 时，可以选的案卷。")]
    public IReadOnlyList<CandidateShape> Candidates { get; init; } = [];
}

[Description("可以选的一份案卷。")]
internal sealed record CandidateShape(
    [property: Description("编号。")] string Number,
    [property: Description("名称。")] string Title,
    [property: Description("所属单位。")] string Owner,
    [property: Description("总投资（万元）；不知道时为 null。")] decimal? Money,
    [property: Description("单位为这一年申请的金额（万元）；不知道时为 null。")] decimal? Amount,
    [property: Description("分组；没有时为 null。")] string? Category,
    [property: Description("申报的是别的年度时，是哪一年；就是这一年时为 null。")] int? OtherYear,
    [property: Description("能不能选；还不能判断时为 null。")] bool? May,
    [property: Description("不能选或者不能判断的原因。")] IReadOnlyList<CandidateReason> Reasons);

[Description("案卷不能选或者不能判断的一个原因。")]
internal sealed record CandidateReason(
    [property: Description("条文；没有时为 null。")] string? Article,
    [property: Description("力度：必须、原则上、可以；不分时为 null。")] string? Strength,
    [property: Description("是不是平台的设定而不是条文本身。")] bool Platform,
    [property: Description("为什么。")] string Reason,
    [property: Description("怎样才能选；没有写时为 null。")] string? Remedy);

[Description("一个办理结果。")]
internal sealed record OutcomeShape
{
    [Description("名称：办理时 outcome 里写它。")]
    public required string Name { get; init; }

    [Description("按现在所填的内容，手册给不给选；还不能判断时为 null。")]
    public bool? Offered { get; init; }

    [Description("不给选的原因；没有写时为 null。")]
    public string? Reason { get; init; }

    [Description("什么条件下给选（FEEL 表达式）；总给选时为 null。")]
    public string? When { get; init; }

    [Description("红线让不让：true 让、false 不让；还不能判断时为 null。")]
    public bool? May { get; init; }

    [Description("红线不让或者不能判断的原因。")]
    public required IReadOnlyList<ObstacleShape> Obstacles { get; init; }

    [Description("选它时另外要填的。")]
    public required IReadOnlyList<FieldShape> Fields { get; init; }

    [Description("还有几项必须填的没有填。")]
    public required int EmptyFields { get; init; }

    [Description("还缺几份材料。")]
    public required int MissingPapers { get; init; }

    [Description("选它会重开的环节（退回）。")]
    public required IReadOnlyList<string> Reopens { get; init; }

    [Description("选它会不会结案。")]
    public required bool Closes { get; init; }
}

[Description("一条提醒。")]
internal sealed record WarningShape(
    [property: Description("内容。")] string Text,
    [property: Description("条文；平台提示时为 null。")] string? Article);

[Description("写在表单旁边的一个判定和它的答案。")]
internal sealed record SideAnswerShape(
    [property: Description("判定。")] string Question,
    [property: Description("答案；还不能判断时为 null。")] FeelValue Answer);

[Description("一份材料：先传到 /api/v1/attachments，再在这里写它的摘要。")]
internal sealed record PaperRequest
{
    [Description("材料的名称，照表单的 papers。")]
    public required string Title { get; init; }

    [Description("文件的摘要（上传时回答的 digest）；材料是另一份材料里的一章时不写。")]
    public string? Digest { get; init; }

    [Description("文件名；不写就用上传时的。")]
    public string? FileName { get; init; }
}

[Description("新建案卷。")]
internal sealed record OpenRequest
{
    [Description("规则手册的编号；凭证只在一本手册里有角色时可以不写。")]
    public string? Rulebook { get; init; }

    [Description("案卷的种类；不写是“项目”。")]
    public string? Kind { get; init; }

    [Description("新建案卷的环节；不写就用这个种类里本凭证能办的第一个。")]
    public string? Step { get; init; }

    [Description("办理结果。")]
    public required string Outcome { get; init; }

    [Description("要素：名称和值，照表单。没有填的不写，或者写 null。")]
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    [Description("材料。")]
    public IReadOnlyList<PaperRequest>? Papers { get; init; }

    [Description("备注；没有时不写。")]
    public string? Note { get; init; }
}

[Description("办一个环节。")]
internal sealed record ActRequest
{
    [Description("环节。")]
    public required string Step { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时不写。")]
    public JsonElement? Key { get; init; }

    [Description("办理结果。")]
    public required string Outcome { get; init; }

    [Description("要素：名称和值，照表单。没有填的不写，或者写 null。")]
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    [Description("材料。")]
    public IReadOnlyList<PaperRequest>? Papers { get; init; }

    [Description("备注；没有时不写。")]
    public string? Note { get; init; }

    [Description("你读到的案卷是到第几号行为为止；已经写了 If-Match 时不写。")]
    public int? Head { get; init; }
}

[Description("更正一号行为：表单上问的全部重写一遍，连同没有变的。没有重新交的材料照旧。")]
internal sealed record CorrectionRequest
{
    [Description("要素：名称和值，全部重写。")]
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    [Description("换的材料。")]
    public IReadOnlyList<PaperRequest>? Papers { get; init; }

    [Description("更正的理由。")]
    public required string Reason { get; init; }

    [Description("你读到的案卷是到第几号行为为止；已经写了 If-Match 时不写。")]
    public int? Head { get; init; }
}

[Description("试填表单：什么也不办，只说按所填的内容还问什么、能选哪些结果。")]
internal sealed record TryRequest
{
    [Description("要素：名称和值。")]
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    [Description("要选的办理结果；不写就只看表单。")]
    public string? Outcome { get; init; }

    [Description("材料。")]
    public IReadOnlyList<PaperRequest>? Papers { get; init; }

    [Description("逐个办的环节：哪一个；不逐个办时不写。")]
    public JsonElement? Key { get; init; }
}

[Description("试填的结果。")]
internal sealed record TryAnswer(
    [property: Description("按所填的内容的表单。")] StepFormShape Form,
    [property: Description("写了 outcome 时，照这样交能不能办成；没有写时为 null。")] bool? Ok,
    [property: Description("不能办成的原因；没有时为 null。")] ApiProblem? Problem);
