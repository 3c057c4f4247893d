using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations on rulebooks are.</summary>
internal static class RulebookOperations
{
    private const string Group = "规则手册";

    public static ApiOperation List { get; } = new("list_rulebooks", Group, "有哪些规则手册", "所有现行的规则手册。手册是公开的；my_roles 是本凭证在其中的角色。")
    {
        Answer = new(200, typeof(RulebookList), "规则手册，按编号。"),
    };

    public static ApiOperation Read { get; } = new("read_rulebook", Group, "读一本规则手册", "条文、角色、要素、判定、环节。内容变了 digest 就变。")
    {
        Parameters = [Parameters.RulebookId],
        Answer = new(200, typeof(RulebookDetail), "规则手册。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation Decide { get; } = new("decide", Group, "问一个判定",
        "给要素和问题，得答案、理由、挡住它的条文和缺的要素。什么也不存。没有给的要素就是未知：未知不当作“否”，答案可能是 null。")
    {
        Parameters = [Parameters.RulebookId],
        Request = typeof(DecisionRequest),
        RequestExample = """{"question": "可否验收", "facts": {"档案合格": false, "总投资": 350.5}, "day": "2026-04-20"}""",
        Answer = new(200, typeof(DecisionAnswer), "答案和理由。"),
        AnswerExample = """{"answer": false, "because": [{"article": "写成条号", "rule": "红线档案", "facts": {"档案合格": false}, "text": "档案没有合格"}], "blocked_by": ["写成条号"], "unknown": []}""",
        Problems = [ProblemKind.MalformedJson, ProblemKind.NotFound, ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType],
    };

    public static ApiOperation DecideMany { get; } = new("decide_many", Group, "一次问多个判定", "最多 100 个；每个各答各的，一个问得不对不妨碍别的。")
    {
        Parameters = [Parameters.RulebookId],
        Request = typeof(DecisionBatchRequest),
        RequestExample = """{"items": [{"question": "可否验收", "facts": {"档案合格": true}}, {"question": "审批环节", "facts": {"总投资": 350}}]}""",
        Answer = new(200, typeof(DecisionBatchAnswer), "每个判定一项，先后和请求一样。"),
        Problems = [ProblemKind.MalformedJson, ProblemKind.NotFound, ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType],
    };
}
