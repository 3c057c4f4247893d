using System.ComponentModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Web.Api.Answers;

[Description("一份项目的数据资源，逐项对照别处有的。名称怎样算相似是平台默认的尺子，不是条文。")]
internal sealed record DataCheckShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("按哪一天算的（北京时间）。")]
    public required DateOnly Today { get; init; }

    [Description("是不是和本地方所有案卷比过；不是时只和本单位的、别的单位可共享的比。")]
    public required bool Whole { get; init; }

    [Description("几个数据项别处也采集。")]
    public required int Twice { get; init; }

    [Description("项目单位自己怎么说：有没有重复采集；没有说为 null。")]
    public bool? SaidTwice { get; init; }

    [Description("自己说没有重复采集，目录里却有同名、相似的：要问清楚，不等于有错。")]
    public required bool Contradicted { get; init; }

    [Description("重复采集的条文；条文没有写为 null，只作平台提示。")]
    public string? Article { get; init; }

    [Description("资源和数据项，按登记的先后。")]
    public required IReadOnlyList<CheckedDataShape> Items { get; init; }
}

[Description("一项资源或者数据项，和别处有的。")]
internal sealed record CheckedDataShape(
    [property: Description("本项目的。")] DataEntryShape Entry,
    [property: Description("别处有的，最像的在前。")] IReadOnlyList<DataRepeatShape> Repeats);

[Description("别处有的一项。")]
internal sealed record DataRepeatShape(
    [property: Description("哪个单位的。")] string Owner,
    [property: Description("案卷的编号；本凭证看不到那份案卷为 null。")] string? Number,
    [property: Description("别处的。")] DataEntryShape Entry,
    [property: Description("名称多像：1 是同名。")] decimal Likeness,
    [property: Description("是不是两边都采集，或者有一边没有写怎样得来。")] bool Twice,
    [property: Description("同样的意思，用中文。")] string Words);

[Description("目录里的一项资源或者数据项。没有写的是 null。")]
internal sealed record DataEntryShape
{
    [Description("是不是数据项；不是就是资源。")]
    public required bool IsItem { get; init; }

    [Description("资源。")]
    public required string Resource { get; init; }

    [Description("数据项的名称；资源的就是资源名。")]
    public required string Name { get; init; }

    [Description("共享类型。")]
    public string? Share { get; init; }

    [Description("共享方式或者条件。")]
    public string? Way { get; init; }

    [Description("不予共享的依据。")]
    public string? Basis { get; init; }

    [Description("数据类型。")]
    public string? Format { get; init; }

    [Description("怎样得来。")]
    public string? Origin { get; init; }

    [Description("由谁提供。")]
    public string? Source { get; init; }

    [Description("是不是单位自己采集；没有写为 null。")]
    public bool? Collected { get; init; }
}

[Description("一页数据资源目录。")]
internal sealed record DataPageShape(
    [property: Description("资源和数据项，按单位。")] IReadOnlyList<DataRowShape> Items,
    [property: Description("一共几项。")] int Total);

[Description("数据资源目录的一行。")]
internal sealed record DataRowShape(
    [property: Description("单位。")] string Owner,
    [property: Description("案卷的编号；本凭证看不到那份案卷为 null。")] string? Number,
    [property: Description("案卷的名称；同上。")] string? Title,
    [property: Description("资源或者数据项。")] DataEntryShape Entry);

[Description("一页系统目录。")]
internal sealed record SystemPageShape(
    [property: Description("系统。")] IReadOnlyList<SystemRowShape> Items,
    [property: Description("一共几个。")] int Total,
    [property: Description("所有这些申请的运维经费（万元）；没有申请过为 null。")] decimal? Asked,
    [property: Description("所有这些安排的运维经费（万元）；没有安排过为 null。")] decimal? Granted);

[Description("系统目录的一行。")]
internal sealed record SystemRowShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("案卷的名称。")]
    public required string Title { get; init; }

    [Description("案卷的种类。")]
    public required string Kind { get; init; }

    [Description("单位。")]
    public required string Owner { get; init; }

    [Description("系统的名称。")]
    public required string Name { get; init; }

    [Description("总目录编号；没有为 null。")]
    public string? CatalogueNumber { get; init; }

    [Description("状态；不清楚为 null。")]
    public string? State { get; init; }

    [Description("从哪天起在用；不知道为 null。")]
    public DateOnly? Since { get; init; }

    [Description("能不能安排运维经费；判断不了或者条文没有问为 null。")]
    public bool? Fundable { get; init; }

    [Description("不能安排的理由，条文在前。")]
    public required IReadOnlyList<string> Grounds { get; init; }

    [Description("申请的运维经费（万元）；没有为 null。")]
    public decimal? Asked { get; init; }

    [Description("安排的运维经费（万元）；没有为 null。")]
    public decimal? Granted { get; init; }
}

[Description("一个系统。")]
internal sealed record SystemDetail
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("单位。")]
    public required string Owner { get; init; }

    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("系统的名称。")]
    public required string Name { get; init; }

    [Description("总目录编号；没有为 null。")]
    public string? CatalogueNumber { get; init; }

    [Description("状态；不清楚为 null。")]
    public string? State { get; init; }

    [Description("从哪天起在用；不知道为 null。")]
    public DateOnly? Since { get; init; }

    [Description("登记了什么。")]
    public required IReadOnlyList<SaidShape> Facts { get; init; }

    [Description("状态怎样变来的，最早的在前。")]
    public required IReadOnlyList<StateChangeShape> Changes { get; init; }

    [Description("能不能安排运维经费的每一条，挡住的在前。")]
    public required IReadOnlyList<GateShape> Grounds { get; init; }

    [Description("申请和安排过的运维经费，最早的在前。")]
    public required IReadOnlyList<MaintenanceShape> Money { get; init; }
}

[Description("状态变了一次。")]
internal sealed record StateChangeShape(
    [property: Description("变成什么；说不出为 null。")] string? State,
    [property: Description("以前是什么；没有为 null。")] string? Before,
    [property: Description("日期。")] DateOnly On,
    [property: Description("第几号行为。")] int Act,
    [property: Description("环节的名称。")] string Step,
    [property: Description("办理的单位。")] string By);

[Description("申请一次运维经费，和结果。")]
internal sealed record MaintenanceShape(
    [property: Description("哪一年的；不知道为 null。")] int? Year,
    [property: Description("申请（万元）；不知道为 null。")] decimal? Asked,
    [property: Description("申请的日期。")] DateOnly AskedOn,
    [property: Description("申请的行为。")] int AskedAct,
    [property: Description("结果；还没有为 null。")] string? Outcome,
    [property: Description("安排（万元）；没有为 null。")] decimal? Granted,
    [property: Description("答复的日期；还没有为 null。")] DateOnly? AnsweredOn,
    [property: Description("答复的行为；还没有为 null。")] int? AnsweredAct);
