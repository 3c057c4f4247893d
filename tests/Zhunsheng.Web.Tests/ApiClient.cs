using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>An answer of the interface.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Json">The body; null when it is no JSON.</param>
/// <param name="Response">The whole answer.</param>
public sealed record ApiAnswer(int Status, JsonNode? Json, HttpResponseMessage Response)
{
    /// <summary>The body as text, Chinese as it is.</summary>
    public string Text => Json?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "";

    /// <summary>The kind of problem.</summary>
    public string? Problem => (string?)Json?["type"];

    /// <summary>The places that are wrong, with what is said of them.</summary>
    public Dictionary<string, string> Errors => Json?["errors"]?.AsArray().GroupBy(e => (string)e!["pointer"]!).ToDictionary(g => g.Key, g => (string)g.First()!["detail"]!) ?? [];

    public string? ETag => Response.Headers.ETag?.Tag;

    public JsonNode this[string name] => Json![name]!;
}

/// <summary>A program of an organisation.</summary>
public sealed class ApiClient(HttpClient client, string secret)
{
    public HttpClient Http => client;

    public string Secret => secret;

    public Task<ApiAnswer> Get(string address) => Send(HttpMethod.Get, address, null);

    /// <summary>Posts a body, with a key of its own unless told otherwise.</summary>
    public Task<ApiAnswer> Post(string address, object body, string? key = null, string? match = null) =>
        Send(HttpMethod.Post, address, new StringContent(body as string ?? JsonSerializer.Serialize(body, body.GetType()), Encoding.UTF8, "application/json"), key ?? Guid.NewGuid().ToString(), match);

    /// <summary>Hands a file in. Returns its digest.</summary>
    public async Task<string> Upload(TestFile file)
    {
        var answer = await Send(HttpMethod.Post, "/api/v1/attachments", FileContent(file));
        Assert.True(answer.Status == 201, answer.Text);
        return (string)answer["digest"]!;
    }

    public static MultipartFormDataContent FileContent(TestFile file, string part = "file")
    {
        var parts = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        var body = new ByteArrayContent(file.Content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{part}\"; filename=\"{file.Name}\"");
        parts.Add(body);
        return parts;
    }

    public async Task<ApiAnswer> Send(HttpMethod method, string address, HttpContent? content, string? key = null, string? match = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = content };
        if (secret.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secret);
        }

        if (!string.IsNullOrEmpty(key))
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (match is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", match);
        }

        change?.Invoke(request);
        var response = await client.SendAsync(request);
        var type = response.Content.Headers.ContentType?.MediaType;
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer((int)response.StatusCode, type is "application/json" or "application/problem+json" && text.Length > 0 ? JsonNode.Parse(text) : null, response);
    }
}

/// <summary>The town's offices and units, as programs.</summary>
public static class ApiTown
{
    /// <summary>Issues a token for an office of the town.</summary>
    public static async Task<ApiClient> Token(this TestSite site, string office, string name = "项目系统", DateOnly? lastDay = null, params RoleGrant[] roles)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var organisation = (await accounts.Organisations()).Single(o => o.Name == office);
        var grants = roles.Length > 0 ? roles : [.. organisation.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role))];
        var issued = await scope.ServiceProvider.GetRequiredService<TokenDesk>().Issue(organisation.Id, name, grants, lastDay ?? new DateOnly(2027, 4, 20), new AdminActor(null, "测试"));
        Assert.True(issued.Ok, string.Join('；', issued.Errors));
        return site.Program(issued.Value!.Secret);
    }

    /// <summary>A program with a secret.</summary>
    public static ApiClient Program(this TestSite site, string secret) => new(site.CreateClient(new() { AllowAutoRedirect = false }), secret);

    /// <summary>What a declaration says.</summary>
    public static Dictionary<string, object?> Facts(string name = "镇办事平台", decimal money = 350) => new()
    {
        ["项目名称"] = name,
        ["密级"] = "非涉密",
        ["总投资"] = money,
        ["计划年度"] = 2027,
        ["拆分申报"] = false,
        ["依托内网"] = false,
    };

    /// <summary>A declaration, whole.</summary>
    public static async Task<object> Declaration(ApiClient unit, string name = "镇办事平台") => new
    {
        outcome = "提交",
        facts = Facts(name),
        papers = new object[] { new { title = "申请书", digest = await unit.Upload(TestFile.Pdf()) }, new { title = "效益分析" } },
    };

    /// <summary>Declares a project. Returns its number.</summary>
    public static async Task<string> Declare(this ApiClient unit, string name = "镇办事平台")
    {
        var answer = await unit.Post("/api/v1/projects", await Declaration(unit, name));
        Assert.True(answer.Status == 201, answer.Text);
        return (string)answer["case"]!;
    }

    /// <summary>Acts on the file as it stands.</summary>
    public static async Task<ApiAnswer> Act(this ApiClient actor, string number, string step, string outcome, object? facts = null)
    {
        var file = await actor.Get("/api/v1/projects/" + number);
        return await actor.Post($"/api/v1/projects/{number}/acts", new { step, outcome, facts = facts ?? new { } }, match: file.ETag);
    }
}
