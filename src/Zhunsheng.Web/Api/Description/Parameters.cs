namespace Zhunsheng.Web.Api.Description;

/// <summary>Parameters that several operations have.</summary>
internal static class Parameters
{
    public static ApiParameter Number { get; } = new("number", ParameterPlace.Path, "案卷的编号。") { Required = true, Example = "MX-2026-0001" };

    public static ApiParameter Step { get; } = new("step", ParameterPlace.Path, "环节的名称（URL 编码）。") { Required = true, Example = "审核" };

    public static ApiParameter Act { get; } = new("act", ParameterPlace.Path, "行为在案卷里的号数。") { Required = true, Range = (1, int.MaxValue), Example = "1" };

    public static ApiParameter RulebookId { get; } = new("id", ParameterPlace.Path, "规则手册的编号。") { Required = true, Example = "sample-2026" };

    public static ApiParameter Rulebook { get; } = new("rulebook", ParameterPlace.Query, "只要这本规则手册的；不写就是本凭证有角色的所有手册。") { Example = "sample-2026" };

    public static ApiParameter OneRulebook { get; } = new("rulebook", ParameterPlace.Query, "哪本规则手册；本凭证只在一本里有角色时可以不写。") { Example = "sample-2026" };

    public static ApiParameter Page { get; } = new("page", ParameterPlace.Query, "第几页。") { Range = (1, 100_000), Standard = "1" };

    public static ApiParameter Order(string standard) => new("order", ParameterPlace.Query, "desc 倒序，asc 正序。") { Values = ["asc", "desc"], Standard = standard };

    public static ApiParameter IdempotencyKey { get; } = new(Input.IdempotencyKey.Header, ParameterPlace.Header,
        "给要办的这件事起的名字，每件事一个，例如 UUID。用同一个名字原样重发，只会办一次，回答也一样（多一个 Idempotent-Replayed: true）；换了正文就是 422。只有办成的行为才占用它。")
    { Required = true, Example = "0190c9a4-8d1e-7c3b-9a55-3f1c2b7d6e10" };

    public static ApiParameter IfMatch { get; } = new("If-Match", ParameterPlace.Header, "读案卷时回答的 ETag：此后别人办了事就回 412，什么也不办。不写它就要在正文里写 head。") { Example = "\"3\"" };

    public static ApiParameter Key { get; } = new("key", ParameterPlace.Query, "逐个办的环节：哪一个。照案卷 open_steps 里的 href。") { Example = "1" };

    public static ApiParameter Limit(int standard, int most) => new("limit", ParameterPlace.Query, "最多几个。") { Range = (1, most), Standard = standard.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
