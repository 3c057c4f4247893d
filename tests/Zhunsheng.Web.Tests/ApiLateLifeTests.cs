using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>The second half of a project's life for programs: values, who may read them, what is refused, and that every answer is as described.</summary>
public sealed class ApiLateLifeTests
{
    private static readonly string[] OfProjects = ["money", "changes", "performance", "timeline", "supervision", "acceptance", "evidence", "resources"];

    [Fact]
    public async Task Money_Changes_Days_AndReports_AreThoseOfThePages()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, number) = await Approved(site);
        await Act(unit, number, "签合同", new { 合同价 = 200, 乙方 = "某公司" });
        await Act(unit, number, "付款", new { 付款明细 = new[] { new { 费用 = "首付", 金额 = 60 } } });
        await Act(unit, number, "付款", new { 付款明细 = new[] { new { 费用 = "二期", 金额 = 40 } } });
        await Act(unit, number, "小改", new { 改动金额 = 30 });
        await Act(unit, number, "小改", new { 改动金额 = 22.51m });
        await Act(unit, number, "排节点", new { 节点名 = "上线", 节点日期 = "2026-04-25" });
        await Act(await site.Token("镇数据局", "停工系统"), number, "停工", new { 停工原因 = "缺材料" });
        site.Clock.Set(new DateOnly(2026, 4, 28));

        var money = await Read(site, unit, number, "money");
        Assert.Equal((350m, 200m, 100m), ((decimal)money["execution"]["approved"]!, (decimal)money["execution"]["contracted"]!, (decimal)money["execution"]["paid"]!));
        Assert.Equal((100m / 350m, 0.5m), ((decimal)money["execution"]["of_approved"]!, (decimal)money["execution"]["of_contracted"]!));
        Assert.Null(money["execution"]["allotted"]);
        Assert.Equal([("keeps", "第四条", false, "refuse"), ("keeps", null, true, "remind")], money["ceilings"].AsArray().Select(c => ((string)c!["verdict"]!, (string?)c["article"], (bool)c["platform"]!, (string)c["effect"]!)));
        Assert.Equal(("某公司", 200m, 100m, 0m), Assert.Single(money["contracts"].AsArray().Select(c => ((string)c!["party"]!, (decimal)c["amount"]!, (decimal)c["paid"]!, (decimal)c["overpaid"]!))));
        Assert.Equal([(60m, 60m), (40m, 100m)], money["payments"].AsArray().Select(p => ((decimal)p!["amount"]!, (decimal)p["total"]!)));
        Assert.Equal(3, (int)money["lines"].AsArray().Single(l => (decimal?)l!["amount"] == 200m)!["act"]!);
        Assert.Equal("\"9\"", money.ETag);

        var changes = await Read(site, unit, number, "changes");
        Assert.Equal(350m, (decimal)changes["base"]!);
        Assert.Equal([(30m, 30m, false), (22.51m, 52.51m, true)], changes["changes"].AsArray().Select(c => c!["measures"]![0]!).Select(m => ((decimal)m["single"]!, (decimal)m["total"]!, (bool)m["exceeds"]!)));
        Assert.Equal((0.15m, "第四条"), Assert.Single(changes["limits"].AsArray().Select(l => ((decimal)l!["share"]!, (string)l["article"]!))));

        var days = await Read(site, unit, number, "timeline");
        Assert.Equal(("上线", "2026-04-25", null, 3), Assert.Single(days["milestones"].AsArray().Select(m => ((string)m!["name"]!, (string)m["planned"]!, (string?)m["reached"], (int)m["days_late"]!))));
        Assert.Equal(("2026-04-20", null, 9), Assert.Single(days["suspensions"].AsArray().Select(s => ((string)s!["from"]!, (string?)s["to"], (int)s["days"]!))));
        Assert.Contains(days["entries"].AsArray(), e => (string)e!["kind"]! == "act" && (int?)e["act"] == 2);

        var report = Assert.Single((await Read(site, unit, number, "performance"))["reports"].AsArray())!;
        Assert.Equal(("2027", null, 0), ((string)report["year"]!, (int?)report["act"], report["said"]!.AsArray().Count));

        // What the town's regulation does not know is not there, and says so.
        var none = await unit.Get($"/api/v1/projects/{number}/acceptance");
        Assert.Equal((404, "/problems/not-found"), (none.Status, none.Problem));
        Assert.Contains("条文没有写", (string)none["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Supervision_TellsLogsNoticesAndReplies()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, number) = await Approved(site);
        var supervisor = await Supervisor(site, "某监理公司");
        Assert.Equal(404, (await supervisor.Get($"/api/v1/projects/{number}/supervision")).Status);
        await Act(unit, number, "请监理", new { 监理名称 = "某监理公司", 目标 = "一次办成" });
        await Act(supervisor, number, "写日志", new { 日志日 = "2026-04-18", 日志 = "设备进场" });
        await Act(supervisor, number, "发通知", new { 通知事 = "线路没有标牌", 回复日 = "2026-04-27" });
        site.Clock.Set(new DateOnly(2026, 4, 28));
        var read = await Read(site, supervisor, number, "supervision");
        Assert.Equal(("某监理公司", "2026-04-18"), ((string)read["supervisor"]!, (string)Assert.Single(read["logs"].AsArray())!["day"]!));
        var notice = Assert.Single(read["notices"].AsArray())!;
        Assert.Equal(("线路没有标牌", "2026-04-27", "late", "unanswered", null), ((string)notice["subject"]!, (string)notice["due"]!, (string)notice["light"]!, (string)notice["standing"]!, notice["reply"]));
        var step = (await unit.Get("/api/v1/projects/" + number))["open_steps"].AsArray().Single(s => (string)s!["step"]! == "回通知")!;
        var done = await unit.Post($"/api/v1/projects/{number}/acts", new { step = "回通知", key = (decimal)step["key"]!, outcome = "提交", facts = new { 回复 = "都贴了" }, head = 5 });
        Assert.True(done.Status == 201, done.Text);
        notice = Assert.Single((await Read(site, unit, number, "supervision"))["notices"].AsArray())!;
        Assert.Equal(("unchecked", "2026-04-28", 6), ((string)notice["standing"]!, (string)notice["reply"]!["on"]!, (int)notice["reply"]!["act"]!));

        // Named in the file, but not one who may read the whole of it.
        Assert.Equal(200, (await supervisor.Get($"/api/v1/projects/{number}/timeline")).Status);
        Assert.Equal(404, (await supervisor.Get($"/api/v1/projects/{number}/evidence")).Status);
    }

    [Fact]
    public async Task Orders_Evidence_Articles_AndUnits_TellOnlyThoseWhoMay()
    {
        await using var site = await new TestSite().With(WatchRulebook.Id, WatchRulebook.Text, ("区水务站", "单位"), ("区林业站", "单位"), ("区监督局", "监督局"));
        var (unit, other, office) = (await site.Token("区水务站"), await site.Token("区林业站"), await site.Token("区监督局"));
        var number = (string)(await unit.Post("/api/v1/projects", new { outcome = "提交", facts = new { 项目名称 = "泵站", 预计额 = 50 } }))["case"]!;
        await Act(unit, number, "进展", new { 完成额 = 10 });
        await Act(unit, number, "付钱", new { 支付额 = 12 }, "付");
        await Act(office, number, "检查", new { 违规 = new[] { "管理不善" }, 整改要求 = "改好", 整改期限 = "2026-05-10" }, "要整改");
        site.Clock.Set(new DateOnly(2026, 5, 12));
        await site.Refresh();

        var order = Assert.Single((await Described(site, office, "/oversight/orders", "?pending=yes"))["items"].AsArray())!;
        Assert.Equal((number, "late", 2, "改好"), ((string)order["number"]!, (string)order["standing"]!, (int)order["days_late"]!, (string)order["demand"]!));
        Assert.Equal(["通报", "停止安排", "终止"], order["next"]!.AsArray().Select(n => (string)n!));
        var evidence = await Read(site, office, number, "evidence");
        Assert.Equal((1, "付款超过进度", "报的完成10.00万元，付了12.00万元"), ((int)evidence["contradicted"]!, (string)evidence["claims"][0]!["name"]!, (string)evidence["claims"][0]!["text"]!));
        var articles = await Described(site, office, "/articles");
        var touched = articles["items"].AsArray().Single(a => a!["files"]!.AsObject().ContainsKey("contradiction"))!;
        Assert.Equal(number, (string)(await Described(site, office, "/articles/{rulebook}/{article}", address: (string)touched["href"]!))["items"][0]!["number"]!);
        var own = (Guid)(await unit.Get("/api/v1/me"))["organisation"]["id"]!;
        var unitShape = await Described(site, office, "/units/{id}", address: $"/api/v1/units/{own}");
        Assert.Equal(("区水务站", false, 1), ((string)unitShape["name"]!, (bool)unitShape["own"]!, (int)unitShape["standings"][0]!["files"]!));
        Assert.True((bool)(await unit.Get($"/api/v1/units/{own}"))["own"]!);

        // The neighbour sees none of it, neither listed nor counted, and each look is logged.
        var before = await Refusals(site);
        Assert.Equal(0, (int)(await other.Get("/api/v1/oversight/orders"))["total"]!);
        Assert.Empty((await other.Get("/api/v1/oversight/orders"))["counts"].AsObject());
        Assert.Empty((await other.Get("/api/v1/articles"))["items"].AsArray());
        var refused = await other.Get($"/api/v1/units/{own}");
        var unknown = await other.Get($"/api/v1/units/{Guid.Empty}");
        Assert.Equal((404, ((string)unknown["detail"]!).Replace(Guid.Empty.ToString(), own.ToString(), StringComparison.Ordinal)), (refused.Status, (string)refused["detail"]!));
        foreach (var what in OfProjects)
        {
            var (theirs, none) = (await other.Get($"/api/v1/projects/{number}/{what}"), await other.Get($"/api/v1/projects/MX-2026-0999/{what}"));
            Assert.Equal((404, (string)none["detail"]!), (theirs.Status, ((string)theirs["detail"]!).Replace(number, "MX-2026-0999", StringComparison.Ordinal)));
        }

        Assert.True(await Refusals(site) - before >= 2 + (2 * OfProjects.Length));
    }

    [Fact]
    public async Task Catalogues_TellWhatIsOpenToOthers_WithoutTheirFiles()
    {
        await using var site = await new TestSite().With(CatalogueRulebook.Id, CatalogueRulebook.Text, ("水务处", "单位"), ("公路处", "单位"), ("湾数据局", "数据局"));
        var (water, road, office) = (await site.Token("水务处"), await site.Token("公路处"), await site.Token("湾数据局"));
        var number = await Listed(water, "水库", "有条件给");
        var secret = await Listed(water, "堤坝", "不给");
        var mine = await Listed(road, "桥梁", "有条件给");
        await Act(water, number, "上线", new { 上线日期 = "2026-04-01", 系统叫法 = "水库平台" });

        var system = Assert.Single((await Described(site, office, "/systems", "?q=水库"))["items"].AsArray())!;
        Assert.Equal((number, "水库平台", "2026-04-01"), ((string)system["number"]!, (string)system["name"]!, (string?)system["since"]));
        var detail = await Described(site, office, "/systems/{number}", address: $"/api/v1/systems/{number}");
        Assert.Equal(("水库平台", 3), ((string)detail["name"]!, detail["grounds"].AsArray().Count));
        Assert.Equal(404, (await office.Get($"/api/v1/systems/{secret}")).Status);
        Assert.Equal(0, (int)(await road.Get("/api/v1/systems"))["total"]!);
        Assert.Equal(404, (await road.Get($"/api/v1/systems/{number}")).Status);

        var seen = await Described(site, road, "/resources", "?level=items");
        Assert.Equal([mine, null], seen["items"].AsArray().Select(r => (string?)r!["number"]).OrderDescending());
        Assert.DoesNotContain(secret, (await road.Get("/api/v1/resources")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await road.Get("/api/v1/resources")).Text, StringComparison.Ordinal);
        var check = await Read(site, road, mine, "resources");
        var repeat = Assert.Single(check["items"].AsArray().Single(i => (bool)i!["entry"]!["is_item"]!)!["repeats"]!.AsArray())!;
        Assert.Equal(("水务处", null, 1m, true, false), ((string)repeat["owner"]!, (string?)repeat["number"], (decimal)repeat["likeness"]!, (bool)repeat["twice"]!, (bool)check["whole"]!));
        Assert.Equal(2, (await Read(site, office, mine, "resources"))["items"].AsArray().Single(i => (bool)i!["entry"]!["is_item"]!)!["repeats"]!.AsArray().Count);
    }

    [Fact]
    public async Task Overview_EachNumberLeadsToItsList_AndWrongParametersAreNamed()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, number) = await Approved(site);
        await unit.Declare("第二个");
        var office = await site.Token("镇数据局", "总览系统");
        var overview = await Described(site, office, "/overview", "?desk=leaders");
        var count = overview["numbers"].AsArray().Single(n => (string)n!["label"]! == "在管项目")!;
        Assert.Equal(2m, (decimal)count["value"]!);
        Assert.StartsWith("/api/v1/overview/projects?", (string)count["href"]!, StringComparison.Ordinal);
        var files = await Described(site, office, "/overview/projects", address: (string)count["href"]!);
        Assert.Equal((2, 350m), ((int)files["total"]!, (decimal)files["amounts"]["批准"]!));
        Assert.Contains(number, files["items"].AsArray().Select(i => (string)i!["project"]!["number"]!));
        var acts = await Described(site, office, "/overview/acts", "?by=me&limit=1");
        Assert.Equal((1, "审核申报", "settled"), ((int)acts["total"]!, (string)acts["items"][0]!["step"]!, (string)acts["items"][0]!["ending"]!));

        foreach (var (address, place) in new[]
        {
            ("/overview?desk=minister", "?desk"), ("/overview/projects?owner=x", "?owner"), ("/overview/projects?year=27", "?year"), ("/overview/acts?from=2026-02-30", "?from"), ("/overview/projects?limit=0", "?limit"),
            ("/overview/projects?pont=late", "?pont"), ("/oversight/orders?standing=later", "?standing"), ("/articles?rulebook=none", "?rulebook"), ($"/projects/{number}/money?x=1", "?x"),
        })
        {
            var wrong = await office.Get("/api/v1" + address);
            Assert.Equal((address, 400, true), (address, wrong.Status, wrong.Errors.ContainsKey(place)));
        }

        Assert.Contains("late", (await office.Get("/api/v1/oversight/orders?standing=later")).Errors["?standing"], StringComparison.Ordinal);
        var desk = await unit.Get("/api/v1/overview?desk=audit");
        Assert.Equal((400, "本凭证的角色不从这个位置看；可以写：unit"), (desk.Status, desk.Errors["?desk"]));
        Assert.Equal(404, (await office.Get("/api/v1/articles/town-2026/第九百条")).Status);
        Assert.Equal(404, (await office.Get("/api/v1/systems")).Status);
        Assert.Equal(405, (await office.Post($"/api/v1/projects/{number}/money", new { })).Status);
    }

    private static async Task<string> Listed(ApiClient unit, string name, string share)
    {
        var opened = await unit.Post("/api/v1/projects", new { step = "立项", outcome = "提交", facts = new { 项目名称 = name } });
        Assert.True(opened.Status == 201, opened.Text);
        var number = (string)opened["case"]!;
        await Act(unit, number, "列数据", new { 资源清单 = new[] { new { 资源名称 = "台账", 共享类型 = share } }, 数据清单 = new[] { new { 资源名称 = "台账", 数据项 = "联系人", 来源方式 = "自己采" } } }, "登记");
        return number;
    }

    private static async Task<(ApiClient Unit, string Number)> Approved(TestSite site)
    {
        var unit = await site.Token("甲单位");
        var number = await unit.Declare();
        await Act(await site.Token("镇数据局"), number, "审核", new { }, "通过");
        return (unit, number);
    }

    private static async Task Act(ApiClient actor, string number, string step, object facts, string outcome = "提交")
    {
        var done = await actor.Act(number, step, outcome, facts);
        Assert.True(done.Status == 201, $"{step}: {done.Text}");
    }

    private static async Task<ApiClient> Supervisor(TestSite site, string name)
    {
        await using (var scope = site.Services.CreateAsyncScope())
        {
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<Accounts>().CreateOrganisation(name, null, null, [new RoleGrant(TownRulebook.Id, "监理")], new AdminActor(null, "测试"))).Errors);
        }

        return await site.Token(name);
    }

    private static Task<ApiAnswer> Read(TestSite site, ApiClient client, string number, string what) => Described(site, client, "/projects/{number}/" + what, address: $"/api/v1/projects/{number}/{what}");

    /// <summary>Reads an address; the answer must fit what the description says of it.</summary>
    private static async Task<ApiAnswer> Described(TestSite site, ApiClient client, string path, string query = "", string? address = null)
    {
        var answer = await client.Get(address ?? "/api/v1" + path + query);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.Text}");
        var document = (await site.Program("").Get("/api/v1/openapi.json")).Json!;
        var faults = new JsonShape(document).Faults(answer.Json, document["paths"]!["/api/v1" + path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);
        Assert.True(faults.Count == 0, $"{path}:\n{string.Join('\n', faults.Take(20))}");
        return answer;
    }

    private static async Task<int> Refusals(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AdminLog>().Find(new AdminEventQuery { Kind = AdminEventKind.Refusal, Size = 1 })).Total;
    }
}
