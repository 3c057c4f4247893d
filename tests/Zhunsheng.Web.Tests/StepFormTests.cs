using System.Net.Http.Headers;

namespace Zhunsheng.Web.Tests;

public sealed class StepFormTests
{
    [Fact]
    public async Task Declaration_Complete_OpensACaseFile()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        Assert.Equal("MZ-2026-0001", number);
        var page = await jia.Get("/cases/" + number);
        Assert.Equal(200, page.Status);
        Assert.Contains("镇办事平台", page.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("350.00", page.Text, StringComparison.Ordinal);
        Assert.Contains("镇财政局", (await jia.Get("/cases/" + number + "/acts/1")).Text + page.Text.Replace("财政局", "镇财政局", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("抄送 → 财政局", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declaration_WithMistakes_ComesBackFilled_EachFieldSaysWhatIsWrong()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["f.总投资"] = "三百五";
        fill["f.计划年度"] = "";
        fill["f.项目名称"] = "<script>alert(1)</script>";
        fill["p.2"] = null;
        var answer = await jia.Submit(await jia.Get("/projects/new"), "提交", fill);
        Assert.Equal(422, answer.Status);
        Assert.Equal("三百五", answer.Value("f.总投资"));
        Assert.Equal("<script>alert(1)</script>", answer.Value("f.项目名称"));
        Assert.Empty(answer.Document.QuerySelectorAll("main script"));
        Assert.Equal("非涉密", answer.Value("f.密级"));
        var money = answer.Document.QuerySelector("[name='f.总投资']")!;
        Assert.Equal("true", money.GetAttribute("aria-invalid"));
        var said = answer.Document.GetElementById(money.GetAttribute("aria-describedby")!.Split(' ')[0])!;
        Assert.Contains("写数字", said.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", answer.Document.QuerySelector("[name='f.计划年度']")!.GetAttribute("aria-invalid"));
        var summary = answer.Document.QuerySelector("[role=alert]")!;
        Assert.Contains("申请书：请上传", summary.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("（第二条）", answer.Text, StringComparison.Ordinal);
        foreach (var link in summary.QuerySelectorAll("a[href^='#']"))
        {
            Assert.NotNull(answer.Document.GetElementById(link.GetAttribute("href")![1..]));
        }

        Assert.Empty((await jia.Get("/projects")).Document.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Declaration_BlockedByAGate_NamesArticleAndRemedy()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["f.拆分申报"] = "是";
        var answer = await jia.Submit(await jia.Get("/projects/new"), "提交", fill, Town.Papers());
        Assert.Equal(422, answer.Status);
        var summary = answer.Document.QuerySelector("[role=alert]")!;
        Assert.Contains("项目拆开申报", summary.TextContent, StringComparison.Ordinal);
        Assert.Contains("合成一个项目再报", summary.TextContent, StringComparison.Ordinal);
        Assert.Equal("/rulebooks/town-2026#a2", summary.QuerySelector("a.cite")!.GetAttribute("href"));
        Assert.Equal("#f-拆分申报", summary.QuerySelector("li a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Declaration_ThatOnlyCloses_LeavesAStub()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = new Dictionary<string, string?> { ["f.项目名称"] = "代号七", ["f.密级"] = "秘密", ["f.总投资"] = "350", ["f.计划年度"] = "2027", ["f.拆分申报"] = "否", ["p.2"] = "是" };
        var derived = await jia.Submit(await jia.Get("/projects/new"), "重新推算", fill);
        var side = derived.Document.GetElementById("derived-panel")!;
        Assert.Equal("按这样填，案卷登记后即结案：“登记线下”；其余在线下办理", side.QuerySelector(".panel__body")!.TextContent.Trim());
        Assert.Single(side.QuerySelectorAll("section"));
        Assert.Equal("登记线下", derived.Document.QuerySelector("button.btn--go")!.TextContent);
        Assert.Equal("登记线下", derived.Document.QuerySelectorAll("button[name=outcome]")[0].TextContent);
        Assert.True(derived.Document.QuerySelectorAll("section.sect").Single(s => s.TextContent.Contains("怎么建", StringComparison.Ordinal)).HasAttribute("hidden"));
        var papers = new Dictionary<string, TestFile> { ["p.0"] = TestFile.Pdf(), ["p.1"] = TestFile.Pdf() };
        var noted = await jia.Submit(derived, "登记线下", new() { ["note"] = "不该写的话" }, papers);
        Assert.Equal(422, noted.Status);
        Assert.Equal("不写备注；请清空", noted.Document.GetElementById("note-e")!.TextContent);
        Assert.Equal("不该写的话", noted.Value("note"));
        var done = await jia.Submit(noted, "登记线下", new() { ["note"] = "" });
        Assert.Equal(303, done.Status);
        var page = await jia.Get("/cases/MZ-2026-0001");
        Assert.Contains("甲单位 · MZ-2026-0001 · 登记线下", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("代号七", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("350.00", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll(".facts, .life, #deadlines, #papers"));
        Assert.Single(page.Document.QuerySelectorAll(".acts-line > li"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99")]
    public async Task Head_ThatCannotBeRight_HasSeenNothing(string head)
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        var form = await jia.Get($"/cases/{number}/steps/付款");
        var answer = await jia.Submit(form, "提交", new() { ["head"] = head, ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "12.5" });
        Assert.Equal(409, answer.Status);
        Assert.Equal("首付", answer.Value("f.付款明细.0.费用"));
        Assert.Equal("2", answer.Value("head"));
    }

    [Fact]
    public async Task NewerAct_OfTheSamePerson_IsCalledOnesOwn()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        var form = await jia.Get($"/cases/{number}/steps/付款");
        var fill = new Dictionary<string, string?> { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "12.5" };
        Assert.Equal(303, (await Town.Act(jia, number, "付款", "提交", fill)).Status);
        var answer = await jia.Submit(form, "提交", fill);
        Assert.Equal(409, answer.Status);
        Assert.Contains("你自己先办了1件", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedStep_PapersOfEarlierActs_DoNotCount()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        var fill = new Dictionary<string, string?> { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "12.5" };
        var first = await jia.Submit(await jia.Get($"/cases/{number}/steps/付款"), "提交", fill, new() { ["p.0"] = TestFile.Pdf("发票一.pdf") });
        Assert.Equal(303, first.Status);
        var papers = (await jia.Get($"/cases/{number}/steps/付款")).Document.GetElementById("papers")!;
        Assert.Contains("发票", papers.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("以前交过", papers.TextContent, StringComparison.Ordinal);
        Assert.Empty(papers.QuerySelectorAll(".box--yes"));
    }

    [Fact]
    public async Task Submission_OfAnotherCase_ComesBackFilledUnderANewNumber()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        var used = page.Value("submission")!;
        Assert.Equal(303, (await jia.Submit(page, "提交", Town.Declaration(), Town.Papers())).Status);
        await Town.Act(await site.SignedIn("shuju"), "MZ-2026-0001", "审核", "通过");
        var answer = await jia.Submit(await jia.Get("/cases/MZ-2026-0001/steps/付款"), "提交", new() { ["submission"] = used, ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "12.5" });
        Assert.Equal(422, answer.Status);
        Assert.NotEqual(used, answer.Value("submission"));
        Assert.Equal("首付", answer.Value("f.付款明细.0.费用"));
        Assert.Equal(303, (await jia.Submit(answer, "提交")).Status);
        var yi = await site.SignedIn("yi");
        var foreign = await yi.Submit(await yi.Get("/projects/new"), "提交", Town.Declaration("乙的项目").Append(KeyValuePair.Create("submission", (string?)used)).ToDictionary(), Town.Papers());
        Assert.Equal(422, foreign.Status);
        Assert.Equal("乙的项目", foreign.Value("f.项目名称"));
        Assert.Equal(303, (await yi.Submit(foreign, "提交")).Status);
    }

    [Fact]
    public async Task SessionOver_FormSent_IsToldThatItIsKept()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        site.Clock.Forward(TimeSpan.FromMinutes(31));
        var late = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        Assert.Equal(303, late.Status);
        Assert.Contains("登录已过期，请重新登录；刚才填的都留着", (await jia.Follow(late)).Text, StringComparison.Ordinal);
        var (address, content) = Browser.Form(page, "提交", Town.Declaration(), []);
        Assert.Equal(401, (int)(await jia.Client.PostAsync(new Uri(address + "&derive=1", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task Database_Locked_AnswersUnavailable_WithTheFormFilled()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + Directory.GetFiles(Path.Combine(site.Folder, "data"), "*.db").Single());
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var busy = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        Assert.Equal(503, busy.Status);
        Assert.Equal("镇办事平台", busy.Value("f.项目名称"));
        Assert.Contains("没有提交成", busy.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(303, (await jia.Submit(busy, "提交")).Status);
    }

    [Fact]
    public async Task File_ReceivedWithARefusedForm_NeedNotBeSentAgain()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["f.总投资"] = "x";
        var back = await jia.Submit(await jia.Get("/projects/new"), "提交", fill, Town.Papers());
        Assert.Equal(422, back.Status);
        Assert.Contains("已收到 申请书.pdf", back.Text, StringComparison.Ordinal);
        var done = await jia.Submit(back, "提交", new() { ["f.总投资"] = "350" });
        Assert.Equal(303, done.Status);
        var act = await jia.Get("/cases/MZ-2026-0001/acts/1");
        Assert.Contains("申请书.pdf", act.Text, StringComparison.Ordinal);
        Assert.Contains("效益分析", act.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptFile_OfAnotherPerson_DoesNotCount()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["f.总投资"] = "x";
        var back = await jia.Submit(await jia.Get("/projects/new"), "提交", fill, Town.Papers());
        var token = back.Document.QuerySelector("[name=kept]")!.GetAttribute("value")!;
        var yi = await site.SignedIn("yi");
        var page = await yi.Get("/projects/new");
        page.Document.QuerySelector("form[enctype]")!.InnerHtml += $"<input type='hidden' name='kept' value='{token}'>";
        var answer = await yi.Submit(page, "提交", Town.Declaration());
        Assert.Equal(422, answer.Status);
        Assert.DoesNotContain("已收到", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameForm_SentTwice_MakesOneAct()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        var first = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        var second = await jia.Submit(page, "提交", Town.Declaration(), Town.Papers());
        Assert.Equal(303, first.Status);
        Assert.Equal(303, second.Status);
        Assert.Equal(first.Location, second.Location);
        Assert.Single((await jia.Get("/projects")).Document.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task SomebodyActedBefore_TheSecondIsToldWhat_AndKeepsWhatWasTyped()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(303, (await Town.Act(shuju, number, "审核", "通过")).Status);
        var archive = await shuju.Get($"/cases/{number}/steps/档案验收");
        var payment = await jia.Get($"/cases/{number}/steps/付款");
        Assert.Equal(303, (await shuju.Submit(archive, "提交", new() { ["f.档案合格"] = "是" })).Status);
        var fill = new Dictionary<string, string?> { ["f.付款明细.0.费用"] = "首付", ["f.付款明细.0.金额"] = "12.5" };
        var conflict = await jia.Submit(payment, "提交", fill);
        Assert.Equal(409, conflict.Status);
        Assert.Contains("别人先办了1件", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("镇数据局", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("首付", conflict.Value("f.付款明细.0.费用"));
        var done = await jia.Submit(conflict, "提交");
        Assert.Equal(303, done.Status);
        Assert.Contains("#act-4", done.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OfRefusedType_IsNamed_AndNothingIsKept()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        var answer = await jia.Submit(page, "提交", Town.Declaration(), new() { ["p.0"] = new TestFile("申请书.exe", [77, 90, 1, 2]) });
        Assert.Equal(422, answer.Status);
        Assert.NotEmpty(answer.Document.QuerySelectorAll("#papers .error"));
        Assert.DoesNotContain("已收到", answer.Text, StringComparison.Ordinal);
        var disguised = await jia.Submit(page, "提交", Town.Declaration(), new() { ["p.0"] = new TestFile("申请书.pdf", [77, 90, 1, 2]) });
        Assert.Equal(422, disguised.Status);
        Assert.DoesNotContain("已收到", disguised.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_LargerThanOneFileMayBe_IsRefusedBesideItsPaper()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var big = new byte[(1024 * 1024) + 1];
        "%PDF-1.4"u8.CopyTo(big);
        var answer = await jia.Submit(await jia.Get("/projects/new"), "提交", Town.Declaration(), new() { ["p.0"] = new TestFile("大.pdf", big) });
        Assert.Equal(422, answer.Status);
        Assert.NotEmpty(answer.Document.QuerySelectorAll("#papers .error"));
        Assert.Equal("镇办事平台", answer.Value("f.项目名称"));
    }

    [Fact]
    public async Task Form_LargerThanAllTogetherMayBe_IsRefusedBeforeItIsRead()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        using var body = new NeverRead(4L * 1024 * 1024);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        var answer = await Browser.Answer(await jia.Client.PostAsync(new Uri("/projects/new", UriKind.Relative), body));
        Assert.Equal(413, answer.Status);
        Assert.Contains("3MB", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamedForm_WithoutAntiforgeryToken_IsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        using var parts = new MultipartFormDataContent { { new StringContent("镇"), "f.项目名称" }, { new StringContent("提交"), "outcome" } };
        var answer = await Browser.Answer(await jia.Client.PostAsync(new Uri("/projects/new", UriKind.Relative), parts));
        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"antiforgery\"\r\n\r\nbroken off")]
    [InlineData("no boundary at all")]
    [InlineData("")]
    public async Task StreamedForm_Malformed_IsRefusedAsABadRequest(string body)
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(400, (int)(await jia.Client.PostAsync(new Uri("/projects/new", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task ConditionalQuestion_KnownNotToApply_IsHiddenAndNotCounted()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Get("/projects/new");
        var back = await jia.Submit(page, "重新推算", new() { ["f.依托内网"] = "否", ["f.内网说明"] = "多余的话" });
        Assert.Equal(200, back.Status);
        Assert.True(back.Document.QuerySelector("[data-field='f.内网说明']")!.HasAttribute("hidden"));
        var asked = await jia.Submit(page, "重新推算", new() { ["f.依托内网"] = "是" });
        Assert.False(asked.Document.QuerySelector("[data-field='f.内网说明']")!.HasAttribute("hidden"));
    }

    [Fact]
    public async Task Derive_AnswersWithThePanelOnly()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var (address, content) = Browser.Form(await jia.Get("/projects/new"), "提交", new() { ["f.总投资"] = "150", ["f.拆分申报"] = "是" }, []);
        var answer = await Browser.Answer(await jia.Client.PostAsync(new Uri(address + "&derive=1", UriKind.Relative), content));
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Document.QuerySelector("header.top"));
        Assert.Contains("还不能", answer.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("项目拆开申报", answer.Document.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("f.项目名称", answer.Document.QuerySelector("[data-asked]")!.GetAttribute("data-asked")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Returned_StepOpensAgain_FilledWithWhatWasSaid()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        var form = await shuju.Get($"/cases/{number}/steps/审核");
        var empty = await shuju.Submit(form, "退回补正");
        Assert.Equal(422, empty.Status);
        Assert.Equal(303, (await shuju.Submit(form, "退回补正", new() { ["o1.补正要求"] = "写明预算来源" })).Status);
        var again = await jia.Get($"/cases/{number}/steps/申报");
        Assert.Equal(200, again.Status);
        Assert.Equal("镇办事平台", again.Value("f.项目名称"));
        Assert.Contains("以前交过", again.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(again, "提交", new() { ["f.总投资"] = "300" })).Status);
        Assert.Contains("300.00", (await jia.Get("/cases/" + number)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_NotOffered_IsShownDisabledWithItsReason()
    {
        await using var site = await new TestSite().WithPeople();
        var number = await Town.Declare(await site.SignedIn("jia"));
        var shuju = await site.SignedIn("shuju");
        var form = await shuju.Get($"/cases/{number}/steps/审核");
        var button = form.Document.QuerySelectorAll("button").Single(b => b.TextContent == "不予通过");
        Assert.Equal("true", button.GetAttribute("aria-disabled"));
        Assert.Contains("总投资不超过500万元的不作此处理", form.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await shuju.Submit(form, "不予通过")).Status);
    }

    [Fact]
    public async Task Correction_OfOwnAct_StaysBesideTheOriginal()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var form = await jia.Get($"/cases/{number}/acts/1/correct");
        Assert.Equal("350.00", form.Value("f.总投资"));
        var silent = await jia.Submit(form, "更正", new() { ["f.总投资"] = "320" });
        Assert.Equal(422, silent.Status);
        Assert.Equal("写明更正的原因", Assert.Single(silent.Document.QuerySelectorAll("[role=alert] li")).TextContent.Trim());
        Assert.Equal("写明更正的原因", silent.Document.GetElementById("note-e")!.TextContent);
        var done = await jia.Submit(silent, "更正", new() { ["note"] = "重复计价" });
        Assert.Equal(303, done.Status);
        var page = await jia.Get("/cases/" + number);
        Assert.Contains("更正第1号行为", page.Text, StringComparison.Ordinal);
        Assert.Contains("320.00", page.Text, StringComparison.Ordinal);
        Assert.Equal("#act-2", page.Document.QuerySelectorAll(".facts div").Single(d => d.QuerySelector("dt")!.TextContent.StartsWith("总投资", StringComparison.Ordinal)).QuerySelector("a.origin")!.GetAttribute("href"));
        Assert.Contains("350.00", (await jia.Get($"/cases/{number}/acts/1")).Text, StringComparison.Ordinal);
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(403, (await shuju.Get($"/cases/{number}/acts/1/correct")).Status);
    }

    [Fact]
    public async Task Plan_TakesChosenProjectsIn()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(303, (await Town.Act(shuju, number, "审核", "通过")).Status);
        var opened = await shuju.Submit(await shuju.Get("/projects/new?kind=年度计划"), "提交", new() { ["f.计划名称"] = "2027年计划" });
        Assert.Equal(303, opened.Status);
        var plan = Uri.UnescapeDataString(opened.Location!.Split('/')[2].Split('?')[0]);
        var caizheng = await site.SignedIn("caizheng");
        var form = await caizheng.Get($"/cases/{plan}/steps/批准计划");
        Assert.Contains(number, form.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await caizheng.Submit(form, "批准", new() { ["f.计划项目"] = number })).Status);
        var page = await jia.Get("/cases/" + number);
        Assert.Contains("一并办理", page.Text, StringComparison.Ordinal);
        Assert.Contains("2027年计划", (await caizheng.Get("/plan/files")).Text, StringComparison.Ordinal);
    }

    /// <summary>A body that says how long it is and must never be read.</summary>
    private sealed class NeverRead(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
