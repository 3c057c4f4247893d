using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What handing in files is.</summary>
internal static class AttachmentOperations
{
    public static ApiOperation Receive { get; } = new("upload", "材料", "传一个文件",
        "用 multipart/form-data 传一个叫 file 的部分。回答它的摘要 digest，办理时写进 papers。同一个文件传几次都一样。只有本单位传过的文件能用在本单位的行为里。")
    {
        TakesFile = true,
        Answer = new(201, typeof(UploadShape), "收下了。"),
        AnswerExample = """{"digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", "file_name": "申请书.pdf", "size": 20480, "media_type": "application/pdf"}""",
        Problems = [ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.BadFile],
    };
}

/// <summary>What reading events is.</summary>
internal static class EventOperations
{
    public static ApiOperation Since { get; } = new("list_events", "事件", "从某处起发生了什么",
        "本凭证看得到的案卷里的所有行为，按出现的先后；每一号只出现一次，多人同时办理也不会漏。先记下 next，下次写进 after。重启、换节点、换凭证都不影响。")
    {
        Parameters =
        [
            new("after", ParameterPlace.Query, "上一次的 next，原样写；不写就从头读；写 now 就只要此后的。"),
            Parameters.Rulebook,
            Parameters.Limit(100, 500),
        ],
        Answer = new(200, typeof(EventPage), "事件。"),
    };
}

/// <summary>What the remaining operations are.</summary>
internal static class OtherOperations
{
    public static ApiOperation Me { get; } = new("me", "凭证", "本凭证是谁", "系统名称、单位、角色、到期日、上限。")
    {
        Answer = new(200, typeof(MeShape), "本凭证。"),
        AnswerExample = """
            {"name": "项目系统", "actor": "接口：项目系统", "organisation": {"id": "0190c9a4-8d1e-7c3b-9a55-3f1c2b7d6e10", "name": "甲单位", "short": "甲", "code": null, "roles": [{"rulebook": "sample-2026", "role": "单位"}]},
             "roles": [{"rulebook": "sample-2026", "role": "单位"}], "issued": "2026-04-20T02:00:00+00:00", "last_day": "2027-04-20",
             "limits": {"requests_per_minute": 600, "file_bytes": 209715200, "body_bytes": 2097152}, "today": "2026-04-20"}
            """,
    };

    public static ApiOperation Organisations { get; } = new("list_organisations", "单位", "有哪些单位", "在本凭证的规则手册里有角色的单位。")
    {
        Parameters = [Parameters.Rulebook],
        Answer = new(200, typeof(OrganisationList), "单位，按名称。"),
    };

    public static ApiOperation Plan { get; } = new("read_plan", "计划", "一年的计划和可以列入的项目",
        "计划案卷、其中已经列入的项目，和现在能办的环节里可以选的项目、能不能选、为什么。计划本身的行为在它的案卷里办。")
    {
        Parameters = [new("year", ParameterPlace.Query, "计划年度；不写就是所有年度。") { Range = (1901, 2199), Example = "2027" }, Parameters.Rulebook],
        Answer = new(200, typeof(PlanShape), "计划。"),
    };
}
