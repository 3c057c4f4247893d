using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Documents;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>The pages of the two catalogues: what they say, and to whom.</summary>
public sealed class CataloguePageTests
{
    private static async Task<TestSite> Bay()
    {
        var site = new TestSite();
        Directory.CreateDirectory(Path.Combine(site.Rulebooks, CatalogueRulebook.Id));
        await File.WriteAllTextAsync(Path.Combine(site.Rulebooks, CatalogueRulebook.Id, "rulebook.yaml"), CatalogueRulebook.Text);
        await site.WithPeople();
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var (login, office, role) in new[] { ("shui", "水务处", "单位"), ("lu", "公路处", "单位"), ("ju", "湾数据局", "数据局"), ("cai", "湾财政局", "财政局") })
        {
            var grants = new[] { new RoleGrant(CatalogueRulebook.Id, role) };
            var organisation = await accounts.CreateOrganisation(office, null, null, grants, by);
            Assert.Empty(organisation.Errors);
            Assert.Empty((await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
        }

        return site;
    }

    private static async Task<string> Begin(Browser unit, string name)
    {
        var opened = await unit.Submit(await unit.Get($"/projects/new?rulebook={CatalogueRulebook.Id}&step=立项"), "提交", new() { ["f.项目名称"] = name });
        Assert.True(opened.Status == 303, opened.Text);
        return opened.Location!.Split('/')[2].Split('?')[0];
    }

    private static async Task<string> InUse(Browser unit, string name)
    {
        var number = await Begin(unit, name);
        Assert.Equal(303, (await Town.Act(unit, number, "上线", "提交", new() { ["f.上线日期"] = "2026-04-01", ["f.系统叫法"] = name + "平台" })).Status);
        return number;
    }

    private static Task<PageAnswer> List(Browser unit, string number, string share, params (string Item, string Origin)[] items)
    {
        var fill = new Dictionary<string, string?> { ["f.资源清单.0.资源名称"] = "台账", ["f.资源清单.0.共享类型"] = share };
        for (var i = 0; i < items.Length; i++)
        {
            (fill[$"f.数据清单.{i}.资源名称"], fill[$"f.数据清单.{i}.数据项"], fill[$"f.数据清单.{i}.来源方式"]) = ("台账", items[i].Item, items[i].Origin);
        }

        return Town.Act(unit, number, "列数据", "登记", fill);
    }

    /// <summary>What a page says, without the blanks between its cells.</summary>
    private static string Words(PageAnswer page) => page.Text.Replace(" ", "", StringComparison.Ordinal);

    [Fact]
    public async Task Systems_EveryGroundIsTested_HistoryFollowsTheActs_AndOthersSeeNothing()
    {
        await using var site = await Bay();
        var (shui, lu, ju, cai) = (await site.SignedIn("shui"), await site.SignedIn("lu"), await site.SignedIn("ju"), await site.SignedIn("cai"));
        var number = await InUse(shui, "水库");
        Assert.Equal(404, (await shui.Get($"/systems/{await Begin(shui, "没有上线的")}")).Status);

        var page = await ju.Get($"/systems/{number}");
        Assert.Contains("还判断不了0条挡住，2条还判断不了", Words(page), StringComparison.Ordinal);
        Assert.Contains("没有写僵尸系统", Words(page), StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(shui, number, "要钱", "提交", new() { ["f.钱的年度"] = "2027", ["f.要多少"] = "12.5", ["f.共享了"] = "否", ["f.有隐患"] = "否" })).Status);
        page = await ju.Get($"/systems/{number}");
        var grounds = page.Document.QuerySelectorAll("section[aria-labelledby=money-h] tbody tr").Select(r => (r.QuerySelector(".cite")!.TextContent, r.QuerySelector(".light")!.TextContent));
        Assert.Equal([("第三条第一项", "挡住"), ("第三条第二项", "没有这个问题"), ("第三条第三项", "没有这个问题")], grounds);
        Assert.Contains("共享了＝否#3共享以后再要", Words(page), StringComparison.Ordinal);
        Assert.Contains("202712.502026-04-20等办理", Words(page), StringComparison.Ordinal);

        var key = (await cai.Get($"/systems/{number}")).Document.QuerySelector("section[aria-labelledby=money-h] .note a")!.GetAttribute("href")!;
        Assert.Equal(303, (await cai.Submit(await cai.Get(key), "不给")).Status);
        Assert.Equal(303, (await Town.Act(shui, number, "停用", "停用")).Status);
        page = await shui.Get($"/systems/{number}");
        Assert.Contains("在用→停用", Words(page), StringComparison.Ordinal);
        Assert.Contains("12.502026-04-20不给—2026-04-20", Words(page), StringComparison.Ordinal);

        var list = await ju.Get("/systems?state=停用&money=no&year=2027");
        Assert.Contains("水库平台", list.Text, StringComparison.Ordinal);
        Assert.Contains("第三条第一项 没有共享数据", list.Text, StringComparison.Ordinal);
        Assert.Contains("没有符合条件的系统", (await ju.Get("/systems?state=在用")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("水库", (await lu.Get("/systems")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("停用（", (await lu.Get("/systems")).Text, StringComparison.Ordinal);
        foreach (var stranger in new[] { lu, await site.SignedIn("jia"), await site.SignedIn("guanli") })
        {
            Assert.Equal(404, (await stranger.Get($"/systems/{number}")).Status);
        }

        Assert.Equal(404, (await (await site.SignedIn("guanli")).Get("/systems")).Status);
        Assert.Equal(302, (await site.Browser().Get("/systems")).Status);
        var sheet = (await SheetReader.Read(await (await ju.Client.GetAsync(new Uri("/systems.xlsx", UriKind.Relative))).Content.ReadAsStreamAsync())).Sheet!;
        Assert.Equal(["水库平台"], sheet.Rows.Select(r => r.Cells[0].Text));
        Assert.Empty((await SheetReader.Read(await (await lu.Client.GetAsync(new Uri("/systems.xlsx", UriKind.Relative))).Content.ReadAsStreamAsync())).Sheet!.Rows);
    }

    [Fact]
    public async Task Resources_RepeatedItems_AreNamedSideBySide_BeforeAndAfterHandingIn()
    {
        await using var site = await Bay();
        var (shui, lu, ju) = (await site.SignedIn("shui"), await site.SignedIn("lu"), await site.SignedIn("ju"));
        var water = await Begin(shui, "水库");
        Assert.Equal(303, (await List(shui, water, "都给", ("水位（米）", "自己采"), ("雨量", "别处来"))).Status);
        var kept = await Begin(shui, "值守");
        Assert.Equal(303, (await List(shui, kept, "不给", ("身份证号码", "自己采"))).Status);

        // Before it is handed in: beside the form.
        var road = await Begin(lu, "桥梁");
        var form = await lu.Get($"/cases/{road}/steps/列数据");
        var fill = new Dictionary<string, string?>
        {
            ["f.资源清单.0.资源名称"] = "桥面", ["f.资源清单.0.共享类型"] = "都给", ["f.数据清单.0.资源名称"] = "桥面", ["f.数据清单.0.数据项"] = "水位(米)", ["f.数据清单.0.来源方式"] = "自己采",
            ["f.数据清单.1.资源名称"] = "桥面", ["f.数据清单.1.数据项"] = "身份证号码", ["f.数据清单.1.来源方式"] = "自己采",
        };
        var panel = (await lu.Submit(form, "重新推算", fill)).Document.QuerySelector("section[aria-labelledby=data-check]")!.TextContent;
        Assert.Contains("水位（米） · 水务处", panel, StringComparison.Ordinal);
        Assert.Contains("同名，两边都写自行采集", panel, StringComparison.Ordinal);
        Assert.DoesNotContain(water, panel, StringComparison.Ordinal);
        Assert.DoesNotContain("身份证号码", panel, StringComparison.Ordinal);
        // Said not to be collected twice, it is held against the catalogue before it is sent; said to be, there is nothing to clear up.
        var said = (await lu.Submit(form, "重新推算", new(fill) { ["f.采了两遍"] = "否" })).Document;
        Assert.Contains("填的是“采了两遍：否”，目录里有1个数据项别处也采集", said.QuerySelector("section[aria-labelledby=data-claim]")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await lu.Submit(form, "重新推算", new(fill) { ["f.采了两遍"] = "是" })).Document.QuerySelector("section[aria-labelledby=data-claim]"));
        Assert.Equal(303, (await lu.Submit(form, "登记", new(fill) { ["f.采了两遍"] = "否" })).Status);
        Assert.Contains("目录里有2个数据项别处也采集", (await ju.Get($"/cases/{road}/oversight")).Document.QuerySelector("section[aria-labelledby=data-claim]")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await ju.Get($"/cases/{water}/oversight")).Document.QuerySelector("section[aria-labelledby=data-claim]"));

        var own = await lu.Get($"/cases/{road}/resources");
        Assert.Contains("1个数据项别处也采集。依据 第四条", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("值守", own.Text, StringComparison.Ordinal);
        var office = await ju.Get($"/cases/{road}/resources");
        Assert.Contains("2个数据项别处也采集", office.Text, StringComparison.Ordinal);
        Assert.Contains(office.Document.QuerySelectorAll("td a"), a => a.GetAttribute("href") == $"/cases/{kept}/resources");
        Assert.Equal(404, (await lu.Get($"/cases/{water}/resources")).Status);
        Assert.Equal(404, (await (await site.SignedIn("jia")).Get($"/cases/{water}/resources")).Status);

        var seen = await lu.Get("/resources");
        Assert.Contains("水位（米）", seen.Text, StringComparison.Ordinal);
        Assert.Contains("台账", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(water, seen.Text, StringComparison.Ordinal);
        Assert.Single(seen.Document.QuerySelectorAll("td"), d => d.TextContent.StartsWith("身份证号码", StringComparison.Ordinal));
        Assert.Contains("只列资源（2）", seen.Text, StringComparison.Ordinal);
        Assert.Contains("没有写不予共享的依据", (await ju.Get("/resources?share=不给&level=items")).Text, StringComparison.Ordinal);
        var sheet = (await SheetReader.Read(await (await lu.Client.GetAsync(new Uri("/resources.xlsx?level=items", UriKind.Relative))).Content.ReadAsStreamAsync())).Sheet!;
        Assert.Equal(["水位(米)", "身份证号码", "水位（米）", "雨量"], sheet.Rows.Select(r => r.Cells[2].Text));
        Assert.Equal(404, (await (await site.SignedIn("jia")).Get("/resources")).Status);
    }

    [Fact]
    public async Task Acceptance_WhatIsMissing_TheRoute_TheGroup_AndTheWindowOfTheEvaluation()
    {
        await using var site = await Bay();
        var (shui, ju) = (await site.SignedIn("shui"), await site.SignedIn("ju"));
        var number = await InUse(shui, "水库");
        var page = await ju.Get($"/cases/{number}/acceptance");
        Assert.Contains("缺1份材料，0条红线挡着，1条还判断不了", Words(page), StringComparison.Ordinal);
        Assert.Contains("没有写验收的人怎么组成", page.Text, StringComparison.Ordinal);
        Assert.Contains("还没有登记", page.Document.QuerySelector("section[aria-labelledby=group-h]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(404, (await (await site.SignedIn("lu")).Get($"/cases/{number}/acceptance")).Status);
        Assert.Equal(404, (await (await site.SignedIn("jia")).Get($"/cases/{number}/acceptance")).Status);

        Assert.Equal(303, (await Town.Act(ju, number, "登记验收的人", "登记", new()
        {
            ["f.验收的人.0.姓名"] = "赵一", ["f.验收的人.0.单位"] = "水务处", ["f.验收的人.0.职务"] = "成员", ["f.验收的人.0.签到"] = "否", ["f.验收的人.1.姓名"] = "钱二", ["f.验收的人.1.单位"] = "大学", ["f.验收的人.1.职务"] = "成员",
        })).Status);
        var remarks = (await ju.Get($"/cases/{number}/acceptance")).Document.QuerySelector("section[aria-labelledby=group-h] .note")!.TextContent;
        Assert.Contains("没有组长；不回避的有2位，是双数，意见可能各半；赵一是项目单位自己的人，没有回避；赵一没有签到", remarks, StringComparison.Ordinal);

        // A day before the system was in use, or after today, is refused and stays in the form.
        var form = await ju.Get($"/cases/{number}/steps/验收");
        foreach (var wrong in new[] { "2026-03-31", "2026-04-21" })
        {
            var refused = await ju.Submit(form, "提交", new() { ["f.验收日期"] = wrong, ["f.档案齐"] = "是" }, new() { ["p.0"] = TestFile.Pdf("验收报告.pdf") });
            Assert.Equal(422, refused.Status);
            Assert.Equal(wrong, refused.Value("f.验收日期"));
        }

        var barred = await ju.Submit(form, "提交", new() { ["f.验收日期"] = "2026-04-20", ["f.档案齐"] = "否" }, new() { ["p.0"] = TestFile.Pdf("验收报告.pdf") });
        Assert.Equal(422, barred.Status);
        Assert.Contains("第一条第二款", barred.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await ju.Submit(form, "提交", new() { ["f.验收日期"] = "2026-04-20", ["f.档案齐"] = "是" }, new() { ["p.0"] = TestFile.Pdf("验收报告.pdf") })).Status);

        // Accepted once; a second acceptance has no form any more.
        Assert.DoesNotContain("f.验收日期", (await ju.Get($"/cases/{number}/steps/验收")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        page = await shui.Get($"/cases/{number}/acceptance");
        Assert.Contains("窗口10-20才开", page.Text, StringComparison.Ordinal);
        Assert.Contains("2026-10-20起，到2027-04-20", page.Text, StringComparison.Ordinal);
        foreach (var (day, state) in new[] { (new DateOnly(2026, 10, 19), "窗口10-20才开"), (new DateOnly(2026, 10, 20), "现在可以办"), (new DateOnly(2027, 4, 20), "现在可以办"), (new DateOnly(2027, 4, 21), "逾") })
        {
            site.Clock.Set(day);
            shui = await site.SignedIn("shui");
            Assert.Contains(state, (await shui.Get($"/cases/{number}/acceptance")).Document.QuerySelector("section[aria-labelledby=evaluation-h]")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(303, (await Town.Act(shui, number, "自评", "提交")).Status);
        Assert.Contains("2027-04-21提交逾期", Words(await shui.Get($"/cases/{number}/acceptance")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnitBars_CloseTheFormToTheLastDay_AndOpenItOnTheFirstFree()
    {
        await using var site = await Bay();
        var (shui, lu, ju) = (await site.SignedIn("shui"), await site.SignedIn("lu"), await site.SignedIn("ju"));
        var stopped = await InUse(shui, "水库");
        var other = await Begin(shui, "闸门");
        var unit = (await ju.Get($"/cases/{other}")).Document.QuerySelector(".head__text a")!.GetAttribute("href")!;
        Assert.Contains("没有限制", (await ju.Get(unit)).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await Town.Act(shui, stopped, "停用", "停用")).Status);

        var page = await ju.Get(unit);
        Assert.Contains("一年内停用过系统", page.Text, StringComparison.Ordinal);
        Assert.Contains("第一条第一款", page.Text, StringComparison.Ordinal);
        Assert.Contains("到2027-04-19为止，2027-04-20起不再限制", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("td a"), a => a.GetAttribute("href") == $"/cases/{stopped}");
        Assert.Contains("一年内停用过系统", (await shui.Get(unit)).Text, StringComparison.Ordinal);
        foreach (var stranger in new[] { lu, await site.SignedIn("jia"), await site.SignedIn("guanli") })
        {
            Assert.Equal(404, (await stranger.Get(unit)).Status);
        }

        Assert.Equal(404, (await ju.Get("/units/" + Guid.NewGuid())).Status);
        foreach (var (day, free) in new[] { (new DateOnly(2027, 4, 19), false), (new DateOnly(2027, 4, 20), true) })
        {
            site.Clock.Set(day);
            await site.Refresh();
            ju = await site.SignedIn("ju");
            var form = await ju.Get($"/cases/{other}/steps/批");
            Assert.Equal(!free, form.Text.Contains("一年内停用过系统", StringComparison.Ordinal));
            Assert.Equal(free, (await ju.Get(unit)).Text.Contains("没有限制", StringComparison.Ordinal));
        }

        Assert.Equal(303, (await Town.Act(ju, other, "批", "提交")).Status);
    }
}
