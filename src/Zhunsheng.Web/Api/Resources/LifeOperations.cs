using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations that read the second half of a project's life are.</summary>
internal static class LifeOperations
{
    private const string Group = "项目的后半程";

    public static ApiOperation Money { get; } = Of("read_money", "资金台账", "金额链和定它的行为、上限和条文（或者平台提示）、合同和报送、逐笔支付、年度执行率、结余。手册没有写资金的案卷是 404。", typeof(MoneyShape), "资金台账。");

    public static ApiOperation Changes { get; } = Of("read_changes", "调整", "走哪条路和依据、自行调整的限额、每次调整连同以前自行调整的累计、对照的底数。条文没有写调整的案卷是 404。", typeof(ChangesShape), "调整。");

    public static ApiOperation TimeLine { get; } = Of("read_timeline", "时间线", "里程碑的计划和做到、阶段、暂停、停表各几天，所有有日子的事。", typeof(TimeLineShape), "时间线。");

    public static ApiOperation Supervision { get; } = Of("read_supervision", "监理", "监理单位、日志、通知（要求哪天回复、回复了没有、复核了没有）、意见。条文没有写监理的案卷是 404。", typeof(SupervisionShape), "监理。");

    public static ApiOperation Acceptance { get; } = Of("read_acceptance", "验收和评价", "从试运行到验收、备案的路线，材料，必须成立的每一条，延期，验收组，以后的评价。", typeof(AcceptanceShape), "验收和评价。");

    public static ApiOperation Evidence { get; } = Of("read_evidence", "所报和别的证据", "所报的和案卷里别的证据对一对：对不上、对不了、对得上。只给项目单位和看得到全部案卷的部门。", typeof(EvidenceShape), "核对。");

    public static ApiOperation Resources { get; } = Of("read_project_resources", "数据资源对照", "本项目的资源和数据项，逐项列出别处同名、相似的。别的单位不予共享的不在比较里。", typeof(DataCheckShape), "对照。");

    public static ApiOperation Performance { get; } = Of("read_performance", "绩效目标和年度报告", "案卷里写的目标，要报的年度，交了没有，怎样说。条文没有要求年度报告的案卷是 404。", typeof(PerformanceShape), "目标和报告。");

    private static ApiOperation Of(string id, string summary, string text, Type shape, string answer) => new(id, Group, summary, text + "ETag 是案卷的最后一号行为。")
    {
        Parameters = [Parameters.Number],
        Answer = new(200, shape, answer),
        Problems = [ProblemKind.NotFound],
    };
}
