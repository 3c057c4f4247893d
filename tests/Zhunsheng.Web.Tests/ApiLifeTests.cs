namespace Zhunsheng.Web.Tests;

/// <summary>The interface as two programs use it: one of a unit, one of an office.</summary>
public sealed class ApiLifeTests
{
    [Fact]
    public async Task Life_FromDeclarationToThePlan_GoesByInterfaceOnly()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office, treasury) = (await site.Token("甲单位"), await site.Token("镇数据局"), await site.Token("镇财政局"));

        var form = await unit.Get("/api/v1/projects/new");
        Assert.Equal(200, form.Status);
        Assert.Equal("申报", (string)form["step"]!);
        var money = form["sections"].AsArray().SelectMany(s => s!["fields"]!.AsArray()).Single(f => (string)f!["fact"]!["name"]! == "总投资")!;
        Assert.Equal(("money", "万元", true), ((string)money["fact"]!["type"]!, (string)money["fact"]!["unit"]!, (bool)money["required"]!));
        Assert.Equal(["申请书", "保密方案", "效益分析", "参考资料"], form["papers"].AsArray().Select(p => (string)p!["title"]!));

        var number = await unit.Declare();
        Assert.Equal("MZ-2026-0001", number);
        var file = await unit.Get("/api/v1/projects/" + number);
        Assert.Equal(("镇办事平台", 1, "\"1\"", true), ((string)file["title"]!, (int)file["head"]!, file.ETag!, (bool)file["chain_whole"]!));
        Assert.Equal("接口：项目系统", (string)file["acts"][0]!["actor"]!);
        Assert.Equal("甲单位", (string)file["acts"][0]!["organisation"]!);
        Assert.Equal(350m, (decimal)file["facts"].AsArray().Single(f => (string)f!["name"]! == "总投资")!["value"]!);
        var blocked = file["blocked_steps"].AsArray().Single(b => (string)b!["step"]! == "验收")!;
        Assert.Equal("waiting", (string)blocked["status"]!);
        Assert.Equal("2026-04-27", (string)file["deadlines"].AsArray().Single(d => (string)d!["name"]! == "审核")!["due"]!);

        // The office returns it, the unit completes it, the office lets it pass.
        Assert.Equal(201, (await office.Act(number, "审核", "退回补正", new { 补正要求 = "写清效益" })).Status);
        var again = await unit.Get($"/api/v1/projects/{number}/steps/申报");
        Assert.Equal("open", (string)again["status"]!);
        Assert.Equal("镇办事平台", (string)again["sections"][0]!["fields"]![0]!["value"]!);
        var digest = (string)again["papers"].AsArray()[0]!["files"]![0]!["digest"]!;
        var completed = await unit.Post($"/api/v1/projects/{number}/acts", new
        {
            step = "申报",
            outcome = "提交",
            facts = ApiTown.Facts(),
            papers = new object[] { new { title = "申请书", digest }, new { title = "效益分析" } },
            head = 2,
        });
        Assert.True(completed.Status == 201, completed.Text);
        Assert.Equal(201, (await office.Act(number, "审核", "通过")).Status);

        // The plan: opened by the office, decided by the treasury, and conveyed into the project.
        var plan = (string)(await office.Post("/api/v1/projects", new { kind = "年度计划", outcome = "提交", facts = new { 计划名称 = "2027年计划" } }))["case"]!;
        var choice = (await treasury.Get("/api/v1/plan"))["plans"][0]!["choices"]![0]!;
        Assert.Equal("批准计划", (string)choice["step"]!);
        Assert.Equal(number, (string)choice["candidates"]![0]!["number"]!);
        Assert.True((bool)choice["candidates"]![0]!["may"]!);
        Assert.Equal(201, (await treasury.Act(plan, "批准计划", "批准", new { 计划项目 = new[] { number } })).Status);
        var listed = await unit.Get("/api/v1/projects/" + number);
        Assert.True((bool)listed["facts"].AsArray().Single(f => (string)f!["name"]! == "已列入计划")!["value"]!);
        Assert.Equal(plan, (string)listed["acts"].AsArray()[^1]!["conveyed_from"]!["case"]!);
        var planned = (await treasury.Get("/api/v1/plan"))["plans"][0]!;
        Assert.Equal("计划项目", (string)planned["lists"]![0]!["fact"]!);
        Assert.Equal(number, (string)planned["lists"]![0]!["items"]![0]!["number"]!);
        Assert.Empty((await unit.Get("/api/v1/plan"))["plans"].AsArray());

        // What the pages show is the same file.
        var page = await (await site.SignedIn("jia")).Get("/cases/" + number);
        Assert.Contains("接口：项目系统", page.Text, StringComparison.Ordinal);

        // The download is the file handed in, and runs nothing.
        var paper = await unit.Get($"/api/v1/projects/{number}/acts/1/papers/0");
        Assert.Equal(TestFile.Pdf().Content, await paper.Response.Content.ReadAsByteArrayAsync());
        Assert.Contains("sandbox", string.Join(' ', paper.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_HalfAForm_SaysWhatIsAskedAndWhatIsMissing_AndDoesNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var answer = await unit.Post("/api/v1/projects/new", new { facts = new { 密级 = "非涉密", 依托内网 = true }, outcome = "提交" });
        Assert.Equal(200, answer.Status);
        var fields = answer["form"]["sections"]!.AsArray().SelectMany(s => s!["fields"]!.AsArray()).ToDictionary(f => (string)f!["fact"]!["name"]!, f => f!);
        Assert.True((bool)fields["内网说明"]["asked"]!);
        Assert.Equal("密级 = \"非涉密\" and 依托内网", (string)fields["内网说明"]["when"]!);
        Assert.False((bool)answer["ok"]!);
        Assert.Contains(answer["problem"]["errors"]!.AsArray(), e => (string)e!["pointer"]! == "/facts/内网说明");
        Assert.Contains(answer["problem"]["errors"]!.AsArray(), e => (string)e!["pointer"]! == "/papers");
        var secret = await unit.Post("/api/v1/projects/new", new { facts = new { 密级 = "秘密" } });
        var offered = secret["form"]["outcomes"]!.AsArray().ToDictionary(o => (string)o!["name"]!, o => (bool?)o!["offered"]);
        Assert.Equal((false, true), (offered["提交"], offered["登记线下"]));
        Assert.Null(secret.Json!["ok"]);
        Assert.Empty((await unit.Get("/api/v1/projects"))["items"].AsArray());
    }

    [Fact]
    public async Task Correction_ByTheOneWhoActed_SaysAnewAndKeepsBoth()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office) = (await site.Token("甲单位"), await site.Token("镇数据局"));
        var number = await unit.Declare();
        var facts = ApiTown.Facts(money: 360);
        var key = Guid.NewGuid().ToString();
        var body = new { facts, papers = new object[] { new { title = "效益分析" } }, reason = "投资写错", head = 1 };
        var done = await unit.Post($"/api/v1/projects/{number}/acts/1/corrections", body, key);
        Assert.True(done.Status == 201, done.Text);
        Assert.Equal(("更正", 1, 2), ((string)done["kind"]!, (int)done["corrects"]!, (int)done["number"]!));
        Assert.False(done.Response.Headers.Contains("Idempotent-Replayed"));
        var again = await unit.Post($"/api/v1/projects/{number}/acts/1/corrections", body, key);
        Assert.Equal((201, done.Text), (again.Status, again.Text));
        var file = await unit.Get("/api/v1/projects/" + number);
        Assert.Equal(360m, (decimal)file["facts"].AsArray().Single(f => (string)f!["name"]! == "总投资")!["value"]!);
        Assert.Equal(2, file["acts"].AsArray().Count);
        var foreign = await office.Post($"/api/v1/projects/{number}/acts/1/corrections", new { facts, reason = "x", head = 2 });
        Assert.Equal((403, "/problems/forbidden"), (foreign.Status, foreign.Problem));
        var nothing = await unit.Post($"/api/v1/projects/{number}/acts/1/corrections", new { facts, papers = new object[] { new { title = "效益分析" } }, reason = "再改", head = 2 });
        Assert.Equal((422, "没有任何改动，不需要更正"), (nothing.Status, (string)nothing["articles"][0]!["reason"]!));
        var missing = await unit.Post($"/api/v1/projects/{number}/acts/1/corrections", new { facts = ApiTown.Facts(money: 1), papers = new object[] { new { title = "效益分析" } }, reason = " ", head = 2 });
        Assert.Contains("/reason", missing.Errors.Keys);
        Assert.Equal(422, (await unit.Post($"/api/v1/projects/{number}/acts/2/corrections", new { facts, reason = "x", head = 2 })).Status);
        Assert.Equal(404, (await unit.Post($"/api/v1/projects/{number}/acts/9/corrections", new { facts, reason = "x", head = 2 })).Status);
    }

    [Fact]
    public async Task Refusal_ByARule_NamesArticleReasonAndRemedy()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office, treasury) = (await site.Token("甲单位"), await site.Token("镇数据局"), await site.Token("镇财政局"));
        var facts = ApiTown.Facts();
        facts["拆分申报"] = true;
        var refused = await unit.Post("/api/v1/projects", new { outcome = "提交", facts });
        Assert.Equal((422, "/problems/not-lawful", "application/problem+json"), (refused.Status, refused.Problem, refused.Response.Content.Headers.ContentType!.MediaType));
        var article = refused["articles"][0]!;
        Assert.Equal(("town-2026", "第二条", "项目拆开申报", "合成一个项目再报"), ((string)article["rulebook"]!, (string)article["article"]!, (string)article["reason"]!, (string)article["remedy"]!));
        Assert.True((bool)article["facts"]!["拆分申报"]!);
        Assert.Contains("/papers", refused.Errors.Keys);

        var number = await unit.Declare();
        await office.Act(number, "审核", "通过");
        await office.Act(number, "档案验收", "提交", new { 档案合格 = false });
        var form = await treasury.Get($"/api/v1/projects/{number}/steps/验收");
        Assert.Equal("blocked", (string)form["status"]!);
        Assert.Equal("档案先验收合格", (string)form["obstacles"][0]!["remedy"]!);
        var act = await treasury.Act(number, "验收", "合格");
        Assert.Equal((422, "第五条"), (act.Status, (string)act["articles"][0]!["article"]!));
        var via = await treasury.Act(number, "列入计划", "列入");
        Assert.Equal((422, "第三条"), (via.Status, (string)via["articles"][0]!["article"]!));
        Assert.Equal(422, (await treasury.Get($"/api/v1/projects/{number}/steps/列入计划")).Status);
    }

    [Fact]
    public async Task Stub_OfAClassifiedProject_TakesNothingButTheRegistration()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var facts = new { 项目名称 = "某项目", 密级 = "秘密", 总投资 = 1, 计划年度 = 2027, 拆分申报 = false };
        var papers = new object[] { new { title = "申请书", digest = await unit.Upload(TestFile.Pdf()) }, new { title = "保密方案", digest = await unit.Upload(TestFile.Pdf()) }, new { title = "效益分析" } };
        var more = await unit.Post("/api/v1/projects", new { outcome = "登记线下", facts, papers, note = "机房在三楼" });
        Assert.Equal(422, more.Status);
        Assert.Equal(["/note"], more.Errors.Keys);
        var asked = await unit.Post("/api/v1/projects", new { outcome = "登记线下", facts = ApiTown.Facts().Append(new("密级", "秘密")).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value), papers });
        Assert.Contains("/facts/依托内网", asked.Errors.Keys);
        var done = await unit.Post("/api/v1/projects", new { outcome = "登记线下", facts, papers });
        Assert.True(done.Status == 201, done.Text);
        var file = await unit.Get("/api/v1/projects/" + (string)done["case"]!);
        Assert.True((bool)file["stub"]!);
        Assert.Empty(file["facts"].AsArray());
        Assert.Equal(file["number"].ToString(), (string)file["title"]!);
        Assert.Single(file["acts"].AsArray());
        Assert.Empty(file["open_steps"].AsArray());
    }
}
