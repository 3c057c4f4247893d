using Microsoft.Playwright;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.EndToEnd;

/// <summary>
/// The plan of the coming year as the demo data leaves it, taken to its end in a browser in the jurisdictions whose life is not played elsewhere: every signature, the decision, the issue, in turn with
/// scripts and without; then the page of the year and the files of its projects.
/// </summary>
public sealed class PlanYearTests(Chromium chromium, DemoServer demo) : IClassFixture<Chromium>, IClassFixture<DemoServer>
{
    [Theory]
    [InlineData("fangchenggang-2022", "港计划乙", "市大数据和行政审批局", "电子证照共用系统", "电子印章共用系统", "市发展和改革委:发改会签计划/会签;市财政局:财政会签计划/会签;市大数据和行政审批局:年度计划上报;市人民政府:审定年度计划/审定;市大数据和行政审批局:下达年度计划/下达")]
    [InlineData("liangping-2022", "梁计划乙", "区发展改革委", "制种产业监测系统", "乡村旅游游客服务平台", "区财政局:会签年度计划/会签;区发展改革委:下达年度计划/下达")]
    [InlineData("taixing-2023", "计划丙", "市政府办公室", "公路治超非现场执法系统", "泵站远程监控系统运维", "市保密局:保密局参编;市公安局:公安局参编;市发展改革委:发改委参编;市工业和信息化局:工信局参编;市财政局:财政局参编;市政府办公室:提交年度计划/提交;市数智赋能行动工作领导小组:审议年度计划/通过;市政府办公室:发布年度计划/发布")]
    [InlineData("tongliao-2024", "计划乙", "领导小组办公室", "全市一体化数据资源平台二期", "驾培机构监管系统", "领导小组:审定年度计划/审定;领导小组办公室:下达年度计划/下达")]
    public async Task Plan_OfTheComingYear_IsSignedDecidedAndIssued(string rulebook, string plan, string office, string listed, string kept, string acts)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));
        var script = DemoScript.Read(await File.ReadAllTextAsync(Path.Combine(ServerProcess.Rulebooks, rulebook, "demo.yaml"), TestContext.Current.CancellationToken), today);
        string PersonOf(string role) => script.Organisations.First(o => o.Roles.Contains(role)).People.Select(p => p.Key).First();
        var desks = new[] { new Desk(chromium.Need(), demo.Server, script, scripts: true), new Desk(chromium.Need(), demo.Server, script, scripts: false) };
        var told = script.Files.First(f => f.Name == plan).Facts;
        var year = today.Year + 1;
        var day = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var desk = await desks[0].As(PersonOf(office), day);
        await desk.Page.GotoAsync($"/plan/{rulebook}/{year}");
        var before = await desk.Text();
        Assert.Contains(listed, before);
        Assert.Contains(kept, before);
        var number = (await desk.Page.Locator("main a.btn:has-text('看案卷')").First.GetAttributeAsync("href"))!.Split('/')[2].Split('?', '#')[0];

        var turn = 0;
        foreach (var (role, step) in acts.Split(';').Select(a => a.Split(':')).Select(p => (p[0], p[1].Split('/'))))
        {
            desk = await desks[turn++ % 2].As(PersonOf(role), day);
            await desk.Do(Uri.UnescapeDataString(number), step[0], step.Length > 1 ? step[1] : null, facts: [.. told.Where(f => f.Value is not null).Select(f => (f.Key, (object)f.Value!))]);
        }

        desk = await desks[1].As(PersonOf(office), day);
        await desk.Page.GotoAsync($"/plan/{rulebook}/{year}");
        var after = await desk.Text();
        Assert.Contains(listed, after);
        Assert.Matches("已下达|已发布|下达", after);
        await desk.Page.GotoAsync("/projects?q=" + Uri.EscapeDataString(listed));
        await desk.Page.ClickAsync($"main table a:has-text(\"{listed}\")");
        Assert.Contains("列入年度计划", await desk.Page.InnerTextAsync("#acts"));
        await desk.Page.GotoAsync("/projects?q=" + Uri.EscapeDataString(kept));
        await desk.Page.ClickAsync($"main table a:has-text(\"{kept}\")");
        Assert.DoesNotContain("列入年度计划：列入", await desk.Page.InnerTextAsync("#acts"));
    }
}
