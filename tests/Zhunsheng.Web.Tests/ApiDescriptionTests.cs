using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Zhunsheng.Web.Tests;

/// <summary>The description of the interface: whole, true, and readable.</summary>
public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_IsWhole_EveryReferenceResolves_EveryExampleFits()
    {
        await using var site = await new TestSite().WithPeople();
        var document = (await site.Program("").Get("/api/v1/openapi.json")).Json!;
        var shape = new JsonShape(document);
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        var faults = new List<string>();
        Walk(document, "", (node, at) =>
        {
            if (node is JsonObject o && o["$ref"] is JsonValue reference && shape.Resolve((string)reference!) is null)
            {
                faults.Add($"{at}: {reference}");
            }
        });
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            faults.AddRange(Chinese(schema!["description"]) ? [] : [$"{name}: has no description"]);
            faults.AddRange((schema["properties"]?.AsObject() ?? []).Where(m => !Chinese(m.Value!["description"])).Select(m => $"{name}.{m.Key}: has no description"));
        }

        var ids = new HashSet<string>();
        foreach (var (path, method, operation) in Operations(document))
        {
            var at = $"{method} {path}";
            faults.AddRange(ids.Add((string)operation["operationId"]!) ? [] : [$"{at}: its name is taken"]);
            faults.AddRange(Chinese(operation["summary"]) && Chinese(operation["description"]) ? [] : [$"{at}: is not described"]);
            var parameters = (operation["parameters"]?.AsArray() ?? []).Select(p => p!).ToList();
            faults.AddRange(parameters.Where(p => !Chinese(p["description"])).Select(p => $"{at}: {p["name"]} is not described"));
            faults.AddRange(parameters.Where(p => p["example"] is not null).SelectMany(p => shape.Faults(p["example"], p["schema"]!)).Select(f => $"{at}: parameter {f}"));
            var inPath = path.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}')).Order(StringComparer.Ordinal);
            Assert.Equal(inPath, parameters.Where(p => (string)p["in"]! == "path").Select(p => (string)p["name"]!).Order(StringComparer.Ordinal));
            foreach (var (type, body) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            {
                faults.AddRange(type == "application/json" && body!["example"] is null ? [$"{at}: the body has no example"] : []);
                faults.AddRange(body!["example"] is { } example ? shape.Faults(example, body["schema"]!).Select(f => $"{at}: example {f}") : []);
            }

            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                faults.AddRange(Chinese(response!["description"]) ? [] : [$"{at}: {status} is not described"]);
                foreach (var (_, body) in response["content"]?.AsObject() ?? [])
                {
                    faults.AddRange(body!["example"] is { } example ? shape.Faults(example, body["schema"]!).Select(f => $"{at}: {status} example {f}") : []);
                }
            }

            Assert.True(operation["responses"]!["401"] is not null && operation["responses"]!["429"] is not null, at);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Description_ListsEveryAddressThatThereIs()
    {
        await using var site = await new TestSite().WithPeople();
        var document = (await site.Program("").Get("/api/v1/openapi.json")).Json!;
        var described = Operations(document).Select(o => $"{o.Method.ToUpperInvariant()} {o.Path}").Order(StringComparer.Ordinal).ToList();
        var there = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && !e.RoutePattern.RawText.Contains("**", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText!.Replace(":int", "", StringComparison.Ordinal)}"))
            .Order(StringComparer.Ordinal).ToList();
        Assert.Equal(there, described);
        Assert.True(there.Count > 15);
    }

    [Fact]
    public async Task Answers_OfARealLife_FitTheirSchemas()
    {
        await using var site = await new TestSite().WithPeople();
        var (unit, office, treasury) = (await site.Token("甲单位"), await site.Token("镇数据局"), await site.Token("镇财政局"));
        var document = (await unit.Get("/api/v1/openapi.json")).Json!;
        var shape = new JsonShape(document);
        var number = await unit.Declare();
        await office.Act(number, "审核", "退回补正", new { 补正要求 = "补" });
        var plan = (string)(await office.Post("/api/v1/projects", new { kind = "年度计划", outcome = "提交", facts = new { 计划名称 = "计划" } }))["case"]!;
        var facts = new { 档案合格 = false };
        var asked = new[]
        {
            ("/me", "get", await unit.Get("/api/v1/me")),
            ("/rulebooks", "get", await unit.Get("/api/v1/rulebooks")),
            ("/rulebooks/{id}", "get", await unit.Get("/api/v1/rulebooks/town-2026")),
            ("/rulebooks/{id}/decisions", "post", await unit.Post("/api/v1/rulebooks/town-2026/decisions", new { question = "可否验收", facts })),
            ("/rulebooks/{id}/decisions", "post", await unit.Post("/api/v1/rulebooks/town-2026/decisions", new { question = "可否", facts })),
            ("/rulebooks/{id}/decisions/batch", "post", await unit.Post("/api/v1/rulebooks/town-2026/decisions/batch", new { items = new[] { new { question = "可否验收", facts }, new { question = "可否", facts } } })),
            ("/projects", "get", await office.Get("/api/v1/projects?limit=1")),
            ("/projects", "post", await unit.Post("/api/v1/projects", new { outcome = "提交", facts = ApiTown.Facts() })),
            ("/projects", "post", await unit.Post("/api/v1/projects", await ApiTown.Declaration(unit))),
            ("/projects/new", "get", await unit.Get("/api/v1/projects/new")),
            ("/projects/new", "post", await unit.Post("/api/v1/projects/new", new { facts, outcome = "提交" })),
            ("/projects/new", "post", await unit.Post("/api/v1/projects/new", new { facts = new { 密级 = "秘密" }, outcome = "提交" })),
            ("/projects/{number}", "get", await unit.Get("/api/v1/projects/" + number)),
            ("/projects/{number}", "get", await office.Get("/api/v1/projects/" + plan)),
            ("/projects/{number}", "get", await unit.Get("/api/v1/projects/none")),
            ("/projects/{number}/steps/{step}", "get", await unit.Get($"/api/v1/projects/{number}/steps/申报")),
            ("/projects/{number}/steps/{step}", "get", await treasury.Get($"/api/v1/projects/{plan}/steps/批准计划")),
            ("/projects/{number}/steps/{step}", "post", await unit.Post($"/api/v1/projects/{number}/steps/申报", new { facts = ApiTown.Facts(), outcome = "提交" })),
            ("/projects/{number}/acts", "post", await office.Post($"/api/v1/projects/{number}/acts", new { step = "审核", outcome = "通过", facts = new { }, head = 1 })),
            ("/projects/{number}/acts/{act}", "get", await unit.Get($"/api/v1/projects/{number}/acts/1")),
            ("/projects/{number}/acts/{act}/corrections", "post", await office.Post($"/api/v1/projects/{number}/acts/2/corrections", new { facts = new { 补正要求 = "补齐" }, reason = "漏字", head = 2 })),
            ("/plan", "get", await treasury.Get("/api/v1/plan")),
            ("/organisations", "get", await unit.Get("/api/v1/organisations")),
            ("/events", "get", await office.Get("/api/v1/events")),
            ("/events", "get", await office.Get("/api/v1/events?after=x")),
        };
        foreach (var (path, method, answer) in asked)
        {
            var status = answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var response = document["paths"]!["/api/v1" + path]![method]!["responses"]![status];
            Assert.True(response is not null, $"{method} {path}: {status} is not described: {answer.Text}");
            var content = response["content"]![answer.Response.Content.Headers.ContentType!.MediaType!]!;
            var faults = shape.Faults(answer.Json, content["schema"]!);
            Assert.True(faults.Count == 0, $"{method} {path} {status}:\n{string.Join('\n', faults.Take(20))}");
        }

        Assert.Equal(2, asked.Count(a => a.Item3.Status == 201));
    }

    [Fact]
    public async Task Pages_ExplainTheInterface_AndEveryKindOfProblem()
    {
        await using var site = await new TestSite().WithPeople();
        var browser = site.Browser();
        var page = await browser.Get("/api");
        Assert.Equal(200, page.Status);
        var document = (await site.Program("").Get("/api/v1/openapi.json")).Json!;
        foreach (var (path, _, operation) in Operations(document))
        {
            var section = page.Document.GetElementById((string)operation["operationId"]!);
            Assert.NotNull(section);
            Assert.Contains(path, section.TextContent, StringComparison.Ordinal);
        }

        foreach (var link in page.Document.QuerySelectorAll("main a[href^='#']"))
        {
            Assert.NotNull(page.Document.GetElementById(Uri.UnescapeDataString(link.GetAttribute("href")![1..])));
        }

        var kinds = Operations(document).SelectMany(o => o.Operation["responses"]!.AsObject()).Select(r => (string?)r.Value!["content"]?["application/problem+json"]?["example"]?["type"]).OfType<string>().Distinct().ToList();
        Assert.True(kinds.Count > 12);
        foreach (var kind in kinds)
        {
            var explained = await browser.Get(kind);
            Assert.Equal((kind, 200), (kind, explained.Status));
            Assert.Contains("怎么办", explained.Text, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await browser.Get("/problems")).Status);
        Assert.Equal(404, (await browser.Get("/problems/nothing")).Status);
    }

    [Fact]
    public async Task TokenPage_ShowsTheSecretOnce_AndOnlyToTheSecurityAdministrator()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("anquan");
        var address = (await admin.Get("/admin/tokens")).Document.QuerySelectorAll("a[href^='/admin/organisations/']").First(a => a.Closest("tr")!.TextContent.Contains("甲单位", StringComparison.Ordinal)).GetAttribute("href")!;
        var page = await admin.Get(address);
        Assert.Contains("还没有", page.Text, StringComparison.Ordinal);
        var wrong = await admin.Submit(page, "发放", new() { ["name"] = "", ["lastDay"] = "2026-01-01" });
        Assert.Equal(422, wrong.Status);
        Assert.Equal(3, wrong.Document.QuerySelectorAll(".field--error").Length);
        var issued = await admin.Submit(wrong, "发放", new() { ["name"] = "项目系统", ["lastDay"] = "2027-01-01", ["role"] = "town-2026/单位" });
        Assert.Equal(200, issued.Status);
        var secret = issued.Document.QuerySelector("#secret")!.GetAttribute("value")!;
        Assert.Equal(200, (await site.Program(secret).Get("/api/v1/me")).Status);
        var later = await admin.Get(address);
        Assert.DoesNotContain(secret, later.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("04-20 10:00", later.Document.QuerySelector("[data-l='最近使用']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("发放接口凭证", (await (await site.SignedIn("shenjiyuan")).Get("/admin/log")).Text, StringComparison.Ordinal);
        var revoked = await admin.Follow(await admin.Submit(later, "吊销"));
        Assert.Contains("由安全员吊销", revoked.Text, StringComparison.Ordinal);
        Assert.Equal(401, (await site.Program(secret).Get("/api/v1/me")).Status);
        foreach (var stranger in new[] { "shuju", "guanli", "shenjiyuan" })
        {
            Assert.Equal(404, (await (await site.SignedIn(stranger)).Get(address)).Status);
            Assert.Equal(404, (await (await site.SignedIn(stranger)).Get("/admin/tokens")).Status);
        }

        Assert.Equal(404, (await admin.Get($"/admin/organisations/{Guid.NewGuid()}/tokens")).Status);
    }

    private static bool Chinese(JsonNode? text) => text is JsonValue && ((string)text!).Any(c => c is >= '\u4e00' and <= '\u9fff');

    private static List<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        [.. document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Key, o.Value!)))];

    private static void Walk(JsonNode? node, string at, Action<JsonNode, string> visit)
    {
        if (node is null)
        {
            return;
        }

        visit(node, at);
        foreach (var (name, child) in node is JsonObject o ? o.Select(m => (m.Key, m.Value)) : node is JsonArray a ? a.Select((c, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), c)) : [])
        {
            Walk(child, $"{at}/{name}", visit);
        }
    }
}
