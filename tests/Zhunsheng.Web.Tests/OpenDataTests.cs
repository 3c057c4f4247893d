using System.Text.Json.Nodes;

namespace Zhunsheng.Web.Tests;

public sealed class OpenDataTests
{
    [Fact]
    public async Task OpenData_HoldsWhatIsApproved_NothingBefore_NothingOffline_AndFollowsTheStandard()
    {
        await using var site = new TestSite();
        site.Set("Open:Enabled", "true");
        site.Set("Open:Prefix", "oc4ids-abc123");
        site.Set("Open:Publisher", "某镇数据局");
        await site.WithPeople();
        var jia = await site.SignedIn("jia");
        var approved = await Town.Declare(jia, "批准的");
        await Town.Declare(jia, "没批的");
        var secret = Town.Declaration("线下的");
        secret["f.密级"] = "秘密";
        Assert.Equal(303, (await jia.Submit(await jia.Get("/projects/new"), "登记线下", secret, new() { ["p.0"] = TestFile.Pdf(), ["p.1"] = TestFile.Pdf("保密方案.pdf") })).Status);
        await Town.Act(await site.SignedIn("shuju"), approved, "审核", "通过");

        var nobody = site.Browser();
        var text = await nobody.Client.GetStringAsync(new Uri("/open/projects.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "oc4ids-0.9.json"), TestContext.Current.CancellationToken))!;
        var package = JsonNode.Parse(text)!;
        Assert.Empty(new JsonShape(schema).Faults(package, WithoutDefinitions(schema)));
        var project = Assert.Single(package["projects"]!.AsArray())!;
        Assert.Equal(("oc4ids-abc123-" + approved, "批准的", "preparation", 3_500_000m, "CNY"),
            ((string)project["id"]!, (string)project["title"]!, (string)project["status"]!, (decimal)project["budget"]!["amount"]!["amount"]!, (string)project["budget"]!["amount"]!["currency"]!));
        Assert.Equal(("甲单位", "某镇数据局", "0.9"), ((string)project["publicAuthority"]!["name"]!, (string)package["publisher"]!["name"]!, (string)package["version"]!));
        foreach (var hidden in new[] { "jia", "没批的", "线下的", ".pdf" })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }

        var lines = await nobody.Client.GetStringAsync(new Uri("/open/projects.jsonl", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((string)project["id"]!, (string)JsonNode.Parse(Assert.Single(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!["id"]!);
        Assert.Empty(JsonNode.Parse(await nobody.Client.GetStringAsync(new Uri("/open/projects.json?after=ZZ", UriKind.Relative), TestContext.Current.CancellationToken))!["projects"]!.AsArray());
    }

    [Fact]
    public async Task OpenData_OfAWholeLife_TellsWhatTheRulebookMakesPublic_AndNothingElse()
    {
        await using var site = new TestSite();
        site.Set("Open:Enabled", "true");
        await site.WithPeople();
        var unit = await site.Token("甲单位");
        var number = await unit.Declare();
        async Task Act(string step, object facts, string outcome = "提交") => Assert.Equal((step, 201), (step, (await unit.Act(number, step, outcome, facts)).Status));
        Assert.Equal(201, (await (await site.Token("镇数据局")).Act(number, "审核", "通过", new { 审核意见 = "内部的话" })).Status);
        await Act("签合同", new { 合同价 = 200, 乙方 = "某公司" });
        await Act("付款", new { 付款明细 = new[] { new { 费用 = "首付", 金额 = 60 } } });
        await Act("付款", new { 付款明细 = new[] { new { 费用 = "二期", 金额 = 40.5m } } });
        await Act("小改", new { 改动金额 = 30 });
        await Act("排节点", new { 节点名 = "上线", 节点日期 = "2026-06-25" });
        await Act("请监理", new { 监理名称 = "没有公开的监理", 目标 = "没有公开的目标" });

        var project = await Project(site);
        Assert.Equal(("implementation", "2026-04-20T00:00:00+08:00", "2026-06-25T00:00:00+08:00"), ((string)project["status"]!, (string)project["period"]!["startDate"]!, (string)project["period"]!["endDate"]!));
        Assert.Equal((3_500_000m, "2026-04-20T00:00:00+08:00"), ((decimal)project["budget"]!["amount"]!["amount"]!, (string)project["budget"]!["approvalDate"]!));
        Assert.Null(project["budget"]!["budgetBreakdowns"]);
        var document = Assert.Single(project["documents"]!.AsArray())!;
        Assert.Equal(("审核申报", "budgetApproval", "镇数据局"), ((string)document["title"]!, (string)document["documentType"]!, (string)document["author"]!));
        var process = Assert.Single(project["contractingProcesses"]!.AsArray())!["summary"]!;
        Assert.Equal(("合同1", "active", 2_000_000m, "比选", 3_500_000m), ((string)process["title"]!, (string)process["status"]!, (decimal)process["contractValue"]!["amount"]!,
            (string)process["tender"]!["procurementMethodDetails"]!, (decimal)process["tender"]!["costEstimate"]!["amount"]!));
        Assert.Equal([600_000m, 405_000m], process["transactions"]!.AsArray().Select(t => (decimal)t!["value"]!["amount"]!));
        Assert.Equal(("小改", "自行调整并备案"), Assert.Single(process["modifications"]!.AsArray().Select(m => ((string)m!["description"]!, (string)m["rationale"]!))));
        var supplier = project["parties"]!.AsArray().Single(p => (string)p!["name"]! == "某公司")!;
        Assert.Equal(["supplier", "payee"], supplier["roles"]!.AsArray().Select(r => (string)r!));
        Assert.Equal((string)supplier["id"]!, (string)Assert.Single(process["suppliers"]!.AsArray())!["id"]!);
        var text = project.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var hidden in new[] { "没有公开的", "内部的话", "接口：", "申请书", "首付" })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }

        // Payments are public only as long as the rulebook says so; then the file comes to its end.
        await Act("付款", new { 付款明细 = new[] { new { 费用 = "尾款", 金额 = 1 } } });
        Assert.Equal(201, (await (await site.Token("镇数据局", "验收系统")).Act(number, "档案验收", "提交", new { 档案合格 = true })).Status);
        Assert.Equal(201, (await (await site.Token("镇财政局")).Act(number, "验收", "合格")).Status);
        project = await Project(site);
        Assert.Null(project["contractingProcesses"]![0]!["summary"]!["transactions"]);
        Assert.Equal(("completion", "closed", "2026-04-20T00:00:00+08:00", 1_015_000m, "比批准的少花"), ((string)project["status"]!, (string)project["contractingProcesses"]![0]!["summary"]!["status"]!,
            (string)project["completion"]!["endDate"]!, (decimal)project["completion"]!["finalValue"]!["amount"]!, (string)project["completion"]!["finalValueDetails"]!));
    }

    private static async Task<JsonNode> Project(TestSite site)
    {
        var text = await site.Browser().Client.GetStringAsync(new Uri("/open/projects.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "oc4ids-0.9.json"), TestContext.Current.CancellationToken))!;
        var faults = new JsonShape(schema).Faults(JsonNode.Parse(text), WithoutDefinitions(schema));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return Assert.Single(JsonNode.Parse(text)!["projects"]!.AsArray())!;
    }

    [Fact]
    public async Task OpenData_WhereItIsNotAllowed_IsNotThere()
    {
        await using var site = await new TestSite().WithPeople();
        Assert.Equal(404, (await site.Browser().Get("/open/projects.json")).Status);
        Assert.Equal(404, (await site.Browser().Get("/open/projects.jsonl")).Status);
    }

    private static JsonObject WithoutDefinitions(JsonNode schema)
    {
        var own = schema.DeepClone().AsObject();
        own.Remove("definitions");
        return own;
    }
}
