namespace Zhunsheng.Web.Tests;

public sealed class NoticePageTests
{
    [Fact]
    public async Task Notices_AreCounted_Shown_MarkedSinglyAndAll()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var shuju = await site.SignedIn("shuju");
        Assert.Null((await shuju.Get("/workbench")).Document.QuerySelector(".bell b"));
        Assert.Contains("还没有消息", (await shuju.Get("/notices")).Text, StringComparison.Ordinal);
        var first = await Town.Declare(jia, "甲水库");
        await Town.Declare(jia, "乙道路");
        await Town.Declare(jia, "丙学校");
        Assert.Equal("3", (await shuju.Get("/workbench")).Document.QuerySelector(".bell b")!.TextContent);
        var page = await shuju.Get("/notices?kind=1");
        Assert.Equal(3, page.Document.QuerySelectorAll("tr.is-new").Length);
        Assert.Contains("等你办：审核申报", page.Text, StringComparison.Ordinal);
        Assert.Equal("/rulebooks/town-2026#a2", page.Document.QuerySelector("td a.cite")!.GetAttribute("href"));
        var one = page.Document.QuerySelector("tr.is-new button")!;
        var marked = await shuju.Client.PostAsync(new Uri("/notices/read", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["antiforgery"] = page.Value("antiforgery")!, ["id"] = one.GetAttribute("value")!, ["back"] = "/notices?kind=1",
        }), TestContext.Current.CancellationToken);
        Assert.Equal("/notices?kind=1", marked.Headers.Location!.OriginalString);
        Assert.Equal("2", (await shuju.Get("/notices")).Document.QuerySelector(".bell b")!.TextContent);
        Assert.Equal(2, (await shuju.Get("/notices?unread=1")).Document.QuerySelectorAll("tbody tr").Length);

        await Town.Act(shuju, first, "审核", "通过");
        Assert.Contains("镇数据局办了“审核申报”：通过", (await jia.Get("/notices")).Text, StringComparison.Ordinal);
        Assert.Contains("已经办了", (await shuju.Get("/notices")).Text, StringComparison.Ordinal);
        await shuju.Submit(await shuju.Get("/notices"), "全部标为已读");
        Assert.Contains("没有未读的", (await shuju.Get("/notices")).Text, StringComparison.Ordinal);
        Assert.Contains("没有符合条件的消息", (await shuju.Get("/notices?kind=8")).Text, StringComparison.Ordinal);
        Assert.Equal("/admin/accounts", (await (await site.SignedIn("guanli")).Get("/notices")).Location);
    }

    [Fact]
    public async Task Settings_AreKept_AndBadOnesComeBackWithTheirReason()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/account/notices");
        Assert.Contains("还没有设邮件服务器", page.Text, StringComparison.Ordinal);
        var refused = await jia.Submit(page, "保存", new() { ["k1"] = "0", ["quietFrom"] = "22" });
        Assert.Equal(422, refused.Status);
        Assert.Contains("安静时段要选从几点到几点", refused.Text, StringComparison.Ordinal);
        Assert.Equal("0", refused.Value("k1"));
        Assert.Equal(303, (await jia.Submit(page, "保存", new() { ["k1"] = "0", ["k5"] = "4", ["quietFrom"] = "22", ["quietTo"] = "7" })).Status);
        var kept = await jia.Get("/account/notices");
        Assert.Equal(("0", "4", "22", "7"), (kept.Value("k1"), kept.Value("k5"), kept.Value("quietFrom"), kept.Value("quietTo")));
    }
}
