using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>Forms kept as drafts: by the button, by the script, when the session is over; and who gets them back.</summary>
public sealed class DraftPageTests
{
    [Fact]
    public async Task Draft_OfANewFile_IsOnTheWorkbenchAndComesBackWithItsPapers_UntilItIsHandedIn()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var kept = await jia.Submit(await jia.Get("/projects/new"), "存草稿", new() { ["f.项目名称"] = "镇办事平台", ["f.总投资"] = "三百五", ["f.密级"] = "非涉密", ["p.2"] = "是", ["note"] = "等报价" }, Town.Papers());
        Assert.Equal(303, kept.Status);
        Assert.Empty((await jia.Get("/projects")).Document.QuerySelectorAll("tbody tr"));
        var row = Assert.Single((await jia.Get("/workbench")).Document.QuerySelectorAll("#drafts tbody tr"));
        Assert.Contains("申报项目：镇办事平台", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("jia的人", row.TextContent, StringComparison.Ordinal);
        var page = await jia.Get(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(200, page.Status);
        Assert.Equal(("镇办事平台", "三百五", "非涉密", "等报价"), (page.Value("f.项目名称"), page.Value("f.总投资"), page.Value("f.密级"), page.Value("note")));
        Assert.Equal("已存 10:00", page.Document.GetElementById("draft-said")!.TextContent);
        Assert.Contains("这是你04-20 10:00存的草稿", page.Text, StringComparison.Ordinal);
        Assert.Contains("已收到 申请书.pdf", page.Text, StringComparison.Ordinal);
        Assert.True(page.Document.QuerySelector<IHtmlInputElement>("[name='p.2']")!.IsChecked);
        site.Clock.Forward(TimeSpan.FromHours(30));
        jia = await site.SignedIn("jia");
        page = await jia.Get(row.QuerySelector("a")!.GetAttribute("href")!);
        var done = await jia.Submit(page, "提交", Town.Declaration());
        Assert.True(done.Status == 303, done.Text);
        Assert.Empty((await jia.Get("/workbench")).Document.QuerySelectorAll("#drafts"));
        Assert.Equal(404, (await jia.Get(row.QuerySelector("a")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task Draft_OfAStepOfAFile_IsThereForColleagues_NotForOthers()
    {
        await using var site = await new TestSite().WithPeople();
        await Colleague(site, "镇数据局", "数据局", "shuju2");
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        var kept = await Town.Act(shuju, number, "审核", "存草稿", new() { ["f.审核意见"] = "写到一半" });
        Assert.Equal(303, kept.Status);
        var colleague = await site.SignedIn("shuju2");
        var row = Assert.Single((await colleague.Get("/workbench")).Document.QuerySelectorAll("#drafts tbody tr"));
        var page = await colleague.Get(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("写到一半", page.Value("f.审核意见"));
        Assert.Contains("这是shuju的人04-20 10:00存的草稿", page.Text, StringComparison.Ordinal);
        var discard = row.QuerySelectorAll("a")[2].GetAttribute("href")!;
        foreach (var other in new[] { "jia", "yi", "caizheng", "guanli" })
        {
            var browser = await site.SignedIn(other);
            Assert.Equal(404, (await browser.Get(discard)).Status);
            Assert.DoesNotContain("审核申报：", (await browser.Get("/workbench")).Text, StringComparison.Ordinal);
        }

        Assert.Equal(303, (await colleague.Submit(page, "通过")).Status);
        Assert.Equal(404, (await shuju.Get(discard)).Status);
    }

    [Fact]
    public async Task Draft_TwoPeople_TheSecondIsToldAndSeesBothSideBySide_NothingIsLost()
    {
        await using var site = await new TestSite().WithPeople();
        await Colleague(site, "镇数据局", "数据局", "shuju2");
        var number = await Town.Declare(await site.SignedIn("jia"));
        var (first, second) = (await site.SignedIn("shuju"), await site.SignedIn("shuju2"));
        var (left, right) = (await first.Get($"/cases/{number}/steps/审核"), await second.Get($"/cases/{number}/steps/审核"));
        Assert.Equal(303, (await first.Submit(left, "存草稿", new() { ["f.审核意见"] = "同意", ["note"] = "甲写的" })).Status);
        site.Clock.Forward(TimeSpan.FromMinutes(5));
        var told = await second.Submit(right, "存草稿", new() { ["f.审核意见"] = "再看看" });
        Assert.Equal(409, told.Status);
        Assert.Contains("shuju的人在04-20 10:00存了另一份，你的还没有存", told.Text, StringComparison.Ordinal);
        var rows = told.Document.QuerySelectorAll(".note tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToArray());
        Assert.Equal([["审核意见", "同意", "再看看"], ["备注", "甲写的", "—"]], rows);
        Assert.Equal("再看看", told.Value("f.审核意见"));
        Assert.Equal("同意", (await second.Get($"/cases/{number}/steps/审核")).Value("f.审核意见"));
        Assert.Equal(303, (await second.Submit(told, "存草稿", new() { ["f.审核意见"] = "同意，再看看" })).Status);
        var now = await first.Get($"/cases/{number}/steps/审核");
        Assert.Equal("同意，再看看", now.Value("f.审核意见"));
        Assert.Contains("这是shuju2的人04-20 10:05存的草稿", now.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThrownAwayByAColleague_SaysSo_AndKeepsWhatWasTyped()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var kept = await jia.Submit(await jia.Get("/projects/new"), "存草稿", new() { ["f.项目名称"] = "平台" });
        var page = await jia.Get(kept.Location!);
        var discard = (await jia.Get("/workbench")).Document.QuerySelectorAll("#drafts tbody a")[2].GetAttribute("href")!;
        var asked = await jia.Get(discard);
        Assert.Contains("填了1项", asked.Text, StringComparison.Ordinal);
        Assert.Equal("/workbench#drafts", (await jia.Submit(asked, "丢掉")).Location);
        Assert.Equal(404, (await jia.Get(kept.Location!)).Status);
        var told = await jia.Submit(page, "存草稿", new() { ["f.项目名称"] = "平台二" });
        Assert.Equal(409, told.Status);
        Assert.Contains("已经由同事提交或者丢掉了", told.Text, StringComparison.Ordinal);
        Assert.Equal("平台二", told.Value("f.项目名称"));
        Assert.Equal(303, (await jia.Submit(told, "存草稿")).Status);
    }

    [Fact]
    public async Task Draft_WhatTheFormClosesOn_KeepsOnlyTheStub()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var open = new Dictionary<string, string?> { ["f.项目名称"] = "代号七", ["f.密级"] = "非涉密", ["f.情况说明"] = "不该留下的话", ["note"] = "也不该留下" };
        var kept = await jia.Submit(await jia.Get("/projects/new"), "存草稿", open, Town.Papers());
        var closed = await jia.Submit(await jia.Get(kept.Location!), "存草稿", new() { ["f.密级"] = "秘密" });
        Assert.Equal(303, closed.Status);
        var page = await jia.Get(closed.Location!);
        Assert.Equal(("代号七", "秘密", "", ""), (page.Value("f.项目名称"), page.Value("f.密级"), page.Value("f.情况说明"), page.Value("note")));
        Assert.DoesNotContain("已收到", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("代号七", (await jia.Get("/workbench")).Text, StringComparison.Ordinal);
        var id = Guid.Parse(closed.Location!.Split("draft=")[1]);
        var draft = await site.Services.GetRequiredService<Drafts>().Find(id, await Organisation(site, "甲单位"));
        Assert.DoesNotContain(draft!.Content.Fields, f => f.Values.Any(v => v.Contains("不该留下", StringComparison.Ordinal)));
        Assert.Empty(draft.Content.Papers);
        Assert.Empty(Files(site));

        // The same where nobody saves again, but hands in: with files that came now, and those of the draft.
        var second = await jia.Submit(await jia.Get("/projects/new"), "存草稿", open, Town.Papers());
        Assert.NotEmpty(Files(site));
        var lacking = await jia.Submit(await jia.Get(second.Location!), "登记线下", new() { ["f.密级"] = "秘密", ["f.总投资"] = "10", ["f.计划年度"] = "2027", ["f.拆分申报"] = "否", ["p.2"] = "是", ["note"] = "" });
        Assert.Equal(422, lacking.Status);
        var made = await jia.Submit(lacking, "登记线下", [], new() { ["p.1"] = Other("保密方案.pdf") });
        Assert.True(made.Status == 303, made.Text);
        var number = made.Location!.Split('/')[2].Split('?')[0];
        var act = (await site.Services.GetRequiredService<CaseStore>().LoadByNumber(number))!.Acts[0];
        Assert.Equal(act.Papers.Select(p => p.Digest).Distinct().Order(), Files(site).Select(f => Path.GetFileName(f)).Order());

        // Thrown away, the files of a draft are gone as well.
        var third = await jia.Submit(await jia.Get("/projects/new"), "存草稿", open, new() { ["p.0"] = TestFile.Word("别的.docx", "建设目标") });
        Assert.Equal(3, Files(site).Length);
        await jia.Submit(await jia.Get($"/drafts/{third.Location!.Split("draft=")[1]}/discard"), "丢掉");
        Assert.Equal(2, Files(site).Length);

        // What was handed in online is not turned into a stub by a correction: acts are never taken back.
        var filed = await Town.Declare(jia, "先报了的");
        var corrected = await jia.Submit(await jia.Get($"/cases/{filed}/acts/1/correct"), "更正", new() { ["f.密级"] = "秘密", ["note"] = "其实有密级" });
        Assert.Equal(422, corrected.Status);
    }

    private static TestFile Other(string name) => TestFile.Pdf(name) with { Content = [.. TestFile.Pdf().Content, .. "\n%%EOF\n"u8] };

    /// <summary>What lies in the attachment folder.</summary>
    private static string[] Files(TestSite site) => Directory.GetFiles(site.Services.GetRequiredService<StorageOptions>().AttachmentFolder, "*", SearchOption.AllDirectories);

    [Fact]
    public async Task Draft_SavedByScript_SaysWhen_AndTellsConflicts()
    {
        await using var site = await new TestSite().WithPeople();
        await Colleague(site, "甲单位", "单位", "jia2");
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        var (status, said) = await Quietly(jia, page, new() { ["f.项目名称"] = "平台" });
        Assert.Equal((200, "已存 10:00", 1), (status, said.GetProperty("said").GetString(), said.GetProperty("version").GetInt32()));
        (status, said) = await Quietly(jia, page, new() { ["f.项目名称"] = "平台一" });
        Assert.Equal((200, 2), (status, said.GetProperty("version").GetInt32()));
        var address = (await jia.Get("/workbench")).Document.QuerySelector("#drafts tbody a")!.GetAttribute("href")!;
        var colleague = await site.SignedIn("jia2");
        Assert.Equal(200, (await Quietly(colleague, await colleague.Get(address), new() { ["f.项目名称"] = "平台二" })).Status);
        (status, said) = await Quietly(jia, page, new() { ["f.项目名称"] = "平台三" });
        Assert.Equal(409, status);
        Assert.Equal("jia2的人10:00存了另一份，你的还没有存；按“存草稿”可以对照", said.GetProperty("said").GetString());
        Assert.Equal("平台二", (await jia.Get(address)).Value("f.项目名称"));
        var made = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        Assert.Equal(303, made.Status);
        (status, said) = await Quietly(jia, page, new() { ["f.项目名称"] = "平台四" });
        Assert.Equal((409, "已经提交"), (status, said.GetProperty("said").GetString()));
        Assert.Empty((await jia.Get("/workbench")).Document.QuerySelectorAll("#drafts"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("7f000000-0000-0000-0000-000000000001")]
    public async Task Draft_ThatDoesNotExist_IsNotFound(string id)
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        Assert.Equal(404, (await jia.Get("/projects/new?rulebook=town-2026&step=申报&draft=" + id)).Status);
        Assert.Equal(404, (await jia.Get($"/drafts/{id}/discard")).Status);
    }

    [Fact]
    public async Task Draft_OfAnotherUnit_CanNeitherBeSeenNorWrittenOver()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var kept = await jia.Submit(await jia.Get("/projects/new"), "存草稿", new() { ["f.项目名称"] = "平台" });
        var yi = await site.SignedIn("yi");
        Assert.Equal(404, (await yi.Get(kept.Location!)).Status);
        var form = await yi.Get("/projects/new");
        Assert.DoesNotContain("平台", form.Text, StringComparison.Ordinal);
        var answer = await yi.Submit(form, "存草稿", new() { ["f.项目名称"] = "夺过来", ["draft"] = kept.Location!.Split("draft=")[1], ["draftVersion"] = "1" });
        Assert.Equal(409, answer.Status);
        Assert.DoesNotContain("jia", answer.Text, StringComparison.Ordinal);
        Assert.Equal("平台", (await jia.Get(kept.Location!)).Value("f.项目名称"));
    }

    [Fact]
    public async Task Session_OverWhenTheFormIsSent_GivesItBackAfterSigningIn_ToTheSamePersonOnly()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var late = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        Assert.Equal(303, late.Status);
        var door = await jia.Follow(late);
        Assert.Contains("刚才填的都留着", door.Text, StringComparison.Ordinal);
        var back = await jia.Submit(door, "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password });
        var form = await jia.Follow(back);
        Assert.Equal(200, form.Status);
        Assert.Equal(("镇办事平台", "350"), (form.Value("f.项目名称"), form.Value("f.总投资")));
        Assert.Contains("已收到 申请书.pdf", form.Text, StringComparison.Ordinal);
        Assert.Contains("登录过期时你填的都在这里", form.Text, StringComparison.Ordinal);
        Assert.Empty((await jia.Get("/projects")).Document.QuerySelectorAll("tbody tr"));
        var done = await jia.Submit(form, "提交");
        Assert.True(done.Status == 303, done.Text);
        Assert.Equal("", (await jia.Get("/projects/new")).Value("f.项目名称"));
    }

    [Fact]
    public async Task Session_Over_AnotherPersonAtTheSameBrowser_GetsAnEmptyForm()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = await site.SignedIn("jia");
        var page = await browser.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var door = await browser.Follow(await browser.Submit(page, "存草稿", Town.Declaration()));
        var form = await browser.Follow(await browser.Submit(door, "登录", new() { ["userName"] = "yi", ["password"] = TestSite.Password }));
        Assert.Equal(200, form.Status);
        Assert.Equal("", form.Value("f.项目名称"));
        Assert.DoesNotContain("登录过期时", form.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OverForHalfAnHour_TheFormIsGone()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var door = await jia.Follow(await jia.Submit(page, "提交", Town.Declaration()));
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        door = await jia.Get("/sign-in?return=%2Fprojects%2Fnew");
        var form = await jia.Follow(await jia.Submit(door, "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password }));
        Assert.Equal("", form.Value("f.项目名称"));
    }

    [Fact]
    public async Task Session_ThatNeverWas_KeepsNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var (address, content) = Browser.Form(await jia.Get("/projects/new"), "提交", Town.Declaration(), []);
        var stranger = await Browser.Answer(await site.Browser().Client.PostAsync(new Uri(address, UriKind.Relative), content));
        Assert.Equal(303, stranger.Status);
        Assert.StartsWith("/sign-in?expired=1&", stranger.Location, StringComparison.Ordinal);
        Assert.False(stranger.Response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.Contains("pending", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Session_OverWithAForgedForm_KeepsNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        page.Document.QuerySelector("main [name=antiforgery]")!.SetAttribute("value", "forged");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var late = await jia.Submit(page, "提交", Town.Declaration());
        Assert.StartsWith("/sign-in?expired=1&", late.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OverWithAClosingForm_KeepsOnlyTheStub()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var door = await jia.Follow(await jia.Submit(page, "登记线下", new() { ["f.项目名称"] = "代号七", ["f.密级"] = "秘密", ["f.情况说明"] = "不该留下的话" }));
        var form = await jia.Follow(await jia.Submit(door, "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password }));
        Assert.Equal(("秘密", ""), (form.Value("f.密级"), form.Value("f.情况说明")));
    }

    [Fact]
    public async Task Draft_SavedByScriptAfterTheSession_IsRefused_AndStillThereAfterSigningIn()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var (address, content) = Browser.Form(page, "存草稿", new() { ["f.项目名称"] = "平台" }, []);
        var answer = await jia.Client.PostAsync(new Uri(address + "&save=1", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var form = await jia.Follow(await jia.Submit(await jia.Get("/sign-in?return=%2Fprojects%2Fnew"), "登录", new() { ["userName"] = "jia", ["password"] = TestSite.Password }));
        Assert.Equal("平台", form.Value("f.项目名称"));
    }

    [Fact]
    public async Task Draft_OfACorrection_ComesBack()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var form = await jia.Get($"/cases/{number}/acts/1/correct");
        Assert.Equal(303, (await jia.Submit(form, "存草稿", new() { ["f.总投资"] = "360", ["note"] = "漏了十万" })).Status);
        var again = await jia.Get($"/cases/{number}/acts/1/correct");
        Assert.Equal(("360", "漏了十万"), (again.Value("f.总投资"), again.Value("note")));
        Assert.Equal(303, (await jia.Submit(again, "更正")).Status);
        Assert.Empty((await jia.Get("/workbench")).Document.QuerySelectorAll("#drafts"));
    }

    private static async Task<(int Status, JsonElement Said)> Quietly(Browser browser, PageAnswer page, Dictionary<string, string?> fill)
    {
        var (address, content) = Browser.Form(page, "存草稿", fill, []);
        var answer = await browser.Client.PostAsync(new Uri(address + "&save=1", UriKind.Relative), content);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task<Guid> Organisation(TestSite site, string name)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Accounts>().Organisations()).Single(o => o.Name == name).Id;
    }

    private static async Task Colleague(TestSite site, string office, string role, string login)
    {
        var id = await Organisation(site, office);
        await using var scope = site.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateUser(login, login + "的人", id, TestSite.Password, [new RoleGrant(TownRulebook.Id, role)], new AdminActor(null, "测试"), mustChangePassword: false);
        Assert.Empty(made.Errors);
    }
}
