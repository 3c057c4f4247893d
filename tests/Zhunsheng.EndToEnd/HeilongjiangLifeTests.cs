using Zhunsheng.Storage.Demo;

namespace Zhunsheng.EndToEnd;

/// <summary>
/// One project of Heilongjiang from the June call to its self-evaluation, every role doing its part in the browser, with scripts and without.
/// </summary>
public sealed class HeilongjiangLifeTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Book = "heilongjiang-2023";

    private static readonly Dictionary<string, (string Organisation, string Role)> People = new()
    {
        ["lincao"] = ("省林草局", "建设单位"),
        ["shuili"] = ("省水利厅", "建设单位"),
        ["yingshang"] = ("省营商环境局", "省营商环境局"),
        ["fagai"] = ("省发改委", "省发改委"),
        ["caizheng"] = ("省财政厅", "省财政厅"),
        ["wangxin"] = ("省委网信办", "省委网信办"),
        ["mima"] = ("省国家密码管理局", "省国家密码管理局"),
        ["zhengfu"] = ("省政府办公厅", "省政府"),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Life_FromTheCallToTheSelfEvaluation_IsPlayedThrough(bool scripts)
    {
        var browser = chromium.Need();
        await using var server = await ServerProcess.Start(People, Book);
        var script = DemoScript.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "life.yaml"), TestContext.Current.CancellationToken), new DateOnly(2024, 6, 3));
        var desk = new Desk(browser, server, script, scripts);

        // The call of June, and the need.
        await desk.As("yingshang", "2024-06-03");
        var plan = await desk.Begin(Book, "发布需求征集");
        await desk.As("lincao", "2024-06-11");
        var number = await desk.Begin(Book, "项目登记");
        Assert.Equal("HLJ-2024-0001", number);

        // The declaration: not without its papers, not cut up.
        await desk.As("lincao", "2024-06-18");
        await desk.Try(number, "年度计划申报", omit: ["密码应用方案"]);
        Assert.Contains("密码应用方案", await desk.Text());
        Assert.Contains("第九条", await desk.Text());
        await desk.Try(number, "年度计划申报", facts: ("拆分申报", true));
        Assert.Contains("第八条", await desk.Text());
        Assert.Contains("合并成一个项目再报", await desk.Text());
        await desk.Do(number, "年度计划申报");

        // Another unit does not even learn that the number exists.
        await desk.As("shuili", "2024-06-19");
        var refused = await desk.Page.GotoAsync($"/cases/{number}");
        var unknown = await desk.Page.Context.NewPageAsync();
        Assert.Equal((await unknown.GotoAsync("/cases/HLJ-2024-9999"))!.Status, refused!.Status);
        Assert.DoesNotContain("林草", await desk.Text());

        // The joint review: three opinions, one of them after a return for completion.
        await desk.As("yingshang", "2024-06-24");
        await desk.Do(number, "联合审核受理", "开始联合审核");
        Assert.Contains("2024-07-01", await desk.Text());
        await desk.As("mima", "2024-06-25");
        await desk.Do(number, "密码应用审核", "退回补正", facts: [("补正清单", "写明密码应用方案"), ("全部可改", true)]);
        await desk.As("lincao", "2024-06-26");
        await desk.Do(number, "年度计划申报");
        await desk.As("mima", "2024-06-27");
        await desk.Do(number, "密码应用审核", "出具意见");
        await desk.As("yingshang", "2024-06-27");
        await desk.Do(number, "集约化建设和数据共享审核", "出具意见");
        await desk.As("wangxin", "2024-06-28");
        await desk.Do(number, "网络安全审核", "出具意见");

        // The yearly plan, decided by the provincial government.
        await desk.As("yingshang", "2024-10-15");
        await desk.Do(plan, "编制年度计划", facts: ("计划项目", new[] { number }));
        await desk.As("caizheng", "2024-10-20");
        await desk.Do(plan, "会签年度计划", "会签");
        await desk.As("yingshang", "2024-10-28");
        await desk.Do(plan, "年度计划报省政府");
        await desk.As("zhengfu", "2024-12-18");
        await desk.Do(plan, "批准年度计划", "批准");
        await desk.As("yingshang", "2024-12-20");
        await desk.Do(plan, "下达年度计划");

        // Feasibility study and preliminary design.
        await desk.As("lincao", "2025-02-10");
        await desk.Do(number, "可行性研究报告报送");
        await desk.As("fagai", "2025-03-05");
        await desk.Do(number, "可行性研究报告批复", "批复");
        await desk.As("lincao", "2025-03-20");
        await desk.Do(number, "初步设计方案报送");
        await desk.As("yingshang", "2025-03-24");
        await desk.Do(number, "初步设计受理", "受理");
        // 20 working days from 24 March over the Qingming holiday
        Assert.Contains("2025-04-22", await desk.Text());
        await desk.As("yingshang", "2025-04-10");
        await desk.Do(number, "初步设计评估论证");
        await desk.Do(number, "初步设计方案批复", "批复");

        // Building may not begin before the government has settled it.
        await desk.As("lincao", "2025-04-11");
        await desk.Page.GotoAsync($"/cases/{number}");
        Assert.Contains("省政府", await desk.Text());
        await desk.As("yingshang", "2025-04-18");
        await desk.Do(number, "报省政府审定");
        await desk.As("zhengfu", "2025-05-08");
        await desk.Do(number, "省政府审定", "审定");
        await desk.As("caizheng", "2025-05-12");
        await desk.Do(number, "资金保障");

        // Procurement only with the clause on rights; contract, supervision, start.
        await desk.As("lincao", "2025-05-20");
        await desk.Try(number, "政府采购", facts: ("采购文件含知识产权条款", false));
        Assert.Contains("第三十条", await desk.Text());
        await desk.Do(number, "政府采购");
        await desk.As("lincao", "2025-06-04");
        await desk.Do(number, "合同登记");
        await desk.As("lincao", "2025-06-10");
        await desk.Page.GotoAsync($"/cases/{number}/steps/{Uri.EscapeDataString("开工")}");
        Assert.Contains("还没有委托监理单位", await desk.Text());
        Assert.Contains("第二十四条", await desk.Text());
        await desk.Do(number, "委托监理");
        await desk.Do(number, "开工");

        // A change of 12 % is filed, one of 18 % needs approval.
        await desk.As("lincao", "2025-09-01");
        await desk.Do(number, "调整申请", "自行调整并备案", facts: [("调整内容", "影像服务改用省级共享"), ("调整金额", 120m), ("调整原因", "技术方案优化")]);
        await desk.As("lincao", "2025-11-05");
        await desk.Try(number, "调整申请", "自行调整并备案", facts: [("调整内容", "增加移动核查"), ("调整金额", 180m), ("调整原因", "技术方案优化")]);
        Assert.Contains("/steps/", Uri.UnescapeDataString(desk.Page.Url), StringComparison.Ordinal);
        await desk.Do(number, "调整申请", "报批", facts: [("调整内容", "增加移动核查"), ("调整金额", 180m), ("调整原因", "技术方案优化")]);
        await desk.As("yingshang", "2025-11-20");
        await desk.Do(number, "调整审批", "同意", key: "2", facts: ("调整批复文号", "黑营商调〔2025〕3号"));

        // The yearly report, the end of building, acceptance behind the archive and the evaluation of cryptography.
        await desk.As("lincao", "2025-12-20");
        await desk.Do(number, "年度绩效评价报告", key: "2025");
        await desk.As("lincao", "2026-03-20");
        await desk.Do(number, "建成");
        await desk.As("lincao", "2026-03-25");
        await desk.Do(number, "试运行");
        await desk.Page.GotoAsync($"/cases/{number}");
        Assert.Contains("2026-09-20", await desk.Text());
        await desk.As("lincao", "2026-05-10");
        await desk.Do(number, "竣工验收申请");
        await desk.As("yingshang", "2026-06-10");
        await desk.Try(number, "竣工验收", "通过");
        Assert.Contains("第二十三条", await desk.Text());
        Assert.Contains("第三十一条", await desk.Text());
        await desk.As("lincao", "2026-06-12");
        await desk.Do(number, "密码应用安全性评估");
        await desk.Do(number, "办理档案验收", "合格");
        await desk.Do(number, "补交验收材料", add: ["密码应用安全性评估报告"]);
        await desk.As("yingshang", "2026-06-18");
        await desk.Do(number, "竣工验收", "通过");
        await desk.As("lincao", "2026-06-25");
        await desk.Do(number, "结余资金退回");
        await desk.Do(number, "竣工验收备案");

        // Operation, and the self-evaluation not before its window.
        await desk.As("lincao", "2026-07-01");
        await desk.Do(number, "投入运行");
        await desk.As("lincao", "2026-12-10");
        await desk.Do(number, "年度绩效评价报告", key: "2026");
        await desk.As("lincao", "2026-12-31");
        await desk.Page.GotoAsync($"/cases/{number}/steps/{Uri.EscapeDataString("项目自评价")}");
        Assert.Contains("2027-01-01", await desk.Text());
        Assert.Equal(0, await desk.Page.Locator("button[name=outcome]").CountAsync());
        await desk.As("lincao", "2027-01-15");
        await desk.Do(number, "项目自评价");
        Assert.Contains("省财政厅", await desk.Text());

        await server.Kill();
        await LifeChecks.ChainVerifies(server);
    }
}
