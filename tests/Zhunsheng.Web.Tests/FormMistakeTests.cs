using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Zhunsheng.Web.Tests;

/// <summary>What a form says to the one who fills it: which cell is wrong, which papers follow, what is to be seen before an act.</summary>
public sealed class FormMistakeTests
{
    [Fact]
    public async Task Table_WithWrongCells_MarksOnlyThem_AndTheSummaryLeadsToEach()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        var answer = await Town.Act(jia, number, "付款", "提交", new() { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "一块", ["f.付款明细.1.费用"] = "尾款" });
        Assert.Equal(422, answer.Status);
        var links = answer.Document.QuerySelectorAll("[role=alert] li a").ToList();
        Assert.Equal(["#f-付款明细-0-金额", "#f-付款明细-1-金额"], links.Select(l => l.GetAttribute("href")));
        Assert.StartsWith("付款明细，第1行的金额：写数字", links[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("付款明细，第2行的金额：这一行缺这一格；不要这一行就整行清空", links[1].TextContent);
        Assert.Equal(["f-付款明细-0-金额", "f-付款明细-1-金额"], answer.Document.QuerySelectorAll("[aria-invalid]").Select(e => e.Id));
        Assert.Equal("这一行缺这一格；不要这一行就整行清空", answer.Document.GetElementById(answer.Document.GetElementById("f-付款明细-1-金额")!.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Equal("一块", answer.Value("f.付款明细.0.金额"));
    }

    [Fact]
    public async Task Table_OnThePageOfItsAct_NamesRowsWithUnits()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        Assert.Equal(303, (await Town.Act(jia, number, "付款", "提交", new() { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "1312.5" })).Status);
        Assert.Contains("第1行（费用：首付，金额：1,312.50万元）", (await jia.Get($"/cases/{number}/acts/3")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("秘密", true)]
    [InlineData("非涉密", false)]
    public async Task Papers_ThatFollowFromAnswers_ComeWithThePanelWhileOneTypes(string secrecy, bool due)
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["f.密级"] = secrecy;
        var page = await jia.Get("/projects/new");
        Assert.Equal("polite", page.Document.QuerySelector("#papers #papers-said")!.GetAttribute("aria-live"));
        var (address, content) = Browser.Form(page, "重新推算", fill, []);
        var answer = await Browser.Answer(await jia.Client.PostAsync(new Uri(address + "&derive=1", UriKind.Relative), content));
        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Document.QuerySelector("[data-asked]"));
        var paper = ((IHtmlTemplateElement)answer.Document.QuerySelector("template[data-papers]")!).Content.QuerySelector("li[data-paper='p.1']")!;
        Assert.Equal("保密方案", paper.QuerySelector("b")!.TextContent);
        Assert.Equal((due, due), (paper.QuerySelector(".tag--mend") is not null, paper.QuerySelector("input[type=file]") is not null));
    }

    [Fact]
    public async Task HintOfThePlatform_IsSeenBeforeTheActIsTaken()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, number) = await Approved(site);
        var held = await Town.Act(jia, number, "小改", "提交", new() { ["f.改动金额"] = "5000.01" });
        Assert.Equal(422, held.Status);
        Assert.Equal("还没有提交：请先看这1条提示", held.Document.GetElementById("unseen")!.TextContent);
        Assert.Contains("平台提示：改动超过五千万元，看看单位", held.Text, StringComparison.Ordinal);
        Assert.Equal("5000.01", held.Value("f.改动金额"));
        Assert.Equal(303, (await jia.Submit(held, "提交")).Status);
    }

    private static async Task<(Browser Jia, string Number)> Approved(TestSite site)
    {
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        Assert.Equal(303, (await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过")).Status);
        return (jia, number);
    }
}
