using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

public sealed class ComparisonPageTests
{
    private const string Diff = "/rulebooks/diff";

    [Fact]
    public async Task Compare_NothingAnswered_AsksAndLeavesOpen()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get("/compare");
        Assert.Equal(200, page.Status);
        Assert.Equal(["看什么", "邻镇邻镇信息化项目办法", "某镇某镇信息化项目办法"], page.Document.QuerySelectorAll(".compare thead th").Select(Words));
        Assert.Contains("已答0个", page.Text, StringComparison.Ordinal);
        Assert.All(Row(page, "要批什么、过哪几关"), cell => Assert.Contains("看情况 要看：总投资", cell, StringComparison.Ordinal));
        Assert.Equal("", page.Value("f.总投资"));
        Assert.Null(page.Value("f.项目名称"));
    }

    [Fact]
    public async Task Compare_Answered_GivesEachPlaceItsOwnAnswer()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"/compare?{Query("f.总投资", "350")}&{Query("f.密级", "非涉密")}");
        Assert.Equal(200, page.Status);
        Assert.Equal("350", page.Value("f.总投资"));
        Assert.Contains("已答2个", page.Text, StringComparison.Ordinal);
        Assert.Equal(["审批环节审核 第二条", "审批环节审核 → 列入计划 第二条"], Row(page, "要批什么、过哪几关"));
        Assert.Equal(["3 份", "2 份"], Row(page, "要交的材料").Select(c => c[..3]));
        Assert.Equal(["3 工作日", "5 工作日"], Row(page, "部门办理时限合计").Select(c => c[..5]));
        Assert.Contains("预算书", Row(page, "交什么")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("预算书", Row(page, "交什么")[1], StringComparison.Ordinal);
        Assert.All(Row(page, "条文没有写的"), cell => Assert.Equal("2处由本平台设定", cell));
        var cite = page.Document.QuerySelectorAll(".compare a.cite").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains("/rulebooks/neighbour-2026#a2", cite);
        Assert.Contains("/rulebooks/town-2026#a2", cite);
    }

    [Fact]
    public async Task Compare_ClosedAtOnce_SaysSoInBothPlaces()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"/compare?{Query("f.密级", "秘密")}");
        Assert.All(Row(page, "归不归它管"), cell => Assert.Equal("按这样填，案卷登记后即结案：“登记线下”；其余在线下办理", cell));
    }

    [Fact]
    public async Task Compare_UnreadableAnswer_IsKeptAndNamed_NotTakenForAnAnswer()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"/compare?{Query("f.总投资", "三百")}&{Query("f.没有这一项", "1")}");
        Assert.Equal(200, page.Status);
        Assert.Equal("三百", page.Value("f.总投资"));
        Assert.Equal("true", page.Document.QuerySelector("[name='f.总投资']")!.GetAttribute("aria-invalid"));
        Assert.Contains("已答0个", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_OfTwoRulebooks_PutsEachQuestionSideBySide()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"{Diff}?a=town-2026&b=neighbour-2026");
        Assert.Equal(200, page.Status);
        Assert.Equal("某镇信息化项目办法 对 邻镇信息化项目办法", page.Document.QuerySelector(".head p")!.TextContent);
        var rows = page.Document.QuerySelectorAll("article.article").Select(Words).ToList();
        var stages = rows.Single(r => r.StartsWith("判定 审批环节", StringComparison.Ordinal));
        Assert.Contains("200", stages, StringComparison.Ordinal);
        Assert.Contains("400", stages, StringComparison.Ordinal);
        Assert.DoesNotContain(rows, r => r.StartsWith("红线 可否验收", StringComparison.Ordinal));
        var all = await site.Browser().Get($"{Diff}?a=town-2026&b=neighbour-2026&all=1");
        Assert.Contains(all.Document.QuerySelectorAll("article.article").Select(Words), r => r.StartsWith("红线 可否验收", StringComparison.Ordinal));
        Assert.True(all.Document.QuerySelectorAll("article.article").Length > rows.Count);
    }

    [Fact]
    public async Task Diff_NothingChosen_OffersTheRulebooks()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get(Diff);
        Assert.Equal(200, page.Status);
        Assert.Equal(["neighbour-2026", "town-2026"], page.Document.QuerySelectorAll("#a option").Select(o => o.GetAttribute("value")!));
        Assert.Empty(page.Document.QuerySelectorAll("article.article, [role=alert], [name=impact]"));
    }

    [Fact]
    public async Task Diff_OfOneWithItself_SaysThatNothingDiffers()
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"{Diff}?a=town-2026&b=town-2026");
        Assert.Contains("两边说的一样", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere-1999")]
    [InlineData("town-2026@00000000")]
    [InlineData("town-2026@")]
    [InlineData("@")]
    [InlineData("<script>")]
    public async Task Diff_UnknownEdition_SaysSo(string edition)
    {
        await using var site = WithNeighbour();
        var page = await site.Browser().Get($"{Diff}?a={Uri.EscapeDataString(edition)}&b=town-2026&impact=1");
        Assert.Equal("没有这部手册或这个版本，请重新选", page.Document.QuerySelector("[role=alert]")!.TextContent.Trim());
        Assert.Empty(page.Document.QuerySelectorAll("article.article"));
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Diff_OfTwoVersions_ShowsTheOldOneByItsDigest()
    {
        await using var site = WithNeighbour();
        var (old, amended) = await Amend(site);
        var page = await site.Browser().Get($"{Diff}?a=town-2026@{old.Digest}&b=town-2026");
        Assert.Equal(200, page.Status);
        Assert.Equal("某镇信息化项目办法：第4版 → 第5版", page.Document.QuerySelector(".head p")!.TextContent);
        Assert.Equal(["第4版（" + old.Digest[..8] + "）", "第5版（" + amended.Digest[..8] + "）"], page.Document.QuerySelectorAll(".sides--head span").Select(s => s.TextContent));
        var changed = Assert.Single(page.Document.QuerySelectorAll("article.article"));
        Assert.Equal("第二条", changed.QuerySelector("h3")!.TextContent);
        Assert.Equal(["原来：申报什么，五日审完", "后来：申报什么，七日审完"], changed.QuerySelectorAll("p.gist").Select(p => p.TextContent));
        Assert.Equal(["审批环节 改了", "审核 改了"], changed.QuerySelectorAll(".rule__head").Select(h => h.QuerySelector("h4")!.TextContent + " " + h.QuerySelector(".tag")!.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains("共6条，不同的1条", page.Text, StringComparison.Ordinal);
        Assert.Equal("town-2026@" + old.Digest, page.Document.QuerySelector("#a option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Diff_Impact_IsForThoseWhoSeeAllFiles()
    {
        await using var site = await WithNeighbour().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia, "镇办事平台");
        var (old, _) = await Amend(site);
        var address = $"{Diff}?a=town-2026@{old.Digest}&b=town-2026&impact=1";
        var office = await (await site.SignedIn("shuju")).Get(address);
        Assert.Contains("在办1件，答案会变的1件", office.Text, StringComparison.Ordinal);
        var row = office.Document.QuerySelectorAll("tbody tr").Select(Words).Single(r => r.Contains("审批环节", StringComparison.Ordinal));
        Assert.Contains(number + "镇办事平台", row, StringComparison.Ordinal);
        Assert.Contains("甲单位", row, StringComparison.Ordinal);
        Assert.Contains("审核、列入计划", row, StringComparison.Ordinal);
        foreach (var other in new[] { site.Browser(), jia, await site.SignedIn("guanli") })
        {
            var page = await other.Get(address);
            Assert.Equal(200, page.Status);
            Assert.NotEmpty(page.Document.QuerySelectorAll("article.article"));
            Assert.Empty(page.Document.QuerySelectorAll("#impact, [name=impact]"));
            Assert.DoesNotContain(number, page.Document.Body!.InnerHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("镇办事平台", page.Document.Body.InnerHtml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Diff_ImpactOfTwoRulebooks_IsNotOffered()
    {
        await using var site = await WithNeighbour().WithPeople();
        var page = await (await site.SignedIn("shuju")).Get($"{Diff}?a=town-2026&b=neighbour-2026&impact=1");
        Assert.Empty(page.Document.QuerySelectorAll("#impact, [name=impact]"));
    }

    [Fact]
    public async Task OpenTable_ListsEverySetting_AndWhatTheInstallationChose()
    {
        await using var site = new TestSite();
        TownRulebook.Choose(site.Rulebooks, "单项上限: 250");
        var page = await site.Browser().Get("/rulebooks/" + TownRulebook.Id);
        var rows = page.Document.QuerySelectorAll("#open tbody tr").Select(r => r.QuerySelectorAll("td").Select(Words).ToArray()).ToList();
        Assert.Equal(["第二条", "补正时停不停表", "停", "停表 ＝ 是"], rows[0]);
        Assert.Equal(["第六条", "单项费用多少算大", "一百万元", "单项上限 ＝ 100 本地另定为 250"], rows[1].Select(c => c.Replace("100本", "100 本", StringComparison.Ordinal)));
        Assert.Equal(2, rows.Count);
        Assert.Contains("本地另定为 250", page.Document.GetElementById("a6")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("本地另定", page.Document.GetElementById("a2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#open", page.Document.QuerySelector("main a[href='#open']")!.GetAttribute("href"));
    }

    private static TestSite WithNeighbour()
    {
        var site = new TestSite();
        TownRulebook.WriteNeighbour(site.Rulebooks);
        return site;
    }

    private static async Task<(Rulebook Old, Rulebook Amended)> Amend(TestSite site)
    {
        var library = site.Services.GetRequiredService<RulebookLibrary>();
        var old = library.Current(TownRulebook.Id)!;
        TownRulebook.Amend(site.Rulebooks);
        await library.Reload(TestContext.Current.CancellationToken);
        var amended = library.Current(TownRulebook.Id)!;
        Assert.Equal((4, 5), (old.Version, amended.Version));
        return (old, amended);
    }

    private static string Query(string name, string value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Row(PageAnswer page, string head) =>
        [.. page.Document.QuerySelectorAll(".compare tbody tr").Single(r => r.QuerySelector("th")!.TextContent == head).QuerySelectorAll("td").Select(Words)];
}
