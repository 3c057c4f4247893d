namespace Zhunsheng.Web.Tests;

/// <summary>The calendar: fixed days for anybody, duties for those who have them.</summary>
public sealed class CalendarPageTests
{
    [Fact]
    public async Task Public_ShowsTheFixedDaysOfARulebook_AndNoCases()
    {
        await using var site = await District.Site();
        await District.Declare(await site.SignedIn("he"), "水坝", "500", "200");
        var anybody = site.Browser();
        var page = await anybody.Get("/calendar?rulebook=pool-2026&year=2026&view=list");
        Assert.Equal(200, page.Status);
        Assert.Equal(
            ["2026-04-01 星期三 每年开始 申报（2027年）", "2026-05-31 星期日 每年截止 申报（2027年）", "2026-10-31 星期六 每年截止 编制（2027年）", "2026-12-31 星期四 每年截止 总结（2026年）"],
            page.Document.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.Children.Take(3).Select(c => c.TextContent.Trim()))));
        Assert.DoesNotContain("水坝", page.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await anybody.Get("/calendar?rulebook=nowhere")).Status);
        Assert.Contains("先选一部规则手册", (await anybody.Get("/calendar")).Text, StringComparison.Ordinal);
        Assert.Contains("节假日和调休还没有公布", (await anybody.Get("/calendar?rulebook=pool-2026&year=2030")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Month_MarksHolidaysWeekendsAndMakeUpDays()
    {
        await using var site = await District.Site();
        var page = await site.Browser().Get("/calendar?rulebook=pool-2026&year=2026&month=5");
        string Css(string day) => page.Document.QuerySelector($"time[datetime='{day}']")!.Closest("td")!.ClassName ?? "";
        string Words(string day) => page.Document.QuerySelector($"time[datetime='{day}']")!.Closest("td")!.TextContent;
        Assert.Contains("劳动节，休", Words("2026-05-01"), StringComparison.Ordinal);
        Assert.Contains("off", Css("2026-05-01"), StringComparison.Ordinal);
        Assert.Contains("调休上班", Words("2026-05-09"), StringComparison.Ordinal);
        Assert.DoesNotContain("off", Css("2026-05-09"), StringComparison.Ordinal);
        Assert.Contains("off", Css("2026-05-10"), StringComparison.Ordinal);
        Assert.DoesNotContain("off", Css("2026-05-11"), StringComparison.Ordinal);
        Assert.Contains("申报（2027年）", Words("2026-05-31"), StringComparison.Ordinal);
        Assert.Equal(35, page.Document.QuerySelectorAll(".cal tbody td").Length);
    }

    [Fact]
    public async Task Own_DutiesOfTheVisitorsRole_FilterAndExport()
    {
        await using var site = await District.Site();
        var bian = await site.SignedIn("bian");
        var plan = await District.Begin(bian);
        var list = await bian.Get("/calendar?year=2026&view=list&kind=到期");
        var row = Assert.Single(list.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("2026-10-31", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("编制", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(plan, row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(plan, (await (await site.SignedIn("he")).Get("/calendar?year=2026&view=list")).Text, StringComparison.Ordinal);

        var ics = await bian.Client.GetAsync(new Uri("/calendar.ics?year=2026&kind=到期", UriKind.Relative));
        Assert.Equal("text/calendar", ics.Content.Headers.ContentType!.MediaType);
        var text = (await ics.Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261031\r\n", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:到期：编制\r\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("BEGIN:VEVENT").Length);
        var sheet = await bian.Client.GetAsync(new Uri("/calendar.xlsx?year=2026", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/calendar?year=99999&month=13&kind=x&view=y")]
    [InlineData("/calendar?year=-1&month=0")]
    [InlineData("/calendar?year=1901&month=1&rulebook=pool-2026")]
    [InlineData("/calendar?year=2199&month=12&rulebook=pool-2026")]
    public async Task BadInput_IsReadAsNothingAsked(string address)
    {
        await using var site = await District.Site();
        Assert.Equal(200, (await (await site.SignedIn("bian")).Get(address)).Status);
    }
}
