using System.Collections.Immutable;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations that act are.</summary>
internal static class ActOperations
{
    private const string Group = "办理";

    private static readonly ImmutableArray<ProblemKind> Common =
        [ProblemKind.MalformedJson, ProblemKind.Forbidden, ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.NotLawful, ProblemKind.KeyReused];

    private static readonly ImmutableArray<ProblemKind> InCase = [.. Common, ProblemKind.NotFound, ProblemKind.Conflict, ProblemKind.PreconditionFailed, ProblemKind.PreconditionRequired];

    public static ApiOperation Open { get; } = new("open_project", Group, "新建案卷", "办新建案卷的环节：申报项目、编制计划等。案卷属于本凭证的单位。表单看 GET /projects/new。")
    {
        Parameters = [Parameters.IdempotencyKey],
        Request = typeof(OpenRequest),
        RequestExample = """
            {"rulebook": "sample-2026", "step": "申报", "outcome": "提交", "facts": {"项目名称": "办事平台", "密级": "非涉密", "总投资": 350, "计划年度": 2027, "拆分申报": false},
             "papers": [{"title": "申请书", "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"}]}
            """,
        Answer = new(201, typeof(ActShape), "办成了。Location 是新的案卷，ETag 是它的最后一号行为。"),
        Problems = Common,
    };

    public static ApiOperation Act { get; } = new("act", Group, "办一个环节", "表单看 GET /projects/{number}/steps/{step}。规则不让办时回 422，articles 里是条文、原因和解法。")
    {
        Parameters = [Parameters.Number, Parameters.IdempotencyKey, Parameters.IfMatch],
        Request = typeof(ActRequest),
        RequestExample = """{"step": "审核", "outcome": "通过", "facts": {"审核意见": "同意"}, "head": 1}""",
        Answer = new(201, typeof(ActShape), "办成了。Location 是这号行为，ETag 是案卷的最后一号行为。"),
        Problems = InCase,
    };

    public static ApiOperation Correct { get; } = new("correct", Group, "更正一号行为", "只有当时办理的单位以当时的角色可以更正。表单上问的全部重写，写明理由。原来的行为照样看得到。")
    {
        Parameters = [Parameters.Number, Parameters.Act, Parameters.IdempotencyKey, Parameters.IfMatch],
        Request = typeof(CorrectionRequest),
        RequestExample = """{"facts": {"审核意见": "同意，注意保密"}, "reason": "意见漏写一句", "head": 2}""",
        Answer = new(201, typeof(ActShape), "更正成了。"),
        Problems = InCase,
    };
}

/// <summary>What the operations on forms are.</summary>
internal static class StepOperations
{
    private const string Group = "表单";

    private static readonly ImmutableArray<ApiParameter> Which =
    [
        new("rulebook", ParameterPlace.Query, "规则手册的编号；凭证只在一本手册里有角色时可以不写。") { Example = "sample-2026" },
        new("kind", ParameterPlace.Query, "案卷的种类；不写是“项目”。") { Example = "年度计划" },
        new("step", ParameterPlace.Query, "新建案卷的环节；不写就是这个种类里本凭证能办的第一个。"),
    ];

    public static ApiOperation ShowOpening { get; } = new("show_opening_form", Group, "新建案卷的表单", "问哪些要素（类型、可以取的值、必填不必填、什么条件下才问）、要交哪些材料、能选哪些结果。")
    {
        Parameters = Which,
        Answer = new(200, typeof(StepFormShape), "表单。"),
        Problems = [ProblemKind.Forbidden, ProblemKind.NotFound],
    };

    public static ApiOperation TryOpening { get; } = new("try_opening_form", Group, "试填新建案卷的表单", "什么也不办，只说按所填的内容还问什么、要交什么、能选哪些结果、照这样交能不能办成。")
    {
        Parameters = Which,
        Request = typeof(TryRequest),
        RequestExample = """{"facts": {"密级": "非涉密", "总投资": 350}, "outcome": "提交"}""",
        Answer = new(200, typeof(TryAnswer), "按所填的内容的表单，和能不能办成。"),
        Problems = [ProblemKind.MalformedJson, ProblemKind.Forbidden, ProblemKind.NotFound, ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType],
    };

    public static ApiOperation Show { get; } = new("show_form", Group, "一个环节的表单", "程序照它就能填任何手册的任何环节。现在不能办时 obstacles 里是原因。只给办这一步的单位。")
    {
        Parameters = [Parameters.Number, Parameters.Step, Parameters.Key],
        Answer = new(200, typeof(StepFormShape), "表单。"),
        Problems = [ProblemKind.Forbidden, ProblemKind.NotFound, ProblemKind.NotLawful],
    };

    public static ApiOperation Try { get; } = new("try_form", Group, "试填一个环节的表单", "什么也不办，只说按所填的内容还问什么、要交什么、能选哪些结果、照这样交能不能办成。")
    {
        Parameters = [Parameters.Number, Parameters.Step],
        Request = typeof(TryRequest),
        RequestExample = """{"facts": {"审核意见": "同意"}, "outcome": "通过"}""",
        Answer = new(200, typeof(TryAnswer), "按所填的内容的表单，和能不能办成。"),
        Problems = [ProblemKind.MalformedJson, ProblemKind.Forbidden, ProblemKind.NotFound, ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.NotLawful],
    };
}
