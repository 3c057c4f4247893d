using System.ComponentModel;
using System.Text.Json.Serialization;
using Zhunsheng.Feel;

namespace Zhunsheng.Web.Api.Answers;

[Description("管辖的地方。")]
internal sealed record JurisdictionShape(
    [property: Description("名称。")] string Name,
    [property: Description("区划代码（GB/T 2260），六位；手册没有写时为 null。")] string? Code,
    [property: Description("级别。")] string Level);

[Description("一本规则手册的概要。")]
internal sealed record RulebookSummary
{
    [Description("编号。")]
    public required string Id { get; init; }

    [Description("办法的名称。")]
    public required string Title { get; init; }

    [Description("简称。")]
    public required string Short { get; init; }

    [Description("手册的版本。")]
    public required int Version { get; init; }

    [Description("内容摘要（SHA-256）：内容一变就变。")]
    public required string Digest { get; init; }

    [Description("谁印发的。")]
    public required string Issuer { get; init; }

    [Description("印发日期；没有写时为 null。")]
    public DateOnly? Issued { get; init; }

    [Description("施行日期；条文没有定时为 null。")]
    public DateOnly? InForceFrom { get; init; }

    [Description("失效日期；没有时为 null。")]
    public DateOnly? InForceTo { get; init; }

    [Description("管辖的地方。")]
    public required JurisdictionShape Jurisdiction { get; init; }

    [Description("本凭证在这本手册里有的角色；没有时为空。")]
    public required IReadOnlyList<string> MyRoles { get; init; }
}

[Description("一本规则手册：条文、角色、要素、判定、环节。")]
internal sealed record RulebookDetail
{
    [Description("概要。")]
    public required RulebookSummary Rulebook { get; init; }

    [Description("为什么有这部办法；没有写时为 null。")]
    public string? Purpose { get; init; }

    [Description("依据的上位文件。")]
    public required IReadOnlyList<string> Basis { get; init; }

    [Description("阶段，按先后。")]
    public required IReadOnlyList<string> Phases { get; init; }

    [Description("案卷的种类。")]
    public required IReadOnlyList<string> Kinds { get; init; }

    [Description("角色。")]
    public required IReadOnlyList<RoleShape> Roles { get; init; }

    [Description("条文，按先后。")]
    public required IReadOnlyList<ArticleShape> Articles { get; init; }

    [Description("要素，按名称。")]
    public required IReadOnlyList<FactShape> Facts { get; init; }

    [Description("可以问的判定，按名称。")]
    public required IReadOnlyList<QuestionShape> Questions { get; init; }

    [Description("环节，按条文先后。")]
    public required IReadOnlyList<StepShape> Steps { get; init; }
}

[Description("一个角色。")]
internal sealed record RoleShape(
    [property: Description("名称。")] string Name,
    [property: Description("给人看的名称。")] string Label,
    [property: Description("是不是案卷所属的单位自己。")] bool Own,
    [property: Description("做什么；没有写时为 null。")] string? Meaning,
    [property: Description("案卷里由哪个要素指明办理的单位；不指明时为 null。")] string? NamedBy);

[Description("一条条文和它的规则。")]
internal sealed record ArticleShape(
    [property: Description("条号。")] string Article,
    [property: Description("所在的章；没有写时为 null。")] string? Chapter,
    [property: Description("讲什么（手册自己的话）。")] string Gist,
    [property: Description("为什么没有可以执行的规则；有规则时为 null。")] string? Declaratory,
    [property: Description("适用时要知道的。")] IReadOnlyList<string> Notes,
    [property: Description("规则。")] IReadOnlyList<RuleShape> Rules);

[Description("一条规则。")]
internal sealed record RuleShape(
    [property: Description("种类：要素、判定、红线、材料、期限、告知、后果、环节等。")] string Kind,
    [property: Description("名称。")] string Name,
    [property: Description("内容。")] string Text,
    [property: Description("力度：必须、原则上、可以；不分时为 null。")] string? Strength,
    [property: Description("是不是平台的设定而不是条文本身。")] bool Platform,
    [property: Description("出处，到款、项。")] string Article);

[Description("一个要素：名称、类型、可以取的值。")]
internal sealed record FactShape
{
    [Description("名称：请求里就用它。")]
    public required string Name { get; init; }

    [Description("给人看的名称。")]
    public required string Label { get; init; }

    [Description("类型。boolean 是 true/false；money 是万元数，最多六位小数；number 是数；year 是四位年份；date 是 2026-04-30；text 是文字；choice 是所列的文字之一；list 是一列不重复的文字；records 是一列记录，栏目见 fields；cases 是一列案卷编号。")]
    public required string Type { get; init; }

    [Description("单位；没有时为 null。")]
    public string? Unit { get; init; }

    [Description("可以取的值；不限时为空。")]
    public IReadOnlyList<string> Values { get; init; } = [];

    [Description("类型是 records 时的栏目；其他时候为空。")]
    public IReadOnlyList<FactShape> Fields { get; init; } = [];

    [Description("作为记录的栏目时，可不可以不填。")]
    public bool Optional { get; init; }

    [Description("类型是 cases 时，案卷的种类；其他时候为 null。")]
    public string? CaseKind { get; init; }

    [Description("表单上的问题；没有另写时为 null。")]
    public string? Ask { get; init; }

    [Description("什么算数；没有写时为 null。")]
    public string? Meaning { get; init; }

    [Description("引入它的条文；共用的要素为 null。")]
    public string? Article { get; init; }

    [Description("能不能由行为填写；不能的由系统得出。")]
    public bool Stated { get; init; }

    [Description("文字最长多少字；不是文字时为 null。")]
    public int? MaxLength { get; init; }

    [Description("日期是不是必须已经发生（不晚于办理当天）。")]
    public bool Past { get; init; }
}

[Description("一个可以问的判定。")]
internal sealed record QuestionShape(
    [property: Description("名称。")] string Name,
    [property: Description("怎样得出：decision 判定、gate 可否、papers 材料、deadline 期限、deadline_status 期限状态、window 窗口、notice 告知、measures 处置、strength 力度、gaps 合规缺项。")] string Kind,
    [property: Description("问的是什么；没有写时为 null。")] string? Meaning,
    [property: Description("答案的类型；不限时为 null。")] string? Type,
    [property: Description("答案可以取的值；不限时为空。")] IReadOnlyList<string> Values,
    [property: Description("参数，按先后。")] IReadOnlyList<ArgumentShape> Arguments,
    [property: Description("答案是一列时，先后有没有意义。")] bool Ordered);

[Description("判定的一个参数。")]
internal sealed record ArgumentShape(
    [property: Description("名称。")] string Name,
    [property: Description("类型。")] string Type,
    [property: Description("是不是必须给。")] bool Required,
    [property: Description("不给时的值；没有时为 null。")] string? Default,
    [property: Description("可以取的值；不限时为空。")] IReadOnlyList<string> Values);

[Description("规则手册里的一个环节。")]
internal sealed record StepShape
{
    [Description("名称：请求里就用它。")]
    public required string Name { get; init; }

    [Description("给人看的名称。")]
    public required string Title { get; init; }

    [Description("案卷的种类。")]
    public required string Kind { get; init; }

    [Description("阶段；没有时为 null。")]
    public string? Phase { get; init; }

    [Description("依据的条文。")]
    public required string Article { get; init; }

    [Description("可能由谁办（角色）。")]
    public required IReadOnlyList<string> Roles { get; init; }

    [Description("是不是新建案卷的环节。")]
    public bool Opens { get; init; }

    [Description("可不可以不办。")]
    public bool Optional { get; init; }

    [Description("可不可以反复办。")]
    public bool Repeats { get; init; }

    [Description("逐个办的环节：办理时要给的 key 叫什么；不逐个办时为 null。")]
    public string? Each { get; init; }

    [Description("不单独办、由哪一种案卷带来；单独办时为 null。")]
    public string? Via { get; init; }

    [Description("先要办结哪些环节。")]
    public required IReadOnlyList<string> After { get; init; }

    [Description("什么条件下才需要办（FEEL 表达式）；总要办时为 null。")]
    public string? When { get; init; }

    [Description("表单问的要素。")]
    public required IReadOnlyList<string> Asks { get; init; }

    [Description("办理结果。")]
    public required IReadOnlyList<string> Outcomes { get; init; }

    [Description("提示；没有时为 null。")]
    public string? Hint { get; init; }
}

[Description("向规则手册问一个判定。")]
internal sealed record DecisionRequest
{
    [Description("判定的名称。")]
    public required string Question { get; init; }

    [Description("要素：名称和值。没有给的就是未知，不当作“否”。")]
    public required IReadOnlyDictionary<string, System.Text.Json.JsonElement> Facts { get; init; }

    [Description("判定的参数：名称和值；没有参数时不写。")]
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement>? Args { get; init; }

    [Description("问的是哪一天；不写就是未知（与日期有关的答案为 null）。")]
    public DateOnly? Day { get; init; }
}

[Description("一次问多个判定。")]
internal sealed record DecisionBatchRequest
{
    [Description("最多 100 个。")]
    public required IReadOnlyList<DecisionRequest> Items { get; init; }
}

[Description("判定的答案，和命令 zs decide 一样的写法。")]
internal sealed record DecisionAnswer
{
    [Description("答案；不能判断或者条文没有说时为 null。")]
    public FeelValue Answer { get; init; }

    [Description("理由。")]
    public required IReadOnlyList<DecisionReason> Because { get; init; }

    [Description("可否类判定答“否”时，哪些条文挡住。")]
    [JsonPropertyName("blocked_by")]
    public required IReadOnlyList<string> BlockedBy { get; init; }

    [Description("缺了哪些要素所以不能判断。")]
    public required IReadOnlyList<string> Unknown { get; init; }

    [Description("为什么没有答案；有答案时不出现。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    [Description("手册没有写到的参数值等提醒；没有时不出现。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}

[Description("判定的一条理由。")]
internal sealed record DecisionReason
{
    [Description("条文。")]
    public required string Article { get; init; }

    [Description("规则。")]
    public required string Rule { get; init; }

    [Description("用到的要素和它们的值。")]
    public required IReadOnlyDictionary<string, FeelValue> Facts { get; init; }

    [Description("内容；没有另写时不出现。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}

[Description("多个判定的答案，先后和请求一样。")]
internal sealed record DecisionBatchAnswer([property: Description("每个判定一项。")] IReadOnlyList<DecisionBatchItem> Items);

[Description("多个判定里的一个：有答案，或者有问题。")]
internal sealed record DecisionBatchItem
{
    [Description("答案；这一个问得不对时不出现。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DecisionAnswer? Decision { get; init; }

    [Description("这一个哪里问得不对；问得对时不出现。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Problems.ApiProblem? Problem { get; init; }
}

[Description("一列。")]
internal sealed record RulebookList([property: Description("规则手册，按编号。")] IReadOnlyList<RulebookSummary> Items);
