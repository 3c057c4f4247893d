using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>The plan of a year in one jurisdiction: files of its demo data, and one or two that are kept out.</summary>
/// <param name="Rulebook">The rulebook.</param>
/// <param name="Year">The year.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Compile">The step by which it is drawn up, and its day.</param>
/// <param name="Ceiling">The fact that bounds it, and the amount in 万元.</param>
/// <param name="In">The projects that may be listed, with the amounts arranged, first as drawn up, then as decided.</param>
/// <param name="Out">Those kept out: the article, and what is said.</param>
/// <param name="Others">Other files that take part.</param>
/// <param name="Without">Acts of the demo data that are left undone: file/step.</param>
/// <param name="Facts">What is filled in instead: file.fact=JSON, one a line.</param>
/// <param name="Extra">Acts besides: day step/outcome@file, one a line.</param>
/// <param name="Return">The step by which the first draft is sent back, its outcome and its day; the second draft and what follows are acts of Extra or of the demo data after it.</param>
/// <param name="Listed">The fact that a project is listed.</param>
/// <param name="Until">The day after which the demo data is not played.</param>
/// <param name="Later">Acts after the issue: day step/outcome@file, one a line.</param>
/// <param name="Changed">What the page of the year says of them.</param>
/// <param name="Open">Whether the file of the plan stays open after the issue, for changes within the year.</param>
public sealed record PlanYearCase(
    string Rulebook, int Year, string Plan, (string Step, string Day) Compile, (string Fact, decimal Amount) Ceiling, (string File, decimal First, decimal Decided)[] In,
    (string File, string Article, string Said)[] Out, string[] Others, string[] Without, string Facts, string Extra, (string Step, string Outcome, string Day) Return, string Listed, string Until,
    string Later = "", string[]? Changed = null, bool Open = false)
{
    /// <inheritdoc/>
    public override string ToString() => Rulebook;
}

/// <summary>
/// A plan year of each jurisdiction played by programs through the interface: the call, the declarations, who may be listed and who is kept out by which article, the draft, its return and the second
/// draft, the signatures, the decision, the issue, the projects listed, and a change afterwards.
/// </summary>
public sealed class PlanYearTests
{
    public static TheoryData<PlanYearCase> Years { get; } =
    [
        new PlanYearCase(
            "heilongjiang-2023", 2025, "计划乙", ("编制年度计划", "2024-10-18"), ("计划资金额度", 2000), [("防汛", 900, 800), ("轮换", 700, 600), ("河湖", 430, 430)],
            [("灌区", "第十二条第二款", "上年度"), ("雨水情", "第十条", "三份意见")], ["防汛", "轮换", "河湖"], [],
            "灌区.计划年度=2025\n雨水情.计划年度=2025\n会签意见=\"压减到额度以内。\"\n应急保供.计划年度=2025\n应急保供.上级要求来源=[\"党中央国务院\"]\n应急保供.情况紧急=true\n应急保供.重要项目=true\n应急保供.增列理由=\"国家部署的保供任务，等不到下一年。\"\n应急保供.上年度计划已完成=true",
            "2024-06-20 项目登记/登记@灌区\n2024-06-21 年度计划申报@灌区\n2024-06-24 联合审核受理/开始联合审核@灌区\n2024-06-26 集约化建设和数据共享审核/出具意见@灌区\n2024-06-26 网络安全审核/出具意见@灌区\n2024-06-26 密码应用审核/出具意见@灌区\n2024-06-20 项目登记/登记@雨水情\n2024-06-21 年度计划申报@雨水情\n2024-06-24 联合审核受理/开始联合审核@雨水情\n2024-06-26 网络安全审核/出具意见@雨水情",
            ("会签年度计划", "退回重编", "2024-10-19"), "已列入年度计划", "2024-12-31",
            "2025-02-10 项目登记/登记@应急保供\n2025-02-11 年度计划申报@应急保供\n2025-02-12 计划外增列申请@应急保供\n2025-02-13 营商增列审核/同意@应急保供\n2025-02-14 财政增列审核/同意@应急保供\n2025-02-20 增列批准/批准增列@应急保供", ["应急物资保供调度系统"]),
        new PlanYearCase(
            "fangchenggang-2022", 2025, "港计划甲", ("编制年度计划", "2024-09-20"), ("统筹资金规模", 1000), [("港渔港", 700, 655), ("港口岸", 350, 345)],
            [("港养老", "第十五条", "建设条件")], ["港规划", "港渔港", "港口岸", "港养老"], [],
            "港规划.规划项目=[\"@case(港渔港)\",\"@case(港口岸)\",\"@case(港养老)\"]\n港养老.具备建设条件=false\n港养老.建设条件说明=\"机房没有交付。\"\n港计划甲.统筹资金规模=1000\n会签意见=\"压减到规模以内。\"",
            "", ("财政会签计划", "退回重编", "2024-09-22"), "已列入年度计划", "2024-12-31"),
        new PlanYearCase(
            "liangping-2022", 2025, "梁计划甲", ("编制年度计划", "2025-03-02"), ("计划资金额度", 1050), [("梁耕地", 620, 620), ("梁粮油", 500, 430)],
            [("梁景区", "第十条第一款", "还没有批复")], ["梁规划", "梁方案农业", "梁方案文旅", "梁清单甲", "梁粮油", "梁景区", "梁耕地"],
            ["梁粮油/委托费用评估", "梁粮油/费用评估", "梁景区/代初设报送", "梁景区/报批受理", "梁景区/项目评估", "梁景区/网络安全审查", "梁景区/预算审查", "梁景区/数据资源审查", "梁景区/密码应用审查", "梁景区/保密审查", "梁景区/设计内容审核", "梁景区/代初设批复"],
            "梁清单甲.清单项目=[\"@case(梁粮油)\",\"@case(梁景区)\",\"@case(梁耕地)\"]\n梁粮油.费用明细=[{\"费用\":\"履行政务职能业务系统\",\"金额\":468}]\n梁粮油.调整后年度投资额=400\n计划会签意见=\"压减到额度以内。\"",
            "", ("会签年度计划", "退回重编", "2025-03-04"), "已列入年度计划", "2025-03-31",
            "2025-03-20 计划金额调整/调整@梁粮油", ["调整"], Open: true),
        new PlanYearCase(
            "taixing-2023", 2025, "计划甲", ("编制年度计划", "2024-10-20"), ("财政预算额度", 250), [("公交", 260, 250)],
            [("泵站", "第十条", "评审")], ["公交", "泵站"], ["泵站/项目评审"],
            "",
            "2024-11-13 保密局参编@计划甲\n2024-11-13 公安局参编@计划甲\n2024-11-13 发改委参编@计划甲\n2024-11-13 工信局参编@计划甲\n2024-11-13 财政局参编@计划甲\n2024-11-14 提交年度计划/提交@计划甲", ("审议年度计划", "不通过", "2024-11-12"), "已列入年度计划", "2024-12-31",
            "2025-03-03 项目登记/登记@供水\n2025-03-04 申报表填报/填好@供水\n2025-03-05 增补申请/申请@供水\n2025-03-07 办公室会商/同意@供水\n2025-03-10 保密局会商/同意@供水\n2025-03-10 发改委会商/同意@供水\n2025-03-11 工信局会商/同意@供水\n2025-03-11 财政局会商/同意@供水\n2025-03-13 增补办结/准予追加@供水", ["供水管网应急抢修指挥系统"]),
        new PlanYearCase(
            "tongliao-2024", 2026, "计划甲", ("拟定年度计划", "2025-11-10"), ("计划资金额度", 820), [("医保", 460, 460), ("公交", 320, 300), ("县医院", 58, 58)],
            [("处方", "第十六条", "没有进项目库")], ["医保", "公交", "县医院", "处方"], ["处方/纳入项目库"],
            "计划修改意见=\"压减到额度以内。\"",
            "", ("审定年度计划", "退回修改", "2025-11-15"), "已列入年度计划", "2025-12-31",
            "2026-11-16 项目登记/登记@应急保供\n2026-11-18 增补申请@应急保供\n2026-11-20 增补同意/同意增补@应急保供", ["突发疫情医保应急结算系统"]),
    ];

    [Theory]
    [MemberData(nameof(Years))]
    public async Task Year_ByPrograms_ListsWhoMayBeListedAndNamesTheArticleForTheOthers(PlanYearCase year)
    {
        await using var walk = await RouteWalk.Start(year.Rulebook, throughInterface: true);
        var compile = Day(year.Compile.Day);
        var files = (string[])[.. year.Others, year.Plan];
        var without = year.Without.Select(w => w.Split('/')).Select(w => (w[0], w[1])).ToHashSet();
        var extra = Acts(year.Extra);
        Dictionary<(string, string), JsonNode?> Over(params (string File, string Fact, JsonNode? Value)[] more)
        {
            var over = year.Facts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(p => p[0].Split('.') is [var file, var fact] ? (file, fact) : ("*", p[0]), p => JsonNode.Parse(p[1]));
            foreach (var (file, fact, value) in more)
            {
                over[(file, fact)] = value;
            }

            return over;
        }

        bool Wanted(DemoAct a) => !without.Contains((a.File, a.Step));

        // The call and the declarations.
        await walk.Play(files, Over(), a => a.On < compile && Wanted(a), [.. extra.Where(a => a.On < compile)]);

        // The pool as the compiler's program sees it.
        walk.On(compile);
        var step = walk.Book.FindStep(year.Compile.Step)!;
        var office = await walk.ProgramOf(walk.OfficeOf(step.PossibleRoles[0]));
        var form = step.Opens ? await office.Get($"/api/v1/projects/new?rulebook={year.Rulebook}&step={Uri.EscapeDataString(step.Name)}") : await office.Get($"/api/v1/projects/{walk.NumberOf(year.Plan)}/steps/{Uri.EscapeDataString(step.Name)}");
        Assert.True(form.Status == 200, form.Text);
        var candidates = form["sections"].AsArray().SelectMany(s => s!["fields"]!.AsArray()).Single(f => (string)f!["fact"]!["name"]! == "计划项目")!["candidates"]!.AsArray().ToDictionary(c => (string)c!["number"]!, c => c!);
        Assert.Equal(year.In.Select(i => walk.NumberOf(i.File)).Order(StringComparer.Ordinal), candidates.Where(c => (bool?)c.Value["may"] is true).Select(c => c.Key).Order(StringComparer.Ordinal));
        foreach (var (file, article, said) in year.Out)
        {
            var kept = candidates[walk.NumberOf(file)];
            Assert.NotEqual(true, (bool?)kept["may"]);
            Assert.True(kept["reasons"]!.AsArray().Any(r => (string?)r!["article"] == article && ((string)r["reason"]!).Contains(said, StringComparison.Ordinal) && (string?)r["remedy"] is { Length: > 3 }), file + new ApiAnswer(200, kept, form.Response).Text);
        }

        // Whoever may not be listed cannot be drawn into it either.
        foreach (var (file, article, _) in year.Out)
        {
            var refused = await walk.Attempt(Act(year.Plan, compile, step.Name), Over((year.Plan, "计划项目", new JsonArray($"@case({file})")), (year.Plan, "计划安排", null), (year.Plan, year.Ceiling.Fact, year.Ceiling.Amount)));
            Assert.True(refused.Status == 422 && refused.Text.Contains(article, StringComparison.Ordinal), refused.Text);
        }

        // The first draft, sent back; the second, signed, decided and issued.
        var back = Day(year.Return.Day);
        var projects = new JsonArray([.. year.In.Select(i => (JsonNode)$"@case({i.File})")]);
        await walk.Play(files, Over((year.Plan, "计划项目", projects.DeepClone()), (year.Plan, "计划安排", Arranged(year, i => i.First)), (year.Plan, year.Ceiling.Fact, year.Ceiling.Amount)), a => a.On == compile && a.File == year.Plan);
        await AssertSums(walk, year, year.In.Sum(i => i.First));
        await walk.Play(files, Over(), a => a.On > compile && a.On < back && a.File == year.Plan, [.. extra.Where(a => a.On > compile && a.On < back)]);
        await walk.Play([], Over((year.Plan, "补正清单", new JsonArray(new JsonObject { ["环节"] = step.Name, ["类别"] = "内容", ["对象"] = "计划安排", ["要求"] = "压减" }))), _ => false, Act(year.Plan, back, $"{year.Return.Step}/{year.Return.Outcome}"));
        await walk.Play([], Over((year.Plan, "计划项目", projects), (year.Plan, "计划安排", Arranged(year, i => i.Decided)), (year.Plan, year.Ceiling.Fact, year.Ceiling.Amount)), _ => false, Act(year.Plan, back, step.Name));
        await AssertSums(walk, year, year.In.Sum(i => i.Decided));
        foreach (var (file, _, _) in year.In)
        {
            Assert.False(await Known(walk, file, year.Listed));
        }

        await walk.Play(files, Over((year.Plan, "计划安排", null)), a => a.On > back && a.File == year.Plan && a.Step != step.Name && a.On <= Day(year.Until), [.. extra.Where(a => a.On > back)]);
        foreach (var (file, _, decided) in year.In)
        {
            var stands = await walk.File_(file);
            Assert.True(await Known(walk, file, year.Listed));
            Assert.Equal(decided, (await office.Get("/api/v1/projects/" + stands.Number))["facts"].AsArray().Where(f => (string)f!["name"]! == "安排金额").Select(f => (decimal?)f!["value"]).SingleOrDefault());
            Assert.Equal(walk.NumberOf(year.Plan), (string)(await office.Get("/api/v1/projects/" + stands.Number))["acts"].AsArray()[^1]!["conveyed_from"]!["case"]!);
        }

        foreach (var (file, _, _) in year.Out)
        {
            Assert.False(await Known(walk, file, year.Listed));
        }

        var list = (await office.Get($"/api/v1/plan?year={year.Year}&rulebook={year.Rulebook}"))["plans"].AsArray().Single(p => (string)p!["plan"]!["number"]! == walk.NumberOf(year.Plan))!;
        Assert.Equal(year.Open, !(bool)list["plan"]!["closed"]!);
        Assert.Equal(year.In.Select(i => walk.NumberOf(i.File)), list["lists"]!.AsArray().Single(l => (string)l!["fact"]! == "计划项目")!["items"]!.AsArray().Select(i => (string)i!["number"]!));
        Assert.DoesNotContain(list["choices"]!.AsArray(), c => (string?)c!["fact"] == "计划项目");

        // A unit sees its own projects in the year, and no other's.
        var unit = await walk.ProgramOf((await walk.File_(year.In[0].File)).OwnerName);
        Assert.DoesNotContain((await unit.Get("/api/v1/projects")).Json!["items"]!.AsArray(), i => (string)i!["owner"]! != walk.OwnerOf(year.In[0].File));

        // Afterwards.
        if (year.Later.Length > 0)
        {
            await walk.Play([], Over(), _ => false, [.. Acts(year.Later)]);
            var page = await walk.See(step.PossibleRoles[0], $"/plan/{year.Rulebook}/{year.Year.ToString(CultureInfo.InvariantCulture)}");
            Assert.All(year.Changed!, c => Assert.Contains(c, page.Text, StringComparison.Ordinal));
        }

        Assert.Empty(await walk.Verify());
    }

    /// <summary>What the page of the year says of the sum and the ceiling.</summary>
    private static async Task AssertSums(RouteWalk walk, PlanYearCase year, decimal sum)
    {
        var page = await walk.See(walk.Book.FindStep(year.Compile.Step)!.PossibleRoles[0], $"/plan/{year.Rulebook}/{year.Year.ToString(CultureInfo.InvariantCulture)}");
        Assert.Contains($"合计 {sum.ToString("#,##0.00", CultureInfo.InvariantCulture)}万元", page.Text, StringComparison.Ordinal);
        Assert.Contains(sum > year.Ceiling.Amount ? $"超出{(sum - year.Ceiling.Amount).ToString("#,##0.00", CultureInfo.InvariantCulture)}万元" : $"还可以安排{(year.Ceiling.Amount - sum).ToString("#,##0.00", CultureInfo.InvariantCulture)}万元", page.Text, StringComparison.Ordinal);
    }

    private static async Task<bool> Known(RouteWalk walk, string file, string fact)
    {
        var stands = await walk.File_(file);
        return (await (await walk.ProgramOf(stands.OwnerName)).Get("/api/v1/projects/" + stands.Number))["facts"].AsArray().Any(f => (string)f!["name"]! == fact && (bool?)f["value"] is true);
    }

    private static JsonArray Arranged(PlanYearCase year, Func<(string File, decimal First, decimal Decided), decimal> amount) =>
        new([.. year.In.Select((i, at) => (JsonNode)new JsonObject { ["编号"] = $"@case({i.File})", ["次序"] = at + 1, ["安排金额"] = amount(i) })]);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ImmutableArray<DemoAct> Acts(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(' ', 2)).Select(p => Act(p[1].Split('@')[1], Day(p[0]), p[1].Split('@')[0]))];

    private static DemoAct Act(string file, DateOnly on, string text) =>
        new(file, on, text.Split('/')[0], text.Split('/') is [_, var outcome] ? outcome : null, null, ImmutableDictionary<string, JsonNode?>.Empty, [], [], null);
}
