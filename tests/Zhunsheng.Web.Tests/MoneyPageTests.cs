using AngleSharp.Dom;

namespace Zhunsheng.Web.Tests;

/// <summary>The money of a project: ceilings while a form is filled, the ledger, its lists as workbooks, and who sees it.</summary>
public sealed class MoneyPageTests
{
    [Fact]
    public async Task Ceiling_WithArticle_RefusesAboveItsEdge_AndKeepsWhatWasTyped()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        var refused = await Town.Act(jia, number, "签合同", "提交", Contract("350.01"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("合同350.01万元，超过批准350.00万元，多0.01万元", refused.Text, StringComparison.Ordinal);
        Assert.Contains("压到批准的数以内", refused.Text, StringComparison.Ordinal);
        Assert.Contains(refused.Document.QuerySelectorAll("[role=alert] a.cite"), c => c.TextContent == "第四条");
        Assert.Equal("350.01", refused.Value("f.合同价"));
        Assert.DoesNotContain("签合同", (await jia.Get($"/cases/{number}")).Document.QuerySelector("#acts, .acts-line")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(jia, number, "签合同", "提交", Contract("350"))).Status);
        Assert.Equal(422, (await Town.Act(jia, number, "签合同", "提交", Contract("0.01"))).Status);
    }

    [Fact]
    public async Task Ceiling_OfPlatform_IsShownOnceBeforeItIsTaken_AndStaysInTheAct()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        await Town.Act(jia, number, "签合同", "提交", Contract("100"));
        var held = await Town.Act(jia, number, "付款", "提交", Payment("100.01"));
        Assert.Equal(422, held.Status);
        Assert.Equal("还没有提交：请先看这1条提示", held.Document.GetElementById("unseen")!.TextContent);
        Assert.Contains("平台提示：支付100.01万元，超过合同100.00万元，多0.01万元 ；看看是不是多付了", held.Text, StringComparison.Ordinal);
        Assert.Equal("100.01", held.Value("f.付款明细.0.金额"));
        Assert.DoesNotContain("第4号行为", (await jia.Get($"/cases/{number}")).Text, StringComparison.Ordinal);
        var done = await jia.Submit(held, "提交");
        Assert.Equal(303, done.Status);
        var because = (await jia.Get($"/cases/{number}/acts/4")).Document.GetElementById("because")!.Closest("section")!.QuerySelectorAll("li").Single(l => l.TextContent.Contains("平台提示", StringComparison.Ordinal));
        Assert.Null(because.QuerySelector("a.cite"));
        Assert.Contains("支付100.01万元，超过合同100.00万元，多0.01万元", because.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_ShowsChainCeilingsContractsPaymentsYearsAndChanges()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        await Town.Act(jia, number, "签合同", "提交", Contract("200"));
        await Town.Act(jia, number, "付款", "提交", Payment("60"));
        await Town.Act(jia, number, "付款", "提交", Payment("40"));
        await Town.Act(jia, number, "小改", "提交", new() { ["f.改动金额"] = "30" });
        await Town.Act(jia, number, "小改", "提交", new() { ["f.改动金额"] = "22.51" });
        var page = await jia.Get($"/cases/{number}/money");
        Assert.Equal(200, page.Status);
        Assert.Equal(["350.00", "—", "200.00", "100.00", "28.57%", "50%"], page.Document.QuerySelectorAll(".kpis b").Select(b => b.TextContent));
        Assert.Equal(3, page.Document.QuerySelectorAll("svg.chart").First(s => s.Closest("section")!.QuerySelector("#chain-h") is not null).QuerySelectorAll("rect").Length);
        Assert.Equal(["没有超过", "没有超过"], Rows(page, "ceilings-h").Select(r => Words(r.Children[1])));
        Assert.Equal(["第四条超过的不收", "平台提示"], Rows(page, "ceilings-h").Select(r => Words(r.Children[3])));
        Assert.Equal(("1", "合同1某公司", "200.00", "100.00"), Rows(page, "contracts-h").Select(r => (Words(r.Children[0]), Words(r.Children[1]), Words(r.Children[2]), Words(r.Children[5]))).Single());
        Assert.Equal([("60.00", "60.00", "60.00"), ("40.00", "100.00", "100.00")], Rows(page, "payments-h").Take(2).Select(r => (Words(r.Children[1]), Words(r.Children[5]), Words(r.Children[6]))));
        Assert.Equal(["30.008.57%", "52.5115%"], Rows(page, "changes-h").Select(r => Words(r.Children[5])));
        Assert.Equal(["限额52.50万元，还有22.50万元", "限额52.50万元，超过"], Rows(page, "changes-h").Select(r => Words(r.Children[6])));
        Assert.Equal(("2027", "没有交第四条"), Rows(page, "reports-h").Select(r => (Words(r.Children[0]), Words(r.Children[2]))).Single());
        var sheet = await jia.Client.GetAsync(new Uri($"/cases/{number}/money.xlsx?list=payments", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, (await jia.Get($"/cases/{number}/money.xlsx?list=没有")).Status);
        Assert.Contains(page.Document.QuerySelectorAll("a"), a => a.GetAttribute("href") == $"/cases/{number}/money.xlsx?list=changes");
        Assert.Contains((await jia.Get($"/cases/{number}")).Document.QuerySelectorAll(".tabs a"), a => a.TextContent == "资金台账");
    }

    [Fact]
    public async Task Ledger_OfAnotherUnit_DoesNotExist()
    {
        await using var site = await new TestSite().WithPeople();
        var (_, number) = await Approved(site);
        foreach (var address in new[] { $"/cases/{number}/money", $"/cases/{number}/money.xlsx?list=payments", $"/cases/{number}/timeline" })
        {
            Assert.Equal(404, (await (await site.SignedIn("yi")).Get(address)).Status);
            Assert.Equal(404, (await (await site.SignedIn("guanli")).Get(address)).Status);
            Assert.Equal(System.Net.HttpStatusCode.OK, (await (await site.SignedIn("caizheng")).Client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        }
    }

    [Fact]
    public async Task TimeLine_HasPlanReachedSuspensionsAndToday_DrawnAndAsAList()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        var bare = await jia.Get($"/cases/{number}/timeline");
        Assert.Contains("没有排里程碑", bare.Text, StringComparison.Ordinal);
        Assert.Contains("审核", bare.Document.QuerySelector("svg.timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("平台提供", Words((await jia.Get($"/cases/{number}/steps/排节点")).Document.QuerySelector(".head .force")!));
        await Town.Act(jia, number, "排节点", "提交", new() { ["f.节点名"] = "上线", ["f.节点日期"] = "2026-04-25" });
        var shuju = await site.SignedIn("shuju");
        await Town.Act(shuju, number, "停工", "提交", new() { ["f.停工原因"] = "缺材料" });
        site.Clock.Set(new DateOnly(2026, 4, 28));
        jia = await site.SignedIn("jia");
        var form = (await jia.Get($"/cases/{number}")).Document.QuerySelectorAll("a.btn").Select(a => a.GetAttribute("href")!).Single(h => Uri.UnescapeDataString(h).Contains("/steps/到节点?", StringComparison.Ordinal));
        Assert.Equal(303, (await jia.Submit(await jia.Get(form), "提交", new() { ["f.到的日子"] = "2026-04-27" })).Status);
        var page = await jia.Get($"/cases/{number}/timeline");
        var days = page.Document.QuerySelectorAll(".course > li").Select(l => (Words(l.QuerySelector(".course__day")!), Words(l.QuerySelector(".course__kind")!), Words(l.QuerySelector(".course__what")!))).ToList();
        Assert.Contains(("2026-04-25", "计划", "上线比计划晚2天"), days);
        Assert.Contains(("2026-04-27", "做到", "上线比计划晚2天"), days);
        Assert.Contains(("2026-04-20", "暂停", "暂停建设缺材料"), days);
        Assert.Contains(("2026-04-28", "今天", "今天"), days);
        Assert.Single(page.Document.QuerySelectorAll("svg.timeline rect[fill='url(#still)']"));
    }

    internal static async Task<(Browser Jia, string Number)> Approved(TestSite site)
    {
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        Assert.Equal(303, (await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过")).Status);
        return (jia, number);
    }

    private static Dictionary<string, string?> Contract(string amount) => new() { ["f.合同价"] = amount, ["f.乙方"] = "某公司" };

    private static Dictionary<string, string?> Payment(string amount) => new() { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = amount };

    private static IEnumerable<IElement> Rows(PageAnswer page, string heading) => page.Document.GetElementById(heading)!.Closest("section")!.QuerySelector("table")!.QuerySelectorAll("tbody tr");

    private static string Words(IElement element) => string.Concat(element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
