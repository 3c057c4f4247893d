using System.ComponentModel;

namespace Zhunsheng.Web.Api.Answers;

[Description("一次签收。")]
internal sealed record ToldReceiptShape(
    [property: Description("签收的单位。")] string Organisation,
    [property: Description("签收的人。")] string Person,
    [property: Description("时刻（UTC）。")] DateTimeOffset At,
    [property: Description("签收的摘要（SM3）；每份案卷的签收连成一条链。")] string Digest);

[Description("一件告知。")]
internal sealed record ToldEntryShape
{
    [Description("案卷的编号。")]
    public required string Number { get; init; }

    [Description("案卷的名称。")]
    public required string Title { get; init; }

    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("第几号行为。")]
    public required int Act { get; init; }

    [Description("这号行为告知的第几个，从0起。")]
    public required int Ordinal { get; init; }

    [Description("报送、备案、抄送。")]
    public required string Kind { get; init; }

    [Description("告知谁，照条文写的。")]
    public required string To { get; init; }

    [Description("哪个角色可以签收；手册里没有这个角色时为 null。")]
    public string? Role { get; init; }

    [Description("条文。")]
    public required string Article { get; init; }

    [Description("环节的标题。")]
    public required string Step { get; init; }

    [Description("结果。")]
    public required string Outcome { get; init; }

    [Description("谁发的。")]
    public required string From { get; init; }

    [Description("时刻（UTC）。")]
    public required DateTimeOffset At { get; init; }

    [Description("谁签收了。")]
    public required IReadOnlyList<ToldReceiptShape> Receipts { get; init; }
}

[Description("一页告知。")]
internal sealed record ToldList(
    [property: Description("告知；没有签收的在前。")] IReadOnlyList<ToldEntryShape> Items,
    [property: Description("一共几件。")] int Total);

[Description("签收的结果。")]
internal sealed record SignedShape([property: Description("这一次签收了是 true；本单位以前签收过是 false，以那一次为准。")] bool New);
