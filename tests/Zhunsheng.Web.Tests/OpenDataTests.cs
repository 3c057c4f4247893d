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
