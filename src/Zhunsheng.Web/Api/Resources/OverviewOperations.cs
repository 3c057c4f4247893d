using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations that look over all files are.</summary>
internal static class OverviewOperations
{
    private const string Group = "总览和监督";

    public static ApiOperation Overview { get; } = new("read_overview", Group, "总览的数", "页面“总览”上的数和图，每个数都带着它数的清单的地址。只数本凭证看得到的案卷。")
    {
        Parameters = [Parameters.OneRulebook, new("desk", ParameterPlace.Query, "从谁的位置看；不写就是本凭证的第一个位置。") { Values = Words<Desk>() }],
        Answer = new(200, typeof(OverviewShape), "数。"),
        Problems = [ProblemKind.Forbidden],
    };

    public static ApiOperation Files { get; } = new("list_counted_projects", Group, "一个数背后的案卷", "照总览里的地址读；也可以自己写条件。没有写 status 就是在办的。")
    {
        Parameters =
        [
            Parameters.OneRulebook,
            new("kind", ParameterPlace.Query, "只要这一种案卷。") { Example = "项目" },
            new("status", ParameterPlace.Query, "open 在办的、closed 已经结案的、all 都要。") { Values = ["open", "closed", "all"], Standard = "open" },
            new("phase", ParameterPlace.Query, "只要在这个阶段的；没有阶段的写 none。"),
            new("year", ParameterPlace.Query, "只要这个计划年度的；没有填年度的写 none。") { Form = TextForm.YearOrNone, Example = "2027" },
            new("owner", ParameterPlace.Query, "只要这个单位的（单位的编号）。") { Form = TextForm.Uuid },
            new("point", ParameterPlace.Query, "只要有这种情况的：late 逾期、blocked 被挡、unmet 缺项、consequence 后果、contradiction 对不上。") { Values = Words<PointKind>() },
            new("article", ParameterPlace.Query, "这种情况出在哪一条。"),
            new("rule", ParameterPlace.Query, "这种情况出在哪条规则。"),
            new("step", ParameterPlace.Query, "这种情况出在哪个环节。"),
            new("office", ParameterPlace.Query, "这种情况该谁办。"),
            new("mine", ParameterPlace.Query, "写 1 只要该本凭证的角色办的。") { Values = ["1"] },
            new("amount", ParameterPlace.Query, "只要知道这个金额的：planned 计划、approved 批准、allotted 安排、contracted 合同、paid 支付、surplus 结余。") { Values = Words<Figure>() },
            new("waiting", ParameterPlace.Query, "写 me 只要等本凭证的单位办的。") { Values = ["me"] },
            new("waiting-step", ParameterPlace.Query, "等本凭证的单位办的是哪个环节。"),
            new("sort", ParameterPlace.Query, "按什么排：late 逾期、number 编号、owner 单位、phase 阶段、planyear 计划年度、money 总投资、paid 支付。") { Values = Words<OversightSort>(), Standard = "late" },
            Parameters.Order("desc"), Parameters.Page, Parameters.Limit(50, Oversight.MostRows),
        ],
        Answer = new(200, typeof(CountedPage), "一页案卷。"),
        Problems = [ProblemKind.Forbidden],
    };

    public static ApiOperation Acts { get; } = new("list_counted_acts", Group, "一个数背后的行为", "照总览里的地址读；也可以自己写条件。")
    {
        Parameters =
        [
            Parameters.OneRulebook,
            new("by", ParameterPlace.Query, "写 me 只要本凭证的单位办的。") { Values = ["me"] },
            new("from", ParameterPlace.Query, "从哪天起。") { Form = TextForm.Day, Example = "2026-04-01" },
            new("to", ParameterPlace.Query, "到哪天为止。") { Form = TextForm.Day, Example = "2026-04-30" },
            new("ending", ParameterPlace.Query, "怎样：settled 办结、returned 退回、refused 不同意、granted 批准例外、corrected 更正。") { Values = Words<DeedEnding>() },
            new("step", ParameterPlace.Query, "哪个环节。"),
            new("article", ParameterPlace.Query, "环节是哪一条的。"),
            new("limit-article", ParameterPlace.Query, "时限是哪一条定的。"),
            new("role", ParameterPlace.Query, "哪个角色办的。"),
            new("late", ParameterPlace.Query, "1 逾期办的，0 没有逾期的。") { Values = ["1", "0"] },
            new("measured", ParameterPlace.Query, "写 1 只要有工作日时限的。") { Values = ["1"] },
            Parameters.Page, Parameters.Limit(50, Oversight.MostRows),
        ],
        Answer = new(200, typeof(DeedPageShape), "一页行为。"),
        Problems = [ProblemKind.Forbidden],
    };

    public static ApiOperation Articles { get; } = new("list_articles", Group, "哪些条文有案卷碰着", "每一条条文下，逾期、被挡、缺项、有后果、对不上的各有几份在办的案卷。")
    {
        Parameters = [Parameters.OneRulebook],
        Answer = new(200, typeof(ArticleCounts), "条文。"),
        Problems = [ProblemKind.Forbidden],
    };

    public static ApiOperation Article { get; } = new("read_article", Group, "哪些案卷碰着这一条", "每一处：案卷、怎样、条款、原因、怎样解除、该谁办。")
    {
        Parameters =
        [
            new("rulebook", ParameterPlace.Path, "规则手册的编号。") { Required = true, Example = "sample-2026" },
            new("article", ParameterPlace.Path, "条文（URL 编码）。") { Required = true, Example = "写成条号" },
            new("point", ParameterPlace.Query, "只要这种情况的。") { Values = Words<PointKind>() },
            Parameters.Page, Parameters.Limit(50, Oversight.MostRows),
        ],
        Answer = new(200, typeof(PointPageShape), "一页。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation Orders { get; } = new("list_orders", Group, "要求整改的", "看得到的案卷里要求整改的：到哪一步、哪天到期、逾期几天、执行中的措施、后面可以的措施。")
    {
        Parameters =
        [
            Parameters.OneRulebook,
            new("standing", ParameterPlace.Query, "只要到这一步的。") { Values = Words<OrderStanding>() },
            new("pending", ParameterPlace.Query, "yes 还没有销号的，no 已经了结的。") { Values = ["yes", "no"] },
            new("rule", ParameterPlace.Query, "只要这一种。"),
            new("q", ParameterPlace.Query, "名称、编号、单位里有这些字，几个词用空格分开。"),
            new("sort", ParameterPlace.Query, "按什么排：urgent 急的在前、due 期限、given 提出日期、owner 单位、number 编号、standing 到哪一步。") { Values = Words<OrderSort>(), Standard = "urgent" },
            Parameters.Order("asc"), Parameters.Page, Parameters.Limit(50, 200),
        ],
        Answer = new(200, typeof(OrderPageShape), "一页。"),
        Problems = [ProblemKind.Forbidden],
    };

    public static ApiOperation Unit { get; } = new("read_unit", Group, "一个单位受的限制", "新项目受的限制和哪天为止、后果、没有做到的义务、逾期。只给本单位和看得到全部案卷的部门；编号看 GET /organisations。")
    {
        Parameters = [new("id", ParameterPlace.Path, "单位的编号。") { Required = true, Example = "0190c9a4-8d1e-7c3b-9a55-3f1c2b7d6e10" }],
        Answer = new(200, typeof(UnitShape), "单位。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation Systems { get; } = new("list_systems", Group, "系统目录", "看得到的案卷所立的系统：状态、从哪天起在用、能不能安排运维经费和理由。")
    {
        Parameters =
        [
            Parameters.OneRulebook,
            new("q", ParameterPlace.Query, "系统或者案卷的名称、编号、单位里有这些字。"),
            new("state", ParameterPlace.Query, "只要这个状态的；不清楚的写 unknown。"),
            new("unit", ParameterPlace.Query, "只要这个单位的（单位的编号）。") { Form = TextForm.Uuid },
            new("money", ParameterPlace.Query, "yes 可以安排运维经费的，no 不能安排的。") { Values = ["yes", "no"] },
            new("year", ParameterPlace.Query, "只要申请过这一年运维经费的，金额也只算这一年。") { Range = (1901, 2199), Example = "2027" },
            new("sort", ParameterPlace.Query, "按什么排：name 名称、owner 单位、state 状态、since 在用起始日、granted 安排的经费、number 编号。") { Values = Words<SystemSort>(), Standard = "name" },
            Parameters.Order("asc"), Parameters.Page, Parameters.Limit(50, 200),
        ],
        Answer = new(200, typeof(SystemPageShape), "一页系统。"),
        Problems = [ProblemKind.Forbidden, ProblemKind.NotFound],
    };

    public static ApiOperation System { get; } = new("read_system", Group, "一个系统", "登记了什么、状态怎样变来的、能不能安排运维经费的每一条、申请和安排过的经费。")
    {
        Parameters = [Parameters.Number],
        Answer = new(200, typeof(SystemDetail), "系统。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation Resources { get; } = new("list_resources", Group, "数据资源目录", "看得到的案卷登记的资源和数据项，和别的单位可以共享的（那些不说是哪份案卷）。")
    {
        Parameters =
        [
            Parameters.OneRulebook,
            new("q", ParameterPlace.Query, "资源、数据项、单位的名称里有这些字。"),
            new("unit", ParameterPlace.Query, "只要这个单位的（单位的名称）。"),
            new("share", ParameterPlace.Query, "只要这个共享类型的；没有写的写 none。"),
            new("level", ParameterPlace.Query, "items 只要数据项，resources 只要资源。") { Values = ["items", "resources"] },
            Parameters.Page, Parameters.Limit(50, 200),
        ],
        Answer = new(200, typeof(DataPageShape), "一页。"),
        Problems = [ProblemKind.Forbidden, ProblemKind.NotFound],
    };

    private static ImmutableArray<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(QueryText.Word)];
}
