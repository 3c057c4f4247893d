using System.ComponentModel;

namespace Zhunsheng.Web.Api.Answers;

[Description("一个角色。")]
internal sealed record RoleInBook(
    [property: Description("规则手册的编号。")] string Rulebook,
    [property: Description("角色的名称。")] string Role);

[Description("本凭证。")]
internal sealed record MeShape
{
    [Description("系统名称。")]
    public required string Name { get; init; }

    [Description("行为里显示的办理人。")]
    public required string Actor { get; init; }

    [Description("单位。")]
    public required OrganisationShape Organisation { get; init; }

    [Description("本凭证有的角色（发放时给的，而且单位现在还有的）。")]
    public required IReadOnlyList<RoleInBook> Roles { get; init; }

    [Description("发放的时刻（UTC）。")]
    public required DateTimeOffset Issued { get; init; }

    [Description("最后能用的一天（北京时间）。")]
    public required DateOnly LastDay { get; init; }

    [Description("上限。")]
    public required LimitShape Limits { get; init; }

    [Description("今天（北京时间）。")]
    public required DateOnly Today { get; init; }
}

[Description("上限。")]
internal sealed record LimitShape(
    [property: Description("每分钟最多多少次请求。")] int RequestsPerMinute,
    [property: Description("一个文件最大多少字节。")] long FileBytes,
    [property: Description("JSON 正文最大多少字节。")] long BodyBytes);

[Description("一个单位。")]
internal sealed record OrganisationShape
{
    [Description("标识。")]
    public required Guid Id { get; init; }

    [Description("名称。")]
    public required string Name { get; init; }

    [Description("简称。")]
    public required string Short { get; init; }

    [Description("统一社会信用代码；没有登记时为 null。")]
    public string? Code { get; init; }

    [Description("在本凭证的规则手册里的角色。")]
    public required IReadOnlyList<RoleInBook> Roles { get; init; }
}

[Description("单位，按名称。")]
internal sealed record OrganisationList([property: Description("单位。")] IReadOnlyList<OrganisationShape> Items);

[Description("传来的一个文件。办理时在 papers 里写它的 digest。")]
internal sealed record UploadShape(
    [property: Description("内容摘要（SM3）。")] string Digest,
    [property: Description("文件名（整理过的）。")] string FileName,
    [property: Description("字节数。")] long Size,
    [property: Description("媒体类型，按内容认的。")] string MediaType);

[Description("一年的计划和可以列入的项目。")]
internal sealed record PlanShape(
    [property: Description("年度；没有指定时为 null。")] int? Year,
    [property: Description("计划案卷。")] IReadOnlyList<PlanFileShape> Plans);

[Description("一份计划。")]
internal sealed record PlanFileShape
{
    [Description("计划的案卷。")]
    public required CaseSummary Plan { get; init; }

    [Description("计划里已经写明的案卷，按要素。")]
    public required IReadOnlyList<PlanListShape> Lists { get; init; }

    [Description("现在能办、要选案卷的环节，和可以选的案卷。本凭证不办的环节不在内。")]
    public required IReadOnlyList<PlanChoiceShape> Choices { get; init; }
}

[Description("计划里写明的一列案卷。")]
internal sealed record PlanListShape(
    [property: Description("要素。")] string Fact,
    [property: Description("案卷。")] IReadOnlyList<CaseSummary> Items);

[Description("可以选的案卷。")]
internal sealed record PlanChoiceShape(
    [property: Description("环节。")] string Step,
    [property: Description("要素。")] string Fact,
    [property: Description("案卷，和能不能选、为什么。")] IReadOnlyList<CandidateShape> Candidates);
