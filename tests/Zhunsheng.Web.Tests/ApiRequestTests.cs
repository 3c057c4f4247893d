using System.Net.Http.Headers;
using System.Text;

namespace Zhunsheng.Web.Tests;

/// <summary>What the interface makes of requests that are wrong, sent twice, or late.</summary>
public sealed class ApiRequestTests
{
    private static readonly (string Body, string Problem, string Pointer, string Said)[] WrongBodies =
    [
        ("", "/problems/malformed-json", "", "空"),
        ("{", "/problems/malformed-json", "", "读不下去"),
        ("{\"question\": \"可否验收\", \"facts\": {},}", "/problems/malformed-json", "", "第1行"),
        ("[]", "/problems/bad-request", "", "对象"),
        ("{\"question\": \"可否验收\", \"facts\": {\"总投资\": 1, \"总投资\": 2}}", "/problems/malformed-json", "/facts/总投资", "写了两次"),
        ("{\"question\": \"可否验收\", \"facts\": {\"总投资\": 1e999}}", "/problems/malformed-json", "/facts/总投资", "不能原样保存"),
        ("{\"question\": \"可否验收\", \"facts\": {\"总投资\": 0.12345678901234567890123456789}}", "/problems/malformed-json", "/facts/总投资", "最多28位"),
        ("{\"question\": \"\\ud800\", \"facts\": {}}", "/problems/malformed-json", "/question", "残缺"),
        ("{\"question\": \"a\\u0000b\", \"facts\": {}}", "/problems/malformed-json", "/question", "控制字符"),
        ("{\"facts\": {}}", "/problems/bad-request", "/question", "缺"),
        ("{\"question\": null, \"facts\": {}}", "/problems/bad-request", "/question", "null"),
        ("{\"question\": 7, \"facts\": {}}", "/problems/bad-request", "/question", "要的是文字"),
        ("{\"question\": \"可否验收\", \"facts\": []}", "/problems/bad-request", "/facts", "一列"),
        ("{\"question\": \"可否验收\", \"fact\": {}, \"facts\": {}}", "/problems/bad-request", "/fact", "是不是 facts"),
        ("{\"question\": \"可否验\", \"facts\": {}}", "/problems/bad-request", "/question", "是不是 可否验收"),
        ("{\"question\": \"可否验收\", \"facts\": {\"总投\": 1}}", "/problems/bad-request", "/facts/总投", "是不是 总投资"),
        ("{\"question\": \"可否验收\", \"facts\": {\"总投资\": \"350\"}}", "/problems/bad-request", "/facts/总投资", "要的是数（万元）"),
        ("{\"question\": \"可否验收\", \"facts\": {\"档案合格\": \"是\"}}", "/problems/bad-request", "/facts/档案合格", "true 或 false"),
        ("{\"question\": \"可否验收\", \"facts\": {\"受理日期\": \"2026/4/1\"}}", "/problems/bad-request", "/facts/受理日期", "2026-01-31"),
        ("{\"question\": \"可否验收\", \"facts\": {}, \"day\": \"2026-02-30\"}", "/problems/bad-request", "/day", "日期"),
        ("{\"question\": \"可否验收\", \"facts\": {}, \"day\": \"1850-01-01\"}", "/problems/bad-request", "/day", "1900"),
        ("{\"question\": \"可否验收\", \"facts\": {}, \"args\": {\"环节\": \"x\"}}", "/problems/bad-request", "/args/环节", "没有参数"),
        ("{\"question\": \"可否申报\", \"facts\": {}}", "/problems/bad-request", "/args/环节", "要给参数"),
    ];

    [Fact]
    public async Task Body_ThatIsWrong_IsSaidWithItsPlace()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        foreach (var (body, problem, pointer, said) in WrongBodies)
        {
            var answer = await unit.Post("/api/v1/rulebooks/town-2026/decisions", body);
            Assert.Equal((body, 400, problem), (body, answer.Status, answer.Problem));
            Assert.Contains(said, answer.Errors[pointer], StringComparison.Ordinal);
            Assert.NotEmpty((string)answer["title"]!);
        }
    }

    [Fact]
    public async Task Body_NestedTooDeep_OrTooLarge_IsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var deep = await unit.Post("/api/v1/rulebooks/town-2026/decisions", "{\"question\": \"可否验收\", \"facts\": {\"总投资\": " + new string('[', 400) + new string(']', 400) + "}}");
        Assert.Equal((400, "/problems/malformed-json"), (deep.Status, deep.Problem));
        Assert.Contains("嵌套超过32层", (string)deep["detail"]!, StringComparison.Ordinal);
        Assert.Equal(400, (await unit.Post("/api/v1/rulebooks/town-2026/decisions", new string('[', 100_000))).Status);
        var large = await unit.Post("/api/v1/rulebooks/town-2026/decisions", "{\"question\": \"" + new string('a', 3_000_000) + "\"}");
        Assert.Equal((413, "/problems/too-large"), (large.Status, large.Problem));
    }

    [Fact]
    public async Task Decide_AnswersLikeTheCommand_WithExactNumbers()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var answer = await unit.Post("/api/v1/rulebooks/town-2026/decisions", new { question = "可否验收", facts = new { 档案合格 = false } });
        Assert.Equal(200, answer.Status);
        Assert.False((bool)answer["answer"]!);
        Assert.Equal(["第五条"], answer["blocked_by"].AsArray().Select(a => (string)a!));
        Assert.Equal(("第五条", false), ((string)answer["because"][0]!["article"]!, (bool)answer["because"][0]!["facts"]!["档案合格"]!));
        var open = await unit.Post("/api/v1/rulebooks/town-2026/decisions", new { question = "可否验收", facts = new { } });
        Assert.Null(open.Json!["answer"]);
        Assert.Equal(["档案合格"], open["unknown"].AsArray().Select(a => (string)a!));
        var sum = await unit.Post("/api/v1/rulebooks/town-2026/decisions", "{\"question\": \"全部费用\", \"facts\": {\"费用明细\": [{\"费用\": \"a\", \"金额\": 0.1}, {\"费用\": \"b\", \"金额\": 0.2}]}}");
        Assert.Contains("\"answer\":0.3,", sum.Text, StringComparison.Ordinal);
        var many = await unit.Post("/api/v1/rulebooks/town-2026/decisions/batch", new { items = new object[] { new { question = "审批环节", facts = new { 总投资 = 100 } }, new { question = "没有", facts = new { } } } });
        Assert.Equal(200, many.Status);
        Assert.Equal("审核", (string)many["items"][0]!["decision"]!["answer"]![0]!);
        Assert.Equal("/items/1/question", (string)many["items"][1]!["problem"]!["errors"]![0]!["pointer"]!);
        Assert.Equal(400, (await unit.Post("/api/v1/rulebooks/town-2026/decisions/batch", new { items = Array.Empty<object>() })).Status);
        var most = Enumerable.Repeat(new { question = "审批环节", facts = new { } }, 101);
        Assert.Contains("/items", (await unit.Post("/api/v1/rulebooks/town-2026/decisions/batch", new { items = most })).Errors.Keys);
        Assert.Contains("是不是 town-2026", (string)(await unit.Get("/api/v1/rulebooks/town-2025"))["detail"]!, StringComparison.Ordinal);
    }

    private static readonly (string Query, string Place, string Said)[] WrongQueries =
    [
        ("?limt=5", "?limt", "是不是 limit"),
        ("?limit=0", "?limit", "1到200"),
        ("?limit=abc", "?limit", "整数"),
        ("?sort=titel", "?sort", "是不是 title"),
        ("?status=open&status=closed", "?status", "一次"),
        ("?year=99999999999", "?year", "整数"),
        ("?cursor=xyz", "?cursor", "next"),
        ("?cursor=e30", "?cursor", "next"),
        ("?q=a%01b", "?q", "字符"),
    ];

    [Fact]
    public async Task Query_ThatIsWrong_IsSaidWithTheNearestName()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        foreach (var (query, place, said) in WrongQueries)
        {
            var answer = await unit.Get("/api/v1/projects" + query);
            Assert.Equal((query, 400, "/problems/bad-request"), (query, answer.Status, answer.Problem));
            Assert.Contains(said, answer.Errors[place], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task List_ReadPageByPage_GivesEveryFileOnce_InEveryOrder()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office) = (await site.Token("甲单位"), await site.Token("镇数据局"));
        foreach (var (name, money) in new[] { ("乙平台", 300m), ("甲平台", 0.5m), ("甲平台", 300m), ("丙平台", 12m) })
        {
            var facts = ApiTown.Facts(name, money);
            var papers = new object[] { new { title = "申请书", digest = await unit.Upload(TestFile.Pdf()) }, new { title = "效益分析" } };
            Assert.Equal(201, (await unit.Post("/api/v1/projects", new { outcome = "提交", facts, papers })).Status);
        }

        Assert.Equal(201, (await office.Post("/api/v1/projects", new { kind = "年度计划", outcome = "提交", facts = new { 计划名称 = "计划" } })).Status);
        foreach (var sort in new[] { "updated", "number", "title", "owner", "money", "plan_year" })
        {
            foreach (var order in new[] { "asc", "desc" })
            {
                var whole = await office.Get($"/api/v1/projects?sort={sort}&order={order}");
                var all = whole["items"].AsArray().Select(i => (string)i!["number"]!).ToList();
                Assert.Equal(5, all.Count);
                Assert.Null(whole.Json!["next"]);
                var read = new List<string>();
                for (string? cursor = ""; cursor is not null;)
                {
                    var page = await office.Get($"/api/v1/projects?sort={sort}&order={order}&limit=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
                    Assert.Equal(200, page.Status);
                    read.AddRange(page["items"].AsArray().Select(i => (string)i!["number"]!));
                    cursor = (string?)page.Json!["next"];
                }

                Assert.Equal(all, read);
            }
        }

        Assert.Equal(["甲平台", "丙平台", "乙平台", "甲平台", "计划"], (await office.Get("/api/v1/projects?sort=money&order=asc"))["items"].AsArray().Select(i => (string)i!["title"]!));
        Assert.Equal(4, (await unit.Get("/api/v1/projects?kind=项目&status=open&year=2027"))["items"].AsArray().Count);
        Assert.Equal(2, (await unit.Get("/api/v1/projects?q=甲平台"))["items"].AsArray().Count);
        var next = (string)(await office.Get("/api/v1/projects?limit=1"))["next"]!;
        Assert.Equal(400, (await office.Get("/api/v1/projects?sort=title&cursor=" + next)).Status);
    }

    [Fact]
    public async Task Act_ThatIsWrong_IsSaidFieldByField()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office) = (await site.Token("甲单位"), await site.Token("镇数据局"));
        var digest = await unit.Upload(TestFile.Pdf());
        var facts = ApiTown.Facts();
        facts["项目名"] = "x";
        facts["总投资"] = "三百五";
        facts["审核意见"] = "x";
        facts["密级"] = "绝密";
        var answer = await unit.Post("/api/v1/projects", new { outcome = "提出", facts, papers = new object[] { new { title = "申请表", digest }, new { title = "效益分析", digest }, new { title = "效益分析" }, new { title = "保密方案" } } });
        Assert.Equal((400, "/problems/bad-request"), (answer.Status, answer.Problem));
        var errors = answer.Errors;
        Assert.Contains("是不是 提交", errors["/outcome"], StringComparison.Ordinal);
        Assert.Contains("是不是 项目名称", errors["/facts/项目名"], StringComparison.Ordinal);
        Assert.Contains("要的是数（万元）", errors["/facts/总投资"], StringComparison.Ordinal);
        Assert.Contains("表单不问", errors["/facts/审核意见"], StringComparison.Ordinal);
        Assert.Contains("可选：非涉密、秘密", errors["/facts/密级"], StringComparison.Ordinal);
        Assert.Contains("是不是 申请书", errors["/papers/0/title"], StringComparison.Ordinal);
        Assert.Contains("一章", errors["/papers/1"], StringComparison.Ordinal);
        Assert.Contains("写了两次", errors["/papers/2/title"], StringComparison.Ordinal);
        Assert.Contains("先传到", errors["/papers/3/digest"], StringComparison.Ordinal);

        var number = await unit.Declare();
        var step = await office.Post($"/api/v1/projects/{number}/acts", new { step = "审合", outcome = "通过", facts = new { }, head = 1 });
        Assert.Contains("是不是 审核", step.Errors["/step"], StringComparison.Ordinal);
        Assert.Contains("是不是 审核", (string)(await office.Get($"/api/v1/projects/{number}/steps/审合"))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("不写 key", (await office.Post($"/api/v1/projects/{number}/acts", new { step = "审核", key = 1, outcome = "通过", facts = new { }, head = 1 })).Errors["/key"], StringComparison.Ordinal);
        var longText = await office.Post($"/api/v1/projects/{number}/acts", new { step = "审核", outcome = "通过", facts = new { 审核意见 = new string('好', 300) }, note = "a\u200Bb", head = 1 });
        Assert.Equal(422, longText.Status);
        Assert.Contains("最多200字", longText.Errors["/facts/审核意见"], StringComparison.Ordinal);
        Assert.Contains("看不见", longText.Errors["/note"], StringComparison.Ordinal);
        Assert.Equal(400, (await office.Get($"/api/v1/projects/{number}/steps/审核?key=1")).Status);
    }

    [Fact]
    public async Task Idempotency_SameKey_GivesTheSameAnswer_OtherBodyIsRefused()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office, other) = (await site.Token("甲单位"), await site.Token("镇数据局"), await site.Token("甲单位", "另一个系统"));
        var body = await ApiTown.Declaration(unit);
        var first = await unit.Post("/api/v1/projects", body, "key-1");
        Assert.Equal(201, first.Status);
        Assert.Equal("/api/v1/projects/MZ-2026-0001", first.Response.Headers.Location!.OriginalString);
        var again = await unit.Post("/api/v1/projects", body, "key-1");
        Assert.Equal((201, first.Text, first.ETag), (again.Status, again.Text, again.ETag));
        Assert.Equal("true", Assert.Single(again.Response.Headers.GetValues("Idempotent-Replayed")));
        var different = await unit.Post("/api/v1/projects", new { outcome = "提交", facts = ApiTown.Facts(money: 351) }, "key-1");
        Assert.Equal((422, "/problems/idempotency-key-reused"), (different.Status, different.Problem));
        Assert.Equal(201, (await other.Post("/api/v1/projects", await ApiTown.Declaration(other), "key-1")).Status);
        Assert.Equal(2, (await office.Get("/api/v1/projects"))["items"].AsArray().Count);

        // The act stands although the step is not open any more, and although others have acted since.
        var pass = new { step = "审核", outcome = "通过", facts = new { 审核意见 = "好" }, head = 1 };
        Assert.Equal(201, (await office.Post("/api/v1/projects/MZ-2026-0001/acts", pass, "key-2")).Status);
        await unit.Act("MZ-2026-0001", "付款", "提交", new { 付款明细 = new[] { new { 费用 = "首付", 金额 = 1 } } });
        var late = await office.Post("/api/v1/projects/MZ-2026-0001/acts", pass, "key-2");
        Assert.Equal((201, 2), (late.Status, (int)late["number"]!));
        Assert.Equal(422, (await office.Post("/api/v1/projects/MZ-2026-0002/acts", pass, "key-2")).Status);
        Assert.Equal(422, (await office.Post("/api/v1/projects/MZ-2026-0001/acts", pass with { outcome = "不予通过" }, "key-2")).Status);

        // What was refused has not used its key up.
        var wrong = new { step = "审核", outcome = "退回补正", facts = new { }, head = 1 };
        Assert.Equal(422, (await office.Post("/api/v1/projects/MZ-2026-0002/acts", wrong, "key-3")).Status);
        Assert.Equal(201, (await office.Post("/api/v1/projects/MZ-2026-0002/acts", new { step = "审核", outcome = "退回补正", facts = new { 补正要求 = "补" }, head = 1 }, "key-3")).Status);

        foreach (var key in new[] { "", "a b", new string('k', 101) })
        {
            var refused = await unit.Post("/api/v1/projects", body, key);
            Assert.Equal((400, true), (refused.Status, refused.Errors.ContainsKey("Idempotency-Key:")));
        }
    }

    [Fact]
    public async Task Idempotency_SameKeyAtOnce_MakesOneAct()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var body = await ApiTown.Declaration(unit);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => unit.Post("/api/v1/projects", body, "at-once"))));
        Assert.All(answers, a => Assert.Equal((201, answers[0].Text), (a.Status, a.Text)));
        Assert.Equal(7, answers.Count(a => a.Response.Headers.Contains("Idempotent-Replayed")));
        Assert.Single((await unit.Get("/api/v1/projects"))["items"].AsArray());
    }

    [Fact]
    public async Task Head_ThatIsOld_IsAConflict_ThatTellsWhatHappened()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office) = (await site.Token("甲单位"), await site.Token("镇数据局"));
        var number = await unit.Declare();
        var address = $"/api/v1/projects/{number}/acts";
        await office.Act(number, "审核", "通过");
        var body = new { step = "抽查", outcome = "提交", facts = new { 抽查情况 = "好" } };
        var stale = await office.Post(address, body, match: "\"1\"");
        Assert.Equal((412, "/problems/precondition-failed", 2), (stale.Status, stale.Problem, (int)stale["head"]!));
        Assert.Equal("通过", (string)stale["newer"][0]!["outcome"]!);
        var conflict = await office.Post(address, new { body.step, body.outcome, body.facts, head = 1 });
        Assert.Equal((409, "/problems/conflict"), (conflict.Status, conflict.Problem));
        Assert.Contains("镇数据局办了审核（通过）", (string)conflict["detail"]!, StringComparison.Ordinal);
        Assert.Equal((428, "/problems/precondition-required"), ((await office.Post(address, body)).Status, (await office.Post(address, body)).Problem));
        Assert.Equal(412, (await office.Post(address, body, match: "W/\"2\"")).Status);
        Assert.Equal(400, (await office.Post(address, body, match: "2")).Status);
        Assert.Equal(400, (await office.Post(address, new { body.step, body.outcome, body.facts, head = 1 }, match: "\"2\"")).Status);
        Assert.Equal(409, (await office.Post(address, new { body.step, body.outcome, body.facts, head = 99 })).Status);
        var listed = await office.Post(address, body, match: "\"1\", \"2\"");
        Assert.True(listed.Status == 201, listed.Text);
        Assert.Equal("\"3\"", listed.ETag);
        Assert.Equal("\"4\"", (await office.Post(address, body, match: "*")).ETag);
    }

    [Fact]
    public async Task Methods_Formats_AndAddresses_ThatAreWrong_AreSaid()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var number = await unit.Declare();
        var delete = await unit.Send(HttpMethod.Delete, $"/api/v1/projects/{number}", null);
        Assert.Equal((405, "/problems/method-not-allowed"), (delete.Status, delete.Problem));
        Assert.Equal(["GET", "HEAD", "OPTIONS"], delete.Response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.Equal(405, (await unit.Send(HttpMethod.Put, "/api/v1/projects", null)).Status);
        var options = await unit.Send(HttpMethod.Options, "/api/v1/projects", null);
        Assert.Equal((204, "GET, HEAD, OPTIONS, POST"), (options.Status, string.Join(", ", options.Response.Content.Headers.Allow.Order(StringComparer.Ordinal))));
        var head = await unit.Send(HttpMethod.Head, $"/api/v1/projects/{number}", null);
        Assert.Equal((200, "\"1\"", 0), (head.Status, head.ETag, (await head.Response.Content.ReadAsByteArrayAsync()).Length));
        var none = await unit.Get("/api/v1/project");
        Assert.Equal((404, "/problems/not-found"), (none.Status, none.Problem));
        Assert.Equal(404, (await unit.Get($"/api/v1/projects/{number}/acts/x")).Status);
        var xml = await unit.Send(HttpMethod.Get, "/api/v1/me", null, change: r => r.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/xml")));
        Assert.Equal((406, "/problems/not-acceptable"), (xml.Status, xml.Problem));
        Assert.Equal(200, (await unit.Send(HttpMethod.Get, "/api/v1/me", null, change: r => r.Headers.TryAddWithoutValidation("Accept", "text/html, application/*;q=0.5"))).Status);
        using var form = new StringContent("{}", Encoding.UTF8, "text/plain");
        var text = await unit.Send(HttpMethod.Post, "/api/v1/projects", form, "k");
        Assert.Equal((415, "/problems/unsupported-media-type"), (text.Status, text.Problem));
        foreach (var answer in new[] { delete, none, xml, text })
        {
            Assert.Equal("no-store", answer.Response.Headers.CacheControl!.ToString());
            Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task Attachments_ThatAreWrong_AreRefusedWithTheReason()
    {
        await using var site = await new TestSite().WithPeople();
        var unit = await site.Token("甲单位");
        var program = await unit.Send(HttpMethod.Post, "/api/v1/attachments", ApiClient.FileContent(new TestFile("a.exe", [1, 2, 3])));
        Assert.Equal((422, "/problems/bad-file"), (program.Status, program.Problem));
        Assert.Equal(422, (await unit.Send(HttpMethod.Post, "/api/v1/attachments", ApiClient.FileContent(new TestFile("a.pdf", "MZ"u8.ToArray())))).Status);
        Assert.Equal(422, (await unit.Send(HttpMethod.Post, "/api/v1/attachments", ApiClient.FileContent(new TestFile("a.pdf", [])))).Status);
        var large = await unit.Send(HttpMethod.Post, "/api/v1/attachments", ApiClient.FileContent(new TestFile("a.pdf", [.. TestFile.Pdf().Content, .. new byte[1_100_000]])));
        Assert.Equal((413, "/problems/too-large"), (large.Status, large.Problem));
        Assert.Equal(400, (await unit.Send(HttpMethod.Post, "/api/v1/attachments", ApiClient.FileContent(TestFile.Pdf(), "paper"))).Status);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(415, (await unit.Send(HttpMethod.Post, "/api/v1/attachments", json)).Status);
        Assert.Equal(await unit.Upload(TestFile.Pdf()), await unit.Upload(TestFile.Pdf("同一份.pdf")));
    }

    [Fact]
    public async Task Events_ReadOnFromWhereOneStopped_AreWholeAndInOrder()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, other, office) = (await site.Token("甲单位"), await site.Token("乙单位"), await site.Token("镇数据局"));
        var now = (string)(await unit.Get("/api/v1/events?after=now"))["next"]!;
        var number = await unit.Declare();
        await other.Declare();
        await office.Act(number, "审核", "通过");
        var first = await unit.Get("/api/v1/events?limit=1&after=" + Uri.EscapeDataString(now));
        Assert.Equal((1, true), ((int)first["items"][0]!["act"]!["number"]!, (bool)first["more"]!));
        var second = await unit.Get("/api/v1/events?after=" + Uri.EscapeDataString((string)first["next"]!));
        Assert.Equal((number, 2, "镇办事平台", false), ((string)second["items"][0]!["act"]!["case"]!, (int)second["items"][0]!["act"]!["number"]!, (string)second["items"][0]!["title"]!, (bool)second["more"]!));
        Assert.Empty((await unit.Get("/api/v1/events?after=" + Uri.EscapeDataString((string)second["next"]!)))["items"].AsArray());
        Assert.Equal(3, (await office.Get("/api/v1/events"))["items"].AsArray().Count);
        Assert.Single((await other.Get("/api/v1/events"))["items"].AsArray());
        Assert.Equal(400, (await unit.Get("/api/v1/events?after=12")).Status);
        var next = await site.Token("甲单位", "换了的系统");
        Assert.Single((await next.Get("/api/v1/events?after=" + Uri.EscapeDataString((string)first["next"]!)))["items"].AsArray());
    }
}
