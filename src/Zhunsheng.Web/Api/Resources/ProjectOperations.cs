using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations that read case files are.</summary>
internal static class ProjectOperations
{
    private const string Group = "案卷";

    public static ApiOperation List { get; } = new("list_projects", Group, "列出案卷",
        "本凭证的单位看得到的案卷，各种案卷都在内。翻页用 next：翻页时新添的案卷不会使别的重复或者漏掉。")
    {
        Parameters =
        [
            Parameters.Rulebook,
            new("kind", ParameterPlace.Query, "只要这一种案卷：项目、年度计划等；不写就是所有种类。") { Example = "项目" },
            new("q", ParameterPlace.Query, "名称、编号、单位里有这些字，几个词用空格分开。") { Example = "平台" },
            new("phase", ParameterPlace.Query, "只要在这个阶段的。"),
            new("year", ParameterPlace.Query, "只要这个计划年度的。") { Range = (1901, 2199), Example = "2027" },
            new("status", ParameterPlace.Query, "只要在办的（open）或者已经结案的（closed）。") { Values = ["open", "closed"] },
            new("sort", ParameterPlace.Query, "按什么排：updated 最近行为、number 编号、title 名称、owner 单位、money 总投资、plan_year 计划年度。没有值的总排在后面。")
            { Values = ["updated", "number", "title", "owner", "money", "plan_year"], Standard = "updated" },
            new("order", ParameterPlace.Query, "desc 倒序，asc 正序。") { Values = ["asc", "desc"], Standard = "desc" },
            Parameters.Limit(50, 200),
            new("cursor", ParameterPlace.Query, "上一页的 next，原样写。"),
        ],
        Answer = new(200, typeof(CasePageShape), "一页案卷。"),
        AnswerExample = """
            {"items": [{"number": "MX-2026-0001", "title": "办事平台", "kind": "项目", "rulebook": "sample-2026", "owner": "甲单位", "phase": "审核", "plan_year": 2027, "money": 350,
             "next": ["审核申报"], "closed": false, "head": 1, "updated": "2026-04-20T02:00:00+00:00"}], "next": null}
            """,
    };

    public static ApiOperation Read { get; } = new("read_project", Group, "读一份案卷",
        "要素和设定它的行为、能办的环节、还不能办的环节和挡住它的条文与解法、期限和算法、材料、行为。ETag 是最后一号行为，办理时写进 If-Match。")
    {
        Parameters = [Parameters.Number],
        Answer = new(200, typeof(CaseDetail), "案卷。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation ReadAct { get; } = new("read_act", Group, "读一号行为", "谁、什么时候、以什么角色办的，填了什么，凭什么能办，告知了谁，摘要链。")
    {
        Parameters = [Parameters.Number, Parameters.Act],
        Answer = new(200, typeof(ActShape), "行为。"),
        Problems = [ProblemKind.NotFound],
    };

    public static ApiOperation ReadPaper { get; } = new("read_paper", Group, "下载一份材料", "行为交来的一个文件，原样。")
    {
        Parameters = [Parameters.Number, Parameters.Act, new("index", ParameterPlace.Path, "在行为里的位置，从 0 数起。") { Required = true, Range = (0, int.MaxValue), Example = "0" }],
        Answer = new(200, null, "文件。"),
        Problems = [ProblemKind.NotFound],
    };
}
